"""Which documents a question is about, by publisher, kind, date, title and file: where to look, and what to favour.

A filter only where the words plainly say so ("volgens het memorandum", "beslissingen uit 2021"); a year or a kind that
may as well belong to the content only favours. A filter that contradicts the ones before it is left out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest import Kind
from qa import patterns
from qa.catalogue import Catalogue
from qa.period import Period

Ids = frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    within: Ids | None = None  # only these documents; None for all of them
    prefer: Ids = frozenset()  # these before the others
    chosen: Ids | None = None  # what the reader chose to look in: nothing else is, whatever the question says

    def among(self, chosen: Ids) -> "Scope":
        """The same within what the reader chose; `within` is empty where the question is about nothing of it."""
        within = chosen if self.within is None else self.within & chosen
        return Scope(within, self.prefer & chosen, chosen)

    @property
    def meant(self) -> Ids | None:
        """What the question itself says, not what the reader chose besides."""
        return None if self.within == self.chosen else self.within


def read_scope(
    text: str, folded: str, period: Period | None, voices: Iterable[str], named: Iterable[str], catalogue: Catalogue
) -> Scope:
    """The scope of a question, of which `folded` is the plain text."""
    kind = _kind(folded, catalogue)
    must = (catalogue.of(voices), _titled(text, catalogue), kind if _only_this_kind(folded) else _NONE)
    dated = catalogue.dated(period) & kind if period and _dates_a_document(text, folded) else _NONE
    other = _decided_at_another_time(text, folded, period, catalogue)
    within = _narrowed((*must, dated, catalogue.ids - other), catalogue)
    wished = (
        catalogue.of(named),
        kind,
        _about(folded, catalogue),
        catalogue.dated(period, closely=True) if period else _NONE,
    )
    return Scope(within, _favoured(wished, within, catalogue))


_NONE: Ids = frozenset()


def _narrowed(filters: Iterable[Ids], catalogue: Catalogue) -> Ids | None:
    """What is left by these filters; one that would leave nothing is no filter."""
    left = catalogue.ids
    for one in filters:
        left = left & one or left
    return left if len(left) < len(catalogue.ids) else None


def _favoured(wishes: Iterable[Ids], within: Ids | None, catalogue: Catalogue) -> Ids:
    """The documents that fulfil most wishes together, as far as they tell documents apart."""
    field = catalogue.ids if within is None else within
    best: Ids = frozenset()
    for wish in wishes:
        here = wish & field
        if here and len(here) < len(field):
            best = best & here or best | here
    return best


def _kind(folded: str, catalogue: Catalogue) -> Ids:
    """The documents of the kinds that a question names."""
    kinds = {kind for noun, some in patterns.KINDS if re.search(rf"\b(?:{noun})\b", folded) for kind in some}
    return catalogue.of_kinds(kinds)


def _only_this_kind(folded: str) -> bool:
    return re.search(patterns.IN_KIND, folded) is not None


def _dates_a_document(text: str, folded: str) -> bool:
    """Does a year stand right behind a kind? "Het memorandum voor 2024" may well be of 2023."""
    found = re.search(patterns.DATED_KIND, folded)
    if found is None:
        return False
    return "vóór" in text.lower() or "van voor" in found[0] or not re.search(patterns.FOR_A_YEAR, found[0])


def _decided_at_another_time(text: str, folded: str, period: Period | None, catalogue: Catalogue) -> Ids:
    """Single decisions outside the period in which those that are asked for were made.

    A year in which nothing was decided is rather the theme of a decision ("de doelen in 2030") than its date.
    """
    when = re.search(patterns.MADE_WHEN, folded)
    if period is None or when is None or not re.search(patterns.DECISIONS_ASKED, folded):
        return _NONE
    if when[0].startswith("voor ") and "vóór" not in text.lower():
        return _NONE  # a budget for that year
    decisions = catalogue.of_kinds({Kind.DECISION})
    then = decisions & catalogue.dated(period)
    return decisions - then if then or period.open or period.first[:7] == period.last[:7] else _NONE


def _titled(text: str, catalogue: Catalogue) -> Ids:
    """Documents by their file, or by a title between quotation marks that is said to be one."""
    files = map(catalogue.filed, re.findall(patterns.FILE, text.lower()))
    titles = (catalogue.titled(found["title"]) for found in patterns.IN_TITLE.finditer(text))
    return _NONE.union(*files, *titles)


def _about(folded: str, catalogue: Catalogue) -> Ids:
    """Documents called by a rare word of their title: "het zomerakkoord-document", "de nota over zorg"."""
    words = (found["tied"] or found["about"] for found in re.finditer(patterns.DOCUMENT_ABOUT, folded))
    return _NONE.union(*(catalogue.rarely_titled(word) for word in words))
