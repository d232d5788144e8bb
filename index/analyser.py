"""Turns text into the tokens of the index: stems, numbers and the parts of compounds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase
from typing import Literal

import simplemma

from index.compounds import split_compound
from index.dutch import LONGEST, STOP_WORDS, Word, fold, remembered, stem, words

Stems = Literal["lemma+porter", "porter", "lemma", "none"]

_OLDER = {"ouderen": "ouderen", "oudere": "ouderen"}  # their stem is that of "ouders"
# Forms of two words, and meant is the one that the dictionary does not take: oud, lijden, schip.
_MEANT = {"ouder": "ouder", "leden": "lid", "schepen": "schepen"}
_OTHERWISE_BENT = frozenset("goed veel weinig zijn eten".split())  # beter, meest, minder, waren, aten
_FEMALE = ("ster", "eres")
_LONG = 7  # shorter words are not taken apart


@dataclass(frozen=True, slots=True)
class Analysis:
    """How texts become what is searched; the index remembers it. Other values measure what each part is worth."""

    compounds: bool = True  # the parts of a compound are tokens too
    stems: Stems = "lemma+porter"
    header: bool = True  # publisher, title, heading and lead stand in front of a passage


@dataclass(frozen=True, slots=True)
class Reading:
    """What one written form turns into."""

    token: str  # the stem of the whole
    halves: tuple[str, ...] = ()  # of a compound: where it is cut first, kinderarmoede + bestrijding
    parts: tuple[str, ...] = ()  # and its smallest parts, kinder + armoede + bestrijding

    @property
    def tokens(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.token, *self.halves, *self.parts)))


class Analyser:
    """Reads words the same way for passages and questions.

    `readings`: how a corpus' words were read when it was indexed, by folded form, so that neither the
    dictionary nor the splitting is needed again; these words also count as parts of other compounds.
    """

    def __init__(
        self,
        readings: Mapping[str, Reading],
        parts: Collection[str] = (),
        analysis: Analysis = Analysis(),
    ) -> None:
        self.readings = readings
        self._analysis = analysis
        self._parts = frozenset(parts)
        self._read_new = remembered(50_000)(self._read)
        self._remembered_tokens = lru_cache(maxsize=100_000)(self._form_tokens)

    def tokens(self, text: str) -> tuple[str, ...]:
        """The tokens of a text in order, without stop words."""
        return tuple(token for word in words(text) for token in self.word_tokens(word))

    def word_tokens(self, word: Word) -> tuple[str, ...]:
        """The tokens of one word, the whole first; none for a stop word."""
        return self.form_tokens(word.forms)

    def form_tokens(self, forms: tuple[str, ...]) -> tuple[str, ...]:
        """The tokens of a word, given its forms."""
        return (self._remembered_tokens if len(forms[0]) <= LONGEST else self._form_tokens)(forms)

    def phrase(self, text: str) -> tuple[str, ...]:
        """The stems of the content words, one for each word."""
        return tuple(self.read(word.forms[0]).token for word in words(text) if not is_stop_word(word))

    def read(self, form: str) -> Reading:
        return self.readings.get(fold(form)) or self._read_new(form)

    def knows(self, form: str) -> bool:
        """Whether the corpus or the dictionary has this word, or has all parts of it."""
        return fold(form) in self.readings or in_dictionary(form) or bool(self.read(form).parts)

    def _read(self, form: str) -> Reading:
        whole = not self._analysis.compounds or not _LONG <= len(form) <= LONGEST or is_name(form)
        halves = () if whole else split_compound(form, self._is_part, lemma)
        readings = [self.read(half) for half in halves]
        parts = (part for reading in readings for part in reading.parts or (reading.token,))
        token = base(form, self._analysis.stems)
        return Reading(token, tuple(reading.token for reading in readings), tuple(dict.fromkeys(parts)))

    def _form_tokens(self, forms: tuple[str, ...]) -> tuple[str, ...]:
        if fold(forms[0]) in STOP_WORDS:
            return ()
        readings = (self.read(form) for form in forms if fold(form) not in STOP_WORDS)
        return tuple(dict.fromkeys(token for reading in readings for token in reading.tokens))

    def _is_part(self, text: str) -> bool:
        folded = fold(text)
        return folded in self._parts or folded in self.readings or in_dictionary(text)


def is_stop_word(word: Word) -> bool:
    return fold(word.forms[0]) in STOP_WORDS


@remembered(100_000)
def lemma(form: str) -> str:
    """The dictionary form; of "wachtenden" that of "wachtende".

    The dictionary gives some words for one another: fiets, fietsen; psycholoog, psychologe. Both become the shorter.
    """
    found = _in_dictionary_form(form)
    back = _in_dictionary_form(found)
    if back != found and _in_dictionary_form(back) == found:
        return min(found, back, key=lambda word: (len(word), word))
    return found


def _in_dictionary_form(form: str) -> str:
    """As the dictionary has it, unless that is another word: werkgever is not werkgeefster, gedragen not verdragen."""
    if form in _MEANT or len(form) > LONGEST:
        return _MEANT.get(form, form)
    given = str(simplemma.lemmatize(form.removesuffix("n") if form.endswith("enden") else form, "nl"))
    found = given.replace("_", "").lower()
    if _is_female(found) and not form.startswith(found) and form.endswith(("er", "ers")):
        return form.removesuffix("s")
    return found if found in _OTHERWISE_BENT or _begins_alike(form, found) else form


def _is_female(word: str) -> bool:
    return word.endswith(_FEMALE)


def _begins_alike(form: str, found: str) -> bool:
    """Whether the first letters agree, but for the "ge" of a participle.

    Vowels change in the middle of words (stad, steden) and "ge" also stands there, but of the 370,000 forms in the
    dictionary a hundred begin otherwise, and most of those are mistakes.
    """
    first = fold(found)[:1]
    return first in (fold(form)[:1], fold(form.removeprefix("ge"))[:1])


@remembered(100_000)
def base(form: str, stems: Stems = "lemma+porter") -> str:
    """The stem of the dictionary form: kinderen, kind -> kind; steden, stad -> stad."""
    if "porter" in stems and form in _OLDER:
        return _OLDER[form]
    reduced = lemma(form) if "lemma" in stems and form.isalpha() and len(form) >= 4 else form
    return stem(reduced) if "porter" in stems else fold(reduced)


def is_name(form: str) -> bool:
    """Whether the dictionary writes it with a capital: Duitsland, Oudenaarde."""
    return str(simplemma.lemmatize(form, "nl"))[:1].isupper()


def one_slip_away(form: str) -> tuple[str, ...]:
    """The words of the dictionary that differ by a letter too many, too few, wrong or in the other order.

    Not by the first letter: few slip there, and there names would become words (Somers, zomers).
    """
    cuts = [(form[:at], form[at:]) for at in range(len(form) + 1)]
    fewer = (left + right[1:] for left, right in cuts if right)
    swapped = (left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1)
    wrong = (left + letter + right[1:] for left, right in cuts if right for letter in ascii_lowercase)
    more = (left + letter + right for left, right in cuts for letter in ascii_lowercase)
    near = dict.fromkeys((*fewer, *swapped, *wrong, *more))
    alike = (word for word in near if word != form and word[:2] in (form[:1] + word[1:2], form[1::-1]))
    return tuple(word for word in alike if simplemma.is_known(word, "nl"))


@remembered(100_000)
def in_dictionary(word: str) -> bool:
    return len(word) <= LONGEST and simplemma.is_known(word, "nl")
