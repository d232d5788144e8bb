"""Gold questions from JSON lines and back; it does not know whether they are any good (see `eval.check`).

Two formats, told apart line by line: the project's own, and the one in which evaluators bring examples
(`must`, `must_not`, `docs`, evidence by the start of a file name), whose documents are found by their quotes.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any  # JSON, before it is a type

from eval.question import DEVELOP, Evidence, GoldQuestion
from eval.words import shared, words
from ingest import Document

GOLD = Path(__file__).parent / "gold"


class GoldError(ValueError):
    """Gold that cannot be read; `str(error)` names every bad line and what to do."""


def load_gold(path: Path = GOLD, documents: Mapping[str, Document] | None = None) -> tuple[GoldQuestion, ...]:
    """Every question of a .jsonl file, or of all those in a folder; raises GoldError with all faults at once."""
    questions, faults = [], []
    for where, line in _lines(path):
        try:
            questions.append(_question(json.loads(line), documents or {}))
        except json.JSONDecodeError as error:
            faults.append(f"{where}: not JSON ({error.msg}, column {error.colno}); write one object a line")
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            faults.append(f"{where}: missing or wrong field ({error}); see eval/gold/README.md for the fields")
    if faults:
        raise GoldError("\n".join(faults))
    if not questions:
        raise GoldError(f"{path}: no questions; name a .jsonl file with one question a line, or a folder of them")
    return tuple(questions)


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
    """One question from its line in the project's own format; the inverse of `gold_line`."""
    return GoldQuestion(
        id=_text(line["id"]),
        question=_text(line["question"]),
        history=_history(line),
        type=_text(line["type"]),
        answerable=_flag(line["answerable"]),
        key_facts=tuple(_texts(group) for group in line["key_facts"]),
        forbidden=_texts(line["forbidden"]),
        evidence=tuple(
            Evidence(_text(e["document"]), _text(e["quote"]), _flag(e.get("alternative", False)))
            for e in line["evidence"]
        ),
        reference_answer=_text(line["reference_answer"]),
        split=_text(line.get("split", DEVELOP)),
        near_miss=_flag(line.get("near_miss", False)),
    )


def _question(line: Any, documents: Mapping[str, Document]) -> GoldQuestion:
    if not isinstance(line, dict):
        raise TypeError("a line is an object")
    return _read_example(line, documents) if "must" in line else read_question(line)


def _read_example(line: Mapping[str, Any], documents: Mapping[str, Document]) -> GoldQuestion:
    return GoldQuestion(
        id=_text(line["id"]),
        question=_text(line["question"]),
        history=_history(line),
        type=_text(line["type"]),
        answerable=_flag(line["answerable"]),
        key_facts=tuple(_texts(group) for group in line["must"]),
        forbidden=_texts(line["must_not"]),
        evidence=tuple(
            Evidence(_home(_text(e["quote"]), documents, _text(e["doc"])), _text(e["quote"]), bool(e.get("alt")))
            for e in line["evidence"]
        ),
        reference_answer=_text(line["reference_answer"]),
    )


def _home(quote: str, documents: Mapping[str, Document], otherwise: str) -> str:
    """The file in which most of the quote stands; its outside name if it stands in none."""
    found = {d.source: shared(words(quote), words(d.text), 4) for d in documents.values()}
    best = max(found, key=found.__getitem__, default=otherwise)
    return best if found.get(best, 0.0) >= 0.8 else otherwise


def _history(line: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((_text(turn["role"]), _text(turn["content"])) for turn in line.get("history") or ())


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a string")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is not true or false")
    return value


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(f"{values!r} is not a list of strings")
    return tuple(map(_text, values))


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Each line with its place ('a.jsonl:3')."""
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        for number, line in enumerate(_read(file).splitlines(), 1):
            if line.strip():
                yield f"{file.name}:{number}", line


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise GoldError(f"{file} does not exist; name a .jsonl file or a folder of them") from None
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{file} cannot be read ({error}); save it as UTF-8 text") from error
