"""Finds dates in Dutch text, however they are written, and gives them as 2024-03-05, 2024-03 or 2024."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_NUMBER = {name: number for number, name in enumerate(MONTHS, start=1)} | {
    short: number
    for number, names in enumerate("jan feb mrt|maa apr mei jun jul aug sep|sept okt|oct nov dec".split(), start=1)
    for short in names.split("|")
}
_MONTH = "|".join(sorted(_NUMBER, key=len, reverse=True))
_YEAR = r"(?:19|20)\d{2}"
_PATTERN = re.compile(
    rf"""
      (?<![\d-])(?P<y1>{_YEAR})-(?P<m1>[01]?\d)-(?P<d1>[0-3]?\d)(?![\d-])
    | (?<![\d/.-])(?P<d2>[0-3]?\d)(?P<s2>[/.-])\s?(?P<m2>[01]?\d)(?P=s2)\s?(?P<y2>{_YEAR})(?!\d)
    | (?<!\d)(?P<d3>[0-3]?\d)(?:e|de|ste)?\s+(?P<m3>{_MONTH})\.?,?\s+(?P<y3>{_YEAR})(?!\d)
    | \b(?P<m4>{_MONTH})\.?\s+(?P<y4>{_YEAR})(?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
PERIOD = re.compile(rf"(?<![\d/.-])({_YEAR})\s?[-–/]\s?({_YEAR})(?![\d/.-])")
YEAR = re.compile(rf"(?<![\d/.,-])({_YEAR})(?![\d/-]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """A date and where it stands."""

    start: int
    end: int
    iso: str


def find_dates(text: str) -> Iterator[Found]:
    """Every day or month with its year, in order; a year alone is none, and neither is 31 February."""
    for match in _PATTERN.finditer(text):
        year = match["y1"] or match["y2"] or match["y3"] or match["y4"]
        month = match["m1"] or match["m2"] or match["m3"] or match["m4"]
        day = match["d1"] or match["d2"] or match["d3"]
        number = int(month) if month.isdigit() else _NUMBER[month.lower()]
        if 1 <= number <= 12 and (day is None or 1 <= int(day) <= _days(int(year), number)):
            yield Found(match.start(), match.end(), f"{year}-{number:02}" + (f"-{int(day):02}" if day else ""))


def first_date(text: str) -> Found | None:
    """The first day or month in a text, else its first year alone in brackets: "(2019) Titel"."""
    dated = next(find_dates(text), None)
    if dated is not None:
        return dated
    year = re.search(rf"\(({_YEAR})\)", text)
    return Found(year.start(1), year.end(1), year[1]) if year else None


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def written_date(iso: str) -> str:
    """2021-07-16 -> 16 juli 2021; 2021-07 -> juli 2021."""
    year, *rest = iso.split("-")
    words = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*words, *([MONTHS[int(rest[0]) - 1]] if rest else []), year])
