"""Titles of decisions as questions over their bodies, on four decisions."""

import json
from pathlib import Path

import pytest

from eval.decisions import Decision, index_bodies, known_items, questions, read_decisions
from index import Encoder, load_index

SCHOOLS = Decision("Subsidie voor zomerscholen", "De regering geeft steun aan scholen die in de zomer lesgeven.")
HOUSING = Decision("Sociale woningen", "Elke gemeente streeft naar minstens 15% sociale woningen.")
WATER = Decision("Waterplan", "De regering keurt het plan voor drinkbaar water goed.")
CARE = Decision("Zorgbudget", "Het budget voor ouderen stijgt met vijf procent.")


def test_a_title_that_stands_in_its_body_is_not_asked() -> None:
    assert questions([SCHOOLS, HOUSING, WATER]) == [0, 2]


@pytest.mark.parametrize("again", [Decision("waterplan.", "Iets anders."), Decision("Drinkwater", WATER.body.upper())])
def test_a_title_or_a_body_that_occurs_twice_is_not_asked(again: Decision) -> None:
    assert WATER not in [[SCHOOLS, WATER, again][at] for at in questions([SCHOOLS, WATER, again])]


def test_a_decision_without_a_title_is_not_asked() -> None:
    assert questions([SCHOOLS, Decision("", "Een tekst.")]) == [0]


def test_only_the_bodies_are_indexed_and_once(tmp_path: Path, hashing_encoder: Encoder) -> None:
    index_bodies([SCHOOLS, CARE], tmp_path, hashing_encoder)
    index = load_index(tmp_path / "index", hashing_encoder)
    assert sorted(passage.text for passage in index.passages) == sorted([SCHOOLS.body, CARE.body])
    made = (tmp_path / "index" / "manifest.json").read_bytes()
    index_bodies([SCHOOLS, CARE], tmp_path, hashing_encoder)
    assert (tmp_path / "index" / "manifest.json").read_bytes() == made


def test_the_table_says_how_many_titles_were_asked_and_how_each_way_did(
    tmp_path: Path, hashing_encoder: Encoder
) -> None:
    file = tmp_path / "decisions.jsonl"
    rows = [{"title": one.title, "body": one.body, "date": "2021-01-01"} for one in (SCHOOLS, HOUSING, WATER, CARE)]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert read_decisions(file) == [SCHOOLS, HOUSING, WATER, CARE]
    text = known_items(file, hashing_encoder, tmp_path / "cache")
    assert text.startswith("3 titles of 4 decisions;")
    both = next(line for line in text.splitlines() if line.startswith("both (Bronwijzer)"))
    assert "1.000 (1.000-1.000)" in both  # at ten of four passages
    assert "words alone (BM25)" in text
