"""Without knowing who somebody is, only the few open addresses answer.

It also refuses what another site made a browser send. It does not know how somebody proves who they are
(ui/entrance.py), nor what is behind it.
"""

import logging
import re
from collections.abc import Collection
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import texts
from ui.entrance import Admission, Login, Way
from ui.guard import LOGIN, refuse
from ui.peer import host_name, is_foreign, peer_of

_OPEN = re.compile(r"/healthz|/readyz|/metrics|/toegankelijkheid|/privacy|/web/[\w-]+\.css")
_PAGES = re.compile(r"/|/(?:bron|bestand)/[\w/-]+")  # what somebody may have an address of
_ASKED = re.compile(r"[\w=&%.+-]*")
_STILL = ("/web/", "/assets/", "/static/", LOGIN, "/uitloggen")  # their answers renew no cookie

log = logging.getLogger(__name__)


class Gate:
    def __init__(self, app: ASGIApp, way: Way | None, hosts: Collection[str] = ()) -> None:
        """Without a way everybody may come in, as anybody; without `hosts` by any name."""
        self.app, self.way, self.hosts = app, way, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Also what breaks in a layer of ours is told in Dutch, and without its words."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._let_in(scope, receive, sending)
        except Exception:
            if begun:
                raise
            log.exception(texts.ONE_FAILED)
            await refuse(send, 500, texts.FAILED)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, peer = Headers(scope=scope), peer_of(scope, self.way.proxies if self.way else ())
        if self.hosts and host_name(headers.get("host", "")) not in self.hosts:
            return await refuse(send, 421, texts.UNKNOWN_HOST)
        if scope["method"] not in ("GET", "HEAD") and is_foreign(headers, peer, strict=self.way is not None):
            return await refuse(send, 403, texts.FOREIGN)
        if self.way is None:
            return await self.app(scope, receive, send)
        admission, path = self.way.admit(headers, peer), scope["path"]
        inside = {**scope, "peer": peer} | ({"visitor": admission.visitor} if admission.visitor else {})
        if admission.visitor:
            renewing = admission.cookie and not path.startswith(_STILL)
            return await self.app(inside, receive, _with_cookie(send, admission.cookie) if renewing else send)
        if admission.status != 403 and (_OPEN.fullmatch(path) or (path == LOGIN and isinstance(self.way, Login))):
            return await self.app(inside, receive, send)
        return await self._turn_away(scope, headers, admission, send)

    async def _turn_away(self, scope: Scope, headers: Headers, admission: Admission, send: Send) -> None:
        """Who opens a page goes to log in, and back; everything else gets a sentence."""
        path = scope["path"]
        if isinstance(self.way, Login) and admission.status == 401 and _is_opened(scope["method"], path, headers):
            up = "../" * (path.count("/") - 1) or "./"
            query = scope["query_string"].decode("latin-1")
            wanted = path[1:] + (f"?{query}" if query else "")
            back = f"?terug={quote(wanted, safe='')}" if path != "/" else ""
            leading = [(b"location", f"{up}inloggen{back}".encode()), (b"cache-control", b"no-store")]
            await send({"type": "http.response.start", "status": 303, "headers": leading})
            await send({"type": "http.response.body", "body": b""})
        else:
            await refuse(send, admission.status, admission.sentence)


def safe_return(wanted: str) -> str:
    """Where to go after logging in, as seen from there: a page of ours, never another site."""
    page, _, asked = wanted.partition("?")
    return f"./{wanted}" if _PAGES.fullmatch(f"/{page}") and _ASKED.fullmatch(asked) else "./"


def _is_opened(method: str, path: str, headers: Headers) -> bool:
    """Whether a person opens an address, and not a script; only some browsers say so."""
    mode = headers.get("sec-fetch-mode")
    opened = mode == "navigate" if mode else "text/html" in headers.get("accept", "")
    return method in ("GET", "HEAD") and bool(_PAGES.fullmatch(path)) and (opened or path == "/")


def _with_cookie(send: Send, cookie: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("Set-Cookie", cookie)
        await send(message)

    return sending
