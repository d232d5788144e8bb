"""What documents are listed and chosen by: whose they are, their kind and their years. Pure.

It knows of a document what the catalogue of an index says, never its text: there may be thousands.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Protocol

from ingest import Kind
from qa import shown_marks

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DIFFERENT = 10_000  # names and dates that are remembered: a list of documents asks for them again and again
_marks_shown = lru_cache(maxsize=_DIFFERENT)(shown_marks)


class Listed(Protocol):
    """An entry of a catalogue, or a whole document."""

    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def publisher(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def date(self) -> str: ...


Entries = Mapping[str, Listed]  # by id


def by_id(catalogue: Iterable[Listed]) -> Entries:
    return {entry.id: entry for entry in catalogue}


def whose(entry: Listed) -> str:
    """Whose word it is: the publisher, or the document itself where nobody says who published it."""
    return _marks_shown(entry.publisher or entry.title)


@lru_cache(maxsize=_DIFFERENT)
def years(date: str) -> tuple[int, int] | None:
    """The first and the last year of a date or period."""
    found = [int(year) for year in _YEAR.findall(date)]
    return (min(found), max(found)) if found else None


def period(date: str) -> str:
    """Those years in words: "2024" or "2024-2030"."""
    return "-".join(map(str, dict.fromkeys(years(date) or ())))


def fits(entry: Listed, owners: Collection[str], kinds: Collection[str]) -> bool:
    """Whether it is of one of these, and of one of these kinds; none of them: any."""
    return (not owners or whose(entry) in owners) and (not kinds or entry.kind.value in kinds)


def overlaps(entry: Listed, first: str, last: str) -> bool:
    """Whether something of its years lies between two; one without a date only where no year is asked for."""
    if not (first or last):
        return True
    span = years(entry.date)
    return span is not None and int(first or 0) <= span[1] and span[0] <= int(last or 9999)
