"""Documents that are added on the page: what is taken, under which name, and that nothing else is touched."""

import asyncio
import io
import json
import threading
import tomllib
import unicodedata
import zipfile
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import docx
import pytest

from ingest import Kind, read_manifest
from ui import texts
from ui.entries import BadEntry, checked, with_entry, without_entry
from ui.uploads import LONGEST_NAME, MB, Added, NotAdded, Uploads, cleaned

BUS = b"Vervoer\n\nDe belbus kost 2 euro per rit voor wie geen auto heeft.\n"
GIVEN = {"title": "Nota belbus", "publisher": "Zottegem", "date": "2025-03", "kind": "nota"}


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads", most=MB)


def add(
    uploads: Uploads, name: str, data: bytes = BUS, *, replacing: bool = False, known: Mapping[str, str] = {}
) -> Added:
    async def pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(data), 1000):
            yield data[at : at + 1000]

    path = asyncio.run(uploads.received(pieces(), cleaned(name), len(data)))
    return uploads.settle(path, known, replacing=replacing, who="ann")


def left(uploads: Uploads) -> list[str]:
    """Everything that stands in the folder but the log."""
    found = uploads.folder.iterdir() if uploads.folder.is_dir() else ()
    return sorted(one.name for one in found if one.name != ".logboek.jsonl")


def refusal(uploads: Uploads, name: str, data: bytes, **given: bool) -> str:
    before = left(uploads)
    with pytest.raises(NotAdded) as error:
        add(uploads, name, data, **given)
    assert left(uploads) == before
    return str(error.value)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("nota.pdf", "nota.pdf"),
        ("../../etc/nota.pdf", "nota.pdf"),
        ("..\\..\\Windows\\nota.pdf", "nota.pdf"),
        ("..%2f..%2fnota.pdf", "%2f..%2fnota.pdf"),  # decoded once by the server: what is left is no path
        ("C:\\map\\nota.pdf", "nota.pdf"),
        (".nota.pdf", "nota.pdf"),
        ("~$nota.docx", "$nota.docx"),
        ("nota[1]*?.pdf", "nota-1---.pdf"),
        ("no\u202eta\x00\n.pdf", "nota.pdf"),
        (unicodedata.normalize("NFD", "coördinatie.pdf"), "coördinatie.pdf"),
        ("con.txt", "-con.txt"),
        ("nota.pdf. ", "nota.pdf"),
    ],
)
def test_a_name_loses_what_a_disk_or_a_manifest_would_stumble_over(given: str, kept: str) -> None:
    assert cleaned(given) == kept


@pytest.mark.parametrize("name", ["", "/", "..", "...", "./", "***", "\u202e"])
def test_a_name_of_which_nothing_is_left_is_refused(name: str) -> None:
    with pytest.raises(NotAdded):
        cleaned(name)


def test_a_name_of_300_characters_is_cut_and_keeps_its_kind() -> None:
    name = cleaned("é" * 300 + ".pdf")
    assert len(name) == LONGEST_NAME
    assert name.endswith("é.pdf")
    assert len(name.encode()) < 255


def test_a_document_that_can_be_read_is_kept_and_noted(uploads: Uploads) -> None:
    added = add(uploads, "belbus.txt")
    assert (added.name, added.replaced, added.document.title) == ("belbus.txt", False, "Vervoer")
    assert (uploads.folder / "belbus.txt").read_bytes() == BUS
    assert left(uploads) == ["belbus.txt"]
    (line,) = (uploads.folder / ".logboek.jsonl").read_text("utf-8").splitlines()
    row = json.loads(line)
    assert (row["wie"], row["wat"], row["bestand"], row["sha256"]) == (
        "ann", "toegevoegd", "belbus.txt", added.document.sha256,
    )  # fmt: skip


def test_a_text_file_that_is_a_web_page_is_read_as_one(uploads: Uploads) -> None:
    page = (
        b"<!doctype html><html><body><h1>Bus</h1><p>De belbus kost 2 euro per rit.</p><script>x</script></body></html>"
    )
    assert "script" not in add(uploads, "pagina.txt", page).document.text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("leeg.txt", b"", "is leeg"),
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "oud Word-bestand"),
        ("foto.pdf", b"\x89PNG\r\n" + bytes(100), "afbeelding"),
        ("los.docx", b"PK\x03\x04" + bytes(100), "beschadigd"),
        ("iets.exe", b"MZ" + bytes(100), "dit soort bestand kan niet worden gelezen"),
    ],
)
def test_what_ingest_cannot_read_is_refused_with_its_remedy(
    uploads: Uploads, name: str, data: bytes, words: str
) -> None:
    sentence = refusal(uploads, name, data)
    assert words in sentence
    assert "overgeslagen" not in sentence


def test_a_zip_bomb_is_refused(uploads: Uploads) -> None:
    word, bomb = io.BytesIO(), io.BytesIO()
    docx.Document().save(word)
    with zipfile.ZipFile(word) as read, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            text = read.read(name)
            if name == "word/document.xml":
                text = text.replace(
                    b"<w:sectPr", b"<w:p><w:r><w:t>" + b"a" * (300 * MB) + b"</w:t></w:r></w:p><w:sectPr"
                )
            written.writestr(name, text)
    assert "bom.docx" in refusal(uploads, "bom.docx", bomb.getvalue())


def test_a_slow_disk_keeps_nobody_else_waiting(uploads: Uploads, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[str] = []
    monkeypatch.setattr("os.fsync", lambda _file: threads.append(threading.current_thread().name))
    add(uploads, "nota.txt")
    assert threads
    assert threading.main_thread().name not in threads


def test_more_than_the_limit_is_refused_even_where_less_was_announced(uploads: Uploads) -> None:
    assert "groter dan 1 MB" in refusal(uploads, "groot.txt", b"a" * (MB + 1))

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(1100):
            yield b"a" * 1000

    with pytest.raises(NotAdded, match="groter dan 1 MB"):
        asyncio.run(uploads.received(pieces(), "groot.txt", 10))
    assert left(uploads) == []


def test_a_disk_that_is_nearly_full_takes_nothing(uploads: Uploads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.uploads.SPARE", 1 << 60)
    assert "bijna vol" in refusal(uploads, "belbus.txt", BUS)


@pytest.mark.parametrize(
    "name", ["coördinatie.txt", "COÖRDINATIE.TXT", unicodedata.normalize("NFD", "Coördinatie.txt")]
)
def test_a_document_is_replaced_only_by_who_says_so(uploads: Uploads, name: str) -> None:
    add(uploads, "coördinatie.txt")
    other = BUS.replace(b"2 euro", b"3 euro")
    assert "bestaat al" in refusal(uploads, name, other)
    assert (uploads.folder / "coördinatie.txt").read_bytes() == BUS
    assert add(uploads, name, other, replacing=True).replaced
    assert left(uploads) == ["coördinatie.txt"]
    assert (uploads.folder / "coördinatie.txt").read_bytes() == other


def test_the_same_bytes_under_another_name_are_refused(uploads: Uploads) -> None:
    added = add(uploads, "belbus.txt")
    assert "belbus.txt" in refusal(uploads, "kopie.txt", BUS)
    assert not add(uploads, "ander.txt", BUS + b"En meer.", known={added.document.sha256: "x.txt"}).replaced
    uploads.remove("belbus.txt", "ann")
    with pytest.raises(NotAdded, match=r"nota\.txt"):
        add(uploads, "belbus.txt", known={added.document.sha256: "nota.txt"})
    gone = f"{texts.UPLOADED_LABEL}/belbus.txt"  # removed, but the index still has it
    assert add(uploads, "terug.txt", known={added.document.sha256: gone}).name == "terug.txt"


def test_only_a_document_of_this_folder_is_removed(uploads: Uploads, tmp_path: Path) -> None:
    add(uploads, "belbus.txt")
    outside = tmp_path / "buiten.txt"
    outside.write_text("blijft", "utf-8")
    (uploads.folder / "koppeling.txt").symlink_to(outside)
    for name in ("../buiten.txt", "koppeling.txt", "sources.toml", ".logboek.jsonl", "", str(outside), "weg.txt"):
        with pytest.raises(NotAdded):
            uploads.remove(name, "ann")
    uploads.describe("belbus.txt", checked(GIVEN), "ann")
    uploads.remove("belbus.txt", "ann")
    assert outside.read_text("utf-8") == "blijft"
    assert uploads.names() == ()
    assert read_manifest(uploads.folder) == {}


def test_what_was_arriving_when_the_server_stopped_is_cleared_away(uploads: Uploads) -> None:
    add(uploads, "belbus.txt")
    (uploads.folder / ".nieuw-0123456789ab").mkdir()
    (uploads.folder / ".nieuw-0123456789ab" / "half.pdf").write_bytes(b"%PDF")
    uploads.sweep()
    assert left(uploads) == ["belbus.txt"]


def test_what_is_filled_in_is_what_ingest_reads(uploads: Uploads) -> None:
    add(uploads, "belbus.txt")
    uploads.describe("belbus.txt", checked(GIVEN | {"title": 'Een "titel" met \\ en é', "ai": "ja"}), "ann")
    entry = read_manifest(uploads.folder)["belbus.txt"]
    assert (entry.title, entry.publisher, entry.date, entry.kind) == (
        'Een "titel" met \\ en é',
        "Zottegem",
        "2025-03",
        Kind.NOTE,
    )
    assert entry.notice == "door AI opgesteld"
    uploads.describe("belbus.txt", checked(GIVEN | {"publisher": ""}), "ann")
    entry = read_manifest(uploads.folder)["belbus.txt"]
    assert (entry.publisher, entry.notice) == ("", "")
    assert "publisher" in entry.stated


def test_a_manifest_that_somebody_broke_is_left_as_it_is(uploads: Uploads) -> None:
    add(uploads, "belbus.txt")
    (uploads.folder / "sources.toml").write_text("[half", "utf-8")
    with pytest.raises(BadEntry, match="beschadigd"):
        uploads.describe("belbus.txt", checked(GIVEN), "ann")
    assert (uploads.folder / "sources.toml").read_text("utf-8") == "[half"
    assert uploads.entries() == {}


def test_the_entries_and_comments_of_others_stay() -> None:
    text = '# van Jan\n["*"]\npublisher = "Stad" # nagekeken\n\n["a.txt"]\ntitle = "A"\naliases = ["x"]\n'
    after = with_entry(with_entry(text, "b.txt", checked(GIVEN)), "a.txt", checked(GIVEN))
    assert "# van Jan" in after
    assert 'publisher = "Stad" # nagekeken' in after
    read = tomllib.loads(after)
    assert read["a.txt"] == {
        "title": "Nota belbus",
        "aliases": ["x"],
        "publisher": "Zottegem",
        "date": "2025-03",
        "kind": "nota",
    }
    assert read["b.txt"]["title"] == "Nota belbus"
    assert tomllib.loads(without_entry(after, "b.txt")).keys() == {"*", "a.txt"}
    assert without_entry(text, "c.txt") == text


@pytest.mark.parametrize("date", ["", "2024", "2024-02", "2024-02-29", "2024-2030"])
def test_a_date_may_be_a_day_a_month_a_year_or_a_period(date: str) -> None:
    assert checked(GIVEN | {"date": date})["date"] == date


@pytest.mark.parametrize(
    "wrong",
    [
        {"date": "gisteren"},
        {"date": "2023-02-29"},
        {"date": "2030-2024"},
        {"kind": "brief"},
        {"title": "x" * 301},
        {"kind": ""},
    ],
)
def test_what_cannot_stand_there_is_refused_in_dutch(wrong: dict[str, str]) -> None:
    with pytest.raises(BadEntry):
        checked(GIVEN | wrong)
