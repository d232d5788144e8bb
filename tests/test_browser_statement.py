"""What the toegankelijkheidsverklaring says is checked at every change, on every tab and on the pages of their own."""

from typing import Literal

import pytest

from tests.browsing import BOTH, Visit, barriers

TABS = (
    "vergelijken?thema=wonen",
    "bladeren",
    "bladeren?weergave=zoeken&zoek=armoede",
    "bladeren?weergave=themas",
    "dossier",
)
TOO_SMALL = """() => [...document.querySelectorAll("a, button, summary, textarea, select, input")]
    .filter(e => e.checkVisibility() && !e.closest(".sr, p, dd, li > span, .skip"))
    .map(e => [e.outerHTML.slice(0, 120), (e.closest("label") ?? e).getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""

pytestmark = pytest.mark.browser


def open_tab(visit: Visit, place: str) -> None:
    visit.page.evaluate("place => { location.hash = place; }", place)
    panel = visit.page.locator(f"#blad-{place.partition('?')[0]} .blad")
    panel.locator("h2, h1, form, table").first.wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_on_any_tab_or_page(visit: Visit, scheme: Literal["light", "dark"]) -> None:
    visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visit.ask(BOTH)
    visit.page.locator("#gesprek .bewaar").first.click()
    for place in TABS:
        open_tab(visit, place)
        assert barriers(visit.page) == [], place
    for path in ("toegankelijkheid", "privacy"):
        visit.page.goto(visit.address + path)
        assert barriers(visit.page, 10) == [], path


def test_what_can_be_clicked_is_large_enough_on_every_tab(visit: Visit) -> None:
    visit.ask(BOTH)
    visit.page.locator("#gesprek .bewaar").first.click()
    for place in TABS:
        open_tab(visit, place)
        assert visit.page.evaluate(TOO_SMALL) == [], place
