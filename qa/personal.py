"""Notices data of a person in a question, and says the question again without them.

Pure: it looks at the text alone. A name by itself it does not see as such: a name is as often that of a minister.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from stdnum import iban
from stdnum.be import bis, nn, vat

from qa import identifiers, phrases
from qa.plain import folded_once

_NEAR = 120  # characters in front of an address or a number in which its owner is looked for
_MAY_HOLD = re.compile(r"[\d@]|[(\[](?:at|apenstaartje)[)\]]", re.IGNORECASE)
_OWNER = re.compile(
    rf"(?=(?P<name>{identifiers.NAME})(?:{identifiers.LIVES}|{identifiers.BETWEEN})$"
    rf"|(?P<typed>{identifiers.TYPED_NAME}){identifiers.LIVES_TYPED}$)"
)


class Personal(StrEnum):
    """What kind of data."""

    REGISTER = "rijksregisternummer"
    EMAIL = "e-mailadres"
    PHONE = "telefoonnummer"
    ACCOUNT = "rekeningnummer"
    ADDRESS = "adres"
    BIRTH = "geboortedatum"


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a question holds data of a person."""

    kinds: tuple[Personal, ...]
    start: int
    end: int
    named: bool = False  # begins with the name


def kinds(text: str) -> tuple[Personal, ...]:
    """The kinds of personal data in a text, each once; () where there are none."""
    return tuple(dict.fromkeys(kind for trace in traces(text) for kind in trace.kinds))


def without(text: str) -> str:
    """The text without what `traces` finds: a name becomes 'iemand', the rest is left out."""
    parts, at = [], 0
    for trace in traces(text):
        before = text[at : trace.start]
        parts += [before, phrases.SOMEBODY if trace.named and not _already_said(before) else " "]
        at = trace.end
    return _tidy(identifiers.GREETING.sub("", "".join([*parts, text[at:]]))) if at else text


def traces(text: str) -> tuple[Trace, ...]:
    """Every place with personal data, in order; neighbours are one, and a name beside them belongs to them."""
    found: list[Trace] = []
    if not _MAY_HOLD.search(text):
        return ()
    for trace in sorted(_found(text), key=lambda one: (one.start, -one.end)):
        whole = _with_owner(trace, text)
        if found and (whole.start <= found[-1].end or _joined(text[found[-1].end : whole.start])):
            found[-1] = _merged(found[-1], whole)
        else:
            found.append(whole)
    return tuple(found)


def _found(text: str) -> list[Trace]:
    """Each by itself; what is read as one kind is not read as another as well."""
    found: list[Trace] = []
    numbers = identifiers.BELGIAN_ACCOUNT.sub(lambda account: "-" * len(account[0]), text)  # a piece of one is nothing
    for kind, spans in (
        (Personal.EMAIL, _emails(text)),
        (Personal.ACCOUNT, _accounts(text)),
        (Personal.REGISTER, _registers(numbers)),
        (Personal.PHONE, _phones(numbers)),
        (Personal.ADDRESS, _addresses(text)),
        (Personal.BIRTH, _births(text)),
    ):
        for start, end in spans:
            if all(end <= one.start or one.end <= start for one in found):
                found.append(Trace((kind,), start, end))
    return found


def _emails(text: str) -> Iterator[tuple[int, int]]:
    for hit in identifiers.EMAIL.finditer(text):
        if not identifiers.DESKS.match(re.split(r" ?[@(\[]", hit[0])[0]):
            yield hit.span()


def _accounts(text: str) -> Iterator[tuple[int, int]]:
    """By their check digits; a mistyped Belgian one where it is called an account."""
    for hit in identifiers.ACCOUNT.finditer(text):
        ends = [m.end() for m in re.finditer(r"[A-Z0-9]+", hit[0], re.IGNORECASE)]
        whole = next((end for end in reversed(ends) if iban.is_valid(hit[0][:end], check_country=False)), 0)
        belgian = identifiers.BELGIAN_ACCOUNT.match(hit[0])
        if whole:
            yield hit.start(), hit.start() + whole
        elif belgian and identifiers.ACCOUNT_NAMED.search(text[: hit.start()][-_NEAR:]):
            yield hit.start(), hit.start() + belgian.end()


def _registers(text: str) -> Iterator[tuple[int, int]]:
    """By their check digits (also of the bisregister); a mistyped one where it is called or written as one."""
    for hit in identifiers.REGISTER.finditer(text):
        digits = re.sub(r"\D", "", hit[0])
        said = identifiers.REGISTER_NAMED.search(text[: hit.start()][-_NEAR:])
        if said or identifiers.REGISTER_WRITTEN.fullmatch(hit[0]) or nn.is_valid(digits) or bis.is_valid(digits):
            yield hit.span()


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for hit in identifiers.PHONE.finditer(text):
        company = re.fullmatch(r"0\d{3}\.\d{3}\.\d{3}", hit[0]) and vat.is_valid(hit[0])
        if not company:
            yield hit.span()
    for hit in identifiers.PHONE_CLOSED.finditer(text):
        if identifiers.PHONE_NAMED.search(text[: hit.start()][-_NEAR:]):
            yield hit.span()


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """A house number in a street, where somebody's name stands in front of it or somebody lives there."""
    for hit in identifiers.STREET.finditer(text):
        before = text[max(0, hit.start() - _NEAR) : hit.start()]
        lived_in = identifiers.LIVES_THERE.search(before) and identifiers.ONE_PERSON.search(before)
        beside = re.search(rf"(?:{identifiers.ONE_PERSON.pattern})[ ,(]{{1,3}}$", before)
        owned = _name_before(before) is not None or _name_in_front(hit[0]) or _name_behind(text[hit.end() :])
        if lived_in or beside or owned:
            yield hit.span()
    for hit in identifiers.TYPED_STREET.finditer(text):  # nobody types capitals in a hurry
        before = text[max(0, hit.start() - _NEAR) : hit.start()]
        if identifiers.ONE_PERSON.search(before) or _name_before(before) is not None:
            yield hit.span()


def _births(text: str) -> Iterator[tuple[int, int]]:
    for hit in identifiers.BIRTH.finditer(text):
        before = text[max(0, hit.start() - _NEAR) : hit.start()]
        if hit["said"] or _name_before(before) is not None or identifiers.ONE_PERSON.search(before[-40:]):
            yield hit.span()


def _with_owner(trace: Trace, text: str) -> Trace:
    """With the name in front of it or in brackets behind it, and with what only leads up to it."""
    offset = max(0, trace.start - _NEAR)
    before, after = text[offset : trace.start], text[trace.end :]
    end = trace.end + _name_behind(after)
    if (at := _name_before(before)) is not None:
        end += text[end : end + 1] == ")" and text.count("(", offset + at, end) > text.count(")", offset + at, end)
        return replace(trace, start=offset + at, end=end, named=True)
    place = identifiers.PLACE.search(before) if trace.kinds == (Personal.ADDRESS,) else None
    lead = identifiers.NOUN.search(before) or place
    number_alone = trace.kinds == (Personal.REGISTER,) and not lead and before and re.match(r" \w", after)
    named = bool(number_alone) or _name_in_front(text[trace.start : trace.end])  # that number is the person
    return replace(trace, start=offset + lead.start() if lead else trace.start, end=end, named=named)


def _name_before(before: str) -> int | None:
    """Where a name begins that ends right in front of a number or an address; None where there is none."""
    for hit in _OWNER.finditer(before):
        name = hit["name"] or hit["typed"]
        if (skipped := _somebody(name)) is not None:
            return hit.start() + skipped
    return None


def _somebody(name: str) -> int | None:
    """How many characters in front belong to the sentence and not to the name; None where it is nobody's name."""
    titled = re.match(identifiers.TITLE, name)
    tokens = [(m.start(), folded_once(m[0])) for m in re.finditer(r"\S+", name[titled.end() :] if titled else name)]
    while tokens and not titled and tokens[0][1] in identifiers.STARTERS:
        tokens = tokens[1:]
    words = [word for _, word in tokens if word not in identifiers.PARTICLES]
    common = name.islower() and any(word in identifiers.FUNCTION_WORDS for word in words)
    if common or len(words) < (1 if titled else 2) or any(identifiers.ORGANISATIONS.match(word) for word in words):
        return None
    return 0 if titled else tokens[0][0]


def _name_in_front(address: str) -> bool:
    """'Jan Peeters Kerkstraat 12', without a comma."""
    head = re.match(rf"(?P<name>{identifiers.NAME}) (?=[A-ZÀ-Þ])", address)
    return bool(
        head and folded_once(head["name"]).split()[-1] not in identifiers.PARTICLES and _somebody(head["name"]) == 0
    )


def _name_behind(after: str) -> int:
    """The length of ' (Jan Peeters)' where that is what follows."""
    hit = re.match(rf" ?\((?:van )?(?P<name>{identifiers.NAME})\)", after)
    return hit.end() if hit and _somebody(hit["name"]) == 0 else 0


def _joined(between: str) -> bool:
    return re.fullmatch(identifiers.BETWEEN, between, re.IGNORECASE) is not None


def _merged(one: Trace, other: Trace) -> Trace:
    kinds = tuple(dict.fromkeys(one.kinds + other.kinds))
    return Trace(kinds, min(one.start, other.start), max(one.end, other.end), one.named or other.named)


def _already_said(before: str) -> bool:
    """'mijn cliënt' in front of a name: then the name need not become 'iemand'."""
    return re.search(rf"\b{identifiers.PERSON}[ ,(:]*$", before, re.IGNORECASE) is not None


def _tidy(text: str) -> str:
    """No brackets around nothing, no stray commas, one space."""
    text = re.sub(r"\s+", " ", re.sub(r"\([\s,;:-]*\)", " ", text)).strip()
    text = re.sub(rf"(\b{phrases.SOMEBODY}) ?[,)](?= \w)", r"\1", text)
    text = re.sub(r" +([,.;:?!)])", r"\1", text)
    text = re.sub(r"[,;:(]+(?=[,.;:?!])|\((?=\s|$)|(?<=[?!.])[.,;:]+|(?<=\s)\)", "", text)
    text = re.sub(r"(?:,? \b(?:met|via|op|naar|aan|te|in|van))+(?=[?.!,]|$)", "", text)
    text = re.sub(r"^(?:ik|hij|zij|ze), ", "", text, flags=re.IGNORECASE)  # what is left of "ik woon in ..."
    text = re.sub(r"(?<=[?!.])(?: \w+){1,2}[ .!]*$", "", text)  # "Mail mij" is no question
    return phrases.capital(re.sub(r"\s+", " ", text).strip().lstrip(" ,.;:)").rstrip(" ,;:("))
