"""A small JSON object in a file of its own that several processes share: read when it changed, written whole or not.

It does not know what it holds.
"""

import json
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

PRIVATE = 0o600
_PATIENCE = 10  # seconds for whoever writes at this moment


class Unkept(Exception):
    """The file cannot be read or written; `str(error)` is the bare reason."""


class Kept:
    """Any: what a person may have written in the file; whoever asks for it looks at the types."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[tuple[int, int, int], Mapping[str, Any]] | None = None

    def read(self) -> Mapping[str, Any]:
        """What it holds now; nothing where there is no file yet. Raises Unkept."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise Unkept(str(error)) from error
        state = (found.st_ino, found.st_mtime_ns, found.st_size)
        if self._seen is None or self._seen[0] != state:
            self._seen = (state, self._parsed())
        return self._seen[1]

    def change(self, change: Callable[[dict[str, Any]], None]) -> None:
        """Lets `change` work on what it holds while nobody else writes; what it raises leaves the file as it was."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.path}.lock", timeout=_PATIENCE, mode=PRIVATE):
                _same_owner_as_there(Path(f"{self.path}.lock"), self.path)
                values = self._parsed() if self.path.exists() else {}
                change(values)
                write_private(self.path, json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        except (OSError, Timeout) as error:
            raise Unkept(str(error)) from error

    def _parsed(self) -> dict[str, Any]:
        try:
            values = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise Unkept(str(error)) from error
        if not isinstance(values, dict):
            raise Unkept("no JSON object")
        return values


def write_private(path: Path, text: str) -> None:
    """In the place of what was there, at once and on disk; readable by its owner alone from the first byte."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        _same_owner_as_there(fresh, path)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def same_owner(path: Path, other: Path) -> None:
    """What root writes, the account of the server has to read and change: it becomes whose `other` is."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        owner = other.stat()
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def _same_owner_as_there(fresh: Path, path: Path) -> None:
    """As the file that stands there, or else as its folder."""
    same_owner(fresh, path if path.exists() else path.parent)
