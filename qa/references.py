"""What a source refers to where it is quoted, and whether that has anything to do with what it says there.

It resolves nothing itself (ingest did) and never says that a reference is wrong: only that its title does not show why
it stands there.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from index import content_words
from ingest import Document, Reference, marks_within, unmarked
from qa.answer import Referral
from qa.plain import plain

GENERIC = (  # words that any decision of a government may have in its title
    "Vlaams Vlaanderen regering minister overheid lokaal lokale bestuur besturen gemeente gemeentelijk sociaal beleid "
    "plan subsidie subsidiëring ondersteuning ondersteunen ondersteunend project initiatief besluit beslissing decreet "
    "wet wijziging wijzigen uitvoering maatregel regel kader oproep goedkeuring verlenging nieuw artikel bron"
)
COMMON = 0.25  # share of the titles of a list from which on a word is generic in it
LONG_LIST = 8  # titles; in a shorter list a shared word may well be its subject
ADDRESS = re.compile(r"(?:https?://|www\.)\S*")
_NUMBER = r"\d{1,3}[^\W\d_]{0,4}"  # 2, 2bis; four digits are a year
BRACKETED = re.compile(rf"\[\s*({_NUMBER}(?:\s?[,;–-]\s?{_NUMBER})*)\s*\]")  # what could be taken for ours
_LEFTOVER = re.compile(rf"\s*{BRACKETED.pattern}")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def bare(document: Document, start: int, end: int) -> str:
    """A stretch of a source without its reference marks, and without anything that could be taken for ours."""
    return _LEFTOVER.sub("", unmarked(document, start, end)).replace("**", "").strip()


def shown_marks(text: str) -> str:
    """Words of a source with its own [12] as ⁽¹²⁾, so that it cannot be taken for one of our numbers."""
    return BRACKETED.sub(lambda mark: f"⁽{mark[1].translate(_RAISED)}⁾", text)


def document_words(text: str) -> str:
    """The same for what surrounds the words of an answer: nor may a title or heading make anything bold."""
    return shown_marks(text.replace("**", ""))


def same_words(quote: str, text: str) -> bool:
    """Whether the words of a quote stand in a text, whatever their case, punctuation and reference marks."""
    return _words(quote) in _words(text)


def _words(text: str) -> str:
    words = re.findall(r"\w+", plain(BRACKETED.sub(" ", text)))
    return f" {' '.join(words)} "  # the edges: no half word


def referrals(document: Document, start: int, end: int) -> tuple[Referral, ...]:
    """What the marks in a quote, or right behind it, refer to; each entry once."""
    marks = marks_within(document, start, end)
    if not marks:
        return ()
    claim = f"{_lead(document, start)} {bare(document, start, end)}"
    generic = generic_words(tuple(reference.title for reference in document.references))
    found = ((mark.number, mark.reference) for mark in marks)
    return tuple(
        Referral(number, "", "", clear=False, missing=True)
        if at is None
        else _referral(document.references[at], claim, generic)
        for number, at in dict.fromkeys(found)
    )


def _referral(reference: Reference, claim: str, generic: frozenset[str]) -> Referral:
    clear = related(claim, reference.title, generic)
    return Referral(reference.number, reference.date, reference.title, clear, missing=False)


def _lead(document: Document, start: int) -> str:
    """For a bullet: the sentence that introduces its list."""
    at = bisect_right(document.blocks, start, key=lambda block: block.start) - 1
    block = document.blocks[at] if at >= 0 else None
    return document.text[slice(*block.lead)] if block and block.lead else ""


def related(claim: str, title: str, generic: frozenset[str] = frozenset()) -> bool:
    """Whether a title shares a content word with a claim; a title without words (an address) cannot show it.

    A word also counts as a part of a compound ("opvang" in "kinderopvang"), but a part that two other compounds share
    does not: "zorgraden" and "gezinszorg" are not about the same.
    """
    own, own_parts = content_words(ADDRESS.sub(" ", title))
    said, said_parts = content_words(claim)
    shared = (own & said) | (own & said_parts) | (own_parts & said)
    return not own or bool(shared - generic - _generic())


@lru_cache(maxsize=256)
def generic_words(titles: tuple[str, ...]) -> frozenset[str]:
    """The words that tell the titles of one list not apart: those in more than a quarter of them."""
    if len(titles) < LONG_LIST:
        return frozenset()
    counts = Counter(word for title in titles for word in _all_words(title))
    return frozenset(word for word, count in counts.items() if count > COMMON * len(titles))


def _all_words(title: str) -> Iterable[str]:
    whole, parts = content_words(title)
    return whole | parts


@cache
def _generic() -> frozenset[str]:
    return content_words(GENERIC)[0]
