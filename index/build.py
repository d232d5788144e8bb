"""Makes an index of documents and opens one; what did not change is not made again."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np

import ingest
from index.analyser import Analyser, Analysis
from index.contents import Contents, Writer, opened_array, write_repeats
from index.context import passage_text, sentence_text
from index.dense import write_dense
from index.duplicates import SKETCH, repetitions, sketch
from index.encoder import Progress, give_back_memory
from index.folder import FolderShelf
from index.fuse import Fusion
from index.hit import Encoder, IndexMismatch, Reranker, Vectors
from index.known import NOTHING, Keys, Known, Numbers, Unfinished, VectorFile, known, take_over
from index.lexical import AnalysedTexts, write_lexical
from index.lock import held
from index.pieces import Pieces, cut, digest, passage_texts
from index.question import Ways
from index.seam import Shelf
from index.search import Index
from index.store import (
    FORMAT,
    SENTENCE_VECTORS,
    WORDS_FOLDER,
    Manifest,
    Opened,
    check_encoder,
    drafted,
    open_index,
    read_manifest,
    sweep,
)
from index.vocabulary import Forms, build_vocabulary, forms_of
from ingest import Document, Splitting

PASSAGES, SENTENCES, WORDS = "passages", "zinnen", "woorden"  # the steps of `Progress`
VECTORS, _SPOOL = "vectors.npy", "words.part"  # of the passages, until they are in FAISS and in tantivy
_CHUNK = 32  # texts between two calls of `progress`
_STRETCH = 20_000  # texts in memory at once


@dataclass(frozen=True, slots=True)
class Indexing:
    """A run that may write an index: what is there already, and nobody else who writes."""

    folder: Path
    encoder: Encoder
    manifest: Manifest | None  # of the index that is there, undamaged
    opened: Opened | None
    known: Mapping[str, Document]  # the documents of that index, by id: they need not be read again

    def build(
        self,
        documents: Sequence[Document],
        splitting: Splitting = Splitting(),  # noqa: B008 - frozen
        progress: Progress | None = None,
        analysis: Analysis = Analysis(),  # noqa: B008 - frozen
    ) -> Opened:
        """Index these documents and no others; what is there when nothing changed. Raises DiskFull.

        Whatever goes wrong, the index that was there stays whole, and vectors made until then are kept. The documents
        are gone through one by one, so they may be a sequence that makes each when it is asked for.
        """
        manifest = manifest_of(self.encoder, splitting, analysis)
        if self.opened is not None and self._is_current(documents, manifest):
            return self.opened
        with drafted(self.folder, manifest) as data:
            self._make(data, documents, splitting, manifest, progress or silent, analysis)
        return open_index(self.folder, read_manifest(self.folder))

    def _is_current(self, documents: Sequence[Document], manifest: Manifest) -> bool:
        if _made_with(self.manifest) != _made_with(manifest) or len(self.known) != len(documents):
            return False
        return all(id == one.id and self.known[id] == one for id, one in zip(self.known, documents, strict=True))

    def _make(
        self,
        data: Path,
        documents: Sequence[Document],
        splitting: Splitting,
        manifest: Manifest,
        progress: Progress,
        analysis: Analysis,
    ) -> None:
        pieces = self._pieces(documents, splitting, manifest, analysis)
        contents, analysed = _write_contents(data, pieces, analysis)
        unfinished = Unfinished(self.folder, self.encoder.name, self.encoder.dimension)
        self._write_vectors(data, contents, unfinished, progress, analysis)
        progress(WORDS, 0, 1)
        write_lexical(data / WORDS_FOLDER, zip(contents.owners(), analysed.texts(), strict=True))
        analysed.remove()
        contents.close()
        unfinished.remove()
        progress(WORDS, 1, 1)

    def _pieces(
        self, documents: Iterable[Document], splitting: Splitting, manifest: Manifest, analysis: Analysis
    ) -> Iterator[Pieces]:
        """Each document cut, or as it was cut before where that was done in the same way."""
        same = self.manifest is not None and _made_with(self.manifest)[2:] == _made_with(manifest)[2:]
        for document in documents:
            former = self._former(document) if same else None
            yield former or cut(document, splitting, analysis.header)

    def _former(self, document: Document) -> Pieces | None:
        if self.opened is None or self.known.get(document.id) != document:
            return None
        contents = self.opened.contents
        return contents.pieces_of(contents.number_of(document.id), document)

    def _write_vectors(
        self, data: Path, contents: Contents, unfinished: Unfinished, progress: Progress, analysis: Analysis
    ) -> None:
        """Of all passages, and of all sentences in the order in which an index keeps them."""
        passages, lines = self._known()
        begun = unfinished.read()

        def passage(row: int) -> str:
            document = contents.document_of(row)
            return passage_text(document, contents.passages[row], analysis.header)

        def sentence(row: int) -> str:
            pieces, at = contents.sentence_at(row)
            return sentence_text(pieces.document, pieces.sentences[at])

        vectors = data / VECTORS
        self._write(vectors, PASSAGES, contents.passage_keys, passage, (passages, begun), unfinished, progress)
        write_dense(data, opened_array(vectors))
        vectors.unlink()
        vectors = data / SENTENCE_VECTORS
        self._write(vectors, SENTENCES, contents.sentence_keys, sentence, (lines, begun), unfinished, progress)

    def _known(self) -> tuple[Known, Known]:
        """Vectors of the passages and of the sentences that are there, where this encoder made them."""
        there, now = self.manifest, self.encoder
        if there is None or self.opened is None or (there.encoder, there.dimension) != (now.name, now.dimension):
            return NOTHING, NOTHING
        contents = self.opened.contents
        passages = known(contents.passage_keys, self.opened.dense.vectors)
        return passages, known(contents.sentence_keys, self.opened.sentence_vectors)

    def _write(
        self,
        path: Path,
        step: str,
        keys: Keys,
        text_of: Callable[[int], str],
        before: Sequence[Known],
        unfinished: Unfinished,
        progress: Progress,
    ) -> None:
        """The vectors of texts, by their keys, into a file; `text_of` is asked for new ones only."""
        with VectorFile(path, len(keys), self.encoder.dimension) as file:
            new = _grouped(keys, take_over(file, keys, before))
            done = len(keys) - sum(map(len, new))
            progress(step, done, len(keys))
            for rows, texts in _chunks(new, text_of):
                made = self._encode(texts)
                unfinished.add(keys[[same[0] for same in rows]], made)
                file.put(np.concatenate(rows), np.repeat(made, [len(same) for same in rows], axis=0))
                done += sum(map(len, rows))
                progress(step, done, len(keys))

    def _encode(self, texts: Sequence[str]) -> Vectors:
        made = self.encoder.encode(texts)
        give_back_memory()
        return made


class Built(Protocol):
    """What a run made."""

    @property
    def size(self) -> tuple[int, int]:
        """Documents and passages."""
        ...


class Run(Protocol):
    """A run that may write an index, in a folder or in an engine, and nobody else who writes."""

    @property
    def known(self) -> Mapping[str, Document]:
        """The documents that are there, by id: they need not be read again."""
        ...

    def build(
        self,
        documents: Sequence[Document],
        splitting: Splitting = ...,
        progress: Progress | None = None,
        analysis: Analysis = ...,
    ) -> Built:
        """Index these documents and no others."""
        ...


def indexing(place: Path | Sequence[str], encoder: Encoder) -> AbstractContextManager[Run]:
    """Begin a run in a folder, or in the engine with these URLs: it is its own until the run ends.

    Raises IndexBusy where another run has it, and EngineUnavailable.
    """
    if isinstance(place, Path):
        return _in_folder(place, encoder)
    from index.loading import loading  # only here: whoever has no engine has no driver of PostgreSQL either

    return loading(place, encoder)


@contextmanager
def _in_folder(folder: Path, encoder: Encoder) -> Iterator[Indexing]:
    with held(folder):
        sweep(folder)
        manifest, opened = _there(folder)
        yield Indexing(folder, encoder, manifest, opened, opened.contents.remembered() if opened else {})


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
    with _in_folder(folder, encoder) as run:
        opened = run.build(documents, splitting, progress, analysis)
    return Index(FolderShelf(opened), encoder, fusion, words, ways)


def load_index(
    place: Path | Sequence[str],
    encoder: Encoder,
    *,
    fusion: Fusion = Fusion(),  # noqa: B008 - frozen
    words: Path | None = None,
    ways: Ways = Ways(),  # noqa: B008 - frozen
    reranker: Reranker | None = None,
    exact: bool = False,
) -> Index:
    """Open an index in a folder, or the one in an engine with these URLs.

    `words` adds a word list of the user's own, `reranker` judges the best passages once more.

    With `exact` every vector is looked at, in a large index too: slower, and what the rest is measured by.

    Raises IndexMismatch when it is missing, damaged or made by another encoder, and EngineUnavailable.
    """
    shelf = _folder_shelf(place, encoder, exact) if isinstance(place, Path) else _engine_shelf(place, encoder, exact)
    return Index(shelf, encoder, fusion, words, ways, reranker)


def _folder_shelf(folder: Path, encoder: Encoder, exact: bool) -> Shelf:
    opened = _open(folder, encoder)
    return FolderShelf(replace(opened, dense=replace(opened.dense, near=None)) if exact else opened)


def _engine_shelf(urls: Sequence[str], encoder: Encoder, exact: bool) -> Shelf:
    from index.engine import open_shelf  # only here: whoever has no engine has no driver of PostgreSQL either

    return open_shelf(urls, encoder.name, encoder.dimension, exact=exact)


def _open(folder: Path, encoder: Encoder) -> Opened:
    manifest = read_manifest(folder)
    check_encoder(folder, (manifest.encoder, manifest.dimension), (encoder.name, encoder.dimension))
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
        return manifest, open_index(folder, manifest, wholly=True)
    except IndexMismatch:
        return None, None


def silent(_step: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


def manifest_of(encoder: Encoder, splitting: Splitting, analysis: Analysis) -> Manifest:
    return Manifest(
        FORMAT,
        encoder.name,
        encoder.dimension,
        asdict(splitting),
        asdict(analysis),
        _code(),
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


def _write_contents(data: Path, pieces: Iterable[Pieces], analysis: Analysis) -> tuple[Contents, AnalysedTexts]:
    """Everything but vectors and tantivy's files; gives it opened, and the words of the passages."""
    analysed, sketches = AnalysedTexts(data / _SPOOL), bytearray()
    with Writer(data) as writer:
        vocabulary = build_vocabulary(_added(pieces, writer, analysed, sketches, analysis.header), analysis)
        writer.finish(vocabulary)
    analysed.analyse(Analyser(vocabulary.readings, analysis=analysis))
    contents = Contents(data, compared=False)
    found = np.frombuffer(bytes(sketches), np.uint64).reshape(-1, SKETCH)
    write_repeats(data, repetitions(contents.passages, found))
    return contents, analysed


def _added(
    pieces: Iterable[Pieces], writer: Writer, analysed: AnalysedTexts, sketches: bytearray, header: bool
) -> Iterator[Forms]:
    """Write document after document; gives the words of each passage."""
    for one in pieces:
        writer.add(one)
        for passage, text in zip(one.passages, passage_texts(one, header), strict=True):
            sketches += sketch(passage.text).tobytes()
            yield analysed.add(forms_of(text))


def _grouped(keys: Keys, rows: Numbers) -> list[Numbers]:
    """The rows of texts that are the same, group by group, in the order of their first."""
    if not len(rows):
        return []
    order = np.argsort(keys[rows], kind="stable")
    ordered = keys[rows][order]
    groups = np.split(rows[order], np.flatnonzero(ordered[1:] != ordered[:-1]) + 1)
    return sorted(groups, key=lambda group: int(group[0]))


def _chunks(
    groups: Sequence[Numbers], text_of: Callable[[int], str]
) -> Iterator[tuple[Sequence[Numbers], Sequence[str]]]:
    """Groups and their texts, texts of like length together, so that batches pad little.

    The chunks come in any order (the same in every run): short ones first would make the time left look far too short.
    Only a stretch of texts is in memory at once.
    """
    chance = random.Random(0)
    for start in range(0, len(groups), _STRETCH):
        texts = [(text_of(int(rows[0])), rows) for rows in groups[start : start + _STRETCH]]
        texts.sort(key=lambda pair: len(pair[0]))
        chunks = [texts[at : at + _CHUNK] for at in range(0, len(texts), _CHUNK)]
        chance.shuffle(chunks)
        for chunk in chunks:
            yield [rows for _text, rows in chunk], [text for text, _rows in chunk]
