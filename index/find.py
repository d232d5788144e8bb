"""Full-text search: the passages that hold the words somebody typed, and where in them those stand.

Every word must stand there, in whatever form, as a part of a compound or under another name; what stands in quotation
marks word for word. It does not weigh meaning, and it does not know what a question is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.analyser import Analyser
from index.dutch import fold, words
from index.fuse import Fusion
from index.question import Alternative, QuestionTerm, Reader
from index.seam import Shelf, Within
from ingest import Passage

Span = tuple[int, int]

GOOD = 0.6  # what weighs less may stand for the word, but is another one: huis for woning
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
_ENDS = re.compile(r"[.!?;:•\n]\s")  # a phrase does not go on behind it


class Fit(StrEnum):
    ALL = "alle woorden"
    SOME = "een deel van de woorden"
    NONE = "geen"


@dataclass(frozen=True, slots=True)
class Found:
    """A passage, and the spans of the words that were found: in its text, and in the last heading above it."""

    passage: Passage
    places: tuple[Span, ...]
    above: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    fit: Fit
    found: tuple[Found, ...]  # best first
    total: int  # passages, those that are not looked at included
    meant: tuple[tuple[str, str], ...] = ()  # a word that nobody wrote, and the nearest one that stands here
    unknown: tuple[str, ...] = ()  # words that stand nowhere, in no form
    sensible: bool = True  # at least one word is a word of Dutch or of these documents
    common: bool = False  # nothing but words that stand everywhere was typed, which are not looked for

    @property
    def cut(self) -> bool:
        """Whether there are more than were looked at."""
        return self.total > len(self.found)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed: words, and phrases that must stand there word for word."""

    words: str
    loose: tuple[QuestionTerm, ...]  # without the ways that are only a hint
    phrases: tuple[tuple[str, ...], ...] = ()  # of each its words, folded
    exact: tuple[QuestionTerm, ...] = ()  # the words of the phrases

    @property
    def terms(self) -> tuple[QuestionTerm, ...]:
        return (*self.loose, *self.exact)


def read_query(query: str, reader: Reader) -> Wanted:
    quoted = _QUOTED.findall(query)
    rest = _QUOTED.sub(" ", query)
    stems = dict.fromkeys(stem for text in quoted for stem in reader.analyser.phrase(text))
    exact = tuple(QuestionTerm(stem, (Alternative((stem,), 1.0),)) for stem in stems)
    loose = tuple(map(_firm, reader.terms(rest, literal=True))) if rest.strip() else ()
    return Wanted(rest, loose, tuple(filter(None, map(_folded, quoted))), exact)


def find(query: str, reader: Reader, shelf: Shelf, within: Within | None, most: int) -> Finding:
    """The best `most` passages with all words; where there are none, those with some of them."""
    wanted = read_query(query, reader)
    if not wanted.terms:
        common = any(word.forms[0].isalpha() for word in words(query))
        return Finding(Fit.NONE, (), 0, common=common, sensible=False)
    numbers, total = shelf.holding(wanted.terms, most, within)
    found = _looked_at(_passages(shelf, numbers), wanted, reader.analyser)
    meant = tuple(reader.meant(wanted.words))
    if found:
        return Finding(Fit.ALL, found, total if total > most else len(found), meant)
    frequencies = shelf.frequencies([term.alternatives for term in wanted.terms])
    unknown = tuple(term.surface for term, held in zip(wanted.terms, frequencies, strict=True) if not held)
    near = shelf.heads(None, wanted.terms, Fusion(meaning=0.0, head=most), within).words
    some = _looked_at(_passages(shelf, tuple(near)), Wanted(wanted.words, wanted.terms), reader.analyser)
    sensible = any(reader.analyser.knows(word.forms[0]) for word in words(query))
    return Finding(Fit.SOME if some else Fit.NONE, some, len(some), meant, unknown, sensible)


def _passages(shelf: Shelf, numbers: Sequence[int]) -> Iterator[Passage]:
    return (passage for _document, passage in shelf.read(numbers))


def _looked_at(passages: Iterable[Passage], wanted: Wanted, analyser: Analyser) -> tuple[Found, ...]:
    """What stands in the passages themselves or right above; only where nothing does, what stands in their titles."""
    every = [_found(one, wanted, analyser) for one in passages]
    kept = [one for one in every if one is not None]
    seen = tuple(one for one in kept if one.places or one.above)
    return seen or tuple(kept)


def _found(passage: Passage, wanted: Wanted, analyser: Analyser) -> Found | None:
    phrases = [list(_phrase_spans(phrase, passage.text)) for phrase in wanted.phrases]
    if not all(phrases):
        return None
    own = list(_word_spans(wanted, passage.text, analyser))
    spans = sorted({*own, *(span for one in phrases for span in one)})
    places = tuple((passage.start + start, passage.start + end) for start, end in _joined(spans))
    above = _word_spans(wanted, passage.heading[-1], analyser) if passage.heading else ()
    return Found(passage, places, tuple(above))


def _word_spans(wanted: Wanted, text: str, analyser: Analyser) -> Iterator[Span]:
    """Where the words stand that were not in quotation marks."""
    read = [(word, frozenset(analyser.word_tokens(word))) for word in words(text)]
    every = frozenset(token for _word, tokens in read for token in tokens)
    ways = (one.tokens for term in wanted.loose for one in term.alternatives if every.issuperset(one.tokens))
    sought = frozenset(token for tokens in ways for token in tokens)
    return ((word.start, word.end) for word, tokens in read if not sought.isdisjoint(tokens))


def _phrase_spans(phrase: Sequence[str], text: str) -> Iterator[Span]:
    every = list(words(text))
    folded = [fold(word.surface) for word in every]
    for at in range(len(every) - len(phrase) + 1):
        if folded[at : at + len(phrase)] == list(phrase):
            start, end = every[at].start, every[at + len(phrase) - 1].end
            if not _ENDS.search(text, start, end):
                yield start, end


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Without those that lie within another."""
    kept: list[Span] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def _firm(term: QuestionTerm) -> QuestionTerm:
    return QuestionTerm(term.surface, tuple(one for one in term.alternatives if one.weight >= GOOD), term.parts)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold(word.surface) for word in words(text))
