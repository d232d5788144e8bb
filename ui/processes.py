"""What a process and all below it take: memory, seconds of processor, open files, threads. Linux only: it reads /proc.

It does not know what they do. What ends while it is looked at counts as nothing.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Taken:
    """At one moment, of a whole family."""

    processes: int
    threads: int
    files: int  # open
    memory: float  # MB: what several share is divided among them (PSS), so the sum is what the machine lends
    seconds: float  # of processor since each began, also those of children that ended and were waited for


def family(process: int) -> Iterator[int]:
    """The process and all that it or its children started."""
    waiting = [process]
    while waiting:
        one = waiting.pop()
        yield one
        try:
            for thread in Path(f"/proc/{one}/task").iterdir():  # any of them may have started one
                waiting += [int(child) for child in (thread / "children").read_text(encoding="ascii").split()]
        except OSError:
            continue


def taken(process: int) -> Taken:
    return total([_of_one(one) for one in family(process)])


def total(parts: list[Taken]) -> Taken:
    sums = (
        (sum(p.processes for p in parts), sum(p.threads for p in parts), sum(p.files for p in parts)),
        (sum(p.memory for p in parts), sum(p.seconds for p in parts)),
    )
    return Taken(*sums[0], *sums[1])


def resident(process: int) -> float:
    """MB that a family holds; what several share counts for each."""
    return sum(int(fields[1]) for one in family(process) if (fields := _read(one, "statm").split())) * _PAGE / 1e6


def _of_one(process: int) -> Taken:
    """The name of a process stands in brackets and may hold anything: what is behind the last one is counted."""
    fields = _read(process, "stat").rpartition(")")[2].split()
    if not fields:
        return Taken(0, 0, 0, 0, 0)
    try:
        files = len(list(Path(f"/proc/{process}/fd").iterdir()))
    except OSError:
        files = 0
    seconds = sum(int(ticks) for ticks in fields[11:15]) / _TICK  # utime, stime, cutime, cstime: proc(5)
    return Taken(1, int(fields[17]), files, _shared_out(process), seconds)


def _shared_out(process: int) -> float:
    lines = _read(process, "smaps_rollup").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6


def _read(process: int, name: str) -> str:
    try:
        return Path(f"/proc/{process}/{name}").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
