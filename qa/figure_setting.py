"""A figure travels with its year, its place and its source: with the sentence before it that gives them, else with the
year of its document.

It quotes what stands there and makes nothing; where nothing gives a year, none is said.
"""

import re
from dataclasses import replace

from ingest import Document, Sentence
from qa import moods
from qa.best import Evidence
from qa.evidence import Candidate, holds
from qa.patterns import MEASURES
from qa.places import places_in
from qa.question import Question, Shape
from qa.values import years

_BACK = 2  # sentences before a figure that it may need
_POINTS_BACK = re.compile(
    r"^\W*(?:dat|dit|die|deze|zij|ze|hij|(?:daar|hier)van)\b|\b(?:is|was|waren|zijn) dat\b|"
    r"^\W*(?:als|indien|wanneer) (?:we|wij|men) (?:alleen|enkel)\b",
    re.IGNORECASE,
)


def is_figure(candidate: Candidate, question: Question) -> bool:
    """Was a number asked for, and is this its sentence?"""
    asked = question.shape is Shape.FACT and question.expects in MEASURES
    return asked and question.expects is not None and holds(candidate.quote, question.expects)


def with_setting(candidate: Candidate, evidence: Evidence) -> Candidate:
    """Without its wind-up; with the sentence before it in its bullet or paragraph, where only that one says when,
    where or by whom."""
    if not is_figure(candidate, evidence.question):
        return candidate
    candidate = _bare(candidate, evidence.question)
    for _ in range(_BACK):
        before = next((c for c in evidence.candidates if _stands_before(c, candidate)), None)
        if before is None or not _tells(before.quote, candidate.first.text, evidence.question):
            break
        if len(before.quote.split()) + len(candidate.quote.split()) > evidence.policy.longest_quote:
            break
        candidate = replace(candidate, sentences=before.sentences + candidate.sentences)
    return candidate


def _bare(candidate: Candidate, question: Question) -> Candidate:
    """From its first figure on, and from the sentences before that one only those that it needs."""
    sentences = candidate.sentences
    at = sentences.index(figure_sentence(candidate, question))
    while at and _tells(sentences[at - 1].text, sentences[at].text, question):
        at -= 1
    return replace(candidate, sentences=sentences[at:])


def figure_sentence(candidate: Candidate, question: Question) -> Sentence:
    """The first sentence of a quote that holds a value of the kind that was asked for, else its first."""
    kind = question.expects
    return next((s for s in candidate.sentences if kind and holds(s.text, kind)), candidate.first)


def _stands_before(one: Candidate, other: Candidate) -> bool:
    same = one.hit.passage.id == other.hit.passage.id and one.first.block.start == other.first.block.start
    return same and 0 <= other.start - one.end <= 3


def _tells(before: str, figure: str, question: Question) -> bool:
    """Does the sentence before give what the figure lacks? A figure of its own it may only have where it is meant."""
    if _POINTS_BACK.search(figure):
        return True
    if years(figure) or (question.expects and holds(before, question.expects)):
        return False
    sourced = moods.REPORTS.search(before) is not None and moods.REPORTS.search(figure) is None
    placed = bool(places_in(before)) and not places_in(figure)
    return bool(years(before)) or sourced or placed


def year_of(candidate: Candidate, document: Document, question: Question) -> str:
    """The year of the document, for a figure that has none of its own; "" where it has, or where none is known."""
    if not is_figure(candidate, question) or years(candidate.quote):
        return ""
    dated = years(document.date)
    return next(iter(dated)) if len(dated) == 1 else ""
