"""Takes up a new index under a running server: opened beside the old one, warmed, put in its place as a whole.

Whoever took the desk before works on with the one that they took. Where the servers of an index are away, the desk of
now stays, and finds them again by itself. It does not know how an index is made.
"""

import gc
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from index import EngineSign, EngineUnavailable, IndexMismatch, Place, UnreadableWords, give_back_memory
from qa import Assistant
from ui import texts
from ui import texts_serving as serving
from ui.desk import Desk
from ui.watching import Trouble, Watch

EVERY = 2.0  # seconds between two looks: one stat each, or one row from a server
_AGAIN = 30.0  # seconds after which an index that could not be opened is tried again; each time twice as long
_LONGEST = 3600.0
_MANIFEST = "manifest.json"  # replaced last, when all that it names is there

log = logging.getLogger(__name__)

Sign = tuple[int, int, int] | tuple[str, int, str] | None  # what tells one index from another; None: there is none


class Live:
    """The desk of now, for whoever calls it; raises at first what `opened` raises, later never."""

    def __init__(
        self, place: Path | Place, opened: Callable[[], Desk], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._sign = EngineSign(place) if isinstance(place, tuple) else _sign_of(place / _MANIFEST)
        self._opened = opened
        self._away = ""  # why the servers cannot be asked
        self._seen = self._sign()  # before it is opened: what comes in between is noticed
        self._replaced = False
        self._clock = clock
        self._told = ""  # why the index of now is not the one that is there
        self._next, self._wait = 0.0, _AGAIN  # when it is tried again, and how long after that
        self.failed: Callable[[str], None] = lambda _kind: None  # hears of every look at which the servers were away
        self._desk = opened()

    def __call__(self) -> Desk:
        return self._desk

    @property
    def sign(self) -> Sign:
        """Of the index that was there at the last look."""
        return self._seen

    @property
    def trouble(self) -> str:
        """Why nothing can be asked at this moment, for who manages the server; "" when it can."""
        return self._away

    def watch(self, every: float = EVERY) -> threading.Event:
        """Looks every so many seconds, in a thread of its own, until the event that it gives is set."""
        stopped = threading.Event()

        def look_on() -> None:
            while not stopped.wait(every):
                self.look()

        threading.Thread(target=look_on, name="index", daemon=True).start()
        return stopped

    def look(self) -> bool:
        """Whether another index was taken up; one that cannot be opened is told once, and the one of now stays.

        It is tried again now and then: memory or disk may have been short for a moment.
        """
        if self._replaced:  # a look ago: who was asking then is done by now
            self._give_back()
        try:
            sign = self._sign()
        except EngineUnavailable as error:
            self.failed(error.kind)
            self._tell_away(str(error))
            return False
        self._tell_back()
        former = self._seen
        if sign != former:
            self._seen, self._told, self._wait = sign, "", _AGAIN
        elif not self._told or self._clock() < self._next:
            return False
        try:
            return self._take_up()
        except EngineUnavailable as error:  # tried again at the next look
            self._seen = former
            self._tell_away(str(error))
            return False

    def _take_up(self) -> bool:
        try:
            desk = self._opened()
            _warm(desk)
        except EngineUnavailable as error:
            if error.retry:
                raise
            sentence = texts.index_not_taken_up(str(error))
            if self._is_new(sentence):
                log.error("%s", sentence)
        except (IndexMismatch, UnreadableWords) as error:
            sentence = texts.index_not_taken_up(str(error))
            if self._is_new(sentence):
                log.error("%s", sentence)
        except Exception:
            sentence = texts.index_not_taken_up(texts.INDEX_NOT_OPENED)
            if self._is_new(sentence):
                log.exception(sentence)
        else:
            before, self._desk, self._replaced, self._told = self._desk, desk, True, ""
            before.retire()
            return True
        return False

    def _tell_away(self, sentence: str) -> None:
        """Once for each kind of trouble, not every two seconds."""
        if sentence != self._away:
            log.warning("%s", serving.ENGINE_STAYS_AWAY.format(trouble=sentence))
        self._away = sentence

    def _tell_back(self) -> None:
        if self._away:
            log.warning("%s", serving.ENGINE_IS_BACK)
        self._away = ""

    def _is_new(self, sentence: str) -> bool:
        """Whether this trouble was not told yet; also sets when it is tried again."""
        new, self._told = sentence != self._told, sentence
        self._next, self._wait = self._clock() + self._wait, min(2 * self._wait, _LONGEST)
        return new

    def _give_back(self) -> None:
        """The memory of the index before: its parts name one another, so that only the collector sees their end."""
        self._replaced = False
        gc.collect()
        give_back_memory()


def watched(live: Live, watch: Watch) -> None:
    """Tells of the servers of an index: whether they answer, and how far what is read has come."""
    watch.check(Trouble.ENGINE, lambda: not live.trouble)
    watch.gauge("engine_up", lambda: float(not live.trouble))
    live.failed = watch.engine_failed
    watch.gauge("engine_connections_used", lambda: live().index.connections[0])
    watch.gauge("engine_connections_limit", lambda: live().index.connections[1])
    watch.gauge("index_revision", lambda: float(live.sign[1] if live.sign else 0))


def desk_of(assistant: Assistant, consent: str) -> Desk:
    """`consent`: the host to which every question may go, so that nobody is asked."""
    outside = assistant.writer.outside
    plain = Assistant(assistant.index, policy=assistant.policy)
    return Desk(
        assistant.index, assistant.ask, assistant.answering, outside if outside != consent else "", plain.answering
    )


def _warm(desk: Desk) -> None:
    """The first question reads dictionary and words from disk, or what servers tell of every document: not the first
    person's, who would wait, nor later, when those servers may be away.
    """
    _ = desk.entries, desk.named
    first = next(iter(desk.index.catalogue), None)
    if first is not None:
        desk.index.search(first.title)


def _sign_of(manifest: Path) -> Callable[[], Sign]:
    def sign() -> Sign:
        """None where there is no manifest."""
        try:
            status = manifest.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    return sign
