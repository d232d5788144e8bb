"""What a ranking is worth, on tiny passages with known ranks."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from eval import Evidence, GoldQuestion, load_gold
from eval.ranking import CUTOFFS, GAIN, RANK, RECALL, Found, apart, difference, locate, measure, measure_ranks
from eval.words import covers
from index import Index

HOUSING = "Elke gemeente moet streven naar minstens 15% sociale woningen."
MEALS = "Een gratis maaltijd voor elke leerling kost ongeveer 260 miljoen euro."
SCHOOLS = "De vereniging maakt van zomerscholen een structureel aanbod voor kwetsbare leerlingen."
OTHER = "De wachtlijst voor een plaats in de opvang groeit elk jaar."
SPLIT = (" ".join(MEALS.split()[:8]), " ".join(MEALS.split()[5:]))  # neither half holds 80% of the runs, both do


def question(*quotes: str, alternatives: tuple[str, ...] = ()) -> GoldQuestion:
    evidence = [*(Evidence("a.txt", quote) for quote in quotes), *(Evidence("a.txt", q, True) for q in alternatives)]
    return GoldQuestion("q", "?", (), "feit", True, (), (), tuple(evidence), "")


def recall_by_hand(gold: GoldQuestion, passages: Sequence[str], k: int) -> float:
    """Share of the required quotes that the first k passages cover; an alternative stands in for a single one."""
    found = {evidence: covers(passages[:k], evidence.quote) for evidence in gold.evidence}
    required = [is_found for evidence, is_found in found.items() if not evidence.alternative]
    return float(any(found.values())) if len(required) == 1 else sum(required) / len(required)


def reciprocal_rank_by_hand(gold: GoldQuestion, passages: Sequence[str]) -> float:
    ranks = [r for r, one in enumerate(passages[:10], 1) if any(covers([one], e.quote) for e in gold.evidence)]
    return 1 / ranks[0] if ranks else 0.0


CASES = [
    question(HOUSING),
    question(MEALS),
    question(HOUSING, MEALS),
    question(HOUSING, alternatives=(SCHOOLS,)),
    question(HOUSING, MEALS, alternatives=(SCHOOLS,)),  # with two required an alternative stands in for neither
    question(HOUSING, MEALS, SCHOOLS),
]


@pytest.mark.parametrize("gold", CASES)
def test_the_library_s_recall_and_mrr_are_those_counted_by_hand(gold: GoldQuestion) -> None:
    texts = (HOUSING, f"{MEALS} {SCHOOLS}", OTHER, *SPLIT)
    for passages in permutations(texts, 4):
        values = measure([locate(gold, passages)])
        for name, k in zip(RECALL, CUTOFFS, strict=True):
            assert values[name] == pytest.approx((recall_by_hand(gold, passages, k),))
        assert values[RANK] == pytest.approx((reciprocal_rank_by_hand(gold, passages),))


def test_recall_and_mrr_are_those_counted_by_hand_on_the_real_corpus(corpus_index: Index) -> None:
    gold = [one for one in load_gold(documents=corpus_index.documents) if one.answerable][::8]
    found = [[hit.passage.text for hit in corpus_index.search(one.question, 10)] for one in gold]
    values = measure([locate(one, texts) for one, texts in zip(gold, found, strict=True)])
    for name, k in zip(RECALL, CUTOFFS, strict=True):
        assert values[name] == pytest.approx([recall_by_hand(o, t, k) for o, t in zip(gold, found, strict=True)])
    assert values[RANK] == pytest.approx([reciprocal_rank_by_hand(o, t) for o, t in zip(gold, found, strict=True)])
    assert 0 < sum(values[RANK]) < len(gold)


def test_evidence_over_two_passages_is_found_at_the_second_but_has_no_passage_of_its_own() -> None:
    assert locate(question(MEALS), (OTHER, *SPLIT)) == Found((3,), None)


def test_an_alternative_stands_in_for_the_only_quote_at_its_own_rank() -> None:
    gold = question(HOUSING, alternatives=(SCHOOLS,))
    assert locate(gold, (OTHER, SCHOOLS, HOUSING)) == Found((2,), 2)


def test_the_eleventh_passage_is_not_looked_at() -> None:
    assert locate(question(HOUSING), (*[OTHER] * 10, HOUSING)) == Found((None,), None)


def test_one_item_a_rank_from_the_top_on_is_the_ideal() -> None:
    assert measure([Found((1, 2), 1)])[GAIN] == pytest.approx((1.0,))
    assert measure([Found((2, 1), 1)])[GAIN] == pytest.approx((1.0,))


def test_two_items_in_one_passage_take_two_places() -> None:
    together, apart_, later = (measure([Found(items, 1)])[GAIN][0] for items in ((1, 1), (1, 2), (2, 2)))
    assert together == pytest.approx(apart_)
    assert later == pytest.approx(measure([Found((2, 3), 2)])[GAIN][0])
    assert later < together


def test_ndcg_discounts_by_the_logarithm_of_the_rank() -> None:
    assert measure([Found((3,), 3)])[GAIN] == pytest.approx((0.5,))  # 1 / log2(1 + 3)


def test_half_of_the_items_at_the_top_is_not_the_whole_gain() -> None:
    assert measure([Found((1, None), 1)])[GAIN] == pytest.approx((1 / (1 + 0.63093),), abs=1e-4)


def test_a_question_without_any_find_scores_zero_and_keeps_its_place() -> None:
    values = measure([Found((None,), None), Found((1,), 1)])
    assert all(each == (0.0, 1.0) for each in values.values())


def test_a_known_thing_is_measured_by_its_rank() -> None:
    values = measure_ranks([1, 4, None])
    assert (values["recall@3"], values["recall@5"]) == ((1.0, 0.0, 0.0), (1.0, 1.0, 0.0))
    assert values[RANK] == pytest.approx((1.0, 0.25, 0.0))


def test_a_difference_is_taken_question_by_question() -> None:
    same = difference((1.0, 0.0, 1.0), (1.0, 0.0, 1.0))
    assert (same.mean, same.low, same.high, same.beyond_chance) == (0.0, 0.0, 0.0, False)
    better = difference((1.0,) * 40, (0.0,) * 30 + (1.0,) * 10)
    assert better.mean == pytest.approx(0.75)
    assert 0 < better.low < 0.75 < better.high < 1
    assert better.beyond_chance
    assert difference((0.0,) * 5, (1.0,) * 5).beyond_chance


def test_a_difference_of_pairs_is_surer_than_two_figures_apart() -> None:
    ours = tuple(float(at % 2) for at in range(100))
    theirs = tuple(0.9 * one for one in ours)  # the same questions are hard for both
    paired = difference(ours, theirs)
    assert paired.high - paired.low < 0.03


def test_intervals_that_touch_are_not_apart() -> None:
    assert apart((0.1, 0.2), (0.3, 0.4))
    assert apart((0.3, 0.4), (0.1, 0.2))
    assert not apart((0.1, 0.3), (0.3, 0.4))


def test_an_alternative_alone_counts_for_mrr_even_where_two_quotes_are_required() -> None:
    gold = replace(CASES[4], id="two")
    assert locate(gold, (SCHOOLS, OTHER)) == Found((None, None), 1)
