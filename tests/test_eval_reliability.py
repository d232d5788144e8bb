"""A chance is worth what it is right: bins, Brier score, and what silence costs."""

from dataclasses import replace

import pytest

from eval.judge import Outcome
from eval.measures import Scores
from eval.reliability import Bin, answered, aurc, brier, coverage_at, curve, ece, reliability, risk_coverage
from tests.test_eval_run import FACT


def test_a_chance_that_is_always_right_has_brier_score_zero_and_a_coin_a_quarter() -> None:
    assert brier([1.0, 0.0], [True, False]) == 0
    assert brier([0.5, 0.5], [True, False]) == 0.25
    assert brier([], []) is None


def test_bins_hold_equally_many_questions_the_smallest_chances_first() -> None:
    chances, right = [0.9, 0.1, 0.8, 0.2], [True, False, False, False]
    low, high = reliability(chances, right, bins=2)
    assert (low.chance, low.right, low.n) == (pytest.approx(0.15), 0.0, 2)
    assert (high.chance, high.right, high.n) == (pytest.approx(0.85), 0.5, 2)


def test_there_are_no_empty_bins() -> None:
    assert reliability([0.4], [True], bins=5) == (Bin(0.4, 1.0, 1),)
    assert reliability([], []) == ()


def test_a_higher_bar_answers_less_and_errs_less() -> None:
    low, high = risk_coverage([0.9, 0.6, 0.4], [True, False, True], bars=(0.3, 0.8))
    assert (low.coverage, low.risk, low.lost) == (1.0, pytest.approx(1 / 3), 0.0)
    assert (high.coverage, high.risk, high.lost) == (pytest.approx(1 / 3), 0.0, 0.5)


def test_the_curve_of_risk_and_coverage_counted_by_hand() -> None:
    chances, right = [0.9, 0.8, 0.7, 0.6], [True, False, True, False]
    assert curve(chances, right) == ((0.25, 0.0), (0.5, 0.5), (0.75, 1 / 3), (1.0, 0.5))
    assert aurc(chances, right) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_equal_chances_are_answered_together_or_not_at_all() -> None:
    chances, right = [0.9, 0.5, 0.5, 0.5], [True, False, True, False]
    assert curve(chances, right) == ((0.25, 0.0), (1.0, 0.5))
    assert aurc(chances, right) == pytest.approx((0 + 3 * 1 / 2) / 4)
    assert aurc(chances, right) == aurc(chances, [True, True, False, False])  # whatever stands first


def test_right_answers_first_is_the_best_order_and_last_the_worst() -> None:
    chances = [0.9, 0.8, 0.7]
    best, worst = aurc(chances, [True, True, False]), aurc(chances, [False, True, True])
    assert (best, worst) == (pytest.approx(1 / 9), pytest.approx((1 + 1 / 2 + 1 / 3) / 3))
    assert aurc(chances, [True] * 3) == 0.0
    assert aurc(chances, [False] * 3) == 1.0


def test_coverage_is_the_most_that_can_be_answered_within_a_risk() -> None:
    chances, right = [0.9, 0.8, 0.7, 0.6], [True, True, True, False]
    assert coverage_at(chances, right) == 0.75
    assert coverage_at(chances, right, risk=0.25) == 1.0
    assert coverage_at([0.9, 0.8], [False, True]) == 0.0


def test_the_calibration_error_is_the_distance_by_bin_weighed_by_size() -> None:
    chances, right = [0.1, 0.3, 0.6, 0.8], [False, False, True, False]
    assert ece(chances, right, bins=2) == pytest.approx((2 * abs(0.2 - 0) + 2 * abs(0.7 - 0.5)) / 4)
    by_bin = sum(one.n * abs(one.chance - one.right) for one in reliability(chances, right, bins=3)) / 4
    assert ece(chances, right, bins=3) == pytest.approx(by_bin)
    assert ece([1.0, 0.0], [True, False]) == 0.0
    assert ece([0.4], [True], bins=5) == pytest.approx(0.6)


def test_nothing_has_no_curve_and_no_figures() -> None:
    assert (curve([], []), aurc([], []), coverage_at([], []), ece([], [])) == ((), None, None, None)


def test_answers_are_ordered_by_how_sure_they_are_to_be_right_where_that_is_said() -> None:
    told = Outcome(FACT, None, 0.1, Scores(False, True, True, chance=0.9, sure=0.4))
    untold = replace(told, scores=Scores(False, False, False, chance=0.8))
    assert answered([told, untold]) == ([0.4, 0.8], [True, False])
