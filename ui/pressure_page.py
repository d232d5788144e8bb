"""The page without a browser: what it sends when somebody opens it, asks, opens a source; through Gradio's own queue.

Each page has a session and connections of its own, as a browser has. Every byte that comes back is looked through for a
traceback. It does not know what a right answer is.
"""

import asyncio
import json
import re
import secrets
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import httpx

PATIENCE = 60.0  # seconds: who got nothing by then has gone
_LOADED = re.compile(r'(?:src|href)="((?:\./)?(?:web|assets)/[^"]+)"')
_TRACES = (b"Traceback (most recent call last)", b'.py", line ', b'.py\\", line ')
_SENT = b'"msg":"process_completed"'


class Trouble(Exception):
    """Why something did not come; `kind` in one word or a status."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Layout:
    """What a page is made of: read once, the same for all."""

    ask: int  # Gradio's numbers of the functions
    following: int
    anew: int
    files: tuple[str, ...]  # that a browser loads beside it


@dataclass(slots=True)
class Wire:
    """Requests of one browser; whatever goes wrong on the line is a Trouble."""

    address: str
    patience: float = PATIENCE
    client: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        # Given up sooner than the server does (5 s): a browser would send again what meets a closed connection.
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=6, keepalive_expiry=3.0)
        self.client = httpx.AsyncClient(
            base_url=self.address, timeout=self.patience, limits=limits, verify=False, trust_env=False
        )

    async def fetch(self, method: str, path: str, **given: Any) -> bytes:
        try:
            reply = await self.client.request(method, path, **given)
        except httpx.HTTPError as error:
            raise Trouble(_kind_of(error)) from error
        return looked_through(reply.status_code, reply.content)

    async def close(self) -> None:
        await self.client.aclose()


def looked_through(status: int, content: bytes) -> bytes:
    if any(trace in content for trace in _TRACES):
        raise Trouble("traceback")
    if status >= 400:
        raise Trouble(str(status))
    return content


def _kind_of(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "late"
    return "away" if isinstance(error, httpx.ConnectError) else "cut"


@dataclass(slots=True)
class Page:
    """One open page: its session, and the conversation that it holds on the server."""

    wire: Wire
    layout: Layout
    session: str = field(default_factory=lambda: secrets.token_hex(5))
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def open(self, *, visited: bool = False) -> None:
        """What a browser loads (of what it `visited` before, the page alone), and the line that says: still there."""
        await self.wire.fetch("GET", "")
        if not visited:
            await asyncio.gather(*(self.wire.fetch("GET", file) for file in self.layout.files))
        beats = self.wire.client.stream(
            "GET", f"gradio_api/heartbeat/{self.session}", timeout=httpx.Timeout(self.wire.patience, read=None)
        )
        try:
            await self._open.enter_async_context(beats)
        except httpx.HTTPError as error:
            raise Trouble(_kind_of(error)) from error

    async def close(self) -> None:
        await self._open.aclose()

    async def ask(self, question: str) -> str:
        """The conversation as the page shows it once the answer is whole."""
        return str((await self._call(self.layout.ask, [question, None, None, "", None]))[2])

    async def following(self) -> None:
        """What the page asks by itself behind each answer: what may be asked next."""
        await self._call(self.layout.following, [None])

    async def anew(self) -> None:
        """The button for a new conversation."""
        await self._call(self.layout.anew, [None])

    async def _call(self, function: int, data: list[Any]) -> list[Any]:
        given = {"fn_index": function, "session_hash": self.session, "data": data}
        await self.wire.fetch("POST", "gradio_api/queue/join", json=given)
        try:
            async with asyncio.timeout(self.wire.patience):
                return await self._answer()
        except TimeoutError as error:
            raise Trouble("late") from error
        except httpx.HTTPError as error:
            raise Trouble(_kind_of(error)) from error

    async def _answer(self) -> list[Any]:
        """Read to its end, as a browser does: the next call has a stream of its own."""
        found: list[Any] | None = None
        path, named = "gradio_api/queue/data", {"session_hash": self.session}
        async with self.wire.client.stream("GET", path, params=named) as stream:
            rest = b""
            async for piece in stream.aiter_bytes():
                *events, rest = (rest + piece).split(b"\n\n")
                for event in events:
                    looked_through(stream.status_code, event)
                    if _SENT in event[:80]:
                        found = _output(event)
            looked_through(stream.status_code, rest)
        if found is None:
            raise Trouble("cut")
        return found


def _output(event: bytes) -> list[Any]:
    said = json.loads(event.removeprefix(b"data: "))
    if not said["success"]:
        raise Trouble("failed")
    data: list[Any] = said["output"]["data"]
    return data


async def layout_of(address: str) -> Layout:
    wire = Wire(address)
    try:
        page, config = (await wire.fetch("GET", "")).decode(), json.loads(await wire.fetch("GET", "config"))
    finally:
        await wire.close()
    names = {one["id"]: one["props"].get("elem_id") for one in config["components"]}
    calls = {names.get(target): one["id"] for one in config["dependencies"] for target, _event in one["targets"]}
    following = next(one["id"] for one in config["dependencies"] if one.get("trigger_after") == calls["vraag"])
    files = tuple(dict.fromkeys(urljoin(address, found).removeprefix(address) for found in _LOADED.findall(page)))
    return Layout(calls["vraag"], following, calls["nieuw"], files)
