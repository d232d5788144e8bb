"""Stops what takes too long; it does not know what that is.

An alarm of the system raises `TimeUp` in the main thread, also in the middle of Python that only computes, and again
every ten seconds, should a library swallow the first: no sooner, for what is stopped may be cleaning up behind itself.
What it cannot stop: one long call into compiled code (a language model that computes in C) ends first and is stopped
then; a call that never returns is never stopped; and in another thread, or on a system without such alarms (Windows),
nothing is. `eval.judge` looks at the clock too, so a late answer scores zero everywhere.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 10.0  # seconds


class TimeUp(BaseException):
    """No Exception: what is stopped must not take it for a failure of its own and go on."""


@contextmanager
def stopped_after(seconds: float | None) -> Iterator[None]:
    """Raises TimeUp in the block once so many seconds have passed; None: never."""
    if seconds is None or not _can_stop():
        yield
        return
    running = True

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if running:
            raise TimeUp

    before = signal.signal(signal.SIGALRM, stop)
    other = signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        try:
            yield
        finally:
            running = False  # an alarm just before this line raises here, and the outer block still cleans up
    finally:
        running = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *other)


def _can_stop() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
