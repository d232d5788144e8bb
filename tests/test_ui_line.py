"""The line: so many at once, so many that wait, in turn."""

import threading
import time
from collections.abc import Callable

import pytest

from ui.line import Asker, Busy, Line, Stopping, Withdrawn, asker, asking_for, each_for


class Crowd:
    """Askers in threads of their own, each of whom stays until it may go; `order` is that in which they came in."""

    def __init__(self, line: Line) -> None:
        self.line, self.order = line, list[str]()
        self.leave: dict[str, threading.Event] = {}
        self.refused: dict[str, Exception] = {}
        self.threads: list[threading.Thread] = []

    def ask(self, label: str, name: str = "", wanted: Callable[[], bool] = lambda: True, later: bool = False) -> None:
        self.leave[label] = threading.Event()
        before = self.line.state()

        def stand() -> None:
            try:
                with asking_for(name or label, wanted, later=later), self.line.turn():
                    self.order.append(label)
                    self.leave[label].wait(10)
            except (Busy, Stopping, Withdrawn) as error:
                self.refused[label] = error

        self.threads.append(threading.Thread(target=stand, daemon=True))
        self.threads[-1].start()
        until(lambda: self.line.state() != before)

    def go(self, label: str) -> None:
        before = self.line.state().answered
        self.leave[label].set()
        until(lambda: self.line.state().answered == before + 1)

    def finish(self) -> None:
        for event in self.leave.values():
            event.set()
        for thread in self.threads:
            thread.join(10)


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.002)


def test_who_comes_when_the_line_is_full_is_told_so_at_once_and_who_waits_is_answered() -> None:
    crowd = Crowd(Line(places=1, longest=1))
    crowd.ask("eerst")
    crowd.ask("wacht")
    with pytest.raises(Busy, match="Het is nu druk"), asking_for("derde"), crowd.line.turn():
        pass
    assert crowd.line.state().refused == 1
    crowd.finish()
    assert crowd.order == ["eerst", "wacht"]


def test_one_with_many_questions_does_not_keep_others_waiting() -> None:
    crowd = Crowd(Line(places=1, longest=20))
    for number in range(5):
        crowd.ask(f"veel {number}", "veel")
    crowd.ask("een vraag", "ander")
    crowd.go("veel 0")
    until(lambda: len(crowd.order) == 2)
    assert crowd.order[1] == "een vraag"
    crowd.finish()


def test_nobody_holds_more_than_half_of_the_places_to_wait() -> None:
    crowd = Crowd(Line(places=1, longest=4))
    for number in range(3):
        crowd.ask(f"veel {number}", "veel")
    with pytest.raises(Busy), asking_for("veel"), crowd.line.turn():
        pass
    crowd.ask("ander")
    crowd.finish()
    assert "ander" in crowd.order


def test_what_nobody_asked_for_waits_until_nobody_else_does() -> None:
    crowd = Crowd(Line(places=1, longest=4))
    crowd.ask("eerst")
    crowd.ask("vervolg", later=True)
    crowd.ask("tweede")
    crowd.go("eerst")
    until(lambda: len(crowd.order) == 2)
    crowd.finish()
    assert crowd.order == ["eerst", "tweede", "vervolg"]


def test_what_nobody_asked_for_takes_no_place_of_those_who_ask() -> None:
    crowd = Crowd(Line(places=1, longest=1))
    crowd.ask("eerst")
    crowd.ask("vervolg", later=True)
    with pytest.raises(Busy), asking_for("nog een vervolg", later=True), crowd.line.turn():
        pass
    crowd.ask("tweede")
    crowd.finish()
    assert sorted(crowd.order) == ["eerst", "tweede", "vervolg"]


def test_who_no_longer_waits_frees_the_place() -> None:
    crowd, left = Crowd(Line(places=1, longest=1)), threading.Event()
    crowd.ask("eerst")
    crowd.ask("weg", wanted=lambda: not left.is_set())
    left.set()
    until(lambda: not crowd.line.state().waiting)
    crowd.ask("derde")
    crowd.finish()
    assert crowd.order == ["eerst", "derde"]
    assert isinstance(crowd.refused["weg"], Withdrawn)


def test_who_waits_too_long_is_told_that_it_is_busy() -> None:
    crowd = Crowd(Line(places=1, longest=5, patience=0.3))
    crowd.ask("eerst")
    with pytest.raises(Busy), crowd.line.turn():
        pass
    crowd.finish()


def test_a_line_that_stops_takes_nobody_in_and_answers_who_stands_in_it() -> None:
    crowd = Crowd(Line(places=1, longest=5))
    crowd.ask("eerst")
    crowd.ask("wacht")
    crowd.line.stop()
    with pytest.raises(Stopping, match="opnieuw gestart"), crowd.line.turn():
        pass
    crowd.finish()
    assert crowd.order == ["eerst", "wacht"]


def test_a_line_that_gives_up_tells_who_stands_in_it() -> None:
    crowd = Crowd(Line(places=1, longest=5))
    crowd.ask("eerst")
    crowd.ask("wacht")
    crowd.line.give_up()
    until(lambda: "wacht" in crowd.refused)
    assert isinstance(crowd.refused["wacht"], Stopping)
    crowd.finish()


def test_a_turn_ends_with_what_breaks_in_it() -> None:
    line = Line(places=1, longest=0)
    with pytest.raises(ZeroDivisionError), line.turn():
        raise ZeroDivisionError
    with line.turn():
        assert line.state().answering == 1


def test_each_answer_is_made_on_behalf_of_who_asks_and_nothing_stays_behind() -> None:
    seen = list(each_for(Asker("bladzijde"), (asker().name for _ in range(2))))
    assert seen == ["bladzijde", "bladzijde"]
    assert asker().name == ""
