"""What one answer is worth, on tiny scripted answers."""

from dataclasses import asdict, replace
from math import log2

import pytest
from ir_measures import RR, Recall, calc_aggregate, nDCG

from eval import Evidence, GoldQuestion
from eval.attribution import Fault, FaultKind
from eval.measures import answer_text, f_measure, score, score_crash
from index import Hit
from ingest import Document, Kind, Passage
from qa import Answer, Citation, Claim, Reason

TEXT = (
    "Elke gemeente moet streven naar minstens 15% sociale woningen. "
    "Een gratis maaltijd voor elke leerling kost ongeveer 260 miljoen euro per jaar. "
    "De VVSG maakt van zomerscholen een structureel aanbod voor kwetsbare leerlingen."
)
HOUSING, MEALS, SCHOOLS = (f"{sentence}." for sentence in TEXT.removesuffix(".").split(". "))
DOCUMENT = Document(
    "d1", "abvv.txt", "0" * 64, "Memorandum", "ABVV", "het ABVV", (), Kind.MEMORANDUM, "2024", "nl", "", TEXT, (), ()
)
DOCUMENTS = {"d1": DOCUMENT}
GOLD = GoldQuestion(
    id="q1",
    question="Hoeveel sociale huizen moet een gemeente hebben?",
    history=(),
    type="feit",
    answerable=True,
    key_facts=(("15%", "15 procent"),),
    forbidden=("260 miljoen",),
    evidence=(Evidence("abvv.txt", HOUSING),),
    reference_answer="Minstens 15%.",
)
UNANSWERABLE = replace(
    GOLD, type="onbeantwoordbaar", answerable=False, key_facts=(), evidence=(), forbidden=("parijs",)
)


def hit(text: str) -> Hit:
    start = TEXT.index(text)
    return Hit(Passage(text, "d1", (), None, start, start + len(text), text), 1.0, 1, None, 0.8)


def cite(quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation("d1", "p", quote, start, start + len(quote))


def answer(sentence: str, quote: str, *found: str, group: str = "") -> Answer:
    claims = (Claim(sentence, (cite(quote),), group),)
    return Answer("?", claims, None, "", tuple(map(hit, found)), "scripted")


def refusal(message: str = "Dat staat niet in de documenten.", *found: str) -> Answer:
    return Answer("?", (), Reason.NOT_FOUND, message, tuple(map(hit, found)), "scripted")


def test_a_right_answer_with_a_verbatim_citation_on_the_evidence_is_verified() -> None:
    scores = score(GOLD, answer("Minstens **15%**.", HOUSING, HOUSING), DOCUMENTS)
    assert (scores.correct, scores.verified, scores.early) == (True, True, True)
    assert (scores.citation_precision, scores.citation_recall, scores.citations, scores.verbatim) == (1.0, 1.0, 1, 1)


def test_a_right_answer_cited_elsewhere_is_correct_but_not_verified() -> None:
    scores = score(GOLD, answer("Minstens 15%.", SCHOOLS), DOCUMENTS)
    assert (scores.correct, scores.verified) == (True, False)
    assert (scores.citation_precision, scores.citation_recall) == (0.0, 0.0)


def test_a_quote_one_letter_off_is_not_verbatim_and_verifies_nothing() -> None:
    good = answer("Minstens 15%.", HOUSING)
    wrong = replace(cite(HOUSING), quote=HOUSING.replace("Elke", "elke"))
    scores = score(GOLD, replace(good, claims=(Claim("Minstens 15%.", (wrong,)),)), DOCUMENTS)
    assert (scores.verbatim, scores.verified, scores.correct) == (0, False, True)


def test_a_citation_of_an_unknown_document_is_not_verbatim() -> None:
    assert score(GOLD, answer("Minstens 15%.", HOUSING), {}).verbatim == 0


def test_a_forbidden_string_makes_an_answer_wrong() -> None:
    scores = score(GOLD, answer("Minstens 15%, dat kost 260 MILJOEN.", HOUSING), DOCUMENTS)
    assert (scores.key_facts, scores.correct) == (1.0, False)


def test_key_facts_are_found_whatever_their_case_and_accents() -> None:
    gold = replace(GOLD, key_facts=(("Financiële",), ("niet",)))
    assert score(gold, answer("FINANCIELE steun.", HOUSING), DOCUMENTS).key_facts == 0.5


def test_a_refusal_of_an_answerable_question_is_wrong_even_if_it_names_the_fact() -> None:
    scores = score(GOLD, refusal("Over die 15% vond ik niets."), DOCUMENTS)
    assert (scores.abstained, scores.correct, scores.words) == (True, False, None)
    assert scores.citation_precision is None


def test_a_refusal_still_shows_what_the_search_found() -> None:
    scores = score(GOLD, refusal("Niets.", MEALS, HOUSING), DOCUMENTS)
    assert (scores.recall_1, scores.recall_3, scores.reciprocal_rank) == (0.0, 1.0, 0.5)


def test_evidence_outside_the_first_ten_passages_is_not_found() -> None:
    far = answer("?", MEALS, *[MEALS] * 10, HOUSING)
    scores = score(GOLD, far, DOCUMENTS)
    assert (scores.recall_10, scores.reciprocal_rank) == (0.0, 0.0)


@pytest.mark.parametrize(("required", "recall"), [((HOUSING,), 1.0), ((HOUSING, MEALS), 0.0)])
def test_an_alternative_stands_in_for_a_single_quote_only(required: tuple[str, ...], recall: float) -> None:
    evidence = (*(Evidence("abvv.txt", quote) for quote in required), Evidence("abvv.txt", SCHOOLS, alternative=True))
    scores = score(replace(GOLD, evidence=evidence), answer("?", SCHOOLS, SCHOOLS), DOCUMENTS)
    assert (scores.recall_5, scores.citation_recall) == (recall, recall)
    assert (scores.reciprocal_rank, scores.citation_precision) == (1.0, 1.0)


def test_half_of_the_evidence_is_half_recall() -> None:
    gold = replace(GOLD, evidence=(Evidence("abvv.txt", HOUSING), Evidence("abvv.txt", MEALS)))
    scores = score(gold, answer("?", HOUSING, HOUSING), DOCUMENTS)
    assert (scores.recall_5, scores.citation_recall) == (0.5, 0.5)


def test_a_fact_after_sixty_words_comes_late() -> None:
    scores = score(GOLD, answer("woord " * 60 + "15%.", HOUSING), DOCUMENTS)
    assert (scores.key_facts, scores.early, scores.words) == (1.0, False, 61)


def test_a_question_for_a_fact_wants_it_within_twenty_five_words() -> None:
    fact = replace(GOLD, type="feit")
    assert score(fact, answer("Minstens 15%.", HOUSING), DOCUMENTS).at_once is True
    assert score(fact, answer("woord " * 25 + "15%.", HOUSING), DOCUMENTS).at_once is False
    assert score(replace(GOLD, type="lijst"), answer("Minstens 15%.", HOUSING), DOCUMENTS).at_once is None


def test_an_unanswerable_question_wants_a_refusal() -> None:
    assert score(UNANSWERABLE, refusal(), DOCUMENTS).verified
    assert not score(UNANSWERABLE, answer("Ja.", HOUSING), DOCUMENTS).correct
    assert not score(UNANSWERABLE, refusal("Dat is Parijs."), DOCUMENTS).correct


def test_nothing_to_find_is_not_measured_for_an_unanswerable_question() -> None:
    scores = score(UNANSWERABLE, refusal("Niets.", HOUSING), DOCUMENTS)
    assert (scores.recall_5, scores.key_facts, scores.citation_recall) == (None, None, None)


def test_a_crash_scores_zero_wherever_something_could_be_earned() -> None:
    scores = score_crash(GOLD)
    assert (scores.correct, scores.recall_10, scores.reciprocal_rank, scores.citation_precision) == (False, 0, 0, 0)
    assert not score_crash(UNANSWERABLE).correct


def test_the_text_of_an_answer_is_all_that_is_read() -> None:
    first = Claim("Minstens **15%**.", (cite(HOUSING),), group="Vlaams ABVV")
    second = replace(first, sentence="Gratis maaltijden.")
    whole = Answer("?", (first, second), None, "Zij zeggen:", (), "scripted", closing="Er is nog meer.")
    assert answer_text(whole) == "Zij zeggen:\nVlaams ABVV\nMinstens 15%.\nGratis maaltijden.\nEr is nog meer."


def test_the_ranks_of_scores_are_those_of_ir_measures_on_the_same_judgements() -> None:
    gold = replace(GOLD, evidence=(Evidence("abvv.txt", HOUSING), Evidence("abvv.txt", MEALS)))
    scores = score(gold, answer("?", HOUSING, SCHOOLS, MEALS, HOUSING), DOCUMENTS)
    judged = {"q": {"housing": 1, "meals": 1}}
    ranked = {"q": {"schools": 3.0, "meals": 2.0, "housing": 1.0}}
    wanted = calc_aggregate([Recall @ 1, Recall @ 3, Recall @ 5, Recall @ 10, RR @ 10, nDCG @ 10], judged, ranked)
    assert {
        Recall @ 1: scores.recall_1,
        Recall @ 3: scores.recall_3,
        Recall @ 5: scores.recall_5,
        Recall @ 10: scores.recall_10,
        RR @ 10: scores.reciprocal_rank,
        nDCG @ 10: scores.ndcg,
    } == pytest.approx(wanted)
    assert scores.ndcg == pytest.approx((1 / log2(3) + 1 / 2) / (1 + 1 / log2(3)))  # places 2 and 3 instead of 1 and 2


def test_a_claim_is_needed_that_holds_a_key_fact_or_cites_evidence() -> None:
    fact, evidence = Claim("Minstens **15**%.", (cite(SCHOOLS),)), Claim("Streven.", (cite(HOUSING),))
    neither = Claim("Zomerscholen.", (cite(SCHOOLS),))
    whole = replace(answer("?", HOUSING), claims=(fact, evidence, neither, neither))
    scores = score(GOLD, whole, DOCUMENTS)
    assert (scores.fact_precision, scores.key_facts) == (0.5, 1.0)
    assert scores.fact_f1 == pytest.approx(2 / 3)  # 2 * 0.5 * 1 / (0.5 + 1)
    assert scores.fact_f3 == pytest.approx(10 * 0.5 / (9 * 0.5 + 1))


def test_f_is_nothing_where_precision_or_recall_is_nothing() -> None:
    assert (f_measure(None, 1.0), f_measure(0.0, 1.0), f_measure(1.0, 0.0), f_measure(1.0, 1.0)) == (0, 0, 0, 1)


def test_a_refusal_has_no_claims_to_be_needed_and_earns_no_f() -> None:
    scores = score(GOLD, refusal("Over die 15% vond ik niets."), DOCUMENTS)
    assert (scores.key_facts, scores.fact_precision, scores.fact_f1, scores.fact_f3) == (1.0, None, 0.0, 0.0)
    assert (scores.alce_precision, scores.alce_recall) == (None, None)


def test_forbidden_strings_are_faults_by_name_in_answers_and_refusals() -> None:
    scores = score(GOLD, answer("Dat kost 260 MILJOEN.", HOUSING), DOCUMENTS)
    assert scores.faults == (Fault(FaultKind.FORBIDDEN, "260 miljoen"),)
    assert score(UNANSWERABLE, refusal("Dat is Parijs."), DOCUMENTS).faults == (Fault(FaultKind.FORBIDDEN, "parijs"),)


def test_a_quote_that_is_not_there_is_a_fault() -> None:
    scores = score(GOLD, answer("Minstens 15%.", HOUSING), {})
    assert [fault.kind for fault in scores.faults] == [FaultKind.NOT_VERBATIM]


def test_a_crash_earns_nothing_in_any_measure_that_applies() -> None:
    earned = asdict(score(GOLD, answer("Minstens 15%.", HOUSING, HOUSING), DOCUMENTS, Agrees()))
    crashed = asdict(score_crash(GOLD, Agrees()))
    spared = {"abstained", "citations", "verbatim", "words", "chance", "sure", "faults", "faithfulness", "relevancy"}
    assert {name for name, value in earned.items() if value} == set(earned) - spared | {
        "citations",
        "verbatim",
        "words",
    }
    assert {name for name in set(earned) - spared if crashed[name] is None or crashed[name]} == set()


class Agrees:
    def probability(self, text: str, sentence: str) -> float:
        return float(bool(text and sentence))
