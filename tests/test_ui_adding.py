"""`bronwijzer eval add`, as an evaluator types it: through a pipe, and in a real terminal."""

import io
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval import check_file, drawn_split, load_gold
from index import Encoder, build_index
from ingest import Document
from ui import cli

ROOT = Path(__file__).parent.parent
QUESTION = "Hoeveel sociale huizen wil de bond?"
EVIDENCE = ["sociale woningen", "1", "minstens 15% sociale woningen", ""]
WHOLE = [QUESTION, "j", "1", *EVIDENCE, "15%", "", "20% | 20 procent", "Minstens 15%.", "j"]


@pytest.fixture(autouse=True)
def _alone(
    tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [n for n in os.environ if n.startswith("BRONWIJZER_")]:
        monkeypatch.delenv(name)
    build_index(tiny_documents, hashing_encoder, tmp_path / "index")
    monkeypatch.setenv("BRONWIJZER_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "nieuw.jsonl"


def typed(lines: list[str], file: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return cli.run(["eval", "add", str(file)])


def draft(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bronwijzer" / "goudvraag.json"


def test_a_question_that_was_led_through_is_sound(
    file: Path, tmp_path: Path, tiny_documents: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("", encoding="utf-8")
    assert typed(WHOLE, file, monkeypatch) == 0
    documents = {one.id: one for one in tiny_documents}
    assert check_file(file, documents) == ()
    (question,) = load_gold(file)
    assert (question.question, question.type, question.forbidden) == (QUESTION, "feit", ("20%", "20 procent"))
    assert question.key_facts == (("15%", "15 %", "15 procent"),)
    assert [(one.document, one.quote) for one in question.evidence] == [
        ("vakbond.txt", "minstens 15% sociale woningen")
    ]
    assert question.split == drawn_split(question)
    assert not draft(tmp_path).exists()


def test_a_second_question_stands_on_a_line_of_its_own(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed(WHOLE, file, monkeypatch) == 0
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    assert (
        typed(["Wie vangt vluchtelingen in huis op?", "n", "j", "", "Staat er niet in.", "j"], file, monkeypatch) == 0
    )
    first, second = load_gold(file)
    assert (second.answerable, second.near_miss, second.type) == (False, True, "onbeantwoordbaar")
    assert first.id != second.id


def test_nonsense_is_asked_again(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["", "bel mij op 0477 12 34 56", QUESTION, "misschien", "j", "99", "x", "1"]
    lines += ["zzzzqqq", "sociale woningen", "7", "1", "dit staat er niet", "9-1", "1", "", "15%", "", "", "15%.", "j"]
    assert typed(lines, file, monkeypatch) == 0
    said = capsys.readouterr().out
    assert "Dit lijken persoonsgegevens (telefoonnummer)." in said
    assert "Zo staat het niet in deze passage." in said
    assert "0477" not in file.read_text(encoding="utf-8")


def test_back_goes_to_the_step_before_and_keeps_what_was_there(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again = [QUESTION, "j", "1", "terug", "2", "t", "t", "t", "", "j", "", *EVIDENCE, "15%", "", "", "15%.", "j"]
    assert typed(again, file, monkeypatch) == 0
    (question,) = load_gold(file)
    assert (question.question, question.type) == (QUESTION, "voorstel")


def test_what_is_wrong_is_shown_and_can_be_mended(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [*WHOLE[:-3], "", "Er moet veel meer komen.", "", "Minstens 15%.", "j"]
    assert typed(lines, file, monkeypatch) == 0
    assert "in het voorbeeldantwoord staat geen van deze kernwoorden: 15%" in capsys.readouterr().out
    assert load_gold(file)[0].reference_answer == "Minstens 15%."


def test_a_question_that_is_there_already_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(WHOLE, file, monkeypatch) == 0
    assert typed(["Hoeveel wil de bond sociale huizen?", *WHOLE[1:-1], "", "stop"], file, monkeypatch) == 1
    assert "dit is dezelfde vraag als eigen-" in capsys.readouterr().out
    assert len(load_gold(file)) == 1


@pytest.mark.parametrize("end", [[], ["stop"], ["q"]])
def test_who_stops_loses_nothing(
    end: list[str], file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed([*WHOLE[:3], *EVIDENCE, *end], file, monkeypatch) == 1
    assert not file.exists()
    assert draft(tmp_path).stat().st_mode & 0o077 == 0
    assert "bewaard" in capsys.readouterr().err
    assert typed(["j", "15%", "", "", "Minstens 15%.", "j"], file, monkeypatch) == 0
    assert load_gold(file)[0].evidence[0].quote == "minstens 15% sociale woningen"


@pytest.mark.parametrize("content", ["", "[]", '{"step": "x", "line": {}}'])
def test_an_odd_draft_is_passed_over(content: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft(tmp_path).parent.mkdir(parents=True)
    draft(tmp_path).write_text(content, encoding="utf-8")
    assert typed(WHOLE, file, monkeypatch) == 0


def test_a_file_that_cannot_be_written_is_told_and_the_question_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    assert typed(WHOLE, tmp_path / "bestand" / "nieuw.jsonl", monkeypatch) == 1
    assert "nieuw.jsonl is niet te schrijven" in capsys.readouterr().err
    assert QUESTION in draft(tmp_path).read_text(encoding="utf-8")


@pytest.fixture
def terminal(file: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ui.cli", "eval", "add", str(file)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
        preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0),  # Ctrl-C reaches it
    ) as process:  # fmt: skip
        os.close(theirs)
        yield process, ours
        process.kill()
    os.close(ours)


def until(terminal: int, wanted: str) -> str:
    """What the terminal shows up to these words; fails after a minute."""
    shown, end = "", time.monotonic() + 60
    while wanted not in shown:
        assert time.monotonic() < end, shown
        if select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 4096).decode(errors="replace")
    return shown


def test_ctrl_c_in_a_terminal_keeps_a_draft(
    terminal: tuple[subprocess.Popen[bytes], int], tmp_path: Path, file: Path
) -> None:
    process, ours = terminal
    until(ours, "gebruiker:")
    os.write(ours, f"{QUESTION}\n".encode())
    until(ours, "Staat het antwoord in de documenten?")
    os.write(ours, b"\x03")
    shown = until(ours, "bewaard")
    assert process.wait(timeout=30) == 130
    assert "Traceback" not in shown
    assert json.loads(draft(tmp_path).read_text(encoding="utf-8"))["line"]["question"] == QUESTION
    assert not file.exists()
