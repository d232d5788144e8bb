"""Takes running headers, footers and page numbers off the pages; it knows nothing of columns.

A row at the edge of a page is a running one where the same words stand at the same height on other pages, or where it
counts the pages. A row inside others that stay is never taken, nor is large type, nor anything but a page count from
a document of one or two pages. A row with words of its own (the name of a chapter) goes with a running row of the same
height and size of type.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.printed import Page, Word, rows_of

EDGE = 0.15  # of the height of a page
ROWS = 5  # at each edge of a page that may be running ones
FEWEST = 3  # pages with the same row
SHORT = 5  # pages: a document of 3 to 5 pages needs the same row twice
PLACE = 4.0  # points: the same height on two pages
COUNT = re.compile(
    r"^\W*(?:pagina|pag\.?|p\.|blz\.?|bladzijde)?\s*(\d{1,4})\s*(?:van|/|\|)\s*(\d{1,4})\W*$", re.IGNORECASE
)
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Row:
    words: tuple[Word, ...]
    page: int
    top: bool
    text: str
    y: float
    size: float


def without_running(pages: Sequence[Page], body: float) -> tuple[Page, ...]:
    """The pages without their running headers, footers and page numbers; `body` is the size of running text."""
    edges = [tuple(_edges(page)) for page in pages]
    known = _repeating([row for rows in edges for row in rows], len(pages), body)
    places = Counter((row.top, round(row.size), round(row.y / PLACE)) for row in known)
    return tuple(_without(page, rows, known, places, len(pages), body) for page, rows in zip(pages, edges, strict=True))


def _edges(page: Page) -> Iterator[Row]:
    """The rows at the top, then those at the foot, each from the edge inwards."""
    rows = rows_of(page.words)
    heads = [row for row in rows if row[0].y < EDGE * page.height]
    feet = [row for row in rows if row[0].y > (1 - EDGE) * page.height]
    yield from (_row(row, page, True) for row in heads[:ROWS])
    yield from (_row(row, page, False) for row in feet[::-1][:ROWS])


def _row(words: Sequence[Word], page: Page, top: bool) -> Row:
    text = " ".join(word.text for word in words)
    y = words[0].y if top else page.height - words[0].y
    return Row(tuple(words), page.number, top, text, y, max(word.size for word in words))


def _repeating(rows: Sequence[Row], pages: int, body: float) -> set[Row]:
    """Rows that say the same elsewhere, or that count the pages."""
    if pages < FEWEST:
        return set()
    least = 2 if pages <= SHORT else FEWEST
    small = [row for row in rows if row.size <= 1.05 * body]
    groups: dict[tuple[object, ...], set[Row]] = {}
    for row in small:
        for place in {int(row.y / PLACE), int(row.y / PLACE + 0.5) + 100_000}:  # near in one of two grids
            for saying in _sayings(row):
                groups.setdefault((row.top, place, saying), set()).add(row)
    return {row for group in groups.values() if len({one.page for one in group}) >= least for row in group}


def _sayings(row: Row) -> Iterator[str]:
    """The text of a row, and its text for each number in it that may be the page: "Pagina {+0} van 12"."""
    yield row.text
    for match in NUMBER.finditer(row.text):
        if len(match[0]) < 5:
            yield f"{row.text[: match.start()]}{{{int(match[0]) - row.page}}}{row.text[match.end() :]}"


def _without(
    page: Page,
    rows: Sequence[Row],
    known: set[Row],
    places: Counter[tuple[bool, int, int]],
    pages: int,
    body: float,
) -> Page:
    gone: set[Word] = set()
    for top in (True, False):
        for row in (row for row in rows if row.top is top):
            at_place = places[top, round(row.size), round(row.y / PLACE)] >= max(4, 0.2 * pages)
            if row not in known and not (at_place and row.size <= 1.05 * body) and not _counts(row, page.number, pages):
                break
            gone.update(row.words)
    return replace(page, words=tuple(word for word in page.words if word not in gone)) if gone else page


def _counts(row: Row, page: int, pages: int) -> bool:
    """Whether a row says "Pagina 2 van 3", or "2/3", on page 2 of 3."""
    match = COUNT.match(row.text)
    return match is not None and (int(match[1]), int(match[2])) == (page, pages)
