"""Figures, dates and codes in Dutch text: finding them and comparing them whatever their spelling.

It does not know questions or answers.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ingest import MONTHS

WRITTEN = {
    word: str(number)
    for number, word in enumerate(
        "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien".split()
    )
    if number > 1
} | {
    word: str(number)
    for word, number in zip(
        "zestien zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig".split(),
        (16, 17, 18, 19, 20, 30, 40, 50, 60, 70, 80, 90),
        strict=True,
    )
}
MAGNITUDES = {"duizend": 1_000, "miljoen": 1_000_000, "mln": 1_000_000, "miljard": 1_000_000_000}


class ValueKind(StrEnum):
    PERCENT = "percentage"
    MONEY = "bedrag"
    DATE = "datum"
    DURATION = "duur"
    COUNT = "aantal"
    CODE = "code"
    EMAIL = "e-mailadres"
    PHONE = "telefoonnummer"


@dataclass(frozen=True, slots=True)
class Value:
    kind: ValueKind
    start: int
    end: int
    text: str
    canonical: str  # the same for every spelling: "percentage:18.4", "datum:2021-02-26"


_NUMBER = r"(?:\d{1,3}(?:[.\u00a0 ]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?"
_MAGNITUDE = r"(?:\s*(?:duizend|miljoen|mln\.?|miljard))?"
_WRITTEN = "|".join(WRITTEN)
_UNITS = r"(?:jaar|jaren|maand(?:en)?|weken|week|dag(?:en)?|uur|uren|minuten|keer per jaar|keer)"
_MONTH = "|".join(MONTHS)

_PATTERNS: tuple[tuple[ValueKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (ValueKind.EMAIL, r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"),
        (ValueKind.PHONE, r"(?<!\d)(?:\+32|0)\d{1,3}[-/ ]{1,2}\d{2,3}(?:[ .]\d{2,3}){1,3}(?!\d)"),
        (ValueKind.DATE, r"\b\d{4}-\d{2}-\d{2}\b"),
        (ValueKind.DATE, rf"\b\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}\b"),
        (ValueKind.DATE, r"\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b"),
        (ValueKind.CODE, r"\b[A-Z]{2,}\d+(?:/\d+)*\b"),
        (ValueKind.PERCENT, rf"(?<![\w,.]){_NUMBER}\s*(?:%|procentpunten|procentpunt|procent\b|percent\b)"),
        (ValueKind.PERCENT, rf"\b\d+ (?:op|van) (?:de )?(?:\d+|{_WRITTEN})\b"),
        (ValueKind.PERCENT, rf"\b(?:{_WRITTEN}|een|één) op (?:de )?(?:{_WRITTEN})\b"),
        (ValueKind.MONEY, rf"€\s*{_NUMBER}{_MAGNITUDE}|(?<![\w,.]){_NUMBER}{_MAGNITUDE}\s*euro\b"),
        (ValueKind.DATE, rf"\b(?:{_MONTH})\s+\d{{4}}\b"),
        (ValueKind.DATE, r"(?<![\w.,/-])(?:19|20)\d{2}(?:-(?:19|20)\d{2})?(?![\w%/]|[.,]\d)"),
        (ValueKind.DURATION, rf"(?<![\w,.]){_NUMBER}\s+(?:halve\s+|volledige\s+)?{_UNITS}\b"),
        (ValueKind.DURATION, rf"\b(?:{_WRITTEN})\s+{_UNITS}\b"),
        (ValueKind.COUNT, rf"(?<![\w,./-]){_NUMBER}{_MAGNITUDE}(?![\w/]|[.,]\d)"),
        (ValueKind.COUNT, rf"\b(?:{_WRITTEN})\b"),
    )
)  # fmt: skip


@lru_cache(maxsize=4096)  # the same sentences come back for every question
def find_values(text: str) -> tuple[Value, ...]:
    """Every value in the text, in order, none inside another; the first pattern that fits a place wins."""
    found: list[Value] = []
    taken = bytearray(len(text))  # 1 where a value stands: comparing each with all before it takes minutes
    for kind, pattern in _PATTERNS:
        for hit in pattern.finditer(text):
            if 1 not in taken[hit.start() : hit.end()]:
                taken[hit.start() : hit.end()] = b"\1" * len(hit[0])
                found.append(Value(kind, hit.start(), hit.end(), hit[0], f"{kind}:{_canonical(kind, hit[0])}"))
    return tuple(sorted(found, key=lambda v: v.start))


def _canonical(kind: ValueKind, text: str) -> str:
    if kind is ValueKind.DATE:
        return _canonical_date(text.lower())
    if kind in (ValueKind.CODE, ValueKind.EMAIL):
        return text.upper()
    if kind is ValueKind.PHONE:
        return re.sub(r"\D", "", text)
    number = re.search(_NUMBER, text)
    if number is None or " op " in text:
        return " ".join(WRITTEN.get(word, word) for word in text.lower().split())
    amount = _number(number[0])
    for word, factor in MAGNITUDES.items():
        if word in text.lower():
            amount *= factor
            break
    unit = text[number.end() :].strip().lower() if kind is ValueKind.DURATION else ""
    return f"{amount:g} {unit}".strip() if amount < 1e6 else f"{amount:.0f}"


def _number(text: str) -> float:
    """Belgian spelling (1.000 and 18,4), and the source's own 51.6 and 1.8."""
    if re.fullmatch(r"\d{1,3}(?:[.\u00a0 ]\d{3})+(?:,\d+)?", text):
        text = re.sub(r"[.\u00a0 ]", "", text)
    return float(text.replace(",", "."))


def _canonical_date(text: str) -> str:
    if named := re.fullmatch(rf"(?:(\d{{1,2}})\s+)?({_MONTH})\s+(\d{{4}})", text):
        month = MONTHS.index(named[2]) + 1
        return f"{named[3]}-{month:02d}" + (f"-{int(named[1]):02d}" if named[1] else "")
    if figures := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text):
        return f"{figures[3]}-{int(figures[2]):02d}-{int(figures[1]):02d}"
    return text


def years(text: str) -> frozenset[str]:
    """The years that a text names, those inside dates and periods included."""
    return frozenset(re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", text))


def nearest(values: tuple[Value, ...], spots: tuple[int, ...]) -> Value | None:
    """The value that lies closest to one of the spots (offsets of words that were asked about)."""
    if not values:
        return None
    if not spots:
        return values[0]
    return min(values, key=lambda v: min(min(abs(v.start - s), abs(v.end - s)) for s in spots))
