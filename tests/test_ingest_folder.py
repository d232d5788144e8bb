"""Which files of a folder are documents, what they are called, and what is said of those that are left out."""

import errno
import json
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest import UnreadableDocument
from ingest.folder import File, find_files, printable
from ingest.reason import reason
from ingest.worker import LIMITS, read_file

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only administrators make links")
needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")


def put(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Een zin.", encoding="utf-8")
    return folder


def found(*given: Path) -> list[File]:
    return [one for one in find_files(given) if isinstance(one, File)]


def names(*given: Path) -> list[str]:
    return [one.name for one in found(*given)]


def lines(*given: Path) -> list[str]:
    return [str(one) for one in find_files(given) if isinstance(one, UnreadableDocument)]


def test_folders_in_folders_are_walked_in_an_order_that_stays(tmp_path: Path) -> None:
    put(tmp_path, "z.txt", "b/2.txt", "b/1.txt", "b/c/diep.md", "a.txt")
    assert names(tmp_path) == ["a.txt", "b/1.txt", "b/2.txt", "b/c/diep.md", "z.txt"]


@pytest.mark.parametrize(
    "name",
    [
        ".verborgen.txt",
        ".git/config.txt",
        "sources.toml",
        "~$nota.docx",
        "~WRL0001.tmp",
        ".~lock.nota.odt#",
        "nota.txt~",
        "nota.pdf.crdownload",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "__MACOSX/nota.txt",
        "pagina_bestanden/menu.html",
        "Pagina_files/script.txt",
    ],
)
def test_what_stands_there_for_a_program_is_left_out_without_a_word(tmp_path: Path, name: str) -> None:
    put(tmp_path, "pagina.htm", "nota.txt")
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("", encoding="utf-8")
    assert names(tmp_path) == ["nota.txt", "pagina.htm"]
    assert lines(tmp_path) == []


def test_a_folder_that_only_ends_like_that_of_a_page_is_read(tmp_path: Path) -> None:
    assert names(put(tmp_path, "oude_bestanden/nota.txt")) == ["oude_bestanden/nota.txt"]


def test_several_folders_put_their_name_in_front_whatever_their_order(tmp_path: Path) -> None:
    put(tmp_path, "wonen/nota.txt", "zorg/nota.txt")
    assert names(tmp_path / "wonen", tmp_path / "zorg") == ["wonen/nota.txt", "zorg/nota.txt"]
    assert names(tmp_path / "zorg", tmp_path / "wonen") == ["zorg/nota.txt", "wonen/nota.txt"]


def test_folders_with_the_same_name_are_told_apart_by_those_above_them(tmp_path: Path) -> None:
    put(tmp_path, "2023/nota/a.txt", "2024/nota/a.txt")
    assert names(tmp_path / "2023" / "nota", tmp_path / "2024" / "nota") == ["2023/nota/a.txt", "2024/nota/a.txt"]


def test_a_folder_inside_another_and_one_given_twice_are_read_once(tmp_path: Path) -> None:
    put(tmp_path, "a/b/nota.txt")
    assert names(tmp_path / "a" / "b", tmp_path / "a", tmp_path / "a" / "b" / "nota.txt") == ["b/nota.txt"]


def test_a_single_file_goes_by_its_own_name(tmp_path: Path) -> None:
    put(tmp_path, "nota.txt", "map/plan.txt")
    assert names(tmp_path / "nota.txt") == ["nota.txt"]
    assert names(tmp_path / "nota.txt", tmp_path / "map") == ["nota.txt", "map/plan.txt"]


@needs_links
def test_two_names_that_look_the_same_are_told_apart(tmp_path: Path) -> None:
    put(tmp_path, "a\nb.txt", "a\\nb.txt")
    assert names(tmp_path) == ["a\\nb.txt", "a\\nb (2).txt"]


def test_every_folder_may_have_its_own_manifest_and_the_nearest_wins(tmp_path: Path) -> None:
    put(tmp_path, "plan.txt", "wonen/plan.txt", "zorg/plan.txt")
    (tmp_path / "sources.toml").write_text(
        '["plan.txt"]\ntitle = "Boven"\n["wonen/plan.txt"]\ntitle = "Wonen"\n["zorg/plan.txt"]\ntitle = "Ver"\n',
        encoding="utf-8",
    )
    (tmp_path / "zorg" / "sources.toml").write_text('["plan.txt"]\ntitle = "Zorg"\n', encoding="utf-8")
    assert [one.source.title for one in found(tmp_path)] == ["Boven", "Wonen", "Zorg"]
    assert [one.source.title for one in found(tmp_path / "zorg" / "plan.txt")] == ["Zorg"]


def test_a_broken_manifest_further_down_is_one_line_and_the_files_below_it_are_read(tmp_path: Path) -> None:
    put(tmp_path, "plan.txt", "zorg/nota.txt", "zorg/ouder/nota.txt")
    (tmp_path / "sources.toml").write_text('["*"]\ntitle = "Boven"\n', encoding="utf-8")
    (tmp_path / "zorg" / "sources.toml").write_text("kapot", encoding="utf-8")
    assert [(one.name, one.source.title) for one in found(tmp_path)] == [
        ("plan.txt", "Boven"),
        ("zorg/nota.txt", "Boven"),
        ("zorg/ouder/nota.txt", "Boven"),
    ]
    (broken,) = (one for one in find_files([tmp_path]) if isinstance(one, UnreadableDocument))
    assert broken.source == "zorg/sources.toml"
    assert str(broken).startswith(f"Het overzicht {tmp_path / 'zorg' / 'sources.toml'} kan niet worden gelezen")


def test_a_broken_manifest_at_the_top_of_a_given_folder_stops_the_run(tmp_path: Path) -> None:
    put(tmp_path, "wonen/nota.txt", "zorg/nota.txt")
    (tmp_path / "zorg" / "sources.toml").write_text("kapot", encoding="utf-8")
    with pytest.raises(UnreadableDocument, match="kan niet worden gelezen"):
        list(find_files([tmp_path / "wonen", tmp_path / "zorg"]))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "geen toegang"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "bestaat niet meer"),
        (OSError(errno.EBUSY, "Device or resource busy"), "in gebruik"),
        (OSError(errno.EMFILE, "Too many open files"), "te veel open bestanden"),
        (OSError(errno.EIO, "Input/output error"), "leesfout van de schijf"),
        (OSError(999, "Unknown error 999"), "fout 999 van het systeem"),
        (OSError(0, "geen gewoon bestand"), "geen gewoon bestand"),
        (OSError("what a library says"), "fout van het systeem"),
    ],
)
def test_what_the_system_says_is_said_in_dutch(error: OSError, said: str) -> None:
    assert reason(error) == said


def test_a_folder_and_a_file_that_cannot_be_opened_say_so_in_dutch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (nota,) = found(put(tmp_path / "map", "nota.txt"))
    nota.path.unlink()
    assert "(bestaat niet meer)" in str(read_file(nota, LIMITS))

    def refuse(path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr("ingest.folder.os.scandir", refuse)  # whoever runs the tests may be allowed everything
    assert ["(geen toegang)" in line for line in lines(tmp_path)] == [True]


@needs_links
def test_links_are_followed_to_files_of_the_folder_only(tmp_path: Path) -> None:
    folder, outside = tmp_path / "map", tmp_path / "elders"
    put(folder, "nota.txt", "onder/plan.txt")
    put(outside, "geheim.txt")
    (folder / "binnen.txt").symlink_to(folder / "nota.txt")
    (folder / "buiten.txt").symlink_to(outside / "geheim.txt")
    (folder / "buitenmap").symlink_to(outside)
    (folder / "rond").symlink_to(folder / "rond")
    (folder / "weg.txt").symlink_to(folder / "is-er-niet.txt")
    (folder / "onder" / "terug").symlink_to(folder)
    assert names(folder) == ["binnen.txt", "nota.txt", "onder/plan.txt"]
    assert [line.split(" Zet")[0] for line in lines(folder)] == [
        "buiten.txt is overgeslagen: deze koppeling verwijst naar iets buiten de map.",
        "buitenmap is overgeslagen: deze koppeling verwijst naar iets buiten de map.",
        "onder/terug is overgeslagen: deze koppeling verwijst naar een map die al gelezen wordt. "
        "U hoeft niets te doen.",
        "rond is overgeslagen: deze koppeling verwijst naar iets dat niet bestaat. Haal de koppeling weg.",
        "weg.txt is overgeslagen: deze koppeling verwijst naar iets dat niet bestaat. Haal de koppeling weg.",
    ]


@needs_pipes
def test_what_is_no_file_is_named_and_never_opened(tmp_path: Path) -> None:
    put(tmp_path, "nota.txt")
    os.mkfifo(tmp_path / "pijp.txt")  # opening it would wait for ever
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "stekker.txt"))
        assert names(tmp_path) == ["nota.txt"]
    assert [line.split(":")[0] for line in lines(tmp_path)] == [
        "pijp.txt is overgeslagen",
        "stekker.txt is overgeslagen",
    ]


@pytest.mark.skipif(os.open not in os.supports_dir_fd, reason="this system makes no folders relative to another")
def test_folders_may_lie_deeper_than_a_path_can_be_long(tmp_path: Path) -> None:
    put(tmp_path, "nota.txt")
    deep = os.open(tmp_path, os.O_RDONLY)
    for _ in range(2500):  # of two characters each: a path has 4,096
        os.mkdir("a", dir_fd=deep)
        deeper = os.open("a", os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = deeper
    os.close(deep)
    try:
        assert names(tmp_path) == ["nota.txt"]
        assert len(lines(tmp_path)) == 1
    finally:
        _take_down(tmp_path / "a")


def _take_down(folder: Path) -> None:
    """Takes one level after another away from the top, for `rmtree` does not get so deep."""
    while (folder / "a").is_dir():
        (folder / "a").rename(folder.parent / "b")
        folder.rmdir()
        (folder.parent / "b").rename(folder)
    folder.rmdir()


SHOWN: Sequence[tuple[str, str]] = [
    ("een\nregel.txt", "een\\nregel.txt"),
    ("rood\x1b[31m.txt", "rood\\x1b[31m.txt"),
    ("half\udcff.txt", "half\\udcff.txt"),
    ("om\u202egekeerd.txt", "om\\u202egekeerd.txt"),
    ("cafe\u0301 één.txt", "café één.txt"),
]


@pytest.mark.parametrize(("name", "shown"), SHOWN)
def test_a_name_can_be_printed_and_stored_whatever_stands_in_it(name: str, shown: str) -> None:
    assert printable(name) == shown
    assert json.loads(json.dumps(shown, ensure_ascii=False).encode("utf-8")) == shown


def test_a_folder_that_is_not_there_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"weg bestaat niet. Geef een map op"):
        list(find_files([tmp_path, tmp_path / "weg"]))
