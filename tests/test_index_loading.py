"""An index is written into PostgreSQL: whole or not at all, nothing twice, and on from where it stopped."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import psycopg
import pytest

from index import Encoder, IndexBusy, IndexMismatch, load_index
from index.loading import loading
from index.revision import GENERATIONS
from index.trouble import EngineUnavailable
from ingest import Document, Splitting
from tests.conftest import HashingEncoder
from tests.postgres import READER, Server, Started

QUICK = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.0)


@dataclass(slots=True)
class Counting:
    """Counts the texts that it encodes; breaks off where it is told to."""

    name: str = "hashing"
    dimension: int = 128
    texts: list[str] = field(default_factory=list)
    before: Callable[[int], None] = lambda _count: None

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        self.before(len(self.texts))
        self.texts += texts
        return HashingEncoder(self.name, self.dimension).encode(texts, query=query)


def load(urls: Sequence[str], documents: Sequence[Document], encoder: Encoder, **more: object) -> int:
    with loading(urls, encoder, QUICK) as run:
        return run.build(documents, **more).revision  # type: ignore[arg-type]


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    """`query` with {g} for the generation that is read."""
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT generation FROM bronwijzer.manifest").fetchone()
        assert found is not None
        return connection.execute(query.replace("{g}", found[0])).fetchall()  # type: ignore[arg-type]


def test_an_index_is_there_with_all_that_reading_needs(
    database: str, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    assert load([database], tiny_documents, hashing_encoder) == 1
    assert rows(database, "SELECT id FROM {g}.documents ORDER BY number") == [(one.id,) for one in tiny_documents]
    assert rows(database, "SELECT documents, passages, revision FROM bronwijzer.manifest") == [(2, 5, 1)]


def many(documents: Sequence[Document], count: int) -> list[Document]:
    """Documents that differ in some words, of the same length, so that their blocks stay where they are."""

    def varied(number: int) -> Document:
        one = documents[number % len(documents)]
        text = one.text.replace("Kinderen", f"Kind{number:04}").replace("wachtlijst", f"lijst{number:05}")
        return replace(one, id=f"d{number:02}", source=f"d{number:02}.txt", text=text)

    return [varied(number) for number in range(count)]


def own(encoder: Counting) -> set[str]:
    """The texts that stand in one document only."""
    return {text for text in encoder.texts if "Kind0" in text or "lijst0" in text}


CONTENT = (
    "SELECT d.id, p.number & 1048575, p.length, p.vector::text, p.original IS NULL, p.tokens, p.impacts::text"
    " FROM {g}.passages p JOIN {g}.documents d ON d.number = p.document WHERE p.gone IS NULL ORDER BY 1, 2"
)
COUNTS = "SELECT form, count, token, halves, parts FROM {g}.words WHERE count <> 0 ORDER BY 1"


def seen(url: str) -> list[list[tuple[object, ...]]]:
    """All that a reader sees but the numbers of documents and tokens."""
    words = "SELECT token, count FROM {g}.tokens WHERE count <> 0 ORDER BY 1"
    passages = [(*row[:5], len(row[5])) for row in rows(url, CONTENT)]  # type: ignore[arg-type]
    sums = "SELECT documents, passages, length FROM bronwijzer.manifest"
    return [passages, rows(url, COUNTS), rows(url, words), rows(url, sums)]


def test_what_did_not_change_is_not_made_again(database: str, tiny_documents: tuple[Document, ...]) -> None:
    encoder = Counting()
    assert load([database], tiny_documents, encoder) == 1
    first = len(encoder.texts)
    with loading([database], encoder) as run:
        assert dict(run.known) == {one.id: one for one in tiny_documents}
        assert run.build(tiny_documents).size == (2, 5)
    assert first == len(encoder.texts) == len(set(encoder.texts))


def test_documents_come_change_and_go_and_the_counts_are_as_if_it_were_new(
    databases: Callable[[], str], tiny_documents: tuple[Document, ...]
) -> None:
    encoder, url, fresh = Counting(), databases(), databases()
    every = many(tiny_documents, 8)
    load([url], every, encoder)
    first = len(encoder.texts)
    changed = replace(every[2], id="anders", text=every[2].text.replace("structureel", "tijdelijk  "))
    wanted = [*every[:2], changed, *every[4:]]
    assert load([url], wanted, encoder) == 2
    assert len(encoder.texts) - first < 4  # only the passage and the sentences that changed
    load([fresh], wanted, HashingEncoder())
    assert seen(url) == seen(fresh)
    gone = "SELECT id, gone FROM {g}.documents WHERE gone IS NOT NULL ORDER BY 1"
    assert rows(url, gone) == [("d02", 2), ("d03", 2)]  # for who still reads revision 1
    load([url], wanted[1:], encoder)
    assert rows(url, gone) == [("d00", 3), ("d02", 2), ("d03", 2)]
    load([url], wanted[2:], encoder)
    assert rows(url, gone) == [("d00", 3), ("d01", 4)]
    assert rows(url, "SELECT count(*) FROM {g}.bodies") == rows(url, "SELECT count(*) FROM {g}.documents")


@pytest.mark.parametrize("stop", [0, 40, 90])
def test_a_run_that_is_broken_off_goes_on_where_it_was(
    databases: Callable[[], str], tiny_documents: tuple[Document, ...], stop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.revision._FIRST", 5)
    monkeypatch.setattr("index.revision._MOST", 5)
    monkeypatch.setattr("index.taken._REMEMBERED", 0)
    every, url, fresh = many(tiny_documents, 30), databases(), databases()
    before = Counting()
    load([url], every[:3], before)

    def fall(count: int) -> None:
        if count >= stop:
            raise KeyboardInterrupt

    broken, later, whole = Counting(before=fall), Counting(), Counting()
    with pytest.raises(KeyboardInterrupt):
        load([url], every, broken)
    assert rows(url, "SELECT revision, documents FROM bronwijzer.manifest") == [(1, 3)]
    assert load([url], every, later) == 2
    load([fresh], every, whole)
    assert seen(url) == seen(fresh)
    assert len(own(broken) & own(later)) <= 10  # of the batch that was lost
    assert len(own(broken)) >= stop / 4
    assert own(whole) <= own(broken) | own(later) | own(before)


def test_a_revision_that_was_broken_off_leaves_nothing_when_other_documents_are_wanted(
    databases: Callable[[], str], tiny_documents: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.revision._FIRST", 5)
    monkeypatch.setattr("index.revision._MOST", 5)
    every, url, fresh = many(tiny_documents, 20), databases(), databases()

    def fall(count: int) -> None:
        if count >= 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load([url], every, Counting(before=fall))
    load([url], every[2:5], HashingEncoder())
    load([fresh], every[2:5], HashingEncoder())
    assert seen(url) == seen(fresh)


def test_one_run_at_a_time(database: str, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder) -> None:
    with loading([database], hashing_encoder), pytest.raises(IndexBusy, match=r"maakt nu al een index in de databank"):
        load([database], tiny_documents, hashing_encoder)
    assert load([database], tiny_documents, hashing_encoder) == 1


def test_another_encoder_is_loaded_beside_the_one_that_is_read(
    database: str, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    load([database], tiny_documents, hashing_encoder)
    ((first,),) = rows(database, "SELECT generation FROM bronwijzer.manifest")

    def look(_count: int) -> None:
        assert rows(database, "SELECT generation FROM bronwijzer.manifest") == [(first,)]

    load([database], tiny_documents, Counting("ander", 64, before=look))
    ((second,),) = rows(database, "SELECT generation FROM bronwijzer.manifest")
    assert second != first
    assert rows(database, f"SELECT count(*) FROM {first}.documents") == [(2,)]  # who reads it reads on
    load([database], tiny_documents[:1], Counting("ander", 64))
    assert rows(database, f"SELECT to_regclass('{first}.documents')::text") == [(None,)]


def test_cut_otherwise_by_the_same_encoder_the_texts_that_stayed_are_not_encoded_again(
    database: str, tiny_documents: tuple[Document, ...]
) -> None:
    encoder = Counting()
    load([database], tiny_documents, encoder)
    first = len(encoder.texts)
    load([database], tiny_documents, encoder, splitting=Splitting(words=20, most=60))
    assert len(set(encoder.texts)) == len(encoder.texts)
    assert len(encoder.texts) - first < first / 2


def test_documents_are_spread_over_shards_and_home_knows_their_words(
    databases: Callable[[], str], tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    every = many(tiny_documents, 7)
    urls, alone = [databases(), databases(), databases()], databases()
    load(urls, every, hashing_encoder)
    load([alone], every, hashing_encoder)
    ((generation,),) = rows(urls[0], "SELECT generation FROM bronwijzer.manifest")
    found = []
    for shard, url in enumerate(urls):
        with psycopg.connect(url) as connection:
            numbers = connection.execute(f"SELECT number FROM {generation}.documents").fetchall()
        assert {number % 3 for (number,) in numbers} == {shard}
        found += numbers
    assert sorted(found) == [(number,) for number in range(7)]
    assert rows(urls[0], COUNTS) == rows(alone, COUNTS)
    assert rows(urls[0], "SELECT * FROM {g}.defined ORDER BY 1, 2, 3") == rows(
        alone, "SELECT * FROM {g}.defined ORDER BY 1, 2, 3"
    )


def test_a_disk_that_is_full_is_told_and_when_there_is_room_the_run_goes_on(
    postgres: Server, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    with postgres.little_room("vol") as name:
        url = postgres.url(name)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE ballast (t text)")
            connection.execute("ALTER TABLE ballast ALTER t SET STORAGE EXTERNAL")
            with suppress(psycopg.errors.DiskFull):
                while True:
                    connection.execute("INSERT INTO ballast VALUES (repeat('x', 100000))")
            with pytest.raises(EngineUnavailable, match="vol"):
                load([url], tiny_documents, hashing_encoder)
            connection.execute("DROP TABLE ballast")
        assert load([url], tiny_documents, hashing_encoder) == 1


def test_who_may_not_write_is_told_so(
    postgres: Server, database: str, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    name = database.rsplit("/", 1)[1]
    with pytest.raises(EngineUnavailable, match="rechten"):
        load([postgres.url(name, READER)], tiny_documents, hashing_encoder)
    with pytest.raises(EngineUnavailable, match="wachtwoord") as told:
        load([postgres.url(name, password="geheim")], tiny_documents, hashing_encoder)
    assert "geheim" not in str(told.value)


def test_nobody_sees_a_revision_before_it_is_whole(database: str, tiny_documents: tuple[Document, ...]) -> None:
    """A reader that looks all the time sees 4 documents with their passages, or 12, and nothing else."""
    every, stop, views = many(tiny_documents, 12), threading.Event(), set()
    load([database], every[:4], HashingEncoder())
    query = (
        "SELECT (SELECT count(*) FROM {g}.documents WHERE since <= m.revision AND (gone IS NULL OR gone > m.revision)),"
        " (SELECT count(*) FROM {g}.passages WHERE since <= m.revision AND (gone IS NULL OR gone > m.revision)),"
        " m.documents, m.passages FROM bronwijzer.manifest AS m"
    )

    def look() -> None:
        while not stop.is_set():
            views.update(rows(database, query))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        load([database], every, HashingEncoder())
        load([database], every[8:], HashingEncoder())
    finally:
        stop.set()
        looking.join()
    assert {view[0] for view in views} <= {4, 12}
    assert all(view[:2] == view[2:] for view in views)


def test_the_run_goes_on_by_itself_on_the_replica_that_takes_over(
    start_postgres: Started, tiny_documents: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The primary dies in the middle, and what it had not yet passed on with it."""
    monkeypatch.setattr("index.revision._FIRST", 5)
    monkeypatch.setattr("index.revision._MOST", 5)
    primary = start_postgres()
    primary.fresh("bron")
    replica = start_postgres.replica(primary)
    every = many(tiny_documents, 20)
    url = primary.url("bron", "bronwijzer", None, replica)
    load([url], every[:4], HashingEncoder())
    replica.follow(primary)
    fallen: list[int] = []

    def fall(count: int) -> None:
        if count >= 30 and not fallen:
            fallen.append(count)
            primary.crash()
            replica.promote()

    assert load([url], every, Counting(before=fall)) == 2
    assert fallen
    primary.start()
    primary.fresh("nieuw")
    load([primary.url("nieuw")], every, HashingEncoder())
    assert seen(replica.url("bron")) == seen(primary.url("nieuw"))


def test_a_server_that_stays_away_is_told_and_the_next_run_goes_on(
    start_postgres: Started, tiny_documents: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.revision._FIRST", 5)
    monkeypatch.setattr("index.revision._MOST", 5)
    monkeypatch.setattr("index.taken._REMEMBERED", 0)
    server, every = start_postgres(), many(tiny_documents, 20)
    url = server.url(server.fresh("bron"))
    broken, later = Counting(before=lambda count: server.crash() if count >= 60 else None), Counting()
    with pytest.raises(EngineUnavailable, match="antwoordt niet") as told, loading([url], broken, (0.1,)) as run:
        run.build(every)
    assert told.value.retry
    server.start()
    assert load([url], every, later) == 1
    assert len(own(broken)) > 20
    assert len(own(broken) & own(later)) <= 10


def test_a_shard_that_goes_away_stops_the_run_by_name_and_the_next_run_goes_on(
    start_postgres: Started, databases: Callable[[], str], tiny_documents: tuple[Document, ...]
) -> None:
    far, home, every = start_postgres(), databases(), many(tiny_documents, 6)
    urls = [home, far.url(far.fresh("deel"))]
    load(urls, every[:2], HashingEncoder())
    broken = Counting(before=lambda _count: far.crash())
    with pytest.raises(EngineUnavailable, match=rf"127\.0\.0\.1:{far.port}/deel"), loading(urls, broken, ()) as run:
        run.build(every)
    assert rows(home, "SELECT revision, documents FROM bronwijzer.manifest") == [(1, 2)]
    far.start()
    assert load(urls, every, HashingEncoder()) == 2
    assert rows(home, "SELECT documents FROM bronwijzer.manifest") == [(6,)]


def test_many_vectors_get_a_graph_and_its_making_is_told(
    database: str, tiny_documents: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.switch._LOOK", 0.0001)
    told: list[tuple[str, int, int]] = []
    with loading([database], HashingEncoder()) as run:
        run.near = 20
        run.build(many(tiny_documents, 40), progress=lambda *step: told.append(step))
    assert rows(database, "SELECT indexdef LIKE '%hnsw%' FROM pg_indexes WHERE indexname = 'passages_vector'") == [
        (True,)
    ]
    assert {"woorden", "passages"} <= {step for step, _done, _total in told}
    assert [step for step in told if step[0] == "passages"][-1][1:] == (100, 100)


def test_passages_that_say_the_same_point_at_the_earlier_one_and_at_another_when_that_goes(
    database: str, tiny_documents: tuple[Document, ...]
) -> None:
    every = [replace(tiny_documents[0], id=f"d{at}", source=f"d{at}.txt") for at in range(3)]
    repeated = (
        "SELECT d.id, o.id FROM {g}.passages p JOIN {g}.documents d ON d.number = p.document"
        " LEFT JOIN {g}.documents o ON o.number = p.original / 1048576 WHERE p.gone IS NULL GROUP BY 1, 2 ORDER BY 1"
    )
    load([database], every, HashingEncoder())
    first = rows(database, repeated)
    assert [id for id, original in first if original == "d0"] == ["d1", "d2"]
    load([database], every[1:], HashingEncoder())
    assert [id for id, original in rows(database, repeated) if original == "d1"] == ["d2"]


def copied(server: Server, url: str, name: str) -> str:
    """The URL of a copy of a database as it is now: what a server holds that then lags, or takes over too early."""
    server.run(f"CREATE DATABASE {name} OWNER bronwijzer TEMPLATE {url.rsplit('/', 1)[1]}", "postgres")
    return server.url(name)


def known_at_home(url: str) -> list[list[tuple[object, ...]]]:
    words = "SELECT token, count FROM {g}.tokens WHERE count <> 0 ORDER BY 1"
    return [
        rows(url, COUNTS),
        rows(url, words),
        rows(url, "SELECT documents, passages, length FROM bronwijzer.manifest"),
    ]


def test_a_shard_that_took_over_without_all_of_it_is_noticed_and_filled_again(
    postgres: Server, databases: Callable[[], str], tiny_documents: tuple[Document, ...]
) -> None:
    """Home counted documents that the other server, of which a replica took over, no longer has."""
    every, home, far = many(tiny_documents, 7), databases(), databases()
    load([home, far], every[:3], HashingEncoder())
    old = copied(postgres, far, "achter")
    try:
        load([home, far], every, HashingEncoder())
        with pytest.raises(EngineUnavailable, match="loopt nog achter"):
            load_index([home, old], HashingEncoder()).search("wachtlijst")
        assert load([home, old], every, HashingEncoder()) == 3
        assert len(load_index([home, old], HashingEncoder()).catalogue) == 7
        fresh = [databases(), databases()]
        load(fresh, every, HashingEncoder())
        assert known_at_home(home) == known_at_home(fresh[0])
        assert load([home, old], every, HashingEncoder()) == 3
    finally:
        postgres.forget("achter")


def test_one_server_more_takes_over_what_the_others_encoded(
    databases: Callable[[], str], tiny_documents: tuple[Document, ...]
) -> None:
    every, urls, encoder = many(tiny_documents, 6), [databases(), databases()], Counting()
    load(urls[:1], every, encoder)
    first = len(encoder.texts)
    with loading(urls, encoder, ()) as run:
        assert run.build(every).size == (6, 15)
    assert len(encoder.texts) - first <= first / 2  # home has half of them at hand


def test_servers_in_another_order_are_told(
    databases: Callable[[], str], tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    home, two, three = databases(), databases(), databases()
    load([home, two, three], many(tiny_documents, 6), hashing_encoder)
    for turned in ([home, three, two], [two, home, three]):
        with pytest.raises(IndexMismatch, match="volgorde"):
            load(turned, many(tiny_documents, 6), hashing_encoder)
    with pytest.raises(IndexMismatch, match="volgorde"):
        _ = load_index([home, three, two], hashing_encoder).catalogue
    assert len(load_index([home, two, three], hashing_encoder).catalogue) == 6


def test_a_generation_that_is_no_name_is_not_asked_for(
    database: str, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    load([database], tiny_documents, hashing_encoder)
    with psycopg.connect(database) as connection:
        wrong = "(SELECT 1) AS x; DROP TABLE bronwijzer.manifest; --"
        connection.execute("UPDATE bronwijzer.manifest SET generation = %s", (wrong,))
    with loading([database], hashing_encoder, ()) as run:
        assert run.build(many(tiny_documents, 4)).revision == 2
    assert len(load_index([database], hashing_encoder).catalogue) == 4


def test_a_document_that_keeps_its_id_and_changes_may_be_broken_off_too(
    databases: Callable[[], str], tiny_documents: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.revision._FIRST", 5)
    monkeypatch.setattr("index.revision._MOST", 5)
    url, fresh, every = databases(), databases(), many(tiny_documents, 12)
    load([url], every, HashingEncoder())
    other = [replace(one, title=f"{one.title} (nieuw)") for one in every]

    def fall(count: int) -> None:
        if count >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load([url], other, Counting(before=fall))
    for wanted in (other, every):
        with loading([url], HashingEncoder(), ()) as run:
            assert run.build(wanted).size == (12, 30)
    load([fresh], every, HashingEncoder())
    assert seen(url) == seen(fresh)


_ITSELF = """
import sys, time
import index.revision, ui.cli
from tests.conftest import HashingEncoder

class Slow(HashingEncoder):
    def encode(self, texts, *, query=False):
        time.sleep(0.03)
        return HashingEncoder.encode(self, texts, query=query)

index.revision._FIRST = index.revision._LEAST = index.revision._MOST = 4
ui.cli.open_encoder_for = lambda *_given, **_more: Slow("hashing", 128)
ui.cli.main()
"""


def indexing_itself(folder: Path, url: str) -> "subprocess.Popen[bytes]":
    """`bronwijzer index` in a process of its own; only its model is another."""
    given = {"BRONWIJZER_ENGINE": url, "BRONWIJZER_INDEX": str(folder.parent / "index"), "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", _ITSELF, "index", str(folder)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet, env={**os.environ, **given})


def written(url: str) -> int:
    """Documents, also of a revision that nobody reads yet."""
    with psycopg.connect(url) as connection:
        for (name,) in connection.execute(GENERATIONS).fetchall():
            found = connection.execute(f"SELECT count(*) FROM {name}.documents").fetchone()
            return int(found[0]) if found else 0
    return 0


def test_a_run_that_is_killed_leaves_nothing_awry_and_the_next_one_goes_on(
    databases: Callable[[], str], tmp_path: Path
) -> None:
    """SIGKILL: it can neither tell anybody nor give its lock back."""
    url, fresh, folder = databases(), databases(), tmp_path / "teksten"
    folder.mkdir()
    for at in range(60):
        text = (
            f"Wachtlijst {at}\n\nIn gemeente{at} wachten {at} gezinnen op lijst{at:05}.\n\nDe raad besliste dat niet.\n"
        )
        (folder / f"lijst{at:02}.txt").write_text(text, encoding="utf-8")
    for enough in (8, 44):
        run = indexing_itself(folder, url)
        while written(url) < enough:
            assert run.poll() is None
        run.kill()
        run.wait()
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM bronwijzer.manifest").fetchone() == (0,)
        assert enough <= written(url) < 60
    for place in (url, fresh):
        assert indexing_itself(folder, place).wait() == 0
    assert seen(url) == seen(fresh)
    assert rows(url, "SELECT revision, documents FROM bronwijzer.manifest") == [(1, 60)]
    assert rows(url, "SELECT count(*) FROM {g}.documents") == [(60,)]
