"""Which words there are: in Dutch, and in the document itself; it does not know where words were broken.

simplemma's Dutch data know most words of two syllables and few compounds ("armoedebestrijding" not, "armoede" neither),
so a word that they do not know may well exist: only a yes counts. How the document writes a word within one line
weighs more than any rule.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import simplemma

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
MOST = 200  # words with the same beginning that are looked at: more only in a file made to be slow
BROKEN = re.compile("[-\u00ad]\\s*$")


@lru_cache(maxsize=200_000)
def is_dutch(word: str) -> bool:
    """Whether simplemma's Dutch data know this word form."""
    return bool(simplemma.is_known(word, lang="nl"))


@dataclass(frozen=True, slots=True)
class Known:
    """The words of a document, in lower case, on top of those of Dutch: `known("huis")`."""

    counts: Mapping[str, int]
    words: Sequence[str]  # the keys of `counts`, sorted

    def __call__(self, word: str) -> bool:
        word = word.lower()
        return word in self.counts or is_dutch(word)

    def closed(self, left: str, right: str) -> int:
        """How often the document writes these two as one word, whatever the ending."""
        return sum(self.counts[word] for word in self._beginning(left + _stem(right)))

    def hyphened(self, left: str, right: str) -> int:
        """How often the document writes these two with a hyphen, whatever the ending."""
        return sum(self.counts[word] for word in self._beginning(f"{left}-{_stem(right)}"))

    def always_hyphens(self, left: str) -> bool:
        """Whether it writes several words with `left` and a hyphen, and none without."""
        several = len(self._beginning(f"{left}-")) > 1
        return several and all(word == left or word.startswith(f"{left}-") for word in self._beginning(left))

    def _beginning(self, start: str) -> Sequence[str]:
        first = bisect_left(self.words, start)
        return self.words[first : min(bisect_left(self.words, start + "\uffff"), first + MOST)]


def _stem(word: str) -> str:
    """Without what may be an ending: "indicatoren" and "indicator" are the same word."""
    return word[: max(4, len(word) - 2)]


def lexicon(lines: Iterable[str]) -> Known:
    """The words of these lines, without the halves at a line's end with a hyphen and at the next one's start."""
    counts: Counter[str] = Counter()
    broken = False
    for line in lines:
        if not line.strip():
            continue
        words = [match[0].lower() for match in WORD.finditer(line)]
        first, broken = int(broken), BROKEN.search(line) is not None
        counts.update(words[first : len(words) - broken])
    return Known(counts, sorted(counts))
