"""What an answer rests on, as it is told to who asks why."""

from dataclasses import replace

import pytest

from index import Index
from qa import Answer, Assistant, Fate, fate, used_in

SUMMER = "Wat stelt de vereniging voor over zomerscholen?"


@pytest.fixture(scope="module")
def assistant(tiny_index: Index) -> Assistant:
    return Assistant(tiny_index)


def explained(assistant: Assistant, question: str) -> Answer:
    answer = assistant.ask(question)
    assert answer.account
    return answer


def test_the_account_is_of_the_very_passages_that_the_answer_gives(assistant: Assistant) -> None:
    answer = explained(assistant, SUMMER)
    assert answer.account
    assert [look.passage for look in answer.account.looks] == [hit.passage for hit in answer.hits]
    ranks = [(look.by_meaning, look.by_words) for look in answer.account.looks]
    assert ranks == [(hit.dense_rank, hit.lexical_rank) for hit in answer.hits]


def test_only_the_passages_that_are_cited_were_used(assistant: Assistant) -> None:
    answer = explained(assistant, SUMMER)
    assert answer.account
    cited = {citation.passage_id for claim in answer.claims for citation in claim.citations}
    used = {look.passage.id for look in answer.account.looks if fate(look, answer) is Fate.USED}
    assert used == cited
    assert {n for look in answer.account.looks for n in used_in(look, answer)} == {1}


def test_the_words_of_the_question_are_marked_where_they_stand(assistant: Assistant) -> None:
    answer = explained(assistant, SUMMER)
    assert answer.account
    used = next(look for look in answer.account.looks if used_in(look, answer))
    assert "zomerscholen" in [used.sentence[start:end] for start, end in used.marks]


def test_a_slip_of_the_pen_is_told_with_what_it_was_read_as(assistant: Assistant) -> None:
    answer = explained(assistant, "Wat stelt de vereniging voor over zomerscholne?")
    assert answer.account
    assert {term.surface: term.meant for term in answer.account.words}["zomerscholne"] == ("zomerscholen",)


def test_an_abbreviation_is_told_in_full(assistant: Assistant) -> None:
    answer = explained(assistant, "Wat zegt de vereniging over de KSZ?")
    assert answer.account
    meant = {term.surface: term.meant for term in answer.account.words}["KSZ"]
    assert "Kruispuntbank van de Sociale Zekerheid" in meant


def test_an_abstention_tells_which_word_no_document_knows(assistant: Assistant) -> None:
    answer = explained(assistant, "Hoeveel maankolonies telt de vereniging?")
    assert answer.reason
    assert answer.account
    assert [term.surface for term in answer.account.words if not term.frequency] == ["maankolonies", "telt"]


def test_what_is_refused_before_anything_is_looked_for_has_no_account(assistant: Assistant) -> None:
    assert assistant.ask("").account is None


def test_a_passage_with_few_of_the_words_is_about_something_else(assistant: Assistant) -> None:
    answer = explained(assistant, SUMMER)
    assert answer.account
    unused = next(look for look in answer.account.looks if not used_in(look, answer))
    assert fate(replace(unused, share=0.1), answer) is Fate.OTHER_THEME
    assert fate(replace(unused, share=0.9, fit=0.95), answer) is Fate.NEARLY
