"""The rows of documents in PostgreSQL: written by COPY, a batch in one transaction, and read back.

It does not know which documents belong in an index, nor how vectors are made.
"""

import json
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from psycopg.adapt import Dumper
from psycopg.pq import Format
from psycopg.types import TypeInfo

from index.connection import Connection
from index.pieces import KEY, Pieces
from index.rows import document_of, document_row, pieces_of, pieces_row
from index.schema import DIMENSION, STRIDE, impact
from ingest import Document

Halves = NDArray[np.float16]

_COLUMNS = {
    "documents": "int4 text text text text text text text text bytea int4 int4 int4 int4".split(),
    "bodies": "int4 text text bytea bytea bytea".split(),
    "passages": "int8 int4 int4 int4 int8 int4 halfvec int4[] sparsevec".split(),
    "sentences": "int8 halfvec".split(),
    "numbered": "int4 int4 int4".split(),
    "defined": "text text int4".split(),
    "words": "text int4 text text text".split(),
    "tokens": "text int4 int4".split(),
    "families": "text text".split(),
    "changed": "text int4".split(),
}
_AT_ONCE = 200  # documents that are read back at once


@dataclass(frozen=True, slots=True)
class Deposit:
    """A document as it is written."""

    number: int
    digest: bytes  # of its row
    pieces: Pieces
    tokens: Sequence[Sequence[int]]  # of each passage, as often as each stands there
    originals: Sequence[int | None]  # of each passage the number of the one that it repeats
    sketches: bytes
    passage_vectors: Halves
    sentence_vectors: Halves


def learn_types(connection: Connection) -> None:
    """How vectors are written as pgvector takes them, in its binary form."""
    for name, dump in (("halfvec", _halfvec), ("sparsevec", _sparsevec)):
        info = TypeInfo.fetch(connection, name)
        if info is not None:
            info.register(connection)
            connection.adapters.register_dumper(_Foreign, _dumper(info.oid, dump))


class _Foreign:
    """What no value is: the dumpers are found by the type of the column."""


def _dumper(number: int, dump_one: Any) -> type[Dumper]:
    class Binary(Dumper):
        format = Format.BINARY
        oid = number

        def dump(self, obj: Any) -> bytes:
            return dump_one(obj)  # type: ignore[no-any-return]

    return Binary


def _halfvec(vector: Halves) -> bytes:
    return struct.pack("!HH", len(vector), 0) + vector.astype(">f2").tobytes()


def _sparsevec(values: Mapping[int, float]) -> bytes:
    """Places ascending."""
    head = struct.pack("!iii", DIMENSION, len(values), 0)
    return head + np.array(list(values), ">i4").tobytes() + np.array(list(values.values()), ">f4").tobytes()


def put_home(connection: Connection, schema: str, deposits: Sequence[Deposit]) -> None:
    """What home alone has of these documents; in place of what stands there."""
    numbers = [one.number for one in deposits]
    for table in ("numbered", "defined"):
        connection.execute(f"DELETE FROM {schema}.{table} WHERE document = ANY(%s)", (numbers,))
    numbered = (
        (block.number, one.number, block.start)
        for one in deposits
        for block in one.pieces.document.blocks
        if block.number is not None
    )
    defined = (
        (short, long, one.number) for one in deposits for short, every in one.pieces.defined.items() for long in every
    )
    copy_rows(connection, schema, "numbered", numbered)
    copy_rows(connection, schema, "defined", defined)


def put(connection: Connection, schema: str, deposits: Sequence[Deposit], since: int) -> None:
    """In place of what stands there under these numbers: nobody reads that yet."""
    remove(connection, schema, [one.number for one in deposits])
    copy_rows(connection, schema, "documents", (_entry(one, since) for one in deposits))
    copy_rows(connection, schema, "bodies", map(_body, deposits))
    copy_rows(connection, schema, "passages", (row for one in deposits for row in _passages(one, since)))
    copy_rows(connection, schema, "sentences", (row for one in deposits for row in _sentences(one)))


def remove(connection: Connection, schema: str, numbers: Sequence[int]) -> None:
    """Documents with all that one shard has of them."""
    if not numbers:
        return
    every = list(numbers)
    connection.execute(f"DELETE FROM {schema}.passages WHERE document = ANY(%s)", (every,))
    spans = f"SELECT n * {STRIDE}::bigint AS low FROM unnest(%s::int[]) AS n"
    connection.execute(
        f"DELETE FROM {schema}.sentences AS s USING ({spans}) AS d WHERE s.number >= low AND s.number < low + {STRIDE}",
        (every,),
    )
    for table in ("bodies", "documents"):
        connection.execute(f"DELETE FROM {schema}.{table} WHERE number = ANY(%s)", (every,))


def bodies(connection: Connection, schema: str, numbers: Sequence[int]) -> Iterator[tuple[int, Pieces]]:
    """Documents cut as they were, some at a time."""
    for at in range(0, len(numbers), _AT_ONCE):
        found = connection.execute(
            f"SELECT number, document, pieces, passage_keys, sentence_keys FROM {schema}.bodies"
            " WHERE number = ANY(%s) ORDER BY number",
            (list(numbers[at : at + _AT_ONCE]),),
        )
        for number, document, pieces, passage_keys, sentence_keys in found.fetchall():
            one = document_of(document)
            yield number, pieces_of(one, pieces, _keys(passage_keys), _keys(sentence_keys))


def documents(connection: Connection, schema: str) -> Iterator[Document]:
    """All that are not marked as gone, by number."""
    with connection.cursor("documents") as cursor:  # on the server: they come some at a time
        cursor.itersize = _AT_ONCE
        cursor.execute(
            f"SELECT document FROM {schema}.bodies JOIN {schema}.documents USING (number)"
            " WHERE gone IS NULL ORDER BY number"
        )
        for (row,) in cursor:
            yield document_of(row)


def known_vectors(
    connection: Connection, schema: str, dimension: int, every: Sequence[Document]
) -> Iterator[tuple[bytes, Halves]]:
    """The vectors of former states of these documents, by the digest of each text: by id, and by the name of the file.

    Also of rows that went; a text that moved to another file is not found, which costs its time and nothing else.
    """
    vectors = "string_agg(substr(halfvec_send(vector), 5), ''::bytea ORDER BY {0}.number)"
    low, high = f"b.number * {STRIDE}::bigint", f"(b.number + 1) * {STRIDE}::bigint"
    found = connection.execute(
        f"SELECT b.passage_keys,"
        f" (SELECT {vectors.format('p')} FROM {schema}.passages AS p WHERE p.document = b.number),"
        f" b.sentence_keys, (SELECT {vectors.format('s')} FROM {schema}.sentences AS s"
        f" WHERE s.number >= {low} AND s.number < {high})"
        f" FROM {schema}.bodies AS b JOIN {schema}.documents AS d USING (number)"
        " WHERE d.id = ANY(%s) OR d.source = ANY(%s)",
        ([one.id for one in every], [one.source for one in every]),
    )
    for row in found.fetchall():
        for keys, packed in (row[:2], row[2:]):
            if packed is not None:
                yield from zip(_keys(keys), np.frombuffer(packed, ">f2").reshape(-1, dimension), strict=True)


def copy_rows(connection: Connection, schema: str, table: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor().copy(f"COPY {schema}.{table} FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(_COLUMNS[table])
        for row in rows:
            copy.write_row(row)


def _entry(one: Deposit, since: int) -> Sequence[Any]:
    document, pieces = one.pieces.document, one.pieces
    told = (document.id, document.source, document.title, document.publisher, document.speaker)
    more = (json.dumps(document.aliases, ensure_ascii=False), document.kind.value, document.date, one.digest)
    return (one.number, *told, *more, len(pieces.passages), len(pieces.sentences), since, None)


def _body(one: Deposit) -> Sequence[Any]:
    keys = (b"".join(one.pieces.passage_keys), b"".join(one.pieces.sentence_keys))
    return (one.number, document_row(one.pieces.document), pieces_row(one.pieces), *keys, one.sketches)


def _passages(one: Deposit, since: int) -> Iterator[Sequence[Any]]:
    rows = zip(one.tokens, one.originals, one.passage_vectors, strict=True)
    for place, (tokens, original, vector) in enumerate(rows):
        counts = sorted(Counter(tokens).items())
        impacts = {token: impact(count, len(tokens)) for token, count in counts}
        number = one.number * STRIDE + place
        yield (number, one.number, since, None, original, len(tokens), vector, [token for token, _ in counts], impacts)


def _sentences(one: Deposit) -> Iterator[Sequence[Any]]:
    return ((one.number * STRIDE + place, vector) for place, vector in enumerate(one.sentence_vectors))


def _keys(packed: bytes) -> list[bytes]:
    return [packed[at : at + KEY] for at in range(0, len(packed), KEY)]
