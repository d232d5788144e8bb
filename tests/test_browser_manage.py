"""The tab Beheer in a real Chromium, behind the real login."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from index import Encoder
from tests.browsing import CACHE, PATIENCE, ROOT, SCREEN, wait_for
from ui import texts
from ui.access import Role
from ui.users import Users

pytestmark = pytest.mark.browser

WORDS = "een paard zonder naam"


@pytest.fixture(scope="module")
def office(chromium: str, real_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own, with two users, over an index of one document."""
    assert chromium
    assert real_encoder.dimension
    place = tmp_path_factory.mktemp("beheer")
    (place / "corpus").mkdir()
    (place / "corpus" / "zorg.txt").write_text("Zorg\n\nSchaf de onderhoudsplicht af voor kinderen.\n", "utf-8")
    known = Users(place / "gebruikers.json")
    known.add("anna", WORDS, Role.MANAGER)
    known.add("jef", WORDS, Role.READER)
    folders = {"INDEX": place / "index", "CORPUS": place / "corpus", "USERS": place / "gebruikers.json"}
    folders |= {"UPLOADS": place / "erbij", "CACHE": CACHE / "bronwijzer"}
    environment = os.environ | {f"BRONWIJZER_{name}": str(path) for name, path in folders.items()}
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


def test_who_only_reads_finds_no_tab_and_is_refused(browser: BrowserContext, office: str) -> None:
    with logged_in(browser, office, "jef", "#beheer") as page:
        expect(page.get_by_role("tab", name="Vragen")).to_have_attribute("aria-selected", "true")
        expect(page.get_by_role("tab", name="Beheer")).to_have_count(0)
        assert page.locator("#blad-beheer").count() == 0
        for method, path in (("GET", "deel/beheer"), ("POST", "beheer/indexeren"), ("POST", "beheer/toevoegen?naam=a")):
            headers = {"Origin": office.rstrip("/")}
            answer = page.context.request.fetch(f"{office}{path}", method=method, headers=headers)
            assert (answer.status, answer.json()) == (403, {"error": texts.ONLY_MANAGERS}), path
