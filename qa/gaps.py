"""What a question asks for that the sentences found do not give: another year, another town, no amount, no form.

The right theme is not enough, and a value counts only where it belongs to what is asked. It writes no sentence about it
(see `qa.nearby`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index import Index
from ingest import Document, Kind
from qa.demand import ENUMERATION, EXAMPLES, UNIT, Demand, Wanted, counted, demands, met
from qa.evidence import Candidate, holds, names_in
from qa.places import places_in
from qa.plain import plain
from qa.question import Question, Shape
from qa.references import BRACKETED
from qa.strangers import root
from qa.values import ValueKind, find_values, years

_SORTS = re.compile(r"\b(?:grootsteden|grote steden|centrumsteden|platteland|randgemeenten|plattelandsgemeenten)\b")
_TIMES = {"uur": "uur", "dag": "dag", "werkdag": "dag", "week": "wek", "maand": "maand", "jaar": "jaar"}
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b(?:[’']s)?")
_MEASURES = (ValueKind.COUNT, ValueKind.PERCENT, ValueKind.MONEY)
_STRETCH = re.compile(r"\b\d{4} ?[-–] ?\d{4}\b")
_OTHERWISE = re.compile(
    r"\bof (?:op welke (?:manier|wijze)|hoe|waar)\b"
)  # "hoe vaak of op welke manier": either will do
_LIVING = re.compile(r"\b(?:wo(?:nen|ont)|leven|leeft|tel(?:t|len))\b")  # 'Hoeveel mensen wonen er in Gent?'
_ALTOGETHER = re.compile(r"\b(?:in totaal|alles samen|precies aantal)\b")
_SAME = 0.5  # a word that shares only a part ("zomerscholen", "schoolmaaltijd") is another thing
_LIGHT = r"(?:(?:de|het|een|gratis|elke?|alle|er|\w+e) )*"
_PRICE = re.compile(
    rf"\b(?:kostprijs|prijs|kosten|budget|tarief) (?:van|voor) {_LIGHT}(?P<of>[a-z-]{{4,}})\b|"
    rf"\bkost(?:en|te)? {_LIGHT}(?P<thing>[a-z-]{{4,}})\b"
)
_CODE_FIT = 0.15  # share of the question's words that the line of a code has to hold


class Lack(StrEnum):
    YEAR = "jaar"
    PLACE = "plaats"
    NAME = "naam"
    VALUE = "waarde"
    COUNTED = "geteld"
    UNIT = "eenheid"
    DEMAND = "soort"


@dataclass(frozen=True, slots=True)
class Gap:
    lack: Lack
    asked: str  # "2022", "Gent", "inwoner", ValueKind or Wanted


def find_gap(
    index: Index, question: Question, names: Sequence[str], quoted: Sequence[Candidate], around: Sequence[Candidate]
) -> Gap | None:
    """The first thing that is asked for and not given by what would be quoted; None where nothing is missing.

    `around` are the best candidates, quoted or not.
    """
    best = next((c for c in quoted if question.expects and holds(c.quote, question.expects)), (*quoted, *around)[0])
    if question.shape is Shape.COMPARISON:
        return None
    if gap := _other_year(question, best, index.documents) or _other_place(question, names, best, around, index):
        return gap
    shown = quoted or around[:1]
    text = " ".join(BRACKETED.sub(" ", c.quote) for c in shown)
    if gap := _other_kind(question, text) or _no_value(question, shown, text, index):
        return gap
    return _not_counted(question, [name for name in names if places_in(name)], shown, index)


def _other_year(question: Question, best: Candidate, documents: Mapping[str, Document]) -> Gap | None:
    missing = question.years - (_years_of_figure(question, best) or years_around(best, documents))
    return Gap(Lack.YEAR, " en ".join(sorted(missing))) if missing else None


def _years_of_figure(question: Question, best: Candidate) -> frozenset[str]:
    """Where a figure is asked for: the years of the sentences that hold one, without "2008-2024", which is no year."""
    if question.expects not in _MEASURES:
        return frozenset()
    bare = (_STRETCH.sub(" ", one.text) for one in best.sentences if holds(one.text, question.expects))
    return frozenset[str]().union(*map(years, bare))


def years_around(best: Candidate, documents: Mapping[str, Document]) -> frozenset[str]:
    """The years of the quote itself count; only where it names none, those around it."""
    document, block = documents[best.first.document_id], best.first.block
    near = (best.quote, document.text[block.start : block.end], surroundings(best, documents))
    named = next((found for found in map(years, near) if found), frozenset())
    if document.kind in (Kind.DECISION, Kind.DECISIONS):  # what was decided in a year carries it as its date
        named |= years(document.date)
    return named


def _other_place(
    question: Question,
    names: Sequence[str],
    best: Candidate,
    around: Sequence[Candidate],
    index: Index,
) -> Gap | None:
    """A name that does not stand where the best candidates stand; for a figure, not in its own words."""
    near = plain(" ".join(surroundings(c, index.documents) for c in around[:3]))
    for name in names:
        if name.isupper():  # what is meant by an abbreviation may be written in full
            continue
        if root(name) not in near and not (question.voices and index.share(name, near)):
            return Gap(Lack.PLACE if places_in(name) else Lack.NAME, name)
        if (
            question.expects in _MEASURES
            and places_in(name)
            and _elsewhere(name, question.expects, best, index.documents)
        ):
            return Gap(Lack.PLACE, name)
    return None


def _elsewhere(name: str, kind: ValueKind | None, best: Candidate, documents: Mapping[str, Document]) -> bool:
    """Is the figure of another place: does neither its sentence nor what stands above or before it name this one?"""
    document, block = documents[best.first.document_id], best.first.block
    bearing = next((s for s in best.sentences if kind and holds(s.text, kind)), best.first)
    if places_in(bearing.text) or _SORTS.search(plain(bearing.text)):
        own = bearing.text
    elif before := places_in(document.text[block.start : bearing.start]):
        return root(name) not in plain(before[-1])
    else:
        lead = document.text[slice(*block.lead)] if block.lead else ""
        beside = document.text[block.start : block.end]
        own = " ".join((lead, beside, *block.heading, document.title, document.publisher))
    return root(name) not in plain(own)


def _other_kind(question: Question, text: str) -> Gap | None:
    asked = plain(question.own or question.text)
    wanted = (d for d in demands(asked) if not _given_by_saying(d, question))
    if missing := next((d for d in wanted if not met(d, text)), None):
        return Gap(Lack.DEMAND, missing.wanted)
    units = re.findall(UNIT, asked) if question.expects in _MEASURES else []
    unit = next((u for u in units if not _by_unit(u, text)), None)
    return Gap(Lack.UNIT, unit) if unit else None


def _given_by_saying(demand: Demand, question: Question) -> bool:
    """Is it enough that a publisher speaks: a reaction, or why it holds what it holds?"""
    said = demand.wanted in (Wanted.REACTION, Wanted.CAUSE) and bool(question.voices)
    return said or (demand.wanted is Wanted.CAUSE and bool(question.earlier))


def _by_unit(unit: str, text: str) -> bool:
    """Is a figure given per inhabitant, per hour ...? Of a time any mention will do: 'uurloon', 'jaarlijks'."""
    if unit in _TIMES:
        return _TIMES[unit] in plain(text) or (unit == "jaar" and bool(years(text)))
    return re.search(rf"\b(?:per|elke?|iedere?)(?: \w+)? {unit}", plain(text)) is not None


def _no_examples(question: Question, quoted: Sequence[Candidate]) -> bool:
    """Are examples asked for, and is there one sentence that lists nothing?"""
    if not re.search(EXAMPLES, plain(question.own or question.text)) or len(quoted) > 1:
        return False
    return not any(ENUMERATION.search(c.quote) for c in quoted)


def _no_value(question: Question, quoted: Sequence[Candidate], text: str, index: Index) -> Gap | None:
    """Is a figure, date, code or name asked for that the quotes do not give, or give of something else?"""
    if _no_examples(question, quoted):
        return Gap(Lack.DEMAND, Wanted.EXAMPLES)
    if question.places_asked and not any(names_in(_ACRONYM.sub("", c.quote)) for c in quoted):
        return Gap(Lack.NAME, "plaatsen")
    kind = question.expects
    asked = plain(question.own or question.text)
    if kind is None or _OTHERWISE.search(asked):
        return None
    if kind is ValueKind.COUNT and _ALTOGETHER.search(asked) and not any(v.kind is kind for v in find_values(text)):
        return Gap(Lack.VALUE, kind)  # a share is no total
    if not holds(text, kind):
        return Gap(Lack.VALUE, kind)
    if kind is ValueKind.CODE and all(c.features.overlap < _CODE_FIT for c in quoted if holds(c.quote, kind)):
        return Gap(Lack.VALUE, kind)
    if kind is ValueKind.MONEY and not question.base and not _priced(plain(question.text), quoted, index):
        return Gap(Lack.VALUE, kind)
    return None


def _not_counted(question: Question, places: Sequence[str], quoted: Sequence[Candidate], index: Index) -> Gap | None:
    """Is a number asked of something that is not counted in what would be quoted, or only elsewhere?"""
    folded, kind = plain(question.text), question.expects
    alone = bool(places) and len(index.terms(_LIVING.sub(" ", question.topic))) == 1 + len(places)
    noun = "" if question.base else counted(folded, people=alone)
    if (
        not noun
        or kind not in (ValueKind.COUNT, ValueKind.PERCENT)
        or _OTHERWISE.search(plain(question.own or question.text))
    ):
        return None
    there = [c for c in quoted if not any(_elsewhere(place, kind, c, index.documents) for place in places)]
    return None if there and _counts(noun, there, index) else Gap(Lack.COUNTED, noun)


def _priced(folded: str, quoted: Sequence[Candidate], index: Index) -> bool:
    """Is the amount that of the thing whose price is asked for, by its sentence or what stands above that?"""
    hit = _PRICE.search(folded)
    noun = (hit["of"] or hit["thing"]) if hit else ""
    if not noun or not any(term.frequency for term in index.terms(noun)):
        return True
    texts = (
        " ".join((one.text, _lead(candidate, index), *candidate.first.block.heading[-1:]))
        for candidate in quoted
        for one in candidate.sentences
        if holds(one.text, ValueKind.MONEY)
    )
    return any(index.share(noun, text) >= _SAME for text in texts)


def _counts(noun: str, quoted: Sequence[Candidate], index: Index) -> bool:
    """Does a sentence, with what stands above it, hold both a number and what is counted?"""
    if not any(term.frequency for term in index.terms(noun)):
        return True  # a word of the asker alone: the chance has to judge
    return any(
        any(value.kind in (ValueKind.COUNT, ValueKind.PERCENT) for value in find_values(BRACKETED.sub(" ", one.text)))
        and index.share(noun, " ".join((one.text, _lead(candidate, index), *candidate.first.block.heading))) > 0
        for candidate in quoted
        for one in candidate.sentences
    )


def _lead(candidate: Candidate, index: Index) -> str:
    span = candidate.first.block.lead
    return index.documents[candidate.first.document_id].text[slice(*span)] if span else ""


def surroundings(candidate: Candidate, documents: Mapping[str, Document]) -> str:
    document = documents[candidate.first.document_id]
    heading = " ".join(candidate.first.block.heading)
    return f"{document.title} {document.publisher} {document.date} {heading} {candidate.hit.passage.text}"
