"""A run for other tools: TREC, BEIR, RAGAS and a table for Excel, each read back by the library that would read it."""

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import ir_measures
import pandas
import pytest
import pytrec_eval

from eval import Evidence, GoldQuestion, Outcome, export, read_run, run, save_run, strange_passages
from eval.ranking import GAIN, RANK, locate, measure
from index import Encoder, Index, build_index
from ingest import Document
from qa import Answer, Reason, Turn
from ui.cli import run as command
from ui.spreadsheet import cell

SCHOOLS = "Maak van de zomerscholen een structureel aanbod met bijhorende financiering."
SHARE = "Elke gemeente streeft naar minstens 15% sociale woningen."
DUTY = "Schaf de onderhoudsplicht af."
PAID = "Kinderen betalen nu mee voor het woonzorgcentrum"
NO = "Dat staat er niet in."
GOLD = (
    GoldQuestion("Z 1", "Hoeveel sociale woningen?", (), "feit", True, (("15%",),), (),
                 (Evidence("vakbond.txt", SHARE),), "Minstens 15%."),
    GoldQuestion("Z2", "=1+1 en de onderhoudsplicht; en de \"zomerscholen\"?", (), "vergelijking", True,
                 (("Schaf",), ("aanbod",)), (), (Evidence("vakbond.txt", DUTY), Evidence("vereniging.txt", SCHOOLS)),
                 "Schaf ze af; een aanbod."),
    GoldQuestion("Z3", "En wie betaalt?", (("user", "Moet de onderhoudsplicht blijven?"), ("assistant", "Nee.")),
                 "vervolg", True, (("kinderen",),), (), (Evidence("vakbond.txt", PAID),), "Kinderen."),
    GoldQuestion("Z4", "Stuk?", (), "feit", True, (("x",),), (), (Evidence("vakbond.txt", SHARE),), "x"),
    GoldQuestion("Z5", "Wie wint de koers?", (), "onbeantwoordbaar", False, (), (), (), "Dat staat er niet in."),
)  # fmt: skip


@pytest.fixture
def saved(
    tiny_documents: tuple[Document, ...],
    hashing_encoder: Encoder,
    tiny_index: Index,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A run over the tiny index of which one question crashed; the command line has such an index too."""

    def ask(question: str, _history: Sequence[Turn]) -> Answer:
        if question == "Stuk?":
            raise RuntimeError("stuk")
        return Answer(question, (), Reason.NOT_FOUND, NO, tiny_index.search(question, 2), "scripted")

    outcomes = run(GOLD, ask, tiny_index.documents)
    build_index(tiny_documents, hashing_encoder, tmp_path / "index")
    monkeypatch.setenv("BRONWIJZER_INDEX", str(tmp_path / "index"))
    return save_run(outcomes, to=tmp_path / "meting.json")


def exported(saved: Path, to: str, out: Path) -> Path:
    assert command(["eval", "export", str(saved), "--to", to, "--out", str(out)]) == 0
    return out


def figures(folder: Path, of: str, measures: str) -> dict[str, float]:
    qrels = list(ir_measures.read_trec_qrels(str(folder / f"{of}qrels.txt")))
    ranking = list(ir_measures.read_trec_run(str(folder / f"{of}run.txt")))
    wanted = [ir_measures.parse_measure(name) for name in measures.split()]
    return {str(name): value for name, value in ir_measures.calc_aggregate(wanted, qrels, ranking).items()}


def test_ndcg_and_mrr_of_the_trec_files_are_those_of_the_evaluation(
    saved: Path, tiny_index: Index, tmp_path: Path
) -> None:
    folder = exported(saved, "trec", tmp_path / "trec")
    texts = {passage.id: passage.text for passage in tiny_index.passages}
    told = read_run(saved).told
    found = [
        locate(gold, [texts[id] for id in one.passages] if one else [])
        for gold, one in zip(GOLD, told, strict=True)
        if gold.answerable
    ]
    ours = measure(found)
    mean = {name: sum(values) / len(values) for name, values in ours.items()}
    assert 0 < mean[GAIN] < 1
    assert figures(folder, "evidence-", "nDCG@10")["nDCG@10"] == pytest.approx(mean[GAIN])
    assert figures(folder, "evidence-", "R@10")["R@10"] == pytest.approx(mean["recall@10"])
    assert figures(folder, "", "RR@10")["RR@10"] == pytest.approx(mean[RANK])


def test_pytrec_eval_reads_every_question_with_evidence_and_gives_a_crash_zero(saved: Path, tmp_path: Path) -> None:
    folder = exported(saved, "trec", tmp_path / "trec")
    with (folder / "qrels.txt").open() as qrels, (folder / "run.txt").open() as ranking:
        judged, ranked = pytrec_eval.parse_qrel(qrels), pytrec_eval.parse_run(ranking)
    values = pytrec_eval.RelevanceEvaluator(judged, {"recip_rank"}).evaluate(ranked)
    assert set(values) == {"Z%201", "Z2", "Z3", "Z4"}
    assert values["Z4"]["recip_rank"] == 0
    assert values["Z%201"]["recip_rank"] > 0


def test_every_line_of_a_trec_run_has_six_columns_and_of_qrels_four(saved: Path, tmp_path: Path) -> None:
    folder = exported(saved, "trec", tmp_path / "trec")
    for name, columns in (("run.txt", 6), ("evidence-run.txt", 6), ("qrels.txt", 4), ("evidence-qrels.txt", 4)):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        assert lines
        assert {len(line.split(" ")) for line in lines} == {columns}, name


def test_a_quote_over_two_passages_keeps_its_question_at_zero(saved: Path, tiny_index: Index) -> None:
    read = read_run(saved)
    text = " ".join(passage.text for passage in tiny_index.passages)
    gold = replace(GOLD[0], evidence=(Evidence("vakbond.txt", text),))
    one = replace(read, outcomes=(replace(read.outcomes[0], gold=gold),), told=read.told[:1])
    [line] = export(one, "trec", tiny_index.passages, tiny_index.documents)["qrels.txt"]
    assert line.endswith(" 0")


def test_beir_folder_holds_every_passage_and_question_and_points_at_the_evidence(
    saved: Path, tiny_index: Index, tmp_path: Path
) -> None:
    folder = exported(saved, "beir", tmp_path / "beir")
    corpus = {(line := json.loads(row))["_id"]: line for row in (folder / "corpus.jsonl").open(encoding="utf-8")}
    queries = {(line := json.loads(row))["_id"]: line for row in (folder / "queries.jsonl").open(encoding="utf-8")}
    with (folder / "qrels" / "test.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(corpus) == len(tiny_index.passages)
    assert set(queries) == {gold.id for gold in GOLD}
    assert queries["Z3"]["text"] == "Moet de onderhoudsplicht blijven? En wie betaalt?"
    relevant = {corpus[row["corpus-id"]]["text"] for row in rows if row["query-id"] == "Z2" and row["score"] == "1"}
    assert any(SCHOOLS in text for text in relevant)
    assert any(DUTY in text for text in relevant)


def test_ragas_lines_have_the_fields_of_a_single_turn_sample(saved: Path, tmp_path: Path) -> None:
    file = exported(saved, "ragas", tmp_path / "ragas.jsonl")
    samples = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(samples) == len(GOLD)
    for sample in samples:
        assert {name: type(value) for name, value in sample.items()} == {
            "user_input": str, "retrieved_contexts": list, "reference_contexts": list, "response": str,
            "reference": str,
        }  # fmt: skip
    assert samples[1]["reference_contexts"] == [DUTY, SCHOOLS]
    assert samples[3]["retrieved_contexts"] == []


def test_ragas_itself_reads_them(saved: Path, tmp_path: Path) -> None:
    ragas = pytest.importorskip("ragas")
    dataset = ragas.EvaluationDataset.from_jsonl(str(exported(saved, "ragas", tmp_path / "ragas.jsonl")))
    assert dataset.get_sample_type() is ragas.SingleTurnSample
    assert [sample.reference for sample in dataset] == [gold.reference_answer for gold in GOLD]


def test_the_table_for_excel_is_read_back_with_its_numbers(saved: Path, tmp_path: Path) -> None:
    file = exported(saved, "csv", tmp_path / "tabel.csv")
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfNummer;")
    assert raw.count(b"\r\n") == len(GOLD) + 1
    table = pandas.read_csv(file, sep=";", decimal=",", encoding="utf-8-sig")
    assert list(table["Nummer"]) == [gold.id for gold in GOLD]
    assert table["Vraag"][1] == "'" + GOLD[1].question
    assert table["Reciproke rang"].dtype == float
    assert list(table["Te beantwoorden"]) == ["ja", "ja", "ja", "ja", "nee"]
    assert table["Fout"][3] == "Vastgelopen: RuntimeError: stuk"
    assert table["Gesprek vooraf"][2] == "user: Moet de onderhoudsplicht blijven?\nassistant: Nee."


@pytest.mark.parametrize("hostile", ["=HYPERLINK(1)", "+32", "-1", "@SOM(A1)", "\t=1", "\r=1"])
def test_a_cell_never_begins_like_a_formula(hostile: str) -> None:
    assert cell(hostile) == f"'{hostile}"


@pytest.mark.parametrize(
    ("value", "shown"), [(None, ""), (True, "ja"), (0.5, "0,5"), (1.0, "1"), (0.12345, "0,1235"), (7, "7")]
)
def test_a_cell_is_written_as_it_is_in_belgium(value: float | None, shown: str) -> None:
    assert cell(value) == shown


def test_an_untouched_question_has_no_row_and_that_is_said(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = json.loads(saved.read_text(encoding="utf-8"))
    lines["questions"][0]["gold"]["split"] = "untouched"
    saved.write_text(json.dumps(lines), encoding="utf-8")
    table = exported(saved, "csv", tmp_path / "tabel.csv").read_text(encoding="utf-8")
    assert "Z 1" not in table
    assert "Z2" in table
    assert "Een vraag staat er niet in" in capsys.readouterr().err


def test_a_run_over_another_index_is_not_exported(
    saved: Path, tiny_index: Index, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = json.loads(saved.read_text(encoding="utf-8"))
    lines["questions"][0]["answer"]["passages"][0]["id"] = "elders"
    saved.write_text(json.dumps(lines), encoding="utf-8")
    assert strange_passages(read_run(saved), tiny_index.passages) == 1
    assert command(["eval", "export", str(saved), "--to", "trec", "--out", str(tmp_path / "uit")]) == 1
    assert "met een andere index gemaakt" in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()


def test_an_unknown_form_is_named_with_those_that_there_are(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(["eval", "export", str(saved), "--to", "xls", "--out", str(tmp_path)]) == 2
    assert "Kies uit: trec, ragas, beir, csv" in capsys.readouterr().err


def test_outcomes_and_told_stay_beside_each_other(saved: Path) -> None:
    read = read_run(saved)
    assert [type(one) for one in read.outcomes] == [Outcome] * len(GOLD)
    assert [one is None for one in read.told] == [False, False, False, True, False]


def test_no_form_holds_an_untouched_question_unless_it_is_asked_for(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = json.loads(saved.read_text(encoding="utf-8"))
    whole["questions"][2]["gold"]["split"] = "untouched"
    saved.write_text(json.dumps(whole), encoding="utf-8")

    def text(to: str, *more: str) -> str:
        out = tmp_path / f"uit{len(more)}-{to}"
        assert command(["eval", "export", str(saved), "--to", to, "--out", str(out), *more]) == 0
        files = [one for one in out.rglob("*") if one.is_file()] or [out]
        return "".join(one.read_text(encoding="utf-8") for one in files if one.name != "corpus.jsonl")

    for to, mark in (("trec", "Z3"), ("beir", "Z3"), ("ragas", "En wie betaalt?"), ("csv", "Z3")):
        assert mark not in text(to)
        assert "Een vraag staat er niet in: ze hoort bij het deel untouched" in capsys.readouterr().err
    for to, mark in (("trec", "Z3"), ("beir", "Z3"), ("ragas", "En wie betaalt?")):
        assert mark in text(to, "--untouched")
        assert "Let op: Een vraag van het deel untouched staat er ook in." in capsys.readouterr().err
