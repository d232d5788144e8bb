"""A slot for a model that judges whether a quote entails a sentence (natural language inference). None by default.

It sees one quote and one sentence; it makes no citation.
"""

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from index import ModelUnavailable
from qa import phrases


class Entailment(Protocol):
    """Judges whether what is said follows from a text; threads may share it."""

    def probability(self, text: str, sentence: str) -> float:
        """0..1: the chance that the sentence follows from the text."""
        ...


@dataclass(frozen=True, slots=True)
class EntailmentModel:
    """A sequence classifier of `transformers` that knows a label for entailment."""

    name: str
    tokenizer: Any  # transformers types its models by what is in a file
    model: Any
    label: int
    lock: threading.Lock = field(default_factory=threading.Lock)

    def probability(self, text: str, sentence: str) -> float:
        import torch

        read = self.tokenizer(text, sentence, truncation="only_first", max_length=_room(self), return_tensors="pt")
        with self.lock, torch.inference_mode():
            scores = self.model(**read).logits[0].softmax(-1)
        return float(scores[self.label])


def open_entailment(model: str) -> EntailmentModel:
    """From a local folder or a hub; raises ModelUnavailable."""
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    local = {"local_files_only": True} if Path(model).expanduser().is_dir() else {}
    try:
        tokenizer = AutoTokenizer.from_pretrained(model, **local)
        opened = AutoModelForSequenceClassification.from_pretrained(model, **local)
    except (OSError, ValueError, KeyError) as error:
        raise ModelUnavailable(phrases.NLI_NOT_OPENED.format(model=model, reason=error)) from error
    labels = {number: str(label).lower() for number, label in opened.config.id2label.items()}
    found = [number for number, label in labels.items() if label.startswith("entail")]
    if not found:
        raise ModelUnavailable(phrases.NLI_NO_LABEL.format(model=model, labels=", ".join(labels.values())))
    return EntailmentModel(model, tokenizer, opened.eval(), found[0])


def _room(judge: EntailmentModel) -> int:
    """Tokens that the model can read at once."""
    return min(int(getattr(judge.model.config, "max_position_embeddings", 512)) - 2, 512)
