"""Any number of documents in real words, and vectors for them without a model; it measures nothing.

The documents are seeded recombinations of the sentences of real decisions, with other figures in them. Sentences of
decisions that stand near each other in the file come together more often than others, as documents have a subject.
"""

import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from ingest import Block, BlockKind, Document, Kind, Section

PASSAGES = 3  # to a document
WORDS = 90  # from so many words on a block is full: about the length that passages have
NEAR = 15  # decisions before and after that count as the same subject
STRAY = 0.2  # share of sentences on another subject
SPEAKER, PUBLISHER = "de Vlaamse Regering", "Vlaamse Regering"
QUESTION = "Wat is er beslist over {}?"
ASKED = 5  # words of a sentence that a question is made of
DIMENSION = 384

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]{4,}")
_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True)
class Synthetic(Sequence[Document]):
    """Documents that are made when they are asked for, the same each time."""

    titles: Sequence[str]
    sentences: Sequence[Sequence[str]]  # of each decision
    documents: int

    def __len__(self) -> int:
        return self.documents

    @overload
    def __getitem__(self, at: int) -> Document: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Document]: ...

    def __getitem__(self, at: int | slice) -> Document | Sequence[Document]:
        chosen = range(self.documents)[at]
        return self._document(chosen) if isinstance(chosen, int) else [self._document(number) for number in chosen]

    def questions(self, count: int) -> list[str]:
        """Rare words of sentences that stand in the documents."""
        chance = random.Random(-1)
        rare = self._rarity
        found = []
        for _ in range(count):
            sentence = chance.choice(self.sentences[chance.randrange(len(self.sentences))])
            words = sorted(set(_WORD.findall(sentence)), key=lambda word: (-rare.get(word.lower(), 0), word))[:ASKED]
            found.append(QUESTION.format(" ".join(sorted(words, key=sentence.find))))
        return found

    @cached_property
    def _rarity(self) -> dict[str, float]:
        return rarity(self.sentences)

    def _document(self, number: int) -> Document:
        chance = random.Random(number)
        subject = chance.randrange(len(self.titles))
        blocks, text = [], ""
        heading = (self.titles[subject],)
        for _ in range(PASSAGES):
            start, text = len(text), text + " ".join(self._block(subject, chance))
            blocks.append(Block(BlockKind.PARAGRAPH, heading, None, start, len(text)))
            text += "\n\n"
        text = text.rstrip()
        id = hashlib.blake2b(f"{number} {text}".encode(), digest_size=8).hexdigest()
        section = Section(heading, None, 0, len(text), SPEAKER, Kind.DECISIONS)
        return Document(
            id,
            f"beslissing-{number:07}.txt",
            hashlib.sha256(text.encode()).hexdigest(),
            self.titles[subject],
            PUBLISHER,
            SPEAKER,
            (SPEAKER,),
            Kind.DECISIONS,
            str(2010 + number % 15),
            "nl",
            "",
            text,
            (section,),
            tuple(blocks),
        )

    def _block(self, subject: int, chance: random.Random) -> Iterator[str]:
        words = 0
        while words < WORDS:
            near = (subject + chance.randint(-NEAR, NEAR)) % len(self.sentences)
            decision = chance.randrange(len(self.sentences)) if chance.random() < STRAY else near
            sentence = _FIGURE.sub(lambda found: _other(found[0], chance), chance.choice(self.sentences[decision]))
            words += sentence.count(" ") + 1
            yield sentence


def _other(figure: str, chance: random.Random) -> str:
    return "".join(chance.choice("123456789") for _ in figure)


def synthetic(decisions: Path, passages: int) -> Synthetic:
    """Documents with about so many passages, from a file with a decision a line: title, body."""
    titles, sentences = [], []
    with decisions.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            found = [one for one in _SENTENCE.split(" ".join(row["body"].split())) if _WORD.search(one)]
            if found:
                titles.append(" ".join(row["title"].split()))
                sentences.append(found)
    return Synthetic(titles, sentences, -(-passages // PASSAGES))


def rarity(texts: Sequence[Sequence[str]]) -> dict[str, float]:
    """idf of the words of some decisions."""
    counts = Counter(word for one in texts for word in {word.lower() for word in _WORD.findall(" ".join(one))})
    return {word: log(len(texts) / count) for word, count in counts.items()}


@dataclass(frozen=True, slots=True)
class WordVectors:
    """An encoder without a model: the sum of the vectors of a text's words, by random indexing (Sahlgren 2005).

    Each decision has a random vector; a word has the sum of those of the decisions in which it stands, so words that
    are used together lie near each other, and texts on one subject cluster as those of a real model do. Figures and
    short words have none.
    """

    rows: dict[str, int]
    vectors: NDArray[np.float32]
    name: str = "words"
    dimension: int = DIMENSION

    def encode(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:  # noqa: ARG002 - the seam
        made = np.zeros((len(texts), self.dimension), np.float32)
        for number, text in enumerate(texts):
            words = (self.rows.get(word) for word in _WORD.findall(text.lower()))
            made[number] = self.vectors[[row for row in words if row is not None]].sum(axis=0)
        made /= np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)
        return made


def word_vectors(documents: Synthetic) -> WordVectors:
    rare = rarity(documents.sentences)
    rows = {word: row for row, word in enumerate(rare)}
    signs = np.random.default_rng(0).standard_normal((len(documents.sentences), DIMENSION)).astype(np.float32)
    vectors = np.zeros((len(rows), DIMENSION), np.float32)
    for sign, one in zip(signs, documents.sentences, strict=True):
        vectors[[rows[word] for word in {word.lower() for word in _WORD.findall(" ".join(one))}]] += sign
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return WordVectors(rows, vectors / norms * np.array(list(rare.values()), np.float32)[:, None])
