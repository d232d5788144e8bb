"""Finds passages by their words: BM25 in tantivy, fed with tokens that are already made."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

import tantivy

from index.analyser import Analyser
from index.question import Alternative, QuestionTerm
from index.vocabulary import Forms

_TEXT, _DOCUMENT, _NUMBER = "text", "document", "number"
_ALSO = 0.1  # share of the second best way in which a word stands in a passage
_HEAP = 64_000_000


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """A read-only tantivy index; threads may share it."""

    schema: Any  # tantivy's objects carry no useful types
    searcher: Any

    def search(
        self, terms: Sequence[QuestionTerm], head: int, within: Collection[str] | None = None
    ) -> dict[int, float]:
        """BM25 score by passage number, best first, `head` at most."""
        if not terms or (within is not None and not within):
            return {}
        found = self.searcher.search(self._filtered(self._any_of(terms), within), head, count=False).hits
        numbers = self.searcher.fast_field_values(_NUMBER, [address for _score, address in found])
        return {int(number): float(score) for number, (score, _) in zip(numbers, found, strict=True)}

    def frequency(self, alternatives: Iterable[Alternative]) -> int:
        """How many passages hold at least one of these."""
        queries = [(tantivy.Occur.Should, self._all_of(one.tokens)) for one in alternatives]
        if not queries:
            return 0
        return int(self.searcher.search(tantivy.Query.boolean_query(queries), 1, count=True).count)

    def _any_of(self, terms: Sequence[QuestionTerm]) -> Any:
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, self._term(term)) for term in terms])

    def _term(self, term: QuestionTerm) -> Any:
        """The best alternative counts: many synonyms do not make a word weigh more."""
        queries = [
            tantivy.Query.boost_query(self._all_of(one.tokens), one.weight / sqrt(len(one.tokens)))
            for one in term.alternatives
        ]
        return tantivy.Query.disjunction_max_query(queries, _ALSO)

    def _all_of(self, tokens: Sequence[str]) -> Any:
        queries = [tantivy.Query.term_query(self.schema, _TEXT, token, "freq") for token in tokens]
        if len(queries) == 1:
            return queries[0]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])

    def _filtered(self, query: Any, within: Collection[str] | None) -> Any:
        if within is None:
            return query
        allowed = tantivy.Query.term_set_query(self.schema, _DOCUMENT, sorted(within))
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, query),
                (tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0)),
            ]
        )


class AnalysedTexts:
    """Texts as the numbers of their words, in a file: what was analysed once need not be kept, nor done again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._words: dict[tuple[str, ...], int] = {}  # the forms of a word -> its number
        self._lengths = array("I")

    def add(self, forms: Forms) -> Forms:
        """Append a text; gives it back."""
        numbers = array("I", (self._words.setdefault(word, len(self._words)) for word in forms))
        numbers.tofile(self._file)
        self._lengths.append(len(numbers))
        return forms

    def texts(self, analyser: Analyser) -> Iterator[str]:
        """The tokens of each text, with a space between."""
        self._file.close()
        tokens = [" ".join(analyser.form_tokens(word)) for word in self._words]
        with self._path.open("rb") as file:
            for length in self._lengths:
                numbers = array("I")
                numbers.fromfile(file, length)
                yield " ".join(filter(None, map(tokens.__getitem__, numbers)))

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
