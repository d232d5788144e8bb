"""Says what there is, where the very thing that was asked for is not: "Er staat wel iets over 2024, niet over 2022."

Every word of it is read off the best passage, and nothing is said where that is not certain. It decides nothing.
"""

import re
from collections.abc import Mapping

from index import Index
from ingest import Document, written_date
from qa import phrases
from qa.demand import DEMANDS, Wanted, met
from qa.evidence import Candidate
from qa.gaps import Gap, Lack, years_around
from qa.places import places_in, whole_in
from qa.plain import plain
from qa.question import Question
from qa.references import BRACKETED
from qa.values import Value, ValueKind, find_values

_ABOUT = 0.5  # share of the question's words that a sentence holds which is about the same
_VAGUELY = re.compile(
    r"\b(?:het merendeel|de meeste|de meerderheid|de helft|een deel|veel|heel wat|tal van|enkele)\b", re.IGNORECASE
)
_DATES = re.compile(r"\d{4}-\d{2}-\d{2}")


def nearby(gap: Gap, question: Question, best: Candidate, index: Index) -> str:
    """The sentences of a refusal; the plain one where the best passage is about something else."""
    quote = BRACKETED.sub(" ", best.quote)
    told = _told(gap, question, best, quote, index.documents) if _about(question, gap, best, index) else ""
    return f"{phrases.NOT_THERE} {told}" if told else phrases.ADJACENT


def _about(question: Question, gap: Gap, best: Candidate, index: Index) -> bool:
    """Does the best sentence speak of the same thing, but for what is missing?"""
    missing = [demand for demand in DEMANDS if gap.lack is Lack.DEMAND and demand.wanted == gap.asked]
    words = plain(re.sub(rf"\b{re.escape(plain(gap.asked))}\b", " ", plain(question.topic))).split()
    theme = " ".join(word for word in words if not any(met(demand, word) for demand in missing))
    heading = " ".join(best.first.block.heading)
    return index.share(theme, f"{heading} {best.quote}") >= _ABOUT


def _told(gap: Gap, question: Question, best: Candidate, quote: str, documents: Mapping[str, Document]) -> str:
    if gap.lack is Lack.YEAR:
        return _other_year(gap, years_around(best, documents))
    if gap.lack is Lack.PLACE:
        return _other_place(gap, question, quote)
    if gap.lack is Lack.UNIT:
        return (
            phrases.NO_UNIT.format(value=_first(quote, question.expects), unit=gap.asked)
            if _first(quote, question.expects)
            else ""
        )
    if gap.lack is Lack.COUNTED or (gap.lack is Lack.VALUE and gap.asked == ValueKind.COUNT):
        vague = _VAGUELY.search(quote)
        return (
            phrases.ONLY_VAGUE.format(vague=vague[0].lower())
            if vague
            else phrases.MENTIONED.format(missing=phrases.MISSING[ValueKind.COUNT])
        )
    if gap.lack is Lack.DEMAND and gap.asked == Wanted.DEADLINE and (made := _DATES.search(quote)):
        return phrases.OTHER_DATE.format(date=written_date(made[0]))
    missing = phrases.MISSING.get(gap.asked, "")
    return phrases.MENTIONED.format(missing=missing) if missing else ""


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
