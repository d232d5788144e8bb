"""Answering processes over one state of the index: each question goes to one that is free.

A question changes nothing, so one whose process dies is asked once more of another. Where no process can be had (they
are still starting, the index was replaced meanwhile, memory is short) `instead` answers, in this process: slower, but
nobody is sent away. It does not know what a question is, nor who waits for it (ui/line.py).
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from ui import texts_serving as texts
from ui.lane import Ended, Lane, Lent, Overdue
from ui.line import Stopping, TooSlow, Unanswered, Withdrawn, asker
from ui.process import Opening

TRIES = 2  # processes that get the same question
OPENING = 120.0  # seconds in which a process has to be ready
_LOOK, _IDLE = 0.25, 1.0  # seconds between two looks at those that answer, and where none does
_FIRST, _LONGEST = 0.5, 60.0  # seconds before a process that could not begin is started again; each time twice as long
_GRACE = 2.0  # seconds that a question which nobody waits for may still take, before its process is ended

log = logging.getLogger(__name__)


class AnotherIndex(Exception):
    """A process opened another state of the index than the front has."""


class Lost(Unanswered):
    """The question ended every process that got it."""

    def __init__(self) -> None:
        super().__init__(texts.ENDED)


@dataclass(frozen=True, slots=True)
class CrewState:
    """How it stands with the processes."""

    wanted: int
    ready: int = 0  # of which some answer now
    busy: int = 0
    answered: int = 0
    instead: int = 0  # answered without a process
    ended: int = 0  # processes that ended unasked
    overdue: int = 0  # questions that took too long, or that nobody waited for
    alone: bool = False  # none could begin, the last time that one was started
    pids: tuple[int, ...] = ()


class Crew:
    """`state`: what the processes have to open, in their own words; "" for anything. Threads share it."""

    def __init__(
        self,
        opening: Opening,
        lent: Lent,
        size: int,
        instead: Callable[[Any], Any],
        *,
        state: str = "",
        seconds: float = 20.0,
    ) -> None:
        self._opening, self._lent, self._size = opening, lent, size
        self._instead, self._state, self._seconds = instead, state, seconds
        self._change = threading.Condition()
        self._free: list[Lane] = []
        self._busy: set[Lane] = set()
        self._beginning: set[Lane] = set()
        self._starting = 0
        self._closed = False  # no process is started any more
        self._stopped = False  # nor is anything answered
        self._trouble: Exception | None = None  # why the last one that was started could not begin
        self._again, self._wait = 0.0, _FIRST  # when the next one is started after that, and how long after that
        self._begun = False  # whether any was ever ready
        self._answered = self._instead_of = self._ended = self._overdue = 0
        if size:
            threading.Thread(target=self._keep, name="crew", daemon=True).start()

    def __call__(self, question: Any) -> Any:
        """Raises what the answering raises, TooSlow, Withdrawn, Stopping or Lost."""
        for number in range(TRIES):
            lane = self._take()
            if lane is None:
                if self._stopped:
                    break
                if number and not self._gone:
                    break  # what ended a process is kept away from this one
                self._instead_of += 1
                return self._instead(question)
            try:
                return self._asked(lane, question)
            except Ended:
                if not self._stopped:
                    log.warning(texts.PROCESS_ENDED)
        raise Stopping if self._stopped else Lost

    @property
    def _gone(self) -> bool:
        """Whether its index is there no more for any new process."""
        return self._closed or isinstance(self._trouble, AnotherIndex)

    def wait(self, seconds: float = OPENING) -> None:
        """Until all processes are ready, or one of them could not begin; raises AnotherIndex where that was why."""
        with self._change:
            self._change.wait_for(lambda: self._trouble or len(self._free) + len(self._busy) >= self._size, seconds)
            if isinstance(self._trouble, AnotherIndex):
                raise self._trouble

    def close(self, seconds: float = 0.0) -> None:
        """Those that answer may end what they do, `seconds` at most; what is asked afterwards, or broken off by this,
        is told that the server stops.
        """
        with self._change:
            self._closed = self._stopped = True
            free, self._free = self._free, []
            self._change.notify_all()
            for lane in free:
                lane.close()
            if not self._change.wait_for(lambda: not self._busy and not self._starting, seconds):
                for lane in self._busy:
                    lane.end()
        for lane in free:
            lane.join(1.0)

    def retire(self) -> None:
        """A newer one took over: those that answer finish, and what is asked afterwards is answered instead."""
        with self._change:
            self._closed = True
            free, self._free = self._free, []
            self._change.notify_all()
        for lane in free:
            lane.close()

    def state(self) -> CrewState:
        with self._change:
            lanes = [*self._free, *self._busy]
            return CrewState(
                self._size,
                len(lanes),
                len(self._busy),
                self._answered,
                self._instead_of,
                self._ended,
                self._overdue,
                self._trouble is not None,
                tuple(lane.pid for lane in lanes),
            )

    def _asked(self, lane: Lane, question: Any) -> Any:
        who, begun = asker(), monotonic()

        def wanted() -> bool:
            return who.wanted() or monotonic() < begun + _GRACE

        sound = True
        try:
            answer = lane.ask(question, self._seconds, wanted)
        except Overdue as error:
            sound = False
            if monotonic() < begun + self._seconds:
                raise Withdrawn from error
            self._overdue += 1
            raise TooSlow(self._seconds) from error
        except Ended:
            sound = False
            self._ended += 1
            raise
        finally:
            self._give(lane, sound)
        self._answered += 1
        return answer

    def _take(self) -> Lane | None:
        """One that is free and alive; None where there is none and none is to be expected."""
        with self._change:
            while not self._closed:
                while self._free:
                    lane = self._free.pop()
                    if lane.alive:
                        self._busy.add(lane)
                        self._change.notify_all()  # who looks after those that answer
                        return lane
                    self._lose(lane)
                if not self._busy and (self._trouble or not self._begun):
                    return None  # none can be had, or not yet: somebody has to answer
                self._change.wait(_LOOK)
        return None

    def _give(self, lane: Lane, sound: bool) -> None:
        with self._change:
            self._busy.discard(lane)
            if sound and not self._closed:
                self._free.append(lane)
            else:
                lane.close()
            self._change.notify_all()

    def _lose(self, lane: Lane) -> None:
        """One that died while it had nothing to do; with the lock held."""
        self._ended += 1
        lane.close()
        log.warning(texts.PROCESS_ENDED)

    def _keep(self) -> None:
        """Starts those that are missing and ends those that take too long, until there is nothing left to look at."""
        while True:
            with self._change:
                if self._closed and not self._busy and not self._starting:
                    return
                self._drop_dead()
                missing, lanes = self._missing(), (*self._busy, *self._beginning)
                self._starting += missing
            for lane in lanes:
                lane.look()
            for _number in range(missing):
                threading.Thread(target=self._start, name="crew", daemon=True).start()
            with self._change:
                self._change.wait(_LOOK if self._busy or self._starting else _IDLE)

    def _drop_dead(self) -> None:
        for lane in tuple(self._free):
            if not lane.alive:
                self._free.remove(lane)
                self._lose(lane)

    def _missing(self) -> int:
        """How many are to be started now; after trouble one at a time, and later each time."""
        if self._closed or monotonic() < self._again:
            return 0
        missing = self._size - len(self._free) - len(self._busy) - self._starting
        return min(missing, 1) if self._trouble else missing

    def _start(self) -> None:
        lane, trouble = None, None
        try:
            lane = Lane(self._opening, self._lent)
            self._beginning.add(lane)
            trouble = self._compared(lane.open(OPENING))
        except Exception as error:  # noqa: BLE001 - told below
            trouble = error
        with self._change:
            self._starting -= 1
            self._beginning -= {lane}
            self._change.notify_all()
            if trouble is None and lane is not None and not self._closed:
                self._free.append(lane)
                self._trouble, self._wait, self._begun = None, _FIRST, True
                return
            if trouble is not None and not self._closed:
                self._put_off(trouble)
        if lane is not None:
            lane.end()
            lane.close()

    def _compared(self, state: str) -> Exception | None:
        return AnotherIndex() if self._state and state != self._state else None

    def _put_off(self, trouble: Exception) -> None:
        """Told once, until one can begin again."""
        if self._trouble is None and not isinstance(trouble, AnotherIndex):
            log.warning(texts.NOT_STARTED, exc_info=trouble)
        self._trouble = trouble
        self._again, self._wait = monotonic() + self._wait, min(2 * self._wait, _LONGEST)
