"""Judging an answer as a person does it, and the pages that say what happens with that, in a real Chromium."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from index import Index
from tests.browsing import PATIENCE, Stage, Visit, barriers, visiting
from ui import build_app
from ui.desk import Desk, House, at_once
from ui.guard import Guard

pytestmark = pytest.mark.browser


class Judged(Stage):
    """The stage, with a folder for opinions."""

    def __init__(self, index: Index, folder: Path) -> None:
        super().__init__(index)
        self.folder = folder

    def app(self) -> Guard:
        desk = Desk(self.index, self.ask, at_once(self.ask))
        return build_app(lambda: desk, House(feedback=self.folder))

    def kept(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in (self.folder / "oordelen.jsonl").read_text().splitlines()]


def test_an_answer_is_judged_by_keyboard_and_stays_judged(
    browser: BrowserContext, tiny_index: Index, tmp_path: Path
) -> None:
    stage = Judged(tiny_index, tmp_path)
    stage.start()
    try:
        with visiting(browser, stage.address) as visit:
            judge_by_keyboard(visit, stage)
    finally:
        stage.stop()


def judge_by_keyboard(visit: Visit, stage: Judged) -> None:
    page = visit.page
    visit.ask("Een?")
    page.locator("#beurt-1").focus()
    visit.tab_to(".opinion .bad")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Wat was er niet goed aan dit antwoord?")).to_be_visible()
    assert barriers(page, rules=20) == []  # only the dialog is there to be judged
    page.keyboard.press("Escape")
    expect(page.locator(".opinion .bad")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # from the first reason to the second
    page.keyboard.press("Enter")
    expect(page.locator("#melding")).to_contain_text("Bedankt voor uw oordeel.")
    visit.ask("Twee?")
    expect(page.locator("#beurt-1 .opinion")).to_contain_text("Bedankt voor uw oordeel.")
    page.locator("#beurt-2 .good").click()
    page.get_by_role("button", name="Laat ook mijn vraag bewaren").click()
    page.get_by_label("Uw uitleg").fill("Volledig")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=PATIENCE)
    first, second, third = stage.kept()
    assert (first["good"], first["reason"], "question" in first) == (False, "niet volledig", False)
    assert (second["good"], "question" in second) == (True, False)
    assert (third["question"], third["words"], third["adds"]) == ("Twee?", "Volledig", True)
    page.locator("#nieuw").click()
    expect(page.locator(".bw-welcome")).to_be_visible(timeout=PATIENCE)
    visit.ask("Een?")
    expect(page.locator("#beurt-1 .opinion .good")).to_be_visible()  # of another conversation: nobody judged it
