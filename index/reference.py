"""The built-in model in full precision, as a sentence-transformers folder: what its fast form is measured against."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.e5 import PROMPTS, Weights, kept_pieces
from index.tokenizer import make_tokenizer


def write_reference(weights: Weights, folder: Path) -> None:
    """Fill `folder`: an ordinary sentence-transformers folder in fp32."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    hush()
    kept = kept_pieces(weights.pieces)
    bert = folder / "bert"
    _bert(weights, kept).save_pretrained(bert)
    _tokenizer(weights, kept).save_pretrained(bert)
    model = SentenceTransformer(
        modules=[
            Transformer(str(bert), max_seq_length=weights.shape.positions),
            Pooling(weights.shape.hidden, pooling_mode="mean"),
            Normalize(),
        ],
        device="cpu",
        prompts=PROMPTS,
    )
    shutil.rmtree(bert)
    model.save(str(folder), create_model_card=False)


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
    from transformers import PreTrainedTokenizerFast

    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # transformers' own
        tokenizer_object=make_tokenizer(weights, kept),
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
        pad_token="<pad>",
        cls_token="<s>",
        sep_token="</s>",
        mask_token="<mask>",
        model_max_length=weights.shape.positions,
    )
