"""How far a predicted chance can be trusted: chance beside share right, Brier score, and what silence costs.

It does not know how a chance came about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from eval.judge import Outcome

BINS = 5
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


def predicted(outcomes: Iterable[Outcome]) -> tuple[list[float], list[bool]]:
    """The chances that were given, and whether those questions have an answer in the documents."""
    seen = [(o.answer.chance, o.gold.answerable) for o in outcomes if o.answer and o.answer.chance is not None]
    return [chance for chance, _ in seen], [right for _, right in seen]
