"""`bronwijzer eval ragas`: nothing is sent where nobody allowed it; scores join the run."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval import GoldQuestion, believe, outcome_line, read_run, run, save_whole, whole_run
from eval.faithful import Faith, Sample
from index import Encoder, Hit, build_index
from ingest import Document, Passage
from qa import Answer, Citation, Claim, Reason
from ui.cli import run as command
from ui.cli_ragas import _model
from ui.settings import Settings
from ui.terminal import CouldNot

ABOUT = {"made_on": "2026-11-22T10:00:00+00:00", "commit": "0"}
TEXT = "Elke gemeente moet streven naar minstens 15% sociale woningen."
PASSAGE = Passage("p1", "d1", (), None, 0, len(TEXT), TEXT)
GOLD = GoldQuestion("q1", "Hoeveel huizen?", (), "feit", True, (("15%",),), (), (), "Minstens 15%.")


def answered(question: str, _history: object) -> Answer:
    hits = (Hit(PASSAGE, 1.0, 1, 1, 0.9),)
    if question == "Niets?":
        return Answer(question, (), Reason.NOT_FOUND, "Dat staat er niet in.", hits, "scripted")
    return Answer(question, (Claim("15%.", (Citation("d1", "p1", TEXT, 0, len(TEXT)),)),), None, "", hits, "scripted")


def saved(folder: Path, *questions: str) -> Path:
    outcomes = run([replace(GOLD, id=str(at), question=one) for at, one in enumerate(questions)], answered, {})
    return save_whole(whole_run([outcome_line(one) for one in outcomes], ABOUT), folder / "run.json")


def test_ragas_figures_join_the_answers_that_were_given(tmp_path: Path) -> None:
    file = saved(tmp_path, "Hoeveel?", "Niets?", "Waar?")
    seen: list[Sample] = []

    def judge(sample: Sample) -> Faith:
        seen.append(sample)
        return Faith(0.5, None, "geen vraag") if len(seen) == 1 else Faith(1.0, 0.8)

    whole, faults = believe(file, [PASSAGE], judge, most=10)
    assert [one["user_input"] for one in seen] == ["Hoeveel?", "Waar?"]
    assert seen[0]["retrieved_contexts"] == [TEXT]
    assert faults == ("geen vraag",)
    assert (whole["figures"]["RAGAS faithfulness"]["value"], whole["figures"]["RAGAS faithfulness"]["n"]) == (0.75, 2)
    assert whole["figures"]["RAGAS answer relevancy"]["n"] == 1
    read = read_run(save_whole(whole, tmp_path / "judged.json"))
    assert [one.scores.faithfulness for one in read.outcomes] == [0.5, None, 1.0]


def test_no_more_answers_are_judged_than_was_asked(tmp_path: Path) -> None:
    file = saved(tmp_path, *(f"Vraag {at}?" for at in range(7)))
    whole, _ = believe(file, [PASSAGE], lambda _: Faith(1.0, 1.0), most=3)
    assert whole["figures"]["RAGAS faithfulness"]["n"] == 3


def test_a_server_outside_the_network_needs_consent() -> None:
    outside = Settings(writer="openai:https://model.voorbeeld.be/v1#groot")
    with pytest.raises(CouldNot, match=r"BRONWIJZER_CONSENT=model\.voorbeeld\.be"):
        _model(outside)
    assert _model(replace(outside, consent="model.voorbeeld.be")).outside == "model.voorbeeld.be"
    assert _model(Settings(writer="openai:http://127.0.0.1:9/v1#klein")).outside == ""


def test_without_a_language_model_ragas_says_what_to_set() -> None:
    with pytest.raises(CouldNot, match="BRONWIJZER_WRITER"):
        _model(Settings())


def test_what_cannot_end_well_is_refused_before_the_model_is_asked(
    tiny_documents: tuple[Document, ...],
    hashing_encoder: Encoder,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build_index(tiny_documents, hashing_encoder, tmp_path / "index")
    monkeypatch.setenv("BRONWIJZER_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("BRONWIJZER_WRITER", "openai:http://127.0.0.1:9/v1#klein")
    file = str(saved(tmp_path, "Hoeveel?"))
    assert command(["eval", "ragas", file, "--out", str(tmp_path / "uit.json")]) == 1
    assert "run.json" in (told := capsys.readouterr().err)
    assert "index" in told
    none = replace(run([GOLD], answered, {})[0], answer=None, error="stuk")
    empty = str(save_whole(whole_run([outcome_line(none)], ABOUT), tmp_path / "leeg.json"))
    assert command(["eval", "ragas", empty, "--out", str(tmp_path / "uit.txt")]) == 1
    assert "uit.txt is geen bestand .json" in capsys.readouterr().err
    assert command(["eval", "ragas", empty, "--out", str(tmp_path / "run.json" / "uit.json")]) == 1
    assert "uit.json" in capsys.readouterr().err
    assert not (tmp_path / "uit.json").exists()
