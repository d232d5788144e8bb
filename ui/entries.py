"""Writes what somebody fills in of a document into the text of a sources.toml; the rest of it stays: pure.

It does not know files.
"""

import re
from collections.abc import Mapping
from datetime import date

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from ingest import AI_NOTICE, Kind
from ui import texts

LONGEST = 300  # characters of a field
_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}|\d{4}-\d{4}")


class BadEntry(Exception):
    """Something that was filled in cannot stand there; `str(error)` says what, and what can."""


def checked(given: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form, on one line each; raises BadEntry."""
    fields = {name: " ".join(given.get(name, "").split()) for name in ("title", "publisher", "date", "kind")}
    if any(len(value) > LONGEST for value in fields.values()):
        raise BadEntry(texts.entry_too_long(LONGEST))
    if fields["date"] and not _is_date(fields["date"]):
        raise BadEntry(texts.entry_no_date(fields["date"]))
    if fields["kind"] not in set(Kind):
        raise BadEntry(texts.ENTRY_NO_KIND)
    return fields | {"notice": AI_NOTICE if given.get("ai") else ""}


def with_entry(text: str, name: str, fields: Mapping[str, str]) -> str:
    """The text with these fields in the entry of that name; raises BadEntry where the text is no TOML.

    An empty title says nothing, an empty publisher or date says that there is none. A notice of somebody's own stays.
    """
    document = _parsed(text)
    entry = document.get(name)
    if not isinstance(entry, Table):
        entry = tomlkit.table()
        document.append(tomlkit.key(name) if name not in document else name, entry)
    for field in ("title", "publisher", "date", "kind"):
        if field == "title" and not fields[field]:
            entry.pop(field, None)
        else:
            entry[field] = fields[field]
    entry.pop("period", None)  # the date says it
    if fields["notice"]:
        entry["notice"] = fields["notice"]
    elif entry.get("notice") == AI_NOTICE:
        entry.pop("notice")
    return tomlkit.dumps(document)


def without_entry(text: str, name: str) -> str:
    """The text without the entry of that name; the same where there is none."""
    document = _parsed(text)
    if name not in document:
        return text
    document.remove(name)
    return tomlkit.dumps(document)


def _parsed(text: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(text)
    except (TOMLKitError, RecursionError) as error:
        raise BadEntry(texts.ENTRY_BROKEN) from error


def _is_date(text: str) -> bool:
    """A day, a month, a year, or the years of a period."""
    if not _DAY.fullmatch(text):
        return False
    first, *rest = text.split("-")
    if len(rest) == 1 and len(rest[0]) == 4:
        return first < rest[0]
    try:
        date.fromisoformat("-".join([first, *rest, *["01"] * (2 - len(rest))]))
    except ValueError:
        return False
    return True
