"""Synthetic documents: the same each time, sound, and with vectors that know which words go together."""

import json
from pathlib import Path

import numpy as np
import pytest

from eval.synthetic import Synthetic, synthetic, word_vectors
from ingest import sentences, split

BODIES = (
    "De regering subsidieert kinderopvang in 12 gemeenten. Elke gemeente krijgt plaatsen voor kinderopvang.",
    "Het waterbeleid vraagt nieuwe bekkens. Elke rivier krijgt een bekken tegen overstroming.",
    "De sportclubs krijgen 300 euro. Elke sportclub vraagt die steun zelf aan.",
)


@pytest.fixture
def documents(tmp_path: Path) -> Synthetic:
    path = tmp_path / "decisions.jsonl"
    rows = (json.dumps({"title": f"Beslissing {number}", "body": body}) for number, body in enumerate(BODIES))
    path.write_text("\n".join(rows), encoding="utf-8")
    return synthetic(path, 30)


def test_documents_are_the_same_each_time_and_differ(documents: Synthetic) -> None:
    assert list(documents) == list(documents)
    assert len({document.id for document in documents}) == len(documents) == 10


def test_about_as_many_passages_as_asked_for(documents: Synthetic) -> None:
    assert 25 <= sum(len(split(document)) for document in documents) <= 35


def test_every_block_lies_in_the_text_and_holds_sentences(documents: Synthetic) -> None:
    for document in documents:
        assert all(document.text[block.start : block.end].strip() for block in document.blocks)
        assert {sentence.block for sentence in sentences(document)} == set(document.blocks)


def test_words_that_stand_together_lie_near_each_other(documents: Synthetic) -> None:
    encoder = word_vectors(documents)
    care, places, water = encoder.encode(["kinderopvang", "plaatsen", "overstroming"])
    assert np.dot(care, places) > np.dot(care, water) + 0.5
    assert np.linalg.norm(care) == pytest.approx(1, abs=1e-5)


def test_questions_are_made_of_words_of_the_documents(documents: Synthetic) -> None:
    assert all(question.startswith("Wat is er beslist over ") for question in documents.questions(5))
