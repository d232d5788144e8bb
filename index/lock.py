"""Lets one run at a time write an index; whoever only reads it never waits. It does not know what is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

BUSY = (
    "Iemand anders maakt nu al een index in {folder}: een ander venster of een ander programma. "
    "Wacht tot dat klaar is en begin dan opnieuw."
)
_FILE = ".lock"  # stays there: what is locked is the open file, which the system lets go when its program dies


class IndexBusy(Exception):
    """Another run writes here; `str(error)` says what to do."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keeps other runs out of a folder, which is made where it is missing; raises IndexBusy at once, never waits."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _FILE)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise IndexBusy(BUSY.format(folder=folder)) from error
    try:
        yield
    finally:
        lock.release()
