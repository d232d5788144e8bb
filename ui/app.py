"""The chat page and the API on one server.

It does not know how a question is answered (it gets a desk), what Gradio draws (ui/gradio_page.py) or what may pass
(ui/guard.py).
"""

import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from ui import shell, texts
from ui.asking import add_asking
from ui.batch import BadHistory, answer_one, turns
from ui.batch import Request as Asked
from ui.browsing import add_browsing
from ui.choice import API_GROUPS, NoSuchChoice, among, chosen_by
from ui.closed import forget_closed
from ui.comparing import add_comparing
from ui.conversation import LONGEST_QUESTION
from ui.desk import Current, Desk, House, within_of
from ui.dossier_part import add_dossier
from ui.feedback import add_feedback
from ui.fresh import Fresh
from ui.gate import Gate
from ui.gradio_page import build_page, load_gradio
from ui.guard import LARGEST_BODY, Guard
from ui.login import add_login
from ui.managing import add_managing
from ui.reading import add_reading
from ui.statements import add_statements

LONGEST_HISTORY = 100  # turns of a conversation that the API takes
_OWN = ("api", "beheer", "bestand", "bron", "deel", "dossier")  # what our addresses begin with
_WEB = Path(__file__).parent / "web"
_PARTS: tuple[Callable[[FastAPI, Current, House], None], ...] = (  # each adds its own addresses
    add_login,
    add_asking,
    add_comparing,
    add_dossier,
    add_managing,
    add_reading,
    add_feedback,
    add_browsing,
    add_statements,
)


class BadQuestion(ValueError):
    """What cannot be asked; `str(error)` says why, in Dutch."""


class Question(BaseModel):
    """What POST /api/ask takes."""

    model_config = ConfigDict(extra="forbid", strict=True)

    question: str
    history: list[dict[str, Any]] | None = None
    filter: dict[str, list[str]] | None = None  # publisher, kind, period: what is looked in
    id: str = ""


def build_app(current: Current, house: House | None = None) -> Gate:
    """The ASGI application: the page at /, the API at /api/ask, a sign of life at /healthz.

    The API never sends a question outside: nobody there can be asked.
    """
    house = house or House()
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    _add_api(app, current)
    _add_parts(app, current, house)
    app.mount("/web", StaticFiles(directory=_WEB))
    blocks, shown = build_page(load_gradio(), current)
    _mount_page(app, blocks)
    forget_closed(blocks)
    most = house.uploads.most if house.uploads else LARGEST_BODY
    guard = Guard(Fresh(app, current, blocks, shown), shell.head(_WEB), partial(shell.around, house), most)
    return Gate(guard, house.way, house.hosts)


def run_server(app: Gate, listener: socket.socket) -> None:
    """Serves until it is told to stop; what a proxy says of a browser is judged by ui/peer.py alone."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, proxy_headers=False, timeout_graceful_shutdown=1
    )
    uvicorn.Server(config).run(sockets=[listener])


def _add_api(app: FastAPI, current: Current) -> None:
    @app.get("/healthz")
    def health() -> dict[str, Any]:
        return {"status": "ok", "documents": len(current().documents)}

    @app.post("/api/ask")
    def ask_question(given: Question) -> JSONResponse:
        try:
            desk = current()
            asked, within = _asked(given), _within(given, desk)
        except (BadQuestion, BadHistory, NoSuchChoice) as error:
            return _error(422, str(error))
        answer = answer_one(asked, within_of(desk, within), desk.documents)
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    @app.exception_handler(RequestValidationError)
    def wrong_request(request: Request, _cause: RequestValidationError) -> JSONResponse:
        return _error(422, texts.BAD_REQUEST if request.url.path == "/api/ask" else texts.BAD_FIELDS)

    @app.exception_handler(HTTPException)
    def refused(_request: Request, cause: HTTPException) -> JSONResponse:
        return _error(cause.status_code, texts.NOT_FOUND if cause.status_code in (404, 405) else texts.BAD_FIELDS)

    @app.exception_handler(Exception)
    def crashed(_request: Request, _cause: Exception) -> JSONResponse:
        return _error(500, texts.FAILED)


def _asked(given: Question) -> Asked:
    if len(given.question) > LONGEST_QUESTION:
        raise BadQuestion(texts.question_too_long(LONGEST_QUESTION))
    if len(given.history or ()) > LONGEST_HISTORY:
        raise BadQuestion(texts.conversation_too_long(LONGEST_HISTORY))
    return Asked(given.id, given.question, turns(given.history))


def _within(given: Question, desk: Desk) -> frozenset[str] | None:
    chosen = given.filter or {}
    if not set(chosen) <= set(API_GROUPS):
        raise BadQuestion(texts.BAD_CHOICE)
    return among(chosen_by(chosen, desk.entries), desk.entries)


def _error(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status_code=status)


def _add_parts(app: FastAPI, current: Current, house: House) -> None:
    """Everything that is not the conversation; what is no address of it is told here, in Dutch, and not by Gradio."""
    for add in _PARTS:
        add(app, current, house)

    def nothing(rest: str) -> JSONResponse:  # noqa: ARG001
        return _error(404, texts.NOT_FOUND)

    for own in _OWN:
        app.add_api_route(f"/{own}/{{rest:path}}", nothing, methods=["GET", "POST"])


def _mount_page(app: FastAPI, blocks: Any) -> None:
    gradio = load_gradio()
    theme = gradio.themes.Base(font=_fonts(gradio, "system-ui", "sans-serif"), font_mono=_fonts(gradio, "ui-monospace"))
    gradio.mount_gradio_app(
        app,
        blocks,
        path="/",
        theme=theme,
        footer_links=[],
        run_history=False,  # otherwise Gradio keeps every question in the browser
        max_file_size="1kb",
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
    )


def _fonts(gradio: Any, *names: str) -> list[Any]:
    """Fonts that every computer has: none to load."""
    return [gradio.themes.Font(name) for name in names]
