"""Do quotes bear a sentence that a model phrased? It has to be a sentence of theirs, in its words and nuances.

Where a model judges entailment, other words, fewer words and another order are that model's business; figures, names
and nuances never are.

Strict on purpose: a sentence that falls is replaced by the quote itself, so a true one that falls costs little and a
false one that stands costs the promise. It makes no citation and chooses nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from index import content_words
from qa.nuances import Nuance, denials, limits, nuances, reports, widenings
from qa.plain import plain, words_of
from qa.values import Value, ValueKind, find_values
from qa.wording import repeats


class Fault(StrEnum):
    """Why a sentence does not stand."""

    NO_CITATION = "geen verwijzing"
    NOT_VERBATIM = "citaat staat niet in de bron"
    CHANGED = "de bron is niet meer wat geïndexeerd werd"
    ORDER = "opdracht aan een machine"
    VERDICT = "ja of nee"
    FIGURE = "cijfer"
    COUNTED = "wat het cijfer telt"
    NAME = "naam"
    WORDS = "woorden"
    NEGATION = "ontkenning"
    MODALITY = "wens, mogelijkheid of tijd"
    LIMIT = "beperking weg of claim ruimer"
    SPEAKER = "wie het zegt"
    TURNED = "ingekort of in een andere volgorde"
    SHORT = "geen zin"
    MEANING = "betekenis"
    ENTAILMENT = "volgt niet uit het citaat"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a sentence has to stand on."""

    quotes: tuple[str, ...]
    speakers: tuple[str, ...] = ()  # names of whoever is speaking: he need not name himself
    wish: bool = False  # the source proposes it, also where no word of the quote says so
    judged: bool = False  # a model for entailment judges after this: other words and another order are its business


SHARE = 0.6  # of the content words, where a model judges entailment; without one, all of them
_FEWEST = 3  # content words
_NEAR = 8  # words around a figure among which has to stand what it counts
# Words with which a writer introduces what a source says; they claim nothing themselves.
_INTRODUCED = (
    "voorstel voorstellen stelt voor vraagt vragen vindt vinden zegt zeggen schrijft schrijven wijst volgens pleit "
    "pleiten wil willen moet moeten dient document documenten memorandum tekst bron daarnaast verder bovendien ook "
    "namelijk"
)
_FRAME = content_words(_INTRODUCED)[0]
_SAYS = r"(?:stel|vra|vind|zeg|schrij|wijs|plei|wil|wens|eis|verwacht|roep|meen|noem|beveel)\w*"
_CLAUSE = re.compile(r"[;:]\s|,\s|\s[–—-]\s|\s(?=(?:maar|terwijl|omdat|hoewel|zodat|en|of|dat|waar\w*)\s)")
_PIECE = re.compile(r"(?<=[.!?;])\s+|\n+")
_NAME = re.compile(r"(?<![\w-])[A-ZÀ-Ý][\w’'-]*")


def fault(sentence: str, grounds: Grounds) -> Fault | None:
    """The first thing that a sentence claims beyond its grounds; None where they bear it."""
    said = re.sub(r"\[\d+\]|\*\*", " ", sentence)
    words = _content(said, grounds.speakers)
    if len(words) < _FEWEST:
        return Fault.SHORT
    source = _bearing(words, grounds.quotes)
    if wrong := wrong_figure(said, [source]):
        return wrong
    if not _names_stand(said, source, grounds.speakers):
        return Fault.NAME
    known = [word for word in words if word in _stems(source)]
    if len(known) < (SHARE if grounds.judged else 1.0) * len(words):
        return Fault.WORDS
    if not grounds.judged and not repeats(said, grounds.quotes, _introducing(grounds.speakers)):
        return Fault.TURNED
    return _wrong_nuance(said, source, grounds)


def wrong_figure(sentence: str, quotes: Sequence[str]) -> Fault | None:
    """A figure that no quote holds, or that counts something else there."""
    if not figures_stand(sentence, quotes):
        return Fault.FIGURE
    values = [v for v in find_values(sentence) if v.kind is not ValueKind.DATE]
    return None if all(any(_counts(v, sentence, quote) for quote in quotes) for v in values) else Fault.COUNTED


def figures_stand(sentence: str, quotes: Sequence[str]) -> bool:
    """Does every figure, date and code of the sentence stand in a quote, in whatever spelling?"""
    there = {value.canonical for quote in quotes for value in find_values(quote)}
    return all(value.canonical in there for value in find_values(sentence.replace("**", "")))


def _counts(value: Value, sentence: str, quote: str) -> bool:
    """Does the figure count the same in the quote, in the same year?"""
    for same in find_values(quote):
        if same.canonical == value.canonical and _dates(value, sentence) <= _dates(same, quote):
            start, end = _clause(value, sentence)
            before, behind = (_content(sentence[a:b]) for a, b in ((start, value.start), (value.end, end)))
            theirs = set(_content(" ".join(quote[same.end :].split()[:_NEAR])))
            if behind[:1]:
                if behind[0] in theirs:
                    return True
            elif not before or before[-1] in theirs | set(_content(" ".join(quote[: same.start].split()[-_NEAR:]))):
                return True
    return False


def _dates(value: Value, text: str) -> set[str]:
    """The dates of its clause; of the whole text where there is one date only."""
    start, end = _clause(value, text)
    dates = [one for one in find_values(text) if one.kind is ValueKind.DATE]
    own = {one.canonical for one in dates if start <= one.start < end}
    return own or ({dates[0].canonical} if len({one.canonical for one in dates}) == 1 else set())


def _clause(value: Value, text: str) -> tuple[int, int]:
    cuts = [0, *(hit.start() for hit in _CLAUSE.finditer(text)), len(text)]
    start = max(cut for cut in cuts if cut <= value.start)
    return start, min((cut for cut in cuts if cut >= value.end), default=len(text))


def _content(text: str, speakers: Sequence[str] = ()) -> list[str]:
    """The stems of the content words in order, without those that only introduce."""
    names = {word for speaker in speakers for word in re.findall(r"\w+", plain(speaker))}
    for value in reversed(find_values(text)):  # they are held against the quotes as values
        text = f"{text[: value.start]} {text[value.end :]}"
    found = (content_words(word)[0] for word in re.findall(r"[\w’'-]+", text) if plain(word) not in names)
    return [stem for stem in chain.from_iterable(map(sorted, found)) if stem not in _FRAME]


def _introducing(speakers: Sequence[str]) -> frozenset[str]:
    """The words that a sentence may add: who speaks, and that he does."""
    return frozenset({*_INTRODUCED.split(), "dat"}.union(*(words_of(plain(speaker)) for speaker in speakers)))


def _stems(text: str) -> frozenset[str]:
    return content_words(text)[0]


def _bearing(words: Sequence[str], quotes: Sequence[str]) -> str:
    """The sentences of the quotes that hold these words, as few as will do: their nuances count, and no others."""
    pieces = [piece for quote in quotes for piece in _PIECE.split(quote) if piece.strip()]
    missing, used = set(words), list[str]()
    while missing and pieces:
        best = max(pieces, key=lambda piece: len(missing & _stems(piece)))
        if not missing & _stems(best):
            break
        used.append(best)
        missing -= _stems(best)
    return " ".join(used)


def _names_stand(sentence: str, source: str, speakers: Sequence[str]) -> bool:
    """Every name stands in the source, or is the speaker's own where he is said to speak."""
    folded, there = plain(sentence), plain(source)
    for name in (hit[0] for hit in _NAME.finditer(sentence) if hit.start()):
        own = plain(name)
        if re.search(rf"(?<!\w){re.escape(own)}", there):
            continue
        spoken = rf"\b(?:volgens|aldus) (?:[\w-]+ ){{0,3}}{re.escape(own)}|{re.escape(own)} (?:[\w-]+ ){{0,2}}{_SAYS}"
        if not any(own in plain(speaker) for speaker in speakers) or not re.search(spoken, folded):
            return False
    return True


def _wrong_nuance(sentence: str, source: str, grounds: Grounds) -> Fault | None:
    said, meant = nuances(sentence), nuances(source)
    if not _negated_alike(sentence, source):
        return Fault.NEGATION
    wish = {Nuance.WISH} if grounds.wish else set[Nuance]()
    imperative = Nuance.WISH not in meant and plain(sentence).split()[:1] == plain(source).split()[:1]
    if said - wish != meant - wish or (grounds.wish and Nuance.WISH not in said and not imperative):
        return Fault.MODALITY
    if not limits(source) <= limits(sentence) or not widenings(sentence) <= widenings(source):
        return Fault.LIMIT
    return Fault.SPEAKER if reports(source) and not reports(sentence) else None


def _negated_alike(sentence: str, source: str) -> bool:
    """The same negations in all, and in each clause those of the clause of the source that it comes from."""
    if denials(sentence) != denials(source):
        return False
    theirs = [(clause, _stems(clause)) for clause in _CLAUSE.split(source) if clause.strip()]
    for clause in filter(str.strip, _CLAUSE.split(sentence)):
        own = _stems(clause)
        shared = [(len(own & stems), clause_of) for clause_of, stems in theirs]
        most = max((count for count, _ in shared), default=0)
        origins = [origin for count, origin in shared if count == most and most]
        if origins and not any(denials(clause) == denials(origin) for origin in origins):
            return False
    return True
