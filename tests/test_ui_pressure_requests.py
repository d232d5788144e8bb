"""Requests that the description of the API allows and forbids, and bytes that are no HTTP: the real server bears them,
and what would be wrong is noticed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse

from index import Index
from tests.browsing import Stage
from ui.pressure_requests import by_description, raw
from ui.served import free_port

REQUESTS, BYTES = 100, 100


def test_whatever_is_asked_of_the_api_is_answered_as_it_promises(tiny_index: Index) -> None:
    stage = Stage(tiny_index)
    stage.start()
    try:
        described, bytes_ = by_description(stage.address, REQUESTS), raw(stage.address, BYTES)
    finally:
        stage.stop()
    assert described.troubles == bytes_.troubles == []
    assert described.count > REQUESTS / 2
    assert bytes_.count >= BYTES
    assert {"POST /api/ask 200", "POST /api/ask 422", "GET /api/documents/{id} 200"} <= set(described.statuses)
    assert not [one for one in described.statuses if one.split()[-1] not in ("200", "404", "405", "422")]


@contextmanager
def serving(reply: Callable[[], Any]) -> Iterator[str]:
    """A server with one promise: a number."""
    app = FastAPI(openapi_url="/api/openapi.json")

    @app.get(
        "/api/sources", response_model=None, responses={200: {"content": {"application/json": {"schema": NUMBER}}}}
    )
    def answer() -> Any:
        return reply()

    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.should_exit = True
        thread.join(30)


NUMBER = {"type": "object", "properties": {"sources": {"type": "array"}, "n": {"type": "integer"}}, "required": ["n"]}


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (lambda: JSONResponse({"sources": [], "n": 1}), ""),
        (lambda: JSONResponse({"sources": [], "n": "een"}), "integer"),
        (lambda: JSONResponse({"error": "stuk"}, 500), "500"),
        (lambda: HTMLResponse("<p>Goed</p>"), "text/html"),
        (lambda: JSONResponse({"sources": [], "n": 1, "x": "Traceback (most recent call last)"}), "traceback"),
    ],
)
def test_what_an_api_must_not_do_is_told(reply: Callable[[], Any], told: str) -> None:
    with serving(reply) as address:
        tried = by_description(address, 4)
    assert bool(tried.troubles) == bool(told)
    assert told in " ".join(tried.troubles)
