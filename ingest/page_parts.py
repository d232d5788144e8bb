"""Printed pages -> the parts of a document: headings by their type, points, notes, tables, paragraphs.

It knows no file format: what a PDF holds and what OCR saw come here alike. It does not see colour, and a heading that
looks like running text is a paragraph.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.content import Part, PartKind
from ingest.page_asides import Note, is_contents_heading, split_notes, without_contents
from ingest.page_columns import Region, regions
from ingest.page_edges import without_running
from ingest.page_groups import ENDS, Group, Type, group, is_number, type_of
from ingest.page_tables import table_rows
from ingest.printed import Box, Page

LARGER = 1.06  # times the size of running text: a heading
LONGEST = 45  # words in a heading
LONGEST_BOLD = 6  # lines of it
LEVELS = 6
STEP = 0.8  # em that a point stands further in than the one it belongs to
USUAL = 0.05  # of the groups that begin at a column's left side: others are no measure
FURTHER_IN = 40.0  # points that points stand further in than the text of their column
NUMBERING = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+\S")

Boxes = Mapping[int, tuple[Box, ...]]


@dataclass(frozen=True, slots=True)
class _Flow:
    """The regions of all pages in reading order, without what is no running text, and what was taken out."""

    regions: tuple[Region, ...]
    notes: tuple[Note, ...]
    had_contents: bool


@dataclass(frozen=True, slots=True)
class _Style:
    """How a heading looks, to rank it: larger before smaller, bold before not, "2" before "2.1"."""

    size: float
    bold: bool
    italic: bool
    depth: int

    @property
    def rank(self) -> tuple[float, bool, bool, int]:
        return -self.size, not self.bold, self.italic, self.depth


def parts_of(pages: Sequence[Page]) -> tuple[Part, ...]:
    """What the pages say, in reading order; the notes stand behind the text of their page."""
    body = _body_size(pages)
    kept = without_running(pages, body)
    flow = _flow(kept, body)
    lines = [line for region in flow.regions if not region.gutters for line in region.lines]
    type_ = type_of(lines)
    boxes = {page.number: page.boxes for page in kept}
    things = _things(flow, boxes, type_)
    return _with_notes(_parts(things, type_), flow.notes)


def _body_size(pages: Sequence[Page]) -> float:
    letters = Counter[float]()
    for page in pages:
        for word in page.words:
            letters[word.size] += len(word.text)
    return max(letters, key=lambda size: letters[size], default=10.0)


def _flow(pages: Sequence[Page], body: float) -> _Flow:
    found: list[Region] = []
    notes: list[Note] = []
    had_contents = False
    for page in pages:
        for region in regions(page):
            kept = without_contents(region, len(pages))
            had_contents = had_contents or len(kept.lines) < len(region.lines)
            rest, own = split_notes(kept, body, 0.5 * page.height, notes[-1].number if notes else 0)
            notes += own
            if rest.lines:
                found.append(rest)
    return _Flow(tuple(found), tuple(notes), had_contents)


def _things(flow: _Flow, boxes: Boxes, type_: Type) -> list[Group | Region]:
    """Groups and tables; a paragraph does not run on behind a table."""
    things: list[Group | Region] = []
    for is_table, own in groupby(flow.regions, key=lambda region: bool(region.gutters)):
        if is_table:
            things += own
        else:
            things += group([line for region in own for line in region.lines], boxes, type_)
    return [thing for thing in things if isinstance(thing, Region) or not _is_empty(thing, flow.had_contents)]


def _is_empty(thing: Group, had_contents: bool) -> bool:
    """Whether a group says nothing: "______", or "Inhoud" above a table of contents that is gone."""
    return not any(c.isalnum() for text in _texts(thing) for c in text) or (
        had_contents and is_contents_heading(thing.first)
    )


def _parts(things: Sequence[Group | Region], type_: Type) -> list[Part]:
    groups = {i: thing for i, thing in enumerate(things) if isinstance(thing, Group)}
    styles = _without_lone_depths({i: _style(one) for i, one in groups.items() if is_heading(one, type_)})
    levels = {style: min(i, LEVELS) for i, style in enumerate(sorted(set(styles.values()), key=_rank), start=1)}
    parts: list[Part] = []
    bases = _bases(list(groups.values()))
    points: list[float] = []  # where the open points stand, those that hold others first
    for i, thing in enumerate(things):
        if isinstance(thing, Region):
            points = []
            parts += table_rows(thing)
        elif i in styles:
            points = []
            parts.append(Part(PartKind.HEADING, _texts(thing), thing.first.page, level=levels[styles[i]]))
        else:
            points = _open_points(points, thing, bases)
            parts.append(_part(thing, points))
    return parts


def _rank(style: _Style) -> tuple[float, bool, bool, int]:
    return style.rank


def _texts(thing: Group) -> tuple[str, ...]:
    return tuple(line.text for line in thing.lines)


def is_heading(thing: Group, type_: Type) -> bool:
    """Whether a group is set larger than running text, or in bold where that is not, and reads like a heading."""
    text = " ".join(_texts(thing))
    words = text.split()
    if thing.mark == "•" or len(words) > LONGEST or not any(c.isalpha() for c in text):
        return False
    sentence = len(words) > 8 and text.rstrip().endswith(".") and not NUMBERING.match(text)
    if sentence or text.rstrip().endswith((",", ";")) or text[:1].islower():
        return False
    if thing.first.size >= LARGER * type_.body or (is_number(thing.first) and len(thing.lines) > 1):
        return True
    bold = all(line.bold for line in thing.lines) and not type_.bold and thing.first.size >= 0.95 * type_.body
    return bold and len(thing.lines) <= LONGEST_BOLD and not (ENDS.search(text) and text.rstrip()[-1:] not in "?:)”’")


def _style(thing: Group) -> _Style:
    first = thing.first
    text = " ".join(_texts(thing))
    match = NUMBERING.match(text)
    depth = match[1].count(".") + 1 if match else 0
    return _Style(round(2 * first.size) / 2, first.bold, first.italic, depth)


def _without_lone_depths(styles: dict[int, _Style]) -> dict[int, _Style]:
    """A heading without a number ranks with the highest numbered ones of its look."""
    lowest: dict[tuple[float, bool, bool], int] = {}
    for style in styles.values():
        look = (style.size, style.bold, style.italic)
        if style.depth:
            lowest[look] = min(style.depth, lowest.get(look, style.depth))
    return {
        i: _Style(one.size, one.bold, one.italic, one.depth or lowest.get((one.size, one.bold, one.italic), 0))
        for i, one in styles.items()
    }


def _bases(groups: Sequence[Group]) -> dict[float, float]:
    """For each left side of a column that of its text: a column with nothing but points begins further in."""
    lefts = Counter(round(one.first.column[0]) for one in groups)
    usual = [left for left, count in lefts.items() if count >= USUAL * len(groups)]
    sides = {one.first.column[0] for one in groups}
    return {side: min((left for left in usual if side - FURTHER_IN < left <= side), default=side) for side in sides}


def _open_points(points: Sequence[float], thing: Group, bases: Mapping[float, float]) -> list[float]:
    """Where the points stand that are open once this group has come; lefts are measured within the column."""
    first = thing.first
    left = first.left - bases[first.column[0]]
    if thing.mark:
        return [*(one for one in points if one < left - STEP * first.size), left]
    if points and left >= points[0] - STEP * first.size and left > STEP * first.size:
        return list(points)
    return []


def _part(thing: Group, points: Sequence[float]) -> Part:
    if not thing.mark:
        return Part(PartKind.PARAGRAPH, _texts(thing), thing.first.page, inside=bool(points))
    return Part(PartKind.ITEM, _texts(thing), thing.first.page, depth=len(points) - 1, mark=thing.mark)


def _with_notes(parts: Sequence[Part], notes: Sequence[Note]) -> tuple[Part, ...]:
    """The parts with the notes of a page behind the last part that begins on it or before it."""
    return tuple(_merged(list(parts), list(notes)))


def _merged(parts: list[Part], notes: list[Note]) -> Iterator[Part]:
    for part in parts:
        while notes and (part.page or 0) > notes[0].lines[0].page:
            yield _note(notes.pop(0))
        yield part
    yield from map(_note, notes)


def _note(note: Note) -> Part:
    return Part(PartKind.NOTE, tuple(line.text for line in note.lines), note.lines[0].page, number=note.number)
