"""The tab Beheer as a beheerder uses it in a real Chromium, behind the real login, while somebody else asks on."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, TimeoutError, expect

from index import Encoder
from tests.browsing import CACHE, ENGLISH, PATIENCE, ROOT, SCREEN, barriers, wait_for
from tests.test_browser import SPOKEN
from ui import texts
from ui.access import Role
from ui.users import Users

pytestmark = pytest.mark.browser

WORDS = "een paard zonder naam"
SUMMER = "Het zomeraanbod in Zottegem\n\nHet zomeraanbod in Zottegem kost 12.000 euro per jaar.\n"
ASKED = "Hoeveel kost het zomeraanbod in Zottegem?"
BUS = "De belbus in Aalter\n\nDe proef met de belbus in Aalter kost 41.000 euro per jaar.\n"
COST = "Hoeveel kost de proef met de belbus in Aalter?"


@pytest.fixture(scope="module")
def office(chromium: str, real_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own, with two users, over an index of one document."""
    assert chromium
    assert real_encoder.dimension
    place = tmp_path_factory.mktemp("beheer")
    (place / "corpus").mkdir()
    (place / "corpus" / "zomer.txt").write_text(SUMMER, "utf-8")
    known = Users(place / "gebruikers.json")
    known.add("anna", WORDS, Role.MANAGER)
    known.add("jef", WORDS, Role.READER)
    folders = {"INDEX": place / "index", "CORPUS": place / "corpus", "USERS": place / "gebruikers.json"}
    folders |= {"UPLOADS": place / "erbij", "CACHE": CACHE / "bronwijzer"}
    environment = os.environ | {f"BRONWIJZER_{name}": str(path) for name, path in folders.items()}
    environment["BRONWIJZER_API_PER_MINUTE"] = "0"  # somebody asks without a pause all the while
    program = [sys.executable, "-m", "ui.cli"]
    subprocess.run([*program, "index"], cwd=ROOT, env=environment, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    said = place / "stderr"
    with said.open("w") as stderr:
        process = subprocess.Popen([*program, "serve", "--port", str(port)], cwd=ROOT, env=environment, stderr=stderr)
    address = f"http://127.0.0.1:{port}/"
    wait_for(address, process, said)
    yield address
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) in (0, 130)
    assert "Traceback" not in said.read_text()


@contextmanager
def logged_in(browser: BrowserContext, office: str, name: str, tab: str = "") -> Iterator[Page]:
    """A browser of its own; afterwards: nothing went wrong in it."""
    assert browser.browser
    context = browser.browser.new_context(locale="en-GB", viewport=SCREEN, reduced_motion="reduce")
    page, troubles = context.new_page(), list[str]()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{office}{tab}")
    page.get_by_label("Gebruikersnaam").fill(name)
    page.get_by_label("Wachtwoord").fill(WORDS)
    page.keyboard.press("Enter")
    expect(page.locator(".wie strong")).to_have_text(name, timeout=PATIENCE)
    refused = "status of 422"  # the browser notes what the server did not take
    page.on(
        "console", lambda one: troubles.append(one.text) if one.type == "error" and refused not in one.text else None
    )
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    context.close()
    assert troubles == []


@pytest.fixture
def page(browser: BrowserContext, office: str) -> Iterator[Page]:
    """The tab, opened by a beheerder."""
    with logged_in(browser, office, "anna", "#beheer") as page:
        expect(page.locator("#indexeren")).to_be_visible(timeout=PATIENCE)
        page.locator("#vraag textarea").wait_for(state="attached")  # Gradio is done with the page
        yield page


@dataclass(slots=True)
class Asker:
    """Somebody else, who asks all the time."""

    address: str
    cookies: dict[str, str]
    stopped: threading.Event = field(default_factory=threading.Event)
    heard: list[str] = field(default_factory=list)

    def ask(self, client: httpx.Client, question: str) -> str:
        answer = client.post("api/ask", json={"question": question})
        told = answer.json()
        return f"{answer.status_code} {told.get('reason')} {told.get('answer', told)}"

    def go_on(self) -> None:
        headers = {"Origin": self.address.rstrip("/")}
        with httpx.Client(base_url=self.address, cookies=self.cookies, headers=headers, timeout=60) as client:
            while not self.stopped.wait(0.05):
                try:
                    self.heard.append(self.ask(client, ASKED))
                except (httpx.HTTPError, ValueError, KeyError) as error:
                    self.heard.append(repr(error))


@contextmanager
def asking(page: Page, address: str) -> Iterator[Asker]:
    """With the session of whoever has that page open."""
    asker = Asker(address, {one["name"]: one["value"] for one in page.context.cookies()})
    thread = threading.Thread(target=asker.go_on)
    thread.start()
    try:
        yield asker
    finally:
        asker.stopped.set()
        thread.join(60)


def choose(page: Page, file: Path, key: str = "Enter") -> None:
    """With the keyboard alone, up to the window in which the system asks which file."""
    page.bring_to_front()  # a browser opens that window for the tab that is looked at
    for tries_left in (2, 1, 0):
        try:
            with page.expect_file_chooser(timeout=PATIENCE / 3) as chooser:
                page.locator("#bestanden").press(key)
            break
        except TimeoutError:  # a slow computer was still loading: one presses again
            if not tries_left:
                raise
    chooser.value.set_files(file)


def test_who_only_reads_finds_no_tab_and_is_refused(browser: BrowserContext, office: str) -> None:
    with logged_in(browser, office, "jef", "#beheer") as page:
        expect(page.get_by_role("tab", name="Vragen")).to_have_attribute("aria-selected", "true")
        expect(page.get_by_role("tab", name="Beheer")).to_have_count(0)
        assert page.locator("#blad-beheer").count() == 0
        for method, path in (("GET", "deel/beheer"), ("POST", "beheer/indexeren"), ("POST", "beheer/toevoegen?naam=a")):
            headers = {"Origin": office.rstrip("/")}
            answer = page.context.request.fetch(f"{office}{path}", method=method, headers=headers)
            assert (answer.status, answer.json()) == (403, {"error": texts.ONLY_MANAGERS}), path


def test_a_document_is_added_described_and_answered_from_while_others_ask(
    browser: BrowserContext, office: str, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "belbus.txt").write_text(BUS, "utf-8")
    with logged_in(browser, office, "jef") as reader, asking(reader, office) as asker:
        choose(page, tmp_path / "belbus.txt")
        expect(page.locator("#ontvangen .goed")).to_contain_text("belbus.txt is toegevoegd", timeout=PATIENCE)
        page.locator(".stuk summary").first.press("Enter")
        publisher = page.locator(".stuk").get_by_label("Uitgever")
        publisher.fill("Gemeente Aalter")
        publisher.press("Enter")
        expect(page.locator(".stuk .bericht")).to_have_text(texts.ENTRY_SAVED, timeout=PATIENCE)
        expect(page.get_by_role("button", name=texts.ENTRY_SAVE)).to_be_focused()
        page.get_by_role("button", name=texts.REINDEX).press("Enter")
        expect(page.locator("#indexeren progress")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_role("button", name=texts.REINDEX_STOP)).to_be_focused()
        expect(page.locator("#indexeren .bericht")).to_contain_text("Klaar", timeout=PATIENCE)
        expect(page.locator(".stuk .stand")).to_have_text(texts.UPLOAD_INDEXED, timeout=PATIENCE)
        expect(page.locator("#gelezen tbody")).to_contain_text("Gemeente Aalter")
        reader.get_by_label("Stel uw vraag").fill(COST)
        reader.keyboard.press("Enter")
        expect(reader.locator(".turn:not(.pending) .said")).to_contain_text("41.000 euro", timeout=PATIENCE)
        expect(reader.locator("#bronnen")).to_contain_text("Gemeente Aalter")
    assert len(asker.heard) > 3
    assert {one for one in asker.heard if not re.match("200 None .*12.000 euro", one, re.DOTALL)} == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_on_the_tab(page: Page, tmp_path: Path, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    (tmp_path / f"{scheme}.txt").write_text(f"Nota {scheme}\n\nDe gemeente bouwt huizen in {scheme}.\n", "utf-8")
    choose(page, tmp_path / f"{scheme}.txt", "Space")
    expect(page.locator("#ontvangen .goed")).to_be_visible(timeout=PATIENCE)
    (tmp_path / "leeg.txt").write_text("", "utf-8")
    choose(page, tmp_path / "leeg.txt")
    expect(page.locator("#ontvangen .fout")).to_be_visible(timeout=PATIENCE)
    one = page.locator(".stuk", has_text=f"{scheme}.txt")
    one.locator("summary").first.click()
    one.locator(".verwijderen summary").click()
    assert barriers(page) == []
    one.get_by_role("button", name=texts.REMOVE_YES).click()
    expect(page.locator("#toegevoegd-kop")).to_be_focused()
    expect(page.locator("#ontvangen .goed")).to_have_text(texts.removed(f"{scheme}.txt"))


def test_the_tab_is_dutch_large_enough_to_click_and_fits_a_small_screen(page: Page, tmp_path: Path) -> None:
    long = f"{'Samenwerkingsovereenkomst' * 3}.txt"
    (tmp_path / long).write_text("Nota\n\nDe gemeente bouwt een ontmoetingsplek.\n", "utf-8")
    choose(page, tmp_path / long)
    expect(page.locator("#ontvangen .goed")).to_be_visible(timeout=PATIENCE)
    page.locator(".stuk", has_text=long).locator("summary").first.click()
    for width in (1440, 1024, 360, 320):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """() => [...document.querySelectorAll("#blad-beheer :is(a, button, summary, input, select, label)")]
            .filter(e => e.checkVisibility() && !e.matches(".sr")).map(e => [e.outerHTML, e.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
    )
    assert [html for html in small if "checkbox" not in html] == []  # its label is large, and a click there counts
    words = page.evaluate(SPOKEN).replace("Markdown", "")  # what such a file is called
    assert texts.INDEX_HEADING in words
    assert re.findall(rf"\b(?:{ENGLISH}|file|files|busy|table|index run)\b", words, re.IGNORECASE) == []
