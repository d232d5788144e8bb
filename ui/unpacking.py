"""Unpacks a backup, believing nothing of it: only plain files with plain names, each with the bytes that its list says.

It does not know where the parts belong.
"""

import hashlib
import json
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from ui import texts_serving as texts
from ui.backup import HEAD, LAYOUT, TAIL, Known
from ui.kept import PRIVATE

_LONGEST_LIST = 200_000_000  # bytes of the list of files: more than a million of them
_LONGEST_HEADER = 65_536  # bytes of a name as tar keeps a long one
_SPARE = 50_000_000  # bytes of the disk that stay free
_BLOCK = 1 << 20
_STEP = re.compile(r"(?!\.{1,2}$)[^/\\\x00-\x1f]{1,255}")

Stage = Callable[[str], Path | None]  # the folder in which a part is unpacked; None: it is only checked


class NotRestored(Exception):
    """A backup cannot be put back; `str(error)` says why, in Dutch."""


class _Header(tarfile.TarInfo):
    """Refuses a header that says it is longer than a name can be, before it is read into memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Header":
        made = super().frombuf(buf, encoding, errors)
        if made.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) and made.size > _LONGEST_HEADER:
            raise tarfile.ReadError(made.name)
        return made


def unpacked(archive: Path, stage: Stage) -> dict[str, Known]:
    """Size and sha256 of every file, by name; all were compared with the list at the end. Raises NotRestored."""
    try:
        with tarfile.open(archive, "r|gz", tarinfo=_Header) as tar:
            return _checked(archive, tar, stage)
    except OSError as error:
        if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError):
            raise NotRestored(texts.backup_unreadable(archive, error)) from error
        if error.errno:
            raise  # of the disk that it is unpacked on
        raise NotRestored(texts.BACKUP_DAMAGED.format(archive)) from error  # no gzip, or a wrong checksum
    except (
        tarfile.TarError,
        EOFError,
        zlib.error,
        ValueError,
        TypeError,
        KeyError,
        MemoryError,
        RecursionError,
    ) as error:
        raise NotRestored(texts.BACKUP_DAMAGED.format(archive)) from error


def _checked(archive: Path, tar: tarfile.TarFile, stage: Stage) -> dict[str, Known]:
    members = _members(tar)
    name, _size, file = next(members, ("", 0, None))
    if name != HEAD or file is None:
        raise NotRestored(texts.BACKUP_FOREIGN.format(archive))
    head = json.loads(file.read(_LONGEST_HEADER))
    if head["layout"] != LAYOUT:
        raise NotRestored(texts.BACKUP_OTHER_VERSION.format(archive, head["version"]))
    found: dict[str, Known] = {}
    for name, size, file in members:
        if name == TAIL:
            told = {key: (int(one), str(digest)) for key, (one, digest) in json.loads(_list_in(file, size)).items()}
            if told == found and next(members, None) is None:
                return found
            break
        found[name] = (size, _kept(file, size, _path(stage, name, found)))
    raise NotRestored(texts.BACKUP_DAMAGED.format(archive))


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, int, IO[bytes]]]:
    for member in tar:
        file = tar.extractfile(member) if member.type in (tarfile.REGTYPE, tarfile.AREGTYPE) else None
        if file is None or member.issparse():
            raise tarfile.ReadError(member.name)  # a link, a device, a folder: we write none
        yield member.name, member.size, file


def _list_in(file: IO[bytes], size: int) -> bytes:
    if size > _LONGEST_LIST:
        raise ValueError(size)
    return file.read()


def _path(stage: Stage, name: str, found: dict[str, Known]) -> Path | None:
    """Where a file is unpacked; raises ValueError for a name that leads elsewhere or comes twice."""
    part, *steps = name.split("/")
    if name in found or not steps or not all(_STEP.fullmatch(step) for step in (part, *steps)):
        raise ValueError(name)
    folder = stage(part)
    return folder.joinpath(*steps) if folder else None


def _kept(file: IO[bytes], size: int, path: Path | None) -> str:
    """Its digest, once it is on the disk; in a folder that is ours alone, and never through a link."""
    digest = hashlib.sha256()
    if path is None:
        while block := file.read(_BLOCK):
            digest.update(block)
        return digest.hexdigest()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(path.parent).free - size < _SPARE:
        raise NotRestored(texts.RESTORE_FULL.format(path.parent))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as out:
        while block := file.read(_BLOCK):
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()
