"""A chance is worth what it is right: bins, Brier score, and what silence costs."""

import pytest

from eval.reliability import Bin, brier, reliability, risk_coverage


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
