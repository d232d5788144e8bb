"""The addresses at which documents are read: a part of the page, a page of its own, the original file.

It does not know how a document looks (ui/reader.py).
"""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.responses import HTMLResponse, Response

from ingest import Document
from ui import shell, texts
from ui.desk import Current, House
from ui.leaves import narrowed
from ui.originals import Original, OriginalAway, OriginalChanged, as_response, original
from ui.reader import fragment, heading_of, page, trouble
from ui.render import Documents, Source, source_at

_DIGITS = 9  # of an offset


class NothingToRead(Exception):
    """What was asked for is not there; `str(error)` says so in Dutch."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, and the place in it that was asked for, if one was."""

    document: Document
    place: Source | None


def add_reading(app: FastAPI, current: Current, house: House) -> None:
    has_files = bool(house.corpus)

    @app.get("/deel/bron/{id}")
    def part_of_the_page(id: str, van: str = "", tot: str = "") -> HTMLResponse:
        try:
            asked = reading(current().documents, id, van, tot)
        except NothingToRead as error:
            return shell.part(trouble(str(error)), error.status)
        return shell.part(fragment(asked.document, asked.place, original=has_files))

    @app.get("/bron/{id}")
    def page_of_its_own(id: str, van: str = "", tot: str = "") -> Response:
        return _as_page(lambda: _whole(reading(current().documents, id, van, tot), has_files))

    @app.get("/bestand/{id}")
    def original_file(id: str) -> Response:
        return _as_page(lambda: as_response(_original(house, reading(current().documents, id).document)))


def reading(documents: Documents, id: str, start: str = "", end: str = "") -> Reading:
    """What an address asks for. Raises NothingToRead."""
    document = documents.get(id)
    if document is None:
        raise NothingToRead(404, texts.NO_DOCUMENT)
    if not start and not end:
        return Reading(document, None)
    if not all(one.isascii() and one.isdigit() and len(one) <= _DIGITS for one in (start, end)):
        raise NothingToRead(422, texts.NO_PLACE)
    a, b = int(start), int(end)
    span = narrowed(document, (a, b)) if a < b <= len(document.text) else None
    if span is None:
        raise NothingToRead(422, texts.NO_PLACE)
    return Reading(document, source_at(document, *span))


def _whole(asked: Reading, has_files: bool) -> HTMLResponse:
    body = page(asked.document, asked.place, original=has_files)
    return shell.whole_page(heading_of(asked.document), body)


def _original(house: House, document: Document) -> Original:
    try:
        return original(house.corpus, document)
    except OriginalAway as error:
        raise NothingToRead(404, texts.ORIGINAL_AWAY) from error
    except OriginalChanged as error:
        raise NothingToRead(409, texts.ORIGINAL_CHANGED) from error


def _as_page(make: Callable[[], Response]) -> Response:
    try:
        return make()
    except NothingToRead as error:
        return shell.whole_page(texts.READER, f"<h1>{texts.READER}</h1>{trouble(str(error))}", status=error.status)
