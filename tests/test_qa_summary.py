"""Summaries: of each chapter one sentence of the source, in order; asked back where no document is meant."""

import pytest

from index import Encoder, build_index
from ingest import Document, read_documents
from qa import Answer, Assistant, Reason, Turn

PLAN = """Wonen

Wonen wordt voor veel gezinnen in de gemeente elk jaar duurder.

Onze voorstellen

- Bouw elk jaar honderd sociale woningen in de gemeente.
- Geef jonge gezinnen voorrang bij een sociale woning.

Vervoer

Veel dorpen hebben vandaag geen bus meer na acht uur.

Onze voorstellen

- Laat de bus ook na acht uur in elk dorp rijden.

Zorg

De zorg voor ouderen vraagt elk jaar meer mensen en middelen.
"""
STATED = """["plan.txt"]
title = "Plan voor de gemeente"
publisher = "Bond"
speaker = "de Bond"
kind = "memorandum"
date = "2024"
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> Assistant:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "nota.txt").write_text("Fietsen\n\nDe stad legt dit jaar nieuwe fietspaden aan.", encoding="utf-8")
    other = STATED.replace("plan.txt", "nota.txt").replace("Plan voor de gemeente", "Nota fietsen")
    (folder / "sources.toml").write_text(STATED + other.replace("Bond", "Stad").replace("memorandum", "nota"))
    documents = [d for d in read_documents(folder) if isinstance(d, Document)]
    return Assistant(build_index(documents, hashing_encoder, tmp_path_factory.mktemp("index") / "index"))


def said(answer: Answer) -> list[str]:
    return [claim.sentence for claim in answer.claims]


def test_a_summary_gives_one_sentence_of_each_chapter_in_order(assistant: Assistant) -> None:
    answer = assistant.ask("Vat het memorandum van de Bond samen")
    assert [claim.group.split(" – ")[0] for claim in answer.claims] == ["Wonen", "Vervoer", "Zorg"]
    assert said(answer)[1] == "Laat de bus ook na acht uur in elk dorp rijden."


def test_a_proposal_stays_a_proposal_in_a_summary(assistant: Assistant) -> None:
    answer = assistant.ask("Vat het memorandum van de Bond samen")
    assert [claim.group.split(" – ")[1] for claim in answer.claims][1:] == ["de Bond stelt voor", "volgens de Bond"]


def test_a_summary_says_of_what_it_is(assistant: Assistant) -> None:
    assert assistant.ask("Vat het memorandum van de Bond samen").message.startswith(
        "“Plan voor de gemeente” (Bond, 2024)"
    )


def test_a_summary_of_no_document_in_particular_is_asked_back_with_the_titles(assistant: Assistant) -> None:
    answer = assistant.ask("Vat samen")
    assert answer.reason is Reason.TOO_VAGUE
    assert "Nota fietsen" in answer.message
    assert "Plan voor de gemeente" in answer.message


def test_of_one_chapter_all_proposals_are_given(assistant: Assistant) -> None:
    answer = assistant.ask("Geef een overzicht van de voorstellen van de Bond over wonen")
    assert said(answer) == [
        "Bouw elk jaar honderd sociale woningen in de gemeente.",
        "Geef jonge gezinnen voorrang bij een sociale woning.",
    ]


def test_a_chapter_that_is_not_there_is_not_found(assistant: Assistant) -> None:
    assert assistant.ask("Wat staat er in het hoofdstuk ruimtevaart?").reason is Reason.NOT_FOUND


def test_more_of_a_summary_is_what_was_not_said(assistant: Assistant) -> None:
    question = "Vat het memorandum van de Bond samen"
    first = assistant.ask(question)
    given = "\n".join(said(first)[:2])
    more = assistant.ask("geef er nog", [Turn("user", question), Turn("assistant", given)])
    assert said(more) == said(first)[2:]
