"""Finds headings, lists and references among chunks of lines; it does not know the file or its publisher."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from ingest.compose import write
from ingest.document import Block
from ingest.headings import Element, place, subtitles_first, titles_first
from ingest.lexicon import Known
from ingest.lines import (
    LONGEST,
    Chunk,
    Line,
    chunk_lines,
    goes_on,
    is_complete,
    is_wrapped,
    label,
    reads_like_title,
    recurring_labels,
    starts_low,
)

INTERRUPTS = -1  # level of a heading that stood inside a sentence
FEW = 20  # lines: no title has more


def structure(lines: Sequence[Line], known: Known) -> tuple[str, tuple[Block, ...]]:
    """The text of a document and its blocks, out of its lines."""
    wrapped = is_wrapped(lines)
    chunks = chunk_lines(lines)
    if wrapped:
        chunks = join_interrupted(chunks, known)
    chunks = gather_bullets(chunks)
    elements = classify(chunks, recurring_labels(lines), known)
    if wrapped:
        elements = subtitles_first(elements)
    elements = titles_first(elements)
    return write(place(elements))


def join_interrupted(chunks: Sequence[Chunk], known: Known) -> tuple[Chunk, ...]:
    """Joins what a page break cut in two; a heading in between goes in front (marked INTERRUPTS)."""
    joined: list[Chunk] = []
    rest = deque(chunks)
    while rest:
        chunk = rest.popleft()
        if joined and rest and _interrupts(joined[-1], chunk, rest[0], known):
            going = rest.popleft()
            last = joined.pop()
            joined += [replace(chunk, level=INTERRUPTS), replace(last, lines=last.lines + going.lines)]
        elif joined and _continues(joined[-1], chunk):
            joined[-1] = replace(joined[-1], lines=joined[-1].lines + chunk.lines)
        else:
            joined.append(chunk)
    return tuple(joined)


def _continues(before: Chunk, chunk: Chunk) -> bool:
    if not chunk.is_plain or before.level is not None or is_complete(before.last.text) or len(before.lines) >= LONGEST:
        return False
    if starts_low(chunk.first.text):
        return True
    return goes_on(before.last.text) and not before.is_reference


def _interrupts(before: Chunk, chunk: Chunk, following: Chunk, known: Known) -> bool:
    goes = following.is_plain and starts_low(following.first.text) and len(before.lines) < LONGEST
    title = goes and chunk.is_plain and reads_like_title(chunk.text(known))
    if not title or is_complete(before.last.text):
        return False
    return len(before.lines) > FEW or not reads_like_title(before.text(known))


def gather_bullets(chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """Gives a bullet the indented paragraphs below it; a heading inside them goes in front of it."""
    gathered: list[Chunk] = []
    for chunk, following in zip_longest(chunks, chunks[1:]):
        if gathered and chunk.level == INTERRUPTS and gathered[-1].mark:
            gathered.insert(-1, chunk)
        elif gathered and _belongs_to(gathered[-1], chunk, following):
            gathered[-1] = replace(gathered[-1], paragraphs=(*gathered[-1].paragraphs, chunk))
        else:
            gathered.append(chunk)
    return tuple(gathered)


def _belongs_to(bullet: Chunk, chunk: Chunk, following: Chunk | None) -> bool:
    if not bullet.mark or bullet.is_reference or not chunk.is_plain:
        return False
    if chunk.first.indent >= max(2, bullet.first.indent + 1):
        return True
    # a page break inside the paragraph of a bullet: the list goes on right below
    resumes = following is not None and following.mark == bullet.mark and chunk.last.text[-1] != ":"
    return bool(bullet.paragraphs) and resumes


def classify(chunks: Sequence[Chunk], labels: frozenset[str], known: Known) -> tuple[Element, ...]:
    """Tells headings from blocks, and gives list items their depth."""
    said = [(chunk, text) for chunk in chunks if (text := chunk.text(known))]  # a line may hold a soft hyphen only
    chunks, texts = [chunk for chunk, _ in said], [text for _, text in said]
    numbered = numbered_headings(chunks, texts)
    elements: list[Element] = []
    marks: list[tuple[str, int]] = []
    for i, (chunk, text) in enumerate(zip(chunks, texts, strict=True)):
        if i in numbered or _is_heading(chunk, text, labels):
            marks = []
            elements.append(_heading(chunk, text, labels))
            continue
        marks = _marks(marks, chunk)
        elements.append(Element(text, chunk, depth=max(0, len(marks) - 1)))
    if all(element.is_heading for element in elements):  # titles that head nothing are what the document says
        return tuple(Element(element.text, element.chunk) for element in elements)
    return tuple(elements)


def _heading(chunk: Chunk, text: str, labels: frozenset[str]) -> Element:
    recurs = label(text) in labels and chunk.level is None
    return Element(text, chunk, True, recurs, belongs_before=chunk.level == INTERRUPTS)


def _is_heading(chunk: Chunk, text: str, labels: frozenset[str]) -> bool:
    if chunk.mark or chunk.paragraphs:
        return False
    if chunk.level is not None or label(text) in labels:
        return True
    ends_in_code = re.search(r":\s+\S*\d\S*$", text) is not None
    return not chunk.hard and reads_like_title(text) and not ends_in_code


def _marks(marks: list[tuple[str, int]], chunk: Chunk) -> list[tuple[str, int]]:
    """The marks of the lists that are open once this chunk has come: one more for every list inside a list."""
    if not chunk.mark or chunk.is_reference:
        return []
    indent = chunk.first.indent // 2
    key = ("1." if chunk.number is not None else chunk.mark, indent)
    if key in marks:
        return marks[: marks.index(key) + 1]
    inside = indent if chunk.number is None else indent - 1  # a numbered list at the margin of a bullet is a new list
    return [mark for mark in marks if mark[1] <= inside] + [key]


def numbered_headings(chunks: Sequence[Chunk], texts: Sequence[str]) -> frozenset[int]:
    """Which numbered chunks are headings and not points of a list; a number follows the one before it."""
    found: set[int] = set()
    last_number, last_is_heading = 0, False
    for i, chunk in enumerate(chunks):
        if chunk.number is None or chunk.is_reference:
            continue
        if not (chunk.number == last_number + 1 and chunk.number > 1):
            last_is_heading = _numbered_is_heading(chunks, texts, i)
        if last_is_heading:
            found.add(i)
        last_number = chunk.number
    return frozenset(found)


def _numbered_is_heading(chunks: Sequence[Chunk], texts: Sequence[str], i: int) -> bool:
    following = chunks[i + 1] if i + 1 < len(chunks) else None
    heads_list = texts[i].endswith(":") and following is not None and following.mark and following.number is None
    if heads_list and len(texts[i].split()) <= 14:
        return True
    introduced = i > 0 and texts[i - 1].endswith(":") and not _is_bare_label(texts[i - 1])
    sentence = texts[i].endswith((".", "!", ";", ":", ","))
    return not introduced and not sentence and not chunks[i].paragraphs and len(texts[i].split()) <= 20


def _is_bare_label(text: str) -> bool:
    return len(text.split()) <= 3
