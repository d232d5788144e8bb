"""A figure travels with its year, its place and its source: with the sentence before it that gives them, else with the
year of its document.

It quotes what stands there and makes nothing; where nothing gives a year, none is said.
"""

import re
from dataclasses import replace

from ingest import Document
from qa import moods
from qa.best import Evidence
from qa.evidence import Candidate, holds
from qa.patterns import MEASURES, NAME_INSIDE
from qa.question import Question, Shape
from qa.values import years

_POINTS_BACK = re.compile(r"^\W*(?:dat|dit|die|deze)\b|\b(?:is|was|waren|zijn) dat\b", re.IGNORECASE)


def is_figure(candidate: Candidate, question: Question) -> bool:
    """Was a number asked for, and is this its sentence?"""
    asked = question.shape is Shape.FACT and question.expects in MEASURES
    return asked and question.expects is not None and holds(candidate.quote, question.expects)


def with_setting(candidate: Candidate, evidence: Evidence) -> Candidate:
    """With the sentence before it in its bullet or paragraph, where only that one says when, where or by whom."""
    if not is_figure(candidate, evidence.question):
        return candidate
    before = next((c for c in evidence.candidates if _stands_before(c, candidate)), None)
    if before is None or not _tells(before.quote, candidate.quote, evidence.question):
        return candidate
    words = len(before.quote.split()) + len(candidate.quote.split())
    longest = evidence.policy.longest_quote
    return replace(candidate, sentences=before.sentences + candidate.sentences) if words <= longest else candidate


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
    placed = bool(NAME_INSIDE.search(before)) and not NAME_INSIDE.search(figure)
    return bool(years(before)) or sourced or placed


def year_of(candidate: Candidate, document: Document, question: Question) -> str:
    """The year of the document, for a figure that has none of its own; "" where it has, or where none is known."""
    if not is_figure(candidate, question) or years(candidate.quote):
        return ""
    dated = years(document.date)
    return next(iter(dated)) if len(dated) == 1 else ""
