"""`python -m ui.pressure`: what a server bears. People who type, more and more questions, faults, malformed requests.

Starts a real `bronwijzer serve` on 127.0.0.1 for each part, and stops by itself. Every answer is held against what an
assistant in a process of its own says (ui/pressure_talks.py). It judges nothing: other work on the machine makes these
figures worse. The load maker shares the processors with the server; what it takes is told apart.
"""

import argparse
import asyncio
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from ui import texts
from ui import texts_serving as serving
from ui.pressure_faults import BLOWS, Impossible, Stage, prepared
from ui.pressure_people import Crowd, arriving, close_pages, closed, crowd_at, open_pages
from ui.pressure_record import AWAY, BUSY, FAILED, Figures, as_json, figures, of_json, passing, recoveries, row, table
from ui.pressure_talks import LONGEST, Talk, answered_in, either
from ui.pressure_watch import watched
from ui.served import served

LIMIT = 1.0  # seconds that nineteen of twenty answers may take
_FIRST, _STEP, _STEPS = 1.0, 1.3, 14  # questions a second of the first step; each next one is so many times as much
_WARMING = 8.0  # seconds
_PAGES = 40  # that stand open while questions come by themselves
_STRUCK, _STRUCK_THINK = 12, (4.0, 8.0)  # people beside a fault, and how long they think
_ENOUGH = 60  # answers in a row of the table: fewer people think less, so that there are so many
_README = Path(__file__).resolve().parent.parent / "README.md"
_BEGIN, _END = "<!-- load: written by `python -m ui.pressure --rows` -->", "<!-- load: end -->"


@dataclass(frozen=True, slots=True)
class Plan:
    users: tuple[int, ...]
    seconds: float
    think: tuple[float, float]
    talks: int
    settings: Mapping[str, str]  # variables of the server's environment
    sayings: Mapping[str, str] = field(default_factory=dict)
    seed: int = 1


def main(arguments: Sequence[str] | None = None) -> None:
    given = _parser().parse_args(arguments)
    if given.rows:
        _write_rows(json.loads(given.rows.read_text(encoding="utf-8")))
        return
    plan = _plan(given)
    found: dict[str, Any] = {"about": _about(plan)}
    faults = tuple(BLOWS) if given.all else tuple(given.fault)
    talks = truth(plan.settings, plan.talks, LONGEST, plan.seed) if given.open or plan.users or faults else ()
    if plan.users:
        found["people"] = [as_json(one) for one in asyncio.run(people(plan, talks))]
        _keep(found, given.out)
    if given.open or given.all:
        found["rising"] = asyncio.run(rising(plan, talks))
        _keep(found, given.out)
    for name in faults:
        found.setdefault("faults", {})[name] = fault(plan, name, talks, given)
        _keep(found, given.out)
    if given.requests or given.all:
        found["requests"] = malformed(plan, given.requests or 5_000)
        _keep(found, given.out)


def _keep(found: Mapping[str, Any], out: Path | None) -> None:
    """After each part: what was measured stays when the rest is stopped."""
    if out:
        out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui.pressure", description=__doc__)
    parser.add_argument("--users", default="", metavar="N,N", help="people at once, e.g. 1,20,100,300")
    parser.add_argument("--open", action="store_true", help="more and more questions a second, until p95 passes 1 s")
    parser.add_argument("--fault", action="append", default=[], choices=list(BLOWS), help="may be given more than once")
    parser.add_argument("--restart", default="", metavar="COMMAND", help="what restarts the engine, for that fault")
    parser.add_argument("--fault-seconds", type=float, default=70, help="of each fault")
    parser.add_argument("--soak-seconds", type=float, default=600)
    parser.add_argument("--requests", type=int, default=0, metavar="N", help="so many malformed and well-formed ones")
    parser.add_argument("--all", action="store_true", help="everything")
    parser.add_argument("--seconds", type=float, default=60, help="of each row, after everybody has come")
    parser.add_argument("--think", default="20,40", help="seconds between two questions, drawn evenly (default 20,40)")
    parser.add_argument("--talks", type=int, default=100, help="different conversations")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting: workers=2")
    parser.add_argument("--out", type=Path, metavar="FILE.json")
    parser.add_argument("--rows", type=Path, metavar="FILE.json", help="write the README's rows from such a file")
    return parser


def _plan(given: argparse.Namespace) -> Plan:
    users = given.users or ("1,20,100,300" if given.all else "")
    low, high = map(float, given.think.split(","))
    named = (one.partition("=") for one in given.set)
    chosen = {f"BRONWIJZER_{name.upper()}": value for name, _, value in named}
    settings = {"BRONWIJZER_API_PER_MINUTE": "0", **chosen}  # all come from one address here
    counts = tuple(int(one) for one in users.split(",") if one)
    return Plan(counts, given.seconds, (low, high), given.talks, settings, _sayings())


def _sayings() -> dict[str, str]:
    """What the page says in place of an answer."""
    away = (serving.NO_ANSWER_NOW, serving.NO_ANSWER_UNTIL_MENDED, serving.STOPPING)
    failed = (serving.ENDED, texts.FAILED, serving.too_slow(0).partition("0")[0])
    return {serving.BUSY: BUSY} | dict.fromkeys(away, AWAY) | dict.fromkeys(failed, FAILED)


def truth(
    settings: Mapping[str, str], count: int, longest: int, seed: int, asked: Sequence[tuple[str, ...]] = ()
) -> tuple[Talk, ...]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(answered_in, dict(settings), count, longest, seed, asked).result()


async def people(plan: Plan, talks: Sequence[Talk]) -> list[Figures]:
    """One row for each number of people; who comes is spread over the time that somebody thinks."""
    rows = []
    with served(plan.settings) as server:
        await _warm(await crowd_at(server.address, talks, plan.sayings, plan.seed))
        for count in plan.users:
            crowd = await crowd_at(server.address, talks, plan.sayings, plan.seed)
            think = thinking(count, plan.seconds, plan.think)
            ramp = think[1]
            watch = await watched(lambda: server.id, closed(crowd, count, think, ramp, plan.seconds))
            begun = watch.looks[0][0] + ramp
            kept = [one for one in crowd.seen if one.due >= begun]
            name = f"{count} people, {think[0]:g} to {think[1]:g} s between questions"
            rows.append(figures(name, kept, plan.seconds, watch.load()))
            print(table([row(one) for one in rows[-1:]]), dict(rows[-1].kinds), dict(rows[-1].others), flush=True)
    return rows


def thinking(people: int, seconds: float, think: tuple[float, float]) -> tuple[float, float]:
    """Few people think less, or there would be too few answers to tell anything."""
    least = people * seconds / _ENOUGH
    share = min(1.0, least / ((think[0] + think[1]) / 2))
    return round(think[0] * share, 2), round(think[1] * share, 2)


async def rising(plan: Plan, talks: Sequence[Talk]) -> dict[str, Any]:
    """Steps until p95 passes the limit; and how many people that is, by Little's law (1961)."""
    steps = []
    with served(plan.settings) as server:
        await _warm(await crowd_at(server.address, talks, plan.sayings, plan.seed))
        for number in range(_STEPS):
            rate = round(_FIRST * _STEP**number, 2)
            crowd = await crowd_at(server.address, talks, plan.sayings, plan.seed)
            pages = await open_pages(crowd, _PAGES)
            crowd.seen.clear()
            watch = await watched(lambda: server.id, arriving(crowd, rate, plan.seconds, pages))
            await close_pages(pages)
            steps.append(figures(f"{rate:g} questions a second", crowd.seen, plan.seconds, watch.load()))
            print(table([row(steps[-1])]), dict(steps[-1].kinds), flush=True)
            if steps[-1].p95 > 2 * LIMIT or steps[-1].failed > 0.05 * steps[-1].answers:
                break
    at = passing([(round(_FIRST * _STEP**n, 2), one.p95) for n, one in enumerate(steps)], LIMIT)
    mean = sum(plan.think) / 2
    users = None if at is None else round(at * (mean + steps[-1].p50))
    print(f"p95 passes {LIMIT:g} s at {at} questions a second: {users} people who think {mean:g} s", flush=True)
    return {"steps": [as_json(one) for one in steps], "questions_a_second": at, "people": users}


def fault(plan: Plan, name: str, talks: Sequence[Talk], given: argparse.Namespace) -> dict[str, Any]:
    """What happened to people who asked meanwhile; "skipped" says why it was not tried."""
    seconds = given.soak_seconds if name == "soak" else given.fault_seconds
    try:
        with prepared(name, plan.settings, given.restart) as stage:
            asked = _of_both(plan, stage, talks) if stage.versions else talks
            told = asyncio.run(_struck(replace(plan, seconds=seconds), name, stage, asked))
    except Impossible as error:
        told = {"skipped": str(error)}
    print(f"{name}: {told}", flush=True)
    return told


def _of_both(plan: Plan, stage: Stage, talks: Sequence[Talk]) -> tuple[Talk, ...]:
    """What both versions of the documents answer, each question by itself: the index may change between two."""
    asked = [talk.questions[:1] for talk in talks]
    known = [truth(one, 0, 1, plan.seed, asked) for one in stage.both()]
    return either(*known)


async def _struck(plan: Plan, name: str, stage: Stage, talks: Sequence[Talk]) -> dict[str, Any]:
    with served(stage.settings, stage.before) as server:
        await _warm(await crowd_at(server.address, talks, plan.sayings, plan.seed))
        crowd = await crowd_at(server.address, talks, plan.sayings, plan.seed)
        blows = asyncio.create_task(BLOWS[name](stage, server))
        asking = closed(crowd, _STRUCK, _STRUCK_THINK, _STRUCK_THINK[1], plan.seconds)
        watch = await watched(lambda: server.id, asking)
        blows.cancel()
        await asyncio.wait([blows])
        trouble = "" if blows.cancelled() else repr(blows.exception())
        alive = server.process.poll() is None
        logged = server.said.read_text(encoding="utf-8", errors="replace").count("Traceback (most")
    found = figures(f"fault: {name}", crowd.seen, plan.seconds + _STRUCK_THINK[1], watch.load())
    print(table([row(found)]), dict(found.kinds), dict(found.others), flush=True)
    return as_json(found) | {
        "told": dict(stage.told),
        "wrong": crowd.wrong,
        "recovered": recoveries(crowd.seen, stage.blows),
        "slope": round(watch.slope(), 2),
        "alive": alive,
        "tracebacks in the log": logged,
        "trouble": trouble,
    }


def malformed(plan: Plan, count: int) -> dict[str, Any]:
    """Half of them as raw bytes."""
    from ui.pressure_requests import by_description, raw

    told: dict[str, Any] = {}
    with served(plan.settings) as server:
        for name, tried in (("described", by_description(server.address, count)), ("raw", raw(server.address, count))):
            told[name] = {"count": tried.count, "statuses": dict(tried.statuses), "troubles": tried.troubles}
            print(name, told[name], flush=True)
        told["tracebacks in the log"] = server.said.read_text(encoding="utf-8", errors="replace").count("Traceback (m")
        told["alive"] = server.process.poll() is None
    return told


async def _warm(crowd: Crowd) -> None:
    """The first questions read dictionaries and weights from disk; they are not counted."""
    await closed(crowd, 2, (0.1, 0.2), 0.1, _WARMING)


def _about(plan: Plan) -> dict[str, Any]:
    """Of the settings their names alone: an engine's address may hold a password."""
    kept = {name: value for name, value in asdict(plan).items() if name not in ("settings", "sayings")}
    return {
        "plan": kept | {"settings": sorted(plan.settings)},
        "processors": os.cpu_count(),
        "machine": platform.platform(),
        "python": sys.version.split()[0],
    }


def _write_rows(found: Mapping[str, Any]) -> None:
    """Between two marks in the README."""
    rows = [row(of_json(one)) for one in (*found.get("people", ()), *found.get("rising", {}).get("steps", ()))]
    text = _README.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    _old, end, after = rest.partition(_END)
    if not end:
        raise SystemExit(f"README.md lacks the marks {_BEGIN} and {_END}")
    _README.write_text(f"{before}{_BEGIN}\n\n{table(rows)}\n\n{_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
