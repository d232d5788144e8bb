"""The statements that search an engine; one of them finds by meaning and by words at once.

Words are found through GIN: the rarest ways of the question bring passages until there are enough to look at, what is
common only counts in those. Among thousands the inner product with the impacts of their tokens puts some hundreds in
front, and those are scored exactly (`index.bm25`). Few passages that a filter leaves are all compared with the
question; through many the graph (HNSW) is walked with the filter in it. Nothing here knows what a question is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from index.bm25 import K1, B, Postings, Way
from index.hit import Vectors
from index.schema import DIMENSION, REFERENCE_LENGTH

ENOUGH = 5_000  # passages that the ways of a question may bring: each takes 3 microseconds
FILLED = 2_000  # that a common word may bring where the rare ones bring too few
SCORED = 4  # times the head: so many are scored exactly
FEW = 10_000  # passages up to which all that a filter leaves are compared with the question
_HEAD = 12  # bytes before the places of a sparsevec: dimension, how many, and nothing

VISIBLE = "since <= %(revision)s AND (gone IS NULL OR gone > %(revision)s)"
_CHOSEN = " AND document = ANY(%(documents)s::int[])"

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sought:
    """What brings passages: any of these ways; of each term one, where there are several lists."""

    every: Sequence[Sequence[Way]]

    def condition(self, values: Values) -> str:
        return " AND ".join(_any_of(ways, values) for ways in self.every)


@dataclass(slots=True)
class Asked:
    """One search of one shard."""

    head: int
    vector: Vectors | None = None
    meaning: bool = True  # whether passages are found by it; else it is only compared
    sought: Sequence[Sought] = ()  # the second brings `FILLED` at most
    weights: Mapping[int, float] = field(default_factory=dict)  # of tokens, for the first order
    documents: Sequence[int] | None = None
    exact: bool = False  # whether all are compared with the question, without the graph
    counted: bool = False  # whether all that are found by words are counted, however many


@dataclass(frozen=True, slots=True)
class Row:
    """A passage that was found."""

    number: int
    original: int | None
    near: bool  # found by its meaning
    cosine: float
    length: int
    impacts: bytes
    total: int  # passages that the words found, where they were counted


def statement(schema: str, asked: Asked, values: Values) -> str:
    """What is found by meaning and by words, together; adds what it refers to to `values`."""
    table, where = f"{schema}.passages", VISIBLE + (_CHOSEN if asked.documents is not None else "")
    values |= {"documents": asked.documents, "head": asked.head, "depth": SCORED * asked.head, "filled": FILLED}
    away = "NULL::float8"
    if asked.vector is not None:
        values["vector"], away = halfvec(asked.vector), "vector <#> %(vector)s::halfvec"
    parts = [*_meaning(table, where, away, asked), *_words(table, where, asked, values)]
    return (
        f"WITH {', '.join(parts)} SELECT p.number, p.original, m.number IS NOT NULL, -({away}), p.length, p.impacts,"
        f" {'(SELECT count(*) FROM held)' if asked.counted else '0'}"
        " FROM (SELECT number FROM meaning UNION SELECT number FROM words) AS best"
        f" JOIN {table} AS p USING (number) LEFT JOIN meaning AS m USING (number)"
    )


def _meaning(table: str, where: str, away: str, asked: Asked) -> list[str]:
    if asked.vector is None or not asked.meaning:
        return ["meaning AS (SELECT NULL::bigint AS number WHERE false)"]
    if not asked.exact:
        nearest = f"SELECT number FROM {table} WHERE {where} ORDER BY {away} LIMIT %(head)s"
        return [f"meaning AS MATERIALIZED ({nearest})"]
    return [
        f"chosen AS MATERIALIZED (SELECT number, {away} AS away FROM {table} WHERE {where})",
        "meaning AS MATERIALIZED (SELECT number FROM chosen ORDER BY away, number LIMIT %(head)s)",
    ]


def _words(table: str, where: str, asked: Asked, values: Values) -> list[str]:
    if not asked.sought:
        return ["words AS (SELECT NULL::bigint AS number WHERE false)"]
    values["weights"] = sparsevec(asked.weights)
    found = f"SELECT number, impacts <#> %(weights)s::sparsevec AS away FROM {table} WHERE {where} AND "
    rare, *common = [f"({found}{sought.condition(values)}" for sought in asked.sought]
    both = " UNION ".join([f"{rare})", *(f"{one} LIMIT %(filled)s)" for one in common)])
    return [
        f"held AS MATERIALIZED ({both})",
        "words AS MATERIALIZED (SELECT number FROM held ORDER BY away, number LIMIT %(depth)s)",
    ]


def counting(schema: str, groups: Sequence[Sequence[Way]], values: Values) -> str:
    """How many passages hold at least one way of each group."""
    counts = (f"(SELECT count(*) FROM {schema}.passages WHERE {VISIBLE} AND {_any_of(one, values)})" for one in groups)
    return f"SELECT {', '.join(counts)}"


def standing_in(schema: str, groups: Sequence[Sequence[Way]], values: Values) -> str:
    """Whether a passage of `documents` holds one way of each group."""
    found = f"SELECT FROM {schema}.passages WHERE {VISIBLE}{_CHOSEN} AND "
    return f"SELECT {', '.join(f'EXISTS ({found}{_any_of(one, values)})' for one in groups)}"


def _any_of(ways: Sequence[Way], values: Values) -> str:
    """Of single tokens one look for all, of several together one for each."""
    single = [way.tokens[0] for way in ways if len(way.tokens) == 1]
    several = [list(way.tokens) for way in ways if len(way.tokens) > 1]
    conditions = [f"tokens && {_value(single, values)}"] if single else []
    return f"({' OR '.join([*conditions, *(f'tokens @> {_value(one, values)}' for one in several)])})"


def _value(tokens: list[int], values: Values) -> str:
    name = f"tokens{len(values)}"
    values[name] = tokens
    return f"%({name})s::int[]"


def halfvec(vector: Vectors) -> str:
    return f"[{','.join(map(repr, vector.tolist()))}]"


def sparsevec(weights: Mapping[int, float]) -> str:
    """As pgvector reads it: places from 1 on."""
    return f"{{{','.join(f'{token + 1}:{weights[token]:.6g}' for token in sorted(weights))}}}/{DIMENSION}"


def postings(rows: Sequence[Row]) -> Postings:
    """The words of passages, from what pgvector sends: big-endian, places from 0 on, then their values."""
    sizes = np.array([(len(row.impacts) - _HEAD) // 8 for row in rows], np.int64)
    places = b"".join(row.impacts[_HEAD : _HEAD + 4 * size] for row, size in zip(rows, sizes.tolist(), strict=True))
    impacts = b"".join(row.impacts[_HEAD + 4 * size :] for row, size in zip(rows, sizes.tolist(), strict=True))
    of = np.repeat(np.arange(len(rows)), sizes)
    lengths = np.array([row.length for row in rows], float)
    value = np.frombuffer(impacts, ">f4").astype(float)
    counts = np.rint(value / (1 - value) * K1 * (1 - B + B * lengths[of] / REFERENCE_LENGTH))
    return Postings(of, np.frombuffer(places, ">i4").astype(np.int64), counts, lengths)
