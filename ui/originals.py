"""The file that a document was read from, found again and sent only if it is still the same one.

It does not know pages.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.responses import Response

from ingest import Document, File, Root, UnreadableDocument, find_files, format_of

# What a browser shows by itself; a web page as its plain text, because shown as a page it could bring scripts along.
_SHOWN = {"pdf": "application/pdf", "tekst": "text/plain", "Markdown": "text/plain", "webpagina": "text/plain"}
_SAVED = {
    "Word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "OpenDocument": "application/vnd.oasis.opendocument.text",
}


class OriginalAway(Exception):
    """The file is not there any more, or cannot be opened."""


class OriginalChanged(Exception):
    """The file is another one than the document was read from."""


@dataclass(frozen=True, slots=True)
class Original:
    name: str
    media_type: str
    shown: bool  # by the browser itself; else it is saved
    data: bytes


def original(folders: Sequence[Path | Root], document: Document) -> Original:
    """The file of a document, by the name that the documents of these folders get.

    Raises OriginalAway and OriginalChanged.
    """
    data = _bytes_of(folders, document.source)
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise OriginalChanged(document.source)
    name = document.source.rpartition("/")[2]
    known = format_of(data, Path(name).suffix)
    kind = known.name if known else ""
    media = _SHOWN.get(kind) or _SAVED.get(kind, "application/octet-stream")
    media += f"; charset={_charset(data)}" if media == "text/plain" else ""
    return Original(name, media, kind in _SHOWN, data)


def _bytes_of(folders: Sequence[Path | Root], source: str) -> bytes:
    try:
        found = (one for one in find_files(folders) if isinstance(one, File) and one.name == source)
        file = next(found, None)
        if file is not None:
            return file.path.read_bytes()
    except (OSError, UnreadableDocument) as error:
        raise OriginalAway(source) from error
    raise OriginalAway(source)


def _charset(data: bytes) -> str:
    """Old text files are no UTF-8; a mark at the start of the file goes before what is said here."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def as_response(file: Original) -> Response:
    way = "inline" if file.shown else "attachment"
    disposition = f"{way}; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return Response(file.data, media_type=file.media_type, headers=headers)
