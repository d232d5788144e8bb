"""What ten passages in order are worth: recall, MRR and nDCG by ir-measures, with intervals.

It does not know who searched. Gold is quotes and every way of searching cuts its own passages, so there are no relevant
passages to list beforehand, as a pool of judged documents would. An item is what has to be found: a required quote, or
the only one together with its alternatives. It is found at the rank from which the passages together cover it. Each
measure gets that as judgements and a run:

- recall@k (Manning, Raghavan and Schütze 2008, §8.4): the set of items found by then beside all items;
- MRR@10 (Voorhees, TREC-8, 1999): the passages themselves, good where one alone covers any evidence;
- nDCG@10 (Järvelin and Kekäläinen, ACM TOIS 20, 2002): the items in the order in which they were found, each at its
  rank. Of two that come with one passage the second takes the next place: the ideal is one item a place from the top
  on, whatever the length of the passages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

# ir-measures runs trec_eval itself (pytrec-eval-terrier) and brings one more package; ranx compiles its own version
# of the measures with numba, and brings thirteen more.
from ir_measures import RR, Measure, SetR, iter_calc, nDCG

from eval.intervals import Interval, bootstrap
from eval.question import GoldQuestion
from eval.words import covers

CUTOFFS = (1, 3, 5, 10)
DEPTH = 10  # passages that are looked at
RECALL = tuple(f"recall@{k}" for k in CUTOFFS)
RANK, GAIN = "MRR@10", "nDCG@10"
MEASURES = (*RECALL, RANK, GAIN)

Values = Mapping[str, tuple[float, ...]]  # measure -> one value a question
Judged = dict[str, dict[str, int]]  # question -> thing -> 1
Run = dict[str, dict[str, float]]  # question -> thing -> score


@dataclass(frozen=True, slots=True)
class Found:
    """Where the evidence of one question stands among ten passages; ranks begin at 1."""

    items: tuple[int | None, ...]  # for each item the rank from which it is covered; None: not at all
    first: int | None  # the first passage that covers any evidence on its own


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more one way finds than another, question by question."""

    mean: float
    low: float
    high: float

    @property
    def beyond_chance(self) -> bool:
        return not self.low <= 0 <= self.high


def locate(gold: GoldQuestion, passages: Sequence[str]) -> Found:
    """Find the evidence of a question among the first ten passages, best first."""
    ranks = range(1, len(passages[:DEPTH]) + 1)
    items = tuple(_earliest(_from(passages, quote, ranks) for quote in item) for item in _items(gold))
    quotes = [evidence.quote for evidence in gold.evidence]
    first = next((rank for rank in ranks if any(covers([passages[rank - 1]], quote) for quote in quotes)), None)
    return Found(items, first)


def locate_documents(gold: GoldQuestion, sources: Sequence[str]) -> Found:
    """The same where whole documents have to be found: the files of the passages, of which each counts once."""
    ranked = {source: rank for rank, source in enumerate(list(dict.fromkeys(sources))[:DEPTH], 1)}
    items = tuple(ranked.get(evidence.document) for evidence in gold.evidence)
    return Found(items, _earliest(items))


def measure(found: Sequence[Found]) -> Values:
    """Every measure of every question, in the order of the questions."""
    recall = {name: _each(SetR, *_sets(found, k)) for name, k in zip(RECALL, CUTOFFS, strict=True)}
    return recall | {RANK: _each(RR @ DEPTH, *_passages(found)), GAIN: _each(nDCG @ DEPTH, *_order(found))}


def measure_ranks(ranks: Sequence[int | None]) -> Values:
    """The same where one known thing is to be found: its rank for each question, or None."""
    return measure([Found((rank,), rank) for rank in ranks])


def mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0


def difference(ours: Sequence[float], theirs: Sequence[float]) -> Difference:
    """Ours less theirs over the same questions, with its 95% interval by paired bootstrap."""
    each = [one - other for one, other in zip(ours, theirs, strict=True)]
    return Difference(mean(each), *bootstrap(each))


def apart(one: Interval, other: Interval) -> bool:
    """Whether two intervals do not overlap."""
    return one[0] > other[1] or other[0] > one[1]


def _items(gold: GoldQuestion) -> list[list[str]]:
    """Each thing that has to be found, as the quotes of which any one will do."""
    required = [evidence.quote for evidence in gold.evidence if not evidence.alternative]
    if len(required) == 1:
        return [[evidence.quote for evidence in gold.evidence]]
    return [[quote] for quote in required]


def _from(passages: Sequence[str], quote: str, ranks: range) -> int | None:
    return next((rank for rank in ranks if covers(passages[:rank], quote)), None)


def _earliest(ranks: Iterable[int | None]) -> int | None:
    return min((rank for rank in ranks if rank is not None), default=None)


def _sets(found: Sequence[Found], k: int) -> tuple[Judged, Run]:
    """All items, and those that the first k passages cover."""
    judged = {str(at): {str(item): 1 for item in range(len(one.items))} for at, one in enumerate(found)}
    run = {
        str(at): {str(item): 1.0 for item, rank in enumerate(one.items) if rank is not None and rank <= k}
        for at, one in enumerate(found)
    }
    return judged, run


def _passages(found: Sequence[Found]) -> tuple[Judged, Run]:
    """Ten passages of which one is good; where none is, the good one is another."""
    judged = {str(at): {str(one.first or 0): 1} for at, one in enumerate(found)}
    run = {str(at): {str(rank): -float(rank) for rank in range(1, DEPTH + 1)} for at in range(len(found))}
    return judged, run


def _order(found: Sequence[Found]) -> tuple[Judged, Run]:
    """All items, and those that were found, each at a place of its own with nothing at the places between."""
    judged, _ = _sets(found, DEPTH)
    return judged, {str(at): placed(one.items) for at, one in enumerate(found)}


def placed(items: Sequence[int | None]) -> dict[str, float]:
    """A run of the items that were found, each at a place of its own; `nothing at N` stands at the places between."""
    places: dict[int, str] = {}
    for rank, item in sorted((rank, item) for item, rank in enumerate(items) if rank is not None):
        places[max(rank, *(place + 1 for place in places), 1)] = str(item)
    last = max(places, default=0)
    return {places.get(place, f"nothing at {place}"): -float(place) for place in range(1, last + 1)}


def _each(one: Measure, judged: Judged, run: Run) -> tuple[float, ...]:
    """The value of each question; of one that found nothing at all, zero."""
    values = {metric.query_id: float(metric.value) for metric in iter_calc([one], judged, run)}
    return tuple(values.get(str(at), 0.0) for at in range(len(judged)))
