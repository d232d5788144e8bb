"""Splits Dutch compounds into words that are known; it does not know where the knowledge comes from."""

import re
from collections.abc import Callable, Iterator

Known = Callable[[str], bool]

_SHORTEST = 4
_SHORT_PARTS = frozenset("bos bus dak job kas les wet zon".split())

# Known as words, but at the start of a longer word they are prefixes, at its end suffixes.
_VERBAL = re.compile(r"(?:ver|be|ge|ont|her)[a-z]{1,2}")  # verst+erken, best+uren: no parts but prefixes
_NOT_VERBAL = frozenset("beeld berg beurs bewijs gebed geld gevel gezin verf".split())
_TAKES_S = ("ing", "heid", "teit", "schap")  # ondersteuning+s+nood, never ondersteuning+snood

_PREFIXES = frozenset(
    """
    aaneen achter boven binnen buiten door gelijk goed langs maat mede mis neder neven onder open over rond
    samen tegen terug tussen vast verder voor voort voorop vooruit waar weder weer wederom daar hier zelf
    groot hoog laag vrij veel neer ineen uiteen tevoren teleur thuis toen even alle alge meer vers vert verst
    verge best beste besta gesp pers peri prak prakt regis rege signa combi conto kali kwali opens overs inbed
    wegge split oplos gemeens partners ogen tegel smal ster kant want betrok bijvoor bijzon aanvul aangesp
    toepas matt ondernemers agents leegs vols voors aanspree grootst meren oplei trans strek gelei
    """.split()
)
_SUFFIXES = frozenset(
    """
    achtig baar bare dommen echte heden heid houden lijk lijke ling lingen loos loze loosheid matig matige
    naam namen nemen nemer nemers nissen rijk rijke rijker schap schappelijk schappen schapen staan staande
    stellen tallen tocht vallen vol volle volging waarts weer wege zaam zame zijds zijn
    end ende enden ingen eren teit teiten iteit atie aties isme ding dingen sing ring ringen seur sten eden edel
    ijke oren onen odes uren chap chappen chatten aars eens lende mende erend erende lere kere tellen tellingen
    trekt raagt rouw rouwen erken alen natie neren leren tijk ijken taan taande rekken roken lozen dere leken
    makke lijken appen assen tijgen mene meen talige kundige goed staan vaten kenen lichting teitsvol
    """.split()
)


def split_compound(word: str, known: Known) -> tuple[str, ...]:
    """The parts of a compound, or () when it is none: split_compound("wachtlijst") = ("wacht", "lijst").

    Of all ways to cut it, the one with the fewest parts and of these the one whose shortest part is longest.
    Linking s, e and en fall away: welzijn(s)organisatie, zon(ne)paneel stays whole.
    """
    if not word.isalpha():
        return ()
    ways = list(_ways(word, known, depth=3))
    if not ways:
        return ()
    return min(ways, key=lambda parts: (len(parts), -min(map(len, parts))))


def _ways(word: str, known: Known, depth: int) -> Iterator[tuple[str, ...]]:
    for cut in range(3, len(word) - 2):
        head = _head(word[:cut], known)
        if head is None:
            continue
        tail = word[cut:]
        if tail.startswith("s") and word[:cut].endswith(_TAKES_S) and _is_part(tail[1:], known):
            continue
        if _is_part(tail, known) and tail not in _SUFFIXES:
            yield head, tail
        elif depth > 1:
            yield from ((head, *rest) for rest in _ways(tail, known, depth - 1))


def _head(text: str, known: Known) -> str | None:
    """The word that `text` is at the start of a compound, or None."""
    if text in _PREFIXES:
        return None
    for ending in ("", "s", "en", "e"):
        bare = text.removesuffix(ending)
        if text.endswith(ending) and _is_part(bare, known) and bare not in _PREFIXES:
            return bare
    return None


def _is_part(text: str, known: Known) -> bool:
    if text in _SHORT_PARTS or text in _NOT_VERBAL:
        return True
    return len(text) >= _SHORTEST and not _VERBAL.fullmatch(text) and known(text)
