"""The PostgreSQL of the tests: what the tests of the engine rely on."""

import time
from pathlib import Path

import psycopg
import pytest

from tests.postgres import ADMIN, PASSWORDS, READER, Server, Started


def test_the_server_is_one_that_bronwijzer_may_use(postgres: Server, database: str) -> None:
    assert int(postgres.run("SHOW server_version_num")[0][0]) >= 160_000
    with psycopg.connect(database) as connection:
        found = connection.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'").fetchone()
    assert found is not None
    assert tuple(map(int, found[0].split("."))) >= (0, 8, 4)


def test_a_wrong_password_is_refused_and_a_reader_cannot_write(postgres: Server) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres.url(password="fout"))
    with psycopg.connect(postgres.url(user=READER)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE SCHEMA mijn")


def test_a_replica_takes_over_what_a_crashed_primary_had_committed(start_postgres: Started) -> None:
    primary = start_postgres()
    replica = start_postgres.replica(primary)
    primary.run("CREATE TABLE gezien (n int)")
    primary.run("INSERT INTO gezien VALUES (1)")
    replica.follow(primary)
    both = primary.url("met_vector", ADMIN, None, replica) + "?target_session_attrs=read-write&connect_timeout=2"
    primary.crash()
    replica.promote()
    with psycopg.connect(both, autocommit=True) as connection:
        connection.execute("INSERT INTO gezien VALUES (2)")
    assert replica.run("SELECT n FROM gezien ORDER BY n") == [(1,), (2,)]


def test_a_crashed_server_starts_again_and_a_paused_one_says_nothing(start_postgres: Started) -> None:
    server = start_postgres()
    server.run("CREATE TABLE gezien (n int)")
    server.crash()
    assert server.start().run("SELECT count(*) FROM gezien") == [(0,)]
    server.pause()
    begun = time.monotonic()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url(), connect_timeout=2)
    assert time.monotonic() - begun > 1
    server.resume()
    assert server.run("SELECT 1") == [(1,)]


def test_a_small_disk_is_full_soon_and_says_so(postgres: Server) -> None:
    with (
        postgres.little_room("klein") as name,
        postgres.connect(name) as connection,
        pytest.raises(psycopg.errors.DiskFull),
    ):
        connection.execute("CREATE TABLE veel AS SELECT repeat(md5(n::text), 9) FROM generate_series(1, 200000) AS n")


def test_the_folder_of_a_server_is_nobodys_business(postgres: Server) -> None:
    assert postgres.folder.stat().st_mode & 0o077 == 0
    assert Path(postgres.folder / "PG_VERSION").read_text().strip() == "18"
    assert PASSWORDS[ADMIN] not in (postgres.folder / "postgresql.conf").read_text()
