"""Ways of searching side by side, with scripted searches and a hashing encoder."""

import hashlib
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from eval import Evidence, GoldQuestion
from eval.bench import OURS, asked, bench, langchain_recipe, main, show
from eval.words import words

QUOTE = "Elke gemeente moet streven naar minstens 15% sociale woningen."
OTHER = "Een gratis maaltijd voor elke leerling kost ongeveer 260 miljoen euro."


class HashingEncoder:
    """A bag of words as a unit vector: texts that share words are near."""

    name = "hashing"
    dimension = 256

    def encode(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        del query
        vectors = np.full((len(texts), self.dimension), 1e-6, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in words(text):
                vectors[row, hashlib.sha256(word.encode()).digest()[0]] += 1
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def question(id: str, text: str, *, history: tuple[tuple[str, str], ...] = (), answerable: bool = True) -> GoldQuestion:
    evidence = (Evidence("abvv.txt", QUOTE),) if answerable else ()
    return GoldQuestion(id, text, history, "feit", answerable, (("15%",),), (), evidence, "15%.")


def test_every_way_is_measured_on_the_answerable_questions() -> None:
    gold = (question("q1", "Een"), question("q2", "Twee"), question("q3", "Niets", answerable=False))
    ticks = count()
    searches = {OURS: lambda _: [OTHER, QUOTE], "other": lambda q: [QUOTE] if q.id == "q1" else []}
    ours, other = bench(gold, searches, clock=lambda: float(next(ticks)))
    assert (ours.recall, ours.reciprocal_rank, ours.milliseconds) == ((0.0, 1.0, 1.0, 1.0), 0.5, 1000.0)
    assert (other.recall, other.reciprocal_rank) == ((0.5, 0.5, 0.5, 0.5), 0.5)


def test_the_table_says_how_long_a_way_takes_beside_ours() -> None:
    ticks = iter([0.0, 0.010, 0.010, 0.030])
    text = show(bench([question("q1", "Een")], {OURS: lambda _: [], "slow": lambda _: []}, lambda: next(ticks)))
    assert "10.0  1.00x" in text
    assert "20.0  2.00x" in text


def test_the_usual_recipe_finds_the_chunk_that_shares_words(tmp_path: Path) -> None:
    for name, text in (("a.txt", QUOTE), ("b.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    search = langchain_recipe(sorted(tmp_path.glob("*.txt")), HashingEncoder())
    assert search(question("q1", "Hoeveel sociale woningen in elke gemeente?")) == [QUOTE, OTHER]


def test_a_follow_up_is_asked_behind_the_question_before_it() -> None:
    history = (("user", "Eerst?"), ("user", "Hoeveel woningen?"), ("assistant", "15%."))
    assert asked(question("q1", "En waarom?", history=history)) == "Hoeveel woningen? En waarom?"
    assert asked(question("q2", "Waarom?")) == "Waarom?"


def test_a_missing_index_is_one_sentence_and_an_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("eval.bench.open_encoder", lambda _name: HashingEncoder())
    assert main(["--index", str(tmp_path / "nowhere")]) == 1
    assert "nowhere" in capsys.readouterr().err
