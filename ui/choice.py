"""What a reader chose to look in: documents of some publishers, kinds and periods. Pure.

It does not know pages or servers; which documents there are is given.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ui import texts
from ui.listed import Entries, Listed, fits, period, whose

GROUPS = ("uitgever", "soort", "periode")  # as the page and its addresses call them
API_GROUPS = ("publisher", "kind", "period")  # as the API and the command line do, in the same order
MOST_SHOWN = 30  # values of one group, those of most documents
_LONGEST = 4_000  # characters of a choice as the page sends it


class NoSuchChoice(ValueError):
    """A value that no document has; `str(error)` says it in Dutch, and what there is."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Of each group any of these values; of a group without values everything."""

    publishers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        return (self.publishers, self.kinds, self.periods)

    def __bool__(self) -> bool:
        return any(self.groups)


def facts(entry: Listed) -> tuple[str, str, str]:
    """What a document is chosen by: whose it is, its kind, and its years."""
    return whose(entry), entry.kind.value, period(entry.date) or texts.NO_DATE


def among(choice: Choice, entries: Entries) -> frozenset[str] | None:
    """The documents of a choice; None where nothing was chosen."""
    if not choice:
        return None
    return frozenset(id for id, entry in entries.items() if _fits(choice, entry))


def _fits(choice: Choice, entry: Listed) -> bool:
    in_time = not choice.periods or (period(entry.date) or texts.NO_DATE) in choice.periods
    return in_time and fits(entry, choice.publishers, choice.kinds)


def values(entries: Iterable[Listed]) -> tuple[tuple[tuple[str, int], ...], ...]:
    """For each group its values with their number of documents: those of most documents, in the order of letters."""
    counts = (Counter(column) for column in zip(*map(facts, entries), strict=True))
    return tuple(tuple(sorted(count.most_common(MOST_SHOWN), key=lambda one: one[0].lower())) for count in counts)


def left_out(entries: Iterable[Listed]) -> tuple[int, ...]:
    """For each group how many values are not shown."""
    return tuple(max(0, len(set(column)) - MOST_SHOWN) for column in zip(*map(facts, entries), strict=True))


def chosen_by(given: Mapping[str, Sequence[str]], entries: Entries) -> Choice:
    """The values that somebody typed, as they are written here; raises NoSuchChoice for one that no document has."""
    columns = [dict.fromkeys(column) for column in zip(*map(facts, entries.values()), strict=True)]
    columns = columns or [{} for _ in API_GROUPS]  # where there are no documents
    called = {alias.lower(): whose(one) for one in entries.values() for alias in one.aliases}
    known = [{value.lower(): value for value in column} for column in columns]
    found = []
    for group, have in zip(API_GROUPS, known, strict=True):
        wanted = [one.strip().lower() for one in given.get(group, ())]
        names = [have.get(one) or (called.get(one) if group == "publisher" else None) for one in wanted]
        for typed, value in zip(given.get(group, ()), names, strict=True):
            if value is None:
                raise NoSuchChoice(texts.no_such_choice(group, typed, sorted(have.values())))
        found.append(tuple(dict.fromkeys(value for value in names if value)))
    return Choice(*found)


def read_choice(text: str) -> Choice:
    """What the page sends; nothing chosen where that is no choice."""
    try:
        given = json.loads(text) if text and len(text) <= _LONGEST else {}
    except (ValueError, RecursionError):
        return Choice()
    return of_groups(given if isinstance(given, dict) else {})


def of_groups(given: Mapping[str, object]) -> Choice:
    """From lists by the names of the groups."""
    lists = (given.get(group) for group in GROUPS)
    return Choice(*(tuple(v for v in some if isinstance(v, str)) if isinstance(some, list) else () for some in lists))


def as_groups(choice: Choice) -> dict[str, list[str]]:
    """The same back, without empty groups."""
    return {group: list(some) for group, some in zip(GROUPS, choice.groups, strict=True) if some}


def in_words(choice: Choice) -> str:
    return ", ".join(value for group in choice.groups for value in group)
