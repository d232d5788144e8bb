"""The words of an engine: how each is read, what shares its root, in how many passages a token stands.

A vocabulary of usual size is read at once, for the first question, because a question of one word after another would
wait for the network as often; of a larger one the commonest are, and the others when they are asked for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from json import loads
from threading import Lock
from typing import Any, Generic, TypeVar

from index.analyser import Reading
from index.bm25 import Way
from index.question import Alternative
from index.vocabulary import Vocabulary

AT_ONCE = 200_000  # words; they take some 60 MB
_KEPT = 20_000  # words and tokens that were asked for one by one, known and unknown

Rows = Callable[[str, Mapping[str, Any]], Sequence[Any]]  # what a statement finds on home
Row = tuple[Any, ...]
Value = TypeVar("Value")


class _Table:
    """Rows by their first column."""

    def __init__(self, rows: Rows, columns: str, table: str, where: str, order: str, at_once: int) -> None:
        self._rows = rows
        self._key = columns.split(",", maxsplit=1)[0]
        self._select = f"SELECT {columns} FROM {table} WHERE {where}"
        self._keys = f"SELECT {self._key} FROM {table} WHERE {where}"
        self._first = f"{self._select} ORDER BY {order} LIMIT %(most)s"
        self._most = at_once
        self._later: dict[str, Row | None] = {}
        self._lock = Lock()

    @property
    def whole(self) -> bool:
        return len(self._commonest) < self._most

    @cached_property
    def keys(self) -> Sequence[str]:
        if self.whole:
            return list(self._commonest)
        return [key for (key,) in self._rows(self._keys, {})]

    def get(self, key: str) -> Row | None:
        found = self._commonest.get(key)
        if found is None and not self.whole:
            self.look_up([key])
            found = self._later.get(key)
        return found

    def look_up(self, keys: Iterable[str]) -> None:
        """Many at once, those that are not known yet."""
        new = [] if self.whole else [key for key in keys if key not in self._commonest and key not in self._later]
        if not new:
            return
        found = {row[0]: row for row in self._rows(f"{self._select} AND {self._key} = ANY(%(keys)s)", {"keys": new})}
        with self._lock:
            if len(self._later) > _KEPT:
                self._later = {}
            self._later |= {key: found.get(key) for key in new}

    @cached_property
    def _commonest(self) -> dict[str, Row]:
        return {row[0]: row for row in self._rows(self._first, {"most": self._most})}


class _Column(Mapping[str, Value], Generic[Value]):
    def __init__(self, table: _Table, make: Callable[[Row], Value]) -> None:
        self._table, self._make = table, make

    def __getitem__(self, key: str) -> Value:
        row = self._table.get(key)
        if row is None:
            raise KeyError(key)
        return self._make(row)

    def get(self, key: str, default: Any = None) -> Any:  # the mixin's makes an exception of every word that is new
        row = self._table.get(key)
        return default if row is None else self._make(row)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._table.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.keys)

    def __len__(self) -> int:
        return len(self._table.keys)


class Words:
    """Those of one generation; threads may share it."""

    def __init__(self, rows: Rows, schema: str, passages: int, at_once: int = AT_ONCE) -> None:
        """`passages`: how many there are in the revision that is read."""
        self._rows = rows
        self._passages = passages
        self._schema = schema
        columns = "form, count, token, halves, parts"
        self._forms = _Table(rows, columns, f"{schema}.words", "count > 0", "count DESC", at_once)
        roots = _Table(rows, "root, stems", f"{schema}.families", "true", "length(stems) DESC", at_once)
        self.vocabulary = Vocabulary(
            _Column(self._forms, _reading), _Column(self._forms, lambda row: int(row[1])), _Column(roots, _stems)
        )
        self._tokens: dict[str, tuple[int, int] | None] = {}

    def expect(self, forms: Callable[[], Iterable[str]]) -> None:
        """These are about to be asked for, one by one."""
        if not self._forms.whole:
            self._forms.look_up(forms())

    def counts(self, tokens: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Number of each token that stands in a passage, and in how many it stands."""
        sought, known = set(tokens), self._tokens
        if new := [token for token in sought if token not in known]:
            query = f"SELECT token, id, count FROM {self._schema}.tokens WHERE token = ANY(%(tokens)s) AND count > 0"
            rows = self._rows(query, {"tokens": new})
            # The counts are those of the last revision, which may have more passages than the one that is read.
            found = {token: (id, min(count, self._passages)) for token, id, count in rows}
            known = known | {token: found.get(token) for token in new}
            self._tokens = known if len(known) < _KEPT else {}
        return {token: there for token in sought if (there := known.get(token)) is not None}

    def ways(self, groups: Sequence[Sequence[Alternative]]) -> tuple[list[list[Way]], dict[int, int]]:
        """Of each group the ways in which it may stand in a passage at all, and how many passages hold each token."""
        known = self.counts(token for group in groups for one in group for token in one.tokens)
        ways = [
            [_way(one, known) for one in group if one.tokens and all(token in known for token in one.tokens)]
            for group in groups
        ]
        return ways, dict(known.values())


def _way(one: Alternative, known: Mapping[str, tuple[int, int]]) -> Way:
    tokens = tuple(known[token][0] for token in one.tokens)
    return Way(tokens, one.weight * one.share / len(tokens) ** 0.5)


def _reading(row: Row) -> Reading:
    _form, _count, token, halves, parts = row
    return Reading(token, tuple(halves.split()), tuple(parts.split()))


def _stems(row: Row) -> frozenset[str]:
    return frozenset(loads(row[1]))
