"""Makes an index of documents and opens one; what did not change is not made again."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import ingest
from index.analyser import Analyser, Analysis
from index.context import sentence_text
from index.duplicates import repetitions
from index.encoder import Progress, give_back_memory
from index.fuse import Fusion
from index.hit import Encoder, IndexMismatch, Vectors
from index.known import NOTHING, Known, Unfinished, known, take_over
from index.lock import held
from index.pieces import Pieces, as_before, cut, digest, in_order, passage_texts, pieces_of
from index.question import Ways
from index.search import Index
from index.store import (
    FORMAT,
    Contents,
    Manifest,
    Opened,
    check_encoder,
    open_index,
    read_manifest,
    room,
    sweep,
    write_index,
)
from index.vocabulary import Forms, Vocabulary, build_vocabulary, forms_of
from ingest import Document, Splitting

PASSAGES, SENTENCES, WORDS = "passages", "zinnen", "woorden"  # the steps of `Progress`
_CHUNK = 32  # texts between two calls of `progress`


@dataclass(frozen=True, slots=True)
class Indexing:
    """A run that may write an index: what is there already, and nobody else who writes."""

    folder: Path
    encoder: Encoder
    manifest: Manifest | None  # of the index that is there, undamaged
    opened: Opened | None

    @property
    def known(self) -> Mapping[str, Document]:
        """The documents of the index that is there, by id: they need not be read again."""
        documents = self.opened.contents.documents if self.opened else ()
        return {document.id: document for document in documents}

    def build(
        self,
        documents: Sequence[Document],
        splitting: Splitting = Splitting(),  # noqa: B008 - frozen
        progress: Progress | None = None,
        analysis: Analysis = Analysis(),  # noqa: B008 - frozen
    ) -> Opened:
        """Index these documents and no others; what is there when nothing changed. Raises DiskFull.

        Whatever goes wrong, the index that was there stays whole, and vectors made until then are kept.
        """
        manifest = _manifest(documents, self.encoder, splitting, analysis)
        if self.opened is not None and self._is_current(self.opened, documents, manifest):
            return self.opened
        with room(self.folder):
            return self._make(documents, splitting, manifest, progress or _silent, analysis)

    def _is_current(self, opened: Opened, documents: Sequence[Document], manifest: Manifest) -> bool:
        return _made_with(self.manifest) == _made_with(manifest) and opened.contents.documents == tuple(documents)

    def _make(
        self,
        documents: Sequence[Document],
        splitting: Splitting,
        manifest: Manifest,
        progress: Progress,
        analysis: Analysis,
    ) -> Opened:
        former = self._former(manifest)
        pieces = [as_before(former, document) or cut(document, splitting, analysis.header) for document in documents]
        texts = [text for one in pieces for text in passage_texts(one, analysis.header)]
        unfinished = Unfinished(self.folder, self.encoder.name, self.encoder.dimension)
        passage_vectors, sentence_vectors = self._vectors(pieces, texts, unfinished, progress)
        progress(WORDS, 0, 1)
        forms = [forms_of(text) for text in texts]
        contents = _contents(pieces, build_vocabulary(forms, analysis))
        tokens = _tokens(forms, contents.vocabulary)
        opened = write_index(self.folder, manifest, contents, tokens, passage_vectors, sentence_vectors)
        unfinished.remove()
        progress(WORDS, 1, 1)
        return opened

    def _former(self, manifest: Manifest) -> Mapping[str, Pieces]:
        """The documents as they were cut before, by id; none where that was done otherwise."""
        if self.manifest is None or self.opened is None:
            return {}
        same = _made_with(self.manifest)[2:] == _made_with(manifest)[2:]
        return pieces_of(self.opened.contents) if same else {}

    def _vectors(
        self, pieces: Sequence[Pieces], texts: Sequence[str], unfinished: Unfinished, progress: Progress
    ) -> tuple[Vectors, NDArray[np.float16]]:
        """Of all passages, and of all sentences in the order in which an index keeps them."""
        passages, lines = self._known()
        begun = unfinished.read()
        keys = [key for one in pieces for key in one.passage_keys]
        passage_vectors = np.empty((len(keys), self.encoder.dimension), np.float32)
        new = take_over(passage_vectors, keys, (passages, begun))
        self._encode(PASSAGES, passage_vectors, new, texts.__getitem__, unfinished, progress)

        ordered = in_order(pieces)
        pairs = [(one.document, sentence) for one in ordered for sentence in one.sentences]
        keys = [key for one in ordered for key in one.sentence_keys]
        sentence_vectors = np.empty((len(keys), self.encoder.dimension), np.float16)
        new = take_over(sentence_vectors, keys, (lines, begun))
        self._encode(SENTENCES, sentence_vectors, new, lambda row: sentence_text(*pairs[row]), unfinished, progress)
        return passage_vectors, sentence_vectors

    def _known(self) -> tuple[Known, Known]:
        """Vectors of the passages and of the sentences that are there, where this encoder made them."""
        there, now = self.manifest, self.encoder
        if there is None or self.opened is None or (there.encoder, there.dimension) != (now.name, now.dimension):
            return NOTHING, NOTHING
        contents = self.opened.contents
        passages = known(contents.passage_keys, self.opened.dense.vectors())
        return passages, known(contents.sentence_keys, self.opened.sentence_vectors)

    def _encode(
        self,
        step: str,
        vectors: NDArray[Any],
        new: Mapping[str, Sequence[int]],
        text_of: Callable[[int], str],
        unfinished: Unfinished,
        progress: Progress,
    ) -> None:
        """Fill the rows of new texts; what is done is kept chunk by chunk."""
        done = len(vectors) - sum(map(len, new.values()))
        progress(step, done, len(vectors))
        texts = {key: text_of(rows[0]) for key, rows in new.items()}
        for keys in _chunks(texts):
            made = self.encoder.encode([texts[key] for key in keys])
            give_back_memory()
            unfinished.add(keys, made)
            for key, vector in zip(keys, made, strict=True):
                vectors[new[key]] = vector
            done += sum(len(new[key]) for key in keys)
            progress(step, done, len(vectors))


@contextmanager
def indexing(folder: Path, encoder: Encoder) -> Iterator[Indexing]:
    """Begin a run: the folder is its own until it ends. Raises IndexBusy where another run has it."""
    with held(folder):
        sweep(folder)
        yield Indexing(folder, encoder, *_there(folder))


def build_index(
    documents: Sequence[Document],
    encoder: Encoder,
    folder: Path,
    splitting: Splitting = Splitting(),  # noqa: B008 - frozen
    progress: Progress | None = None,
    *,
    fusion: Fusion = Fusion(),  # noqa: B008 - frozen
    words: Path | None = None,
    ways: Ways = Ways(),  # noqa: B008 - frozen
    analysis: Analysis = Analysis(),  # noqa: B008 - frozen
) -> Index:
    """A run with documents that were read already; raises IndexBusy and DiskFull."""
    with indexing(folder, encoder) as run:
        opened = run.build(documents, splitting, progress, analysis)
    return Index(opened, encoder, fusion, words, ways)


def load_index(
    folder: Path,
    encoder: Encoder,
    *,
    fusion: Fusion = Fusion(),  # noqa: B008 - frozen
    words: Path | None = None,
    ways: Ways = Ways(),  # noqa: B008 - frozen
) -> Index:
    """Open an index; `words` adds a word list of the user's own.

    Raises IndexMismatch when it is missing, damaged or made by another encoder.
    """
    return Index(_open(folder, encoder), encoder, fusion, words, ways)


def _open(folder: Path, encoder: Encoder) -> Opened:
    manifest = read_manifest(folder)
    check_encoder(folder, manifest, encoder.name, encoder.dimension)
    try:
        return open_index(folder, manifest)
    except IndexMismatch:
        if read_manifest(folder).data == manifest.data:
            raise
        return _open(folder, encoder)  # it was replaced while it was being read


def _there(folder: Path) -> tuple[Manifest | None, Opened | None]:
    """The index that is there; nothing where it is missing, damaged or of another version."""
    try:
        manifest = read_manifest(folder)
        return manifest, open_index(folder, manifest)
    except IndexMismatch:
        return None, None


def _silent(_step: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


def _manifest(documents: Sequence[Document], encoder: Encoder, splitting: Splitting, analysis: Analysis) -> Manifest:
    return Manifest(
        FORMAT,
        encoder.name,
        encoder.dimension,
        asdict(splitting),
        asdict(analysis),
        _code(),
        tuple((document.id, document.sha256) for document in documents),
        datetime.now().astimezone().isoformat(timespec="seconds"),
    )


def _made_with(manifest: Manifest | None) -> tuple[object, ...]:
    if manifest is None:
        return ()
    return manifest.encoder, manifest.dimension, manifest.splitting, manifest.analysis, manifest.code


@cache
def _code() -> str:
    """Digest of the code that cuts texts: what other code cut is cut again; vectors and documents are not made again.

    Whether a file is read again, `RULES` in ingest says. What another version of a library does is not noticed.
    """
    folders = (Path(__file__).parent, Path(ingest.__file__).parent)
    return digest("".join(file.read_text(encoding="utf-8") for one in folders for file in sorted(one.glob("*.py"))))


def _contents(pieces: Sequence[Pieces], vocabulary: Vocabulary) -> Contents:
    passages = tuple(passage for one in pieces for passage in one.passages)
    ordered = in_order(pieces)
    return Contents(
        tuple(one.document for one in pieces),
        passages,
        repetitions(passages),
        tuple(sentence for one in ordered for sentence in one.sentences),
        vocabulary,
        {one.document.id: one.defined for one in pieces if one.defined},
        tuple(key for one in pieces for key in one.passage_keys),
        tuple(key for one in ordered for key in one.sentence_keys),
    )


def _tokens(texts: Iterable[Forms], vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    analyser = Analyser(vocabulary.readings)
    return (tuple(token for forms in text for token in analyser.form_tokens(forms)) for text in texts)


def _chunks(texts: Mapping[str, str]) -> list[list[str]]:
    """Keys of texts of like length, so that batches pad little.

    The chunks come in any order (the same in every run): short ones first would make the time left look far too short.
    """
    ordered = sorted(texts, key=lambda key: len(texts[key]))
    chunks = [ordered[at : at + _CHUNK] for at in range(0, len(ordered), _CHUNK)]
    random.Random(0).shuffle(chunks)
    return chunks
