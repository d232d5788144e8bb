"""Finds another figure for the same thing: two sources, or two places, that do not give the same number.

It calls nothing a contradiction that a year, a place, a population or a word like 'ongeveer' may explain, and it does
not say who is right.
"""

import re

from index import content_words
from qa.best import Evidence
from qa.evidence import Candidate
from qa.figure_setting import is_figure
from qa.figures import asked_value
from qa.plain import plain
from qa.values import WRITTEN, Value, ValueKind, find_values, years

_LOOKED_AT = 12  # candidates, best first
_ALIKE, _ALIKE_ELSEWHERE = 0.6, 0.5  # share of the content words, within one document and in another
_ROUGHLY = re.compile(
    r"\b(?:ongeveer|circa|ca\.|zowat|bijna|rond|ruim|zo'n|naar schatting)\s+(?:de\s+)?$", re.IGNORECASE
)
_OVER = re.compile(r"\b(?:meer dan|minstens|minimum|minimaal|ten minste|boven)\s+(?:de\s+)?$", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:minder dan|hoogstens|maximum|maximaal|ten hoogste|onder|tot)\s+(?:de\s+)?$", re.IGNORECASE)
_LONG = 8  # letters: 'armoederisico' and 'armoederisicogrens'
_ROUND = 0.1  # a rough figure may lie this far off
_OPPOSITES = (
    ("laag", "hoog"), ("laagste", "hoogste"), ("mannen", "vrouwen"), ("jongens", "meisjes"), ("voor", "na"),
    ("minstens", "hoogstens"), ("minimum", "maximum"), ("stad", "platteland"), ("wel", "niet"),
)  # fmt: skip
_PLACE = re.compile(r"(?<![.!?:] )(?<!^)(?<!\n)\b[A-Z][a-zà-ÿ’-]+")
_FLANDERS = re.compile(r"Vla(?:am|and)\w*")  # what a document on Flanders says of everything


def other_figure(chosen: Candidate, evidence: Evidence) -> Candidate | None:
    """The best other candidate that gives another figure for what was asked; None where there is none."""
    question = evidence.question
    if question.voices or not is_figure(chosen, question):
        return None
    own = asked_value(chosen.quote, question)
    others = (c for c in evidence.candidates[:_LOOKED_AT] if own and not _overlap(c, chosen))
    return next((c for c in others if own and _gives_another(c, chosen, own, evidence)), None)


def _overlap(one: Candidate, other: Candidate) -> bool:
    same = one.first.document_id == other.first.document_id
    return same and one.start < other.end and other.start < one.end


def _gives_another(candidate: Candidate, chosen: Candidate, own: Value, evidence: Evidence) -> bool:
    value = asked_value(candidate.quote, evidence.question)
    if value is None or value.kind is not own.kind or not is_figure(candidate, evidence.question):
        return False
    differs = not agree(chosen.quote, own, candidate.quote, value)
    return differs and _same_thing(candidate, chosen, evidence) and not _explained(candidate, chosen, evidence)


def agree(one: str, own: Value, other: str, value: Value) -> bool:
    """May both figures be true of the same thing: equal, or made so by 'ongeveer' or 'meer dan'?"""
    a, b = amount(own), amount(value)
    if a is None or b is None:
        return True
    before, behind = one[: own.start], other[: value.start]
    if _ROUGHLY.search(before) or _ROUGHLY.search(behind):
        return abs(a - b) <= _ROUND * max(a, b)
    over = (_OVER.search(before) and b >= a) or (_OVER.search(behind) and a >= b)
    under = (_UNDER.search(before) and b <= a) or (_UNDER.search(behind) and a <= b)
    return a == b or bool(over) or bool(under)


def amount(value: Value) -> float | None:
    """The number of a figure; a share 'één op de tien' as ten percent. None for what has none (a date, a code)."""
    words = [
        WRITTEN.get(word, "1" if word == "een" else word) for word in plain(value.canonical).split(":")[-1].split()
    ]
    numbers = [float(word) for word in words if re.fullmatch(r"\d+(?:\.\d+)?", word)]
    if value.kind is ValueKind.PERCENT and len(numbers) == 2 and numbers[1]:
        return 100 * numbers[0] / numbers[1]
    return numbers[0] if len(numbers) == 1 and value.kind is not ValueKind.DATE else None


def _same_thing(candidate: Candidate, chosen: Candidate, evidence: Evidence) -> bool:
    """Do both speak of what was asked, its longest word above all, in largely the same words?"""
    one, other = _words(candidate.quote), _words(chosen.quote)
    theme, parts = content_words(max(re.findall(r"[\w-]+", evidence.question.topic), key=len, default=""))
    spoken = all(
        _shared(theme, words) == len(theme) or (parts and _shared(parts, words) == len(parts)) for words in (one, other)
    )
    near = candidate.first.document_id == chosen.first.document_id
    alike = max(_shared(one, other), _shared(other, one)) / max(1, min(len(one), len(other)))
    return spoken and alike >= (_ALIKE if near else _ALIKE_ELSEWHERE)


def _shared(these: frozenset[str], those: frozenset[str]) -> int:
    """How many of these stand among those; a long word also as the beginning of a longer one, or the other way."""
    return sum(any(_same_word(one, other) for other in those) for one in these)


def _same_word(one: str, other: str) -> bool:
    shortest = min(len(one), len(other))
    return one == other or (shortest >= _LONG and one[:shortest] == other[:shortest])


def _words(text: str) -> frozenset[str]:
    for value in find_values(text):
        text = text.replace(value.text, " ")
    whole, parts = content_words(_FLANDERS.sub("Vlaams", text))
    return whole | parts


def _explained(candidate: Candidate, chosen: Candidate, evidence: Evidence) -> bool:
    """Another year, another place, or another group of people: then both may be right."""
    when, then = _years(candidate, evidence), _years(chosen, evidence)
    if when and then and when != then:
        return True
    here, there = _places(candidate.quote), _places(chosen.quote)
    one, other = (set(re.findall(r"\w+", plain(c.quote))) for c in (candidate, chosen))
    return (
        here != there
        or _other_group(candidate.quote, chosen.quote)
        or any((a in one) != (a in other) and (b in one) != (b in other) for a, b in _OPPOSITES)
    )


def _other_group(one: str, other: str) -> bool:
    """'Jonge gezinnen' and 'gezinnen' are not the same people."""
    here, there = _described(one), _described(other)
    nouns, others = _words(one), _words(other)
    return any(here.get(noun) != there.get(noun) for noun in (here | there) if noun in nouns and noun in others)


def _described(text: str) -> dict[str, str]:
    """Nouns by the adjective before them; 'Vlaams' describes everything here."""
    found = re.finditer(r"\b(?P<how>[\w-]{3,}e) (?P<noun>[\w-]{4,})", _FLANDERS.sub(" ", text))
    return {stem: hit["how"].lower() for hit in found for stem in content_words(hit["noun"])[0]}


def _years(candidate: Candidate, evidence: Evidence) -> frozenset[str]:
    """Of the figure itself, else of its document; a document without a date has none."""
    return years(candidate.quote) or years(evidence.documents[candidate.first.document_id].date)


def _places(text: str) -> frozenset[str]:
    return frozenset(name for name in _PLACE.findall(text) if not _FLANDERS.fullmatch(name))
