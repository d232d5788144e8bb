"""Opens the model that turns texts into vectors; it does not know what the texts are."""

import ctypes
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from index.builtin import open_builtin
from index.e5 import DIMENSION, FAST, PRECISE, PROMPTS, ModelUnavailable, made_once
from index.hit import Encoder, Vectors

BUILTIN = "builtin"
REFERENCE = "reference"  # the same model in full precision, by torch
NOT_OPENED = (
    "Het model {model} kon niet worden geopend ({reason}). "
    "Geef een bestaande map of modelnaam op, of gebruik het ingebouwde model (builtin)."
)
NOT_HERE = (
    "Het model {model} staat niet op deze computer, en het wordt niet vanzelf van het internet gehaald. "
    "Geef een bestaande map op, gebruik het ingebouwde model (builtin), of haal een model eenmalig van huggingface.co "
    "op: zet dan HF_HUB_OFFLINE=0 voor de opdracht."
)
_BATCH = 16  # on two cores larger batches are no faster and pad more

Progress = Callable[[str, int, int], None]  # step, done, total


@dataclass(frozen=True, slots=True)
class SentenceEncoder:
    """An `Encoder` around a SentenceTransformer; one text at a time per process, so threads may share it."""

    name: str
    dimension: int
    model: Any  # SentenceTransformer, imported when a model is opened
    query_prompt: str
    document_prompt: str
    lock: Lock = field(default_factory=Lock)  # the tokenizer may not be used by two threads at once

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        with self.lock:
            vectors = self.model.encode(
                list(texts),
                prompt=self.query_prompt if query else self.document_prompt,
                batch_size=_BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return np.asarray(vectors, np.float32)


@dataclass(slots=True)
class LateEncoder:
    """The built-in model, opened when the first text comes: where nothing is new, nobody waits for it."""

    cache: Path | None = None
    progress: Progress | None = None
    name: str = FAST
    dimension: int = DIMENSION
    opened: Encoder | None = None

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        if self.opened is None:
            self.opened = open_encoder(BUILTIN, self.cache, self.progress)
        return self.opened.encode(texts, query=query)


def open_encoder_late(model: str = BUILTIN, cache: Path | None = None, progress: Progress | None = None) -> Encoder:
    """As `open_encoder`, but what can wait, waits; of another model than the built-in one the name is in the model."""
    return LateEncoder(cache, progress) if model == BUILTIN else open_encoder(model, cache, progress)


def open_encoder(model: str = BUILTIN, cache: Path | None = None, progress: Progress | None = None) -> Encoder:
    """The built-in model, its reference in full precision, or any sentence-transformers folder or hub name.

    The first two are made in `cache` on first use and never ask the network for anything.
    Raises ModelUnavailable when there is no such model.
    """
    if model == BUILTIN:
        return open_builtin(cache or default_cache(), progress)
    if model == REFERENCE:
        return _open_reference(cache or default_cache(), progress)
    return _open_named(model)


def give_back_memory() -> None:
    """Return what was freed to the system, where the C library can (glibc).

    It keeps what torch frees, in pieces that texts of other lengths do not fit in: 2.0 GB after 20,000 texts.
    """
    trim = getattr(_c_library(), "malloc_trim", None)
    if trim is not None:
        trim(0)


@cache
def _c_library() -> Any:  # Any: whatever the system has
    return ctypes.CDLL(None) if sys.platform == "linux" else None


def default_cache() -> Path:
    """The user's cache folder for this program."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bronwijzer"


def _open_reference(cache: Path, progress: Progress | None) -> SentenceEncoder:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read once, when the hub's client is imported
    from index.reference import write_reference

    folder = made_once(cache, PRECISE, write_reference, progress)
    try:
        model = _load(str(folder), local=True)
    except (OSError, ValueError) as error:
        raise ModelUnavailable(NOT_OPENED.format(model=folder, reason=error)) from error
    return SentenceEncoder(PRECISE, DIMENSION, model, PROMPTS["query"], PROMPTS["document"])


def _open_named(name: str) -> SentenceEncoder:
    folder = Path(name).is_dir()
    try:
        model = _load(name, local=folder or _offline())
    except (OSError, ValueError) as error:
        if not folder and _offline():
            raise ModelUnavailable(NOT_HERE.format(model=name)) from error
        raise ModelUnavailable(NOT_OPENED.format(model=name, reason=error)) from error
    query, document = _prompts(name, model.prompts)
    dimension = model.get_embedding_dimension()
    return SentenceEncoder(f"{name} ({query.strip()}|{document.strip()})", dimension, model, query, document)


def _offline() -> bool:
    """As the hub's own client reads it."""
    return os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE")


def _load(name: str, *, local: bool) -> Any:  # Any: sentence-transformers takes seconds to import
    from sentence_transformers import SentenceTransformer

    from index.reference import hush

    hush()
    return SentenceTransformer(name, device="cpu", local_files_only=local)


def _prompts(name: str, own: dict[str, str | None]) -> tuple[str, str]:
    """The model's own prompts; e5 models that carry none get the ones that they were trained with."""
    document = own.get("document") or own.get("passage") or ""
    query = own.get("query") or ""
    if not query and not document and "e5" in name.lower():
        return PROMPTS["query"], PROMPTS["document"]
    return query, document
