"""Other ways to write a date, a share, an amount or a thousand; it does not know which of them an answer will choose.

A key fact is compared letter by letter, so every spelling that a right answer could use has to be among its group.
"""

import re
from collections.abc import Iterator

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_NUMBERS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_SHARE = re.compile(r"^(\d+(?:[.,]\d+)?)\s*(?:%|procent)$", re.IGNORECASE)
_THOUSANDS = re.compile(r"^\d{1,3}(?:[. \u00a0]\d{3})+$|^\d{4,9}$")
_EUROS = re.compile(r"^(?:€\s*(\d[\d.,]*(?: (?:miljoen|miljard))?)|(\d[\d.,]*(?: (?:miljoen|miljard))?)\s*(?:€|euro))$")
_DATE = re.compile(rf"^(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})$|^(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}})$")
_IN_TEXT = re.compile(
    rf"\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}|€\s?\d[\d.,]*\d|\d[\d.,]*(?:\s?%| procent)"
    r"|\d[\d.,]*(?: miljoen| miljard)?(?: euro)?"
)


def spellings(text: str) -> tuple[str, ...]:
    """The text as it is, then its other spellings; alone where it is none of what is known here."""
    said = " ".join(text.split())
    return tuple(dict.fromkeys([said, *_others(said)])) if said else ()


def figures_in(text: str) -> tuple[str, ...]:
    """The dates, shares, amounts and numbers of a text, each once: what a key fact often is."""
    found = (match.group().rstrip(".,") for match in _IN_TEXT.finditer(" ".join(text.split())))
    return tuple(dict.fromkeys(found))


def _others(said: str) -> Iterator[str]:
    if match := _SHARE.match(said):
        yield from (f"{n}{tail}" for n in _decimals(match[1]) for tail in ("%", " %", " procent"))
    elif match := _EUROS.match(said):
        amount = match[1] or match[2]
        yield from (form for n in _amounts(amount) for form in (f"{n} euro", f"€ {n}", f"€{n}"))
    elif match := _DATE.match(said):
        yield from _dates(*(_parts(match)))
    elif _THOUSANDS.match(said) and not _is_year(said):
        yield from _grouped(said)
    elif said.isdigit() and int(said) < len(_NUMBERS):
        yield _NUMBERS[int(said)]
    elif said.lower() in _NUMBERS:
        yield str(_NUMBERS.index(said.lower()))


def _decimals(number: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((number, number.replace(".", ","), number.replace(",", "."))))


def _amounts(amount: str) -> tuple[str, ...]:
    number, _, unit = amount.partition(" ")
    forms = _decimals(number) if unit else _grouped(number) if _THOUSANDS.match(number) else (number,)
    return tuple(f"{form} {unit}".strip() for form in forms)


def _grouped(number: str) -> tuple[str, ...]:
    digits = re.sub(r"\D", "", number)
    with_dots = f"{int(digits):,}".replace(",", ".")
    return with_dots, with_dots.replace(".", " "), digits


def _is_year(said: str) -> bool:
    return len(said) == 4 and said[:2] in ("19", "20")


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    if match[1]:
        return int(match[1]), MONTHS.index(match[2]) + 1, int(match[3])
    return int(match[4]), int(match[5]), int(match[6])


def _dates(day: int, month: int, year: int) -> Iterator[str]:
    if 1 <= month <= len(MONTHS) and 1 <= day <= 31:
        yield f"{day} {MONTHS[month - 1]} {year}"
        yield from (f"{day}{mark}{month}{mark}{year}" for mark in "/-.")
        yield from (f"{day:02}{mark}{month:02}{mark}{year}" for mark in "/-.")
