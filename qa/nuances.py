"""The small words that decide what a sentence claims: negation, wish, possibility, tense, limits, who says it.

Pure words. It compares two texts; it does not know which of them is the source.
"""

import re
from enum import StrEnum

from qa.plain import plain


class Nuance(StrEnum):
    NEGATION = "ontkenning"
    WISH = "wens of plicht"
    CONDITIONAL = "voorwaardelijk"
    POSSIBLE = "mogelijkheid"
    FUTURE = "toekomst"
    PAST = "verleden"


NEGATION = re.compile(
    r"\b(?:niet|geen|nooit|noch|nergens|niemand|niets|zonder|evenmin|nauwelijks|amper|onvoldoende|weiger\w*|neen?)\b"
)
_MARKS = {
    Nuance.NEGATION: NEGATION,
    Nuance.WISH: re.compile(
        r"\b(?:moet(?:en)?|moest(?:en)?|dien(?:t|en)|hoor(?:t|en)|behoor(?:t|en)|vra(?:ag|agt|gen)|vroeg(?:en)?|gevraagd|"
        r"ple(?:it|iten)|bepleit\w*|wil|wilt|willen|wens(?:t|en)?|eis(?:t|en)?|verwacht(?:en)?|streef\w*|streven|beoog\w*|"
        r"hoop\w*|hopen|beve(?:elt|len) .{0,60}\baan|aanbev\w+|roep(?:t|en)? .{0,80}\bop|oproep\w*|stel(?:t|len)? .{0,80}\bvoor|"
        r"voor te stellen|voorstel\w*|voorgesteld|nodig|nood|noodza\w*|verplicht\w*|laat ons|laten we)\b"
    ),
    Nuance.CONDITIONAL: re.compile(r"\b(?:zou|zouden)\b"),
    Nuance.POSSIBLE: re.compile(r"\b(?:kan|kunnen|kon|konden|mag|mogen|mogelijk\w*|eventueel|wellicht|misschien)\b"),
    Nuance.FUTURE: re.compile(r"\b(?:zal|zullen|gepland\w*|voornemens?|van plan|plant|plannen)\b"),
    Nuance.PAST: re.compile(r"\b(?:was|waren|werd|werden|had|hadden|vroeger|voorheen|destijds|indertijd)\b"),
}
# Leaving one of these out says more than the source does.
_LIMITS = re.compile(
    r"\b(?:alleen|enkel|slechts|louter|uitsluitend|minstens|minimaal|minimum|maximaal|maximum|hoogstens|tot|vanaf|ongeveer|circa|"
    r"ca|bijna|ruim|zowat|naar schatting|gemiddeld\w*|vooral|vaak|soms|meestal|doorgaans|sommige|enkele|een deel|deels|"
    r"gedeeltelijk|indien|tenzij|mits|behalve|zolang|voor zover|zodra|tijdelijk|voorlopig|in principe|minder|meer dan|onder meer|"
    r"onder andere|bijvoorbeeld|bv|schijnbaar|blijkbaar|vermoedelijk|waarschijnlijk)\b|(?:^|[,;] )als\b"
)
# Putting one of these in does too.
_WIDER = re.compile(
    r"\b(?:all(?:e|es|emaal)|elke?|iedere?|iedereen|altijd|overal|steeds|volledig|geheel|helemaal|zeker|meer|minder|hoger|lager|"
    r"groter|kleiner|beter|slechter|beste|slechtste|grootste|kleinste|hoogste|laagste|meeste|minste|eerste|laatste|enige|dubbel|"
    r"reeds|al|nog|nu|momenteel|vandaag|opnieuw|allereerst|vooral|alleen|enkel|uitsluitend|zeer|heel|erg)\b"
)
# Who says it within a source: left out, his opinion becomes the source's.
_REPORTED = re.compile(
    r"\b(?:volgens|aldus|bewe(?:ert|ren)|me(?:ent|nen)|vind(?:t|en)|acht(?:en)?|(?:zegt|zeggen|stelt|stellen|schrijft|vreest|vrezen|"
    r"denkt|denken|gelooft|meldt) (?:dat|te)|naar verluidt|zogezegd|zogenaamd\w*|vermeende)\b"
)


def nuances(text: str) -> frozenset[Nuance]:
    folded = plain(text)
    return frozenset(nuance for nuance, marks in _MARKS.items() if marks.search(folded))


def denials(text: str) -> int:
    """How often something is denied."""
    return len(NEGATION.findall(plain(text)))


def limits(text: str) -> frozenset[str]:
    """The words with which a source limits what it claims."""
    return frozenset(hit[0].strip(",; ") for hit in _LIMITS.finditer(plain(text)))


def widenings(text: str) -> frozenset[str]:
    """The words that make a claim wider or stronger."""
    return frozenset(hit[0] for hit in _WIDER.finditer(plain(text)))


def reports(text: str) -> bool:
    """Does a text give what somebody else says?"""
    return _REPORTED.search(plain(text)) is not None
