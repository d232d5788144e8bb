"""Who says, wants or opposes something: who is on the side that is asked for, with the sentence that shows it.

Whoever wants a thing abolished is never given as its defender: then the answer says who is against. It does not search.
"""

import re
from dataclasses import replace

from ingest import Document
from qa import patterns
from qa.attribution import runs
from qa.best import Evidence, joined, near_best
from qa.evidence import Candidate
from qa.mood import Mood
from qa.plain import plain
from qa.question import Question
from qa.stance import Stance, firm_side, holds_theme, sideless, stance


def speakers(evidence: Evidence) -> tuple[Candidate, ...]:
    """The sentence that says it of each publisher on the side that is asked for, the best first."""
    wanted = side_asked(evidence.question)
    if wanted is None:
        return tuple(_of_best(evidence))
    own = _sided(evidence)
    right = [c for c, side in own if side is wanted]
    wrong = [c for c, side in own if side is not wanted]
    if right or wrong:
        return tuple(c for best in (right or wrong) for c in joined([best], _alone(best, evidence)))
    theme = sideless(evidence.question.topic)
    return (next((c for c in evidence.candidates if holds_theme(c.quote, theme)), evidence.candidates[0]),)


def is_unsided(evidence: Evidence) -> bool:
    """Is this only the nearest sentence, because nobody takes a side on what was asked?"""
    return side_asked(evidence.question) is not None and not _sided(evidence)


def is_other_side(candidate: Candidate, evidence: Evidence) -> bool:
    """Is this quoted because nobody takes the side that was asked for?"""
    wanted = side_asked(evidence.question)
    own = [side for c, side in _sided(evidence) if c.first.document_id == candidate.first.document_id]
    return wanted is not None and bool(own) and wanted not in own


def side_asked(question: Question) -> Stance | None:
    """'Wie is voor X?', 'wie wil X afschaffen?'; None where only asked who says something."""
    if not question.side_asked:
        return None
    return (
        Stance.FOR
        if re.search(patterns.SIDE_FOR, plain(question.text))
        else stance(question.text, sideless(question.topic))
    )


def _of_best(evidence: Evidence) -> list[Candidate]:
    best = evidence.candidates[0]
    near = [c for c in near_best(evidence, evidence.candidates) if c.first.speaker == best.first.speaker]
    return joined(near[:1], evidence)


def _sided(evidence: Evidence) -> list[tuple[Candidate, Stance]]:
    """The best sentence of each speaker that takes a side, and that side: what it wishes, below which heading."""
    found: dict[str, tuple[Candidate, Stance]] = {}
    theme = sideless(evidence.question.topic)
    for candidate in evidence.candidates:
        side = _side_of(candidate, evidence.documents[candidate.first.document_id], theme)
        if side and candidate.features.context >= evidence.policy.touches_theme:
            found.setdefault(candidate.first.speaker, (candidate, side))
    return list(found.values())


def _side_of(candidate: Candidate, document: Document, theme: str) -> Stance | None:
    """By its own words where it wishes or holds something, and never against the heading that it stands under."""
    first = runs(candidate, document)[0].mood
    own = firm_side(candidate.quote, theme) if first.wishes or first is Mood.OPINION else None
    above = stance(". ".join(candidate.first.block.heading), theme)
    return None if own is None or (above and above is not own) else own


def _alone(best: Candidate, evidence: Evidence) -> Evidence:
    own = tuple(c for c in evidence.candidates if c.first.speaker == best.first.speaker)
    return replace(evidence, candidates=own)
