"""What users thought of answers, as JSON lines on this computer; it does not know pages or servers.

Without a yes of the user an opinion holds no word of a question, an answer or an explanation, and no time but the day.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any  # JSON, before it is a type

from filelock import FileLock

REASONS = ("onjuist", "niet volledig", "verkeerde bron", "staat er wel in", "onduidelijk", "anders")
LARGEST = 10_000_000  # bytes of one file: then it becomes the older one, and the older one goes
_NEWEST, _OLDER, _LOCK = "oordelen.jsonl", "oordelen.1.jsonl", ".lock"
_PATIENCE = 5  # seconds that one process waits for another


@dataclass(frozen=True, slots=True)
class Cited:
    """A place that an answer pointed at; the file and the words only where they may be kept."""

    document: str  # ids
    passage: str = ""
    source: str = ""  # file name
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    day: str  # 2026-11-22
    good: bool
    reason: str  # one of REASONS, or ""
    writer: str
    abstained: bool
    version: str
    cited: tuple[Cited, ...] = ()
    adds: bool = False  # belongs to an opinion that was given before: it is not counted again
    question: str = ""  # this and the next only where the user said that they may be kept
    words: str = ""


def keep_opinion(opinion: Opinion, folder: Path, largest: int = LARGEST) -> None:
    """Adds one line; several processes may do so at once. Raises OSError, or filelock's Timeout."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = (json.dumps(_bare(asdict(opinion)), ensure_ascii=False) + "\n").encode("utf-8")
    file = folder / _NEWEST
    with FileLock(folder / _LOCK, timeout=_PATIENCE, mode=0o600):
        if file.exists() and file.stat().st_size + len(line) > largest:
            file.replace(folder / _OLDER)
        _append(file, line)


def load_opinions(folder: Path) -> tuple[Opinion, ...]:
    """All that are there, oldest first; a line that a crash cut off is left out."""
    found = []
    for file in (folder / _OLDER, folder / _NEWEST):
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else ():
            try:
                found.append(_opinion(json.loads(line)))
            except (ValueError, TypeError, KeyError):
                continue
    return tuple(found)


def _append(file: Path, line: bytes) -> None:
    """Readable by its owner alone, from the first byte on."""
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b", buffering=0) as opened:
        size = opened.seek(0, os.SEEK_END)
        if size:
            opened.seek(size - 1)
            line = line if opened.read(1) == b"\n" else b"\n" + line  # behind a line that was cut off
        opened.write(line)


def _bare(line: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    kept = {name: value for name, value in line.items() if value or name in ("good", "abstained")}
    return kept | ({"cited": [_bare(one) for one in line["cited"]]} if line.get("cited") else {})


def _opinion(line: Mapping[str, Any]) -> Opinion:
    cited = tuple(Cited(**one) for one in line.get("cited", ()))
    opinion = Opinion(**({"reason": ""} | dict(line) | {"cited": cited}))
    if not isinstance(opinion.good, bool) or not isinstance(opinion.day, str):
        raise TypeError("no opinion")
    return opinion


def kept_opinions(opinions: Sequence[Opinion]) -> tuple[Opinion, ...]:
    """Those whose question may be used."""
    return tuple(opinion for opinion in opinions if opinion.question)
