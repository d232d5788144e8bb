"""Tables as rows that make sense alone: "Gent – Inwoners: 265.000; Leefloners: 6.100"; it knows no format.

Measured on nothing but eyes: a row as it stands in the file ("265.000; 6.100") answers no question, a sentence made
of it would not be the source's. So a cell is told by the heads of its row and of its column, and by nothing else.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.content import Part, PartKind

MOST_COLUMNS = 100  # a cell may claim to run over a million
LONG = 40  # words in a cell: more is running text in a frame
LONGEST_SECTION = 15  # words of a cell that heads the rows below it
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LONG_ROW = 120  # words: a row that is longer is told cell by cell

FRENCH = frozenset(
    "le la les l d des du et est sont que qui pour dans une un au aux avec sur par ce cette il elle nous vous ne pas"
    " se sa son ses leur été être où ou mais plus".split()
)
GERMAN = frozenset("der die das und ist sind den dem des ein eine für mit von zu auf nicht im zum zur wird".split())
ENGLISH = frozenset("the of and to is are for with that this by on at from be was were which it its has have".split())
DUTCH = frozenset(
    "de het een van en in op te voor met is zijn dat die aan door om niet ook als bij er uit naar worden wordt of"
    " dit deze tot over heeft hebben geen".split()
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and how far it runs."""

    parts: tuple[Part, ...] = ()
    head: bool = False  # the format says that it heads a row or a column
    bold: bool = False
    across: int = 1
    down: int = 1

    text: str = field(init=False)  # on one line; what stood on lines of its own is told apart by a comma

    def __post_init__(self) -> None:
        text = ""
        for part in self.parts:
            if part.kind is not PartKind.NOTE:
                own = " ".join(" ".join(part.lines).split())
                text += (", " if text and text[-1] not in ".,;:!?/–-" else " " if text else "") + own
        object.__setattr__(self, "text", text)

    @property
    def words(self) -> int:
        return len(self.text.split())


EMPTY = Cell()
Grid = Sequence[Sequence[Cell]]


def table_parts(rows: Grid) -> tuple[Part, ...]:
    """A table as rows, or, where it only put things side by side, as the parts that stood in it."""
    grid = _grid(rows)
    if not grid:
        return ()
    dutch = _dutch_column(grid)
    if dutch is not None:
        return _loose([[row[dutch]] for row in grid])
    heads = _head_rows(grid)
    if _is_layout(grid, heads):
        return _loose(grid)
    return (*(part for part in _rows(grid, heads) if part.kind is not PartKind.NOTE), *_notes(grid))


def _grid(rows: Grid) -> list[list[Cell]]:
    """Every row as wide as the table, a cell that runs over several places in each of them; nothing empty."""
    places: list[dict[int, Cell]] = [{} for _ in rows]
    for r, row in enumerate(rows):
        cells = iter(row)
        for c in range(MOST_COLUMNS):
            if c not in places[r]:
                cell = next(cells, None)
                if cell is None:
                    break
                _spread(places[r : r + max(1, cell.down)], cell, c)
    width = max((c + 1 for taken in places for c in taken), default=0)
    grid = [[taken.get(c, EMPTY) for c in range(width)] for taken in places]
    full = [row for row in grid if any(cell.text for cell in row)]
    kept = [c for c in range(width) if any(row[c].text for row in full)]
    return [[row[c] for c in kept] for row in full]


def _spread(places: Iterable[dict[int, Cell]], cell: Cell, column: int) -> None:
    """Puts a cell everywhere it runs over, save where another one already stands."""
    for taken in places:
        for c in range(column, min(MOST_COLUMNS, column + max(1, cell.across))):
            taken.setdefault(c, cell)


def _unique(row: Sequence[Cell]) -> list[Cell]:
    return [cell for i, cell in enumerate(row) if i == 0 or cell is not row[i - 1]]


def _loose(grid: Grid) -> tuple[Part, ...]:
    """The parts of all cells, in reading order, each once."""
    seen: dict[int, Cell] = {id(cell): cell for row in grid for cell in row}
    return tuple(part for cell in seen.values() for part in cell.parts)


def _notes(grid: Grid) -> tuple[Part, ...]:
    return tuple(part for part in _loose(grid) if part.kind is PartKind.NOTE)


def _is_layout(grid: Grid, heads: int) -> bool:
    """Whether the table only puts text side by side: one column or row, tables in tables, headings, long text."""
    if len(grid[0]) == 1 or len(grid) == 1:
        return True
    cells = [cell for row in grid[heads:] for cell in _unique(row)]
    if any(part.kind in (PartKind.HEADING, PartKind.ROW) for cell in cells for part in cell.parts):
        return True
    long = sum(cell.words > LONG for cell in cells)
    return heads == 0 and long > 0.3 * len(cells)


def _head_rows(grid: Grid) -> int:
    """How many rows at the top head the columns."""
    if len(grid) < 2:
        return 0
    said = next((i for i, row in enumerate(grid) if not all(cell.head for cell in row if cell.text)), len(grid))
    if said:
        return said if said <= min(3, len(grid) // 2) else 1  # a real Word file repeats its first five rows on a page
    bold = [all(cell.bold for cell in row if cell.text) for row in grid]
    if bold[0] and not all(bold):
        return next(i for i, is_bold in enumerate(bold) if not is_bold) if len(_unique(grid[0])) < len(grid[0]) else 1
    return int(_empty_corner(grid) or _words_over_figures(grid))


def _empty_corner(grid: Grid) -> bool:
    """Whether only the first cell is empty, above a column of labels: then years may head the columns too."""
    first, rest = grid[0], grid[1:]
    return not first[0].text and all(cell.text for cell in first[1:]) and all(row[0].text for row in rest)


def _words_over_figures(grid: Grid) -> bool:
    """Whether short words without a figure, or with no other than a year, stand above a column of figures."""
    first, rest = grid[0], [row for row in grid[1:] if len(_unique(row)) > 1]
    if not all(cell.text for cell in first[1:]) or any(cell.words > 6 for cell in first) or len(_unique(first)) == 1:
        return False
    if any(re.search(r"\d", YEAR.sub("", cell.text)) for cell in first) or re.search(r"\d", first[0].text):
        return False
    columns = list(zip(*rest, strict=True))
    of_years = [column for head, column in zip(first, columns, strict=True) if YEAR.search(head.text)]
    if any(YEAR.fullmatch(cell.text) for column in of_years for cell in column):  # "Gent 2024", "Aalst 2023": no heads
        return False
    return any(sum(bool(re.search(r"\d", cell.text)) for cell in column) > len(rest) / 2 for column in columns)


def _rows(grid: Grid, heads: int) -> Iterator[Part]:
    """The rows; a cell over the whole width heads those below it, and is a paragraph where none come or it is long."""
    titles = _titles(grid[:heads], len(grid[0]))
    section: Cell | None = None
    told = True  # whether a row has told the section
    for row in grid[heads:]:
        if len(_unique(row)) > 1:
            yield from _row(row, titles, section.text.rstrip(": ") if section else "")
            told = True
        elif row[0] is not section:
            yield from section.parts if section and not told else ()
            section, told = (row[0], False) if row[0].words <= LONGEST_SECTION else (None, True)
            yield from () if section else row[0].parts
    yield from section.parts if section and not told else ()


def _titles(heads: Grid, width: int) -> list[str]:
    """The head of every column: what stands above it in every head row, each once."""
    return [" ".join(dict.fromkeys(row[c].text.rstrip(": ") for row in heads if row[c].text)) for c in range(width)]


def _row(row: Sequence[Cell], titles: Sequence[str], section: str) -> Iterator[Part]:
    places = [i for i, cell in enumerate(row) if cell.text and (i == 0 or cell is not row[i - 1])]
    named = places[0] == 0 and len(places) > 1 and (not titles[0] or row[0].head)
    label = row[0].text.rstrip(": ") if named else ""
    lead = " – ".join(filter(None, (section, label)))
    told = [_told(titles[i], row[i].text) for i in places[1 if named else 0 :]]
    if not any(titles) and len(row) == 2 and len(places) == 2:  # a list of things and what they are
        lead, told = section, [_told(row[0].text.rstrip(": "), row[1].text)]
    page = next(part.page for i in places for part in row[i].parts)
    whole = _with(lead, "; ".join(told))
    texts = [whole] if len(whole.split()) <= LONG_ROW else [_with(lead, one) for one in told]
    for text in texts:
        yield Part(PartKind.ROW, (text,), page)


def _told(title: str, text: str) -> str:
    return f"{title}: {text}" if title else text


def _with(lead: str, text: str) -> str:
    return f"{lead} – {text}" if lead else text


def _dutch_column(grid: Grid) -> int | None:
    """The Dutch column of a table that says the same in other languages beside it; None in any other table."""
    width = len(grid[0])
    parallel = all(all(cell.text for cell in row) for row in grid)
    if width not in (2, 3) or not parallel:
        return None
    texts = [" ".join(row[c].text for row in grid) for c in range(width)]
    dutch = [c for c in range(width) if is_dutch_text(texts[c])]
    return dutch[0] if len(dutch) == 1 and all(is_foreign(texts[c]) for c in range(width) if c != dutch[0]) else None


def _share(text: str, words: frozenset[str]) -> float:
    own = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in words for word in own) / len(own) if own else 0.0


def is_dutch_text(text: str) -> bool:
    """Whether small Dutch words are frequent in a text, and more frequent than those of its neighbours."""
    share = _share(text, DUTCH)
    return share >= 0.15 and share > max(_share(text, other) for other in (FRENCH, GERMAN, ENGLISH))


def is_foreign(text: str) -> bool:
    """Whether a text is French, German or English by its small words (running Dutch has 25 to 45 % of its own)."""
    return _share(text, DUTCH) < 0.1 and max(_share(text, other) for other in (FRENCH, GERMAN, ENGLISH)) >= 0.15
