"""`python -m ui.measure`: what the page costs whoever uses it, in a real Chromium over the real server and index.

Seconds to a page that one can type in, seconds from Enter to the answer on the screen, for one and for twenty sessions
at once, what is transferred, who else is called, what axe-core finds, and how the memory of the server grows. It judges
nothing: other work on the machine makes these figures worse, so compare ratios within one run. The browser and axe-core
come with the packages for developers.
"""

import argparse
import asyncio
import random
import shutil
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from ui.processes import resident
from ui.served import served

_PATIENCE = 120_000  # milliseconds
_SETTLED = 2_000  # milliseconds in which a page loads the rest
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update".split()
_TABS = ("vragen", "vergelijken", "bladeren", "dossier")
_CONVERSATION = 20  # questions before a new page is opened
_WARM = 100  # questions before the memory of the server is first looked at

# From the key to the first frame in which the whole answer stands.
_ASK = """async question => {
  const box = document.querySelector("#vraag textarea");
  const last = () => [...document.querySelectorAll("#gesprek .turn")].pop();
  const before = last()?.id;
  const whole = () => last() && last().id !== before && !last().matches(".pending");
  box.value = question;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise(done => setTimeout(done, 600)); // nobody types faster; ui/chat.js holds back what comes at once
  const start = performance.now();
  const enter = type => box.dispatchEvent(new KeyboardEvent(type, { key: "Enter", bubbles: true, cancelable: true }));
  if (enter("keydown")) enter("keypress");
  while (!whole()) {
    if (performance.now() - start > 60000) throw new Error("no answer");
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - start;
}"""


@dataclass(slots=True)
class Traffic:
    """What a page loads."""

    requests: int = 0
    received: int = 0  # bytes, as they came over the line
    strangers: list[str] = field(default_factory=list)  # addresses elsewhere


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m ui.measure", description=__doc__)
    parser.add_argument("--questions", type=int, default=1_000, help="asked while the memory is watched")
    parser.add_argument("--sessions", type=int, default=20, help="people at once")
    given = parser.parse_args(arguments)
    with served() as server:
        _row("server started in", f"{server.seconds:.1f} s")
        asyncio.run(_measure(server.address, server.id, given.questions, given.sessions))


async def _measure(address: str, server: int, questions: int, sessions: int) -> None:
    asked = _questions()
    async with _chromium() as browser:
        await _opening(browser, address)
        await _answers(browser, address, asked)
        await _crowd(browser, address, asked, sessions)
        await _barriers(browser, address, asked[0])
        await _memory(browser, address, server, asked, questions)


async def _opening(browser: Browser, address: str) -> None:
    """A page in a browser that never saw it, and one that did; what comes over the line, and from whom."""
    cold, warm, weight, traffic = [], [], "", Traffic()
    for _ in range(7):
        async with _tab(browser) as page:
            traffic = await _watched(page, address)
            cold.append(await _ready(page, address))
            await page.wait_for_timeout(_SETTLED)
            weight = f"{traffic.received / 1000:.0f} kB in {traffic.requests} requests"
            warm.append(await _ready(page, address))
    _row("page ready to type in, first visit", _seconds(cold))
    _row("the same, visited before", _seconds(warm))
    _row("page weight, first visit", weight)
    _row("requests to other hosts", str(len(traffic.strangers)))


async def _answers(browser: Browser, address: str, asked: Sequence[str]) -> None:
    async with _tab(browser) as page:
        await _ready(page, address)
        taken = [await _ask(page, question) for question in asked[:65]]
    _row("answer on the screen after Enter", _seconds(taken[5:]))


async def _crowd(browser: Browser, address: str, asked: Sequence[str], sessions: int) -> None:
    """Everybody has a page of their own; then all ask at once, five questions each, one after the other."""

    async def one(page: Page, number: int) -> list[float]:
        return [await _ask(page, asked[(number * 5 + turn) % len(asked)]) for turn in range(5)]

    async with AsyncExitStack() as stack:
        pages = [await stack.enter_async_context(_tab(browser)) for _ in range(sessions)]
        for page in pages:
            await _ready(page, address)
        taken = await asyncio.gather(*(one(page, number) for number, page in enumerate(pages)))
    _row(f"the same, {sessions} sessions at once", _seconds([seconds for each in taken for seconds in each]))


async def _barriers(browser: Browser, address: str, question: str) -> None:
    import axe_playwright_python

    axe = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    async with _tab(browser) as page:
        await _ready(page, address)
        await _ask(page, question)
        for name in _TABS:
            await page.evaluate("name => { location.hash = name; }", name)
            await page.wait_for_timeout(_SETTLED)
            await page.evaluate(axe)
            found: list[dict[str, Any]] = await page.evaluate("async () => (await axe.run(document)).violations")
            grave = sum(one["impact"] in ("serious", "critical") for one in found)
            _row(f"axe, tab {name}", f"{len(found)} findings, {grave} serious or critical")


async def _memory(browser: Browser, address: str, server: int, asked: Sequence[str], questions: int) -> None:
    """Conversations of twenty questions, each on a page that is closed after it."""
    before, peak = 0.0, 0.0
    for done in range(0, _WARM + questions, _CONVERSATION):
        if done >= _WARM and not before:
            before = resident(server)
        async with _tab(browser) as page:
            await _ready(page, address)
            for turn in range(_CONVERSATION):
                await _ask(page, asked[(done + turn) % len(asked)])
        peak = max(peak, resident(server))
    after = resident(server)
    _row(f"server after {_WARM} questions", f"{before:.0f} MB")
    _row(f"server after {questions} more", f"{after:.0f} MB ({after / before - 1:+.1%}), at most {peak:.0f} MB")


def _questions() -> list[str]:
    """Those of the gold that stand alone, each once, in an order that is the same every time."""
    from eval import GOLD, load_gold
    from ui.settings import load_settings, open_documents

    documents = {document.id: document for document in open_documents(load_settings())}
    asked = sorted({gold.question for gold in load_gold(GOLD, documents) if not gold.history})
    random.Random(1).shuffle(asked)
    return asked


@asynccontextmanager
async def _chromium() -> AsyncIterator[Browser]:
    path = next((found for found in map(shutil.which, _BROWSERS) if found), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def _tab(browser: Browser) -> AsyncIterator[Page]:
    """A page in a browser without memory."""
    context: BrowserContext = await browser.new_context()
    page = await context.new_page()
    page.set_default_timeout(_PATIENCE)
    yield page
    await context.close()


async def _watched(page: Page, address: str) -> Traffic:
    """Counts from now on what the page loads."""
    traffic = Traffic()
    line = await page.context.new_cdp_session(page)
    await line.send("Network.enable")

    def loaded(event: dict[str, Any]) -> None:
        traffic.requests += 1
        traffic.received += int(event["encodedDataLength"])

    def asked(event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if urlsplit(url).scheme.startswith("http") and not url.startswith(address):
            traffic.strangers.append(url)

    line.on("Network.loadingFinished", loaded)
    line.on("Network.requestWillBeSent", asked)
    return traffic


async def _ready(page: Page, address: str) -> float:
    start = time.perf_counter()
    await page.goto(address, wait_until="commit")
    await page.locator("#vraag textarea").wait_for()
    return time.perf_counter() - start


async def _ask(page: Page, question: str) -> float:
    milliseconds: float = await page.evaluate(_ASK, question)
    return milliseconds / 1000


def _seconds(taken: Sequence[float]) -> str:
    ordered = sorted(taken)
    late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"median {statistics.median(ordered):.2f} s, 95% within {late:.2f} s (n = {len(ordered)})"


def _row(what: str, figure: str) -> None:
    print(f"{what:<40} {figure}", flush=True)


if __name__ == "__main__":
    main()
