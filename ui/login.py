"""The page to log in, and logging out; without any script.

It does not know how a password is checked (ui/entrance.py) or what is behind the door (ui/gate.py).
"""

import logging
from html import escape
from urllib.parse import parse_qs

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from ui import shell, texts
from ui.access import visitor_of
from ui.desk import Current, House
from ui.entrance import Login
from ui.gate import safe_return
from ui.users import UsersError

log = logging.getLogger(__name__)


def add_login(app: FastAPI, current: Current, house: House) -> None:
    """GET and POST /inloggen, POST /uitloggen; a 404 where nobody logs in here."""
    del current
    way = house.way

    @app.get("/inloggen")
    def show(request: Request) -> Response:
        if not isinstance(way, Login):
            return _missing()
        if visitor_of(request.scope).name:
            return RedirectResponse(_return(request), 303)
        if "afgemeld" in request.query_params:
            return _page(said=texts.LOGGED_OUT)
        was = way.session(request.headers, request.scope["peer"])
        return _page(said=texts.SESSION_OVER if was else "")

    @app.post("/inloggen")
    async def enter(request: Request) -> Response:
        if not isinstance(way, Login):
            return _missing()
        name, password = _given(await request.body())
        if not name.strip() or not password:
            return _page(name, texts.LOGIN_EMPTY, status=422)
        try:
            tried = await way.enter(name, password, request.scope["peer"])
        except UsersError as error:
            log.error("%s", error)
            return _page(name, texts.LOGIN_BROKEN, status=503)
        if tried.wait:
            house.watch.login("wait")
            house.watch.throttled("login")
            return _page(name, texts.login_later(tried.wait), status=429, later=tried.wait)
        house.watch.login("in" if tried.session else "wrong")
        if tried.session is None:
            return _page(name, texts.LOGIN_WRONG, status=401)
        cookie = way.cookie(tried.session, request.scope["peer"])
        return RedirectResponse(_return(request), 303, {"Set-Cookie": cookie, "Cache-Control": "no-store"})

    @app.post("/uitloggen")
    def leave(request: Request) -> Response:
        if not isinstance(way, Login):
            return _missing()
        headers = {"Set-Cookie": way.cookie(None, request.scope["peer"])}
        try:
            if way.leave(request.headers, request.scope["peer"]):
                house.watch.login("out")
        except UsersError as error:  # the cookie goes, but a copy of it would still do
            log.error("%s", error)
            return JSONResponse({"error": texts.LOGIN_BROKEN}, 503, headers)
        return Response(status_code=204, headers=headers)


def form(name: str = "", fault: str = "", said: str = "") -> str:
    """The form leads to its own address, so that what stands behind its ? and # is there again after logging in."""
    wrong = ' aria-invalid="true" aria-describedby="fout"' if fault else ""
    first, second = (" autofocus", "") if not name else ("", " autofocus")
    return (
        f'<section id="aanmelden"><h1>{texts.LOGIN_TITLE}</h1>'
        + (f'<p class="bericht" role="status">{escape(said)}</p>' if said else "")
        + (f'<p class="bericht fout" id="fout" role="alert">{escape(fault)}</p>' if fault else "")
        + '<form method="post" novalidate>'
        f'<p class="veld"><label for="naam">{texts.LOGIN_NAME}</label>'
        f'<input id="naam" name="naam" value="{escape(name)}" autocomplete="username" autocapitalize="none" '
        f'spellcheck="false" maxlength="64" required{wrong}{first}></p>'
        f'<p class="veld"><label for="wachtwoord">{texts.LOGIN_PASSWORD}</label>'
        f'<input id="wachtwoord" name="wachtwoord" type="password" autocomplete="current-password" required'
        f"{wrong}{second}></p>"
        f'<button class="knop eerste">{texts.LOGIN_BUTTON}</button></form>'
        f"<p>{escape(texts.LOGIN_HELP)}</p></section>"
    )


def _page(name: str = "", fault: str = "", said: str = "", status: int = 200, later: int = 0) -> Response:
    title = f"{texts.LOGIN_FAULT} {texts.LOGIN_TITLE}" if fault else texts.LOGIN_TITLE
    page = shell.whole_page(title, form(name, fault, said), root="./")
    page.status_code = status
    if later:
        page.headers["Retry-After"] = str(later)
    return page


def _return(request: Request) -> str:
    return safe_return(request.query_params.get("terug", ""))


def _given(body: bytes) -> tuple[str, str]:
    try:
        fields = parse_qs(body.decode("ascii"), max_num_fields=5)
    except ValueError:
        return "", ""
    return fields.get("naam", [""])[0][:64], fields.get("wachtwoord", [""])[0]


def _missing() -> Response:
    return JSONResponse({"error": texts.NOT_FOUND}, 404)
