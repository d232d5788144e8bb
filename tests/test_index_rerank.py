"""A cross-encoder in the slot for one: a real model of a few thousand weights, made here."""

from pathlib import Path

import pytest

from index import ModelUnavailable, open_reranker

pytestmark = pytest.mark.encoder

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "wonen", "zorg", "gemeente", "de", "voor", "armoede", "school"]


def cross_encoder(folder: Path, labels: int) -> Path:
    """A BERT of two tiny layers with random weights, the same in every run."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from tokenizers.processors import TemplateProcessing
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    special = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **special).save_pretrained(folder)
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        initializer_range=0.5,  # so large that texts get clearly different scores
        num_labels=labels,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_passages_get_the_scores_of_the_model(tmp_path: Path) -> None:
    from sentence_transformers import CrossEncoder

    folder = cross_encoder(tmp_path / "model", labels=1)
    texts = ["de gemeente", "zorg voor armoede", "school"]
    theirs = CrossEncoder(str(folder), device="cpu").predict([("wonen", text) for text in texts])
    ours = open_reranker(str(folder)).scores("wonen", texts)
    assert ours == pytest.approx(tuple(map(float, theirs)), abs=1e-5)
    assert len(set(ours)) == 3


def test_no_passages_get_no_scores(tmp_path: Path) -> None:
    reranker = open_reranker(str(cross_encoder(tmp_path / "model", labels=1)))
    assert reranker.scores("wonen", []) == ()
    assert reranker.depth > 0


def test_a_model_with_several_scores_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="3 getallen per passage"):
        open_reranker(str(cross_encoder(tmp_path / "model", labels=3)))


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    with pytest.raises(ModelUnavailable, match="leeg"):
        open_reranker(str(tmp_path / "leeg"))
