"""Knows the vectors that need not be made again, and keeps those of a run that is not finished.

It does not know what the vectors are of. Vectors are kept with sixteen bits a number: that changes a cosine by less
than 0.001 and halves what is read from disk.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.hit import Vectors

_FILE = "vectors.part"
_BLOCK = 8192  # rows that are copied at once

Keys = NDArray[np.bytes_]  # digests of texts
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Known:
    """Vectors by the digest of their text."""

    keys: Keys  # sorted
    rows: Numbers  # of each key
    vectors: NDArray[np.float16]  # may lie on disk

    def rows_of(self, keys: Keys) -> Numbers:
        """-1 for a text that is not known."""
        if not len(self.keys):
            return np.full(len(keys), -1, np.int64)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, self.rows[at], -1)


NOTHING = Known(np.empty(0, "S16"), np.empty(0, np.int64), np.empty((0, 0), np.float16))


def known(keys: Keys, vectors: NDArray[np.float16]) -> Known:
    rows = np.argsort(keys, kind="stable")
    return Known(keys[rows], rows, vectors)


class VectorFile:
    """Vectors that are written in any order into a file of numpy: what is not yet there takes no memory."""

    def __init__(self, path: Path, count: int, dimension: int) -> None:
        self.shape = (count, dimension)
        self._file = path.open("wb")
        head = {"descr": "<f2", "fortran_order": False, "shape": self.shape}
        np.lib.format.write_array_header_1_0(self._file, head)
        self._head = self._file.tell()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, rows: Numbers, vectors: NDArray[Any]) -> None:
        """One write for each run of rows that follow one another."""
        edges = np.flatnonzero(np.diff(rows) != 1) + 1
        for first, last in zip([0, *edges.tolist()], [*edges.tolist(), len(rows)], strict=True):
            if first < last:
                self._file.seek(self._head + int(rows[first]) * self.shape[1] * 2)
                self._file.write(vectors[first:last].astype("<f2").tobytes())


def take_over(file: VectorFile, keys: Keys, before: Sequence[Known]) -> Numbers:
    """Write the vectors of texts that are known; gives the rows of the others."""
    new = np.arange(len(keys))
    for one in before:
        found = one.rows_of(keys[new])
        there = found >= 0
        rows, theirs = new[there], found[there]
        for at in range(0, len(rows), _BLOCK):
            file.put(rows[at : at + _BLOCK], one.vectors[theirs[at : at + _BLOCK]])
        new = new[~there]
    return new


class Unfinished:
    """The vectors so far of a run that writes into `folder`, so that the next one goes on where this one stopped.

    One file that only grows: a first line that names the encoder, then records of one size. A record that is torn, or
    that a power cut spoiled, does not agree with its checksum and is passed over.
    """

    def __init__(self, folder: Path, encoder: str, dimension: int) -> None:
        self._file = folder / _FILE
        self._head = json.dumps({"encoder": encoder, "dimension": dimension, "bits": 16}).encode() + b"\n"
        self._record = np.dtype([("key", "S16"), ("sum", "<u4"), ("vector", "<f2", dimension)])

    def read(self) -> Known:
        """Nothing where the file is missing or another encoder's; the vectors stay on disk.

        What is torn is cut off first: on Windows no file is cut that is mapped.
        """
        if self._file.is_file() and self._is_ours():
            self._mend()
        records = self._records()
        sound = np.array(_sums(records), np.uint32) == records["sum"]
        keys = records["key"][sound]
        found = known(keys, records["vector"])
        return Known(found.keys, np.flatnonzero(sound)[found.rows], found.vectors)

    def add(self, keys: Keys, vectors: Vectors) -> None:
        """Append; what is on disk when a run is killed, the next one reads."""
        records = np.zeros(len(keys), self._record)
        records["key"] = keys
        records["vector"] = vectors
        records["sum"] = _sums(records)
        self._mend()
        with self._file.open("ab") as file:
            file.write(records.tobytes())

    def remove(self) -> None:
        self._file.unlink(missing_ok=True)

    def _records(self) -> NDArray[np.void]:
        size = self._file.stat().st_size if self._file.is_file() else 0
        count = (size - len(self._head)) // self._record.itemsize
        if count <= 0 or not self._is_ours():
            return np.empty(0, self._record)
        return np.memmap(self._file, self._record, "r", len(self._head), count)

    def _is_ours(self) -> bool:
        with self._file.open("rb") as file:
            return file.read(len(self._head)) == self._head

    def _mend(self) -> None:
        """Cut off a torn record, so that the next ones begin where a record may begin; begin anew where need be."""
        with self._file.open("a+b") as file:
            size = file.tell()
            file.seek(0)
            if file.read(len(self._head)) != self._head:
                file.truncate(0)
                file.write(self._head)
            elif torn := (size - len(self._head)) % self._record.itemsize:
                file.truncate(size - torn)


def _sums(records: NDArray[np.void]) -> list[int]:
    return [crc32(record["vector"].tobytes(), crc32(record["key"].tobytes())) for record in records]
