"""The value that was asked for comes first, with its year, place and source; the wrong one is never marked."""

from pathlib import Path

import pytest

from index import Encoder, build_index
from qa import Answer, Assistant
from qa.catalogue import Catalogue
from qa.figures import spelled_out, told_first
from qa.question import understand
from tests.conftest import read_all

NOBODY = Catalogue(())
LATE = (
    "Het aandeel dat te laat komt is het hoogst in het hele land bij bakkers (12%), kappers (31%), slagers (44%) en "
    "wie ver woont (50%)."
)
BOATS = "Iets meer dan de helft (60%) van de vissers heeft een boot, vooral oude schippers (73%)."


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        (
            "Hoeveel procent van de doden was fietser?",
            "In het jaar waarover de dienst nu cijfers heeft was ongeveer 48% van de doden een fietser.",
            "**Ongeveer 48%**. In het jaar",
        ),
        (
            "Hoeveel gezinnen wachten op een woning?",
            "Vandaag staan er in dit kleine land volgens de dienst meer dan 1.750 gezinnen op een lijst.",
            "**Meer dan 1.750 gezinnen**. Vandaag",
        ),
        ("Hoeveel gezinnen wachten?", "Er wachten 1.750 gezinnen.", "Er wachten **1.750** gezinnen."),
        ("Hoeveel procent van de kappers is te laat?", LATE, f"**31%**. {LATE}"),
        ("Hoeveel procent van de bakkers is te laat?", LATE, f"**12%**. {LATE}"),
        ("Hoeveel procent van de slagers is te laat?", LATE, f"**44%**. {LATE}"),
        ("Hoeveel procent van de vissers heeft een boot?", BOATS, BOATS.replace("60%", "**60%**")),
        (
            "Welk percentage van de slopers heeft een boot?",
            "Een boot: vissers 60%, slopers: 7%.",
            "Een boot: vissers 60%, slopers: **7%**.",
        ),
        ("Wat kost een wintermaaltijd?", "Een maaltijd kost 90 euro.", "Een maaltijd kost **90 euro**."),
        (
            "Hoeveel mensen kregen een leefloon, alles samen?",
            "Er waren 42.240 gewone en 13.691 andere leeflonen. Samen gaat het om 55.931 personen.",
            "**55.931 personen**. Er waren",
        ),
        (
            "Gezonde levensjaren bij vrouwen: hoeveel jaar liggen de opleidingen uit elkaar?",
            "De rijken leven 9 jaar langer. Het verschil in gezonde levensjaren tussen de opleidingen is 10,5 jaar bij "
            "mannen en 13,4 jaar bij vrouwen.",
            "**13,4 jaar**. De rijken",
        ),
        (
            "Hoeveel uren per maand zijn het minstens en hoogstens?",
            "De stage duurt minimum 32 uur per maand (2 halve dagen) en maximum 64 uur per maand.",
            "**Minimum 32 uur, maximum 64 uur**. De stage",
        ),
    ],
)
def test_the_value_that_was_asked_for_is_marked_and_comes_first(question: str, text: str, told: str) -> None:
    assert told_first(text, understand(question, NOBODY)).startswith(told)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Hoeveel jaar verschil is er?", "Het verschil tussen de groepen in dit land is 10,5 jaar of 13,4 jaar."),
        ("Hoeveel gemeenten passen de plicht toe?", "Er zijn 28 gemeenten die de plicht niet toepassen."),
        ("Hoeveel procent van de oude vissers heeft een boot?", BOATS),
        ("Hoeveel procent van de kappers heeft een boot?", LATE),
        ("Hoeveel procent van de vissers werkt?", "Van 25 tot 64 jaar werkt 70% van de vissers."),
        ("Wat kost een zomerfeest?", "Een winterfeest kost 90 euro."),
        ("Kost een feest 90 euro?", "Een feest kost 90 euro."),
        ("Is de vangst 80%?", "De vangst is 70%."),
        ("Hoe groot is het aandeel verkochte vis?", "Het doel is een aandeel verkochte vis van 80%."),
        ("Hoeveel mensen werken er?", "De koepel telt met al haar leden 30.000 plaatsen."),
        ("Hoeveel tieners zorgen voor een ouder?", "Het gaat om 119.000 jongeren van 11 tot 18 jaar."),
        (
            "Hoeveel procent van de vissers had een boot in 2018?",
            "In 1976 had 65% van de vissers een boot. Later meer.",
        ),
        ("Hoe groot is het verschil in vangst?", "Het loon toont een groot verschil van 19 euro."),
        ("Tegen wanneer moet het decreet ingevoerd zijn?", "Het decreet van 3 mei 2019 regelt de opvang."),
    ],
)
def test_where_it_is_not_sure_which_value_was_asked_for_none_is_marked(question: str, text: str) -> None:
    assert told_first(text, understand(question, NOBODY)) == text


SOURCES = """
["nota.md"]
title = "Memorandum"
publisher = "Koepel"
speaker = "de koepel"
aliases = ["koepel"]
kind = "memorandum"
date = "2024"
language = "nl"
"""
TEXT = """# Werk

In 2021 deed de stad Gent testen op de arbeidsmarkt. Werkgevers lieten kandidaten ongelijk behandeld achter in 18%.

# Zee

In Oostende telt men elk jaar de schepen. Uit de laatste telling blijkt dat 22% van de kotters lek is. Ook in Brugge \
liggen kotters.

# Markt

Achter deze stijging zit een verhaal dat we volgen. Zo verkoopt 35% van de kramen tweedehands kleren. De cijfers \
moeten wel voorzichtig gelezen worden.

# School

Het is aan de regering om hier iets te doen. Uit een berekening van het planbureau kost een warme maaltijd 9 euro.

# Wonen

Op de wachtlijst staan 1.750 gezinnen voor een woning.

# Verkeer

In 2023 reed 48% van de pendelaars met de fiets.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("cijfers")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (folder / "nota.md").write_text(TEXT, encoding="utf-8")
    return Assistant(build_index(read_all(folder), hashing_encoder, folder / "index"))


def whole(answer: Answer) -> str:
    return " ".join([answer.message, *(f"{claim.group} {claim.sentence}" for claim in answer.claims)])


def test_a_figure_travels_with_the_sentence_that_gives_its_year_and_place(assistant: Assistant) -> None:
    said = whole(assistant.ask("Hoeveel procent werkgevers lieten kandidaten ongelijk behandeld achter?"))
    assert "18%" in said
    assert "In 2021 deed de stad Gent testen" in said


def test_a_figure_of_one_place_comes_with_it_and_answers_for_no_other(assistant: Assistant) -> None:
    said = whole(assistant.ask("Hoeveel procent van de kotters is lek in Oostende?"))
    assert "In Oostende telt men" in said
    assert "22%" in said
    assert not assistant.ask("Hoeveel procent van de kotters is lek in Brugge?").claims


def test_a_figure_goes_without_its_wind_up_and_with_its_caveat(assistant: Assistant) -> None:
    said = whole(assistant.ask("Hoeveel procent van de kramen verkoopt tweedehands kleren?"))
    assert "35%" in said
    assert "Achter deze stijging" not in said
    assert "voorzichtig gelezen" in said


def test_the_price_of_one_thing_is_not_that_of_another(assistant: Assistant) -> None:
    assert "9 euro" in whole(assistant.ask("Wat kost een warme maaltijd?"))
    assert not assistant.ask("Wat kost een warme woning?").claims


def test_a_figure_that_another_body_reckoned_is_not_the_opinion_of_who_quotes_it(assistant: Assistant) -> None:
    said = whole(assistant.ask("Wat kost een warme maaltijd volgens de berekening van het planbureau?"))
    assert "haalt een andere bron aan" in said


def test_a_figure_without_a_year_is_said_with_that_of_its_document(assistant: Assistant) -> None:
    said = whole(assistant.ask("Hoeveel gezinnen staan op de wachtlijst voor een woning?"))
    assert said.startswith("Volgens de koepel (2024): ")


def test_a_figure_with_a_year_of_its_own_does_not_get_another(assistant: Assistant) -> None:
    said = whole(assistant.ask("Hoeveel procent van de pendelaars reed met de fiets?"))
    assert "2023" in said
    assert "2024" not in said


def test_a_figure_inside_a_proposal_does_not_come_in_front_of_it() -> None:
    text = "Neem de obstakels voor een goede samenwerking weg en voer de lijst met 180 verbeterpunten uit."
    asked = understand("Hoeveel verbeterpunten telt de lijst?", NOBODY)
    assert told_first(text, asked, wish=True) == text.replace("180", "**180**")
    assert told_first(text, asked).startswith("**180 verbeterpunten**. ")


def test_an_abbreviation_is_spelled_out_first_as_the_text_does() -> None:
    asked = understand("Wat is een GBO?", NOBODY)
    assert spelled_out("Er is een Geïntegreerd Breed Onthaal (GBO).", asked) == "GBO: Geïntegreerd Breed Onthaal"
    assert spelled_out("Het GBO helpt iedereen.", asked) == ""
    assert spelled_out("Er is een Geïntegreerd Breed Onthaal (GBO).", understand("Hoeveel kost het GBO?", NOBODY)) == ""
