"""Keeps the page at / in step with the index: Gradio writes it as it was when the server started.

It does not know what the page shows.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any
from weakref import ref

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from index import EngineUnavailable
from ui.desk import Current, Desk


@dataclass(frozen=True, slots=True)
class Shown:
    """Something on Gradio's page that follows from the documents."""

    component: Any  # Gradio's: it decorates its types away
    attribute: str  # of that component: "value", "choices"
    made: Callable[[Desk], Any]


class Fresh:
    """An ASGI layer: a page that is opened after another index was taken up tells of that one."""

    def __init__(self, app: ASGIApp, current: Current, blocks: Any, shown: Sequence[Shown]) -> None:
        self.app = app
        self._current, self._blocks, self._shown = current, blocks, shown
        self._renewing = Lock()
        self._index = ref(current().index)  # only to know it again: it need not stay open for this

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/" and self._current().index is not self._index():
            with suppress(EngineUnavailable):  # then the page of before, and the next one that is opened tries again
                await run_in_threadpool(self._renew)  # it reads all documents
        await self.app(scope, receive, send)

    def _renew(self) -> None:
        with self._renewing:
            desk = self._current()
            if desk.index is self._index():
                return
            for one in self._shown:
                made = one.made(desk)
                value = one.component.postprocess(made) if one.attribute == "value" else made
                setattr(one.component, one.attribute, value)
            self._blocks.config = self._blocks.get_config_file()
            self._index = ref(desk.index)
