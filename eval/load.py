"""Gold questions from JSON lines and back; it does not know whether they are any good (see `eval.check`).

Two formats, told apart line by line: the project's own, and the one in which evaluators bring examples
(`must`, `must_not`, `docs`, evidence by the start of a file name), whose documents are found by their quotes.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # JSON, before it is a type

from eval.flaws import FLAG, GROUPS, OBJECTS, TEXT, TEXTS, Flaw, FlawKind, GoldError
from eval.question import DEVELOP, Evidence, GoldQuestion
from eval.words import shared, words
from ingest import Document

GOLD = Path(__file__).parent / "gold"


_EVIDENCE = ("document", "quote", "alternative")
_FIELDS = (
    "id", "question", "history", "type", "answerable", "key_facts", "forbidden", "evidence", "reference_answer",
    "split", "near_miss", "source", "feedback",  # the last two: of `eval candidates`
)  # fmt: skip
LARGEST = 64  # megabytes of one file; the gold of this project is 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A question and the line where it stands: 'a.jsonl:3'."""

    where: str
    question: GoldQuestion


class _Wrong(ValueError):
    """A line that is no question, and why."""

    def __init__(self, kind: FlawKind, *about: str) -> None:
        super().__init__(kind, *about)
        self.kind, self.about = kind, about


def load_gold(path: Path = GOLD, documents: Mapping[str, Document] | None = None) -> tuple[GoldQuestion, ...]:
    """Every question of a .jsonl file, or of all those in a folder; raises GoldError with all flaws at once."""
    placed, flaws = read_gold(path, documents or {})
    if flaws:
        raise GoldError(*flaws)
    return tuple(one.question for one in placed)


def read_gold(path: Path, documents: Mapping[str, Document]) -> tuple[tuple[Placed, ...], tuple[Flaw, ...]]:
    """The lines that are questions, and what is wrong with the others; raises GoldError where nothing can be read."""
    placed, flaws = [], []
    for where, line in _lines(path):
        try:
            placed.append(Placed(where, _question(_parsed(line), documents)))
        except _Wrong as wrong:
            flaws.append(Flaw(wrong.kind, wrong.about, where, _id_in(line)))
    if not placed and not flaws:
        raise GoldError(Flaw(FlawKind.NO_QUESTIONS, (str(path),)))
    return tuple(placed), tuple(flaws)


def gold_line(question: GoldQuestion) -> dict[str, Any]:
    """One question as its line in a gold file."""
    return {
        "id": question.id,
        "question": question.question,
        "history": [{"role": role, "content": content} for role, content in question.history],
        "type": question.type,
        "answerable": question.answerable,
        "key_facts": [list(group) for group in question.key_facts],
        "forbidden": list(question.forbidden),
        "evidence": [
            {"document": e.document, "quote": e.quote, "alternative": e.alternative} for e in question.evidence
        ],
        "reference_answer": question.reference_answer,
        "split": question.split,
        **({"near_miss": True} if question.near_miss else {}),
    }


def read_question(line: Mapping[str, Any]) -> GoldQuestion:
    """One question from its line in the project's own format, the inverse of `gold_line`; raises ValueError."""
    return GoldQuestion(
        id=_text(line, "id"),
        question=_text(line, "question"),
        history=_history(line),
        type=_text(line, "type"),
        answerable=_flag(line, "answerable"),
        key_facts=_groups(line, "key_facts"),
        forbidden=_texts(line, "forbidden"),
        evidence=tuple(
            Evidence(_text(e, "document"), _text(e, "quote"), "alternative" in e and _flag(e, "alternative"))
            for e in _objects(line, "evidence")
        ),
        reference_answer=_text(line, "reference_answer"),
        split=_text(line, "split") if "split" in line else DEVELOP,
        near_miss="near_miss" in line and _flag(line, "near_miss"),
    )


def _parsed(line: str) -> Mapping[str, Any]:
    try:
        found = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _Wrong(FlawKind.NO_JSON, str(getattr(error, "colno", 1))) from error
    if not isinstance(found, dict):
        raise _Wrong(FlawKind.NO_OBJECT)
    return found


def _id_in(line: str) -> str:
    """The id of a line that is no question, if it tells one."""
    try:
        id = _parsed(line).get("id")
    except _Wrong:
        return ""
    return id if isinstance(id, str) else ""


def _question(line: Mapping[str, Any], documents: Mapping[str, Document]) -> GoldQuestion:
    """Of the project's own format nothing is passed over: a slip in a name would change what a question asks."""
    if "must" in line:
        return _read_example(line, documents)
    question = read_question(line)
    for found, known in ((line, _FIELDS), *((one, _EVIDENCE) for one in line["evidence"])):
        if strange := [name for name in found if name not in known]:
            raise _Wrong(FlawKind.FIELD_UNKNOWN, strange[0], *known)
    return question


def _read_example(line: Mapping[str, Any], documents: Mapping[str, Document]) -> GoldQuestion:
    return GoldQuestion(
        id=_text(line, "id"),
        question=_text(line, "question"),
        history=_history(line),
        type=_text(line, "type"),
        answerable=_flag(line, "answerable"),
        key_facts=_groups(line, "must"),
        forbidden=_texts(line, "must_not"),
        evidence=tuple(
            Evidence(_home(_text(e, "quote"), documents, _text(e, "doc")), _text(e, "quote"), bool(e.get("alt")))
            for e in _objects(line, "evidence")
        ),
        reference_answer=_text(line, "reference_answer"),
    )


def _home(quote: str, documents: Mapping[str, Document], otherwise: str) -> str:
    """The file in which most of the quote stands; its outside name if it stands in none."""
    found = {d.source: shared(words(quote), words(d.text), 4) for d in documents.values()}
    best = max(found, key=found.__getitem__, default=otherwise)
    return best if found.get(best, 0.0) >= 0.8 else otherwise


def _history(line: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    if not line.get("history"):
        return ()
    return tuple((_text(turn, "role"), _text(turn, "content")) for turn in _objects(line, "history"))


def _field(line: Mapping[str, Any], name: str, shape: str, fits: Callable[[Any], bool]) -> Any:
    if name not in line:
        raise _Wrong(FlawKind.FIELD_MISSING, name)
    if not fits(line[name]):
        raise _Wrong(FlawKind.FIELD_WRONG, name, shape)
    return line[name]


def _text(line: Mapping[str, Any], name: str) -> str:
    return str(_field(line, name, TEXT, lambda value: isinstance(value, str)))


def _flag(line: Mapping[str, Any], name: str) -> bool:
    return bool(_field(line, name, FLAG, lambda value: isinstance(value, bool)))


def _texts(line: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(_field(line, name, TEXTS, _are_texts))


def _groups(line: Mapping[str, Any], name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, _field(line, name, GROUPS, lambda v: isinstance(v, list) and all(map(_are_texts, v)))))


def _objects(line: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return list(_field(line, name, OBJECTS, lambda v: isinstance(v, list) and all(isinstance(e, dict) for e in v)))


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Each line with its place ('a.jsonl:3')."""
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        for number, line in enumerate(_read(file).split("\n"), 1):  # a quote may hold other line ends
            if line.strip():
                yield f"{file.name}:{number}", line


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST * 1_000_000:
            raise GoldError(Flaw(FlawKind.TOO_LARGE, (str(file), str(LARGEST))))
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise GoldError(Flaw(FlawKind.NO_FILE, (str(file),))) from None
    except OSError as error:
        raise GoldError(Flaw(FlawKind.UNREADABLE, (str(file), str(error.errno or 0)))) from error
    except UnicodeDecodeError as error:
        raise GoldError(Flaw(FlawKind.UNREADABLE, (str(file), "0"))) from error
