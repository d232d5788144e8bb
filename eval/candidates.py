"""Questions that users let us keep, as gold that an evaluator completes; it does not know whether an answer was right.

A candidate is a line of gold with `answerable` left open (null): `bronwijzer eval check` names every such line until
somebody has filled it in.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.load import gold_line
from eval.opinion import Cited, Opinion, kept_opinions
from eval.question import GoldQuestion
from eval.words import stands_in, words
from ingest import Document

_SOURCES_FAULTED = ("onjuist", "verkeerde bron", "staat er wel in")  # then what was cited is no evidence


def candidates(
    opinions: Sequence[Opinion], known: Sequence[str], documents: Mapping[str, Document]
) -> tuple[dict[str, Any], ...]:
    """A line for every question that is not among the `known` ones, each question once; what was added last counts."""
    seen = {words(question) for question in known}
    latest = {words(opinion.question): opinion for opinion in kept_opinions(opinions)}
    return tuple(_candidate(opinion, documents) for key, opinion in latest.items() if key and key not in seen)


def questions_in(file: Path) -> tuple[str, ...]:
    """The questions of a file of candidates, completed or not; none where there is no file yet."""
    return tuple(_questions(file)) if file.exists() else ()


def _questions(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8-sig").splitlines():
        given = json.loads(line) if line.strip() else {}
        if isinstance(given, dict) and isinstance(given.get("question"), str):
            yield given["question"]


def _candidate(opinion: Opinion, documents: Mapping[str, Document]) -> dict[str, Any]:
    standing = [found for one in opinion.cited if (found := _evidence(one, documents))]
    trusted = standing if opinion.good or opinion.reason not in _SOURCES_FAULTED else []
    id = "gebruiker-" + hashlib.sha256(" ".join(words(opinion.question)).encode()).hexdigest()[:8]
    empty = GoldQuestion(id, opinion.question, (), "", False, (), (), (), "")
    told = {"good": opinion.good, "reason": opinion.reason, "words": opinion.words, "abstained": opinion.abstained}
    open_to_fill = {"answerable": None, "evidence": trusted}
    return gold_line(empty) | open_to_fill | {"source": "feedback", "feedback": told | {"cited": standing}}


def _evidence(cited: Cited, documents: Mapping[str, Document]) -> dict[str, Any] | None:
    """The quote where it still stands, word for word: in its own document, or else in the file of that name."""
    homes = [documents[cited.document]] if cited.document in documents else []
    homes += [document for document in documents.values() if document.source == cited.source]
    home = next((one for one in homes if words(cited.quote) and stands_in(cited.quote, one.text)), None)
    return {"document": home.source, "quote": cited.quote, "alternative": False} if home else None
