"""A question that is asked of some documents alone: nothing of the others is searched, shown or counted."""

import pytest

from index import Index
from qa import Assistant, Reason

WONINGEN = "Naar hoeveel procent sociale woningen moet elke gemeente streven?"


@pytest.fixture(scope="module")
def assistant(corpus_index: Index) -> Assistant:
    return Assistant(corpus_index)


def of(assistant: Assistant, *words: str) -> frozenset[str]:
    documents = assistant.index.documents.values()
    return frozenset(d.id for d in documents if any(word in d.publisher for word in words))


@pytest.mark.parametrize(
    "question",
    [
        WONINGEN,
        "Wat zeggen de organisaties over armoede?",
        "Wat zeggen de VVSG en het ABVV over armoede?",
        "Wie wil gratis schoolmaaltijden?",
        "Welke voorstellen zijn er over kinderopvang?",
        "Vat het memorandum samen.",
        "Welke beslissingen dateren van 14 juli 2023?",
        "Wat staat er bij referentie [12]?",
    ],
)
@pytest.mark.parametrize("publishers", [("ABVV",), ("VVSG", "Welzijnsverbond"), ("Regeringsrobot",)])
def test_nothing_outside_the_chosen_documents_is_cited_or_shown(
    assistant: Assistant, question: str, publishers: tuple[str, ...]
) -> None:
    chosen = of(assistant, *publishers)
    answer = assistant.ask(question, within=chosen)
    cited = {c.document_id for claim in answer.claims for c in claim.citations}
    assert answer.among == chosen
    assert cited | {hit.passage.document_id for hit in answer.hits} <= chosen


def test_what_others_say_is_not_there_for_who_did_not_choose_them(assistant: Assistant) -> None:
    assert assistant.ask(WONINGEN).claims
    silent = assistant.ask(WONINGEN, within=of(assistant, "Departement"))
    assert silent.reason in (Reason.NOT_FOUND, Reason.ADJACENT_ONLY)
    assert silent.message.startswith("Dat staat niet in de gekozen documenten")


def test_a_publisher_that_was_not_chosen_is_not_said_to_be_silent(assistant: Assistant) -> None:
    answer = assistant.ask("Wat stelt de VVSG voor over zomerscholen?", within=of(assistant, "ABVV"))
    assert answer.reason is Reason.NOT_FOUND
    assert answer.message.startswith("U zoekt nu niet in “Voorstellen voor de verkiezingen van 2024")


def test_a_comparison_says_whom_it_did_not_look_at(assistant: Assistant) -> None:
    both = "Wat zeggen de VVSG en het Vlaams Welzijnsverbond over kinderopvang?"
    answer = assistant.ask(both, within=of(assistant, "VVSG"))
    assert answer.claims
    assert "U zoekt nu niet in “Memorandum 2024-2030”" in answer.closing
    assert "Geen standpunt gevonden" not in answer.closing


def test_all_documents_are_no_choice(assistant: Assistant) -> None:
    whole = assistant.ask(WONINGEN)
    assert assistant.ask(WONINGEN, within=frozenset(assistant.index.documents)) == whole
    assert whole.among is None


def test_a_choice_that_no_document_fits_is_said(assistant: Assistant) -> None:
    answer = assistant.ask(WONINGEN, within=frozenset())
    assert (answer.reason, answer.message) == (Reason.NOT_FOUND, "Geen enkel document past bij uw keuze.")


def test_what_is_never_looked_up_has_no_choice_to_tell(assistant: Assistant) -> None:
    assert assistant.ask("Bedankt!", within=of(assistant, "ABVV")).among is None
