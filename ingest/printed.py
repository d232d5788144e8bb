"""What stands on a printed page: words, lines of them, and drawn boxes. It does not know where they come from.

All lengths are in points (1/72 inch); `y` runs down from the top of the page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.content import SUPERSCRIPT

SOFT = "\u00ad"
RAISED_SIZE = 0.85  # of the type of its line: the mark of a note is set in less (0.58 to 0.7 in Word and InDesign)
RAISED = 0.12  # em that the mark of a note stands above its line
SAME_HEIGHT = 0.25  # em
TOUCHING = 0.12  # em between two words that are one: a word space is 0.2 em or more


@dataclass(frozen=True, slots=True)
class Word:
    text: str  # a soft hyphen at its end: the word certainly goes on in the next line
    left: float
    right: float
    y: float  # of the line that its letters stand on
    size: float
    bold: bool = False
    italic: bool = False
    spaced: bool = False  # it ends in a hyphen with a space behind it: "zorg- en welzijn"


@dataclass(frozen=True, slots=True)
class Box:
    """Something drawn: a rule, the frame of a table, a bullet."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    number: int  # 1 is the first
    width: float
    height: float
    words: tuple[Word, ...] = ()
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Words that are read in one go; never across columns."""

    words: tuple[Word, ...]
    text: str  # the mark of a note as superscript digits
    left: float
    right: float
    y: float
    size: float  # of most of its letters
    bold: bool  # all of it
    italic: bool
    page: int = 1
    column: tuple[float, float] = (0, 0)  # its left and right side


def make_line(words: Sequence[Word], page: int, column: tuple[float, float]) -> Line:
    """A line out of words in any order; its column is given its own, or a wider place on the page."""
    ordered = tuple(sorted(words, key=lambda word: word.left))
    main = max(ordered, key=lambda word: (len(word.text), word.size))
    lettered = [word for word in ordered if any(c.isalnum() for c in word.text)] or ordered
    return Line(
        ordered,
        _text(ordered, main),
        ordered[0].left,
        max(word.right for word in ordered),
        main.y,
        main.size,
        all(word.bold for word in lettered),
        all(word.italic for word in lettered),
        page,
        column,
    )


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words on (nearly) the same height, from top to bottom, across the whole page; in a row from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.y, word.left)):
        if rows and word.y - rows[-1][0].y <= SAME_HEIGHT * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in rows]


def is_raised(word: Word, main: Word) -> bool:
    """Whether a word is small and stands above the others, as the mark of a note does."""
    return word.size < RAISED_SIZE * main.size and main.y - word.y > RAISED * main.size


def _text(words: Sequence[Word], main: Word) -> str:
    text, end = "", 0.0
    for word in words:
        own = word.text.translate(SUPERSCRIPT) if is_raised(word, main) and word.text.isdecimal() else word.text
        if text.endswith(SOFT):
            text = text[:-1]  # nothing was broken: its other half stands on the same line
        elif text and (word.left - end > TOUCHING * main.size or not re.match(r"[\w’'),.;:-]", own)):
            text += " "
        text += own
        end = word.right
    return text + " " * words[-1].spaced
