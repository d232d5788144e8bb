"""What happened in a load test, and the figures that follow: pure, but for the file that it writes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

RIGHT, WRONG, BUSY, AWAY, FAILED = "right", "wrong", "busy", "away", "failed"
PAGE, OBJECT, SOURCE, OPENED, FOLLOWING, ANEW = "ask", "api", "source", "open", "following", "anew"
ANSWERS = (PAGE, OBJECT)


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that somebody did."""

    what: str
    kind: str  # RIGHT, WRONG, BUSY, or why nothing came: a status, "late", "cut", "away", "failed", "traceback"
    due: float  # when it should have begun, in seconds of the clock of the run
    seconds: float  # from then until it was whole


@dataclass(frozen=True, slots=True)
class Load:
    """What the machine gave meanwhile: MB, and seconds of processor in each second of the clock."""

    seconds: float
    memory: float  # the most
    memory_begin: float
    memory_end: float
    server: float  # processors
    maker: float
    begin: Mapping[str, int]  # processes, threads, files
    end: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    name: str
    answers: int
    per_second: float
    p50: float
    p95: float
    p99: float
    longest: float
    kinds: Mapping[str, int]  # of answers
    others: Mapping[str, int]  # of all else: "source right", "open late"
    load: Load | None = None

    @property
    def wrong(self) -> int:
        return self.kinds.get(WRONG, 0)

    @property
    def failed(self) -> int:
        """Neither right nor wrong, nor told that it is busy."""
        return self.answers - sum(self.kinds.get(kind, 0) for kind in (RIGHT, WRONG, BUSY))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest that is at least as large as `share` of them (nearest rank: Hyndman and Fan 1996, type 1)."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def figures(name: str, seen: Iterable[Seen], seconds: float, load: Load | None = None) -> Figures:
    """Of what was due within `seconds`; times are those of answers that came, right or wrong."""
    kept = list(seen)
    answers = [one for one in kept if one.what in ANSWERS]
    times = [one.seconds for one in answers if one.kind in (RIGHT, WRONG)]
    p50, p95, p99, longest = (round(percentile(times, share), 3) for share in (0.5, 0.95, 0.99, 1.0))
    kinds = Counter(one.kind for one in answers)
    others = Counter(f"{one.what} {one.kind}" for one in kept if one.what not in ANSWERS)
    rate = round(len(times) / seconds, 2) if seconds else 0.0
    return Figures(name, len(answers), rate, p50, p95, p99, longest, kinds, others, load)


def passing(steps: Sequence[tuple[float, float]], limit: float) -> float | None:
    """Where the second of two figures that rise together passes a limit, straight between two steps; None: nowhere."""
    for (x, y), (further, higher) in pairwise(steps):
        if y <= limit < higher:
            return x + (further - x) * (limit - y) / (higher - y)
    return None


def recoveries(seen: Iterable[Seen], blows: Sequence[float]) -> list[float]:
    """Seconds from each blow until the last answer after it that was not right had ended; 0 where all were right."""
    bad = [one for one in seen if one.what in ANSWERS and one.kind != RIGHT]
    ends = [*blows[1:], float("inf")][: len(blows)]
    return [
        round(max((one.due + one.seconds - at for one in bad if at <= one.due + one.seconds < end), default=0.0), 1)
        for at, end in zip(blows, ends, strict=True)
    ]


def as_json(found: Figures) -> dict[str, Any]:
    return asdict(found) | {"kinds": dict(found.kinds), "others": dict(found.others)}


def of_json(found: Mapping[str, Any]) -> Figures:
    return Figures(**{**found, "load": Load(**found["load"]) if found["load"] else None})


HEAD = ("load", "answers", "a second", "p50", "p95", "p99", "busy", "failed", "wrong", "memory", "server", "load maker")


def row(found: Figures) -> tuple[str, ...]:
    load = found.load
    taken = (f"{load.memory:.0f} MB", f"{load.server:.2f}", f"{load.maker:.2f}") if load else ("", "", "")
    times = (f"{found.p50:.2f} s", f"{found.p95:.2f} s", f"{found.p99:.2f} s")
    counts = (str(found.kinds.get(BUSY, 0)), str(found.failed), str(found.wrong))
    return (found.name, str(found.answers), f"{found.per_second:.1f}", *times, *counts, *taken)


def table(rows: Sequence[Sequence[str]]) -> str:
    """As Markdown has it: the README takes it over as it is."""
    lines = [HEAD, ("---",) * len(HEAD), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
