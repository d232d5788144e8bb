"""Every kind of trouble with a real server becomes its own Dutch sentence, and what was away is found again."""

import logging
import pickle
import time
from collections.abc import Iterator
from threading import Thread

import pytest

from index.address import BadAddress, addresses, open_hosts
from index.connection import Shard, open_engine
from index.trouble import TROUBLES, EngineUnavailable, kind_of
from tests.postgres import ADMIN, PASSWORDS, READER, Server, Started

_SECRET = "z8-geheim-z8"
_QUESTION = "wie-betaalt-mijn-huur"


def _shard(url: str, **more: float) -> Shard:
    return open_engine(url, **({"patience": 0.2} | more)).home  # type: ignore[arg-type]


def _trouble(url: str, query: str = "SELECT 1", **more: float) -> EngineUnavailable:
    with pytest.raises(EngineUnavailable) as caught:
        _shard(url, **more).rows(query)
    return caught.value


@pytest.fixture
def own(start_postgres: Started) -> Iterator[Server]:
    server = start_postgres()
    yield server
    server.resume()


def test_a_statement_is_answered_and_its_connection_is_kept(postgres: Server) -> None:
    shard = _shard(postgres.url())
    first = shard.rows("SELECT pg_backend_pid()")
    assert shard.rows("SELECT pg_backend_pid()") == first
    settings = "SELECT current_setting(name) FROM unnest(%s::text[]) AS name"
    names = ["jit", "hnsw.iterative_scan", "default_transaction_read_only", "application_name", "client_encoding"]
    assert [value for (value,) in shard.rows(settings, (names,))] == ["off", "strict_order", "on", "bronwijzer", "UTF8"]


def test_a_wrong_password_an_unknown_database_and_a_closed_port_have_their_own_sentences(postgres: Server) -> None:
    found = {
        "password": _trouble(postgres.url(password=_SECRET)),
        "database": _trouble(postgres.url("bestaat_niet")),
        "refused": _trouble("postgresql://bronwijzer@127.0.0.1:1/bw"),
        "name": _trouble("postgresql://bronwijzer@bestaat-niet.invalid/bw"),
        "tls": _trouble(postgres.url() + "?sslmode=require"),
        "service": _trouble("postgresql:///?service=bestaat_niet"),
    }
    assert {kind: error.kind for kind, error in found.items()} == {kind: kind for kind in found}
    assert [kind for kind, error in found.items() if error.retry] == ["refused", "name"]
    assert len({str(error) for error in found.values()}) == len(found)
    assert f"127.0.0.1:{postgres.port}/bestaat_niet" in str(found["database"])


def test_who_may_not_read_or_write_is_told_so(database: str, postgres: Server) -> None:
    with _shard(database).writing() as connection:
        connection.execute("CREATE TABLE geheim (a int)")
        connection.execute("INSERT INTO geheim VALUES (1)")
        connection.commit()
    name = database.rsplit("/", 1)[1]
    postgres.run(f"REVOKE pg_read_all_data FROM {READER}", name)
    try:
        assert _trouble(postgres.url(name, READER), "SELECT * FROM geheim").kind == "rights"
    finally:
        postgres.run(f"GRANT pg_read_all_data TO {READER}", name)
    assert _shard(postgres.url(name, READER)).rows("SELECT * FROM geheim") == [(1,)]
    assert _trouble(database, "INSERT INTO geheim VALUES (2)").kind == "read_only"
    assert _trouble(database, "SELECT * FROM bestaat_niet").kind == "missing"


def test_a_database_without_pgvector_or_with_an_old_one_is_not_used(database: str, postgres: Server) -> None:
    name = database.rsplit("/", 1)[1]
    postgres.run("UPDATE pg_extension SET extversion = '0.8.3' WHERE extname = 'vector'", name)
    old = _trouble(database)
    assert (old.kind, "CVE-2026-3172" in str(old)) == ("old_extension", True)
    postgres.run("UPDATE pg_extension SET extversion = '0.10.0' WHERE extname = 'vector'", name)
    assert _shard(database).rows("SELECT 1") == [(1,)]
    postgres.run("DROP EXTENSION vector", name)
    assert _trouble(database).kind == "extension"


def test_a_statement_that_takes_too_long_is_broken_off_by_the_server(postgres: Server) -> None:
    start = time.monotonic()
    assert _trouble(postgres.url(), "SELECT pg_sleep(20)", statement=0.2).kind == "slow"
    assert time.monotonic() - start < 5


def test_more_connections_than_a_role_may_have_is_busy_and_passes(database: str, postgres: Server) -> None:
    name = database.rsplit("/", 1)[1]
    postgres.run(f"ALTER DATABASE {name} CONNECTION LIMIT 1", ADMIN)
    first = _shard(database)
    first.rows("SELECT 1")
    assert _trouble(database).kind == "busy"
    Thread(target=lambda: (time.sleep(0.3), first.close())).start()
    assert _shard(database, patience=5).rows("SELECT 1") == [(1,)]


def test_no_more_connections_are_made_than_was_said(postgres: Server) -> None:
    shard = _shard(postgres.url(), size=2, patience=10)
    pids: list[int] = []
    ask = "SELECT pg_backend_pid() FROM pg_sleep(0.05)"
    threads = [Thread(target=lambda: pids.extend(shard.rows(ask)[0])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(pids), len(set(pids))) == (8, 2)


def test_a_server_that_crashed_or_was_restarted_is_found_again_without_opening_anew(own: Server) -> None:
    shard = _shard(own.url(), patience=10)
    assert shard.rows("SELECT 1") == [(1,)]
    own.stop()
    assert _trouble(own.url()).kind == "refused"
    own.start()
    assert shard.rows("SELECT 2") == [(2,)]
    own.crash()
    answered: list[object] = []
    waiting = Thread(target=lambda: answered.extend(shard.rows("SELECT 3")))  # it is asked while the server is away
    waiting.start()
    own.start()
    waiting.join()
    assert answered == [(3,)]


def test_connections_that_the_server_broke_off_cost_nobody_an_answer(postgres: Server) -> None:
    shard = _shard(postgres.url(), patience=0)
    (pid,) = shard.rows("SELECT pg_backend_pid()")[0]
    postgres.run(f"SELECT pg_terminate_backend({pid}, 5000)")
    ((other,),) = shard.rows("SELECT pg_backend_pid()")
    assert other != pid


def test_a_server_that_stands_still_holds_nobody_up(own: Server) -> None:
    shard = _shard(own.url(), statement=0.2)
    shard.rows("SELECT 1")
    own.pause()
    start = time.monotonic()
    with pytest.raises(EngineUnavailable) as caught:
        shard.rows("SELECT 1")
    assert (caught.value.kind, caught.value.retry) == ("slow", True)
    assert time.monotonic() - start < 4
    own.resume()
    assert shard.rows("SELECT 1") == [(1,)]


def test_after_a_promotion_reads_and_writes_go_to_the_server_that_is_left(own: Server, start_postgres: Started) -> None:
    follower = start_postgres.replica(own)
    shard = _shard(own.url("met_vector", "bronwijzer", None, follower), patience=10)
    assert shard.rows("SELECT pg_is_in_recovery()") == [(True,)]
    own.crash()
    assert shard.rows("SELECT pg_is_in_recovery()") == [(True,)]
    with pytest.raises(EngineUnavailable) as caught, shard.writing():
        pass
    assert caught.value.kind == "read_only"
    follower.promote()
    with shard.writing() as connection:
        connection.execute("CREATE TABLE hier (a int)")
        connection.commit()
    assert shard.rows("SELECT count(*) FROM hier") == [(0,)]


def test_neither_password_nor_question_is_told_or_logged(
    postgres: Server, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    shard, told = _shard(postgres.url()), [_trouble(postgres.url(password=_SECRET))]
    for query in (f"SELECT '{_QUESTION}'::int", "SELECT %s::int", f'SELECT "{_QUESTION}"'):
        with pytest.raises(EngineUnavailable) as caught:
            shard.rows(query, (_QUESTION,) if "%s" in query else ())
        told.append(caught.value)
    with pytest.raises(EngineUnavailable) as caught, shard.writing() as connection:
        connection.execute("SELECT %s::int", (_QUESTION,))
    told.append(caught.value)
    for error in told:
        logging.getLogger("proef").error("%s", error, exc_info=error)
        assert error.__cause__ is None
    said = caplog.text + "".join(capfd.readouterr()) + "".join(map(repr, told))
    assert "CVE" not in said
    assert not any(secret in said for secret in (_SECRET, _QUESTION, PASSWORDS["bronwijzer"] + "@"))


def test_trouble_travels_between_processes() -> None:
    error = EngineUnavailable("De databank is weg.", kind="away", retry=True)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.kind, again.retry) == ("De databank is weg.", "away", True)


@pytest.mark.parametrize(
    ("state", "words", "kind"),
    [
        ("53100", "", "full"),
        ("53200", "", "memory"),
        ("53400", "", "busy"),
        ("57P01", "", "away"),
        ("57P03", "", "starting"),
        ("40001", "", "conflict"),
        ("25006", "", "read_only"),
        ("XX001", "", "damaged"),
        ("22P02", "", "unknown"),
        (None, "FATAL: the database system is starting up", "starting"),
        (None, 'FATAL:  no pg_hba.conf entry for host "10.0.0.1"', "entry"),
        (None, "SCHWERWIEGEND: FATAL", "outside"),
        (None, "iets anders", "away"),
    ],
)
def test_a_code_or_libpqs_words_tell_the_kind(state: str | None, words: str, kind: str) -> None:
    assert kind_of(state, words) == kind
    assert TROUBLES[kind].sentence.format(place="db/bw", code="X").endswith(".")


def test_addresses_are_read_and_shown_without_their_passwords() -> None:
    one, two = addresses("postgresql://bw:geheim@db1,db2:5433/bw?sslmode=verify-full  postgresql:///tweede")
    assert (one.place, one.hosts, one.secret) == ("db1,db2:5433/bw", ("db1", "db2"), True)
    assert (two.place, two.hosts, two.secret) == ("localhost/tweede", (), False)
    assert "geheim" not in repr(one)


@pytest.mark.parametrize("wrong", ["postgres:/x", "host=db dbname=bw", "postgresql://u:gehe:im@[/x", "bw", "http://db"])
def test_what_is_no_address_is_told_without_showing_it(wrong: str) -> None:
    with pytest.raises(BadAddress, match="nummer 2") as caught:
        addresses(["postgresql://db/bw", wrong])
    assert wrong not in str(caught.value)
    assert caught.value.__context__ is None


def test_only_what_leaves_this_computer_without_encryption_is_warned_for() -> None:
    def warned(url: str) -> tuple[str, ...]:
        return open_hosts(addresses(url)[0])

    assert warned("postgresql://db.example/bw") == ("db.example",)
    assert warned("postgresql://db.example/bw?sslmode=prefer") == ("db.example",)
    assert warned("postgresql://127.0.0.1,10.0.0.5/bw") == ("10.0.0.5",)
    for url in ("db.example/bw?sslmode=verify-full", "db.example/bw?sslmode=require", "localhost/bw", "%2Frun%2Fpg/bw"):
        assert warned(f"postgresql://{url}") == ()
