"""Knows which words stand for each other: abbreviations, synonyms and hurried spellings; it knows no document."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.dutch import fold

Phrase = tuple[str, ...]  # stems of its content words
Reduce = Callable[[str], Phrase]  # text -> phrase

WORDS = Path(__file__).with_name("words.toml")
NOT_READ = "De woordenlijst {path} kon niet worden gelezen ({reason}). Verbeter het bestand of laat het weg."
NO_TABLE = "[{table}] bestaat niet; gebruik [abbreviations], [spellings] of [synonyms]"
NO_STRENGTH = "[synonyms] kent geen {key}; gebruik same, close of related"
NOT_OPENED = "het bestand bestaat niet of mag niet worden geopend"
NOT_UTF8 = "het is geen tekst in UTF-8"
NO_TOML = "regel {line} is geen TOML: let op haken, aanhalingstekens en komma's"
CUT_SHORT = "aan het einde ontbreekt een haak of aanhalingsteken"
NOT_A_TABLE = "{table} is geen tabel; schrijf [{table}] en daaronder regels als sleutel = waarde"
NOT_A_MEANING = '[abbreviations] {key}: geef een lijst van betekenissen, zoals {key} = ["wat het betekent"]'
NOT_A_TEXT = '[spellings] {key}: geef één tekst, zoals {key} = "wat er bedoeld is"'
NOT_A_GROUP = '[synonyms] {key}: geef een lijst van lijsten van minstens twee woorden, zoals {key} = [["poen", "geld"]]'

_AT_LINE = re.compile(r"at line (\d+)")
_ABBREVIATION = 0.8
_STRENGTHS = {"same": 0.7, "close": 0.55, "related": 0.35}


class UnreadableWords(Exception):
    """A word list that is no proper TOML or holds something else; `str(error)` names the file and the remedy."""


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
    in_full: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # abbreviations as a person writes them out

    def of(self, phrase: Phrase) -> Mapping[Phrase, float]:
        return self.related.get(phrase, {})


def read_words(path: Path = WORDS) -> WordList:
    """Raises UnreadableWords, also for a table or key that does not exist and for a value of another kind."""
    return WordList(**read_tables(path, _faults))


def read_tables(path: Path, faults_of: Callable[[Mapping[str, Any]], Iterable[str]]) -> dict[str, Any]:
    """The tables of a file in TOML, as they stand there; raises UnreadableWords, also where they have faults."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        faults = list(faults_of(tables))
    except OSError as error:
        raise UnreadableWords(NOT_READ.format(path=path, reason=NOT_OPENED)) from error
    except UnicodeDecodeError as error:
        raise UnreadableWords(NOT_READ.format(path=path, reason=NOT_UTF8)) from error
    except tomllib.TOMLDecodeError as error:
        where = _AT_LINE.search(str(error))
        reason = NO_TOML.format(line=where[1]) if where else CUT_SHORT
        raise UnreadableWords(NOT_READ.format(path=path, reason=reason)) from error
    if faults:
        raise UnreadableWords(NOT_READ.format(path=path, reason="; ".join(faults)))
    return tables


def _faults(tables: Mapping[str, Any]) -> Iterator[str]:  # Any: whatever stands in a file
    for table, rows in tables.items():
        check = _CHECKS.get(table)
        if check is None:
            yield NO_TABLE.format(table=table)
        elif not isinstance(rows, dict):
            yield NOT_A_TABLE.format(table=table)
        else:
            yield from (fault for key, value in rows.items() if (fault := check(key, value)))


def _check_meanings(key: str, value: object) -> str:
    return "" if are_texts(value, 1) else NOT_A_MEANING.format(key=key)


def _check_spelling(key: str, value: object) -> str:
    return "" if are_texts([value], 1) else NOT_A_TEXT.format(key=key)


def _check_groups(key: str, value: object) -> str:
    if key not in _STRENGTHS:
        return NO_STRENGTH.format(key=key)
    right = isinstance(value, list) and all(are_texts(group, 2) for group in value)
    return "" if right else NOT_A_GROUP.format(key=key)


def are_texts(value: object, least: int) -> bool:
    """Whether it is a list of at least so many texts, none of them empty."""
    return isinstance(value, list) and len(value) >= least and all(isinstance(x, str) and x.strip() for x in value)


_CHECKS = {"abbreviations": _check_meanings, "spellings": _check_spelling, "synonyms": _check_groups}


def build_thesaurus(lists: Iterable[WordList], reduce: Reduce) -> Thesaurus:
    """Join word lists; `reduce` turns their texts into the stems that the index holds."""
    related: defaultdict[Phrase, dict[Phrase, float]] = defaultdict(dict)
    spellings: dict[str, str] = {}
    in_full: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for words in lists:
        for short, meanings in words.abbreviations.items():
            in_full[fold(short)].update(dict.fromkeys(meanings))
        spellings |= {fold(typed): meant for typed, meant in words.spellings.items()}
        for one, other, weight in _pairs(words):
            _relate(related, reduce(one), reduce(other), weight)
    longest = max(map(len, related), default=1)
    return Thesaurus(dict(related), spellings, longest, {short: tuple(full) for short, full in in_full.items()})


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


# The definitions that documents give. What is looked for first are brackets and "hierna": a text has few of them.
_SHORT = r"(?:(?:[A-Z]\.){2,6}|(?:[A-Z][a-z]?){2,7}(?![a-z]))"
_QUOTE = "[\"'‘’“”]?"
_CALLED = r"(?:hierna|verder|afgekort|kortweg)(?:\s+(?:ook|als|tot|genoemd|genaamd))?\s*:?\s*"
_SHORT_BEHIND = re.compile(
    rf"\((?:{_CALLED})?{_QUOTE}({_SHORT})(?:['’]?s)?{_QUOTE}(?:\s+gen(?:oem|aam)d)?\)"
    rf"|,\s+{_CALLED}{_QUOTE}({_SHORT})(?![\w-])"
)
_LONG_BEHIND = re.compile(rf"\b({_SHORT})(?:['’]?s|-\w+)?\s+\(([^();:]{{8,80}})(?:[;:][^()]{{0,80}})?\)")
_WORDS_BEFORE = re.compile(r"(?:[\w-]+\s+){0,9}[\w-]+\s*\Z")
_NEAR = 300  # characters before a bracket: ten words and to spare
_LITTLE = frozenset("voor van de het en of in een der met over".split())
_ONE_WORD = 3  # letters of an abbreviation that one word may stand for: woonzorgcentrum (WZC)


def learn_abbreviations(text: str) -> dict[str, list[str]]:
    """What a document defines itself: "Geïntegreerd Breed Onthaal (GBO)", "LOGO's (Lokaal ...)", "..., hierna KSZ"."""
    found: dict[str, list[str]] = {}
    for short, words in _defined(text):
        meaning = _meaning(words, short)
        if meaning and meaning not in found.get(short, ()):
            found.setdefault(short, []).append(meaning)
    return found


def _defined(text: str) -> Iterator[tuple[str, list[str]]]:
    """Abbreviations, without their full stops, with words that may end in what they mean."""
    for match in _SHORT_BEHIND.finditer(text):
        before = _WORDS_BEFORE.search(text, max(0, match.start() - _NEAR), match.start())
        if before:
            yield (match[1] or match[2]).replace(".", ""), before[0].split()
    for match in _LONG_BEHIND.finditer(text):
        yield match[1].replace(".", ""), match[2].replace(",", " ").split()


def _meaning(words: list[str], short: str) -> str:
    """The shortest end of `words`, one word only where no more will do, that the abbreviation spells, or ""."""
    alone = [len(words) - 1] if len(short) >= _ONE_WORD else []
    for start in (*range(len(words) - 2, -1, -1), *alone):
        if words[start].lower() not in _LITTLE and _spells(words[start:], fold(short)):
            return " ".join(words[start:])
    return ""


def _spells(phrase: list[str], short: str) -> bool:
    """All letters stand in order in the phrase, and it has no word too many: every one begins with such a letter.

    A title, capitals throughout, only has to have no more words than letters: Vlaams Reglement over de
    Milieuvergunning, VLAREM.
    """
    content = [word for word in phrase if word.lower() not in _LITTLE]
    first, letters = fold("".join(word[0] for word in content)), fold("".join(content))
    title = len(content) <= len(short) and all(word[0].isupper() for word in content)
    long_enough = len(letters) >= 3 * len(short)  # no abbreviation of an abbreviation
    spelled = first[:1] == short[:1] and _in_order(short, letters)
    return long_enough and spelled and (title or _in_order(first, short))


def _in_order(these: str, those: str) -> bool:
    left = iter(those)
    return all(letter in left for letter in these)
