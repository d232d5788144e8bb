"""Passages that say the same, in one document or in several, and how they come out of a search."""

import random

import numpy as np
import pytest

from index import Encoder, Index, build_index
from index.duplicates import repetitions, sketch
from ingest import Document, Passage, read_documents
from qa import Assistant

LONG = (
    "De gemeente maakt samen met het OCMW werk van een beleid tegen armoede en voor iedereen die hulp nodig heeft in "
    "de buurt. Dat beleid vraagt tijd, mensen en middelen die er vandaag nog te weinig zijn."
)


def passages(*texts: str, apart: bool = True) -> list[Passage]:
    """One passage a text, each in a document of its own, or all in one."""
    return [Passage(f"p{n}", f"d{n * apart}", (), None, 0, len(text), text) for n, text in enumerate(texts)]


def repeated(found: list[Passage]) -> tuple[int, ...]:
    return repetitions(found, np.stack([sketch(one.text) for one in found]))


def test_the_same_words_in_another_document_are_a_repetition() -> None:
    assert repeated(passages(LONG, "Iets heel anders over wonen en werken.", LONG)) == (-1, -1, 0)


def test_white_space_capitals_and_line_ends_make_no_other_passage() -> None:
    assert repeated(passages(LONG, LONG.replace(" ", "  ").replace("buurt.", "buurt.\n"))) == (-1, 0)


def test_typing_variants_and_a_few_words_more_make_no_other_passage() -> None:
    variant = LONG.replace("armoede", "armoeden") + " Meer dan ooit."
    assert repeated(passages(LONG, variant)) == (-1, 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("nog te weinig", "nog niet"),
        ("armoede", "dakloosheid"),
        ("OCMW", "CAW"),
        ("tijd, mensen", "tijd, 12 mensen"),
        ("De gemeente", "De gemeente Aalst"),
        ("voor", "na"),
        ("nodig heeft", "mag hebben"),
    ],
)
def test_another_figure_name_word_or_negation_makes_another_passage(old: str, new: str) -> None:
    assert repeated(passages(LONG, LONG.replace(old, new))) == (-1, -1)


def test_decisions_that_differ_only_in_date_number_or_stage_are_no_duplicates() -> None:
    decision = (
        "Op 5 maart 2024 keurt de Vlaamse Regering principieel het besluit goed dat 12 miljoen euro toekent aan de "
        "lokale besturen voor de uitbouw van het geïntegreerd breed onthaal in heel Vlaanderen en Brussel."
    )
    others = (
        decision.replace("5 maart", "6 maart"),
        decision.replace("12 miljoen", "13 miljoen"),
        decision.replace("principieel", "definitief"),
    )
    assert repeated(passages(decision, *others)) == (-1, -1, -1, -1)


def test_two_short_sentences_in_two_documents_are_not_taken_for_copies() -> None:
    assert repeated(passages("Dat moet anders.", "Dat moet anders.")) == (-1, -1)
    assert repeated(passages("Dat moet anders.", "Dat moet anders.", apart=False)) == (-1, 0)


def test_every_repetition_points_at_the_first_of_its_kind() -> None:
    assert repeated(passages(LONG, LONG, LONG)) == (-1, 0, 0)


def test_planted_copies_among_many_passages_are_found_and_nothing_else_is() -> None:
    """A thousand passages of the same words in another order, and a hundred copies with some typing variants."""
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdefgh", k=9)) for _ in range(3_000)]
    texts = [" ".join(chance.sample(words, 100)) for _ in range(1_000)]
    copies = [text.replace(text.split()[50], text.split()[50] + "s") for text in texts[:100]]
    found = repeated(passages(*texts, *copies))
    assert found[:1_000] == (-1,) * 1_000
    assert found[1_000:] == tuple(range(100))


SOURCES = """
["*"]
kind = "memorandum"
date = "2024"

["bond.txt"]
title = "Memorandum van de bond"
publisher = "Bond"
speaker = "de bond"
aliases = ["bond"]

["raad.txt"]
title = "Memorandum van de raad"
publisher = "Raad"
speaker = "de raad"
aliases = ["raad"]
"""
SHARED = (
    "De zomerscholen verdienen een structureel aanbod met bijhorende financiering, want kinderen die het thuis "
    "moeilijk hebben, verliezen in de vakantie een deel van wat zij op school hebben geleerd."
)


@pytest.fixture(scope="module")
def echoing(hashing_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Two publishers that say the same of summer schools, each beside something of its own."""
    folder = tmp_path_factory.mktemp("echo")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (folder / "bond.txt").write_text(f"School\n\n{SHARED}\n\nWerk\n\nMeer jobs in de buurt.\n", encoding="utf-8")
    (folder / "raad.txt").write_text(f"Vakantie\n\n{SHARED}\n\nWonen\n\nBouw huizen.\n", encoding="utf-8")
    documents = [one for one in read_documents(folder) if isinstance(one, Document)]
    return build_index(documents, hashing_encoder, folder / "index")


def publisher(index: Index, passage: Passage) -> str:
    return index.documents[passage.document_id].publisher


def test_what_two_files_say_is_ranked_once_with_the_other_place_beside_it(echoing: Index) -> None:
    hits = [hit for hit in echoing.search("structureel aanbod zomerscholen") if "zomerscholen" in hit.passage.text]
    assert len(hits) == 1
    assert {publisher(echoing, hits[0].passage), *(publisher(echoing, p) for p in hits[0].also)} == {"Bond", "Raad"}


def test_a_search_within_one_document_still_finds_its_own_copy(echoing: Index) -> None:
    for document in echoing.documents.values():
        first = echoing.search("structureel aanbod zomerscholen", 1, within={document.id})[0]
        assert first.passage.document_id == document.id
        assert "zomerscholen" in first.passage.text


def test_a_comparison_hears_both_voices_that_say_the_same(echoing: Index) -> None:
    for question in (
        "Wat zeggen de bond en de raad over zomerscholen?",
        "Zeggen de organisaties hetzelfde over zomerscholen met een structureel aanbod?",
    ):
        answer = Assistant(echoing).ask(question)
        cited = {citation.document_id for claim in answer.claims for citation in claim.citations}
        assert cited == set(echoing.documents), question


def test_who_wants_it_names_the_other_publisher_too(echoing: Index) -> None:
    answer = Assistant(echoing).ask("Wie wil een structureel aanbod van zomerscholen met bijhorende financiering?")
    said = f"{answer.message} {answer.closing}"
    assert "de bond" in said.lower() or "(Bond)" in said
    assert "de raad" in said.lower() or "(Raad)" in said
