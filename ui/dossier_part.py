"""The addresses of the dossier: its tab, its pieces with the words of now, and the files to take along.

Nothing of it is kept. It does not know how a file looks.
"""

import logging
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import partial
from threading import BoundedSemaphore

from fastapi import FastAPI
from starlette.responses import JSONResponse, Response

from index import EngineUnavailable
from ui import dossier_html, shell, texts
from ui.desk import Current, Desk, House
from ui.dossier import Dossier, DossierTooLong, check
from ui.dossier_again import Again
from ui.dossier_given import GivenDossier

_AT_ONCE = 2  # files made side by side
_LONGEST_NAME = 60  # characters of a title in the name of a file
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = {"docx": _WORD, "pdf": "application/pdf", "md": "text/markdown; charset=utf-8"}

log = logging.getLogger(__name__)


def add_dossier(app: FastAPI, current: Current, house: House) -> None:
    del house
    room, again = BoundedSemaphore(_AT_ONCE), Again()

    @app.get("/deel/dossier")
    def tab() -> Response:
        return shell.part(dossier_html.tab())

    @app.post("/deel/dossier")
    def pieces(given: GivenDossier) -> Response:
        try:
            return shell.part(dossier_html.pieces(_checked(given, current(), again)))
        except DossierTooLong as error:
            return _told(413, str(error))

    @app.post("/dossier/{kind}")
    def file(kind: str, given: GivenDossier) -> Response:
        if kind not in _KINDS:
            return _told(404, texts.NOT_FOUND)
        if not room.acquire(blocking=False):
            return _told(503, texts.DOSSIER_BUSY)
        try:
            return _made(kind, _checked(given, current(), again))
        except DossierTooLong as error:
            return _told(413, str(error))
        except EngineUnavailable:
            raise  # told as everywhere (ui/api.py)
        except Exception:
            log.exception(texts.DOSSIER_FAILED)
            return _told(500, texts.DOSSIER_FAILED)
        finally:
            room.release()


def _checked(given: GivenDossier, desk: Desk, again: Again) -> Dossier:
    return check(given, desk.documents, date.today(), partial(again.confirm, desk))


def _made(kind: str, dossier: Dossier) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{file_name(dossier, kind)}"', "Cache-Control": "no-store"}
    return Response(_writer(kind)(dossier), media_type=_KINDS[kind], headers=headers)


def _writer(kind: str) -> Callable[[Dossier], bytes]:
    """Loaded when a file is asked for: a server that makes none does not carry them."""
    if kind == "docx":
        from ui.export_docx import to_docx

        return to_docx
    if kind == "pdf":
        from ui.export_pdf import to_pdf

        return to_pdf
    from ui.export_markdown import to_markdown

    return to_markdown


def file_name(dossier: Dossier, kind: str) -> str:
    """dossier-wonen-in-gent-2026-11-22.docx: letters that every computer takes."""
    plain = unicodedata.normalize("NFKD", dossier.title.lower()).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST_NAME].strip("-").removeprefix("dossier")
    parts = ("dossier", words.strip("-"), dossier.made.isoformat())
    return "-".join(part for part in parts if part) + f".{kind}"


def _told(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status)
