"""Why: the reason, not the proposal over again."""

from pathlib import Path

import pytest

from index import Encoder, build_index
from qa import Assistant
from tests.conftest import read_all

SOURCES = """
["koepel.md"]
title = "Memorandum"
publisher = "Koepel"
speaker = "de koepel"
aliases = ["koepel"]
kind = "memorandum"
"""
TEXT = """# Stop de heffing

De heffing treft vooral kleine winkels.

## Onze voorstellen

- Stop de heffing.
- Maak de markt gratis, om kleine winkels te steunen.

# Zorg

De zorg is duur.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("redenen")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (folder / "koepel.md").write_text(TEXT, encoding="utf-8")
    return Assistant(build_index(read_all(folder), hashing_encoder, folder / "index"))


def test_why_is_answered_with_the_reason_and_not_with_the_proposal(assistant: Assistant) -> None:
    answer = assistant.ask("Waarom wil de koepel stoppen met de heffing?")
    assert "kleine winkels" in answer.claims[0].sentence
    assert answer.message == "Volgens de koepel:"


def test_a_proposal_that_gives_its_own_purpose_answers_why(assistant: Assistant) -> None:
    answer = assistant.ask("Waarom wil de koepel de markt gratis maken?")
    assert "om kleine winkels te steunen" in answer.claims[0].sentence
