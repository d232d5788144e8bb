"""What makes a sentence an answer: figures of what was counted, sides where a side is asked, nothing said before."""

import pytest

from index import Encoder, Index, build_index
from ingest import Document, read_documents
from qa import Assistant, Turn
from qa.conversation import stand_alone
from qa.evidence import Features
from qa.patterns import HOLDS_FIRMLY

SOURCE = """["bond.txt"]
title = "Memorandum van de Bond"
publisher = "Bond"
speaker = "de Bond"
kind = "memorandum"
date = "2024"
"""
COUNTED = "In de opvang slapen 300 daklozen."
BESIDE = "Daklozen zoeken opvang, terwijl de stad 12 projecten telt."
FIRM = "Wij zijn overtuigd dat opvang voor daklozen werkt."
LOOSE = "Opvang van daklozen is niet nieuw."
ONLY = "Opvang is niet enkel een taak van de stad."


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> Assistant:
    folder = tmp_path_factory.mktemp("bond")
    lines = (COUNTED, BESIDE, FIRM, LOOSE, ONLY)
    (folder / "bond.txt").write_text("Opvang\n\n" + "\n\n".join(lines), encoding="utf-8")
    (folder / "sources.toml").write_text(SOURCE, encoding="utf-8")
    documents = [d for d in read_documents(folder) if isinstance(d, Document)]
    index: Index = build_index(documents, hashing_encoder, tmp_path_factory.mktemp("index") / "index")
    return Assistant(index)


def features(assistant: Assistant, question: str, sentence: str, history: tuple[Turn, ...] = ()) -> Features:
    asked = stand_alone(question, history, assistant.catalogue)
    found = assistant.finder.weighed(asked, assistant.finder.find(asked))
    return next(c.features for c in found if c.quote == sentence)


def test_a_figure_counts_what_shares_a_clause_with_it(assistant: Assistant) -> None:
    assert features(assistant, "Hoeveel daklozen zijn er?", COUNTED).focus == 1
    assert features(assistant, "Hoeveel daklozen zijn er?", BESIDE).focus == 0


def test_who_takes_a_side_is_told_from_who_only_says_not(assistant: Assistant) -> None:
    question = "Gelooft de Bond in opvang voor daklozen?"
    assert features(assistant, question, FIRM).stance > features(assistant, question, LOOSE).stance > 0
    assert features(assistant, "Wat is opvang voor daklozen?", FIRM).stance == 0


def test_what_denies_counts_where_a_yes_or_a_no_is_asked(assistant: Assistant) -> None:
    assert features(assistant, "Is opvang van daklozen nieuw?", LOOSE).denial == 1
    assert features(assistant, "Is opvang van daklozen nieuw?", COUNTED).denial == 0
    assert features(assistant, "Wat is opvang van daklozen?", LOOSE).denial == 0


def test_what_stands_behind_the_theme_gains_by_it(assistant: Assistant) -> None:
    asked = stand_alone(COUNTED, (), assistant.catalogue)
    found = sorted(assistant.finder.weighed(asked, assistant.finder.find(asked)), key=lambda c: c.start)
    first, second = (next(c for c in found if c.quote == line) for line in (COUNTED, BESIDE))
    assert first.hit.passage.id == second.hit.passage.id
    assert second.features.behind == first.features.meaning > 0


def test_alone_counts_where_alone_was_asked(assistant: Assistant) -> None:
    assert features(assistant, "Is opvang enkel een taak van de stad?", ONLY).only == 1
    assert features(assistant, "Is opvang een taak van de stad?", ONLY).only == 0


def test_what_the_answer_before_said_is_known_by_nearly_all_its_words(assistant: Assistant) -> None:
    told = (Turn("user", "Hoeveel daklozen zijn er?"), Turn("assistant", f"Volgens de Bond: {COUNTED}"))
    assert features(assistant, "En waar dan?", COUNTED, told).said == 1
    assert features(assistant, "En waar dan?", BESIDE, told).said == 0


@pytest.mark.parametrize("text", ["Wij pleiten voor meer.", "Dat is nefast.", "Er is geen plaats voor winst."])
def test_words_that_hold_firmly(text: str) -> None:
    assert HOLDS_FIRMLY.search(text)
