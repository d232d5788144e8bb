"""How often compounds are cut where a reader of Dutch would cut them.

`compounds.jsonl`: 300 words of nine letters and more, drawn at random from 3,165 decisions of the Flemish government
and a coalition agreement among those that the five documents do not have, and cut by hand. The rules were
finished on the first 150 (sample 1); the second 150 chose nothing. "~" marks where a cut is neither needed nor wrong.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.analyser import Analyser, in_dictionary, lemma
from index.compounds import split_compound
from index.dutch import fold, words
from ingest import Document

JUDGED = [json.loads(line) for line in (Path(__file__).parent / "compounds.jsonl").read_text("utf-8").splitlines()]

Known = Callable[[str], bool]


@pytest.fixture(scope="module")
def known(corpus_documents: tuple[Document, ...]) -> Known:
    """The words of the corpus and of the dictionary: how a word of a question is read."""
    own = {fold(form) for document in corpus_documents for word in words(document.text) for form in word.forms}
    return lambda text: fold(text) in own or in_dictionary(text)


def cuts(word: str, known: Known, start: int = 0) -> Iterator[int]:
    """Where the smallest parts begin, without the first."""
    end = 0
    for number, part in enumerate(split_compound(word, known, lemma) if len(word) > 6 else ()):
        begin = word.index(part, end)
        end = begin + len(part)
        if number:
            yield start + begin
        yield from cuts(part, known, start + begin)


def judged_cuts(parts: list[str]) -> tuple[set[int], set[int]]:
    """Where it must be cut, and where it may."""
    must, may, at = set(), set(), 0
    for part in parts:
        must.add(at)
        pieces = part.split("~")
        may |= {at + len("".join(pieces[:number])) for number in range(1, len(pieces))}
        at += len("".join(pieces))
    return must - {0}, may


@pytest.mark.parametrize(
    ("sample", "precision", "recall", "whole"),
    [(1, 0.92, 0.93, 0.92), (2, 0.92, 0.96, 0.93)],
    ids=["tuned", "drawn after"],
)
def test_words_are_cut_as_well_as_when_it_was_measured(
    known: Known, sample: int, precision: float, recall: float, whole: float
) -> None:
    right = wrong = missed = exact = 0
    rows = [row for row in JUDGED if row["sample"] == sample]
    for row in rows:
        found, (must, may) = set(cuts(row["word"], known)), judged_cuts(row["parts"])
        right += len(found & must)
        wrong += len(found - must - may)
        missed += len(must - found)
        exact += must <= found <= must | may
    assert right / (right + wrong) >= precision
    assert right / (right + missed) >= recall
    assert exact / len(rows) >= whole


@pytest.mark.parametrize(
    "name",
    "Antwerpen Oostende Vlaanderen Vandenbroucke Duitsland Middelkerke Horebeke Oudenaarde Herentals".split(),
)
def test_a_name_is_not_taken_apart(name: str) -> None:
    assert Analyser({}).read(name.lower()).parts == ()


@pytest.mark.parametrize("word", ["statuten", "mandaten", "oppervlaktes", "ontdekkingen", "investeert", "voorafgaan"])
def test_a_word_that_only_looks_like_two_is_left_whole(word: str) -> None:
    assert Analyser({}).read(word).parts == ()


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("zorgverstrekker", "zorg"),  # the dictionary has verstrekken, not verstrekker
        ("klantensturing", "klant"),
        ("meldingsplichtige", "melding"),
        ("topsportwerking", "werk"),
    ],
)
def test_a_part_may_be_made_of_a_word_that_is_known(word: str, part: str) -> None:
    assert any(token.startswith(part) for token in Analyser({}).read(word).parts)


def test_those_who_wait_and_the_list_of_them_share_a_stem() -> None:
    analyser = Analyser({})
    assert set(analyser.tokens("lijst van wachtenden")) <= set(analyser.tokens("wachtlijst"))
