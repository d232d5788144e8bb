"""The command line as a person meets it: what is printed where, and with which exit code."""

import json
import logging
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import index.build
from index import Encoder, Index, IndexMismatch, build_index
from index.lock import held
from ingest import Document
from qa import Answer, Citation, Claim, Reason, Turn
from tests.conftest import HashingEncoder
from ui import cli, cli_eval, settings, terminal, texts_eval
from ui.reports import saved_runs

ROOT = Path(__file__).parent.parent
HELP = """\
Gebruik: bronwijzer [OPTIES] OPDRACHT [...]

  Antwoordt op vragen over beleidsdocumenten en wijst voor elke zin de bron
  aan.

Opties:
  -h, --help  Toon deze uitleg en stop.

Opdrachten:
  index     Lees de documenten van een of meer mappen en maak de index.
  ask       Beantwoord één vraag, of een heel bestand met vragen.
  eval      Meet de kwaliteit op de goudvragen.
  serve     Start het chatvenster en de API op deze computer.
  show      Toon hoe een document is ingedeeld, of de volledige tekst.
  sources   Som de documenten in de index op.
  users     Beheer wie zich kan aanmelden in het chatvenster.
  feedback  Tel wat gebruikers van de antwoorden vonden.
  backup    Bewaar index, documenten, gebruikers en oordelen in één bestand.
  restore   Zet een reservekopie terug; eerst wordt alles nagekeken.
  mcp       Laat een assistent (MCP) op deze computer vragen stellen.
  tokens    Beheer de tokens waarmee andere programma’s vragen stellen.

  Instellen gaat met bronwijzer.toml of met BRONWIJZER_… in de omgeving (zie
  README.md).
"""
COMMANDS = (
    "index",
    "ask",
    "eval",
    "serve",
    "show",
    "sources",
    "users",
    "feedback",
    "backup",
    "restore",
    "mcp",
    "tokens",
)
ASK_HELP = """\
Gebruik: bronwijzer ask [OPTIES] [VRAAG]

  Beantwoord één vraag, of een heel bestand met vragen.

Wat u meegeeft:
  VRAAG  De vraag, tussen aanhalingstekens.

Opties:
  --json            Schrijf het antwoord als JSON.
  --batch VRAGEN    Bestand met één JSON-object per regel: id, question en
                    eventueel history.
  --out ANTWOORDEN  Bestand voor de antwoorden, in dezelfde volgorde.
  --consent         Sta toe dat de vraag en de gevonden passages naar de
                    ingestelde server buiten uw netwerk gaan.
  --publisher NAAM  Zoek alleen in documenten van deze uitgever (mag meer dan
                    eens).
  --kind SOORT      Zoek alleen in documenten van deze soort (mag meer dan
                    eens).
  --period JAREN    Zoek alleen in documenten uit deze periode, bijvoorbeeld
                    2024 of 2024-2030 (mag meer dan eens).
  -h, --help        Toon deze uitleg en stop.
"""
QUESTION = "Hoeveel sociale woningen moet een gemeente halen volgens de vakbond?"


QUOTE = "Elke gemeente streeft naar minstens 15% sociale woningen."
GOLD: dict[str, object] = {
    "id": "g1", "question": QUESTION, "history": [], "type": "feit", "answerable": True, "key_facts": [["15%"]],
    "forbidden": [], "reference_answer": "15%.", "split": "develop",
    "evidence": [{"document": "vakbond.txt", "quote": QUOTE}],
}  # fmt: skip


class Scripted:
    """An assistant that knows one answer, and breaks on one word."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.union = next(d for d in index.documents.values() if d.source == "vakbond.txt")
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []

    def answering(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        consent: bool = False,
        within: frozenset[str] | None = None,
    ) -> Iterator[Answer]:
        yield self.ask(question, history, consent=consent, within=within)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        consent: bool = False,
        within: frozenset[str] | None = None,
    ) -> Answer:
        self.consented, self.within = consent, within
        self.asked.append((question, tuple(history)))
        if "struikel" in question:
            raise RuntimeError("au")
        if "woningen" not in question:
            return Answer(question, (), Reason.NOT_FOUND, "Dat staat niet in de documenten.", (), "extractive")
        start = self.union.text.index(QUOTE)
        citation = Citation(self.union.id, "p", QUOTE, start, start + len(QUOTE))
        return Answer(question, (Claim(QUOTE, (citation,)),), None, "Volgens de vakbond:", (), "extractive")


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the machine, a terminal of eighty columns, an empty folder to stand in."""
    for name in [n for n in os.environ if n.startswith("BRONWIJZER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("BRONWIJZER_INDEX", str(tmp_path / "index"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def assistant(tiny_index: Index, monkeypatch: pytest.MonkeyPatch) -> Scripted:
    scripted = Scripted(tiny_index)
    for module in (cli, cli_eval):
        monkeypatch.setattr(module, "open_assistant", lambda _settings, _progress=None: scripted)
    return scripted


@pytest.fixture
def hashing(hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (cli, settings):
        monkeypatch.setattr(module, "open_encoder_for", lambda *_, **__: hashing_encoder)


def lines(path: Path, *objects: object) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects), encoding="utf-8")
    return path


@pytest.mark.parametrize(("arguments", "page"), [(["--help"], HELP), ([], HELP), (["ask", "-h"], ASK_HELP)])
def test_help_is_dutch_to_the_last_word(arguments: list[str], page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == 0
    assert capsys.readouterr().out == page


@pytest.mark.parametrize(
    "command",
    [*COMMANDS, "eval check", "eval compare", "eval add", "eval baseline", "users add", "users role", "users password"],
)
def test_no_help_page_holds_an_english_word_of_the_library(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*command.split(), "--help"]) == 0
    page = capsys.readouterr().out
    english = ("Usage", "Options", "Arguments", "Commands", "Show this", "[OPTIONS]", "COMMAND", "required", "default")
    assert not [word for word in (*english, "<", "{") if word in page]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["zoek"], "De opdracht “zoek” bestaat niet. Zie: bronwijzer --help"),
        (["ask", "--snel"], "De optie “--snel” bestaat niet. Zie: bronwijzer ask --help"),
        (["show"], "BRON ontbreekt. Zie: bronwijzer show --help"),
        (["serve", "--port", "0"], "De waarde voor --port kan niet. Zie: bronwijzer serve --help"),
        (["serve", "--port", "veel"], "De waarde voor --port kan niet. Zie: bronwijzer serve --help"),
        (["eval", "zoek"], "De opdracht “zoek” bestaat niet. Zie: bronwijzer eval --help"),
        (["eval", "compare", "a"], "B ontbreekt. Zie: bronwijzer eval compare --help"),
        (
            ["eval", "--types", "feit", "check"],
            "Deze opties horen niet bij eval check. Zie: bronwijzer eval check --help",
        ),
        (["show", "a", "b"], "Zo werkt deze opdracht niet. Zie: bronwijzer show --help"),
        (
            ["ask"],
            "Geef een vraag tussen aanhalingstekens, of --batch VRAGEN samen met --out ANTWOORDEN.",
        ),
        (
            ["ask", "Wat?", "--batch", "x"],
            "Geef een vraag tussen aanhalingstekens, of --batch VRAGEN samen met --out ANTWOORDEN.",
        ),
    ],
)
def test_a_wrong_use_is_one_dutch_sentence_and_exit_code_2(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(arguments) == 2
    assert capsys.readouterr().err.strip() == sentence


@pytest.mark.usefixtures("assistant")
def test_ask_prints_the_answer_and_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ask", QUESTION]) == 0
    assert capsys.readouterr().out == (
        f"Volgens de vakbond:\n{QUOTE} [1]\n\nBronnen:\n"
        "[1] Vakbond, Memorandum van de vakbond, 2024, Wonen\n"
        "    “Elke gemeente streeft naar minstens 15% sociale woningen.”\n"
    )


@pytest.mark.parametrize("batch", [False, True])
def test_a_question_leaves_for_a_server_outside_only_where_that_is_said(
    assistant: Scripted, tmp_path: Path, batch: bool
) -> None:
    asked = ["--batch", str(lines(tmp_path / "v", {"question": QUESTION})), "--out", str(tmp_path / "a")]
    for consent in ([], ["--consent"]):
        assert cli.run(["ask", *(asked if batch else [QUESTION]), *consent]) == 0
        assert assistant.consented is bool(consent)


@pytest.mark.usefixtures("assistant")
def test_ask_with_json_prints_the_contract_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ask", QUESTION, "--json"]) == 0
    given = json.loads(capsys.readouterr().out)
    assert given["citations"][0]["source"] == "vakbond.txt"
    assert given["question"] == QUESTION


@pytest.mark.usefixtures("assistant")
def test_an_abstention_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ask", "Wie wint?"]) == 0
    assert capsys.readouterr().out == "Dat staat niet in de documenten.\n"


def test_a_batch_answers_every_line_in_order(
    assistant: Scripted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "Minstens 15%."}]
    batch = lines(
        tmp_path / "vragen.jsonl",
        {"id": "b", "question": QUESTION, "extra": 1},
        {"id": 7, "question": ""},
        {"question": "En wat zegt de vereniging daarover?", "history": history},
    )
    assert cli.run(["ask", "--batch", str(batch), "--out", str(tmp_path / "uit.jsonl")]) == 0
    given = [json.loads(line) for line in (tmp_path / "uit.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [g["id"] for g in given] == ["b", "7", "3"]
    assert [g["abstained"] for g in given] == [False, True, True]
    assert assistant.asked[2][1] == (Turn("user", QUESTION), Turn("assistant", "Minstens 15%."))
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"3 antwoorden geschreven in {tmp_path / 'uit.jsonl'}." in shown.err


@pytest.mark.usefixtures("assistant")
def test_answers_never_take_the_place_of_the_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch = lines(tmp_path / "vragen.jsonl", {"id": "a", "question": QUESTION})
    before = batch.read_bytes()
    assert cli.run(["ask", "--batch", str(batch), "--out", str(tmp_path / "." / "vragen.jsonl")]) == 1
    assert batch.read_bytes() == before
    assert "niet in het bestand met de vragen" in capsys.readouterr().err


@pytest.mark.usefixtures("assistant")
def test_questions_that_are_missing_are_named_also_beside_older_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = lines(tmp_path / "uit.jsonl", {"id": "a"})
    before = older.read_bytes()
    assert cli.run(["ask", "--batch", str(tmp_path / "weg.jsonl"), "--out", str(older)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"{tmp_path / 'weg.jsonl'}" in said
    assert "niet hadden voorzien" not in said
    assert older.read_bytes() == before


@pytest.mark.usefixtures("assistant")
def test_a_question_that_breaks_leaves_a_line_and_the_rest_is_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = lines(tmp_path / "v", {"id": "1", "question": "struikel"}, {"id": "2", "question": QUESTION})
    assert cli.run(["ask", "--batch", str(batch), "--out", str(tmp_path / "uit")]) == 1
    first, second = (json.loads(line) for line in (tmp_path / "uit").read_text(encoding="utf-8").splitlines())
    assert (first["id"], first["abstained"], first["reason"]) == ("1", True, "fout")
    assert not second["abstained"]
    said = capsys.readouterr().err
    assert "1 van de 2 vragen liepen fout" in said
    assert "Traceback" not in said


def test_the_log_of_an_error_is_one_line_unless_more_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    error = RuntimeError("au")
    record = logging.LogRecord("ui", logging.ERROR, "x", 1, "Vraag 1 liep fout.", (), (RuntimeError, error, None))
    assert terminal.Brief().format(record) == "Vraag 1 liep fout. (RuntimeError)"
    monkeypatch.setenv("BRONWIJZER_DEBUG", "1")
    assert "RuntimeError: au" in terminal.Brief().format(record).splitlines()[-1]
    assert len(terminal.Brief().format(record).splitlines()) > 1


@pytest.mark.usefixtures("assistant")
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{geen json", "geen geldige JSON"),
        ('"tekst"', "geen JSON-object"),
        ("{}", "“question” ontbreekt of is geen tekst"),
        ('{"question": 5}', "“question” ontbreekt of is geen tekst"),
        ('{"question": "x", "id": [1]}', "“id” moet een tekst of een getal zijn"),
        ('{"question": "x", "history": [{"role": "system", "content": "x"}]}', "“history” moet een lijst zijn"),
        ('{"question": "x", "history": "x"}', "“history” moet een lijst zijn"),
    ],
)
def test_a_bad_line_is_named_before_anything_is_answered(
    line: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "vragen.jsonl"
    batch.write_text(f'{{"question": "Wat?"}}\n\n{line}\n', encoding="utf-8")
    assert cli.run(["ask", "--batch", str(batch), "--out", str(tmp_path / "uit.jsonl")]) == 1
    assert capsys.readouterr().err.startswith(f"{batch}, regel 3: {reason}")
    assert not (tmp_path / "uit.jsonl").exists()


@pytest.mark.usefixtures("assistant")
def test_a_batch_that_is_missing_or_cannot_be_written_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["ask", "--batch", "weg.jsonl", "--out", "uit"]) == 1
    assert capsys.readouterr().err == "weg.jsonl is niet te lezen: het bestand of de map bestaat niet.\n"
    batch = lines(tmp_path / "v", {"question": "Wat?"})
    assert cli.run(["ask", "--batch", str(batch), "--out", "geen/map/uit"]) == 1
    assert "geen/map/uit is niet te schrijven: het bestand of de map bestaat niet." in capsys.readouterr().err
    (tmp_path / "latin").write_bytes('{"question": "café"}'.encode("latin-1"))
    assert cli.run(["ask", "--batch", "latin", "--out", "uit"]) == 1
    assert capsys.readouterr().err == "latin is niet te lezen: het is geen UTF-8.\n"


@pytest.mark.usefixtures("hashing")
def test_index_show_and_sources_tell_one_story(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "nota.txt").write_text("Wonen\n\nElke gemeente bouwt huizen voor mensen.\n", encoding="utf-8")
    (corpus / "stuk.txt").write_bytes(b"\x00\x01\x02" * 50)
    assert cli.run(["index", str(corpus), "--to", str(tmp_path / "index")]) == 0
    made = capsys.readouterr()
    assert made.out.startswith("nieuw gelezen        1\noverge")
    assert "\n  stuk.txt " in made.out
    assert made.out.endswith(f"\nKlaar: 1 document, 1 passage. De index staat in {tmp_path / 'index'}.\n")
    assert cli.run(["sources"]) == 0
    assert capsys.readouterr().out.startswith("nota.txt\n")
    assert cli.run(["show", "NOTA", "--text"]) == 0
    assert "Elke gemeente bouwt huizen voor mensen." in capsys.readouterr().out
    assert cli.run(["show", "weg"]) == 1
    assert capsys.readouterr().err.endswith("Geen document heet “weg”. Wel: nota.txt.\n")


@pytest.mark.usefixtures("hashing")
def test_index_writes_into_the_engine_that_is_set_and_the_others_read_there(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "nota.txt").write_text("Wonen\n\nElke gemeente bouwt huizen voor mensen.\n", encoding="utf-8")
    monkeypatch.setenv("BRONWIJZER_ENGINE", database)
    assert cli.run(["index", str(corpus)]) == 0
    place = database.split("@")[1]
    assert capsys.readouterr().out.endswith(f"\nKlaar: 1 document, 1 passage. De index staat in {place}.\n")
    assert cli.run(["show", "NOTA", "--text"]) == 0
    assert "Elke gemeente bouwt huizen voor mensen." in capsys.readouterr().out
    assert cli.run(["index", str(corpus)]) == 0
    assert capsys.readouterr().out.startswith("ongewijzigd")
    assert cli.run(["index", str(corpus), "--to", str(tmp_path / "map")]) == 0  # a folder, whatever is set
    assert capsys.readouterr().out.endswith(f"De index staat in {tmp_path / 'map'}.\n")


@pytest.mark.usefixtures("hashing")
def test_index_tells_what_became_of_every_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus, more = tmp_path / "corpus", tmp_path / "meer"
    corpus.mkdir()
    more.mkdir()
    for name in ("blijft", "wijzigt", "verdwijnt", "breekt"):
        (corpus / f"{name}.txt").write_text(f"Elke gemeente {name} ooit eens.\n", encoding="utf-8")
    assert cli.run(["index", str(corpus), str(more)]) == 0
    assert "nieuw gelezen        4\n" in capsys.readouterr().out
    (corpus / "wijzigt.txt").write_text("Elke gemeente is nu anders.\n", encoding="utf-8")
    (corpus / "verdwijnt.txt").unlink()
    (corpus / "breekt.txt").write_bytes(b"\x00\x01\x02" * 50)
    (more / "nieuw.txt").write_text("Elke gemeente bouwt huizen.\n", encoding="utf-8")
    assert cli.run(["index", str(corpus), str(more)]) == 0
    told = capsys.readouterr().out
    assert [line.split() for line in told.splitlines()[:6]] == [
        ["nieuw", "gelezen", "1"],
        ["gewijzigd", "1"],
        ["ongewijzigd", "1"],
        ["niet", "meer", "in", "de", "map,", "uit", "de", "index", "gehaald", "1"],
        ["nu", "niet", "te", "lezen,", "vorige", "versie", "behouden", "1"],
        ["overgeslagen", "1"],
    ]
    (line,) = (line for line in told.splitlines() if line.startswith("  corpus/breekt.txt ") and "index" in line)
    assert line.endswith("Wat er de vorige keer van gelezen is, blijft in de index.")
    assert "  meer/nieuw.txt: titel, uitgever, datum, soort\n" in told
    assert "Klaar: 4 documenten, 4 passages." in told


@pytest.mark.usefixtures("hashing")
def test_one_trouble_of_many_files_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "nota.txt").write_text("Elke gemeente bouwt huizen.\n", encoding="utf-8")
    for number in range(25):
        (corpus / f"foto-{number:02}.xyz").write_bytes(b"\x00\x01\x02" * 50)
    assert cli.run(["index", str(corpus)]) == 0
    told = capsys.readouterr().out
    names = "foto-01.xyz, foto-02.xyz, foto-03.xyz, foto-04.xyz, foto-05.xyz"
    assert f"    Hetzelfde geldt voor 24 andere: {names}, …\n" in told
    assert told.count("foto-00.xyz") == 1


@pytest.mark.usefixtures("hashing")
def test_a_folder_where_nothing_can_be_read_leaves_the_index_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "nota.txt").write_text("Elke gemeente bouwt huizen.\n", encoding="utf-8")
    assert cli.run(["index", str(corpus)]) == 0
    before = (tmp_path / "index" / "manifest.json").read_bytes()
    (corpus / "nota.txt").write_bytes(b"\x00\x01\x02" * 50)
    capsys.readouterr()
    assert cli.run(["index", str(corpus)]) == 1
    told = capsys.readouterr()
    assert "nota.txt" in told.out
    assert told.err == f"Geen enkel document in {corpus} kon worden gelezen. De index is niet veranderd.\n"
    assert (tmp_path / "index" / "manifest.json").read_bytes() == before


@pytest.mark.usefixtures("hashing")
def test_what_is_set_is_indexed_when_nothing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "nota.txt").write_text(f"Elke gemeente bouwt huis {name}.\n", encoding="utf-8")
    monkeypatch.setenv("BRONWIJZER_CORPUS", os.pathsep.join(str(tmp_path / name) for name in ("a", "b")))
    assert cli.run(["index"]) == 0
    assert "Klaar: 2 documenten" in capsys.readouterr().out


@pytest.mark.usefixtures("hashing")
def test_what_was_added_on_the_page_is_indexed_with_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("corpus", "index-uploads", "erbij"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"nota-{name}.txt").write_text(f"Elke gemeente bouwt huis {name}.\n", encoding="utf-8")
    monkeypatch.setenv("BRONWIJZER_CORPUS", str(tmp_path / "corpus"))
    assert (cli.run(["index"]), cli.run(["sources"])) == (0, 0)
    told = capsys.readouterr().out
    assert "toegevoegd/nota-index-uploads.txt" in told
    assert "erbij" not in told
    monkeypatch.setenv("BRONWIJZER_UPLOADS", str(tmp_path / "erbij"))
    assert (cli.run(["index"]), cli.run(["sources"])) == (0, 0)
    told = capsys.readouterr().out.partition("Klaar")[2]
    assert "toegevoegd/nota-erbij.txt" in told
    assert "index-uploads" not in told


@pytest.mark.usefixtures("hashing")
def test_steps_are_told_as_lines_of_json_and_the_report_comes_after_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "nota.txt").write_text("Elke gemeente bouwt huizen voor mensen.\n", encoding="utf-8")
    assert cli.run(["index", str(tmp_path / "nota.txt"), "--steps"]) == 0
    told = capsys.readouterr().out.splitlines()
    steps = [json.loads(line) for line in told if line.startswith("{")]
    assert steps
    assert all(set(step) == {"step", "done", "total"} for step in steps)
    assert told[-1].startswith("Klaar: 1 document")
    assert "--steps" not in help_of("index", capsys)  # for the page alone


def help_of(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert cli.run([command, "--help"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", ["index", "serve"])
@pytest.mark.parametrize("place", ["corpus/erbij", "index/erbij", "corpus", "index"])
@pytest.mark.usefixtures("hashing")
def test_a_folder_for_uploads_that_overlaps_is_refused_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, place: str
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "nota.txt").write_text("Elke gemeente bouwt huizen.\n", encoding="utf-8")
    monkeypatch.setenv("BRONWIJZER_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.setenv("BRONWIJZER_UPLOADS", str(tmp_path / place))
    assert cli.run([command]) == 1
    assert "Kies een andere map" in capsys.readouterr().err
    assert not (tmp_path / "index" / "manifest.json").exists()


@pytest.mark.usefixtures("hashing")
def test_a_word_list_of_ones_own_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "nota.txt").write_text("Elke gemeente bouwt een ontmoetingsplek.\n", encoding="utf-8")
    assert cli.run(["index", str(tmp_path / "nota.txt")]) == 0
    (tmp_path / "woorden.toml").write_text('[synonyms]\nsame = [["soosje", "ontmoetingsplek"]]\n', encoding="utf-8")
    assert "ontmoetingsplek" not in terms_of("soosje")
    monkeypatch.setenv("BRONWIJZER_WORDS", str(tmp_path / "woorden.toml"))
    assert "ontmoetingsplek" in terms_of("soosje")
    (tmp_path / "woorden.toml").write_text("[synonyms\n", encoding="utf-8")
    capsys.readouterr()
    assert cli.run(["ask", "Wat is een soosje?"]) == 1
    said = capsys.readouterr().err
    assert f"{tmp_path / 'woorden.toml'}" in said
    assert said.count("\n") == 1


def terms_of(question: str) -> set[str]:
    """The words by which a question is searched, with the settings of this moment."""
    return {
        token
        for term in settings.open_assistant(settings.load_settings()).index.terms(question)
        for token in term.tokens
    }


@pytest.mark.usefixtures("hashing")
def test_a_second_indexer_says_so_and_stops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "nota.txt").write_text("Elke gemeente bouwt huizen voor mensen.", encoding="utf-8")
    with held(tmp_path / "index"):
        assert cli.run(["index", str(tmp_path / "nota.txt")]) == 1
        said = capsys.readouterr().err
    assert said.startswith(f"Iemand anders maakt nu al een index in {tmp_path / 'index'}")
    assert said.count("\n") == 1
    assert cli.run(["index", str(tmp_path / "nota.txt")]) == 0


@pytest.mark.usefixtures("hashing")
def test_who_stops_an_index_run_hears_that_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "nota.txt").write_text("Elke gemeente bouwt huizen voor mensen.", encoding="utf-8")

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(index.build, "write_lexical", interrupted)
    assert cli.run(["index", str(tmp_path / "nota.txt")]) == 130
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("Onderbroken. De vorige index blijft werken.")
    assert said[1] == "Gestopt."


def test_no_model_is_fetched_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HF_HUB_OFFLINE", "OMP_WAIT_POLICY"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setattr(sys, "argv", ["bronwijzer", "--help"])
    with pytest.raises(SystemExit):
        cli.main()
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_a_pipe_gets_a_line_now_and_then() -> None:
    told: list[str] = []
    moments = iter([0.0, 0.0, 4.0, 11.0, 12.0, 40.0])
    show = terminal.Lines(told.append, lambda: next(moments), every=10)
    for done in (100, 140, 210, 220, 500):
        show("zinnen", done, 500)
    assert told == [
        "zinnen: 210 van 500 (10 per seconde, nog 29 seconden)",
        "zinnen: 500 van 500 (10 per seconde)",
    ]


@pytest.mark.usefixtures("hashing")
def test_a_folder_without_documents_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "leeg").mkdir()
    assert cli.run(["index", str(tmp_path / "leeg")]) == 1
    said = capsys.readouterr().err.strip().splitlines()
    assert str(tmp_path / "leeg") in said[-1]


@pytest.mark.usefixtures("hashing")
def test_a_folder_where_no_index_can_come_is_told_before_the_work_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "nota.txt").write_text("Elke gemeente bouwt huizen voor mensen.", encoding="utf-8")
    taken = tmp_path / "bezet"
    taken.write_text("een bestand", encoding="utf-8")
    monkeypatch.setattr("index.indexing", lambda *_, **__: pytest.fail("the work began"))
    assert cli.run(["index", str(tmp_path / "in"), "--to", str(taken)]) == 1
    said = capsys.readouterr().err
    assert said.endswith(
        f"In de map {taken} kan geen index komen: er staat al een bestand met die naam. Kies een andere map met --to.\n"
    )
    assert taken.read_text(encoding="utf-8") == "een bestand"


def test_what_only_reads_documents_loads_no_model(
    tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path
) -> None:
    """A table of contents is not worth ten seconds of waiting."""
    build_index(tiny_documents, hashing_encoder, tmp_path / "index")
    program = (
        "import sys; from ui.cli import run; "
        "codes = [run(['sources']), run(['show', 'vakbond']), run(['eval', 'check', 'weg'])]; "
        "sys.exit(0 if codes == [0, 0, 1] and not {'torch', 'sentence_transformers'} & set(sys.modules) else 1)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "vakbond.txt" in done.stdout


@pytest.mark.parametrize("manifest", [None, "{", "[]", "{}"])
def test_an_index_that_cannot_be_read_is_one_sentence(
    manifest: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if manifest is not None:
        (tmp_path / "index").mkdir()
        (tmp_path / "index" / "manifest.json").write_text(manifest, encoding="utf-8")
    assert cli.run(["sources"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"{tmp_path / 'index'}" in said
    assert "bronwijzer index" in said


@pytest.mark.usefixtures("hashing")
def test_a_missing_index_is_one_sentence_with_the_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["sources"]) == 1
    said = capsys.readouterr()
    assert "index" in said.err
    assert "Traceback" not in said.err


def test_an_unknown_setting_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRONWIJZER_KLEUR", "blauw")
    assert cli.run(["sources"]) == 1
    assert capsys.readouterr().err.startswith("Onbekende omgevingsvariabele “BRONWIJZER_KLEUR”.")


def test_what_was_not_foreseen_shows_no_traceback_unless_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("nul")

    monkeypatch.setattr(cli, "open_assistant", broken)
    assert cli.run(["ask", "Wat?"]) == 1
    said = capsys.readouterr().err  # never the words of the error: a question may stand in them
    assert re.search(r"ZeroDivisionError test_ui_cli\.py:\d+\. Met BRONWIJZER_DEBUG=1 ziet u de details\.", said)
    assert "nul" not in said
    monkeypatch.setenv("BRONWIJZER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.run(["ask", "Wat?"])


def test_an_expected_error_is_only_its_own_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(*_: object) -> None:
        raise IndexMismatch("Er is geen index. Maak er een met: bronwijzer index")

    monkeypatch.setattr(cli, "open_assistant", missing)
    assert cli.run(["ask", "Wat?"]) == 1
    assert capsys.readouterr().err.strip() == "Er is geen index. Maak er een met: bronwijzer index"


def test_ctrl_c_says_that_it_stopped(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "open_assistant", interrupted)
    assert cli.run(["ask", "Wat?"]) == 130
    assert capsys.readouterr().err.strip() == "Gestopt."


def test_a_busy_port_is_one_sentence_that_names_the_port(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert cli.run(["serve", "--port", str(port)]) == 1
    assert capsys.readouterr().err.strip() == (
        f"Poort {port} op 127.0.0.1 is al in gebruik. Kies een andere, bijvoorbeeld: bronwijzer serve --port {port + 1}"
    )


def test_an_address_of_another_computer_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["serve", "--host", "192.0.2.1"]) == 1
    assert "192.0.2.1" in capsys.readouterr().err


@pytest.mark.usefixtures("assistant")
def test_eval_measures_and_saves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = lines(tmp_path / "goud.jsonl", GOLD)
    assert cli.run(["eval", "--gold", str(file), "--out", str(tmp_path / "uit.json")]) == 0
    shown = capsys.readouterr()
    assert "feit" in shown.out
    assert shown.err.endswith(f"Alle uitkomsten staan in {tmp_path / 'uit.json'}.\n")
    saved = json.loads((tmp_path / "uit.json").read_text(encoding="utf-8"))
    about = saved["about"]
    assert about["settings"]["gold"] == str(file)
    assert about["gold"]["questions"] == 1
    assert [one["source"] for one in about["index"]["documents"]] == ["vakbond.txt", "vereniging.txt"]
    assert {"commit", "code", "packages", "machine", "seconds", "made_on"} <= set(about)
    assert saved["questions"][0]["answer"]["text"].endswith(QUOTE)
    assert cli.run(["eval", "--gold", str(file), "--types", "lijst"]) == 1
    assert "Er zijn geen goudvragen voor --types lijst." in capsys.readouterr().err


@pytest.mark.parametrize("command", [["eval"], ["eval", "robust"]])
@pytest.mark.parametrize("option", ["--types", "--split"])
@pytest.mark.parametrize("given", ["", " , "])
def test_an_option_that_is_named_and_left_empty_is_not_all_the_gold(
    command: list[str], option: str, given: str, assistant: Scripted, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*command, option, given]) == 2
    assert f"Achter {option} staat niets." in capsys.readouterr().err
    assert assistant.asked == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--types", "onzin"], "--types onzin. Kies uit: feit."),
        (["--types", "feit,onzin"], "--types onzin. Kies uit: feit."),
        (["--split", "foo"], "--split foo. Kies uit: develop."),
    ],
)
def test_a_type_or_split_without_questions_tells_which_there_are(
    given: list[str], told: str, assistant: Scripted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lines(tmp_path / "goud.jsonl", GOLD)
    assert cli.run(["eval", "--gold", str(file), *given]) == 1
    assert f"Er zijn geen goudvragen voor {told}" in capsys.readouterr().err
    assert assistant.asked == []


def test_who_stops_before_the_first_question_hears_it_once(
    assistant: Scripted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Scripted, "ask", interrupted)
    file = lines(tmp_path / "goud.jsonl", GOLD)
    assert cli.run(["eval", "--gold", str(file), "--out", str(tmp_path / "uit.json")]) == 130
    assert capsys.readouterr().err.splitlines() == [texts_eval.STOPPED_EARLY, "Gestopt."]
    assert assistant.asked == []


@pytest.mark.usefixtures("assistant")
@pytest.mark.parametrize(
    "command", [["report", "{}"], ["export", "{}", "--to", "csv", "--out", "uit.csv"], ["baseline", "{}"]]
)
def test_a_baseline_where_a_run_is_asked_is_called_a_baseline(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ijk.json"
    file.write_text('{"about": {}, "measures": ["verified"], "questions": []}', encoding="utf-8")
    assert cli.run(["eval", *(part.format(file) for part in command)]) == 1
    assert capsys.readouterr().err.startswith(f"{file} is een ijkmeting: ")


@pytest.mark.parametrize("command", ["robust", "ragas"])
def test_a_default_is_told_in_dutch(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["eval", command, "--help"]) == 0
    page = capsys.readouterr().out
    assert "[standaard: " in page
    assert "default" not in page


def test_a_run_that_cannot_be_saved_asks_nothing(
    assistant: Scripted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lines(tmp_path / "goud.jsonl", GOLD)
    assert cli.run(["eval", "--gold", str(file), "--out", str(file / "uit.json")]) == 1
    assert "is niet te schrijven" in capsys.readouterr().err
    assert assistant.asked == []


def test_a_run_that_is_stopped_goes_on_with_the_same_command(
    assistant: Scripted, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = lines(tmp_path / "goud.jsonl", GOLD, GOLD | {"id": "g2", "question": "Wat met woningen? Stop."})
    command = ["eval", "--gold", str(file), "--out", str(tmp_path / "uit.json")]

    def interrupted(question: str, history: Sequence[Turn] = ()) -> Answer:
        if "Stop" in question:
            raise KeyboardInterrupt
        return Scripted.ask(assistant, question, history)

    with monkeypatch.context() as patched:
        patched.setattr(assistant, "ask", interrupted)
        assert cli.run(command) == 130
    assert "1 van 2 vragen zijn beantwoord en bewaard." in capsys.readouterr().err
    assert cli.run(command) == 0
    assert "Een vorige meting stopte na 1 van 2 vragen." in capsys.readouterr().err
    assert [question for question, _ in assistant.asked] == [QUESTION, "Wat met woningen? Stop."]
    saved = json.loads((tmp_path / "uit.json").read_text(encoding="utf-8"))
    assert (len(saved["questions"]), saved["about"]["judged_before"]) == (2, 1)
    assert {path.name for path in tmp_path.glob("uit*")} == {"uit.json"}


def test_another_encoder_gets_an_index_of_the_same_documents_in_the_cache(
    tiny_documents: tuple[Document, ...],
    hashing_encoder: Encoder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build_index(tiny_documents, hashing_encoder, tmp_path / "index")
    other = HashingEncoder("andere", 64)
    given = settings.settings_with({"BRONWIJZER_INDEX": str(tmp_path / "index")}, encoder="andere")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(settings, "open_encoder_for", lambda *_, **__: other)
    beside = settings.index_beside(given)
    assert beside.index.parent == tmp_path / "cache" / "bronwijzer"
    assert settings.open_documents(beside) == settings.open_documents(given)
    assert settings.index_beside(given).index == beside.index
    monkeypatch.setattr(settings, "open_encoder_for", lambda *_, **__: hashing_encoder)
    assert settings.index_beside(given).index == tmp_path / "index"


def test_runs_go_to_the_users_own_data_where_the_package_may_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {"XDG_DATA_HOME": str(tmp_path / "data")}
    assert settings.runs_folder(tmp_path / "runs", environment) == tmp_path / "runs"
    monkeypatch.setattr("os.access", lambda *_: False)  # whoever runs this may be root, who may write anywhere
    assert settings.runs_folder(tmp_path / "runs", environment) == tmp_path / "data" / "bronwijzer" / "metingen"


@pytest.mark.usefixtures("assistant")
def test_a_run_says_why_it_begins_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    left = {"made_of": {"gold": "andere", "setting writer": "extractive"}}
    judged = {"gold": GOLD, "scores": {}}
    lines(tmp_path / "uit.part.jsonl", left, judged)
    monkeypatch.setenv("BRONWIJZER_WRITER_SECONDS", "7")
    file = lines(tmp_path / "goud.jsonl", GOLD)
    assert cli.run(["eval", "--gold", str(file), "--out", str(tmp_path / "uit.json")]) == 0
    said = capsys.readouterr().err
    assert "Sindsdien is veranderd: de goudvragen, de versie van het programma" in said
    assert "de instelling writer_seconds" in said
    assert "de instelling writer," not in said


@pytest.mark.usefixtures("assistant")
def test_a_setting_for_one_run_passes_the_same_door_and_no_secret_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRONWIJZER_WRITER_KEY", "zeer-geheim")
    file, out = lines(tmp_path / "goud.jsonl", GOLD), tmp_path / "uit.json"
    assert cli.run(["eval", "--gold", str(file), "--writer", "dichter", "--out", str(out)]) == 1
    assert "dichter" in capsys.readouterr().err
    url = "openai:http://naam:wachtwoord@127.0.0.1:8080/v1#M"
    assert cli.run(["eval", "--gold", str(file), "--writer", url, "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "geheim" not in text
    assert "wachtwoord" not in text
    assert json.loads(text)["about"]["settings"]["writer"] == "openai:http://127.0.0.1:8080/v1#M"


@pytest.mark.usefixtures("assistant")
def test_two_saved_runs_are_laid_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, runs = lines(tmp_path / "goud.jsonl", GOLD), [str(tmp_path / name) for name in ("a.json", "b.json")]
    assert [cli.run(["eval", "--gold", str(file), "--out", run]) for run in runs] == [0, 0]
    capsys.readouterr()
    assert cli.run(["eval", "compare", *runs]) == 0
    assert capsys.readouterr().out.startswith("A: a.json\nB: b.json\n1 vraag vergeleken.\n")
    assert cli.run(["eval", "--gold", str(file), "--out", runs[0], "--against", runs[1]]) == 0
    assert "Geen van de 7 bewaakte cijfers is gedaald" in capsys.readouterr().out
    spoilt = json.loads(Path(runs[1]).read_text(encoding="utf-8"))
    spoilt["questions"][0]["scores"]["verified"] = False
    lines(tmp_path / "b.json", spoilt)
    assert cli.run(["eval", "compare", *runs]) == 1
    assert capsys.readouterr().err == "Gedaald buiten het interval: volledig juist.\n"
    other = json.loads(Path(runs[1]).read_text(encoding="utf-8"))
    other["questions"][0]["gold"]["id"] = "anders"
    lines(tmp_path / "ander.json", other)
    capsys.readouterr()
    assert cli.run(["eval", "compare", runs[0], str(tmp_path / "ander.json")]) == 1
    assert capsys.readouterr().err.startswith("Zonder gemeenschappelijke vragen is geen enkel cijfer bewaakt.")
    assert cli.run(["eval", "compare", runs[0], str(tmp_path / "weg.json")]) == 1
    gone = f"{tmp_path / 'weg.json'} kan niet gelezen worden: het bestand of de map bestaat niet."
    assert capsys.readouterr().err.startswith(gone)


@pytest.mark.usefixtures("assistant")
def test_a_run_has_a_name_and_the_newest_is_the_last_that_was_made_in_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "data" / "bronwijzer" / "metingen"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(settings, "runs_folder", lambda *_: home)
    monkeypatch.setattr("ui.runs.runs_folder", lambda *_: home)
    file = lines(tmp_path / "goud.jsonl", GOLD)
    assert cli.run(["eval", "report"]) == 1
    assert str(home) in capsys.readouterr().err
    for age, name in ((9, "mijn-meting"), (5, "20261122T100000-abc")):
        assert cli.run(["eval", "--gold", str(file), "--out", str(home / f"{name}.json")]) == 0
        os.utime(home / f"{name}.json", (time.time() - age, time.time() - age))
    assert cli.run(["eval", "compare", "mijn-meting", "20261122T100000-abc"]) == 0
    assert cli.run(["eval", "report"]) == 0
    assert (home / "20261122T100000-abc.html").is_file()
    assert cli.run(["eval", "report", "mijn-meting", "--with", "20261122T100000-abc"]) == 0
    assert (home / "mijn-meting.html").is_file()
    assert [one.name for one in saved_runs(home)] == ["20261122T100000-abc", "mijn-meting"]
    assert cli.run(["eval", "report", "weg"]) == 1
    assert "weg kan niet gelezen worden" in capsys.readouterr().err


def test_gold_is_checked_and_every_fault_named(
    tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_index(tiny_documents, hashing_encoder, tmp_path / "index")
    assert cli.run(["eval", "check", str(lines(tmp_path / "goed.jsonl", GOLD))]) == 0
    assert capsys.readouterr().out == "1 goudvraag: ze klopt.\n"
    bad = lines(tmp_path / "fout.jsonl", GOLD | {"type": "raadsel"}, GOLD | {"id": "g2", "key_facts": []})
    assert cli.run(["eval", "check", str(bad)]) == 1
    shown = capsys.readouterr()
    head, *found = shown.out.splitlines()
    assert head == "Fouten:"
    assert found[0].startswith("fout.jsonl:1 g1: de soort “raadsel” bestaat niet. Kies uit: feit, ")
    assert found[1].startswith("fout.jsonl:2 g2: er is geen kernwoord")
    assert found[2] == "fout.jsonl:2 g2: dit is dezelfde vraag als g1 (fout.jsonl:1)."
    assert shown.err == "3 fouten in de goudvragen (zie hierboven).\n"


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Gebruik: bronwijzer")


def test_a_reader_that_leaves_is_no_error() -> None:
    program = "import sys; from ui.cli import run; sys.exit(run(['--help']))"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'"{sys.executable}" -c "{program}" | true'],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.usefixtures("hashing")
def test_an_index_is_kept_apart_from_documents_and_from_what_others_keep(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, other = tmp_path / "corpus", tmp_path / "ander"
    for folder in (corpus, other / "202411220635"):
        folder.mkdir(parents=True)
        (folder / "nota.txt").write_text("Elke gemeente bouwt huizen.\n", encoding="utf-8")
    assert cli.run(["index", str(corpus), "--to", str(corpus / "index")]) == 1
    assert "ligt in de map met documenten" in capsys.readouterr().err
    assert cli.run(["index", str(corpus), "--to", str(other)]) == 0
    assert (other / "202411220635" / "nota.txt").exists()
    (other / "manifest.json").write_text('{"name": "mijn programma"}', encoding="utf-8")
    assert cli.run(["index", str(corpus), "--to", str(other)]) == 1
    assert (other / "manifest.json").read_text(encoding="utf-8") == '{"name": "mijn programma"}'


@pytest.mark.usefixtures("hashing")
def test_a_file_that_was_emptied_is_no_longer_cited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("een.txt", "twee.txt"):
        (corpus / name).write_text("Elke gemeente bouwt huizen.\n", encoding="utf-8")
    assert cli.run(["index", str(corpus)]) == 0
    (corpus / "een.txt").write_text("", encoding="utf-8")
    assert cli.run(["index", str(corpus)]) == 0
    capsys.readouterr()
    assert cli.run(["sources"]) == 0
    told = capsys.readouterr().out
    assert "twee.txt" in told
    assert "een.txt" not in told
