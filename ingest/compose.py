"""Writes the text of a document out of its elements and notes its blocks; it does not know how they were found."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Block, BlockKind
from ingest.headings import Element, Placed
from ingest.sentence import sentence_spans

Span = tuple[int, int]


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
    same = (
        (previous.is_item and element.is_item)
        or (previous.chunk.is_reference and element.chunk.is_reference)
        or (previous.kind is not None and previous.kind is element.kind)
    )
    return "\n" if same else "\n\n"


def _before(element: Element) -> str:
    if element.is_heading or not element.chunk.mark:
        return ""
    return "  " * element.depth + element.chunk.mark + " "


def _block(item: Placed, start: int) -> Block:
    chunk = item.element.chunk
    kind = item.element.kind or BlockKind.PARAGRAPH
    if chunk.mark and item.element.kind is None:
        kind = BlockKind.REFERENCE if chunk.is_reference else BlockKind.ITEM
    return Block(
        kind,
        item.path,
        chunk.first.page,
        start,
        start + len(item.element.text),
        depth=item.element.depth,
        number=chunk.number if kind in (BlockKind.REFERENCE, BlockKind.NOTE) else None,
    )


def _with_leads(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Gives every point of a list the sentence that introduces the list, or the point that it stands under."""
    found: list[Block] = []
    above: list[Block] = []  # the last block of every depth that is still open
    leads: dict[int, Span | None] = {}  # by where a block starts: what it is for the points below it
    for block in blocks:
        while above and above[-1].depth >= block.depth:
            above.pop()
        lead = None
        if block.kind is BlockKind.ITEM and not block.depth:
            lead = _lead_of_list(text, found, block)
        elif block.kind is BlockKind.ITEM and above:
            parent = above[-1]
            if parent.start not in leads:
                leads[parent.start] = _lead_above(text, parent)
            lead = leads[parent.start]
        found.append(replace(block, lead=lead))
        above.append(block)
    yield from _leads_behind(text, found)


def _lead_of_list(text: str, found: Sequence[Block], block: Block) -> Span | None:
    for before in reversed(found):
        if before.heading != block.heading or before.kind is BlockKind.REFERENCE:
            return None
        if before.kind is BlockKind.PARAGRAPH:
            return _last_sentence(text, before) if text[before.end - 1] == ":" else None
        if before.depth == 0:
            return before.lead
    return None


def _lead_above(text: str, parent: Block) -> Span | None:
    spans = sentence_spans(text[parent.start : parent.end])
    if not spans:
        return None
    a, b = spans[-1] if text[parent.end - 1] in ":…" else spans[0]
    return parent.start + a, parent.start + b


def _last_sentence(text: str, block: Block) -> Span | None:
    spans = sentence_spans(text[block.start : block.end])
    return (block.start + spans[-1][0], block.start + spans[-1][1]) if spans else None


def _leads_behind(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """A boxed sentence with a colon that no list follows introduces the list without a lead above it."""
    leads: dict[int, Span | None] = {}
    for i, block in enumerate(blocks):
        if block.kind is BlockKind.PARAGRAPH and text[block.end - 1] == ":" and _ends_section(blocks, i):
            sentence = _last_sentence(text, block)
            for j in _list_above(blocks, i):
                leads[j] = sentence
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
