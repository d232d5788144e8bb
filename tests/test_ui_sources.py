"""What `bronwijzer sources` and `bronwijzer sources check` say of documents that nobody described."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from index import Encoder, build_index
from ingest import Document, Kind, missing, read_documents
from ui import cli, render, sources, texts

TEXT = "Wonen in de stad\n\nElke gemeente streeft naar minstens vijftien sociale woningen per honderd gezinnen.\n"


def read(folder: Path) -> list[Document]:
    return [one for one in read_documents(folder) if isinstance(one, Document)]


@pytest.fixture
def described(tmp_path: Path) -> list[Document]:
    """One document that the manifest describes, one of which it says half, one that it does not know."""
    (tmp_path / "sources.toml").write_text(
        '["af.txt"]\ntitle = "Af"\npublisher = "Stad"\ndate = ""\nkind = "nota"\n\n["half.txt"]\npublisher = "Stad"\n',
        encoding="utf-8",
    )
    for name in ("af.txt", "half.txt", 'rare "naam".txt'):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    return read(tmp_path)


def test_what_was_found_in_the_file_is_shown_as_such(described: list[Document]) -> None:
    af, half, _ = map(render.source_lines, described)
    assert af == "af.txt\n    Stad | Af | nota"
    assert half == f"half.txt\n    Stad | Wonen in de stad ({texts.FROM_FILE}) | document"


def test_the_check_names_what_lacks_and_what_nobody_checked(described: list[Document]) -> None:
    said = sources.check(described)
    assert "af.txt" not in said
    assert "half.txt\n    ontbreekt: datum, soort\n    uit het bestand, door niemand nagekeken: titel\n" in said


def test_the_entries_of_the_check_are_toml_that_the_manifest_takes(tmp_path: Path, described: list[Document]) -> None:
    snippet = sources.check(described).split(texts.SOURCES_HOW)[1]
    tables = tomllib.loads(snippet)
    assert list(tables) == ["half.txt", 'rare "naam".txt']
    assert tables["half.txt"] == {"title": "Wonen in de stad", "date": "", "kind": ""}
    filled = snippet.replace('kind = ""', 'kind = "nota"').replace('date = ""', 'date = "2024"')
    (tmp_path / "sources.toml").write_text(filled, encoding="utf-8")
    assert [missing(document) for document in read(tmp_path)] == [
        ("title", "publisher", "date", "kind"),
        ("publisher",),
        (),
    ]


def test_the_check_says_how_a_name_is_written_in_the_manifest_of_its_own_folder(tmp_path: Path) -> None:
    for name in ("wonen", "zorg"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "nota.txt").write_text(TEXT, encoding="utf-8")
    given = [one for one in read_documents([tmp_path / "wonen", tmp_path / "zorg"]) if isinstance(one, Document)]
    snippet = sources.check(given).split(texts.SOURCES_HOW)[1]
    assert 'wordt "wonen/nota.txt" dus "nota.txt".' in snippet
    tables = tomllib.loads(snippet)
    assert list(tables) == ["wonen/nota.txt", "zorg/nota.txt"]
    (tmp_path / "wonen" / "sources.toml").write_text('["nota.txt"]\nkind = "nota"\n', encoding="utf-8")
    again = [one for one in read_documents([tmp_path / "wonen", tmp_path / "zorg"]) if isinstance(one, Document)]
    assert [one.kind for one in again] == [Kind.NOTE, Kind.UNKNOWN]


def test_names_without_a_folder_need_no_such_word(described: list[Document]) -> None:
    assert "map daarin" not in sources.check(described)


def test_complete_documents_are_one_sentence(described: list[Document]) -> None:
    assert sources.check(described[:1]) == texts.SOURCES_COMPLETE
    assert sources.incomplete([replace(described[0], kind=Kind.UNKNOWN)]) == ()


@pytest.fixture
def indexed(
    tmp_path: Path, described: list[Document], hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> list[Document]:
    build_index(described, hashing_encoder, tmp_path / "index")
    monkeypatch.setenv("BRONWIJZER_INDEX", str(tmp_path / "index"))
    return described


def test_the_command_lists_every_document(indexed: list[Document], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["sources"]) == 0
    assert capsys.readouterr().out == "\n".join(map(render.source_lines, indexed)) + "\n"


def test_the_check_fails_while_something_is_missing(
    indexed: list[Document], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["sources", "check"]) == 1
    shown = capsys.readouterr()
    assert shown.out == sources.check(indexed) + "\n"
    assert shown.err.strip() == texts.sources_incomplete(2)


def test_the_check_passes_when_all_is_written_down(
    tmp_path: Path, described: list[Document], hashing_encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    build_index(described[:1], hashing_encoder, tmp_path / "index")
    monkeypatch.setenv("BRONWIJZER_INDEX", str(tmp_path / "index"))
    assert cli.run(["sources", "check"]) == 0
    assert capsys.readouterr().out == texts.SOURCES_COMPLETE + "\n"
