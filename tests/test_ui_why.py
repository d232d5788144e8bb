""" "Waarom dit antwoord?": what is told of an answer and of an abstention."""

import re

import pytest

from index import Index
from qa import Answer, Assistant
from ui import texts
from ui.conversation import Exchange
from ui.page import transcript
from ui.why import marked, why


@pytest.fixture(scope="module")
def assistant(tiny_index: Index) -> Assistant:
    return Assistant(tiny_index)


def shown(answer: Answer, index: Index) -> str:
    html = why(answer, index.documents)
    assert "\n" not in html
    return html


def test_an_answer_tells_what_was_used_and_what_was_not(assistant: Assistant, tiny_index: Index) -> None:
    html = shown(assistant.ask("Wat stelt de vereniging voor over zomerscholen?"), tiny_index)
    assert texts.WHY in html
    assert html.count(f"{texts.WHY_FATES['gebruikt']} [1]") == 1
    assert html.count("<li>") > html.count(texts.WHY_FATES["gebruikt"]) + 1
    assert "<mark>zomerscholen</mark>" in html


def test_an_abstention_tells_what_was_missing(assistant: Assistant, tiny_index: Index) -> None:
    html = shown(assistant.ask("Hoeveel maankolonies telt de vereniging?"), tiny_index)
    assert texts.WHY_NONE in html
    assert f"<strong>maankolonies</strong>{texts.why_word((), 0, 9)}" in html
    assert texts.WHY_FATES["gebruikt"] not in html


def test_what_was_not_looked_for_says_so(assistant: Assistant, tiny_index: Index) -> None:
    assert texts.WHY_NOT_SEARCHED in shown(assistant.ask(""), tiny_index)


def test_the_question_is_shown_as_it_was_read_and_escaped(assistant: Assistant, tiny_index: Index) -> None:
    html = shown(assistant.ask("Wat zegt de vereniging over <b>zomerscholen</b>?"), tiny_index)
    assert "<b>" not in html


def test_only_what_the_markdown_component_keeps_is_used(assistant: Assistant, tiny_index: Index) -> None:
    html = shown(assistant.ask("Wat stelt de vereniging voor over zomerscholen?"), tiny_index)
    assert set(re.findall(r"<\w+ (\w[\w-]*)=", html)) <= {"class", "href", "id", "title", "tabindex"}


def test_the_account_of_old_answers_is_left_out_so_that_the_page_stays_light(
    assistant: Assistant, tiny_index: Index
) -> None:
    answer = assistant.ask("Wat stelt de vereniging voor over zomerscholen?")
    many = tuple(Exchange(n, answer.question, answer, tiny_index.documents) for n in range(1, 21))
    html = transcript(many, tiny_index.documents)
    assert 0 < html.count('<details class="why">') < len(many)
    assert texts.WHY_OLD in html


def test_a_long_sentence_is_cut_and_a_number_of_the_source_stays_whole() -> None:
    assert marked("a" * 1000, ()).endswith("a …")
    assert "mark>" not in marked("zie [12]", ((5, 7),))


def test_chances_are_told_in_words_and_as_a_number() -> None:
    assert "groot: ongeveer 97 op 100" in texts.why_chance(0.97, 0.75, True)
    assert "klein: ongeveer 40 op 100" in texts.why_chance(0.4, 0.75, False)
    assert "100 op 100" not in texts.why_chance(1.0, 0.75, True).replace("75 op 100", "")
