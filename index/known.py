"""Knows the vectors that need not be made again, and keeps those of a run that is not finished.

It does not know what the vectors are of.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.hit import Vectors

_FILE = "vectors.part"


@dataclass(frozen=True, slots=True)
class Known:
    """Vectors by the digest (32 hexadecimal characters) of their text."""

    rows: Mapping[str, int]
    vectors: NDArray[Any]  # float32, or float16 for sentences of an older index


NOTHING = Known({}, np.empty((0, 0), np.float32))


def known(keys: Iterable[str], vectors: NDArray[Any]) -> Known:
    return Known({key: row for row, key in enumerate(keys)}, vectors)


def take_over(vectors: NDArray[Any], keys: Iterable[str], before: Sequence[Known]) -> dict[str, list[int]]:
    """Fill the rows of texts that are known; gives the rows of the others, by their key."""
    new: dict[str, list[int]] = {}
    for row, key in enumerate(keys):
        found = next((one for one in before if key in one.rows), None)
        if found is None:
            new.setdefault(key, []).append(row)
        else:
            vectors[row] = found.vectors[found.rows[key]]
    return new


class Unfinished:
    """The vectors so far of a run that writes into `folder`, so that the next one goes on where this one stopped.

    One file that only grows: a first line that names the encoder, then records of one size. A record that is torn, or
    that a power cut spoiled, does not agree with its checksum and is passed over.
    """

    def __init__(self, folder: Path, encoder: str, dimension: int) -> None:
        self._file = folder / _FILE
        self._head = json.dumps({"encoder": encoder, "dimension": dimension}).encode() + b"\n"
        self._record = np.dtype([("key", "u1", 16), ("sum", "<u4"), ("vector", "<f4", dimension)])

    def read(self) -> Known:
        """Nothing where the file is missing or another encoder's."""
        data = self._file.read_bytes() if self._file.is_file() else b""
        records = self._records(data[len(self._head) :] if data.startswith(self._head) else b"")
        sound = [number for number, sum_ in enumerate(_sums(records)) if sum_ == records["sum"][number]]
        return known((bytes(key).hex() for key in records["key"][sound]), records["vector"][sound])

    def add(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Append; what is on disk when a run is killed, the next one reads."""
        records = np.zeros(len(keys), self._record)
        records["key"] = np.frombuffer(bytes.fromhex("".join(keys)), np.uint8).reshape(-1, 16)
        records["vector"] = vectors
        records["sum"] = list(_sums(records))
        self._mend()
        with self._file.open("ab") as file:
            file.write(records.tobytes())

    def remove(self) -> None:
        self._file.unlink(missing_ok=True)

    def _records(self, data: bytes) -> NDArray[np.void]:
        return np.frombuffer(data, self._record, len(data) // self._record.itemsize)

    def _mend(self) -> None:
        """Cut off a torn record, so that the next ones begin where a record may begin; begin anew where need be."""
        with self._file.open("a+b") as file:
            size = file.tell()
            file.seek(0)
            if file.read(len(self._head)) != self._head:
                file.truncate(0)
                file.write(self._head)
            else:
                file.truncate(size - (size - len(self._head)) % self._record.itemsize)


def _sums(records: NDArray[np.void]) -> list[int]:
    return [crc32(record["vector"].tobytes(), crc32(record["key"].tobytes())) for record in records]
