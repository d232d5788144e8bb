"""The fit of what is right: it orders answers that it has not seen by the signal that tells, not by another one."""

from dataclasses import fields

import numpy as np

from eval.fit import Answered, fit_right
from eval.reliability import aurc
from qa import Signals

MANY = 160


def given() -> Answered:
    draw = np.random.default_rng(2)
    names = [field.name for field in fields(Signals)]
    rows = np.zeros((MANY, len(names)))
    rows[:, names.index("margin")] = draw.random(MANY)
    rows[:, names.index("comparison")] = draw.integers(0, 2, MANY)
    right = rows[:, names.index("margin")] + 0.2 * draw.random(MANY) > 0.5
    return Answered(rows, right, draw.random(MANY))


def test_answers_that_are_right_are_surer_than_others() -> None:
    found = given()
    model, sure = fit_right(found)
    right = [bool(one) for one in found.right]
    by_fit, by_chance = aurc([float(s) for s in sure], right), aurc([float(c) for c in found.chance], right)
    assert by_fit is not None
    assert by_chance is not None
    assert by_fit < by_chance / 2
    assert "margin: float = " in str(model)


def test_its_figure_is_a_chance_that_holds() -> None:
    found = given()
    _model, sure = fit_right(found)
    assert abs(float(sure.mean()) - float(found.right.mean())) < 0.05
