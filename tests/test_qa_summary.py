"""Summaries: of each chapter one sentence of the source, in order; asked back where no document is meant."""

from dataclasses import replace

import pytest

from index import Encoder, build_index
from ingest import Document, Kind, Section, read_documents
from qa import Answer, Assistant, Reason, Turn, phrases
from qa.summary import chapters_of
from tests.writers import evidence

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


MARKED = """Hoofdstuk 3 [3]

Wonen wordt voor **veel** gezinnen in de gemeente elk jaar duurder.

Vervoer **nu** [4]

Veel dorpen hebben vandaag geen bus meer na acht uur.
"""


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> Assistant:
    folder = tmp_path_factory.mktemp("marked")
    stated = STATED.replace("Plan voor de gemeente", "Plan **A** [1]").replace("de Bond", "vVSG")
    for name, publisher in (("plan.txt", "Bond"), ("ander.txt", "Stad")):
        (folder / name).write_text(MARKED.replace("dorpen", f"dorpen van de {publisher}"), encoding="utf-8")
    other = stated.replace("plan.txt", "ander.txt").replace("Bond", "Stad")
    (folder / "sources.toml").write_text(stated + other, encoding="utf-8")
    documents = [d for d in read_documents(folder) if isinstance(d, Document)]
    return Assistant(build_index(documents, hashing_encoder, tmp_path_factory.mktemp("index") / "index"))


@pytest.mark.parametrize("question", ["Vat het memorandum van de Bond samen", "Vat samen"])
def test_words_of_a_document_are_no_number_of_ours_and_nothing_bold(marked: Assistant, question: str) -> None:
    answer = marked.ask(question)
    around = [answer.message, answer.closing, *(claim.group for claim in answer.claims)]
    assert "Plan A ⁽¹⁾" in answer.message
    assert [
        said for said in (*around, *(claim.sentence for claim in answer.claims)) if "[" in said or "**" in said
    ] == []


def test_a_name_keeps_its_own_first_letter() -> None:
    assert phrases.inside("VVSG vraagt", "VVSG") == "VVSG vraagt"
    assert phrases.inside("De Lijn vraagt", "De Lijn") == "De Lijn vraagt"
    assert phrases.inside("De bond vraagt", "de bond") == "de bond vraagt"
    assert phrases.inside("Volgens VVSG", "VVSG") == "volgens VVSG"


def test_the_chapters_of_a_document_with_many_headings_are_read_once_each() -> None:
    """Four times the headings, no more than about four times the looks."""

    class Counted(str):
        looks = 0
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            Counted.looks += 1
            return str.__eq__(self, str(other))

        __hash__ = str.__hash__

    def looks(count: int) -> int:
        Counted.looks = 0
        headings = [(Counted("Deel"), Counted(f"Hoofdstuk {n}"), Counted("Onze vraag")) for n in range(count)]
        sections = tuple(Section(h, None, n, n + 1, "", Kind.MEMORANDUM) for n, h in enumerate(headings))
        assert len(set(chapters_of(replace(evidence().documents["d"], sections=sections)).values())) == count
        return Counted.looks

    assert looks(400) < 6 * looks(100)
