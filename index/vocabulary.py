"""The words of a corpus, how each is read and in how many passages it stands; corrects what is typed wrongly."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.analyser import Analyser, Analysis, Reading
from index.dutch import fold, word_forms

Forms = tuple[tuple[str, ...], ...]  # of each word of a text the forms by which it can be found

_SHORT, _LONG = 7, 10  # letters
_MOST = 3  # corrections or completions that are tried
# Endings that Dutch shares with French and Latin: integreren, integratie; subsidie, subsidiëren; coördinator.
_LEARNED = re.compile(r"(?<=\w{5})(?:atie|ator|age|ag|ant|ier|ieel|ief|ie|er)$|(?<=\w{4}is)(?:atie|ator|er)$")


@dataclass(frozen=True)  # without slots: a cached property needs a place
class Vocabulary:
    readings: Mapping[str, Reading]  # by folded form
    counts: Mapping[str, int]  # passages that hold the form
    families: Mapping[str, frozenset[str]] = field(default_factory=dict)  # root -> stems

    def relatives(self, token: str) -> frozenset[str]:
        """Other stems of the corpus with the same root: integrer for integratie."""
        return self.families.get(root(token), frozenset()) - {token}

    def holds(self, token: str) -> bool:
        """Whether this stem stands in the corpus."""
        return token in self.families.get(root(token), ())

    def corrections(self, form: str, slips: int | None = None) -> tuple[str, ...]:
        """The nearest words of the corpus, commonest first; () when none is near enough.

        One slip is allowed in a word of four to seven letters, two in a longer one, none at the start of one below
        ten. Only words of about that length are looked at: of 143,000 words a tenth of the time, 3 to 9 ms.
        """
        slips = slips or (1 if len(form) <= _SHORT else 2)
        lengths = range(len(form) - slips, len(form) + slips + 1)
        alike = [word for length in lengths for word in self._by_length.get(length, ()) if _begin_alike(form, word)]
        near = process.extract(form, alike, scorer=OSA.distance, score_cutoff=slips, limit=50)
        ranked = sorted(near, key=lambda found: self._rank(form, found[0], int(found[1])))
        best = [found for found in ranked if self._rank(form, *found[:2])[:2] == self._rank(form, *ranked[0][:2])[:2]]
        return tuple(word for word, _distance, _at in best[:_MOST])

    def completions(self, start: str) -> tuple[str, ...]:
        """The commonest words that a cut-off word may stand for: digit -> digitale."""
        first, last = bisect_left(self._words, start), bisect_left(self._words, start + "\uffff")
        longer = [word for word in self._words[first:last] if len(word) > len(start) + 1]
        return tuple(sorted(longer, key=lambda word: -self.counts[word])[:_MOST])

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(sorted(self.counts))

    @cached_property
    def _by_length(self) -> Mapping[int, Sequence[str]]:
        lengths: defaultdict[int, list[str]] = defaultdict(list)
        for word in self._words:
            lengths[len(word)].append(word)
        return dict(lengths)

    def _rank(self, form: str, word: str, distance: float) -> tuple[float, bool, int]:
        return distance, word[0] != form[0], -self.counts[word]


def _begin_alike(form: str, word: str) -> bool:
    """Whether a word that is not long begins with the same letter, or with the same two in the other order.

    Few slip at the start, and there names would become words: Puurs is not "uur", Tongeren not "jongeren".
    """
    return len(form) >= _LONG or word[:1] == form[:1] or word[:2] == form[1::-1]


def root(token: str) -> str:
    """A stem without its learned ending."""
    return _LEARNED.sub("", token)


def families(readings: Iterable[Reading]) -> dict[str, frozenset[str]]:
    """The stems of a corpus by the root that they share."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for token in reading.tokens:
            found[root(token)].add(token)
    return {shared: frozenset(tokens) for shared, tokens in found.items()}


def forms_of(text: str) -> Forms:
    """The forms of every word of a text in order, stop words included."""
    return tuple(word_forms(text))


def build_vocabulary(
    texts: Iterable[Forms],
    analysis: Analysis = Analysis(),  # noqa: B008 - frozen
) -> Vocabulary:
    """Read every word of the passages once; all forms that stand there count as parts of compounds."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for text in texts:
        forms = {fold(form): form for word in text for form in word}
        counts.update(forms.keys())
        written |= forms
    analyser = Analyser({}, counts.keys(), analysis)
    readings = {folded: analyser.read(form) for folded, form in written.items()}
    return Vocabulary(readings, dict(counts), families(readings.values()))
