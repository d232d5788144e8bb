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
_PARTS = re.compile(r"\b(?:van|voor|in|op|bij|aan|naar|met|uit|door)\b|,")  # of a theme
_ALSO = re.compile(r"\b(?:ook|buiten)\b.*$")  # 'X, ook buiten de stad'
_NO_PLACE = re.compile(r"\bgeen (?:plaats|nood|behoefte|voorstander)\w* (?:voor|aan|van) (?:[\w-]+ ){0,2}$")
_BETWEEN = 12  # characters that may stand between two words of a theme
_SLOT = r"(?:(?!(?:voor|van|bij|over|met|door|naar|aan|op|in|tot|om|uit|die|dat|waar\w*|en|of|dan|als)\b)[\w'’%,-]+\s+)"
_HOW = (
    r"(?:maximaal|sterk|volop|extra|meer|blijvend|verder|eerst|vooral|ook|nog|nu|prioritair|actief|structureel|jaarlijks|"
    r"elke?|jaar|te)"
)
_PART_OF = r"(?:(?:aan)?bouw|aanbod|aanleg|aantal|uitbouw|uitbreiding|invoering|oprichting|recht|bestaan|werking)"
_DIRECT = re.compile(  # from a word of more or less to its object
    rf"\s+(?:{_HOW}\s+)*(?:(?:streven|komen|kiezen|zorgen|gaan|werken)\s+)?"
    r"(?:(?:van|voor|tegen|in|op|naar|aan|om|tot|achter|werk van)\s+)?"
    rf"(?:(?:het|de|een)\s+{_PART_OF}\s+(?:van|aan|op)\s+)?['‘“]?{_SLOT}{{0,4}}['‘“]?"
)
_FILLER = frozenset(
    "is zijn blijft blijven moet moeten mag mogen dient dienen wordt worden niet weer terug meteen volledig "
    "geleidelijk verder maximaal er te een zeer heel erg geen daarvoor daarbij in onze elke gemeente voor ons".split()
)  # what may stand between a theme and what is said of it
_JUDGED = re.compile(
    rf"(?:{_LESS}|belangrijk|crucia|essentie|noodzak|onmisba|nodig|plaats|behoud|versterk|uitbreid|uitgebreid|"
    r"invoer|ingevoerd|gestimuleerd|bevorder|gegarandeerd|garander|gewaarborgd|veranker)"
)
_WANTS_MORE = re.compile(r"\b(?:meer|extra|voldoende|genoeg|streven|werk van|kiezen voor)\b")
_WEAK = re.compile(
    r"belangrijk|crucia|essentie|noodzak|nodig|onmisba|achter|groei|(?:laat|zie|neem|geef|ken|sta|werk|blijf)$"
)
_BESIDE = re.compile(
    r"(?<!^)\b(?:van|voor|bij|over|met|door|naar|aan|op|in|uit)\s+(?:[\w-]+\s+){0,2}$"
)  # the theme goes with another thing
_WINDOW = 90  # characters around the theme in which a word is about it
_SMALL = frozenset(
    "de het een en of in op aan van bij met te is er om ook dat die dit zo als uit wie zich onze ons hun haar over "
    "organisatie grote groot grootste voor tegen "
    "deze geen niet meer minder alle door naar zijn hebben wordt worden volgens moet".split()
)


def stance(text: str, theme: str) -> Stance | None:
    """The side that a text takes; None where it takes none, takes both, or does not speak of the theme."""
    asked = _sign(plain(theme), _stems(theme)) or 1  # 'de afschaffing van X': who is against X is for that
    signs = [_sign(clause, _stems(theme)) for clause in _CLAUSE.split(plain(text))]
    total = asked * sum(signs)
    return Stance.FOR if total > 0 else Stance.AGAINST if total < 0 else None


def firm_side(text: str, theme: str) -> Stance | None:
    """The side that a clause plainly takes on this very theme: all its words are there, and a word of more or less is
    about them and not about what goes with them ('verhoog de prijs van X' is neither for X nor against it).
    """
    first, *others = [
        own for part in _PARTS.split(_ALSO.sub("", plain(theme))) if (own := _stems(part, shortest=2))
    ] or [[]]
    clauses = (
        c for c in _CLAUSE.split(plain(text)) if all(re.search(rf"\b{_form(s)}", c) for own in others for s in own)
    )
    places = ((clause, _whole(clause, first)) for clause in clauses)
    signs = {_aim(clause, *at) for clause, at in places if at} - {0}
    return None if len(signs) != 1 else Stance.FOR if 1 in signs else Stance.AGAINST


def holds_theme(text: str, theme: str) -> bool:
    """Do all words of a theme stand in one clause of a text?"""
    stems = _stems(theme, shortest=2)
    return any(all(re.search(rf"\b{_form(stem)}", c) for stem in stems) for c in _CLAUSE.split(plain(text)))


def _whole(clause: str, stems: list[str]) -> tuple[int, int] | None:
    """Where every one of these words stands, hardly anything between them; no longer word that only holds one."""
    there = [hit for stem in stems if (hit := re.search(rf"\b{_form(stem)}\w{{0,3}}\b", clause))]
    if not there or len(there) < len(stems):
        return None
    start, end = min(hit.start() for hit in there), max(hit.end() for hit in there)
    return (start, end) if end - start <= sum(len(hit[0]) for hit in there) + _BETWEEN * (len(there) - 1) else None


def _form(stem: str) -> str:
    """A pattern of a word and its inflections: 'sociaal' and 'sociale', 'huis' and 'huizen'."""
    bare = re.sub(r"(aa|ee|oo|uu)(?=[bdfgklmnprstvz]$)", lambda two: f"{two[1][0]}{{1,2}}", re.escape(stem))
    return re.sub(r"[sz]$", "[sz]", re.sub(r"[fv]$", "[fv]", bare))


def _aim(clause: str, start: int, end: int) -> int:
    """1: more of what stands here, -1: less of it, 0: that is not what the clause is about."""
    if _NO.search(clause[:start]) or _NO_PLACE.search(clause[:start]):
        return -1
    said, turned = _said_behind(clause[end:])
    if said and not _BESIDE.search(clause[:start]):
        return -1 if (bool(re.match(_LESS, said)) + turned) % 2 else 1
    chain = _chain(clause, start)
    if chain and _BESIDE.search(clause[: chain[-1].start()]):
        return 0  # 'samen met de afschaffing van X …'
    less = sum(bool(mark["less"]) for mark in chain)
    refused = bool(chain) and re.search(rf"(?:{_NOT})\W*$", clause[: chain[-1].start()]) is not None
    return 0 if not chain else -1 if (less + turned + refused) % 2 else 1


def _said_behind(rest: str) -> tuple[str, int]:
    """What a clause goes on to say of its theme, that it has to stay, grow or go ("" if not), and how often 'niet'."""
    rest = re.sub(r"^, [^,]{1,60},(?= )", "", rest)
    words = rest.split() if rest[:1].isspace() else []
    at = next((i for i, word in enumerate(words) if word not in _FILLER), len(words))
    turned = sum(word in ("niet", "geen") for word in words[:at])
    said = " ".join(words[at:])
    return (said if _JUDGED.match(said) else ""), turned


def _chain(clause: str, start: int) -> list[re.Match[str]]:
    """The words of more or less in front of a theme whose object is the theme, or the next such word: nearest first."""
    found: list[re.Match[str]] = []
    marks = [mark for mark in _MARK.finditer(clause) if mark.end() <= start and not mark["flip"]]
    for mark in reversed(marks):
        between = clause[mark.end() : start]
        if not _DIRECT.fullmatch(between) or _idle(mark, between, clause):
            break
        found.append(mark)
        start = mark.start()
    return found


def _idle(mark: re.Match[str], between: str, clause: str) -> bool:
    """A word that takes a side only with others: 'moet', 'belangrijke', 'laat', or a 'tegen' that nobody is."""
    if mark[0] in _MODAL:
        return _WANTS_MORE.search(between) is None
    tegen = mark[0] == "tegen" and not re.search(r"\b(?:is|zijn|ben|blijven) $", clause[: mark.start()])
    return tegen or _WEAK.match(mark[0]) is not None


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


def _stems(theme: str, shortest: int = 4) -> list[str]:
    """The words of a theme that carry it, without their endings and without those that take a side."""
    words = re.findall(rf"[\w-]{{{shortest},}}", plain(theme))
    own = [w for w in words if w not in _SMALL and not _MARK.fullmatch(w)]
    return [re.sub(r"(?:en|e|s)$", "", w) if len(w) > 5 else w for w in own]
