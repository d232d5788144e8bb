"""BM25 as tantivy reckons it, for a few hundred passages whose words are at hand; it does not find them.

Robertson and Zaragoza 2009, with k1 1.2 and b 0.75. Lengths are rounded as tantivy and Lucene round them, to eight
bits, so that an engine gives the scores that a folder gives.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

K1, B = 1.2, 0.75
ALSO = 0.1  # share of the second best way in which a word stands in a passage
_EXACT = 24  # lengths up to here, and 16 more, are kept as they are

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Way:
    """All of these tokens, by id, in a passage; what it then counts."""

    tokens: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Postings:
    """The words of some passages: in which passage (by place), which token, how often."""

    passages: NDArray[np.int64]
    tokens: NDArray[np.int64]
    counts: Floats
    lengths: Floats  # of each passage, in tokens


def rarity(count: int, passages: int) -> float:
    """The idf of a token that so many of the passages hold."""
    return log(1 + (passages - count + 0.5) / (count + 0.5))


def scores(terms: Sequence[Sequence[Way]], held: Postings, rarities: Mapping[int, float], mean: float) -> Floats:
    """One for each passage; of each term the best way counts, and the others for `ALSO`. `mean`: of all lengths."""
    ids = np.array(sorted(rarities), np.int64)
    weighed = _weighed(held, ids, np.array([rarities[one] for one in ids.tolist()]), mean)
    column = {token: weighed[:, at] for at, token in enumerate(ids.tolist())}
    total = np.zeros(len(held.lengths))
    for ways in filter(None, terms):
        each = np.stack([_way(way, column) for way in ways])
        best = each.max(axis=0)
        total += best + ALSO * (each.sum(axis=0) - best)
    return total


def _weighed(held: Postings, ids: NDArray[np.int64], rarities: Floats, mean: float) -> Floats:
    """What each of these tokens counts in each passage."""
    table = np.zeros((len(held.lengths), len(ids)))
    if not len(ids):
        return table
    at = np.minimum(np.searchsorted(ids, held.tokens), len(ids) - 1)
    sought = ids[at] == held.tokens
    rows, columns, counts = held.passages[sought], at[sought], held.counts[sought]
    lengths = np.array([rounded(int(length)) for length in held.lengths.tolist()], float)[rows]
    table[rows, columns] = rarities[columns] * (K1 + 1) * counts / (counts + K1 * (1 - B + B * lengths / mean))
    return table


def _way(way: Way, column: Mapping[int, Floats]) -> Floats:
    parts = np.stack([column[token] for token in way.tokens])
    found: Floats = way.weight * parts.sum(axis=0) * (parts > 0).all(axis=0)
    return found


def rounded(length: int) -> int:
    """The nearest length below that eight bits can say: the first three bits after the leading one are kept."""
    if length < _EXACT + 16:
        return length
    shift = (length - _EXACT).bit_length() - 4
    return _EXACT + ((length - _EXACT) >> shift << shift)
