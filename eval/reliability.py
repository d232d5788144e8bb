"""How far a predicted chance can be trusted: chance beside share right, Brier score, ECE, and what silence costs.

It does not know how a chance came about. Two things can be asked of it, and they are kept apart: is it the share of
questions that have an answer in the documents (`predicted`: Brier, ECE, reliability), and does it put the answers that
are right before those that are wrong (`answered`: risk and coverage)?

Functions that end in `_of` take many samples of questions at once, (samples, questions, chance and right), for
`eval.intervals.bootstrap`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from eval.intervals import Rows
from eval.judge import Outcome
from eval.question import SEARCH

BINS = 5
RISK = 0.05  # share of wrong answers that is still borne
BARS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of about the same chance."""

    chance: float  # mean
    right: float  # share
    n: int


@dataclass(frozen=True, slots=True)
class Point:
    """What happens when only chances of at least `bar` are answered."""

    bar: float
    coverage: float  # share of all that is answered
    risk: float  # share of what is answered that is wrong; 0 where nothing is
    lost: float  # share of the right ones that is refused


def reliability(chances: Sequence[float], right: Sequence[bool], bins: int = BINS) -> tuple[Bin, ...]:
    """Bins of equal size, the smallest chances first (DeGroot and Fienberg 1983)."""
    pairs = sorted(zip(chances, right, strict=True))
    edges = [len(pairs) * at // bins for at in range(bins + 1)]
    parts = (pairs[first:last] for first, last in pairwise(edges))
    return tuple(_bin(part) for part in parts if part)


def _bin(pairs: Sequence[tuple[float, bool]]) -> Bin:
    n = len(pairs)
    return Bin(sum(chance for chance, _ in pairs) / n, sum(right for _, right in pairs) / n, n)


def brier(chances: Sequence[float], right: Sequence[bool]) -> float | None:
    """Mean squared distance of chance and outcome, 0 is perfect (Brier 1950); None of nothing."""
    if not chances:
        return None
    return sum((chance - one) ** 2 for chance, one in zip(chances, right, strict=True)) / len(chances)


def risk_coverage(chances: Sequence[float], right: Sequence[bool], bars: Sequence[float] = BARS) -> tuple[Point, ...]:
    """Of every bar what it answers and what it gets wrong (El-Yaniv and Wiener 2010)."""
    return tuple(_point(bar, chances, right) for bar in bars) if chances else ()


def _point(bar: float, chances: Sequence[float], right: Sequence[bool]) -> Point:
    answered = [one for chance, one in zip(chances, right, strict=True) if chance >= bar]
    wrong = len(answered) - sum(answered)
    lost = 1 - sum(answered) / sum(right) if any(right) else 0.0
    return Point(bar, len(answered) / len(chances), wrong / len(answered) if answered else 0.0, lost)


def curve(chances: Sequence[float], right: Sequence[bool]) -> tuple[tuple[float, float], ...]:
    """(coverage, risk) of every chance as the bar, the highest first (El-Yaniv and Wiener, JMLR 11, 2010)."""
    if not chances:
        return ()
    risk, ends = _risks(_rows(chances, right))
    return tuple(((at + 1) / len(chances), float(risk[0, at])) for at in np.flatnonzero(ends[0]))


def aurc(chances: Sequence[float], right: Sequence[bool]) -> float | None:
    """Area under the risk-coverage curve, 0 is perfect (Geifman and El-Yaniv, NeurIPS 2017); None of nothing.

    The mean, over the questions, of the risk at which each is answered. Of equal chances all are or none, so each has
    the risk of them all.
    """
    return float(aurc_of(_rows(chances, right))[0]) if chances else None


def coverage_at(chances: Sequence[float], right: Sequence[bool], risk: float = RISK) -> float | None:
    """The largest coverage of which the risk is not larger (Geifman and El-Yaniv 2017); 0 where every bar has more."""
    return float(coverage_of(_rows(chances, right), risk)[0]) if chances else None


def ece(chances: Sequence[float], right: Sequence[bool], bins: int = BINS) -> float | None:
    """Expected calibration error: mean distance of chance and share right over the bins of `reliability`, by size.

    (Naeini, Cooper and Hauskrecht, AAAI 2015; bins of equal size as Nguyen and O'Connor, EMNLP 2015.) None of nothing.
    """
    return float(ece_of(_rows(chances, right), bins)[0]) if chances else None


def aurc_of(samples: Rows) -> Rows:
    risk, ends = _risks(samples)
    at = np.where(ends, np.arange(ends.shape[1]), ends.shape[1])
    next_end = np.minimum.accumulate(at[:, ::-1], axis=1)[:, ::-1]
    found: Rows = np.take_along_axis(risk, next_end, axis=1).mean(axis=1)
    return found


def coverage_of(samples: Rows, most: float = RISK) -> Rows:
    risk, ends = _risks(samples)
    covered = np.arange(1, risk.shape[1] + 1) / risk.shape[1]
    found: Rows = np.where(ends & (risk <= most), covered, 0.0).max(axis=1)
    return found


def ece_of(samples: Rows, bins: int = BINS) -> Rows:
    order = np.lexsort((samples[..., 1], samples[..., 0]), axis=1)
    apart = np.take_along_axis(samples[..., 0] - samples[..., 1], order, axis=1)
    starts = sorted({apart.shape[1] * at // bins for at in range(bins)})
    found: Rows = np.abs(np.add.reduceat(apart, starts, axis=1)).sum(axis=1) / apart.shape[1]
    return found


def brier_of(samples: Rows) -> Rows:
    found: Rows = ((samples[..., 0] - samples[..., 1]) ** 2).mean(axis=1)
    return found


def _rows(chances: Sequence[float], right: Sequence[bool]) -> Rows:
    return np.array([list(zip(chances, right, strict=True))], dtype=float)


def _risks(samples: Rows) -> tuple[Rows, NDArray[np.bool_]]:
    """The highest chance first: the share wrong up to each place, and where the next chance is a lower one."""
    order = np.argsort(-samples[..., 0], axis=1, kind="stable")
    chance, right = (np.take_along_axis(samples[..., part], order, axis=1) for part in (0, 1))
    places = np.arange(1, chance.shape[1] + 1)
    ends = np.ones(chance.shape, dtype=bool)
    ends[:, :-1] = chance[:, :-1] != chance[:, 1:]
    return np.cumsum(1 - right, axis=1) / places, ends


def predicted(outcomes: Iterable[Outcome]) -> tuple[list[float], list[bool]]:
    """The chances that were given, and whether those questions have an answer in the documents."""
    seen = [(o.scores.chance, o.gold.answerable) for o in _with_answers(outcomes) if o.scores.chance is not None]
    return [chance for chance, _ in seen], [right for _, right in seen]


def answered(outcomes: Iterable[Outcome]) -> tuple[list[float], list[bool]]:
    """How sure the answers are that were given, and whether those are verified; a crash is wrong and comes last.

    Of who only gives the chance of an answer, that chance.
    """
    given = [
        (0.0 if o.error else o.scores.chance if o.scores.sure is None else o.scores.sure, o.scores.verified)
        for o in _with_answers(outcomes)
        if o.error or (not o.scores.abstained and o.scores.chance is not None)
    ]
    return [chance or 0.0 for chance, _ in given], [right for _, right in given]


def _with_answers(outcomes: Iterable[Outcome]) -> Iterable[Outcome]:
    """Of a search no answer is judged."""
    return (outcome for outcome in outcomes if outcome.gold.type != SEARCH)
