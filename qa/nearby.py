"""Says what there is, where the very thing that was asked for is not: "Er staat wel iets over 2024, niet over 2022."

Every word of it is read off the best passage, and nothing is said where that is not certain. It decides nothing.
"""

import re
from collections.abc import Sequence

from index import Index
from ingest import written_date
from qa import phrases
from qa.demand import DEMANDS, Wanted, met
from qa.evidence import Candidate, holds
from qa.gaps import Gap, Lack
from qa.places import places_in, whole_in
from qa.plain import plain
from qa.question import Question, Shape
from qa.references import BRACKETED
from qa.strangers import root
from qa.values import Value, ValueKind, find_values, years

_ABOUT = 0.5  # share of the question's words that a sentence holds which is about the same
_OF_IT = 0.6  # the same share for a sentence whose year is named
_TOUCHES = 0.2  # and for one that may be about it: where it has the year that was asked for, nothing is said
_WORDS = 2  # of a theme that can be recognised
_MEASURING = r"bedraa?gt|bedragen|hoog|groot|kost|kosten"  # say nothing of the theme
_LOOKED_AT = 10  # passages in which the year that was asked for is looked for
_SUMS = re.compile(
    r"\w*(?:premie|heffing|belasting|tarie[fv]|taks|toelage|uitkering|loon|huur|subsidie|vergoeding|budget|prijs|kost)\w*"
)
_VAGUELY = re.compile(
    r"\b(?:het merendeel|de meeste|de meerderheid|de helft|een deel|veel|heel wat|tal van|enkele)\b", re.IGNORECASE
)
_DATES = re.compile(r"\d{4}-\d{2}-\d{2}")


def nearby(gap: Gap, question: Question, around: Sequence[Candidate], index: Index) -> str:
    """The sentences of a refusal; the plain one where the first of these is about something else or nothing is sure."""
    best = around[0]
    about = _about(question, gap, best, index)
    told = "" if not about or _there_after_all(gap, question, around, index) else _told(gap, question, best, index)
    return f"{phrases.NOT_THERE} {told}" if told else phrases.ADJACENT


def _about(question: Question, gap: Gap, candidate: Candidate, index: Index) -> bool:
    """Does this sentence speak of the same thing, but for what is missing?"""
    heading = " ".join(candidate.first.block.heading)
    return index.share(_theme(question, gap), f"{heading} {candidate.quote}") >= _ABOUT


def _theme(question: Question, gap: Gap) -> str:
    """The words of the question without what is missing."""
    missing = [demand for demand in DEMANDS if gap.lack is Lack.DEMAND and demand.wanted == gap.asked]
    gone = "|".join((*(re.escape(plain(part)) for part in (gap.asked, *gap.asked.split(" en "))), _MEASURING))
    words = re.sub(rf"\b(?:{gone})\b", " ", plain(question.topic)).split()
    return " ".join(word for word in words if not any(met(demand, word) for demand in missing))


def _there_after_all(gap: Gap, question: Question, around: Sequence[Candidate], index: Index) -> bool:
    """Does anything about the theme hold what the best sentence lacks? Then "it is not there" would not be true."""
    if gap.lack is Lack.YEAR:
        return _year_stands(gap, question, index)
    others = (c.quote for c in around[1:] if _about(question, gap, c, index))
    return any(_gives(gap, BRACKETED.sub(" ", quote)) for quote in others)


def _gives(gap: Gap, text: str) -> bool:
    if gap.lack in (Lack.PLACE, Lack.NAME):
        return root(gap.asked) in plain(text)
    if gap.lack is Lack.VALUE:
        return holds(text, ValueKind(gap.asked))
    return any(met(demand, text) for demand in DEMANDS if gap.lack is Lack.DEMAND and demand.wanted == gap.asked)


def _year_stands(gap: Gap, question: Question, index: Index) -> bool:
    """Does a sentence with words of the theme name a year that was asked for?"""
    theme, asked = _theme(question, gap), years(gap.asked)
    hits = index.search(f"{theme} {gap.asked}", _LOOKED_AT, within=question.scope.within)
    lines = (line.text for hit in hits for line in index.sentences(hit.passage))
    return any(asked & years(line) and index.share(theme, line) >= _TOUCHES for line in lines)


def _told(gap: Gap, question: Question, best: Candidate, index: Index) -> str:
    quote = BRACKETED.sub(" ", best.quote)
    if gap.lack is Lack.YEAR:
        return _other_year(gap, _years_told(question, gap, best, index))
    if gap.lack is Lack.PLACE:
        return _other_place(gap, question, quote)
    if gap.lack is Lack.UNIT:
        value = _first(quote, question.expects)
        return phrases.NO_UNIT.format(value=value, unit=gap.asked) if value else ""
    if gap.lack is Lack.COUNTED or (gap.lack is Lack.VALUE and gap.asked == ValueKind.COUNT):
        return _no_number(question, gap, best, index)
    if gap.lack is Lack.DEMAND and gap.asked == Wanted.APPLYING:
        return phrases.NOT_HOW
    if gap.lack is Lack.DEMAND and gap.asked == Wanted.DEADLINE and (made := _DATES.search(quote)):
        return phrases.OTHER_DATE.format(date=written_date(made[0]))
    if gap.asked == ValueKind.DATE and question.shape is Shape.REFERENCE:
        return ""  # decisions are dated; it is another one that was asked for
    missing = phrases.MISSING.get(gap.asked, "")
    return phrases.MENTIONED.format(missing=missing) if missing else ""


def _no_number(question: Question, gap: Gap, best: Candidate, index: Index) -> str:
    """'Geen aantal', or 'geen bedrag' where a sum of money was asked for; a figure for something else is not denied."""
    lines = [
        line for line in (BRACKETED.sub(" ", one.text) for one in best.sentences) if _of_it(line, question, gap, index)
    ]
    if vague := next((hit for hit in map(_VAGUELY.search, lines) if hit), None):
        return phrases.ONLY_VAGUE.format(vague=vague[0].lower())
    if not lines or any(holds(line, ValueKind.COUNT) for line in lines):
        return ""
    kind = ValueKind.MONEY if _SUMS.search(plain(question.own or question.text)) else ValueKind.COUNT
    return phrases.MENTIONED.format(missing=phrases.MISSING[kind])


def _of_it(line: str, question: Question, gap: Gap, index: Index) -> bool:
    """Does a sentence hold the theme itself, and what is counted?"""
    counted = gap.lack is not Lack.COUNTED or index.share(gap.asked, line) > 0
    return counted and index.share(_theme(question, gap), line) >= _ABOUT


def _years_told(question: Question, gap: Gap, best: Candidate, index: Index) -> frozenset[str]:
    """The years of the sentences that hold the theme themselves, its place included; a theme of one word is none."""
    theme, places = _theme(question, gap), set(places_in(question.text))
    if len(index.terms(theme)) < _WORDS:
        return frozenset()
    lines = (BRACKETED.sub(" ", line.text) for line in best.sentences)
    of_it = [line for line in lines if index.share(theme, line) >= _OF_IT and places <= set(places_in(line))]
    return frozenset[str]().union(*map(years, of_it))


def _other_year(gap: Gap, there: frozenset[str]) -> str:
    known = sorted(there)
    return phrases.OTHER_YEAR.format(there=phrases.listed(known), asked=gap.asked) if 0 < len(known) <= 3 else ""


def _other_place(gap: Gap, question: Question, quote: str) -> str:
    there = next(iter(places_in(quote)), "") or whole_in(quote)
    if not there or plain(there) == plain(gap.asked):
        return ""
    figure = _first(quote, question.expects)
    if figure:
        return phrases.OTHER_PLACE_FIGURE.format(there=there, asked=gap.asked)
    return "" if question.expects else phrases.OTHER_PLACE.format(there=there, asked=gap.asked)


def _first(quote: str, kind: ValueKind | None) -> str:
    """The first value of a kind, as it stands."""
    alike = (ValueKind.COUNT, ValueKind.PERCENT, ValueKind.MONEY) if kind is ValueKind.COUNT else (kind,)
    found: Value | None = next((v for v in find_values(quote) if v.kind in alike), None)
    return found.text if found else ""
