"""What the tests of writers share: one passage as evidence, and a real server process to answer over it."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from index import Hit
from ingest import Block, BlockKind, Document, Kind, Passage, Sentence, passage_id
from qa.best import Evidence
from qa.catalogue import Catalogue
from qa.evidence import Candidate, Features
from qa.policy import Policy
from qa.question import understand

FIRST = "Gemeenten moeten minstens 12% meer middelen krijgen voor de zomerscholen."
SECOND = "In 2023 leefde 7,8% van de kinderen in armoede."
TEXT = f"{FIRST} {SECOND}"


def evidence(text: str = TEXT, *, title: str = "Memorandum", publisher: str = "VVSG", question: str = "") -> Evidence:
    """Every sentence of one document of one paragraph as a candidate; the id of the passage is what was indexed."""
    document = Document(
        id="d", source="d.txt", sha256="", title=title, publisher=publisher, speaker=f"de {publisher}", aliases=(),
        kind=Kind.MEMORANDUM, date="2024", language="nl", notice="", text=text, sections=(), blocks=(),
    )  # fmt: skip
    passage = Passage(passage_id("d", 0, len(text), text), "d", ("Geld",), None, 0, len(text), text)
    hit = Hit(passage, 1.0, 1, 1, 0.9)
    block = Block(BlockKind.PARAGRAPH, ("Geld",), None, 0, len(text))
    candidates, start = [], 0
    for sentence in text.split(". "):
        end = start + len(sentence.rstrip(".")) + 1
        line = Sentence("d", start, end, text[start:end], block, document.speaker, document.kind)
        candidates.append(Candidate((line,), hit, Features(*[0.0] * len(Features.__slots__)), 1.0))
        start = end + 1
    asked = understand(question or "Hoeveel middelen moeten gemeenten krijgen?", Catalogue([document]))
    return Evidence(asked, tuple(candidates), {"d": document}, Policy())


@dataclass(frozen=True, slots=True)
class Served:
    url: str
    log: Path

    @property
    def heard(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()] if self.log.exists() else []


@contextmanager
def server(folder: Path, *script: dict[str, Any]) -> Iterator[Served]:
    """A process of its own that answers as the script says, until it is no longer needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told, log = folder / "script.json", folder / "heard.jsonl"
    told.write_text(json.dumps(script), encoding="utf-8")
    command = [sys.executable, str(Path(__file__).with_name("model_server.py")), str(port), str(told), str(log)]
    process = subprocess.Popen(command)
    try:
        _wait_for(f"http://127.0.0.1:{port}/health")
        yield Served(f"http://127.0.0.1:{port}/v1", log)
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(url: str) -> None:
    for _ in range(300):
        try:
            if httpx.get(url, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError(f"no server at {url}")
