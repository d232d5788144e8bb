"""The addresses under /api/: an answer, the catalogue, a document, passages, and what describes them.

It does not know who may ask (ui/gate.py) or how often (ui/rates.py), nor how an answer is made (ui/api_calls.py).
"""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from index import EngineUnavailable
from ui import texts
from ui import texts_serving as serving
from ui.api_calls import Refused, answered, catalogue, document, searched, sentence_of
from ui.api_page import page_of
from ui.api_types import Answered, Catalogue, Finding, Part, Question, Refusal, Search, Text, Wanted
from ui.away import AGAIN, unread
from ui.desk import Current, House, counted
from ui.line import Unanswered
from ui.watching import By

VERSION = "1.0"
_KEPT = {"Cache-Control": "no-store"}
_GET = (401, 403, 404, 405, 421, 422, 429, 500, 503)
_POST = (*_GET, 411, 413)
_AGAIN = (429, 503)  # these say when to try again


def add_api(app: FastAPI, current: Current, house: House) -> None:
    """POST /api/ask and /api/search, GET /api/sources and /api/documents/ID, and their description."""
    asking = counted(current, house.watch, By.API)

    @app.post(
        "/api/ask",
        response_model=None,
        summary=serving.API_ASK,
        description=serving.API_ASK_ABOUT,
        responses=_responses(Answered, _POST),
    )
    def ask(given: Question) -> JSONResponse:
        # Judged here and not by FastAPI, which would write every field that stays away as null.
        contract = answered(given, asking())
        Answered.model_validate(contract)
        return JSONResponse(contract, headers=_KEPT)

    @app.post(
        "/api/search",
        response_model=None,
        summary=serving.API_SEARCH,
        description=serving.API_SEARCH_ABOUT,
        responses=_responses(Finding, _POST),
    )
    def search(given: Search) -> JSONResponse:
        return _given(searched(given, current()))

    @app.get(
        "/api/sources",
        response_model=None,
        summary=serving.API_SOURCES,
        description=serving.API_SOURCES_ABOUT,
        responses=_responses(Catalogue, _GET),
    )
    def sources(wanted: Annotated[Wanted, Query()]) -> JSONResponse:
        return _given(catalogue(wanted, current()))

    @app.get(
        "/api/documents/{id}",
        response_model=None,
        summary=serving.API_DOCUMENTS,
        description=serving.API_DOCUMENTS_ABOUT,
        responses=_responses(Text, _GET),
    )
    def read(id: str, part: Annotated[Part, Query()]) -> JSONResponse:
        return _given(document(id, part, current()))

    described = description(app, with_login=house.way is not None)

    @app.get("/api/openapi.json", include_in_schema=False)
    def openapi() -> JSONResponse:
        return JSONResponse(described)

    @app.get("/api/", include_in_schema=False)
    def explained(request: Request) -> HTMLResponse:
        return page_of(
            described, request.scope["peer"].secure, request.headers.get("host", ""), with_login=house.way is not None
        )

    _add_troubles(app)


def _responses(model: type[BaseModel], wrong: Sequence[int]) -> dict[int | str, dict[str, Any]]:
    """All that an address can answer, errors too. Any: as FastAPI wants it."""
    again = {"Retry-After": {"description": serving.API_RETRY, "schema": {"type": "integer", "minimum": 1}}}
    told: dict[int | str, dict[str, Any]] = {
        200: {"model": model, "description": model.model_json_schema()["description"]}
    }
    for status in sorted(wrong):
        told[status] = {"model": Refusal, "description": serving.API_STATUSES[status]}
        if status in _AGAIN:
            told[status]["headers"] = again
    return told


def description(app: FastAPI, *, with_login: bool) -> dict[str, Any]:
    """The OpenAPI document of these addresses alone. Any: JSON."""
    routes = [route for route in app.routes if getattr(route, "path", "").startswith("/api/")]
    made = get_openapi(title=serving.API_NAME, version=VERSION, description=serving.API_ABOUT, routes=routes)
    if with_login:
        made["components"]["securitySchemes"] = {
            "token": {"type": "http", "scheme": "bearer", "description": serving.API_BY_TOKEN},
            "sessie": {"type": "apiKey", "in": "cookie", "name": "bronwijzer", "description": serving.API_BY_SESSION},
        }
        made["security"] = [{"token": []}, {"sessie": []}]
    return made


def _given(model: BaseModel) -> JSONResponse:
    return JSONResponse(model.model_dump(mode="json"), headers=_KEPT)


def _add_troubles(app: FastAPI) -> None:
    """What goes wrong anywhere on the server is told in one Dutch sentence."""

    @app.exception_handler(RequestValidationError)
    def wrong_request(request: Request, cause: RequestValidationError) -> JSONResponse:
        return error(422, _sentence(request.url.path, cause.errors()))

    @app.exception_handler(HTTPException)
    def refused(request: Request, cause: HTTPException) -> JSONResponse:
        if cause.status_code in (404, 405):
            return error(404, texts.NOT_FOUND)
        if request.url.path.startswith("/api/"):  # a body that is no JSON at all
            return error(422, _sentence(request.url.path, ()))
        return error(cause.status_code, texts.BAD_FIELDS)

    @app.exception_handler(EngineUnavailable)
    def away(_request: Request, cause: EngineUnavailable) -> JSONResponse:
        return error(503, unread(cause), after=AGAIN)

    @app.exception_handler(Refused)
    def not_given(_request: Request, cause: Refused) -> JSONResponse:
        return error(cause.status, str(cause))

    @app.exception_handler(Unanswered)
    def not_now(_request: Request, cause: Unanswered) -> JSONResponse:
        return error(503, str(cause), cause.retry)

    @app.exception_handler(Exception)
    def crashed(_request: Request, _cause: Exception) -> JSONResponse:
        return error(500, texts.FAILED)


def _sentence(path: str, faults: Sequence[Any]) -> str:
    """Any: what pydantic says of a fault."""
    if path == "/api/ask":
        kind, place = (faults[0]["type"], tuple(faults[0]["loc"])[1:]) if faults else ("", ())
        return sentence_of(kind, place)
    if path == "/api/search":
        return serving.API_BAD_SEARCH
    return serving.API_BAD_QUERY if path.startswith(("/api/sources", "/api/documents")) else texts.BAD_FIELDS


def error(status: int, sentence: str, after: int = 0) -> JSONResponse:
    """`after`: seconds until it is worth trying again."""
    return JSONResponse({"error": sentence}, status, _KEPT | ({"Retry-After": str(after)} if after else {}))
