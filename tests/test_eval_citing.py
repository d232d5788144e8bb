"""Citation recall and precision as ALCE defines them, counted by hand."""

from collections.abc import Sequence

import pytest

from eval import Evidence, GoldQuestion
from eval.citing import Support, alce, entailed, on_evidence
from eval.measures import score
from qa import Answer, Citation, Claim, Reason

EVIDENCE = "Elke gemeente moet streven naar minstens 15% sociale woningen."
SECOND = "De wachtlijst voor een sociale woning telt 175.000 gezinnen."
BESIDE = "De VVSG maakt van zomerscholen een structureel aanbod."
GOLD = GoldQuestion(
    "q", "?", (), "feit", True, (("15%",),), (), (Evidence("a", EVIDENCE), Evidence("a", SECOND, True)), "15%."
)


def claim(*quotes: str, sentence: str = "Minstens **15%**.") -> Claim:
    return Claim(sentence, tuple(Citation("d", "p", quote, 0, len(quote)) for quote in quotes))


def answer(*claims: Claim) -> Answer:
    return Answer("?", claims, None, "", (), "scripted")


def by_gold(_claim: Claim, cited: Sequence[Citation]) -> bool:
    return any(on_evidence(GOLD, one) for one in cited)


class Together:
    """Judges as a model would of which the claim follows only from the words of both quotes."""

    def __init__(self, *needed: str) -> None:
        self.needed, self.asked = needed, list[tuple[str, str]]()

    def probability(self, text: str, sentence: str) -> float:
        self.asked.append((text, sentence))
        return 0.9 if all(part in text for part in self.needed) else 0.1


@pytest.mark.parametrize(
    ("claims", "recall", "precision"),
    [
        ([claim(EVIDENCE)], 1.0, 1.0),
        ([claim(BESIDE)], 0.0, 0.0),
        ([claim(EVIDENCE), claim(BESIDE)], 0.5, 0.5),
        ([claim()], 0.0, 0.0),  # a claim without a citation
        ([claim(EVIDENCE, BESIDE)], 1.0, 0.5),  # the second is irrelevant: the first supports without it
        ([claim(EVIDENCE, SECOND)], 1.0, 1.0),  # each supports alone
        ([claim(EVIDENCE, BESIDE), claim(BESIDE), claim(SECOND)], 2 / 3, 0.5),
    ],
)
def test_statements_supported_and_citations_not_irrelevant(
    claims: list[Claim], recall: float, precision: float
) -> None:
    found = alce(answer(*claims), by_gold)
    assert (found.recall, found.precision) == pytest.approx((recall, precision))


@pytest.mark.parametrize(
    "claims",
    [[claim(EVIDENCE)], [claim(BESIDE)], [claim(EVIDENCE, BESIDE)], [claim(EVIDENCE, BESIDE), claim(SECOND)]],
)
def test_with_gold_evidence_alce_s_precision_is_the_share_of_citations_on_evidence(claims: list[Claim]) -> None:
    scores = score(GOLD, answer(*claims), {})
    assert scores.alce_precision == scores.citation_precision


def test_a_quote_behind_two_claims_counts_twice_for_alce_alone() -> None:
    scores = score(GOLD, answer(claim(EVIDENCE), claim(EVIDENCE, BESIDE, sentence="Streven.")), {})
    assert (scores.alce_precision, scores.citation_precision) == (pytest.approx(2 / 3), 0.5)


def test_a_refusal_has_nothing_to_support() -> None:
    refusal = Answer("?", (), Reason.NOT_FOUND, "Dat staat er niet in.", (), "scripted")
    assert alce(refusal, by_gold) == Support(None, None)
    assert entailed(refusal, Together()) == Support(None, None)


def test_two_citations_that_only_support_together_are_both_precise() -> None:
    model = Together("15%", "175.000")
    assert entailed(answer(claim(EVIDENCE, SECOND)), model) == Support(1.0, 1.0)
    assert model.asked[0] == (f"{EVIDENCE} {SECOND}", "Minstens 15%.")


def test_a_citation_that_adds_nothing_is_irrelevant_to_the_model() -> None:
    assert entailed(answer(claim(EVIDENCE, BESIDE)), Together("15%")) == Support(1.0, 0.5)
    assert entailed(answer(claim(EVIDENCE), claim(BESIDE)), Together("15%")) == Support(0.5, 0.5)


def test_without_a_model_there_are_no_figures_of_one() -> None:
    scores = score(GOLD, answer(claim(EVIDENCE)), {})
    assert (scores.nli_recall, scores.nli_precision) == (None, None)


def test_the_model_judges_an_answer_to_an_unanswerable_question_too() -> None:
    nowhere = GoldQuestion("q", "?", (), "onbeantwoordbaar", False, (), (), (), "")
    scores = score(nowhere, answer(claim(EVIDENCE)), {}, Together("15%"))
    assert (scores.nli_recall, scores.nli_precision, scores.alce_recall) == (1.0, 1.0, None)
