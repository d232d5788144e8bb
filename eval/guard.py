"""Which figures may not fall, in one place; how a fall is told is `eval.difference`'s."""

from dataclasses import dataclass

from eval.summary import (
    CITATION_PRECISION,
    CITATION_RECALL,
    CORRECT,
    MEASURES,
    MRR,
    RECALL_5,
    REFUSED,
    VERIFIED,
    Measure,
)


@dataclass(frozen=True, slots=True)
class Guard:
    measure: Measure
    lower_is_better: bool = False
    promise: bool = False  # any fall counts: it holds always, or it is no promise


def _named(name: str) -> Measure:
    return next(measure for measure in MEASURES if measure.name == name)


GUARDED = (
    Guard(VERIFIED),
    Guard(_named("refused when it should")),
    Guard(_named("refused when it should not"), lower_is_better=True),
    Guard(_named("citations verbatim"), promise=True),
    Guard(CITATION_PRECISION),
    Guard(CITATION_RECALL),
    Guard(RECALL_5),
)
COMPARED = (*(guard.measure for guard in GUARDED), CORRECT, MRR, REFUSED)  # in the order in which they are shown
MOVED = (VERIFIED, RECALL_5)  # told by type, and question by question
