"""How sure a figure is."""

import numpy as np
import pytest

from eval.intervals import bootstrap, clustered, wilson


def test_wilson_agrees_with_the_textbook() -> None:
    assert wilson(8, 10) == pytest.approx((0.4901, 0.9433), abs=1e-4)  # Newcombe's worked values for 8 of 10


def test_wilson_stays_inside_zero_and_one() -> None:
    low, high = wilson(10, 10)
    assert 0.7 < low < high == pytest.approx(1.0)
    assert wilson(0, 10)[0] == pytest.approx(0.0)


def test_nothing_seen_is_nothing_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_bootstrap_lies_around_the_mean_and_repeats_itself() -> None:
    values = [0.0, 0.5, 1.0] * 20
    low, high = bootstrap(values)
    assert 0.3 < low < 0.5 < high < 0.7
    assert bootstrap(values) == (low, high)


def test_equal_values_leave_no_doubt() -> None:
    assert bootstrap([0.4] * 5) == pytest.approx((0.4, 0.4))


def test_a_statistic_of_another_kind_gets_the_samples_whole() -> None:
    values = list(range(1, 102))
    low, high = bootstrap(values, lambda samples: np.median(samples, axis=1))
    assert 30 < low < 51 < high < 72
    assert bootstrap(values, lambda samples: np.median(samples, axis=1)) == (low, high)


def test_an_observation_may_be_a_row_of_numbers_that_stay_together() -> None:
    rows = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]])
    assert bootstrap(rows, lambda s: (s[..., 1] - 10 * s[..., 0]).max(axis=1)) == (0.0, 0.0)


def test_ten_citations_of_one_answer_are_no_ten_observations() -> None:
    groups = [[1.0] * 10] * 18 + [[0.0] * 10] * 2
    low, high = clustered(groups)
    tight = wilson(180, 200)
    assert low < tight[0] < tight[1] < high
    assert clustered([[1.0] * 10] * 20) == wilson(20, 20)
    assert clustered([[0.0, 0.0]] * 5) == wilson(0, 5)


def test_one_citation_a_question_is_a_share_of_questions() -> None:
    assert clustered([[1.0], [0.0]] * 50) == pytest.approx(wilson(50, 100), abs=0.02)
