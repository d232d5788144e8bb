"""One revision of an index in PostgreSQL, written so that nobody sees it before it is whole.

It does not know who else writes, nor what becomes of a run whose server went away: see index/loading.py.
"""

import hashlib
import time
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from functools import lru_cache, partial
from typing import Any, Protocol

import numpy as np

from index.analyser import Analysis, Reading
from index.batches import Deposit, bodies, copy_rows, known_vectors, put, put_home, remove
from index.build import PASSAGES, WORDS
from index.connection import Connection
from index.duplicates import SKETCH, repetitions, sketch
from index.encoder import Progress
from index.hit import Encoder, IndexMismatch
from index.pieces import Pieces, cut, passage_texts
from index.rows import document_row
from index.schema import GENERATION, HOME, STRIDE, generation, tables
from index.snapshot import OTHER_ORDER
from index.store import Manifest
from index.taken import Vectors
from index.tally import Tally, WordReader, folded, new_readings, words_of
from index.vocabulary import forms_of
from ingest import Document, Passage, Splitting

GENERATIONS = r"SELECT nspname FROM pg_namespace WHERE nspname ~ '^bronwijzer_[0-9a-f]{12}$'"
_FIRST, _LEAST, _MOST = 100, 32, 4_000  # passages in a batch
_SECONDS = 2.0  # that a batch should take: so much is lost when a run is killed


class Writers(Protocol):
    """Connections that write, one to each shard."""

    def __len__(self) -> int: ...

    @property
    def place(self) -> str:
        """Home, for people."""
        ...

    def place_of(self, shard: int) -> str: ...

    def at(self, shard: int) -> AbstractContextManager[Connection]:
        """One transaction; raises EngineUnavailable."""
        ...

    def another(self, shard: int) -> AbstractContextManager[Connection]:
        """A second connection, to look on."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """A document that is there."""

    number: int
    finished: bool  # in an earlier revision: the counts know it


@dataclass(slots=True)
class Plan:
    """What a revision changes."""

    new: list[tuple[int, int, int]] = field(default_factory=list)  # number, place among the documents, passages
    resumed: list[int] = field(default_factory=list)  # written by a run that was stopped, not yet counted
    gone: list[int] = field(default_factory=list)
    staying: list[int] = field(default_factory=list)  # all that is there, `resumed` too
    recount: bool = False  # whether the counts begin again at nothing
    documents: int = 0  # that there will be
    next: int = 0
    readings: dict[str, Reading] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)  # of tokens
    originals: dict[int, int] = field(default_factory=dict)  # passage -> the one that it repeats
    sketches: dict[int, bytes] = field(default_factory=dict)  # of the new documents, 96 bytes a passage
    tally: Tally = field(default_factory=Tally)


@dataclass(slots=True)
class Revision:
    """A generation and the number of the revision that is being written in it."""

    writers: Writers
    encoder: Encoder
    made: Manifest
    splitting: Splitting
    analysis: Analysis
    progress: Progress
    schema: str = ""
    former: tuple[str, ...] = ()  # generations with vectors of the same encoder
    standing: int = 0  # the revision that is read now
    finished: int = 0  # the last one that was finished in this generation
    current: bool = False  # whether this generation is the one that is read
    behind: bool = False  # whether a server took over that has not all that home counted

    @property
    def number(self) -> int:
        return self.standing + 1

    @property
    def is_read(self) -> bool:
        """Whether what was finished here last is what is read now."""
        return self.current and self.finished == self.standing and not self.behind

    def prepare(self) -> None:
        """Make what is missing; take away what nobody reads any more and what a run that was stopped left awry."""
        shards = len(self.writers)
        row = {name: value for name, value in asdict(self.made).items() if name not in {"made", "data", "files"}}
        self.schema = generation(row, shards)
        with self.writers.at(0) as home:
            if home.execute("SELECT to_regclass('bronwijzer.manifest')").fetchone() == (None,):
                home.execute(HOME)
            found = home.execute("SELECT generation, revision, encoder, dimension FROM bronwijzer.manifest").fetchone()
        read, self.standing, encoder, dimension = found or ("", 0, "", 0)
        read = read if GENERATION.fullmatch(read) else ""
        self.current = read == self.schema
        same = (encoder, dimension) == (self.encoder.name, self.encoder.dimension)
        self.former = tuple(dict.fromkeys([self.schema, read] if same and read else [self.schema]))
        for shard in range(shards):
            with self.writers.at(shard) as connection:
                self._make(connection, {self.schema, read}, shard)
        with self.writers.at(0) as home:
            self.finished, attempt, following = self._state(home)
        for shard in range(shards):
            with self.writers.at(shard) as connection:
                self.behind |= reached(connection, self.schema)[0] < self.finished
                self._mend(connection, attempt, following, home=not shard)
        with self.writers.at(0) as home:
            home.execute(f"UPDATE {self.schema}.state SET attempt = %s", (self.number,))

    def _make(self, connection: Connection, wanted: set[str], shard: int) -> None:
        for (schema,) in connection.execute(GENERATIONS).fetchall():
            if schema not in wanted:
                connection.execute(f"DROP SCHEMA {schema} CASCADE")
        if connection.execute("SELECT to_regclass(%s)", (f"{self.schema}.documents",)).fetchone() == (None,):
            connection.execute(tables(self.schema, self.encoder.dimension, shard))
        at = reached(connection, self.schema)[1]
        if at != shard:
            raise IndexMismatch(OTHER_ORDER.format(folder=self.writers.place_of(shard), place=at + 1))

    def _state(self, home: Connection) -> tuple[int, int, int]:
        found = home.execute(f"SELECT revision, attempt, next FROM {self.schema}.state").fetchone()
        assert found is not None
        revision, attempt, following = found
        return revision, attempt, following

    def _mend(self, connection: Connection, attempt: int, following: int, *, home: bool) -> None:
        """Rows that went in the revision that is read now stay: somebody may still read the one before."""
        name, done = self.schema, self.finished
        limit = self.standing - 1 if self.current else done
        old = connection.execute(
            f"SELECT number FROM {name}.documents WHERE gone <= %s OR number >= %s", (limit, following)
        )
        numbers = [number for (number,) in old.fetchall()]
        remove(connection, name, numbers)
        if home:  # of other shards' documents a few rows stay that nobody sees
            for table in ("numbered", "defined"):
                connection.execute(f"DELETE FROM {name}.{table} WHERE document = ANY(%s)", (numbers,))
        marked = f"SELECT number FROM {name}.documents WHERE gone > %s"
        connection.execute(f"UPDATE {name}.passages SET gone = NULL WHERE document IN ({marked})", (done,))
        connection.execute(f"UPDATE {name}.documents SET gone = NULL WHERE gone > %s", (done,))
        if attempt != self.number:
            begun = f"SELECT number FROM {name}.documents WHERE since > %s"
            move = f"UPDATE {name}.passages SET since = %s WHERE document IN ({begun})"
            connection.execute(move, (self.number, done))
            connection.execute(f"UPDATE {name}.documents SET since = %s WHERE since > %s", (self.number, done))

    def plan(self, documents: Sequence[Document]) -> Plan:
        """What is new, what goes; the words that are new are written."""
        plan = Plan(documents=len(documents), recount=self.behind)
        there = self._there()
        with self.writers.at(0) as home:
            plan.next = self._state(home)[2]
        for place, document in enumerate(documents):
            known = there.pop((document.id, digest_of(document)), None)
            if known is not None:
                plan.staying.append(known.number)
                if plan.recount or not known.finished:
                    plan.resumed.append(known.number)
            else:
                plan.new.append((plan.next, place, 0))
                plan.next += 1
        unfinished = [one.number for one in there.values() if not one.finished]
        plan.gone = [one.number for one in there.values() if one.finished]
        for shard, numbers in self.spread(unfinished):
            with self.writers.at(shard) as connection:
                remove(connection, self.schema, numbers)
        return plan

    def _there(self) -> dict[tuple[str, bytes], Standing]:
        """By id and digest: of a document that changed both states may be there, after a run that was stopped."""
        found: dict[tuple[str, bytes], Standing] = {}
        for shard in range(len(self.writers)):
            with self.writers.at(shard) as connection:
                rows = connection.execute(
                    f"SELECT id, digest, number, since <= %s FROM {self.schema}.documents WHERE gone IS NULL",
                    (self.finished,),
                )
                found |= {(id, digest): Standing(*more) for id, digest, *more in rows.fetchall()}
        return found

    def spread(self, numbers: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
        """Documents by shard."""
        for shard in range(len(self.writers)):
            here = [number for number in numbers if number % len(self.writers) == shard]
            if here:
                yield shard, here

    def survey(self, plan: Plan, documents: Sequence[Document]) -> None:
        """Go through the new documents once for what must be known of all: words, and who repeats whom."""
        written: dict[str, str] = {}
        for done, (number, place, _count) in enumerate(plan.new):
            pieces = self.cut(documents[place])
            for text in passage_texts(pieces, self.analysis.header):
                written |= folded(forms_of(text))
            plan.sketches[number] = b"".join(sketch(passage.text).tobytes() for passage in pieces.passages)
            plan.new[done] = (number, place, len(pieces.passages))
            self.progress(WORDS, done + 1, len(plan.new))
        self._learn(plan, written)
        self._compare(plan, documents)

    def cut(self, document: Document) -> Pieces:
        return cut(document, self.splitting, self.analysis.header)

    def _learn(self, plan: Plan, written: Mapping[str, str]) -> None:
        with self.writers.at(0) as home:
            rows = home.execute(f"SELECT form, token, halves, parts FROM {self.schema}.words").fetchall()
            plan.readings = {
                form: Reading(token, (*halves.split(),), (*parts.split(),)) for form, token, halves, parts in rows
            }
            plan.ids = dict(home.execute(f"SELECT token, id FROM {self.schema}.tokens").fetchall())
            new = new_readings(written, plan.readings, self.analysis)
            plan.readings |= new
            tokens = dict.fromkeys(token for one in new.values() for token in one.tokens)
            first = max(plan.ids.values(), default=-1) + 1
            fresh = {token: first + at for at, token in enumerate(t for t in tokens if t not in plan.ids)}
            plan.ids |= fresh
            copy_rows(home, self.schema, "words", words_of(new))
            copy_rows(home, self.schema, "tokens", ((token, number, 0) for token, number in fresh.items()))

    def _compare(self, plan: Plan, documents: Sequence[Document]) -> None:
        """All passages that there will be, for one that goes may be the one that others repeat.

        Their sketches take 96 bytes each; only where two agree are the passages themselves looked at.
        """
        before = self._sketches(plan.staying)
        counts = {number: len(packed) // (8 * SKETCH) for number, packed in before}
        counts |= {number: count for number, _place, count in plan.new}
        every = b"".join([*(packed for _number, packed in before), *plan.sketches.values()])
        places = {number: place for number, place, _count in plan.new}

        @lru_cache(maxsize=256)
        def passages_of(number: int) -> Sequence[Passage]:
            if number in places:
                return self.cut(documents[places[number]]).passages
            with self.writers.at(number % len(self.writers)) as connection:
                ((_number, pieces),) = bodies(connection, self.schema, [number])
            return pieces.passages

        passages = Row(counts, passages_of)
        repeated = repetitions(passages, np.frombuffer(every, np.uint64).reshape(-1, SKETCH))
        numbers = passages.numbers()
        plan.originals = {numbers[at]: numbers[first] for at, first in enumerate(repeated) if first >= 0}

    def _sketches(self, numbers: Sequence[int]) -> list[tuple[int, bytes]]:
        found: list[tuple[int, bytes]] = []
        for shard, here in self.spread(numbers):
            with self.writers.at(shard) as connection:
                query = f"SELECT number, sketches FROM {self.schema}.bodies WHERE number = ANY(%s)"
                found += connection.execute(query, (here,)).fetchall()
        return sorted(found)

    def write(self, plan: Plan, documents: Sequence[Document]) -> None:
        """The documents that are new, batch by batch: what is written once is there for the next run."""
        reader, vectors = WordReader(plan.readings, self.analysis), Vectors(self.encoder, self.analysis.header)
        self._count_others(plan, reader)
        total, done, size = sum(count for *_, count in plan.new), 0, _FIRST
        at = 0
        while at < len(plan.new):
            last, passages = at, 0
            while last < len(plan.new) and (last == at or passages + plan.new[last][2] <= size):
                passages += plan.new[last][2]
                last += 1
            begun = time.monotonic()
            batch = plan.new[at:last]
            self._put(plan, [(number, documents[place]) for number, place, _ in batch], reader, vectors)
            size = _next_size(size, time.monotonic() - begun)
            at, done = last, done + passages
            self.progress(PASSAGES, done, total)

    def _count_others(self, plan: Plan, reader: WordReader) -> None:
        """Documents that are there but not counted, and those that go."""
        for numbers, sign in ((plan.resumed, 1), ([] if plan.recount else plan.gone, -1)):
            for shard, here in self.spread(numbers):
                with self.writers.at(shard) as connection:
                    for _number, pieces in bodies(connection, self.schema, here):
                        reader.read(pieces, plan.tally, sign)

    def _put(self, plan: Plan, batch: Sequence[tuple[int, Document]], reader: WordReader, vectors: Vectors) -> None:
        every = [self.cut(document) for _number, document in batch]
        made = vectors.of(every, self._known([document for _number, document in batch]))
        deposits = [
            self._deposit(plan, number, pieces, reader, both)
            for (number, _document), pieces, both in zip(batch, every, made, strict=True)
        ]
        with self.writers.at(0) as home:
            put_home(home, self.schema, deposits)
            home.execute(f"UPDATE {self.schema}.state SET next = %s", (batch[-1][0] + 1,))
        for shard, here in self.spread([number for number, _document in batch]):
            chosen = set(here)
            with self.writers.at(shard) as connection:
                put(connection, self.schema, [one for one in deposits if one.number in chosen], self.number)

    def _deposit(self, plan: Plan, number: int, pieces: Pieces, reader: WordReader, both: tuple[Any, Any]) -> Deposit:
        first = number * STRIDE
        return Deposit(
            number,
            digest_of(pieces.document),
            pieces,
            [[plan.ids[token] for token in tokens] for tokens in reader.read(pieces, plan.tally)],
            [plan.originals.get(first + place) for place in range(len(pieces.passages))],
            plan.sketches[number],
            *both,
        )

    def _known(self, batch: Sequence[Document]) -> dict[bytes, Any]:
        found: dict[bytes, Any] = {}
        if not self.standing:
            return found
        for shard in range(len(self.writers)):
            with self.writers.at(shard) as connection:
                for schema in filter(partial(_stands, connection), self.former):
                    found |= known_vectors(connection, schema, self.encoder.dimension, batch)
        return found


class Row(Sequence[Passage]):
    """The passages of many documents one after another, each read when it is asked for."""

    def __init__(self, counts: Mapping[int, int], passages_of: Any) -> None:
        self._documents = sorted(counts)
        self._starts = np.cumsum([0, *(counts[number] for number in self._documents)]).tolist()
        self._passages_of = passages_of

    def __len__(self) -> int:
        return int(self._starts[-1])

    def __getitem__(self, at: Any) -> Any:
        document = bisect_right(self._starts, at) - 1
        return self._passages_of(self._documents[document])[at - self._starts[document]]

    def numbers(self) -> list[int]:
        spans = zip(self._documents, self._starts, self._starts[1:], strict=False)
        return [number * STRIDE + place for number, first, last in spans for place in range(last - first)]


def reached(connection: Connection, schema: str) -> tuple[int, int]:
    """The last revision of which a shard has all, and which of the shards it is."""
    ((revision, shard),) = connection.execute(f"SELECT revision, shard FROM {schema}.reached").fetchall()
    return revision, shard


def _stands(connection: Connection, schema: str) -> bool:
    """Not on a shard that came later."""
    return connection.execute("SELECT to_regclass(%s)", (f"{schema}.bodies",)).fetchone() != (None,)


def digest_of(document: Document) -> bytes:
    return hashlib.blake2b(document_row(document).encode(), digest_size=16).digest()


def _next_size(size: int, seconds: float) -> int:
    wanted = size * _SECONDS / max(seconds, 0.01)
    return int(min(max(wanted, size / 2, _LEAST), 2 * size, _MOST))
