"""Decides when there is no answer, and says which kind of no: the hard case is the right theme with a wrong detail.

It does not choose sentences. `Calibration` is fitted on the develop part of the gold by `python -m eval.fit`.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index import Index, Term
from ingest import Document
from qa import phrases
from qa.answer import Reason
from qa.evidence import Candidate, holds
from qa.policy import Policy
from qa.question import Question, Shape, plain
from qa.values import years

_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b(?:[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)*|[A-Z]{2,}[A-Za-z]*)\b")
_COMMON = frozenset("vlaams vlaamse vlaanderen belgie belgisch belgische nederlands ik u".split())


@dataclass(frozen=True, slots=True)
class Doubt:
    reason: Reason
    message: str = ""


@dataclass(frozen=True, slots=True)
class Signals:
    """What the decision rests on; each between 0 and 1."""

    meaning: float
    overlap: float
    context: float
    unknown: float  # share of the question's weight in words that the documents do not know
    value: float  # 1 if the expected kind of value is there, or none is expected
    margin: float  # how far the best stands above the tenth


def doubt(index: Index, question: Question, candidates: Sequence[Candidate], policy: Policy) -> Doubt | None:
    """Why this question gets no answer; None if it gets one."""
    terms = index.terms(question.topic)
    if not terms:
        return Doubt(Reason.TOO_VAGUE)
    if not candidates:
        return Doubt(Reason.NOT_FOUND)
    names = _names(question, index.documents)
    if unknown := _unknown(names, index.documents):
        return Doubt(Reason.UNKNOWN_NAME, phrases.ABSTENTIONS[Reason.UNKNOWN_NAME].format(name=unknown))
    if not _said_there(question, names, candidates, index.documents) or _value_missing(question, candidates):
        return Doubt(Reason.ADJACENT_ONLY)
    if probability(signals(terms, question, candidates), policy) >= policy.enough:
        return None
    return Doubt(_kind_of_no(terms, candidates))


def signals(terms: Sequence[Term], question: Question, candidates: Sequence[Candidate]) -> Signals:
    best = candidates[0].features
    weight = sum(t.weight for t in terms)
    expected = question.expects
    tenth = candidates[min(9, len(candidates) - 1)].score
    return Signals(
        meaning=best.meaning,
        overlap=best.overlap,
        context=best.context,
        unknown=sum(t.weight for t in terms if not t.frequency) / weight if weight else 1.0,
        value=float(expected is None or any(holds(c.quote, expected) for c in candidates[:2])),
        margin=min(1.0, (candidates[0].score - tenth) / 5),
    )


def probability(seen: Signals, policy: Policy) -> float:
    """Chance that the best candidates answer the question: a logistic model of six signals."""
    model = policy.calibration
    total = model.bias + sum(getattr(model, name) * getattr(seen, name) for name in Signals.__slots__)
    return 1 / (1 + math.exp(-total))


def _names(question: Question, documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Proper names in the question that are no publisher of the documents."""
    known = {word for d in documents.values() for a in (d.publisher, *d.aliases) for word in plain(a).split()}
    asked = re.sub(r"\s*\(.*\)$", "", question.text) if question.earlier else question.text
    found = (name for name in _NAME.findall(asked))
    return tuple(n for n in found if plain(n) not in known and plain(n) not in _COMMON)


def _unknown(names: Sequence[str], documents: Mapping[str, Document]) -> str:
    """The first name that no document knows, not even as part of another word ('Fransen': 'Frans')."""
    everything = plain(" ".join(d.text for d in documents.values()))
    return next((name for name in names if _root(name) not in everything), "")


def _root(name: str) -> str:
    bare = plain(name)
    return bare if len(bare) < 6 else bare[:-2]


def _said_there(
    question: Question, names: Sequence[str], candidates: Sequence[Candidate], documents: Mapping[str, Document]
) -> bool:
    """Do the names and years of the question stand where the best candidates stand?"""
    if question.shape is Shape.COMPARISON:
        return True
    around = plain(" ".join(_surroundings(c, documents) for c in candidates[:3]))
    places = [name for name in names if not name.isupper()]  # what is meant by an abbreviation may be written in full
    return all(_root(name) in around for name in places) and _years_fit(question, candidates[0], documents)


def _years_fit(question: Question, best: Candidate, documents: Mapping[str, Document]) -> bool:
    """The years of the quote itself count; only where it names none, those around it."""
    document, block = documents[best.first.document_id], best.first.block
    near = (best.quote, document.text[block.start : block.end], _surroundings(best, documents))
    named = next((found for found in map(years, near) if found), frozenset())
    return question.years <= named


def _value_missing(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Is a figure, date or address asked for that the best passages do not give?"""
    return question.expects is not None and not any(holds(c.quote, question.expects) for c in candidates[:3])


def _surroundings(candidate: Candidate, documents: Mapping[str, Document]) -> str:
    document = documents[candidate.first.document_id]
    heading = " ".join(candidate.first.block.heading)
    return f"{document.title} {document.publisher} {document.date} {heading} {candidate.hit.passage.text}"


def _kind_of_no(terms: Sequence[Term], candidates: Sequence[Candidate]) -> Reason:
    known = sum(t.weight for t in terms if t.frequency)
    best = candidates[0].features
    if known < 0.35 * sum(t.weight for t in terms) and best.meaning < 0.3:
        return Reason.OFF_TOPIC
    return Reason.ADJACENT_ONLY if best.context > 0.45 else Reason.NOT_FOUND
