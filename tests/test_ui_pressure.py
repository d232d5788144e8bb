"""The load test itself: what it counts as right, wrong and failed, and how it counts time."""

import asyncio
import dataclasses
import json
import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from index import Index
from qa import Answer, Turn
from tests.browsing import Stage
from ui import pressure, texts
from ui import texts_serving as serving
from ui.desk import Desk, at_once
from ui.pressure import Plan, thinking
from ui.pressure_faults import Impossible, kill_workers, prepared, two_versions, workers_of
from ui.pressure_faults import Stage as PressureStage
from ui.pressure_page import Trouble, looked_through
from ui.pressure_people import Crowd, arriving, closed, crowd_at
from ui.pressure_record import (
    PAGE,
    RIGHT,
    WRONG,
    Load,
    Seen,
    as_json,
    figures,
    of_json,
    passing,
    percentile,
    recoveries,
    row,
)
from ui.pressure_talks import Talk, answered, either
from ui.pressure_watch import Watch
from ui.processes import Taken
from ui.served import Served

QUESTIONS = ("Wat staat er over kinderarmoede?", "En over wonen?")


def talk_of(index: Index) -> Talk:
    ask = Stage(index).ask
    return answered(QUESTIONS, Desk(index, ask, at_once(ask)), original=False)


async def three_people(crowd: Crowd, *wanted: tuple[str, str]) -> Crowd:
    """Until all of that has happened: a busy machine takes its time."""
    people = asyncio.create_task(closed(crowd, 3, (0.05, 0.1), 0.1, 60))
    while not people.done() and not set(wanted) <= {(one.what, one.kind) for one in crowd.seen}:
        await asyncio.sleep(0.05)
    people.cancel()
    await asyncio.wait([people])
    return crowd


def ask_of(
    stage: Stage,
    index: Index,
    *wanted: tuple[str, str],
    by_api: float = 0.0,
    sayings: Mapping[str, str] | None = None,
) -> Crowd:
    async def ask() -> Crowd:
        crowd = await crowd_at(stage.address, [talk_of(index)], sayings)
        return await three_people(dataclasses.replace(crowd, by_api=by_api, opens=1.0), *wanted)

    return asyncio.run(ask())


@pytest.fixture(scope="module")
def stage(tiny_index: Index) -> Iterator[Stage]:
    stage = Stage(tiny_index)
    stage.start()
    yield stage
    stage.stop()


def test_three_people_get_what_an_assistant_gives_and_open_what_it_cites(stage: Stage, tiny_index: Index) -> None:
    crowd = ask_of(stage, tiny_index, *((what, RIGHT) for what in ("open", PAGE, "following", "anew", "source")))
    assert {one.kind for one in crowd.seen} == {RIGHT}


def test_who_asks_the_api_gets_the_same(stage: Stage, tiny_index: Index) -> None:
    crowd = ask_of(stage, tiny_index, ("api", RIGHT), ("source", RIGHT), by_api=1.0)
    assert {one.what for one in crowd.seen} == {"api", "source"}
    assert {one.kind for one in crowd.seen} == {RIGHT}


class Lying(Stage):
    """Leaves out the second sentence, as half an answer does."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        answer = super().ask(question, history)
        return dataclasses.replace(answer, claims=answer.claims[:1])


def test_half_an_answer_is_wrong_and_not_failed(tiny_index: Index) -> None:
    stage = Lying(tiny_index)
    stage.start()
    try:
        crowd = ask_of(stage, tiny_index, (PAGE, WRONG))
    finally:
        stage.stop()
    found = figures("lies", crowd.seen, 1)
    assert found.answers == found.wrong > 0
    assert found.failed == 0


def test_a_server_that_goes_away_is_counted_and_stops_nobody(tiny_index: Index) -> None:
    stage = Stage(tiny_index)
    stage.start()

    async def fault() -> Crowd:
        crowd = await three_people(await crowd_at(stage.address, [talk_of(tiny_index)]), (PAGE, RIGHT))
        await asyncio.to_thread(stage.stop)
        return await three_people(crowd, ("open", "away"))

    assert {one.kind for one in asyncio.run(fault()).seen} <= {RIGHT, "away", "cut"}


def test_what_is_due_while_the_server_sleeps_is_counted_from_when_it_was_due(tiny_index: Index) -> None:
    """Open: twenty questions a second, one second, of which the server answers nothing before its end."""
    stage = Stage(tiny_index)
    stage.start()
    stage.gate.clear()

    async def ask() -> Crowd:
        crowd = dataclasses.replace(await crowd_at(stage.address, [talk_of(tiny_index)]), by_api=0.0)
        coming = asyncio.create_task(arriving(crowd, 20, 1, []))
        await asyncio.sleep(2)
        stage.gate.set()
        await coming
        return crowd

    try:
        asked = [one for one in asyncio.run(ask()).seen if one.what == PAGE]
    finally:
        stage.stop()
    assert len(asked) > 8
    assert all(one.seconds > 0.9 for one in asked)
    assert max(one.seconds for one in asked) > 1.5


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(one) for one in range(1, 101)]
    assert [percentile(values, share) for share in (0.5, 0.95, 0.99, 1.0)] == [50, 95, 99, 100]
    assert percentile([3.0, 1.0], 0.95) == 3
    assert percentile([7.0], 0.01) == 7
    assert percentile([], 0.5) == 0


def test_busy_is_counted_apart_from_failed_and_wrong() -> None:
    kinds = [RIGHT, RIGHT, WRONG, "busy", "500", "late"]
    found = figures("x", [Seen(PAGE, kind, 0, 1) for kind in kinds] + [Seen("source", WRONG, 0, 9)], 2)
    assert (found.answers, found.wrong, found.failed, found.kinds["busy"]) == (6, 1, 2, 1)
    assert (found.longest, found.per_second) == (1, 1.5)
    assert found.others == {"source wrong": 1}


def test_where_p95_passes_a_second_is_drawn_between_two_steps() -> None:
    assert passing([(1, 0.2), (2, 0.5), (4, 1.5)], 1.0) == 3
    assert passing([(1, 0.2), (2, 0.5)], 1.0) is None


def test_few_people_think_less_and_many_as_long_as_was_said() -> None:
    assert thinking(1, 60, (20, 40)) == (0.67, 1.33)
    assert thinking(300, 60, (20, 40)) == (20, 40)


def test_a_traceback_in_what_comes_back_is_found_whatever_the_status() -> None:
    with pytest.raises(Trouble, match="traceback"):
        looked_through(200, b'<pre>Traceback (most recent call last):\n  File "x.py", line 1')
    with pytest.raises(Trouble, match="500"):
        looked_through(500, b'{"error": "Er ging iets mis"}')
    assert looked_through(200, b"Meer daarover op p. 3, line") == b"Meer daarover op p. 3, line"


def test_either_of_two_versions_is_right_and_a_third_is_not(tiny_index: Index) -> None:
    one = talk_of(tiny_index)
    other = dataclasses.replace(one, shown=(frozenset({"a"}), frozenset({"b"})), object=frozenset({"c"}), places={})
    (both,) = either([one], [other])
    assert both.shown[0] == one.shown[0] | {"a"}
    assert both.object == one.object | {"c"}
    assert both.places == {}


def test_memory_that_rises_by_a_megabyte_a_second_has_a_slope_of_sixty() -> None:
    watch = Watch(lambda: 0, [(float(at), Taken(1, 1, 1, 100.0 + at, 0.0)) for at in range(20)])
    assert watch.slope() == pytest.approx(60)


def test_the_rows_of_the_readme_come_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme, out = tmp_path / "README.md", tmp_path / "x.json"
    readme.write_text(f"before\n{pressure._BEGIN}\nold\n{pressure._END}\nafter\n", encoding="utf-8")
    load = Load(10, 400, 390, 395, 1.5, 0.1, {"files": 3}, {"files": 3})
    found = figures("20 people", [Seen(PAGE, RIGHT, 0, 0.5)], 1, load)
    out.write_text(json.dumps({"people": [as_json(found)]}), encoding="utf-8")
    monkeypatch.setattr(pressure, "_README", readme)
    pressure.main(["--rows", str(out)])
    written = readme.read_text(encoding="utf-8")
    assert f"| {' | '.join(row(found))} |" in written
    assert "old" not in written
    assert written.startswith("before\n")
    assert written.endswith("\nafter\n")
    assert of_json(json.loads(json.dumps(as_json(found)))) == found


def test_a_plan_knows_settings_by_their_names() -> None:
    given = pressure._parser().parse_args(["--set", "workers=2", "--users", "1,20"])
    plan: Plan = pressure._plan(given)
    assert plan.settings == {"BRONWIJZER_WORKERS": "2", "BRONWIJZER_API_PER_MINUTE": "0"}
    assert plan.users == (1, 20)
    assert plan.sayings[serving.BUSY] == "busy"
    assert plan.sayings[texts.FAILED] == "failed"


def test_a_sentence_in_place_of_an_answer_is_neither_right_nor_wrong(tiny_index: Index) -> None:
    stage = Breaking(tiny_index)
    stage.start()
    try:
        crowd = ask_of(stage, tiny_index, (PAGE, "failed"), sayings=pressure._sayings())
    finally:
        stage.stop()
    assert {one.kind for one in crowd.seen if one.what == PAGE} == {"failed"}
    assert crowd.wrong == []


class Breaking(Stage):
    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:  # noqa: ARG002
        raise RuntimeError(question)


def test_two_versions_of_the_corpus_differ_by_one_document(tmp_path: Path) -> None:
    one, other = two_versions(tmp_path)
    files = [{path.name for path in folder.iterdir()} for folder in (one, other)]
    (gone,) = files[0] - files[1]
    assert files[1] < files[0]
    first, second = (tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8")) for folder in (one, other))
    assert second == {name: said for name, said in first.items() if name != gone}


def test_how_long_it_was_not_well_after_a_blow() -> None:
    seen = [Seen(PAGE, RIGHT, 0, 1), Seen(PAGE, "500", 12, 1), Seen(PAGE, "late", 13, 4), Seen("open", "500", 25, 1)]
    assert recoveries(seen, [10, 20]) == [7, 0]
    assert recoveries(seen, []) == []  # nothing was struck: a soak


def test_a_fault_that_cannot_be_made_here_says_why() -> None:
    with pytest.raises(Impossible, match="--restart"), prepared("engine", {}):
        pass


def test_a_worker_that_is_killed_is_seen_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server with one child that holds much and one that holds little."""
    child = "import time; held = bytearray(b'x') * {}; print('there', flush=True); time.sleep(60)"
    both = [f"subprocess.Popen([sys.executable, '-c', {child.format(size)!r}])" for size in (100_000_000, 1)]
    monkeypatch.setattr("ui.pressure_faults.EVERY", 0.1)

    async def struck(server: Served) -> PressureStage:
        stage = PressureStage({}, Path())
        blows = asyncio.create_task(kill_workers(stage, server))
        while not stage.told["killed"]:
            await asyncio.sleep(0.05)
        blows.cancel()
        return stage

    code = f"import subprocess, sys, time; kept = [{', '.join(both)}]; time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in both] == [b"there\n"] * 2
        assert len(workers_of(process.pid)) == 1
        stage = asyncio.run(struck(Served("", process, Path(), 0)))
        assert stage.told["killed"] >= 1
        assert len(stage.blows) == stage.told["killed"]
        os.killpg(process.pid, signal.SIGKILL)
