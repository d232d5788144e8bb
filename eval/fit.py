"""Fits what qa/policy.py holds, on the develop part of the gold: `python -m eval.fit` prints the numbers to put there.

It never sees the untouched part. Weights: a softmax over the candidates of a question has to put its mass on those that
touch the evidence (ListNet's top-one likelihood: Cao et al. 2007). Calibration: logistic regression on the same
signals that `qa.silence` looks at, every question judged by a model that was fitted without it.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.load import GOLD, load_gold
from eval.question import GoldQuestion
from eval.words import touches
from index import Index, load_index, open_encoder
from qa import Assistant, Policy, Turn
from qa.policy import Weights

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """The candidates of one question: features (n, f), and which of them touch the evidence (n,)."""

    gold: GoldQuestion
    features: Matrix
    right: NDArray[np.bool_]


def samples(assistant: Assistant, gold: Sequence[GoldQuestion]) -> list[Sample]:
    """One sample for every answerable question whose evidence is among its candidates."""
    found = []
    for question in gold:
        turns = [Turn(role, content) for role, content in question.history]
        candidates = assistant.candidates(question.question, turns)
        rows = [[getattr(c.features, name) for name in Weights.__slots__] for c in candidates]
        right = [any(touches(c.quote, e.quote) for e in question.evidence) for c in candidates]
        if any(right):
            found.append(Sample(question, np.array(rows), np.array(right)))
    return found


def fit_weights(found: Sequence[Sample], start: Weights, pull: float = 0.02) -> Weights:
    """The weights that make the evidence most likely; `pull` draws them to where they started."""
    origin = np.array([getattr(start, name) for name in Weights.__slots__])
    solved = minimize(_loss, origin, args=(found, origin, pull), jac=True, method="L-BFGS-B")
    return Weights(*[round(float(w), 2) for w in solved.x])


def _loss(weights: Matrix, found: Sequence[Sample], origin: Matrix, pull: float) -> tuple[float, Matrix]:
    loss, slope = 0.0, np.zeros_like(weights)
    for sample in found:
        scores = sample.features @ weights
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        mass = chances[sample.right].sum()
        loss -= float(np.log(mass + 1e-12))
        target = np.where(sample.right, chances, 0) / (mass + 1e-12)
        slope += sample.features.T @ (chances - target)
    away = weights - origin
    return loss / len(found) + pull * float(away @ away), slope / len(found) + 2 * pull * away


def first_right(found: Sequence[Sample], weights: Weights) -> float:
    """Share of the questions whose best candidate touches the evidence."""
    values = np.array([getattr(weights, name) for name in Weights.__slots__])
    return float(np.mean([sample.right[int(np.argmax(sample.features @ values))] for sample in found]))


def crossed(found: Sequence[Sample], start: Weights, folds: int = 5) -> float:
    """`first_right` on questions that the weights were not fitted on."""
    parts = [found[n::folds] for n in range(folds)]
    rest = [[s for m, part in enumerate(parts) if m != n for s in part] for n in range(folds)]
    right = [
        first_right(part, fit_weights(others, start)) * len(part) for part, others in zip(parts, rest, strict=True)
    ]
    return sum(right) / len(found)


def main() -> int:
    """Prints what it found; changes nothing."""
    index = load_index(Path("index/store"), open_encoder())
    return _report(index)


def _report(index: Index) -> int:
    develop = [q for q in load_gold(GOLD, index.documents) if q.split == "develop"]
    policy = Policy()
    assistant = Assistant(index, policy=policy)
    found = samples(assistant, [q for q in develop if q.answerable])
    fitted = fit_weights(found, policy.weights)
    print(f"{len(found)} questions; best candidate right: {first_right(found, policy.weights):.3f} as it stands,")
    print(
        f"{crossed(found, policy.weights):.3f} fitted (5 folds), {first_right(found, fitted):.3f} on what it was fitted on"
    )
    print(fitted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
