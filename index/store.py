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
import sqlite3
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analyser import Analysis
from index.contents import COLUMNS, DAMAGED, Contents, opened_array
from index.dense import DenseIndex, open_dense
from index.e5 import FAST, PRECISE
from index.hit import IndexMismatch
from index.lexical import LexicalIndex, open_lexical

MISSING = "Er is nog geen index in {folder}. Maak ze met `bronwijzer index`."
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
_SETTINGS = {FAST: "builtin", PRECISE: "reference"}  # how these encoders are set
SENTENCE_VECTORS, WORDS_FOLDER = "sentences.npy", "words"  # the latter is tantivy's
_MANIFEST = "manifest.json"
_DATA = re.compile(r"bronwijzer-[0-9a-f]{12}")  # what the subfolders are called: nobody else's go by that name
_NEW = re.compile(r"\.bronwijzer-[0-9a-f]{12}\.json")  # a manifest that is not yet in its place
_SMALL = 4_000_000  # bytes of a file that is read through at each opening: a few milliseconds
_NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_NO_ROOM_SAID = re.compile(  # by tantivy, faiss and numpy
    r"No space left|File too large|quota exceeded|not enough space|os error (?:28|112)\b|\d requested and \d+ written"
)
# How SQLite says of every errno but ENOSPC that a write did not succeed; a quota, mostly.
_NO_ROOM_IN_DATABASE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE})
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
    made: str  # date and time
    data: str = ""  # the subfolder that counts
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)  # name -> size and digest


@dataclass(frozen=True, slots=True)
class Opened:
    """An index whose files are read where they stand, no sooner than they are needed."""

    contents: Contents
    dense: DenseIndex
    sentence_vectors: NDArray[np.float16]
    lexical: LexicalIndex
    analysis: Analysis

    @property
    def size(self) -> tuple[int, int]:
        """Documents and passages."""
        return len(self.contents.documents), len(self.contents.passages)


@contextmanager
def drafted(folder: Path, manifest: Manifest) -> Iterator[Path]:
    """A subfolder to write a new index into; at the end the manifest points at it, and the old index is removed.

    Raises DiskFull. Whatever is raised, and whenever the power goes, the old index is whole or the new one is.
    """
    name = f"bronwijzer-{uuid.uuid4().hex[:12]}"
    data = folder / name
    try:
        with room(folder):
            data.mkdir()
            yield data
            _sync(data)
            write_manifest(folder, replace(manifest, data=name, files=_digests(data)))
    except BaseException:
        shutil.rmtree(data, ignore_errors=True)
        (folder / f".{name}.json").unlink(missing_ok=True)
        raise
    sweep(folder)


@contextmanager
def room(folder: Path) -> Iterator[None]:
    """Turns what is raised on a full disk, which every library says in its own way, into DiskFull."""
    try:
        yield
    except (OSError, ValueError, RuntimeError, sqlite3.Error) as error:
        if _is_about_room(error) or shutil.disk_usage(folder).free < _LITTLE_ROOM:
            raise DiskFull(FULL.format(folder=folder)) from error
        raise


def _is_about_room(error: Exception) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode in _NO_ROOM_IN_DATABASE
    return getattr(error, "errno", None) in _NO_ROOM or _NO_ROOM_SAID.search(str(error)) is not None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """In the place of the one that is there, in one step; from then on the subfolder that it names counts."""
    temporary = folder / f".{manifest.data}.json"
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, ensure_ascii=False, indent=1)
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
        if row["format"] == FORMAT:
            files = {name: (int(size), str(digest)) for name, (size, digest) in row["files"].items()}
            if not _DATA.fullmatch(row["data"]):
                raise ValueError(row["data"])
            return Manifest(**{**row, "files": files})
    except FileNotFoundError as error:
        raise IndexMismatch(MISSING.format(folder=folder)) from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexMismatch(DAMAGED.format(folder=folder, what=_MANIFEST)) from error
    raise IndexMismatch(OTHER_FORMAT.format(folder=folder))


def check_encoder(place: Path | str, theirs: tuple[str, int], ours: tuple[str, int]) -> None:
    """Raises IndexMismatch when the index was made by another encoder; of each its name and its dimension."""
    if theirs != ours:
        shown = [f"{_SETTINGS.get(encoder, encoder)} ({size} getallen)" for encoder, size in (theirs, ours)]
        raise IndexMismatch(OTHER_ENCODER.format(folder=place, theirs=shown[0], ours=shown[1]))


def open_index(folder: Path, manifest: Manifest, *, wholly: bool = False) -> Opened:
    """Raises IndexMismatch when a file is missing or is not what was written.

    Of large files only the size is compared, unless `wholly`: whoever takes vectors over looks at every byte, whoever
    asks a question does not wait until gigabytes are read. The columns by which all else is found are always read
    through: the keys are the longest, 16 bytes for each passage and each sentence.
    """
    data = folder / manifest.data
    try:
        check_files(folder, manifest, wholly)
        sentences = opened_array(data / SENTENCE_VECTORS)
        lexical, analysis = open_lexical(data / WORDS_FOLDER), Analysis(**manifest.analysis)
        return Opened(Contents(data), open_dense(data), sentences, lexical, analysis)
    except (OSError, ValueError, TypeError, KeyError, RuntimeError, sqlite3.Error) as error:
        raise IndexMismatch(DAMAGED.format(folder=folder, what=error)) from error


def check_files(folder: Path, manifest: Manifest, wholly: bool) -> None:
    """Raises IndexMismatch, or OSError when the index is replaced meanwhile."""
    for name, (size, digest) in manifest.files.items():
        path = folder / manifest.data / name
        same = path.is_file() and path.stat().st_size == size
        read = wholly or size <= _SMALL or name in COLUMNS
        if not same or (read and _digest(path) != digest):
            raise IndexMismatch(DAMAGED.format(folder=folder, what=name))


def _digests(data: Path) -> dict[str, tuple[int, str]]:
    """Size and digest of every file but tantivy's locks."""
    files = sorted(path for path in data.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(data).as_posix(): (path.stat().st_size, _digest(path)) for path in files}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
