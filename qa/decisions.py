"""Decisions by their day: as many as were asked for, of the period that was asked for.

It does not phrase them.
"""

import re
from collections.abc import Sequence

from ingest import BlockKind, Sentence
from qa import patterns
from qa.best import DATED, Evidence, best_sentences, made_on, near_best
from qa.evidence import Candidate, holds
from qa.period import read_period
from qa.plain import plain
from qa.question import Question
from qa.rewrite import theme_of
from qa.values import ValueKind

_TELLS = 8  # letters of a theme from which on it is no other word


def decisions(evidence: Evidence) -> tuple[Candidate, ...]:
    """Decisions with their dates: as many as were asked for, else those that hardly differ."""
    if evidence.question.by_date and (every := _of_then(evidence)):
        return every
    if not evidence.question.latest and (whole := _naming(evidence)):
        return whole
    bar = evidence.candidates[0].score - evidence.policy.dated
    fit = evidence.policy.dated_fit  # a date beside the wrong title would be a false claim
    listed = (c for c in evidence.candidates if c.first.block.kind is BlockKind.REFERENCE and c.score >= bar)
    found = [c for c in listed if _in_time(c, evidence.question)]
    dated = [c for c in found if c.features.overlap >= fit or c.features.named]
    if dated and not (evidence.candidates[0].features.value and evidence.candidates[0] not in dated):
        return _listed_decisions(dated, evidence)
    best = tuple(c for c in best_sentences(evidence) if c.first.block.kind is not BlockKind.REFERENCE or c in found)
    return best if any(holds(c.quote, ValueKind.DATE) for c in best) else ()  # no date, no answer


def names_theme(candidate: Candidate, question: Question) -> bool:
    """Is this a listed decision whose title holds all that the question says that it is about, letter for letter?"""
    theme = _squeezed(re.sub(patterns.MADE_WHEN, "", plain(theme_of(question.text))))
    listed = candidate.first.block.kind is BlockKind.REFERENCE
    return listed and len(theme) >= _TELLS and theme in _squeezed(_title(candidate))


def _naming(evidence: Evidence) -> tuple[Candidate, ...]:
    """All decisions that carry the name of the theme, of the period that is asked for."""
    asked = evidence.question
    found = [c for c in evidence.candidates if names_theme(c, asked) and _in_time(c, asked)]
    chosen = found[: asked.count or evidence.policy.longest_list]
    return tuple(sorted(chosen, key=lambda c: (c.first.document_id, c.start)))


def _squeezed(text: str) -> str:
    """Its letters and figures alone, without an article in front: '1 gezin, 1 plan' is '1Gezin, 1Plan'."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^(?:de|het|een) ", "", plain(text)))


def _of_then(evidence: Evidence) -> tuple[Candidate, ...]:
    """All decisions of the period that is asked for, in the order of the source."""
    return tuple(decided_then(evidence)[: evidence.policy.longest_list])


def decided_then(evidence: Evidence) -> list[Candidate]:
    """Those that were not given before, however many."""
    asked = evidence.question
    listed = (c for c in evidence.candidates if in_time(c.first, asked))
    fresh = (c for c in listed if _title(c) not in plain(asked.given))
    return sorted(fresh, key=lambda c: (c.first.document_id, c.start))


def in_time(sentence: Sentence, question: Question) -> bool:
    """Is this a listed decision of the period that is asked for?"""
    dated = DATED.match(sentence.text)
    made = read_period(dated[1]) if dated else None
    listed = sentence.block.kind is BlockKind.REFERENCE
    return listed and made is not None and question.period is not None and question.period.begins(made)


def _listed_decisions(dated: Sequence[Candidate], evidence: Evidence) -> tuple[Candidate, ...]:
    if evidence.question.latest:
        return (max(near_best(evidence, dated), key=made_on),)
    if named := [c for c in dated if c.features.named]:
        return tuple(sorted(named, key=lambda c: c.start))
    count = evidence.question.count
    chosen = dated[:count] if count else near_best(evidence, dated)[: evidence.policy.most]
    if not count and evidence.question.period:
        chosen = [c for c in dated if c in chosen or any(_title(c) == _title(other) for other in chosen)]
    return tuple(sorted(chosen, key=lambda c: c.start))


def _title(candidate: Candidate) -> str:
    """Of a listed decision, without its day."""
    dated = DATED.match(candidate.quote)
    return plain(dated[2]) if dated else candidate.quote


def _in_time(candidate: Candidate, question: Question) -> bool:
    """Was this decision made in the period that is asked for?"""
    made = read_period(made_on(candidate))
    return question.period is None or (made is not None and question.period.begins(made))
