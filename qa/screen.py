"""Looks at a question before anything is searched: empty, endless, another language, orders instead of questions.

It does not know the documents; whether they hold an answer is decided later.
"""

import re

from qa import patterns
from qa.answer import Reason
from qa.plain import plain

LONGEST = 2_000  # characters; a question is not a document


def screen(text: str) -> Reason | None:
    """Why this is no question that documents could answer; None if it may be searched."""
    folded = plain(text)
    if not re.search(r"\w", folded):
        return Reason.EMPTY
    if re.fullmatch(patterns.GREETINGS, folded) or re.search(patterns.SUMMARIES, folded):
        return Reason.TOO_VAGUE
    if len(text) > LONGEST:
        return Reason.TOO_LONG
    if re.search(patterns.ORDERS, folded):
        return Reason.INSTRUCTION
    if re.search(patterns.ERRANDS, folded):
        return Reason.OFF_TOPIC
    if foreign(folded):
        return Reason.OTHER_LANGUAGE
    return None


def unmarked(text: str) -> str:
    """The words of a question without HTML tags and Markdown signs."""
    return re.sub(r"\s+", " ", re.sub(r"<[^<>]{0,300}>|[*_#`~|<>]+", " ", written(text))).strip()


def written(text: str) -> str:
    """Text without halves of characters ("\\ud800" alone), which nothing can write down."""
    return re.sub("[\ud800-\udfff]", "", text)


def foreign(folded: str) -> bool:
    """Do the small words of another language clearly outnumber the Dutch ones?"""
    words = re.findall(r"[a-z']+", folded)
    return any(_outnumbered(words, frozenset(own)) for own in patterns.FOREIGN.values())


def _outnumbered(words: list[str], own: frozenset[str]) -> bool:
    """Words that both languages have ('is', 'in', 'die') say nothing."""
    theirs = sum(word in own and word not in patterns.DUTCH for word in words)
    ours = sum(word in patterns.DUTCH and word not in own for word in words)
    return theirs >= 2 and theirs > ours
