"""The page at /api/ in a real browser: on a small screen, in the dark, with the keyboard."""

from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browsing import Stage, Visit, barriers
from ui import texts

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_the_api_has_no_barrier_and_fits_a_small_screen(
    browser: BrowserContext, stage: Stage, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page()
    called: list[str] = []
    page.on("request", lambda request: called.append(request.url))
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{stage.address}api/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert [url for url in called if not url.startswith(stage.address)] == []
    page.locator("details summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open] table").is_visible()
    assert barriers(page, 10) == []
    page.close()


def test_who_asks_too_often_on_the_page_reads_how_long_to_wait(staged: Visit) -> None:
    said = "U stelt te veel vragen na elkaar. Wacht 9 seconden en probeer het dan opnieuw."
    staged.page.route("**/queue/join*", lambda route: route.fulfill(status=429, json={"error": said}))
    staged.send("Hoeveel woningen?")
    expect(staged.page.locator("#kop .lost")).to_have_text(said)
    expect(staged.page.locator("#kop .lost")).to_be_visible()
    staged.page.unroute("**/queue/join*")
    staged.ask("Hoeveel woningen?")
    expect(staged.page.locator("#kop .lost")).to_have_text(texts.LOST)
    staged.troubles.clear()  # the browser tells of every 429
