"""Saved runs and their reports: which there are, and one of them written out.

It does not know who reads them, nor where they are shown.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from eval import Run, RunError, Trouble, read_run, review
from ingest import Document
from ui import texts_eval as words
from ui.flaws import run_trouble
from ui.report import moment, story
from ui.report_html import to_html
from ui.report_markdown import to_markdown
from ui.runs import by_age

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,100}")  # of a run, without .json: no point, so no way out of the folder
_MOST = 50  # runs in a list
_LARGEST = 100 * 2**20  # bytes of a run


class NoReport(ValueError):
    """There is nothing to report on; `str(error)` says why and what to do, in Dutch."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A run in a list."""

    name: str
    made: str  # "" where the file is damaged
    questions: int = 0
    verified: float | None = None


def written(run: Path, names: Mapping[str, str], *, markdown: bool = False, before: Path | None = None) -> str:
    """The report of a saved run; raises NoReport."""
    seen = [_read(path) for path in (run, before) if path]
    report = story(review(*seen), names)
    return to_markdown(report) if markdown else to_html(report)


def names_of(documents: Iterable[Document]) -> dict[str, str]:
    """What documents are called, by file name and by id."""
    return {key: _called(one) for one in documents for key in (one.source, one.id)}


def saved_runs(folder: Path) -> tuple[Saved, ...]:
    """The youngest ones, the youngest first."""
    files = [one for one in by_age(folder) if NAME.fullmatch(one.stem)][:_MOST]
    return tuple(_saved(one, one.stat().st_mtime_ns) for one in files)


def place(name: str, folder: Path) -> Path:
    """The file of that name, which stands in that folder and nowhere else; raises NoReport."""
    path = folder / f"{name}.json"
    if not NAME.fullmatch(name) or path.is_symlink() or not path.is_file():
        raise NoReport(words.REPORT_RUN_GONE)
    return path


def _read(path: Path) -> Run:
    try:
        if path.stat().st_size > _LARGEST:
            raise NoReport(words.REPORT_BAD_RUN.format(path))
        return read_run(path)
    except (OSError, RunError) as error:
        if isinstance(error, RunError) and error.trouble is Trouble.BASELINE:
            raise NoReport(run_trouble(error)) from error
        raise NoReport(words.REPORT_BAD_RUN.format(path)) from error


@lru_cache(maxsize=4 * _MOST)
def _saved(path: Path, _changed: int) -> Saved:
    """What a list says of a run; read again only when its file changes."""
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        verified = saved["figures"]["verified"]
        return Saved(path.stem, moment(saved["about"]), int(verified["n"]), verified["value"])
    except (OSError, KeyError, TypeError, ValueError):
        return Saved(path.stem, "")


def _called(document: Document) -> str:
    return f"{document.publisher}: {document.title}" if document.publisher else document.title
