"""Nearest vectors: exactly in a small index, nearly so in a large one, and within a filter."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import index.dense
from index.dense import DenseIndex, open_dense, write_dense

COUNT, DIMENSION, HEAD = 3000, 32, 20


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float16]:
    """In forty clusters, as texts are."""
    chance = np.random.default_rng(1)
    centres = chance.standard_normal((40, DIMENSION))
    made = centres[chance.integers(0, 40, COUNT)] + 0.5 * chance.standard_normal((COUNT, DIMENSION))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)


@pytest.fixture(params=["small", "large"])
def dense(
    request: pytest.FixtureRequest, vectors: NDArray[np.float16], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> DenseIndex:
    monkeypatch.setattr(index.dense, "EXACT", COUNT if request.param == "small" else COUNT - 1)
    monkeypatch.setattr(index.dense, "SEARCHED", 2 * HEAD)
    write_dense(tmp_path, vectors)
    opened = open_dense(tmp_path)
    assert (opened.near is None) == (request.param == "small")
    return opened


def nearest(vectors: NDArray[np.float16], number: int, within: NDArray[np.int64]) -> list[int]:
    scores = vectors[within].astype(np.float32) @ vectors[number].astype(np.float32)
    return [int(row) for row in within[np.argsort(-scores, kind="stable")[:HEAD]]]


def recall(dense: DenseIndex, vectors: NDArray[np.float16], within: NDArray[np.int64] | None) -> float:
    rows = np.arange(COUNT) if within is None else within
    shares = []
    for number in range(0, COUNT, 30):
        found = dense.search(vectors[number].astype(np.float32), HEAD, within)
        assert set(found) <= set(rows.tolist())
        shares.append(len(set(found) & set(nearest(vectors, number, rows))) / HEAD)
    return float(np.mean(shares))


def test_the_nearest_are_found(dense: DenseIndex, vectors: NDArray[np.float16]) -> None:
    assert recall(dense, vectors, None) >= (0.95 if dense.near else 0.999)


def test_few_passages_are_searched_exactly_and_many_nearly_so(dense: DenseIndex, vectors: NDArray[np.float16]) -> None:
    assert recall(dense, vectors, np.arange(0, COUNT, 11)) >= 0.999
    assert recall(dense, vectors, np.arange(0, COUNT, 2)) >= (0.9 if dense.near else 0.999)


def test_scores_are_cosines_best_first(dense: DenseIndex, vectors: NDArray[np.float16]) -> None:
    question = vectors[7].astype(np.float32)
    found = dense.search(question, HEAD)
    assert next(iter(found)) == 7
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert all(score == pytest.approx(dense.cosine(question, number), abs=1e-4) for number, score in found.items())


def test_vectors_are_read_back_as_they_were_written(dense: DenseIndex, vectors: NDArray[np.float16]) -> None:
    assert np.array_equal(dense.vectors, vectors)


def test_nothing_allowed_is_nothing_found(dense: DenseIndex, vectors: NDArray[np.float16]) -> None:
    assert dense.search(vectors[0].astype(np.float32), HEAD, np.empty(0, np.int64)) == {}


@pytest.mark.parametrize("clusters", [0.2, 0.35, 0.5])
def test_a_filter_that_leaves_out_what_is_nearest_still_finds_the_best_of_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clusters: float
) -> None:
    """As of a subject: whole clusters stay, and the questions come from the others."""
    count, many = 6000, 60
    chance = np.random.default_rng(1)
    of = np.sort(chance.integers(0, many, count))
    made = chance.standard_normal((many, DIMENSION * 2))[of] + 0.5 * chance.standard_normal((count, DIMENSION * 2))
    vectors = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)
    monkeypatch.setattr(index.dense, "EXACT", count - 1)
    monkeypatch.setattr(index.dense, "SEARCHED", 4 * HEAD)
    write_dense(tmp_path, vectors)
    dense, left = open_dense(tmp_path), of < many * clusters
    within, asked = np.flatnonzero(left), np.flatnonzero(~left)[:: count // 80]
    shares = []
    for number in asked.tolist():
        found = list(dense.search(vectors[number].astype(np.float32), HEAD, within))
        shares.append(len(set(found) & set(nearest(vectors, number, within))) / HEAD)
    assert float(np.mean(shares)) >= 0.9
