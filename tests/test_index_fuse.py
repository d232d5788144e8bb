"""Joining two rankings."""

import pytest

from index.fuse import Fusion, fuse

EVEN = Fusion(meaning=0.5, words=0.5, prefer=1.0)


def order(scores: dict[int, float]) -> list[int]:
    return sorted(scores, key=lambda passage: -scores[passage])


def test_who_leads_both_lists_leads() -> None:
    assert order(fuse({1: 0.9, 2: 0.8, 3: 0.7}, {1: 9, 3: 4, 2: 3}, EVEN))[0] == 1


def test_a_clear_lead_in_one_list_outweighs_a_narrow_one_in_the_other() -> None:
    meaning = {1: 0.90, 2: 0.89, 3: 0.60, 4: 0.59}
    words = {2: 12.0, 1: 3.0, 3: 2.9, 4: 2.8}
    assert order(fuse(meaning, words, EVEN))[0] == 2


def test_who_is_missing_from_a_list_gets_its_minimum() -> None:
    scores = fuse({1: 3.0, 2: 1.0}, {1: 5.0, 3: 1.0}, EVEN)
    assert scores[2] == scores[3] == pytest.approx(-1.0)


def test_a_preferred_passage_is_raised() -> None:
    plain = fuse({1: 3.0, 2: 1.0}, {}, EVEN)
    raised = fuse({1: 3.0, 2: 1.0}, {}, EVEN, preferred={2})
    assert raised[2] == pytest.approx(plain[2] + 1.0)
    assert raised[1] == plain[1]


def test_a_word_that_stands_in_one_passage_only_counts_for_it() -> None:
    meaning = {1: 0.9, 2: 0.8, 3: 0.7}
    assert order(fuse(meaning, {3: 8.0}, Fusion(meaning=0.1, words=0.9)))[0] == 3


def test_one_empty_list_leaves_the_other() -> None:
    assert order(fuse({}, {7: 2.0, 8: 1.0}, EVEN)) == [7, 8]
    assert fuse({}, {}, EVEN) == {}


def test_equal_scores_are_no_division_by_zero() -> None:
    assert set(fuse({1: 1.0, 2: 1.0}, {}, EVEN).values()) == {0.0}


def test_the_weights_decide() -> None:
    meaning, words = {1: 2.0, 2: 1.0}, {2: 2.0, 1: 1.0}
    assert order(fuse(meaning, words, Fusion(meaning=0.9, words=0.1)))[0] == 1
    assert order(fuse(meaning, words, Fusion(meaning=0.1, words=0.9)))[0] == 2


RANKS = Fusion(meaning=0.5, words=0.5, prefer=1.0, method="rrf")


def test_by_rank_a_clear_lead_counts_no_more_than_a_narrow_one() -> None:
    narrow, clear = {1: 0.90, 2: 0.89, 3: 0.1}, {2: 12.0, 1: 3.0, 3: 2.9}
    scores = fuse(narrow, clear, RANKS)
    assert scores[1] == pytest.approx(scores[2])
    assert scores[1] > scores[3]


def test_by_rank_who_is_missing_from_a_list_gets_nothing_from_it() -> None:
    assert order(fuse({1: 3.0, 2: 2.0}, {2: 5.0, 3: 4.0}, RANKS))[0] == 2


def test_by_rank_a_preferred_passage_is_raised_as_much() -> None:
    plain, raised = (fuse({1: 3.0, 2: 1.0}, {}, RANKS, preferred=preferred) for preferred in ((), {2}))
    assert raised[2] == pytest.approx(plain[2] + 1.0)


def test_by_rank_the_weights_decide() -> None:
    meaning, words = {1: 2.0, 2: 1.0}, {2: 2.0, 1: 1.0}
    assert order(fuse(meaning, words, Fusion(meaning=0.9, words=0.1, method="rrf")))[0] == 1


def test_by_rank_empty_lists_are_no_error() -> None:
    assert fuse({}, {}, RANKS) == {}
