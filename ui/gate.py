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

from ui import texts, texts_serving
from ui.access_settings import Network
from ui.bearing import OPENS, Bearing, token_of
from ui.entrance import Admission, Login, Way
from ui.guard import LOGIN, MCP, refuse
from ui.peer import Peer, host_name, is_foreign, peer_of

_OPEN = re.compile(r"/healthz|/readyz|/metrics|/toegankelijkheid|/privacy|/web/[\w-]+\.css")
_PAGES = re.compile(r"/|/api/|/(?:bron|bestand)/[\w/-]+")  # what somebody may have an address of
_ASKED = re.compile(r"[\w=&%.+-]*")
_STILL = ("/web/", "/assets/", "/static/", LOGIN, "/uitloggen")  # their answers renew no cookie

log = logging.getLogger(__name__)


class Gate:
    def __init__(
        self,
        app: ASGIApp,
        way: Way | None,
        hosts: Collection[str] = (),
        bearing: Bearing | None = None,
        proxies: Collection[Network] = (),
    ) -> None:
        """Without a way everybody may come in, as anybody; without `hosts` by any name; without bearing by no token."""
        self.app, self.way, self.hosts, self.bearing = app, way, hosts, bearing
        self.proxies = self.way.proxies if self.way else proxies

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
        headers, peer = Headers(scope=scope), peer_of(scope, self.proxies)
        if self.hosts and host_name(headers.get("host", "")) not in self.hosts:
            return await refuse(send, 421, texts.UNKNOWN_HOST)
        shown = token_of(headers, scope["path"]) if self.bearing else None
        if self._is_foreign(scope, headers, peer, by_token=shown is not None):
            return await refuse(send, 403, texts.FOREIGN)
        if self.bearing and shown is not None:
            return await self._by_token(await self.bearing.admit(shown, peer), {**scope, "peer": peer}, receive, send)
        if self.way is None:
            return await self.app({**scope, "peer": peer}, receive, send)
        admission, path = self.way.admit(headers, peer), scope["path"]
        inside = {**scope, "peer": peer} | ({"visitor": admission.visitor} if admission.visitor else {})
        if admission.visitor:
            renewing = admission.cookie and not path.startswith(_STILL)
            return await self.app(inside, receive, _with_cookie(send, admission.cookie) if renewing else send)
        if admission.status != 403 and (_OPEN.fullmatch(path) or (path == LOGIN and isinstance(self.way, Login))):
            return await self.app(inside, receive, send)
        return await self._turn_away(scope, headers, admission, send)

    def _is_foreign(self, scope: Scope, headers: Headers, peer: Peer, *, by_token: bool) -> bool:
        """Whether another site made a browser send this.

        A browser sends no token by itself, so a program with one need not say where it comes from; but what does say
        so has to come from here, and so it is for assistants (the protocol asks it: DNS rebinding).
        """
        if scope["method"] in ("GET", "HEAD"):
            return False
        judged = "origin" in headers and (by_token or scope["path"] == MCP)
        return is_foreign(headers, peer, strict=judged or (self.way is not None and not by_token))

    async def _by_token(self, admission: Admission, scope: Scope, receive: Receive, send: Send) -> None:
        if admission.visitor is None:
            wait = {"Retry-After": str(admission.wait)} if admission.wait else {}
            return await refuse(send, admission.status, admission.sentence, wait | _asking(admission.status))
        return await self.app({**scope, "visitor": admission.visitor, "token": admission.token}, receive, send)

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
        elif self.bearing and OPENS.fullmatch(path) and admission.status == 401:
            await refuse(send, 401, texts_serving.TOKEN_FIRST, _asking(401))
        else:
            await refuse(send, admission.status, admission.sentence)


def _asking(status: int) -> dict[str, str]:
    """What a program is told with a 401: how to say who it is (RFC 6750)."""
    return {"WWW-Authenticate": "Bearer"} if status == 401 else {}


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
