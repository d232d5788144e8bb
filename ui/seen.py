"""The outermost layer: every request gets a number, is counted, and is told to the log without what it holds.

No address, name, cookie, query or path: only the address as the code writes it. It does not know what is answered.
"""

import logging
import re
import secrets
import time
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.access_settings import Network
from ui.peer import peer_of
from ui.watching import Watch

HEADER = "X-Request-Id"
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_NOTE = "bronwijzer.note"
_GONE = 499  # the browser left before anything was answered; the number that nginx gave to that

log = logging.getLogger(__name__)
request_id: ContextVar[str] = ContextVar("request_id", default="")


@dataclass(slots=True)
class Note:
    """What is known of a request; the layers inside fill it in."""

    route: str = ""


class Seen:
    def __init__(self, app: ASGIApp, watch: Watch, proxies: Iterable[Network] = ()) -> None:
        self.app, self.watch, self.proxies = app, watch, tuple(proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        note, begun, status, number = Note(), time.perf_counter(), _GONE, self._number(scope)

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = number
            await send(message)

        token = request_id.set(number)
        try:
            await self.app({**scope, _NOTE: note}, receive, sending)
        finally:
            self.watch.requested(note.route, status)
            _tell(note.route, status, time.perf_counter() - begun)
            request_id.reset(token)

    def _number(self, scope: Scope) -> str:
        """Our proxy's, where it gave one, so that its log and ours can be laid side by side; else one of our own."""
        given = Headers(scope=scope).get(HEADER, "")
        trusted = _ID.fullmatch(given) and peer_of(scope, self.proxies).proxied
        return given if trusted else secrets.token_hex(8)


class Routed:
    """The innermost layer: tells which address of ours a request was for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        finally:
            note = scope.get(_NOTE)
            if isinstance(note, Note):
                note.route = getattr(scope.get("route"), "path", "")


def _tell(route: str, status: int, seconds: float) -> None:
    if log.isEnabledFor(logging.INFO):
        told = {"route": route, "status": status, "ms": round(seconds * 1000)}
        log.info("request", extra={"event": "request", "told": told})
