"""Finds what the numbers in a text refer to: the entries of its list of references or its footnotes, and the marks.

It knows the numbers, not whether an entry has anything to do with the sentence that it stands behind.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.dates import first_date
from ingest.document import Block, BlockKind, Document, Mark, Reference

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
DIGITS = str.maketrans(RAISED, "0123456789")
LONGEST_RANGE = 30  # "[3-5]"; a longer one is a span of years or of articles
_GAP = r"\s?[,;–-]\s?"
BRACKETED = re.compile(rf"\[\d{{1,3}}(?:{_GAP}\d{{1,3}})*\]")
# Behind a word of two letters or more, a figure or a closing sign: "m²" is no mark, and "km²" and "CO²" are units.
_BEHIND_WORD = r"(?<=[^\W\d_]{2})|(?<=[\d.,;:!?)\]%…’'”\"»])"
SUPERSCRIPT = re.compile(rf"(?:{_BEHIND_WORD})[{RAISED}]{{1,3}}(?:\s?[,;⁻–-]\s?[{RAISED}]{{1,3}})*(?![{RAISED}])")
UNIT = re.compile(r"(?<![^\W\d_])(?:[kcdmh]?m|dam|hect|mile|ft|co|nm|µm|watt|log)$", re.IGNORECASE)
POWER = re.compile(r"(?<![\d.,])10$")
LISTS = (BlockKind.REFERENCE, BlockKind.NOTE)

Entry = tuple[int, Block]  # where it stands in `Document.references`


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a document, found by number and page."""

    by_number: dict[int, list[Entry]] = field(default_factory=dict)
    by_page: dict[tuple[int, int], list[Entry]] = field(default_factory=dict)

    def add(self, at: int, block: Block) -> None:
        assert block.number is not None
        self.by_number.setdefault(block.number, []).append((at, block))
        if block.page is not None:
            self.by_page.setdefault((block.number, block.page), []).append((at, block))


def find_references(text: str, blocks: Sequence[Block]) -> tuple[tuple[Reference, ...], tuple[Mark, ...]]:
    """The entries and the marks of a document, both in the order of its text; a text without a list has no marks.

    A number is looked up on its own page, else below its own chapter, else further on in the text, else where it
    is nearest: lists may begin anew on every page or in every chapter.
    """
    listed = [block for block in blocks if block.kind in LISTS and block.number is not None]
    if not listed:
        return (), ()
    entries, notes = Entries(), any(block.kind is BlockKind.NOTE for block in listed)
    for at, block in enumerate(listed):
        entries.add(at, block)
    bracketed = any(block.kind is BlockKind.REFERENCE for block in listed)
    found = sorted(_found(text, listed, entries, lists=bracketed, notes=notes))
    return tuple(_reference(text, block) for block in listed), tuple(_resolved(found, blocks, entries))


def marks_within(document: Document, start: int, end: int) -> tuple[Mark, ...]:
    """The marks of a stretch of text, those right behind it counted in ("zin. [0][1]", "zin.¹").

    Marks before its first word belong to what stands before them, unless nothing does.
    """
    text, marks = document.text, document.marks
    low, high = (bisect_left(marks, edge, key=lambda mark: mark.start) for edge in (start, end))
    while high < len(marks) and not text[end : marks[high].start].strip(" "):
        end = marks[high].end
        high += 1
    behind_sentence = text[max(0, start - 2) : start].rstrip(" ")[-1:] in tuple('.!?…)]’”"')
    while behind_sentence and low < high and not text[start : marks[low].start].strip(" "):
        start = marks[low].end
        low += 1
    return marks[low:high]


def unmarked(document: Document, start: int, end: int) -> str:
    """A stretch of text without the marks in it, and without the spaces before them."""
    pieces, at = [], start
    first = bisect_left(document.marks, start, key=lambda mark: mark.start)
    for mark in document.marks[first:]:
        if mark.end > end:
            break
        if mark.start >= at:  # the numbers of "[1, 2]" share one place
            pieces.append(document.text[at : mark.start].rstrip(" "))
            at = mark.end
    return "".join([*pieces, document.text[at:end]]).strip()


def _found(
    text: str, listed: Sequence[Block], entries: Entries, *, lists: bool, notes: bool
) -> Iterator[tuple[int, int, int, int]]:
    """Start, end, place among the numbers of the same mark, and number of all that looks like a mark."""
    own = _Spans([(text.rfind("\n", 0, block.start) + 1, block.end) for block in listed])
    for match in BRACKETED.finditer(text):
        numbers = _numbers(match[0])
        known = any(number in entries.by_number for number in numbers)
        if (lists or known) and not own.hold(match.start()):
            yield from ((*match.span(), n, number) for n, number in enumerate(numbers))
    for match in SUPERSCRIPT.finditer(text) if notes or lists else ():
        numbers = _numbers(match[0].translate(DIGITS))
        known = any(number in entries.by_number for number in numbers)
        before = text[max(0, match.start() - 6) : match.start()]
        certain = notes and not before[-1:].isdigit()  # "2023⁴" where there is no 4 is not taken for one
        if (known or certain) and not (UNIT.search(before) or POWER.search(before) or own.hold(match.start())):
            yield from ((*match.span(), n, number) for n, number in enumerate(numbers))


def _numbers(mark: str) -> tuple[int, ...]:
    """[1, 2] -> 1, 2; [3-5] -> 3, 4, 5; what is no reasonable range -> ()."""
    found: list[int] = []
    for part in re.split(r"[,;]", mark.strip("[]")):
        ends = [int(number) for number in re.findall(r"\d+", part)]
        first, last = ends[0], ends[-1]
        if len(ends) > 2 or not 0 <= last - first <= LONGEST_RANGE:
            return ()
        found.extend(range(first, last + 1))
    return tuple(found)


class _Spans:
    """Stretches of text in order, none inside another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def hold(self, place: int) -> bool:
        at = bisect_right(self._spans, (place, 1 << 60)) - 1
        return at >= 0 and self._spans[at][0] <= place < self._spans[at][1]


def _reference(text: str, block: Block) -> Reference:
    entry = " ".join(text[block.start : block.end].split())
    date, title = _dated(entry)
    assert block.number is not None
    return Reference(block.number, block.start, block.end, date, title)


def _dated(entry: str) -> tuple[str, str]:
    """The date of an entry, and the entry without it where it stands at an edge: "Decreet van 9 mei" keeps its day."""
    found = first_date(entry)
    if found is None:
        return "", entry
    before, after = entry[: found.start].rstrip(" (["), entry[found.end :].lstrip(" )]")
    before, after = before.rstrip(" ,;:–-"), after.lstrip(" ,;:.–-")
    if not before or not (after.strip(" .") or re.search(r"\b(?:van|op|tot|sinds|vanaf)$", before)):
        return found.iso, before + after
    return found.iso, entry


def _resolved(found: Iterable[tuple[int, int, int, int]], blocks: Sequence[Block], entries: Entries) -> Iterator[Mark]:
    starts = [block.start for block in blocks]
    used: set[int] = set()
    for start, end, _, number in found:
        at = bisect_right(starts, start) - 1
        entry = _entry(number, start, blocks[at] if at >= 0 else None, entries, used)
        if entry is not None:
            used.add(entry)
        yield Mark(start, end, number, entry)


def _entry(number: int, place: int, block: Block | None, entries: Entries, used: set[int]) -> int | None:
    """Which entry a mark points at; a paragraph may run on to the next page, so that a used footnote gives way."""
    every = entries.by_number.get(number, [])
    if len(every) <= 1:
        return every[0][0] if every else None
    page = block.page if block else None
    if page is not None:
        near = [*entries.by_page.get((number, page), ()), *entries.by_page.get((number, page + 1), ())]
        free = [at for at, entry in near if not (entry.kind is BlockKind.NOTE and at in used)]
        if here := entries.by_page.get((number, page)):
            return free[0] if free else here[0][0]
    heading = block.heading if block else ()
    return min(every, key=lambda entry: _distance(entry[1], place, heading))[0]


def _distance(entry: Block, place: int, heading: tuple[str, ...]) -> tuple[int, bool, int]:
    """How far an entry is: by the chapters that it shares, then behind the mark rather than before it."""
    shared = 0
    for mine, its in zip(heading, entry.heading, strict=False):
        if mine != its:
            break
        shared += 1
    return -shared, entry.start < place, abs(entry.start - place)
