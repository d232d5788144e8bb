"""Weighs the stretches of text that could answer a question; it does not choose or phrase."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from index import Hit, Index, Match
from ingest import BlockKind, Kind, Sentence
from qa.policy import Policy
from qa.question import Question, Shape, plain
from qa.values import ValueKind, find_values

_PROPOSAL_HEADING = re.compile(r"voorstel|aanbeveling|eisen|vragen wij", re.IGNORECASE)
_ASKING_LEAD = re.compile(r"vragen|vraag|pleit|wil\b|willen|volgens ons|inzetten op|verwachten", re.IGNORECASE)
_ASKING = re.compile(
    r"\b(?:vragen|pleiten|moet(?:en)?|dien(?:t|en)|verwachten we|wil(?:len)?|nodig|noodzakelijk|belangrijk|cruciaal)\b", re.IGNORECASE
)  # fmt: skip
_DEFINING = re.compile(
    r"^(?:een |het |de )?[\w' -]{3,60}? (?:is|zijn|betekent|omvat|fungeren) |^via (?:een|het)|\bis een\b|\bgaat het om\b|\bbetekent dat\b|"
    r"\bverstaan\b|\boftewel\b|\bof gemeenschappelijk\b",
    re.IGNORECASE,
)
_REASONS = re.compile(
    r"\b(?:want|omdat|doordat|daardoor|hierdoor|zodat|aangezien|immers|daarom|leidt|leiden|zorgt voor|gevolg|reden|anders|waardoor|om zo)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Features:
    meaning: float
    overlap: float
    context: float
    rank: float
    value: float
    proposal: float
    definition: float
    reason: float
    decision: float
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
    for rank, hit in enumerate(hits[: policy.passages], 1):
        matches = index.match(question.topic, index.sentences(hit.passage))
        for unit in _units(matches, policy.whole_item):
            key = (hit.passage.document_id, unit[0].sentence.start)
            if key not in seen:
                seen.add(key)
                found.append(_candidate(unit, hit, rank, question, policy))
    return tuple(sorted(found, key=lambda c: -c.score))


def _units(matches: Sequence[Match], whole_item: int) -> list[tuple[Match, ...]]:
    """Bullets whole where they are short, else sentence by sentence."""
    units: list[tuple[Match, ...]] = []
    for _, group in groupby(matches, key=lambda m: (m.sentence.block.start, m.sentence.block.kind)):
        block = tuple(group)
        words = sum(len(m.sentence.text.split()) for m in block)
        whole = block[0].sentence.block.kind is not BlockKind.PARAGRAPH and words <= whole_item
        units.extend([block] if whole else [(match,) for match in block])
    return units


def _candidate(unit: tuple[Match, ...], hit: Hit, rank: int, question: Question, policy: Policy) -> Candidate:
    features = _features(unit, rank, question, policy.floor)
    weights = policy.weights
    score = sum(getattr(features, name) * getattr(weights, name) for name in Features.__slots__)
    return Candidate(tuple(m.sentence for m in unit), hit, features, score)


def _features(unit: tuple[Match, ...], rank: int, question: Question, floor: float) -> Features:
    text = " ".join(m.sentence.text for m in unit)
    words = len(text.split())
    first = unit[0].sentence
    return Features(
        meaning=max(0.0, max(m.meaning for m in unit) - floor) / (1 - floor),
        overlap=max(m.overlap for m in unit),
        context=max(m.context for m in unit),
        rank=1 / rank,
        value=float(question.expects is not None and holds(text, question.expects)),
        proposal=float(question.shape in (Shape.PROPOSAL, Shape.LIST, Shape.COMPARISON) and proposes(first)),
        definition=float(question.shape is Shape.DEFINITION and bool(_DEFINING.search(text))),
        reason=float(question.shape is Shape.WHY and bool(_REASONS.search(text))),
        decision=float(question.shape is Shape.REFERENCE and first.block.kind is BlockKind.REFERENCE),
        fragment=float(words < 5 or text.rstrip().endswith((":", "…"))),
        length=max(0, words - 40) / 40,
    )


def holds(text: str, kind: ValueKind) -> bool:
    """Does the text hold a value of this kind? A count may be asked for what is given as a share, and the other way."""
    alike = {
        ValueKind.COUNT: {ValueKind.COUNT, ValueKind.PERCENT, ValueKind.MONEY, ValueKind.DURATION},
        ValueKind.PERCENT: {ValueKind.PERCENT},
        ValueKind.MONEY: {ValueKind.MONEY},
    }.get(kind, {kind})
    return any(value.kind in alike for value in find_values(text))


def proposes(sentence: Sentence) -> bool:
    """Is this a proposal: by its heading, its lead, or its mood?"""
    if sentence.kind in (Kind.AI_SUMMARY, Kind.DECISIONS):
        return False
    if any(_PROPOSAL_HEADING.search(heading) for heading in sentence.block.heading):
        return True
    return bool(_ASKING.search(sentence.text))


def asks(lead: str) -> bool:
    """Does the sentence that introduces a list turn its bullets into requests?"""
    return bool(_ASKING_LEAD.search(lead))


def folded(candidate: Candidate) -> str:
    return plain(candidate.quote)
