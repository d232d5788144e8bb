"""Finds passages by their words: BM25 in tantivy, fed with tokens that are already made."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from math import ceil, sqrt
from pathlib import Path
from typing import Any

import tantivy

from index.analyser import Analyser
from index.contents import Chosen
from index.question import Alternative, QuestionTerm
from index.vocabulary import Forms

_TEXT, _DOCUMENT, _NUMBER = "text", "document", "number"
_ALSO = 0.1  # share of the second best way in which a word stands in a passage
_FEW = 100  # documents up to which a filter is quickest
_SPARE = 2  # so many times the hits that should do are looked at where a filter leaves many documents
_LONGEST = 5_000  # hits that are looked at; of a million passages more take longer than any filter
_HEAP = 64_000_000


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """A read-only tantivy index; threads may share it."""

    schema: Any  # tantivy's objects carry no useful types
    searcher: Any

    def search(self, terms: Sequence[QuestionTerm], head: int, within: Chosen | None = None) -> dict[int, float]:
        """BM25 score by passage number, best first, `head` at most."""
        if not terms or (within is not None and not len(within.passages)):
            return {}
        query = self._any_of(terms)
        if within is None:
            return self._best(query, head)
        found = self._among_the_best(query, head, within) if len(within.ids) > _FEW else None
        return self._best(self._filtered(query, within.ids), head) if found is None else found

    def holding(
        self, terms: Sequence[QuestionTerm], head: int, within: Chosen | None = None
    ) -> tuple[tuple[int, ...], int]:
        """The best `head` passages that hold every one of these terms, best first, and how many there are in all."""
        if not terms or not all(term.alternatives for term in terms) or (within and not len(within.passages)):
            return (), 0
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, self._term(term)) for term in terms])
        found = self.searcher.search(query if within is None else self._filtered(query, within.ids), head, count=True)
        numbers = self.searcher.fast_field_values(_NUMBER, [address for _score, address in found.hits])
        return tuple(map(int, numbers)), int(found.count)

    def _best(self, query: Any, head: int) -> dict[int, float]:
        found = self.searcher.search(query, head, count=False).hits
        numbers = self.searcher.fast_field_values(_NUMBER, [address for _score, address in found])
        return {int(number): float(score) for number, (score, _) in zip(numbers, found, strict=True)}

    def _among_the_best(self, query: Any, head: int, within: Chosen) -> dict[int, float] | None:
        """The same as with a filter, which takes long with many documents; None where too few are among the best."""
        wanted = ceil(_SPARE * head * self.searcher.num_docs / len(within.passages))
        if wanted > _LONGEST:
            return None
        best = self._best(query, wanted)
        kept = list(compress(best.items(), within.holds(list(best))))
        return dict(kept[:head]) if len(kept) >= head or len(best) < wanted else None

    def frequency(self, alternatives: Iterable[Alternative]) -> int:
        """How many passages hold at least one of these."""
        every = tuple(alternatives)
        if not every:
            return 0
        if len(every) == len(every[0].tokens) == 1:  # which tantivy knows without looking at a passage
            return int(self.searcher.doc_freq(_TEXT, every[0].tokens[0]))
        queries = [(tantivy.Occur.Should, self._all_of(one.tokens)) for one in every]
        return int(self.searcher.search(tantivy.Query.boolean_query(queries), 1, count=True).count)

    def stands_in(self, alternatives: Iterable[Alternative], documents: Collection[str]) -> bool:
        """Whether any passage of these documents holds one of these."""
        queries = [(tantivy.Occur.Should, self._all_of(one.tokens)) for one in alternatives]
        query = self._filtered(tantivy.Query.boolean_query(queries), documents)
        return bool(queries) and bool(self.searcher.search(query, 1, count=False).hits)

    def _any_of(self, terms: Sequence[QuestionTerm]) -> Any:
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, self._term(term)) for term in terms])

    def _term(self, term: QuestionTerm) -> Any:
        """The best alternative counts: many synonyms do not make a word weigh more."""
        queries = [
            tantivy.Query.boost_query(self._all_of(one.tokens), one.weight * one.share / sqrt(len(one.tokens)))
            for one in term.alternatives
        ]
        return tantivy.Query.disjunction_max_query(queries, _ALSO)

    def _all_of(self, tokens: Sequence[str]) -> Any:
        queries = [tantivy.Query.term_query(self.schema, _TEXT, token, "freq") for token in tokens]
        if len(queries) == 1:
            return queries[0]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])

    def _filtered(self, query: Any, within: Collection[str]) -> Any:
        allowed = tantivy.Query.term_set_query(self.schema, _DOCUMENT, sorted(within))
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, query),
                (tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0)),
            ]
        )


class AnalysedTexts:
    """Texts as the numbers of their words, in a file: what was read once need not be kept, nor read again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._words: dict[tuple[str, ...], int] = {}  # the forms of a word -> its number
        self._tokens: Sequence[str] = ()
        self._lengths = array("I")

    def add(self, forms: Forms) -> Forms:
        """Append a text; gives it back."""
        numbers = array("I", (self._words.setdefault(word, len(self._words)) for word in forms))
        numbers.tofile(self._file)
        self._lengths.append(len(numbers))
        return forms

    def analyse(self, analyser: Analyser) -> None:
        """Every word once; after this no text is added."""
        self._file.close()
        self._tokens = [" ".join(analyser.form_tokens(word)) for word in self._words]
        self._words.clear()

    def texts(self) -> Iterator[str]:
        """The tokens of each text, with a space between."""
        with self._path.open("rb") as file:
            for length in self._lengths:
                numbers = array("I")
                numbers.fromfile(file, length)
                yield " ".join(filter(None, map(self._tokens.__getitem__, numbers)))

    def remove(self) -> None:
        self._path.unlink()


def write_lexical(folder: Path, passages: Iterable[tuple[str, str]]) -> None:
    """Index (document id, tokens with a space between) pairs in order; the passage number is the position."""
    folder.mkdir()
    index = tantivy.Index(_schema(), str(folder))
    writer = index.writer(_HEAP, 1)  # one thread keeps the order, and one segment while its heap lasts
    for number, (document, tokens) in enumerate(passages):
        row = tantivy.Document()
        row.add_text(_TEXT, tokens)
        row.add_text(_DOCUMENT, document)
        row.add_unsigned(_NUMBER, number)
        writer.add_document(row)
    writer.commit()
    writer.wait_merging_threads()


def open_lexical(folder: Path) -> LexicalIndex:
    """Raises ValueError when the folder holds no such index."""
    index = tantivy.Index(_schema(), str(folder))
    return LexicalIndex(index.schema, index.searcher())


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_TEXT, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(_DOCUMENT, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(_NUMBER, fast=True)
    return builder.build()
