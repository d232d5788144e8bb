"""The page as a person uses it in a real Chromium: the real server over the real index, and, where an answer must come
late or the server must stop, the same page over answers written out here."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect, sync_playwright

from index import Index
from qa import Answer, Assistant, Citation, Claim, ServerWriter, Turn
from tests.writers import server as model_server
from ui import build_app
from ui.desk import Desk, at_once

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache"  # where tests/conftest.py keeps the encoder and the index
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SCREEN: ViewportSize = {"width": 1280, "height": 900}
PATIENCE = 60_000  # milliseconds: a busy machine is no failure
SUMMER = "Wat stelt de VVSG voor over zomerscholen?"
BOTH = "Wat zeggen de VVSG en het Vlaams Welzijnsverbond over kinderopvang?"
GBO = "Wat besliste de Vlaamse Regering over het Geïntegreerd Breed Onthaal?"
UNKNOWN = "Hoeveel parkeerplaatsen telt het station van Oostende?"
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ENGLISH = (
    "submit|clear|loading|retry|settings|share|copy|cancel|send|close|error|built|download|search|processing|queue|"
    "textbox|markdown|label|undo|stop|use via|powered|flag|upload|drop|click"
)

pytestmark = pytest.mark.browser


@dataclass(slots=True)
class Visit:
    """A page and what happened on it."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Types a question, sends it with Enter, waits for what comes of it."""
        before = self.page.locator(".turn:not(.pending)").count()
        self.send(question)
        expect(self.page.locator(".turn:not(.pending)")).to_have_count(before + 1, timeout=PATIENCE)

    def send(self, question: str) -> None:
        """Types a question and sends it; waits for nothing."""
        self.page.get_by_label("Stel uw vraag").fill(question)
        self.page.keyboard.press("Enter")

    def reload(self) -> None:
        """Loads the page anew; that Gradio notes the end of its connection is no trouble."""
        self.page.reload()
        expect(self.page.get_by_label("Stel uw vraag")).to_be_visible(timeout=PATIENCE)
        self.troubles = [one for one in self.troubles if not re.search("AbortError|Connection errored out", one)]

    def questions(self) -> list[str]:
        """What was asked, as the page shows it."""
        return [words.removeprefix("Uw vraag:").strip() for words in self.page.locator(".question").all_inner_texts()]

    def answer(self) -> str:
        return self.page.locator(".turn .said").last.inner_text()

    def tab_to(self, selector: str) -> None:
        """Presses Tab until the focus is there."""
        for _ in range(40):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"Tab never reaches {selector}")


@pytest.fixture(scope="module")
def chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        missing = "no Chromium found: install it (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[BrowserContext]:
    """An English browser that keeps what it loaded from one test to the next: half of the time is loading."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(locale="en-GB", viewport=SCREEN, reduced_motion="reduce")
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield context
        browser.close()


@pytest.fixture(scope="module")
def server(chromium: str, real_index: Index) -> Iterator[str]:
    """`bronwijzer serve` in a process of its own, on a free port, over the index that the fixture has built."""
    assert chromium
    assert real_index.passages
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings = {"BRONWIJZER_INDEX": str(CACHE / "index-of-the-corpus"), "BRONWIJZER_CACHE": str(CACHE / "bronwijzer")}
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "serve", "--port", str(port)],
        cwd=ROOT, env=os.environ | settings, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}/"
    wait_for(address, process)
    yield address
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode in (0, 130)
    assert "Traceback" not in said


def wait_for(address: str, process: subprocess.Popen[str]) -> None:
    for _ in range(240):
        assert process.poll() is None, process.communicate()[1]
        try:
            with urllib.request.urlopen(f"{address}healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the server does not answer")


class Stage:
    """The page over answers written out here, which come when `gate` is open; it can stop and start again."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.gate = threading.Event()
        self.gate.set()
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/"

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Two sentences of the first document, and how long the conversation is."""
        self.gate.wait(30)
        document = next(iter(self.index.documents.values()))
        spans = [(block.start, block.end) for block in document.blocks[:2]]
        citations = [Citation(document.id, "p", document.text[start:end], start, end) for start, end in spans]
        claims = tuple(Claim(citation.quote, (citation,)) for citation in citations)
        return Answer(question, claims, None, f"Antwoord {len(history) // 2 + 1}:", (), "extractive")

    def app(self) -> FastAPI:
        desk = Desk(self.index, self.ask, at_once(self.ask))
        return build_app(lambda: desk)

    def start(self) -> None:
        listener = socket.create_server(("127.0.0.1", self.port))
        config = uvicorn.Config(self.app(), log_config=None, access_log=False, timeout_graceful_shutdown=1)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listener]})
        self.thread.start()

    def stop(self) -> None:
        self.gate.set()
        self.server.should_exit = True
        self.thread.join(30)


class Modelled(Stage):
    """The page over the real index with a language model behind it."""

    def __init__(self, index: Index, url: str) -> None:
        super().__init__(index)
        self.assistant = Assistant(index, ServerWriter(url, "model"))

    def app(self) -> FastAPI:
        assistant = self.assistant
        desk = Desk(self.index, assistant.ask, assistant.answering, assistant.writer.outside)
        return build_app(lambda: desk)


@contextmanager
def modelled(browser: BrowserContext, index: Index, url: str) -> Iterator[Visit]:
    stage = Modelled(index, url)
    stage.start()
    try:
        with visiting(browser, stage.address) as visit:
            yield visit
    finally:
        stage.stop()


@pytest.fixture(scope="module")
def running_stage(tiny_index: Index) -> Iterator[Stage]:
    stage = Stage(tiny_index)
    stage.start()
    yield stage
    stage.stop()


@pytest.fixture
def stage(running_stage: Stage) -> Iterator[Stage]:
    yield running_stage
    running_stage.gate.set()


@pytest.fixture
def staged(browser: BrowserContext, stage: Stage) -> Iterator[Visit]:
    with visiting(browser, stage.address) as visit:
        yield visit


@pytest.fixture
def visit(browser: BrowserContext, server: str) -> Iterator[Visit]:
    with visiting(browser, server) as visit:
        yield visit


@contextmanager
def visiting(browser: BrowserContext, server: str) -> Iterator[Visit]:
    """A tab of its own; afterwards: no other host was called and nothing went wrong."""
    visit = Visit(browser.new_page(), server)
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("console", lambda said: visit.troubles.append(said.text) if said.type == "error" else None)
    visit.page.on("pageerror", lambda error: visit.troubles.append(str(error)))
    visit.page.on("dialog", lambda dialog: (visit.troubles.append(dialog.message), dialog.dismiss()))
    visit.page.goto(server)
    expect(visit.page.get_by_label("Stel uw vraag")).to_be_visible(timeout=PATIENCE)
    yield visit
    strangers = [
        url for url in visit.requests if urlsplit(url).scheme.startswith("http") and not url.startswith(server)
    ]
    visit.page.close()
    assert strangers == []
    assert visit.troubles == []


def test_a_question_is_answered_and_its_source_opened_by_keyboard(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Stel uw vraag").click()
    page.keyboard.type(SUMMER)
    page.keyboard.press("Enter")
    expect(page.locator(".turn:not(.pending)")).to_have_count(1, timeout=PATIENCE)
    assert "structureel aanbod" in visit.answer()
    visit.tab_to("a.cite")
    page.keyboard.press("Enter")
    marked = page.locator(".card:focus mark")
    expect(marked).to_be_visible()
    assert "zomerscholen een structureel aanbod" in marked.inner_text()
    assert marked.inner_text().strip() in " ".join(visit.answer().split())
    card = page.locator(".card:focus").inner_text()
    assert "Vereniging van Vlaamse Steden en Gemeenten (VVSG)" in card
    assert "beleidsvoorstellen" in card
    visit.tab_to("a.back")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('a.cite')")


def test_the_sources_are_walked_through_by_keyboard(staged: Visit) -> None:
    page = staged.page
    staged.ask("Wat?")
    first, last = page.locator("#bron-1-1"), page.locator("#bron-1-2")
    page.locator("a.cite").nth(1).focus()
    page.keyboard.press("Enter")
    expect(last).to_be_focused()
    expect(last).to_have_accessible_name("Bron 2 van 2: [2] Vakbond")
    expect(last).to_have_accessible_description(re.compile("^Schaf de onderhoudsplicht af"))
    expect(page.locator("a.cite[aria-current]")).to_have_text("bron [2] Vakbond, Zorg")
    expect(last.locator("a.next")).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_focused()
    expect(first.get_by_text("Esc terug naar het antwoord.")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_focused()
    staged.tab_to("a.next")
    page.keyboard.press("Enter")
    expect(last).to_be_focused()
    staged.tab_to("button.copy")
    page.keyboard.press("Enter")
    page.wait_for_function("() => navigator.clipboard.readText().then(text => text.startsWith('“Schaf de'))")
    expect(page.locator("#melding")).to_have_text("Gekopieerd")
    assert page.evaluate("document.activeElement.matches('#bron-1-2 button.copy')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('a.cite[href=\"#bron-1-2\"]')")


def test_in_a_long_conversation_one_key_leads_to_the_last_answer(staged: Visit) -> None:
    for question in ("Wat?", "Waar?", "Wanneer?"):
        staged.ask(question)
    staged.page.get_by_label("Stel uw vraag").focus()
    staged.tab_to("#gesprek .skip")
    expect(staged.page.get_by_text("Ga naar het laatste antwoord")).to_be_in_viewport()
    staged.page.keyboard.press("Enter")
    expect(staged.page.locator("#beurt-3")).to_be_focused()
    staged.page.keyboard.press("Tab")
    assert staged.page.evaluate("document.activeElement.matches('#beurt-3 a.cite')")


def test_a_reload_in_mid_answer_loses_neither_the_conversation_nor_what_was_typed(staged: Visit, stage: Stage) -> None:
    staged.ask("Een?")
    stage.gate.clear()
    staged.send("Twee?")
    expect(staged.page.locator(".turn.pending")).to_have_count(1)
    staged.page.get_by_label("Stel uw vraag").fill("Half getypt")
    staged.reload()
    expect(staged.page.get_by_text("Uw gesprek terugzetten…").first).to_be_attached(timeout=PATIENCE)
    stage.gate.set()
    expect(staged.page.locator(".turn:not(.pending)")).to_have_count(2, timeout=PATIENCE)
    assert staged.questions() == ["Een?", "Twee?"]
    assert "Antwoord 2:" in staged.answer()
    expect(staged.page.get_by_label("Stel uw vraag")).to_have_value("Half getypt")
    staged.ask("Drie?")
    assert "Antwoord 3:" in staged.answer()


def test_a_server_that_starts_again_under_an_open_page_loses_nothing(staged: Visit, stage: Stage) -> None:
    staged.ask("Een?")
    stage.stop()
    staged.send("Twee?")
    expect(staged.page.get_by_text("De verbinding met de server is weg.").first).to_be_visible(timeout=PATIENCE)
    stage.start()
    staged.reload()
    expect(staged.page.locator(".turn:not(.pending)")).to_have_count(1, timeout=PATIENCE)
    assert staged.questions() == ["Een?"]
    expect(staged.page.get_by_label("Stel uw vraag")).to_have_value("Twee?")
    staged.page.keyboard.press("Enter")
    staged.ask("Twee?")
    assert "Antwoord 2:" in staged.answer()
    staged.troubles.clear()  # the browser notes every request that failed


def test_a_new_conversation_in_mid_answer_stays_empty_also_after_a_reload(staged: Visit, stage: Stage) -> None:
    stage.gate.clear()
    staged.send("Een?")
    expect(staged.page.locator(".turn.pending")).to_have_count(1)
    staged.page.get_by_role("button", name="Nieuw gesprek").click()
    expect(staged.page.locator(".turn")).to_have_count(0)
    stage.gate.set()
    staged.ask("Twee?")
    assert staged.questions() == ["Twee?"]
    assert "Antwoord 1:" in staged.answer()
    staged.page.get_by_role("button", name="Nieuw gesprek").click()
    expect(staged.page.locator(".turn")).to_have_count(0)
    staged.reload()
    expect(staged.page.get_by_label("Stel uw vraag")).to_be_visible(timeout=PATIENCE)
    assert staged.page.evaluate("sessionStorage.getItem('gesprek')") == ""


def test_what_is_sent_while_an_answer_comes_is_asked_after_it(staged: Visit, stage: Stage) -> None:
    stage.gate.clear()
    staged.send("Een?")
    staged.send("Twee?")
    staged.page.keyboard.press("Enter")
    expect(staged.page.locator(".turn.pending")).to_have_count(1)
    expect(staged.page.get_by_label("Stel uw vraag")).to_have_value("Twee?")
    stage.gate.set()
    expect(staged.page.locator(".turn:not(.pending)")).to_have_count(2, timeout=PATIENCE)
    assert staged.questions() == ["Een?", "Twee?"]
    expect(staged.page.get_by_label("Stel uw vraag")).to_have_value("")


def test_two_tabs_hold_two_conversations(browser: BrowserContext, staged: Visit, stage: Stage) -> None:
    with visiting(browser, stage.address) as other:
        stage.gate.clear()
        staged.send("Hier?")
        other.send("Daar?")
        stage.gate.set()
        for one, question in ((staged, "Hier?"), (other, "Daar?")):
            expect(one.page.locator(".turn:not(.pending)")).to_have_count(1, timeout=PATIENCE)
            assert one.questions() == [question]
            assert "Antwoord 1:" in one.answer()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(visit: Visit, scheme: Literal["light", "dark"]) -> None:
    visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    assert barriers(visit.page) == []
    visit.ask(BOTH)
    visit.page.locator("a.cite").first.click()
    assert barriers(visit.page) == []
    visit.ask(UNKNOWN)
    assert barriers(visit.page) == []


def barriers(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands, of every weight."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"() => axe.run(document, {{runOnly: {json.dumps(RULES)}}})")
    assert len(found["passes"]) > 30
    return [f"{one['impact']}: {one['id']} {one['nodes'][0]['html']}" for one in found["violations"]]


def test_a_follow_up_leans_on_what_was_asked_before(visit: Visit) -> None:
    visit.ask("Wat zegt het Vlaams Welzijnsverbond over kinderopvang?")
    visit.ask("En wat zegt de VVSG daarover?")
    expect(visit.page.locator(".turn")).to_have_count(2)
    assert "Gezocht als:" in visit.page.locator(".turn").last.inner_text()
    assert "kinderopvang" in visit.answer()


def test_the_sources_of_an_earlier_answer_can_be_opened_again(visit: Visit) -> None:
    visit.ask(SUMMER)
    visit.ask(BOTH)
    expect(visit.page.locator("#bronnen-2")).to_be_visible()
    expect(visit.page.locator("#bronnen-1")).to_be_hidden()
    visit.page.locator("#beurt-1 a.cite").first.click()
    expect(visit.page.locator("#bronnen-1 mark").first).to_be_visible()
    expect(visit.page.locator("#bronnen-2")).to_be_hidden()


@pytest.mark.parametrize(
    "nasty", ["<img src=x onerror=alert(1)>", "**vet** [klik](http://example.org) ![x](http://example.org/x.png)"]
)
def test_what_someone_types_is_shown_as_text(visit: Visit, nasty: str) -> None:
    visit.ask(nasty)
    assert nasty in visit.page.locator(".question").inner_text()
    assert visit.page.locator("#gesprek img, #bronnen img, #gesprek a[href^=http]").count() == 0


def test_an_abstention_shows_what_comes_near_beside_it(visit: Visit) -> None:
    visit.ask(UNKNOWN)
    assert visit.answer().startswith("Geen antwoord:")
    near = visit.page.locator("#bronnen .sources")
    expect(near.get_by_role("heading", name="Misschien bedoelde u")).to_be_visible()
    assert near.locator(".card").count() == 3


def test_an_answer_is_announced_once_with_a_dutch_label(visit: Visit) -> None:
    visit.page.evaluate(
        """() => {
            window.heard = [];
            const region = document.getElementById("melding");
            new MutationObserver(() => window.heard.push(region.textContent)).observe(region, {childList: true});
        }"""
    )
    visit.ask(SUMMER)
    visit.page.wait_for_function("window.heard.some(words => words.startsWith('Antwoord:'))")
    heard = visit.page.evaluate("window.heard")
    assert [words.split()[0] for words in heard] in (["Zoeken", "Antwoord:"], ["Antwoord:"])
    assert visit.page.locator("#melding").get_attribute("role") == "status"


def test_an_example_is_asked_with_one_click(visit: Visit) -> None:
    example = visit.page.locator(".example").first
    question = example.inner_text()
    assert visit.page.locator(".example").count() == 6
    example.click()
    expect(visit.page.locator(".turn:not(.pending) .question")).to_contain_text(question, timeout=PATIENCE)


def test_a_question_with_personal_data_can_be_asked_without_them_by_keyboard(visit: Visit) -> None:
    page = visit.page
    visit.ask("Wat stelt de VVSG voor over zomerscholen voor Jan Peeters, Kerkstraat 12, 9000 Gent?")
    assert visit.answer().split("\n\n")[1].startswith("In uw vraag staat een adres.")
    expect(page.locator("#melding")).to_contain_text("U kunt uw vraag stellen zonder deze gegevens.")
    expect(page.locator("#melding")).not_to_contain_text("Peeters")
    page.wait_for_function("!(sessionStorage.getItem('gesprek') ?? '').includes('Peeters')")
    visit.tab_to("#gesprek button.ask")
    expect(page.locator("button:focus")).to_have_accessible_name(re.compile("^Stel de vraag zonder deze gegevens"))
    page.keyboard.press("Enter")
    expect(page.locator(".turn:not(.pending)")).to_have_count(2, timeout=PATIENCE)
    assert visit.questions()[1] == "Wat stelt de VVSG voor over zomerscholen voor iemand?"
    assert "structureel aanbod" in visit.answer()
    expect(page.get_by_label("Stel uw vraag")).to_be_focused()


def test_a_new_conversation_begins_empty(visit: Visit) -> None:
    visit.ask(SUMMER)
    visit.page.get_by_role("button", name="Nieuw gesprek").click()
    expect(visit.page.locator(".turn")).to_have_count(0)
    expect(visit.page.locator(".example").first).to_be_visible()
    expect(visit.page.get_by_label("Stel uw vraag")).to_be_focused()


def test_an_answer_and_a_quote_can_be_copied_with_their_sources(visit: Visit) -> None:
    visit.ask(SUMMER)
    visit.page.get_by_role("button", name="Kopieer antwoord").click()
    expect(visit.page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"Uw vraag: {SUMMER}\n\n")
    assert "\nBronnen:\n[1] Vereniging van Vlaamse Steden en Gemeenten (VVSG)" in copied
    visit.page.get_by_role("button", name="Kopieer citaat met verwijzing").first.click()
    visit.page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('sha256'))")


def test_someone_can_type_on_while_the_answer_comes(visit: Visit) -> None:
    box = visit.page.get_by_label("Stel uw vraag")
    box.fill(SUMMER)
    visit.page.keyboard.press("Enter")
    expect(box).to_have_value("", timeout=PATIENCE)
    box.fill("En wat nog")
    expect(visit.page.locator(".turn:not(.pending)")).to_have_count(1, timeout=PATIENCE)
    expect(box).to_have_value("En wat nog")


def test_the_page_is_dutch_for_an_english_browser(visit: Visit) -> None:
    visit.ask(SUMMER)
    words = visit.page.evaluate(
        """() => [document.title, document.body.innerText, ...[...document.body.querySelectorAll("*")].flatMap(
            e => ["aria-label", "title", "placeholder", "alt"].map(name => e.getAttribute(name) ?? ""))].join("\\n")"""
    )
    assert visit.page.evaluate("document.documentElement.lang") == "nl"
    found = visit.page.evaluate(
        "([words, list]) => words.match(new RegExp(`\\\\b(${list})\\\\b`, 'gi'))", [words, ENGLISH]
    )
    assert "Stel uw vraag" in words
    assert found is None
    assert "Gradio" not in words


def test_a_lost_connection_is_told_in_dutch_and_loses_no_question(visit: Visit) -> None:
    visit.page.context.set_offline(True)
    box = visit.page.get_by_label("Stel uw vraag")
    box.fill(SUMMER)
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_text("De verbinding met de server is weg.").first).to_be_visible(timeout=PATIENCE)
    expect(box).to_have_value(SUMMER)
    assert visit.page.locator(".toast-wrap").is_hidden()
    visit.page.context.set_offline(False)
    visit.troubles.clear()  # the browser notes every request that failed


@pytest.mark.parametrize(("width", "height"), [(320, 480), (700, 380), (1280, 900)])
def test_a_source_opens_at_its_quote_also_in_a_small_window(visit: Visit, width: int, height: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.ask(GBO)
    visit.page.locator("a.cite").last.click()
    expect(visit.page.locator(".card:focus mark")).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("width", [320, 360, 1024, 1440])
def test_nothing_runs_off_the_side_of_the_screen(visit: Visit, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 700})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    visit.ask(BOTH)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_that_can_be_clicked_is_large_enough(visit: Visit) -> None:
    visit.ask(BOTH)
    small = visit.page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary, textarea")].filter(e => e.checkVisibility())
            .map(e => [e.className, e.getBoundingClientRect()]).filter(([, box]) => box.width < 24 || box.height < 24)
            .map(([name]) => name)"""
    )
    assert small == []


def test_nothing_goes_to_a_model_outside_before_a_yes_and_never_into_the_next_conversation(
    browser: BrowserContext, real_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy:  # whoever goes outside passes here
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        knocks: list[bytes] = []

        def turn_away() -> None:
            with suppress(OSError):  # until it is closed
                while True:
                    guest, _ = proxy.accept()
                    knocks.append(guest.recv(200))
                    guest.close()

        threading.Thread(target=turn_away, daemon=True).start()
        with modelled(browser, real_index, "https://taalmodel.voorbeeld.be/v1") as visit:
            visit.ask(SUMMER)
            assert "niet toegestaan dat uw vraag naar taalmodel.voorbeeld.be gaat" in visit.answer()
            assert knocks == []
            visit.page.get_by_label("Stel uw vraag").focus()
            visit.page.keyboard.press("Shift+Tab")
            visit.page.keyboard.press("Shift+Tab")
            expect(visit.page.get_by_role("button", name="Ja, dat mag")).to_be_focused()
            visit.page.keyboard.press("Enter")
            expect(visit.page.locator("#melding")).to_contain_text("U staat toe")
            visit.ask(SUMMER)
            assert knocks
            assert all(knock.startswith(b"CONNECT taalmodel.voorbeeld.be:443") for knock in knocks)
            knocks.clear()
            visit.page.get_by_role("button", name="Nieuw gesprek").click()
            expect(visit.page.locator("#keuze")).not_to_contain_text("U staat toe")
            visit.ask(SUMMER)
            assert "niet toegestaan" in visit.answer()
            assert knocks == []


def test_an_answer_of_a_model_grows_by_what_stands_and_is_announced_when_it_is_whole(
    browser: BrowserContext, real_index: Index, tmp_path: Path
) -> None:
    first = next(iter(Assistant(real_index).ask(SUMMER).claims)).sentence
    says = f"{first} [1]\n" + "De VVSG wil de zomerscholen afschaffen en vraagt 12 miljoen euro. [1]\n" * 2
    with (
        model_server(tmp_path, {"says": says, "slow": 0.2}) as model,
        modelled(browser, real_index, model.url) as visit,
    ):
        page, said = visit.page, visit.page.locator("#melding")
        expect(page.locator("#toestemming")).to_have_count(0)
        visit.send(SUMMER)
        expect(page.locator(".turn.pending.written")).to_contain_text("structureel aanbod", timeout=PATIENCE)
        expect(page.locator(".turn.pending.written")).to_contain_text("nog niet volledig")
        expect(said).not_to_contain_text("structureel aanbod")
        expect(page.locator(".turn:not(.pending)")).to_have_count(1, timeout=PATIENCE)
        expect(said).to_contain_text("structureel aanbod")
        assert "12 miljoen" not in page.content()
        assert len(model.heard) == 1
