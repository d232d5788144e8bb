"""Decides when there is no answer, and says which kind of no: the hard case is the right theme with a wrong detail.

First what can be told for certain (a name, year or figure that is not there), then a chance from a small model. It does
not choose sentences. `Calibration` is fitted on the develop part of the gold by `python -m eval.fit`.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import Index, Term
from qa import patterns, phrases
from qa.answer import Reason
from qa.bare import is_theme
from qa.best import Evidence
from qa.catalogue import Catalogue
from qa.decisions import names_theme
from qa.evidence import Candidate
from qa.extract import choose
from qa.gaps import find_gap, surroundings
from qa.nearby import nearby
from qa.plain import plain
from qa.policy import Calibration, Policy
from qa.question import Question, Shape
from qa.strangers import names_of, other_government, other_speaker, typed_stranger, unknown

_STRANGE = 0.65  # a question with this share of unknown words and so little likeness is about something else
_UNLIKE = 0.3
_KNOWN = 0.1  # but not where the best sentence has so much of its words
_BESIDE = 0.45  # share of the question's words around the best sentence: the theme is there
_WIDE = 15.0  # points of score; a margin of so many counts as 1


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a question gets no answer."""

    reason: Reason
    message: str = ""  # "": the sentence of the reason


@dataclass(frozen=True, slots=True)
class Signals:
    """What the chance rests on; each between 0 and 1. A signal stands here when it won in cross-validation."""

    meaning: float  # of the best candidate, beside the question
    context: float  # share of the question's weight in it, its headings and its lead
    unknown: float  # share of the question's weight in words that the documents do not know
    neighbourhood: float  # the score of its passage in the search by meaning
    margin: float  # how far it stands above the second
    value: float  # does it hold the kind of value that is asked for? 1 where none is
    proposal: float
    voiced: float  # is somebody's word asked for who publishes one of the documents?
    comparison: float
    follow_up: float


def refused_for_certain(index: Index, evidence: Evidence, catalogue: Catalogue) -> Doubt | None:
    """What needs no chance: too vague, nothing found, or what was named or asked for is not there."""
    question, candidates, quoted = evidence.question, evidence.candidates, choose(evidence)
    terms = index.terms(question.topic)
    if (not terms and not question.earlier) or _vague(question, terms, index):
        strange = terms and not terms[0].frequency
        name = phrases.ABSTENTIONS[Reason.UNKNOWN_NAME].format(name=question.text.strip(" ?!."))
        return Doubt(Reason.UNKNOWN_NAME, name) if strange else Doubt(Reason.TOO_VAGUE)
    if not candidates:
        return Doubt(Reason.NOT_FOUND)
    if question.voices and question.shape is not Shape.COMPARISON and not _says_it(index, evidence):
        speakers = phrases.listed([catalogue.publishers[name].speaker for name in question.voices])
        return Doubt(Reason.NOT_FOUND, phrases.NOTHING_OF.format(speakers=speakers))
    names = names_of(question, catalogue)
    if name := unknown(names, index, candidates) or typed_stranger(question, catalogue, index):
        return Doubt(Reason.UNKNOWN_NAME, phrases.ABSTENTIONS[Reason.UNKNOWN_NAME].format(name=name))
    if question.voices and question.shape is not Shape.COMPARISON and _unnamed(names, index, question):
        speakers = phrases.listed([catalogue.publishers[name].speaker for name in question.voices])
        return Doubt(Reason.NOT_FOUND, phrases.NOTHING_OF.format(speakers=speakers))
    if stranger := other_speaker(question, names, candidates[0]):
        return Doubt(Reason.UNKNOWN_NAME, phrases.NO_SOURCE.format(name=stranger))
    if government := other_government(question, quoted):
        return Doubt(Reason.UNKNOWN_NAME, phrases.NO_DECISIONS.format(name=government))
    if gap := find_gap(index, question, names, quoted, candidates):
        return Doubt(Reason.ADJACENT_ONLY, nearby(gap, question, (*quoted, *candidates), index))
    return None


def of_another(evidence: Evidence, elsewhere: Candidate | None, catalogue: Catalogue) -> Doubt | None:
    """Does somebody else speak of the theme, so much better that the best sentence of who was asked only seems to?"""
    question, policy = evidence.question, evidence.policy
    if elsewhere is None or not _rather(elsewhere, evidence.candidates[0], policy):
        return None
    speakers = phrases.listed([catalogue.publishers[name].speaker for name in question.voices])
    message = phrases.NOTHING_OF.format(speakers=speakers)
    document = evidence.documents[elsewhere.first.document_id]
    if elsewhere.features.overlap >= policy.clearly_about and document.publisher:
        message += " " + phrases.OTHERS_DO.format(title=document.title, publisher=document.publisher)
    return Doubt(Reason.NOT_FOUND, message)


def _rather(other: Candidate, own: Candidate, policy: Policy) -> bool:
    """Does the other sentence fit so much better that the theme is its own?

    Measured on develop: of 81 questions with the name of one who is silent 52 come out right (of 60 at first, without
    the second rule, 24). With `rather_about` at 0.2 it is 60, but answers in other words than the question are lost.
    """
    words, better = other.features.overlap, other.score / max(own.score, 1e-9)
    if words >= policy.about and better >= policy.of_another:
        return True
    plainly = words >= policy.rather_about and other.features.meaning >= policy.rather_means
    return plainly and better >= policy.rather_another and own.features.context < policy.own_theme


def _says_it(index: Index, evidence: Evidence) -> bool:
    """Does who is asked speak of the theme at all, in words of it or in others that mean it?"""
    best, policy = evidence.candidates[0].features, evidence.policy
    unsaid = not evidence.question.earlier and best.context < policy.unsaid and best.meaning < policy.unmeant
    return not unsaid and speaks_of(index, evidence.question)


def speaks_of(index: Index, question: Question) -> bool:
    """Do the documents in which an answer has to stand hold any word of the theme, or one that means the same?

    Else the nearest sentence of a publisher would be taken for its opinion on something that it never mentions.
    """
    within = question.scope.within
    theme = f"{question.topic} {question.base}"
    return within is None or index.mentions(theme, within) > 0


def _unnamed(names: Sequence[str], index: Index, question: Question) -> bool:
    """Is a body named by its letters ("VDAB") of which who is asked never speaks? What it says is of something else."""
    within = question.scope.within
    return within is not None and any(name.isupper() and index.mentions(name, within) == 0 for name in names)


def _vague(question: Question, terms: Sequence[Term], index: Index) -> bool:
    """Words that name no theme are no question, nor one that is common or no word; an abbreviation is (GBO?)."""
    if not question.earlier and re.fullmatch(patterns.THEMELESS, plain(question.text).strip(" '’")):
        return True
    words = re.findall(r"[\w-]+", question.text)
    if len(words) != 1 or words[0].isupper() or question.earlier:
        return False
    return not is_theme(terms[0].frequency, index)


def unlikely(index: Index, evidence: Evidence, chance: float) -> Doubt | None:
    """Why there is no answer where the chance of one is too small; None where it is not."""
    best = evidence.candidates[0]
    if chance >= evidence.policy.enough or best.features.abbreviation:
        return None
    if evidence.question.shape is Shape.REFERENCE and any(names_theme(c, evidence.question) for c in choose(evidence)):
        return None
    topic = evidence.question.topic
    strange = _unknown_share(index.terms(topic)) > _STRANGE and best.features.meaning < _UNLIKE
    if strange and best.features.overlap < _KNOWN:
        return Doubt(Reason.OFF_TOPIC)
    beside = index.share(topic, surroundings(best, index.documents)) > _BESIDE
    return Doubt(Reason.ADJACENT_ONLY if beside else Reason.NOT_FOUND)


def signals(index: Index, evidence: Evidence) -> Signals:
    question, candidates = evidence.question, evidence.candidates
    best = candidates[0].features
    second = candidates[1].score if len(candidates) > 1 else 0.0
    return Signals(
        meaning=best.meaning,
        context=best.context,
        unknown=_unknown_share(index.terms(question.topic)),
        neighbourhood=best.neighbourhood,
        margin=min(1.0, (candidates[0].score - second) / _WIDE),
        value=min(1.0, best.value) if question.expects else 1.0,
        proposal=best.proposal,
        voiced=float(bool(question.voices)),
        comparison=float(question.shape is Shape.COMPARISON),
        follow_up=float(bool(question.earlier)),
    )


def _unknown_share(terms: Sequence[Term]) -> float:
    """Share of the weight of these words that the documents do not know."""
    return sum(t.weight for t in terms if not t.frequency) / (sum(t.weight for t in terms) or 1.0)


def probability(seen: Signals, model: Calibration) -> float:
    """Chance that the best candidates answer the question, or answer it right: a logistic model of the signals."""
    total = model.bias + sum(getattr(model, name) * getattr(seen, name) for name in Signals.__slots__)
    return 1 / (1 + math.exp(-total))
