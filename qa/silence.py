"""Decides when there is no answer, and says which kind of no: the hard case is the right theme with a wrong detail.

First what can be told for certain (a name, year or figure that is not there), then a chance from a small model. It does
not choose sentences. `Calibration` is fitted on the develop part of the gold by `python -m eval.fit`.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index import Index, Term
from ingest import Document, Kind
from qa import phrases
from qa.answer import Reason
from qa.catalogue import Catalogue
from qa.evidence import Candidate, holds, names_in
from qa.plain import plain
from qa.policy import Policy
from qa.question import Question, Shape
from qa.values import years

_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b(?:[A-Z]-?[A-Z]+[A-Za-z-]*|[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)*)\b")
_COMPOUND = re.compile(r"^([A-Z]{2,})-[a-z].*$")  # 'OCMW-hulp' names the OCMW
_OPINION_OF = re.compile(
    r"\b(?:standpunt|mening|visie|kijk|idee) van (?:de |het )?(?P<of>[A-Z][\w-]+)|"
    r"\b(?:vindt|vinden|zegt|zeggen|wil|willen|vraagt|vragen|denkt|eist|bepleit|stelt) "
    r"(?:de |het )?(?P<verb>[A-Z][\w-]+)|"
    r"^[Ii]s (?:de |het )?(?P<stance>[A-Z][\w-]+) (?:voor|tegen)\b|\bvolgens (?:de |het )?(?P<says>[A-Z][\w-]+)"
)
_OPINION_TYPED = re.compile(  # "wa zegt acv over mantelzorg": nobody types capitals in a hurry
    r"\b(?:zegt|zegge|vindt|vind|wil|vraagt|denkt|eist|bepleit|stelt|volgens) (?:(?:de|het|t|'t) )?"
    r"(?P<of>[a-z][\w&-]*)(?= (?:over|van|voor|rond|aan|inzake|daarvan|daarover)\b|\?|$)"
)
_COMMON = frozenset(
    "vlaams vlaamse vlaanderen vlaming vlamingen belgie belgisch belgische belgen nederlands ik u".split()
)
_VAGUE = 0.08  # a single word that stands in this share of the passages asks for everything at once


@dataclass(frozen=True, slots=True)
class Doubt:
    reason: Reason
    message: str = ""


@dataclass(frozen=True, slots=True)
class Signals:
    """What the chance rests on; each between 0 and 1."""

    meaning: float
    overlap: float
    context: float
    unknown: float  # share of the question's weight in words that the documents do not know
    neighbourhood: float  # meaning of the passage
    cover: float  # share of the question's weight that stands in the passage or above it
    focus: float  # is what was counted in the sentence? 1 where nothing was
    proposal: float
    comparison: float
    follow_up: float
    named: float


def doubt(
    index: Index, question: Question, candidates: Sequence[Candidate], policy: Policy, catalogue: Catalogue
) -> Doubt | None:
    """Why this question gets no answer; None if it gets one."""
    return refused_for_certain(index, question, candidates, catalogue) or _unlikely(index, question, candidates, policy)


def refused_for_certain(
    index: Index, question: Question, candidates: Sequence[Candidate], catalogue: Catalogue
) -> Doubt | None:
    """What needs no chance: too vague, nothing found, or what was named or asked for is not there."""
    terms = index.terms(question.topic)
    if (not terms and not question.earlier) or _vague(question, terms, index):
        return Doubt(Reason.TOO_VAGUE)
    if not candidates:
        return Doubt(Reason.NOT_FOUND)
    if question.voices and question.shape is not Shape.COMPARISON and not speaks_of(index, question):
        speakers = phrases.listed([catalogue.publishers[name].speaker for name in question.voices])
        return Doubt(Reason.NOT_FOUND, phrases.NOTHING_OF.format(speakers=speakers))
    names = _names(question, catalogue)
    if unknown := _unknown(names, index, candidates):
        return Doubt(Reason.UNKNOWN_NAME, phrases.ABSTENTIONS[Reason.UNKNOWN_NAME].format(name=unknown))
    if typed := _typed_stranger(question, catalogue, index):
        return Doubt(Reason.UNKNOWN_NAME, phrases.ABSTENTIONS[Reason.UNKNOWN_NAME].format(name=typed))
    if stranger := _stranger(question, names, candidates[0]):
        return Doubt(Reason.UNKNOWN_NAME, phrases.NO_SOURCE.format(name=stranger))
    there = _said_there(question, names, candidates, index.documents) and not _value_missing(question, candidates)
    return None if there else Doubt(Reason.ADJACENT_ONLY)


def speaks_of(index: Index, question: Question) -> bool:
    """Do the documents in which an answer has to stand hold any word of the theme, or one that means the same?

    Else the nearest sentence of a publisher would be taken for its opinion on something that it never mentions.
    """
    within = question.scope.within
    return within is None or index.mentions(question.topic, within) > 0


def _vague(question: Question, terms: Sequence[Term], index: Index) -> bool:
    """One common word, or one that is no word, is no question; an abbreviation ('GBO?') is."""
    words = re.findall(r"[\w-]+", question.text)
    if len(words) != 1 or words[0].isupper() or question.earlier:
        return False
    return terms[0].frequency == 0 or terms[0].frequency > _VAGUE * len(index.passages)


def _unlikely(index: Index, question: Question, candidates: Sequence[Candidate], policy: Policy) -> Doubt | None:
    seen = signals(index, question, candidates)
    if probability(seen, policy) >= policy.enough or candidates[0].features.abbreviation:
        return None
    if seen.unknown > 0.65 and seen.meaning < 0.3:
        return Doubt(Reason.OFF_TOPIC)
    return Doubt(Reason.ADJACENT_ONLY if seen.cover > 0.45 else Reason.NOT_FOUND)


def signals(index: Index, question: Question, candidates: Sequence[Candidate]) -> Signals:
    best = candidates[0].features
    terms = index.terms(question.topic)
    weight = sum(t.weight for t in terms) or 1.0
    return Signals(
        meaning=best.meaning,
        overlap=best.overlap,
        context=best.context,
        unknown=sum(t.weight for t in terms if not t.frequency) / weight,
        neighbourhood=best.neighbourhood,
        cover=index.share(question.topic, _surroundings(candidates[0], index.documents)),
        focus=best.focus if question.focus else 1.0,
        proposal=best.proposal,
        comparison=float(question.shape is Shape.COMPARISON),
        follow_up=float(bool(question.earlier)),
        named=best.named,
    )


def probability(seen: Signals, policy: Policy) -> float:
    """Chance that the best candidates answer the question: a logistic model of the signals."""
    model = policy.calibration
    total = model.bias + sum(getattr(model, name) * getattr(seen, name) for name in Signals.__slots__)
    return 1 / (1 + math.exp(-total))


def _names(question: Question, catalogue: Catalogue) -> tuple[str, ...]:
    """Proper names in the question that are no publisher of the documents."""
    found = (_COMPOUND.sub(r"\1", name) for name in _NAME.findall(question.own or question.text))
    return tuple(n for n in found if plain(n) not in catalogue.words and plain(n) not in _COMMON)


def _typed_stranger(question: Question, catalogue: Catalogue, index: Index) -> str:
    """Somebody without a capital whose opinion is asked and whom no document knows."""
    folded = catalogue.spelled(plain(question.own or question.text))
    found = (hit["of"] for hit in _OPINION_TYPED.finditer(folded))
    strange = (name for name in found if name not in catalogue.words and name not in _COMMON)
    return next((name for name in strange if (terms := index.terms(name)) and not any(t.frequency for t in terms)), "")


def _unknown(names: Sequence[str], index: Index, candidates: Sequence[Candidate]) -> str:
    """The first name that no document knows, not even as part of another word ('Fransen': 'Frans')."""
    strange = [n for n in names if not any(term.frequency for term in index.terms(n))]
    around = [plain(candidate.hit.passage.text) for candidate in candidates] if strange else []
    return next((n for n in strange if not _in_another_word(n, index) and not any(_root(n) in a for a in around)), "")


def _in_another_word(name: str, index: Index) -> bool:
    return any(term.frequency for term in index.terms(_root(name)))


def _root(name: str) -> str:
    bare = plain(name)
    return bare if len(bare) < 6 else bare[:-2]


def _stranger(question: Question, names: Sequence[str], best: Candidate) -> str:
    """Somebody whose opinion is asked, who publishes none of the documents and is not quoted in the best sentence."""
    quoted = plain(best.quote)
    return next((n for n in _asked_opinion(question) if n in names and f"volgens {_root(n)}" not in quoted), "")


def _asked_opinion(question: Question) -> Iterator[str]:
    for hit in _OPINION_OF.finditer(question.own or question.text):
        yield from (name for name in hit.groupdict().values() if name)


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
    if document.kind in (Kind.DECISION, Kind.DECISIONS):  # what was decided in a year carries it as its date
        named |= years(document.date)
    return question.years <= named


def _value_missing(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Is a figure, date, address or name asked for that the best candidates do not give?"""
    if question.places_asked and not any(names_in(c.quote) for c in candidates[:3]):
        return True
    return question.expects is not None and not any(holds(c.quote, question.expects) for c in candidates[:2])


def _surroundings(candidate: Candidate, documents: Mapping[str, Document]) -> str:
    document = documents[candidate.first.document_id]
    heading = " ".join(candidate.first.block.heading)
    return f"{document.title} {document.publisher} {document.date} {heading} {candidate.hit.passage.text}"
