"""Decisions: all of the period that is asked for, or all that carry the name of the theme."""

import pytest

from index import Encoder, build_index
from ingest import Document, read_documents
from qa import Assistant, Turn

PAGE = """Plan

De stad steunt buurtwinkels en fietsbibliotheken.

Referenties

[0] : (2021-06-18) Steun aan de Grote Fietsbibliotheek in alle wijken
[1] : (2021-06-18) Premie voor buurtwinkels
[2] : (2022-03-11) Werkingsgeld buurtwinkels juli 2021 - december 2021
[3] : (2022-03-18) Oproep aan scholen: 'GroteFietsbibliotheek' en omgeving
"""
STATED = """["plan.txt"]
title = "Plan"
publisher = "Stadsrobot"
kind = "door AI opgestelde samenvatting"
date = "2024"
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> Assistant:
    folder = tmp_path_factory.mktemp("decisions")
    (folder / "plan.txt").write_text(PAGE, encoding="utf-8")
    (folder / "sources.toml").write_text(STATED, encoding="utf-8")
    documents = [d for d in read_documents(folder) if isinstance(d, Document)]
    return Assistant(build_index(documents, hashing_encoder, tmp_path_factory.mktemp("index") / "index"))


def titles(assistant: Assistant, question: str, *before: Turn) -> list[str]:
    return [claim.citations[0].quote.split(") ")[1][:7] for claim in assistant.ask(question, before).claims]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wat werd beslist in juni 2021?", ["Steun a", "Premie "]),
        ("Welke beslissing viel op 18 juni 2021?", ["Steun a", "Premie "]),
        ("Wat besliste de Vlaamse Regering in maart 2022?", ["Werking", "Oproep "]),
        ("Geef alle beslissingen van 2022", ["Werking", "Oproep "]),
        ("Welke beslissingen uit maart 2022?", ["Werking", "Oproep "]),
    ],
)
def test_all_decisions_of_a_time_are_given_however_they_are_asked_for(
    assistant: Assistant, question: str, expected: list[str]
) -> None:
    assert titles(assistant, question) == expected


def test_another_day_takes_the_place_of_the_whole_day_before(assistant: Assistant) -> None:
    before = (Turn("user", "Welke beslissing viel op 18 juni 2021?"), Turn("assistant", "Op 18 juni 2021: Steun."))
    assert titles(assistant, "en op 11 maart 2022?", *before) == ["Werking"]


def test_decisions_that_carry_the_name_of_the_theme_are_never_refused(assistant: Assistant) -> None:
    assert titles(assistant, "Wat besliste de regering over de Grote Fietsbibliotheek?") == ["Steun a", "Oproep "]


def test_one_day_of_all_decisions_is_said_once(assistant: Assistant) -> None:
    answer = assistant.ask("Welke beslissingen werden genomen op 18 juni 2021?")
    assert answer.message.endswith(", alle van 18 juni 2021:")
    assert [claim.sentence for claim in answer.claims] == [
        "Steun aan de Grote Fietsbibliotheek in alle wijken",
        "Premie voor buurtwinkels",
    ]
