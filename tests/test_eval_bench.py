"""The bench on tiny documents: scripted searches, a hashing encoder, no other framework."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval import Evidence, GoldQuestion, bench
from eval.bench import OURS, main, ours, positions, race, show
from eval.load import gold_line
from eval.peers import Reply
from eval.pipe import PeersUnavailable
from eval.question import UNTOUCHED
from eval.searches import Deaf, Remembering, asked
from eval.standings import figures_table, lead_table, parts_table, split_table, stand, to_json
from index import Encoder, Index, build_index
from ingest import Document

QUOTE = "Elke gemeente streeft naar minstens 15% sociale woningen."
OTHER = "De wachtlijst voor een plaats groeit."
GOOD, BAD = Reply((QUOTE, OTHER), 0.010), Reply((OTHER,), 0.030)


def question(id: str, text: str, *, history: tuple[tuple[str, str], ...] = (), answerable: bool = True) -> GoldQuestion:
    evidence = (Evidence("vakbond.txt", QUOTE),) if answerable else ()
    return GoldQuestion(id, text, history, "feit", answerable, (("15%",),), (), evidence, "15%.")


GOLD = [question("q1", "Hoeveel sociale woningen moet een gemeente hebben?"), question("q2", "Hoeveel moeten er zijn?")]


@pytest.fixture(scope="module")
def store(
    tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "index"
    build_index(tiny_documents, hashing_encoder, folder)
    return folder


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    file = tmp_path / "gold.jsonl"
    asked = [GOLD[0], replace(GOLD[1], split=UNTOUCHED), question("q3", "Hoeveel dieren?", answerable=False)]
    file.write_text("\n".join(json.dumps(gold_line(one)) for one in asked), encoding="utf-8")
    return file


def test_every_way_gets_every_question_in_turn_after_one_to_warm_up() -> None:
    calls: list[str] = []

    def way(name: str, reply: Reply) -> "bench.Search":
        def search(one: GoldQuestion) -> Reply:
            calls.append(f"{name} {one.id}")
            return reply if one.id == "q1" else GOOD

        return search

    standings = race(GOLD, {OURS: way("ours", GOOD), "other": way("other", BAD)})
    assert calls == ["ours q1", "other q1", "ours q2", "other q2", "ours q1", "other q1"]
    assert [one.values["recall@5"] for one in standings] == [(1.0, 1.0), (0.0, 1.0)]


def test_a_way_stands_with_its_median_time_and_the_words_that_it_returns() -> None:
    standing = stand("other", [*GOLD, question("q3", "Een")], [GOOD, BAD, BAD])
    assert (standing.milliseconds, standing.words) == (30.0, pytest.approx((14 + 6 + 6) / 3))
    row = figures_table([standing]).splitlines()[2].split()
    assert row == ["other", "0.333", "0.333", "0.333", "0.333", "0.333", "0.333", "30.0", "9"]


def test_a_way_far_behind_is_said_to_be_apart_and_one_like_it_to_overlap() -> None:
    gold = GOLD * 20
    best = stand(OURS, gold, [GOOD] * 40)
    text = lead_table([best, stand("bad", gold, [BAD] * 40), stand("like", gold, [GOOD] * 39 + [BAD])], OURS)
    bad, like = (line.split() for line in text.splitlines()[2:])
    assert (bad[1], bad[-1]) == ("+1.000*", "no")
    assert (like[1], like[-1]) == ("+0.025", "yes")


def test_each_split_is_measured_apart() -> None:
    gold = [GOLD[0], replace(GOLD[1], split=UNTOUCHED)]
    splits = positions(gold)
    assert splits == {"develop": [0], "untouched": [1]}
    row = split_table([stand("one", gold, [GOOD, BAD])], splits).splitlines()[2]
    assert row.count("1.000 (1.000-1.000)") == row.count("0.000 (0.000-0.000)") == 2


def test_what_a_part_is_worth_is_what_is_lost_without_it() -> None:
    gold = GOLD * 20
    whole, without = stand("nothing", gold, [GOOD] * 40), stand("words", gold, [BAD] * 40)
    row = parts_table(whole, [without]).splitlines()[3].split()
    assert row[:3] == ["words", "0.000", "-1.000*"]


def test_the_figures_of_a_way_are_kept_with_their_intervals() -> None:
    whole, without = stand(OURS, GOLD, [GOOD, GOOD]), stand("other", GOLD, [GOOD, BAD])
    kept = to_json([whole, without], positions(GOLD), OURS)[1]
    assert kept["figures"]["recall@5"] == {"value": 0.5, "low": 0.0, "high": 1.0, "n": 2}
    assert kept["by_split"]["develop"]["MRR@10"]["value"] == 0.5
    assert kept["less_than_whole"]["nDCG@10"]["value"] == -0.5


def test_the_parts_of_bronwijzer_search_the_same_passages(store: Path, hashing_encoder: Encoder) -> None:
    found = {name: search(GOLD[0]).texts for name, search in ours(store, hashing_encoder).items()}
    assert len(found) == 4
    assert all(QUOTE in texts[0] for texts in found.values())
    assert "\n\n" in show(race(GOLD, ours(store, hashing_encoder)), positions(GOLD))


def test_words_alone_are_found_without_an_encoder(store: Path, hashing_encoder: Encoder, tiny_index: Index) -> None:
    deaf = Deaf(hashing_encoder.name, hashing_encoder.dimension)
    assert not deaf.encode(["wonen"]).any()
    alone = ours(store, hashing_encoder)["words alone (BM25)"](GOLD[0]).texts
    assert alone[0] == tiny_index.search(GOLD[0].question)[0].passage.text


def test_a_question_is_encoded_once_for_all_indexes(hashing_encoder: Encoder) -> None:
    encoder = Remembering(hashing_encoder)
    first = encoder.encode(["wonen", "zorg", "wonen"], query=True)
    assert (first == hashing_encoder.encode(["wonen", "zorg", "wonen"])).all()
    assert set(encoder.known) == {"wonen", "zorg"}
    encoder.known["wonen"] = first[1]
    assert (encoder.encode(["wonen"], query=True) == first[1]).all()
    assert (encoder.encode(["wonen"]) == first[0]).all()  # a passage is not a question


def test_a_follow_up_is_asked_behind_the_question_before_it() -> None:
    history = (("user", "Eerst?"), ("user", "Hoeveel woningen?"), ("assistant", "15%."))
    assert asked(question("q1", "En waarom?", history=history)) == "Hoeveel woningen? En waarom?"
    assert asked(question("q2", "Waarom?")) == "Waarom?"


def test_one_run_prints_the_tables_and_keeps_the_figures(
    store: Path,
    gold_file: Path,
    tmp_path: Path,
    hashing_encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(bench, "open_encoder", lambda _name: hashing_encoder)
    out = tmp_path / "figures.json"
    arguments = ["--index", store, "--gold", gold_file, "--only", "race", "--no-peers", "--json", out]
    assert main([str(one) for one in arguments]) == 0
    text = capsys.readouterr().out
    assert text.startswith("2 answerable questions: 1 develop, 1 untouched.\nEncoder hashing;")
    assert "intervals overlap" in text
    kept = json.loads(out.read_text(encoding="utf-8"))
    assert [one["name"] for one in kept["ways"]][2:] == [OURS, f"{OURS}, a whole answer"]


def test_without_their_packages_the_peers_are_left_out_with_a_line(
    store: Path,
    gold_file: Path,
    hashing_encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails() -> Path:
        raise PeersUnavailable("no route to the registry")

    monkeypatch.setattr(bench, "open_encoder", lambda _name: hashing_encoder)
    monkeypatch.setattr(bench, "environment", fails)
    assert main(["--index", str(store), "--gold", str(gold_file), "--only", "race"]) == 0
    text = capsys.readouterr().out
    assert "Without LangChain, LlamaIndex and Haystack: no route to the registry" in text
    assert OURS in text


def test_a_missing_index_is_one_sentence_and_an_exit_code(
    tmp_path: Path, hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "open_encoder", lambda _name: hashing_encoder)
    assert main(["--index", str(tmp_path / "nowhere")]) == 1
    assert "nowhere" in capsys.readouterr().err
