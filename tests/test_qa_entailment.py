"""The slot for a model that judges entailment, with a real (tiny, untrained) one made on the spot."""

from dataclasses import replace
from pathlib import Path

import pytest

from index import ModelUnavailable
from qa.drafting import drafts
from qa.entailment import EntailmentModel, open_entailment
from qa.prompt import shown_hits
from qa.support import Fault
from qa.verify import Judge, Support, find_fault
from tests.writers import SECOND, TEXT, evidence

LABELS = ("contradiction", "neutral", "entailment")


def made(folder: Path, labels: tuple[str, ...] = LABELS) -> Path:
    """A classifier of two small layers, saved as a folder."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    torch.manual_seed(1)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted(set(TEXT.replace(".", " .").split()))]
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]")
    fast.save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=64, id2label=dict(enumerate(labels)),
        label2id={label: n for n, label in enumerate(labels)},
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def with_bias(model: EntailmentModel, label: int) -> EntailmentModel:
    """The same model, sure of one label whatever it reads."""
    import torch

    with torch.no_grad():
        model.model.classifier.weight.zero_()
        model.model.classifier.bias.copy_(torch.eye(3)[label] * 9)
    return model


def test_a_model_gives_the_probability_of_its_label_for_entailment(tmp_path: Path) -> None:
    model = open_entailment(str(made(tmp_path)))
    assert model.label == 2
    assert 0 < model.probability(SECOND, SECOND) < 1
    assert with_bias(model, 2).probability(SECOND, SECOND) > 0.99
    assert with_bias(model, 0).probability(SECOND, SECOND) < 0.01


def test_a_text_longer_than_the_model_can_read_is_cut_and_the_sentence_is_not(tmp_path: Path) -> None:
    assert 0 < open_entailment(str(made(tmp_path))).probability(SECOND * 100, SECOND) < 1


def test_a_sentence_that_does_not_follow_falls(tmp_path: Path) -> None:
    given = evidence()
    (draft,) = drafts([f"{SECOND[:-1]} [1]."], given, shown_hits(given))
    model = open_entailment(str(made(tmp_path)))
    sure = Judge(lambda _sentence, _support: 1.0, 0.9, with_bias(model, 2))
    assert find_fault(draft, given.documents, sure) is None
    assert find_fault(draft, given.documents, replace(sure, entailment=with_bias(model, 0))) is Fault.ENTAILMENT


def test_a_sentence_of_another_meaning_falls() -> None:
    def far(_sentence: str, _support: Support) -> float:
        return 0.5

    given = evidence()
    (draft,) = drafts([f"{SECOND[:-1]} [1]."], given, shown_hits(given))
    assert find_fault(draft, given.documents, Judge(far, 0.9)) is Fault.MEANING


def test_a_model_without_such_a_label_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="geen label “entailment”"):
        open_entailment(str(made(tmp_path, ("goed", "slecht", "matig"))))


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="BRONWIJZER_NLI"):
        open_entailment(str(tmp_path / "nergens"))
