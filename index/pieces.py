"""A document as it is searched: its passages and sentences, and the digests of the texts that stand for them.

It is cut out of the document; it does not know what was cut before.
"""

import hashlib
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from index.context import passage_text, sentence_text
from index.thesaurus import learn_abbreviations
from ingest import Document, Passage, Sentence, Splitting, sentences, split

KEY = 16  # bytes of a digest


@dataclass(frozen=True, slots=True)
class Pieces:
    """One document as it is searched."""

    document: Document
    passages: tuple[Passage, ...]
    passage_keys: tuple[bytes, ...]  # digest of each text that stands for a passage
    sentences: tuple[Sentence, ...]  # by position
    sentence_keys: tuple[bytes, ...]
    defined: Mapping[str, Sequence[str]]  # abbreviations and their meanings


def digest(text: str) -> str:
    return key(text).hex()


def key(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=KEY).digest()


def cut(document: Document, splitting: Splitting, header: bool = True) -> Pieces:
    passages, lines = split(document, splitting), sentences(document)
    return Pieces(
        document,
        passages,
        tuple(key(passage_text(document, passage, header)) for passage in passages),
        lines,
        tuple(key(sentence_text(document, line)) for line in lines),
        learn_abbreviations(document.text),
    )


def passage_texts(one: Pieces, header: bool = True) -> Iterator[str]:
    return (passage_text(one.document, passage, header) for passage in one.passages)


class MadePassages(Sequence[Passage]):
    """All passages of an index, each made when it is asked for."""

    @overload
    def __getitem__(self, at: int) -> Passage: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Passage, ...]: ...

    def __getitem__(self, at: int | slice) -> Passage | tuple[Passage, ...]:
        chosen = range(len(self))[at]
        return self._one(chosen) if isinstance(chosen, int) else tuple(map(self._one, chosen))

    @abstractmethod
    def _one(self, number: int) -> Passage: ...
