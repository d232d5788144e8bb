"""Puts the best passages in a better order with a cross-encoder; it does not know how they were found.

None is set by default: on two cores it takes longer than all the rest of an answer, and no package carries a Dutch one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from index.e5 import ModelUnavailable

NOT_OPENED = (
    "Het model {model} om passages te herschikken kon niet worden geopend ({reason}). "
    "Geef een bestaande map of modelnaam op, of laat de instelling leeg."
)
NO_SCORE = (
    "Het model {model} geeft {labels} getallen per passage in plaats van één, "
    "dus het kan passages niet herschikken. Kies een cross-encoder die één score geeft."
)
_BATCH = 8


@dataclass(frozen=True, slots=True)
class CrossReranker:
    """A `Reranker` around a CrossEncoder of sentence-transformers; threads may share it, and wait for each other."""

    name: str
    model: Any  # CrossEncoder, imported when a model is opened
    depth: int = 20
    lock: Lock = field(default_factory=Lock)

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """As the model gives them, whatever their scale; higher is better."""
        if not texts:
            return ()
        pairs = [(question, text) for text in texts]
        with self.lock:
            found = self.model.predict(pairs, batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=True)
        return tuple(float(score) for score in found)


def open_reranker(model: str) -> CrossReranker:
    """A cross-encoder from a local folder or a hub; raises ModelUnavailable."""
    from sentence_transformers import CrossEncoder

    from index.reference import hush

    hush()
    try:
        opened = CrossEncoder(model, device="cpu", local_files_only=Path(model).is_dir())
    except (OSError, ValueError) as error:
        raise ModelUnavailable(NOT_OPENED.format(model=model, reason=error)) from error
    if opened.num_labels != 1:
        raise ModelUnavailable(NO_SCORE.format(model=model, labels=opened.num_labels))
    return CrossReranker(model, opened)
