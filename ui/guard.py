"""What passes between browser and server: few addresses, bounded bodies, strict headers, a Dutch page.

Gradio's server offers more than this page uses (uploads, files, a proxy, a run history): only what the page needs is
let through. It does not know questions or answers.
"""

import json
import re
import secrets
from collections.abc import Callable, Mapping, MutableMapping
from html import escape
from types import MappingProxyType
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import report_html, texts, texts_serving
from ui.access import Visitor, visitor_of
from ui.line import asking_for
from ui.peer import Peer, is_local

LOGIN = "/inloggen"
MCP = "/mcp"
UPLOAD = "/beheer/toevoegen"
REPORT = "/beheer/rapport/"
LARGEST_BODY = 256 * 1024  # bytes: a question of 20,000 characters and its conversation fit
LARGEST_DOSSIER = 2 * 1024 * 1024  # bytes: 200 answers of 10,000 characters

_READ = re.compile(
    r"/|/(?:healthz|readyz|metrics|theme\.css|favicon\.ico|manifest\.json|config|toegankelijkheid|privacy|inloggen)"
    r"|/(?:assets|static)/[\w./@~+-]+|/web/[\w-]+\.(?:css|js)"
    r"|/(?:deel|bron|bestand)/[\w/-]+|/beheer/rapport/[A-Za-z0-9_-]+"
    r"|/api/(?:openapi\.json|sources|documents/[\w-]+)?"
    r"|/gradio_api/(?:info|app_id|startup-events|queue/data|heartbeat/\w+|theme\.css)/?"
)
_WRITE = re.compile(
    r"/mcp|/api/(?:ask|search|oordeel)|/gradio_api/(?:queue/join|cancel|reset)/?"
    r"|/deel/dossier|/dossier/(?:docx|md|pdf)|/inloggen|/uitloggen|/beheer/\w+"
)
_API = re.compile(r"/mcp|/api/(?:ask|search|oordeel|openapi\.json|sources|documents/[\w-]+)?")

_GRADIO = "/gradio_api/"
_SENTENCES = {400: texts.BAD_FIELDS, 422: texts.BAD_FIELDS, 503: texts_serving.BUSY}

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Gradio sets style attributes from scripts, so styles may stand inline; scripts may not, and nothing may be evaluated.
_POLICY = (
    "default-src 'none'; script-src 'self'{nonce}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action {form}; "
    "frame-ancestors 'none'"
)
_CARD = re.compile(r"\s*<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>")  # Gradio's own, in English


class Guard:
    """An ASGI layer around the whole application; `head` is what the page loads besides Gradio, `around` the rest."""

    def __init__(
        self, app: ASGIApp, head: str, around: Callable[[str, Visitor], str], largest_upload: int = LARGEST_BODY
    ) -> None:
        self.app = app
        self.largest_upload = largest_upload  # bytes that a beheerder may send to one address
        self.head = head
        self.around = around

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            if scope["method"] == "HEAD":  # the server sends no body to who asked for none
                scope = dict(scope, method="GET")
            refusal = _refusal(scope, self.largest_upload)
            if refusal:
                await refuse(send, *refusal, _allow(scope["path"], refusal[0]))
            elif scope["path"] == "/" and scope["query_string"]:  # ?view=api opens Gradio's own pages
                await send({"type": "http.response.start", "status": 303, "headers": [(b"location", b"./")]})
                await send({"type": "http.response.body", "body": b""})
            elif scope["path"] == "/":
                await self._page(scope, receive, send)
            else:
                with asking_for(_name(scope)):
                    sending = _with_headers(send, scope["path"])
                    await self.app(scope, receive, in_dutch(sending) if scope["path"].startswith(_GRADIO) else sending)
        elif scope["type"] == "websocket":  # the page has none
            await send({"type": "websocket.close", "code": 1008})

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets Gradio write its page, mends it, and sends it on."""
        scope = dict(scope, headers=[(k, v) for k, v in scope["headers"] if k.lower() != b"accept-encoding"])
        start: MutableMapping[str, Any] = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                body.extend(message.get("body", b""))

        await self.app(scope, receive, collect)
        nonce = secrets.token_urlsafe(16)
        page = self._mended(body.decode("utf-8"), nonce, visitor_of(scope)).encode("utf-8") if body else b""
        headers = MutableHeaders(raw=list(start["headers"]))
        headers.update(_HEADERS | {"Content-Security-Policy": _policy(nonce), "Cache-Control": "no-store"})
        headers["Content-Length"] = str(len(page))
        await send({"type": "http.response.start", "status": start["status"], "headers": headers.raw})
        await send({"type": "http.response.body", "body": page})

    def _mended(self, page: str, nonce: str, visitor: Visitor) -> str:
        return mended(self.around(page, visitor), self.head, nonce)


def mended(page: str, head: str, nonce: str) -> str:
    """Gradio's page in Dutch: its language, its title, our files, and a nonce for the scripts that it wrote itself."""
    page = _CARD.sub("", page).replace('lang="en"', 'lang="nl"', 1)
    page = page.replace("</head>", f"<title>{texts.NAME}</title>{head}</head>", 1)
    page = page.replace("</body>", f"<noscript>{escape(texts.NO_SCRIPT)}</noscript></body>", 1)
    return page.replace("<script", f'<script nonce="{nonce}"')


def _name(scope: Scope) -> str:
    """By what one asker is told from another (ui/line.py); "" where anybody may be behind a proxy of this machine."""
    sender = (scope.get("client") or ("",))[0]
    peer = scope.get("peer")
    address = peer.address if isinstance(peer, Peer) else sender
    return visitor_of(scope).name or ("" if is_local(address) else address)


def _policy(nonce: str = "", form: str = "'none'") -> str:
    return _POLICY.format(nonce=f" 'nonce-{nonce}'" if nonce else "", form=form)


def _refusal(scope: Scope, largest_upload: int) -> tuple[int, str] | None:
    """Why a request is turned away: status and a Dutch sentence."""
    method, path = scope["method"], scope["path"]
    allowed = {"GET": _READ, "POST": _WRITE}.get(method)
    if _API.fullmatch(path) and (allowed is None or not allowed.fullmatch(path)):
        return 405, texts_serving.API_NO_METHOD
    if allowed is None or ".." in path or not allowed.fullmatch(path):
        return 404, texts.NOT_FOUND
    if method != "POST":
        return None
    length = Headers(scope=scope).get("content-length", "")
    if path.startswith("/beheer/") and not visitor_of(scope).manages:
        return 403, texts.ONLY_MANAGERS
    if not length.isdigit() or "transfer-encoding" in Headers(scope=scope):  # which of both is read is not ours to say
        return 411, texts.LENGTH_REQUIRED
    if path == UPLOAD:
        return (413, texts.UPLOAD_TOO_LARGE) if int(length) > largest_upload else None
    return (413, texts.TOO_LARGE) if int(length) > _largest(path) else None


def _allow(path: str, status: int) -> dict[str, str]:
    """What a 405 has to name."""
    return {"Allow": "GET, HEAD" if _READ.fullmatch(path) else "POST"} if status == 405 else {}


def _largest(path: str) -> int:
    """Bytes that an address takes."""
    return LARGEST_DOSSIER if path.startswith(("/dossier/", "/deel/dossier")) else LARGEST_BODY


async def refuse(send: Send, status: int, sentence: str, more: Mapping[str, str] = MappingProxyType({})) -> None:
    """`more`: headers."""
    body = json.dumps({"error": sentence}, ensure_ascii=False).encode("utf-8")
    headers = MutableHeaders({"Content-Type": "application/json", "Content-Length": str(len(body))} | _HEADERS)
    headers.update(more)
    await send({"type": "http.response.start", "status": status, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})


def in_dutch(send: Send) -> Send:
    """In place of what Gradio says of a request that goes wrong: English, and what was sent to it once more."""
    told = False

    async def sending(message: Message) -> None:
        nonlocal told
        if message["type"] == "http.response.start" and message["status"] >= 400:
            told = True
            status = message["status"]
            await refuse(send, status, texts.NOT_FOUND if status == 404 else _SENTENCES.get(status, texts.FAILED))
        elif not told:
            await send(message)

    return sending


def _with_headers(send: Send, path: str) -> Send:
    """The page to log in has a plain form, which would say that it comes from nowhere if it might not name itself."""
    own = {"Content-Security-Policy": _policy()}
    if path.startswith(REPORT):  # nothing but its own style sheet: no script, no other file
        own = {"Content-Security-Policy": f"{report_html.POLICY}; frame-ancestors 'none'"}
    if path == LOGIN:
        own = {"Content-Security-Policy": _policy(form="'self'"), "Referrer-Policy": "same-origin"}

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS | own)
            headers.setdefault("Cache-Control", "no-cache")  # kept, and asked whether it still holds
        await send(message)

    return sending
