"""What a document is where the manifest says nothing, and what the manifest says of many files at once."""

from pathlib import Path

import pytest

from ingest import Document, Kind, UnreadableDocument, missing, read_documents
from ingest.content import Content, Found, Part, PartKind
from ingest.make import make_document
from ingest.manifest import Source, read_manifest, source_of

SENTENCE = "Elke gemeente streeft naar minstens vijftien sociale woningen per honderd gezinnen."


NOTHING_FOUND, NOTHING_SAID = Found(), Source()


def made(text: str, found: Found = NOTHING_FOUND, name: str = "nota.txt", source: Source = NOTHING_SAID) -> Document:
    return make_document(Content(text=text, found=found), name, "0", source)


def headed(title: str, *lines: str) -> Document:
    parts = (Part(PartKind.HEADING, (title,)), *(Part(PartKind.PARAGRAPH, (line,)) for line in (*lines, SENTENCE)))
    return make_document(Content(parts=parts), "stuk.pdf", "0", Source())


# --- the manifest -------------------------------------------------------------------------------------------------

MANIFEST = """
["*"]
language = "nl"
kind = "nota"
publisher = "Stad Gent"

["besluiten/*.txt"]
kind = "beslissing"

["besluiten/2024*.txt"]
date = "2024"

["besluiten/2024-03.txt"]
title = "Besluit van maart"
publisher = ""
"""


@pytest.fixture
def manifest(tmp_path: Path) -> dict[str, Source]:
    (tmp_path / "sources.toml").write_text(MANIFEST, encoding="utf-8")
    return dict(read_manifest(tmp_path))


def test_the_more_exact_entry_wins_field_by_field(manifest: dict[str, Source]) -> None:
    march = source_of(manifest, "besluiten/2024-03.txt")
    assert (march.title, march.publisher, march.date, march.kind) == ("Besluit van maart", "", "2024", Kind.DECISION)
    assert source_of(manifest, "besluiten/2023.txt").kind is Kind.DECISION
    assert source_of(manifest, "brief.txt").kind is Kind.NOTE
    assert source_of(manifest, "brief.txt").publisher == "Stad Gent"


def test_a_manifest_that_does_not_know_a_file_says_nothing_of_it() -> None:
    assert source_of({"ander.txt": Source(title="Ander", stated=("title",))}, "brief.txt") == Source()


def test_brackets_in_a_file_name_are_no_pattern_against_itself() -> None:
    known = {"nota [1].txt": Source(title="Nota", stated=("title",))}
    assert source_of(known, "nota [1].txt").title == "Nota"


def test_a_nearer_manifest_goes_before_one_above_it(tmp_path: Path) -> None:
    (tmp_path / "zorg").mkdir()
    (tmp_path / "sources.toml").write_text('["*"]\npublisher = "Stad Gent"\nkind = "nota"', encoding="utf-8")
    (tmp_path / "zorg" / "sources.toml").write_text('["*"]\npublisher = "OCMW Gent"', encoding="utf-8")
    (tmp_path / "zorg" / "plan.txt").write_text(SENTENCE, encoding="utf-8")
    (document,) = read_documents(tmp_path)
    assert isinstance(document, Document)
    assert (document.publisher, document.kind) == ("OCMW Gent", Kind.NOTE)


def test_people_may_call_a_kind_by_its_usual_name(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(
        '["a"]\nkind = "decreet"\n["b"]\nkind = "door AI opgesteld"', encoding="utf-8"
    )
    found = read_manifest(tmp_path)
    assert (found["a"].kind, found["b"].kind) == (Kind.LEGISLATION, Kind.AI_SUMMARY)


def test_what_the_manifest_gives_is_never_guessed_even_where_it_says_that_there_is_none() -> None:
    source = Source(stated=("publisher", "date"))
    document = made(f"OCMW Gent\n\nGent, 5 maart 2024\n\n{SENTENCE}", Found("T", "Stad Gent", "2024"), source=source)
    assert (document.publisher, document.date) == ("", "")
    assert missing(document) == ("title", "kind")


def test_an_entry_that_is_left_empty_still_counts_as_missing(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('["a"]\ntitle = ""\nkind = ""\ndate = ""', encoding="utf-8")
    assert read_manifest(tmp_path)["a"].stated == ("date",)


def test_a_single_alias_needs_no_list(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('["a"]\naliases = "VVSG"\n["b"]\naliases = ["VVSG", "de koepel"]')
    found = read_manifest(tmp_path)
    assert (found["a"].aliases, found["b"].aliases) == (("VVSG",), ("VVSG", "de koepel"))


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (b"[a]\naliases = 5", "“aliases” van a is geen lijst van namen"),
        (b"[a]\naliases = {b = 1}", "“aliases” van a is geen lijst van namen"),
        (b"[a]\nvoice = 5", "“voice” van a is geen lijst van tabellen"),
        (b"[a]\nvoice = [5]", "“voice” van a is geen lijst van tabellen"),
        (b"[a.voice]\nheading = 'b'", "“voice” van a is geen lijst van tabellen"),
        (b"a = 5", "a is geen tabel"),
        (b"a = " + b"[" * 3000, "de onderdelen ervan zitten te diep in elkaar"),
        (b"[d]\ntitle.e." + b"b." * 3000 + b"c = 5", "te diep in elkaar"),
        (b"[a]\ntitle 5", "fout op regel 2, kolom 7"),
        (b"a = ", "het is geen geldige TOML"),
        (b"a = " + b"1" * 5000, "het is geen geldige TOML"),
        (b"[a]\ntitle = '\xff'", "het is geen tekst in UTF-8"),
    ],
)
def test_a_broken_manifest_says_in_dutch_what_is_wrong(tmp_path: Path, written: bytes, reason: str) -> None:
    (tmp_path / "sources.toml").write_bytes(written)
    with pytest.raises(UnreadableDocument) as caught:
        read_manifest(tmp_path)
    assert f"{reason}. Verbeter het bestand of haal het weg." in str(caught.value)


# --- the file itself ----------------------------------------------------------------------------------------------


def test_what_the_file_says_of_itself_is_taken_and_counts_as_unchecked() -> None:
    document = made(SENTENCE, Found("Plan voor wonen", "Departement Zorg", "2024-03-05", "nl"))
    assert (document.title, document.publisher, document.date) == ("Plan voor wonen", "Departement Zorg", "2024-03-05")
    assert document.speaker == "het Departement Zorg"
    assert missing(document) == ("title", "publisher", "date", "kind")


@pytest.mark.parametrize(
    "title",
    ["Microsoft Word - nota_v3.doc", "untitled", "Document1", "PowerPoint-presentatie", "plan_def_v2", "nota", "A4"],
)
def test_a_title_that_a_program_made_is_not_a_title(title: str) -> None:
    assert made(f"Wonen in de stad\n\n{SENTENCE}", Found(title=title)).title == "Wonen in de stad"


@pytest.mark.parametrize("author", ["Jan Peeters", "u0123456", "admin", "Microsoft Office User", "jan@gent.be", "-"])
def test_an_account_or_a_person_is_no_publisher(author: str) -> None:
    document = made(SENTENCE, Found("Plan voor wonen", author))
    assert (document.publisher, document.speaker) == ("", "het document “Plan voor wonen”")


@pytest.mark.parametrize(
    ("line", "publisher", "speaker"),
    [
        ("OCMW Gent", "OCMW Gent", "het OCMW Gent"),
        ("Gemeente Sint-Truiden – dienst welzijn", "Gemeente Sint-Truiden", "de gemeente Sint-Truiden"),
        ("Departement Zorg", "Departement Zorg", "het Departement Zorg"),
        ("Een uitgave van de VVSG", "VVSG", "de VVSG"),
        ("© 2024 Agentschap Opgroeien", "Agentschap Opgroeien", "het Agentschap Opgroeien"),
        ("Verantwoordelijke uitgever: Steunpunt Wonen", "Steunpunt Wonen", "het Steunpunt Wonen"),
        ("Samenlevingsopbouw Gent vzw", "Samenlevingsopbouw Gent vzw", "Samenlevingsopbouw Gent vzw"),
    ],
)  # fmt: skip
def test_a_name_that_stands_as_publisher_at_the_head_is_the_publisher(line: str, publisher: str, speaker: str) -> None:
    document = headed("Wonen in de stad", line)
    assert (document.publisher, document.speaker) == (publisher, speaker)


@pytest.mark.parametrize(
    "line",
    [
        "Nota aan het OCMW Gent",
        "De gemeente Aalst vraagt al jaren meer middelen voor het woonbeleid van de Vlaamse Regering.",
        "Gemeente Aalst krijgt geen geld.",
        "Wat vinden Stad Gent en OCMW Gent?",
        "Inspraak van burgers in Stad Gent",
    ],
)
def test_an_organisation_that_is_only_talked_about_is_not_the_publisher(line: str) -> None:
    assert headed("Wonen in de stad", line).publisher == ""


def test_a_title_may_say_whose_paper_it_is() -> None:
    assert headed("Memorandum van de VVSG over wonen").publisher == "VVSG"


@pytest.mark.parametrize(
    ("title", "line", "found", "date"),
    [
        ("Memorandum 2024-2030", "Brussel, 5 maart 2024", "2025-01-01", "2024-2030"),
        ("Wonen", "Brussel, 5 maart 2024", "2025-01-01", "2024-03-05"),
        ("Jaarverslag 2022", "", "2023-04-01", "2022"),
        ("Plan 2024", "", "2024-04-01", "2024-04-01"),
        ("Vlaanderen 2050", "", "2021-04-01", "2021-04-01"),
        ("Wonen", "Gelet op het decreet van 9 februari 2018", "", ""),
        ("Wonen", "Op 5 maart 2024 sprak de minister over wonen in het parlement en over nog veel meer.", "", ""),
    ],
)
def test_a_date_is_taken_where_it_dates_the_document(title: str, line: str, found: str, date: str) -> None:
    parts = [Part(PartKind.HEADING, (title,))] + [Part(PartKind.PARAGRAPH, (one,)) for one in (line, SENTENCE) if one]
    content = Content(parts=tuple(parts), found=Found(date=found))
    assert make_document(content, "stuk.pdf", "0", Source()).date == date


def test_people_may_call_a_publisher_by_its_acronym() -> None:
    publisher = "Vereniging van Vlaamse Steden en Gemeenten (VVSG)"
    document = made(SENTENCE, Found("Plan voor wonen", publisher))
    assert document.aliases == ("vereniging van vlaamse steden en gemeenten", "vvsg")
    assert headed("Wonen", "OCMW van Gent").aliases == ("ocmw van gent", "ocmw gent")


# --- kinds --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Memorandum lokale verkiezingen", Kind.MEMORANDUM),
        ("Decreet van 9 februari 2018 betreffende het lokaal sociaal beleid", Kind.LEGISLATION),
        ("Besluit van de Vlaamse Regering over zorgraden", Kind.LEGISLATION),
        ("Voorstel van decreet over zorgraden", Kind.UNKNOWN),
        ("Voorontwerp van besluit", Kind.UNKNOWN),
        ("Beslissing over de zorgraden", Kind.DECISION),
        ("Vlaams regeerakkoord 2019-2024", Kind.AGREEMENT),
        ("Vlaamse regering 2019-2024, regeerakkoord", Kind.AGREEMENT),
        ("Regeerakkoord Sectie", Kind.UNKNOWN),
        ("Naleving van het regeerakkoord", Kind.UNKNOWN),
        ("Jaarverslag 2022", Kind.REPORT),
        ("Armoedeonderzoek in Gent", Kind.RESEARCH),
        ("Onderzoek naar armoede in Gent", Kind.RESEARCH),
        ("Visienota wonen", Kind.NOTE),
        ("Onze voorstellen voor wonen", Kind.PROPOSALS),
        ("Wonen in de stad", Kind.UNKNOWN),
    ],
)
def test_the_title_tells_the_kind(title: str, kind: Kind) -> None:
    assert headed(title).kind is kind


def test_a_saved_page_is_a_web_page() -> None:
    assert made(f"Wonen\n\n{SENTENCE}", name="wonen.html").kind is Kind.WEBPAGE


@pytest.mark.parametrize(
    "line",
    [
        "Deze samenvatting is opgesteld door AI.",
        "AI-gegenereerde samenvatting",
        "Deze tekst werd met behulp van ChatGPT gemaakt en door niemand nagelezen.",
    ],
)
def test_a_text_that_says_an_ai_made_it_is_marked(line: str) -> None:
    document = headed("Wonen in de stad", line)
    assert (document.kind, document.notice) == (Kind.AI_SUMMARY, "door AI opgesteld")


@pytest.mark.parametrize(
    "line",
    [
        "Ambtenaren gebruiken vaker teksten die door ChatGPT zijn opgesteld, en dat vraagt om afspraken.",
        "AI in het lokaal bestuur",
    ],
)
def test_a_text_about_ai_is_not_marked(line: str) -> None:
    assert headed("Wonen in de stad", line).notice == ""


def test_a_kind_for_a_whole_folder_does_not_silence_the_notice_in_a_text() -> None:
    text = f"Wonen\n\nDeze samenvatting is opgesteld door AI.\n\n{SENTENCE}"
    document = made(text, source=Source(kind=Kind.WEBPAGE, stated=("kind",)))
    assert (document.kind, document.notice) == (Kind.WEBPAGE, "door AI opgesteld")


LONG = (
    "Plan Vlaamse Veerkracht: uitbouw van een slimme regio door het samenbrengen van innovatiecapaciteit bij lokale"
    " besturen en ondernemingen"
)


@pytest.mark.parametrize(
    ("first", "title"),
    [
        (LONG, LONG),
        (f"{LONG}.", "nota"),  # a sentence
        ("Brussel, 5 maart 2024", "nota"),
        ("Raadsbesluit 5 maart 2024", "Raadsbesluit 5 maart 2024"),
        ("gaat over wonen in de stad en in het dorp en over wat de gemeente daar aan doet", "nota"),
    ],
)
def test_a_first_line_that_is_no_sentence_is_the_title(first: str, title: str) -> None:
    assert made(f"{first}\n\n2021-06-04\n\n{SENTENCE}").title == title
