"""How much a sentence is about a theme whose words stand in it: in what it asserts, below that, or only in passing.

It sees words and commas, and knows no meaning.
"""

import re
from collections.abc import Sequence
from enum import IntEnum

_PIECES = re.compile(r"[,;:()/]|\b(?:en|of|alsook|zoals|evenals)\b|\.\.\.|…")
_INSIDE = re.compile(r"\((\w+)\)(?=\w)")  # '(kinder)armoede' is one word
_BRACKETS = re.compile(r"(?<=\s)\([^)]*\)")
_OPENING = re.compile(r"^\W*(?:als|indien|wanneer|zolang|omdat|hoewel|nu|zodra) [^,]*?(?:, | dan )", re.IGNORECASE)
_CLAUSE = re.compile(
    r",? ?\b(?:waar(?:in|bij|door|op|mee|van|aan|uit|voor|over)?|die|zodat|omdat|doordat|indien|wanneer|terwijl|wie|"
    r"zolang)\b",
    re.IGNORECASE,
)
_SHORT = 4  # words of a part of an enumeration
_LISTED = 3  # such parts side by side


class Place(IntEnum):
    """The lower, the more a sentence is about it."""

    ASSERTED = 0
    BELOW = 1  # in a clause that only says which, why or when
    IN_PASSING = 2  # one of a list of things
    ABOVE = 3  # only in the heading


def place_of(sentence: str, places: Sequence[tuple[int, int]]) -> Place:
    """The best of the places where the words of a theme stand in this sentence."""
    return min((_place(sentence, start) for start, _end in places), default=Place.ABOVE)


def _place(sentence: str, at: int) -> Place:
    whole = _INSIDE.sub(r" \1 ", sentence)
    if _listed(whole, at):
        return Place.IN_PASSING
    opening = _OPENING.match(whole)
    main = opening.end() if opening else 0
    cut = _CLAUSE.search(whole, main + 1)
    aside = any(hit.start() < at < hit.end() for hit in _BRACKETS.finditer(whole))
    return Place.BELOW if aside or at < main or (cut and at >= cut.end()) else Place.ASSERTED


def _listed(sentence: str, at: int) -> bool:
    """Is it one of three or more short parts side by side?"""
    edges = [0, *(edge for hit in _PIECES.finditer(sentence) for edge in hit.span()), len(sentence)]
    parts = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if sentence[a:b].strip()]
    own = next((number for number, (a, b) in enumerate(parts) if a <= at < b), None)
    if own is None:
        return False
    short = [len(sentence[a:b].split()) <= _SHORT for a, b in parts]
    first = last = own
    while first > 0 and short[first - 1]:
        first -= 1
    while last + 1 < len(parts) and short[last + 1]:
        last += 1
    beside = last - first + 1
    return beside >= _LISTED and (short[own] or own > 0)
