"""A document as it is searched: its passages and sentences, and the digests of the texts that stand for them.

It is cut out of the document, or taken over from the index that is there; it does not know which of both is right.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.context import passage_text, sentence_text
from index.store import Contents
from index.thesaurus import learn_abbreviations
from ingest import Document, Passage, Sentence, Splitting, sentences, split


@dataclass(frozen=True, slots=True)
class Pieces:
    """One document as it is searched."""

    document: Document
    passages: tuple[Passage, ...]
    passage_keys: tuple[str, ...]  # digest of each text that stands for a passage
    sentences: tuple[Sentence, ...]  # by position
    sentence_keys: tuple[str, ...]
    defined: Mapping[str, Sequence[str]]  # abbreviations and their meanings


def digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def cut(document: Document, splitting: Splitting, header: bool = True) -> Pieces:
    passages, lines = split(document, splitting), sentences(document)
    return Pieces(
        document,
        passages,
        tuple(digest(passage_text(document, passage, header)) for passage in passages),
        lines,
        tuple(digest(sentence_text(document, line)) for line in lines),
        learn_abbreviations(document.text),
    )


def as_before(former: Mapping[str, Pieces], document: Document) -> Pieces | None:
    """The same document as it was cut before."""
    found = former.get(document.id)
    return found if found is not None and found.document == document else None


def pieces_of(contents: Contents) -> dict[str, Pieces]:
    """The documents of an index, by id."""
    passages = _grouped(contents.passages, contents.passage_keys)
    lines = _grouped(contents.sentences, contents.sentence_keys)
    none: tuple[tuple[Any, ...], tuple[str, ...]] = ((), ())
    return {
        one.id: Pieces(one, *passages.get(one.id, none), *lines.get(one.id, none), contents.defined.get(one.id, {}))
        for one in contents.documents
    }


def _grouped(found: Iterable[Any], keys: Iterable[str]) -> dict[str, tuple[tuple[Any, ...], tuple[str, ...]]]:
    """Passages or sentences with their keys, by document."""
    groups: dict[str, list[tuple[Any, str]]] = {}
    for one, key in zip(found, keys, strict=True):
        groups.setdefault(one.document_id, []).append((one, key))
    return {document: tuple(zip(*pairs, strict=True)) for document, pairs in groups.items()}  # type: ignore[misc]


def passage_texts(one: Pieces, header: bool = True) -> Iterator[str]:
    return (passage_text(one.document, passage, header) for passage in one.passages)


def in_order(pieces: Iterable[Pieces]) -> list[Pieces]:
    """As an index keeps sentences: by document id, so that those of a passage are found fast."""
    return sorted(pieces, key=lambda one: one.document.id)
