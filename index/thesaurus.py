"""Knows which words stand for each other: abbreviations, synonyms and hurried spellings; it knows no document."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.dutch import fold

Phrase = tuple[str, ...]  # stems of its content words
Reduce = Callable[[str], Phrase]  # text -> phrase

WORDS = Path(__file__).with_name("words.toml")
NOT_READ = "De woordenlijst {path} kon niet worden gelezen ({reason}). Verbeter het bestand of laat het weg."

_ABBREVIATION = 0.8
_STRENGTHS = {"same": 0.7, "close": 0.55, "related": 0.35}


class UnreadableWords(Exception):
    """A word list that is no proper TOML; `str(error)` names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class WordList:
    """The tables as they stand in words.toml."""

    abbreviations: Mapping[str, Sequence[str]] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    synonyms: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Phrase -> the phrases that may stand for it, each with a weight below 1."""

    related: Mapping[Phrase, Mapping[Phrase, float]]
    spellings: Mapping[str, str]
    longest: int  # words in the longest phrase

    def of(self, phrase: Phrase) -> Mapping[Phrase, float]:
        return self.related.get(phrase, {})


def read_words(path: Path = WORDS) -> WordList:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return WordList(tables.get("abbreviations", {}), tables.get("spellings", {}), tables.get("synonyms", {}))
    except (OSError, ValueError) as error:
        raise UnreadableWords(NOT_READ.format(path=path, reason=error)) from error


def build_thesaurus(lists: Iterable[WordList], reduce: Reduce) -> Thesaurus:
    """Join word lists; `reduce` turns their texts into the stems that the index holds."""
    related: defaultdict[Phrase, dict[Phrase, float]] = defaultdict(dict)
    spellings: dict[str, str] = {}
    for words in lists:
        spellings |= {fold(typed): meant for typed, meant in words.spellings.items()}
        for one, other, weight in _pairs(words):
            _relate(related, reduce(one), reduce(other), weight)
    longest = max(map(len, related), default=1)
    return Thesaurus(dict(related), spellings, longest)


def _pairs(words: WordList) -> Iterator[tuple[str, str, float]]:
    for short, meanings in words.abbreviations.items():
        yield from ((short, meaning, _ABBREVIATION) for meaning in meanings)
    for strength, groups in words.synonyms.items():
        for group in groups:
            yield from ((one, other, _STRENGTHS[strength]) for at, one in enumerate(group) for other in group[at + 1 :])


def _relate(related: defaultdict[Phrase, dict[Phrase, float]], one: Phrase, other: Phrase, w: float) -> None:
    if not one or not other or one == other:
        return
    related[one][other] = max(w, related[one].get(other, 0))
    related[other][one] = max(w, related[other].get(one, 0))


_SHORT = r"[A-Z]{2,6}"
_BRACKETED = re.compile(rf"\(({_SHORT})\)")
_WORDS_BEFORE = re.compile(r"(?:[\w-]+\s+){2,8}\Z")
_NEAR = 300  # characters before a bracket: eight words and to spare
_SHORT_LONG = re.compile(rf"\b({_SHORT})(?:['’]?s|-\w+)?\s+\(([A-Z][^()]{{8,80}})\)")
_LITTLE = frozenset("voor van de het en of in een der".split())


def learn_abbreviations(text: str) -> dict[str, list[str]]:
    """What a document defines itself: "Geïntegreerd Breed Onthaal (GBO)" and "LOGO's (Lokaal ...)"."""
    found: dict[str, list[str]] = {}
    for match in _BRACKETED.finditer(text):  # brackets first: a text is full of words and has few of them
        before = _WORDS_BEFORE.search(text, max(0, match.start() - _NEAR), match.start())
        meaning = _meaning(before[0].split(), match[1]) if before else ""
        if meaning:
            found.setdefault(match[1], []).append(meaning)
    for match in _SHORT_LONG.finditer(text):
        meaning = _meaning(match[2].split(), match[1])
        if meaning:
            found.setdefault(match[1], []).append(meaning)
    return found


def _meaning(words: list[str], short: str) -> str:
    """The shortest end of `words` whose letters spell the abbreviation, or ""."""
    for start in range(len(words) - 2, -1, -1):
        phrase = words[start:]
        if fold(phrase[0])[:1] == fold(short)[:1] and _spells(phrase, fold(short)):
            return " ".join(phrase)
    return ""


def _spells(phrase: list[str], short: str) -> bool:
    """Every content word begins with, and all letters stand in order in, the phrase."""
    content = [fold(word) for word in phrase if word.lower() not in _LITTLE]
    letters = iter("".join(content))
    return len(content) <= len(short) and all(letter in letters for letter in short)
