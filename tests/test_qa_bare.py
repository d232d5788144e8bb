"""A theme alone is answered with what the documents say about it, however common the word."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index import Encoder, build_index
from ingest import Document, read_documents
from qa import Assistant, Reason, Turn

SOURCES = """["nota.txt"]
title = "Nota wonen"
publisher = "Departement Wonen"
speaker = "het Departement Wonen"
kind = "nota"
date = "2024"

["plan.txt"]
title = "Plan van de bond"
publisher = "Bond"
speaker = "de Bond"
kind = "memorandum"
date = "2024"
"""
NOTE = """Huur

De gemeente betaalt een premie aan wie een hoge huur heeft.

Opvang

De gemeente opent een nachtopvang voor daklozen in de winter.

Taal

De gemeente geeft lessen Nederlands in de bibliotheek.
"""
PLAN = """Huur

De gemeente bouwt elk jaar woningen met een lage huur.

Werk

De gemeente werft zelf mensen zonder diploma aan.
"""


@pytest.fixture(scope="module")
def assistant(hashing_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("thema")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (folder / "nota.txt").write_text(NOTE, encoding="utf-8")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    found: Sequence[Document] = [one for one in read_documents(folder) if isinstance(one, Document)]
    return Assistant(build_index(found, hashing_encoder, folder / "index"))


@pytest.mark.parametrize("question", ["huur", "Huur?", "de huur", "nachtopvang"])
def test_a_theme_alone_is_told_about(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.reason is None
    assert all(question.lower().strip("? ").split()[-1] in c.quote for claim in answer.claims for c in claim.citations)


def test_a_theme_alone_is_told_of_every_document_that_has_it(assistant: Assistant) -> None:
    cited = {citation.document_id for claim in assistant.ask("huur").claims for citation in claim.citations}
    assert len(cited) == 2


def test_a_word_that_stands_nearly_everywhere_is_no_theme(assistant: Assistant) -> None:
    assert assistant.ask("gemeente?").reason is Reason.TOO_VAGUE


def test_a_word_that_the_documents_do_not_know_is_said_not_to_be_there(assistant: Assistant) -> None:
    answer = assistant.ask("zwembad?")
    assert answer.reason is Reason.UNKNOWN_NAME
    assert answer.message == "Dat staat niet in de documenten: zwembad komt er niet in voor."


def test_thanks_and_doubt_are_no_questions_for_documents(assistant: Assistant) -> None:
    talk = [Turn("user", "Wat wil de Bond met de huur?"), Turn("assistant", "De gemeente bouwt woningen.")]
    for said in ("bedankt", "klopt dat wel?"):
        answer = assistant.ask(said, talk)
        assert answer.reason is Reason.SMALL_TALK
        assert not answer.hits


def test_thanks_in_between_are_not_leaned_on(assistant: Assistant) -> None:
    talk = [
        Turn("user", "Wat zegt de Bond over huur?"),
        Turn("assistant", "De gemeente bouwt elk jaar woningen met een lage huur."),
        Turn("user", "bedankt"),
        Turn("assistant", "Graag gedaan."),
    ]
    assert assistant.ask("en het departement?", talk).standalone == "Wat zegt het Departement Wonen over huur?"
