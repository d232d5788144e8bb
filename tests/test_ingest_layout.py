"""Pages made of words at places: reading order, running heads, headings, points, notes and tables."""

from collections.abc import Sequence

import pytest

from ingest.content import Part, PartKind
from ingest.page_columns import regions
from ingest.page_edges import without_running
from ingest.page_parts import parts_of
from ingest.printed import SOFT, Box, Page, Word, make_line

WIDTH = 5.0  # of a letter of 10 points
PROSE = (
    "De gemeente helpt alle inwoners die hulp nodig hebben en werkt daarvoor samen met het OCMW en met de scholen in"
    " de buurt zodat niemand tussen de mazen van het net valt en iedereen de weg vindt naar de juiste dienst."
)


def printed(text: str, left: float, y: float, size: float = 10.0, bold: bool = False) -> list[Word]:
    """The words of one line, all letters equally wide."""
    words, x = [], left
    for word in text.split(" "):
        right = x + len(word) * WIDTH * size / 10
        words.append(Word(word, x, right, y, size, bold))
        x = right + WIDTH * size / 10
    return words


def column(text: str, left: float, top: float, letters: int = 40, leading: float = 12.0) -> list[Word]:
    """A paragraph set in lines of at most so many letters."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > letters:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [word for i, one in enumerate([*lines, line]) for word in printed(one, left, top + i * leading)]


def page(*words: Sequence[Word], number: int = 1, boxes: tuple[Box, ...] = ()) -> Page:
    return Page(number, 600, 800, tuple(word for own in words for word in own), boxes)


def said(parts: Sequence[Part]) -> list[tuple[PartKind, str]]:
    return [(part.kind, " ".join(part.lines)) for part in parts]


def texts(one: Page) -> list[str]:
    return [" ".join(line.text for line in region.lines) for region in regions(one)]


def test_two_columns_are_read_one_after_the_other_though_their_lines_stand_side_by_side() -> None:
    left, right = PROSE.replace("gemeente", "stad"), PROSE.replace("gemeente", "provincie")
    assert texts(page(column(left, 50, 100), column(right, 320, 100))) == [left, right]


def test_columns_of_which_the_lines_stand_at_other_heights_are_read_one_after_the_other() -> None:
    left, right = PROSE.replace("gemeente", "stad"), PROSE.replace("gemeente", "provincie")
    assert texts(page(column(left, 50, 100), column(right, 320, 105))) == [left, right]


def test_three_columns_are_read_from_left_to_right() -> None:
    three = [PROSE.replace("gemeente", name) for name in ("stad", "provincie", "wijk")]
    words = [column(text, 40 + 185 * i, 100, letters=32) for i, text in enumerate(three)]
    assert texts(page(*words)) == three


def test_a_title_over_the_full_width_comes_before_both_columns() -> None:
    title = printed("Samen werken aan een warme stad voor alle inwoners", 60, 60, size=18)
    found = texts(page(column(PROSE, 50, 100), title, column(PROSE, 320, 100)))
    assert found == ["Samen werken aan een warme stad voor alle inwoners", PROSE, PROSE]


def test_a_box_over_the_full_width_parts_the_columns_above_it_from_those_below() -> None:
    box = printed(
        "Dit kader loopt over de volle breedte van de bladzijde en hoort bij geen kolom van de tekst", 50, 250
    )
    one, two, three, four = (PROSE.replace("gemeente", name) for name in ("stad", "provincie", "wijk", "buurt"))
    words = [column(one, 50, 100), column(two, 320, 100), box, column(three, 50, 300), column(four, 320, 300)]
    assert texts(page(*words))[:2] == [one, two]
    assert texts(page(*words))[-2:] == [three, four]
    assert len(texts(page(*words))) == 5


def test_wide_spaces_of_justified_text_are_no_gutter() -> None:
    words = [
        *printed("De gemeente helpt inwoners", 50, 100),
        *printed("die", 320, 100),
        *printed("hulp nodig hebben en werkt daarvoor samen", 50, 112),
        *printed("met het OCMW", 300, 112),
        *printed("en met de scholen in de buurt zodat niemand tussen de mazen", 50, 124),
    ]
    assert len(texts(page(words))) == 1


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    half = PROSE.split(" en iedereen")[0]
    rest = "en iedereen" + PROSE.split(" en iedereen")[1]
    parts = parts_of([page(column(half, 50, 100)), page(column(rest, 50, 100), number=2)])
    assert said(parts) == [(PartKind.PARAGRAPH, PROSE)]
    assert parts[0].page == 1


def test_a_sentence_that_ends_with_its_page_ends_its_paragraph() -> None:
    parts = parts_of([page(column(PROSE, 50, 100)), page(column(PROSE, 50, 100), number=2)])
    assert [part.page for part in parts] == [1, 2]


def test_more_white_an_indent_and_a_short_last_line_begin_a_paragraph() -> None:
    white = page(column(PROSE, 50, 100), column(PROSE, 50, 190))
    indent = page(column(PROSE, 50, 100), column("Ook dit is een alinea die verder in begint.", 65, 172))
    short = page(column(PROSE + " Dat helpt.", 50, 100), column(PROSE, 50, 100 + 12 * 6))
    for one in (white, indent, short):
        assert len(parts_of([one])) == 2


def test_headings_rank_by_their_type_and_one_over_two_lines_is_one_part() -> None:
    words = [
        *printed("Een warme stad voor", 50, 50, size=20),
        *printed("alle inwoners", 50, 74, size=20),
        *printed("1 Wonen", 50, 110, size=14),
        *column(PROSE, 50, 130, letters=90),
        *printed("Sociale huur", 50, 180, bold=True),
        *column(PROSE, 50, 200, letters=90),
    ]
    parts = parts_of([page(words)])
    assert [(part.level, " ".join(part.lines)) for part in parts if part.kind is PartKind.HEADING] == [
        (1, "Een warme stad voor alle inwoners"),
        (2, "1 Wonen"),
        (3, "Sociale huur"),
    ]


def test_a_bold_beginning_of_a_paragraph_is_no_heading() -> None:
    words = [*printed("Eenvoud:", 50, 100, bold=True), *printed("de inwoner vindt snel de weg.", 95, 100)]
    assert [part.kind for part in parts_of([page(words, column(PROSE, 50, 130))])] == [PartKind.PARAGRAPH] * 2


def test_points_have_their_bullet_and_their_depth() -> None:
    words = [
        *column(PROSE, 50, 100, letters=90),
        *printed("• Meer sociale woningen in elke wijk van de stad", 60, 140),
        *printed("• ook voor grote gezinnen", 80, 152),
        *printed("• Een huurpremie", 60, 164),
        *printed("1. Eerst luisteren.", 50, 190),
        *printed("2. Dan doen.", 50, 202),
    ]
    parts = parts_of([page(words)])
    found = [(part.mark, part.depth, " ".join(part.lines)) for part in parts if part.kind is PartKind.ITEM]
    assert found == [
        ("•", 0, "Meer sociale woningen in elke wijk van de stad"),
        ("•", 1, "ook voor grote gezinnen"),
        ("•", 0, "Een huurpremie"),
        ("1.", 0, "Eerst luisteren."),
        ("2.", 0, "Dan doen."),
    ]


def test_a_drawn_bar_before_a_line_is_a_bullet() -> None:
    words = [*column(PROSE, 50, 100, letters=90), *printed("Meer woningen.", 80, 150)]
    parts = parts_of([page(words, boxes=(Box(50, 142, 74, 150),))])
    assert [(part.kind, part.mark) for part in parts][1:] == [(PartKind.ITEM, "•")]


def test_a_dash_at_the_beginning_of_a_line_in_a_sentence_is_no_point() -> None:
    text = "Wij zetten ons werk voort en geven nooit op want het gaat om mensen – zo blijft het – en om hun kinderen."
    words = [*printed(text[: text.index("– zo")].strip(), 50, 100), *printed(text[text.index("– zo") :], 50, 112)]
    assert said(parts_of([page(words)])) == [(PartKind.PARAGRAPH, text)]


def test_a_footnote_is_a_note_and_its_mark_stays_behind_its_word() -> None:
    raised = [Word("1", 100, 103, 96, 6)]
    words = [*printed("De armoede", 50, 100), *raised, *printed("daalt in alle wijken van de stad.", 108, 100)]
    note = [Word("1", 50, 53, 697, 5), *printed("Volgens de armoedebarometer van 2023.", 56, 700, size=8)]
    parts = parts_of([page(words, column(PROSE, 50, 130), note)])
    assert said(parts)[0] == (PartKind.PARAGRAPH, "De armoede¹ daalt in alle wijken van de stad.")
    assert (parts[-1].kind, parts[-1].number, parts[-1].lines) == (
        PartKind.NOTE,
        1,
        ("Volgens de armoedebarometer van 2023.",),
    )


def test_small_type_at_the_foot_that_does_not_count_on_is_no_note() -> None:
    foot = printed("11 Vlaamse spoorprioriteiten", 50, 700, size=8)
    parts = parts_of([page(column(PROSE, 50, 130), foot)])
    assert all(part.kind is not PartKind.NOTE for part in parts)


def test_a_table_with_heads_becomes_rows_that_make_sense_alone() -> None:
    rows = [("Stad", "Inwoners", "Leefloners"), ("Gent", "265.000", "6.100"), ("Aalst", "88.000", "1.200")]
    rows += [("Ronse", "27.000", "900")]
    words = [
        word
        for i, row in enumerate(rows)
        for j, cell in enumerate(row)
        for word in printed(cell, 50 + 120 * j, 200 + 16 * i, bold=i == 0)
    ]
    parts = parts_of([page(column(PROSE, 50, 100, letters=90), words)])
    found = [" ".join(part.lines) for part in parts if part.kind is PartKind.ROW]
    assert len(found) == 3
    assert found[0] == "Stad: Gent; Inwoners: 265.000; Leefloners: 6.100"


def test_a_table_of_contents_is_left_out_and_makes_no_headings() -> None:
    entries = [*printed("Inhoud", 50, 80, size=14)]
    for i in range(8):
        entries += [*printed(f"{i + 1} Hoofdstuk over wonen", 50, 110 + 14 * i, size=12)]
        entries += printed(str(2 + 2 * i), 500, 110 + 14 * i, size=12)
    parts = parts_of([page(entries), page(column(PROSE, 50, 100), number=2)])
    assert said(parts) == [(PartKind.PARAGRAPH, PROSE)]


@pytest.mark.parametrize("alternating", [False, True])
def test_running_heads_and_page_numbers_go(alternating: bool) -> None:
    bodies = [PROSE.replace("gemeente", name) for name in "stad wijk buurt straat regio school kring groep".split()]
    pages = []
    for number, body in enumerate(bodies, start=1):
        left = 450 if alternating and number % 2 else 50
        head, foot = printed("Meerjarenplan 2025", left, 30), printed(f"Pagina {number}", left, 780)
        pages.append(page(head, column(body, 50, 100), foot, number=number))
    kept = without_running(pages, 10)
    assert [" ".join(word.text for word in one.words) for one in kept] == bodies


def test_nothing_but_a_page_count_goes_from_two_pages() -> None:
    pages = [
        page(printed("Nota", 50, 30), column(PROSE, 50, 100), printed(f"{n} van 2", 50, 780), number=n) for n in (1, 2)
    ]
    for one in without_running(pages, 10):
        assert " ".join(word.text for word in one.words) == f"Nota {PROSE}"


def test_a_heading_at_the_top_of_many_pages_is_no_running_head() -> None:
    pages = [page(printed("Beslissing", 50, 90, size=16), column(PROSE, 50, 120), number=n) for n in range(1, 7)]
    assert without_running(pages, 10) == tuple(pages)


def test_a_soft_hyphen_within_a_line_is_not_read() -> None:
    words = [Word("uit" + SOFT, 50, 65, 100, 10), Word("dagingen", 66, 106, 100, 10)]
    assert make_line(words, 1, (50, 300)).text == "uitdagingen"
