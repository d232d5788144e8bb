"""Decides when there is no answer, and says which kind of no: the hard case is the right theme with a wrong detail.

First what can be told for certain (a name, year or figure that is not there), then a chance from a small model. It does
not choose sentences. `Calibration` is fitted on the develop part of the gold by `python -m eval.fit`.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import Index, Term
from qa import phrases
from qa.answer import Reason
from qa.best import Evidence
from qa.catalogue import Catalogue
from qa.evidence import Candidate
from qa.extract import choose
from qa.gaps import find_gap, surroundings
from qa.nearby import nearby
from qa.policy import Policy
from qa.question import Question, Shape
from qa.strangers import names_of, other_speaker, typed_stranger, unknown

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


def doubt(index: Index, evidence: Evidence, catalogue: Catalogue) -> Doubt | None:
    """Why this question gets no answer; None if it gets one."""
    return refused_for_certain(index, evidence, catalogue) or _unlikely(index, evidence)


def refused_for_certain(index: Index, evidence: Evidence, catalogue: Catalogue) -> Doubt | None:
    """What needs no chance: too vague, nothing found, or what was named or asked for is not there."""
    question, candidates, quoted = evidence.question, evidence.candidates, choose(evidence)
    terms = index.terms(question.topic)
    if (not terms and not question.earlier) or _vague(question, terms, index):
        return Doubt(Reason.TOO_VAGUE)
    if not candidates:
        return Doubt(Reason.NOT_FOUND)
    if question.voices and question.shape is not Shape.COMPARISON and not speaks_of(index, question):
        speakers = phrases.listed([catalogue.publishers[name].speaker for name in question.voices])
        return Doubt(Reason.NOT_FOUND, phrases.NOTHING_OF.format(speakers=speakers))
    names = names_of(question, catalogue)
    if name := unknown(names, index, candidates) or typed_stranger(question, catalogue, index):
        return Doubt(Reason.UNKNOWN_NAME, phrases.ABSTENTIONS[Reason.UNKNOWN_NAME].format(name=name))
    if stranger := other_speaker(question, names, candidates[0]):
        return Doubt(Reason.UNKNOWN_NAME, phrases.NO_SOURCE.format(name=stranger))
    if gap := find_gap(index, question, names, quoted, candidates):
        return Doubt(Reason.ADJACENT_ONLY, nearby(gap, question, (*quoted, *candidates)[0], index))
    return None


def of_another(evidence: Evidence, elsewhere: Candidate | None, catalogue: Catalogue) -> Doubt | None:
    """Does somebody else speak of the theme, so much better that the best sentence of who was asked only seems to?"""
    question, policy = evidence.question, evidence.policy
    if elsewhere is None or elsewhere.score < policy.of_another * evidence.candidates[0].score:
        return None
    speakers = phrases.listed([catalogue.publishers[name].speaker for name in question.voices])
    message = phrases.NOTHING_OF.format(speakers=speakers)
    document = evidence.documents[elsewhere.first.document_id]
    if elsewhere.features.overlap >= policy.clearly_about and document.publisher:
        message += " " + phrases.OTHERS_DO.format(title=document.title, publisher=document.publisher)
    return Doubt(Reason.NOT_FOUND, message)


def speaks_of(index: Index, question: Question) -> bool:
    """Do the documents in which an answer has to stand hold any word of the theme, or one that means the same?

    Else the nearest sentence of a publisher would be taken for its opinion on something that it never mentions.
    """
    within = question.scope.within
    theme = f"{question.topic} {question.base}"
    return within is None or index.mentions(theme, within) > 0


def _vague(question: Question, terms: Sequence[Term], index: Index) -> bool:
    """One common word, or one that is no word, is no question; an abbreviation ('GBO?') is."""
    words = re.findall(r"[\w-]+", question.text)
    if len(words) != 1 or words[0].isupper() or question.earlier:
        return False
    return terms[0].frequency == 0 or terms[0].frequency > _VAGUE * len(index.passages)


def _unlikely(index: Index, evidence: Evidence) -> Doubt | None:
    question, candidates = evidence.question, evidence.candidates
    seen = signals(index, question, candidates)
    if probability(seen, evidence.policy) >= evidence.policy.enough or candidates[0].features.abbreviation:
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
        cover=index.share(question.topic, surroundings(candidates[0], index.documents)),
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
