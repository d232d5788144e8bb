"""Finds passages by meaning in FAISS: exactly, or in a large index nearly so; it does not know how vectors are made.

A large index has a graph (HNSW, Malkov and Yashunin 2018). Measured on 100,000 made passages beside lists (IVF, 1024 of
them, both with 8 bits a number): the graph finds 0.975 of the ten nearest in 1.3 ms, the lists 0.917 in 1.6 ms; it
takes twice as long to make. Through a filter the graph finds fewer, and fewest where what is nearest is all left out,
so few passages are searched exactly and more of the graph is looked at for the rest. Measured with filters that
keep whole clusters and questions out of the others: of the ten nearest 0.98 (9 ms) where a third of the passages is
left and 0.99 (5 ms) where half is; without looking at more, 0.93 and 0.94 (2 ms).
"""

import os
from dataclasses import dataclass
from math import pow
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.hit import Vectors

EXACT = 100_000  # passages up to which every vector is looked at
LINKS = 32  # neighbours of each vector in the graph of a large index
BUILT = 80  # candidates while it is made
SEARCHED = 256  # candidates while it is searched; more in a larger index, and through a filter (see `_candidates`)
MORE = 2  # times the head: so many are scored exactly
FEW = 0.3  # share of the passages: when a filter leaves no more, all that it leaves are looked at
_SAMPLE = 20_000  # vectors from which the steps of the eight bits are learned
_BLOCK = 50_000  # vectors that are added at once
_FAISS: Any = faiss  # its types know nothing of the keywords that its Python part adds
_EXACT, _NEAR = "passages.faiss", "near.faiss"


@dataclass(frozen=True, slots=True)
class DenseIndex:
    """Unit vectors by passage number; threads may share it."""

    exact: Any  # faiss.IndexScalarQuantizer of 16 bits a number; faiss carries no useful types
    near: Any  # faiss.IndexHNSWSQ of 8 bits, None in a small index
    vectors: NDArray[np.float16]  # those of `exact`, where they lie

    def __len__(self) -> int:
        return int(self.exact.ntotal)

    def search(self, vector: Vectors, head: int, within: NDArray[np.int64] | None = None) -> dict[int, float]:
        """Cosine by passage number, best first, `head` at most; `within`: these passages only."""
        if within is not None and not len(within):
            return {}
        faiss.omp_set_num_threads(1)  # a setting of each thread: one question is too little work for more
        if self.near is None or (within is not None and len(within) <= FEW * len(self)):
            return self._exactly(vector, head, within)
        return self._nearly(vector, head, within)

    def cosine(self, vector: Vectors, number: int) -> float:
        return float(self.vectors[number].astype(np.float32) @ vector)

    def _exactly(self, vector: Vectors, head: int, within: NDArray[np.int64] | None) -> dict[int, float]:
        parameters = _FAISS.SearchParameters(sel=self._selector(within))
        scores, numbers = self.exact.search(vector[None], min(head, len(self)), params=parameters)
        pairs = zip(numbers[0].tolist(), scores[0].tolist(), strict=True)
        return {number: score for number, score in pairs if number >= 0}

    def _nearly(self, vector: Vectors, head: int, within: NDArray[np.int64] | None) -> dict[int, float]:
        """The best by the graph, scored once more with the exact vectors."""
        searched = _candidates(len(self), len(self) if within is None else len(within))
        parameters = _FAISS.SearchParametersHNSW(efSearch=searched, sel=self._selector(within))
        _scores, found = self.near.search(vector[None], min(MORE * head, len(self)), params=parameters)
        numbers = np.sort(found[0][found[0] >= 0])
        scores = self.vectors[numbers].astype(np.float32) @ vector
        best = np.argsort(-scores, kind="stable")[:head]
        return dict(zip(numbers[best].tolist(), scores[best].tolist(), strict=True))

    def _selector(self, within: NDArray[np.int64] | None) -> Any:
        if within is None:
            return None
        chosen = np.zeros(len(self), bool)
        chosen[within] = True
        return _FAISS.IDSelectorBitmap(np.packbits(chosen, bitorder="little"))


def _candidates(passages: int, within: int) -> int:
    """How many are looked at on the way through the graph.

    Measured on made passages: of a million, 256 find 0.89 of the ten nearest in 1.3 ms, 512 0.93 in 5 ms, 1,024 0.96
    in 7 ms. A filter that leaves half of 100,000 needs four times as many to find 0.99.
    """
    return round(SEARCHED * pow(max(1.0, passages / EXACT), 0.6) * (passages / within) ** 2)


def write_dense(data: Path, vectors: NDArray[np.float16]) -> None:
    """Into a folder; `vectors` may lie on disk."""
    count, dimension = vectors.shape
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    bits, product = _FAISS.ScalarQuantizer, _FAISS.METRIC_INNER_PRODUCT
    _write(_FAISS.IndexScalarQuantizer(dimension, bits.QT_fp16, product), vectors, data / _EXACT)
    if count > EXACT:
        near = _FAISS.IndexHNSWSQ(dimension, bits.QT_8bit, LINKS, product)
        near.hnsw.efConstruction = BUILT
        sample = np.sort(np.random.default_rng(0).choice(count, min(count, _SAMPLE), replace=False))
        near.train(vectors[sample].astype(np.float32))
        _write(near, vectors, data / _NEAR)


def _write(index: Any, vectors: NDArray[np.float16], path: Path) -> None:
    for at in range(0, len(vectors), _BLOCK):
        index.add(vectors[at : at + _BLOCK].astype(np.float32))
    faiss.write_index(index, str(path))


def open_dense(data: Path) -> DenseIndex:
    """Nothing is read but what a search looks at. Raises RuntimeError where there is no such index."""
    exact = _open(data / _EXACT)
    size = exact.ntotal * exact.d
    codes = faiss.rev_swig_ptr(exact.codes.data(), 2 * size).view(np.float16) if size else np.empty(0, np.float16)
    near = _open(data / _NEAR) if (data / _NEAR).exists() else None
    return DenseIndex(exact, near, codes.reshape(exact.ntotal, exact.d))


def _open(path: Path) -> Any:
    return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
