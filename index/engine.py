"""An engine as an open index asks of it; it does not know how a server is reached, nor how anything is written.

It only reads, so that a replica will do, and what it reads stays as it was when it was opened.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from math import prod

import numpy as np
from numpy.typing import NDArray

from index.bm25 import Way, rarity, scores
from index.context import passage_text
from index.dutch import fold
from index.engine_documents import EngineDocuments, EnginePassages
from index.engine_words import Words
from index.fuse import Fusion
from index.hit import Entry, Vectors
from index.hybrid import ENOUGH, FEW, VISIBLE, Asked, Row, Sought, counting, halfvec, postings, standing_in, statement
from index.pieces import Pieces
from index.question import Alternative, QuestionTerm
from index.schema import STRIDE
from index.seam import Heads, Within
from index.snapshot import Snapshot, open_snapshot
from index.store import check_encoder
from index.vocabulary import Vocabulary, forms_of
from ingest import Document, Passage

WALKED = 20_000  # passages that the graph goes through at most (hnsw.max_scan_tuples) for those that a filter leaves
DEEP = 4  # times the head: so many of these a filter must leave, or all that it leaves are compared
_KEPT = 20_000  # passages of which it is remembered which one they repeat, and groups of words that were counted

Ways = Sequence[Sequence[Way]]
Counts = Mapping[int, int]  # passages that hold a token


class EngineShelf:
    """A `Shelf`; the number of a passage or sentence is that of its document times STRIDE, plus its place there."""

    def __init__(self, snapshot: Snapshot, *, exact: bool = False) -> None:
        self.analysis = snapshot.manifest.analysis
        self.count = snapshot.manifest.passages
        self._documents = EngineDocuments(snapshot)
        self.documents: Mapping[str, Document] = self._documents
        self.passages: Sequence[Passage] = EnginePassages(self._documents, self.count)
        self._snapshot = snapshot
        self._exact = exact
        self._schema = snapshot.schema
        self._words = Words(snapshot.home, snapshot.schema, self.count)
        self._originals: dict[int, int] = {}
        self._within = lru_cache(maxsize=32)(self._documents.numbers)
        self._counts: dict[tuple[Way, ...], int] = {}

    @property
    def connections(self) -> tuple[int, int]:
        return self._snapshot.connections

    @property
    def catalogue(self) -> tuple[Entry, ...]:
        return self._documents.catalogue

    @property
    def vocabulary(self) -> Vocabulary:
        return self._words.vocabulary

    @cached_property
    def abbreviations(self) -> Mapping[str, Sequence[str]]:
        query = f"SELECT DISTINCT short, meaning, document FROM {self._schema}.defined"
        rows = self._snapshot.home(query, {})
        found: dict[str, dict[str, None]] = {}
        for short, meaning, document in sorted(rows):
            if self._documents.holds(document):
                found.setdefault(short, {})[meaning] = None
        return {short: list(meanings) for short, meanings in found.items()}

    def heads(
        self, vector: Vectors | None, terms: Sequence[QuestionTerm], fusion: Fusion, within: Within | None = None
    ) -> Heads:
        asked = self._asked(fusion.head, within)
        if asked is None:
            return Heads({}, {}, _nothing, lambda one: one)
        asked.vector, asked.meaning = vector, bool(fusion.meaning)
        ways, counts = self._words.ways([term.alternatives for term in terms] if fusion.words else ())
        asked.weights = self._weights(ways, counts)
        few = asked.documents is not None and asked.exact
        asked.sought = (
            [Sought([tuple(chain(*ways))])] if few and any(ways) else self._bringing(ways, counts, fusion.head)
        )
        rows = self._found(asked)
        near = {row.number: row.cosine for row in rows if row.near}
        words = self._scored(rows, ways, counts, fusion.head)
        cosines = {row.number: row.cosine for row in rows}
        originals = {row.number: row.original for row in rows}
        return Heads(_best(near, fusion.head), words, cosines.__getitem__, lambda one: _or(originals[one], one))

    def holding(
        self, terms: Sequence[QuestionTerm], most: int, within: Within | None = None
    ) -> tuple[Sequence[int], int]:
        asked = self._asked(most, within)
        ways, counts = self._words.ways([term.alternatives for term in terms])
        if asked is None or not ways or not all(ways):
            return (), 0
        asked.weights, asked.sought, asked.counted = self._weights(ways, counts), [Sought(ways)], True
        found = self._each(asked)
        total = sum(rows[0].total for rows in found if rows)
        return tuple(self._scored(list(chain(*found)), ways, counts, most)), total

    def frequencies(self, every: Sequence[Sequence[Alternative]]) -> Sequence[int]:
        ways, counts = self._words.ways(every)
        known = [_known(one, counts, self.count) for one in ways]
        found = self._counted([tuple(one) for one, count in zip(ways, known, strict=True) if count is None])
        return [found[tuple(one)] if count is None else count for one, count in zip(ways, known, strict=True)]

    def stand_in(self, every: Sequence[Sequence[Alternative]], documents: Collection[str]) -> Sequence[bool]:
        numbers, _passages = self._documents.numbers(documents)
        ways, _counts = self._words.ways(every)
        there = [one for one in ways if one]
        if not there or not numbers:
            return [False] * len(ways)
        values: dict[str, object] = {"documents": numbers}
        query = standing_in(self._schema, there, values)
        found = iter([any(one) for one in zip(*chain(*self._snapshot.everywhere(query, values)), strict=True)])
        return [bool(one) and next(found) for one in ways]

    def read(self, numbers: Sequence[int]) -> Sequence[tuple[Document, Passage]]:
        pieces = self._documents.many(number // STRIDE for number in numbers)
        with self._snapshot.sound():
            found = [(pieces[n // STRIDE].document, pieces[n // STRIDE].passages[n % STRIDE]) for n in numbers]
        self._words.expect(lambda: _forms(found))
        return found

    def among(self, numbers: Collection[int], documents: Within) -> Collection[int]:
        chosen = frozenset(self._within(documents)[0])
        return {number for number in numbers if number // STRIDE in chosen}

    def repetitions(self, numbers: Sequence[int]) -> Sequence[tuple[int, ...]]:
        originals = self._originals_of(numbers)
        query = (
            f"SELECT number, coalesce(original, number) FROM {self._schema}.passages"
            f" WHERE (number = ANY(%(sought)s) OR original = ANY(%(sought)s)) AND {VISIBLE}"
        )
        said: dict[int, list[int]] = {}
        sought = list(dict.fromkeys(originals.values()))
        for number, original in chain(*self._snapshot.everywhere(query, {"sought": sought}) if sought else ()):
            said.setdefault(original, []).append(number)
        same = {number: tuple(sorted(said.get(original, ()))) for number, original in originals.items()}
        return [same[number] if len(same[number]) > 1 else () for number in numbers]

    def pieces(self, id: str) -> Pieces:
        return self._documents.pieces(self._documents.number(id))

    def passage_count(self, id: str) -> int:
        return self._documents.passage_count(id)

    def numbered(self, number: int) -> Sequence[tuple[Pieces, int]]:
        query = f"SELECT document, start FROM {self._schema}.numbered WHERE number = %(number)s"
        rows = [row for row in sorted(self._snapshot.home(query, {"number": number})) if self._documents.holds(row[0])]
        pieces = self._documents.many(document for document, _start in rows)
        return [(pieces[document], start) for document, start in rows]

    def first_line(self, id: str) -> int:
        return self._documents.number(id) * STRIDE

    def line(self, number: int) -> tuple[Pieces, int]:
        return self._documents.pieces(number // STRIDE), number % STRIDE

    def cosines(self, lines: Sequence[int], vector: Vectors) -> NDArray[np.float32]:
        query = (
            f"SELECT number, -(vector <#> %(vector)s::halfvec) FROM {self._schema}.sentences"
            " WHERE number = ANY(%(numbers)s)"
        )
        found = dict(self._snapshot.by_shard(list(dict.fromkeys(lines)), query, {"vector": halfvec(vector)}, STRIDE))
        with self._snapshot.sound():
            return np.array([found[line] for line in lines], np.float32)

    def close(self) -> None:
        self._snapshot.close()

    def _asked(self, head: int, within: Within | None) -> Asked | None:
        """None where nothing is left."""
        if within is None:
            return Asked(head, exact=self._exact)
        documents, passages = self._within(within)
        few = passages <= max(FEW, self.count * DEEP * head // WALKED)
        return Asked(head, documents=documents, exact=self._exact or few) if documents else None

    def _weights(self, ways: Ways, counts: Counts) -> dict[int, float]:
        """Of each token what it adds at most to the score of a passage, but for how often it stands there."""
        found: dict[int, float] = {}
        for term in ways:
            best: dict[int, float] = {}
            for way in term:
                for token in way.tokens:
                    best[token] = max(best.get(token, 0.0), way.weight * rarity(counts[token], self.count))
            for token, weight in best.items():
                found[token] = found.get(token, 0.0) + weight
        return found

    def _bringing(self, ways: Ways, counts: Counts, head: int) -> list[Sought]:
        """The ways that count most, as long as they do not bring too many passages; then one more, if these are few."""
        every = sorted(dict.fromkeys(chain(*ways)), key=lambda way: -self._most(way, counts))
        brought: list[Way] = []
        total = 0
        for at, way in enumerate(every):
            total += min(counts[token] for token in way.tokens)
            if total > ENOUGH and self.count > ENOUGH:
                rare = [Sought([brought])] if brought else []
                few = total - min(counts[token] for token in way.tokens) < head
                return [*rare, Sought([every[at : at + 1]])] if few else rare
            brought.append(way)
        return [Sought([brought])] if brought else []

    def _most(self, way: Way, counts: Counts) -> float:
        return way.weight * sum(rarity(counts[token], self.count) for token in way.tokens)

    def _found(self, asked: Asked) -> list[Row]:
        rows = list(chain(*self._each(asked)))
        if len(self._originals) > _KEPT:
            self._originals = {}
        self._originals.update((row.number, _or(row.original, row.number)) for row in rows)
        return rows

    def _each(self, asked: Asked) -> list[list[Row]]:
        values: dict[str, object] = {}
        query = statement(self._schema, asked, values)
        with self._snapshot.sound():
            return [[_row(row) for row in rows] for rows in self._snapshot.everywhere(query, values)]

    def _scored(self, rows: Sequence[Row], ways: Ways, counts: Counts, head: int) -> dict[int, float]:
        if not rows or not any(ways):
            return {}
        tokens = {token for term in ways for way in term for token in way.tokens}
        rarities = {token: rarity(counts[token], self.count) for token in tokens}
        found = scores(ways, postings(rows), rarities, self._snapshot.manifest.length)
        held = {row.number: score for row, score in zip(rows, found.tolist(), strict=True) if score > 0}
        return _best(held, head)

    def _counted(self, groups: Sequence[tuple[Way, ...]]) -> dict[tuple[Way, ...], int]:
        """How many passages hold one of each group, in one look at all that are new."""
        known = self._counts
        found = {one: known[one] for one in groups if one in known}
        if new := [one for one in dict.fromkeys(groups) if one not in found]:
            values: dict[str, object] = {}
            query = counting(self._schema, new, values)
            rows = list(chain(*self._snapshot.everywhere(query, values)))
            found |= {one: sum(counts) for one, counts in zip(new, zip(*rows, strict=True), strict=True)}
            self._counts = found if len(known) > _KEPT else known | found
        return found

    def _originals_of(self, numbers: Sequence[int]) -> dict[int, int]:
        known = self._originals
        found = {number: known[number] for number in numbers if number in known}
        if new := [number for number in numbers if number not in found]:
            select = f"SELECT number, coalesce(original, number) FROM {self._schema}.passages"
            query = f"{select} WHERE number = ANY(%(numbers)s)"
            found |= dict(self._snapshot.by_shard(new, query, {}, STRIDE))
        return found


def open_shelf(urls: Sequence[str], encoder: str, dimension: int, *, exact: bool = False) -> EngineShelf:
    """Raises IndexMismatch where there is no index, a damaged one or one of another encoder, and EngineUnavailable."""
    snapshot = open_snapshot(urls)
    made = snapshot.manifest
    check_encoder(snapshot.place, (made.encoder, made.dimension), (encoder, dimension))
    return EngineShelf(snapshot, exact=exact)


def _known(ways: Sequence[Way], counts: Counts, passages: int) -> int | None:
    """How many passages hold one of these, where that need not be counted, or would take long: then it is reckoned.

    As if the words stood in passages independently of one another; who asks how common a word is need not know more.
    """
    if not ways:
        return 0
    if len(ways) == 1 and len(ways[0].tokens) == 1:
        return counts[ways[0].tokens[0]]
    shares = [min(counts[token] for token in way.tokens) / passages for way in ways]
    return (
        None
        if sum(shares) * passages <= ENOUGH or passages <= ENOUGH
        else round(passages * (1 - prod(1 - share for share in shares)))
    )


def _nothing(_number: int) -> float:
    return 0.0


def _best(scored: Mapping[int, float], head: int) -> dict[int, float]:
    ranked = sorted(scored, key=lambda number: (-scored[number], number))[:head]
    return {number: scored[number] for number in ranked}


def _or(original: int | None, number: int) -> int:
    return number if original is None else original


def _row(row: Sequence[object]) -> Row:
    number, original, near, cosine, *more = row
    return Row(number, original, near, 0.0 if cosine is None else cosine, *more)  # type: ignore[arg-type]


def _forms(read: Sequence[tuple[Document, Passage]]) -> Iterable[str]:
    texts = (passage_text(document, passage) for document, passage in read)
    return {fold(form) for text in texts for word in forms_of(text) for form in word}
