"""Logging in, staying and leaving, in a real Chromium, over answers written out here."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from index import Index
from tests.browsing import PATIENCE, SCREEN, Stage, Visit, barriers
from ui import build_app, texts
from ui.access import Role
from ui.access_settings import Access
from ui.desk import Desk, House, at_once
from ui.entrance import Login
from ui.gate import Gate
from ui.sessions import Sessions, beside, key_beside
from ui.users import Users

pytestmark = pytest.mark.browser

WORDS = "een paard zonder naam"


@dataclass(slots=True)
class Clock:
    ahead: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


class Guarded(Stage):
    """The stage behind a login, whose sessions go by a clock that can be put forward."""

    def __init__(self, index: Index, users: Path) -> None:
        super().__init__(index)
        known, self.clock = Users(users), Clock()
        known.add("anna", WORDS, Role.MANAGER)
        sessions = Sessions(key_beside(users), beside(users, "ended"), 3600, 36_000, self.clock)
        self.login = Login(known, sessions, Access().proxies)

    def app(self) -> Gate:
        desk = Desk(self.index, self.ask, at_once(self.ask))
        return build_app(lambda: desk, House(way=self.login))


@pytest.fixture(scope="module")
def guarded(tiny_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    stage = Guarded(tiny_index, tmp_path_factory.mktemp("users") / "gebruikers.json")
    stage.start()
    yield stage
    stage.stop()


@pytest.fixture
def page(browser: BrowserContext) -> Iterator[Page]:
    """A browser of its own: nobody is logged in."""
    assert browser.browser
    context = browser.browser.new_context(locale="en-GB", viewport=SCREEN, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def type_in(page: Page, password: str = WORDS) -> None:
    """By keyboard, from the field that has the focus."""
    if page.evaluate("document.activeElement.id") == "naam":
        page.keyboard.type("anna")
        page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def test_one_logs_in_asks_and_leaves_by_keyboard(page: Page, guarded: Guarded) -> None:
    page.goto(f"{guarded.address}#dossier")
    expect(page).to_have_title("Aanmelden - Bronwijzer")
    expect(page.get_by_label("Gebruikersnaam")).to_be_focused()
    assert barriers(page) == []
    type_in(page, "een verkeerd woord")
    field = page.get_by_label("Wachtwoord")
    expect(page).to_have_title("Fout: Aanmelden - Bronwijzer")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(texts.LOGIN_WRONG)
    assert barriers(page) == []
    type_in(page)
    expect(page.get_by_role("tab", name="Dossier")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".wie")).to_contain_text("Aangemeld als anna (beheerder)")
    page.get_by_role("tab", name="Vragen").click()
    visit = Visit(page, guarded.address)
    visit.ask("Wat?")
    assert barriers(page) == []
    page.locator("body").click(position={"x": 1, "y": 1})
    visit.tab_to("#afmelden")
    page.keyboard.press("Enter")
    expect(page.locator(".bericht")).to_have_text(texts.LOGGED_OUT)
    assert page.evaluate("sessionStorage.length") == 0
    page.go_back()
    expect(page.get_by_label("Gebruikersnaam")).to_be_visible()


def test_a_session_that_ends_in_mid_page_loses_neither_the_question_nor_the_conversation(
    page: Page, guarded: Guarded
) -> None:
    page.goto(guarded.address)
    type_in(page)
    visit = Visit(page, guarded.address)
    visit.ask("Een?")
    guarded.clock.ahead += 7200
    visit.send("Wat wou ik ook weer vragen?")
    lost = page.locator("#kop .lost")
    expect(lost).to_have_text(f"{texts.SESSION_OVER_HERE} {texts.LOGIN_AGAIN}")
    expect(lost).to_be_visible()
    expect(page.locator("#melding")).to_have_text(lost.inner_text())
    page.get_by_role("link", name=texts.LOGIN_AGAIN).press("Enter")
    expect(page.locator(".bericht")).to_have_text(texts.SESSION_OVER)
    type_in(page)
    expect(page.get_by_label("Stel uw vraag")).to_have_value("Wat wou ik ook weer vragen?")
    expect(page.locator(".turn:not(.pending)")).to_have_count(1)
    assert visit.questions() == ["Een?"]
    guarded.clock.ahead += 7200
    page.get_by_role("tab", name="Dossier").click()
    expect(lost).to_be_visible()  # every part says it in the same way
    page.get_by_role("link", name=texts.LOGIN_AGAIN).press("Enter")
    expect(page.get_by_label("Gebruikersnaam")).to_be_focused()
    type_in(page)
    expect(page.get_by_role("tab", name="Dossier")).to_have_attribute("aria-selected", "true")


def test_the_next_person_at_a_computer_finds_nothing_of_the_first_one_who_finds_it_all_again(
    page: Page, guarded: Guarded
) -> None:
    def log_in(name: str) -> None:
        page.goto(f"{guarded.address}inloggen")
        page.get_by_label("Gebruikersnaam").fill(name)
        page.get_by_label("Wachtwoord").fill(WORDS)
        page.keyboard.press("Enter")
        expect(page.locator(".wie strong")).to_have_text(name)
        page.wait_for_function("name => localStorage.getItem('bronwijzer-van') === name", arg=name)  # scripts ran

    kept = "[localStorage.getItem('bronwijzer-werk'), sessionStorage.getItem('bronwijzer-gesprek')]"
    guarded.login.users.add("jef", WORDS, Role.READER)
    log_in("anna")
    page.evaluate(
        "localStorage.setItem('bronwijzer-werk', 'van anna'), sessionStorage.setItem('bronwijzer-gesprek', '[]')"
    )
    page.context.clear_cookies()  # her session ran out and somebody else sits down
    log_in("jef")
    assert page.evaluate(kept) == [None, None]
    page.evaluate("localStorage.setItem('bronwijzer-werk', 'van jef')")
    page.locator("#afmelden").click()
    expect(page.locator(".bericht")).to_have_text(texts.LOGGED_OUT)
    log_in("anna")
    assert page.evaluate(kept) == ["van anna", None]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_to_log_in_fits_a_small_screen(page: Page, guarded: Guarded, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(f"{guarded.address}inloggen?afgemeld")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert barriers(page) == []
    heights = page.locator("button, input").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(heights) >= 24
