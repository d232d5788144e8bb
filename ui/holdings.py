"""What was read into the index, a row for each document, with what somebody should look at. It does not know HTML."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from index import Index
from ingest import Document, Kind, missing
from ui import texts

ORDERS = ("naam", "uitgever", "datum", "aandacht")

_rows: WeakKeyDictionary[Index, tuple["Row", ...]] = WeakKeyDictionary()  # an index never changes


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    source: str
    publisher: str
    title: str
    kind: Kind
    date: str
    pages: int  # 0 where the file has none
    passages: int
    lacking: tuple[str, ...]  # fields that nobody wrote down
    remarks: tuple[str, ...]
    twins: tuple[str, ...]  # files with the very same bytes
    sha256: str

    @property
    def remarkable(self) -> int:
        return len(self.lacking) + 2 * len(self.remarks) + 4 * len(self.twins)


def rows_of(index: Index) -> tuple[Row, ...]:
    """A row for each document, by file name; reads every document the first time."""
    if index not in _rows:
        _rows[index] = _read(index)
    return _rows[index]


def ordered(rows: Sequence[Row], order: str) -> list[Row]:
    """By file name, by publisher, the newest first, or what needs a look first."""
    named = sorted(rows, key=lambda row: row.source.casefold())
    if order == "uitgever":
        return sorted(named, key=lambda row: (not row.publisher, row.publisher.casefold()))
    if order == "datum":
        return sorted(named, key=lambda row: row.date, reverse=True)
    return sorted(named, key=lambda row: -row.remarkable) if order == "aandacht" else named


def _read(index: Index) -> tuple[Row, ...]:
    files: dict[str, list[str]] = defaultdict(list)
    rows = [_row(index.documents[entry.id], index.passage_count(entry.id)) for entry in index.catalogue]
    for row in rows:
        files[row.sha256].append(row.source)
    return tuple(_with_twins(row, files[row.sha256]) for row in ordered(rows, "naam"))


def _row(document: Document, passages: int) -> Row:
    return Row(
        id=document.id,
        source=document.source,
        publisher=document.publisher,
        title=document.title,
        kind=document.kind,
        date=document.date,
        pages=max((block.page or 0 for block in document.blocks), default=0),
        passages=passages,
        lacking=tuple(texts.FIELDS[field] for field in missing(document)),
        remarks=document.remarks,
        twins=(),
        sha256=document.sha256,
    )


def _with_twins(row: Row, files: Sequence[str]) -> Row:
    return replace(row, twins=tuple(name for name in files if name != row.source)) if len(files) > 1 else row
