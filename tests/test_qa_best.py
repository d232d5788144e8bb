"""Which sentences are quoted together: those that make no sense alone, and what stands between two that were chosen."""

from dataclasses import replace

import pytest

from index import Encoder, Index, build_index
from ingest import Document, read_documents
from qa import Answer, Assistant
from qa.best import Evidence, best_sentences
from qa.question import understand

SOURCE = """["bond.txt"]
title = "Memorandum van de Bond"
publisher = "Bond"
speaker = "de Bond"
kind = "memorandum"
date = "2024"
"""
TEXT = """Gezinscoaches

De gezinscoaches helpen arme gezinnen met al hun vragen over werk en wonen. De lokale besturen krijgen hiervoor \
de regie. Winkels sluiten soms vroeg.

Drempels

Werkzoekenden botsen op drempels die niets met hun inzet te maken hebben. Denk maar aan opvang en vervoer. \
Een krant verschijnt elke dag.

Maaltijden

De keuken kookt elke middag soep voor de leerlingen van de lagere school.

Boeren uit de streek leveren het fruit en de melk.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> Assistant:
    folder = tmp_path_factory.mktemp("bond")
    (folder / "bond.txt").write_text(TEXT, encoding="utf-8")
    (folder / "sources.toml").write_text(SOURCE, encoding="utf-8")
    documents = [d for d in read_documents(folder) if isinstance(d, Document)]
    index: Index = build_index(documents, hashing_encoder, tmp_path_factory.mktemp("index") / "index")
    return Assistant(index)


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for claim in answer.claims for citation in claim.citations]


def test_a_sentence_that_points_back_comes_with_the_one_before_it(assistant: Assistant) -> None:
    first = quotes(assistant.ask("Wie krijgt de regie, de lokale besturen?"))[0]
    assert first.startswith("De gezinscoaches")
    assert "krijgen hiervoor de regie" in first
    assert "Winkels" not in first


def test_examples_come_with_the_sentence_that_they_belong_to(assistant: Assistant) -> None:
    first = quotes(assistant.ask("Op welke drempels botsen werkzoekenden met hun inzet?"))[0]
    assert first.startswith("Werkzoekenden botsen")
    assert first.endswith("opvang en vervoer.")


def test_a_yes_or_a_no_is_settled_by_one_quote(assistant: Assistant) -> None:
    assert len(quotes(assistant.ask("Krijgen de lokale besturen de regie over gezinscoaches?"))) == 1


def beside(assistant: Assistant, question: str, gap: float) -> int:
    """How many sentences are quoted where the second, in another paragraph of the passage, scores so much less."""
    asked = understand(question, assistant.catalogue)
    found = assistant.finder.weighed(asked, assistant.finder.find(asked))
    soup, fruit = (next(c for c in found if word in c.quote) for word in ("soep", "fruit"))
    assert soup.hit.passage.id == fruit.hit.passage.id
    candidates = (replace(soup, score=9.0), replace(fruit, score=9.0 - gap))
    return len(best_sentences(Evidence(asked, candidates, assistant.index.documents, assistant.policy)))


def test_two_sentences_of_a_passage_that_fit_a_question_for_a_fact_alike_are_both_quoted(assistant: Assistant) -> None:
    assert beside(assistant, "Wat krijgen de leerlingen op school te eten?", 0.5) == 2
    assert beside(assistant, "Wat krijgen de leerlingen op school te eten?", 0.9) == 1
    assert beside(assistant, "Krijgen de leerlingen soep?", 0.5) == 1
