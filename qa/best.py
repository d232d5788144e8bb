"""The best sentence: what answers most questions, with the sentences beside it that belong to it.

It knows no other shapes: lists, comparisons and decisions have modules of their own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index import points_back
from ingest import Document
from qa.attribution import DAY
from qa.evidence import Candidate
from qa.nuances import denials
from qa.plain import long_words
from qa.policy import Policy
from qa.question import Question, Shape

_CAVEAT = re.compile(  # what says how far a figure may be trusted stays with it
    r"^\W*(?:(?:maar|wel),? )?(?:de|deze|die|dit|dat) (?:cijfers?|gegevens|resultaten|percentages?|aantal(?:len)?)\b"
    r".*\b(?:verouderd\w*|kritisch|voorzichtig\w*|(?:onder|over)schat\w*|raming|schatting|voorlopig\w*|"
    r"onvolledig\w*|onbetrouwba\w+)\b",
    re.IGNORECASE | re.DOTALL,
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
    """The best candidate, and those of the same speaker that hardly differ from it and may add something."""
    whole = [c for c in evidence.candidates if not leads(c)] or evidence.candidates  # 'Wij vragen:' says nothing yet
    near = [c for c in near_best(evidence, whole) if _adds(c, whole[0], evidence)]
    return _in_order(joined(near[: evidence.policy.most], evidence))


def _adds(candidate: Candidate, best: Candidate, evidence: Evidence) -> bool:
    """May it stand beside the best one? A yes or a no is settled by one sentence, and of a passage the best was chosen.

    Measured on the develop questions: elsewhere in the same passage a second sentence was evidence in one of ten cases;
    where a fact was asked for and the two scored nearly alike, it was the missing answer in three of twelve.
    """
    shape, gap = evidence.question.shape, best.score - candidate.score
    if candidate is best or _beside(best, candidate):
        return True
    alike = shape is Shape.FACT and gap <= evidence.policy.as_near
    if shape is Shape.LIST or alike:
        return candidate.first.speaker == best.first.speaker
    nearer = shape in (Shape.PROPOSAL, Shape.WHY) and gap > evidence.policy.nearer
    elsewhere = candidate.hit.passage.id != best.hit.passage.id and candidate.first.speaker == best.first.speaker
    return elsewhere and not nearer and shape is not Shape.YES_NO


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
    """Do two candidates say the same in nearly the same words? Decisions of two days, or a yes and a no, never do."""
    if made_on(one) != made_on(other) or denials(one.quote) != denials(other.quote):
        return False
    a, b = long_words(one.quote), long_words(other.quote)
    return len(a & b) >= 0.7 * max(1, min(len(a), len(b)))


def joined(chosen: Sequence[Candidate], evidence: Evidence) -> list[Candidate]:
    """What stands in one bullet or paragraph with the best candidate and belongs to it becomes one quote with it."""
    best, limit = chosen[0], evidence.policy.longest_quote
    beside = [c for c in evidence.candidates if _beside(best, c)]
    for other in sorted(beside, key=lambda c: -c.score):
        wanted = other in chosen or other.score >= chosen[0].score - evidence.policy.neighbour
        whole = _stretch(best, other, beside)
        if wanted and whole is not None and _words(whole) <= limit:
            best = whole
    best = _uncut(_completed(best, beside, limit))
    return [best, *(c for c in chosen[1:] if not best.start <= c.start < best.end)]


def _uncut(best: Candidate) -> Candidate:
    """Without a last sentence that only leads up to a list that is not quoted."""
    whole = best.sentences
    cut = len(whole) > 1 and whole[-1].text.rstrip().endswith(":")
    return replace(best, sentences=whole[:-1]) if cut else best


def _completed(best: Candidate, beside: Sequence[Candidate], limit: int) -> Candidate:
    """With the sentences before and behind it that it makes sense with ('Hierbij …', 'Denk maar aan …')."""
    ordered = sorted(beside, key=lambda c: c.start)
    before = [c for c in ordered if c.end <= best.start]
    behind = [c for c in ordered if c.start >= best.end]
    if before and points_back(best.quote) and _words(best) + _words(before[-1]) <= limit:
        best = _together(before[-1], best)
    for other in behind:
        if not (points_back(other.quote) or _CAVEAT.match(other.quote)) or _words(best) + _words(other) > limit:
            break
        best = _together(best, other)
    return best


def _stretch(one: Candidate, other: Candidate, beside: Sequence[Candidate]) -> Candidate | None:
    """Everything from the one to the other, with what stands between them; None where the one holds the other."""
    if one.start <= other.start < one.end:
        return None
    start, end = min(one.start, other.start), max(one.end, other.end)
    parts = {s.start: s for c in (one, *beside) for s in c.sentences if start <= s.start < end}
    return replace(one, sentences=tuple(parts[at] for at in sorted(parts)))


def _beside(one: Candidate, other: Candidate) -> bool:
    """Do they stand in one bullet or paragraph of one passage?"""
    return one.hit.passage.id == other.hit.passage.id and one.first.block.start == other.first.block.start


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
