"""Text as patterns meet it, and words that are the same but for a slip of the pen; it knows no grammar."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

from qa import patterns


def legible(text: str) -> str:
    """Text as it looks: no invisible characters, letters that only look Latin made Latin, ligatures as letters.

    What is copied from a PDF has such characters, and so has a question that hides an order.
    """
    shown = _ODD.sub(lambda odd: _drawn(odd[0]), unicodedata.normalize("NFC", text))
    strange = len(_NOT_LATIN.findall(shown))
    if strange and strange < sum(c.isascii() and c.isalpha() for c in shown):
        shown = shown.translate(_LOOKALIKES)
    return unicodedata.normalize("NFC", shown)


def _drawn(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cf", "Cs", "Co", "Cn") or (category == "Cc" and not character.isspace()):
        return ""  # soft hyphens, zero widths, writing directions, halves of characters
    if category == "Zs" or character in "\x1c\x1d\x1e\x1f\x85":
        return " "
    styled = unicodedata.name(character, "").startswith(_STYLED)
    return unicodedata.normalize("NFKC", character) if styled else character


_ODD = re.compile(r"[^\n\t\x20-\x7e\xa1-\xac\xae-\u024f]")
_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2c00-\ua71f]")
_STYLED = ("LATIN SMALL LIGATURE", "FULLWIDTH", "MATHEMATICAL")
_LOOKALIKES = str.maketrans(  # Cyrillic and Greek letters
    "аеорсухіјѕԁһкмтАВЕКМНОРСТУХІЈЅαορνιΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxijsdhkmtABEKMHOPCTYXIJSaopviABEZHIKMNOPTYX"
)


@lru_cache(maxsize=20_000)  # the same sentences are read for many questions
def plain(text: str) -> str:
    """Lower case, no accents, hurried spellings written out, one space between words."""
    return folded_once(text)


def folded_once(text: str) -> str:
    """The same, and not remembered: for what may be about a person."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[\w']+", lambda w: patterns.TYPED.get(w[0], w[0]), re.sub(r"\s+", " ", bare)).strip()


def one_line(text: str) -> str:
    """The same words with one space between them."""
    return " ".join(text.split())


def lines_of(text: str) -> tuple[str, ...]:
    """A text as a whole, and each of its lines: what begins a line begins a sentence."""
    return tuple(dict.fromkeys((text, *text.splitlines())))


def long_words(text: str) -> frozenset[str]:
    """The words of a text by which two texts are told apart or alike: those of four letters and more."""
    return frozenset(re.findall(r"\w{4,}", plain(text)))


def words_of(folded: str) -> tuple[str, ...]:
    """The words of plain text; what is tied by a hyphen is one word."""
    return tuple(re.findall(r"[\w-]+", folded))


def near(one: str, other: str) -> bool:
    """The same word but for one slip (two in a long word); an ending of its own makes another word."""
    if one == other:
        return True
    shortest = min(len(one), len(other))
    if shortest < 5 or one[0] != other[0]:
        return False
    if one.startswith(other) or other.startswith(one):
        return max(one, other, key=len) == min(one, other, key=len) + one[shortest - 1]  # "verbondd"
    allowed = 1 if shortest < 12 else 2
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed
