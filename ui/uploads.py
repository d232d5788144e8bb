"""Documents that are added on the page: received in pieces, judged by the readers of ingest, kept in one folder.

Nothing outside that folder is written or removed. It does not know who may add a document, nor how that looks.
"""

import asyncio
import hashlib
import json
import os
import re
import shutil
import unicodedata
import uuid
from collections.abc import AsyncIterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

from ingest import MANIFEST, Document, Source, UnreadableDocument, read_documents, read_manifest
from ui import texts
from ui.entries import with_entry, without_entry
from ui.kept import PRIVATE

MB = 1 << 20
SPARE = 200 * MB  # of the disk, for the index and for everybody else
_LONGEST_SUFFIX = 12
LONGEST_NAME = 120  # characters; with accents that is at most 240 bytes, and most disks take 255
_LOG = ".logboek.jsonl"  # names that begin with a point are no documents
_ARRIVING = re.compile(r"\.nieuw-[0-9a-f]{12}")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*\[\]]')  # Windows takes none of them, and in sources.toml they are patterns
_DEVICES = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)


class NotAdded(Exception):
    """A document is not taken; `str(error)` says why and what to do."""

    def __init__(self, sentence: str, status: int = 422) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Added:
    name: str
    replaced: bool
    document: Document  # as it would be read without anything written down of it


@dataclass(frozen=True, slots=True)
class Uploads:
    folder: Path
    most: int = 50 * MB  # bytes of one file
    lock: Lock = field(default_factory=Lock, repr=False)  # one at a time changes the folder
    reading: Lock = field(default_factory=Lock, repr=False)  # one at a time is read: answers go before

    def names(self) -> tuple[str, ...]:
        """The documents in the folder."""
        if not self.folder.is_dir():
            return ()
        files = (one for one in self.folder.iterdir() if one.is_file() and not one.is_symlink())
        found = (one.name for one in files if one.name != MANIFEST and not one.name.startswith("."))
        return tuple(sorted(found, key=str.casefold))

    def sha256(self, name: str) -> str:
        """Of a document as it is now; "" where it is gone."""
        path = self.folder / name
        try:
            status = path.stat()
            return _sha256(path, status.st_size, status.st_mtime_ns)
        except OSError:
            return ""

    def entries(self) -> Mapping[str, Source]:
        """What is written down of the documents; nothing where that cannot be read."""
        try:
            return read_manifest(self.folder)
        except UnreadableDocument:
            return {}

    async def received(self, pieces: AsyncIterable[bytes], name: str, length: int) -> Path:
        """What is sent, in a folder of its own that `settle` or `drop` clears away; raises NotAdded."""
        if length > self.most:
            raise NotAdded(texts.upload_too_large(name, self.most // MB), 413)
        self.folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self.folder).free - length < SPARE:
            raise NotAdded(texts.upload_disk_full(name), 507)
        place = self.folder / f".nieuw-{uuid.uuid4().hex[:12]}"
        place.mkdir()
        path, size = place / name, 0
        try:
            with path.open("wb") as file:
                async for piece in pieces:
                    size += len(piece)
                    if size > self.most:
                        raise NotAdded(texts.upload_too_large(name, self.most // MB), 413)
                    file.write(piece)
                file.flush()
                await asyncio.to_thread(os.fsync, file.fileno())  # a slow disk keeps nobody else waiting
        except BaseException:
            drop(path)
            raise
        return path

    def settle(self, path: Path, known: Mapping[str, str], *, replacing: bool, who: str) -> Added:
        """Puts what was received among the documents if it can be read; raises NotAdded.

        `known`: the documents that are in the index already, by the sha256 of their file.
        """
        try:
            with self.reading:
                document = _read(path)
            with self.lock:
                same = self._taken(path.name)
                if same and not replacing:
                    raise NotAdded(texts.upload_name_taken(same), 409)
                self._refuse_double(document, known, same)
                name = same or path.name
                path.replace(self.folder / name)
                self._note(who, texts.LOG_REPLACED if same else texts.LOG_ADDED, name, document.sha256)
            return Added(name, bool(same), document)
        finally:
            drop(path)

    def describe(self, name: str, given: Mapping[str, str], who: str) -> None:
        """Writes down what somebody knows of a document; raises NotAdded."""
        with self.lock:
            self._find(name)
            self._write(with_entry(self._manifest(), name, given))
            self._note(who, texts.LOG_DESCRIBED, name)

    def remove(self, name: str, who: str) -> None:
        """Raises NotAdded where no document here has that name."""
        with self.lock:
            self._find(name).unlink()
            if (text := self._manifest()) != (left := without_entry(text, name)):
                self._write(left)
            self._note(who, texts.LOG_REMOVED, name)

    def sweep(self) -> None:
        """Clears away what was arriving when the server stopped."""
        if self.folder.is_dir():
            for one in self.folder.iterdir():
                if _ARRIVING.fullmatch(one.name):
                    shutil.rmtree(one, ignore_errors=True)

    def _find(self, name: str) -> Path:
        if name not in self.names():
            raise NotAdded(texts.upload_unknown(name), 404)
        return self.folder / name

    def _taken(self, name: str) -> str:
        """The document with that name, whatever its capitals or the form of its accents; "" where there is none."""
        return next((one for one in self.names() if _alike(one) == _alike(name)), "")

    def _refuse_double(self, document: Document, known: Mapping[str, str], replaced: str) -> None:
        """The same bytes under another name would be quoted twice."""
        own = f"{texts.UPLOADED_LABEL}/"
        there = known.get(document.sha256, "")
        if there.startswith(own) and there.removeprefix(own) not in self.names():
            there = ""  # removed, and the index does not know it yet
        here = there.removeprefix(own) or self._same(document.sha256)
        if here and here != replaced:
            raise NotAdded(texts.upload_double(document.source, here), 409)

    def _same(self, sha256: str) -> str:
        return next((name for name in self.names() if self.sha256(name) == sha256), "")

    def _manifest(self) -> str:
        path = self.folder / MANIFEST
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def _write(self, text: str) -> None:
        """Only what ingest will read; beside the old one first."""
        with _beside(self.folder) as place:
            (place / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
            try:
                read_manifest(place)
            except UnreadableDocument as error:
                raise NotAdded(texts.ENTRY_BROKEN) from error
            (place / MANIFEST).replace(self.folder / MANIFEST)

    def _note(self, who: str, what: str, name: str, sha256: str = "") -> None:
        moment = datetime.now().astimezone().isoformat(timespec="seconds")
        row = {"tijd": moment, "wie": who, "wat": what, "bestand": name} | ({"sha256": sha256} if sha256 else {})
        log = os.open(self.folder / _LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE)  # it holds names
        with os.fdopen(log, "a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def cleaned(name: str) -> str:
    """A name for a file from what a browser calls it: no path, nothing hidden, nothing that a disk refuses.

    Raises NotAdded where nothing is left.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    plain = " ".join(_NOT_IN_NAMES.sub("-", seen).split()).lstrip(".~ ").rstrip(". ")
    stem, point, suffix = plain.rpartition(".")
    if not (stem if point else plain).strip(" -"):
        raise NotAdded(texts.UPLOAD_NO_NAME)
    if len(plain) > LONGEST_NAME:
        kept = f".{suffix}" if len(suffix) < _LONGEST_SUFFIX else ""
        plain = plain[: LONGEST_NAME - len(kept)].rstrip(". ") + kept
    return f"-{plain}" if _DEVICES.match(plain) else plain


def drop(path: Path) -> None:
    """Clears away what was received and not kept."""
    if _ARRIVING.fullmatch(path.parent.name):
        shutil.rmtree(path.parent, ignore_errors=True)


def _read(path: Path) -> Document:
    """By the readers of ingest, with their limits on time and memory."""
    try:
        found = next(iter(read_documents(path)))
    except UnreadableDocument as error:
        found = error
    if isinstance(found, UnreadableDocument):
        raise NotAdded(str(found).replace(texts.SKIPPED_WORDS, texts.REFUSED_WORDS)) from None
    return found


def _alike(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


@lru_cache(maxsize=10_000)
def _sha256(path: Path, _size: int, _changed: int) -> str:
    """Read again only when size or time of the file changed."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    place = folder / f".nieuw-{uuid.uuid4().hex[:12]}"
    place.mkdir(parents=True)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
