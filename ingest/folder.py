"""Finds the files of the given folders and names them; it does not open them.

What only stands there for a program (lock files, thumbnails, the folder beside a saved web page) is left out without
a word. What a person may expect to be read, and is not, comes as an `UnreadableDocument`.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.document import UnreadableDocument
from ingest.manifest import MANIFEST, Source, read_manifest, source_of
from ingest.reason import reason

NO_FOLDER = "De map {path} bestaat niet. Geef een map op waarin uw documenten staan."
NO_LIST = "De map {name} is overgeslagen: ze kan niet worden geopend ({reason}). Kijk na of u de map mag lezen."
NO_ACCESS = "{name} kan niet worden geopend ({reason}). Kijk na of u het bestand mag lezen."
NO_FILE = (
    "{name} is overgeslagen: dit is geen gewoon bestand (een apparaat of een kanaal tussen programma’s). "
    "Haal het weg uit de map."
)
LEADS_OUT = (
    "{name} is overgeslagen: deze koppeling verwijst naar iets buiten de map. "
    "Zet het bestand zelf in de map, of geef de andere map ook op."
)
LEADS_BACK = "{name} is overgeslagen: deze koppeling verwijst naar een map die al gelezen wordt. U hoeft niets te doen."
LEADS_NOWHERE = "{name} is overgeslagen: deze koppeling verwijst naar iets dat niet bestaat. Haal de koppeling weg."

FOR_PROGRAMS = frozenset({MANIFEST, "thumbs.db", "desktop.ini", "__macosx", "$recycle.bin"})
TEMPORARY = re.compile(r"^[.~]|~$|\.(?:tmp|temp|part|partial|crdownload|swp)$", re.IGNORECASE)
PAGE_FILES = re.compile(r"^(.+?)[_-](?:bestanden|files)$", re.IGNORECASE)  # what browsers put beside a saved page
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
SIGNS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # that turn text around


@dataclass(frozen=True, slots=True)
class File:
    """A file that may be a document."""

    path: Path
    name: str  # as `Document.source`: printable, and the same from run to run
    size: int  # bytes
    source: Source


@dataclass(frozen=True, slots=True)
class Root:
    """A folder, or a single file, with what stands in front of the names of its files.

    Given as such it comes on top of what else is given: it changes no other name, and it may be missing.
    """

    path: Path
    label: str  # "" for the only folder


def find_files(given: Sequence[Path | Root]) -> Iterator[File | UnreadableDocument]:
    """The files below the given folders (or the given files), in an order that stays.

    With one folder a file is named by its path in it; with several, the name of its folder stands in front. Raises
    UnreadableDocument where something that was given is not there, or the `sources.toml` at the top of it is broken;
    a broken one further down comes as a value, and what lies below it is read without it.
    """
    paths = [one for one in given if isinstance(one, Path)]
    for path in paths:
        if not path.exists():
            raise UnreadableDocument(NO_FOLDER.format(path=printable(str(path))))
    added = [Root(one.path.resolve(), one.label) for one in given if isinstance(one, Root) and one.path.exists()]
    names: set[str] = set()
    seen: set[tuple[int, int]] = set()
    for root in (*_roots(paths), *added):
        for found in _below(root, seen):
            if isinstance(found, File):
                found = _told_apart(found, names)
            yield found


def printable(name: str) -> str:
    """A name that can be shown and stored anywhere: what cannot be printed is written as \\n, \\x1b or \\udcff."""
    return "".join(_printable(c) for c in unicodedata.normalize("NFC", name))


def _printable(character: str) -> str:
    hidden = unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in SIGNS
    return character.encode("unicode_escape").decode("ascii") if hidden else character


def _roots(given: Iterable[Path]) -> tuple[Root, ...]:
    """What was given, once each; a folder inside another one is read as a part of that."""
    unique = list(dict.fromkeys(path.resolve() for path in given))
    paths = [path for path in unique if not any(other in path.parents for other in unique)]
    if not paths:
        return ()
    if len(paths) == 1 and paths[0].is_dir():
        return (Root(paths[0], ""),)
    return tuple(Root(path, label) for path, label in zip(paths, _labels(paths), strict=True))


def _labels(paths: Sequence[Path]) -> tuple[str, ...]:
    """The last part of every path, with as many parts in front of it as it takes to tell them apart."""
    depth = 1
    while True:
        labels = tuple("/".join(path.parts[-depth:]) for path in paths)
        if len(set(labels)) == len(labels) or depth >= max(len(path.parts) for path in paths):
            return labels
        depth += 1


def _told_apart(file: File, names: set[str]) -> File:
    name, count = file.name, 1
    while name in names:
        count += 1
        path = PurePosixPath(file.name)
        name = str(path.with_name(f"{path.stem} ({count}){path.suffix}"))
    names.add(name)
    return File(file.path, name, file.size, file.source)


def _below(root: Root, seen: set[tuple[int, int]]) -> Iterator[File | UnreadableDocument]:
    """Every file below a root; `seen` holds the folders that were read, so that no loop is endless.

    A stack and not a function that calls itself: folders may lie a thousand deep.
    """
    manifests: dict[Path, Mapping[str, Source]] = {}
    if root.path.is_file():
        manifests[root.path.parent] = read_manifest(root.path.parent)
    waiting = [root.path]
    while waiting:
        path = waiting.pop()
        try:
            refused = _why_not(path, root.path)
            if refused:
                yield _refusal(refused, path, root)
            elif not path.is_dir():
                yield _file(path, root, manifests)
            elif _is_new(path, seen):
                entries = sorted(entry.name for entry in os.scandir(path))
                try:
                    manifests[path] = read_manifest(path)
                except UnreadableDocument as error:
                    if path == root.path:
                        raise
                    yield UnreadableDocument(printable(str(error)), _name(path / MANIFEST, root))
                waiting.extend(path / name for name in reversed(entries) if not _is_for_programs(name, entries))
        except OSError as error:
            yield _refusal(NO_LIST if path.is_dir() else NO_ACCESS, path, root, reason(error))


def _why_not(path: Path, root: Path) -> str:
    """Why this is neither opened nor looked into, "" where it is."""
    if path.is_symlink():
        if not path.exists():
            return LEADS_NOWHERE
        if not Path(os.path.realpath(path)).is_relative_to(root):
            return LEADS_OUT
        if path.is_dir():
            return LEADS_BACK
    mode = path.stat().st_mode
    return "" if stat.S_ISDIR(mode) or stat.S_ISREG(mode) else NO_FILE


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    status = folder.stat()
    key = (status.st_dev, status.st_ino)
    new = key not in seen
    seen.add(key)
    return new


def _is_for_programs(name: str, beside: Sequence[str]) -> bool:
    if name.lower() in FOR_PROGRAMS or TEMPORARY.search(name):
        return True
    page = PAGE_FILES.match(name)
    return page is not None and any(
        other.lower() == page[1].lower() + suffix for other in beside for suffix in PAGE_SUFFIXES
    )


def _refusal(message: str, path: Path, root: Root, reason: str = "") -> UnreadableDocument:
    name = _name(path, root)
    return UnreadableDocument(message.format(name=name, reason=reason), name)


def _name(path: Path, root: Root) -> str:
    inside = "" if path == root.path else path.relative_to(root.path).as_posix()
    return printable("/".join(part for part in (root.label, inside) if part) or path.name)


def _file(path: Path, root: Root, manifests: Mapping[Path, Mapping[str, Source]]) -> File:
    return File(path, _name(path, root), path.stat().st_size, _source(path, manifests))


def _source(path: Path, manifests: Mapping[Path, Mapping[str, Source]]) -> Source:
    """What every `sources.toml` above a file says of it; the nearest goes before those above it."""
    source = Source()
    for folder in reversed(path.parents):
        if folder in manifests:
            source = source_of(manifests[folder], printable(path.relative_to(folder).as_posix()), source)
    return source
