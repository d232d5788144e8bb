"""Comparisons: what each publisher says, side by side; it does not phrase who is silent."""

from dataclasses import replace

from qa.best import Evidence, joined, near_best
from qa.evidence import Candidate


def side_by_side(evidence: Evidence) -> tuple[Candidate, ...]:
    """For each publisher asked for (all of them where none is named) its best sentences, if it has any."""
    publishers = [evidence.documents[c.first.document_id].publisher for c in evidence.candidates]
    wanted = evidence.question.named or tuple(dict.fromkeys(publishers))
    chosen: list[Candidate] = []
    for name in wanted:
        own = [c for c, publisher in zip(evidence.candidates, publishers, strict=True) if publisher == name]
        if own and _heard(own[0], evidence):
            alone = replace(evidence, candidates=tuple(own))
            chosen += joined(near_best(alone, own)[:2], alone)
    return tuple(chosen)


def _heard(own: Candidate, evidence: Evidence) -> bool:
    """Does a publisher speak of the theme, or does its best sentence only share a word with it?"""
    best, policy = evidence.candidates[0], evidence.policy
    if not evidence.question.named:
        return own.score >= policy.unasked * best.score
    theme = max(c.features.context for c in evidence.candidates[:3])
    about = own.features.context >= policy.heard * theme and own.features.neighbourhood >= policy.near_theme
    return own.score >= (policy.just_heard if about else policy.clearly_heard) * best.score
