"""The words of a corpus, how each is read and in how many passages it stands; corrects what is typed wrongly."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.analyser import Analyser, Analysis, Reading
from index.dutch import fold, word_forms

Forms = tuple[tuple[str, ...], ...]  # of each word of a text the forms by which it can be found

_MOST = 3  # corrections or completions that are tried
# Endings that Dutch shares with French and Latin: integreren, integratie; subsidie, subsidiëren; coördinator.
_LEARNED = re.compile(r"(?<=\w{5})(?:atie|ator|age|ag|ant|ier|ieel|ief|ie|er)$|(?<=\w{4}is)(?:atie|ator|er)$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    readings: Mapping[str, Reading]  # by folded form
    counts: Mapping[str, int]  # passages that hold the form
    families: Mapping[str, frozenset[str]] = field(default_factory=dict)  # root -> stems

    def relatives(self, token: str) -> frozenset[str]:
        """Other stems of the corpus with the same root: integrer for integratie."""
        return self.families.get(root(token), frozenset()) - {token}

    def corrections(self, form: str) -> tuple[str, ...]:
        """The nearest words of the corpus, commonest first; () when none is near enough.

        One slip is allowed in a word of four to seven letters, two in a longer one.
        """
        slips = 1 if len(form) <= 7 else 2
        near = process.extract(form, list(self.counts), scorer=OSA.distance, score_cutoff=slips, limit=50)
        ranked = sorted(near, key=lambda found: self._rank(form, found[0], int(found[1])))
        best = [found for found in ranked if self._rank(form, *found[:2])[:2] == self._rank(form, *ranked[0][:2])[:2]]
        return tuple(word for word, _distance, _at in best[:_MOST])

    def completions(self, start: str) -> tuple[str, ...]:
        """The commonest words that a cut-off word may stand for: digit -> digitale."""
        longer = [word for word in self.counts if word.startswith(start) and len(word) > len(start) + 1]
        return tuple(sorted(longer, key=lambda word: -self.counts[word])[:_MOST])

    def _rank(self, form: str, word: str, distance: float) -> tuple[float, bool, int]:
        return distance, word[0] != form[0], -self.counts[word]


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
