"""Puts a document together from the parts that its format names; it does not know the format."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.clean import clean_characters
from ingest.compose import write
from ingest.content import Part, PartKind
from ingest.document import Block, BlockKind
from ingest.headings import Element, place
from ingest.lexicon import Known
from ingest.lines import Chunk, Line

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_KINDS = {PartKind.ROW: BlockKind.ROW, PartKind.NOTE: BlockKind.NOTE}


def printed_lines(parts: Sequence[Part]) -> list[str]:
    """Every line, for the lexicon of the document."""
    return [clean_characters(line) for part in parts for line in part.lines]


def assemble(parts: Sequence[Part], known: Known) -> tuple[str, tuple[Block, ...]]:
    """The text of a document and its blocks; notes stand at its end, under the heading that they belong to."""
    elements = [element for part in parts if (element := _element(part, known)).text]
    placed = place(elements)
    notes = [one for one in placed if one.element.kind is BlockKind.NOTE]
    return write([*(one for one in placed if one.element.kind is not BlockKind.NOTE), *notes])


def _element(part: Part, known: Known) -> Element:
    chunk = Chunk(
        tuple(_line(line, part.page) for line in part.lines),
        mark=_mark(part),
        level=max(1, part.level) if part.kind is PartKind.HEADING else None,
    )
    if part.kind is PartKind.NOTE:
        chunk = replace(chunk, number=part.number)
    depth = part.depth if part.kind is PartKind.ITEM else 0
    return Element(chunk.text(known), chunk, part.kind is PartKind.HEADING, depth=depth, kind=_KINDS.get(part.kind))


def _mark(part: Part) -> str:
    if part.kind is PartKind.NOTE:
        return str(part.number).translate(SUPERSCRIPT) if part.number is not None else ""
    return part.mark if part.kind is PartKind.ITEM else ""


def _line(printed: str, page: int | None) -> Line:
    text = clean_characters(printed)
    return Line(text.strip(), 0, False, text != text.rstrip(), page)
