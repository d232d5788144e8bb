"""Things that go wrong under load: processes that die, an engine that stops, an index that is replaced, a full disk, a
clock that jumps, and ten minutes of going on.

Each fault is a piece of work that runs beside people who ask; what can not be done on this machine is left out and says
why. It does not count answers (ui/pressure_record.py).
"""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from ui.processes import family
from ui.served import Served
from ui.settings import CORPUS

EVERY = 20.0  # seconds between two blows
_TMPFS = 96  # MB: an index of the corpus and room to fill
JUMPS = ("+0", "+2h", "-1d", "+400d", "+0")  # of the clock on the wall, beside the real one


class Impossible(Exception):
    """Why a fault can not be made here."""


@dataclass(slots=True)
class Stage:
    """One fault: with what the server starts, what happens to it, and what was noticed."""

    settings: dict[str, str]
    folder: Path  # to work in
    before: tuple[str, ...] = ()  # a program that starts the server
    versions: tuple[Path, ...] = ()  # of the documents, where they are replaced
    known: Path = field(default_factory=Path)  # where each of them has an index of its own
    command: str = ""  # that restarts the engine
    told: Counter[str] = field(default_factory=Counter)
    blows: list[float] = field(default_factory=list)  # when, by the clock of the run

    def both(self) -> tuple[dict[str, str], dict[str, str]]:
        """Settings with which an index of each version can be asked."""
        first, second = (
            {**self.settings, "BRONWIJZER_INDEX": str(self.known / f"{one.name}-index")} for one in self.versions
        )
        return first, second

    def count(self, name: str) -> None:
        self.told[name] += 1

    def struck(self, name: str) -> None:
        self.blows.append(time.perf_counter())
        self.count(name)


Blow = Callable[[Stage, Served], Coroutine[Any, Any, None]]


def workers_of(server: int) -> list[int]:
    """Those that hold an index and started nothing: what starts them stays, and what else helps them is small."""
    found = []
    for one in list(family(server))[1:]:
        with suppress(OSError):
            pages = int(Path(f"/proc/{one}/statm").read_text(encoding="ascii").split()[1])
            if pages * os.sysconf("SC_PAGE_SIZE") > 60e6 and len(list(family(one))) == 1:
                found.append(one)
    return found


async def kill_workers(stage: Stage, server: Served) -> None:
    """Every twenty seconds one of them, in turn, as the kernel does when memory is short."""
    while True:
        await asyncio.sleep(EVERY)
        there = workers_of(server.id)
        if there:
            os.kill(there[stage.told["killed"] % len(there)], signal.SIGKILL)
            stage.struck("killed")
        else:
            stage.count("none to kill")


async def restart_engine(stage: Stage, server: Served) -> None:  # noqa: ARG001
    """By the command that was given, every twenty seconds."""
    while True:
        await asyncio.sleep(EVERY)
        stage.struck("restarts")
        done = await _run(["bash", "-c", stage.command], {})
        stage.count("restarted" if done.returncode == 0 else "not restarted")


async def replace_index(stage: Stage, server: Served) -> None:  # noqa: ARG001
    """Now the one version, now the other, by the command as a person types it."""
    for turn in range(1, 1000):
        done = await _run(_index(stage.versions[turn % 2]), stage.settings)
        stage.struck("replaced" if done.returncode == 0 else "not replaced")
        await asyncio.sleep(4)


async def fill_disk(stage: Stage, server: Served) -> None:
    """Full for a while, then not; what is tried meanwhile must fail in plain words, and succeed afterwards."""
    full = stage.folder / "full"
    while True:
        await asyncio.sleep(8)
        with suppress(OSError), full.open("wb") as file:
            while True:
                file.write(bytes(1 << 20))
                file.flush()
        with suppress(OSError), (stage.folder / "last").open("wb") as file:  # the last bytes too
            while True:
                file.write(bytes(256))
                file.flush()
        await _tried(stage, server, "full")
        await asyncio.sleep(6)
        full.unlink()
        (stage.folder / "last").unlink(missing_ok=True)
        await _tried(stage, server, "room")


async def _tried(stage: Stage, server: Served, how: str) -> None:
    """An index, an opinion, a login and out again."""
    stage.struck(f"index, {how}: tried")
    done = await _run(_index(stage.versions[stage.told["index, room: tried"] % 2]), stage.settings)
    stage.count(f"index, {how}: exit {done.returncode}")
    if b"Traceback" in done.stderr + done.stdout:
        stage.count("tracebacks")
    async with httpx.AsyncClient(base_url=server.address, timeout=30) as client:
        opinion = {"good": True, "abstained": False, "writer": "extractive", "cited": []}
        reply = await client.post("api/oordeel", json=opinion, headers={"Origin": server.address.rstrip("/")})
    stage.count(f"opinion, {how}: {reply.status_code}")
    if b"Traceback" in reply.content:
        stage.count("tracebacks")


async def jump(stage: Stage, server: Served) -> None:  # noqa: ARG001
    """The clock on the wall, as a person or NTP sets it; the one that only counts (monotonic) goes on, as it does."""
    for by in JUMPS:
        (stage.folder / "clock").write_text(by, encoding="ascii")
        stage.struck("jumps")
        await asyncio.sleep(EVERY / 2)
    await asyncio.sleep(3600)


async def nothing(stage: Stage, server: Served) -> None:  # noqa: ARG001
    await asyncio.sleep(3600)


@contextmanager
def prepared(name: str, settings: Mapping[str, str], command: str = "") -> Iterator[Stage]:
    """What a fault needs before the server starts. Raises Impossible."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as known:
        stage = Stage(dict(settings), Path(folder), known=Path(known))
        if name == "engine":
            if not command:
                raise Impossible("--restart COMMAND says how the engine is started again")
            stage.command = command
        if name == "clock":
            stage.before = _with_clock(stage)
        if name == "disk":
            with _little(stage.folder):
                _place(stage)
                stage.settings["BRONWIJZER_FEEDBACK"] = str(stage.folder / "oordelen")
                yield stage
            return
        if name == "index":
            _place(stage)
        yield stage


def _with_clock(stage: Stage) -> tuple[str, ...]:
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    if not found:
        raise Impossible("libfaketime is not installed (apt-get install faketime)")
    clock = stage.folder / "clock"
    clock.write_text("+0", encoding="ascii")
    given = {
        "LD_PRELOAD": found[0],
        "FAKETIME_TIMESTAMP_FILE": clock,
        "FAKETIME_NO_CACHE": 1,
        "FAKETIME_DONT_FAKE_MONOTONIC": 1,
    }
    return ("env", *(f"{key}={value}" for key, value in given.items()))


@contextmanager
def _little(folder: Path) -> Iterator[None]:
    if os.geteuid() != 0:
        raise Impossible("a small disk can only be made by root")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_TMPFS}m", "tmpfs", str(folder)], check=False)
    if mounted.returncode:
        raise Impossible("no small disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def _place(stage: Stage) -> None:
    """Two versions of the documents, an index of each, and that of the first one in the place that is served."""
    stage.settings["BRONWIJZER_INDEX"] = str(stage.folder / "store")
    stage.versions = two_versions(stage.known)
    for documents, settings in zip((*stage.versions, stage.versions[0]), (*stage.both(), stage.settings), strict=True):
        done = subprocess.run(_index(documents), env=os.environ | settings, capture_output=True, check=False)
        if done.returncode:
            raise Impossible(done.stderr.decode(errors="replace")[-300:])


def two_versions(folder: Path) -> tuple[Path, Path]:
    """The corpus, and the corpus without its last document: some answers differ, all of both are true."""
    one, other = folder / "een-documenten", folder / "twee-documenten"
    shutil.copytree(CORPUS, one)
    shutil.copytree(CORPUS, other)
    gone = sorted(path for path in other.iterdir() if path.suffix != ".toml")[-1]
    gone.unlink()
    listed = (other / "sources.toml").read_text(encoding="utf-8")
    (other / "sources.toml").write_text(_without(listed, gone.name), encoding="utf-8")
    return one, other


def _without(listed: str, name: str) -> str:
    """Without the table of one file."""
    parts = listed.split("\n[")
    return "\n[".join(part for part in parts if not part.lstrip("[").startswith(f'"{name}"'))


def _index(documents: Path) -> list[str]:
    return [sys.executable, "-m", "ui.cli", "index", str(documents)]


async def _run(command: Sequence[str], settings: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    process = await asyncio.create_subprocess_exec(
        *command, env=os.environ | dict(settings), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        out, told = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    return subprocess.CompletedProcess(command, process.returncode or 0, out, told)


BLOWS: Mapping[str, Blow] = {
    "worker": kill_workers,
    "engine": restart_engine,
    "index": replace_index,
    "disk": fill_disk,
    "clock": jump,
    "soak": nothing,
}
