"""Reads which side a text takes towards a theme: for it, against it, or neither.

Pure words, no model: what calls for more of the theme or for less of it, turned round by every negation and by every
'less' before it ('stop de afbouw van X' is for X). It does not know who speaks or what was asked.
"""

import re
from enum import StrEnum

from qa.plain import plain


class Stance(StrEnum):
    FOR = "voor"
    AGAINST = "tegen"


_LESS = (
    r"\b(?:verzet\w*|kant|kanten|keer|keert|keren|protest\w*|pleit|pleiten|strijd\w*)\b(?: [\w-]+){0,4}? tegen\b|"
    r"\bschaf(?:t|fen)?\b|\bafschaf\w*|\bafgeschaft\w*|\baf te schaffen\b|"
    r"\bstop(?:t|pen|zet\w*)?\b|\bgestopt\b|\bstop te zetten\b|"
    r"\btegen(?:stander\w*|gaan|gegaan|kant\w*)?\b(?! (?:eind |begin )?(?:19|20)\d\d)|\btegen te gaan\b|"
    r"\bweiger\w*|\bverwerp\w*|\bverworpen\b|\bschrap\w*|\bgeschrapt\b|"
    r"\bafbouw\w*|\bafgebouwd\b|\baf te bouwen\b|\bbouw(?:t|en)?\b(?=.*\baf\b)|"
    r"\bterug(?:dringen|gedrongen)\b|\bterug te (?:worden )?(?:dringen|gedrongen)\b|\bdringt? .*\bterug\b|"
    r"\bverbied\w*|\bverbod\w*|\bverboden\b|\bvermijd\w*|\bvermeden\b|\bvoorkom\w*|\bbestrijd\w*|\bbestreden\b|"
    r"\buitdoof\w*|\buit te doven\b|\bonaanvaardbaar\b|\bnefast\w*|\binhumaan\b|\bzinlo(?:os|ze)\b|\bschend\w*|"
    r"\bongewenst\b|\bonwenselijk\b|\bneen? aan\b|\bweg met\b|\bhekel\w*|\bveroordeel\w*|"
    r"\b(?:taks|heffing|belasting|boetes?) (?:op|voor)\b"
)
_MORE = (
    r"\bvoorstander\w*|\bple(?:it|iten)\b|\bbepleit\w*|\bsteun(?:t|en)?\b|\bondersteun\w*|\bbehoud\w*|\bversterk\w*|"
    r"\binvoer\w*|\bingevoerd\b|\bin te voeren\b|\bvoer(?:t|en)?\b(?=.*\bin\b)|\binvest(?:eer|er)\w*|"
    r"\bstimul(?:eer|er)\w*|\bbevorder\w*|\bverho(?:og|gen)\w*|\buitbreid\w*|\buitgebreid\b|\buit te breiden\b|"
    r"\bbreidt? .*\buit\b|\bgarande(?:er|ren)\w*|\bwaarborg\w*|\bveranker\w*|\bmaa?k(?:t|en)? werk\b|"
    r"\bzet(?:ten)? (?:.* )?in\b|\binzet(?:ten)?\b|"
    r"\bin te zetten\b|\borganise(?:er|ren)\w*|\bvoorzie\w*|\bcree(?:er|ren)\w*|"
    r"\bherstel\w*|\bverdedig\w*|\bachter\b|\bschaart?\b|\bakkoord\b|\beens met\b|\bcruciale?\b|\bcruciaal\b|"
    r"\bnoodzak\w*|\bnodig\b|\bnood aan\b|\bbelangrijk\w*|\bessentie\w*|\bonmisba\w*|"
    r"\bwil(?:len)?\b|\bvra(?:ag|agt|gen)\b|"
    r"\bmoet(?:en)?\b|\bdien(?:t|en)\b|\bgroei\w*|\bzorgt? voor\b|\bgelove?n? in\b|"
    r"^(?:realiseer|geef|erken|neem|bied|lever|maak|ken|richt|trek|vergroot|ontwikkel|stel|werk|blijf|laat|zie|sta)\b"
)
_NOT = (
    r"\bniet\b(?! (?:alleen|enkel|slechts|zomaar|voldoende|genoeg))|\b(?:nooit|noch|evenmin)\b|"
    r"\bgeen (?=plaats|voorstander|zin|goed|nood)"
)
_MARK = re.compile(rf"(?P<less>{_LESS})|(?P<flip>{_NOT})|(?P<more>{_MORE})")
_MODAL = frozenset("moet moeten dient dienen wil willen vraagt vragen".split())  # it is the next word that takes sides
_MAY = re.compile(r"\b(?:mag|mogen|kan|kunnen|hoort|horen|hoeft|hoeven|plaats)\b")  # what 'niet' turns into a no
_NO = re.compile(r"(?:^|\b(?:willen?|wil|moet|mag|mogen|we|wij) )geen (?:[\w-]+ ){0,2}$")  # right before the theme
_CLAUSE = re.compile(rf"[.;:!?]\s|,? (?:maar|want|omdat|terwijl|hoewel) |, (?={_LESS}|{_MORE})")
_WINDOW = 90  # characters around the theme in which a word is about it
_SMALL = frozenset(
    "over voor tegen deze geen niet meer minder alle door naar zijn hebben wordt worden volgens moet".split()
)


def stance(text: str, theme: str) -> Stance | None:
    """The side that a text takes; None where it takes none, takes both, or does not speak of the theme."""
    asked = _sign(plain(theme), _stems(theme)) or 1  # 'de afschaffing van X': who is against X is for that
    signs = [_sign(clause, _stems(theme)) for clause in _CLAUSE.split(plain(text))]
    total = asked * sum(signs)
    return Stance.FOR if total > 0 else Stance.AGAINST if total < 0 else None


def sideless(theme: str) -> str:
    """A theme without the words that take a side: 'de onderhoudsplicht afschaffen' -> 'de onderhoudsplicht'."""
    return re.sub(r"\s+", " ", _MARK.sub(" ", plain(theme))).strip()


def _sign(clause: str, stems: list[str]) -> int:
    """1: more of the theme, -1: less of it, 0: no side."""
    at = _place(clause, stems)
    if at is None:
        return 0
    marks = _governing(clause, *at)
    sides = [mark for mark in marks if not mark["flip"]]
    refused = _NO.search(clause[: at[0]]) is not None
    barred = any(mark.start() < at[0] or mark[0].startswith("geen") for mark in marks) and _MAY.search(clause)
    turned = len(marks) - len(sides) + refused
    if not sides and not (refused or barred):
        return 0
    less = sum(bool(mark["less"]) for mark in sides)
    return -1 if (less + turned) % 2 else 1


def _governing(clause: str, start: int, end: int) -> list[re.Match[str]]:
    """The words about the theme: all before it, and behind it the first that takes a side, with its negations."""
    found: list[re.Match[str]] = []
    for mark in _MARK.finditer(clause):
        behind = mark.start() >= end
        if mark.end() < start - _WINDOW or mark.start() > end + _WINDOW or start <= mark.start() < end:
            continue
        found.append(mark)
        if behind and not mark["flip"] and mark[0] not in _MODAL:
            break
    return found


def _place(clause: str, stems: list[str]) -> tuple[int, int] | None:
    """Where the theme stands: its longest word, with at least half of its words beside it."""
    there = [found for stem in stems if (found := re.search(rf"[\w-]*{re.escape(stem)}\w*", clause))]
    if not there or 2 * len(there) < len(stems) or max(stems, key=len) not in clause:
        return None
    head = max(there, key=lambda found: len(found[0]))
    return head.span()


def _stems(theme: str) -> list[str]:
    """The words of a theme that carry it, without their endings and without those that take a side."""
    words = re.findall(r"[\w-]{4,}", plain(theme))
    own = [w for w in words if w not in _SMALL and not _MARK.fullmatch(w)]
    return [re.sub(r"(?:en|e|s)$", "", w) if len(w) > 5 else w for w in own]
