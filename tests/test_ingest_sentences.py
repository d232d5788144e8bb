"""Where a Dutch sentence ends."""

import pytest

from ingest import sentences
from ingest.content import Content
from ingest.make import make_document
from ingest.manifest import Source
from ingest.sentence import sentence_spans


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


ONE = [
    "De inspanning, bv. Vlaamse steun, telt mee.",
    "Dit loopt o.a. via De Lijn.",
    "De raad beslist (cfr. Europese armoedegrens) over steun.",
    "Overleg i.s.m. VVSG en m.b.t. Vlaanderen i.k.v. Europa.",
    "Zie art. 4 en nr. 12 van het decreet.",
    "Huisvesting, mobiliteit, enz … kunnen leden inbrengen.",
    "Te lage lonen, enz… waarvoor de overheid dient.",
    "Betere kansen, enz.. .",
    "Ongeveer 1.8 miljoen Vlamingen of 51.6% zorgt.",
    "Het totaal bedraagt ongeveer …. 175.000.",
    "De conclusie? ‘Het concept is gezond.’ Volgens professor Nicaise, die de studie leidde.",
    "Dat betekent: elke werkdag file.",
    "Gezinscoaches, enz. zijn maar enkele instrumenten.",
]
TWO = [
    ("Denk aan inkomen, fijnstof, enz.", "Zo blijkt uit onderzoek veel."),
    ("Wat nu?", "Dat is de vraag."),
    ("Steun in de energiefactuur, …", "Ondersteun ook groepen."),
    ("Het haalde de regering in 2020.", "In Brussel liep het ook."),
    ("Hij zei: ‘Kom.’", "Daarna ging hij weg."),
    ("Een uitkering is ontoereikend om uitsluiting te bestrijden", "Daarom wordt werk belangrijk."),
    ("Hoe goed!", "7,8% van de mensen loopt een risico."),
]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_one(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize("pair", TWO)
def test_two_sentences_are_two(pair: tuple[str, str]) -> None:
    assert split(" ".join(pair)) == list(pair)


def test_the_title_of_a_bullet_is_a_sentence_of_its_own() -> None:
    assert split("Zekerheid voor alle opvang\nOpvang heeft waarde.") == [
        "Zekerheid voor alle opvang",
        "Opvang heeft waarde.",
    ]


def test_names_of_technical_files_are_no_part_of_a_sentence() -> None:
    fiches = "(Technische fiche: Digitale inclusie) en (Technsiche fiche: Lokale regie)"
    assert split(f"Compenseer besturen. {fiches}") == ["Compenseer besturen."]
    assert split("Zorg dat het betaalbaar blijft voor iedereen (Technische fiche: Zorg)") == [
        "Zorg dat het betaalbaar blijft voor iedereen"
    ]
    assert split("Een (Technisch fiche: Wonen (sociaal)). Twee.") == ["Een", "Twee."]


def test_a_sentence_knows_its_block_speaker_and_kind_and_repeats_are_left_out() -> None:
    line = "Een persoonlijke dienstverlening helpt wie geen werk heeft naar een baan."
    document = make_document(
        Content(text=f"{line}\n\nIets anders staat hier.\n\n{line}"), "p.txt", "0", Source(speaker="de raad")
    )
    found = sentences(document)
    assert [s.text for s in found] == [line, "Iets anders staat hier."]
    assert {s.speaker for s in found} == {"de raad"}
    assert all(s.block.start <= s.start < s.end <= s.block.end for s in found)


def test_a_reference_is_one_sentence() -> None:
    document = make_document(
        Content(text="[1] : (2020-01-01) Besluit. Nog iets.\n[2] : (2020-02-01) Twee."), "p.txt", "0", Source()
    )
    assert [s.text for s in sentences(document)] == ["(2020-01-01) Besluit. Nog iets.", "(2020-02-01) Twee."]
