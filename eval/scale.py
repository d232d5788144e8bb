"""How long indexing takes, how much memory and how fast a large index answers: `python -m eval.scale DECISIONS FOLDER`.

Writes every decision as a text file, indexes them, changes one, indexes again, with the command as a person does.
With `--synthetic COUNT` it indexes so many passages made of those decisions, with vectors that need no model, and asks
it questions. Linux only, for it reads /proc. It knows nothing of how an index is made.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from eval.synthetic import synthetic, word_vectors
from index import Fusion, Index, build_index, load_index

SOURCES = """\
["*"]
publisher = "Vlaamse Regering"
speaker = "de Vlaamse Regering"
kind = "beslissingen"
"""
QUESTIONS = 300
BEST = 10
SHARES = (0.001, 0.05, 0.35, 0.5)  # of the documents that a filter leaves
ALONE = {"meaning": Fusion(meaning=1, words=0), "words": Fusion(meaning=0, words=1), "whole": Fusion()}
PAUSE = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Cost:
    seconds: float
    peak: int  # bytes, of the process and all below it together


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("decisions", type=Path, help="one JSON object a line: title, official_title, date, body")
    parser.add_argument("folder", type=Path, help="where the files and the index come; what is there is kept")
    parser.add_argument("--synthetic", type=int, metavar="COUNT", help="index about so many passages made of them")
    options = parser.parse_args(arguments)
    if options.synthetic:
        _synthetic(options.decisions, options.folder / "index", options.synthetic)
    else:
        _decisions(options)


def _decisions(options: argparse.Namespace) -> None:
    files = write(options.decisions, options.folder / "files")
    first = index(options.folder)
    print(f"{len(files)} files: {first.seconds:.1f} s, {first.peak / 1e6:.0f} MB", flush=True)
    changed = files[len(files) // 2]
    changed.write_text(f"{changed.read_text(encoding='utf-8')}\nGewijzigd om {time.time():.0f}.\n", encoding="utf-8")
    again = index(options.folder)
    print(f"one changed: {again.seconds:.1f} s, {again.peak / 1e6:.0f} MB, ratio {again.seconds / first.seconds:.4f}")


def write(decisions: Path, folder: Path) -> list[Path]:
    """The decisions as text files, their publisher beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    paths = []
    with decisions.open(encoding="utf-8") as file:
        for number, row in enumerate(map(json.loads, file), start=1):
            path = folder / f"beslissing-{number:05}.txt"
            text = "\n\n".join(row[name] for name in ("title", "date", "official_title", "body"))
            path.write_text(f"{text}\n", encoding="utf-8")
            paths.append(path)
    return paths


def index(folder: Path) -> Cost:
    command = [sys.executable, "-m", "ui.cli", "index", str(folder / "files"), "--to", str(folder / "index")]
    process = subprocess.Popen(command)
    cost = _watch(process.pid, lambda: process.poll() is None)
    if process.returncode:
        raise SystemExit(process.returncode)
    return cost


def _watch(process: int, is_alive: Callable[[], bool]) -> Cost:
    begun, peak = time.perf_counter(), 0
    while is_alive():
        peak = max(peak, sum(_resident(one) for one in _family(process)))
        time.sleep(PAUSE)
    return Cost(time.perf_counter() - begun, peak)


def _synthetic(decisions: Path, folder: Path, passages: int) -> None:
    """Build and ask in processes of their own, so that the memory of each is its own."""
    begin = get_context("spawn").Process
    for step in (_build, _ask):
        process = begin(target=step, args=(decisions, folder, passages))
        process.start()
        cost = _watch(process.pid or 0, process.is_alive)
        if process.exitcode:
            raise SystemExit(process.exitcode)
        print(f"{step.__name__[1:]}: {cost.seconds:.1f} s, {cost.peak / 1e6:.0f} MB at the most", flush=True)


def _build(decisions: Path, folder: Path, passages: int) -> None:
    documents = synthetic(decisions, passages)
    steps: dict[str, float] = {}
    begun = time.perf_counter()

    def progress(step: str, _done: int, _total: int) -> None:
        steps.setdefault(step, time.perf_counter() - begun)

    made = len(build_index(documents, word_vectors(documents), folder, progress=progress).passages)
    seconds = time.perf_counter() - begun
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{len(documents)} documents, {made} passages: {made / seconds:.0f} passages a second, {size / 1e6:.0f} MB")
    print("steps begin at", ", ".join(f"{step} {at:.1f} s" for step, at in steps.items()), flush=True)


def _ask(decisions: Path, folder: Path, passages: int) -> None:
    documents = synthetic(decisions, passages)
    encoder, questions = word_vectors(documents), documents.questions(QUESTIONS)
    before, begun = _resident(os.getpid()), time.perf_counter()
    whole = load_index(folder, encoder)
    opened = time.perf_counter() - begun
    print(f"opened in {opened * 1000:.0f} ms, {(_resident(os.getpid()) - before) / 1e6:.0f} MB")
    whole.search(questions[0])
    print(f"first answer after {(time.perf_counter() - begun) * 1000:.0f} ms", flush=True)
    found = {}
    for name, fusion in ALONE.items():
        found[name] = _time(name, load_index(folder, encoder, fusion=fusion), questions)
    exact = _time("exact", load_index(folder, encoder, fusion=ALONE["meaning"], exact=True), questions)
    print(f"recall@{BEST} of meaning against exact: {_recall(found['meaning'], exact):.3f}")
    exactly = load_index(folder, encoder, fusion=ALONE["meaning"], exact=True)
    ids = [entry.id for entry in whole.catalogue]
    for share in SHARES:
        within = frozenset(ids[:: round(1 / share)])
        for name, fusion in ALONE.items():
            one = load_index(folder, encoder, fusion=fusion)
            found[name] = _time(f"{name}, {len(within)} documents", one, questions, within)
        best = _time(f"exact, {len(within)} documents", exactly, questions, within)
        print(f"recall@{BEST} of meaning against exact within them: {_recall(found['meaning'], best):.3f}", flush=True)
    print(f"memory: {(_resident(os.getpid()) - before) / 1e6:.0f} MB, mapped files included", flush=True)


def _time(name: str, opened: Index, questions: Sequence[str], within: frozenset[str] | None = None) -> list[list[str]]:
    opened.search(questions[0], within=within)
    found, seconds = [], []
    for question in questions:
        begun = time.perf_counter()
        hits = opened.search(question, BEST, within=within)
        seconds.append(time.perf_counter() - begun)
        found.append([hit.passage.id for hit in hits])
    middle, high = np.percentile(seconds, [50, 95]) * 1000
    print(f"{name}: p50 {middle:.1f} ms, p95 {high:.1f} ms", flush=True)
    return found


def _recall(found: Sequence[Sequence[str]], exact: Sequence[Sequence[str]]) -> float:
    """How many of the passages that an exact search finds are found."""
    pairs = ((set(ours), set(best)) for ours, best in zip(found, exact, strict=True) if best)
    return float(np.mean([len(ours & best) / len(best) for ours, best in pairs]))


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        tasks = Path(f"/proc/{process}/task").glob("*/children")
        children = [int(child) for task in tasks for child in task.read_text(encoding="ascii").split()]
    except OSError:  # it ended meanwhile
        return
    for child in children:
        yield from _family(child)


def _resident(process: int) -> int:
    """Memory that a process holds now; what it shares with others counts for each."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
