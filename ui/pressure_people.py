"""People: they open the page, think, type, wait for the whole answer, now and then open a source; some use the API.

Closed: so many people, each of whom asks after the answer before. Open: so many questions a second, whoever asks them,
each counted from the moment at which it was due, so that a server that stops for a while does not hide whom it kept
waiting (coordinated omission: Tene, "How NOT to measure latency", 2015). It does not know how the server is built.
"""

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from ui.pressure_page import Layout, Page, Trouble, Wire, layout_of
from ui.pressure_record import ANEW, BUSY, FOLLOWING, OBJECT, OPENED, PAGE, RIGHT, SOURCE, WRONG, Seen
from ui.pressure_talks import Talk, mark, mark_of_object

OPENS = 0.25  # share of the answers after which somebody opens a source
BY_API = 0.1  # share of the people who ask by POST /api/ask
_KEPT = 5  # wrong answers that are told whole
REOPENS = 0.1  # share of the conversations after which the page is loaded anew


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who asks, and how they behave; the same ones each time."""

    address: str
    talks: Sequence[Talk]
    layout: Layout
    sayings: Mapping[str, str] = field(default_factory=dict)  # sentences in place of an answer, and what kind that is
    seed: int = 1
    patience: float = 60.0
    by_api: float = BY_API
    opens: float = OPENS
    asks_on: bool = True  # the page asks what may be asked next
    seen: list[Seen] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)  # questions and what came instead


async def crowd_at(
    address: str, talks: Sequence[Talk], sayings: Mapping[str, str] | None = None, seed: int = 1, patience: float = 60.0
) -> Crowd:
    return Crowd(address, talks, await layout_of(address), sayings or {}, seed, patience)


async def closed(crowd: Crowd, people: int, think: tuple[float, float], ramp: float, seconds: float) -> None:
    """They come one after the other during `ramp`, and stop asking `seconds` after that."""
    start = time.perf_counter()
    until = start + ramp + seconds
    await asyncio.gather(
        *(_one(crowd, number, think, start + ramp * number / people, until) for number in range(people))
    )


async def arriving(crowd: Crowd, rate: float, seconds: float, pages: Sequence[Page]) -> None:
    """Questions as a Poisson process; on `pages` that are free, else on a new one."""
    chance = random.Random(f"{crowd.seed} {rate}")
    free, start, due, under_way = list(pages), time.perf_counter(), 0.0, []
    while (due := due + chance.expovariate(rate)) < seconds:
        await _wait_until(start + due)
        talk = chance.choice(crowd.talks)
        under_way.append(asyncio.create_task(_single(crowd, free, talk, start + due, chance.random())))
    await asyncio.gather(*under_way)


async def open_pages(crowd: Crowd, count: int) -> list[Page]:
    pages = [Page(Wire(crowd.address, crowd.patience), crowd.layout) for _ in range(count)]
    for page in pages:
        await _done(crowd, OPENED, time.perf_counter(), lambda page=page: _opening(page))  # type: ignore[misc]
    return pages


async def close_pages(pages: Sequence[Page]) -> None:
    for page in pages:
        await page.close()
        await page.wire.close()


async def _one(crowd: Crowd, number: int, think: tuple[float, float], begin: float, until: float) -> None:
    chance = random.Random(f"{crowd.seed} person {number}")
    await _wait_until(begin)
    page = Page(Wire(crowd.address, crowd.patience), crowd.layout)
    by_api = chance.random() < crowd.by_api
    try:
        if not by_api and not await _opened(crowd, page, until):
            return
        while time.perf_counter() < until:
            talk = chance.choice(crowd.talks)
            page = await _talked(crowd, page, talk, chance, think, until, by_api=by_api)
    finally:
        await page.close()
        await page.wire.close()


async def _opened(crowd: Crowd, page: Page, until: float) -> bool:
    """Who finds the page closed tries again, as people do."""
    while time.perf_counter() < until:
        if await _done(crowd, OPENED, time.perf_counter(), lambda: _opening(page)) == RIGHT:
            return True
        await asyncio.sleep(1)
    return False


async def _opening(page: Page) -> str:
    await page.open()
    return RIGHT


async def _talked(
    crowd: Crowd, page: Page, talk: Talk, chance: random.Random, think: tuple[float, float], until: float, by_api: bool
) -> Page:
    """One conversation; the page on which the next one goes on: after something that failed, a page loaded anew."""
    for turn in range(1 if by_api else len(talk.questions)):
        due = time.perf_counter() + chance.uniform(*think)
        if due > until:
            await _wait_until(until)
            return page
        await _wait_until(due)
        if by_api:
            await _by_api(crowd, page.wire, talk, due)
        elif await _asked(crowd, page, talk, turn, due) != RIGHT:
            return await _another(crowd, page, until)
        if chance.random() < crowd.opens and talk.places:
            await _read(crowd, page.wire, talk, chance.choice(sorted(talk.places)))
    if by_api:
        return page
    if chance.random() < REOPENS:
        return await _another(crowd, page, until)
    await _done(crowd, ANEW, time.perf_counter(), lambda: _anew(page))
    return page


async def _another(crowd: Crowd, page: Page, until: float) -> Page:
    """The page loaded anew, in the same browser: a new session."""
    await page.close()
    fresh = Page(page.wire, crowd.layout)
    while time.perf_counter() < until:
        if await _done(crowd, OPENED, time.perf_counter(), lambda: _again(fresh)) == RIGHT:
            break
        await asyncio.sleep(1)
    return fresh


async def _again(page: Page) -> str:
    await page.open(visited=True)
    return RIGHT


async def _anew(page: Page) -> str:
    await page.anew()
    return RIGHT


async def _single(crowd: Crowd, free: list[Page], talk: Talk, due: float, chance: float) -> None:
    """One question that is due now."""
    page = free.pop() if free else Page(Wire(crowd.address, crowd.patience), crowd.layout)
    if chance < crowd.by_api:
        await _by_api(crowd, page.wire, talk, due)
    else:
        await _asked(crowd, page, talk, 0, due)
        await page.close()
        page = Page(page.wire, crowd.layout)  # the next question begins a conversation
    free.append(page)


async def _asked(crowd: Crowd, page: Page, talk: Talk, turn: int, due: float) -> str:
    async def ask() -> str:
        shown = await page.ask(talk.questions[turn])
        if mark(shown) in talk.shown[turn]:
            return RIGHT
        instead = next((kind for sentence, kind in crowd.sayings.items() if escape(sentence) in shown), WRONG)
        if instead == WRONG and len(crowd.wrong) < _KEPT:
            crowd.wrong.append((talk.questions[turn], shown))
        return instead

    kind = await _done(crowd, PAGE, due, ask)
    if kind == RIGHT and crowd.asks_on:
        await _done(crowd, FOLLOWING, time.perf_counter(), lambda: _following(page))
    return kind


async def _following(page: Page) -> str:
    await page.following()
    return RIGHT


async def _by_api(crowd: Crowd, wire: Wire, talk: Talk, due: float) -> str:
    async def ask() -> str:
        try:
            reply = await wire.fetch("POST", "api/ask", json={"question": talk.questions[0]})
        except Trouble as trouble:
            return BUSY if trouble.kind == "503" else trouble.kind
        return RIGHT if mark_of_object(json.loads(reply)) in talk.object else WRONG

    return await _done(crowd, OBJECT, due, ask)


async def _read(crowd: Crowd, wire: Wire, talk: Talk, place: str) -> None:
    async def read() -> str:
        return RIGHT if mark((await wire.fetch("GET", place)).decode()) in talk.places[place] else WRONG

    await _done(crowd, SOURCE, time.perf_counter(), read)


async def _done(crowd: Crowd, what: str, due: float, do: Callable[[], Awaitable[str]]) -> str:
    try:
        kind = await do()
    except Trouble as trouble:
        kind = trouble.kind
    crowd.seen.append(Seen(what, kind, due, time.perf_counter() - due))
    return kind


async def _wait_until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.perf_counter()))
