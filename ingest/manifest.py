"""Reads what people know of the files in a folder, from its `sources.toml`; it does not open the files."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingest.document import Kind, UnreadableDocument

MANIFEST = "sources.toml"
BROKEN = "Het overzicht {path} kan niet worden gelezen: {reason}. Verbeter het bestand of haal het weg."
UNKNOWN_KIND = "de soort “{kind}” van {name} bestaat niet; kies uit: {kinds}"
NO_TABLE = "{name} is geen tabel"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks below one heading of a document, where that is somebody else."""

    heading: str
    speaker: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Source:
    """What the manifest says of one file; what it does not say stays empty."""

    title: str = ""
    publisher: str = ""
    speaker: str = ""
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.UNKNOWN
    date: str = ""
    language: str = "nl"
    notice: str = ""
    sha256: str = ""
    voices: tuple[Voice, ...] = ()

    def key(self) -> str:
        """The same for the same entry."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)


def read_manifest(folder: Path) -> Mapping[str, Source]:
    """The entries of `sources.toml` by file name; none where there is no such file."""
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: _source(name, table) for name, table in tables.items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, ValueError) as error:
        raise UnreadableDocument(BROKEN.format(path=path, reason=error)) from error


def _source(name: str, table: Any) -> Source:  # Any: whatever a person wrote in the file
    if not isinstance(table, dict):
        raise ValueError(NO_TABLE.format(name=name))
    words = {key: str(table[key]) for key in ("title", "publisher", "speaker", "notice", "sha256") if key in table}
    return Source(
        **words,
        aliases=tuple(str(alias) for alias in table.get("aliases", ())),
        kind=_kind(name, table.get("kind", Kind.UNKNOWN)),
        date=str(table.get("date", table.get("period", ""))),
        language=str(table.get("language", "nl")),
        voices=tuple(_voice(name, voice) for voice in table.get("voice", ())),
    )


def _voice(name: str, table: Mapping[str, Any]) -> Voice:
    missing = {"heading", "speaker", "kind"} - set(table)
    if missing:
        raise ValueError(f"bij {name} ontbreekt in een “voice”: {', '.join(sorted(missing))}")
    return Voice(str(table["heading"]), str(table["speaker"]), _kind(name, table["kind"]))


def _kind(name: str, value: object) -> Kind:
    try:
        return Kind(str(value))
    except ValueError:
        kinds = ", ".join(Kind)
        raise ValueError(UNKNOWN_KIND.format(kind=value, name=name, kinds=kinds)) from None
