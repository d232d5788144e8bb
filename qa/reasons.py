"""Answers why: with the reason that a source gives, not with its proposal over again.

It finds no reasons that are not in the candidates, and makes none.
"""

import re
from dataclasses import replace

from qa.attribution import runs
from qa.best import Evidence, best_sentences
from qa.evidence import Candidate
from qa.patterns import REASONS

_PURPOSE = re.compile(r"(?<!voor )(?<!wij )(?<!we )(?<!bestuur )\bom (?:[\w-]+ ){1,14}te\b", re.IGNORECASE)


def reasons(evidence: Evidence) -> tuple[Candidate, ...]:
    """The best sentences; where the first only says what is wanted, those of its chapter that say how things are."""
    chosen = best_sentences(evidence)
    if not chosen or not _only_wishes(chosen[0], evidence):
        return chosen
    bar = chosen[0].score - evidence.policy.reason_gap
    beside = [c for c in evidence.candidates if c.score >= bar and _same_chapter(c, chosen[0])]
    told = [c for c in beside if not c.features.fragment and not _wishes(c, evidence)]
    return best_sentences(replace(evidence, candidates=tuple(told))) if told else chosen


def _only_wishes(candidate: Candidate, evidence: Evidence) -> bool:
    given = REASONS.search(candidate.quote) or _PURPOSE.search(candidate.quote)
    document = evidence.documents[candidate.first.document_id]
    return not given and all(run.mood.wishes for run in runs(candidate, document))


def _wishes(candidate: Candidate, evidence: Evidence) -> bool:
    return runs(candidate, evidence.documents[candidate.first.document_id])[0].mood.wishes


def _same_chapter(candidate: Candidate, chosen: Candidate) -> bool:
    """Under one heading, or under the heading that 'Onze voorstellen' stands below."""
    one, other = candidate.first.block.heading, chosen.first.block.heading
    above = one[: len(other)] == other or other[: len(one)] == one
    return (
        candidate.first.document_id == chosen.first.document_id and bool(one) and above and len(one) >= len(other) - 1
    )
