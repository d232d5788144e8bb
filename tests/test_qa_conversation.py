"""Chats as social workers have them: what a follow-up is read as."""

import pytest

from index import Index
from ingest import Document, Kind
from qa import Assistant
from qa.catalogue import Catalogue
from qa.conversation import LONGEST_ANSWER, TURNS, Turn, asks_for_more, recent, stand_alone
from qa.question import Shape
from qa.screen import LONGEST


def document(name: str) -> Document:
    return Document(
        id=name, source=f"{name}.txt", sha256="", title="Memorandum", publisher=name, speaker=f"de {name}", aliases=(),
        kind=Kind.MEMORANDUM, date="2024", language="nl", notice="", text="", sections=(), blocks=(),
    )  # fmt: skip


DOCUMENTS = Catalogue((document("VVSG"), document("ABVV"), document("Welzijnskoepel"), document("Federatie Één")))
HOUSING = (
    Turn("user", "Wat vraagt de VVSG over sociale woningen?"),
    Turn("assistant", "De VVSG stelt voor: bouw er meer."),
)
COUNTING = (
    Turn("user", "Hoeveel gezinnen wachten in Gent op een woning?"),
    Turn("assistant", "In Gent wachten 4.000 gezinnen."),
)


def test_without_a_conversation_the_question_stands_as_it_is() -> None:
    assert stand_alone("Wat vraagt de VVSG?", (), DOCUMENTS).text == "Wat vraagt de VVSG?"


@pytest.mark.parametrize(
    "said", ["En het ABVV?", "en ABVV?", "En wat vindt het ABVV daarvan?", "wat zegt het ABVV?", "En volgens het ABVV?"]
)
def test_only_another_publisher_asks_the_same_of_that_publisher(said: str) -> None:
    asked = stand_alone(said, HOUSING, DOCUMENTS)
    assert asked.text == "Wat vraagt de ABVV over sociale woningen?"
    assert asked.voices == ("ABVV",)
    assert asked.scope.within == {"ABVV"}
    assert "sociale woningen" in asked.topic


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("En de Boerenbond?", "Wat vraagt de Boerenbond over sociale woningen?"),
        ("En het ACV?", "Wat vraagt het ACV over sociale woningen?"),
        ("En volgens het ACV?", "Wat vraagt het ACV over sociale woningen?"),
        ("en volgens Groen", "Wat vraagt Groen over sociale woningen?"),
    ],
)
def test_somebody_without_a_document_is_asked_too(said: str, whole: str) -> None:
    asked = stand_alone(said, HOUSING, DOCUMENTS)
    assert asked.text == whole
    assert asked.voices == ()
    assert asked.earlier == ""


def test_after_somebody_without_a_document_a_publisher_takes_the_place() -> None:
    chain = (*HOUSING, Turn("user", "En het ACV?"), Turn("assistant", "Dat staat niet in de documenten."))
    assert stand_alone("En het ABVV?", chain, DOCUMENTS).text == "Wat vraagt de ABVV over sociale woningen?"


def test_whoever_has_to_do_something_is_not_whose_word_is_asked() -> None:
    history = (Turn("user", "Wat moet de Vlaamse Regering doen tegen armoede?"), Turn("assistant", "Meer."))
    asked = stand_alone("En het ABVV?", history, DOCUMENTS)
    assert asked.text == "Wat moet de Vlaamse Regering doen tegen armoede volgens de ABVV?"


@pytest.mark.parametrize("said", ["En de andere organisaties?", "en de anderen?", "Wat vinden de anderen daarvan?"])
def test_the_others_are_compared_without_the_one_that_was_asked(said: str) -> None:
    asked = stand_alone(said, HOUSING, DOCUMENTS)
    assert asked.text == "Wat zeggen de andere organisaties over sociale woningen?"
    assert asked.shape is Shape.COMPARISON
    assert asked.scope.within == {"ABVV", "Welzijnskoepel", "Federatie Één"}
    assert not asked.more


def test_after_the_others_one_of_them_is_asked_alone() -> None:
    chain = (*HOUSING, Turn("user", "En de anderen?"), Turn("assistant", "Zij vragen huurpremies."))
    assert stand_alone("En het ABVV?", chain, DOCUMENTS).text == "Wat zegt de ABVV over sociale woningen?"


def test_a_name_with_accents_gives_its_place_to_the_next() -> None:
    history = (Turn("user", "Wat vraagt de Federatie Één over tolken?"), Turn("assistant", "Betaal ze."))
    assert stand_alone("En het ABVV?", history, DOCUMENTS).text == "Wat vraagt de ABVV over tolken?"


def test_several_other_publishers_are_compared() -> None:
    asked = stand_alone("En het ABVV en de Welzijnskoepel?", HOUSING, DOCUMENTS)
    assert asked.text == "Wat zeggen de ABVV en de Welzijnskoepel over sociale woningen?"
    assert asked.shape is Shape.COMPARISON


def test_a_publisher_asked_why_keeps_its_why() -> None:
    assert stand_alone("Waarom wil het ABVV dat?", HOUSING, DOCUMENTS).shape is Shape.WHY


def test_an_ellipsis_keeps_the_shape_and_topic_of_the_question_before() -> None:
    asked = stand_alone("En in de steden?", HOUSING, DOCUMENTS)
    assert asked.text == "Wat vraagt de VVSG over sociale woningen in de steden?"
    assert asked.shape is Shape.PROPOSAL
    assert "woningen" in asked.topic
    assert "steden" in asked.topic
    assert asked.voices == ("VVSG",)


def test_another_place_is_also_looked_for_beside_the_answer_before() -> None:
    asked = stand_alone("En in Antwerpen?", COUNTING, DOCUMENTS)
    assert asked.text == "Hoeveel gezinnen wachten in Antwerpen op een woning?"
    assert "4.000 gezinnen" in asked.earlier


def test_another_theme_leaves_the_old_one_behind() -> None:
    asked = stand_alone("En over kinderopvang?", HOUSING, DOCUMENTS)
    assert asked.text == "Wat vraagt de VVSG over kinderopvang?"
    assert asked.earlier == ""
    assert asked.voices == ("VVSG",)


def test_another_theme_after_a_question_without_one_is_asked_of_the_same_publisher() -> None:
    history = (Turn("user", "Moet de gemeente volgens het ABVV zelf bouwen?"), Turn("assistant", "Ja."))
    asked = stand_alone("En over tolken?", history, DOCUMENTS)
    assert asked.text == "Wat zegt de ABVV over tolken?"
    assert asked.voices == ("ABVV",)


@pytest.mark.parametrize(
    "said",
    [
        "Kan de gemeente daar zelf geld voor geven?",
        "Wie betaalt dat?",
        "Hoeveel zijn dat er?",
        "Waar kan hij terecht?",
        "sinds wanneer?",
        "Wat houdt dat in?",
        "en dan?",
        "en hoelang duurt dat",
        "Wat vinden ze daarvan?",
        "wie beslist daarover",
        "En wie betaalt de huur?",
        "Is dat verplicht?",
    ],
)
def test_what_cannot_stand_alone_leans_on_the_question_before(said: str) -> None:
    assert "sociale woningen" in stand_alone(said, HOUSING, DOCUMENTS).earlier


def test_a_pronoun_keeps_the_shape_of_its_own_question() -> None:
    assert stand_alone("Kan de gemeente daar zelf geld voor geven?", HOUSING, DOCUMENTS).shape is Shape.YES_NO


def test_pronouns_are_shown_as_what_they_stand_for() -> None:
    assert stand_alone("Wat vinden zij daarvan?", HOUSING, DOCUMENTS).shown == "Wat vindt de VVSG van sociale woningen?"


@pytest.mark.parametrize("said", ["Waarom?", "hoezo?", "en waarom dan", "Waarom is dat?"])
def test_why_asks_for_the_reason_of_what_was_said(said: str) -> None:
    asked = stand_alone(said, HOUSING, DOCUMENTS)
    assert asked.shape is Shape.WHY
    assert "bouw er meer" in asked.earlier
    assert asked.shown == "Waarom vraagt de VVSG dat over sociale woningen?"


def test_who_says_that_may_be_answered_with_what_was_said() -> None:
    asked = stand_alone("Wie zegt dat?", HOUSING, DOCUMENTS)
    assert asked.shape is Shape.WHO
    assert asked.answered == ""
    assert "bouw er meer" in asked.earlier


@pytest.mark.parametrize(
    "said",
    [
        "Welke steun krijgen mantelzorgers volgens het ABVV?",
        "En wat is de bevoegdheid van gemeenten rond kinderopvang?",
        "En wat zegt het ABVV over de onderhoudsplicht?",
        "Welke hulp is er voor mensen die hun huur niet kunnen betalen?",
        "Wat is een omgevingsanalyse voor gemeenten?",
    ],
)
def test_a_question_with_its_own_subject_starts_anew(said: str) -> None:
    asked = stand_alone(said, HOUSING, DOCUMENTS)
    assert asked.text == said
    assert asked.earlier == ""


def test_a_new_subject_is_not_asked_of_the_old_publisher() -> None:
    assert stand_alone("Welke steun krijgen mantelzorgers volgens het ABVV?", HOUSING, DOCUMENTS).voices == ("ABVV",)
    assert stand_alone("Wat is een omgevingsanalyse voor gemeenten?", HOUSING, DOCUMENTS).voices == ()


def test_a_chain_of_follow_ups_keeps_its_subject() -> None:
    chain = (*HOUSING, Turn("user", "En het ABVV?"), Turn("assistant", "Het ABVV vraagt 15%."))
    asked = stand_alone("En in de steden?", chain, DOCUMENTS)
    assert asked.text == "Wat vraagt de ABVV over sociale woningen in de steden?"
    assert asked.voices == ("ABVV",)


def test_a_chain_of_places_keeps_only_the_last_one() -> None:
    chain = (*COUNTING, Turn("user", "En in Antwerpen?"), Turn("assistant", "Daar 9.000."))
    asked = stand_alone("en op het platteland?", chain, DOCUMENTS)
    assert asked.text == "Hoeveel gezinnen wachten op het platteland op een woning?"


def test_after_a_new_subject_a_follow_up_leans_on_the_new_one() -> None:
    chain = (*HOUSING, Turn("user", "Wat zegt het ABVV over tolken?"), Turn("assistant", "Zorg voor tolken."))
    assert stand_alone("En de VVSG?", chain, DOCUMENTS).text == "Wat zegt de VVSG over tolken?"


@pytest.mark.parametrize(
    "said",
    [
        "geef er nog",
        "Nog voorbeelden?",
        "zijn er nog?",
        "Nog?",
        "en verder?",
        "geef me nog een paar",
        "Welke nog?",
        "heb je er nog meer?",
        "meer details aub",
        "Kan je dat uitleggen?",
        "wat bedoel je daarmee?",
        "en de rest?",
    ],
)
def test_who_asks_for_more_gets_what_was_not_said(said: str) -> None:
    assert asks_for_more(said)
    asked = stand_alone(said, HOUSING, DOCUMENTS)
    assert asked.more
    assert asked.given == "De VVSG stelt voor: bouw er meer."
    assert asked.text == "Wat vraagt de VVSG over sociale woningen?"
    assert asked.shown.startswith("Wat vraagt de VVSG over sociale woningen? (")


@pytest.mark.parametrize(
    "said",
    ["Wat vraagt de VVSG nog over tolken?", "Is er meer geld nodig?", "Leg uit wat een tolk is", "geef de cijfers"],
)
def test_a_question_about_something_is_no_call_for_more(said: str) -> None:
    assert not asks_for_more(said)


def test_who_keeps_asking_for_more_hears_nothing_twice() -> None:
    chain = (*HOUSING, Turn("user", "geef er nog"), Turn("assistant", "Geef huurpremies."))
    asked = stand_alone("nog?", chain, DOCUMENTS)
    assert asked.given.splitlines() == ["De VVSG stelt voor: bouw er meer.", "Geef huurpremies."]
    assert asked.shown == "Wat vraagt de VVSG over sociale woningen? (wat nog niet gezegd is)"


def test_no_turn_that_is_leaned_on_is_longer_than_a_question_or_an_answer() -> None:
    history = (Turn("user", "1 " * 10_000), Turn("assistant", "a" * 20_000), Turn("user", "half \ud800woord"))
    asked, answered, broken = recent(history)
    assert (len(asked.content), len(answered.content)) == (LONGEST, LONGEST_ANSWER)
    assert broken.content == "half woord"


def test_only_the_last_turns_of_a_conversation_are_leaned_on() -> None:
    history = [Turn("user", f"Wat is zorg {number}?") for number in range(3 * TURNS)]
    assert recent(history) == tuple(history[-TURNS:])


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Nu iets anders: wat is een zorgraad?", "wat is een zorgraad?"),
        ("iets anders: wie betaalt dat bij tolken?", "wie betaalt dat bij tolken?"),
        ("Andere vraag: en de steden?", "en de steden?"),
        ("wat kost een schoolmaaltijd", "wat kost een schoolmaaltijd"),
        ("wat is remi?", "wat is remi?"),
    ],
)
def test_who_begins_about_something_else_is_not_read_with_the_question_before(said: str, read: str) -> None:
    asked = stand_alone(said, HOUSING, DOCUMENTS)
    assert asked.text == read
    assert (asked.earlier, asked.own, asked.voices) == ("", "", ())


@pytest.mark.parametrize(
    "said", ["wat kost dat?", "hoeveel kost het?", "wat kost een woning?", "wie beslist daarover?"]
)
def test_a_short_question_about_what_was_spoken_of_still_leans_on_it(said: str) -> None:
    assert stand_alone(said, HOUSING, DOCUMENTS).own == said


def test_the_others_than_somebody_without_a_document_are_all() -> None:
    chain = (*HOUSING, Turn("user", "En het ACV?"), Turn("assistant", "Dat staat niet in de documenten."))
    asked = stand_alone("En de anderen?", chain, DOCUMENTS)
    assert asked.text == "Wat zeggen de andere organisaties over sociale woningen?"
    again = stand_alone("En volgens het ACV?", chain, DOCUMENTS)
    assert again.text == "Wat vraagt het ACV over sociale woningen?"


MEALS = (
    Turn("user", "Is het waar dat de VVSG gratis eten op school wil?"),
    Turn("assistant", "De VVSG vraagt 260 miljoen voor schoolmaaltijden."),
)


@pytest.mark.parametrize(
    "said",
    [
        "GBO wat is dat",
        "Hoeveel lokale dienstencentra zijn er",
        "hoe zit het met energiearmoede",
        "Tolken: wie betaalt die en wie regelt ze?",
        "Welke organisatie vindt dat gemeenten hun eigen personeel moeten opleiden?",
        "Hoeveel krijgt een ouder als hij minder gaat werken?",
        "Waarom vragen zo weinig mensen een huursubsidie aan?",
    ],
)
def test_a_question_that_points_at_nothing_outside_of_it_takes_nothing_along(said: str) -> None:
    asked = stand_alone(said, MEALS, DOCUMENTS)
    assert (asked.text, asked.own, asked.earlier, asked.voices) == (said, "", "", ())


@pytest.mark.parametrize(
    "said",
    [
        "Gaat dat enkel over lagere scholen?",
        "Hoeveel gemeenten doen daar niet aan mee?",
        "Welke leerlingen willen ze bereiken?",
        "Wat moet een ouder doen om die te krijgen?",
        "Wat bieden hun leden aan?",
        "Zijn er genoeg centen voor?",
    ],
)
def test_a_question_that_points_outside_of_it_takes_the_one_before_along(said: str) -> None:
    asked = stand_alone(said, MEALS, DOCUMENTS)
    assert asked.own == said
    assert "gratis eten op school" in asked.text


def test_of_a_chain_no_more_than_one_question_is_shown_behind_the_last() -> None:
    chain = (*MEALS, Turn("user", "En wie beslist over het geld?"), Turn("assistant", "De school."))
    asked = stand_alone("Hoeveel gemeenten doen daar niet aan mee?", chain, DOCUMENTS)
    assert asked.shown.count("(") == 1


def test_a_follow_up_written_out_in_full_is_answered_as_when_it_is_asked_at_once(corpus_index: Index) -> None:
    assistant = Assistant(corpus_index)
    history = [Turn("user", "Wat zegt de VVSG over kinderopvang?"), Turn("assistant", "De VVSG vraagt plaatsen.")]
    follow_up = assistant.ask("en het ABVV?", history)
    assert follow_up.standalone
    at_once = assistant.ask(follow_up.standalone)
    assert [claim.citations for claim in follow_up.claims] == [claim.citations for claim in at_once.claims]


def test_they_are_all_who_speak_where_nobody_was_named_yet() -> None:
    asked = stand_alone("wat zeggen ze over tolken", (), DOCUMENTS)
    assert asked.text == "Wat zeggen de organisaties over tolken?"
    assert asked.shape is Shape.COMPARISON
    assert stand_alone("wat zeggen ze over tolken", HOUSING, DOCUMENTS).voices == ("VVSG",)
