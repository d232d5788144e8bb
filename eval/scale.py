"""How long indexing thousands of files takes, and how much memory: `python -m eval.scale DECISIONS.jsonl FOLDER`.

Writes every decision as a text file, indexes them, changes one, indexes again; Linux only, for it reads /proc.
It knows nothing of how an index is made: it runs the command as a person does.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCES = """\
["*"]
publisher = "Vlaamse Regering"
speaker = "de Vlaamse Regering"
kind = "beslissingen"
"""
PAUSE = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Cost:
    seconds: float
    peak: int  # bytes, of the process and all below it together


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("decisions", type=Path, help="one JSON object a line: title, official_title, date, body")
    parser.add_argument("folder", type=Path, help="where the files and the index come; what is there is kept")
    options = parser.parse_args(arguments)
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
    begun = time.perf_counter()
    process = subprocess.Popen(command)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_resident(one) for one in _family(process.pid)))
        time.sleep(PAUSE)
    if process.returncode:
        raise SystemExit(process.returncode)
    return Cost(time.perf_counter() - begun, peak)


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
