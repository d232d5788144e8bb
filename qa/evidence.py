"""Weighs the stretches of text that could answer a question; it does not choose or phrase."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from index import Hit, Index, Match
from ingest import BlockKind, Kind, Sentence
from qa import patterns
from qa.nuances import NEGATION
from qa.plain import long_words, plain
from qa.policy import Policy, Weights
from qa.question import Question, Shape
from qa.values import ValueKind, find_values, years

_SENTENCE = re.compile(r"(?:\S+\s+){5}.*[.!?][’'\"”»)]*$", re.DOTALL)  # six words and an end
_WHEN = 1.4  # a date where "wanneer" was asked: its verb often stands in two parts in the sentence ("voerde … in")
_FROM_AGE = re.compile(r"\b(\d{1,2})[ -]?plussers?\b", re.IGNORECASE)
_SETTLED = (Kind.AI_SUMMARY, Kind.DECISIONS, Kind.DECISION, Kind.LEGISLATION)  # what they say is no wish of anybody


@dataclass(frozen=True, slots=True)
class Features:
    """Why a stretch of text could answer; each between about 0 and 1. `Weights` says what each is worth."""

    meaning: float
    theme: float
    topic: float
    overlap: float
    context: float
    rank: float
    value: float
    proposal: float
    definition: float
    reason: float
    decision: float
    named: float
    focus: float
    enumeration: float
    names: float
    phrase: float
    abbreviation: float
    stance: float
    denial: float
    neighbourhood: float
    behind: float
    block: float
    only: float
    earlier: float
    own: float
    said: float
    fragment: float
    length: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, or a bullet quoted whole, that could answer."""

    sentences: tuple[Sentence, ...]  # consecutive, of one block
    hit: Hit
    features: Features
    score: float

    @property
    def start(self) -> int:
        return self.sentences[0].start

    @property
    def end(self) -> int:
        return self.sentences[-1].end

    @property
    def quote(self) -> str:
        at = self.hit.passage.start
        return self.hit.passage.text[self.start - at : self.end - at]

    @property
    def first(self) -> Sentence:
        return self.sentences[0]


def weigh(index: Index, question: Question, hits: Sequence[Hit], policy: Policy) -> tuple[Candidate, ...]:
    """Every candidate in the hits, best first; the same stretch of text only once."""
    seen: set[tuple[str, int]] = set()
    found: list[Candidate] = []
    for rank, hit in enumerate(hits, 1):
        reading = _read(index, question, hit, rank)
        units = _units(reading.whole, policy.whole_item)
        for before, unit in zip(((), *units), units, strict=False):
            key = (hit.passage.document_id, unit[0].sentence.start)
            if key not in seen:
                seen.add(key)
                found.append(_candidate(unit, before, reading, question, policy))
    return tuple(sorted(found, key=lambda c: -c.score))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One passage held beside a question: by the whole question, its topic, what it counts, what went before."""

    hit: Hit
    rank: int
    whole: tuple[Match, ...]
    topic: Mapping[int, Match]  # by where the sentence starts
    theme: Mapping[int, Match]
    focus: Mapping[int, float]
    earlier: Mapping[int, Match]
    own: Mapping[int, Match]


def _read(index: Index, question: Question, hit: Hit, rank: int) -> _Reading:
    sentences = index.sentences(hit.passage)

    def match(text: str) -> Mapping[int, Match]:
        return {m.sentence.start: m for m in index.match(text, sentences)} if text else {}

    whole = index.match(question.text, sentences)
    focus = {s.start: _counted(index, question, s.text) for s in sentences} if question.focus else {}
    topic, theme, earlier = (match(text) for text in (question.topic, question.theme, question.earlier))
    own = match(question.own if question.earlier else "")  # written out in full, it says no more than the whole
    return _Reading(hit, rank, whole, topic, theme, focus, earlier, own)


def _counted(index: Index, question: Question, text: str) -> float:
    """Does a figure of the kind that was asked for count what was asked? Only what shares a clause with it counts."""
    if question.expects is None:
        return index.share(question.focus, text)
    figures = [v for v in find_values(text) if v.kind in _alike(question.expects)]
    return max((index.share(question.focus, _clause(text, v.start, v.end)) for v in figures), default=0.0)


def _clause(text: str, start: int, end: int) -> str:
    """What stands around a figure, up to the next comma or 'en' on both sides."""
    before = max((hit.end() for hit in patterns.CLAUSE_ENDS.finditer(text, 0, start)), default=0)
    behind = patterns.CLAUSE_ENDS.search(text, end)
    return text[before : behind.start() if behind else len(text)]


def _units(matches: Sequence[Match], whole_item: int) -> list[tuple[Match, ...]]:
    """Bullets whole where they are short, else sentence by sentence."""
    units: list[tuple[Match, ...]] = []
    for _, group in groupby(matches, key=lambda m: (m.sentence.block.start, m.sentence.block.kind)):
        block = tuple(match for match in group if _is_said(match.sentence))
        if not block:
            continue
        words = sum(len(m.sentence.text.split()) for m in block)
        whole = block[0].sentence.block.kind is not BlockKind.PARAGRAPH and words <= whole_item
        units.extend([block] if whole else [(match,) for match in block])
    return units


def _is_said(sentence: Sentence) -> bool:
    """Not the name of a book or a page in a footnote: that says nothing by itself."""
    return sentence.block.kind is not BlockKind.NOTE or bool(_SENTENCE.search(sentence.text))


def _candidate(
    unit: tuple[Match, ...], before: tuple[Match, ...], reading: _Reading, question: Question, policy: Policy
) -> Candidate:
    features = _features(unit, before, reading, question, policy.floor)
    return Candidate(tuple(m.sentence for m in unit), reading.hit, features, total(features, policy.weights))


def total(features: Features, weights: Weights) -> float:
    return sum(float(getattr(features, name)) * float(getattr(weights, name)) for name in Features.__slots__)


def _features(
    unit: tuple[Match, ...], before: tuple[Match, ...], reading: _Reading, question: Question, floor: float
) -> Features:
    text = " ".join(m.sentence.text for m in unit)
    words = len(text.split())
    first = unit[0].sentence
    starts = [m.sentence.start for m in unit]
    topic = [reading.topic[start] for start in starts]
    siblings = [m.meaning for m in reading.whole if m.sentence.block.start == first.block.start]
    return Features(
        meaning=_above(max(m.meaning for m in unit), floor),
        theme=_above(max(reading.theme[start].meaning for start in starts), floor),
        topic=_above(max(m.meaning for m in topic), floor),
        overlap=max(m.overlap for m in topic),
        context=max(m.context for m in topic),
        rank=1 / reading.rank,
        value=_value(question, text),
        proposal=_wanted_proposal(question, first),
        definition=float(question.shape is Shape.DEFINITION and bool(patterns.DEFINING.search(text))),
        reason=float(question.shape is Shape.WHY and bool(patterns.REASONS.search(text))),
        decision=float(question.shape is Shape.REFERENCE and first.block.kind is BlockKind.REFERENCE),
        named=_named_values(question, text, first.block.number),
        focus=max(reading.focus.get(start, 0.0) for start in starts),
        enumeration=float(question.shape is Shape.LIST and len(re.findall(r",|;| en | of ", text)) >= 2),
        names=float(question.names_asked and names_in(text)),
        phrase=_phrases(question.topic, text),
        abbreviation=_spelled_out(question.abbreviations, text),
        stance=_stance(question, text),
        denial=float(question.shape is Shape.YES_NO and bool(NEGATION.search(plain(text)))),
        only=float(question.only_asked and bool(patterns.ONLY_SAID.search(text))),
        neighbourhood=_above(reading.hit.meaning, floor),
        behind=_above(max((m.meaning for m in before), default=0.0), floor),
        block=_above(max(siblings), floor),
        earlier=max((_leaning(reading.earlier[start]) for start in starts if reading.earlier), default=0.0),
        own=max((reading.own[start].overlap for start in starts if reading.own), default=0.0),
        said=_said(question.answered if question.earlier else "", text),
        fragment=float(words < 5 or text.rstrip().endswith((":", "…")) or text.startswith("…")),
        length=max(0, words - 40) / 40,
    )


def _value(question: Question, text: str) -> float:
    if question.expects is None or not holds(text, question.expects):
        return 0.0
    if question.shape is Shape.LIST:  # the more figures, the more it is the list
        return min(2.0, 0.5 + 0.5 * sum(value.kind is question.expects for value in find_values(text)))
    if question.expects in (ValueKind.CODE, ValueKind.EMAIL, ValueKind.PHONE):
        return 2.0  # so rare that holding one says much
    if question.due:
        return 2.0 if in_time(text) else 1.0
    return _WHEN if question.expects is ValueKind.DATE and question.shape is Shape.FACT else 1.0


def _phrases(topic: str, text: str) -> float:
    """Share of the pairs of words side by side in the topic that stand side by side here ('sociaal huis')."""
    wanted, here = _pairs(topic), _pairs(text)
    return len(wanted & here) / len(wanted) if wanted else 0.0


@lru_cache(maxsize=4096)  # the same sentences come back for every question
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        (a, b) for a, b in pairwise(map(_root, re.findall(r"[\w-]+", plain(text)))) if len(a) > 3 and len(b) > 3
    )


def _root(word: str) -> str:
    """'huizen' and 'huis', 'sociale' and 'sociaal': near enough to see that two words belong together."""
    bare = re.sub(r"(?:en|e|s)$", "", word) if len(word) > 4 else word
    return re.sub(r"([aeou])\1", r"\1", bare).replace("z", "s").replace("v", "f")


def _spelled_out(abbreviations: Sequence[str], text: str) -> float:
    """Does the text say what an abbreviation stands for: 'X (BBC)' or 'BBC (X)'?"""
    return float(any(re.search(rf"\({re.escape(a)}\)|\b{re.escape(a)} \(", text) for a in abbreviations))


def _leaning(match: Match) -> float:
    return (match.context + match.overlap) / 2


def _wanted_proposal(question: Question, sentence: Sentence) -> float:
    """Proposals where they are asked for, less where a publisher is asked what it thinks, none where facts are."""
    if question.expects is not None or question.shape in (Shape.DEFINITION, Shape.REFERENCE, Shape.WHY):
        return 0.0
    asked = -0.5 if question.wants_present else 1.0 if question.wants_proposal else 0.4 if question.voices else 0.0
    return asked * (1.0 if _stands_as_proposal(sentence) else 0.5 * proposes(sentence))


def _said(answered: str, text: str) -> float:
    """1 if the answer before said nearly all of this: a follow-up asks for something else."""
    words, before = long_words(text), long_words(answered)
    return float(bool(words) and len(words & before) >= 0.75 * len(words))


def _stance(question: Question, text: str) -> float:
    """Does it take sides where a position, or a yes or a no, is asked for? A mere 'moet' or 'niet' counts for less."""
    if not (question.stance_asked or question.shape is Shape.YES_NO):
        return 0.0
    return 1.0 if patterns.HOLDS_FIRMLY.search(text) else 0.3 if patterns.TAKES_SIDES.search(text) else 0.0


def _above(cosine: float, floor: float) -> float:
    """Cosines of Dutch sentences crowd just below 1; what counts is how far above the floor they are."""
    return max(0.0, cosine - floor) / (1 - floor)


def _named_values(question: Question, text: str, number: int | None) -> float:
    """Share of the figures, dates and reference numbers named in the question that stand here."""
    asked = _FROM_AGE.sub(r"\1 jaar en ouder", question.text)
    named = {v.canonical for v in find_values(asked) if any(c.isdigit() for c in v.text)}
    here = {v.canonical for v in find_values(text)} | ({f"aantal:{number}"} if number is not None else set())
    here |= {f"{ValueKind.DATE}:{year}" for year in years(text)}  # those inside a date too
    return len(named & here) / len(named) if named else 0.0


def names_in(text: str) -> bool:
    """Does the text name several people, places or organisations?"""
    return len(patterns.NAME_INSIDE.findall(text)) >= 2


def in_time(text: str) -> bool:
    """'tegen 2026', 'vanaf 2025': a date by which or from which."""
    return re.search(r"\b(?:tegen|vanaf|tot|voor|sinds)(?: eind| begin| het jaar)? (?:19|20)\d{2}\b", text) is not None


def holds(text: str, kind: ValueKind) -> bool:
    """Does the text hold a value of this kind?"""
    return any(value.kind in _alike(kind) for value in find_values(text))


def _alike(kind: ValueKind) -> frozenset[ValueKind]:
    """A count may be asked for what is given as a share, and the other way."""
    counts = frozenset({ValueKind.COUNT, ValueKind.PERCENT, ValueKind.MONEY, ValueKind.DURATION})
    return counts if kind is ValueKind.COUNT else frozenset({kind})


def proposes(sentence: Sentence) -> bool:
    """Could this be a proposal: by its heading, or by its mood?"""
    if sentence.kind in _SETTLED:
        return False
    return _stands_as_proposal(sentence) or bool(patterns.ASKING.search(sentence.text))


def _stands_as_proposal(sentence: Sentence) -> bool:
    return any(patterns.PROPOSAL_HEADING.search(heading) for heading in sentence.block.heading)
