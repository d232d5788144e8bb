"""A question that takes for granted what a source denies hears that first; who is silent on a theme is not quoted."""

import pytest

from index import Index
from qa import Assistant, Reason

pytestmark = pytest.mark.encoder


@pytest.fixture(scope="module")
def assistant(real_index: Index) -> Assistant:
    return Assistant(real_index)


@pytest.mark.parametrize(
    "question",
    [
        "Waarom is het ABVV voorstander van de onderhoudsplicht?",
        "Hoe wil het ABVV de onderhoudsplicht behouden?",
        "waarom is abvv voor gemeenschapsdienst",
        "Waarom is de VVSG tegen de regierol van lokale besturen?",
    ],
)
def test_what_is_wrongly_taken_for_granted_is_denied_first(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).claims[0].group.startswith("Nee, ")


@pytest.mark.parametrize(
    "question",
    ["Waarom is het ABVV tegen de onderhoudsplicht?", "Waarom vindt het ABVV een echt gesprek beter dan een scherm?"],
)
def test_what_is_rightly_taken_for_granted_gets_its_reason(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.claims
    assert not answer.claims[0].group.startswith(("Ja", "Nee"))


def test_a_publisher_is_not_quoted_on_what_is_somebody_elses_theme(assistant: Assistant) -> None:
    question = "Welk loon wil het Vlaams Welzijnsverbond afdwingen bij bedrijven die een overheidsopdracht binnenhalen?"
    answer = assistant.ask(question)
    assert answer.reason is Reason.NOT_FOUND
    assert "ik vond daar niets over bij" in answer.message


def test_the_one_whose_theme_it_is_is_quoted(assistant: Assistant) -> None:
    assert assistant.ask("Welk loon wil het ABVV afdwingen bij bedrijven die een overheidsopdracht binnenhalen?").claims


def test_a_publisher_is_not_quoted_where_no_word_of_its_best_sentence_is_of_the_theme(assistant: Assistant) -> None:
    assert assistant.ask("Wat vindt het ABVV van eenzaamheid?").reason is Reason.NOT_FOUND


@pytest.mark.parametrize(
    "question",
    [
        "Wat bedoelt het Vlaasm Welzijnsverbbond met een warme gemeente?",
        "Wat wil het Welzijnsverbondd met vrijwilligerswerk?",
        "Onder welke afdeling van het Department Zorg valt de regierol van gemeenten?",
        "Wat moet men volgens het Welzijnsverbodn vermijden bij naschoolse opvang?",
    ],
)
def test_a_slip_in_the_name_of_a_publisher_makes_no_stranger_of_it(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).claims


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("wat vindt de boerenbond van schoolmaaltijden met streekproducten", "boerenbond"),
        ("hoe denkt de vlaamse ouderenraad over commerciele rusthuizen", "vlaamse ouderenraad"),
        ("wa wil t netwerk tegen armoede me de onderhoudsplicht", "netwerk tegen armoede"),
    ],
)
def test_a_body_without_a_capital_is_not_answered_for_by_another(assistant: Assistant, question: str, who: str) -> None:
    answer = assistant.ask(question)
    assert answer.reason is Reason.UNKNOWN_NAME
    assert who in answer.message


def test_a_proposal_that_is_asked_for_comes_before_what_only_speaks_of_its_theme(assistant: Assistant) -> None:
    answer = assistant.ask("Wat stelt het ABVV voor over de onderhoudsplicht?")
    assert "uitdoofscenario" in answer.claims[0].sentence
    assert answer.message == "Het Vlaams ABVV stelt voor:"
