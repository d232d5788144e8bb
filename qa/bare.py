"""A theme alone ("kinderopvang?") asks what the documents say about it: it is summed up, whatever the theme.

It knows no themes: a word that the documents know is one, but not a word that stands nearly everywhere.
"""

import re
from dataclasses import replace

from index import Index
from qa.plain import plain
from qa.question import Question, Shape

_BARE = r"(?:en |iets )?(?:over )?(?:de |het |een )?(?P<theme>[a-z][\w-]{2,})\W*"
_EVERYWHERE = 0.6  # share of the passages


def of_theme(question: Question, index: Index) -> Question:
    """The same question, as one for a summary where it is a theme alone; an abbreviation is to be spelled out first."""
    found = re.fullmatch(_BARE, plain(question.text))
    if found is None or question.named or question.earlier or question.own or question.shape is not Shape.FACT:
        return question
    theme = found["theme"]
    terms = index.terms(theme)
    if len(terms) != 1 or re.search(r"\b[A-Z]{2,}\b", question.text) or not is_theme(terms[0].frequency, index):
        return question
    return replace(question, shape=Shape.SUMMARY, topic=theme, chapter=theme)


def is_theme(frequency: int, index: Index) -> bool:
    """Do the documents know a word that stands in so many passages, and is it not in nearly all of them?"""
    return frequency > 0 and (frequency <= 2 or frequency <= _EVERYWHERE * len(index.passages))
