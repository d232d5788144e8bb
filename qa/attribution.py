"""Says whose word a sentence is, and what it is: a law, a decision, a proposal, or only what somebody says.

It does not choose sentences and never changes their words.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from ingest import Block, BlockKind, Document, Kind, Sentence, shortened, written_date
from qa import phrases
from qa.evidence import Candidate
from qa.mood import Mood, Setting, mood
from qa.moods import GOES_ON
from qa.question import Shape
from qa.references import bare
from qa.values import find_values

_OPERATIVE = re.compile(
    r"^\W*art(?:ikel|\.) ?\d|\b(?:besluit|beslist|besliste|keurt|keurde|machtigt|verleent|bekrachtigt|gelast|"
    r"gaat akkoord|kent .{1,80} toe|stelt .{1,80} vast|hecht .{1,40} goedkeuring)\b",
    re.IGNORECASE,
)
DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"


class Quoted(Protocol):
    """Sentences side by side, and the words from the first to the last."""

    @property
    def first(self) -> Sentence: ...
    @property
    def sentences(self) -> tuple[Sentence, ...]: ...
    @property
    def quote(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences of one quote, side by side, that do the same."""

    mood: Mood
    start: int
    end: int


def runs(candidate: Quoted, document: Document) -> tuple[Run, ...]:
    """The quote by what its sentences do: first what is wished, then why, are two."""
    found: list[Run] = []
    for sentence in candidate.sentences:
        before = found[-1] if found else None
        its = before.mood if before and GOES_ON.match(sentence.text) else mood_of(sentence, document)
        if before and _goes_with(before.mood, its):
            found[-1] = Run(_together(before.mood, its), before.start, sentence.end)
        else:
            found.append(Run(its, sentence.start, sentence.end))
    return tuple(found)


def _goes_with(one: Mood, other: Mood) -> bool:
    """May they stand under one word? What somebody holds may be followed by why, not the other way round."""
    if one is Mood.OPINION and other is Mood.REPORTED:  # the figure of another body is nobody's opinion
        return False
    return one.wishes == other.wishes and not (other is Mood.OPINION and one is not Mood.OPINION)


def _together(one: Mood, other: Mood) -> Mood:
    """The word that is true of both."""
    if one is other or one is Mood.OPINION:
        return one
    return Mood.PROPOSAL if one.wishes else Mood.STATEMENT


def mood_of(sentence: Sentence, document: Document) -> Mood:
    return mood(sentence.text, _setting(sentence, document))


def _setting(sentence: Sentence, document: Document) -> Setting:
    block = sentence.block
    return Setting(
        headings=block.heading,
        leads=leads_of(block, document),
        kind=sentence.kind,
        speaker=sentence.speaker,
        opens=sentence.start == block.start,
        item=block.kind is BlockKind.ITEM,
    )


def attribution(candidate: Quoted, shape: Shape, document: Document, year: str = "", first: Mood | None = None) -> str:
    """Whose word it is, and whether it is a law, a decision, a proposal or only what somebody says.

    `year`: of the document, where what is quoted is a figure without one. `first`: what the words in front do, where
    those are not the quote's first sentence.
    """
    sentence = candidate.first
    if fixed := _by_kind(candidate, document):
        return fixed
    its = first or runs(candidate, document)[0].mood
    if sentence.kind in phrases.PAPERS and not its.wishes:
        return _by_paper(sentence.kind, shape, document)
    said = phrases.WHO_SAID if shape is Shape.WHO else phrases.SAID
    speaker = phrases.OF_YEAR.format(speaker=sentence.speaker, year=year) if year else sentence.speaker
    return phrases.capital(said[its].format(speaker=speaker))


def worded(candidate: Candidate, document: Document) -> str:
    """The words of the quote; where it goes over from a wish to its reason, or back, a word of ours says so."""
    text, speaker = "", candidate.first.speaker
    for before, run in pairwise([None, *runs(candidate, document)]):
        words = bare(document, run.start, run.end) if run else ""
        text += f" {turned(run.mood, speaker)} {phrases.capital(words)}" if run and before else words
    return text


def turned(its: Mood, speaker: str) -> str:
    return phrases.turn(its, speaker, figures=bool(find_values(speaker)))


def leads_of(block: Block, document: Document) -> tuple[str, ...]:
    """The sentences that introduce the list of a bullet, and the list that this list stands in: the nearest first."""
    spans = []
    span = block.lead
    while span is not None and span not in spans:
        spans.append(span)
        at = bisect_right(document.blocks, span[0], key=lambda b: b.start) - 1
        span = document.blocks[at].lead if at >= 0 else None
    return tuple(document.text[start:end] for start, end in spans)


def _by_kind(candidate: Quoted, document: Document) -> str:
    """For what is nobody's opinion: decisions, laws, agreements, and what an AI wrote; "" for all else."""
    sentence, title = candidate.first, shortened(document.title)
    by_ai = document.kind is Kind.AI_SUMMARY
    if sentence.kind is Kind.DECISIONS:
        return (phrases.DECIDED if by_ai else phrases.DECISIONS_OF).format(speaker=sentence.speaker)
    if sentence.kind is Kind.AI_SUMMARY:
        who = next((section.speaker for section in document.sections if section.kind is Kind.DECISIONS), "")
        return phrases.SUMMARISED.format(speaker=who) if who else phrases.WRITTEN_BY_AI.format(title=title)
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
