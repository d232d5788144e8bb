"""Which passages hold which evidence; it does not know who found them.

What holds what is said by `eval.words.covers` alone; the table of runs of words only leaves out passages that cannot.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from eval.question import SEARCH, GoldQuestion
from eval.words import covers, runs, words
from ingest import Document, Passage

_RUN = 4  # words, as in `covers`


class Coverage:
    """Passages by the runs of words in them."""

    def __init__(self, passages: Sequence[Passage], documents: Mapping[str, Document]) -> None:
        self._passages, self._documents = passages, documents
        self._holders: dict[tuple[str, ...], list[int]] = {}
        for at, passage in enumerate(passages):
            for run in runs(words(passage.text), _RUN):
                self._holders.setdefault(run, []).append(at)

    def holding(self, quote: str) -> list[Passage]:
        """The passages that cover a quote, each by itself, in their order."""
        return [self._passages[at] for at in self._likely(quote) if covers([self._passages[at].text], quote)]

    def nearest(self, quote: str) -> Passage | None:
        """The first of the passages that share most with a quote; None where none shares four words in a row."""
        shared = self._shared(quote)
        return self._passages[min(shared, key=lambda at: (-shared[at], at))] if shared else None

    def relevant(self, gold: GoldQuestion) -> list[Passage]:
        """The passages that cover any evidence by themselves; of a search, all those of the documents that it wants."""
        if gold.type == SEARCH:
            wanted = {evidence.document for evidence in gold.evidence}
            return [one for one in self._passages if self._documents[one.document_id].source in wanted]
        found = (passage for evidence in gold.evidence for passage in self.holding(evidence.quote))
        return list({passage.id: passage for passage in found}.values())

    def _likely(self, quote: str) -> Sequence[int]:
        """A quote of fewer words is one run by itself, which the table does not hold."""
        return range(len(self._passages)) if len(words(quote)) < _RUN else sorted(self._shared(quote))

    def _shared(self, quote: str) -> Counter[int]:
        return Counter(at for run in runs(words(quote), _RUN) for at in self._holders.get(run, ()))
