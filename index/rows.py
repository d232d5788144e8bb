"""Documents and their pieces as JSON, and back: the only place where the types of the house are rows."""

import json
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from index.pieces import Pieces
from ingest import Block, BlockKind, Document, Kind, Mark, Passage, Reference, Section, Sentence

_PLAIN = ("id", "source", "sha256", "title", "publisher", "speaker", "kind", "date", "language", "notice", "text")
_LISTS = ("aliases", "remarks", "unchecked")
_section = attrgetter("page", "start", "end", "speaker", "kind")
_block = attrgetter("kind", "page", "start", "end", "lead", "depth", "number", "repeats")
_reference = attrgetter("number", "start", "end", "date", "title")
_mark = attrgetter("start", "end", "number", "reference")
_passage = attrgetter("id", "page", "start", "end", "references")

Heading = tuple[str, ...]


def document_row(document: Document) -> str:
    headings = _headings(document)
    at = {heading: number for number, heading in enumerate(headings)}
    row: dict[str, Any] = {name: getattr(document, name) for name in (*_PLAIN, *_LISTS)}
    row["headings"] = headings
    row["sections"] = [(at[one.heading], *_section(one)) for one in document.sections]
    row["blocks"] = [(at[one.heading], *_block(one)) for one in document.blocks]
    row["references"] = [_reference(one) for one in document.references]
    row["marks"] = [_mark(one) for one in document.marks]
    return _json(row)


def document_of(text: str) -> Document:
    row = json.loads(text)
    headings = [tuple(heading) for heading in row.pop("headings")]
    read: dict[str, Any] = {name: tuple(row[name]) for name in _LISTS}
    read["kind"] = Kind(row["kind"])
    read["sections"] = tuple(_section_of(headings, *one) for one in row["sections"])
    read["blocks"] = tuple(_block_of(headings, *one) for one in row["blocks"])
    read["references"] = tuple(Reference(*one) for one in row["references"])
    read["marks"] = tuple(Mark(*one) for one in row["marks"])
    return Document(**row | read)


def _section_of(headings: Sequence[Heading], at: int, page: int, start: int, end: int, who: str, kind: str) -> Section:
    return Section(headings[at], page, start, end, who, Kind(kind))


def _block_of(headings: Sequence[Heading], at: int, kind: str, page: int, start: int, end: int, *more: Any) -> Block:
    lead, depth, number, repeats = more
    return Block(BlockKind(kind), headings[at], page, start, end, tuple(lead) if lead else None, depth, number, repeats)


def pieces_row(pieces: Pieces) -> str:
    """Passages, sentences and abbreviations; the document and the digests stand elsewhere."""
    at = {heading: number for number, heading in enumerate(_headings(pieces.document))}
    blocks = {block.start: number for number, block in enumerate(pieces.document.blocks)}
    voices = {voice: number for number, voice in enumerate(_voices(pieces.document))}
    passages = [(at[one.heading], *_passage(one)) for one in pieces.passages]
    lines = [(one.start, one.end, blocks[one.block.start], voices[one.speaker, one.kind]) for one in pieces.sentences]
    return _json([passages, lines, pieces.defined])


def pieces_of(document: Document, text: str, passage_keys: Sequence[bytes], sentence_keys: Sequence[bytes]) -> Pieces:
    passages, lines, defined = json.loads(text)
    headings, voices = _headings(document), _voices(document)
    return Pieces(
        document,
        tuple(_passage_of(document, headings, *one) for one in passages),
        tuple(passage_keys),
        tuple(_sentence_of(document, voices, *one) for one in lines),
        tuple(sentence_keys),
        defined,
    )


def _passage_of(
    document: Document, headings: Sequence[Heading], at: int, id: str, page: int, start: int, end: int, marks: list[int]
) -> Passage:
    return Passage(id, document.id, headings[at], page, start, end, document.text[start:end], tuple(marks))


def _sentence_of(
    document: Document, voices: Sequence[tuple[str, Kind]], start: int, end: int, block: int, voice: int
) -> Sentence:
    return Sentence(document.id, start, end, document.text[start:end], document.blocks[block], *voices[voice])


def _headings(document: Document) -> list[Heading]:
    """Each once: a passage has the heading of one of the blocks."""
    return _once([*(one.heading for one in document.sections), *(one.heading for one in document.blocks)])


def _voices(document: Document) -> list[tuple[str, Kind]]:
    return _once((one.speaker, one.kind) for one in document.sections)


def _once(every: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(every))


def _json(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
