"""How sure a figure is: 95% intervals; it does not know what the figures measure."""

from collections.abc import Callable, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Interval = tuple[float, float]
Rows = NDArray[np.float64]
_Z = 1.959964  # the normal quantile for 95%


def wilson(successes: float, n: int) -> Interval:
    """The score interval of a proportion (Wilson, JASA 22, 1927); (0, 1) when nothing was seen."""
    if not n:
        return 0.0, 1.0
    share, weight = successes / n, _Z**2 / n
    centre = (share + weight / 2) / (1 + weight)
    half = _Z / (1 + weight) * sqrt(share * (1 - share) / n + weight / (4 * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def clustered(groups: Sequence[Sequence[float]]) -> Interval:
    """Of the share of yes among all, where a question brings several: the questions are drawn (Field and Welsh, JRSS B
    69, 2007). Where all say the same there is nothing to draw between: then Wilson's, each question counted once.
    """
    counts = np.array([(sum(group), len(group)) for group in groups], dtype=float).reshape(-1, 2)
    yes, n = counts.sum(axis=0)
    if yes in (0, n):
        return wilson(len(groups) if yes else 0, len(groups))
    return bootstrap(counts, lambda samples: samples[..., 0].sum(axis=1) / samples[..., 1].sum(axis=1))


def bootstrap(
    values: Sequence[float] | Rows, statistic: Callable[[Rows], Rows] | None = None, resamples: int = 2000
) -> Interval:
    """The percentile interval of a mean (Efron, Annals of Statistics 7, 1979); the same values give the same one.

    A statistic of another kind takes many samples at once, (resamples, observations, ...) -> (resamples,); an
    observation may be a row of numbers.
    """
    if not len(values):
        return 0.0, 0.0
    draw = np.random.default_rng(len(values))
    samples = np.asarray(values, dtype=float)[draw.integers(len(values), size=(resamples, len(values)))]
    found = statistic(samples) if statistic else samples.mean(axis=1)
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)
