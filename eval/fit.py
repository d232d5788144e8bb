"""Fits the chance that a question is answered, on the develop part of the gold: `python -m eval.fit [INDEX FOLDER]`.

It prints the `Calibration` of qa/policy.py, ready to paste, and the `Rightness` below it: the same signals, fitted on
whether the answers that were given are verified. It changes nothing. It is fitted on the develop part and
judged twice: on folds of it that were left out, and by totals on the untouched part, of which it prints no question.
The weights rest on every question for which something was weighed, also where the assistant refuses for certain (an
unknown name, a missing figure): those are the near misses, and the chance has to see through the ones that no rule
knows. The bias then rests on the questions that are left to the chance, and so do the figures. A slope of its own for
these (Platt 1999) was sure of too much on questions that nobody had tuned for.
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
from eval.measures import score
from eval.question import DEVELOP, UNTOUCHED, GoldQuestion
from eval.reliability import aurc, brier, ece, reliability, risk_coverage
from eval.table import number, table
from index import load_index, open_encoder
from qa import Assistant, Signals, Turn

STRENGTH = 1.0  # of the fit against keeping every weight small (scikit-learn's C)
SURENESS = 3.0  # the same of the fit on what is right: 0.1 to 3 had the areas 0.136, 0.129, 0.120 and 0.116
FOLDS = 8
STORE = Path("index/store")

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Samples:
    """The questions of one part, a row each; those for which nothing was weighed are only counted."""

    rows: Matrix
    right: NDArray[np.bool_]  # answerable
    left: NDArray[np.bool_]  # to the chance: not refused for certain
    unweighed: int  # unanswerable, refused before anything was searched
    lost: int  # answerable, refused so or for certain

    @property
    def refused(self) -> int:
        """Unanswerable, refused without a chance."""
        return self.unweighed + int((~self.right & ~self.left).sum())


def samples(assistant: Assistant, gold: Sequence[GoldQuestion]) -> Samples:
    names = [field.name for field in fields(Signals)]
    rows, right, left, unweighed, lost = [], [], [], 0, 0
    for question in gold:
        seen = assistant.signals(question.question, [Turn(role, content) for role, content in question.history])
        if seen is not None:
            rows.append([getattr(seen[0], name) for name in names])
            right.append(question.answerable)
            left.append(not seen[1])
        lost += question.answerable and (seen is None or seen[1])
        unweighed += seen is None and not question.answerable
    return Samples(np.array(rows), np.array(right), np.array(left), unweighed, lost)


@dataclass(frozen=True, slots=True)
class Answered:
    """The questions that were answered by a chance, a row each."""

    rows: Matrix
    right: NDArray[np.bool_]  # verified
    chance: Matrix  # of any answer, as the assistant gave it


def answered(assistant: Assistant, gold: Sequence[GoldQuestion]) -> Answered:
    names = [field.name for field in fields(Signals)]
    rows, right, chances = [], [], []
    for question in gold:
        history = [Turn(role, content) for role, content in question.history]
        seen, answer = assistant.signals(question.question, history), assistant.ask(question.question, history)
        if seen is not None and answer.claims and answer.chance is not None:
            rows.append([getattr(seen[0], name) for name in names])
            right.append(score(question, answer, assistant.index.documents).verified)
            chances.append(answer.chance)
    return Answered(np.array(rows), np.array(right), np.array(chances))


@dataclass(frozen=True, slots=True)
class Model:
    bias: float
    weights: NDArray[np.float64]

    def chances(self, rows: Matrix) -> Matrix:
        return _chances(self.bias + rows @ self.weights)

    def __str__(self) -> str:
        """The fields of `Calibration`."""
        named = (("bias", self.bias), *zip((field.name for field in fields(Signals)), self.weights, strict=True))
        return "\n".join(f"    {name}: float = {weight:.2f}" for name, weight in named)


def fit(found: Samples) -> tuple[Model, Matrix]:
    """The model, and the chance of every question that is left to it, by weights that had not seen it."""
    plain = LogisticRegression(C=STRENGTH, max_iter=3000)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    splits = list(folds.split(found.rows, found.right))
    scores = cross_val_predict(plain, found.rows, found.right, cv=splits, method="decision_function")[found.left]
    shift = _shift(scores, found.right[found.left])
    plain.fit(found.rows, found.right)
    model = Model(float(plain.intercept_[0]) + shift, plain.coef_[0])
    return model, _chances(scores + shift)


def fit_right(given: Answered) -> tuple[Model, Matrix]:
    """The model of what is right, and what it says of every answer by weights that had not seen it."""
    plain = LogisticRegression(C=SURENESS, max_iter=3000)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    scores = cross_val_predict(plain, given.rows, given.right, cv=folds, method="decision_function")
    plain.fit(given.rows, given.right)
    return Model(float(plain.intercept_[0]), plain.coef_[0]), _chances(scores)


def ordered(name: str, sure: Matrix, given: Answered) -> str:
    """How well it puts right answers first: area under risk and coverage, risk of the surer half, and its ECE."""
    chances, right = [float(one) for one in sure], [bool(one) for one in given.right]
    half = np.argsort(-sure, kind="stable")[: len(sure) // 2]
    risk = 1 - float(given.right[half].mean())
    figures = (number(aurc(chances, right)), number(risk), number(ece(chances, right)))
    return f"{name}: AURC {figures[0]}, risk at half the answers {figures[1]}, ECE {figures[2]}"


def _shift(scores: Matrix, right: NDArray[np.bool_]) -> float:
    """What to add to these scores so that their mean chance is the share that is right; by halving."""
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if _chances(scores + middle).mean() > right.mean() else (middle, high)
    return low


def _chances(scores: Matrix) -> Matrix:
    return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float64)


def judged(chances: Matrix, found: Samples) -> str:
    """Brier score, reliability, and what every bar costs; refusals for certain are counted in."""
    chance, right = [float(c) for c in chances], [bool(r) for r in found.right[found.left]]
    curve = [(number(b.chance, 2), number(b.right, 2), str(b.n)) for b in reliability(chance, right)]
    answerable, wrong = sum(right) + found.lost, len(right) - sum(right) + found.refused
    costs = [
        (
            number(point.bar, 2),
            number(point.coverage, 2),
            number(point.risk),
            number((found.lost + point.lost * sum(right)) / answerable),
            number((found.refused + _below(point.bar, chance, right)) / wrong),
        )
        for point in risk_coverage(chance, right)
    ]
    return (
        f"Brier score {number(brier(chance, right), 4)}\n"
        + table(("chance", "share answerable", "n"), curve, left=0)
        + table(("bar", "coverage", "risk", "answerable refused", "unanswerable refused"), costs, left=0)
    )


def _below(bar: float, chances: Sequence[float], right: Sequence[bool]) -> int:
    return sum(chance < bar and not one for chance, one in zip(chances, right, strict=True))


def main() -> int:
    index = load_index(Path(sys.argv[1]) if len(sys.argv) > 1 else STORE, open_encoder())
    gold, assistant = load_gold(GOLD, index.documents), Assistant(index)
    develop, untouched = (samples(assistant, [q for q in gold if q.split == part]) for part in (DEVELOP, UNTOUCHED))
    model, chances = fit(develop)
    print(f"class Calibration:\n{model}\n")
    given = answered(assistant, [q for q in gold if q.split == DEVELOP])
    rightness, sure = fit_right(given)
    print(f"class Rightness(Calibration):\n{rightness}\n")
    print(f"{len(sure)} answers of {DEVELOP}, each by weights that had not seen it")
    print(f"{ordered('chance', given.chance, given)}\n{ordered('sure', sure, given)}\n")
    print(f"{_left(develop)} of {DEVELOP}, each judged by weights that had not seen it\n{judged(chances, develop)}")
    print(
        f"{_left(untouched)} of {UNTOUCHED}, totals\n{judged(model.chances(untouched.rows[untouched.left]), untouched)}"
    )
    return 0


def _left(found: Samples) -> str:
    return (
        f"{found.left.sum()} questions left to the chance, {(found.left & ~found.right).sum()} of them unanswerable; "
        f"refused before it: {found.refused} unanswerable, {found.lost} answerable;"
    )


if __name__ == "__main__":
    sys.exit(main())
