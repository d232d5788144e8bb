"""Recognises who published a document, and says how that publisher is called.

A name counts only where it stands as a publisher's: on a line of its own at the head, behind "een uitgave van" or ©, or
in "memorandum van …". A text that only talks about an organisation is not by it. Persons are no publishers.
"""

import re
from collections.abc import Sequence

SHORT = 12  # words: a line of a letterhead, not of running text

_NAME = r"[A-ZÀ-ÝŒ][\w’'&.-]*"
_LINKS = r"(?:van|de|het|der|voor|en|&|ter|ten|te|in|’s|'s|aan|op)"
_BODIES = (  # what may begin with a small letter inside a line
    "gemeente gemeentebestuur stad stadsbestuur provincie departement agentschap ministerie kabinet hogeschool "
    "universiteit vereniging federatie koepel verbond steunpunt zorgraad welzijnsvereniging eerstelijnszone"
).split()
_FLEMISH = "(?:[Rr]egering|[Oo]verheid|[Pp]arlement|Raad|Vereniging|Welzijnsverbond|Netwerk|Ouderenraad|ABVV)"
_BODY = rf"(?:OCMW|FOD|POD|Vlaamse? {_FLEMISH}|{'|'.join(f'[{b[0].upper()}{b[0]}]{b[1:]}' for b in _BODIES)})"
_KNOWN = (
    "VVSG|ABVV|ACV|ACLVB|SERV|VLOR|Vlor|VDAB|Unizo|UNIZO|Voka|VOKA|Rekenhof|Statbel|Caritas Vlaanderen|Welzijnszorg|"
    "Kind en Gezin|Opgroeien|Zorgnet-Icuro|Netwerk tegen Armoede|Koning Boudewijnstichting|Europese Commissie|SAM vzw|"
    "Europese Unie|SAAMO"
)
_ORGANISATION = (
    rf"(?:{_BODY}(?: +(?:{_LINKS} +)*{_NAME}){{0,7}}|(?:{_KNOWN})\b|{_NAME}(?: {_NAME}){{0,4}} (?:vzw|VZW))"
    r"(?: \([A-Z][\w-]+\))?"
)
_ARTICLE = "(?:(?:[Dd]e|[Hh]et) )?"
_ALONE = re.compile(rf"^{_ARTICLE}({_ORGANISATION})(?=$| ?[|•·–—-] | ?,)")
_SIGNED = re.compile(
    r"^(?:(?:[Vv]erantwoordelijke )?[Uu]itgever|[Aa]uteurs?|[Oo]rganisatie|[Oo]pgesteld door|[Ee]en uitgave van)"
    rf"\s*:?\s+{_ARTICLE}({_ORGANISATION})"
)
_COPYRIGHT = re.compile(rf"(?:©|\(c\)|[Cc]opyright)\s*(?:\d{{4}}\s*)?(?:[-–]\s*)?{_ARTICLE}({_ORGANISATION})")
_PAPERS = (
    "memorandum advies standpunt reactie voorstellen jaarverslag activiteitenverslag beleidsplan meerjarenplan besluit "
    "beslissing aanbevelingen visienota nota prioriteiten"
).split()
_OF = re.compile(rf"\b(?i:{'|'.join(_PAPERS)}) van {_ARTICLE}({_ORGANISATION})")
_ORGANISED = re.compile(  # what the name of a person does not have
    rf"{_BODY}|{_KNOWN}|vzw|Vlaanderen|Vlaams|Belgi|[Vv]erbond|[Bb]ond\b|[Oo]verheid|[Rr]aad\b|[Ff]onds|[Ii]nstituut|"
    r"[Ss]tichting|[Cc]entrum|[Nn]etwerk|[Pp]latform|[Dd]ienst|[Zz]iekenhuis|[Mm]utualiteit|\b[A-Z]{3,}\b|"
    r"\.(?:be|eu|vlaanderen|org)\b"
)
_NEUTER = re.compile(
    r"(?:OCMW|Departement|Agentschap|Ministerie|Kabinet|Steunpunt|Verbond|Netwerk|Gemeentebestuur|Stadsbestuur|"
    r"Vlaams (?:Parlement|ABVV|Welzijns|Netwerk))"
)
_COMMON = re.compile(
    r"(?:FOD|POD|VVSG|SERV|VLOR|Vlor|VDAB|Vlaamse|Vereniging|Federatie|Koepel|Hogeschool|Universiteit|Zorgraad|Koning|"
    r"Europese)\b"
)
_PLACES = re.compile(r"(?:Gemeente|Stad|Provincie)(?=bestuur|sbestuur| )")


def find_publisher(found: str, title: str, head: Sequence[str]) -> str:
    """The publisher of a document by its title and first lines, else by what its file says; "" without a sign."""
    for line in head:
        if (signed := _SIGNED.search(line) or _COPYRIGHT.search(line)) and _is_name(signed[1]):
            return _proper(signed[1])
    for line in (title, *head):
        short = len(line.split()) <= SHORT
        alone = _ALONE.match(line) if short and line[-1:] not in tuple(".:;?!") else None
        signed = alone or (_OF.search(line) if short or line == title else None)
        if signed and _is_name(signed[1]):
            return _proper(signed[1])
    name = " ".join(found.split())
    return name if _ORGANISED.search(name) and "@" not in name and len(name) <= 100 else ""


def _is_name(found: str) -> bool:
    """ "Besluit van de gemeente" does not say which one."""
    return found.strip(" .,-").lower() not in {*_BODIES, "ocmw", "fod", "pod"}


def _proper(name: str) -> str:
    return (name[:1].upper() + name[1:]).rstrip(" .,-")


def spoken(publisher: str) -> str:
    """The name of a publisher as it reads in the middle of a sentence."""
    name = re.sub(r" \([^)]*\)$", "", publisher)
    if _NEUTER.match(name):
        return f"het {name}"
    if _PLACES.match(name):
        return f"de {name[0].lower()}{name[1:]}"
    return f"de {name}" if _COMMON.match(name) else name


def aliases_of(publisher: str) -> tuple[str, ...]:
    """How people may call a publisher: by the name, by the acronym in brackets, "OCMW Gent" also as "OCMW van Gent"."""
    acronym = re.search(r" \(([^)]+)\)$", publisher)
    name = publisher[: acronym.start()] if acronym else publisher
    names = [name, acronym[1] if acronym else ""]
    if body := re.match(r"(OCMW|Stad|Gemeente|Provincie) (?:van )?(.+)", name):
        names += [f"{body[1]} {body[2]}", f"{body[1]} van {body[2]}"]
    return tuple(dict.fromkeys(name.lower() for name in names if name))
