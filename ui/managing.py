"""The addresses of the tab Beheer: what was read, documents that are added or removed, a new index.

Only a beheerder gets an answer here. It does not know how these look, nor how an index is made.
"""

import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import parse_qs
from weakref import ref

from fastapi import APIRouter, Depends, FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse

from index import Index
from ingest import AI_NOTICE, Document, Source
from ui import managing_page, shell, texts
from ui.access import Visitor, visitor_of
from ui.desk import Current, House
from ui.entries import BadEntry, checked
from ui.holdings import ORDERS, Row, rows_of
from ui.indexing import Reading, read_reading
from ui.managing_page import State, Upload
from ui.reindexing import Reindexing, Stage
from ui.reporting import add_reports, listed
from ui.uploads import NotAdded, Uploads, cleaned

_TAKING_UP = 60.0  # seconds that this may take; then something is wrong, and the log says what

log = logging.getLogger(__name__)


class _NotManager(Exception):
    pass


def add_managing(app: FastAPI, current: Current, house: House) -> None:
    """Nothing where documents have no place to be added."""
    if house.uploads is None:
        return
    house.uploads.sweep()
    office = Office(current, house, house.uploads, Reindexing(ended=house.watch.reindexed))
    router = APIRouter(dependencies=[Depends(_manager)])
    _add_pages(router, office)
    _add_documents(router, office)
    add_reports(router, current, house)
    app.include_router(router)
    _end_with(app, office.runs)

    @app.exception_handler(_NotManager)
    def only_managers(_request: Request, _cause: Exception) -> JSONResponse:
        return JSONResponse({"error": texts.ONLY_MANAGERS}, 403)


def _end_with(app: FastAPI, runs: Reindexing) -> None:
    """A run ends with the server: nobody would see it any more."""
    before = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(inner: FastAPI) -> AsyncIterator[Any]:
        async with before(inner) as state:
            yield state
        await run_in_threadpool(runs.end)

    app.router.lifespan_context = lifespan


def _manager(request: Request) -> Visitor:
    visitor = visitor_of(request.scope)
    if not visitor.manages:
        raise _NotManager
    return visitor


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says of itself, without its text."""

    title: str
    publisher: str
    date: str
    kind: str
    notice: str


def said_by(document: Document) -> Said:
    return Said(document.title, document.publisher, document.date, document.kind, document.notice)


@dataclass(slots=True)
class Office:
    """What a beheerder works with, and what is remembered between two requests."""

    current: Current
    house: House
    uploads: Uploads
    runs: Reindexing = field(default_factory=Reindexing)
    found: dict[str, Said] = field(default_factory=dict)  # by name: what a document that was added says of itself
    before: Callable[[], Index | None] = lambda: None  # the index when the run began
    made: object = 0  # when what was there then was made

    def start(self, who: str) -> None:
        if self.runs.start(who):
            self.before, self.made = ref(self.current().index), self._made()

    def state(self) -> State:
        rows = self._rows()
        reading = read_reading(self.house.store) if self.house.store else Reading()
        waiting = sum(one.state != texts.UPLOAD_INDEXED for one in self.listed(rows))
        taken_up, waited = self._taken_up()
        busy = not (taken_up or waited)
        return State(self.runs.run, busy, reading, waiting + self._gone(rows), refused=waited and not taken_up)

    def listed(self, rows: tuple[Row, ...]) -> list[Upload]:
        known = {row.source: row for row in rows}
        entries = self.uploads.entries()
        names = ((name, f"{texts.UPLOADED_LABEL}/{name}") for name in self.uploads.names())
        return [self._upload(name, entries.get(name), known.get(source)) for name, source in names]

    def upload(self, name: str) -> Upload:
        """Raises NotAdded: somebody else may have removed it just now."""
        found = next((one for one in self.listed(self._rows()) if one.name == name), None)
        if found is None:
            raise NotAdded(texts.upload_unknown(name), 404)
        return found

    def _upload(self, name: str, entry: Source | None, row: Row | None) -> Upload:
        """What is written down of a document, else what the index or its file says."""
        said = self.found.get(name) or row
        given = set(entry.stated) if entry else set()
        values = {
            name: str(getattr(entry if name in given else said, name, "") or "")
            for name in ("title", "publisher", "date", "kind")
        }
        notice = entry.notice if entry and "notice" in given else getattr(self.found.get(name), "notice", "")
        same = row is not None and row.sha256 == self.uploads.sha256(name)
        told = same and row is not None and all(values[name] == str(getattr(row, name)) for name in given & set(values))
        state = texts.UPLOAD_INDEXED if told else texts.UPLOAD_DESCRIBED if same else texts.UPLOAD_WAITING
        return Upload(name, **values, by_ai=notice == AI_NOTICE, state=state)

    def known(self) -> dict[str, str]:
        return {row.sha256: row.source for row in self._rows()}

    def _rows(self) -> tuple[Row, ...]:
        return rows_of(self.current().index)

    def _gone(self, rows: tuple[Row, ...]) -> int:
        """Documents that were removed and that the index still has."""
        names = {f"{texts.UPLOADED_LABEL}/{name}" for name in self.uploads.names()}
        return sum(row.source.startswith(f"{texts.UPLOADED_LABEL}/") and row.source not in names for row in rows)

    def _taken_up(self) -> tuple[bool, bool]:
        """Whether the server answers from what the last run made, and whether it had the time for that."""
        run = self.runs.run
        if run is None or run.stage is not Stage.DONE:
            return True, True
        same = self._made() == self.made or self.before() is not self.current().index
        return same, time.monotonic() - run.ended > _TAKING_UP

    def _made(self) -> object:
        if self.house.sign:
            return self.house.sign()
        try:
            return (self.house.store / "manifest.json").stat().st_mtime_ns if self.house.store else 0
        except OSError:
            return 0


def _add_pages(router: APIRouter, office: Office) -> None:
    @router.get("/deel/beheer")
    def whole(volgorde: str = "naam", blad: str = "1") -> HTMLResponse:
        rows = rows_of(office.current().index)
        order, page = volgorde if volgorde in ORDERS else ORDERS[0], int(blad) if blad.isdecimal() else 1
        most = office.uploads.most
        shown = managing_page.whole(office.state(), office.listed(rows), rows, order, page, most)
        return shell.part(f"{shown}{listed(office.house.runs)}")

    @router.get("/deel/beheer/stand")
    def state() -> HTMLResponse:
        return shell.part(managing_page.indexing(office.state()))

    @router.post("/beheer/indexeren")
    def start(request: Request) -> HTMLResponse:
        office.start(visitor_of(request.scope).name)
        return state()

    @router.post("/beheer/stoppen")
    def stop() -> HTMLResponse:
        office.runs.stop()
        return state()


def _add_documents(router: APIRouter, office: Office) -> None:
    uploads = office.uploads

    @router.post("/beheer/toevoegen")
    async def add(request: Request, naam: str, vervangen: str = "") -> HTMLResponse:
        who = visitor_of(request.scope).name

        async def added() -> str:
            path = await uploads.received(request.stream(), cleaned(naam), int(request.headers["content-length"]))
            settle = partial(uploads.settle, path, replacing=vervangen == "ja", who=who)
            got = await run_in_threadpool(lambda: settle(office.known()))
            office.found[got.name] = said_by(got.document)
            return managing_page.accepted(got.name, got.replaced, got.document.remarks)

        return await _tried(added(), texts.upload_unwritable)

    @router.post("/beheer/gegevens")
    async def describe(request: Request) -> HTMLResponse:
        given, who = await _filled_in(request), visitor_of(request.scope).name
        name = given.get("naam", "")

        def described() -> str:
            uploads.describe(name, checked(given), who)
            return managing_page.item(office.upload(name), texts.ENTRY_SAVED, opened=True)

        return await _tried(run_in_threadpool(described), texts.uploads_unwritable)

    @router.post("/beheer/verwijderen")
    async def remove(request: Request) -> HTMLResponse:
        name, who = (await _filled_in(request)).get("naam", ""), visitor_of(request.scope).name

        def removed() -> str:
            uploads.remove(name, who)
            office.found.pop(name, None)
            return managing_page.removed(name)

        return await _tried(run_in_threadpool(removed), texts.uploads_unwritable)


async def _tried(work: Awaitable[str], unwritable: Callable[[str], str]) -> HTMLResponse:
    """What came of it, or a line that says why nothing did and what to do."""
    try:
        return shell.part(await work)
    except (NotAdded, BadEntry) as error:
        return shell.part(managing_page.refused(str(error)), getattr(error, "status", 422))
    except OSError as error:
        log.exception(texts.UPLOAD_BROKE)
        return shell.part(managing_page.refused(unwritable(texts.system_reason(error))), 500)


async def _filled_in(request: Request) -> dict[str, str]:
    """The fields of a form; ui/guard.py has bounded what is sent."""
    return {name: values[-1] for name, values in parse_qs((await request.body()).decode("utf-8", "replace")).items()}
