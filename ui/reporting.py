"""The measurements in the tab Beheer: a list of the runs that are kept, and the report of each as a page of its own.

Only a beheerder gets them: they hold questions and answers. It does not know how a report is made.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from threading import Lock

from fastapi import APIRouter
from starlette.responses import HTMLResponse, JSONResponse, Response

from ui import texts
from ui import texts_eval as words
from ui.desk import Current, House
from ui.guard import REPORT as ADDRESS
from ui.reports import NoReport, Saved, names_of, place, saved_runs, written

_KEPT = 4  # reports that are remembered: each is some 200 kB, and takes a second or two to make


def add_reports(router: APIRouter, current: Current, house: House) -> None:
    """The page of a run, on a router that only lets a beheerder in."""
    if house.runs is None:
        return
    shelf, folder = Shelf(house.runs, current), f"{house.runs}/"

    @router.get(f"{ADDRESS}{{name}}")
    def report(name: str) -> Response:
        try:
            return HTMLResponse(shelf.page(name), headers={"Cache-Control": "no-store"})
        except NoReport as error:
            return JSONResponse({"error": str(error).replace(folder, "")}, 404)  # where it stands is for who runs it


class Shelf:
    """Makes one report at a time, and remembers the last ones."""

    def __init__(self, folder: Path, current: Current) -> None:
        self.folder, self.current, self.lock = folder, current, Lock()
        self.pages: dict[tuple[Path, int], str] = {}

    def page(self, name: str) -> str:
        with self.lock:
            path = place(name, self.folder)
            key = path, path.stat().st_mtime_ns
            if key not in self.pages:
                self.pages[key] = written(path, names_of(self.current().documents.values()))
                for old in list(self.pages)[:-_KEPT]:
                    del self.pages[old]
            return self.pages[key]


def listed(folder: Path | None) -> str:
    """The runs as a section of the tab; nothing where none can be kept."""
    if folder is None:
        return ""
    heading = f'<h3 id="metingen-kop">{words.REPORT_RUNS}</h3><p class="hint">{escape(words.REPORT_RUNS_HINT)}</p>'
    return f'<section id="metingen" aria-labelledby="metingen-kop">{heading}{_table(saved_runs(folder))}</section>'


def _table(runs: Sequence[Saved]) -> str:
    if not runs:
        return f"<p>{words.REPORT_RUNS_NONE}</p>"
    heads = (words.REPORT_RUNS_DATE, words.REPORT_RUNS_QUESTIONS, words.REPORT_RUNS_VERIFIED, words.REPORT_RUNS_LINK)
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "".join(map(_row, runs))
    return (
        f'<div class="tabel" role="region" aria-label="{words.REPORT_RUNS_TABLE}" tabindex="0">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(one: Saved) -> str:
    if not one.made:
        return f'<tr><th scope="row">{escape(one.name)}</th><td colspan="3">{words.REPORT_RUNS_BAD}</td></tr>'
    verified = words.REPORT_NOT_MEASURED if one.verified is None else words.percent(one.verified)
    address = escape(f"{ADDRESS[1:]}{one.name}")
    label = escape(words.report_open(one.made))
    link = f'<a href="{address}" target="_blank" rel="noopener" aria-label="{label}">{words.REPORT_RUNS_OPEN}</a>'
    cells = (texts.number(one.questions), verified, link)
    return f'<tr><th scope="row">{escape(one.made)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
