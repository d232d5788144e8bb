"""A document read in a real Chromium: beside the conversation, over it on a small screen, and on a page of its own."""

from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browsing import BOTH, GBO, PATIENCE, UNKNOWN, Visit, barriers

pytestmark = pytest.mark.browser


def open_by_keyboard(visit: Visit, number: int = 0) -> None:
    visit.page.locator("#gesprek a.cite").nth(number).focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#lezer mark:focus")).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize(("width", "height"), [(320, 568), (1024, 700), (1440, 900)])
def test_a_source_is_read_where_it_is_quoted_and_escape_leads_back_to_the_very_number(
    visit: Visit, width: int, height: int
) -> None:
    page = visit.page
    page.set_viewport_size({"width": width, "height": height})
    visit.ask(BOTH)
    open_by_keyboard(visit, 1)
    expect(page.locator("#lezer mark:focus")).to_be_in_viewport(ratio=0.5)
    assert page.locator("#lezer").evaluate("dialog => dialog.matches(':modal')") == (width < 1024)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#lezer .rol").evaluate("box => box.scrollWidth <= box.clientWidth")
    if width >= 1024:  # the conversation stays in sight and can be used
        expect(page.locator("#gesprek .said").last).to_be_in_viewport()
        edges = page.evaluate("['gesprek', 'lezer'].map(id => document.getElementById(id).getBoundingClientRect())")
        assert edges[0]["right"] <= edges[1]["left"] + 1
    page.keyboard.press("Escape")
    expect(page.locator("#lezer")).not_to_be_visible()
    expect(page.locator("#gesprek a.cite").nth(1)).to_be_focused()


def test_the_sources_of_an_answer_are_read_one_after_the_other(visit: Visit) -> None:
    page = visit.page
    visit.ask(BOTH)
    count = page.locator("#bronnen-1 a.lees").count()
    open_by_keyboard(visit)
    expect(page.locator("#lezer .stand")).to_have_text(f"Bron 1 van {count}")
    expect(page.get_by_role("button", name="Vorige bron")).to_be_disabled()
    first = page.locator("#lezer mark").first.inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#lezer .stand")).to_have_text(f"Bron 2 van {count}")
    expect(page.locator("#lezer mark").first).not_to_have_text(first)
    expect(page.locator("#gesprek a.cite[aria-current]").first).to_contain_text("[2]")
    for _ in range(2, count):
        page.get_by_role("button", name="Volgende bron").click()
    expect(page.get_by_role("button", name="Volgende bron")).to_be_disabled()
    expect(page.locator("#lezer .herkomst strong")).to_have_text("Vlaams Welzijnsverbond")
    page.locator("#lezer mark").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator(f'#gesprek a.cite[href="#bron-1-{count}"]').first).to_be_focused()


def test_a_quote_its_link_and_its_place_in_the_contents_are_at_hand(visit: Visit, browser: BrowserContext) -> None:
    page = visit.page
    visit.ask(BOTH)
    open_by_keyboard(visit)
    reader = page.locator("#lezer")
    reader.get_by_text("Kopiëren en openen").click()
    reader.get_by_role("button", name="Kopieer citaat met verwijzing").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => /^“.*sha256/s.test(text))")
    reader.get_by_role("button", name="Kopieer link naar deze plaats").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('http'))")
    link = page.evaluate("navigator.clipboard.readText()")
    quote = reader.locator("mark").first.inner_text().removeprefix("Citaat").strip()
    reader.get_by_text("Inhoud", exact=True).click()
    expect(reader.locator("nav [aria-current=location]")).to_be_visible()
    reader.locator("nav a").last.click()
    expect(reader.locator(":is(h3, h4, h5, h6):focus")).to_be_in_viewport()
    plain = browser.browser
    assert plain is not None
    context = plain.new_context(java_script_enabled=False)
    other = context.new_page()
    other.goto(link)
    expect(other.locator("mark#citaat")).to_be_in_viewport()
    expect(other.locator("mark#citaat")).to_contain_text(quote)
    context.close()


def test_what_comes_near_an_unanswered_question_can_be_read_in_its_document(visit: Visit) -> None:
    visit.ask(UNKNOWN)
    visit.page.locator("#bronnen a.lees").nth(1).click()
    expect(visit.page.locator("#lezer mark").first).to_be_focused()
    expect(visit.page.locator("#lezer .stand")).to_have_text("Passage 2 van 3")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#bronnen a.lees").nth(1)).to_be_focused()


def test_a_document_that_left_the_index_is_told_in_dutch(visit: Visit) -> None:
    visit.ask(GBO)
    visit.page.evaluate("document.querySelector('#bronnen a.lees').href = 'bron/0123456789abcdef?van=1&tot=2'")
    visit.page.locator("#bronnen a.lees").first.click()
    expect(visit.page.locator("#lezer .fout")).to_contain_text("Bronwijzer heeft dit document niet (meer).")
    visit.troubles.clear()  # the browser notes what is not there


def test_back_closes_the_document_and_forward_opens_it_again(visit: Visit) -> None:
    visit.ask(BOTH)
    page = visit.page
    page.locator("a.cite").first.click()
    expect(page.locator("#lezer mark:focus")).to_be_visible(timeout=PATIENCE)
    page.go_back()
    expect(page.locator("#lezer")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('a.cite')")
    page.go_forward()
    expect(page.locator("#lezer mark:focus")).to_be_visible(timeout=PATIENCE)
    page.locator("#tab-dossier").click()
    expect(page.locator("#blad-dossier h2").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#lezer")).to_be_hidden()
    page.go_back()
    expect(page.locator("#lezer mark:focus")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(page.locator("#lezer")).to_be_hidden()
    page.wait_for_function("() => !history.state?.lezer")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1440, "dark")])
def test_axe_finds_no_barrier_in_an_open_document(visit: Visit, scheme: Literal["light", "dark"], width: int) -> None:
    visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.ask(GBO)
    open_by_keyboard(visit)
    for summary in visit.page.locator("#lezer summary:visible").all():
        summary.click()
    assert barriers(visit.page) == []
    own = visit.page.locator("#bronnen a.lees").first.get_attribute("href")
    visit.page.goto(f"{visit.address}{own}")
    assert barriers(visit.page, rules=20) == []  # a plain page: fewer rules find something to judge
