"""Comparing organisations and asking why, as a person does it in a real Chromium over the real documents."""

import pytest
from playwright.sync_api import expect

from tests.browsing import PATIENCE, SCREEN, SUMMER, UNKNOWN, Visit, barriers
from ui import texts

pytestmark = pytest.mark.browser


def test_a_theme_is_compared_by_keyboard_and_its_link_leads_back(visit: Visit) -> None:
    page = visit.page
    page.goto(visit.address + "#vergelijken")
    page.get_by_label(texts.THEME).fill("mantelzorg")
    page.keyboard.press("Enter")
    table = page.get_by_role("table")
    expect(table).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("rowheader").first).to_have_text(texts.COMPARE_ROWS["voorstel"])
    assert "thema=mantelzorg" in page.evaluate("location.hash")
    assert barriers(page) == []
    said = table.inner_text()
    page.get_by_text(texts.LINK_TO_COMPARISON).click()
    page.reload()
    expect(page.locator("#vraag")).to_be_attached(timeout=PATIENCE)
    expect(page.get_by_role("table")).to_be_visible(timeout=PATIENCE)
    assert page.get_by_role("table").inner_text() == said
    page.set_viewport_size({"width": 320, "height": 800})
    expect(page.get_by_role("table")).to_be_hidden()
    expect(page.locator(".blokken h3").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert barriers(page) == []
    page.set_viewport_size(SCREEN)


def test_why_is_unfolded_by_keyboard_below_an_answer_and_below_a_refusal(visit: Visit) -> None:
    page = visit.page
    for question, label in ((SUMMER, texts.WHY), (UNKNOWN, texts.WHY_NONE)):
        visit.ask(question)
        summary = page.locator(".why summary").last
        expect(summary).to_have_text(label)
        summary.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text(texts.WHY_FOUND).last).to_be_visible()
        assert barriers(page) == []
    expect(page.locator(".why .lot", has_text=texts.WHY_FATES["gebruikt"])).to_have_count(1)
