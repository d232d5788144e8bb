"""Keeps an index in one folder on disk: whole or not at all; it does not know how anything is found.

`manifest.json` names the subfolder that counts. A new one is written beside it under another name, then the
manifest is replaced in one step, then the old one goes: whenever that stops, what the manifest names is whole.
"""

import errno
import hashlib
import json
import os
import re
import shutil
import sys
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analyser import Analysis, Reading
from index.dense import DenseIndex, make_dense, open_dense, write_dense
from index.hit import IndexMismatch, Vectors
from index.lexical import LexicalIndex, open_lexical, write_lexical
from index.vocabulary import Vocabulary, families
from ingest import Block, BlockKind, Document, Kind, Mark, Passage, Reference, Section, Sentence

MISSING = "Er is nog geen index in {folder}. Maak ze met `bronwijzer index`."
DAMAGED = "De index in {folder} is beschadigd ({what}). Maak ze opnieuw met `bronwijzer index`."
OTHER_ENCODER = (
    "De index in {folder} is gemaakt met het model {theirs}, maar nu is {ours} ingesteld. "
    "Stel {theirs} in of maak de index opnieuw met `bronwijzer index`."
)
OTHER_FORMAT = "De index in {folder} komt van een andere versie. Maak ze opnieuw met `bronwijzer index`."
FULL = (
    "De schijf is vol: de index past niet meer in {folder}. Maak plaats vrij en begin opnieuw met `bronwijzer index`. "
    "Wat er al stond, is niet veranderd."
)

FORMAT = 4
_MANIFEST = "manifest.json"
_DATA = re.compile(r"bronwijzer-[0-9a-f]{12}")  # what the subfolders are called: nobody else's go by that name
_NEW = re.compile(r"\.bronwijzer-[0-9a-f]{12}\.json")  # a manifest that is not yet in its place
_NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_NO_ROOM_SAID = re.compile(  # by tantivy, faiss and numpy
    r"No space left|File too large|quota exceeded|not enough space|os error (?:28|112)\b|\d requested and \d+ written"
)
_LITTLE_ROOM = 1_000_000  # bytes; a disk with less is full, whatever a library says of why it could not write


class DiskFull(Exception):
    """There is no room for the index; `str(error)` names the folder and the remedy."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of and with."""

    format: int
    encoder: str
    dimension: int
    splitting: Mapping[str, Any]
    analysis: Mapping[str, Any]
    code: str  # digest of the code that cut and read the texts
    documents: tuple[tuple[str, str], ...]  # id, sha256 of the file
    made: str  # date and time
    data: str = ""  # the subfolder that counts
    files: Mapping[str, str] = field(default_factory=dict)  # name -> digest


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that an index holds."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]  # document by document
    repeats: tuple[int, ...]  # for each passage the earlier one that it repeats, or -1
    sentences: tuple[Sentence, ...]  # by document id and position
    vocabulary: Vocabulary
    defined: Mapping[str, Mapping[str, Sequence[str]]]  # document id -> abbreviation -> its meanings
    passage_keys: tuple[str, ...]  # digest of each encoded text
    sentence_keys: tuple[str, ...]

    @property
    def abbreviations(self) -> dict[str, list[str]]:
        """What the documents define, all together."""
        found: dict[str, list[str]] = {}
        for meanings in self.defined.values():
            for short, long in meanings.items():
                found.setdefault(short, []).extend(long)
        return found


@dataclass(frozen=True, slots=True)
class Opened:
    """An index in memory; only the files of tantivy are still read where they stand."""

    contents: Contents
    dense: DenseIndex
    sentence_vectors: NDArray[np.float16]
    lexical: LexicalIndex
    analysis: Analysis


def write_index(
    folder: Path,
    manifest: Manifest,
    contents: Contents,
    tokens: Iterable[Sequence[str]],
    passage_vectors: Vectors,
    sentence_vectors: NDArray[np.float16],
) -> Opened:
    """Write beside what is there, then let the manifest point at it, then remove the old; gives what can be read back.

    Raises DiskFull. Whatever is raised, and whenever the power goes, the old index is whole or the new one is.
    """
    name = f"bronwijzer-{uuid.uuid4().hex[:12]}"
    data = folder / name
    dense = make_dense(passage_vectors)
    try:
        with room(folder):
            data.mkdir()
            _write_data(data, contents, tokens, dense, sentence_vectors)
            _sync(data)
            _write_manifest(folder, manifest, name, _digests(data))
    except BaseException:
        shutil.rmtree(data, ignore_errors=True)
        (folder / f".{name}.json").unlink(missing_ok=True)
        raise
    sweep(folder)
    return Opened(contents, dense, sentence_vectors, open_lexical(data / "words"), Analysis(**manifest.analysis))


@contextmanager
def room(folder: Path) -> Iterator[None]:
    """Turns what is raised on a full disk, which every library says in its own way, into DiskFull."""
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        if _is_about_room(error) or shutil.disk_usage(folder).free < _LITTLE_ROOM:
            raise DiskFull(FULL.format(folder=folder)) from error
        raise


def _is_about_room(error: Exception) -> bool:
    return getattr(error, "errno", None) in _NO_ROOM or _NO_ROOM_SAID.search(str(error)) is not None


def _write_data(
    data: Path,
    contents: Contents,
    tokens: Iterable[Sequence[str]],
    dense: DenseIndex,
    sentence_vectors: NDArray[np.float16],
) -> None:
    _write_lines(data / "documents.jsonl", map(asdict, contents.documents))
    _write_lines(data / "passages.jsonl", _passage_rows(contents))
    _write_lines(data / "sentences.jsonl", _sentence_rows(contents))
    _write_lines(data / "words.jsonl", _word_rows(contents.vocabulary))
    _write_lines(data / "abbreviations.jsonl", contents.defined.items())
    documents = (passage.document_id for passage in contents.passages)
    write_lexical(data / "words", zip(documents, tokens, strict=True))
    write_dense(data / "passages.faiss", dense)
    np.save(data / "sentences.npy", sentence_vectors)


def _write_manifest(folder: Path, manifest: Manifest, name: str, files: Mapping[str, str]) -> None:
    row = asdict(manifest) | {"data": name, "files": files}
    temporary = folder / f".{name}.json"
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(row, file, ensure_ascii=False, indent=1)
    _sync_one(temporary)
    temporary.replace(folder / _MANIFEST)
    _sync_folder(folder)


def _sync(data: Path) -> None:
    """Wait until all of it is on the disk itself: a manifest must not outlive, in a power cut, what it names."""
    for path in (data, *data.rglob("*")):
        if path.is_dir():
            _sync_folder(path)
        else:
            _sync_one(path)
    _sync_folder(data.parent)


def _sync_one(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # which keeps its folders itself, and opens none
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove older data and what a run that was killed left; only for who holds the folder's lock.

    On Windows files that a running chat has open stay until a later sweep.
    """
    named = _named_data(folder)
    if named is None:
        return
    for path in folder.iterdir():
        if path.is_dir() and path.name != named and _DATA.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)
        elif _NEW.fullmatch(path.name):
            path.unlink(missing_ok=True)


def _named_data(folder: Path) -> str | None:
    """The subfolder that the manifest names, of whatever version it is; None where that cannot be known."""
    try:
        return str(json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))["data"])
    except FileNotFoundError:
        return ""
    except (OSError, ValueError, TypeError, KeyError):
        return None


def read_manifest(folder: Path) -> Manifest:
    """Raises IndexMismatch when there is none or it cannot be read."""
    try:
        row = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        row["documents"] = tuple(map(tuple, row["documents"]))
        manifest = Manifest(**row)
    except FileNotFoundError as error:
        raise IndexMismatch(MISSING.format(folder=folder)) from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexMismatch(DAMAGED.format(folder=folder, what=_MANIFEST)) from error
    if manifest.format != FORMAT:
        raise IndexMismatch(OTHER_FORMAT.format(folder=folder))
    return manifest


def check_encoder(folder: Path, manifest: Manifest, name: str, dimension: int) -> None:
    """Raises IndexMismatch when the index was made by another encoder."""
    theirs, ours = (manifest.encoder, manifest.dimension), (name, dimension)
    if theirs != ours:
        shown = [f"{encoder} ({size} getallen)" for encoder, size in (theirs, ours)]
        raise IndexMismatch(OTHER_ENCODER.format(folder=folder, theirs=shown[0], ours=shown[1]))


def open_index(folder: Path, manifest: Manifest) -> Opened:
    """Raises IndexMismatch when a file is missing or is not what was written."""
    data = folder / manifest.data
    for name, digest in manifest.files.items():
        if not (data / name).is_file() or _digest(data / name) != digest:
            raise IndexMismatch(DAMAGED.format(folder=folder, what=name))
    try:
        return _open(data, Analysis(**manifest.analysis))
    except (OSError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise IndexMismatch(DAMAGED.format(folder=folder, what=error)) from error


def _open(data: Path, analysis: Analysis) -> Opened:
    documents = tuple(map(_document, _read_lines(data / "documents.jsonl")))
    by_id = {document.id: document for document in documents}
    passage_rows = list(_read_lines(data / "passages.jsonl"))
    sentence_rows = list(_read_lines(data / "sentences.jsonl"))
    contents = Contents(
        documents,
        tuple(_passage(by_id[row["document"]], row) for row in passage_rows),
        tuple(row["repeats"] for row in passage_rows),
        tuple(_sentence(by_id[row["document"]], row) for row in sentence_rows),
        _vocabulary(_read_lines(data / "words.jsonl")),
        dict(_read_lines(data / "abbreviations.jsonl")),
        tuple(row["key"] for row in passage_rows),
        tuple(row["key"] for row in sentence_rows),
    )
    dense, sentence_vectors = open_dense(data / "passages.faiss"), np.load(data / "sentences.npy")
    return Opened(contents, dense, sentence_vectors, open_lexical(data / "words"), analysis)


# The rows: the only place where the types of the house are dicts.


def _passage_rows(contents: Contents) -> Iterator[dict[str, Any]]:
    for passage, repeats, key in zip(contents.passages, contents.repeats, contents.passage_keys, strict=True):
        row: dict[str, Any] = {"id": passage.id, "document": passage.document_id, "heading": passage.heading}
        row["references"] = passage.references
        yield row | {"page": passage.page, "span": (passage.start, passage.end), "repeats": repeats, "key": key}


def _passage(document: Document, row: Mapping[str, Any]) -> Passage:
    start, end = row["span"]
    heading, references = tuple(row["heading"]), tuple(row["references"])
    return Passage(row["id"], document.id, heading, row["page"], start, end, document.text[start:end], references)


def _sentence_rows(contents: Contents) -> Iterator[dict[str, Any]]:
    blocks = {
        (document.id, block): number for document in contents.documents for number, block in enumerate(document.blocks)
    }
    for sentence, key in zip(contents.sentences, contents.sentence_keys, strict=True):
        yield {
            "document": sentence.document_id,
            "span": (sentence.start, sentence.end),
            "block": blocks[sentence.document_id, sentence.block],
            "speaker": sentence.speaker,
            "kind": sentence.kind,
            "key": key,
        }


def _sentence(document: Document, row: Mapping[str, Any]) -> Sentence:
    start, end = row["span"]
    block = document.blocks[row["block"]]
    return Sentence(document.id, start, end, document.text[start:end], block, row["speaker"], Kind(row["kind"]))


def _document(row: dict[str, Any]) -> Document:
    sections = tuple(
        Section(**{**section, "heading": tuple(section["heading"]), "kind": Kind(section["kind"])})
        for section in row["sections"]
    )
    blocks = tuple(map(_block, row["blocks"]))
    changed: dict[str, Any] = {"kind": Kind(row["kind"])}
    changed |= {name: tuple(row[name]) for name in ("aliases", "remarks", "unchecked")}
    marks = tuple(Mark(**mark) for mark in row["marks"])
    references = tuple(Reference(**reference) for reference in row["references"])
    read = {"sections": sections, "blocks": blocks, "references": references, "marks": marks}
    return Document(**{**row, **changed, **read})


def _block(row: dict[str, Any]) -> Block:
    lead = tuple(row["lead"]) if row["lead"] else None
    heading = tuple(row["heading"])
    return Block(**{**row, "kind": BlockKind(row["kind"]), "heading": heading, "lead": lead})


def _word_rows(vocabulary: Vocabulary) -> Iterator[list[Any]]:
    for form, reading in vocabulary.readings.items():
        yield [form, vocabulary.counts[form], reading.token, reading.halves, reading.parts]


def _vocabulary(rows: Iterable[Any]) -> Vocabulary:
    readings, counts = {}, {}
    for form, count, token, halves, parts in rows:
        readings[form] = Reading(token, tuple(halves), tuple(parts))
        counts[form] = count
    return Vocabulary(readings, counts, families(readings.values()))


def _write_lines(path: Path, rows: Iterable[Any]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _read_lines(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _digests(data: Path) -> dict[str, str]:
    """Of every file but tantivy's locks."""
    files = sorted(path for path in data.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(data).as_posix(): _digest(path) for path in files}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
