"""What an open index asks of whatever holds it: a folder on disk (`index.folder`) or an engine (`index.engine`).

It names the questions, not how they are answered. Passages and sentences go by numbers that mean nothing outside the
shelf that handed them out; a passage's numbers are in the order of the documents. Threads share a shelf.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.analyser import Analysis
from index.fuse import Fusion
from index.hit import Entry, Vectors
from index.pieces import Pieces
from index.question import Alternative, QuestionTerm
from index.vocabulary import Vocabulary
from ingest import Document, Passage

Within = frozenset[str]  # ids of documents: nothing else is looked at


@dataclass(frozen=True, slots=True)
class Heads:
    """The best passages by number, best first: by meaning with their cosine, by words with their BM25 score."""

    meaning: Mapping[int, float]
    words: Mapping[int, float]
    cosine: Callable[[int], float]  # of question and passage, for those that only the words found
    original: Callable[[int], int]  # the passage that one of these repeats, or itself


class Shelf(Protocol):
    """Raises IndexMismatch where what it reads is damaged."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """By id, each read when it is asked for."""
        ...

    @property
    def passages(self) -> Sequence[Passage]:
        """All, document by document, each made when it is asked for; a place here is not a passage's number."""
        ...

    @property
    def catalogue(self) -> tuple[Entry, ...]: ...

    @property
    def connections(self) -> tuple[int, int]:
        """To servers: in use by this process, and how many there may be; of a folder none."""
        ...

    @property
    def vocabulary(self) -> Vocabulary: ...

    @property
    def abbreviations(self) -> Mapping[str, Sequence[str]]:
        """What the documents define, all together."""
        ...

    @property
    def analysis(self) -> Analysis: ...

    def heads(
        self, vector: Vectors | None, terms: Sequence[QuestionTerm], fusion: Fusion, within: Within | None = None
    ) -> Heads:
        """`fusion` says how many of each and whether one of them counts at all; without a vector only the words do."""
        ...

    def holding(
        self, terms: Sequence[QuestionTerm], most: int, within: Within | None = None
    ) -> tuple[Sequence[int], int]:
        """The best `most` passages that hold every one of these terms, best first, and how many there are in all."""
        ...

    def frequencies(self, every: Sequence[Sequence[Alternative]]) -> Sequence[int]:
        """Of each how many passages hold at least one of the alternatives."""
        ...

    def stand_in(self, every: Sequence[Sequence[Alternative]], documents: Collection[str]) -> Sequence[bool]:
        """Of each whether any passage of these documents holds one of the alternatives."""
        ...

    def read(self, numbers: Sequence[int]) -> Sequence[tuple[Document, Passage]]:
        """Passages by number, each with its document, in the same order."""
        ...

    def among(self, numbers: Collection[int], documents: Within) -> Collection[int]:
        """Those of the passages that stand in these documents."""
        ...

    def repetitions(self, numbers: Sequence[int]) -> Sequence[tuple[int, ...]]:
        """Of each the passages that say the same, itself included, in order; nothing where it is said once."""
        ...

    def pieces(self, id: str) -> Pieces:
        """A document cut; raises KeyError."""
        ...

    def passage_count(self, id: str) -> int:
        """Of a document, without reading it; raises KeyError."""
        ...

    def numbered(self, number: int) -> Sequence[tuple[Pieces, int]]:
        """Where references stand to which their source gives this number: the document, and the start."""
        ...

    def first_line(self, id: str) -> int:
        """The number of a document's first sentence, the others follow it; raises KeyError."""
        ...

    def line(self, number: int) -> tuple[Pieces, int]:
        """A sentence by number: its document, and which of its sentences it is."""
        ...

    def cosines(self, lines: Sequence[int], vector: Vectors) -> NDArray[np.float32]:
        """Of each of these sentences and a question."""
        ...
