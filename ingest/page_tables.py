"""A table on a page -> rows that make sense alone; it does not know how the table was found."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.content import Part, PartKind
from ingest.page_columns import Region
from ingest.printed import Line, Word, make_line
from ingest.table import Cell, table_parts

CLOSE = 1.15  # times the smallest distance of lines: more white begins another row


def table_rows(region: Region) -> tuple[Part, ...]:
    """The rows of a table, each cell under the head of its column where the table has one."""
    grid = [_cells(row, region.gutters) for row in _rows(region)]
    return table_parts(grid)


def _cells(row: Sequence[Line], gutters: Sequence[float]) -> list[Cell]:
    sides = [float("-inf"), *gutters, float("inf")]
    return [_cell(row, left, right) for left, right in pairwise(sides)]


def _cell(row: Sequence[Line], left: float, right: float) -> Cell:
    lines = [line for line in (_within(line, left, right) for line in row) if line]
    if not lines:
        return Cell()
    part = Part(PartKind.PARAGRAPH, tuple(line.text for line in lines), lines[0].page)
    return Cell((part,), bold=all(line.bold for line in lines))


def _within(line: Line, left: float, right: float) -> Line | None:
    words: list[Word] = [word for word in line.words if left < word.left <= right]
    return make_line(words, line.page, line.column) if words else None


def _rows(region: Region) -> Iterator[list[Line]]:
    """Lines that make one row: between two rules, else from one filled first cell to the next, or as white tells."""
    row: list[Line] = []
    for line in region.lines:
        if row and _begins(region, row[-1], line):
            yield row
            row = []
        row.append(line)
    yield row


def _begins(region: Region, above: Line, line: Line) -> bool:
    if len(region.rules) >= 2:
        return any(above.y < rule < line.y for rule in region.rules)
    apart = [b.y - a.y for a, b in pairwise(region.lines)]
    wide = line.y - above.y > CLOSE * min(apart)
    return wide or line.left < region.gutters[0]
