"""What comes out of a folder, and what is said of files that cannot be read."""

import logging
import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import Document, Kind, UnreadableDocument, read_documents
from ingest.content import Content
from ingest.formats import Format
from ingest.read import AHEAD
from ingest.worker import Limits


def documents(folder: Path) -> Iterator[Document]:
    for document in read_documents(folder):
        assert isinstance(document, Document)
        yield document


def test_a_missing_folder_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"weg bestaat niet. Geef een map op"):
        read_documents(tmp_path / "weg")


def test_a_folder_without_documents_is_an_error_even_with_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text("", encoding="utf-8")
    with pytest.raises(UnreadableDocument, match=r"staan geen documenten.*\.txt, \.md"):
        read_documents(tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("leeg.txt", b" \n\t\n", "leeg.txt is leeg"),
        ("streep.txt", b"---\n", "streep.txt is leeg"),
        ("beeld.txt", b"\x89PNG\x00\x01\x02", "beeld.txt bevat geen leesbare tekst"),
        ("tabel.xls", b"Een tabel", r"tabel.xls is overgeslagen.*\.txt, \.md"),
    ],
)
def test_an_unreadable_file_comes_as_a_value_among_the_others(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zin.txt").write_text("Een goede zin.", encoding="utf-8")
    found = list(read_documents(tmp_path))
    problems = [item for item in found if isinstance(item, UnreadableDocument)]
    assert len(found) == 2
    assert len(problems) == 1
    with pytest.raises(UnreadableDocument, match=message):
        raise problems[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_dutch_text_is_read_in_the_encodings_that_it_comes_in(tmp_path: Path, encoding: str) -> None:
    text = "De cliënt krijgt één begeleider, coördinatie inbegrepen – zo’n keuze kost € 25 in financiële steun."
    (tmp_path / "zin.txt").write_bytes(text.encode(encoding))
    assert [document.text for document in documents(tmp_path)] == [text]


def test_a_file_outside_the_manifest_gets_honest_defaults(tmp_path: Path) -> None:
    (tmp_path / "nota_wonen-2025.txt").write_text("Er staat hier alleen een zin.", encoding="utf-8")
    (tmp_path / "plan.md").write_text("# Plan voor het dorp\n\nEen zin.\n", encoding="utf-8")
    nota, plan = documents(tmp_path)
    assert (nota.title, nota.speaker) == ("nota wonen 2025", "het document “nota wonen 2025”")
    assert (plan.title, plan.kind, plan.publisher) == ("Plan voor het dorp", Kind.UNKNOWN, "")


MANIFEST = """
["plan.txt"]
title = "Het plan"
publisher = "Dorp"
speaker = "het dorp"
aliases = ["dorp"]
kind = "memorandum"
date = "2025"
notice = "ontwerp"

[["plan.txt".voice]]
heading = "Wat de burgers zeggen"
speaker = "de burgers"
kind = "beleidsvoorstellen"
"""


def test_the_manifest_says_who_speaks_and_a_voice_says_it_for_a_section(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "plan.txt").write_text(
        "Inleiding\n\nWij plannen.\n\nWat de burgers zeggen\n\nWij willen meer.", encoding="utf-8"
    )
    (plan,) = documents(tmp_path)
    assert (plan.title, plan.aliases, plan.date, plan.notice) == ("Het plan", ("dorp",), "2025", "ontwerp")
    assert [(s.speaker, s.kind) for s in plan.sections] == [
        ("het dorp", Kind.MEMORANDUM),
        ("de burgers", Kind.PROPOSALS),
    ]


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("titel =", "sources.toml kan niet worden gelezen"),
        ('["plan.txt"]\nkind = "gedicht"', "gedicht” van plan.txt bestaat niet; kies uit: memorandum"),
        ('titel = "x"', "titel is geen tabel"),
        ('["plan.txt"]\ntitel = "Plan"', "“titel” bij plan.txt bestaat niet; kies uit: title"),
        ('[plan.txt]\ntitle = "Plan"', "“txt” bij plan bestaat niet.*tussen aanhalingstekens"),
        ('[["plan.txt".voice]]\nheading = "x"', "ontbreekt in een “voice”: kind, speaker"),
    ],
)
def test_a_broken_manifest_is_named_with_the_reason(tmp_path: Path, manifest: str, message: str) -> None:
    (tmp_path / "plan.txt").write_text("Een zin.", encoding="utf-8")
    (tmp_path / "sources.toml").write_text(manifest, encoding="utf-8")
    with pytest.raises(UnreadableDocument, match=message):
        read_documents(tmp_path)


def test_a_file_that_changed_since_it_was_described_is_read_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "plan.txt").write_text("Een zin.", encoding="utf-8")
    (tmp_path / "sources.toml").write_text('["plan.txt"]\nsha256 = "anders"', encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert len(list(documents(tmp_path))) == 1
    assert "plan.txt is veranderd" in caplog.text


def test_a_known_document_is_not_read_again_and_a_changed_one_is(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("Een zin.", encoding="utf-8")
    (first,) = documents(tmp_path)
    (again,) = read_documents(tmp_path, {first.id: first})
    assert again is first
    path.write_text("Een andere zin.", encoding="utf-8")
    (changed,) = read_documents(tmp_path, {first.id: first})
    assert isinstance(changed, Document)
    assert changed.id != first.id
    (tmp_path / "sources.toml").write_text('["plan.txt"]\ntitle = "Plan"', encoding="utf-8")
    (described,) = read_documents(tmp_path, {changed.id: changed})
    assert isinstance(described, Document)
    assert described.title == "Plan"


def test_files_come_in_order_whoever_reads_them(tmp_path: Path) -> None:
    names = [f"{number:02}.txt" for number in range(2 * AHEAD)]
    for number, name in enumerate(names):
        length = 20_000 if number % 5 == 0 else 20  # the long ones go to a worker
        (tmp_path / name).write_text("Een zin over wonen. " * length, encoding="utf-8")
    (tmp_path / "05a.xyz").write_bytes(b"niets")
    done: list[tuple[str, int, int]] = []
    found = list(read_documents(tmp_path, progress=lambda *one: done.append(one)))
    assert [one.source for one in found] == sorted([*names, "05a.xyz"])
    assert done == [(one.source, number, len(found)) for number, one in enumerate(found, start=1)]


def test_several_folders_are_read_as_one(tmp_path: Path) -> None:
    for folder in ("wonen", "zorg"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "nota.txt").write_text(f"Een zin over {folder}.", encoding="utf-8")
    found = list(read_documents([tmp_path / "wonen", tmp_path / "zorg"]))
    assert [one.source for one in found] == ["wonen/nota.txt", "zorg/nota.txt"]
    assert len({one.id for one in found if isinstance(one, Document)}) == 2


def test_reading_can_be_left_halfway(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text("Een zin.", encoding="utf-8")
    found = read_documents(tmp_path, limits=Limits(here=0))
    assert isinstance(next(found), Document)
    found.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (KeyError("x"), r"ging iets mis \(KeyError\)"),
        (RecursionError(), "te diep in elkaar"),
        (MemoryError(), "te veel geheugen"),
    ],
)
def test_a_reader_that_fails_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, message: str
) -> None:
    def read(data: bytes) -> Content:
        if data == b"kapot":
            raise error
        return Content(text=data.decode())

    monkeypatch.setattr("ingest.worker.format_of", lambda *_: Format("tekst", (".txt",), read))
    (tmp_path / "kapot.txt").write_bytes(b"kapot")
    (tmp_path / "nota.txt").write_bytes(b"Een zin.")
    broken, nota = read_documents(tmp_path)
    assert isinstance(nota, Document)
    with pytest.raises(UnreadableDocument, match=rf"^kapot.txt is overgeslagen: .*{message}"):
        raise broken


def test_a_file_that_went_away_meanwhile_costs_one_file(tmp_path: Path) -> None:
    for name in ("nota.txt", "weg.txt"):
        (tmp_path / name).write_text("Een zin.", encoding="utf-8")
    found = read_documents(tmp_path)
    (tmp_path / "weg.txt").unlink()
    nota, gone = found
    assert isinstance(nota, Document)
    assert str(gone).startswith("weg.txt kan niet worden geopend")
