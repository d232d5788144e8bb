"""Writes a backup: index, added documents, users, opinions, lists and settings in one file of its owner alone.

A tar.gz: first `bronwijzer.json` (which version made it), then the files, last `files.json` with the size and sha256 of
each: what was cut off has no end, and is known by that. A server may run meanwhile, and its index may be replaced. It
does not know how a backup is put back.
"""

import hashlib
import io
import json
import os
import secrets
import tarfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO

from index import index_files
from ui.kept import PRIVATE
from ui.parts import INDEX, Part

LAYOUT = 1  # of the archive
HEAD, TAIL = "bronwijzer.json", "files.json"
_LEVEL = 3  # vectors hardly shrink; texts do at once

Known = tuple[int, str]  # size and sha256


@dataclass(frozen=True, slots=True)
class Summary:
    """How many files of each part, and how long the archive became."""

    files: Mapping[str, int]
    size: int


@dataclass(slots=True)
class Reading:
    """A file that is read up to the size it had, hashed as it goes: what grows meanwhile is taken as it was."""

    file: IO[bytes]
    left: int
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        self.digest.update(data)
        return data


def write_backup(out: Path, parts: Sequence[Part], index: Path | None) -> Summary:
    """`index`: its folder, None where an engine holds it. Raises OSError and IndexMismatch; then there is no file."""
    known: dict[str, Known] = {}
    with _private(out) as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=_LEVEL, format=tarfile.PAX_FORMAT) as archive:
            _add_bytes(archive, HEAD, {"layout": LAYOUT, "version": program_version(), "made": _now()})
            if index:
                with index_files(index) as opened:
                    for name, one in opened.items():
                        known[f"{INDEX}/{name}"] = _add(archive, f"{INDEX}/{name}", one)
            for name, path in (pair for part in parts for pair in part.files()):
                with suppress(FileNotFoundError), path.open("rb") as one:  # taken away since its folder was read
                    known[name] = _add(archive, name, one)
            _add_bytes(archive, TAIL, known)
        file.flush()
        os.fsync(file.fileno())
        return Summary(Counter(name.partition("/")[0] for name in known), file.tell())


def program_version() -> str:
    try:
        return version("bronwijzer")
    except PackageNotFoundError:
        return ""


@contextmanager
def _private(out: Path) -> Iterator[IO[bytes]]:
    """Under its own name only when it is whole."""
    fresh = out.with_name(f".{out.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
            yield file
        fresh.rename(out)
    finally:
        fresh.unlink(missing_ok=True)


def _add(archive: tarfile.TarFile, name: str, file: IO[bytes]) -> Known:
    size = os.fstat(file.fileno()).st_size
    reading, info = Reading(file, size), _info(name, size)
    archive.addfile(info, reading)
    return size, reading.digest.hexdigest()


def _add_bytes(archive: tarfile.TarFile, name: str, row: Mapping[str, object]) -> None:
    data = json.dumps(row, ensure_ascii=False, indent=1).encode()
    archive.addfile(_info(name, len(data)), io.BytesIO(data))


def _info(name: str, size: int) -> tarfile.TarInfo:
    """No names of owners, no times: nothing of the machine it was made on."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, PRIVATE
    return info


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
