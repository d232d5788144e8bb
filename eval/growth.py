"""What 10^5 to 10^8 passages need: `python -m eval.growth` prints the table that the README holds.

Computed from a few figures, each where it stands: in the table `*` was measured at that very size, `~` is stretched
beyond what was measured, the rest is computed within it. Prices are an assumption, given as one. It measures nothing
itself (eval/scale.py and eval/quantised.py do).
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

DIMENSION = 384
GB = 1e9
SIZES = (10**5, 10**6, 10**7, 10**8)

# Where memory of other programs and of the answering itself stands: the model, the word lists, the page (`ui.measure`).
PROCESS = 0.45 * GB
DISK = 6.1 * GB / 1_007_341  # bytes a passage on disk: texts, sentences, words, vectors (a million made ones)
ENCODED = 40.0  # passages a second by the built-in model on two cores (39 to 44)


@dataclass(frozen=True, slots=True)
class Machine:
    """An assumption: what it costs differs by a factor of three between who lets them."""

    memory: float = 64 * GB
    disk: float = 2_000 * GB
    processors: int = 16
    euro: float = 120.0  # a month


@dataclass(frozen=True, slots=True)
class Way:
    """How vectors are kept. Milliseconds are the median of a whole search, by meaning and by words, at `at` passages;
    `growth`: the power of the number of passages with which they grow."""

    name: str
    memory: float  # bytes a passage that must be in memory
    disk: float  # bytes a passage
    milliseconds: float
    at: int
    growth: float
    recall: float
    measured: int  # passages up to which this was measured
    most: int  # passages up to which it is the step to take


# Whole searches: 12 ms at 101,721 passages, 48 ms at 1,007,341, so the power is log(48 / 12) / log(9.9) = 0.6.
EXACT = Way("exact, 16 bits", 2 * DIMENSION, DISK, 12, 101_721, 1.0, 1.00, 1_007_341, 10**5)
GRAPH = Way("graph (HNSW), 8 bits", 656, DISK, 48, 1_007_341, 0.6, 0.97, 1_007_341, 10**7)
# Vectors alone 0.6 ms at 150,000 (`eval.quantised`), words alone 41 ms at a million: beside those they hardly count.
LISTS = Way("lists (IVF-PQ, 64 bytes), best rescored", 83, DISK, 42, 1_007_341, 0.6, 0.88, 150_000, 10**8)
WAYS = (EXACT, GRAPH, LISTS)

FANNED = 8.0  # milliseconds that asking several shards adds, as measured with two
# Measured on 30,206 made passages in PostgreSQL 18.6 with pgvector 0.8.6: 1,169 bytes a passage of graph, 385 of words,
# which want to be in memory, and 9,194 of everything on disk (with 25 MB of vocabulary, which grows more slowly).
ENGINE_MEMORY, ENGINE_DISK = 1_169 + 385, 9_194
SHARD = 10**7  # passages that one engine's machine holds, so that its graph stays in memory


@dataclass(frozen=True, slots=True)
class Need:
    passages: int
    way: str
    memory: float  # bytes
    disk: float
    machines: int
    hours: float  # to encode everything once on one machine of two cores
    milliseconds: float  # of one search
    euro: float  # a month
    stretched: bool


def way_for(passages: int) -> Way:
    """Exact while every vector can be looked at, then the graph, then what is smaller."""
    return next((way for way in WAYS if passages <= way.most), WAYS[-1])


def need(passages: int, way: Way, machine: Machine = Machine()) -> Need:
    """In one place as far as memory goes; over as many machines as it takes where it does not."""
    memory, disk = PROCESS + passages * way.memory, passages * way.disk
    machines = max(1, ceil(memory / (0.8 * machine.memory)), ceil(disk / (0.8 * machine.disk)))
    return Need(
        passages,
        way.name,
        memory,
        disk,
        machines,
        passages / ENCODED / 3600,
        _milliseconds(passages / machines, way),
        machines * machine.euro,
        passages > way.measured,
    )


def sharded(passages: int, machine: Machine = Machine()) -> Need:
    """PostgreSQL with pgvector: a graph of halfvec on every shard, which are asked side by side."""
    machines = max(1, ceil(passages / SHARD))
    return Need(
        passages,
        f"engine, {machines} {'shard' if machines == 1 else 'shards'}",
        passages * ENGINE_MEMORY,
        passages * ENGINE_DISK,
        machines,
        passages / ENCODED / 3600,
        _milliseconds(passages / machines, GRAPH) + (FANNED if machines > 1 else 0),
        machines * machine.euro,
        stretched=True,
    )


def _milliseconds(passages: float, way: Way) -> float:
    return float(way.milliseconds * (passages / way.at) ** way.growth)


def table() -> str:
    head = ("passages", "kept as", "memory", "disk", "machines", "encoding once", "one search", "EUR a month")
    rows = [row(one) for passages in SIZES for one in (need(passages, way_for(passages)), sharded(passages))]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, ("---",) * len(head), *rows))


def row(one: Need) -> tuple[str, ...]:
    sign, known = ("~", "~") if one.stretched else ("", "*")  # "*": near enough to a size that was measured
    return (
        f"10^{log10(one.passages):.0f}",
        one.way,
        sign + _bytes(one.memory),
        known + _bytes(one.disk),
        str(one.machines),
        ("~" if one.passages > 10**6 else "") + _hours(one.hours),
        f"{known}{_rounded(one.milliseconds)} ms",
        f"{one.euro:,.0f}",
    )


def _bytes(size: float) -> str:
    return f"{_rounded(size / GB)} GB" if size < 1000 * GB else f"{_rounded(size / GB / 1000)} TB"


def _hours(hours: float) -> str:
    return f"{_rounded(hours)} h" if hours < 48 else f"{_rounded(hours / 24)} days"


def _rounded(figure: float) -> str:
    """Two figures: more would be a promise."""
    if figure >= 10:
        digits = 1 - int(log10(figure))
        return f"{round(figure, digits):,.0f}"
    return f"{figure:.1f}"


def main(arguments: Sequence[str] | None = None) -> None:
    argparse.ArgumentParser(description=__doc__).parse_args(arguments)
    print(table())


if __name__ == "__main__":
    main()
