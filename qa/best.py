"""The best sentence: what answers most questions, with the sentences beside it that belong to it.

It knows no other shapes: lists, comparisons and decisions have modules of their own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest import Document
from qa.attribution import DAY
from qa.evidence import Candidate
from qa.plain import plain
from qa.policy import Policy
from qa.question import Question

_LEANS = re.compile(
    r"^(?:dit|dat|deze|die|daarbij|hierdoor|daardoor|samen|maw|zo (?:kan|wordt|worden|blijft)|op die manier|"
    r"met andere woorden)\b",
    re.IGNORECASE,
)
DATED = re.compile(rf"^(?:\[\d+\] ?: ?)?\(({DAY})\) ?(.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a writer gets: the question, and the stretches of text that could answer it, best first."""

    question: Question
    candidates: tuple[Candidate, ...]
    documents: Mapping[str, Document]
    policy: Policy


def best_sentences(evidence: Evidence) -> tuple[Candidate, ...]:
    """The best candidate, and those of the same speaker that hardly differ from it."""
    whole = [c for c in evidence.candidates if not leads(c)] or evidence.candidates  # 'Wij vragen:' says nothing yet
    near = [c for c in near_best(evidence, whole) if c.first.speaker == whole[0].first.speaker]
    return _in_order(joined(near[: evidence.policy.most], evidence))


def near_best(evidence: Evidence, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The first of these candidates and those that score hardly less, none saying the same twice."""
    chosen = [candidates[0]]
    for candidate in candidates[1:]:
        if candidate.score < candidates[0].score - evidence.policy.near:
            break
        if candidate.features.fragment == 0 and not any(_same(candidate, other) for other in chosen):
            chosen.append(candidate)
    return chosen


def _same(one: Candidate, other: Candidate) -> bool:
    """Do two candidates say the same in nearly the same words? Decisions of two days never do."""
    if made_on(one) != made_on(other):
        return False
    a, b = (set(re.findall(r"\w{4,}", plain(c.quote))) for c in (one, other))
    return len(a & b) >= 0.7 * max(1, min(len(a), len(b)))


def joined(chosen: Sequence[Candidate], evidence: Evidence) -> list[Candidate]:
    """Sentences that follow each other become one quote, and a neighbour that belongs to the best one joins it."""
    best = chosen[0]
    for other in sorted(evidence.candidates, key=lambda c: -c.score):
        wanted = other in chosen or other.score >= best.score - evidence.policy.neighbour
        if wanted and _touching(best, other) and _words(best) + _words(other) <= evidence.policy.longest_quote:
            best = _together(best, other)
    best = _completed(best, evidence)
    return [best, *(c for c in chosen[1:] if not best.start <= c.start < best.end)]


def _completed(best: Candidate, evidence: Evidence) -> Candidate:
    """With the sentence behind it that only makes sense together with it ('Samen gaat het om …')."""
    for other in evidence.candidates:
        follows = _touching(best, other) and other.start > best.start and _LEANS.match(other.quote)
        if follows and _words(best) + _words(other) <= evidence.policy.longest_quote:
            return _together(best, other)
    return best


def _touching(one: Candidate, other: Candidate) -> bool:
    """Do they stand side by side in one bullet or paragraph of one passage?"""
    first, second = sorted((one, other), key=lambda c: c.start)
    return (
        first.hit.passage.id == second.hit.passage.id
        and first.first.block.start == second.first.block.start
        and 0 <= second.start - first.end <= 3
    )


def _together(one: Candidate, other: Candidate) -> Candidate:
    first, second = sorted((one, other), key=lambda c: c.start)
    return replace(one, sentences=first.sentences + second.sentences)


def _words(candidate: Candidate) -> int:
    return len(candidate.quote.split())


def _in_order(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The best first, then what stands beside it in the order of the source."""
    return (candidates[0], *sorted(candidates[1:], key=lambda c: (c.first.document_id, c.start)))


def leads(candidate: Candidate) -> bool:
    return candidate.quote.rstrip().endswith(":")


def made_on(candidate: Candidate) -> str:
    """The day at the head of a listed decision; "" where there is none."""
    dated = DATED.match(candidate.quote)
    return dated[1] if dated else ""
