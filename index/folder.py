"""The folder on disk as an open index asks of it; it does not know how a folder is opened or kept whole."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from index.analyser import Analysis
from index.contents import Chosen
from index.fuse import Fusion
from index.hit import Entry, Vectors
from index.pieces import Pieces
from index.question import Alternative, QuestionTerm
from index.seam import Heads, Within
from index.store import Opened
from index.vocabulary import Vocabulary
from ingest import Document, Passage


class FolderShelf:
    """A `Shelf`; the numbers of its passages are their places, one after another."""

    def __init__(self, opened: Opened) -> None:
        self.documents: Mapping[str, Document] = opened.contents.documents
        self.passages: Sequence[Passage] = opened.contents.passages
        self.vocabulary: Vocabulary = opened.contents.vocabulary
        self.analysis: Analysis = opened.analysis
        self.connections = (0, 0)
        self._contents = opened.contents
        self._dense = opened.dense
        self._lexical = opened.lexical
        self._sentence_vectors = opened.sentence_vectors
        self._chosen = lru_cache(maxsize=32)(opened.contents.chosen)

    @property
    def catalogue(self) -> tuple[Entry, ...]:
        return self._contents.catalogue

    @property
    def abbreviations(self) -> Mapping[str, Sequence[str]]:
        return self._contents.abbreviations

    def heads(
        self, vector: Vectors | None, terms: Sequence[QuestionTerm], fusion: Fusion, within: Within | None = None
    ) -> Heads:
        chosen = self._within(within)
        rows = None if chosen is None else chosen.passages
        near = vector is not None and fusion.meaning
        meaning = self._dense.search(vector, fusion.head, rows) if vector is not None and near else {}
        words = self._lexical.search(terms, fusion.head, chosen) if fusion.words else {}
        return Heads(meaning, words, partial(self._cosine, vector), self._contents.original)

    def holding(
        self, terms: Sequence[QuestionTerm], most: int, within: Within | None = None
    ) -> tuple[Sequence[int], int]:
        return self._lexical.holding(terms, most, self._within(within))

    def frequencies(self, every: Sequence[Sequence[Alternative]]) -> Sequence[int]:
        return [self._lexical.frequency(one) for one in every]

    def stand_in(self, every: Sequence[Sequence[Alternative]], documents: Collection[str]) -> Sequence[bool]:
        return [self._lexical.stands_in(one, documents) for one in every]

    def read(self, numbers: Sequence[int]) -> Sequence[tuple[Document, Passage]]:
        return [self._one(number) for number in numbers]

    def among(self, numbers: Collection[int], documents: Within) -> Collection[int]:
        chosen = self._chosen(documents).documents
        return {number for number in numbers if self._contents.document_at(number) in chosen}

    def repetitions(self, numbers: Sequence[int]) -> Sequence[tuple[int, ...]]:
        return [self._contents.repetitions(number) for number in numbers]

    def pieces(self, id: str) -> Pieces:
        return self._contents.pieces(self._contents.number_of(id))

    def passage_count(self, id: str) -> int:
        first, last = self._contents.starts[self._contents.number_of(id) :][:2, 0].tolist()
        return int(last - first)

    def numbered(self, number: int) -> Sequence[tuple[Pieces, int]]:
        return [(self._contents.pieces(at), start) for at, start in self._contents.numbered(number)]

    def first_line(self, id: str) -> int:
        return int(self._contents.starts[self._contents.number_of(id), 1])

    def line(self, number: int) -> tuple[Pieces, int]:
        return self._contents.sentence_at(number)

    def cosines(self, lines: Sequence[int], vector: Vectors) -> NDArray[np.float32]:
        found: NDArray[np.float32] = self._sentence_vectors[list(lines)].astype(np.float32) @ vector
        return found

    def _within(self, ids: Within | None) -> Chosen | None:
        return None if ids is None else self._chosen(ids)

    def _one(self, number: int) -> tuple[Document, Passage]:
        pieces = self._contents.pieces(self._contents.document_at(number))
        return pieces.document, self.passages[number]

    def _cosine(self, vector: Vectors | None, number: int) -> float:
        return 0.0 if vector is None else self._dense.cosine(vector, number)
