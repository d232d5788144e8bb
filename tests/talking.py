"""A person without a browser: asks over HTTP what the page asks, in a session of its own, through Gradio's queue."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass(slots=True)
class Session:
    address: str
    functions: dict[str, Any]  # what the page may call, by the element that calls it
    hash: str = field(default_factory=lambda: secrets.token_hex(5))

    def ask(self, question: str, patience: float = 120) -> str:
        """The conversation as the page shows it once the answer is whole."""
        *_, shown = self.growing(question, patience)
        return shown

    def growing(self, question: str, patience: float = 120) -> Iterator[str]:
        """The conversation each time that it is shown anew."""
        called = self.functions["vraag"]
        given = {"fn_index": called["id"], "session_hash": self.hash, "data": [question, None, None, "", None]}
        with httpx.Client(base_url=self.address, timeout=patience) as client:
            client.post("gradio_api/queue/join", json=given).raise_for_status()
            shown = ""
            with client.stream("GET", "gradio_api/queue/data", params={"session_hash": self.hash}) as lines:
                for line in lines.iter_lines():
                    said = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {"msg": ""}
                    if said["msg"] in ("process_generating", "process_completed"):
                        assert said["success"], said
                        shown = renewed(shown, said["output"]["data"][2])
                        yield shown
                    if said["msg"] == "close_stream":
                        return

    @contextmanager
    def open(self) -> Iterator["Session"]:
        """As long as the page is open, the server hears from it."""
        with (
            httpx.Client(base_url=self.address, timeout=60) as client,
            client.stream("GET", f"gradio_api/heartbeat/{self.hash}") as beats,
        ):
            lines = beats.iter_lines()  # held: without it the connection closes
            assert next(lines)
            yield self


def renewed(shown: str, change: Any) -> str:
    """Gradio sends a text whole, or what changed in it."""
    if isinstance(change, str):
        return change
    for kind, path, value in change if isinstance(change, list) else ():
        assert path == [], change
        shown = shown + value if kind == "append" else value
    return shown


def session_at(address: str) -> Session:
    config = httpx.get(f"{address}config", timeout=60).json()
    names = {one["id"]: one["props"].get("elem_id") for one in config["components"]}
    return Session(
        address,
        {names[target]: one for one in config["dependencies"] for target, _ in one["targets"] if target in names},
    )
