"""What this process makes itself for who asks: waited for so long and no longer.

A thread cannot be ended. Who asks is told that it took too long; the place in the line comes free when the thread is
done with it, so that no more are at work than there are places. It does not know what is made.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from contextvars import copy_context
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import Generic, TypeVar

from ui.line import Line, Stopping, TooSlow

_LOOK = 0.25  # seconds between two looks whether the server stops

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _End:
    error: Exception | None


@dataclass(frozen=True, slots=True)
class _Made(Generic[T]):
    one: T


def bounded(line: Line, seconds: float, made: Callable[[], Iterator[T]]) -> Iterator[T]:
    """What `made` gives, from one's turn in the line on; raises what both raise, TooSlow or Stopping."""
    told: SimpleQueue[_Made[T] | _End] = SimpleQueue()
    left, turn = Event(), ExitStack()
    turn.enter_context(line.turn())
    try:
        Thread(target=copy_context().run, args=(_make, made, told, left, turn), name="answer", daemon=True).start()
    except RuntimeError:  # no more threads
        turn.close()
        raise
    until = monotonic() + seconds
    try:
        while isinstance(given := _next(told, line, until, seconds), _Made):
            yield given.one
    finally:
        left.set()
    if given.error:
        raise given.error


def _next(told: "SimpleQueue[_Made[T] | _End]", line: Line, until: float, seconds: float) -> _Made[T] | _End:
    while True:
        left = until - monotonic()
        try:
            return told.get(timeout=max(0.0, min(left, _LOOK)))
        except Empty:
            if line.given_up:
                raise Stopping from None
            if left <= 0:
                raise TooSlow(seconds) from None


def _make(made: Callable[[], Iterator[T]], told: "SimpleQueue[_Made[T] | _End]", left: Event, turn: ExitStack) -> None:
    """Tells the end when the place is free again; stops early where nobody takes what it makes any more."""
    error = None
    with turn:
        try:
            for one in made():
                told.put(_Made(one))
                if left.is_set():
                    break
        except Exception as broken:  # noqa: BLE001 - raised where it is waited for
            error = broken
    told.put(_End(error))
