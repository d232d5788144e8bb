"""Makes a document out of what a reader took from a file; it does not know the file."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.assemble import assemble, printed_lines
from ingest.clean import clean_characters
from ingest.content import Content
from ingest.document import Block, Document, Section
from ingest.lexicon import lexicon
from ingest.lines import read_lines
from ingest.manifest import Source
from ingest.metadata import complete, unchecked
from ingest.references import find_references
from ingest.repeats import mark_repeats
from ingest.structure import structure

RULES = 6  # raise it when the same file would become another text or other blocks: documents are then read again


def document_id(name: str, sha256: str, source: Source) -> str:
    """The same for the same bytes, name and manifest entry, under the same reading rules."""
    key = f"{RULES}\n{name}\n{sha256}\n{source.key()}".encode()
    return hashlib.blake2b(key, digest_size=8).hexdigest()


def make_document(content: Content, name: str, sha256: str, source: Source) -> Document:
    """A document out of what a reader took from a file, and what the manifest says of it."""
    text, blocks = _text_and_blocks(content)
    blocks = mark_repeats(text, blocks)
    about = complete(source, content.found, text, blocks, name)
    references, marks = find_references(text, blocks)
    return Document(
        id=document_id(name, sha256, source),
        source=name,
        sha256=sha256,
        title=about.title,
        publisher=about.publisher,
        speaker=about.speaker,
        aliases=about.aliases,
        kind=about.kind,
        date=about.date,
        language=about.language,
        notice=about.notice,
        text=text,
        sections=tuple(_sections(blocks, about)),
        blocks=blocks,
        references=references,
        marks=marks,
        remarks=content.remarks,
        unchecked=unchecked(source),
    )


def _text_and_blocks(content: Content) -> tuple[str, tuple[Block, ...]]:
    if content.parts:
        return assemble(content.parts, lexicon(printed_lines(content.parts)))
    lines = read_lines(clean_characters(content.text))
    return structure(lines, lexicon(line.text for line in lines))


def _sections(blocks: Sequence[Block], source: Source) -> Iterator[Section]:
    for heading, group in groupby(_with_headings(blocks), key=lambda pair: pair[0]):
        own = [block for _, block in group]
        voice = next((voice for voice in source.voices if voice.heading in heading), None)
        yield Section(
            heading,
            own[0].page,
            own[0].start,
            own[-1].end,
            voice.speaker if voice else source.speaker,
            voice.kind if voice else source.kind,
        )


def _with_headings(blocks: Sequence[Block]) -> Iterator[tuple[tuple[str, ...], Block]]:
    """Blocks with the heading that they stand under, also those that have that of an earlier block they repeat."""
    heading: tuple[str, ...] = ()
    for block in blocks:
        heading = heading if block.repeats else block.heading
        yield heading, block
