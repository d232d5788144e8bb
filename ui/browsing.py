"""The tab "Bladeren": documents, full-text search, and who says how much on which theme. What is sought is not kept.

It does not know how anything looks (ui/browse_documents.py, ui/browse_search.py, ui/browse_themes.py).
"""

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from weakref import WeakKeyDictionary

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, Response

from index import Finding, Fit, Index, Theme, read_themes
from qa import Survey, standpoints, survey
from ui import texts
from ui.browse_documents import EACH, document_list, one_document, ordered
from ui.browse_parts import SEARCH, THEMES, Wish, chosen, result, sound, told, views, wish_of
from ui.browse_search import NEAR, found_words, near_words, search_form
from ui.browse_themes import as_csv, cell_lines, heat_map, lines_of
from ui.desk import Current, House
from ui.listed import whose
from ui.shell import part

_AT_ONCE = 4  # looked up side by side
_KEPT = 2_000  # documents of which the proposals are remembered


class Surveys:
    """What takes long to count, counted once for each index and forgotten with it."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        self.themes = tuple(themes)
        self._surveys: WeakKeyDictionary[Index, Survey] = WeakKeyDictionary()
        self._standpoints: WeakKeyDictionary[Index, dict[str, int]] = WeakKeyDictionary()
        self._counting, self._reading = Lock(), Lock()

    def of(self, index: Index) -> Survey:
        with self._counting:
            found = self._surveys.get(index)
            if found is None:
                found = self._surveys[index] = survey(index, self.themes, whose)
            return found

    def standpoints(self, index: Index, document: str) -> int:
        """How many proposals a document has."""
        with self._reading:
            known = self._standpoints.setdefault(index, {})
            if document not in known:
                if len(known) >= _KEPT:
                    known.clear()
                known[document] = len(standpoints(index, index.documents[document]))
            return known[document]


def add_browsing(app: FastAPI, current: Current, house: House) -> None:
    surveys = Surveys(read_themes(house.themes) if house.themes else read_themes())
    room = CapacityLimiter(_AT_ONCE)  # who waits for something that is counted holds no thread that others need

    @app.get("/deel/bladeren")
    async def browse(request: Request) -> HTMLResponse:
        index = current().index
        wish, faults = sound(wish_of(request.query_params), index.catalogue)
        shown = await to_thread.run_sync(_view, wish, index, surveys, limiter=room)
        return part(views(wish) + told(faults) + shown)

    @app.get("/deel/bladeren/csv")
    async def export() -> Response:
        headers = {"Content-Disposition": f'attachment; filename="{texts.MAP_FILE}"', "Cache-Control": "no-store"}
        counted = await to_thread.run_sync(surveys.of, current().index, limiter=room)
        return Response(as_csv(counted), media_type="text/csv; charset=utf-8", headers=headers)


def _view(wish: Wish, index: Index, surveys: Surveys) -> str:
    if wish.view == SEARCH:
        return _search(wish, index)
    if wish.view == THEMES:
        return _themes(wish, index, surveys.of(index))
    if wish.document:
        document = index.documents[wish.document]
        return one_document(wish, document, standpoints(index, document))
    return _documents(wish, index, surveys)


def _documents(wish: Wish, index: Index, surveys: Surveys) -> str:
    found = ordered(chosen(index.catalogue, wish), wish.volgorde)
    page = min(wish.page, max(1, -(-len(found) // EACH)))
    shown = found[(page - 1) * EACH : page * EACH]
    counted = [(index.documents[entry.id], surveys.standpoints(index, entry.id)) for entry in shown]
    return document_list(wish, index.catalogue, found, counted)


def _search(wish: Wish, index: Index) -> str:
    title = index.documents[wish.document].title if wish.document else ""
    form = search_form(wish, index.catalogue, title)
    if not wish.zoek:
        return form + result(texts.SEARCH_FIRST)
    within = None
    if wish.uitgever or wish.soort or wish.document:
        within = {entry.id for entry in chosen(index.catalogue, wish)}
    finding = index.find_words(wish.zoek, within=within)
    return form + found_words(wish, finding, index.documents) + _near(wish, index, finding, within)


def _near(wish: Wish, index: Index, finding: Finding, within: set[str] | None) -> str:
    """What is near in meaning, where the words are words and stand nowhere."""
    if finding.fit is not Fit.NONE or not finding.sensible:
        return ""
    hits = index.search(wish.zoek, NEAR, within=within)
    return near_words([hit.passage for hit in hits], index.documents)


def _themes(wish: Wish, index: Index, counted: Survey) -> str:
    names = [theme.name for theme in counted.themes]
    said = ""
    if wish.thema and wish.thema not in names:
        said = told([texts.unknown_choice(texts.CHOICES["thema"], wish.thema)])
        wish = replace(wish, thema="")
    lines = lines_of(wish, counted, wish.uitgever, wish.thema) if wish.thema and wish.uitgever else ()
    table = heat_map(wish, counted)
    if not lines:
        return said + table
    theme = next(theme for theme in counted.themes if theme.name == wish.thema)
    return said + table + cell_lines(wish, lines, index.themes((theme,)), index.documents)
