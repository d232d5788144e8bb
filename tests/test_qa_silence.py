"""A refusal says what is missing, and what there is instead, read off the source."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from index import Encoder, Index, build_index
from ingest import Document, read_documents
from qa import Assistant, Reason

SOURCES = """["nota.txt"]
title = "Nota wonen"
publisher = "Dienst Wonen"
speaker = "de Dienst Wonen"
kind = "nota"
date = "2024"
"""
TEXT = """Cijfers

- In 2022 werden in Antwerpen 125 huurpremies uitbetaald aan huurders.
- In het merendeel van de gemeenten is een ouderenraad actief.
- De regering geeft steun aan gemeenten die vrijwillig fuseren: 3 miljoen euro in totaal.
- De stad Gent bouwt sociale woningen.
- De gemeente int een heffing op leegstaande panden van eigenaars.
- Het steunpunt begeleidde 40 gezinnen in schuldbemiddeling.
- In Hasselt werden buurtbemiddelaars opgeleid in 2021.
- In Genk werden 12 buurtbemiddelaars opgeleid in 2018. Ook in Hasselt kwam er een team.
- Jongeren mogen een premie voor hun fiets vragen.
- Bij een meting in Kortrijk bleek het volgende. Liefst 7% van de verhuurders weigerde huurders met een beperking.
- Het aantal huisuitzettingen kende in de periode 2009-2023 een stijgend verloop. In 2023 waren er 310 huisuitzettingen.
"""


@pytest.fixture(scope="module")
def assistant(hashing_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("wonen")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (folder / "nota.txt").write_text(TEXT, encoding="utf-8")
    return Assistant(build_index(_documents(read_documents(folder)), hashing_encoder, folder / "index"))


def _documents(found: object) -> Sequence[Document]:
    return [one for one in found if isinstance(one, Document)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Hoeveel huurpremies werden er in 2019 in Antwerpen uitbetaald?",
            "Er staat wel iets over 2022, niet over 2019.",
        ),
        (
            "Hoeveel huurpremies werden er in 2022 in gent uitbetaald?",
            "Er staat wel een cijfer voor Antwerpen, niet voor Gent.",
        ),
        (
            "In hoeveel gemeenten is een ouderenraad actief?",
            "Er staat wel dat het om “het merendeel” gaat, maar geen precies aantal.",
        ),
        (
            "Hoeveel steun geeft de regering per inwoner aan gemeenten die vrijwillig fuseren?",
            "Er staat wel een cijfer (3 miljoen euro), maar niet per inwoner.",
        ),
        (
            "Welke boete krijgen eigenaars van leegstaande panden?",
            "Het komt wel ter sprake, maar er staat geen boete of sanctie bij.",
        ),
    ],
)
def test_a_near_miss_is_refused_with_what_there_is(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.reason is Reason.ADJACENT_ONLY
    assert answer.message == f"Dat staat niet in de documenten. {said}"
    assert answer.hits


def test_the_year_of_a_document_is_not_said_to_be_the_year_of_what_it_tells(assistant: Assistant) -> None:
    answer = assistant.ask("Hoeveel gezinnen begeleidde het steunpunt in schuldbemiddeling in 2015?")
    assert answer.reason is Reason.ADJACENT_ONLY
    assert "2024" not in answer.message


def test_the_year_of_another_town_is_not_offered(assistant: Assistant) -> None:
    answer = assistant.ask("Hoeveel buurtbemiddelaars werden opgeleid in Genk in 2019?")
    assert answer.reason is Reason.ADJACENT_ONLY
    assert "2021" not in answer.message


def test_a_year_that_stands_with_the_theme_is_never_said_to_be_missing(assistant: Assistant) -> None:
    answer = assistant.ask("Hoeveel buurtbemiddelaars werden opgeleid in Hasselt in 2018?")
    assert "niet over 2018" not in answer.message


def test_the_begin_of_a_period_is_not_the_year_of_a_figure(assistant: Assistant) -> None:
    assert assistant.ask("Hoeveel huisuitzettingen waren er in 2009?").reason is Reason.ADJACENT_ONLY
    assert assistant.ask("Hoeveel huisuitzettingen waren er in 2023?").reason is None


def test_a_figure_belongs_to_the_town_that_was_named_last_before_it(assistant: Assistant) -> None:
    asked = "Hoeveel procent van de verhuurders weigerde huurders met een beperking in {town}?"
    assert assistant.ask(asked.format(town="Kortrijk")).reason is None
    assert assistant.ask(asked.format(town="Gent")).reason is Reason.ADJACENT_ONLY


def test_where_to_ask_is_missed_in_good_dutch(assistant: Assistant) -> None:
    answer = assistant.ask("Hoe vraag ik een premie voor een fiets voor jongeren aan?")
    assert answer.message.endswith("maar er staat niet bij hoe of waar dat kan.")


def test_a_sum_is_missed_as_a_sum(assistant: Assistant) -> None:
    assert assistant.ask("Hoeveel bedraagt de heffing op leegstaande panden van eigenaars?").message.endswith(
        "maar er staat geen bedrag bij."
    )


def test_what_is_there_is_answered_with_its_chance(assistant: Assistant) -> None:
    answer = assistant.ask("Hoeveel huurpremies werden er in 2022 in Antwerpen uitbetaald?")
    assert re.search("125", answer.claims[0].sentence)
    assert answer.chance is not None
    assert 0.5 < answer.chance <= 1
    assert answer.sure is not None
    assert 0 < answer.sure < 1


def test_a_refusal_is_not_sure_to_be_right(assistant: Assistant) -> None:
    assert assistant.ask("Hoeveel huurpremies werden er in 2019 in Antwerpen uitbetaald?").sure is None


def test_what_a_refusal_says_there_is_stands_in_the_nearest_passage(assistant: Assistant) -> None:
    answer = assistant.ask("Hoeveel huurpremies werden er in 2019 in Antwerpen uitbetaald?")
    nearest = answer.hits[0].passage.text
    assert "2022" in nearest
    assert "2019" not in nearest


@pytest.mark.parametrize("question", ["Op welke partij stem ik het best?", "Mijn buur drinkt. Moet ik verhuizen?"])
def test_what_nobody_but_the_asker_can_decide_is_no_question_for_documents(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).reason is Reason.OFF_TOPIC


@pytest.mark.encoder
def test_a_publisher_is_silent_where_only_another_speaks_of_the_theme(real_index: Index) -> None:
    answer = Assistant(real_index).ask("Wat wil het Vlaams Welzijnsverbond met zone 30?")
    assert answer.reason is Reason.NOT_FOUND
    assert answer.message.startswith(
        "Dat staat niet in de documenten: ik vond daar niets over bij het Vlaams Welzijnsverbond."
    )
