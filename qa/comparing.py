"""Comparisons: what each publisher says, side by side; it does not phrase who is silent."""

from collections.abc import Sequence
from dataclasses import replace

from qa.best import Evidence, joined, near_best
from qa.evidence import Candidate
from qa.stance import stance


def side_by_side(evidence: Evidence) -> tuple[Candidate, ...]:
    """For each publisher asked for (all of them where none is named) its best sentences, if it has any."""
    publishers = [evidence.documents[c.first.document_id].publisher for c in evidence.candidates]
    wanted = evidence.question.named or tuple(dict.fromkeys(publishers))
    chosen: list[Candidate] = []
    for name in wanted:
        own = [c for c, publisher in zip(evidence.candidates, publishers, strict=True) if publisher == name]
        if own and _heard(own[0], evidence):
            chosen += _said_by_one(_positions_first(own, evidence), evidence)
    return tuple(chosen)


def _positions_first(own: Sequence[Candidate], evidence: Evidence) -> list[Candidate]:
    """Sentences that take a side, and those that hold the theme as it was written, before those that only touch it."""
    theme, policy = evidence.question.topic, evidence.policy

    def worth(candidate: Candidate) -> float:
        gained = policy.sided * (stance(candidate.quote, theme) is not None)
        return candidate.score + gained + policy.as_written * candidate.features.phrase

    return sorted((replace(c, score=worth(c)) for c in own), key=lambda c: -c.score)


def _said_by_one(own: Sequence[Candidate], evidence: Evidence) -> list[Candidate]:
    policy = replace(evidence.policy, near=evidence.policy.near_of_each)
    alone = replace(evidence, candidates=tuple(own), policy=policy)
    return joined(near_best(alone, own)[: policy.each], alone)


def _heard(own: Candidate, evidence: Evidence) -> bool:
    """Does a publisher speak of the theme, or does its best sentence only share a word with it?"""
    best, policy = evidence.candidates[0], evidence.policy
    if not evidence.question.named:
        return own.score >= policy.unasked * best.score and own.features.context >= policy.on_theme
    return own.features.context >= policy.touches_theme or own.features.topic >= policy.means_theme
