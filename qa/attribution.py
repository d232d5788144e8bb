"""Says whose word a sentence is, and what it is: a law, a decision, a proposal, or only what somebody says.

It does not choose sentences and never changes their words.
"""

import re

from ingest import Document, Kind, shortened, written_date
from qa import phrases
from qa.evidence import Candidate, is_proposal
from qa.question import Shape

_OPERATIVE = re.compile(
    r"^\W*art(?:ikel|\.) ?\d|\b(?:besluit|beslist|besliste|keurt|keurde|machtigt|verleent|bekrachtigt|gelast|"
    r"gaat akkoord|kent .{1,80} toe|stelt .{1,80} vast|hecht .{1,40} goedkeuring)\b",
    re.IGNORECASE,
)
DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"


def attribution(candidate: Candidate, shape: Shape, lead: str, document: Document) -> str:
    """Whose word it is, and whether it is a law, a decision, a proposal or only what somebody says."""
    sentence = candidate.first
    if fixed := _by_kind(candidate, document):
        return fixed
    proposal = is_proposal(candidate, lead)
    if sentence.kind in phrases.PAPERS and not proposal:
        return _by_paper(sentence.kind, shape, document)
    if shape is Shape.WHO:
        return (phrases.WHO_PROPOSES if proposal else phrases.WHO_SAYS).format(speaker=sentence.speaker)
    phrase = phrases.PROPOSES if proposal else phrases.SAYS
    return phrases.capital(phrase.format(speaker=sentence.speaker))


def _by_kind(candidate: Candidate, document: Document) -> str:
    """For what is nobody's opinion: decisions, laws, agreements, and what an AI wrote; "" for all else."""
    sentence, title = candidate.first, shortened(document.title)
    by_ai = document.kind is Kind.AI_SUMMARY
    if sentence.kind is Kind.DECISIONS:
        return phrases.DECIDED if by_ai else phrases.DECISIONS_OF.format(speaker=sentence.speaker)
    if sentence.kind is Kind.AI_SUMMARY:
        of_decisions = any(section.kind is Kind.DECISIONS for section in document.sections)
        return phrases.SUMMARISED if of_decisions else phrases.WRITTEN_BY_AI.format(title=title)
    if sentence.kind is Kind.AGREEMENT and sentence.speaker != document.speaker:
        return (phrases.AGREED if by_ai else phrases.STANDS_IN_VOICE).format(speaker=sentence.speaker)
    on_a_day = document.publisher and re.fullmatch(DAY, document.date)
    if sentence.kind is Kind.DECISION and _decides(candidate.quote) and on_a_day:
        return phrases.DECIDED_ON.format(date=written_date(document.date), speaker=sentence.speaker)
    if sentence.kind in (Kind.AGREEMENT, Kind.LEGISLATION, Kind.DECISION):
        return phrases.STANDS_IN.format(title=title)
    return ""


def _by_paper(kind: Kind, shape: Shape, document: Document) -> str:
    """For a report, study or note: by its title, and whose it is."""
    whose = phrases.BY_SPEAKER.format(speaker=document.speaker) if document.publisher else ""
    phrase = phrases.WHO_WRITES if shape is Shape.WHO else phrases.PAPERS[kind]
    return phrase.format(title=shortened(document.title)) + whose


def _decides(quote: str) -> bool:
    """Is this sentence of a decision what was decided, and not why?"""
    return _OPERATIVE.search(quote) is not None
