"""Bytes, milliseconds and recall of ways to keep vectors: `python -m eval.quantised DECISIONS --passages 200000`.

The vectors are those of made passages (eval/synthetic.py), the questions rare words of them. Quantised is what no index
of ours uses yet: the figures say what it would bring (eval/growth.py). It knows nothing of words, documents or disks.
"""

import argparse
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from eval.synthetic import synthetic, word_vectors

BEST, QUESTIONS, HEAD = 10, 300, 50
_BLOCK = 3_000  # documents that are made at once
_FAISS: Any = faiss  # its types know nothing of the keywords that its Python part adds

Floats = NDArray[np.float32]
Search = Callable[[Floats], NDArray[np.int64]]  # a vector -> numbers, best first


@dataclass(frozen=True, slots=True)
class Way:
    name: str
    memory: float  # bytes a vector that a search keeps in memory
    seconds: float  # to make it
    search: Search


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("decisions", type=Path, help="one JSON object a line: title, official_title, date, body")
    parser.add_argument("--passages", type=int, default=200_000)
    given = parser.parse_args(arguments)
    vectors, asked = made(given.decisions, given.passages)
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    exact = _exact(vectors)
    best = _found(exact, asked)[0]
    print(f"{len(vectors)} vectors of {vectors.shape[1]} numbers")
    for way in (exact, _graph(vectors), *_lists(vectors)):
        found, taken = _found(way, asked)
        recall = np.mean(
            [len(set(ours[:BEST]) & set(right[:BEST])) / BEST for ours, right in zip(found, best, strict=True)]
        )
        middle, late = np.percentile(taken, [50, 95]) * 1000
        print(
            f"{way.name:<28} {way.memory:6.0f} bytes  made in {way.seconds:6.1f} s  {middle:6.2f} / {late:6.2f} ms  "
            f"recall@{BEST} {recall:.3f}",
            flush=True,
        )


def made(decisions: Path, passages: int) -> tuple[Floats, Floats]:
    """Unit vectors of passages, and of questions."""
    documents = synthetic(decisions, passages)
    encoder = word_vectors(documents)
    parts = [
        encoder.encode([d.text[b.start : b.end] for d in documents[at : at + _BLOCK] for b in d.blocks])
        for at in range(0, len(documents), _BLOCK)
    ]
    return np.concatenate(parts), encoder.encode(documents.questions(QUESTIONS))


def _found(way: Way, asked: Floats) -> tuple[list[list[int]], list[float]]:
    faiss.omp_set_num_threads(1)  # as a question is answered
    found, taken = [], []
    for vector in asked:
        begun = time.perf_counter()
        numbers = way.search(vector)
        taken.append(time.perf_counter() - begun)
        found.append(numbers.tolist())
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    return found, taken


def _exact(vectors: Floats) -> Way:
    begun = time.perf_counter()
    flat = _FAISS.IndexScalarQuantizer(vectors.shape[1], _FAISS.ScalarQuantizer.QT_fp16, _FAISS.METRIC_INNER_PRODUCT)
    flat.add(vectors)
    return Way("exact, 16 bits", 2 * vectors.shape[1], time.perf_counter() - begun, _searching(flat, HEAD))


def _graph(vectors: Floats) -> Way:
    """As index/dense.py makes it; the best are scored once more with the exact vectors, which stay on disk."""
    from math import pow

    begun = time.perf_counter()
    near = _FAISS.IndexHNSWSQ(vectors.shape[1], _FAISS.ScalarQuantizer.QT_8bit, 32, _FAISS.METRIC_INNER_PRODUCT)
    near.hnsw.efConstruction = 80
    near.train(vectors[:: max(1, len(vectors) // 20_000)])
    near.add(vectors)
    near.hnsw.efSearch = round(256 * pow(max(1.0, len(vectors) / 100_000), 0.6))
    made_in = time.perf_counter() - begun
    size = len(_FAISS.serialize_index(near)) / len(vectors)
    return Way("graph (HNSW), 8 bits", size, made_in, _refined(_searching(near, 2 * HEAD), vectors))


def _lists(vectors: Floats) -> list[Way]:
    """Inverted lists of product-quantised vectors behind a rotation (OPQ), and again the best scored exactly."""
    lists = 1 << int(np.log2(4 * np.sqrt(len(vectors))))
    begun = time.perf_counter()
    kept = _FAISS.index_factory(vectors.shape[1], f"OPQ64_256,IVF{lists},PQ64", _FAISS.METRIC_INNER_PRODUCT)
    kept.train(vectors[:: max(1, len(vectors) // 100_000)])
    kept.add(vectors)
    made_in = time.perf_counter() - begun
    size = len(_FAISS.serialize_index(kept)) / len(vectors)
    ways = []
    for probes in (16, 64):
        options = _FAISS.SearchParametersPreTransform(index_params=_FAISS.SearchParametersIVF(nprobe=probes))
        searching = _refined(_searching(kept, 4 * HEAD, options), vectors)
        ways.append(Way(f"lists (IVF-PQ), {probes} of {lists}", size, made_in, searching))
    return ways


def _searching(index: Any, head: int, options: Any = None) -> Search:
    def search(vector: Floats) -> NDArray[np.int64]:
        found: NDArray[np.int64] = index.search(vector[None], head, params=options)[1][0]
        return found[found >= 0]

    return search


def _refined(search: Search, vectors: Floats) -> Search:
    halves = vectors.astype(np.float16)

    def refined(vector: Floats) -> NDArray[np.int64]:
        numbers = np.sort(search(vector))
        best: NDArray[np.int64] = numbers[np.argsort(-(halves[numbers].astype(np.float32) @ vector))]
        return best

    return refined


if __name__ == "__main__":
    main()
