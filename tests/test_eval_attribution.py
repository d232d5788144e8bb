"""Errors of attribution, on two small documents of two publishers and one that an AI wrote."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.attribution import FaultKind, faults
from ingest import Document, read_documents
from qa import Answer, Citation, Claim, Reason
from tests.conftest import TINY_SOURCES, TINY_TEXTS

ROBOT = """
["robot.txt"]
title = "Samenvatting van de plannen"
publisher = "Robotdienst"
speaker = "de robotdienst"
kind = "door AI opgestelde samenvatting"
date = "2024"
language = "nl"
notice = "door AI opgestelde samenvatting"
"""
HOUSING = "Elke gemeente streeft naar minstens 15% sociale woningen."
SCHOOLS = "Maak van de zomerscholen een structureel aanbod met bijhorende financiering."
BUDGET = "De regering trekt 20 miljoen euro uit voor opvang in de gemeenten."


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    folder: Path = tmp_path_factory.mktemp("attribution")
    for name, text in {**TINY_TEXTS, "robot.txt": f"Opvang\n\n{BUDGET} Dat gebeurt in 2024.\n"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "sources.toml").write_text(TINY_SOURCES + ROBOT, encoding="utf-8")
    return {one.id: one for one in read_documents(folder) if isinstance(one, Document)}


def cited(quote: str, documents: dict[str, Document]) -> Citation:
    home = next(document for document in documents.values() if quote in document.text)
    start = home.text.index(quote)
    return Citation(home.id, "p", quote, start, start + len(quote))


def kinds(
    documents: dict[str, Document], quote: str, lead: str = "", group: str = "", sentence: str = ""
) -> list[FaultKind]:
    claim = Claim(sentence or quote, (cited(quote, documents),), group)
    return [fault.kind for fault in faults(Answer("?", (claim,), None, lead, (), "scripted"), documents)]


def test_a_claim_under_its_own_publisher_has_no_fault(documents: dict[str, Document]) -> None:
    assert kinds(documents, HOUSING, lead="De Vakbond stelt voor:") == []
    assert kinds(documents, SCHOOLS, group="De Vereniging van Gemeenten stelt voor") == []


def test_a_claim_under_a_name_and_cited_from_another_s_document_is_a_fault(documents: dict[str, Document]) -> None:
    assert kinds(documents, HOUSING, lead="De Vereniging van Gemeenten vindt:") == [FaultKind.OTHER_PUBLISHER]
    assert kinds(documents, HOUSING, group="Vereniging van Gemeenten") == [FaultKind.OTHER_PUBLISHER]


def test_the_group_counts_and_not_the_opening_words_above_it(documents: dict[str, Document]) -> None:
    assert kinds(documents, HOUSING, lead="Vereniging van Gemeenten:", group="Vakbond") == []


def test_a_name_in_a_sentence_that_its_quote_does_not_hold_is_a_name(documents: dict[str, Document]) -> None:
    said = "Volgens de Vereniging van Gemeenten streeft elke gemeente naar 15%."
    assert kinds(documents, HOUSING, sentence=said) == [FaultKind.OTHER_PUBLISHER]


def test_a_name_that_the_quote_itself_holds_says_nothing_of_whose_it_is(documents: dict[str, Document]) -> None:
    home = next(document for document in documents.values() if document.source == "robot.txt")
    text = home.text.replace("De regering", "De Vakbond")
    quote = BUDGET.replace("De regering", "De Vakbond")
    changed = documents | {home.id: replace(home, text=text)}
    assert kinds(changed, quote, lead="Een door AI opgestelde tekst zegt:") == []


def test_a_quote_one_letter_off_is_a_fault_whoever_is_named(documents: dict[str, Document]) -> None:
    wrong = replace(cited(HOUSING, documents), quote=HOUSING.replace("15", "25"))
    answer = Answer("?", (Claim("25%", (wrong,)),), None, "De Vakbond:", (), "scripted")
    assert [(fault.kind, fault.what) for fault in faults(answer, documents)] == [
        (FaultKind.NOT_VERBATIM, HOUSING.replace("15", "25"))
    ]


def test_what_an_ai_wrote_is_called_so(documents: dict[str, Document]) -> None:
    assert kinds(documents, BUDGET, lead="Volgens de Robotdienst:") == [FaultKind.AI_UNMARKED]
    assert kinds(documents, BUDGET, lead="Volgens een door AI opgestelde tekst:") == []
    assert kinds(documents, BUDGET, group="Robotdienst (AI)") == []


def test_a_proposal_without_whose_it_is_is_shown_as_a_fact(documents: dict[str, Document]) -> None:
    assert kinds(documents, SCHOOLS) == [FaultKind.WISH_AS_FACT]
    assert kinds(documents, "In 2023 leefde 7,8% van de kinderen in armoede.") == []  # no wish


def test_a_refusal_has_no_fault(documents: dict[str, Document]) -> None:
    refusal = Answer("?", (), Reason.NOT_FOUND, "Bij de Vakbond staat daar niets over.", (), "scripted")
    assert faults(refusal, documents) == ()
