"""What each publisher says of a theme, side by side."""

import pytest

from index import Index
from qa import LONGEST_THEME, Obstacle, Sort, Stance, compare

BOTH = ("Vereniging van Gemeenten", "Vakbond")


def test_each_publisher_has_a_column_with_its_own_words_and_no_other(tiny_index: Index) -> None:
    found = compare(tiny_index, "zomerscholen", BOTH)
    assert [column.publisher for column in found.columns] == list(BOTH)
    claims = [claim for saying in found.columns[0].sayings for claim in saying.claims]
    assert any("zomerscholen" in claim.sentence for claim in claims)
    for citation in (c for claim in claims for c in claim.citations):
        document = tiny_index.documents[citation.document_id]
        assert (document.publisher, document.text[citation.start : citation.end]) == (BOTH[0], citation.quote)


def test_who_does_not_speak_of_the_theme_has_an_empty_column_that_says_so(tiny_index: Index) -> None:
    silent = compare(tiny_index, "onderhoudsplicht", BOTH).columns[0]
    assert (silent.sayings, silent.named) == ((), False)


def test_a_wish_and_a_fact_are_told_apart(tiny_index: Index) -> None:
    wished = compare(tiny_index, "onderhoudsplicht", BOTH).columns[1].sayings
    told = compare(tiny_index, "kinderarmoede", BOTH).columns[0].sayings
    assert Sort.WISH in {saying.sort for saying in wished}
    assert {saying.sort for saying in told if "7,8%" in saying.claims[0].sentence} == {Sort.FACT}


def test_a_side_is_named_only_where_a_sentence_takes_it(tiny_index: Index) -> None:
    assert compare(tiny_index, "onderhoudsplicht", BOTH).columns[1].side is Stance.AGAINST
    assert compare(tiny_index, "kinderarmoede", BOTH).columns[0].side is None


def test_a_slip_of_the_pen_in_the_theme_changes_nothing(tiny_index: Index) -> None:
    assert compare(tiny_index, "zomerschoolen", BOTH).columns[0].sayings


def test_a_whole_question_is_compared_on_what_it_is_about(tiny_index: Index) -> None:
    asked = compare(tiny_index, "wat vinden ze van de onderhoudsplicht?", BOTH)
    assert asked.columns[1].sayings == compare(tiny_index, "onderhoudsplicht", BOTH).columns[1].sayings


@pytest.mark.parametrize(
    ("theme", "obstacle"),
    [
        ("", Obstacle.EMPTY),
        ("?!", Obstacle.EMPTY),
        ("wonen " * LONGEST_THEME, Obstacle.LONG),
        ("de schulden van Jan Peeters, 85.07.30-033.28", Obstacle.PERSONAL),
        ("maankolonies", Obstacle.UNKNOWN),
    ],
)
def test_what_cannot_be_compared_says_why(tiny_index: Index, theme: str, obstacle: Obstacle) -> None:
    assert compare(tiny_index, theme, BOTH).obstacle is obstacle


def test_a_publisher_that_the_index_does_not_know_gets_no_column(tiny_index: Index) -> None:
    assert [c.publisher for c in compare(tiny_index, "wonen", ("Niemand", "Vakbond")).columns] == ["Vakbond"]


def test_a_part_of_a_compound_is_shown_as_less_sure(corpus_index: Index) -> None:
    """Of "armoedecijfers" one document only has figures of "armoede"."""
    (column,) = compare(corpus_index, "armoedecijfers", ["Vereniging van Vlaamse Steden en Gemeenten (VVSG)"]).columns
    assert not any(saying.sure for saying in column.sayings)
