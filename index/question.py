"""Reads a question as weighted words: compounds, synonyms, abbreviations and slips of the pen.

It knows the words of the corpus, not its passages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.analyser import Analyser, in_dictionary, is_stop_word, one_slip_away
from index.dutch import QUESTION_WORDS, STOP_WORDS, Word, fold, words
from index.thesaurus import Phrase, Thesaurus, WordList, build_thesaurus
from index.vocabulary import Vocabulary

_ALL_PARTS = 0.8  # "armoede bij kinderen" for kinderarmoede
_ONE_PART = 0.3
_RELATIVE = 0.6  # integreren for integratie
_COMPLETED = 0.8  # digit -> digitale
_CORRECTED = 0.7
_SHORTEST_TO_CORRECT = 4
_LONGEST_TO_CORRECT = 40  # letters; longer ones are no words, and have more neighbours than memory holds
_SHORTEST_IN_DICTIONARY = 7  # a shorter word is one slip from many others
_LONG_NAME = 10
_MOST = 3  # words of the dictionary that are tried


@dataclass(frozen=True, slots=True)
class Alternative:
    """A way in which a word of the question may stand in a text: all of these tokens."""

    tokens: Phrase
    weight: float  # 1: the word itself
    share: float = 1.0  # below 1 where several words of the question together stand for these tokens


@dataclass(frozen=True, slots=True)
class QuestionTerm:
    surface: str
    alternatives: tuple[Alternative, ...]  # heaviest first
    parts: Phrase = ()  # of a compound
    meant: Phrase = ()  # how it was read, where not as typed: spelled out, corrected, an abbreviation written in full


@dataclass(frozen=True, slots=True)
class Ways:
    """How a word may stand in a text otherwise than typed; each way can be left out to see what it is worth."""

    compounds: bool = True  # wachtlijst: lijst van wachtenden
    relatives: bool = True  # integreren: integratie
    synonyms: bool = True
    abbreviations: bool = True  # those of the word lists and those that the documents define
    spellings: bool = True  # hurried Flemish: "wa", "vr", "den"
    corrections: bool = True  # slips of the pen


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads questions with the words of one corpus."""

    analyser: Analyser
    vocabulary: Vocabulary
    thesaurus: Thesaurus
    ways: Ways = Ways()

    def terms(self, question: str, *, literal: bool = False) -> tuple[QuestionTerm, ...]:
        """The content words of a question; when it has none but question words, or these are sought too, those."""
        content = [word for word in self._words(question.strip()) if not is_stop_word(word)]
        chosen = content if literal else [word for word in content if not _only_asks(word)] or content
        stems = [self.analyser.read(word.forms[0]).token for word in chosen]
        return tuple(self._term(word, stems, at) for at, word in enumerate(chosen))

    def meant(self, text: str) -> Iterator[tuple[str, str]]:
        """The words of a text that nobody wrote like that, each with the nearest word of the corpus."""
        for word in self._words(text):
            if self.ways.corrections and not is_stop_word(word) and self._may_be_wrong(word):
                form = fold(word.forms[0])
                is_name = word.surface[:1].isupper() and word.start > 0
                near = self._corrections(form, is_name) or (() if is_name else self.vocabulary.completions(form))
                yield from ((word.surface, one) for one in near[:1])

    def spelled_out(self, question: str) -> str:
        """The question with hurried spellings written in full: what an encoder understands best."""
        text, end = [], 0
        for word in words(question):
            meant = self.thesaurus.spellings.get(fold(word.forms[0]))
            if meant is not None:
                text += [question[end : word.start], meant]
                end = word.end
        return "".join([*text, question[end:]])

    def _words(self, question: str) -> Iterator[Word]:
        for word in words(question):
            meant = self.thesaurus.spellings.get(fold(word.forms[0]))
            if meant is None:
                yield word
                continue
            for one in words(meant):
                yield Word(word.surface, word.start, word.end, one.forms, one.number)

    def _term(self, word: Word, stems: list[str], at: int) -> QuestionTerm:
        best: dict[Phrase, Alternative] = {}
        for one in self._alternatives(word, stems, at):
            best[one.tokens] = max(one, best.get(one.tokens, one), key=lambda way: (way.weight, way.share))
        alternatives = tuple(sorted(best.values(), key=lambda way: -way.weight))
        parts = self.analyser.read(word.forms[0]).parts if self.ways.compounds else ()
        return QuestionTerm(word.surface, alternatives, parts, self._meant(word))

    def _meant(self, word: Word) -> Phrase:
        """What a reader may be told that a word was read as."""
        spelled = self.thesaurus.spellings.get(fold(word.surface))
        if spelled is not None:
            return (spelled,)
        if full := self.thesaurus.in_full.get(fold(word.surface)):
            return full[:_MOST]
        wrong = self.ways.corrections and self._may_be_wrong(word)
        return (self._corrections_of(word) or self._completions_of(word))[:_MOST] if wrong else ()

    def _alternatives(self, word: Word, stems: list[str], at: int) -> Iterator[Alternative]:
        yield from (Alternative(*one) for one in self._of_word(word))
        yield from self._of_phrases(stems, at)
        if self.ways.corrections and self._may_be_wrong(word):
            yield from (Alternative(*one) for one in self._corrected(word))

    def _of_word(self, word: Word) -> Iterator[tuple[Phrase, float]]:
        reading = self.analyser.read(word.forms[0])
        yield (reading.token,), 1.0
        yield from self.thesaurus.of((reading.token,)).items()
        if self.ways.relatives:
            yield from (((token,), _RELATIVE) for token in self.vocabulary.relatives(reading.token))
        visible = tuple(self.analyser.read(form).token for form in word.forms[1:])
        for parts in (reading.halves, reading.parts, visible) if self.ways.compounds else (visible,):
            yield from self._of_parts(parts, _ALL_PARTS if not word.number else 0)

    def _of_parts(self, parts: Phrase, weight: float) -> Iterator[tuple[Phrase, float]]:
        """All parts together, each alone, and all with one part said otherwise."""
        if not parts or not weight:
            return
        yield parts, weight
        yield from (((part,), _ONE_PART) for part in parts if len(parts) > 1)
        for at, part in enumerate(parts):
            for other, likeness in self.thesaurus.of((part,)).items():
                yield (*parts[:at], *other, *parts[at + 1 :]), weight * likeness

    def _of_phrases(self, stems: list[str], at: int) -> Iterator[Alternative]:
        """What stands for an expression of several words that this word is part of.

        Each of them brings its share: together they count for it once. When each brought all of it, "Vlaamse sociale
        bescherming" found "VSB" three times, before the passages that write it in full.
        """
        for length in range(2, self.thesaurus.longest + 1):
            for start in range(max(0, at - length + 1), min(at, len(stems) - length) + 1):
                for tokens, weight in self.thesaurus.of(tuple(stems[start : start + length])).items():
                    yield Alternative(tokens, weight, length**-0.5)

    def _may_be_wrong(self, word: Word) -> bool:
        """Abbreviations are left as they are typed."""
        form = word.forms[0]
        return (
            form.isalpha()
            and _SHORTEST_TO_CORRECT <= len(form) <= _LONGEST_TO_CORRECT
            and not word.surface.isupper()
            and not self.analyser.knows(form)
            and not self.thesaurus.of((self.analyser.read(form).token,))
        )

    def _corrected(self, word: Word) -> Iterator[tuple[Phrase, float]]:
        corrections = self._corrections_of(word)
        for meant in corrections:
            for one in words(meant):  # a number word is a number
                yield from ((tokens, _CORRECTED * weight) for tokens, weight in self._of_word(one))
        if not corrections:
            for meant in self._completions_of(word):
                yield (self.analyser.read(meant).token,), _COMPLETED

    def _corrections_of(self, word: Word) -> tuple[str, ...]:
        return self._corrections(fold(word.forms[0]), _may_be_name(word))

    def _completions_of(self, word: Word) -> tuple[str, ...]:
        return () if _may_be_name(word) else tuple(self.vocabulary.completions(fold(word.forms[0])))

    def _corrections(self, form: str, is_name: bool) -> tuple[str, ...]:
        """Words of the corpus that are one slip away, else words of Dutch that matter here, else two slips away.

        What may be a name is only taken for a long ordinary word: Departemnt for Departement, never
        Vandenbroecke for Vandenbroucke.
        """
        if is_name and len(form) < _LONG_NAME:
            return ()
        near = self.vocabulary.corrections(form, 1)
        if is_name:
            return tuple(meant for meant in near if meant[0] == form[0] and self._is_ordinary(meant))
        if not near and len(form) >= _SHORTEST_IN_DICTIONARY:
            near = tuple(filter(self._matters, one_slip_away(form)))[:_MOST]
        return near or self.vocabulary.corrections(form)

    def _is_ordinary(self, form: str) -> bool:
        return in_dictionary(form) or bool(self.analyser.read(form).parts)

    def _matters(self, form: str) -> bool:
        """Whether the corpus has it, its parts or what stands for it."""
        tokens = [token for word in words(form) for token in self.analyser.word_tokens(word)]
        return any(self.vocabulary.holds(token) or self.thesaurus.of((token,)) for token in tokens)


def open_reader(
    analyser: Analyser,
    vocabulary: Vocabulary,
    lists: Iterable[WordList],
    ways: Ways = Ways(),
) -> Reader:
    """A reader with these word lists, without the tables that `ways` leaves out."""
    kept = (_kept(words, ways) for words in lists)
    return Reader(analyser, vocabulary, build_thesaurus(kept, analyser.phrase), ways)


def _kept(words: WordList, ways: Ways) -> WordList:
    return WordList(
        words.abbreviations if ways.abbreviations else {},
        words.spellings if ways.spellings else {},
        words.synonyms if ways.synonyms else {},
    )


def _may_be_name(word: Word) -> bool:
    return word.surface[:1].isupper() and word.start > 0


def _only_asks(word: Word) -> bool:
    """Also without the n that Flemish drops: "wille", "zitte"."""
    form = fold(word.forms[0])
    fuller = f"{form}n" if form.endswith("e") else form
    return form in QUESTION_WORDS or fuller in QUESTION_WORDS or fuller in STOP_WORDS
