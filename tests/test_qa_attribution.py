"""Who says it and how it is meant: over small documents, without the model."""

from pathlib import Path

import pytest

from index import Encoder, build_index
from qa import Answer, Assistant
from tests.conftest import read_all

SOURCES = """
["koepel.md"]
title = "Memorandum van de koepel"
publisher = "Koepel"
speaker = "de koepel"
aliases = ["koepel"]
kind = "memorandum"
date = "2024"
language = "nl"
"""
TEXT = """# Digitaal

Veel mensen hebben thuis geen computer. We stellen vast dat 46% van de bezoekers nooit online betaalt.
Uit onderzoek van het planbureau blijkt dat een computerles 30 euro kost.

## Onze voorstellen

- Investeer in computerlokalen voor de buurthuizen. Op dit moment zijn de digibanken niet gebiedsdekkend.
- Gemeenten kunnen leegstaande panden beheren. Hetzelfde geldt voor leegstaande gronden.
- In 2023 was 48% van de verkeersdoden een fietser of voetganger.

# Buurten

De buurtwerking telt veel vrijwilligers. Elke buurtwerking moet een vaste ploeg krijgen.

# Kinderopvang

Wij vragen aan het gemeentebestuur om:

- opvangplaatsen te voorzien voor kleuters
- de opvangtarieven gelijk te houden voor kleuters
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("koepel")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (folder / "koepel.md").write_text(TEXT, encoding="utf-8")
    return Assistant(build_index(read_all(folder), hashing_encoder, folder / "index"))


def whole(answer: Answer) -> str:
    return " ".join([answer.message, *(f"{claim.group} {claim.sentence}" for claim in answer.claims)])


def test_a_reason_behind_a_proposal_is_not_part_of_the_proposal(assistant: Assistant) -> None:
    said = whole(assistant.ask("Wat stelt de koepel voor over computerlokalen voor de buurthuizen?"))
    assert said.startswith("De koepel stelt voor: ")
    assert "buurthuizen. Ter toelichting: Op dit moment zijn" in said


def test_an_observation_under_the_heading_of_proposals_is_not_called_a_proposal(assistant: Assistant) -> None:
    said = whole(assistant.ask("Hoeveel procent van de verkeersdoden was in 2023 een fietser of voetganger?"))
    assert "48%" in said
    assert said.startswith("Volgens de koepel")


def test_a_request_is_called_a_request(assistant: Assistant) -> None:
    assert "De koepel vraagt" in whole(assistant.ask("Wat vraagt de koepel over opvangplaatsen voor kleuters?"))


def test_what_a_publisher_reports_of_another_body_is_said_as_that(assistant: Assistant) -> None:
    said = whole(assistant.ask("Hoeveel euro kost een computerles volgens het planbureau?"))
    assert "De koepel (2024) haalt een andere bron aan" in said


def test_what_somebody_found_is_said_as_found(assistant: Assistant) -> None:
    said = whole(assistant.ask("Hoeveel procent van de bezoekers betaalt nooit online?"))
    assert "De koepel (2024) stelt vast" in said


def test_what_goes_on_from_a_proposal_is_no_explanation(assistant: Assistant) -> None:
    said = whole(assistant.ask("Wat stelt de koepel voor over leegstaande panden en leegstaande gronden?"))
    assert "beheren. Hetzelfde geldt" in said


def test_what_should_be_is_told_from_what_is_in_one_paragraph(assistant: Assistant) -> None:
    said = whole(assistant.ask("Wat zegt de koepel over de vrijwilligers en de vaste ploeg van de buurtwerking?"))
    assert "vrijwilligers. De koepel vindt: Elke buurtwerking moet" in said
