"""Which questions are nearly the same; it does not know whether they should be.

Alike are questions that, their words sorted, differ in few letters (token sort ratio: 100 for the same words in any
order). Questions with other figures ask for other things, and a follow-up is only held against follow-ups.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from eval.question import GoldQuestion
from eval.words import words

ALIKE = 82.0  # of 100; of the first 790 questions two such pairs were no mistake, and the next pairs stand at 78
MEANT = frozenset(  # pairs that may stay, by their ids
    {
        frozenset({"B076", "E020"}),  # the second says its subject first and asks with "daarover": a form of its own
        frozenset({"B088", "E005"}),  # three kinds of places instead of two: a table to be read in full
    }
)
_BLOCK = 512  # rows at a time: of 10,000 questions 20 MB instead of 400


def alike(gold: Sequence[GoldQuestion], *, only_last: bool = False) -> Iterator[tuple[int, int]]:
    """The places of each such pair, the earlier first; of the last question alone where so asked."""
    texts = [_said(question) for question in gold]
    first = len(gold) - 1 if only_last else 0
    for start in range(first, len(gold), _BLOCK):
        near = process.cdist(texts[start : start + _BLOCK], texts, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
        for row, earlier in np.argwhere(near):
            later = start + int(row)
            if earlier < later and _comparable(gold[earlier], gold[later]):
                yield int(earlier), later


def same_words(one: GoldQuestion, other: GoldQuestion) -> bool:
    """Whatever their order."""
    return sorted(_said(one).split()) == sorted(_said(other).split())


def _comparable(one: GoldQuestion, other: GoldQuestion) -> bool:
    meant = frozenset({one.id, other.id}) in MEANT
    return not meant and bool(one.history) == bool(other.history) and _figures(one) == _figures(other)


def _said(question: GoldQuestion) -> str:
    """What the user said, in the conversation before it too: "En waar?" is another question behind another one."""
    turns = [content for role, content in question.history if role == "user"]
    return " ".join(words(" ".join([*turns, question.question])))


def _figures(question: GoldQuestion) -> frozenset[str]:
    return frozenset(word for word in _said(question).split() if any(letter.isdigit() for letter in word))
