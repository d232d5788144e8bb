"""Finds headings, lists and references among chunks of lines; it does not know the file or its publisher."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ingest.clean import Known
from ingest.document import Block, BlockKind
from ingest.lines import (
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
from ingest.sentence import sentence_spans

CHAPTER, TITLE, BELOW, DEEPER = 0, 1, 2, 3
INTERRUPTS = -1  # level of a heading that stood inside a sentence


@dataclass(frozen=True, slots=True)
class Element:
    """A heading or a block to be, with its text made."""

    text: str
    chunk: Chunk
    is_heading: bool = False
    recurs: bool = False  # a heading such as "Concrete voorstellen" that every part has
    belongs_before: bool = False  # a heading that stands behind (or inside) the text that it heads
    depth: int = 0

    @property
    def is_item(self) -> bool:
        return not self.is_heading and bool(self.chunk.mark) and not self.chunk.is_reference


@dataclass(frozen=True, slots=True)
class Placed:
    """An element with its heading path."""

    element: Element
    path: tuple[str, ...]


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
    rest = list(chunks)
    while rest:
        chunk = rest.pop(0)
        if joined and rest and _interrupts(joined[-1], chunk, rest[0], known):
            going = rest.pop(0)
            last = joined.pop()
            joined += [replace(chunk, level=INTERRUPTS), replace(last, lines=last.lines + going.lines)]
        elif joined and _continues(joined[-1], chunk):
            joined[-1] = replace(joined[-1], lines=joined[-1].lines + chunk.lines)
        else:
            joined.append(chunk)
    return tuple(joined)


def _continues(before: Chunk, chunk: Chunk) -> bool:
    if not chunk.is_plain or before.level is not None or is_complete(before.last.text):
        return False
    if starts_low(chunk.first.text):
        return True
    return goes_on(before.last.text) and not before.is_reference


def _interrupts(before: Chunk, chunk: Chunk, following: Chunk, known: Known) -> bool:
    broken = not is_complete(before.last.text) and not reads_like_title(before.text(known))
    goes = following.is_plain and starts_low(following.first.text)
    return broken and goes and chunk.is_plain and reads_like_title(chunk.text(known))


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
    texts = [chunk.text(known) for chunk in chunks]
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


def subtitles_first(elements: Sequence[Element]) -> tuple[Element, ...]:
    """A subtitle at the foot of a page (a new frame or the end follows) or inside a sentence goes below its title."""
    marked = [
        replace(element, belongs_before=True) if _is_subtitle(elements, i) else element
        for i, element in enumerate(elements)
    ]
    placed: list[Element] = []
    for element in marked:
        if not element.belongs_before:
            placed.append(element)
            continue
        title = max((i for i, e in enumerate(placed) if e.is_heading and not e.recurs), default=-1)
        placed.insert(title + 1, element)
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
    for i, element in enumerate(elements):
        if _is_title_behind(elements, i):
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
    titled = any(e.is_heading and not e.recurs for e in elements[:i])
    return following.is_heading and following.chunk.number == number + 1 and not titled


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
    levels = [0] * len(elements)
    closed = True
    for order, i in enumerate(headings):
        before = headings[order - 1] if order else None
        if recurring:
            levels[i] = _level_among_recurring(elements, headings, order, closed)
            closed = elements[i].recurs or (closed and levels[i] == CHAPTER)
        else:
            levels[i] = _level(elements, headings, order, levels[before] if before is not None else TITLE)
        explicit = elements[i].chunk.level
        if explicit is not None and explicit > 0:
            levels[i] = explicit
    return tuple(levels)


def _level_among_recurring(elements: Sequence[Element], headings: Sequence[int], order: int, closed: bool) -> int:
    """A part runs from its title to its "Concrete voorstellen": titles in between are below it."""
    element = elements[headings[order]]
    if element.recurs or element.belongs_before:
        return BELOW
    if headings[order] == 0 and order + 1 < len(headings) and not elements[headings[1]].recurs:
        return CHAPTER  # the very first line, followed by titles of its own
    return TITLE if closed or element.chunk.number is not None else BELOW


def _level(elements: Sequence[Element], headings: Sequence[int], order: int, before: int) -> int:
    i = headings[order]
    element = elements[i]
    earlier = [elements[j] for j in headings[:order]]
    if element.belongs_before:
        return BELOW
    if element.chunk.number is not None:
        return BELOW if any(e.chunk.number is None for e in earlier) else TITLE
    numbers = [e.chunk.number for e in earlier if e.chunk.number is not None]
    if numbers and _number_comes(elements, headings[order + 1 :], numbers[-1] + 1):
        return DEEPER
    bodiless = order > 0 and headings[order - 1] == i - 1 and elements[i - 1].chunk.is_plain
    return before + 1 if bodiless and not element.chunk.frame else TITLE


def _number_comes(elements: Sequence[Element], later: Sequence[int], number: int) -> bool:
    following = next((elements[i].chunk.number for i in later if elements[i].chunk.number is not None), None)
    return following == number


def write(placed: Sequence[Placed]) -> tuple[str, tuple[Block, ...]]:
    """Writes the text once and notes where every block stands in it."""
    text = ""
    blocks: list[Block] = []
    previous: Element | None = None
    for item in placed:
        element = item.element
        text += _between(previous, element) + _before(element)
        start = len(text)
        text += element.text
        if not element.is_heading:
            blocks.append(_block(item, start))
        previous = element
    return text, tuple(_with_leads(text, blocks))


def _between(previous: Element | None, element: Element) -> str:
    if previous is None:
        return ""
    same = (previous.is_item and element.is_item) or (previous.chunk.is_reference and element.chunk.is_reference)
    return "\n" if same else "\n\n"


def _before(element: Element) -> str:
    if element.is_heading or not element.chunk.mark:
        return ""
    return "  " * element.depth + element.chunk.mark + " "


def _block(item: Placed, start: int) -> Block:
    chunk = item.element.chunk
    kind = BlockKind.PARAGRAPH
    if chunk.mark:
        kind = BlockKind.REFERENCE if chunk.is_reference else BlockKind.ITEM
    return Block(
        kind,
        item.path,
        chunk.first.page,
        start,
        start + len(item.element.text),
        depth=item.element.depth,
        number=chunk.number if chunk.is_reference else None,
    )


def _with_leads(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Gives every point of a list the sentence that introduces the list, or the point that it stands under."""
    found: list[Block] = []
    for i, block in enumerate(blocks):
        lead = None
        if block.kind is BlockKind.ITEM:
            lead = _lead_above(text, blocks[:i], block) if block.depth else _lead_of_list(text, found, block)
        found.append(replace(block, lead=lead))
    yield from _leads_behind(text, found)


def _lead_of_list(text: str, found: Sequence[Block], block: Block) -> tuple[int, int] | None:
    for before in reversed(found):
        if before.heading != block.heading or before.kind is BlockKind.REFERENCE:
            return None
        if before.kind is BlockKind.PARAGRAPH:
            return _last_sentence(text, before) if text[before.end - 1] == ":" else None
        if before.depth == 0:
            return before.lead
    return None


def _lead_above(text: str, before: Sequence[Block], block: Block) -> tuple[int, int] | None:
    parent = next((b for b in reversed(before) if b.depth < block.depth), None)
    if parent is None:
        return None
    spans = sentence_spans(text[parent.start : parent.end])
    if not spans:
        return None
    a, b = spans[-1] if text[parent.end - 1] in ":…" else spans[0]
    return parent.start + a, parent.start + b


def _last_sentence(text: str, block: Block) -> tuple[int, int]:
    a, b = sentence_spans(text[block.start : block.end])[-1]
    return block.start + a, block.start + b


def _leads_behind(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """A boxed sentence with a colon that no list follows introduces the list without a lead above it."""
    leads: dict[int, tuple[int, int]] = {}
    for i, block in enumerate(blocks):
        if block.kind is BlockKind.PARAGRAPH and text[block.end - 1] == ":" and _ends_section(blocks, i):
            for j in _list_above(blocks, i):
                leads[j] = _last_sentence(text, block)
    for i, block in enumerate(blocks):
        yield replace(block, lead=leads.get(i, block.lead))


def _ends_section(blocks: Sequence[Block], i: int) -> bool:
    return i + 1 == len(blocks) or blocks[i + 1].heading != blocks[i].heading


def _list_above(blocks: Sequence[Block], i: int) -> tuple[int, ...]:
    """The points, without a lead, of the nearest list above block `i` in its section."""
    above: list[int] = []
    for j in range(i - 1, -1, -1):
        block = blocks[j]
        if block.heading != blocks[i].heading or (above and block.kind is not BlockKind.ITEM):
            break
        if block.kind is BlockKind.ITEM and block.lead is None and block.depth == 0:
            above.append(j)
        elif block.kind is BlockKind.ITEM and block.depth == 0:
            break
    return tuple(above)
