"""Lines of print -> groups that are one heading, one point or one paragraph; it knows no level and no format.

A new paragraph shows by more white above it, by an indent, by a short last line before it, by a bullet, or by another
type. Over the end of a column or a page only the words tell: a line that ends no sentence goes on.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.lines import GOES_ON
from ingest.printed import SOFT, Box, Line

BULLETS = "•●○◦▪■□▫‣►➢➔→✓✔❖◆♦·*"
DASHES = "–—-−"
NUMBERED = re.compile(r"^\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)]$")
NUMBERING = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s")
NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s*$")
ENDS = re.compile(r"[.!?:;…][’'\"”»)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*\s*$")
SPACED_OUT = 1.3  # times the usual distance of lines: more white is a new paragraph
INDENT = 0.8  # em
HANGING = 0.45  # em between a bullet or a number and its text, at the least: a word space is less
ROOM = 1.5  # em that the next word would have had to spare on a line: the line ends its paragraph
SAME_SIZE = 0.06  # of the size of the type


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a document: the size of running text, whether it is bold, and how far lines are apart."""

    body: float
    bold: bool
    leading: dict[float, float]  # by size

    def apart(self, size: float) -> float:
        return self.leading.get(size, 1.25 * size)


@dataclass(frozen=True, slots=True)
class Group:
    lines: tuple[Line, ...]
    mark: str = ""  # of a point: its bullet or number
    text_left: float = 0.0  # of a point: where its text begins

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]


@dataclass(slots=True)
class _Open:
    """The group that lines are still added to."""

    lines: list[Line]
    mark: str = ""
    text_left: float = 0.0
    number: int = 0

    def close(self) -> Group:
        return Group(tuple(self.lines), self.mark, self.text_left)


@dataclass(frozen=True, slots=True)
class _Start:
    """What a line begins with: its bullet or number, and the line without it."""

    mark: str
    rest: Line
    sure: bool = False  # no line in the middle of a paragraph begins so
    hanging: bool = False  # its text stands apart from it
    number: int = 0


def type_of(lines: Sequence[Line]) -> Type:
    """The size that most letters have, and for each size how far its lines are usually apart."""
    letters: Counter[tuple[float, bool]] = Counter()
    gaps: dict[float, Counter[float]] = {}
    for line in lines:
        letters[line.size, line.bold] += len(line.text)
    for above, line in pairwise(lines):
        if above.size == line.size and above.page == line.page and above.column == line.column:
            gap = round(2 * (line.y - above.y)) / 2
            if 0.9 * line.size < gap < 2.5 * line.size:
                gaps.setdefault(line.size, Counter())[gap] += 1
    body, bold = max(letters, key=lambda key: letters[key], default=(10.0, False))
    return Type(body, bold, {size: _usual(counts) for size, counts in gaps.items()})


def _usual(gaps: Counter[float]) -> float:
    """The smallest distance that is frequent: in a document of short paragraphs most distances may be between them."""
    most = max(gaps.values())
    return min(gap for gap, count in gaps.items() if count >= 0.4 * most)


def group(lines: Sequence[Line], boxes: Mapping[int, tuple[Box, ...]], type_: Type) -> tuple[Group, ...]:
    """The groups of the lines, which come in reading order; `boxes` are those drawn on each page."""
    groups: list[_Open] = []
    small = {page: [box for box in own if _may_be_bullet(box)] for page, own in boxes.items()}
    for line in lines:
        current = groups[-1] if groups else None
        goes_on = current is not None and _goes_on(current, line, type_)
        start = _start(line, small.get(line.page, []))
        if start and (not goes_on or _opens(current, start)):
            groups.append(_Open([start.rest], start.mark, start.rest.left, start.number))
        elif current is not None and goes_on:
            if current.lines[-1].column != line.column or current.lines[-1].page != line.page:
                current.text_left = line.left
            current.lines.append(line)
        else:
            groups.append(_Open([line]))
    return tuple(one.close() for one in groups)


def _opens(current: _Open | None, start: _Start) -> bool:
    """Whether a point opens although the text above could go on: a line of a paragraph may begin with a dash."""
    if start.sure or current is None:
        return True
    if start.hanging and ENDS.search(current.lines[-1].text):
        return True
    if not current.mark:
        return False
    return start.number == current.number + 1 if start.number else current.mark == start.mark


def _start(line: Line, bullets: Sequence[Box]) -> _Start | None:
    first = line.words[0]
    if any(_stands_before(box, line) for box in bullets):
        return _Start("•", line, sure=True)
    if len(line.words) < 2:
        return None
    rest = _without_first(line)
    gap = line.words[1].left - first.right
    if len(first.text) == 1 and (first.text in BULLETS or "\uf000" <= first.text <= "\uf0ff"):
        return _Start(first.text if first.text in BULLETS else "•", rest, sure=True)
    if first.text in DASHES or (first.text == "o" and gap > 2 * HANGING * line.size):
        return _Start(first.text, rest, hanging=gap > HANGING * line.size)
    match = NUMBERED.match(first.text)
    if match:
        return _Start(first.text, rest, hanging=gap > HANGING * line.size, number=_counted(match[1]))
    return None


def _counted(number: str) -> int:
    return int(number) if number.isdecimal() else ord(number[0]) - ord("a") + 1


def _without_first(line: Line) -> Line:
    text = line.text[len(line.words[0].text) :].lstrip()
    return replace(line, words=line.words[1:], text=text, left=line.words[1].left)


def _may_be_bullet(box: Box) -> bool:
    width, height = box.right - box.left, box.bottom - box.top
    return 1.5 <= width <= 40 and 0.8 <= height <= 16


def _stands_before(box: Box, line: Line) -> bool:
    """Whether a small drawn box stands right before a line, at the height of its letters."""
    size = line.size
    if box.right > line.left + 1 or line.left - box.right > 2 * size or box.right - box.left > 3.2 * size:
        return False
    middle = (box.top + box.bottom) / 2
    return line.y - size < middle < line.y + 0.1 * size and box.bottom - box.top < 1.2 * size


def _goes_on(current: _Open, line: Line, type_: Type) -> bool:
    above, first = current.lines[-1], current.lines[0]
    if line.bold and _numbers_on(first, line):
        return False
    if abs(above.size - line.size) > SAME_SIZE * above.size or not _same_weight(current.lines, line):
        return False
    if not _is_under(above, line, type_):
        return _goes_on_elsewhere(above, line, type_)
    if line.y - above.y > SPACED_OUT * type_.apart(line.size):
        return False
    if is_number(above) and len(current.lines) == 1:
        return True
    if above.size > 1.05 * type_.body:
        return not _numbers_on(first, line) and _heading_goes_on(above, line)
    return not _is_indented(current, line) and not _was_last(above, line)


def is_number(line: Line) -> bool:
    """Whether a line is nothing but the number of the heading below it: "3.2.1.4"."""
    return NUMBER.match(line.text) is not None


def _is_under(above: Line, line: Line, type_: Type) -> bool:
    """Whether a line stands in the same column, or right under the other where the columns begin between them."""
    if above.page != line.page or line.y < above.y:
        return False
    near = line.y - above.y <= SPACED_OUT * type_.apart(line.size) and abs(line.left - above.left) < line.size
    return near or above.column == line.column


def _same_weight(lines: Sequence[Line], line: Line) -> bool:
    """A bold heading ends where the type does, unless the sentence runs on."""
    if lines[-1].bold == line.bold or _runs_on(lines[-1].text, line.text):
        return True
    whole = all(one.bold for one in lines) or line.bold
    return not whole or (not ENDS.search(lines[-1].text) and not _has_room(lines[-1], line))


def _runs_on(above: str, text: str) -> bool:
    return above.endswith((",", "-", SOFT)) or text[:1].islower() or GOES_ON.search(above.rstrip()) is not None


def _numbers_on(first: Line, line: Line) -> bool:
    """Whether two lines of headings have the same or following numbers: "01 Projet", "01 Wetsontwerp"."""
    numbers = [match[1].split(".") for one in (first, line) if (match := NUMBERING.match(one.text))]
    if len(numbers) < 2 or len(numbers[0]) != len(numbers[1]) or numbers[0][:-1] != numbers[1][:-1]:
        return False
    return 0 <= int(numbers[1][-1]) - int(numbers[0][-1]) <= 1


def _goes_on_elsewhere(above: Line, line: Line, type_: Type) -> bool:
    """Over the end of a column or a page."""
    if above.size > 1.05 * type_.body:
        return False
    if _runs_on(above.text, line.text):
        return True
    return not ENDS.search(above.text) and not _has_room(above, line) and not above.bold


def _heading_goes_on(above: Line, line: Line) -> bool:
    """A heading over several lines is broken by sense: only a number, or much room, begins another."""
    if not any(c.isalpha() for c in above.text):
        return True
    room = above.column[1] - above.right - (line.words[0].right - line.words[0].left)
    return _runs_on(above.text, line.text) or room < 0.35 * (above.column[1] - above.column[0])


def _has_room(above: Line, line: Line) -> bool:
    """Whether the first word of a line would have stood on the line above it, had they been one paragraph."""
    word = line.words[0]
    return above.right + (word.right - word.left) + ROOM * above.size < above.column[1]


def _was_last(above: Line, line: Line) -> bool:
    """Whether a paragraph ended above: its last line is short, and ends a sentence or is shorter than half."""
    if not _has_room(above, line) or _runs_on(above.text, line.text):
        return False
    short = above.right - above.column[0] < 0.5 * (above.column[1] - above.column[0])
    return short or ENDS.search(above.text) is not None


def _is_indented(current: _Open, line: Line) -> bool:
    """Whether a line stands in, or out, so that it is the first of another paragraph."""
    above = current.lines[-1]
    step = line.left - above.left
    em = INDENT * line.size
    if current.mark:
        return line.left > current.text_left + em or (step < -em and _was_last(above, line))
    if step > em:
        return len(current.lines) > 1 or _was_last(above, line)
    return step < -em and len(current.lines) > 1
