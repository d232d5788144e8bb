"""Slips of the fingers in a question, the same ones each time; it does not know what the question asks.

Only words that say what a question is about are hit: never a figure, a code or a small word.
"""

import random
import re
from collections.abc import Callable

from eval.question import GoldQuestion
from index import content_words

_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")  # of the Belgian keyboard, each a little to the right of the one above
_WORD = re.compile(r"(?<![\w.-])[^\W\d_]{5,}(?![\w-]|\.\w)")
_FIRST = 0.07  # share of slips in the first letter (Mitton 1987, in Kukich, ACM Computing Surveys 24, 1992)

Slip = Callable[[str, int, random.Random], str]  # a word, the place of a letter in it


def with_slips(gold: GoldQuestion, count: int) -> str | None:
    """The question with so many slips, each in another word, one of which may be a missed space; None without room."""
    chance = random.Random(f"{gold.id} {count}")
    places = [(m.start(), m.end()) for m in _WORD.finditer(gold.question) if is_content(m[0])]
    if len(places) < count:
        return None
    text = gold.question
    for start, end in sorted(chance.sample(places, count), reverse=True):  # from the back: places stay what they are
        text = text[:start] + _slipped(text[start:end], text[end:], chance)
    return text


def is_content(word: str) -> bool:
    return bool(content_words(word)[0])


def neighbours(letter: str) -> str:
    """The keys that touch this one, "" for what is no letter of the keyboard."""
    for row, keys in enumerate(_ROWS):
        if (at := keys.find(letter)) >= 0:
            above = _ROWS[row - 1][at : at + 2] if row else ""
            below = _ROWS[row + 1][max(at - 1, 0) : at + 1] if row + 1 < len(_ROWS) else ""
            return keys[max(at - 1, 0) : at] + keys[at + 1 : at + 2] + above + below
    return ""


def _slipped(word: str, rest: str, chance: random.Random) -> str:
    """The word with one slip and what follows it; a space can only be missed before a letter."""
    slips: list[Slip] = [_beside, _dropped, _doubled, _swapped]
    kind = chance.randrange(len(slips) + (re.match(r" [^\W\d_]", rest) is not None))
    if kind == len(slips):
        return word + rest[1:]
    at = 0 if chance.random() < _FIRST else chance.randrange(1, len(word))
    return slips[kind](word, at, chance) + rest


def _beside(word: str, at: int, chance: random.Random) -> str:
    near = neighbours(word[at].lower())
    return word[:at] + chance.choice(near) + word[at + 1 :] if near else _doubled(word, at, chance)


def _dropped(word: str, at: int, chance: random.Random) -> str:  # noqa: ARG001 - one shape for all slips
    return word[:at] + word[at + 1 :]


def _doubled(word: str, at: int, chance: random.Random) -> str:  # noqa: ARG001
    return word[: at + 1] + word[at].lower() + word[at + 1 :]


def _swapped(word: str, at: int, chance: random.Random) -> str:
    """With the letter before it, or behind it at the start; two that are alike would change nothing."""
    first = max(at - 1, 0)
    if word[first].lower() == word[first + 1].lower():
        return _dropped(word, at, chance)
    return word[:first] + word[first + 1] + word[first] + word[first + 2 :]
