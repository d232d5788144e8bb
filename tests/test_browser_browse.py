"""The tab Bladeren as a person uses it in a real Chromium: looking, searching, and from the map to the document."""

import pytest
from playwright.sync_api import expect

from tests.browsing import PATIENCE, Visit, barriers

pytestmark = pytest.mark.browser

DOCUMENT = "#bladeren?volgorde=titel"  # from where one of them is opened
VIEWS = (
    "#bladeren",
    DOCUMENT,
    "#bladeren?zoek=woningen",
    "#bladeren?zoek=zomerschool+raketten",
    "#bladeren?weergave=themas&toon=aandeel&uitgever=Vlaams+ABVV&thema=Wonen",
)


def open_view(visit: Visit, address: str) -> None:
    """Shows what an address with a # leads to."""
    visit.page.evaluate("hash => { location.hash = hash }", address)
    expect(visit.page.locator("#blad-bladeren .uitslag, #blad-bladeren table").first).to_be_visible(timeout=PATIENCE)
    expect(visit.page.locator("#blad-bladeren .blad[aria-busy]")).to_have_count(0, timeout=PATIENCE)


def test_axe_finds_no_barrier_in_any_view_by_day_and_by_night(visit: Visit) -> None:
    visit.page.emulate_media(reduced_motion="reduce")
    for address in VIEWS:
        open_view(visit, address)
        if address == DOCUMENT:
            visit.page.locator(".werken h2 a").first.click()
            expect(visit.page.locator(".standpunten")).to_be_visible(timeout=PATIENCE)
        for scheme in ("light", "dark"):
            visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            assert barriers(visit.page) == [], (address, scheme)


def test_nothing_is_wider_than_a_screen_of_320_pixels(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 320, "height": 640})
    for address in VIEWS:
        open_view(visit, address)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_a_cell_leads_by_keyboard_to_its_sentences_and_on_to_the_document(visit: Visit) -> None:
    open_view(visit, "#bladeren?weergave=themas")
    cell = visit.page.get_by_role("link", name="van Vlaams ABVV over “Wonen”")
    count = int(cell.inner_text().split(":")[0])
    cell.focus()
    visit.page.keyboard.press("Enter")
    heading = visit.page.locator("#blad-bladeren h2.uitslag")
    expect(heading).to_have_text(f"{count} zinnen van Vlaams ABVV over “Wonen”", timeout=PATIENCE)
    expect(heading).to_be_focused()
    sentence = visit.page.locator(".cel blockquote").first.inner_text()
    visit.tab_to(".cel a.lees")
    visit.page.keyboard.press("Enter")
    reader = visit.page.locator("#lezer")
    expect(reader).to_be_visible(timeout=PATIENCE)
    shown = " ".join(reader.locator("mark").all_inner_texts())
    assert " ".join(sentence.split()[:5]) in " ".join(shown.split())
    assert visit.troubles == []


def test_a_search_is_typed_and_its_result_is_where_the_keyboard_goes_on(visit: Visit) -> None:
    open_view(visit, "#bladeren")
    visit.page.get_by_role("link", name="Zoeken in de tekst").click()
    visit.page.get_by_label("Woorden die u zoekt").fill('"sociale woningen"')
    visit.page.keyboard.press("Enter")
    result = visit.page.locator("#blad-bladeren .uitslag")
    expect(result).to_contain_text('voor “"sociale woningen"”', timeout=PATIENCE)
    expect(result).to_be_focused()
    marks = visit.page.locator("#blad-bladeren mark").all_inner_texts()
    assert {" ".join(mark.lower().split()) for mark in marks} == {"sociale woningen"}


def test_the_table_is_kept_as_a_file(visit: Visit) -> None:
    open_view(visit, "#bladeren?weergave=themas")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name="Bewaar als CSV").click()
    assert download.value.suggested_filename == "themas-per-uitgever.csv"
    assert download.value.path().read_bytes().startswith("\ufeffThema;Uitgever;".encode())
