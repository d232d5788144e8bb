"""What may be asked next: made from headings and passages, and only what has an answer of its own."""

from dataclasses import replace
from pathlib import Path

import pytest

from index import Encoder, Index, build_index
from ingest import Document
from qa import Answer, Assistant, answered, first_ideas, next_ideas
from qa.suggestions import Idea
from qa.themes import theme_of_heading
from tests.conftest import read_all

TEXT = """Wij vragen werk te maken van kinderopvang en van de onderhoudsplicht voor ieder gezin in elke gemeente."""


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Document:
    folder = tmp_path_factory.mktemp("paper")
    (folder / "nota.txt").write_text(TEXT, encoding="utf-8")
    return read_all(folder)[0]


@pytest.fixture(scope="module")
def assistant(tiny_index: Index) -> Assistant:
    return Assistant(tiny_index)


@pytest.mark.parametrize(
    ("heading", "theme"),
    [
        (("Kinderopvang",), "kinderopvang"),
        (("2.1 Kinderopvang", "Concrete voorstellen"), "kinderopvang"),
        (("Schaf de onderhoudsplicht af",), "de onderhoudsplicht"),
        (("Zorg voor een werkwinkel waar iedereen welkom is",), "een werkwinkel"),
        (("Verzeker mobiliteit die bereikbaar is",), "mobiliteit"),
        (("Geef armoede geen kans",), ""),
        (("Waarom is dit belangrijk?",), ""),
        (("Armoede is onaanvaardbaar",), ""),
        (("Samenwerken, ook over de grenzen heen",), ""),
        (("Onze voorstellen concreet",), ""),
        ((), ""),
    ],
)
def test_a_heading_is_a_theme_only_where_that_reads_as_dutch(
    paper: Document, heading: tuple[str, ...], theme: str
) -> None:
    assert theme_of_heading(heading, paper) == theme


def test_an_idea_without_an_answer_is_not_offered(assistant: Assistant) -> None:
    ideas = [Idea("Wat zegt de vakbond over vissen?", "vissen", "Vakbond"), Idea("Wat zegt de vakbond over wonen?")]
    offered = answered(ideas, assistant.ask, assistant.index, (), 3, 5)
    assert "Wat zegt de vakbond over vissen?" not in list(offered)


def test_what_was_shown_already_is_not_offered_again(assistant: Assistant) -> None:
    question = "Hoeveel sociale woningen moet elke gemeente volgens de vakbond nastreven?"
    told = assistant.ask(question)
    assert told.claims
    assert list(answered([Idea(question)], assistant.ask, assistant.index, (), 3, 5)) == [question]
    assert list(answered([Idea(question)], assistant.ask, assistant.index, [told], 3, 5)) == []


def test_an_answer_of_another_publisher_than_was_asked_is_not_offered(assistant: Assistant) -> None:
    idea = Idea(
        "Hoeveel sociale woningen moet elke gemeente volgens de vakbond nastreven?", "", "Vereniging van Gemeenten"
    )
    assert list(answered([idea], assistant.ask, assistant.index, (), 3, 5)) == []


def test_no_more_is_asked_than_was_allowed(assistant: Assistant) -> None:
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return assistant.ask(question)

    list(answered([Idea("blorf?"), Idea("snik?"), Idea("trala?")], ask, assistant.index, (), 3, 2))
    assert asked == ["blorf?", "snik?"]


def test_where_a_list_goes_on_the_rest_of_it_is_asked_first(assistant: Assistant) -> None:
    told = replace(
        assistant.ask("Hoeveel sociale woningen moet elke gemeente volgens de vakbond nastreven?"), closing=""
    )
    rest = "Welke andere punten zijn er nog?"
    assert rest not in [idea.question for idea in next_ideas(told, assistant.index)]
    more = replace(told, closing="Er staan nog 4 punten in dezelfde lijst; vraag ernaar om ze te zien.")
    assert next_ideas(more, assistant.index)[0].question == rest


def test_personal_data_lead_on_to_nothing(assistant: Assistant) -> None:
    silent = assistant.ask("Mijn rijksnummer is 85.07.30-033.28, heb ik recht op een woning?")
    assert next_ideas(silent, assistant.index) == ()


def test_of_documents_that_nobody_knows_the_headings_are_asked(tiny_index: Index) -> None:
    questions = [idea.question for idea in first_ideas(tiny_index)]
    assert "Wat zegt de Vereniging van Gemeenten over kinderarmoede?" in questions


def test_the_same_theme_of_another_publisher_is_offered(
    hashing_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    index = build_index(
        two_voices(tmp_path_factory.mktemp("voices")), hashing_encoder, tmp_path_factory.mktemp("i") / "i"
    )
    told = Assistant(index).ask("Wat zegt de bond over kinderopvang?")
    assert told.claims
    assert "Wat stelt de vereniging voor over kinderopvang?" in [i.question for i in next_ideas(told, index)]


def two_voices(folder: Path) -> tuple[Document, ...]:
    sources = ""
    for name, line in (
        ("bond", "Wij vragen meer plaatsen in de kinderopvang."),
        ("vereniging", "Wij vragen goedkope kinderopvang in elke gemeente."),
    ):
        (folder / f"{name}.txt").write_text(f"Gezinnen\n\n{line} Elk gezin telt daarin mee.\n", encoding="utf-8")
        about = (
            f'title = "Eisen van de {name}"\npublisher = "{name.title()}"\nspeaker = "de {name}"\naliases = ["{name}"]'
        )
        sources += f'["{name}.txt"]\n{about}\nkind = "memorandum"\ndate = "2024"\nlanguage = "nl"\n'
    (folder / "sources.toml").write_text(sources, encoding="utf-8")
    return read_all(folder)


@pytest.mark.parametrize(
    ("typed", "theme"),
    [("kinderopvng", "kinderopvang"), ("de vrijwilligers", "vrijwilligers")],
)
def test_a_theme_is_offered_as_the_documents_write_it(corpus_index: Index, typed: str, theme: str) -> None:
    told = Assistant(corpus_index).ask("Wat zegt het ABVV over kinderopvang?")
    themes = {
        idea.theme for idea in next_ideas(replace(told, question=f"Wat zegt het ABVV over {typed}?"), corpus_index)
    }
    assert theme in themes
    assert typed not in themes
