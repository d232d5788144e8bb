"""Reads the files of a folder into documents; it does not know how they are cut or searched."""

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from charset_normalizer import from_bytes

from ingest.clean import clean_characters, lexicon
from ingest.document import Block, Document, Section, UnreadableDocument
from ingest.lines import read_lines
from ingest.manifest import MANIFEST, Source, read_manifest
from ingest.markdown import plain_markdown
from ingest.repeats import mark_repeats
from ingest.structure import structure

RULES = 2  # raise it when the same file would become another text or other blocks: documents are then read again

NO_FOLDER = "De map {path} bestaat niet. Geef een map op waarin uw documenten staan."
NO_DOCUMENTS = "In de map {path} staan geen documenten. Zet er bestanden van deze soort in: {suffixes}."
UNKNOWN_SUFFIX = "{name} is overgeslagen: dit soort bestand kan niet worden gelezen. Bewaar het als {suffixes}."
NO_ACCESS = "{name} kan niet worden geopend ({reason}). Kijk na of u het bestand mag lezen."
EMPTY = "{name} is leeg: er staat geen tekst in. Zet er tekst in of haal het bestand weg."
BINARY = "{name} bevat geen leesbare tekst. Bewaar het opnieuw als tekst (UTF-8)."
CHANGED = "%s is veranderd sinds het in %s werd beschreven (sha256). Kijk na of die beschrijving nog klopt."

ENCODINGS = ["utf_8", "utf_16", "cp1252", "iso8859_15", "mac_roman"]  # what Dutch files are written in

log = logging.getLogger(__name__)

Reader = Callable[[bytes], str]  # the text of a file, a form feed between pages; raises ValueError if there is none


def decode(data: bytes) -> str:
    """Bytes as text: UTF-8 where that holds, else the likeliest of the encodings of Dutch files."""
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("binary")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=ENCODINGS).best()
    if best is None:
        raise ValueError("binary")
    return str(best)


READERS: Mapping[str, Reader] = {
    ".txt": decode,
    ".md": lambda data: plain_markdown(decode(data)),
}


def read_documents(
    folder: Path,
    known: Mapping[str, Document] = {},
) -> Iterator[Document | UnreadableDocument]:
    """The documents of a folder by file name; `known` holds, by id, those that need not be read again.

    A file that cannot be read comes as an `UnreadableDocument` among the others. Raises one where the folder or every
    document is missing, or where `sources.toml` is broken.
    """
    if not folder.is_dir():
        raise UnreadableDocument(NO_FOLDER.format(path=folder))
    paths = sorted(path for path in folder.iterdir() if _is_document(path))
    if not paths:
        raise UnreadableDocument(NO_DOCUMENTS.format(path=folder, suffixes=_suffixes()))
    sources = read_manifest(folder)
    return (_read(path, sources.get(path.name, Source()), known) for path in paths)


def _is_document(path: Path) -> bool:
    return path.is_file() and path.name != MANIFEST and not path.name.startswith(".")


def _suffixes() -> str:
    return ", ".join(READERS)


def _read(path: Path, source: Source, known: Mapping[str, Document]) -> Document | UnreadableDocument:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        return UnreadableDocument(UNKNOWN_SUFFIX.format(name=path.name, suffixes=_suffixes()))
    try:
        data = path.read_bytes()
    except OSError as error:
        return UnreadableDocument(NO_ACCESS.format(name=path.name, reason=error.strerror))
    sha256 = hashlib.sha256(data).hexdigest()
    if source.sha256 and source.sha256 != sha256:
        log.warning(CHANGED, path.name, MANIFEST)
    identity = document_id(path.name, sha256, source)
    if identity in known:
        return known[identity]
    try:
        text = reader(data)
    except ValueError:
        return UnreadableDocument(BINARY.format(name=path.name))
    document = make_document(text, path.name, sha256, source)
    if not any(c.isalnum() for c in document.text):
        return UnreadableDocument(EMPTY.format(name=path.name))
    return document


def document_id(name: str, sha256: str, source: Source) -> str:
    """The same for the same bytes, name and manifest entry, under the same reading rules."""
    key = f"{RULES}\n{name}\n{sha256}\n{source.key()}".encode()
    return hashlib.blake2b(key, digest_size=8).hexdigest()


def make_document(raw: str, name: str, sha256: str, source: Source) -> Document:
    """A document out of the text of a file."""
    lines = read_lines(clean_characters(raw))
    text, blocks = structure(lines, lexicon(line.text for line in lines))
    blocks = mark_repeats(text, blocks)
    title = source.title or _title(blocks, text, name)
    speaker = source.speaker or f"het document “{title}”"
    return Document(
        id=document_id(name, sha256, source),
        source=name,
        sha256=sha256,
        title=title,
        publisher=source.publisher,
        speaker=speaker,
        aliases=source.aliases,
        kind=source.kind,
        date=source.date,
        language=source.language,
        notice=source.notice,
        text=text,
        sections=tuple(_sections(blocks, speaker, source)),
        blocks=blocks,
    )


def _title(blocks: Sequence[Block], text: str, name: str) -> str:
    """The first heading where the document begins with one, else the name of the file."""
    first = blocks[0].heading[:1] if blocks else ()
    if first and text.startswith(first[0]):
        return first[0]
    return Path(name).stem.replace("-", " ").replace("_", " ")


def _sections(blocks: Sequence[Block], speaker: str, source: Source) -> Iterator[Section]:
    for heading, group in groupby(blocks, key=lambda block: block.heading):
        own = list(group)
        voice = next((voice for voice in source.voices if voice.heading in heading), None)
        yield Section(
            heading,
            own[0].page,
            own[0].start,
            own[-1].end,
            voice.speaker if voice else speaker,
            voice.kind if voice else source.kind,
        )
