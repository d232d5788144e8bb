"""How ways of searching did on the same questions, as tables and as JSON; it does not know how they search."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any  # JSON

from eval.intervals import Interval, bootstrap
from eval.peers import Reply
from eval.question import GoldQuestion
from eval.ranking import GAIN, MEASURES, RANK, Difference, Values, apart, difference, locate, mean, measure
from eval.table import number, table

MAIN = "recall@5"
SPLIT_MEASURES = (MAIN, RANK)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one way did: one value a question for every measure."""

    name: str
    values: Values
    milliseconds: float  # median
    words: float  # in the passages of a question, mean


def stand(name: str, gold: Sequence[GoldQuestion], replies: Sequence[Reply]) -> Standing:
    """Judge what a way found; replies in the order of the questions."""
    found = [locate(question, reply.texts) for question, reply in zip(gold, replies, strict=True)]
    length = statistics.fmean(sum(len(text.split()) for text in reply.texts) for reply in replies)
    return Standing(name, measure(found), 1000 * statistics.median(reply.seconds for reply in replies), length)


def figures_table(standings: Sequence[Standing]) -> str:
    rows = [
        [
            one.name,
            *(number(mean(one.values[name])) for name in MEASURES),
            f"{one.milliseconds:.1f}",
            f"{one.words:.0f}",
        ]
        for one in standings
    ]
    return table(("search", *MEASURES, "ms", "words"), rows)


def intervals_table(standings: Sequence[Standing]) -> str:
    rows = [[one.name, *(span(bootstrap(one.values[name])) for name in MEASURES)] for one in standings]
    return table(("95% interval", *MEASURES), rows)


def lead_table(standings: Sequence[Standing], ours: str) -> str:
    """How far ours is ahead of every other at recall@5, and whether their intervals overlap."""
    best = next(one for one in standings if one.name == ours)
    rows = []
    for one in standings:
        if one.name != ours:
            lead = difference(best.values[MAIN], one.values[MAIN])
            separate = apart(bootstrap(best.values[MAIN]), bootstrap(one.values[MAIN]))
            rows.append([one.name, *changed(lead), "no" if separate else "yes"])
    return table((f"{ours} less", MAIN, "95% interval", "intervals overlap"), rows)


def split_table(standings: Sequence[Standing], splits: Mapping[str, Sequence[int]]) -> str:
    """The main measures of each part of the questions; a part is the positions of its questions."""
    head = ["part", *(f"{name}, {split}" for name in SPLIT_MEASURES for split in splits)]
    rows = [
        [one.name, *(_with_interval(_part(one.values[name], splits[s])) for name in SPLIT_MEASURES for s in splits)]
        for one in standings
    ]
    return table(head, rows)


def parts_table(whole: Standing, without: Sequence[Standing]) -> str:
    """What each part is worth: the whole, then without it, and the difference question by question."""
    head = ("without", MAIN, "difference", "95% interval", RANK, "difference", "95% interval", GAIN)
    rows = [[whole.name, number(mean(whole.values[MAIN])), "", "", number(mean(whole.values[RANK])), "", "",
             number(mean(whole.values[GAIN]))]]  # fmt: skip
    for one in without:
        cells = [one.name]
        for name in (MAIN, RANK):
            cells += [number(mean(one.values[name])), *changed(difference(one.values[name], whole.values[name]))]
        rows.append([*cells, number(mean(one.values[GAIN]))])
    return table(head, rows)


def to_json(standings: Sequence[Standing], splits: Mapping[str, Sequence[int]], whole: str) -> list[dict[str, Any]]:
    """Every figure with its interval, overall and by split, and the difference to one of them."""
    best = next(one for one in standings if one.name == whole)
    return [
        {
            "name": one.name,
            "milliseconds": one.milliseconds,
            "words": one.words,
            "figures": {name: _figure(one.values[name]) for name in MEASURES},
            "by_split": {
                split: {name: _figure(_part(one.values[name], at)) for name in MEASURES} for split, at in splits.items()
            },
            "less_than_whole": {name: _as_json(difference(one.values[name], best.values[name])) for name in MEASURES},
        }
        for one in standings
    ]


def span(interval: Interval) -> str:
    low, high = interval
    return f"{low:.3f}-{high:.3f}"


def changed(found: Difference) -> tuple[str, str]:
    """A difference and its interval; a star where zero lies outside."""
    return f"{found.mean:+.3f}{'*' if found.beyond_chance else ' '}", f"{found.low:+.3f} to {found.high:+.3f}"


def _part(values: Sequence[float], positions: Sequence[int]) -> list[float]:
    return [values[at] for at in positions]


def _with_interval(values: Sequence[float]) -> str:
    return f"{mean(values):.3f} ({span(bootstrap(values))})"


def _figure(values: Sequence[float]) -> dict[str, Any]:
    low, high = bootstrap(values)
    return {"value": mean(values), "low": low, "high": high, "n": len(values)}


def _as_json(found: Difference) -> dict[str, float]:
    return {"value": found.mean, "low": found.low, "high": found.high}
