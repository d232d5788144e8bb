"""Makes an index of documents and opens one; what did not change is not encoded again."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from index.analyser import Analyser
from index.context import passage_text, repetitions, sentence_text
from index.dutch import ANALYSER
from index.encoder import Progress
from index.fuse import Fusion
from index.hit import Encoder, IndexMismatch, Vectors
from index.search import Index
from index.store import (
    FORMAT,
    Contents,
    Manifest,
    Opened,
    check_encoder,
    open_index,
    read_manifest,
    write_index,
)
from index.thesaurus import learn_abbreviations
from index.vocabulary import Vocabulary, build_vocabulary
from ingest import Document, Passage, Sentence, Splitting, sentences, split

PASSAGES, SENTENCES, WORDS = "passages", "zinnen", "woorden"  # the steps of `Progress`
_CHUNK = 32  # texts between two calls of `progress`


@dataclass(frozen=True, slots=True)
class Material:
    """What is searched, and the texts that stand for it."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]  # by document id and position, so that those of a passage are found fast
    passage_texts: tuple[str, ...]
    sentence_texts: tuple[str, ...]


def build_index(
    documents: Sequence[Document],
    encoder: Encoder,
    folder: Path,
    splitting: Splitting = Splitting(),  # noqa: B008 - frozen
    progress: Progress | None = None,
    *,
    fusion: Fusion = Fusion(),  # noqa: B008 - frozen
    words: Path | None = None,
) -> Index:
    """Index documents into `folder`, or open what is there when nothing changed.

    Vectors of texts that were encoded before by the same encoder are taken over. Whatever goes wrong, the
    index that was there stays whole.
    """
    material = _material(documents, splitting)
    manifest = _manifest(material, encoder, splitting)
    if not _is_current(folder, manifest):
        _make(material, encoder, folder, manifest, progress or _silent)
    return load_index(folder, encoder, fusion=fusion, words=words)


def load_index(
    folder: Path,
    encoder: Encoder,
    *,
    fusion: Fusion = Fusion(),  # noqa: B008 - frozen
    words: Path | None = None,
) -> Index:
    """Open an index; `words` adds a word list of the user's own.

    Raises IndexMismatch when it is missing, damaged or made by another encoder.
    """
    return Index(_open(folder, encoder), encoder, fusion, words)


def _open(folder: Path, encoder: Encoder) -> Opened:
    manifest = read_manifest(folder)
    check_encoder(folder, manifest, encoder.name, encoder.dimension)
    try:
        return open_index(folder, manifest)
    except IndexMismatch:
        if read_manifest(folder).data == manifest.data:
            raise
        return _open(folder, encoder)  # it was replaced while it was being read


def _silent(_step: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


def _material(documents: Sequence[Document], splitting: Splitting) -> Material:
    by_id = {document.id: document for document in documents}
    passages = tuple(passage for document in documents for passage in split(document, splitting))
    every = (sentence for document in documents for sentence in sentences(document))
    ordered = tuple(sorted(every, key=lambda sentence: (sentence.document_id, sentence.start)))
    return Material(
        tuple(documents),
        passages,
        ordered,
        tuple(passage_text(by_id[passage.document_id], passage) for passage in passages),
        tuple(sentence_text(by_id[sentence.document_id], sentence) for sentence in ordered),
    )


def _manifest(material: Material, encoder: Encoder, splitting: Splitting) -> Manifest:
    return Manifest(
        FORMAT,
        ANALYSER,
        encoder.name,
        encoder.dimension,
        asdict(splitting),
        _key(repr(material)),
        tuple((document.id, document.sha256) for document in material.documents),
        datetime.now().astimezone().isoformat(timespec="seconds"),
    )


def _is_current(folder: Path, manifest: Manifest) -> bool:
    """Whether the folder holds, undamaged, what would be made."""
    try:
        there = read_manifest(folder)
        if replace(there, made=manifest.made, data="", files={}) != manifest:
            return False
        open_index(folder, there)
    except IndexMismatch:
        return False
    return True


def _make(material: Material, encoder: Encoder, folder: Path, manifest: Manifest, progress: Progress) -> None:
    texts, lines = material.passage_texts, material.sentence_texts
    known = _known_vectors(folder, encoder)
    passage_vectors = _encode(texts, encoder, known, PASSAGES, progress)
    sentence_vectors = _encode(lines, encoder, known, SENTENCES, progress)
    progress(WORDS, 0, 1)
    vocabulary = build_vocabulary(texts)
    contents = Contents(
        material.documents,
        material.passages,
        repetitions(material.passages),
        material.sentences,
        vocabulary,
        _abbreviations(material.documents),
        tuple(map(_key, texts)),
        tuple(map(_key, lines)),
    )
    write_index(folder, manifest, contents, _tokens(texts, vocabulary), passage_vectors, sentence_vectors)
    progress(WORDS, 1, 1)


def _tokens(texts: Iterable[str], vocabulary: Vocabulary) -> Iterable[tuple[str, ...]]:
    analyser = Analyser(vocabulary.readings)
    return (analyser.tokens(text) for text in texts)


def _abbreviations(documents: Sequence[Document]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for document in documents:
        for short, meanings in learn_abbreviations(document.text).items():
            found.setdefault(short, []).extend(meanings)
    return found


def _key(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _known_vectors(folder: Path, encoder: Encoder) -> dict[str, Vectors]:
    """Vectors of the index that is there, by the digest of their text; none if it cannot be used."""
    try:
        manifest = read_manifest(folder)
        check_encoder(folder, manifest, encoder.name, encoder.dimension)
        opened = open_index(folder, manifest)
    except IndexMismatch:
        return {}
    contents = opened.contents
    known = dict(zip(contents.sentence_keys, opened.sentence_vectors, strict=True))
    return known | dict(zip(contents.passage_keys, opened.dense.vectors(), strict=True))


def _encode(
    texts: Sequence[str], encoder: Encoder, known: Mapping[str, Vectors], step: str, progress: Progress
) -> Vectors:
    """Vectors in the order of the texts; the new ones are encoded by length, so that batches pad little."""
    vectors = dict(known)
    new = {_key(text): text for text in texts if _key(text) not in known}
    ordered = sorted(new, key=lambda key: len(new[key]))
    done = len(texts) - len(new)
    progress(step, done, len(texts))
    for at in range(0, len(ordered), _CHUNK):
        keys = ordered[at : at + _CHUNK]
        vectors |= dict(zip(keys, encoder.encode([new[key] for key in keys]), strict=True))
        done += len(keys)
        progress(step, done, len(texts))
    rows = [vectors[_key(text)] for text in texts]
    return np.stack(rows) if rows else np.empty((0, encoder.dimension), np.float32)
