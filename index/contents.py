"""What an index holds beside vectors and tantivy's files: documents, their pieces, the words; on disk and back.

Opening reads next to nothing: what is asked for is made when it is asked for. It does not know how anything is found.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import repeat
from pathlib import Path, PurePath
from threading import Lock
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.analyser import Reading
from index.dutch import remembered
from index.hit import Entry, IndexMismatch
from index.pieces import KEY, MadePassages, Pieces
from index.rows import document_of, document_row, pieces_of, pieces_row
from index.vocabulary import Vocabulary
from ingest import Document, Kind, Passage

DAMAGED = "De index in {folder} is beschadigd ({what}). Maak ze opnieuw met `bronwijzer index`."

_DATABASE, _STARTS, _REPEATS = "contents.sqlite", "starts.npy", "repeats.npy"
_PASSAGE_KEYS, _SENTENCE_KEYS = "passage-keys.npy", "sentence-keys.npy"
COLUMNS = frozenset({_STARTS, _REPEATS, _PASSAGE_KEYS, _SENTENCE_KEYS})
_SCHEMA = """
CREATE TABLE documents (number INTEGER PRIMARY KEY, id TEXT, source TEXT, title TEXT, publisher TEXT, speaker TEXT,
    aliases TEXT, kind TEXT, date TEXT);
CREATE TABLE bodies (number INTEGER PRIMARY KEY, document TEXT, pieces TEXT);
CREATE TABLE numbered (number INTEGER, document INTEGER, start INTEGER);
CREATE TABLE defined (short TEXT, meaning TEXT, PRIMARY KEY (short, meaning)) WITHOUT ROWID;
CREATE TABLE words (form TEXT PRIMARY KEY, count INTEGER, token TEXT, halves TEXT, parts TEXT) WITHOUT ROWID;
CREATE TABLE families (root TEXT PRIMARY KEY, stems TEXT) WITHOUT ROWID;
"""
_INDEXES = "CREATE INDEX ids ON documents (id); CREATE INDEX numbers ON numbered (number);"
_CACHED = 256  # documents kept with their pieces: more than one question looks at
_CACHED_WORDS = 100_000
_AT_ONCE = 500  # ids in one query

Numbers = NDArray[np.int64]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some documents of an index, and the numbers of their passages."""

    ids: frozenset[str]
    documents: frozenset[int]
    passages: Numbers  # sorted

    def holds(self, passages: Sequence[int]) -> NDArray[np.bool_]:
        """For each of these passages whether it stands in one of the documents."""
        at = np.minimum(np.searchsorted(self.passages, passages), len(self.passages) - 1)
        return np.equal(self.passages[at], passages)


class Contents:
    """The contents of one folder, opened; all files at once, for they may be replaced. Threads may share it.

    While an index is being made, its passages are not yet `compared`.
    """

    def __init__(self, data: Path, *, compared: bool = True) -> None:
        # For each passage the earlier one that it repeats, or -1.
        self.repeats = opened_array(data / _REPEATS) if compared else np.empty(0, np.int32)
        self._database = _Database(data / _DATABASE)
        self._starts = opened_array(data / _STARTS)  # the first passage and sentence of each document, and the ends
        self._firsts = np.ascontiguousarray(self._starts.T)  # seeking in a column with gaps copies it
        self.passage_keys = opened_array(data / _PASSAGE_KEYS)  # digest of each encoded text
        self.sentence_keys = opened_array(data / _SENTENCE_KEYS)
        self.pieces = lru_cache(maxsize=_CACHED)(self._pieces)
        self.number_of = lru_cache(maxsize=10_000)(self._number_of)
        self.documents = Documents(self, lambda number: self.pieces(number).document)
        self.passages = Passages(self)
        self.vocabulary = Vocabulary(*_word_tables(self._database))

    @property
    def starts(self) -> NDArray[np.uint32]:
        """For each document the number of its first passage and of its first sentence; a last row has their counts."""
        return self._starts

    @cached_property
    def catalogue(self) -> tuple[Entry, ...]:
        rows = self._database.rows(
            "SELECT id, source, title, publisher, speaker, aliases, kind, date FROM documents ORDER BY number"
        )
        same = cache(lambda text: text)  # thousands of documents have one publisher
        many = cache(lambda text: tuple(json.loads(text)))
        with self._database.sound():
            return tuple(
                Entry(id, source, title, same(publisher), same(speaker), many(aliases), Kind(kind), same(date))
                for id, source, title, publisher, speaker, aliases, kind, date in rows
            )

    @property
    def abbreviations(self) -> dict[str, list[str]]:
        """What the documents define, all together."""
        found: dict[str, list[str]] = {}
        for short, meaning in self._database.rows("SELECT short, meaning FROM defined"):
            found.setdefault(short, []).append(meaning)
        return found

    def numbered(self, number: int) -> tuple[tuple[int, int], ...]:
        """Where references stand to which their source gives this number: document number and start."""
        query = "SELECT document, start FROM numbered WHERE number = ? ORDER BY document, start"
        return tuple(self._database.rows(query, (number,)))

    def original(self, passage: int) -> int:
        """The passage that this one repeats, or itself."""
        earlier = int(self.repeats[passage])
        return passage if earlier < 0 else earlier

    def repetitions(self, passage: int) -> tuple[int, ...]:
        """A passage, the one that it repeats and all that repeat it, in order; nothing where it is said once."""
        original = self.original(passage)
        first, last = np.searchsorted(self._repeated[0], (original, original + 1))
        others = self._repeated[1][first:last].tolist()
        return (original, *others) if others else ()

    @cached_property
    def _repeated(self) -> tuple[Numbers, Numbers]:
        """The originals of all repetitions, sorted, and the repetitions."""
        numbers = np.flatnonzero(self.repeats >= 0)
        originals = self.repeats[numbers].astype(np.int64)
        order = np.argsort(originals, kind="stable")
        return originals[order], numbers[order]

    def chosen(self, ids: frozenset[str]) -> Chosen:
        """Those of these documents that are here."""
        found: set[int] = set()
        every = list(ids)
        for some in (every[at : at + _AT_ONCE] for at in range(0, len(every), _AT_ONCE)):
            query = f"SELECT number FROM documents WHERE id IN ({', '.join('?' * len(some))})"
            found.update(number for (number,) in self._database.rows(query, some))
        numbers = np.array(sorted(found), np.int64)
        passages = ranges(self._starts[numbers, 0], self._starts[numbers + 1, 0])
        return Chosen(ids, frozenset(found), passages)

    def document_at(self, passage: int) -> int:
        """The number of the document in which a passage stands."""
        return int(np.searchsorted(self._firsts[0], np.uint32(passage), side="right")) - 1

    def document_of(self, passage: int) -> Document:
        return self.pieces(self.document_at(passage)).document

    def sentence_at(self, row: int) -> tuple[Pieces, int]:
        """The pieces of a document, and which of its sentences stands in this row of all sentences."""
        document = int(np.searchsorted(self._firsts[1], np.uint32(row), side="right")) - 1
        return self.pieces(document), row - int(self._starts[document, 1])

    def owners(self) -> Iterator[str]:
        """The id of the document of each passage."""
        for id, count in zip(self.ids(), np.diff(self._starts[:, 0]).tolist(), strict=True):
            yield from repeat(id, count)

    def remembered(self) -> Mapping[str, Document]:
        """The documents, each read once and then kept: a run holds those that it indexes anyway."""
        return Documents(self, cache(self.document))

    def close(self) -> None:
        self._database.close()

    def ids(self) -> Iterator[str]:
        return (id for (id,) in self._database.rows("SELECT id FROM documents ORDER BY number"))

    def document(self, number: int) -> Document:
        """Read anew, whatever is kept."""
        with self._database.sound():
            ((row,),) = self._database.rows("SELECT document FROM bodies WHERE number = ?", (number,))
            return document_of(row)

    def pieces_of(self, number: int, document: Document) -> Pieces:
        """The pieces of a document, read anew."""
        with self._database.sound():
            ((row,),) = self._database.rows("SELECT pieces FROM bodies WHERE number = ?", (number,))
            (passage, sentence), (passages, sentences) = self._starts[number : number + 2].tolist()
            return pieces_of(
                document, row, _keys(self.passage_keys[passage:passages]), _keys(self.sentence_keys[sentence:sentences])
            )

    def _pieces(self, number: int) -> Pieces:
        return self.pieces_of(number, self.document(number))

    def _number_of(self, id: str) -> int:
        """Raises KeyError."""
        for (number,) in self._database.rows("SELECT number FROM documents WHERE id = ? LIMIT 1", (id,)):
            return int(number)
        raise KeyError(id)


class Documents(Mapping[str, Document]):
    """Documents by id, each read when it is asked for."""

    def __init__(self, contents: Contents, read: Callable[[int], Document]) -> None:
        self._contents = contents
        self._read = read

    def __getitem__(self, id: str) -> Document:
        return self._read(self._contents.number_of(id))

    def __iter__(self) -> Iterator[str]:
        return self._contents.ids()

    def __len__(self) -> int:
        return len(self._contents.starts) - 1

    def __contains__(self, id: object) -> bool:
        try:
            return isinstance(id, str) and self._contents.number_of(id) >= 0
        except KeyError:
            return False


class Passages(MadePassages):
    """All passages, document by document, each made when it is asked for."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    def __len__(self) -> int:
        return int(self._contents.starts[-1, 0])

    def _one(self, number: int) -> Passage:
        document = self._contents.document_at(number)
        return self._contents.pieces(document).passages[number - int(self._contents.starts[document, 0])]


class _Database:
    """A database that nobody writes any more; one connection, for a file that is replaced must stay readable."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = sqlite3.connect(_address(path.absolute()), uri=True, check_same_thread=False)
        self._lock = Lock()

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        """Raises IndexMismatch where what is read is no database: opening does not look at all of a large one."""
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error

    @contextmanager
    def sound(self) -> Iterator[None]:
        """Raises IndexMismatch where a row is made into something that it was not written as."""
        try:
            yield
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise self._damaged(f"{self._path.name}: {error}") from error

    def _damaged(self, what: object) -> IndexMismatch:
        return IndexMismatch(DAMAGED.format(folder=self._path.parent.parent, what=what))

    def close(self) -> None:
        self._connection.close()


def _address(path: PurePath) -> str:
    """Of an absolute path, for SQLite, which takes no server: the two strokes of a shared folder belong to its path."""
    return f"{re.sub(r'^file://(?=[^/])', 'file:////', path.as_uri())}?mode=ro&immutable=1"


class _Table(Mapping[str, Value]):
    """A column of a table by its key; values are read when they are asked for, keys when all are."""

    def __init__(self, database: _Database, table: str, key: str, columns: str, make: Callable[..., Value]) -> None:
        self._database = database
        self._table, self._key, self._columns, self._make = table, key, columns, make
        self._find = remembered(_CACHED_WORDS)(self._read)
        self._every = cache(self._all)

    def __getitem__(self, key: str) -> Value:
        found = self._find(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._find(key) is not None

    def get(self, key: str, default: Any = None) -> Any:  # the mixin's makes an exception of every word that is new
        found = self._find(key)
        return default if found is None else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._every())

    def __len__(self) -> int:
        return len(self._every())

    def _read(self, key: str) -> Value | None:
        query = f"SELECT {self._columns} FROM {self._table} WHERE {self._key} = ?"
        with self._database.sound():
            return next((self._make(*row) for row in self._database.rows(query, (key,))), None)

    def _all(self) -> tuple[str, ...]:
        return tuple(key for (key,) in self._database.rows(f"SELECT {self._key} FROM {self._table}"))


def _word_tables(
    database: _Database,
) -> tuple[Mapping[str, Reading], Mapping[str, int], Mapping[str, frozenset[str]]]:
    return (
        _Table(database, "words", "form", "token, halves, parts", _reading),
        _Table(database, "words", "form", "count", int),
        _Table(database, "families", "root", "stems", lambda stems: frozenset(json.loads(stems))),
    )


def _reading(token: str, halves: str, parts: str) -> Reading:
    return Reading(token, tuple(halves.split()), tuple(parts.split()))


class Writer:
    """Writes the contents of a new index, document by document, then what is known of all."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._database = sqlite3.connect(data / _DATABASE, isolation_level=None)
        # What is broken off is thrown away whole, and what is ready is synchronised before a manifest names it.
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        self._database.executescript(_SCHEMA)
        self._database.execute("BEGIN")
        self._starts = [(0, 0)]
        self._passage_keys, self._sentence_keys = bytearray(), bytearray()

    def add(self, pieces: Pieces) -> None:
        number, document = len(self._starts) - 1, pieces.document
        entry = (number, document.id, document.source, document.title, document.publisher, document.speaker)
        more = (json.dumps(document.aliases, ensure_ascii=False), document.kind, document.date)
        self._insert("documents", [entry + more])
        self._insert("bodies", [(number, document_row(document), pieces_row(pieces))])
        self._insert("numbered", [(b.number, number, b.start) for b in document.blocks if b.number is not None])
        self._insert("defined", [(short, long) for short, every in pieces.defined.items() for long in every])
        passages, sentences = self._starts[-1]
        self._starts.append((passages + len(pieces.passages), sentences + len(pieces.sentences)))
        self._passage_keys += b"".join(pieces.passage_keys)
        self._sentence_keys += b"".join(pieces.sentence_keys)

    def finish(self, vocabulary: Vocabulary) -> None:
        """The rest but the repetitions; closes the database."""
        readings, counts, families = vocabulary.readings, vocabulary.counts, vocabulary.families
        words = ((form, counts[form], *_reading_row(readings[form])) for form in sorted(readings))
        self._insert("words", words)
        self._insert("families", ((root, json.dumps(sorted(families[root]))) for root in sorted(families)))
        self._database.execute("COMMIT")
        self._database.executescript(_INDEXES)
        self._database.close()
        np.save(self._data / _STARTS, np.array(self._starts, np.uint32))
        np.save(self._data / _PASSAGE_KEYS, _key_array(self._passage_keys))
        np.save(self._data / _SENTENCE_KEYS, _key_array(self._sentence_keys))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def _insert(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        places = {"documents": 9, "bodies": 3, "numbered": 3, "defined": 2, "words": 5, "families": 2}[table]
        self._database.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * places)})", rows)


def write_repeats(data: Path, repeats: Sequence[int]) -> None:
    np.save(data / _REPEATS, np.array(repeats, np.int32))


def _reading_row(reading: Reading) -> tuple[str, str, str]:
    return reading.token, " ".join(reading.halves), " ".join(reading.parts)


def _key_array(keys: bytearray) -> NDArray[np.bytes_]:
    return np.frombuffer(bytes(keys), f"S{KEY}")


def _keys(found: NDArray[np.bytes_]) -> list[bytes]:
    """With the zeros at their ends, which numpy drops from a single one."""
    data = found.tobytes()
    return [data[at : at + KEY] for at in range(0, len(data), KEY)]


def opened_array(path: Path) -> NDArray[Any]:
    """An array that stays on disk, read where it is looked at; an empty one cannot be mapped."""
    found: NDArray[Any] = np.load(path, mmap_mode="r") if path.stat().st_size > _EMPTY else np.load(path)
    return found


_EMPTY = 128  # bytes: the head of a file of numpy


def ranges(starts: NDArray[Any], ends: NDArray[Any]) -> Numbers:
    """The numbers from each start up to its end, one after another."""
    starts, lengths = starts.astype(np.int64), (ends - starts).astype(np.int64)
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))
