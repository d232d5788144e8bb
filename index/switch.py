"""The end of a revision in PostgreSQL: indexes, what goes, the counts, and the manifest that names it.

Up to its last statement nobody sees anything of it. It does not know how documents are written.
"""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, wait

from index.analyser import Reading
from index.batches import copy_rows
from index.connection import Connection
from index.revision import Plan, Revision
from index.schema import FORMAT, NEAR, near_index, words_index
from index.trouble import trouble
from index.vocabulary import families

INDEXES = "zoekboom"  # the step of `Progress`
_MEMORY = 2_000  # MB for making an index, at most
_LOOK = 0.5  # seconds between two looks at how far it is


def finish(revision: Revision, plan: Plan, near: int = NEAR) -> None:
    """Make the revision the one that is read."""
    for shard in range(len(revision.writers)):
        _index(revision, shard, near)
    for shard in range(len(revision.writers)):
        _mark(revision, plan, shard)
    _check(revision, plan)
    with revision.writers.at(0) as home:
        _count(home, revision.schema, plan)
        _name(home, revision, plan)


def _index(revision: Revision, shard: int, near: int) -> None:
    """The words' always; the vectors' where there are many; both once, PostgreSQL keeps them up to date."""
    name = revision.schema
    with revision.writers.at(shard) as connection:
        ((passages,),) = connection.execute(f"SELECT count(*) FROM {name}.passages").fetchall()
        size = revision.encoder.dimension * 2 + 400  # bytes of a vector with its links
        memory = min(_MEMORY, 64 + passages * size // 1_000_000)
        connection.execute(f"SET LOCAL maintenance_work_mem = '{memory}MB'")
        connection.execute(words_index(name))
        if passages >= near and not _stands(connection, f"{name}.passages_vector"):
            _watched(connection, near_index(name), revision, shard)
        for table in ("documents", "passages", "sentences"):
            connection.execute(f"ANALYZE {name}.{table}")


def _stands(connection: Connection, index: str) -> bool:
    return connection.execute("SELECT to_regclass(%s)", (index,)).fetchone() != (None,)


def _watched(connection: Connection, statement: str, revision: Revision, shard: int) -> None:
    """Tell how far it is meanwhile: a million passages take minutes."""
    query = "SELECT tuples_done, tuples_total FROM pg_stat_progress_create_index WHERE pid = %s"
    pid = connection.info.backend_pid
    with revision.writers.another(shard) as other, ThreadPoolExecutor(1) as pool:
        made = pool.submit(connection.execute, statement)
        try:
            while not wait([made], _LOOK).done:
                for done, total in other.execute(query, (pid,)).fetchall():
                    if total:
                        revision.progress(INDEXES, done, total)
        except BaseException:
            connection.cancel_safe()
            raise
        made.result()


def _mark(revision: Revision, plan: Plan, shard: int) -> None:
    """What goes, and who repeats whom among those that stay."""
    name, number = revision.schema, revision.number
    gone = dict(revision.spread(plan.gone)).get(shard, [])
    with revision.writers.at(shard) as connection:
        connection.execute(f"UPDATE {name}.passages SET gone = %s WHERE document = ANY(%s)", (number, gone))
        connection.execute(f"UPDATE {name}.documents SET gone = %s WHERE number = ANY(%s)", (number, gone))
        rows = connection.execute(f"SELECT number, original FROM {name}.passages WHERE original IS NOT NULL")
        wanted = {at: first for at, first in plan.originals.items() if (at >> 20) % len(revision.writers) == shard}
        before = dict(rows.fetchall())
        changed: list[tuple[int, int | None]] = [(at, first) for at, first in wanted.items() if before.get(at) != first]
        changed += [(at, None) for at in before if at not in wanted]
        update = f"UPDATE {name}.passages SET original = %s WHERE number = %s"
        connection.cursor().executemany(update, [(first, at) for at, first in changed])
        if shard:  # home with its counts
            _reach(connection, name, number)


def _check(revision: Revision, plan: Plan) -> None:
    """Raises EngineUnavailable, to be tried again, where a server that took over lacks what the one before had."""
    found = 0
    for shard in range(len(revision.writers)):
        with revision.writers.at(shard) as connection:
            query = f"SELECT count(*) FROM {revision.schema}.documents WHERE gone IS NULL"
            ((here,),) = connection.execute(query).fetchall()
            found += here
    if found != plan.documents:
        raise trouble("conflict", revision.writers.place)


def _reach(connection: Connection, name: str, revision: int) -> None:
    connection.execute(f"UPDATE {name}.reached SET revision = %s", (revision,))


def _count(home: Connection, name: str, plan: Plan) -> None:
    if plan.recount:
        for table in ("words", "tokens"):
            home.execute(f"UPDATE {name}.{table} SET count = 0")
        home.execute(f"UPDATE {name}.state SET documents = 0, passages = 0, length = 0")
    for table, column, counts in (("words", "form", plan.tally.forms), ("tokens", "token", plan.tally.tokens)):
        home.execute("CREATE TEMP TABLE changed (name text PRIMARY KEY, count int) ON COMMIT DROP")
        copy_rows(home, "pg_temp", "changed", ((one, more) for one, more in counts.items() if more))
        home.execute("ANALYZE changed")
        home.execute(
            f"UPDATE {name}.{table} AS t SET count = t.count + c.count FROM changed AS c WHERE t.{column} = c.name"
        )
        home.execute("DROP TABLE changed")
    _relate(home, name, {form: plan.readings[form] for form in plan.tally.forms})


def _relate(home: Connection, name: str, readings: Mapping[str, Reading]) -> None:
    """The stems of words that came, beside those that their roots had."""
    found = {root: set(stems) for root, stems in families(readings.values()).items()}
    rows = home.execute(f"SELECT root, stems FROM {name}.families WHERE root = ANY(%s)", (list(found),)).fetchall()
    before = {root: set(json.loads(stems)) for root, stems in rows}
    changed = {
        root: stems | before.get(root, set()) for root, stems in found.items() if not stems <= before.get(root, set())
    }
    home.execute(f"DELETE FROM {name}.families WHERE root = ANY(%s)", (list(changed),))
    copy_rows(home, name, "families", ((root, json.dumps(sorted(stems))) for root, stems in changed.items()))


def _name(home: Connection, revision: Revision, plan: Plan) -> None:
    tally, made, name = plan.tally, revision.made, revision.schema
    _reach(home, name, revision.number)
    row = home.execute(
        f"UPDATE {name}.state SET revision = %s, next = %s, documents = documents + %s, passages = passages + %s,"
        " length = length + %s RETURNING documents, passages, length",
        (revision.number, plan.next, tally.documents, tally.passages, tally.length),
    ).fetchone()
    assert row is not None
    documents, passages, length = row
    values = {
        "format": FORMAT,
        "encoder": made.encoder,
        "dimension": made.dimension,
        "splitting": json.dumps(made.splitting),
        "analysis": json.dumps(made.analysis),
        "code": made.code,
        "made": made.made,
        "generation": name,
        "revision": revision.number,
        "shards": len(revision.writers),
        "documents": documents,
        "passages": passages,
        "length": length / passages if passages else 0.0,
    }
    columns, places = ", ".join(values), ", ".join(["%s"] * len(values))
    changes = ", ".join(f"{column} = excluded.{column}" for column in values)
    home.execute(
        f"INSERT INTO bronwijzer.manifest ({columns}) VALUES ({places}) ON CONFLICT (one) DO UPDATE SET {changes}",
        [*values.values()],
    )
