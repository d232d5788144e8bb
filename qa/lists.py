"""Lists: the bullets under one lead, in the order of the source, what proposes, and what the answers before left out.

It does not search: the bullets are among the candidates, or the answer says how many more there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest import Block, BlockKind, Document
from qa.best import Evidence, best_sentences, leads
from qa.evidence import Candidate
from qa.plain import long_words


def whole_list(evidence: Evidence) -> tuple[Candidate, ...]:
    """The bullets of a list where the whole list is asked for, else the sentence that enumerates."""
    for best in (*evidence.candidates[:3], *_led_from(evidence)):
        listed = _siblings(best, evidence.candidates)
        if len(listed) > 1 and _whole_list_asked(best, listed, evidence):
            return tuple(listed[: evidence.policy.longest_list])
    return best_sentences(evidence)


def proposals(evidence: Evidence) -> tuple[Candidate, ...]:
    """The same; where none of it proposes anything, what the same chapter does propose in words of the theme."""
    chosen = whole_list(evidence)
    if not chosen or any(c.features.proposal > 0 for c in chosen):
        return chosen
    best = evidence.candidates[0]
    bar = best.score - evidence.policy.reason_gap
    told = [c for c in evidence.candidates if c.score >= bar and _proposes(c, best, evidence)]
    return best_sentences(replace(evidence, candidates=tuple(told))) if told else chosen


def _proposes(candidate: Candidate, best: Candidate, evidence: Evidence) -> bool:
    """Does it hold the theme, and propose, in the chapter of the best one ('Onze voorstellen' stands below that)?"""
    chapter = best.first.block.heading
    same = candidate.first.document_id == best.first.document_id and bool(chapter)
    inside = same and candidate.first.block.heading[: len(chapter)] == chapter
    wishes = candidate.features.proposal >= 1 and not candidate.features.fragment
    return inside and wishes and candidate.features.overlap >= evidence.policy.about


def _led_from(evidence: Evidence) -> list[Candidate]:
    """The sentence in the bullet or paragraph of the best candidate that leads up to a list, if it fits well enough."""
    best = evidence.candidates[0]
    bar = best.score - 2 * evidence.policy.near
    return [c for c in evidence.candidates if leads(c) and c.first.block == best.first.block and c.score >= bar]


def _siblings(best: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The list that this candidate stands in or leads up to: what each bullet begins with, in order."""
    bullets: dict[int, Candidate] = {}
    for c in sorted(candidates, key=lambda c: c.start):
        if c.first.document_id == best.first.document_id and _same_list(c.first.block, best):
            bullets.setdefault(c.first.block.start, c)
    return list(bullets.values())


def unsaid(evidence: Evidence) -> tuple[Candidate, ...]:
    """What the answers before left out: the rest of their list, else what fits nearly as well as they did."""
    given = evidence.question.given
    fresh = [c for c in evidence.candidates if not was_said(c.quote, given) and not c.features.fragment]
    told = next((c for c in evidence.candidates if was_said(c.quote, given) and not leads(c)), None)
    if told and told.first.block.kind is BlockKind.ITEM and (rest := _siblings(told, fresh)):
        return tuple(rest[: evidence.policy.longest_list])
    bar = evidence.policy.clearly_heard * evidence.candidates[0].score
    good = [c for c in fresh if c.score >= bar]
    return best_sentences(replace(evidence, candidates=tuple(good))) if good else ()


def was_said(quote: str, given: str) -> bool:
    """Do the words of this quote stand in what was said, in one of its lines or nearly so?"""
    words = long_words(quote)
    lines = map(long_words, given.splitlines())
    return any(len(words & line) >= 0.8 * len(words) for line in lines) if words else True


def list_length(best: Candidate, documents: Mapping[str, Document], given: str = "") -> int:
    """How many bullets the list has in its document, found or not, without those that were given before."""
    document = documents[best.first.document_id]
    listed = (document.text[b.start : b.end] for b in document.blocks if _same_list(b, best))
    return sum(not (given and was_said(text, given)) for text in listed)


def _same_list(own: Block, best: Candidate) -> bool:
    block = best.first.block
    lead = (best.first.start, best.first.end) if leads(best) else block.lead
    if own.kind is not BlockKind.ITEM or own.heading != block.heading or own.repeats:
        return False
    if lead:
        return own.lead is not None and own.lead[0] <= lead[0] < own.lead[1]
    return own.lead is None and own.depth == block.depth


def _whole_list_asked(best: Candidate, listed: Sequence[Candidate], evidence: Evidence) -> bool:
    """Is the question about the list (its lead, its heading, its number of items), not about one bullet of it?"""
    if leads(best) or list_length(best, evidence.documents) == evidence.question.count:
        return True
    own = max(c.features.overlap for c in listed)
    around = max(c.features.context for c in listed)
    return best.first.block.lead is not None and around > max(own + evidence.policy.list_gap, evidence.policy.list_fit)
