"""How often somebody may ask: a layer before everything that takes the machine's time.

Counted for each token, each user who is logged in, or else each address (of IPv6 the /64), over the last sixty seconds,
in the memory of this process: several machines count each for themselves. It does not know questions.
"""

import math
import re
import time
from collections.abc import Callable, MutableMapping
from typing import Any

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from ui import texts_serving as texts
from ui.access import visitor_of
from ui.guard import MCP, refuse
from ui.throttle import network

MOST = 100_000  # requests a minute that can be set
REMEMBERED = 2_000  # callers; who comes from more networks than that in a minute is not one that we can count
# The page sends two or three messages for a question, and nobody types thirty questions a minute.
_PAGE = 5  # times what a program may, for somebody who is logged in
_OFFICE = 20  # the same for an address, behind which a whole office may sit
_BY_PROGRAM = re.compile(r"/api/(?:ask|search|sources|documents/.*)|/mcp")
_BY_PAGE = re.compile(r"/gradio_api/queue/join/?")


class Rates:
    def __init__(self, app: ASGIApp, per_minute: int, throttled: Callable[[str], None] = lambda _by: None) -> None:
        """`per_minute`: what a program may ask; 0: nobody is counted. `throttled` hears who has to wait, by what."""
        self.app, self._throttled = app, throttled
        self._program = RateLimitItemPerMinute(per_minute, namespace="program") if per_minute else None
        self._page = RateLimitItemPerMinute(per_minute * _PAGE, namespace="page") if per_minute else None
        self._office = RateLimitItemPerMinute(per_minute * _OFFICE, namespace="page") if per_minute else None
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage) if per_minute else None

    @property
    def remembered(self) -> int:
        return len(self._storage.events)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wait = self._wait(scope) if scope["type"] == "http" and self._limiter else 0
        if wait:
            self._throttled(_by(scope["path"]))
            return await refuse(send, 429, texts.api_too_often(wait), {"Retry-After": str(wait)})
        return await self.app(scope, receive, send)

    def _wait(self, scope: Scope) -> int:
        """Seconds until the next one is taken; 0: this one is."""
        who, item = caller_of(scope), self._item(scope)
        if self._limiter is None or item is None or self._limiter.hit(item, who):
            self._forget()
            return 0
        seconds = math.ceil(self._limiter.get_window_stats(item, who).reset_time - time.time())
        if seconds <= item.get_expiry():
            return max(1, seconds)
        self._storage.clear(item.key_for(who))  # the clock was set back: what it counted lies ahead
        return 0 if self._limiter.hit(item, who) else 1

    def _forget(self) -> None:
        """The library keeps the name of everybody who ever asked, and looks through all of them each time."""
        hits = self._storage.events
        if len(hits) <= REMEMBERED:
            return
        idle = [key for key, times in list(hits.items()) if not times]
        for key in idle if len(idle) > REMEMBERED // 2 else list(hits)[: REMEMBERED // 2]:
            with self._storage.locks[key]:  # its own thread may be looking
                self._storage.clear(key)

    def _item(self, scope: Scope) -> RateLimitItem | None:
        if _BY_PROGRAM.fullmatch(scope["path"]):
            return self._program
        if _BY_PAGE.fullmatch(scope["path"]):
            return self._page if visitor_of(scope).name else self._office
        return None


def _by(path: str) -> str:
    """As ui/watching.py calls it."""
    return "page" if _BY_PAGE.fullmatch(path) else "mcp" if path == MCP else "api"


def caller_of(scope: MutableMapping[str, Any]) -> str:
    """Who is counted: a token, a user or an address; the gate left them in the scope."""
    if token := scope.get("token"):
        return f"token {token}"
    if name := visitor_of(scope).name:
        return f"user {name}"
    peer = scope.get("peer")
    return f"address {network(peer.address) if peer else ''}"
