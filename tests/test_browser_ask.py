"""Asking as a person does it in a real Chromium: stopping, choosing documents, going on, keeping one's questions."""

import pytest
from playwright.sync_api import expect

from tests.browsing import PATIENCE, Stage, Visit

pytestmark = pytest.mark.browser
SUMMER = "Wat stelt de VVSG voor over zomerscholen?"
KEPT = "localStorage.getItem('bronwijzer-vragen')"


@pytest.mark.parametrize("by_key", [True, False])
def test_an_answer_that_is_stopped_leaves_the_question_in_the_box(staged: Visit, stage: Stage, by_key: bool) -> None:
    stage.gate.clear()
    staged.send("Een?")
    expect(staged.page.locator(".turn.pending")).to_have_count(1)
    if by_key:
        staged.page.keyboard.press("Escape")
    else:
        staged.page.get_by_role("button", name="Stop").click()
    expect(staged.page.locator(".turn")).to_have_count(0)
    stage.gate.set()
    expect(staged.page.get_by_label("Stel uw vraag")).to_have_value("Een?")
    expect(staged.page.get_by_label("Stel uw vraag")).to_be_focused()
    expect(staged.page.locator("#melding")).to_contain_text("Gestopt.")
    expect(staged.page.get_by_role("button", name="Stop")).to_be_hidden()


def test_documents_are_chosen_by_keyboard_and_a_silence_leads_to_all_of_them(visit: Visit) -> None:
    page = visit.page
    page.locator("#keuzes summary").press("Enter")
    page.get_by_role("group", name="Uitgever").get_by_label("Vlaams ABVV").press("Space")
    expect(page.locator("#keuzes summary")).to_have_text("Zoekt in 1 van 5 documenten: Vlaams ABVV")
    page.keyboard.press("Escape")
    expect(page.locator("#keuzes summary")).to_be_focused()
    visit.ask(SUMMER)
    assert "U zoekt nu niet in" in visit.answer()
    expect(page.locator(".turn").last).to_contain_text("Gezocht in 1 van 5 documenten.")
    page.get_by_role("button", name="Zoek in alle documenten").last.press("Enter")
    expect(page.locator(".turn:not(.pending)")).to_have_count(2, timeout=PATIENCE)
    assert "structureel aanbod" in visit.answer()
    expect(page.locator("#keuzes summary")).to_have_text("Zoekt in alle 5 documenten")


def test_a_question_that_goes_on_is_offered_below_the_answer_and_answered(visit: Visit) -> None:
    visit.ask(SUMMER)
    offered = visit.page.locator("#vervolg .example")
    expect(offered.first).to_be_visible(timeout=PATIENCE)
    offered.first.click()
    expect(visit.page.locator(".turn:not(.pending)")).to_have_count(2, timeout=PATIENCE)
    assert visit.page.locator(".turn").last.locator("a.cite").count()


def test_questions_outlive_the_tab_only_where_that_was_wanted_and_never_with_personal_data(visit: Visit) -> None:
    page = visit.page
    visit.ask(SUMMER)
    assert page.evaluate(KEPT) is None
    page.locator("#eerder summary").click()
    page.get_by_label("Bewaar mijn vragen in deze browser").check()
    visit.ask("Mijn rijksnummer is 85.07.30-033.28, heb ik recht op een leefloon?")
    assert "85.07" not in page.evaluate(KEPT)
    page.get_by_role("button", name="Nieuw gesprek").click()
    expect(page.locator(".turn")).to_have_count(0)
    if page.locator("#eerder[open]").count() == 0:
        page.locator("#eerder summary").click()
    expect(page.locator("#eerder").get_by_role("button", name=SUMMER)).to_be_visible()
    page.get_by_role("button", name="Wis alles").click()
    assert page.evaluate(KEPT) == "[]"
    page.get_by_label("Bewaar mijn vragen in deze browser").uncheck()
    assert page.evaluate(KEPT) is None
