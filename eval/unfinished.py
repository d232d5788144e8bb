"""A run that goes on where it stopped: every judged question is on disk before the next one is asked.

A file of lines beside the result: first what the run was made of, then each question as it was judged. A run that is
made of anything else begins anew, and says what differs. It does not know how a question is asked or judged.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any  # JSON, before it is a type

from filelock import FileLock, Timeout

from eval.flaws import RunError, Trouble
from eval.question import GoldQuestion
from eval.record import digest

SUFFIX = ".part.jsonl"
_OLDEST = 30 * 24 * 3600  # seconds; what nobody took up again by then is removed
_LARGEST = 500_000_000  # bytes

Line = Mapping[str, Any]


@dataclass(slots=True)
class Part:
    """A run under way."""

    file: Path
    opened: IO[str]
    before: int  # questions that an earlier go left
    differs: tuple[str, ...]  # why what an earlier go left could not be used; () where nothing was left
    lines: dict[tuple[str, str], Line]  # by id and question
    seconds: float  # of the goes before
    begun: float = field(default_factory=time.monotonic)

    def keep(self, line: Line) -> None:
        whole = {**line, "elapsed": self.elapsed}
        self.opened.write(json.dumps(whole, ensure_ascii=False) + "\n")
        self.opened.flush()
        self.lines[_key(line)] = line

    def judged(self, question: GoldQuestion) -> Line | None:
        return self.lines.get((question.id, question.question))

    @property
    def elapsed(self) -> float:
        """Seconds, those of earlier goes included."""
        return self.seconds + time.monotonic() - self.begun

    def finished(self) -> None:
        self.opened.close()
        self.file.unlink(missing_ok=True)


def part_file(to: Path, asked: Mapping[str, str]) -> Path:
    """Beside the result: the same command finds it again, another one has its own."""
    return to.with_suffix(SUFFIX) if to.suffix == ".json" else to / f"{digest(asked)[:8]}{SUFFIX}"


@contextmanager
def part(file: Path, made_of: Mapping[str, str], *, anew: bool = False) -> Iterator[Part]:
    """What was judged before, where it was made of the same, and a place for what is judged now.

    Raises RunError where the file cannot be written, or is in use by another run.
    """
    lock = FileLock(file.with_suffix(".lock"), blocking=False)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        _sweep(file.parent)
    except Timeout as error:
        raise RunError(str(file), Trouble.BUSY) from error
    except OSError as error:
        raise RunError(str(file), Trouble.UNWRITABLE, error.errno or 0) from error
    try:
        yield from _taken_up(file, made_of, anew)
    finally:
        lock.release()
        if not file.exists():
            Path(lock.lock_file).unlink(missing_ok=True)


def _taken_up(file: Path, made_of: Mapping[str, str], anew: bool) -> Iterator[Part]:
    then, lines = ({}, ()) if anew else _read(file)
    differs = tuple(name for name in {**then, **made_of} if then and then.get(name) != made_of.get(name))
    kept = () if differs else lines
    with _begun(file, made_of, kept) as opened:
        seconds = max((float(line.get("elapsed", 0.0)) for line in kept), default=0.0)
        found: dict[tuple[str, str], Line] = {
            _key(one): {k: v for k, v in one.items() if k != "elapsed"} for one in kept
        }
        yield Part(file, opened, len(found), differs if lines else (), found, seconds)


def _read(file: Path) -> tuple[Mapping[str, str], tuple[Line, ...]]:
    """What was left; nothing of a file that is missing, odd or too large, and no line that a crash tore."""
    try:
        if file.stat().st_size > _LARGEST:
            return {}, ()
        first, *others = file.read_text(encoding="utf-8", errors="replace").split("\n")
        then = json.loads(first)["made_of"]
        found = (_line(one) for one in others)
        return dict(then), tuple(one for one in found if one)
    except (OSError, ValueError, KeyError, TypeError):
        return {}, ()


def _line(text: str) -> Line | None:
    try:
        line = json.loads(text)
        return line if all(isinstance(part, str) for part in _key(line)) and "scores" in line else None
    except (ValueError, KeyError, TypeError):
        return None


def _without_time(line: Line) -> Line:
    return {name: value for name, value in line.items() if name != "elapsed"}


def _key(line: Line) -> tuple[str, str]:
    return line["gold"]["id"], line["gold"]["question"]


def _begun(file: Path, made_of: Mapping[str, str], lines: Sequence[Line]) -> IO[str]:
    """The file with these lines and no others, written aside and put in place at once, open for more."""
    aside = file.with_suffix(".new")
    try:
        rows = [{"made_of": dict(made_of)}, *lines]
        aside.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        aside.replace(file)
        return file.open("a", encoding="utf-8")
    except OSError as error:
        raise RunError(str(file), Trouble.UNWRITABLE, error.errno or 0) from error


def _sweep(folder: Path) -> None:
    """Only what says what it was made of: the folder is the user's, and so may be a file of that name."""
    for left in folder.glob(f"*{SUFFIX}"):
        if time.time() - left.stat().st_mtime > _OLDEST and _read(left)[0]:
            left.unlink(missing_ok=True)
