"""An open index: finds passages and sentences for a question; it does not know what an answer is."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from math import log
from pathlib import Path

from index.analyser import Analyser
from index.context import passage_text
from index.find import Finding, find
from index.fuse import Fusion, fuse
from index.hit import Encoder, Entry, Hit, Match, Reranker, Term, Vectors
from index.question import Alternative, QuestionTerm, Reader, Ways, open_reader
from index.seam import Heads, Shelf
from index.stages import stage
from index.standing import FIRM, standing
from index.themes import Theme, ThemeReader
from index.thesaurus import WordList, read_words
from ingest import Passage, Sentence

_HINT = 0.3  # up to this weight an alternative is only a part of a word
_MANY = 1_000  # documents
_COUNTS = FIRM  # from this weight on an alternative is as good as the word itself
_LOOKED_AT = 300  # passages that are read to count where a word of several parts stands
_REST = 0.5  # what a word counts for that stands elsewhere in the block

Tokens = frozenset[str]


class Index:
    """Finds passages by meaning and by words. Searching changes nothing: threads may share an Index."""

    def __init__(
        self,
        shelf: Shelf,
        encoder: Encoder,
        fusion: Fusion,
        words: Path | None = None,
        ways: Ways = Ways(),  # noqa: B008 - frozen
        reranker: Reranker | None = None,
    ) -> None:
        self.documents = shelf.documents
        self.passages = shelf.passages
        self.fusion = fusion
        self._shelf = shelf
        self._encoder = encoder
        self._reranker = reranker
        self._words = [read_words(), *([read_words(words)] if words else [])]
        self._ways = ways
        self._vector = lru_cache(maxsize=256)(self._encode)
        self._read = lru_cache(maxsize=256)(self._weigh)
        self._held = lru_cache(maxsize=10_000)(self._count)
        self._line_tokens = lru_cache(maxsize=20_000)(self._tokens_around)
        self._text_tokens = lru_cache(maxsize=20_000)(lambda text: frozenset(self._reader.analyser.tokens(text)))

    @cached_property
    def _reader(self) -> Reader:
        """Made for the first question: it needs the dictionary, and whoever only lists documents does not."""
        vocabulary = self._shelf.vocabulary
        analyser = Analyser(vocabulary.readings, analysis=self._shelf.analysis)
        first, *own = self._words
        learned = WordList(abbreviations=self._shelf.abbreviations)
        return open_reader(analyser, vocabulary, [first, learned, *own], self._ways)

    @cached_property
    def _names(self) -> frozenset[str]:
        """The stems of single words that have an abbreviation: woonzorgcentrum (WZC)."""
        in_full = self._reader.thesaurus.in_full.values()
        alone = (full for every in in_full for full in every if " " not in full)
        return frozenset(stem for full in alone for stem in self._reader.analyser.phrase(full))

    @property
    def catalogue(self) -> tuple[Entry, ...]:
        """What there is to know of every document but its text."""
        return self._shelf.catalogue

    @property
    def connections(self) -> tuple[int, int]:
        """To servers: in use by this process, and how many there may be."""
        return self._shelf.connections

    def passage_count(self, id: str) -> int:
        """How many passages a document has; raises KeyError."""
        return self._shelf.passage_count(id)

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        within: Collection[str] | None = None,
        prefer: Collection[str] = (),
    ) -> tuple[Hit, ...]:
        """The k best passages, best first; `within` keeps only these document ids, `prefer` favours them.

        A reranker puts the best of them in its own order. The scores stay those of the places: the first one has the
        highest score, whichever passage stands there now.
        """
        if not question.strip() or not self.passages:
            return ()
        vector = self._vector(question)
        terms = [term for term, _weight, _frequency in self._read(question)]
        heads = self._shelf.heads(vector, terms, self.fusion, None if within is None else frozenset(within))
        scores = fuse(heads.meaning, heads.words, self.fusion, self._preferred({*heads.meaning, *heads.words}, prefer))
        ranked = _ranked(scores, heads.original)
        return self._hits(heads, list(zip(ranked, self._reranked(question, ranked), strict=True))[:k], scores)

    def find_words(self, query: str, most: int = 300, *, within: Collection[str] | None = None) -> Finding:
        """The passages with these words, best first, `most` at most; what stands in quotation marks word for word."""
        return find(query, self._reader, self._shelf, None if within is None else frozenset(within), most)

    def themes(self, themes: Sequence[Theme]) -> ThemeReader:
        """Finds words of these themes in texts, read as this index reads them."""
        return ThemeReader(themes, self._reader.analyser)

    def terms(self, question: str) -> tuple[Term, ...]:
        """The content words of a question in order, and how rare each is in these documents."""
        return tuple(
            Term(
                term.surface,
                tuple(dict.fromkeys((*_single_tokens(term), *term.parts))),
                weight,
                frequency,
                term.meant,
            )
            for term, weight, frequency in self._read(question)
        )

    def mentions(self, question: str, documents: Collection[str]) -> float:
        """Share (0..1) of a question's term weight that stands in these documents, as typed or in other words.

        Of very many documents it is taken to stand there: to look would take long, and would find nearly every word.
        """
        if len(documents) > _MANY:
            return 1.0
        weighed = self._read(question)
        sought = [[one for one in term.alternatives if one.weight > _HINT] for term, _weight, _frequency in weighed]
        there = self._shelf.stand_in(sought, documents)
        held = sum(weight * stands for (_term, weight, _frequency), stands in zip(weighed, there, strict=True))
        return held / (sum(weight for _term, weight, _frequency in weighed) or 1.0)

    def sentences(self, passage: Passage) -> tuple[Sentence, ...]:
        """The sentences that begin in a passage."""
        lines = self._shelf.pieces(passage.document_id).sentences
        first, last = (bisect_left(lines, edge, key=_start) for edge in (passage.start, passage.end))
        return lines[first:last]

    def beside(self, passage: Passage) -> tuple[Passage, ...]:
        """The passages of the same document under the same heading, itself included."""
        return tuple(one for one in self._shelf.pieces(passage.document_id).passages if one.heading == passage.heading)

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """Every passage of one document, in its order."""
        return tuple(self._shelf.pieces(document).passages)

    def numbered(self, number: int) -> tuple[Passage, ...]:
        """The passages that begin with the reference to which a source gives this number."""
        places = self._shelf.numbered(number)
        return tuple(one for pieces, start in places for one in pieces.passages if one.start == start)

    def match(self, question: str, sentences: Sequence[Sentence]) -> tuple[Match, ...]:
        """How well each of these sentences of this index fits a question, in the same order."""
        if not sentences:
            return ()
        lines = [self._line(sentence) for sentence in sentences]
        cosines = self._shelf.cosines(lines, self._vector(question))
        weighed = self._read(question)
        total = sum(weight for _term, weight, _frequency in weighed) or 1.0
        return tuple(
            Match(sentence, float(cosine), *self._shares(weighed, total, line))
            for sentence, line, cosine in zip(sentences, lines, cosines, strict=True)
        )

    def presence(self, question: str, text: str) -> tuple[float, ...]:
        """For each of `terms(question)` how well it stands in a text: 1 as itself, less as a synonym, 0 not at all."""
        tokens = self._text_tokens(text)
        return tuple(_presence(term, tokens) for term, _weight, _frequency in self._read(question))

    def spoken(self, question: str) -> tuple[Term, ...]:
        """`terms`, each with the number of passages where a person would find it; a part of a compound is no find."""
        found = zip(self.terms(question), self._read(question), strict=True)
        return tuple(replace(told, frequency=self._standing_in(term)) for told, (term, _weight, _f) in found)

    def standing(
        self, question: str, text: str, *, names_whole: bool = False
    ) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each of `terms(question)` where it stands in a text by itself: start and end of each place.

        `names_whole`: in the name of one thing its parts do not count (woonzorgcentrum: wonen).
        """
        whole = self._names if names_whole else frozenset[str]()
        return standing([term for term, *_ in self._read(question)], text, self._reader.analyser, whole)

    def share(self, question: str, text: str) -> float:
        """Share (0..1) of the question's term weight that stands in a text."""
        weights = [weight for _term, weight, _frequency in self._read(question)]
        found = self.presence(question, text)
        return sum(w * f for w, f in zip(weights, found, strict=True)) / (sum(weights) or 1.0)

    def _shares(
        self, weighed: tuple[tuple[QuestionTerm, float, int], ...], total: float, line: int
    ) -> tuple[float, float]:
        own, near, block = self._line_tokens(line)
        overlap = context = 0.0
        for term, weight, _frequency in weighed:
            here = _presence(term, own)
            around = here if here == 1 else max(here, _presence(term, near))
            rest = around if around >= _REST else max(around, _REST * _presence(term, block))
            overlap += weight * here
            context += weight * rest
        return overlap / total, context / total

    def _tokens_around(self, line: int) -> tuple[Tokens, Tokens, Tokens]:
        """Tokens of the sentence; with its lead, headings and publisher; with the rest of its block."""
        pieces, at = self._shelf.line(line)
        document, sentence, block = pieces.document, pieces.sentences[at], pieces.sentences[at].block
        lead = document.text[slice(*block.lead)] if block.lead else ""
        above = "\n".join((document.publisher, document.title, *block.heading, lead))
        own = self._text_tokens(sentence.text)
        near = own | self._text_tokens(above)
        return own, near, near | self._text_tokens(document.text[block.start : block.end])

    def _encode(self, question: str) -> Vectors:
        with stage("encode"):
            vector: Vectors = self._encoder.encode([self._reader.spelled_out(question)], query=True)[0]
        return vector

    def _weigh(self, question: str) -> tuple[tuple[QuestionTerm, float, int], ...]:
        return tuple(self._weighed(self._reader.terms(question)))

    def _weighed(self, terms: Sequence[QuestionTerm]) -> Iterator[tuple[QuestionTerm, float, int]]:
        good = [tuple(one for one in term.alternatives if one.weight >= _COUNTS) for term in terms]
        single = [tuple(one for one in ways if len(one.tokens) == 1) for ways in good]
        sought = tuple(dict.fromkeys([*good, *single, *(ways[:1] for ways in good)]))
        counts = dict(zip(sought, self._shelf.frequencies(sought), strict=True))
        for term, every, alone in zip(terms, good, single, strict=True):
            frequency = counts[every]
            if frequency and not counts[alone]:
                frequency = self._standing_in(term)  # its parts may stand far from one another
            yield term, _idf(counts[every[:1]] or frequency, len(self.passages)), frequency

    def _standing_in(self, term: QuestionTerm) -> int:
        """How many passages hold it by itself; of very many that may, what the word index says."""
        return self._held(tuple(one for one in term.alternatives if one.weight >= _COUNTS))

    def _count(self, alternatives: tuple[Alternative, ...]) -> int:
        """In how many passages one of these stands by itself: half of what an answer took, before it was remembered."""
        good = QuestionTerm("", alternatives)
        numbers, total = self._shelf.holding((good,), _LOOKED_AT)
        if total > len(numbers):
            return total
        return sum(bool(standing((good,), text, self._reader.analyser)[0]) for text in self._texts(numbers))

    def _texts(self, numbers: Sequence[int]) -> Iterator[str]:
        """What stands for each of these passages."""
        header = self._shelf.analysis.header
        return (passage_text(document, passage, header) for document, passage in self._shelf.read(numbers))

    def _line(self, sentence: Sentence) -> int:
        """Its number. Raises KeyError when it is none of this index."""
        lines = self._shelf.pieces(sentence.document_id).sentences
        at = bisect_left(lines, sentence.start, key=_start)
        if at == len(lines) or (lines[at].start, lines[at].end) != (sentence.start, sentence.end):
            raise KeyError(sentence)
        return self._shelf.first_line(sentence.document_id) + at

    def _preferred(self, candidates: Collection[int], ids: Collection[str]) -> Collection[int]:
        """Those of the passages that stand in these documents."""
        if not ids:
            return ()
        return self._shelf.among(candidates, frozenset(ids))

    def _hits(self, heads: Heads, best: Sequence[tuple[int, int]], scores: Mapping[int, float]) -> tuple[Hit, ...]:
        """Of pairs: the number of the passage whose score counts, and that of the passage which stands there now."""
        chosen = [number for _place, number in best]
        also = dict(zip(chosen, self._shelf.repetitions(chosen), strict=True))
        numbers = list(dict.fromkeys([*chosen, *(other for every in also.values() for other in every)]))
        passages = dict(zip(numbers, (passage for _document, passage in self._shelf.read(numbers)), strict=True))
        by_meaning, by_words = _places(heads.meaning), _places(heads.words)
        return tuple(
            Hit(
                passages[number],
                scores[place],
                by_meaning.get(number),
                by_words.get(number),
                heads.meaning.get(number) or heads.cosine(number),
                tuple(passages[other] for other in also[number] if other != number),
            )
            for place, number in best
        )

    def _reranked(self, question: str, ranked: Sequence[int]) -> list[int]:
        """The first ones in the order of the reranker, where there is one; the others behind them."""
        if self._reranker is None:
            return list(ranked)
        head = ranked[: self._reranker.depth]
        scores = dict(zip(head, self._reranker.scores(question, list(self._texts(head))), strict=True))
        return [*sorted(head, key=lambda number: -scores[number]), *ranked[len(head) :]]


def _ranked(scores: Mapping[int, float], original: Callable[[int], int]) -> list[int]:
    """Best first, without passages that repeat one that is there too."""
    ranked = sorted(scores, key=lambda number: (-scores[number], number))
    said: set[int] = set()
    kept = []
    for number in ranked:
        first = original(number)
        if first not in said:
            said.add(first)
            kept.append(number)
    return kept


def _places(ranked: Iterable[int]) -> dict[int, int]:
    return {number: place for place, number in enumerate(ranked, start=1)}


def _start(sentence: Sentence) -> int:
    return sentence.start


def _single_tokens(term: QuestionTerm) -> Iterator[str]:
    for one in term.alternatives:
        if one.weight >= _COUNTS and len(one.tokens) == 1:
            yield one.tokens[0]


def _presence(term: QuestionTerm, tokens: Tokens) -> float:
    """The weight of the best way in which a word of the question stands among these tokens."""
    for one in term.alternatives:  # heaviest first
        if tokens.issuperset(one.tokens):
            return one.weight
    return 0.0


def _idf(frequency: int, passages: int) -> float:
    """As BM25 has it (Robertson and Zaragoza 2009, with the 1+ that keeps it positive)."""
    return log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
