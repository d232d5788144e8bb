"""What the browser tests share: a real Chromium and the real server over the real index (each once for
all files), and, where an answer must come late or the server must stop, the same page over answers written out here.

`visit` is a tab on the real server, `staged` one on the stage: every file gets them, by tests/conftest.py.
"""

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
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect, sync_playwright

from index import Index
from qa import Answer, Assistant, Citation, Claim, ServerWriter, Turn
from ui import build_app
from ui.desk import Desk, at_once
from ui.live import desk_of

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
    "textbox|markdown|label|undo|use via|powered|flag|upload|drop|click"
)


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


@pytest.fixture(scope="session")
def chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        missing = "no Chromium found: install it (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[BrowserContext]:
    """An English browser that keeps what it loaded from one test to the next: half of the time is loading."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(locale="en-GB", viewport=SCREEN, reduced_motion="reduce")
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield context
        browser.close()


@pytest.fixture(scope="session")
def server(chromium: str, real_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`bronwijzer serve` in a process of its own, on a free port, over the index that the fixture has built."""
    assert chromium
    assert real_index.passages
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings = {"BRONWIJZER_INDEX": str(CACHE / "index-of-the-corpus"), "BRONWIJZER_CACHE": str(CACHE / "bronwijzer")}
    said = tmp_path_factory.mktemp("server") / "stderr"  # a file: a pipe that nobody reads would stop the server
    with said.open("w") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", "serve", "--port", str(port)],
            cwd=ROOT, env=os.environ | settings, stderr=stderr,
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}/"
    wait_for(address, process, said)
    yield address
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) in (0, 130)
    assert "Traceback" not in said.read_text()


def wait_for(address: str, process: subprocess.Popen[bytes], said: Path) -> None:
    for _ in range(240):
        assert process.poll() is None, said.read_text()
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
        desk = desk_of(self.assistant, "")
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


@pytest.fixture(scope="session")
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


def barriers(page: Page, rules: int = 30) -> list[str]:
    """What axe-core finds on the page as it stands, of every weight; more `rules` than that had to judge."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"() => axe.run(document, {{runOnly: {json.dumps(RULES)}}})")
    assert len(found["passes"]) > rules
    return [f"{one['impact']}: {one['id']} {one['nodes'][0]['html']}" for one in found["violations"]]
