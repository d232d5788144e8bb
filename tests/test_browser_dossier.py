"""The dossier in a real browser: collected, put in order by keyboard, kept over a reload, taken along."""

import json
import re
from pathlib import Path
from typing import Literal

import docx
import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browsing import BOTH, PATIENCE, SUMMER, UNKNOWN, Visit, barriers, visiting
from ui import texts

pytestmark = pytest.mark.browser


def collected(visit: Visit, *questions: str) -> None:
    """An answer and its first source of each question, then the tab."""
    for number, question in enumerate(questions, start=1):
        visit.ask(question)
        visit.page.locator(f"#beurt-{number} .bewaar").click()
        visit.page.locator(f"#bronnen-{number} .bewaar").first.click()
    opened(visit.page)


def opened(page: Page) -> None:
    page.locator("#tab-dossier").click()
    expect(page.locator("#blad-dossier h2")).to_be_visible(timeout=PATIENCE)


def items(page: Page) -> Locator:
    return page.locator(".stukken > li")


def kept(page: Page, where: str = "sessionStorage") -> list[dict[str, object]]:
    found = page.evaluate(f"{where}.getItem('bronwijzer-dossier')")
    return json.loads(found)["items"] if found else []


def said(page: Page, words: str) -> None:
    expect(page.locator("#melding")).to_have_text(words, timeout=PATIENCE)


def press(page: Page, piece: int, label: str) -> None:
    """A button of a piece, by keyboard."""
    items(page).nth(piece).get_by_role("button", name=re.compile(f"^{label}")).focus()
    page.keyboard.press("Enter")


def test_what_is_kept_is_counted_once_put_in_order_by_keyboard_and_stays_over_a_reload(visit: Visit) -> None:
    page = visit.page
    visit.ask(SUMMER)
    page.locator("#gesprek .bewaar").click()
    said(page, "Bewaard in dossier (1)")
    page.locator("#gesprek .bewaar").click()
    said(page, texts.DOSSIER_WORDS["al"])
    page.locator("#bronnen .bewaar").first.click()
    expect(page.locator("#tab-dossier")).to_have_text("Dossier (2)")
    opened(page)
    expect(items(page)).to_have_count(2)
    quote = items(page).nth(1).locator("blockquote").inner_text()
    press(page, 1, texts.MOVE_UP)
    said(page, "Stuk 1 van 2")
    assert page.evaluate("document.activeElement.textContent").startswith(texts.MOVE_UP)
    assert items(page).nth(0).locator("blockquote").inner_text() == quote
    page.get_by_role("button", name=texts.ADD_TEXT).click()
    expect(items(page)).to_have_count(3)
    page.keyboard.type("Voor het overleg.\nMorgen.")
    page.locator("#tab-vragen").click()
    visit.reload()
    opened(page)
    expect(items(page)).to_have_count(3)
    assert [item["kind"] for item in kept(page)] == ["quote", "answer", "note"]
    assert items(page).nth(2).locator("textarea").input_value() == "Voor het overleg.\nMorgen."
    assert "quote" not in kept(page)[0]  # its words come from the server


def test_a_piece_taken_out_can_be_put_back_and_all_of_it_wiped_after_a_second_yes(visit: Visit) -> None:
    page = visit.page
    collected(visit, SUMMER)
    press(page, 0, texts.REMOVE)
    expect(items(page)).to_have_count(1)
    expect(page.get_by_role("button", name=texts.PUT_BACK)).to_be_focused()
    page.keyboard.press("Enter")
    expect(items(page)).to_have_count(2)
    assert kept(page)[0]["kind"] == "answer"
    page.get_by_role("button", name=texts.WIPE).click()
    page.keyboard.press("Escape")
    assert len(kept(page)) == 2
    page.get_by_role("button", name=texts.WIPE).click()
    page.get_by_role("button", name=texts.WIPE_YES).click()
    expect(page.get_by_text(texts.DOSSIER_EMPTY)).to_be_visible()
    expect(page.locator("#tab-dossier")).to_have_text("Dossier")
    assert kept(page) == []


def test_a_dossier_outlives_its_tab_only_after_a_tick(browser: BrowserContext, server: str, visit: Visit) -> None:
    page = visit.page
    collected(visit, SUMMER)
    assert kept(page, "localStorage") == []
    page.get_by_label(texts.DOSSIER_STAYS).check()
    with visiting(browser, server) as other:
        expect(other.page.locator("#tab-dossier")).to_have_text("Dossier (2)")
        opened(other.page)
        press(other.page, 0, texts.MOVE_DOWN)
        said(other.page, "Stuk 2 van 2")
    expect(items(page).nth(0).locator("blockquote")).to_be_visible()  # this tab follows
    page.get_by_label(texts.DOSSIER_STAYS).uncheck()
    assert kept(page, "localStorage") == []
    assert len(kept(page)) == 2


def test_what_is_written_in_one_window_lands_in_its_piece_though_another_window_moves_it(
    browser: BrowserContext, server: str, visit: Visit
) -> None:
    page = visit.page
    collected(visit, SUMMER)
    page.get_by_label(texts.DOSSIER_STAYS).check()
    items(page).nth(0).locator("summary").click()
    items(page).nth(0).locator("textarea").focus()  # whoever writes is not drawn anew
    with visiting(browser, server) as other:
        opened(other.page)
        press(other.page, 0, texts.MOVE_DOWN)
        said(other.page, "Stuk 2 van 2")
    page.keyboard.type("Bij het antwoord.")
    found = {str(item["kind"]): item.get("note") for item in kept(page, "localStorage")}
    assert found == {"quote": None, "answer": "Bij het antwoord."}
    page.get_by_label(texts.DOSSIER_STAYS).uncheck()


def test_a_browser_that_is_full_is_told_and_loses_nothing_before_the_page_closes(visit: Visit) -> None:
    page = visit.page
    visit.ask(SUMMER)
    page.locator("#gesprek .bewaar").click()
    said(page, "Bewaard in dossier (1)")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }")
    page.locator("#bronnen .bewaar").first.click()
    said(page, texts.DOSSIER_WORDS["niet-bewaard"])
    opened(page)
    expect(items(page)).to_have_count(2)


def test_that_nothing_was_found_can_be_kept_and_is_looked_up_again(visit: Visit) -> None:
    page = visit.page
    visit.ask(UNKNOWN)
    page.locator("#beurt-1 .bewaar").click()
    opened(page)
    expect(items(page).locator(".opening")).not_to_be_empty()
    expect(items(page).locator(".waarschuwing")).to_have_count(0)


def test_a_tab_that_was_left_before_it_came_does_not_come_in_place_of_another(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.address}#bladeren")
    shown = page.locator("#blad-bladeren .blad")
    expect(shown).to_have_attribute("data-address", "deel/bladeren", timeout=PATIENCE)
    before = shown.inner_text()
    waiting: list[Route] = []
    page.route("**/deel/bladeren?*", lambda route: waiting.append(route))
    page.evaluate("location.hash = '#bladeren?zoek=wonen'")
    expect(shown).to_have_attribute("aria-busy", "true")
    page.evaluate("location.hash = '#bladeren'")
    expect(shown).not_to_have_attribute("aria-busy", "true")
    with page.expect_response("**/deel/bladeren?*"):
        waiting[0].continue_()
    page.wait_for_timeout(300)
    assert shown.inner_text() == before


def test_a_dossier_is_taken_along_as_three_kinds_of_file(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    collected(visit, SUMMER, BOTH)
    page.get_by_label(texts.DOSSIER_TITLE).fill("Zomer & opvang")
    for kind, label in texts.DOSSIER_AS:
        with page.expect_download() as coming:
            page.get_by_role("button", name=label).click()
        name = coming.value.suggested_filename
        assert re.fullmatch(rf"dossier-zomer-opvang-\d{{4}}-\d\d-\d\d\.{kind}", name)
        said(page, f"Klaar: {name}")
        coming.value.save_as(tmp_path / f"dossier.{kind}")
    sentence = "Maak van de zomerscholen een structureel aanbod"
    assert sentence in (tmp_path / "dossier.md").read_text(encoding="utf-8")
    assert any(sentence in p.text for p in docx.Document(str(tmp_path / "dossier.docx")).paragraphs)
    assert "Zomer & opvang" in pypdfium2.PdfDocument(tmp_path / "dossier.pdf")[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_in_a_dossier_and_it_fits_a_small_screen(
    visit: Visit, scheme: Literal["light", "dark"]
) -> None:
    page = visit.page
    page.emulate_media(color_scheme=scheme)
    collected(visit, BOTH)
    page.get_by_role("button", name=texts.ADD_HEADING).click()
    expect(items(page)).to_have_count(3)
    press(page, 0, texts.REMOVE)
    assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name=texts.WIPE).click()
    assert barriers(page, rules=5) == []
