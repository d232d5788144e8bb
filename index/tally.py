"""Reads the words of passages and counts them: what a run adds to an index in PostgreSQL, and takes from it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from index.analyser import Analyser, Analysis, Reading
from index.dutch import fold
from index.pieces import Pieces, passage_texts
from index.vocabulary import Forms, forms_of

Words = tuple[tuple[str, ...], ...]  # of each passage its tokens, as often as each stands there


@dataclass(slots=True)
class Tally:
    """How many more there are than before; what left counts below zero."""

    documents: int = 0
    passages: int = 0
    length: int = 0  # tokens
    forms: Counter[str] = field(default_factory=Counter)  # passages by form
    tokens: Counter[str] = field(default_factory=Counter)  # passages by token


class WordReader:
    """The tokens of passages, every word read once."""

    def __init__(self, readings: Mapping[str, Reading], analysis: Analysis) -> None:
        self._analyser = Analyser(readings, analysis=analysis)
        self._header = analysis.header
        self._read: dict[tuple[str, ...], tuple[str, ...]] = {}

    def read(self, pieces: Pieces, tally: Tally, sign: int = 1) -> Words:
        """Count a document that comes (1) or goes (-1), and give its tokens."""
        texts = [forms_of(text) for text in passage_texts(pieces, self._header)]
        found = tuple(tuple(token for word in text for token in self._tokens(word)) for text in texts)
        for text, tokens in zip(texts, found, strict=True):
            for form in folded(text):
                tally.forms[form] += sign
            for token in set(tokens):
                tally.tokens[token] += sign
        tally.documents += sign
        tally.passages += sign * len(found)
        tally.length += sign * sum(map(len, found))
        return found

    def _tokens(self, word: tuple[str, ...]) -> tuple[str, ...]:
        found = self._read.get(word)
        if found is None:
            found = self._read[word] = self._analyser.form_tokens(word)
        return found


def folded(text: Forms) -> dict[str, str]:
    """The forms of a text by what they are found by."""
    return {fold(form): form for word in text for form in word}


def new_readings(
    written: Mapping[str, str], before: Mapping[str, Reading], analysis: Analysis
) -> Mapping[str, Reading]:
    """Of forms that are new; all of them count as parts of compounds, as do those from before."""
    new = {form: word for form, word in written.items() if form not in before}
    analyser = Analyser(before, new.keys(), analysis)
    return {form: analyser.read(word) for form, word in new.items()}


def words_of(readings: Mapping[str, Reading]) -> Iterable[Sequence[object]]:
    """Rows that are not counted yet."""
    for form, one in readings.items():
        yield form, 0, one.token, " ".join(one.halves), " ".join(one.parts)
