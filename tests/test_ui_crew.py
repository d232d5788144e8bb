"""Answering processes: real ones, that are asked, killed, held up and replaced."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import HashingEncoder
from tests.slow_answers import Opened, acting
from ui.crew import AnotherIndex, Crew, Lost
from ui.lane import Lent
from ui.line import Stopping, TooSlow, Withdrawn, asking_for


def instead(question: str) -> str:
    return f"in de server: {question}"


@contextmanager
def crew(size: int = 2, opening: Any = acting, **given: Any) -> Iterator[Crew]:
    made = Crew(opening, Lent(HashingEncoder()), size, given.pop("instead", instead), **given)
    try:
        made.wait(30)
        yield made
    finally:
        made.close()


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"


@pytest.fixture(scope="module")
def two() -> Iterator[Crew]:
    with crew() as made:
        yield made


def test_questions_are_answered_side_by_side_in_other_processes(two: Crew) -> None:
    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(two, ["sleep 0.3", "sleep 0.3"]))
    assert said == ["antwoord op sleep 0.3"] * 2
    assert two("pid") in two.state().pids
    assert os.getpid() not in two.state().pids


def test_a_process_encodes_with_the_model_of_the_front(two: Crew) -> None:
    assert np.allclose(two("encode wonen zorg"), HashingEncoder().encode(["wonen", "zorg"]))


def test_an_error_comes_back_as_itself_and_the_process_goes_on(two: Crew) -> None:
    pids = set(two.state().pids)
    with pytest.raises(ValueError, match="woorden van de vraag"):
        two("raise")
    assert set(two.state().pids) == pids


def test_a_question_whose_process_dies_is_answered_by_another_and_the_crew_grows_back(
    two: Crew, tmp_path: Path
) -> None:
    ended = two.state().ended
    assert two(f"die-once {tmp_path / 'died'}").startswith("antwoord")
    until(lambda: two.state().ready == 2)
    assert two.state().ended == ended + 1


def test_a_process_that_dies_between_questions_is_replaced_and_nobody_notices(two: Crew) -> None:
    killed = two.state().pids[0]
    os.kill(killed, signal.SIGKILL)
    assert two("wonen") == "antwoord op wonen"
    until(lambda: two.state().ready == 2 and killed not in two.state().pids)


def test_a_question_that_kills_every_process_is_given_up_and_never_reaches_the_server(two: Crew) -> None:
    with pytest.raises(Lost):
        two("die")
    until(lambda: two.state().ready == 2)
    assert two("wonen") == "antwoord op wonen"


def test_a_question_that_takes_too_long_ends_its_process_and_another_takes_its_place() -> None:
    with crew(1, seconds=0.5) as one:
        with pytest.raises(TooSlow, match="geen antwoord"):
            one("sleep 30")
        assert one("wonen") == "antwoord op wonen"
        assert one.state().overdue == 1


def test_a_process_that_stands_still_is_ended_too() -> None:
    with crew(1, seconds=0.5) as one:
        os.kill(one.state().pids[0], signal.SIGSTOP)
        with pytest.raises(TooSlow):
            one("x" * 2_000_000)  # more than a pipe holds
        assert one("wonen") == "antwoord op wonen"


def test_a_question_that_nobody_waits_for_any_more_frees_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.crew._GRACE", 0.2)
    left = threading.Event()
    with crew(1) as one, asking_for("bladzijde", lambda: not left.is_set()):
        threading.Timer(0.3, left.set).start()
        with pytest.raises(Withdrawn):
            one("sleep 30")


def test_where_no_process_can_begin_the_server_answers_until_one_can(tmp_path: Path) -> None:
    with crew(1, Opened(tmp_path / "state")) as one:
        assert one("wonen") == "in de server: wonen"
        (tmp_path / "state").write_text("one", encoding="utf-8")
        until(lambda: one.state().ready == 1)
        assert one("wonen") == "antwoord op wonen"


def test_a_process_that_opened_another_index_answers_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("newer", encoding="utf-8")
    made = Crew(Opened(tmp_path / "state"), Lent(HashingEncoder()), 1, instead, state="older")
    with pytest.raises(AnotherIndex):
        made.wait(30)
    assert made("wonen") == "in de server: wonen"
    made.close()


def test_a_crew_that_retires_finishes_what_it_was_asked_and_its_processes_end() -> None:
    with crew(2) as old, ThreadPoolExecutor(1) as pool:
        pids = old.state().pids
        asked = pool.submit(old, "sleep 0.5")
        until(lambda: old.state().busy == 1)
        old.retire()
        assert old("later") == "in de server: later"
        assert asked.result() == "antwoord op sleep 0.5"
        until(lambda: all(map(gone, pids)))


def test_a_crew_that_is_closed_leaves_no_process_whatever_it_does() -> None:
    with ThreadPoolExecutor(1) as pool, crew(2) as made:
        pids = made.state().pids
        pool.submit(made, "sleep 30")
        until(lambda: made.state().busy == 1)
    until(lambda: all(map(gone, pids)))


def test_a_question_that_is_broken_off_by_the_end_of_the_server_is_told_so_and_not_answered_in_it() -> None:
    with ThreadPoolExecutor(1) as pool, crew(1) as made:
        asked = pool.submit(made, "sleep 30")
        until(lambda: made.state().busy == 1)
        made.close()
        with pytest.raises(Stopping):
            asked.result(20)
        with pytest.raises(Stopping):
            made("wonen")
        assert made.state().instead == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no such process there")
def test_where_the_process_that_starts_the_others_dies_they_are_started_again() -> None:
    with crew(2) as made:
        os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)  # type: ignore[attr-defined]
        os.kill(made.state().pids[0], signal.SIGKILL)
        assert made("wonen") == "antwoord op wonen"
        until(lambda: made.state().ready == 2)
        assert made("wonen") == "antwoord op wonen"
