"""The web server itself: its limits on requests, and how it stops. It does not know what it serves.

What a browser may send in one request is judged by ui/guard.py; what a proxy says of a browser by ui/peer.py alone.
"""

import contextlib
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn
from anyio import to_thread
from starlette.types import ASGIApp
from uvicorn.server import HANDLED_SIGNALS

from ui.terminal import INTERRUPTED

CONNECTIONS = 2_000  # at once; a page that is open holds two
KEPT_OPEN = 15  # seconds that a connection may stand idle between two requests
HEADERS = 64 * 1024  # bytes of one request before its body
LEAVING = 2  # seconds in which the last words still go out

Finish = Callable[[], None]  # returns when what was asked is answered


class Server(uvicorn.Server):
    """At the first signal nothing new is begun, what was begun is finished, and then it ends; at a second one at once.

    While it finishes it still listens, so that who asks is told, and what spreads the load hears it from /readyz.
    """

    def __init__(self, config: uvicorn.Config, finish: Finish, threads: int) -> None:
        super().__init__(config)
        self._finish, self._threads, self._told = finish, threads, False

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        to_thread.current_default_thread_limiter().total_tokens += self._threads  # those who wait hold one each
        await super().serve(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        del sig, frame
        if self._told:
            os._exit(INTERRUPTED)  # processes of ours end by themselves when this one is gone
        self._told = True
        threading.Thread(target=self._end, name="stop", daemon=True).start()

    def _end(self) -> None:
        try:
            self._finish()
        finally:
            self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn does, but a stop that was asked for is no failure: the signal is not raised once more."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {sig: signal.signal(sig, self.handle_exit) for sig in HANDLED_SIGNALS}
        try:
            yield
        finally:
            for sig, handler in before.items():
                signal.signal(sig, handler)


def configured(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="h11",  # counts the bytes of headers, whatever else is installed
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=KEPT_OPEN,
        timeout_graceful_shutdown=LEAVING,
        h11_max_incomplete_event_size=HEADERS,
    )
