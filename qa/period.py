"""Stretches of time as people name them ("in maart 2021", "sinds 2022", "2024-2030"), and whether a date lies in one.

It does not know what happened then.
"""

import re
from dataclasses import dataclass

from ingest import MONTHS
from qa.plain import plain

_YEAR = r"(?:19|20)\d{2}"
_MONTH = "|".join(MONTHS)
_MOMENT = (
    rf"(?:(?P<iso>{_YEAR}-\d{{2}}(?:-\d{{2}})?)(?![\d-])|(?:(?P<day>\d{{1,2}}) )?(?P<month>{_MONTH}) (?P<in>{_YEAR})|"
    rf"(?P<from>{_YEAR}) ?[-–/] ?(?P<to>{_YEAR})|(?P<year>{_YEAR}))(?!\d)"
)
_UNNAMED = re.sub(r"\?P<\w+>", "?:", _MOMENT)
_SPAN = re.compile(
    rf"(?<![\d.,-])(?P<one>{_UNNAMED})(?:, {_UNNAMED})*,? "
    rf"(?:en|of|tot|tot en met|t/m|tot in|tot einde) (?P<other>{_UNNAMED})"
)
_SINCE = re.compile(rf"\b(?:sinds|vanaf|sedert|na) (?:het jaar )?{_MOMENT}")
_UNTIL = re.compile(rf"\b(?:van voor|tot|tot en met) (?:het jaar )?{_MOMENT}")
_BEFORE = re.compile(rf"\bvóór (?:het jaar )?{_MOMENT}")
_ONE = re.compile(rf"(?<![\d.,-]){_MOMENT}")


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both as 2024-03-05; an open end is "" or "9"."""

    first: str
    last: str

    def begins(self, other: "Period") -> bool:
        """Does the other one begin in this one?"""
        return self.first <= other.first <= self.last

    @property
    def open(self) -> bool:
        return not self.first or self.last == "9"

    @property
    def long(self) -> bool:
        """Open, or more than one year."""
        return self.open or self.first[:4] != self.last[:4]


def read_period(text: str) -> Period | None:
    """The first period that a text names; None where it names none."""
    folded = plain(text)
    if span := _SPAN.search(folded):
        return _both(span["one"], span["other"])
    if before := _BEFORE.search(text.lower()):  # without its accent "voor 2020" means a budget for that year
        return Period("", _day_before(_moment(before).first))
    if until := _UNTIL.search(folded):
        moment = _moment(until)
        return Period("", _day_before(moment.first) if until[0].startswith("van voor") else moment.last)
    if since := _SINCE.search(folded):
        moment = _moment(since)
        return Period(_day_after(moment.last) if since[0].startswith("na ") else moment.first, "9")
    one = _ONE.search(folded)
    return _moment(one) if one else None


def _both(one: str, other: str) -> Period | None:
    """From the earlier to the later of two moments: "in 2021 en 2022", "van maart 2021 tot januari 2022"."""
    moments = [_moment(found) for found in (_ONE.match(one), _ONE.match(other)) if found]
    return Period(min(m.first for m in moments), max(m.last for m in moments)) if moments else None


def _moment(found: re.Match[str]) -> Period:
    if found["iso"]:
        return _whole(found["iso"])
    if found["from"]:
        return Period(f"{found['from']}-01-01", f"{found['to']}-12-31")
    if found["year"]:
        return _whole(found["year"])
    month = f"{found['in']}-{MONTHS.index(found['month']) + 1:02}"
    return _whole(f"{month}-{int(found['day']):02}" if found["day"] else month)


def _whole(iso: str) -> Period:
    """2021 -> all of that year; 2021-03 -> that month; a day is a day."""
    first, last = {4: ("-01-01", "-12-31"), 7: ("-01", "-31")}.get(len(iso), ("", ""))
    return Period(iso + first, iso + last)


def _day_after(iso: str) -> str:
    """Something that sorts right behind a day and before every later one."""
    return f"{iso}~"


def _day_before(iso: str) -> str:
    """Something that sorts right before a day and behind every earlier one."""
    return iso[:-1]
