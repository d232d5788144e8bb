"""The documents of an engine: the catalogue whole, their texts and pieces when they are asked for."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate
from json import loads
from threading import Lock

from index.hit import Entry
from index.hybrid import VISIBLE
from index.pieces import MadePassages, Pieces
from index.rows import document_of, pieces_of
from index.snapshot import Snapshot
from ingest import Document, Kind, Passage

_CACHED = 512  # documents kept with their pieces: more than one question looks at
_CHARACTERS = 20_000_000  # that these have together, at most: a document may be a book
_COLUMNS = "number, id, source, title, publisher, speaker, aliases, kind, date, passages"


class EngineDocuments(Mapping[str, Document]):
    """Documents by id; threads may share it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._kept: OrderedDict[int, Pieces] = OrderedDict()
        self._characters = 0  # of those that are kept
        self._lock = Lock()

    def __getitem__(self, id: str) -> Document:
        return self.pieces(self.number(id)).document

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def number(self, id: str) -> int:
        """Raises KeyError."""
        return self._by_id[id][0]

    def numbers(self, ids: Iterable[str]) -> tuple[list[int], int]:
        """Those of these documents that are here, and how many passages they have together."""
        found = sorted(self._by_id[id] for id in ids if id in self._by_id)
        return [number for number, _passages in found], sum(passages for _number, passages in found)

    def passage_count(self, id: str) -> int:
        return self._by_id[id][1]

    def holds(self, number: int) -> bool:
        return number in self._ids

    def pieces(self, number: int) -> Pieces:
        return self.many([number])[number]

    def many(self, numbers: Iterable[int]) -> dict[int, Pieces]:
        """Pieces by the number of their document; those that are not at hand in one look."""
        sought = dict.fromkeys(numbers)
        with self._lock:
            found = {number: self._kept[number] for number in sought if number in self._kept}
            for number in found:
                self._kept.move_to_end(number)
        if new := [number for number in sought if number not in found]:
            read = self._read(new)
            found |= read
            with self._lock:
                self._keep(read)
        return found

    def _keep(self, read: Mapping[int, Pieces]) -> None:
        new = {number: pieces for number, pieces in read.items() if number not in self._kept}
        self._kept |= new
        self._characters += sum(len(pieces.document.text) for pieces in new.values())
        while len(self._kept) > _CACHED or self._characters > _CHARACTERS:
            _number, pieces = self._kept.popitem(last=False)
            self._characters -= len(pieces.document.text)

    @cached_property
    def catalogue(self) -> tuple[Entry, ...]:
        same = cache(lambda text: text)  # thousands of documents have one publisher
        many = cache(lambda text: tuple(loads(text)))
        with self._snapshot.sound():
            return tuple(
                Entry(id, source, title, same(publisher), same(speaker), many(aliases), Kind(kind), same(date))
                for _number, id, source, title, publisher, speaker, aliases, kind, date, _passages in self._rows
            )

    @cached_property
    def order(self) -> tuple[Sequence[int], Sequence[int]]:
        """The numbers of the documents, and how many passages there are up to the end of each."""
        return [row[0] for row in self._rows], list(accumulate(row[-1] for row in self._rows))

    def _read(self, numbers: Sequence[int]) -> dict[int, Pieces]:
        query = f"SELECT number, document, pieces FROM {self._snapshot.schema}.bodies WHERE number = ANY(%(numbers)s)"
        rows = list(self._snapshot.by_shard(numbers, query, {}))
        with self._snapshot.sound():
            read = {number: pieces_of(document_of(text), pieces, (), ()) for number, text, pieces in rows}
            return {number: read[number] for number in numbers}

    @cached_property
    def _rows(self) -> Sequence[tuple[int, str, str, str, str, str, str, str, str, int]]:
        query = f"SELECT {_COLUMNS} FROM {self._snapshot.schema}.documents WHERE {VISIBLE}"
        return sorted(row for rows in self._snapshot.everywhere(query, {}) for row in rows)

    @cached_property
    def _by_id(self) -> dict[str, tuple[int, int]]:
        return {row[1]: (row[0], row[-1]) for row in self._rows}

    @cached_property
    def _ids(self) -> frozenset[int]:
        return frozenset(row[0] for row in self._rows)


class EnginePassages(MadePassages):
    """All passages, document by document, each made when it is asked for."""

    def __init__(self, documents: EngineDocuments, count: int) -> None:
        self._documents = documents
        self._count = count

    def __len__(self) -> int:
        return self._count

    def _one(self, number: int) -> Passage:
        numbers, ends = self._documents.order
        at = bisect_right(ends, number)
        return self._documents.pieces(numbers[at]).passages[number - (ends[at - 1] if at else 0)]
