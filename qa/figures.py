"""Puts the figure, date or code that was asked for in front of its sentence, with what belongs to it.

The words are those of the sentence; nothing is counted or made. It does not find sentences.
"""

import re

from qa import phrases
from qa.plain import plain
from qa.question import Question, Shape
from qa.values import Value, ValueKind, find_values, nearest

_QUALIFIER = re.compile(
    r"(?:\b(?:iets |veel |net |nog |maar |samen |ten minste |op zijn minst )?(?:meer dan|minder dan|ongeveer|minstens|"
    r"hoogstens|minimaal|maximaal|minimum|maximum|bijna|ruim|circa|ca\.|zowat|zo'n|gemiddeld|liefst|slechts|amper|tot|"
    r"rond de|sinds|vanaf|tegen|begin|eind|op)\s+)+[‘'\"“]?$",
    re.IGNORECASE,
)  # fmt: skip
_COUNTED = re.compile(r"\s+(?:[a-zà-ÿ-]+e\s+)?[a-zà-ÿ][\w-]{3,}")  # 'private huurders', 'haltes'
_NO_NOUN = re.compile(
    r"\s+(?:van|voor|aan|met|door|over|onder|tussen|tegen|naar|bij|die|dat|werd\w*|word\w*|waren|zijn|heeft|hebben|krijg\w*|kan|kunnen|"
    r"moet\w*|wordt|niet|geen|binnen|zonder|volgens|sinds|vanaf)\b"
)
_AGE = re.compile(r"\s*(?:tot|t\.e\.m\.|en|[-–])\s*\d+\s*(?:jaar|uur|maand)|\s*(?:jarige|-jarige|jaar en ouder)")
_SPAN = re.compile(r"\d\s*(?:tot|t\.e\.m\.|[-–])\s*$")
_DUE = re.compile(
    r"\b(?:tegen|vanaf|tot|voor|sinds|na)(?: (?:eind|begin|uiterlijk|het jaar|1 januari))?\s+$", re.IGNORECASE
)
_BOTH = re.compile(
    r"\b(?:minstens en hoogstens|minimum en maximum|percentage en aantal|aantal en percentage|en hoeveel|en welk)\b"
)
_PEOPLE = re.compile(r"\b(?:mensen|personen|inwoners|burgers|Vlamingen|Belgen)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*$")  # inside brackets
_FAR = 8  # words: nearer to the head of its sentence than this, a value needs no place of its own


def told_first(text: str, question: Question) -> str:
    """The text with the value that was asked for in bold, in front where it stands far from the head.

    Where it is not sure which value that is, none is marked: the wrong one in bold would be a wrong answer.
    """
    text = phrases.capital(text)
    if _BOTH.search(plain(question.text)):
        return _both_first(text, question)
    value = asked_value(text, question)
    if value is None:
        return text
    start, end = _whole(text, value)
    early = len(text[: value.start].split()) <= _FAR
    if early or question.shape is not Shape.FACT or not _counts(text[value.end : end], question):
        return f"{text[: value.start]}**{value.text}**{text[value.end :]}"
    return phrases.VALUE_FIRST.format(value=phrases.capital(text[start:end]), sentence=text)


def _both_first(text: str, question: Question) -> str:
    """'Minimum 32 uur, maximum 64 uur' where both were asked for and there are two."""
    kinds = (ValueKind.PERCENT, ValueKind.COUNT) if "aantal" in plain(question.text) else (question.expects,)
    found = [v for v in find_values(text) if v.kind in kinds and not _ASIDE.search(text[: v.start])]
    if len(found) != 2 or question.shape is not Shape.FACT:
        return text
    both = ", ".join(text[slice(*_whole(text, value))] for value in found)
    return phrases.VALUE_FIRST.format(value=phrases.capital(both), sentence=text)


def _counts(counted: str, question: Question) -> bool:
    """Is it what was asked for that is counted? '30.000 plaatsen' in front would be wrong for 'hoeveel mensen'."""
    people = _PEOPLE.search(counted) and _PEOPLE.search(question.text)
    return not counted.strip() or bool(people or _spots(counted, f"{question.focus} {question.topic}"))


def asked_value(text: str, question: Question) -> Value | None:
    """The value of the expected kind that was asked for: the only one, or the one beside what is counted."""
    folded = plain(question.text)
    if question.expects is None:
        return None
    values = _wanted(text, question)
    if len({value.canonical for value in values}) <= 1:
        return values[0] if values else None
    if re.search(r"\b(?:samen|totaal)\b", folded) and (sums := _spots(text, "samen totaal")):
        return next((value for value in values if value.start > sums[0]), None)
    return _beside(values, _spots(text, question.focus or question.topic))


def _beside(values: tuple[Value, ...], spots: tuple[int, ...]) -> Value | None:
    """The value nearest to one of the spots, if no other lies about as near."""
    best = nearest(values, spots) if spots else None
    others = [v for v in values if best and v.canonical != best.canonical]
    sure = best and all(2 * _distance(best, spots) <= _distance(other, spots) for other in others)
    return best if sure else None


def _wanted(text: str, question: Question) -> tuple[Value, ...]:
    """The values of the expected kind; of numbers not the ages; where a deadline is asked for, only deadlines."""
    found = find_values(text)
    values = tuple(v for v in found if v.kind is question.expects)
    if question.expects is ValueKind.COUNT:
        counts = tuple(v for v in values if not _AGE.match(text[v.end :]) and not _SPAN.search(text[: v.start]))
        return counts or tuple(v for v in found if v.kind in (ValueKind.PERCENT, ValueKind.MONEY))
    if question.due:
        return tuple(v for v in values if _DUE.search(text[: v.start]))
    return values


def _distance(value: Value, spots: tuple[int, ...]) -> int:
    return min(min(abs(value.start - spot), abs(value.end - spot)) for spot in spots)


def _spots(text: str, words: str) -> tuple[int, ...]:
    """Where words that begin like these stand; accents do not move places, other foldings may by a letter or two."""
    stems = [word[: max(4, len(word) - 2)] for word in re.findall(r"\w{4,}", plain(words))]
    return tuple(m.start() for stem in stems for m in re.finditer(re.escape(stem), plain(text)))


def _whole(text: str, value: Value) -> tuple[int, int]:
    """With the words that limit it ('meer dan') and, for a number, what is counted ('gezinnen')."""
    before = _QUALIFIER.search(text[: value.start])
    counts = value.kind is ValueKind.COUNT and not _NO_NOUN.match(text[value.end :])
    behind = _COUNTED.match(text[value.end :]) if counts else None
    return before.start() if before else value.start, value.end + (behind.end() if behind else 0)
