"""Reads one file, in this process or in one that can be ended; it does not know which files there are.

PDF, Word, OpenDocument and HTML are read by large libraries, much of them C: a broken file may keep them busy for
hours, take all memory, or crash them. So they run in a worker process with a limit on time and one on memory, and
whatever happens to it, the file comes back as one line and the next file is read. Plain text is read right here.
"""

import contextlib
import hashlib
import logging
import multiprocessing
import os
import signal
import stat
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import connection, resource_tracker
from pathlib import Path
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessPool

from ingest.content import Content, Unreadable
from ingest.document import Document, UnreadableDocument
from ingest.folder import NO_ACCESS, File
from ingest.formats import format_of, suffixes
from ingest.make import make_document
from ingest.reason import reason

try:
    import fcntl
    import resource
except ImportError:  # Windows has none of them
    fcntl = resource = None  # type: ignore[assignment]

UNKNOWN_KIND = "{name} is overgeslagen: dit soort bestand kan niet worden gelezen. Bewaar het als {suffixes}."
EMPTY = "{name} is leeg: er staat geen tekst in. Zet er tekst in of haal het bestand weg."
TOO_LARGE = "{name} is overgeslagen: het is groter dan {most} MB. Splits het op in kleinere bestanden."
TOO_LONG = "{name} is overgeslagen: het bevat meer dan {most} miljoen tekens. Splits het op in kleinere bestanden."
TOO_SLOW = (
    "{name} is overgeslagen: het lezen duurde langer dan {most} seconden. "
    "Bewaar het bestand opnieuw vanuit het programma waarmee het gemaakt is, of splits het op."
)
TOO_MUCH = (
    "{name} is overgeslagen: het lezen vroeg te veel geheugen. "
    "Bewaar het bestand opnieuw vanuit het programma waarmee het gemaakt is, of splits het op."
)
TOO_DEEP = (
    "{name} is overgeslagen: de onderdelen ervan zitten te diep in elkaar. "
    "Bewaar het bestand opnieuw vanuit het programma waarmee het gemaakt is."
)
CRASHED = (
    "{name} is overgeslagen: het leesprogramma liep erop vast. Het bestand is wellicht beschadigd. "
    "Bewaar het opnieuw vanuit het programma waarmee het gemaakt is."
)
FAILED = (
    "{name} is overgeslagen: bij het lezen ging iets mis ({reason}). Het bestand is wellicht beschadigd. "
    "Bewaar het opnieuw vanuit het programma waarmee het gemaakt is."
)

MB = 1 << 20
HEAD = 8192  # bytes that tell a format
PLAIN = frozenset({".txt", ".md", ".markdown"})
FILES_PER_WORKER = 1000  # a new worker then takes over: what libraries leak stays bounded

log = logging.getLogger(__name__)

Read = Document | UnreadableDocument


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost."""

    size: int = 200 * MB  # bytes
    characters: int = 5_000_000  # the Bible has 4 million
    seconds: float = 120.0
    seconds_per_mb: float = 2.0  # on top of that
    memory: int = 1024 * MB  # that a worker may ask for on top of what it holds when a file comes
    here: int = 8 * 1024  # bytes of plain text that are read without a worker: nothing ends that

    def time(self, size: int) -> float:
        return self.seconds + self.seconds_per_mb * size / MB


LIMITS = Limits()


def open_plainly(path: Path) -> int:
    """A descriptor of a regular file: a pipe that stands there since we looked is not waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "geen gewoon bestand")
    return descriptor


def hash_of(path: Path) -> str:
    """SHA-256 of a file, read piece by piece; raises OSError."""
    with os.fdopen(open_plainly(path), "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_file(file: File, limits: Limits) -> Read:
    """The document in a file, or the line that says why there is none."""
    try:
        return _read(file, limits)
    except Unreadable as error:
        return refused(file, str(error))
    except OSError as error:
        return refused(file, NO_ACCESS, reason=reason(error))
    except MemoryError:
        return refused(file, TOO_MUCH)
    except RecursionError:
        return refused(file, TOO_DEEP)
    except Exception as error:  # whatever a library throws, the other files are read
        log.debug("%s", file.name, exc_info=True)
        return refused(file, FAILED, reason=type(error).__name__)


def refused(file: File, message: str, **words: object) -> UnreadableDocument:
    """The line about a file; a name with braces in it stays as it is."""
    return UnreadableDocument(message.format(name=file.name, **words), file.name)


def _read(file: File, limits: Limits) -> Read:
    with os.fdopen(open_plainly(file.path), "rb") as stream:
        head = stream.read(HEAD)
        if format_of(head, file.path.suffix) is None:
            return refused(file, UNKNOWN_KIND, suffixes=", ".join(suffixes()))
        data = head + stream.read(limits.size + 1 - len(head))
    if len(data) > limits.size:
        return refused(file, TOO_LARGE, most=limits.size // MB)
    form = format_of(data, file.path.suffix)
    if form is None:
        return refused(file, UNKNOWN_KIND, suffixes=", ".join(suffixes()))
    content = form.read(data)
    if _length(content) > limits.characters:
        return refused(file, TOO_LONG, most=limits.characters // 1_000_000)
    document = make_document(content, file.name, hashlib.sha256(data).hexdigest(), file.source)
    if not any(c.isalnum() for c in document.text):
        return UnreadableDocument(EMPTY.format(name=file.name), file.name, empty=True)
    return document


def _length(content: Content) -> int:
    return len(content.text) + sum(len(line) for part in content.parts for line in part.lines)


def is_plain(file: File, limits: Limits) -> bool:
    """Whether a file is small and surely plain text, so that reading it needs no worker."""
    if file.path.suffix.lower() not in PLAIN or file.size > limits.here:
        return False
    try:
        with os.fdopen(open_plainly(file.path), "rb") as stream:
            head = stream.read(HEAD)
    except OSError:
        return True  # `read_file` says why
    form = format_of(head, file.path.suffix)
    return form is not None and file.path.suffix.lower() in form.suffixes


class Workers:
    """Processes that read files; none is started before the first file comes."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pool: ProcessPool | None = None
        self._answered = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, file: File) -> Callable[[], Read]:
        """Starts on a file; the call that comes back waits for the outcome.

        It raises BrokenProcessPool where no worker can be started at all.
        """
        pool, future = self._submit(file)
        return lambda: self._outcome(file, pool, future)

    def _outcome(self, file: File, pool: ProcessPool, future: Future[Read]) -> Read:
        """A pool may break while it waits on several files; then each gets a second chance."""
        try:
            found = self._result(file, pool, future)
        except BrokenProcessPool:
            try:
                found = self._result(file, *self._submit(file))
            except BrokenProcessPool:
                if not self._answered:
                    raise
                found = refused(file, CRASHED)
        self._answered = True
        return found

    def _result(self, file: File, pool: ProcessPool, future: Future[Read]) -> Read:
        while not wait([future], timeout=1).done:  # in pieces: Windows hears Ctrl-C in between only
            if not pool.active:
                raise BrokenProcessPool
        try:
            return future.result()
        except TimeoutError:
            return self._too_slow(file)
        except MemoryError:
            return refused(file, TOO_MUCH)
        except ProcessExpired as error:
            by_alarm = error.exitcode == -getattr(signal, "SIGALRM", 0)
            return self._too_slow(file) if by_alarm else refused(file, CRASHED)

    def _too_slow(self, file: File) -> UnreadableDocument:
        return refused(file, TOO_SLOW, most=round(self._limits.time(file.size)))

    def _submit(self, file: File) -> tuple[ProcessPool, Future[Read]]:
        if self._pool is not None and not self._pool.active:
            self._end()
        with _undisturbed():
            if self._pool is None:
                self._pool = ProcessPool(
                    max_workers=min(2, os.cpu_count() or 1),
                    max_tasks=FILES_PER_WORKER,
                    initializer=_prepare,
                    context=multiprocessing.get_context("spawn"),
                )
            seconds = self._limits.time(file.size)
            return self._pool, self._pool.schedule(_read_within, args=(file, self._limits), timeout=seconds)

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it bare
            self._pool.join()
            self._pool = None


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C reaches this process, not the ones that are started meanwhile: they inherit what this thread blocks.

    Until they ignore it themselves they would die with a traceback on the screen.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it unblocks Ctrl-C where it starts later
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _prepare() -> None:
    """In a new worker: no messages of libraries on the screen, and no life after the process that asked."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # pebble's handler would wait for the file to end
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Waits for the end of the parent. A thread cannot run while C code or a regular expression does, a signal can."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if fcntl is not None and hasattr(os, "O_ASYNC"):  # SIGIO, which ends a process, when the parent's pipe closes
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, fcntl.fcntl(parent.sentinel, fcntl.F_GETFL) | os.O_ASYNC)
    connection.wait([parent.sentinel])
    os._exit(1)


def _read_within(file: File, limits: Limits) -> Read:
    """In a worker: reads under the limit on memory; an alarm ends it where nobody else did."""
    _limit_memory(limits.memory)
    if not hasattr(signal, "setitimer"):
        return read_file(file, limits)
    signal.setitimer(signal.ITIMER_REAL, 1.5 * limits.time(file.size) + 5)
    try:
        return read_file(file, limits)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _limit_memory(more: int) -> None:
    """Address space: only Linux tells a process how much it has, and only there it may be limited."""
    pages = Path("/proc/self/statm")
    if resource is None or not pages.exists():
        return
    held = int(pages.read_text().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (held + more, hard))
