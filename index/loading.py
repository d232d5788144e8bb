"""Loads an index into PostgreSQL: one run at a time, tried again where the server went away, going on where it was.

It does not know what is written: see index/revision.py.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import psycopg

from index.analyser import Analysis
from index.batches import documents, learn_types
from index.build import manifest_of, silent
from index.connection import Connection, Engine, open_engine
from index.encoder import Progress
from index.hit import Encoder
from index.lock import IndexBusy
from index.revision import GENERATIONS, Revision
from index.schema import LOCK, NEAR
from index.switch import finish
from index.trouble import EngineUnavailable
from ingest import Document, Splitting

BUSY = (
    "Iemand anders maakt nu al een index in de databank {place}: een ander venster, een ander programma of een andere "
    "computer. Wacht tot dat klaar is en begin dan opnieuw."
)
PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0)  # seconds before each next try: about as long as a replica takes to be promoted


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is read now."""

    revision: int
    size: tuple[int, int]  # documents and passages


@dataclass(slots=True)
class Loading:
    """A run that may write: what is there already, and nobody else who writes."""

    engine: Engine
    encoder: Encoder
    writers: "Connected"
    known: Mapping[str, Document]  # by id, those of a run that was stopped too: they need not be read again
    pauses: Sequence[float] = PAUSES
    near: int = NEAR  # passages of a shard from which HNSW is made

    def build(
        self,
        documents: Sequence[Document],
        splitting: Splitting = Splitting(),  # noqa: B008 - frozen
        progress: Progress | None = None,
        analysis: Analysis = Analysis(),  # noqa: B008 - frozen
    ) -> Loaded:
        """Index these documents and no others; gives the same revision as before when nothing changed.

        Raises EngineUnavailable where it stays away; what was written until then is kept for the next run.
        """
        made = manifest_of(self.encoder, splitting, analysis)
        for pause in (*self.pauses, None):
            revision = Revision(self.writers, self.encoder, made, splitting, analysis, progress or silent)
            try:
                if self.writers.broken:
                    self.writers.open()
                _write(revision, documents, self.near)
                return self._loaded()
            except (EngineUnavailable, IndexBusy) as error:
                # Of a connection that broke the server may hold the lock for a moment longer.
                passes = error.retry if isinstance(error, EngineUnavailable) else self.writers.broken
                if pause is None or not passes:
                    raise
                self.writers.close()
                time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _loaded(self) -> Loaded:
        with self.writers.at(0) as home:
            row = home.execute("SELECT revision, documents, passages FROM bronwijzer.manifest").fetchone()
        assert row is not None
        return Loaded(row[0], (row[1], row[2]))


def _write(revision: Revision, documents: Sequence[Document], near: int) -> None:
    revision.prepare()
    plan = revision.plan(documents)
    if revision.is_read and not (plan.new or plan.resumed or plan.gone):
        return
    revision.survey(plan, documents)
    revision.write(plan, documents)
    finish(revision, plan, near)


class Connected:
    """Connections that write, one to each shard; the one to home holds the lock of who writes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._stack = ExitStack()
        self._connections: list[Connection] = []

    def __len__(self) -> int:
        return len(self._engine.shards)

    @property
    def broken(self) -> bool:
        return not self._connections

    def open(self) -> None:
        """Raises EngineUnavailable and IndexBusy."""
        try:
            made = [self._stack.enter_context(shard.writing()) for shard in self._engine.shards]
            for shard, connection in zip(self._engine.shards, made, strict=True):
                shard.check_vector(connection)
                learn_types(connection)
                connection.commit()
            if made[0].execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone() != (True,):
                raise IndexBusy(BUSY.format(place=self.place))
            made[0].commit()
        except psycopg.Error as error:
            self.close()
            raise self._engine.home.told(error) from None
        except BaseException:
            self.close()
            raise
        self._connections = made

    @contextmanager
    def at(self, shard: int) -> Iterator[Connection]:
        """One transaction; raises EngineUnavailable."""
        connection = self._connections[shard]
        try:
            yield connection
            connection.commit()
        except psycopg.Error as error:
            raise self._engine.shards[shard].told(error) from None

    @property
    def place(self) -> str:
        """Home, for people."""
        return self._engine.home.place

    def place_of(self, shard: int) -> str:
        return self._engine.shards[shard].place

    @contextmanager
    def another(self, shard: int) -> Iterator[Connection]:
        """A second connection, to look on."""
        with self._engine.shards[shard].writing() as connection:
            connection.autocommit = True
            yield connection

    def close(self) -> None:
        self._connections = []
        self._stack.close()


@contextmanager
def loading(urls: Sequence[str], encoder: Encoder, pauses: Sequence[float] = PAUSES) -> Iterator[Loading]:
    """Begin a run. Raises IndexBusy where another one goes on, EngineUnavailable and BadAddress."""
    engine = open_engine(urls)
    writers = Connected(engine)
    writers.open()
    try:
        yield Loading(engine, encoder, writers, _known(writers), pauses)
    finally:
        writers.close()
        engine.close()


def _known(writers: Connected) -> dict[str, Document]:
    """What stands there, also of a generation that is not yet read."""
    found: dict[str, Document] = {}
    for shard in range(len(writers)):
        with writers.at(shard) as connection:
            for (schema,) in connection.execute(GENERATIONS).fetchall():
                if connection.execute("SELECT to_regclass(%s)", (f"{schema}.documents",)).fetchone() != (None,):
                    found |= {one.id: one for one in documents(connection, schema)}
    return found
