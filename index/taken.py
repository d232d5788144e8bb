"""Vectors of a batch of documents: those that a former state has are taken over, the others made.

It does not know where they are kept.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from index.batches import Halves
from index.context import sentence_text
from index.encoder import give_back_memory
from index.hit import Encoder
from index.pieces import Pieces, passage_texts

_CHUNK = 32  # texts that are encoded at once: of like length, so that they pad little
_REMEMBERED = 50_000  # vectors of texts that may come again: headings, formulas


class Vectors:
    """Makes vectors, the same text once as long as it is remembered."""

    def __init__(self, encoder: Encoder, header: bool) -> None:
        self._encoder = encoder
        self._header = header
        self._made: dict[bytes, Halves] = {}

    def of(self, batch: Sequence[Pieces], known: Mapping[bytes, Halves]) -> list[tuple[Halves, Halves]]:
        """Of each document those of its passages and those of its sentences."""
        wanted: dict[bytes, str] = {}
        for one in batch:
            wanted |= zip(one.passage_keys, passage_texts(one, self._header), strict=True)
            lines = (sentence_text(one.document, line) for line in one.sentences)
            wanted |= zip(one.sentence_keys, lines, strict=True)
        found = {key: known.get(key, self._made.get(key)) for key in wanted}
        found |= self._encoded({key: wanted[key] for key, vector in found.items() if vector is None})
        return [(self._rows(one.passage_keys, found), self._rows(one.sentence_keys, found)) for one in batch]

    def _encoded(self, texts: Mapping[bytes, str]) -> dict[bytes, Halves]:
        keys = sorted(texts, key=lambda key: len(texts[key]))
        made: dict[bytes, Halves] = {}
        for at in range(0, len(keys), _CHUNK):
            chunk = keys[at : at + _CHUNK]
            made |= zip(chunk, self._encoder.encode([texts[key] for key in chunk]).astype(np.float16), strict=True)
            give_back_memory()
        if len(self._made) + len(made) > _REMEMBERED:
            self._made.clear()
        self._made |= made
        return made

    def _rows(self, keys: Iterable[bytes], found: Mapping[bytes, Halves | None]) -> Halves:
        rows = [found[key] for key in keys]
        return np.array(rows, np.float16).reshape(-1, self._encoder.dimension)
