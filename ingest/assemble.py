"""Puts a document together from the parts that its format names; it does not know the format."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.clean import clean_characters
from ingest.compose import write
from ingest.content import SUPERSCRIPT, Part, PartKind
from ingest.document import Block, BlockKind
from ingest.headings import Element, place
from ingest.lexicon import Known
from ingest.lines import REFERENCE, Chunk, Line

_KINDS = {PartKind.ROW: BlockKind.ROW, PartKind.NOTE: BlockKind.NOTE}


def printed_lines(parts: Sequence[Part]) -> list[str]:
    """Every line, for the lexicon of the document."""
    return [clean_characters(line) for part in parts for line in part.lines]


def assemble(parts: Sequence[Part], known: Known) -> tuple[str, tuple[Block, ...]]:
    """The text of a document and its blocks; notes stand at its end, under the heading that they belong to."""
    elements = [element for chunk, part in _chunks(parts) if _says(element := _element(chunk, part, known))]
    if all(element.is_heading for element in elements):  # titles that head nothing are what the document says
        elements = [Element(element.text, replace(element.chunk, level=None)) for element in elements]
    placed = place(elements)
    notes = [one for one in placed if one.element.kind is BlockKind.NOTE]
    return write([*(one for one in placed if one.element.kind is not BlockKind.NOTE), *notes])


def _chunks(parts: Sequence[Part]) -> Iterator[tuple[Chunk, Part]]:
    """A chunk for every part, with the paragraphs that belong to it, and for every entry of a list of references."""
    held: tuple[Chunk, Part] | None = None
    waiting: list[tuple[Chunk, Part]] = []  # notes of an item whose paragraphs go on
    for part in parts:
        if part.inside and held and held[1].kind is PartKind.ITEM:
            held = replace(held[0], paragraphs=(*held[0].paragraphs, _chunk(part))), held[1]
        elif part.kind is PartKind.NOTE:
            waiting.append((_chunk(part), part))
        else:
            yield from ([held] if held else [])
            yield from waiting
            entries = _entries(part)
            yield from ((_chunk(entry), entry) for entry in entries[:-1])
            held, waiting = (_chunk(entries[-1]), entries[-1]), []
    yield from ([held] if held else [])
    yield from waiting


def _entries(part: Part) -> tuple[Part, ...]:
    """A paragraph of which every line begins with "[3]" is a list of references."""
    lines = [line for line in part.lines if line.strip()]
    if part.kind is PartKind.PARAGRAPH and len(lines) > 1 and all(REFERENCE.match(line.strip()) for line in lines):
        return tuple(replace(part, lines=(line,)) for line in lines)
    return (part,)


def _chunk(part: Part) -> Chunk:
    lines = tuple(line for printed in part.lines if (line := _line(printed, part.page)).text)
    chunk = Chunk(
        lines or (_line("", part.page),),
        mark=_mark(part),
        level=max(1, part.level) if part.kind is PartKind.HEADING else None,
        number=part.number if part.kind is PartKind.NOTE else None,
    )
    return _as_reference(chunk) if part.kind is PartKind.PARAGRAPH else chunk


def _as_reference(chunk: Chunk) -> Chunk:
    """An entry "[3] : (2021-07-16) Plan" of a list of references, if the chunk is one."""
    match = REFERENCE.match(chunk.first.text)
    if match is None:
        return chunk
    first = replace(chunk.first, text=chunk.first.text[match.end() :])
    mark = match[0].strip()
    return replace(chunk, lines=(first, *chunk.lines[1:]), mark=mark, number=int(match[1]), is_reference=True)


def _element(chunk: Chunk, part: Part, known: Known) -> Element:
    depth = part.depth if part.kind is PartKind.ITEM else 0
    return Element(chunk.text(known), chunk, part.kind is PartKind.HEADING, depth=depth, kind=_KINDS.get(part.kind))


def _says(element: Element) -> bool:
    """Whether there are letters or figures in it: a line of dashes under a title says nothing."""
    return any(c.isalnum() for c in element.text)


def _mark(part: Part) -> str:
    if part.kind is PartKind.NOTE:
        return str(part.number).translate(SUPERSCRIPT) if part.number is not None else ""
    return part.mark or "•" if part.kind is PartKind.ITEM else ""


def _line(printed: str, page: int | None) -> Line:
    text = clean_characters(printed)
    return Line(text.strip(), 0, False, text != text.rstrip(), page)
