"""Reads what people know of the files in a folder, from its `sources.toml`; it does not open the files.

An entry goes by the name of a file, or by a pattern for many: `["besluiten/*.txt"]`, and `["*"]` for the whole folder.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.document import Kind, UnreadableDocument
from ingest.reason import reason

MANIFEST = "sources.toml"
BROKEN = "Het overzicht {path} kan niet worden gelezen: {reason}. Verbeter het bestand of haal het weg."
UNKNOWN_KIND = "de soort “{kind}” van {name} bestaat niet; kies uit: {kinds}"
UNKNOWN_KEY = "“{key}” bij {name} bestaat niet; kies uit: {keys}; een bestandsnaam staat tussen aanhalingstekens"
NO_TABLE = "{name} is geen tabel"
NO_NAMES = "“aliases” van {name} is geen lijst van namen"
NO_VOICES = "“voice” van {name} is geen lijst van tabellen"
NO_TOML = "het is geen geldige TOML"
NO_TEXT = "het is geen tekst in UTF-8"
TOO_DEEP = "de onderdelen ervan zitten te diep in elkaar"
PLACE = "fout op regel {line}, kolom {column}"

AT = re.compile(r"\(at line (\d+), column (\d+)\)$")  # how tomllib ends an error
WILD = re.compile(r"[*?\[]")
WORDS = ("title", "publisher", "speaker", "notice", "sha256", "language")
KEYS = (*WORDS, "aliases", "kind", "date", "period", "voice")
KINDS = {  # other words that people use in the manifest
    "wet": Kind.LEGISLATION,
    "decreet": Kind.LEGISLATION,
    "besluit": Kind.LEGISLATION,
    "verordening": Kind.LEGISLATION,
    "reglement": Kind.LEGISLATION,
    "rapport": Kind.REPORT,
    "jaarverslag": Kind.REPORT,
    "studie": Kind.RESEARCH,
    "voorstellen": Kind.PROPOSALS,
    "door AI opgesteld": Kind.AI_SUMMARY,
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks below one heading of a document, where that is somebody else."""

    heading: str
    speaker: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of one file; what is not stays empty."""

    title: str = ""
    publisher: str = ""
    speaker: str = ""
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.UNKNOWN
    date: str = ""
    language: str = ""
    notice: str = ""
    sha256: str = ""
    voices: tuple[Voice, ...] = ()
    stated: tuple[str, ...] = ()  # which of these fields the manifest gives, be it as "": there is none

    def key(self) -> str:
        """The same for the same entry."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)


def read_manifest(folder: Path) -> Mapping[str, Source]:
    """The entries of `sources.toml` by file name or pattern; none where there is no such file.

    Raises UnreadableDocument where the file is broken.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    try:
        return {name: _source(name, table) for name, table in _tables(path).items()}
    except OSError as error:
        raise UnreadableDocument(BROKEN.format(path=path, reason=reason(error))) from error
    except RecursionError as error:
        raise UnreadableDocument(BROKEN.format(path=path, reason=TOO_DEEP)) from error
    except ValueError as error:
        raise UnreadableDocument(BROKEN.format(path=path, reason=error)) from error


def _tables(path: Path) -> dict[str, Any]:  # Any: whatever a person wrote in the file
    """What stands in the file; raises ValueError with the reason in Dutch."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(NO_TEXT) from error
    except ValueError as error:  # of tomllib, or of a number with thousands of digits
        place = AT.search(str(error))
        raise ValueError(PLACE.format(line=place[1], column=place[2]) if place else NO_TOML) from error


def source_of(manifest: Mapping[str, Source], name: str, above: Source = Source()) -> Source:
    """What the manifest says of a file (its path below the manifest's folder), upon what is known from `above`.

    Every entry that fits counts; where two give the same field, the more exact one wins.
    """
    source = above
    for entry in _fitting(manifest, name):
        given = {field: getattr(entry, field) for field in entry.stated}
        stated = tuple(field.name for field in fields(Source) if field.name in {*source.stated, *entry.stated})
        source = replace(source, **given, stated=stated)
    return source


def _fitting(manifest: Mapping[str, Source], name: str) -> Iterator[Source]:
    """The entries for a file, the most general first: the more letters a pattern names, the more exact it is."""
    for key in _patterns(tuple(manifest)):
        if key != name and fnmatchcase(name, key):
            yield manifest[key]
    if name in manifest:
        yield manifest[name]


@lru_cache(maxsize=16)
def _patterns(names: tuple[str, ...]) -> tuple[str, ...]:
    """Those that are patterns, the most general first; worked out once for thousands of files with an entry each."""
    return tuple(sorted(filter(WILD.search, names), key=lambda key: (len(WILD.sub("", key)), key)))


def _source(name: str, table: Any) -> Source:  # Any: whatever a person wrote in the file
    if not isinstance(table, dict):
        raise ValueError(NO_TABLE.format(name=name))
    unknown = next((key for key in table if key not in KEYS), None)
    if unknown is not None:  # a typing error would leave out, without a word, what somebody took care to fill in
        raise ValueError(UNKNOWN_KEY.format(key=unknown, name=name, keys=", ".join(KEYS)))
    given: dict[str, Any] = {key: str(table[key]) for key in WORDS if key in table}
    if not given.get("title"):  # left empty it says nothing; a publisher or date left empty says that there is none
        given.pop("title", None)
    if "aliases" in table:
        given["aliases"] = _aliases(name, table["aliases"])
    if table.get("kind"):
        given["kind"] = _kind(name, table["kind"])
    if "date" in table or "period" in table:
        given["date"] = str(table.get("date", table.get("period")))
    if "voice" in table:
        given["voices"] = _voices(name, table["voice"])
    return Source(**given, stated=tuple(field.name for field in fields(Source) if field.name in given))


def _aliases(name: str, given: object) -> tuple[str, ...]:
    """The names in a list; a single one needs no list around it."""
    if isinstance(given, str):
        return (given,)
    if not isinstance(given, list):
        raise ValueError(NO_NAMES.format(name=name))
    return tuple(str(alias) for alias in given)


def _voices(name: str, given: object) -> tuple[Voice, ...]:
    if not isinstance(given, list) or not all(isinstance(voice, dict) for voice in given):
        raise ValueError(NO_VOICES.format(name=name))
    return tuple(_voice(name, voice) for voice in given)


def _voice(name: str, table: Mapping[str, Any]) -> Voice:
    missing = {"heading", "speaker", "kind"} - set(table)
    if missing:
        raise ValueError(f"bij {name} ontbreekt in een “voice”: {', '.join(sorted(missing))}")
    return Voice(str(table["heading"]), str(table["speaker"]), _kind(name, table["kind"]))


def _kind(name: str, value: object) -> Kind:
    try:
        return KINDS.get(str(value)) or Kind(str(value))
    except ValueError:
        kinds = ", ".join(Kind)
        raise ValueError(UNKNOWN_KIND.format(kind=value, name=name, kinds=kinds)) from None
