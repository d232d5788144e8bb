"""Who waits for an answer: so many are answered at once, so many may wait, and in turn, whoever asks how much.

It does not know what is asked, nor who answers. Whose question a thread asks stands beside it (`asking_for`), so that
nothing between the page and the answer has to hand it on.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Event, Lock
from time import monotonic
from typing import TypeVar

from ui import texts_serving as texts

PATIENCE = 30.0  # seconds that anybody waits at most
_LOOK = 0.25  # seconds between two looks whether an answer is still wanted
_SHARE = 2  # nobody holds more than one in so many of the places to wait
_NAMES = 1_000  # of whom it is remembered when they were called last
_AGAIN = 5  # seconds after which it may be tried again

T = TypeVar("T")


class Unanswered(Exception):
    """Why there is no answer now, though nothing broke; `str(error)` says in Dutch what to do.

    `retry`: seconds after which the same question may well be answered.
    """

    retry = _AGAIN
    outcome = "failed"  # as ui/watching.py counts it


class Busy(Unanswered):
    outcome = "busy"

    def __init__(self) -> None:
        super().__init__(texts.BUSY)


class TooSlow(Unanswered):
    outcome = "timeout"

    def __init__(self, seconds: float) -> None:
        super().__init__(texts.too_slow(round(seconds)))
        self.seconds = seconds


class Stopping(Unanswered):
    retry = 15
    outcome = "busy"

    def __init__(self) -> None:
        super().__init__(texts.STOPPING)


class Withdrawn(Unanswered):
    """Nobody waits for the answer any more; nobody reads this either."""

    outcome = "stopped"

    def __init__(self) -> None:
        super().__init__(texts.WITHDRAWN)


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Asker:
    name: str = ""  # of a page, a login or an address, only to tell one from another; "" where that is not known
    wanted: Callable[[], bool] = _always  # whether somebody still waits for the answer
    later: bool = False  # nobody asked for it (what may be asked next): everybody else comes first


_NOBODY = Asker()
_ASKER: ContextVar[Asker] = ContextVar("asker", default=_NOBODY)


@contextmanager
def asking_for(name: str, wanted: Callable[[], bool] = _always, *, later: bool = False) -> Iterator[None]:
    """What is asked inside is asked on behalf of this one; also in threads that are started with the context."""
    token = _ASKER.set(Asker(name, wanted, later))
    try:
        yield
    finally:
        _ASKER.reset(token)


def each_for(who: Asker, made: Iterator[T]) -> Iterator[T]:
    """The same, each one made on behalf of `who`, also where a thread of its own takes each."""
    while True:
        with asking_for(who.name, who.wanted, later=who.later):
            try:
                one = next(made)
            except StopIteration:
                return
        yield one


def asker() -> Asker:
    return _ASKER.get()


@dataclass(frozen=True, slots=True)
class LineState:
    """How it stands with the line; no names."""

    places: int  # answered at once
    longest: int  # that may wait
    answering: int
    waiting: int
    later: int  # of those that wait: what nobody asked for
    answered: int  # since the start
    refused: int  # because the line was full, or the wait too long
    stopping: bool


@dataclass(slots=True, eq=False)
class _Ticket:
    asker: Asker
    called: Event = field(default_factory=Event)


class Line:
    def __init__(self, places: int, longest: int, patience: float = PATIENCE) -> None:
        self.places, self.longest, self.patience = places, longest, patience
        self._lock = Lock()
        self._waiting: list[_Ticket] = []  # in the order in which they came
        self._answering: Counter[str] = Counter()  # by the name of who asks
        self._turns: dict[str, float] = {}  # when a name was called last
        self._answered = self._refused = 0
        self._stopping = False
        self.given_up = False  # nobody is waited for any more

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits until it is one's turn; raises Busy, Stopping or Withdrawn."""
        who = asker()
        self._enter(who)
        try:
            yield
        finally:
            with self._lock:
                self._answered += 1
                self._answering[who.name] -= 1
                self._call()

    def stop(self) -> None:
        """No new questions; who stands in the line is still answered."""
        with self._lock:
            self._stopping = True

    def give_up(self) -> None:
        """Who is not answered by now is told that the server stops."""
        self.stop()
        self.given_up = True

    def state(self) -> LineState:
        with self._lock:
            later = sum(ticket.asker.later for ticket in self._waiting)
            waiting, answering = len(self._waiting), self._answering.total()
            return LineState(
                self.places, self.longest, answering, waiting, later, self._answered, self._refused, self._stopping
            )

    def _enter(self, who: Asker) -> None:
        with self._lock:
            if self._stopping:
                raise Stopping
            if not self._may_wait(who):
                self._refused += 1
                raise Busy
            ticket = _Ticket(who)
            self._waiting.append(ticket)
            self._call()
        until = monotonic() + self.patience
        while not ticket.called.wait(_LOOK):
            if not who.wanted():
                self._leave(ticket, Withdrawn())
            elif self.given_up:
                self._leave(ticket, Stopping())
            elif monotonic() > until:
                self._leave(ticket, Busy())

    def _may_wait(self, who: Asker) -> bool:
        """What nobody asked for fills no more than the places themselves, so that it refuses nobody."""
        if self._answering.total() < self.places and not self._waiting:
            return True
        alike = [ticket for ticket in self._waiting if ticket.asker.later is who.later]
        if who.later:
            return len(alike) < self.places
        own = sum(ticket.asker.name == who.name for ticket in alike) if who.name else 0
        return len(alike) < self.longest and own < max(1, self.longest // _SHARE)

    def _leave(self, ticket: _Ticket, why: Unanswered) -> None:
        """Raises why, unless it was called just now."""
        with self._lock:
            if ticket not in self._waiting:
                return
            self._waiting.remove(ticket)
            self._refused += isinstance(why, Busy)
        raise why

    def _call(self) -> None:
        """Gives the free places away, with the lock held."""
        while self._waiting and self._answering.total() < self.places:
            ticket = min(self._waiting, key=self._rank)  # of equals the first
            self._waiting.remove(ticket)
            name = ticket.asker.name
            self._answering[name] += 1
            self._turns[name] = monotonic()
            ticket.called.set()
        if not self._answering.total() or len(self._turns) > _NAMES:
            self._turns.clear()  # whoever comes to an empty line was not waiting
            self._answering = +self._answering

    def _rank(self, ticket: _Ticket) -> tuple[bool, int, float]:
        """Who has least in hand comes first, then who was called longest ago (Demers, Keshav and Shenker 1989)."""
        name = ticket.asker.name
        return ticket.asker.later, self._answering[name], self._turns.get(name, 0.0)
