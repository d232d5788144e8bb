"""Speaks to the database servers of an index: connections, time limits, tries, and whether the server is one that may
be used. It does not know what is asked of them.
"""

import logging
import random
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import inf
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from index.address import Address, addresses
from index.stages import RETRY, stage
from index.trouble import TROUBLES, EngineUnavailable, kind_of, trouble

SERVER, VECTOR = 160000, (0, 8, 4)  # the oldest that may be used; pgvector before it has CVE-2026-3172
STATEMENT = 5.0  # seconds for one statement of a reader
PATIENCE = 3.0  # seconds of trying again before who asks is told
CONNECT = 3  # seconds for one server
SIZE = 8  # connections for each shard and process
_KEPT = 600.0  # seconds: then a new one is made, which finds a replica that came back
_KNOWN = 2.0  # seconds in which a server that was away is taken to be still away
_PAUSE, _LONGEST = 0.1, 1.0  # seconds before the second try, and at most

# A machine that went off the network is noticed within 20 seconds; what a URL says itself comes first.
_KEPT_ALIVE: dict[str, Any] = {
    "application_name": "bronwijzer",
    "connect_timeout": CONNECT,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,
}

Connection = psycopg.Connection[Any]
Result = TypeVar("Result")

# For planning: a statement of milliseconds is not worth compiling, and a filter must not cost hits of HNSW
# (https://github.com/pgvector/pgvector#iterative-index-scans).
_READING = {
    "default_transaction_read_only": "on",
    "jit": "off",
    "hnsw.iterative_scan": "strict_order",
    "hnsw.ef_search": "400",  # see README for what fewer find
    "plan_cache_mode": "force_custom_plan",
}
_WRITING = {"jit": "off", "lock_timeout": "10s", "synchronous_commit": "on"}

# They tell every try, with server and user, and what is wrong is told here once.
for _logger in ("psycopg", "psycopg.pool"):
    logging.getLogger(_logger).setLevel(logging.CRITICAL)


class _Limited(psycopg.Connection[Any]):
    """Waits no longer for an answer than `limit`: a server that stands still keeps no time of its own."""

    limit: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """What psycopg waits with for every answer."""
        return super().wait(gen, interval, self.limit if timeout is None else timeout)


class Shard:
    """One database; connections are made when they are needed and kept. Threads may share it.

    Not psycopg_pool: that one connects behind the back of who waits, and tells him after the whole wait only that time
    is up, whatever is wrong with the password.
    """

    def __init__(
        self,
        address: Address,
        *,
        statement: float = STATEMENT,
        patience: float = PATIENCE,
        size: int = SIZE,
        greet: Callable[[Connection], None] | None = None,
    ) -> None:
        """`greet` is done with every new connection of a reader, and may raise EngineUnavailable."""
        self.place = address.place
        self._address = address
        self._statement = statement
        self._patience = patience
        self._greet = greet
        self.size, self.used = size, 0  # connections: that there may be, and that are in use
        self._free: deque[tuple[float, _Limited]] = deque()
        self._places, self._counting = BoundedSemaphore(size), Lock()
        self._away = -inf  # when it was last found away

    def rows(self, query: Any, values: Any = ()) -> list[tuple[Any, ...]]:
        """What one statement finds; raises EngineUnavailable."""
        return self.read(lambda connection: connection.execute(query, values).fetchall())

    def read(self, work: Callable[[Connection], Result]) -> Result:
        """What `work` makes of a connection that only reads, each statement by itself; it may be done several times.

        Raises EngineUnavailable: after `patience` where that can help, at once where it cannot or where the server was
        away a moment ago; a connection that broke is made anew once in any case.
        """
        start, pause = time.monotonic(), 0.0
        until = start if start - self._away < _KNOWN else start + self._patience
        while True:
            found = self._tried(work)
            if isinstance(found, _Done):
                return found.result  # type: ignore[no-any-return]
            if not TROUBLES[found.kind].soon or (pause and until - time.monotonic() <= pause):
                raise found
            with stage(RETRY):
                time.sleep(pause)
            pause = min(_LONGEST, 2 * pause or _PAUSE) * random.uniform(0.5, 1.0)  # not all of them at one moment

    @contextmanager
    def writing(self, seconds: float = 0.0) -> Iterator[Connection]:
        """A connection that writes, for one transaction after another (`commit`); closed at the end.

        `seconds` for one statement, 0: as long as it takes. Raises EngineUnavailable, also for what goes wrong within.
        pgvector is not looked at: see `check_vector`.
        """
        try:
            options = _WRITING | {"statement_timeout": f"{int(seconds * 1000)}"}
            connection = self._connected(options, "read-write", autocommit=False)
            try:
                yield connection
            finally:
                connection.close()
        except psycopg.Error as error:
            raise self.told(error) from None  # what psycopg says may quote what was asked

    def check_vector(self, connection: Connection) -> None:
        """Raises EngineUnavailable where pgvector is missing in this database, or too old to be safe."""
        row = connection.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'").fetchone()
        if row is None:
            raise trouble("extension", self.place)
        if _version(row[0]) < VECTOR:
            raise trouble("old_extension", self.place)

    def close(self) -> None:
        """Later reading opens connections anew: whoever still asks of an index that was replaced is answered."""
        while self._free:
            self._free.pop()[1].close()

    def _tried(self, work: Callable[[Connection], Result]) -> "_Done | EngineUnavailable":
        try:
            with self._reader() as connection:
                done = _Done(work(connection))
            self._away = -inf
            return done
        except psycopg.Error as error:
            found = self.told(error)
        except EngineUnavailable as error:
            found = error
        if found.kind in {"away", "refused", "starting", "slow"}:
            self._away = time.monotonic()
        return found

    @contextmanager
    def _reader(self) -> Iterator[_Limited]:
        if not self._places.acquire(timeout=self._patience):
            raise trouble("busy", self.place)
        connection = None
        self._use(1)
        try:
            born, connection = self._one()
            yield connection
        except BaseException:
            if connection is not None:
                self._after_trouble(connection)
            raise
        else:
            self._keep(born, connection)
        finally:
            self._use(-1)
            self._places.release()

    def _use(self, more: int) -> None:
        with self._counting:
            self.used += more

    def _one(self) -> tuple[float, _Limited]:
        while True:
            try:
                born, connection = self._free.pop()
            except IndexError:
                return time.monotonic(), self._made()
            if time.monotonic() - born < _KEPT and not connection.closed:
                return born, connection
            connection.close()

    def _keep(self, born: float, connection: _Limited) -> None:
        if connection.closed or connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            connection.close()
        else:
            self._free.append((born, connection))

    def _after_trouble(self, connection: _Limited) -> None:
        """One that broke was not the only one: a server that went took all of them along."""
        broken = connection.broken
        connection.close()
        if broken:
            self.close()

    def _made(self) -> _Limited:
        milliseconds = int(self._statement * 1000)
        several = len(self._address.hosts) > 1
        options = _READING | {"statement_timeout": f"{milliseconds}"}
        connection = self._connected(options, "prefer-standby" if several else "", autocommit=True)
        connection.limit = self._statement + 1.0  # the server's own limit comes first, and costs no connection
        try:
            self.check_vector(connection)
            if self._greet is not None:
                self._greet(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _connected(self, options: dict[str, str], role: str, *, autocommit: bool) -> _Limited:
        given = conninfo_to_dict(self._address.conninfo)
        ours = " ".join(f"-c {name}={value}" for name, value in options.items())
        asked: dict[str, Any] = {"target_session_attrs": role} if role else {}
        last = {"client_encoding": "utf8", "options": f"{ours} {given.get('options', '')}".strip()}
        conninfo = make_conninfo("", **{**_KEPT_ALIVE, **asked, **given, **last})
        connection = _Limited.connect(conninfo, autocommit=autocommit, prepare_threshold=2)
        if connection.info.server_version < SERVER:
            connection.close()
            raise trouble("old_server", self.place)
        return connection

    def told(self, error: psycopg.Error) -> EngineUnavailable:
        if isinstance(error, psycopg.errors._WaitTimeout | psycopg.errors.ConnectionTimeout):
            return trouble("slow", self.place)
        state, code = error.sqlstate, f"{type(error).__name__} {error.sqlstate or ''}".strip()
        of_server = state or isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
        return trouble(kind_of(state, str(error)) if of_server else "unknown", self.place, code)


class _Done:
    """A result, which may itself be None."""

    __slots__ = ("result",)

    def __init__(self, result: Any) -> None:
        self.result = result


class Engine:
    """The shards of an index; the first is home."""

    def __init__(self, shards: Sequence[Shard]) -> None:
        self.shards = tuple(shards)

    @property
    def home(self) -> Shard:
        return self.shards[0]

    def close(self) -> None:
        for shard in self.shards:
            shard.close()


def open_engine(
    urls: str | Sequence[str],
    *,
    statement: float = STATEMENT,
    patience: float = PATIENCE,
    size: int = SIZE,
    greets: Sequence[Callable[[Connection], None] | None] | None = None,
) -> Engine:
    """Connects to nothing yet; raises BadAddress. `greets`: of each shard, see there."""
    given = addresses(urls)
    both = zip(given, greets or [None] * len(given), strict=True)
    return Engine([Shard(one, statement=statement, patience=patience, size=size, greet=greet) for one, greet in both])


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("-")[0].split(".") if part.isdigit())
