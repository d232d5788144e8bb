"""What takes too long is stopped, and scores zero."""

import signal
import sys
import threading
import time
from types import FrameType

import pytest

from eval.limit import TimeUp, stopped_after


def compute() -> None:
    """Python that only computes, and takes every failure for its own."""
    while True:
        try:
            sum(range(1000))
        except Exception:  # noqa: BLE001
            continue


def test_python_that_only_computes_is_stopped() -> None:
    with pytest.raises(TimeUp), stopped_after(0.05):
        compute()


def test_what_waits_is_stopped() -> None:
    with pytest.raises(TimeUp), stopped_after(0.05):
        threading.Event().wait(60)


def test_what_ends_in_time_is_left_alone_and_so_is_what_comes_after() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with stopped_after(0.05):
        pass
    time.sleep(0.1)
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_failure_goes_through_and_leaves_no_alarm() -> None:
    with pytest.raises(ValueError, match="stuk"), stopped_after(60):
        raise ValueError("stuk")
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_an_alarm_in_the_very_end_leaves_no_alarm() -> None:
    before, tracing, ended = signal.getsignal(signal.SIGALRM), sys.gettrace(), False

    def alarm(frame: FrameType, event: str, _: object) -> object:
        if ended and event == "line" and frame.f_code.co_name == "stopped_after":
            signal.raise_signal(signal.SIGALRM)
        return alarm

    sys.settrace(alarm)
    try:
        with pytest.raises(TimeUp), stopped_after(60):
            ended = True
    finally:
        sys.settrace(tracing)
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_the_alarm_of_another_is_set_again() -> None:
    signal.setitimer(signal.ITIMER_REAL, 1000)
    try:
        with stopped_after(60):
            pass
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 900
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def test_without_a_limit_nothing_is_stopped() -> None:
    with stopped_after(None):
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_in_another_thread_nothing_can_be_stopped_and_nothing_breaks() -> None:
    ended = threading.Event()

    def work() -> None:
        with stopped_after(0.01):
            time.sleep(0.05)
        ended.set()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    assert ended.is_set()
