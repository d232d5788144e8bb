"""A run as a report shows it: counts, figures, curves, bins, a grid, the worst answers, what another run changed.

It does not know words or colours. The untouched split is only counted here: no question of it leaves this module.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any  # JSON: what a saved run says of itself

from eval.attribution import Fault, FaultKind
from eval.difference import Difference, difference, pairs_of
from eval.intervals import Interval, wilson
from eval.judge import Outcome
from eval.question import DEVELOP, SEARCH, UNTOUCHED, GoldQuestion, enough_to_show
from eval.record import Run, Told
from eval.reliability import Bin, answered, brier, curve, predicted, reliability
from eval.scored import sheet_of
from eval.summary import BRIEF, CORRECT, GROUPS, VERIFIED, Figure, by_document, by_split, by_type, figure, figures
from eval.verdict import GOOD, Failure, Stage, Verdict, failure, severity, stage, verdict

WORST = 20
_FORBIDDEN = FaultKind.FORBIDDEN  # shown with the answers that hold it
_FEWEST = 20  # answers at which the risk of a curve begins: that of three answers says nothing
_POINTS = 60  # of a curve
_BARS = 15

_GIVEN = (
    Verdict.VERIFIED, Verdict.UNCITED, Verdict.PARTLY, Verdict.WRONG, Verdict.FORBIDDEN, Verdict.INVENTED,
)  # fmt: skip

Judged = tuple[Outcome, Told | None]


@dataclass(frozen=True, slots=True)
class Point:
    """What happens when only the surest answers are given."""

    coverage: float  # share of the answers given that is still given; what crashed is among them, and last
    risk: float  # share of those that is not verified
    low: float  # 95% interval of the risk (Wilson)
    high: float
    bar: float  # how sure the least sure of them is


@dataclass(frozen=True, slots=True)
class Bar:
    low: float
    high: float  # infinite for the last, where some exceed it
    n: int


@dataclass(frozen=True, slots=True)
class Portion:
    """Some questions of a run."""

    name: str
    n: int
    answerable: int  # those of which an answer is wanted; searches are in neither
    unanswerable: int
    verdicts: Mapping[Verdict, int]
    stages: Mapping[Stage, int]
    figures: tuple[Figure, ...]
    risk: tuple[Point, ...] = ()
    bins: tuple[tuple[Bin, Interval], ...] = ()  # with Wilson's interval of the share
    brier: float | None = None

    def share(self, *wanted: Verdict) -> Figure:
        """How many of the questions that these verdicts are about, with Wilson's interval."""
        n = self.unanswerable if set(wanted) <= {Verdict.SILENT, Verdict.INVENTED} else self.answerable
        found = sum(self.verdicts.get(one, 0) for one in wanted)
        low, high = wilson(found, n)
        return Figure("", found / n if n else None, low, high, n)

    @property
    def given(self) -> int:
        """How many questions got an answer, right or wrong."""
        return sum(self.verdicts.get(one, 0) for one in _GIVEN)

    @property
    def precision(self) -> Figure:
        """How many of the answers that were given are verified: what somebody who gets one can count on."""
        right = self.verdicts.get(Verdict.VERIFIED, 0)
        low, high = wilson(right, self.given)
        return Figure("", right / self.given if self.given else None, low, high, self.given)

    def figure(self, name: str) -> Figure:
        return next((one for one in self.figures if one.name == name), Figure(name, None, None, None, 0))


@dataclass(frozen=True, slots=True)
class Change:
    """What another run gained and lost; the questions are those of the develop split."""

    name: str  # of the other run
    about: Mapping[str, Any]
    pairs: int
    differences: tuple[tuple[str, Difference], ...]
    gained: tuple[GoldQuestion, ...]
    lost: tuple[GoldQuestion, ...]
    hidden: tuple[int, int]  # gained and lost in the untouched split


@dataclass(frozen=True, slots=True)
class Review:
    name: str
    about: Mapping[str, Any]
    whole: Portion
    splits: tuple[Portion, ...]
    types: tuple[tuple[Portion, Mapping[str, Portion]], ...]  # all of it, and by split
    documents: tuple[tuple[Portion, Mapping[str, Portion]], ...]
    grid: Mapping[tuple[str, str], Figure]  # (type, document): share verified
    seconds: tuple[Bar, ...]
    words: tuple[Bar, ...]
    worst: tuple[Failure, ...]  # of the develop split
    failed: int  # of the develop split
    faults: tuple[tuple[GoldQuestion, Fault], ...]  # errors of attribution in answers of the develop split
    measures: Mapping[str, tuple[str, ...]]  # their names, by group
    change: Change | None = None


def review(run: Run, before: Run | None = None) -> Review:
    """`before`: a run to hold it against."""
    outcomes = run.outcomes
    told = run.told or (None,) * len(outcomes)
    judged = tuple(zip(outcomes, told, strict=True))
    develop = [one for one in judged if one[0].gold.split != UNTOUCHED]
    failed = [one for one in _with_answers(develop) if verdict(*one) not in GOOD]
    known = run.measured
    return Review(
        name=run.name,
        about=run.about,
        whole=_part("", judged, known, curves=True),
        splits=_splits(judged, known),
        types=_groups(judged, by_type(outcomes)),
        documents=_groups(judged, by_document(outcomes)),
        grid=_grid(outcomes),
        seconds=histogram([one.seconds for one in outcomes if not one.error]),
        words=histogram([float(one.scores.words) for one in outcomes if one.scores.words is not None]),
        worst=tuple(failure(*one) for one in sorted(failed, key=lambda one: severity(*one))[:WORST]),
        failed=len(failed),
        faults=tuple((o.gold, fault) for o, _ in develop for fault in o.scores.faults if fault.kind is not _FORBIDDEN),
        measures={name: tuple(measure.name for measure in group) for name, group in GROUPS.items()},
        change=_change(before, run) if before else None,
    )


def risk_curve(outcomes: Sequence[Outcome]) -> tuple[Point, ...]:
    """Risk and coverage as fewer answers are given, the surest first: the curve of which the table has the area.

    Answers of the same chance are given together or not at all, so it has no point between them.
    """
    chances, right = answered(outcomes)
    ranked, points = sorted(chances, reverse=True), []
    for coverage, risk in curve(chances, right):
        count = round(coverage * len(ranked))
        if count >= min(_FEWEST, len(ranked)):
            points.append(Point(coverage, risk, *wilson(risk * count, count), ranked[count - 1]))
    return _thinned(points)


def histogram(values: Sequence[float]) -> tuple[Bar, ...]:
    """Some fifteen bars of a round width at most, and one for the slowest or longest hundredth beyond."""
    if not values:
        return ()
    usual = sorted(values)[-(-len(values) * 99 // 100) - 1]
    width = _round_width(usual / _BARS)
    count = max(1, math.floor(usual / width) + 1)
    at = Counter(min(count, math.floor(value / width)) for value in values)
    bars = [Bar(i * width, (i + 1) * width, at[i]) for i in range(count)]
    return (*bars, Bar(count * width, math.inf, at[count])) if at[count] else tuple(bars)


def _splits(judged: Sequence[Judged], known: frozenset[str]) -> tuple[Portion, ...]:
    found = by_split(outcome for outcome, _ in judged)
    names = [name for name in (DEVELOP, UNTOUCHED) if name in found]
    names += [name for name in found if name not in names]
    return tuple(
        _part(name, [one for one in judged if one[0].gold.split == name], known, curves=True) for name in names
    )


def _groups(
    judged: Sequence[Judged], groups: Mapping[str, Sequence[Outcome]]
) -> tuple[tuple[Portion, Mapping[str, Portion]], ...]:
    """Each group whole and by split, the weakest first; not of so few untouched questions that it tells of each."""
    told = {id(outcome): answer for outcome, answer in judged}
    found = []
    for name, group in groups.items():
        splits = by_split(group)
        shown = {split: some for split, some in splits.items() if enough_to_show(o.gold.split for o in some)}
        parts = {split: _part(split, [(o, told[id(o)]) for o in some]) for split, some in shown.items()}
        found.append((_part(name, [(o, told[id(o)]) for o in group]), parts))
    return tuple(sorted(found, key=lambda one: one[0].figures[0].value or 0.0))


def _part(name: str, judged: Sequence[Judged], known: frozenset[str] = frozenset(), *, curves: bool = False) -> Portion:
    outcomes = [outcome for outcome, _ in judged]
    wanted = _with_answers(judged)
    verdicts = Counter(verdict(*one) for one in wanted)
    stages = Counter(stage(outcome) for outcome, told in wanted if verdict(outcome, told) not in GOOD)
    answerable = sum(outcome.gold.answerable for outcome, _ in wanted)
    counts = (name, len(judged), answerable, len(wanted) - answerable, verdicts, stages)
    if not curves:
        return Portion(*counts, (figure(VERIFIED, outcomes),))
    chances, right = predicted(outcomes)
    bins = tuple((one, wilson(one.right * one.n, one.n)) for one in reliability(chances, right))
    found = (risk_curve(outcomes), bins, brier(chances, right))
    return Portion(*counts, _figures(outcomes, known), *found)


def _with_answers(judged: Sequence[Judged]) -> list[Judged]:
    """A search has none: it is judged by what is found alone."""
    return [one for one in judged if one[0].gold.type != SEARCH]


def _figures(outcomes: Sequence[Outcome], known: frozenset[str]) -> tuple[Figure, ...]:
    """An older run did not look for errors of attribution: that it holds none says nothing."""
    unseen = {measure.name for measure in GROUPS["attribution"]} if "faults" not in known else set[str]()
    found = figures(outcomes)
    return tuple(Figure(one.name, None, None, None, 0) if one.name in unseen else one for one in found)


def _thinned(points: Sequence[Point]) -> tuple[Point, ...]:
    """Evenly spread ones of many, the last one among them."""
    step = max(1, math.ceil(len(points) / _POINTS))
    return tuple(reversed(points[::-1][::step]))


def _round_width(least: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is not smaller."""
    if least <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= least * 0.999)


def _grid(outcomes: Sequence[Outcome]) -> dict[tuple[str, str], Figure]:
    """Of develop alone where there are too few untouched questions to show a figure of those."""
    found = {
        (kind, document): [*_enough(group)]
        for kind, some in by_type(outcomes).items()
        for document, group in by_document(some).items()
    }
    return {place: figure(VERIFIED, group) for place, group in found.items() if group}


def _enough(group: Sequence[Outcome]) -> Iterator[Outcome]:
    untouched = enough_to_show(o.gold.split for o in group if o.gold.split == UNTOUCHED)
    return (outcome for outcome in group if untouched or outcome.gold.split != UNTOUCHED)


def _change(before: Run, after: Run) -> Change:
    pairs = tuple(pairs_of(sheet_of(before).questions, sheet_of(after).questions))
    seen = [(measure.name, difference(measure.name, pairs)) for measure in BRIEF if measure is not CORRECT]
    gold = {outcome.gold.id: outcome.gold for outcome in after.outcomes}
    both = [(a, b) for a, b in pairs if VERIFIED.name in a.values and VERIFIED.name in b.values]
    gained = [gold[b.id] for a, b in both if b.values[VERIFIED.name] > a.values[VERIFIED.name]]
    lost = [gold[b.id] for a, b in both if b.values[VERIFIED.name] < a.values[VERIFIED.name]]
    hidden = len(gained) - len(_shown(gained)), len(lost) - len(_shown(lost))
    found = tuple((name, one) for name, one in seen if one)
    return Change(before.name, before.about, len(pairs), found, _shown(gained), _shown(lost), hidden)


def _shown(gold: Sequence[GoldQuestion]) -> tuple[GoldQuestion, ...]:
    return tuple(question for question in gold if question.split != UNTOUCHED)
