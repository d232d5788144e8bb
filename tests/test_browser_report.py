"""The report of a run in a real Chromium: no barrier and no request, on a screen, in the dark, on a phone, on paper."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Page

from eval import review
from tests.browsing import barriers
from tests.test_eval_review import saved
from tests.test_eval_run import right
from ui import texts_eval as words
from ui.report import story
from ui.report_html import to_html

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("verslag")
    shown = to_html(story(review(saved(place), saved(place, right, "b.json")), {}))
    (place / "verslag.html").write_text(shown, encoding="utf-8")
    return place / "verslag.html"


def opened(browser: BrowserContext, report: Path, asked: list[str]) -> Page:
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: asked.append(said.text))
    page.goto(report.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_report_has_no_barrier_and_asks_for_nothing(
    browser: BrowserContext, report: Path, scheme: str, width: int
) -> None:
    asked = list[str]()
    page = opened(browser, report, asked)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    for summary in page.locator("summary").all():
        summary.click()
    assert barriers(page, 20) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [one for one in asked if one not in (report.as_uri(), "data:,")] == []
    page.close()


def test_what_is_wider_than_a_phone_is_scrolled_by_keyboard(browser: BrowserContext, report: Path) -> None:
    page = opened(browser, report, [])
    page.set_viewport_size({"width": 320, "height": 800})
    wide = "[...document.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1)"
    scrolled = f"{wide}.filter(e => getComputedStyle(e).overflowX === 'auto')"
    assert page.evaluate(f"{scrolled}.length") > 0
    assert page.evaluate(f"{scrolled}.every(e => e.tabIndex === 0)")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == words.REPORT_SKIP
    page.close()


def test_it_is_printed_light_on_a4_with_its_charts(browser: BrowserContext, report: Path) -> None:
    page = opened(browser, report, [])
    page.emulate_media(color_scheme="dark")
    printed = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert [round(side) for side in printed[0].get_size()] in ([595, 842], [594, 842])
    assert words.REPORT_STACKED in "".join(sheet.get_textpage().get_text_range() for sheet in printed)
    assert printed[0].render().to_pil().convert("L").getpixel((3, 3)) == 255
    page.close()
