"""Reads the files of a folder into documents; it does not know how they are cut or searched."""

import hashlib
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path

from ingest.content import Unreadable
from ingest.document import Document, UnreadableDocument
from ingest.formats import format_of, suffixes
from ingest.make import document_id, make_document
from ingest.manifest import MANIFEST, Source, read_manifest

NO_FOLDER = "De map {path} bestaat niet. Geef een map op waarin uw documenten staan."
NO_DOCUMENTS = "In de map {path} staan geen documenten. Zet er bestanden van deze soort in: {suffixes}."
UNKNOWN_SUFFIX = "{name} is overgeslagen: dit soort bestand kan niet worden gelezen. Bewaar het als {suffixes}."
NO_ACCESS = "{name} kan niet worden geopend ({reason}). Kijk na of u het bestand mag lezen."
EMPTY = "{name} is leeg: er staat geen tekst in. Zet er tekst in of haal het bestand weg."
CHANGED = "%s is veranderd sinds het in %s werd beschreven (sha256). Kijk na of die beschrijving nog klopt."

log = logging.getLogger(__name__)


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
    return ", ".join(suffixes())


def _read(path: Path, source: Source, known: Mapping[str, Document]) -> Document | UnreadableDocument:
    try:
        data = path.read_bytes()
    except OSError as error:
        return UnreadableDocument(NO_ACCESS.format(name=path.name, reason=error.strerror), path.name)
    sha256 = hashlib.sha256(data).hexdigest()
    if source.sha256 and source.sha256 != sha256:
        log.warning(CHANGED, path.name, MANIFEST)
    identity = document_id(path.name, sha256, source)
    if identity in known:
        return known[identity]
    form = format_of(data, path.suffix)
    if form is None:
        return UnreadableDocument(UNKNOWN_SUFFIX.format(name=path.name, suffixes=_suffixes()), path.name)
    try:
        content = form.read(data)
    except Unreadable as error:
        return UnreadableDocument(str(error).format(name=path.name), path.name)
    document = make_document(content, path.name, sha256, source)
    if not any(c.isalnum() for c in document.text):
        return UnreadableDocument(EMPTY.format(name=path.name), path.name)
    return document
