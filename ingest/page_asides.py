"""Tells the tables of contents and the footnotes of a page from its running text; pure functions over lines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.page_columns import Region
from ingest.printed import Line, Word

NOTE_SIZE = 0.93  # of the type of running text: a footnote is set in less
RAISED = re.compile(r"^([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[.)]?\s*(?=\S)")
PLAIN = re.compile(r"^\[?(\d{1,3})[.)\]]?\s+(?=\S)")
FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

CONTENTS = re.compile(r"^(?:inhoud|inhouds?(?:tafel|opgave)|sommaire|table des matières|contents)\W*$", re.IGNORECASE)
LEADERS = re.compile(r"(?:\.\s?|…){3,}\s*(?:\d{1,4}|[ivx]{1,5})$")
TAIL_GAP = 0.6  # em before the page number of an entry without dots
FEWEST = 5  # entries in a table of contents
WRAPPED = 2  # lines above the first entry with a number: the beginning of that entry, or "Inhoud"
SHARE = 0.2  # of the lines of a column of contents that end in a page number; entries run over several lines


@dataclass(frozen=True, slots=True)
class Note:
    number: int
    lines: tuple[Line, ...]  # the first without its number


def note_start(line: Line) -> tuple[int, str] | None:
    """The number that a line begins with, as notes do, and the line without it."""
    match = RAISED.match(line.text) or PLAIN.match(line.text)
    return (int(match[1].translate(FIGURES)), line.text[match.end() :]) if match else None


def split_notes(region: Region, body: float, foot: float, before: int) -> tuple[Region, tuple[Note, ...]]:
    """A region without the notes at its foot, and those notes.

    A figure that is not raised only counts below the height `foot`, and where it follows the note `before`, or is 1:
    "11 Vlaamse spoorprioriteiten" at the foot of a page is no note where the last one was 7.
    """
    lines = region.lines
    start = len(lines)
    while start and lines[start - 1].size < NOTE_SIZE * body:
        start -= 1
    while start < len(lines) and not _opens_note(lines[start], foot, before):
        start += 1
    if region.gutters or start == len(lines):
        return region, ()
    return replace(region, lines=lines[:start]), tuple(_notes(lines[start:]))


def _opens_note(line: Line, foot: float, before: int) -> bool:
    if RAISED.match(line.text):
        return True
    match = PLAIN.match(line.text)
    return match is not None and line.y > foot and int(match[1]) in (1, before + 1, before + 2)


def _notes(lines: Sequence[Line]) -> list[Note]:
    """Lines from the first note on; a number that is not higher than the one before it is part of a text."""
    notes: list[Note] = []
    for line in lines:
        found = note_start(line)
        raised = bool(RAISED.match(line.text))
        if found and (not notes or raised or notes[-1].number < found[0] <= notes[-1].number + 3):
            notes.append(Note(found[0], (replace(line, text=found[1]),)))
        else:
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, line))
    return notes


def without_contents(region: Region, pages: int) -> Region:
    """A region without its table of contents, which says nothing that the headings do not say."""
    lines = region.lines
    entries = [i for i, line in enumerate(lines) if _is_entry(line, pages)]
    if not _are_contents(lines, entries):
        return region
    first, last = entries[0], entries[-1]
    while first and entries[0] - first < WRAPPED and not _ends_sentence(lines[first - 1]):
        first -= 1
    return replace(region, lines=lines[:first] + lines[last + 1 :])


def is_contents_heading(line: Line) -> bool:
    return CONTENTS.match(line.text) is not None


def _ends_sentence(line: Line) -> bool:
    return line.text.rstrip().endswith((".", "?", "!", ";"))


def _is_entry(line: Line, pages: int) -> bool:
    """Whether a line ends in a page number that stands apart from its text."""
    if LEADERS.search(line.text):
        return True
    last = line.words[-1]
    if len(line.words) < 2 or not last.text.isdecimal() or not 0 < int(last.text[:5]) <= 1.5 * pages + 20:
        return False
    return last.left - max(word.right for word in line.words[:-1]) > TAIL_GAP * line.size


def _are_contents(lines: Sequence[Line], entries: Sequence[int]) -> bool:
    if len(entries) < FEWEST:
        return False
    span = entries[-1] - entries[0] + 1
    if len(entries) < SHARE * span:
        return False
    numbers = [int(found[0]) for i in entries if (found := re.search(r"\d+$", lines[i].text))]
    rises = sum(a <= b for a, b in pairwise(numbers))
    return rises >= 0.8 * max(1, len(numbers) - 1) and _under_each_other([lines[i].words[-1] for i in entries])


def _under_each_other(numbers: Sequence[Word]) -> bool:
    lefts, rights = (
        Counter(round(word.left / 3) for word in numbers),
        Counter(round(word.right / 3) for word in numbers),
    )
    return max(*lefts.values(), *rights.values()) >= 0.5 * len(numbers)
