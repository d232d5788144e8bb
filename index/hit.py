"""What the search returns: hits, terms and matches; it does not know how they are found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest import Kind, Passage, Sentence

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into unit vectors of shape (len(texts), dimension)."""

    @property
    def name(self) -> str:
        """What an index remembers: the same name means the same vectors."""
        ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors: ...


class Reranker(Protocol):
    """Judges texts beside a question, better and slower than a search can; threads may share it."""

    @property
    def name(self) -> str: ...

    @property
    def depth(self) -> int:
        """How many of the best passages it looks at."""
        ...

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """One for each text, higher is better."""
        ...


class IndexMismatch(Exception):
    """An index that is missing, damaged or made by another encoder; `str(error)` names the remedy."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of a document: everything but its text."""

    id: str
    source: str  # file name
    title: str
    publisher: str
    speaker: str
    aliases: tuple[str, ...]  # how people call the publisher
    kind: Kind
    date: str


@dataclass(frozen=True, slots=True)
class Hit:
    passage: Passage
    score: float  # fused, higher is better
    dense_rank: int | None  # 1 is best; at least one of both ranks is set
    lexical_rank: int | None
    meaning: float  # cosine of question and passage
    also: tuple[Passage, ...] = ()  # the other places that say (nearly) the same


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of a question as the index knows it."""

    surface: str  # as typed
    tokens: tuple[str, ...]  # stems that count as this word: itself, parts of a compound, corrected spelling
    weight: float  # idf in this corpus; the highest there is for a word that occurs nowhere
    frequency: int  # passages that hold it; 0: the documents do not know this word
    meant: tuple[str, ...] = ()  # what it was read as, where not as typed


@dataclass(frozen=True, slots=True)
class Match:
    """How well one sentence fits a question."""

    sentence: Sentence
    meaning: float  # cosine of question and sentence
    overlap: float  # 0..1: share of the question's term weight found in the sentence itself
    context: float  # 0..1: the same, found in the sentence, its lead or its headings
