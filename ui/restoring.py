"""Puts a backup back: unpacked beside what is there, every byte checked, and only then put in its place.

What was there stays under a name of its own. A stop at any moment leaves every part whole, the old or the new one; the
same command again then does the rest. It does not know how a backup is made or unpacked.
"""

import filecmp
import os
import secrets
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index import IndexMismatch, replace_index
from ui import texts_serving as texts
from ui.backup import Known
from ui.kept import same_owner
from ui.parts import CONFIG, DOCUMENTS, FORMER, GOLD, INDEX, RUNS, UPLOADS, Part
from ui.unpacking import NotRestored, unpacked

_STAGED, _LOCK = ".herstel-", ".herstel.lock"
_NEVER_REPLACED = (RUNS, GOLD)  # somebody's own work, as documents are


@dataclass(frozen=True, slots=True)
class Restored:
    files: Mapping[str, int]  # how many of each part
    left: tuple[str, ...] = ()  # parts that stayed in the archive
    former: tuple[Path, ...] = ()  # where what was there stands now
    stale: str = ""  # why the index was not put back


def unpack(archive: Path, to: Path) -> Restored:
    """Everything into a new folder; nothing else is touched. Raises NotRestored."""
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise NotRestored(texts.RESTORE_NOT_EMPTY.format(to))
    to.absolute().parent.mkdir(parents=True, exist_ok=True)
    with _Stages() as stages:
        stage = stages.beside(to.absolute())
        known = unpacked(archive, lambda part: stage / part)
        if to.exists():
            to.rmdir()
        stage.rename(to)
    return Restored(_counted(known))


def restore(archive: Path, parts: Sequence[Part], index: Path | None) -> Restored:
    """Each part where it belongs; `index`: its folder, None where an engine holds it. Raises NotRestored, IndexBusy."""
    with _Stages() as stages, _alone(index or _place(UPLOADS, parts), parts):
        places = {part.name: part for part in parts}
        staged: dict[str, Path] = {}
        left: set[str] = set()

        def stage(part: str) -> Path | None:
            if part in staged:
                return staged[part]
            if part.startswith(DOCUMENTS) or part in _NEVER_REPLACED or (part == INDEX and index is None):
                left.add(part)
                return None
            if part == INDEX and index:
                staged[part] = stages.within(index)
            elif part in places:
                staged[part] = stages.beside(places[part].place)
            else:
                raise NotRestored(texts.restore_no_place(part))
            return staged[part]

        known = unpacked(archive, stage)
        return _put(known, staged, left, places, index)


def _put(
    known: Mapping[str, Known], staged: dict[str, Path], left: set[str], places: Mapping[str, Part], index: Path | None
) -> Restored:
    """All was checked: from here on it is renaming."""
    stamp, stale = f"{FORMER}{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}", ""
    former: list[Path] = []
    if index and (fresh := staged.pop(INDEX, None)):
        _give_to_owner(fresh, index)
        try:
            replace_index(fresh, index, index / stamp)
            former += [index / stamp] if (index / stamp).exists() else []
            for path in (*index.iterdir(), *(index / stamp).rglob("*")):
                same_owner(path, index)
        except IndexMismatch as error:
            stale = str(error).replace(str(fresh), str(index))
            left.add(INDEX)
    for name, fresh in staged.items():
        part = places[name]
        _give_to_owner(fresh, part.place.parent)
        if name == CONFIG and part.place.exists() and not filecmp.cmp(part.place, fresh / part.called, shallow=False):
            left.add(name)  # the paths in it are those of this machine
        elif part.called:
            former += _put_files(part, fresh, stamp)
        else:
            former += _put_folder(part.place, fresh, stamp)
    return Restored(
        {name: n for name, n in _counted(known).items() if name not in left}, tuple(sorted(left)), tuple(former), stale
    )


def _put_files(part: Part, fresh: Path, stamp: str) -> list[Path]:
    """Each in one step: there is no moment without a users file."""
    former = []
    for path in sorted(fresh.iterdir()):
        target = part.target(f"{part.name}/{path.name}").resolve()
        if target.exists():
            former.append(target.with_name(f"{target.name}.{stamp}"))
            shutil.copy2(target, former[-1])
            same_owner(former[-1], target)
        path.replace(target)
    return former


def _put_folder(place: Path, fresh: Path, stamp: str) -> list[Path]:
    place = place.resolve()
    if not place.exists():
        fresh.rename(place)
        return []
    former = place.with_name(f"{place.name}.{stamp}")
    shutil.copymode(place, fresh)
    place.rename(former)
    fresh.rename(place)
    return [former]


def _counted(known: Mapping[str, Known]) -> dict[str, int]:
    return dict(Counter(name.partition("/")[0] for name in known))


def _place(name: str, parts: Sequence[Part]) -> Path:
    return next(part.place for part in parts if part.name == name)


@dataclass(slots=True)
class _Stages:
    """Folders to unpack in, on the disk where the parts belong; what is left of them goes at the end."""

    made: list[Path] = field(default_factory=list)

    def __enter__(self) -> "_Stages":
        return self

    def __exit__(self, *_error: object) -> None:
        for path in self.made:
            shutil.rmtree(path, ignore_errors=True)

    def beside(self, place: Path) -> Path:
        return self.within(place.resolve().parent)

    def within(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        self.made.append(folder / f"{_STAGED}{secrets.token_hex(8)}")
        self.made[-1].mkdir(mode=0o700)
        return self.made[-1]


@contextmanager
def _alone(folder: Path, parts: Sequence[Part]) -> Iterator[None]:
    """One restore at a time; what an earlier one left unpacked when it was stopped goes first."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise NotRestored(texts.RESTORE_BUSY) from error
    try:
        for parent in {folder, folder.resolve().parent, *(part.place.resolve().parent for part in parts)}:
            for path in parent.glob(f"{_STAGED}*"):
                shutil.rmtree(path, ignore_errors=True)
        yield
    finally:
        lock.release()


def _give_to_owner(stage: Path, folder: Path) -> None:
    """Root puts back what the account of the server must be able to read and change."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    for path in (stage, *stage.rglob("*")):
        same_owner(path, folder)
