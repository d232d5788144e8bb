"""An index run that is killed, interrupted or out of room leaves an index that works: the old one or the new one."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

import pytest

from index import DiskFull, Encoder, build_index, load_index
from ingest import Document, read_documents

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="only Unix can fork a program that has begun")

ROOT = Path(__file__).parent.parent
KILLS = 30
TOPICS = "armoede wonen zorg opvang sport jeugd cultuur mobiliteit water energie onderwijs werk".split()

# One program that imports everything once and forks for every run: a kill then falls in the work, not in the imports.
NURSERY = """
import os, resource, sys, time
from pathlib import Path
sys.path[:0] = sys.argv[1:]
from conftest import HashingEncoder, read_all
from index import indexing

class Slow(HashingEncoder):
    def encode(self, texts, *, query=False):
        time.sleep(0.002 * len(texts))
        return super().encode(texts, query=query)

print("torch" in sys.modules, flush=True)
for line in sys.stdin:
    files, folder, limit = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if not child:
        if int(limit):
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
        try:
            with indexing(Path(folder), Slow()) as run:
                run.build(read_all(Path(files)))
        except BaseException as error:
            print(type(error).__name__, error, flush=True)
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("over", flush=True)
"""


@dataclass(frozen=True, slots=True)
class Nursery:
    """Starts index runs one after another."""

    orders: IO[str]
    replies: IO[str]

    def start(self, files: Path, folder: Path, limit: int = 0) -> int:
        """The process of a run that has begun; `limit`: bytes that a file may become long."""
        print(files, folder, limit, sep="\t", file=self.orders, flush=True)
        return int(self.replies.readline())

    def end(self) -> str:
        """Wait; gives what the run said."""
        said = ""
        while (line := self.replies.readline()) != "over\n":
            said += line
        return said


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    command = [sys.executable, "-c", NURSERY, str(ROOT), str(ROOT / "tests")]
    with subprocess.Popen(command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "False\n"  # torch is not there: its threads do not survive a fork
        yield Nursery(process.stdin, process.stdout)
        process.stdin.close()


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder before and after a change: files that stay, one that changed, some that came, some that went."""
    before, after = tmp_path_factory.mktemp("voor"), tmp_path_factory.mktemp("na")
    for number, topic in enumerate(TOPICS):
        for folder, kept, words in (
            (before, number < 9, "meer"),
            (after, number > 2, "minder" if number == 5 else "meer"),
        ):
            if kept:
                text = "\n\n".join(f"De gemeente doet {words} voor {topic}. Dat kost {n} euro." for n in range(20, 30))
                (folder / f"{topic}.txt").write_text(f"{topic.title()}\n\n{text}\n", encoding="utf-8")
    return before, after


@cache
def documents(folder: Path) -> dict[str, Document]:
    return {one.source: one for one in read_documents(folder) if isinstance(one, Document)}


def state_of(folder: Path, states: tuple[Path, Path], encoder: Encoder) -> int:
    """Which of both states an index answers from, wholly."""
    opened = load_index(folder, encoder)
    found = {document.source: document for document in opened.documents.values()}
    expected = [documents(state) for state in states]
    assert found in expected
    for topic in TOPICS:
        hits = opened.search(f"Wat doet de gemeente voor {topic}?", 3)
        assert any(topic in hit.passage.text for hit in hits) == (f"{topic}.txt" in found)
    return expected.index(found)


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.is_dir()}


def test_thirty_kills_at_random_moments_leave_the_old_index_or_the_new_one(
    nursery: Nursery, states: tuple[Path, Path], hashing_encoder: Encoder, tmp_path: Path
) -> None:
    folder, chance = tmp_path / "index", random.Random(3)
    build_index(list(documents(states[0]).values()), hashing_encoder, folder)
    begun = time.monotonic()
    nursery.start(states[1], folder)
    assert nursery.end() == ""
    whole = time.monotonic() - begun
    now = state_of(folder, states, hashing_encoder)
    assert now == 1
    for _ in range(KILLS):
        process = nursery.start(states[1 - now], folder)
        time.sleep(chance.uniform(0, whole))
        kill(process, signal.SIGKILL)
        assert nursery.end() == ""
        now = state_of(folder, states, hashing_encoder)
    nursery.start(states[1 - now], folder)
    assert nursery.end() == ""
    assert state_of(folder, states, hashing_encoder) == 1 - now
    assert left_in(folder) == {".lock", "manifest.json"}
    assert len(list(folder.glob("*/contents.sqlite"))) == 1


def test_an_interruption_leaves_no_files_behind(
    nursery: Nursery, states: tuple[Path, Path], hashing_encoder: Encoder, tmp_path: Path
) -> None:
    folder, chance = tmp_path / "index", random.Random(4)
    build_index(list(documents(states[0]).values()), hashing_encoder, folder)
    now = 0
    for _ in range(5):
        process = nursery.start(states[1 - now], folder)
        time.sleep(chance.uniform(0.05, 0.5))
        kill(process, signal.SIGINT)
        assert nursery.end() in ("", "KeyboardInterrupt \n")
        now = state_of(folder, states, hashing_encoder)
        assert left_in(folder) <= {".lock", "manifest.json", "vectors.part"}
    nursery.start(states[1 - now], folder)
    nursery.end()
    assert left_in(folder) == {".lock", "manifest.json"}
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1


def kill(process: int, how: signal.Signals) -> None:
    try:
        os.kill(process, how)
    except ProcessLookupError:  # it was ready first
        return


@pytest.mark.parametrize("limit", [1, 2_000, 10_000, 20_000, 40_000])
def test_a_file_that_may_not_grow_is_told_as_a_full_disk(
    limit: int, nursery: Nursery, states: tuple[Path, Path], hashing_encoder: Encoder, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    build_index(list(documents(states[0]).values()), hashing_encoder, folder)
    nursery.start(states[1], folder, limit)
    assert nursery.end().startswith("DiskFull De schijf is vol: ")
    assert state_of(folder, states, hashing_encoder) == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    disk = tmp_path / "schijf"
    disk.mkdir()
    if shutil.which("mount") is None or os.geteuid():
        pytest.skip("only root can mount a small disk")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.decode().strip()}")
    try:
        yield disk
    finally:
        # lazy: what an index has open is let go later
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_disk_that_is_full_at_any_point_leaves_the_old_index(
    small_disk: Path, states: tuple[Path, Path], hashing_encoder: Encoder
) -> None:
    folder, ballast = small_disk / "index", small_disk / "ballast"
    build_index(list(documents(states[0]).values()), hashing_encoder, folder)
    wanted = list(documents(states[1]).values())
    for room in range(0, 4_000_000, 20_000):
        with full_but(room, ballast):
            if fits(lambda: build_index(wanted, hashing_encoder, folder)):
                break
            assert state_of(folder, states, hashing_encoder) == 0
    assert room > 100_000  # it failed more than once
    assert state_of(folder, states, hashing_encoder) == 1
    assert left_in(folder) == {".lock", "manifest.json"}


@contextmanager
def full_but(room: int, ballast: Path) -> Iterator[None]:
    free = shutil.disk_usage(ballast.parent).free
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free - room))
    try:
        yield
    finally:
        ballast.unlink()


def fits(work: Callable[[], object]) -> bool:
    try:
        work()
    except DiskFull:
        return False
    return True
