"""What is written past the log comes into it too, without its words: by libraries in C, by processes of ours, by Python
itself when something breaks where nobody catches it. They may quote what somebody typed.

It does not know what the log looks like.
"""

import atexit
import logging
import os
import re
import select
import sys
import threading
import time
from io import TextIOWrapper
from typing import Any, TextIO

from ui import texts_serving as texts

_LONGEST = 8192  # characters of a line that are looked at at once
_LAST = 0.5  # seconds at the end in which what was written is still read
# What Python says of a crash in C: where it was, and which of a few words.
_PLACE = re.compile(r'\s*File "(?:[^"]*[/\\])?([\w.<>-]{1,80})", line (\d+)')
_CRASH = re.compile(
    r"Fatal Python error: (Segmentation fault|Bus error|Aborted|Illegal instruction|Floating-point exception)"
)

log = logging.getLogger(__name__)


def tell_uncaught() -> None:
    """Errors that nobody catches go to the log, which tells their kind and place: Python would print their words."""
    sys.unraisablehook = lambda given: _tell(given.exc_value)
    threading.excepthook = lambda given: _tell(given.exc_value)


def take_streams() -> TextIO:
    """From now on what this process and those that it starts write on stdout and stderr comes into the log, a line at
    a time; gives the stderr of before, for the log alone.
    """
    sys.stdout.flush()
    ours = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="backslashreplace")
    reading, writing = os.pipe()
    os.set_blocking(writing, False)  # who writes never waits for who reads: what does not fit is lost
    for stream in (1, 2):
        os.dup2(writing, stream)
    os.close(writing)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    threading.Thread(target=_read_on, args=(reading,), name="stray", daemon=True).start()
    atexit.register(_read_out, reading)
    return ours


def told_of(line: str) -> dict[str, Any]:
    """What may be told of a line that somebody else wrote."""
    told: dict[str, Any] = {"characters": len(line)}
    if place := _PLACE.match(line):
        told["at"] = [f"{place[1]}:{place[2]}"]
    if crash := _CRASH.match(line):
        told["error"] = crash[1]
    return told


def _read_on(reading: int) -> None:
    with os.fdopen(reading, encoding="utf-8", errors="replace", closefd=False) as lines:
        while line := lines.readline(_LONGEST):
            if line.strip():
                log.warning("%s", line.rstrip(), extra={"event": texts.STRAY, "told": told_of(line.rstrip())})


def _read_out(reading: int) -> None:
    """Lets the thread read what is there: a moment, for those who hold the other end may live on."""
    until = time.monotonic() + _LAST
    while select.select([reading], [], [], 0)[0] and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.02)


def _tell(error: BaseException | None) -> None:
    if error is not None and not isinstance(error, SystemExit):
        log.error(texts.UNCAUGHT, exc_info=error)
