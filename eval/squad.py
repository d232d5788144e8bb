"""Reads sets in the form of SQuAD: the JSON file of v1.1 and v2, and rows as Hugging Face has them; it writes nothing.

(Rajpurkar et al., EMNLP 2016; Rajpurkar, Jia and Liang, ACL 2018.) The texts of one title become one document. The
sentence around an answer is the evidence, the answers are one group of key facts. What has no answer is unanswerable
and a near miss: v2's were written to look as if the text answered them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # JSON, before it is a type

from eval.check import UNANSWERABLE
from eval.incoming import FaultKind, Faults, Shelf, objects, text_of
from eval.measures import FACT
from eval.question import Evidence, GoldQuestion
from eval.words import words
from ingest import sentence_spans

LARGEST = 300_000_000  # bytes of a JSON file, which is read as a whole; rows are read one at a time
FEW = 4  # words of a sentence below which its whole text is the evidence


@dataclass(frozen=True, slots=True)
class Row:
    where: str
    id: str
    title: str
    context: str
    question: str
    answers: tuple[tuple[str, int], ...]  # text and where it should begin; () for none

    @property
    def home(self) -> str:
        """The document that its text is part of."""
        return self.title or "zonder titel"


def read_squad(path: Path, shelf: Shelf, faults: Faults) -> Iterator[GoldQuestion | str]:
    rows = list(_unique(_rows(path, faults), faults))
    contexts: dict[str, dict[str, None]] = {}
    for row in rows:
        contexts.setdefault(row.home, {})[row.context] = None
    names = {home: shelf.add(home, home, "\n\n".join(texts)) for home, texts in contexts.items()}
    for row in rows:
        yield _question(row, names[row.home])


def _rows(path: Path, faults: Faults) -> Iterator[Row]:
    if path.suffix == ".json":
        yield from _nested(path, faults)
        return
    for where, line in objects(path, faults):
        context, title = text_of(line, "context", where, faults), text_of(line, "title", where, faults, otherwise="")
        yield from _row(where, line, title, context, faults)


def _nested(path: Path, faults: Faults) -> Iterator[Row]:
    """Of data, paragraphs and qas, each place named by its numbers."""
    try:
        if path.stat().st_size > LARGEST:
            faults.add(FaultKind.TOO_LONG, path.name)
            return
        whole = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        faults.add(FaultKind.NO_FILE, str(path))
        return
    except json.JSONDecodeError as error:
        faults.add(FaultKind.NO_JSON, f"{path.name}:{error.lineno}")
        return
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        faults.add(FaultKind.UNREADABLE, str(path), getattr(error, "strerror", "") or "UTF-8")
        return
    for at, article in _each(whole, "data", path.name, faults):
        title = text_of(article, "title", at, faults, otherwise="")
        for below, paragraph in _each(article, "paragraphs", at, faults):
            context = text_of(paragraph, "context", below, faults)
            for where, line in _each(paragraph, "qas", below, faults):
                yield from _row(where, line, title, context, faults)


def _each(holder: Any, name: str, where: str, faults: Faults) -> Iterator[tuple[str, dict[str, Any]]]:
    values = holder.get(name) if isinstance(holder, dict) else None
    if not isinstance(values, list):
        faults.add(FaultKind.FIELD, where, name)
        return
    for number, value in enumerate(values, 1):
        place = f"{where}, {name} {number}"
        if isinstance(value, dict):
            yield place, value
        else:
            faults.add(FaultKind.NO_OBJECT, place)


def _row(where: str, line: dict[str, Any], title: str | None, context: str | None, faults: Faults) -> Iterator[Row]:
    id, question = text_of(line, "id", where, faults), text_of(line, "question", where, faults)
    answers = _answers(line, where, faults)
    if id is not None and title is not None and context is not None and question is not None and answers is not None:
        yield Row(where, id, title, context, question, answers)


def _answers(line: dict[str, Any], where: str, faults: Faults) -> tuple[tuple[str, int], ...] | None:
    """Both ways to write them: a list of objects, or an object of lists."""
    if line.get("is_impossible") is True:
        return ()
    given = line.get("answers")
    if isinstance(given, dict) and isinstance(given.get("text"), list):
        starts = given.get("answer_start") or [-1] * len(given["text"])
        given = [
            {"text": text, "answer_start": start} for text, start in zip(given["text"], starts, strict=False)
        ]  # fmt: skip
    if not isinstance(given, list) or not all(isinstance(a, dict) and isinstance(a.get("text"), str) for a in given):
        faults.add(FaultKind.FIELD, where, "answers")
        return None
    starts = [one.get("answer_start") for one in given]
    return tuple(
        (one["text"], start if isinstance(start, int) else -1)
        for one, start in zip(given, starts, strict=True)
        if one["text"].strip()
    )


def _unique(rows: Iterator[Row], faults: Faults) -> Iterator[Row]:
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            faults.add(FaultKind.SAME_ID, row.where, row.id)
        else:
            seen.add(row.id)
            yield row


def _question(row: Row, document: str) -> GoldQuestion | str:
    """The id alone where none of the answers stands in the text: a slip of a translation, as a rule."""
    if not row.answers:
        return GoldQuestion(row.id, row.question, (), UNANSWERABLE, False, (), (), (), "", near_miss=True)
    found = [(text, _sentence(row.context, text, start)) for text, start in row.answers]
    facts = tuple(dict.fromkeys(text for text, sentence in found if sentence))
    quotes = tuple(dict.fromkeys(sentence for _, sentence in found if sentence))
    if not facts:
        return row.id
    evidence = tuple(Evidence(document, quote, alternative=at > 0) for at, quote in enumerate(quotes))
    return GoldQuestion(row.id, row.question, (), FACT, True, (facts,), (), evidence, facts[0])


def _sentence(context: str, answer: str, start: int) -> str:
    """The sentence of the text in which an answer begins; "" where it does not stand in the text."""
    begin = start if start >= 0 and context[start : start + len(answer)] == answer else context.find(answer)
    if begin < 0:
        return ""
    end = begin + len(answer)
    spans = [span for span in sentence_spans(context) if span[0] < end and span[1] > begin]
    quote = context[spans[0][0] : spans[-1][1]].strip() if spans else ""
    return quote if len(words(quote)) >= FEW else context.strip()
