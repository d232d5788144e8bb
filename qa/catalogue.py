"""What the documents of an index are called: publishers by name, documents by kind, date, title and file.

Made once for an index; looking something up costs what the question is long, not what the index holds. It does not
know what stands in the documents.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from ingest import Kind
from qa import patterns
from qa.period import Period, read_period
from qa.plain import near, plain, words_of

Words = tuple[str, ...]
Key = TypeVar("Key")
NOTHING = r"(?!)"  # a pattern that fits nowhere
_LONG = 10  # letters from which the name of a publisher may hold a slip
_COMMON = 0.02  # a word of more than this share of the titles points at no document


class Described(Protocol):
    """What is told of a document without its text: `index.Entry` and `ingest.Document` both do."""

    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def publisher(self) -> str: ...
    @property
    def speaker(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def date(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Publisher:
    name: str
    speaker: str  # "de VVSG": as it reads in the middle of a sentence
    called: tuple[str, ...]  # every way to name it, plain, longest first
    documents: frozenset[str]
    kinds: frozenset[Kind]

    @property
    def pattern(self) -> str:
        """Of its names; of nothing where nobody says who published a document."""
        if not self.called:
            return NOTHING
        return rf"(?<![\w-])(?:{'|'.join(re.escape(name) for name in self.called)})(?:'s)?(?![\w-])"


class Catalogue:
    """The documents of one index by all that they are called."""

    def __init__(self, entries: Iterable[Described]) -> None:
        self.entries: Mapping[str, Described] = {entry.id: entry for entry in entries}

    @cached_property
    def ids(self) -> frozenset[str]:
        """Of every document."""
        return frozenset(self.entries)

    @cached_property
    def publishers(self) -> Mapping[str, Publisher]:
        """By their names, in the order of the index; documents without a publisher have none."""
        groups: dict[str, list[Described]] = {}
        for entry in self.entries.values():
            groups.setdefault(entry.publisher, []).append(entry)
        return {name: _publisher(name, group) for name, group in groups.items() if name}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of a name of a publisher."""
        return frozenset(word for p in self.publishers.values() for name in p.called for word in name.split())

    def knows(self, word: str) -> bool:
        """Is this plain word one of the name of a publisher, also with a slip in it?"""
        return word in self.words or any(near(word, own) for own in self.words)

    def named(self, folded: str) -> tuple[str, ...]:
        """The publishers that plain text names, in its order; of names that overlap the longest counts."""
        words, at = words_of(folded), 0
        found: dict[str, None] = {}
        while at < len(words):
            length, publishers = self._at(words, at)
            found.update(dict.fromkeys(publishers))
            at += length or 1
        return tuple(found)

    def spelled(self, folded: str) -> str:
        """Plain text with slips in long names of publishers mended, and names untied from what they wrote."""
        untied = re.sub(r"[\w&-]+", lambda word: self._untied(word[0]), folded)
        return re.sub(r"[\w-]+", lambda word: self._mended(word[0]), untied)

    def _untied(self, word: str) -> str:
        """'abvv-memorandum' -> 'abvv memorandum'; an 'abvv-voorzitter' is not the ABVV."""
        name, _tie, paper = word.rpartition("-")
        return f"{name} {paper}" if (name,) in self._whole_names and patterns.PAPER.fullmatch(paper) else word

    def of(self, publishers: Iterable[str]) -> frozenset[str]:
        """The documents of these publishers."""
        return frozenset[str]().union(*(self.publishers[name].documents for name in publishers))

    def of_kinds(self, kinds: Collection[Kind]) -> frozenset[str]:
        return frozenset[str]().union(*(self._kinds.get(kind, ()) for kind in kinds))

    def dated(self, period: Period, *, closely: bool = False) -> frozenset[str]:
        """The documents whose date begins in a period; `closely` without those that only bear years."""
        exact = frozenset(i for i, own in self._periods.items() if own == period)
        if exact and period.first[:4] != period.last[:4]:
            return exact  # "2024-2030" is the name of a period, not a span to look in
        near_by = (i for i, own in self._periods.items() if period.begins(own))
        return frozenset(i for i in near_by if not closely or _within_a_month(self._periods[i]))

    def titled(self, said: str) -> frozenset[str]:
        """The documents in whose title these words stand side by side, slips allowed; () for words too common."""
        words = words_of(plain(said))
        if not words:
            return frozenset()
        spellings = [self._spellings(word) for word in words]
        holding = [frozenset[str]().union(*(self._title_words[s] for s in each)) for each in spellings]
        both = frozenset.intersection(*holding)
        return frozenset(i for i in both if _stand_in(spellings, words_of(plain(self.entries[i].title))))

    def rarely_titled(self, word: str) -> frozenset[str]:
        """The few documents in whose title a word stands."""
        found = self.titled(word)
        return found if len(found) <= max(1, _COMMON * len(self.entries)) else frozenset()

    def filed(self, name: str) -> frozenset[str]:
        """The documents of a file, by its name with or without what stands behind the dot."""
        return self._files.get(_stem(plain(name)), frozenset())

    def newest(self, ids: Iterable[str]) -> list[str]:
        """The same documents, those without a date last."""
        return sorted(ids, key=lambda i: self._periods[i].first if i in self._periods else "", reverse=True)

    def _at(self, words: Sequence[str], at: int) -> tuple[int, tuple[str, ...]]:
        """How many words from here name publishers, and which."""
        for name, publishers in self._names.get(words[at], ()):
            if tuple(words[at : at + len(name)]) == name:
                return len(name), publishers
        return 0, ()

    def _mended(self, word: str) -> str:
        if len(word) < _LONG or word in self._single:
            return word
        return next((name for name in self._single if near(word, name)), word)

    def _spellings(self, word: str) -> frozenset[str]:
        """The words of titles that this one may be."""
        if word in self._title_words:
            return frozenset({word})
        return frozenset(known for known in self._title_words if near(word, known))

    @cached_property
    def _names(self) -> Mapping[str, tuple[tuple[Words, tuple[str, ...]], ...]]:
        """Names by their first word, the longest first, with the publishers that are called so."""
        whole: dict[Words, list[str]] = {}
        for publisher in self.publishers.values():
            for name in publisher.called:
                if words := words_of(name):
                    whole.setdefault(words, []).append(publisher.name)
        first: dict[str, list[tuple[Words, tuple[str, ...]]]] = {}
        for words in sorted(whole, key=len, reverse=True):
            first.setdefault(words[0], []).append((words, tuple(dict.fromkeys(whole[words]))))
        return {word: tuple(names) for word, names in first.items()}

    @cached_property
    def _whole_names(self) -> frozenset[Words]:
        return frozenset(words for names in self._names.values() for words, _called in names)

    @cached_property
    def _single(self) -> frozenset[str]:
        """Long names of one word."""
        shortest = (names[-1][0] for names in self._names.values())
        return frozenset(name[0] for name in shortest if len(name) == 1 and len(name[0]) >= _LONG)

    @cached_property
    def _kinds(self) -> Mapping[Kind, frozenset[str]]:
        return _gathered((entry.kind, entry.id) for entry in self.entries.values())

    @cached_property
    def _periods(self) -> Mapping[str, Period]:
        read = {date: read_period(date) for date in {entry.date for entry in self.entries.values()}}
        return {i: period for i, entry in self.entries.items() if (period := read[entry.date])}

    @cached_property
    def _title_words(self) -> Mapping[str, frozenset[str]]:
        return _gathered((word, i) for i, e in self.entries.items() for word in words_of(plain(e.title)))

    @cached_property
    def _files(self) -> Mapping[str, frozenset[str]]:
        return _gathered((_stem(plain(entry.source)), i) for i, entry in self.entries.items())


def _publisher(name: str, group: Sequence[Described]) -> Publisher:
    called = {plain(one) for entry in group for one in (entry.publisher, *entry.aliases)} - {""}
    return Publisher(
        name,
        group[0].speaker,
        tuple(sorted(called, key=lambda one: (-len(one), one))),
        frozenset(entry.id for entry in group),
        frozenset(entry.kind for entry in group),
    )


def _gathered(pairs: Iterable[tuple[Key, str]]) -> Mapping[Key, frozenset[str]]:
    groups: dict[Key, set[str]] = {}
    for key, document_id in pairs:
        groups.setdefault(key, set()).add(document_id)
    return {key: frozenset(ids) for key, ids in groups.items()}


def _stem(source: str) -> str:
    """'map/Nota-2024.pdf' and 'nota 2024' are the same file to whoever types it."""
    bare = re.sub(r"\.(?:pdf|docx?|odt|html?|xhtml|md|txt)$", "", source.rsplit("/", 1)[-1])
    return re.sub(r"[\W_]+", " ", bare).strip()


def _stand_in(spellings: Sequence[Collection[str]], title: Words) -> bool:
    """Do these words stand side by side in a title?"""
    return any(
        all(word in each for word, each in zip(title[at:], spellings, strict=False))
        for at in range(len(title) - len(spellings) + 1)
    )


def _within_a_month(period: Period) -> bool:
    return period.first[:7] == period.last[:7]
