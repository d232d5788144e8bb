"""Takes a copy out of an index on disk, and puts one in its place: whole or not at all. It does not know archives."""

import json
import re
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from index.contents import DAMAGED
from index.hit import IndexMismatch
from index.lock import held
from index.store import check_files, read_manifest, write_manifest

MANIFEST = "manifest.json"
_TRIES = 5  # an index is replaced now and then, not five times while its files are opened
_PART = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*")


@contextmanager
def index_files(folder: Path) -> Iterator[Mapping[str, IO[bytes]]]:
    """The files of the index that is there now, all of them open: what is replaced meanwhile can still be read.

    The manifest stands last. Raises IndexMismatch where there is none, or what it names is missing.
    """
    with ExitStack() as kept:
        yield _opened(folder, kept)


def _opened(folder: Path, kept: ExitStack) -> Mapping[str, IO[bytes]]:
    for _ in range(_TRIES - 1):
        try:
            return _opened_once(folder, kept)
        except FileNotFoundError:
            kept.close()
    try:
        return _opened_once(folder, kept)
    except FileNotFoundError as error:
        check_files(folder, read_manifest(folder), wholly=False)  # says which
        raise IndexMismatch(str(error)) from error


def _opened_once(folder: Path, kept: ExitStack) -> Mapping[str, IO[bytes]]:
    if not (folder / MANIFEST).is_file():
        read_manifest(folder)  # says what to do
    manifest = kept.enter_context((folder / MANIFEST).open("rb"))
    try:
        row = json.load(manifest)
        names = [f"{row['data']}/{name}" for name in row["files"]]
    except (ValueError, TypeError, KeyError) as error:
        raise IndexMismatch(DAMAGED.format(folder=folder, what=MANIFEST)) from error
    manifest.seek(0)
    return {name: kept.enter_context((folder / name).open("rb")) for name in names} | {MANIFEST: manifest}


def replace_index(fresh: Path, folder: Path, former: Path) -> None:
    """Puts the index in `fresh` in `folder`; what was there goes to `former`. All three are on one disk.

    Raises IndexMismatch where the fresh one is of another version or damaged, and IndexBusy. Whenever it stops, an
    index that is whole stands in `folder`: a chat that runs takes the new one up by its manifest.
    """
    with held(folder):
        manifest = read_manifest(fresh)
        check_files(fresh, manifest, wholly=True)
        name = f"bronwijzer-{uuid.uuid4().hex[:12]}"  # of its own: it may be a copy of the very index that is there
        (fresh / manifest.data).rename(folder / name)
        before = _named(folder)
        if before:
            former.mkdir(parents=True)
            shutil.copy2(folder / MANIFEST, former / MANIFEST)
        write_manifest(folder, replace(manifest, data=name))
        if before:
            (folder / before).rename(former / before)


def _named(folder: Path) -> str:
    """The subfolder of the index that is there, of whatever version; "" where there is none to keep."""
    try:
        name = str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["data"])
    except (OSError, ValueError, TypeError, KeyError):
        return ""
    return name if _PART.fullmatch(name) and (folder / name).is_dir() else ""
