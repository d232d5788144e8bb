"""What users thought of answers, on disk and as gold to complete."""

import json
import multiprocessing
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval import Cited, Opinion, candidates, check_file, keep_opinion, load_gold, load_opinions, questions_in
from ingest import Document

QUOTE = "Elke gemeente streeft naar minstens 15% sociale woningen."
OPINION = Opinion("2026-11-22", True, "", "extractive", False, "0.1.0")
KEPT = replace(OPINION, question="Wat wil de bond met woningen?", cited=(Cited("weg", "p", "vakbond.txt", QUOTE),))


@pytest.fixture(scope="module")
def documents(tiny_documents: Sequence[Document]) -> Mapping[str, Document]:
    return {document.id: document for document in tiny_documents}


def many(folder: Path, day: str) -> None:
    for _ in range(50):
        keep_opinion(replace(KEPT, day=day), folder)


def test_processes_that_write_at_once_lose_no_line(tmp_path: Path) -> None:
    days = [f"2026-11-{day}" for day in (10, 11, 12, 13)]
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=many, args=(tmp_path, day)) for day in days]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    found = load_opinions(tmp_path)
    assert sorted(opinion.day for opinion in found) == sorted(days * 50)
    assert {replace(opinion, day=KEPT.day) for opinion in found} == {KEPT}


def test_the_files_never_grow_beyond_two_of_the_largest(tmp_path: Path) -> None:
    for day in range(200):
        keep_opinion(replace(KEPT, writer=str(day)), tmp_path, largest=5_000)
    assert sum(file.stat().st_size for file in tmp_path.glob("*.jsonl")) <= 10_000
    assert load_opinions(tmp_path)[-1].writer == "199"


def test_a_line_that_a_crash_cut_off_takes_no_other_with_it(tmp_path: Path) -> None:
    keep_opinion(OPINION, tmp_path)
    file = tmp_path / "oordelen.jsonl"
    file.write_text(file.read_text() + '{"day": "2026', encoding="utf-8")
    keep_opinion(KEPT, tmp_path)
    assert load_opinions(tmp_path) == (OPINION, KEPT)


def test_a_kept_question_becomes_gold_with_its_verified_quote(documents: Mapping[str, Document]) -> None:
    (line,) = candidates([OPINION, KEPT], [], documents)
    assert line["evidence"] == [{"document": "vakbond.txt", "quote": QUOTE, "alternative": False}]
    assert (line["question"], line["answerable"], line["source"]) == (KEPT.question, None, "feedback")


def test_a_quote_that_no_longer_stands_there_is_no_evidence(documents: Mapping[str, Document]) -> None:
    stale = replace(KEPT, cited=(Cited("weg", "p", "vakbond.txt", "Elke gemeente streeft naar 90%."),))
    assert candidates([stale], [], documents)[0]["evidence"] == []


def test_a_source_that_its_reader_faulted_is_shown_but_is_no_evidence(documents: Mapping[str, Document]) -> None:
    faulted = replace(KEPT, good=False, reason="verkeerde bron", words="Het staat bij Zorg.")
    (line,) = candidates([faulted], [], documents)
    assert line["evidence"] == []
    assert (line["feedback"]["cited"][0]["quote"], line["feedback"]["words"]) == (QUOTE, "Het staat bij Zorg.")


def test_a_question_that_is_known_or_comes_twice_is_no_second_candidate(documents: Mapping[str, Document]) -> None:
    again = replace(KEPT, question="wat wil de bond met WONINGEN", good=False, reason="onjuist")
    assert [line["feedback"]["good"] for line in candidates([KEPT, again], [], documents)] == [False]
    assert candidates([KEPT], ["Wat wil de bond met woningen"], documents) == ()


def test_the_check_asks_for_what_is_open_and_reads_what_an_evaluator_completed(
    documents: Mapping[str, Document], tmp_path: Path
) -> None:
    (line,) = candidates([KEPT], [], documents)
    file = tmp_path / "kandidaten.jsonl"
    file.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert questions_in(file) == (KEPT.question,)
    assert check_file(file, documents)[0].where == "kandidaten.jsonl:1"
    completed = {"answerable": True, "type": "feit", "key_facts": [["15%"]], "reference_answer": "Minstens 15%."}
    file.write_text(json.dumps(line | completed) + "\n", encoding="utf-8")
    assert check_file(file, documents) == ()
    assert load_gold(file, documents)[0].question == KEPT.question
