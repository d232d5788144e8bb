"""How sure a figure is: 95% intervals; it does not know what the figures measure."""

from collections.abc import Sequence
from math import sqrt

import numpy as np

Interval = tuple[float, float]
_Z = 1.959964  # the normal quantile for 95%


def wilson(successes: float, n: int) -> Interval:
    """The score interval of a proportion (Wilson, JASA 22, 1927); (0, 1) when nothing was seen."""
    if not n:
        return 0.0, 1.0
    share, weight = successes / n, _Z**2 / n
    centre = (share + weight / 2) / (1 + weight)
    half = _Z / (1 + weight) * sqrt(share * (1 - share) / n + weight / (4 * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def bootstrap(values: Sequence[float], resamples: int = 2000) -> Interval:
    """The percentile interval of a mean (Efron, Annals of Statistics 7, 1979); the same values give the same one."""
    if not values:
        return 0.0, 0.0
    draw = np.random.default_rng(len(values))
    sample = np.asarray(values, dtype=float)[draw.integers(len(values), size=(resamples, len(values)))]
    low, high = np.percentile(sample.mean(axis=1), [2.5, 97.5])
    return float(low), float(high)
