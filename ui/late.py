"""Waits at the start for what is not there yet, and answers meanwhile that it waits: a database may start later.

It does not know what is waited for but that it says so itself.
"""

import json
import logging
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import TypeVar

import uvicorn
from starlette.types import Receive, Scope, Send

from index import EngineUnavailable
from ui import texts_serving as serving
from ui.guard import refuse
from ui.watching import Trouble

_PAUSE, _LONGEST = 0.5, 5.0  # seconds between two tries: at first, and at most
_AGAIN = "5"  # seconds after which a browser or a program asks again
_PAGE = (
    '<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><meta http-equiv="refresh" content="{again}">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title></head>'
    "<body><h1>{title}</h1><p>{sentence}</p></body></html>"
)

Opened = TypeVar("Opened")
log = logging.getLogger(__name__)


def patiently(opened: Callable[[], Opened], listener: socket.socket) -> Opened:
    """What `opened` gives, once the servers that it needs are there; raises what waiting does not mend."""
    try:
        return opened()
    except EngineUnavailable as error:
        if not error.retry:
            raise
        told = str(error)
    log.warning("%s", serving.ENGINE_WAITED_FOR.format(trouble=told))
    with _answering(listener):
        return _tried_on(opened, told)


def _tried_on(opened: Callable[[], Opened], told: str) -> Opened:
    pause = _PAUSE
    while True:
        time.sleep(pause * random.uniform(0.7, 1.0))  # several servers that wait do not come at one moment
        pause = min(_LONGEST, 1.5 * pause)
        try:
            found = opened()
        except EngineUnavailable as error:
            if not error.retry:
                raise
            if str(error) != told:
                told = str(error)
                log.warning("%s", serving.ENGINE_WAITED_FOR.format(trouble=told))
        else:
            log.warning("%s", serving.ENGINE_IS_BACK)
            return found


@contextmanager
def _answering(listener: socket.socket) -> Iterator[None]:
    """On the same port, in a thread; what comes in at the change waits in the queue of the port."""
    config = uvicorn.Config(waiting, log_config=None, access_log=False, server_header=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener.dup()]}, name="waiting", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


async def waiting(scope: Scope, _receive: Receive, send: Send) -> None:
    """The application until the real one is there: alive, not ready."""
    if scope["type"] != "http":
        return
    if scope["path"] == "/healthz":
        await _send(send, 200, "application/json", b'{"status": "ok"}')
    elif scope["path"] == "/":
        page = _PAGE.format(again=_AGAIN, title=escape(serving.STARTING_TITLE), sentence=escape(serving.STARTING))
        await _send(send, 503, "text/html; charset=utf-8", page.encode("utf-8"))
    elif scope["path"] == "/readyz":
        told = {"status": "not ready", "reason": Trouble.ENGINE, "error": serving.NOT_READY[Trouble.ENGINE]}
        await _send(send, 503, "application/json", json.dumps(told, ensure_ascii=False).encode("utf-8"))
    else:
        await refuse(send, 503, serving.NOT_READ_NOW, {"Retry-After": _AGAIN})


async def _send(send: Send, status: int, kind: str, body: bytes) -> None:
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
    headers += [(b"retry-after", _AGAIN.encode()), (b"cache-control", b"no-store")] if status != 200 else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
