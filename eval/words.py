"""Words and runs of words, the yardstick of every comparison of texts; it does not know questions or documents."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_HYPHEN_BETWEEN_WORDS = re.compile(r"(?<=\w)-\s*(?=\w)")
_WORD = re.compile(r"\w+")

Words = tuple[str, ...]


def fold(text: str) -> str:
    """Lower case without accents: 'Financiële' -> 'financiele'."""
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()


def holds(text: str, string: str) -> bool:
    """Does the text hold the string, whatever its case and accents? No number within another: 15% holds no 5%."""
    folded, wanted = fold(text), fold(string)
    if not (wanted[:1].isdigit() or wanted[-1:].isdigit()):
        return wanted in folded
    before = r"(?<!\d)(?<!\d,)" if wanted[0].isdigit() else ""
    after = r"(?!,?\d)" if wanted[-1].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, folded) is not None


@lru_cache(maxsize=4096)  # the same passages, quotes and documents come back for every question
def words(text: str) -> Words:
    """The folded words, hyphenated ones closed up, so that a word broken over two lines is still itself."""
    return tuple(_WORD.findall(_HYPHEN_BETWEEN_WORDS.sub("", fold(text))))


def runs(sequence: Words, n: int) -> frozenset[Words]:
    """Every run of n words, once; none if there are fewer than n."""
    return frozenset(sequence[i : i + n] for i in range(len(sequence) - n + 1))


def shared(sequence: Words, other: Words, n: int) -> float:
    """Share (0..1) of the n-word runs of the first that stand in the other; a shorter first is one run."""
    n = min(n, len(sequence))
    if not n:
        return 0.0
    wanted = runs(sequence, n)
    return len(wanted & runs(other, n)) / len(wanted)


def covers(texts: Sequence[str], quote: str) -> bool:
    """Do these texts together hold at least 80% of the four-word runs of the quote?"""
    return shared(words(quote), words(" \n ".join(texts)), 4) >= 0.8


def touches(quote: str, other: str) -> bool:
    """Do two quotes share at least half of the three-word runs of the shorter one?"""
    shorter, longer = sorted((words(quote), words(other)), key=len)
    return shared(shorter, longer, 3) >= 0.5


def stands_in(quote: str, text: str) -> bool:
    """Does the quote stand in the text, word for word?"""
    return f" {' '.join(words(quote))} " in f" {' '.join(words(text))} "
