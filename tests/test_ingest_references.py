"""What the numbers in a text refer to: lists of references, footnotes, and what only looks like a mark."""

import pytest

from ingest import Document, marks_within, split, unmarked
from ingest.content import Content, Part, PartKind
from ingest.dates import find_dates
from ingest.make import make_document
from ingest.manifest import Source


def written(text: str) -> Document:
    return make_document(Content(text=text), "plan.txt", "0", Source())


def printed(*parts: Part) -> Document:
    return make_document(Content(parts=parts), "plan.pdf", "0", Source())


def paragraph(text: str, page: int | None = None) -> Part:
    return Part(PartKind.PARAGRAPH, (text,), page)


def note(number: int, text: str, page: int | None = None) -> Part:
    return Part(PartKind.NOTE, (text,), page, number=number)


def heading(text: str) -> Part:
    return Part(PartKind.HEADING, (text,))


def numbers(document: Document) -> list[int]:
    return [mark.number for mark in document.marks]


def titles(document: Document) -> list[str | None]:
    return [None if m.reference is None else document.references[m.reference].title for m in document.marks]


LIST = """Plan

De gemeente krijgt geld voor zorg [0][1][2]. Ze krijgt ook tijd [1, 3] en raad [4-6].

Referenties

[0] : (2022-12-09) Slagkrachtige zorgraden
[1] : 9 maart 2021 - Geld voor de gemeente
[2] : Decreet van 9 februari 2018 over het lokaal sociaal beleid
[4] : Raad geven, december 2020
[5] : (5/3/2024) Nog meer raad
[6] : Zonder dag
"""


def test_a_list_gives_number_date_and_title() -> None:
    found = [(one.number, one.date, one.title) for one in written(LIST).references]
    assert found == [
        (0, "2022-12-09", "Slagkrachtige zorgraden"),
        (1, "2021-03-09", "Geld voor de gemeente"),
        (2, "2018-02-09", "Decreet van 9 februari 2018 over het lokaal sociaal beleid"),
        (4, "2020-12", "Raad geven"),
        (5, "2024-03-05", "Nog meer raad"),
        (6, "", "Zonder dag"),
    ]


def test_several_numbers_ranges_and_a_missing_one_are_marks_in_order() -> None:
    document = written(LIST)
    assert numbers(document) == [0, 1, 2, 1, 3, 4, 5, 6]
    assert titles(document)[4] is None
    assert [document.text[m.start : m.end] for m in document.marks[3:6]] == ["[1, 3]", "[1, 3]", "[4-6]"]


def test_the_numbers_in_front_of_the_entries_are_no_marks() -> None:
    document = written(LIST)
    assert max(mark.end for mark in document.marks) < document.references[0].start


def test_a_number_in_brackets_without_a_list_is_no_mark() -> None:
    document = written("Plan\n\nDe gemeente krijgt in [2024] geld [1].\n")
    assert (document.references, document.marks) == ((), ())


@pytest.mark.parametrize("bracket", ["[2024]", "[2019-2024]", "[sic]", "[1-90]", "[5-3]"])
def test_what_stands_in_brackets_and_is_no_reference_number_stays(bracket: str) -> None:
    document = written(LIST.replace("en raad [4-6]", f"en raad {bracket}"))
    assert numbers(document) == [0, 1, 2, 1, 3]
    start = document.text.index("Ze krijgt")
    assert bracket in unmarked(document, start, start + 60)


def test_raised_digits_behind_words_and_points_are_marks_of_footnotes() -> None:
    document = printed(
        paragraph("Er is armoede¹ in de stad.² Dat staat vast (zie ook Gent)¹²."),
        note(1, "Cijfers van 2 mei 2023"),
        note(2, "Statbel"),
        note(12, "Stad Gent"),
    )
    assert numbers(document) == [1, 2, 12]
    assert titles(document) == ["Cijfers van 2 mei 2023", "Statbel", "Stad Gent"]


def test_square_metres_powers_and_co2_are_no_footnotes() -> None:
    document = printed(
        paragraph("Een zaal van 200 m² of 3 km², 40 m³ water, CO² en 10² mensen in 2023¹."),
        note(1, "Een."),
        note(2, "Twee."),
        note(3, "Drie."),
    )
    assert numbers(document) == [1]


def test_a_footnote_that_is_not_there_is_a_mark_without_a_reference() -> None:
    assert titles(printed(paragraph("Er is armoede¹ en hulp⁷."), note(1, "Statbel"))) == ["Statbel", None]


def test_numbers_that_begin_anew_on_every_page_are_found_on_their_own_page() -> None:
    document = printed(
        paragraph("Er is armoede¹.", 1),
        note(1, "Van de eerste bladzijde", 1),
        paragraph("Er is hulp¹. En die paragraaf loopt door op de volgende bladzijde¹.", 2),
        note(1, "Van de tweede bladzijde", 2),
        note(1, "Van de derde bladzijde", 3),
    )
    assert titles(document) == ["Van de eerste bladzijde", "Van de tweede bladzijde", "Van de derde bladzijde"]


def test_numbers_that_begin_anew_in_every_chapter_are_found_in_their_own_chapter() -> None:
    document = printed(
        heading("Zorg"), paragraph("Er is zorg¹."), note(1, "Over zorg"),
        heading("Werk"), paragraph("Er is werk¹."), note(1, "Over werk"),
    )  # fmt: skip
    assert titles(document) == ["Over zorg", "Over werk"]


def test_marks_right_behind_a_sentence_belong_to_it_and_not_to_the_next() -> None:
    document = written(LIST.replace("zorg [0][1][2]. Ze", "zorg. [0][1] Ze"))
    first = document.text.index("De gemeente")
    end = document.text.index(". [0]") + 1
    assert [mark.number for mark in marks_within(document, first, end)] == [0, 1]
    rest = marks_within(document, end + 1, document.text.index("[4-6]") + 6)
    assert [mark.number for mark in rest] == [1, 3, 4, 5, 6]


def test_a_passage_knows_which_references_it_carries() -> None:
    document = written(LIST)
    first = split(document)[0]
    assert [document.references[at].number for at in first.references] == [0, 1, 2, 4, 5, 6]


def test_a_sentence_ends_behind_the_mark_of_its_footnote() -> None:
    document = printed(paragraph("Er is armoede.¹ Er is hulp.[2] Er is raad."), note(1, "Statbel"), note(2, "Gent"))
    assert unmarked(document, 0, document.text.index("Er is raad")) == "Er is armoede. Er is hulp."


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2022-12-09", "2022-12-09"),
        ("9 december 2022", "2022-12-09"),
        ("9 dec. 2022", "2022-12-09"),
        ("1e maart 2020", "2020-03-01"),
        ("09/12/2022", "2022-12-09"),
        ("9.12.2022", "2022-12-09"),
        ("9-12-2022", "2022-12-09"),
        ("December 2022", "2022-12"),
    ],
)
def test_a_date_is_read_in_any_dutch_spelling(text: str, iso: str) -> None:
    assert [date.iso for date in find_dates(f"Gent, {text} (stad)")] == [iso]


@pytest.mark.parametrize("text", ["31 februari 2022", "2022-13-09", "art. 9/12", "mei", "12.345.2022"])
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert [date.iso for date in find_dates(text)] == []
