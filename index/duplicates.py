"""Finds passages that say (nearly) the same as an earlier one, in whatever document; it does not know which is better.

Two passages are the same when they share most runs of four words and what they do not share changes nothing: spelling,
white space, or words that only one of them adds. Other figures, names or negations make another passage, and so does
another word in the place of one: decisions differ in their date, their town, or in "principieel" for "definitief".
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from index.dutch import remembered
from ingest import Passage

SAME = 0.8  # share of the runs
FEW = 8  # runs: two organisations that both say "Dat moet anders." have not copied one another
SKETCH = 12  # runs by which a passage is found: of pairs that share 80%, one in a million shares none of them
COMMON = 40  # passages that share a run and all figures; of a form letter more need not be compared
VARIANT = 85  # per cent: "beleids-plan" is a spelling of "beleidsplan", "maximaal" none of "minimaal" (75)
SHORT = 3  # letters: "de" and "het" may stand for each other

_WORD = re.compile(r"[^\W_]+")
_TELLING = re.compile(
    r"\d+|\b(?:niet|geen|nooit|noch|zonder|evenmin|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)\b"
    r"|\b(?:mag|mogen|moet|moeten|kan|kunnen|zal|zullen|hoeft|hoeven|verplicht|verboden|voor|na|tot|vanaf|sinds|tegen|enkel"
    r"|alleen|slechts|hoogstens|minstens|meer|minder|tenzij|behalve|uitgezonderd|nauwelijks|niemand|niets|nergens)\b"
    r"|(?:(?<=[^\s.!?:…•–] )|(?<=[^\s.!?:…•–] [‘'\"“«(]))[A-ZÀ-ÖØ-Þ][^\W_]*"  # not at the start of a sentence
)
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64)

Runs = NDArray[np.uint64]


@remembered(200_000)
def _number(word: str) -> int:
    """The same from run to run."""
    return crc32(word.encode()) + 1


def sketch(text: str) -> Runs:
    """SKETCH numbers by which a passage is found: the lowest of its runs (Broder 1997), each with all that tells."""
    telling = np.uint64(crc32("\n".join(_telling(text)).encode()) << 32)
    found, lowest = np.zeros(SKETCH, np.uint64), _runs(text)[:SKETCH]
    found[: len(lowest)] = (lowest ^ telling) * _FACTORS[0]
    return found


def repetitions(passages: Sequence[Passage], sketches: Runs) -> tuple[int, ...]:
    """For each passage the earlier one that says the same, or -1; `sketches`: a row for each passage.

    Passages are compared only where they share a number of their sketches, so that the time grows with their number
    and not with its square; the others are not even looked at.
    """
    found = [-1] * len(sketches)
    firsts: dict[int, list[int]] = {}
    for number, keys in _shared(sketches):
        near = sorted({first for key in keys for first in firsts.get(key, ())})
        found[number] = next((first for first in near if same(passages[first], passages[number])), -1)
        if found[number] < 0:
            for key in keys:
                if len(known := firsts.setdefault(key, [])) < COMMON:
                    known.append(number)
    return tuple(found)


def _shared(sketches: Runs) -> Iterator[tuple[int, list[int]]]:
    """Of each passage, in order, the numbers that another one has too."""
    keys = sketches.ravel()
    order = np.argsort(keys, kind="stable")
    twice = keys[order][1:] == keys[order][:-1]
    shared = np.zeros(len(keys), bool)
    shared[order[1:][twice]] = True
    shared[order[:-1][twice]] = True
    shared &= keys != 0
    places = np.flatnonzero(shared)
    rows = zip((places // SKETCH).tolist(), keys[places].tolist(), strict=True)
    for number, group in groupby(rows, itemgetter(0)):
        yield number, [key for _number, key in group]


def same(first: Passage, other: Passage) -> bool:
    """Whether two passages say the same; within one document also where the later one is a part of the earlier."""
    one, two = (_runs(passage.text) for passage in (first, other))
    elsewhere = first.document_id != other.document_id
    if elsewhere and min(len(one), len(two)) < FEW:
        return False
    size = max(len(one), len(two)) if elsewhere else len(two)
    shared = np.intersect1d(one, two, assume_unique=True).size
    return shared >= SAME * size and _telling(first.text) == _telling(other.text) and _alike(first.text, other.text)


def _runs(text: str) -> Runs:
    """Every run of four words as a number, lowest first; a shorter text is one run."""
    words = np.array([_number(word) for word in _WORD.findall(text.casefold())] or [0], np.uint64)
    length = min(len(words), len(_FACTORS))
    count = len(words) - length + 1
    runs = np.zeros(count, np.uint64)
    for at in range(length):
        runs += words[at : at + count] * _FACTORS[at]
    return np.unique(runs ^ (runs >> np.uint64(29)))


@lru_cache(maxsize=2_000)
def _telling(text: str) -> tuple[str, ...]:
    """Figures, names, negations, duties and limits in order: what changes a passage in which nothing else changes."""
    return tuple(match.casefold() for match in _TELLING.findall(" ".join(text.split())))


def _alike(one: str, other: str) -> bool:
    """Whether the words that only one of two texts has stand for no other word there, but for its spelling."""
    first, second = (Counter(_WORD.findall(text.casefold())) for text in (one, other))
    left, right = ([word for word in only if len(word) > SHORT] for only in (first - second, second - first))
    fewer, more = sorted((left, right), key=len)
    return all(any(_variant(word, candidate) for candidate in more) for word in fewer)


def _variant(one: str, other: str) -> bool:
    negated = one == f"on{other}" or other == f"on{one}"
    return not negated and fuzz.ratio(one, other) >= VARIANT
