"""The reading order of a page: columns of text, with what runs across them in its place; it knows no paragraph.

A gutter is a strip of white that stays white over rows with text on both sides of it. The page is cut at its best
gutter, into what stands above, left, right and below, and each of those again (a recursive XY-cut in which the cut
across follows from the gutter: a title over two columns ends the strip of white). What stands beside each other and
does not run on like text is a table, and is not cut. Pure functions over words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median

import numpy as np
from numpy.typing import NDArray

from ingest.printed import Box, Line, Page, Word, make_line, rows_of

GUTTER = 0.8  # em of white at the least; word spaces of justified text get this wide, but not under each other
WIDE_GUTTER = 1.5  # em, where few rows speak for it
FEWEST = 3  # rows with text on both sides of a gutter
MANY = 6
TEXT_CHARACTERS = 14  # in a line of a column of text, on average; three columns on A4 have 30
TEXT_FILL = 0.55  # of the width of a column that its lines fill, on average
ALIGNED = 0.7  # of the rows on one side of a table that stand beside a row on the other side
BLOCK = 3.0  # em of white over all columns; paragraphs of a real two-column document are 2.4 em apart
TRIES = 12  # gutters that are looked at before a stretch counts as one column
DEPTH = 12  # cuts inside cuts
CELL_GAP = 0.5  # em between the columns of a table
WIDEST = 5000  # points: a page is 600; what a broken file calls a page may be millions
THIN = 2.5  # points: a drawn box that is a rule

MARK = re.compile(r"^(?:\W|o|[\uf000-\uf0ff]|\(?(?:\d{1,3}|[a-z]{1,4})[.)]|\d+(?:\.\d+)+\.?|\d{1,2})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Region:
    """Lines under each other, one column or one table; `gutters` are the places between the columns of a table."""

    lines: tuple[Line, ...]
    gutters: tuple[float, ...] = ()
    rules: tuple[float, ...] = ()  # heights of the rules between the rows of a table


@dataclass(frozen=True, slots=True)
class _Gutter:
    x: float
    first: int  # row
    last: int
    width: float  # of the white that is left besides GUTTER
    rows: int  # with text on the side that has fewer of them


Row = list[Word]


def regions(page: Page) -> tuple[Region, ...]:
    """The columns and tables of a page in reading order."""
    return tuple(_cut(page, rows_of(page.words), 0))


def _cut(page: Page, rows: Sequence[Row], depth: int) -> Iterator[Region]:
    if not rows:
        return
    gutter, is_table = _best(page, rows) if depth < DEPTH else (None, False)
    if gutter is None:
        yield Region(_lines(page, rows))
        return
    band = rows[gutter.first : gutter.last + 1]
    yield from _cut(page, rows[: gutter.first], depth + 1)
    if is_table:
        yield Region(_lines(page, band), _cell_gutters(band), tuple(_rules(page.boxes, band)))
    else:
        for block in _blocks(band, gutter.x):
            for side in _sides(block, gutter.x):
                yield from _cut(page, side, depth + 1)
    yield from _cut(page, rows[gutter.last + 1 :], depth + 1)


def _lines(page: Page, rows: Sequence[Row]) -> tuple[Line, ...]:
    """The rows of one column as lines; raised figures, which are rows of their own, belong to the line below."""
    merged: list[Row] = []
    for row in rows:
        size = max(word.size for word in row)
        above = merged[-1] if merged else []
        if above and row[0].y - above[0].y <= 0.5 * max(size, *(word.size for word in above)):
            merged[-1] = [*above, *row]
        else:
            merged.append(row)
    column = _extent(rows)
    return tuple(make_line(row, page.number, column) for row in merged)


def _extent(rows: Sequence[Row]) -> tuple[float, float]:
    return min(word.left for row in rows for word in row), max(word.right for row in rows for word in row)


def _best(page: Page, rows: Sequence[Row]) -> tuple[_Gutter | None, bool]:
    """The gutter to cut at, and whether a table stands around it; None where these rows are one column."""
    for gutter in _gutters(rows)[:TRIES]:
        band = rows[gutter.first : gutter.last + 1]
        left, right = _sides(band, gutter.x)
        size = median(word.size for row in band for word in row)
        if not left or not right or _is_marks(left) or _is_page_numbers(right):
            continue
        if gutter.rows < MANY and gutter.width < (WIDE_GUTTER - GUTTER) * size:
            continue
        runs_on = _runs_on(left) and _runs_on(right)
        if runs_on and len(_rules(page.boxes, band)) < 2:
            return gutter, False
        if runs_on or _is_aligned(left, right):
            return _trimmed(gutter, rows, size), True
        if gutter.width > (WIDE_GUTTER - GUTTER) * size:
            return gutter, False
    return None, False


def _blocks(band: Sequence[Row], x: float) -> Iterator[Sequence[Row]]:
    """Columns that begin again below much white are read block by block: the titles in two languages, then text."""
    begin = 0
    for i in range(1, len(band)):
        white = band[i][0].y - band[i - 1][0].y
        much = white > BLOCK * median(word.size for word in (*band[i - 1], *band[i]))
        if much and all(_sides(band[begin:i], x)) and all(_sides(band[i:], x)):
            yield band[begin:i]
            begin = i
    yield band[begin:]


def _sides(band: Sequence[Row], x: float) -> tuple[list[Row], list[Row]]:
    left = [[word for word in row if word.left <= x] for row in band]
    right = [[word for word in row if word.left > x] for row in band]
    return [row for row in left if row], [row for row in right if row]


def _gutters(rows: Sequence[Row]) -> list[_Gutter]:
    """Every strip of white with rows on both sides, the one with the most rows first, then the widest."""
    if len(rows) < FEWEST:
        return []
    start, end = _extent(rows)
    if end - start > WIDEST:
        return []
    white = _white(rows, start, int(end - start) + 2)
    lefts = np.array([min(word.left for word in row) for row in rows]) - start
    rights = np.array([max(word.right for word in row) for row in rows]) - start
    changes = np.flatnonzero((white[:, 1:] != white[:, :-1]).any(axis=0)) + 1
    strips = np.any(white[:-2] & white[1:-1] & white[2:], axis=0)  # three rows under each other: few points are left
    found: list[_Gutter] = []
    for begin, end_x in zip([0, *changes], [*changes, white.shape[1]], strict=True):
        for first, last in _runs(white[:, begin]) if strips[begin] else ():
            if last - first + 1 < FEWEST:
                continue
            middle = (begin + end_x) / 2
            beside = int((lefts[first : last + 1] < middle).sum()), int((rights[first : last + 1] > middle).sum())
            if min(beside) >= FEWEST:
                found.append(_Gutter(start + middle, first, last, float(end_x - begin), min(beside)))
    return sorted(_merged(found), key=lambda gutter: (-gutter.rows, -gutter.width))


def _white(rows: Sequence[Row], start: float, width: int) -> NDArray[np.bool_]:
    """Which points of each row are white, and not so near to a word that no gutter could be there."""
    white = np.ones((len(rows), width), dtype=bool)
    for i, row in enumerate(rows):
        for word in row:
            margin = GUTTER / 2 * word.size
            white[i, max(0, int(word.left - start - margin)) : int(word.right - start + margin) + 1] = False
    return white


def _runs(white: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], white, [False]))))
    yield from ((first, end - 1) for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _merged(found: Sequence[_Gutter]) -> list[_Gutter]:
    """One gutter of strips that touch and are white over the same rows: other rows divided them."""
    merged: list[_Gutter] = []
    for gutter in sorted(found, key=lambda one: (one.first, one.last, one.x)):
        last = merged[-1] if merged else None
        touches = last and last.x + last.width / 2 >= gutter.x - gutter.width / 2 - 0.5
        if last and touches and (last.first, last.last) == (gutter.first, gutter.last):
            width, left = last.width + gutter.width, last.x - last.width / 2
            rows = max(last.rows, gutter.rows)
            merged[-1] = _Gutter(left + width / 2, gutter.first, gutter.last, width, rows)
        else:
            merged.append(gutter)
    return merged


def _row_text(row: Row) -> str:
    return " ".join(word.text for word in row)


def _runs_on(rows: Sequence[Row]) -> bool:
    """Whether these rows are text: long enough, and most reach the side."""
    left, right = _extent(rows)
    characters = fmean(len(_row_text(row)) for row in rows)
    fill = fmean(row[-1].right - row[0].left for row in rows) / max(1.0, right - left)
    return characters >= TEXT_CHARACTERS and fill >= TEXT_FILL


def _is_marks(rows: Sequence[Row]) -> bool:
    """Whether there are only bullets and numbers: what stands beside them are the items of a list."""
    return fmean(MARK.match(_row_text(row)) is not None for row in rows) > 0.8


def _is_page_numbers(rows: Sequence[Row]) -> bool:
    numbers = [int(text) for row in rows if (text := _row_text(row)).isdecimal() and len(text) < 5]
    return len(numbers) > 0.8 * len(rows) and numbers == sorted(numbers) and numbers[0] < numbers[-1]


def _is_aligned(left: Sequence[Row], right: Sequence[Row]) -> bool:
    fewer, more = sorted((left, right), key=len)
    heights = [row[0].y for row in more]
    beside = [any(abs(row[0].y - y) < 0.3 * row[0].size for y in heights) for row in fewer]
    return fmean(beside) >= ALIGNED


def _trimmed(gutter: _Gutter, rows: Sequence[Row], size: float) -> _Gutter:
    """A table from its first to its last row with text on both sides, and what follows that closely."""
    both = [
        i
        for i in range(gutter.first, gutter.last + 1)
        if rows[i][0].left <= gutter.x < rows[i][-1].left or _near(rows, i, gutter.x)
    ]
    if not both:
        return gutter
    last = both[-1]
    while last < gutter.last and rows[last + 1][0].y - rows[last][0].y < 1.35 * size:
        last += 1
    return _Gutter(gutter.x, both[0], last, gutter.width, gutter.rows)


def _near(rows: Sequence[Row], i: int, x: float) -> bool:
    """Whether the next row is as good as the same, and stands on the other side."""
    if i + 1 >= len(rows) or rows[i + 1][0].y - rows[i][0].y > 0.5 * rows[i][0].size:
        return False
    return (rows[i][0].left <= x) != (rows[i + 1][0].left <= x)


def _cell_gutters(band: Sequence[Row]) -> tuple[float, ...]:
    """The places that are white over all rows of a table."""
    start, end = _extent(band)  # no wider than where the gutter was found
    white = np.ones(int(end - start) + 2, dtype=bool)
    for row in band:
        for word in row:
            margin = CELL_GAP / 2 * word.size
            white[max(0, int(word.left - start - margin)) : int(word.right - start + margin) + 1] = False
    return tuple(start + (first + last) / 2 for first, last in _runs(white) if first > 0 and last < len(white) - 1)


def _rules(boxes: Sequence[Box], band: Sequence[Row]) -> list[float]:
    """Heights at which rules run over most of the width of these rows, between the first and the last of them."""
    left, right = _extent(band)
    covered: dict[int, float] = {}
    for box in boxes:
        if box.bottom - box.top < THIN and band[0][0].y < box.top < band[-1][0].y:
            width = min(right, box.right) - max(left, box.left)
            covered[round(box.top)] = covered.get(round(box.top), 0.0) + max(0.0, width)
    heights = sorted(y for y, width in covered.items() if width > 0.6 * (right - left))
    return [float(y) for i, y in enumerate(heights) if i == 0 or y - heights[i - 1] > 3]
