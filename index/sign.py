"""What an index on servers says of itself, in one small question; it does not open that index."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from index.hit import IndexMismatch
from index.trouble import EngineUnavailable

if TYPE_CHECKING:  # psycopg is there only where an engine is used
    from index.connection import Shard

NONE_YET = "Er is nog geen index in de databank {place}. Maak ze met `bronwijzer index`."
_STATEMENT = 1.5  # seconds
_MANIFEST = "SELECT to_jsonb(manifest) FROM bronwijzer.manifest"

Place = tuple[str, ...]  # the URLs of the shards, home first


class EngineSign:
    """Asks home again and again, by one connection of its own."""

    def __init__(self, place: Sequence[str]) -> None:
        self._home = _home(place)

    def __call__(self) -> tuple[str, int, str] | None:
        """Generation, revision and when it was made: another index has others. None: there is no index.

        A server that took over without the last revision gets another one of that number. Raises EngineUnavailable.
        """
        row = _manifest(self._home)
        return (str(row["generation"]), int(row["revision"]), str(row["made"])) if row else None


def engine_manifest(place: Sequence[str]) -> Mapping[str, Any]:
    """Raises EngineUnavailable, and IndexMismatch where there is no index."""
    home = _home(place)
    try:
        row = _manifest(home)
    finally:
        home.close()
    if not row:
        raise IndexMismatch(NONE_YET.format(place=home.place))
    return {**row, **{name: json.loads(row[name]) for name in ("splitting", "analysis")}}


def _home(place: Sequence[str]) -> "Shard":
    from index.connection import open_engine

    return open_engine(place[:1], statement=_STATEMENT, patience=0.5, size=1).home


def _manifest(home: "Shard") -> Mapping[str, Any]:
    try:
        rows = home.rows(_MANIFEST)
    except EngineUnavailable as error:
        if error.kind == "missing":
            return {}
        raise
    return rows[0][0] if rows else {}
