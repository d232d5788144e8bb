"""Sets from elsewhere, BEIR and SQuAD, made into a corpus and gold: small Dutch ones, sound, broken and hostile."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval import SetError, bring, check_gold, export, load_gold, read_run, run, save_run
from eval.incoming import MOST_FAULTS, FaultKind, safe_name
from eval.summary import figures
from index import Encoder, Index, build_index
from ingest import Document
from qa import Assistant
from tests.conftest import read_all
from ui.cli import run as command

WOLF = "De wolf leeft in het bos van Hechtel. Hij jaagt in de schemering op reeën en everzwijnen."
BEVER = "De bever bouwt dammen in de beek. Zijn staart is plat en geschubd."
LONG = " ".join(f"Zin {number} van een lange tekst over de geschiedenis van de haven." for number in range(60))
ANSWER = {"text": ["het bos van Hechtel", "bos van Hechtel"], "answer_start": [18, 22]}

Make = Callable[..., Path]


def rows(file: Path, *lines: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    written = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    file.write_text("\n".join(written) + "\n", encoding="utf-8")


@pytest.fixture
def beir(tmp_path: Path) -> Make:
    def make(corpus: Any = (), queries: Any = (), qrels: Any = ()) -> Path:
        folder = tmp_path / "beir"
        rows(
            folder / "corpus.jsonl",
            {"_id": "d/1", "title": "Wolf", "text": WOLF, "metadata": {}},
            {"_id": "../../d2", "title": "", "text": BEVER},
            {"_id": "lang", "title": "De haven", "text": LONG},
            {"_id": "titel", "title": "Alleen een titel over zeehonden", "text": ""},
            {"_id": "leeg", "title": "", "text": " "},
            *corpus,
        )
        rows(
            folder / "queries.jsonl",
            {"_id": "q1", "text": "Waar leeft de wolf?"},
            {"_id": "q2", "text": "Wat weten we van bever en haven?"},
            {"_id": "q3", "text": "Zonder oordeel?"},
            {"_id": "q4", "text": "Wat is er leeg?"},
            *queries,
        )
        head = "query-id\tcorpus-id\tscore"
        own = ["q1\td/1\t2", "q1\t../../d2\t0", "q2\t../../d2\t1", "q2\tlang\t1", "q4\tleeg\t1"]
        rows(folder / "qrels" / "test.tsv", head, *own, *qrels)
        return folder

    return make


def squad_row(id: str, **given: Any) -> dict[str, Any]:
    row = {"id": id, "title": "Dieren", "context": WOLF, "question": "Waar huist de wolf?", "answers": ANSWER}
    return row | given


def indexed(out: Path, encoder: Encoder) -> Index:
    return build_index(read_all(out / "documenten"), encoder, out / "index")


def values(index: Index, out: Path) -> dict[str, float | None]:
    outcomes = run(load_gold(out / "gold.jsonl"), Assistant(index).ask, index.documents)
    return {figure.name: figure.value for figure in figures(outcomes)}


def test_a_beir_folder_is_asked_and_judged_by_what_is_found(
    beir: Make, tmp_path: Path, hashing_encoder: Encoder
) -> None:
    taken = bring(beir(), tmp_path / "uit")
    assert (taken.documents, taken.questions, taken.searches) == (4, 2, True)
    assert (taken.empty, taken.unfounded) == (("leeg",), ("q4",))
    index = indexed(tmp_path / "uit", hashing_encoder)
    assert check_gold(load_gold(tmp_path / "uit" / "gold.jsonl"), index.documents) == ()
    found = values(index, tmp_path / "uit")
    assert (found["recall@10"], found["MRR@10"]) == (1.0, 1.0)
    assert found["verified"] is None
    assert found["refused when it should not"] is None


def test_of_a_long_document_any_passage_will_do_and_it_counts_once(
    beir: Make, tmp_path: Path, hashing_encoder: Encoder
) -> None:
    bring(beir(), tmp_path / "uit")
    index = indexed(tmp_path / "uit", hashing_encoder)
    [gold] = [one for one in load_gold(tmp_path / "uit" / "gold.jsonl") if one.id == "q2"]
    hits = index.search("Zin 40 van een lange tekst", 10)
    sources = [index.documents[hit.passage.document_id].source for hit in hits]
    assert len(set(sources)) < len(sources)
    from eval.ranking import locate_documents

    assert sorted(rank or 0 for rank in locate_documents(gold, sources).items)[-1] <= len(set(sources))


def test_titles_stand_above_texts_and_in_the_manifest(beir: Make, tmp_path: Path) -> None:
    bring(beir(), tmp_path / "uit")
    documents = {document.title: document for document in read_all(tmp_path / "uit" / "documenten")}
    assert documents["Wolf"].text.startswith("Wolf\n")
    assert WOLF.split(". ")[0] in documents["Wolf"].text
    assert documents["Wolf"].publisher == ""
    assert "Alleen een titel over zeehonden" in documents


HOSTILE = ("../../etc/passwd", "C:\\con", "..", "a/b", ".verborgen", "\x00", "x" * 500, "-rf", "“[*]”")


@pytest.mark.parametrize("id", HOSTILE)
def test_no_id_leads_out_of_the_folder(id: str, beir: Make, tmp_path: Path) -> None:
    bring(beir(corpus=[{"_id": id, "title": "", "text": "Iets."}]), tmp_path / "uit")
    files = [file for file in (tmp_path / "uit").rglob("*") if file.is_file()]
    assert len(files) == 5 + 2
    assert all(len(file.name) < 80 and not file.name.startswith((".", "-")) for file in files)
    assert {path.name for path in tmp_path.iterdir()} == {"beir", "uit"}
    assert safe_name(id)


def test_our_gold_as_beir_comes_back_with_the_same_judgements(corpus_index: Index, tmp_path: Path) -> None:
    gold = [one for one in load_gold(documents=corpus_index.documents) if one.split == "develop"][::25]

    def ask(_question: str, _history: object) -> Any:
        raise RuntimeError("niet nodig")

    saved = read_run(save_run(run(gold, ask, corpus_index.documents), to=tmp_path / "meting.json"))
    for name, lines in export(saved, "beir", corpus_index.passages, corpus_index.documents).items():
        rows(tmp_path / "beir" / name, *lines)
    bring(tmp_path / "beir", tmp_path / "uit")
    with (tmp_path / "beir" / "qrels" / "test.tsv").open(encoding="utf-8") as file:
        there = {
            (row["query-id"], row["corpus-id"]) for row in csv.DictReader(file, delimiter="\t") if row["score"] == "1"
        }
    back = {
        (one.id, evidence.document.rpartition("-")[2].removesuffix(".txt"))
        for one in load_gold(tmp_path / "uit" / "gold.jsonl")
        for evidence in one.evidence
    }
    assert len(there) > 10
    assert back == there


@pytest.mark.parametrize("form", ["nested", "flat"])
def test_a_squad_set_is_asked_and_judged_with_its_answers(form: str, tmp_path: Path, hashing_encoder: Encoder) -> None:
    answers = [{"text": t, "answer_start": s} for t, s in zip(*ANSWER.values(), strict=True)]
    if form == "flat":
        file = tmp_path / "squad.jsonl"
        empty = {"text": [], "answer_start": []}
        rows(file, squad_row("s1"), squad_row("s2", context=BEVER, question="Hoe is de bever gekleurd?", answers=empty))
    else:
        file = tmp_path / "squad.json"
        asked = [
            {"context": WOLF, "qas": [{"id": "s1", "question": "Waar huist de wolf?", "answers": answers}]},
            {"context": BEVER, "qas": [{"id": "s2", "question": "Hoe is de bever gekleurd?", "answers": [],
                                        "plausible_answers": answers, "is_impossible": True}]},
        ]  # fmt: skip
        rows(file, {"version": "v2.0", "data": [{"title": "Dieren", "paragraphs": asked}]})
    taken = bring(file, tmp_path / "uit")
    assert (taken.documents, taken.questions, taken.searches, taken.unfounded) == (1, 2, False, ())
    one, other = load_gold(tmp_path / "uit" / "gold.jsonl")
    assert one.key_facts == (("het bos van Hechtel", "bos van Hechtel"),)
    assert [evidence.quote for evidence in one.evidence] == ["De wolf leeft in het bos van Hechtel."]
    assert (other.answerable, other.near_miss, other.type) == (False, True, "onbeantwoordbaar")
    index = indexed(tmp_path / "uit", hashing_encoder)
    assert check_gold((one, other), index.documents) == ()
    found = values(index, tmp_path / "uit")
    assert found["recall@1"] == 1.0
    assert found["verified"] is not None


def test_an_answer_that_begins_elsewhere_is_looked_for_and_one_that_is_nowhere_is_left_out(tmp_path: Path) -> None:
    moved = {"text": ["everzwijnen"], "answer_start": [3]}
    gone = {"text": ["vossen"], "answer_start": [3]}
    rows(tmp_path / "s.jsonl", squad_row("s1", answers=moved), squad_row("s2", question="Wat eet hij?", answers=gone))
    taken = bring(tmp_path / "s.jsonl", tmp_path / "uit")
    [one] = load_gold(tmp_path / "uit" / "gold.jsonl")
    assert one.evidence[0].quote == "Hij jaagt in de schemering op reeën en everzwijnen."
    assert taken.unfounded == ("s2",)


def test_every_fault_is_told_with_its_line_and_nothing_is_written(
    beir: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = beir(
        corpus=["{", "[1]", {"_id": "d/1", "text": "Nog eens."}, {"_id": "x", "text": 7.5}],
        queries=[{"_id": "q9"}],
        qrels=["q1\td/1", "q1\td/1\tveel", "q1\tnergens\t1", "q77\td/1\t1"],
    )
    assert command(["eval", "import", str(folder), "--out", str(tmp_path / "uit")]) == 1
    told = capsys.readouterr().err
    for line in ("corpus.jsonl:6: dit is geen geldige JSON.", "corpus.jsonl:7: hier hoort een object te staan ({…}).",
                 "corpus.jsonl:8: het nummer “d/1” is al gebruikt.", "corpus.jsonl:9: het veld “text”",
                 "queries.jsonl:5: het veld “text”", "test.tsv:7: hier horen drie kolommen",
                 "test.tsv:8: de score “veel”",
                 "test.tsv:9: het document “nergens”", "test.tsv:10: de vraag “q77”"):  # fmt: skip
        assert line in told
    assert {path.name for path in tmp_path.iterdir()} == {"beir"}


def test_reading_stops_at_the_twentieth_fault(beir: Make, tmp_path: Path) -> None:
    with pytest.raises(SetError) as caught:
        bring(beir(corpus=["{"] * 500), tmp_path / "uit")
    assert (len(caught.value.faults), caught.value.more) == (MOST_FAULTS, True)


@pytest.mark.parametrize(
    ("content", "kind"),
    [("{", FaultKind.NO_JSON), ("[]", FaultKind.FIELD), ('{"data": [3]}', FaultKind.NO_OBJECT),
     ('{"data": [{"paragraphs": [{"context": "a", "qas": [{"id": 1}]}]}]}', FaultKind.FIELD),
     ('{"data": []}', FaultKind.NO_QUESTIONS), ("[" * 100_000, FaultKind.UNREADABLE)],
)  # fmt: skip
def test_a_broken_squad_file_is_refused(content: str, kind: FaultKind, tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text(content, encoding="utf-8")
    with pytest.raises(SetError) as caught:
        bring(tmp_path / "s.json", tmp_path / "uit")
    assert kind in [fault.kind for fault in caught.value.faults]
    assert not (tmp_path / "uit").exists()


def test_a_folder_with_something_in_it_stays_as_it_is(beir: Make, tmp_path: Path) -> None:
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "mijn.txt").write_text("x", encoding="utf-8")
    with pytest.raises(SetError, match="not empty"):
        bring(beir(), tmp_path / "uit")
    assert [file.name for file in (tmp_path / "uit").iterdir()] == ["mijn.txt"]


def test_the_command_says_what_to_do_next_and_what_cannot_be_judged(
    beir: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(["eval", "import", str(beir()), "--out", str(tmp_path / "uit")]) == 0
    told = capsys.readouterr().err
    assert "alleen beoordeeld of de juiste documenten gevonden worden" in told
    assert "Overgeslagen, zonder tekst: leeg." in told
    assert "bronwijzer eval --gold" in told


def test_a_set_of_another_kind_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["eval", "import", str(tmp_path), "--out", str(tmp_path / "uit")]) == 1
    assert "geen map met corpus.jsonl" in capsys.readouterr().err


def test_documents_are_read_as_documents(beir: Make, tmp_path: Path) -> None:
    bring(beir(), tmp_path / "uit")
    assert all(isinstance(one, Document) for one in read_all(tmp_path / "uit" / "documenten"))
