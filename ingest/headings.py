"""Puts every heading above what it heads and gives every block its heading path; it does not know what a list is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import BlockKind
from ingest.lines import Chunk

CHAPTER, TITLE, BELOW, DEEPER = 0, 1, 2, 3
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Element:
    """A heading or a block to be, with its text made."""

    text: str
    chunk: Chunk
    is_heading: bool = False
    recurs: bool = False  # a heading such as "Concrete voorstellen" that every part has
    belongs_before: bool = False  # a heading that stands behind (or inside) the text that it heads
    depth: int = 0
    kind: BlockKind | None = None  # where the format tells it

    @property
    def is_item(self) -> bool:
        return not self.is_heading and bool(self.chunk.mark) and not self.chunk.is_reference and self.kind is None


@dataclass(frozen=True, slots=True)
class Placed:
    """An element with its heading path."""

    element: Element
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What the headings around a heading are."""

    directly: bool  # one stands right above it
    last: int | None  # the last number before it
    coming: int | None  # the first number after it
    unnumbered: bool  # one without a number came before it


def subtitles_first(elements: Sequence[Element]) -> tuple[Element, ...]:
    """A subtitle at the foot of a page (a new frame or the end follows) or inside a sentence goes below its title."""
    marked = [
        replace(element, belongs_before=True) if _is_subtitle(elements, i) else element
        for i, element in enumerate(elements)
    ]
    placed: list[Element] = []
    title = -1  # where the last title stands
    for element in marked:
        position = title + 1 if element.belongs_before else len(placed)
        placed.insert(position, element)
        if element.is_heading and not element.recurs:
            title = position
    return tuple(placed)


def _is_subtitle(elements: Sequence[Element], i: int) -> bool:
    element = elements[i]
    if not element.is_heading or element.recurs or element.chunk.number is not None or i == 0:
        return element.belongs_before
    at_end = i + 1 == len(elements)
    new_frame = not at_end and elements[i + 1].is_heading and elements[i + 1].chunk.frame
    foot = element.chunk.first.gap and not element.chunk.frame and not elements[i - 1].is_heading
    return element.belongs_before or (foot and (at_end or new_frame))


def titles_first(elements: Sequence[Element]) -> tuple[Element, ...]:
    """A numbered title right before the next number, with untitled text above it, is the title of that text."""
    placed: list[Element] = []
    titled = False
    for i, element in enumerate(elements):
        behind = not titled and _is_title_behind(elements, i)
        titled = titled or (element.is_heading and not element.recurs)
        if behind:
            start = max((j for j, e in enumerate(placed) if e.is_heading and not e.recurs), default=-1)
            placed.insert(start + 1, element)
        else:
            placed.append(element)
    return tuple(placed)


def _is_title_behind(elements: Sequence[Element], i: int) -> bool:
    number = elements[i].chunk.number
    if number is None or not elements[i].is_heading or i == 0 or i + 1 == len(elements):
        return False
    following = elements[i + 1]
    return following.is_heading and following.chunk.number == number + 1


def place(elements: Sequence[Element]) -> tuple[Placed, ...]:
    """Gives every element its heading path."""
    levels = _levels(elements)
    path: list[tuple[int, Element]] = []
    placed: list[Placed] = []
    for element, level in zip(elements, levels, strict=True):
        if element.is_heading:
            path = [(above, title) for above, title in path if above < level] + [(level, element)]
        elif path and not element.is_item and _stands_outside(path[-1][1], element):
            path = path[:-1]
        placed.append(Placed(element, tuple(title.text.rstrip(".: ") for _, title in path)))
    return tuple(placed)


def _stands_outside(title: Element, element: Element) -> bool:
    """A paragraph at the margin after an indented "1. Title:" with its bullets closes them."""
    indent = title.chunk.first.indent
    return title.chunk.number is not None and indent >= 2 and indent > element.chunk.first.indent


def _levels(elements: Sequence[Element]) -> tuple[int, ...]:
    headings = [i for i, element in enumerate(elements) if element.is_heading]
    recurring = sum(elements[i].recurs for i in headings) > 1
    around = _around(elements, headings)
    levels = [0] * len(elements)
    closed, before = True, TITLE
    for order, i in enumerate(headings):
        if recurring:
            levels[i] = _level_among_recurring(elements, headings, order, closed)
            closed = elements[i].recurs or (closed and levels[i] == CHAPTER)
        else:
            levels[i] = _level(elements, i, around[order], before)
        explicit = elements[i].chunk.level
        if explicit is not None and explicit > 0:
            levels[i] = explicit
        before = levels[i]
    return tuple(levels)


def _around(elements: Sequence[Element], headings: Sequence[int]) -> tuple[Around, ...]:
    numbers = [elements[i].chunk.number for i in headings]
    last: int | None = None
    unnumbered = False
    found: list[Around] = []
    for order, (number, coming) in enumerate(zip(numbers, _coming(numbers), strict=True)):
        directly = order > 0 and headings[order - 1] == headings[order] - 1
        found.append(Around(directly, last, coming, unnumbered))
        last = last if number is None else number
        unnumbered = unnumbered or number is None
    return tuple(found)


def _coming(numbers: Sequence[int | None]) -> tuple[int | None, ...]:
    """The first number behind every one."""
    coming: int | None = None
    found: list[int | None] = []
    for number in reversed(numbers):
        found.append(coming)
        coming = coming if number is None else number
    return tuple(reversed(found))


def _level_among_recurring(elements: Sequence[Element], headings: Sequence[int], order: int, closed: bool) -> int:
    """A part runs from its title to its "Concrete voorstellen": titles in between are below it."""
    element = elements[headings[order]]
    if element.recurs or element.belongs_before:
        return BELOW
    if headings[order] == 0 and order + 1 < len(headings) and not elements[headings[1]].recurs:
        return CHAPTER  # the very first line, followed by titles of its own
    return TITLE if closed or element.chunk.number is not None else BELOW


def _level(elements: Sequence[Element], i: int, around: Around, before: int) -> int:
    element = elements[i]
    if element.belongs_before:
        return BELOW
    if element.chunk.number is not None:
        return BELOW if around.unnumbered else TITLE
    if around.last is not None and around.coming == around.last + 1:
        return DEEPER
    bodiless = around.directly and elements[i - 1].chunk.is_plain
    return min(before + 1, DEEPEST) if bodiless and not element.chunk.frame else TITLE
