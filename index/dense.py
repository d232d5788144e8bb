"""Finds passages by meaning: exact inner products in FAISS; it does not know how vectors are made."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.hit import Vectors


@dataclass(frozen=True, slots=True)
class DenseIndex:
    """Unit vectors by passage number; threads may share it."""

    flat: Any  # faiss.IndexFlatIP, which carries no useful types

    @property
    def dimension(self) -> int:
        return int(self.flat.d)

    def __len__(self) -> int:
        return int(self.flat.ntotal)

    def search(self, vector: Vectors, head: int, within: Sequence[int] | None = None) -> dict[int, float]:
        """Cosine by passage number, best first, `head` at most; `within` is searched exactly."""
        if within is not None and not len(within):
            return {}
        parameters = None
        if within is not None:
            selector = faiss.IDSelectorBatch(np.asarray(within, np.int64))
            parameters = faiss.SearchParameters()
            parameters.sel = selector  # kept alive by its name until the search is done
        scores, numbers = self.flat.search(vector[None], min(head, len(self)), params=parameters)
        pairs = zip(numbers[0], scores[0], strict=True)
        return {int(number): float(score) for number, score in pairs if number >= 0}

    def cosine(self, vector: Vectors, number: int) -> float:
        return float(self.flat.reconstruct(number) @ vector)

    def vectors(self) -> Vectors:
        return np.asarray(self.flat.reconstruct_n(0, len(self)), np.float32)


def make_dense(vectors: Vectors) -> DenseIndex:
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(np.ascontiguousarray(vectors, np.float32))
    return DenseIndex(flat)


def write_dense(path: Path, dense: DenseIndex) -> None:
    faiss.write_index(dense.flat, str(path))


def open_dense(path: Path) -> DenseIndex:
    """Raises RuntimeError when the file holds no such index."""
    return DenseIndex(faiss.read_index(str(path)))
