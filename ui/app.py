"""The chat page and the API on one server.

It does not know how a question is answered (it gets a desk), what Gradio draws (ui/gradio_page.py) or what may pass
(ui/guard.py).
"""

import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from ui import shell, texts
from ui.api import add_api, error
from ui.asking import add_asking
from ui.bearing import Bearing
from ui.browsing import add_browsing
from ui.closed import forget_closed
from ui.comparing import add_comparing
from ui.desk import Current, House, counted
from ui.dossier_part import add_dossier
from ui.feedback import add_feedback
from ui.fresh import Fresh
from ui.gate import Gate
from ui.gradio_page import build_page, load_gradio
from ui.guard import LARGEST_BODY, MCP, Guard
from ui.login import add_login
from ui.managing import add_managing
from ui.rates import Rates
from ui.reading import add_reading
from ui.seen import Routed, Seen
from ui.server import Finish, Server, configured
from ui.statements import add_statements
from ui.vitals import add_vitals
from ui.watching import By

_OWN = ("api", "beheer", "bestand", "bron", "deel", "dossier")  # what our addresses begin with
_BESIDE = 40  # threads of Gradio for what is no question
_WEB = Path(__file__).parent / "web"
_PARTS: tuple[Callable[[FastAPI, Current, House], None], ...] = (  # each adds its own addresses
    add_api,
    add_login,
    add_asking,
    add_comparing,
    add_dossier,
    add_managing,
    add_reading,
    add_feedback,
    add_browsing,
    add_statements,
    add_vitals,
)


def build_app(current: Current, house: House | None = None) -> Seen:
    """The ASGI application: the page at /, the API at /api/, signs of life at /healthz and /readyz.

    The API never sends a question outside: nobody there can be asked.
    """
    house = house or House()
    app = _with_assistants(current, house) if house.mcp else FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    _add_parts(app, current, house)
    app.mount("/web", StaticFiles(directory=_WEB))
    blocks, shown = build_page(load_gradio(), counted(current, house.watch, By.CHAT))
    _widen(blocks, house.threads)
    _mount_page(app, blocks)
    forget_closed(blocks)
    most = house.uploads.most if house.uploads else LARGEST_BODY
    guard = Guard(Fresh(Routed(app), current, blocks, shown), shell.head(_WEB), partial(shell.around, house), most)
    bearing = Bearing(house.tokens) if house.tokens else None
    gate = Gate(Rates(guard, house.per_minute, house.watch.throttled), house.way, house.hosts, bearing, house.proxies)
    return Seen(gate, house.watch, gate.proxies)


def _with_assistants(current: Current, house: House) -> FastAPI:
    """An application at which other assistants can ask too; loads the protocol only here."""
    from ui.mcp_server import Assistants

    assistants = Assistants(counted(current, house.watch, By.MCP))
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=assistants.open)
    app.router.routes.append(Route(MCP, assistants))
    return app


def run_server(app: Seen, listener: socket.socket, finish: Finish = lambda: None, threads: int = 0) -> None:
    """Serves until it is told to stop; `threads`: so many may stand and wait."""
    Server(configured(app), finish, threads).run(sockets=[listener])


def _widen(blocks: Any, threads: int) -> None:
    """As many at once as may stand and wait in ui/line.py, which tells who comes after them that it is busy.

    Gradio's own line has no limit by itself and no sentence of ours: it is to stay empty.
    """
    blocks.max_threads = threads + _BESIDE
    blocks.queue(max_size=blocks.max_threads, default_concurrency_limit=None)


def _add_parts(app: FastAPI, current: Current, house: House) -> None:
    """Everything that is not the conversation; what is no address of it is told here, in Dutch, and not by Gradio."""
    for add in _PARTS:
        add(app, current, house)

    def nothing(rest: str) -> JSONResponse:  # noqa: ARG001
        return error(404, texts.NOT_FOUND)

    app.add_api_route(MCP, lambda: nothing(""), methods=["POST"])  # where other assistants may not ask
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
