"""Somebody's opinion on what it never mentions, and somebody who is in no document: there is none to give."""

import pytest

from index import Index
from qa import Assistant, Reason, Turn

pytestmark = pytest.mark.encoder


@pytest.fixture(scope="module")
def assistant(real_index: Index) -> Assistant:
    return Assistant(real_index)


@pytest.mark.parametrize("theme", ["kernenergie", "zomerscholen", "dierenwelzijn"])
def test_a_publisher_is_not_quoted_on_what_it_never_mentions(assistant: Assistant, theme: str) -> None:
    answer = assistant.ask(f"Wat zegt het Vlaams ABVV over {theme}?")
    assert answer.reason is Reason.NOT_FOUND
    assert answer.message == "Dat staat niet in de documenten: ik vond daar niets over bij het Vlaams ABVV."


def test_a_publisher_is_quoted_on_what_it_says_in_other_words(assistant: Assistant) -> None:
    assert assistant.ask("Wat zegt de VVSG over non-take up?").claims


def test_in_a_comparison_it_is_named_as_silent(assistant: Assistant) -> None:
    answer = assistant.ask("Vergelijk het ABVV en het Vlaams Welzijnsverbond over vrijwilligerswerk.")
    publishers = {assistant.catalogue.entries[c.document_id].publisher for one in answer.claims for c in one.citations}
    assert publishers == {"Vlaams Welzijnsverbond"}
    assert "Geen standpunt gevonden in de documenten: het Vlaams ABVV." in answer.closing


@pytest.mark.parametrize("name", ["acv", "n-va", "cd&v", "unizo"])
def test_somebody_without_a_capital_who_is_in_no_document_is_not_answered_for(assistant: Assistant, name: str) -> None:
    answer = assistant.ask(f"wa zegt {name} over mantelzorg")
    assert answer.reason is Reason.UNKNOWN_NAME
    assert f"{name} komt er niet in voor" in answer.message


def test_there_is_no_more_of_what_was_not_there(assistant: Assistant) -> None:
    history = [
        Turn("user", "Hoeveel huurpremies betaalde Vlaanderen uit in 2019?"),
        Turn("assistant", "Dat staat niet in de documenten."),
    ]
    assert not assistant.ask("geef er nog", history).claims


def test_a_decision_of_another_government_is_not_answered_with_one_of_this(assistant: Assistant) -> None:
    answer = assistant.ask("Wat besliste de federale regering in 2021?")
    assert answer.reason is Reason.UNKNOWN_NAME
    assert "de federale regering" in answer.message
    assert assistant.ask("Wat besliste de Vlaamse Regering in 2021?").claims
