"""What watches a server asks of it: is it alive, is it ready, what does it count.

It does not know what makes it ready (ui/watching.py is told) nor who counts.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from weakref import ref

from anyio import CapacityLimiter, Lock, move_on_after, to_thread
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import Response

from index import Index
from ui import texts, texts_serving
from ui.desk import Current, House
from ui.watching import Trouble, Watch

_FRESH = 1.0  # seconds for which a look holds, however many ask
_PATIENCE = 2.0  # seconds for a look
_KEPT_OUT = {"Cache-Control": "no-store"}


def add_vitals(app: FastAPI, current: Current, house: House) -> None:
    """GET /healthz, /readyz: open to all, so they tell little and cost little; /metrics: for who has the token."""
    ready, holdings = _Ready(house.watch), _Holdings(current)
    house.watch.gauge("index_documents", lambda: holdings.now().documents)
    house.watch.gauge("index_passages", lambda: holdings.now().passages)
    house.watch.gauge("index_taken_up_timestamp_seconds", lambda: holdings.now().since)
    if house.store:
        made = house.store / "manifest.json"
        house.watch.gauge("index_made_timestamp_seconds", lambda: made.stat().st_mtime)

    @app.get("/healthz")
    async def alive() -> JSONResponse:
        return JSONResponse({"status": "ok", "documents": holdings.now().documents}, headers=_KEPT_OUT)

    @app.get("/readyz")
    async def is_ready() -> JSONResponse:
        trouble = await ready()
        if trouble is None:
            return JSONResponse({"status": "ready"}, headers=_KEPT_OUT)
        told = {"status": "not ready", "reason": trouble, "error": texts_serving.NOT_READY[trouble]}
        return JSONResponse(told, 503, _KEPT_OUT | {"Retry-After": "5"})

    @app.get("/metrics")
    def metrics(request: Request) -> Response:
        if not house.metrics_token:
            return JSONResponse({"error": texts.NOT_FOUND}, 404)
        given = request.headers.get("authorization", "").encode("utf-8")
        if not secrets.compare_digest(given, f"Bearer {house.metrics_token}".encode()):
            wanted = {"WWW-Authenticate": 'Bearer realm="metrics"'}
            return JSONResponse({"error": texts_serving.METRICS_TOKEN_WANTED}, 401, wanted)
        return Response(house.watch.text(), headers=_KEPT_OUT | {"Content-Type": CONTENT_TYPE_LATEST})


@dataclass(frozen=True, slots=True)
class _Held:
    """What an index holds; `since`: when it was first seen here, in Unix time."""

    index: Callable[[], Index | None]
    documents: int
    passages: int
    since: float


class _Holdings:
    """Counted once for each index: alive is asked every second, and an engine is not asked for that."""

    def __init__(self, current: Current) -> None:
        self._current = current
        self._held = self._counted(current().index)

    def now(self) -> _Held:
        index = self._current().index
        if self._held.index() is not index:
            self._held = self._counted(index)
        return self._held

    def _counted(self, index: Index) -> _Held:
        return _Held(ref(index), len(index.documents), len(index.passages), time.time())


@dataclass(slots=True)
class _Ready:
    """One look at a time, and not more often than it holds: whoever asks a thousand times a second costs nothing."""

    watch: Watch
    looked: float = float("-inf")
    trouble: Trouble | None = None
    _looking: Lock = field(default_factory=Lock)
    _thread: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))

    async def __call__(self) -> Trouble | None:
        if self.watch.stopping:
            return Trouble.STOPPING
        async with self._looking:
            if time.monotonic() - self.looked >= _FRESH:
                self.trouble, self.looked = await self._look(), time.monotonic()
        return self.trouble

    async def _look(self) -> Trouble | None:
        """A look that hangs is left alone: what it waits for is not ready."""
        found: Any = (Trouble.ENGINE,)
        with move_on_after(_PATIENCE):
            found = await to_thread.run_sync(self.watch.troubles, abandon_on_cancel=True, limiter=self._thread)
        return found[0] if found else None
