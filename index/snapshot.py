"""One generation of an engine as it stood in one revision: what its statements find, over all shards.

Shards are asked at the same time. It knows the manifest, and neither documents nor words.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import Context, copy_context
from dataclasses import dataclass
from functools import partial
from json import loads
from typing import Any, TypeVar

from index.analyser import Analysis
from index.connection import Connection, Engine, Shard, open_engine
from index.contents import DAMAGED
from index.hit import IndexMismatch
from index.schema import FORMAT, GENERATION
from index.store import MISSING, OTHER_FORMAT
from index.trouble import EngineUnavailable, trouble

OTHER_SHARDS = (
    "De index in {folder} is over {theirs} databanken verdeeld, maar in BRONWIJZER_ENGINE staan er {ours}. "
    "Zet ze er alle in, in dezelfde volgorde, of maak de index opnieuw met `bronwijzer index`."
)
OTHER_ORDER = (
    "De databanken in BRONWIJZER_ENGINE staan in een andere volgorde dan toen de index gemaakt werd: {folder} was "
    "nummer {place}. Zet ze weer in die volgorde."
)
_COLUMNS = "format, encoder, dimension, analysis, generation, revision, shards, passages, length"

Values = dict[str, Any]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class EngineManifest:
    """What a reader must know of an index."""

    encoder: str
    dimension: int
    analysis: Analysis
    schema: str
    revision: int
    shards: int
    passages: int
    length: float  # mean, in tokens


class Snapshot:
    """Raises EngineUnavailable where a server is away, IndexMismatch where what it holds is damaged."""

    def __init__(self, engine: Engine, manifest: EngineManifest) -> None:
        self.manifest = manifest
        self.schema = manifest.schema
        self.place = engine.home.place
        self._engine = engine
        many = len(engine.shards) > 1
        self._threads = ThreadPoolExecutor(8 * len(engine.shards), "shard") if many else None

    @property
    def count(self) -> int:
        """Shards."""
        return len(self._engine.shards)

    @property
    def connections(self) -> tuple[int, int]:
        """In use, and how many there may be."""
        shards = self._engine.shards
        return sum(shard.used for shard in shards), sum(shard.size for shard in shards)

    def home(self, query: str, values: Mapping[str, Any]) -> list[Any]:
        return _rows(self._engine.home, query, self._of(values))

    def everywhere(self, query: str, values: Mapping[str, Any]) -> list[list[Any]]:
        """The rows of every shard."""
        return self.each(dict.fromkeys(range(self.count), (query, values)))

    def each(self, asked: Mapping[int, tuple[str, Mapping[str, Any]]]) -> list[list[Any]]:
        """The rows of some shards, each with a statement of its own; one of them needs no thread."""
        work = [(self._engine.shards[at], query, self._of(values)) for at, (query, values) in asked.items()]
        if self._threads is None or len(work) < 2:
            return [_rows(*one) for one in work]
        return [found.result() for found in [self._threads.submit(_heard, copy_context(), *one) for one in work]]

    def by_shard(self, numbers: Sequence[int], query: str, more: Mapping[str, Any], stride: int = 1) -> Iterator[Any]:
        """The rows of a statement about `numbers`, each asked of the shard where its document stands."""
        spread: dict[int, list[int]] = {}
        for number in numbers:
            spread.setdefault(number // stride % self.count, []).append(number)
        for rows in self.each({shard: (query, {"numbers": some, **more}) for shard, some in spread.items()}):
            yield from rows

    @contextmanager
    def sound(self) -> Iterator[None]:
        """Raises IndexMismatch where a row is made into something that it was not written as."""
        try:
            yield
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise IndexMismatch(DAMAGED.format(folder=self.place, what=type(error).__name__)) from error

    def close(self) -> None:
        if self._threads is not None:
            self._threads.shutdown(wait=False)
        self._engine.close()

    def _of(self, values: Mapping[str, Any]) -> Values:
        return {"revision": self.manifest.revision, **values}


def open_snapshot(urls: Sequence[str]) -> Snapshot:
    """As the manifest says now. Raises EngineUnavailable, and IndexMismatch where none is there or a damaged one."""
    first = open_engine(urls)
    try:
        manifest = _read(first)
    finally:
        first.close()
    _check_shards(manifest, first)
    shards = enumerate(first.shards)
    greets = [partial(_check_shard, manifest=manifest, shard=at, place=one.place) for at, one in shards]
    return Snapshot(open_engine(urls, greets=greets), manifest)


def _check_shards(manifest: EngineManifest, engine: Engine) -> None:
    if manifest.shards != len(engine.shards):
        sentence = OTHER_SHARDS.format(folder=engine.home.place, theirs=manifest.shards, ours=len(engine.shards))
        raise IndexMismatch(sentence)


def _check_shard(connection: Connection, manifest: EngineManifest, shard: int, place: str) -> None:
    """A replica that lags, or a server that took over too early, has not all that the manifest promised."""
    row = connection.execute(f"SELECT revision, shard FROM {manifest.schema}.reached").fetchone()
    if row is None or row[0] < manifest.revision:
        raise trouble("lagging", place)
    if row[1] != shard:
        raise IndexMismatch(OTHER_ORDER.format(folder=place, place=row[1] + 1))


def _read(engine: Engine) -> EngineManifest:
    place = engine.home.place
    try:
        rows = engine.home.rows(f"SELECT {_COLUMNS} FROM bronwijzer.manifest")
    except EngineUnavailable as error:
        if error.kind == "missing":
            raise IndexMismatch(MISSING.format(folder=place)) from error
        raise
    if not rows:
        raise IndexMismatch(MISSING.format(folder=place))
    return _manifest(rows[0], place)


def _manifest(row: Sequence[Any], place: str) -> EngineManifest:
    form, encoder, dimension, analysis, schema, revision, shards, passages, length = row
    if form != FORMAT:
        raise IndexMismatch(OTHER_FORMAT.format(folder=place))
    try:
        if not GENERATION.fullmatch(schema):
            raise ValueError
        read = Analysis(**loads(analysis))
    except (ValueError, TypeError) as error:
        raise IndexMismatch(DAMAGED.format(folder=place, what="manifest")) from error
    return EngineManifest(encoder, dimension, read, schema, revision, shards, passages, length)


def _heard(context: Context, shard: Shard, query: str, values: Values) -> list[Any]:
    """For whoever listens how long the parts of a question take (index/stages.py)."""
    return context.run(_rows, shard, query, values)


def _rows(shard: Shard, query: str, values: Values) -> list[Any]:
    """In the binary form, which is the shorter one for vectors and words."""
    return shard.read(lambda connection: connection.cursor(binary=True).execute(query, values).fetchall())
