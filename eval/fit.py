"""Fits the chance that a question is answered, on the develop part of the gold: `python -m eval.fit`.

It prints the numbers for `Calibration` in qa/policy.py and changes nothing; it never sees the untouched part. What the
assistant refuses for certain (an unknown name, a missing figure) is left out: the model judges the rest. Reliability is
measured on questions that the model was not fitted on.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from eval.load import GOLD, load_gold
from eval.question import GoldQuestion
from index import load_index, open_encoder
from qa import Assistant, Signals, Turn

STRENGTH = 2.0  # of the fit against keeping every weight small (scikit-learn's C)
FOLDS = 8
BINS = 5

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    gold: GoldQuestion
    signals: Signals


def samples(assistant: Assistant, gold: Sequence[GoldQuestion]) -> tuple[list[Sample], int]:
    """The questions that are left to the model, and how many unanswerable ones were refused before it."""
    left, refused = [], 0
    for question in gold:
        turns = [Turn(role, content) for role, content in question.history]
        seen = assistant.signals(question.question, turns)
        if seen is not None:
            left.append(Sample(question, seen))
        else:
            refused += not question.answerable
    return left, refused


def matrix(found: Sequence[Sample]) -> tuple[Matrix, NDArray[np.bool_]]:
    names = [field.name for field in fields(Signals)]
    rows = [[getattr(sample.signals, name) for name in names] for sample in found]
    return np.array(rows), np.array([sample.gold.answerable for sample in found])


def reliability(chances: Matrix, right: NDArray[np.bool_]) -> str:
    """Mean chance beside the share that was answerable, in equally filled bins."""
    order = np.argsort(chances)
    parts = np.array_split(order, BINS)
    return "\n".join(f"  {chances[p].mean():.2f} {right[p].mean():.2f}  ({len(p)})" for p in parts)


def operating_points(chances: Matrix, right: NDArray[np.bool_], refused: int) -> str:
    """For some thresholds: answerable questions refused, unanswerable ones refused (before it and by it)."""
    wrong = int((~right).sum()) + refused
    lines = []
    for bar in (0.4, 0.45, 0.5, 0.55, 0.6, 0.65):
        lost = float((chances[right] < bar).mean())
        caught = (int((chances[~right] < bar).sum()) + refused) / wrong
        lines.append(f"  {bar:.2f}: {lost:.3f} of the answerable refused, {caught:.3f} of the unanswerable")
    return "\n".join(lines)


def main() -> int:
    index = load_index(Path("index/store"), open_encoder())
    develop = [q for q in load_gold(GOLD, index.documents) if q.split == "develop"]
    found, refused = samples(Assistant(index), develop)
    rows, right = matrix(found)
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    chances = cross_val_predict(model, rows, right, cv=folds, method="predict_proba")[:, 1]
    model.fit(rows, right)
    print(f"{len(found)} questions, {int((~right).sum())} unanswerable; {refused} more were refused for certain")
    print(f"    bias: float = {model.intercept_[0]:.2f}")
    for field, weight in zip(fields(Signals), model.coef_[0], strict=True):
        print(f"    {field.name}: float = {weight:.2f}")
    print("chance, share answerable (cross-validated)\n" + reliability(chances, right))
    print("threshold\n" + operating_points(chances, right, refused))
    return 0


if __name__ == "__main__":
    sys.exit(main())
