"""What the server remembers of pages that are closed."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest

from index import Index
from tests.browsing import Stage
from tests.talking import Session, session_at
from ui.app import build_app
from ui.closed import MOST, forget_closed
from ui.desk import Desk, at_once
from ui.line import Line
from ui.serving import in_line

PAGES = 12


@pytest.fixture
def stage(tiny_index: Index, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("GRADIO_HEARTBEAT_INTERVAL", "0.2")  # seconds until the server notes that a page is closed
    stage = Stage(tiny_index)
    stage.start()
    yield stage
    stage.stop()


def blocks_of(stage: Stage) -> Any:
    """Somewhere below the layers around it."""
    layer: Any = stage.server.config.app
    while not hasattr(layer, "_blocks"):
        layer = layer.app
    return layer._blocks


def asked_and_closed(session: Session) -> str:
    with session.open():
        return session.ask(f"Wat is {session.hash}?")


def test_a_page_that_was_closed_leaves_no_word_behind_and_an_open_one_goes_on(stage: Stage) -> None:
    first, blocks = session_at(stage.address), blocks_of(stage)
    kept = blocks.state_holder.session_data
    with ExitStack() as open_pages:
        open_pages.enter_context(first.open())
        assert "Antwoord 1:" in first.ask("Een?")
        with ThreadPoolExecutor(4) as people:
            others = [Session(stage.address, first.functions) for _ in range(PAGES)]
            for session, shown in zip(others, people.map(asked_and_closed, others), strict=True):
                assert session.hash in shown
        until(lambda: sum(page.is_closed for page in kept.values()) == PAGES)
        assert len(kept) == PAGES + 1  # an hour long one may come back
        forget_closed(blocks, timedelta(0))
        until(lambda: set(kept) == {first.hash})
        assert set(blocks.state_holder.time_last_used) == {first.hash}
        assert "Antwoord 2:" in first.ask("Twee?")


def test_what_a_page_shows_is_not_kept_twice(stage: Stage) -> None:
    session, blocks = session_at(stage.address), blocks_of(stage)
    with session.open():
        assert "Antwoord 1:" in session.ask("Een?")
        page = blocks.state_holder.session_data[session.hash]
        until(lambda: "Antwoord 1:" not in str(page.config_values))
        assert "Antwoord 2:" in session.ask("Twee?")


def test_of_open_pages_too_only_so_many_are_kept(stage: Stage) -> None:
    holder = blocks_of(stage).state_holder
    for number in range(MOST + 10):
        holder[str(number)]
    assert len(holder.session_data) == MOST


class Queued(Stage):
    """One question at a time."""

    line = Line(1, 5)

    def app(self) -> Any:
        desk = Desk(self.index, self.ask, in_line(self.line, at_once(self.ask)))
        return build_app(lambda: desk)


def test_who_closes_the_page_leaves_the_line_and_the_others_are_answered(
    tiny_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_HEARTBEAT_INTERVAL", "0.2")
    stage = Queued(tiny_index)
    stage.start()
    with ThreadPoolExecutor(3) as people:
        try:
            first = session_at(stage.address)
            second, third = (Session(stage.address, first.functions) for _ in range(2))
            stage.gate.clear()
            answered = people.submit(first.ask, "Een?")
            until(lambda: stage.line.state().answering == 1)
            with second.open():
                left = people.submit(second.ask, "Twee?")
                until(lambda: stage.line.state().waiting == 1)
            until(lambda: stage.line.state().waiting == 0)
            later = people.submit(third.ask, "Drie?")
            until(lambda: stage.line.state().waiting == 1)
        finally:
            stage.gate.set()
            shown = answered.result(30), later.result(30)
            left.result(30)
            stage.stop()
    assert all("Antwoord 1:" in one for one in shown)
    assert stage.line.state().answered == 2


def until(holds: Any) -> None:
    for _ in range(300):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it never came")


def test_nothing_on_the_page_waits_in_a_line_of_gradios_own(stage: Stage) -> None:
    """What may be asked next once did: with many people it filled that line, and their questions were refused."""
    queue = blocks_of(stage)._queue
    limits = {fn.name: fn.concurrency_limit for fn in blocks_of(stage).fns.values() if fn.queue}
    assert {"reply", "following"} <= limits.keys()
    assert {queue.default_concurrency_limit if one == "default" else one for one in limits.values()} == {None}
