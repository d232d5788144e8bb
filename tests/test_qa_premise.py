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


@pytest.mark.parametrize(
    "question",
    [
        "Welke manier van werken stelt het Departement Zorg voor om werkzoekenden te bereiken die niet langskomen?",
        "Welk loon wil het Vlaams Welzijnsverbond afdwingen bij bedrijven die een overheidsopdracht binnenhalen?",
    ],
)
def test_a_publisher_is_not_quoted_on_what_is_somebody_elses_theme(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.reason is Reason.NOT_FOUND
    assert "ik vond daar niets over bij" in answer.message


def test_the_one_whose_theme_it_is_is_quoted(assistant: Assistant) -> None:
    assert assistant.ask("Welk loon wil het ABVV afdwingen bij bedrijven die een overheidsopdracht binnenhalen?").claims
