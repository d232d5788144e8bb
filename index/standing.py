"""Where the words of a question stand in a text by themselves: what a person would point at.

Stricter than a search: a part of a compound alone is another word (`premie` is no `energiepremie`), and of several
words that together stand for one, all must stand close to one another. It does not weigh anything.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from index.analyser import Analyser
from index.dutch import Word, words
from index.question import QuestionTerm

Span = tuple[int, int]

FIRM = 0.5  # what weighs less is only a hint of the word
_ITSELF = 0.6  # what weighs less is another word, and must not be a part of a third one: ziekenhuis for woning
_BETWEEN = 1  # other words between those that stand for one: 'opvang van jonge kinderen'
_ENDS = re.compile(r"[.!?;:•\n]\s")

Read = tuple[Word, tuple[str, ...]]


def standing(
    terms: Sequence[QuestionTerm], text: str, analyser: Analyser, whole: Collection[str] = ()
) -> tuple[tuple[Span, ...], ...]:
    """For each word of the question the places where it stands, in order.

    `whole`: stems of compounds that are the name of one thing, whatever their parts are: a woonzorgcentrum is no wonen.
    """
    every = ((word, analyser.word_tokens(word)) for word in words(text))
    read = [(word, tokens[:1] if tokens[0] in whole else tokens) for word, tokens in every if tokens]
    return tuple(tuple(sorted(set(_places(term, read, text)))) for term in terms)


def _places(term: QuestionTerm, read: Sequence[Read], text: str) -> Iterator[Span]:
    for one in term.alternatives:
        if one.weight < FIRM:
            continue
        if len(one.tokens) > 1:
            yield from _together(one.tokens, read, text)
            continue
        (sought,) = one.tokens
        for word, tokens in read:
            if sought in (tokens if one.weight >= _ITSELF else tokens[:1]):
                yield word.start, word.end


def _together(sought: Sequence[str], read: Sequence[Read], text: str) -> Iterator[Span]:
    """The words that hold all of these, close to one another and in one sentence."""
    for at, (_word, tokens) in enumerate(read):
        if set(tokens).isdisjoint(sought):
            continue
        near = [(word, own) for word, own in read[at : at + len(sought) + _BETWEEN] if not set(own).isdisjoint(sought)]
        broken = any(_ENDS.search(text, one.end - 1, other.start) for (one, _), (other, _) in pairwise(near))
        if not broken and set(sought) <= {token for _word, own in near for token in own}:
            yield from ((word.start, word.end) for word, _own in near)
