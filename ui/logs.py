"""The log as objects of JSON, one on a line, for who gathers logs: what happened and where, never what was asked.

The words of a library may quote what a person typed, and those of an error too: of a library its template is told
without what was filled in, of an error its kind and place. It does not know what happens.
"""

import json
import logging
import re
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb
from typing import Any, TextIO

from ui.seen import request_id
from ui.settings import debugging
from ui.stray import take_streams, tell_uncaught
from ui.terminal import Step, bars, is_news, say, say_by

_OURS = ("ui", "qa", "index", "ingest", "eval", "__main__")
_PLAIN_WORDS = ("uvicorn",)  # libraries whose sentences are fixed
_FRAMES = 8  # places of a traceback that are told
_TOLD = ("ui.entrance", "ui.seen", "ui.start")  # these also tell what is no trouble

log = logging.getLogger("ui.start")


class Told(logging.Formatter):
    """One object on one line."""

    def __init__(self, process: str = "front") -> None:
        super().__init__()
        self.process = process

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": event_of(record),
            "logger": record.name,
            "process": self.process,
        }
        if number := request_id.get():
            told["request"] = number
        told |= getattr(record, "told", {})
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            told |= {"error": type(error).__name__, "at": _places(error)}
        if debugging():
            told["detail"] = super().format(record)
        return json.dumps(told, ensure_ascii=False)


def event_of(record: logging.LogRecord) -> str:
    """What is told to have happened, without what a person typed or who they are."""
    given = getattr(record, "event", "")
    if given:
        return str(given)
    family = record.name.partition(".")[0]
    if record.name == "py.warnings":
        return _warning(record)
    if family in _OURS:
        return _first_line(record.getMessage())
    if record.args or family in _PLAIN_WORDS:
        return _first_line(str(record.msg))
    return f"{record.filename}:{record.lineno}"  # its words are made already: nobody knows of what


def open_log(kind: str) -> tuple[Callable[[str], None], Callable[[], AbstractContextManager[Step]]]:
    """Sets the log of this process; gives how a sentence is said from now on, and how progress is shown."""
    logging.captureWarnings(True)
    tell_uncaught()
    if kind != "json":
        return say, bars
    log_as_json(take_streams())
    say_by(log.info)  # also why it could not start, or that it was stopped
    return log.info, lambda: nullcontext(lambda _step, _done, _total: None)


def log_as_json(stream: TextIO) -> None:
    """Everything that is logged in this process, as JSON."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Told())
    handler.addFilter(is_news)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.raiseExceptions = False  # what cannot be told would be printed with the words that it is about
    logging.captureWarnings(True)
    warnings.simplefilter("default")
    for name in _TOLD:
        logging.getLogger(name).setLevel(logging.INFO)


def _places(error: BaseException) -> list[str]:
    """From the innermost outwards, files without their folders; no values and no words."""
    places = [f"{Path(frame.f_code.co_filename).name}:{line}" for frame, line in walk_tb(error.__traceback__)]
    return places[: -_FRAMES - 1 : -1]


def _warning(record: logging.LogRecord) -> str:
    """Its kind and place: '/x/y.py:12: UserWarning: words'."""
    found = re.match(r"(?:.*[/\\])?([\w.<>-]+):(\d+): (\w+):", _first_line(record.getMessage()))
    return f"{found[3]} ({found[1]}:{found[2]})" if found else "Warning"


def _first_line(words: str) -> str:
    return words.strip().partition("\n")[0]
