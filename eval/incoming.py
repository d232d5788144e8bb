"""A set of documents and questions from elsewhere as a corpus folder and a gold file; it does not know their formats.

Whoever reads a format (`eval.beir_reading`, `eval.squad`) hands over one document and one question at a time. All is
written beside the folder that was asked for, and gets its name when the last line was sound.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol  # Any: JSON, before it is a type

import tomlkit

from eval.load import gold_line
from eval.question import GoldQuestion
from ingest import MANIFEST

DOCUMENTS, GOLD_FILE = "documenten", "gold.jsonl"
MOST_FAULTS = 20  # that are told; who has more repairs these first
LONGEST_LINE = 20_000_000  # characters
TITLED = 10_000  # documents up to which each has its title in sources.toml; of more it stands above the text alone
_IN_A_FOLDER = 1000


class FaultKind(StrEnum):
    NO_JSON = "not JSON"
    NO_OBJECT = "not an object"
    FIELD = "missing or wrong field"  # its name
    SAME_ID = "id used twice"  # id
    COLUMNS = "not three columns"
    SCORE = "score is no number"  # what stands there
    UNKNOWN_DOCUMENT = "unknown document"  # id
    UNKNOWN_QUESTION = "unknown question"  # id
    TOO_LONG = "line too long"
    NO_FILE = "no such file"
    UNREADABLE = "cannot be read"
    TAKEN = "folder is not empty"
    NO_SET = "neither BEIR nor SQuAD"
    NO_QUESTIONS = "no questions"


@dataclass(frozen=True, slots=True)
class SetFault:
    kind: FaultKind
    where: str  # 'corpus.jsonl:3'
    about: str = ""


class SetError(ValueError):
    """A set that cannot be taken in; `faults` says why, `more` whether there are others."""

    def __init__(self, faults: Iterable[SetFault], more: bool = False) -> None:
        self.faults, self.more = tuple(faults), more
        super().__init__("; ".join(f"{fault.where}: {fault.kind.value} {fault.about}".strip() for fault in self.faults))


@dataclass(slots=True)
class Faults:
    """Collects what is wrong, and stops the reading at the twentieth."""

    found: list[SetFault] = field(default_factory=list)

    def add(self, kind: FaultKind, where: str, about: str = "") -> None:
        self.found.append(SetFault(kind, where, about[:200]))
        if len(self.found) >= MOST_FAULTS:
            raise SetError(self.found, more=True)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in."""

    documents: int
    questions: int
    empty: tuple[str, ...]  # documents without any text
    unfounded: tuple[str, ...]  # questions whose answer does not stand in their text
    searches: bool  # the set has no answers: only what is found can be judged


class Shelf:
    """Where documents come: each in a file of its own, named by a number and what is left of its title or id."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count, self.empty = folder, 0, list[str]()
        self._titles: list[tuple[str, str]] = []

    def add(self, id: str, title: str, text: str) -> str:
        """The name of the file, as `Evidence.document`; "" where there is nothing to write."""
        title, text = " ".join(_plain(title).split()), _plain(text)
        if not (title or text.strip()):
            self.empty.append(id)
            return ""
        name = f"{self.count // _IN_A_FOLDER:04d}/{self.count % _IN_A_FOLDER:03d}-{safe_name(id)}.txt"
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        above = f"{title}\n\n" if title and not text.lstrip().startswith(title) else ""
        file.write_text(f"{above}{text}\n", encoding="utf-8", newline="\n")
        self.count += 1
        if self.count <= TITLED:
            self._titles.append((name, title))
        return name

    def close(self) -> None:
        """Write sources.toml: there is no publisher, and no date."""
        tables: dict[str, dict[str, str]] = {"*": {"publisher": "", "date": "", "language": "nl"}}
        if self.count <= TITLED:
            tables |= {name: {"title": title} for name, title in self._titles if title}
        (self.folder / MANIFEST).write_text(tomlkit.dumps(tables), encoding="utf-8", newline="\n")


class Reading(Protocol):
    """Reads a set: puts its documents on the shelf and gives its questions, or the id of one without ground."""

    def __call__(self, path: Path, shelf: Shelf, faults: Faults) -> Iterator[GoldQuestion | str]: ...


def take_in(path: Path, out: Path, read: Reading) -> Taken:
    """Write the documents and the gold of a set into a folder that is empty or not there; raises SetError, OSError."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise SetError([SetFault(FaultKind.TAKEN, str(out))])
    out.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        taken = _written(path, making, read)
        if out.exists():
            out.rmdir()
        making.chmod(0o755)
        making.rename(out)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return taken


def _written(path: Path, making: Path, read: Reading) -> Taken:
    shelf, faults = Shelf(making / DOCUMENTS), Faults()
    shelf.folder.mkdir()
    questions, unfounded, searches = 0, [], True
    with (making / GOLD_FILE).open("w", encoding="utf-8", newline="\n") as file:
        for one in read(path, shelf, faults):
            if isinstance(one, str):
                unfounded.append(one)
                continue
            file.write(json.dumps(gold_line(one), ensure_ascii=False) + "\n")
            questions, searches = questions + 1, searches and not one.key_facts
    if not questions and not faults.found:
        faults.add(FaultKind.NO_QUESTIONS, str(path))
    if faults.found:
        raise SetError(faults.found)
    shelf.close()
    return Taken(shelf.count, questions, tuple(shelf.empty), tuple(unfounded), searches)


def safe_name(id: str) -> str:
    """Letters, figures and dashes of an id: no path, nothing hidden, nothing that a disk refuses."""
    return re.sub(r"[\W_]+", "-", id).strip("-")[:60].rstrip("-") or "zonder-naam"


def lines(file: Path, faults: Faults) -> Iterator[tuple[str, str]]:
    """Each line that is not empty with its place, one at a time."""
    try:
        with file.open(encoding="utf-8-sig") as opened:
            number = 0
            while line := opened.readline(LONGEST_LINE + 1):
                number += 1
                where = f"{file.name}:{number}"
                if len(line) > LONGEST_LINE:
                    raise SetError([*faults.found, SetFault(FaultKind.TOO_LONG, where)])
                if line.strip():
                    yield where, line
    except FileNotFoundError:
        faults.add(FaultKind.NO_FILE, str(file))
    except (OSError, UnicodeDecodeError) as error:
        faults.add(FaultKind.UNREADABLE, str(file), getattr(error, "strerror", "") or "UTF-8")


def objects(file: Path, faults: Faults) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line as an object; what is none is a fault."""
    for where, line in lines(file, faults):
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            faults.add(FaultKind.NO_JSON, where)
            continue
        if isinstance(value, dict):
            yield where, value
        else:
            faults.add(FaultKind.NO_OBJECT, where)


def text_of(line: dict[str, Any], name: str, where: str, faults: Faults, otherwise: str | None = None) -> str | None:
    """A field of text; a number will do for an id. None and a fault where it is missing without a substitute."""
    value = line.get(name)
    if isinstance(value, str) and (value or otherwise is not None):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None and otherwise is not None:
        return otherwise
    faults.add(FaultKind.FIELD, where, name)
    return None


def _plain(text: str) -> str:
    """Without what no file can hold (half a character pair) or show."""
    sound = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in sound if c in "\n\t" or c.isprintable() or c.isspace())
