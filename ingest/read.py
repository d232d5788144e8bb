"""Reads folders into documents, only what is new or changed; it does not know how they are cut or searched.

What reads a file is imported when folders are read: a question does not wait for it.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.document import Document, UnreadableDocument
from ingest.folder import NO_ACCESS, File, Root, find_files, printable
from ingest.formats import suffixes
from ingest.manifest import MANIFEST
from ingest.reason import reason

if TYPE_CHECKING:
    from ingest.worker import Limits, Read, Workers

NO_DOCUMENTS = "In de map {path} staan geen documenten. Zet er bestanden van deze soort in: {suffixes}."
CHANGED = "%s is veranderd sinds het in %s werd beschreven (sha256). Kijk na of die beschrijving nog klopt."

AHEAD = 16  # files that may be read before the one that is waited for: a slow one does not stop the other worker

Progress = Callable[[str, int, int], None]

log = logging.getLogger(__name__)


def read_documents(
    folders: Path | Sequence[Path | Root],
    known: Mapping[str, Document] = {},
    *,
    limits: "Limits | None" = None,
    progress: Progress | None = None,
) -> "Iterator[Read]":
    """The documents below the folders, in an order that stays; `known` holds, by id, those that need not be read again.

    A file that cannot be read comes as an `UnreadableDocument` among the others. Raises one where a folder or every
    document is missing, or where the `sources.toml` of a given folder is broken. `progress` is called after every
    file, with its name, how many are done and how many there are.
    """
    from ingest.worker import LIMITS

    given: list[Path | Root] = [folders] if isinstance(folders, Path) else list(folders)
    found = list(find_files(given))
    if not found:
        where = ", ".join(printable(str(one)) for one in given if isinstance(one, Path))
        raise UnreadableDocument(NO_DOCUMENTS.format(path=where, suffixes=", ".join(suffixes())))
    return _documents(found, known, limits or LIMITS, progress)


def _documents(
    found: Sequence[File | UnreadableDocument],
    known: Mapping[str, Document],
    limits: "Limits",
    progress: Progress | None,
) -> "Iterator[Read]":
    from ingest.worker import Workers

    with Workers(limits) as workers:
        for done, (one, outcome) in enumerate(_in_order(found, known, limits, workers), start=1):
            if isinstance(one, File) and isinstance(outcome, Document):
                _compare(one, outcome)
            if progress is not None:
                progress(one.name if isinstance(one, File) else one.source, done, len(found))
            yield outcome


def _in_order(
    found: Sequence[File | UnreadableDocument], known: Mapping[str, Document], limits: "Limits", workers: "Workers"
) -> "Iterator[tuple[File | UnreadableDocument, Read]]":
    """Every file with its outcome; the workers are some files ahead."""
    waiting: deque[tuple[File | UnreadableDocument, Callable[[], Read]]] = deque()
    for one in found:
        waiting.append((one, _begin(one, known, limits, workers)))
        if len(waiting) > AHEAD:
            first, outcome = waiting.popleft()
            yield first, outcome()
    for first, outcome in waiting:
        yield first, outcome()


def _begin(
    one: File | UnreadableDocument, known: Mapping[str, Document], limits: "Limits", workers: "Workers"
) -> "Callable[[], Read]":
    from ingest.worker import MB, TOO_LARGE, is_plain, read_file, refused

    if isinstance(one, UnreadableDocument):
        return lambda: one
    if one.size > limits.size:  # by what the disk says: not a byte of it is read
        return lambda: refused(one, TOO_LARGE, most=limits.size // MB)
    same = _known(one, known)
    if same is not None:
        return lambda: same
    if is_plain(one, limits):
        return lambda: read_file(one, limits)
    return workers.read(one)


def _known(file: File, known: Mapping[str, Document]) -> "Read | None":
    """The document that this file was the last time, unless it changed."""
    from ingest.make import document_id
    from ingest.worker import hash_of, refused

    if not known:
        return None
    try:
        return known.get(document_id(file.name, hash_of(file.path), file.source))
    except OSError as error:
        return refused(file, NO_ACCESS, reason=reason(error))


def _compare(file: File, document: Document) -> None:
    if file.source.sha256 and file.source.sha256 != document.sha256:
        log.warning(CHANGED, file.name, MANIFEST)
