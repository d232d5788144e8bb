"""Twenty people at once: seventeen as sessions over HTTP, three with a page; each gets their own answer, and the server
works at as many as it was told to, the rest waits its turn."""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from playwright.sync_api import BrowserContext, expect

from eval import GOLD, load_gold
from index import Index
from qa import Answer, Turn
from tests.browsing import PATIENCE, Stage, visiting
from tests.talking import Session, session_at
from ui.app import build_app
from ui.desk import Desk, at_once
from ui.line import Line
from ui.seen import Seen
from ui.serving import in_line

pytestmark = pytest.mark.browser

PEOPLE, PAGES, AT_ONCE = 20, 3, 4


def questions_of(index: Index) -> list[str]:
    """Of the gold, each about something else."""
    gold = [one.question for one in load_gold(GOLD, index.documents) if not one.history]
    return list(dict.fromkeys(gold))[:: max(1, len(gold) // PEOPLE)][:PEOPLE]


def test_twenty_people_at_once_each_get_the_answer_that_they_would_get_alone(
    browser: BrowserContext, server: str, real_index: Index
) -> None:
    questions = questions_of(real_index)
    assert len(questions) == PEOPLE
    first = session_at(server)

    def alone(question: str) -> str:
        return Session(server, first.functions).ask(question)

    expected = [alone(question) for question in questions]
    assert len(set(expected)) == PEOPLE
    with ExitStack() as stack, ThreadPoolExecutor(PEOPLE) as people:
        pages = [stack.enter_context(visiting(browser, server)) for _ in range(PAGES)]
        given = people.map(alone, questions[PAGES:])
        for page, question in zip(pages, questions, strict=False):
            page.send(question)
        for number, page in enumerate(pages):
            expect(page.page.locator(".turn:not(.pending)")).to_have_count(1, timeout=PATIENCE)
            assert page.questions() == [questions[number]]
            said = page.page.locator(".turn .said").inner_html()
            assert page.page.evaluate(TEXT, said) == page.page.evaluate(SAID, expected[number])
        assert list(given) == expected[PAGES:]


TEXT = "html => { const box = document.createElement('div'); box.innerHTML = html; return box.textContent.trim(); }"
SAID = """html => { const box = document.createElement('div'); box.innerHTML = html;
    return box.querySelector('.turn .said').textContent.trim(); }"""


class Crowded(Stage):
    """Counts how many questions it works at side by side, and answers each with its own words."""

    def __init__(self, index: Index) -> None:
        super().__init__(index)
        self.now = self.most = 0
        self.counting = threading.Lock()
        self.line = Line(AT_ONCE, PEOPLE)

    def app(self) -> Seen:
        desk = Desk(self.index, self.ask, in_line(self.line, at_once(self.ask)))
        return build_app(lambda: desk)

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        with self.counting:
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            answer = super().ask(question, history)
            time.sleep(0.02)
        finally:
            with self.counting:
                self.now -= 1
        return Answer(question, answer.claims, None, f"Antwoord op {question}", (), "extractive")


@pytest.fixture
def crowded(tiny_index: Index) -> Iterator[Crowded]:
    stage = Crowded(tiny_index)
    stage.start()
    yield stage
    stage.stop()


def test_so_many_are_answered_side_by_side_and_the_others_wait_their_turn(crowded: Crowded) -> None:
    first = session_at(crowded.address)
    questions = [f"Vraag van persoon {number}?" for number in range(PEOPLE)]
    crowded.gate.clear()
    with ThreadPoolExecutor(PEOPLE) as people:
        given = people.map(lambda question: Session(crowded.address, first.functions).ask(question), questions)
        until = time.monotonic() + 60
        while crowded.now < AT_ONCE and time.monotonic() < until:
            time.sleep(0.05)
        crowded.gate.set()
        for question, shown in zip(questions, given, strict=True):
            assert f"Antwoord op {question}" in shown
            assert not any(f"Antwoord op {other}" in shown for other in questions if other != question)
    assert crowded.most == AT_ONCE
