"""Which words a figure belongs to: "werklozen (53%)" what stands before it, "53% van de werklozen" what follows.

It reads one sentence and knows no question; `qa.figures` holds the two together.
"""

import re

from qa.patterns import CLAUSE_ENDS
from qa.plain import plain
from qa.values import Value

_IN_BRACKETS = re.compile(r"\((?:[^()]{0,25} )?$")
_CLOSED = re.compile(r"[^()]{0,40}\)")
_BEHIND_COLON = re.compile(r":\s*(?:(?:ongeveer|circa|ruim|bijna|meer dan|minder dan) )?$")
_OF = re.compile(r"\W*\s?van (?:(?:de|het|alle|onze|hun|die|deze|een) )?", re.IGNORECASE)
_STOP = re.compile(r"[,;:.()]\s|[.!?]$|\)|\b(?:terwijl|maar|waarvan|en|of|dan)\b", re.IGNORECASE)
_NEXT = 3  # words behind a figure that say of what it is, or before a bracket
_ALIKE = 6  # letters that the end of a longer word has to share ("schoolmaaltijden", "maaltijd")


def listed(text: str, value: Value) -> bool:
    """Does the figure stand behind its noun, in brackets or behind a colon?"""
    return _bracketed(text, value) or _BEHIND_COLON.search(text[: value.start]) is not None


def owner(text: str, value: Value) -> str:
    """The few words that say of what the figure is."""
    behind = text[value.end :]
    if _bracketed(text, value):
        closed = behind[behind.index(")") + 1 :]
        if not _OF.match(closed):
            return _last(text[: text.rindex("(", 0, value.start)])
        behind = closed
    elif _BEHIND_COLON.search(text[: value.start]):
        return _last(text[: text.rindex(":", 0, value.start)])
    of = _OF.match(behind)
    return " ".join(_STOP.split(behind[of.end() if of else 0 :], maxsplit=1)[0].split()[:_NEXT])


def clause(text: str, value: Value) -> str:
    """What stands around a figure, up to the next comma, bracket or 'en'; of a listed one only its owner."""
    if listed(text, value):
        return owner(text, value)
    before = max((hit.end() for hit in CLAUSE_ENDS.finditer(text, 0, value.start)), default=0)
    behind = CLAUSE_ENDS.search(text, value.end)
    return text[before : behind.start() if behind else len(text)]


def named(word: str, text: str) -> bool:
    """Does the text hold this word, an ending aside, or what the longer word is a sort of?"""
    stem, words = _stem(plain(word)), re.findall(r"\w+", plain(text))
    within = (_stem(other) for other in words if len(_stem(other)) >= _ALIKE)
    return any(_holds(other, stem) for other in words) or any(stem.find(other) > 0 for other in within)


def _holds(word: str, stem: str) -> bool:
    return word.startswith(stem) or (len(stem) > _ALIKE - 1 and stem in word)


def _stem(word: str) -> str:
    return word[: max(4, len(word) - 2)]


def _bracketed(text: str, value: Value) -> bool:
    return bool(_IN_BRACKETS.search(text[: value.start]) and _CLOSED.match(text[value.end :]))


def _last(text: str) -> str:
    """The last words of the last clause."""
    return " ".join(_STOP.split(text.rstrip())[-1].split()[-_NEXT:])
