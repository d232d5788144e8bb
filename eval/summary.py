"""Many outcomes in a few figures, each with its interval; it does not know how they are shown.

A measure is a value: a name, what it observes of one outcome (nothing where it does not apply, several where it
counts citations), and how observations become one figure.
"""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from eval.intervals import bootstrap, wilson
from eval.judge import Outcome


class Kind(Enum):
    PROPORTION = "share of yes among yes and no"  # with Wilson's interval
    MEAN = "mean"  # with a bootstrap interval
    MEDIAN = "median"
    P95 = "95th percentile"


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    kind: Kind
    observe: Callable[[Outcome], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: float | None  # None: nothing to measure
    low: float | None  # 95% interval, where there is one
    high: float | None
    n: int  # observations


def _when(answerable: bool, observe: Callable[[Outcome], float]) -> Callable[[Outcome], tuple[float, ...]]:
    return lambda outcome: (observe(outcome),) if outcome.gold.answerable is answerable else ()


def _given(field: str) -> Callable[[Outcome], tuple[float, ...]]:
    """The score of that name, where it applies."""

    def observe(outcome: Outcome) -> tuple[float, ...]:
        value = getattr(outcome.scores, field)
        return () if value is None else (float(value),)

    return observe


def _each_citation(outcome: Outcome) -> tuple[float, ...]:
    exact = outcome.scores.verbatim
    return (1.0,) * exact + (0.0,) * (outcome.scores.citations - exact)


def _near_miss(outcome: Outcome) -> tuple[float, ...]:
    return (float(outcome.scores.correct),) if outcome.gold.near_miss else ()


def _seconds(outcome: Outcome) -> tuple[float, ...]:
    return (outcome.seconds,)


VERIFIED = Measure("verified", Kind.PROPORTION, _given("verified"))
CORRECT = Measure("correct", Kind.PROPORTION, _given("correct"))
RECALL_5 = Measure("recall@5", Kind.MEAN, _given("recall_5"))
MRR = Measure("MRR@10", Kind.MEAN, _given("reciprocal_rank"))
CITATION_PRECISION = Measure("citation precision", Kind.MEAN, _given("citation_precision"))
CITATION_RECALL = Measure("citation recall", Kind.MEAN, _given("citation_recall"))
REFUSED = Measure("refused", Kind.PROPORTION, _given("abstained"))

MEASURES = (
    VERIFIED,
    Measure("verified, answerable", Kind.PROPORTION, _when(True, lambda o: o.scores.verified)),
    Measure("key facts correct", Kind.PROPORTION, _when(True, lambda o: o.scores.correct)),
    Measure("key facts found", Kind.MEAN, _given("key_facts")),
    Measure("facts in first 60 words", Kind.PROPORTION, _given("early")),
    Measure("feit in first 25 words", Kind.PROPORTION, _given("at_once")),
    Measure("refused when it should", Kind.PROPORTION, _when(False, lambda o: o.scores.correct)),
    Measure("near misses refused", Kind.PROPORTION, _near_miss),
    Measure("refused when it should not", Kind.PROPORTION, _when(True, lambda o: o.scores.abstained)),
    Measure("recall@1", Kind.MEAN, _given("recall_1")),
    Measure("recall@3", Kind.MEAN, _given("recall_3")),
    RECALL_5,
    Measure("recall@10", Kind.MEAN, _given("recall_10")),
    MRR,
    CITATION_PRECISION,
    CITATION_RECALL,
    Measure("citations verbatim", Kind.PROPORTION, _each_citation),
    Measure("words, median", Kind.MEDIAN, _given("words")),
    Measure("seconds, median", Kind.MEDIAN, _seconds),
    Measure("seconds, p95", Kind.P95, _seconds),
)

BRIEF = (VERIFIED, CORRECT, RECALL_5, MRR, CITATION_PRECISION, CITATION_RECALL, REFUSED)


def figure(measure: Measure, outcomes: Iterable[Outcome]) -> Figure:
    observed = [value for outcome in outcomes for value in measure.observe(outcome)]
    if not observed:
        return Figure(measure.name, None, None, None, 0)
    if measure.kind is Kind.PROPORTION:
        low, high = wilson(sum(observed), len(observed))
    elif measure.kind is Kind.MEAN:
        low, high = bootstrap(observed)
    else:
        return Figure(measure.name, _quantile(measure.kind, observed), None, None, len(observed))
    return Figure(measure.name, statistics.fmean(observed), low, high, len(observed))


def figures(outcomes: Sequence[Outcome], measures: Sequence[Measure] = MEASURES) -> tuple[Figure, ...]:
    return tuple(figure(measure, outcomes) for measure in measures)


def by_type(outcomes: Iterable[Outcome]) -> dict[str, tuple[Outcome, ...]]:
    return _grouped(outcomes, lambda outcome: (outcome.gold.type,))


def by_document(outcomes: Iterable[Outcome]) -> dict[str, tuple[Outcome, ...]]:
    """An outcome counts under every document that holds required evidence; an unanswerable question under none."""
    return _grouped(outcomes, lambda o: sorted({e.document for e in o.gold.evidence if not e.alternative}))


def by_split(outcomes: Iterable[Outcome]) -> dict[str, tuple[Outcome, ...]]:
    return _grouped(outcomes, lambda outcome: (outcome.gold.split,))


def _grouped(outcomes: Iterable[Outcome], keys: Callable[[Outcome], Iterable[str]]) -> dict[str, tuple[Outcome, ...]]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        for key in keys(outcome):
            groups.setdefault(key, []).append(outcome)
    return {key: tuple(group) for key, group in groups.items()}


def _quantile(kind: Kind, observed: Sequence[float]) -> float:
    """The median, or the smallest observation that at least 95% do not exceed (nearest rank)."""
    if kind is Kind.MEDIAN:
        return statistics.median(observed)
    return sorted(observed)[-(-len(observed) * 95 // 100) - 1]
