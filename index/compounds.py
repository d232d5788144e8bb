"""Splits Dutch compounds into words that are known; it does not know where the knowledge comes from."""

import re
from collections.abc import Callable, Iterator

Known = Callable[[str], bool]
Lemma = Callable[[str], str]

_DEPTH = 3  # parts at the most
_SHORTEST = 4
_LONG_ENOUGH = 6  # of a verb with derivations: sturen, not haven
# Words of three letters that make many compounds; most others are endings by chance (tegemoetko+men, activitei+ten).
_SHORT_HEADS = frozenset("bad bos bus dag dak gas job kas les net top vak vis web wet zee zon".split())
_SHORT_TAILS = frozenset("bad bed bos bus cel dak job kas les lid net pad pas rol tak top vak wet zon".split())

# Known as words, but at the start of a longer word they are prefixes, at its end suffixes.
_VERBAL = re.compile(r"(?:ver|be|ge|ont|her)[a-z]{1,2}")  # verst+erken, best+uren: no parts but prefixes
_NOT_VERBAL = frozenset("beeld berg beurs bewijs gebed geld gevel gezin verf".split())
_TAKES_S = ("ing", "heid", "teit", "schap")  # ondersteuning+s+nood, never ondersteuning+snood

_PREFIXES = frozenset(
    """
    aaneen achter boven binnen buiten door gelijk goed langs maat mede mis neder neven onder open over rond
    samen tegen terug tussen vast verder voor voort voorop vooruit waar weder weer wederom daar hier zelf
    achteraf bijeen omhoog omlaag opper vooraan vooraf
    groot hoog laag vrij veel neer ineen uiteen tevoren teleur thuis toen even alle alge meer vers vert verst
    verge best beste besta gesp pers peri prak prakt regis rege signa combi conto kali kwali opens overs inbed
    wegge split oplos gemeens partners ogen tegel smal ster kant want betrok bijvoor bijzon aanvul aangesp
    toepas matt ondernemers agents leegs vols voors aanspree grootst meren oplei trans strek gelei vasts
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
    makke lijken appen assen tijgen mene meen talige kundige goed staan vaten kenen lichting teitsvol eert
    uten ariteit ment telling
    """.split()
)
# The ends of many names of towns: Middelkerke, Horebeke, Moorslede are not taken apart.
_TOWNS = frozenset(
    """
    beke berge broek burg donk gouwen hulst kerke laar lede monde mark munster muide velde voorde zeel zele
    """.split()
)

# Words that lists of words seldom hold, made of one that they do: afbouw, zorgverstrekker, sturing, meldingsplichtig.
_PARTICLE = re.compile(r"(?:aan|af|door|in|op|uit)(?=\w{4})")
_DERIVED = re.compile(r"(?:ing|ingen|er|ers|ster|sters|enden)$")
_ENDING = re.compile(r"(?:en|end|ende|enden|er|ers|ing|ingen|e)s?")
_ABLE = re.compile(r"(?:ig|ige|igen)$")


def split_compound(word: str, known: Known, lemma: Lemma = str) -> tuple[str, ...]:
    """The parts of a compound, or () when it is none: split_compound("wachtlijst") = ("wacht", "lijst").

    Of all ways to cut it, the one with the fewest parts and of these the one whose shortest part is longest.
    Linking s, e and en fall away: welzijn(s)organisatie, zon(ne)paneel stays whole. A compound is bent as its
    last part is, so where `lemma` knows the whole, a part that has another one is none: mandaten is not mand+aten.
    """
    if not word.isalpha():
        return ()
    ways = [parts for parts in _ways(word, known, _DEPTH) if _bends_alike(word, parts[-1], lemma)]
    if not ways:
        return ()
    return min(ways, key=lambda parts: (len(parts), -min(map(len, parts))))


def _ways(word: str, known: Known, depth: int) -> Iterator[tuple[str, ...]]:
    for cut in range(3, len(word) - 2):
        head = _head(word[:cut], known)
        tail = word[cut:]
        if head is None or (depth < _DEPTH and head in _SUFFIXES) or _is_ending(tail, word[cut - 1]):
            continue
        if tail.startswith("s") and word[:cut].endswith(_TAKES_S) and _is_part(tail[1:], known):
            continue
        if _is_tail(tail, known):
            yield head, tail
        elif depth > 1:
            yield from ((head, *rest) for rest in _ways(tail, known, depth - 1))


def _is_ending(tail: str, before: str) -> bool:
    """Whether a doubled consonant begins it: trek+kende is a form of trekken, no compound."""
    return tail.startswith(before) and _ENDING.fullmatch(tail[1:]) is not None


def _bends_alike(word: str, tail: str, lemma: Lemma) -> bool:
    whole = lemma(word)
    rest = whole[len(word) - len(tail) :]
    return whole.endswith(lemma(tail)) or rest[:3] == tail[:3]


def _head(text: str, known: Known) -> str | None:
    """The word that `text` is at the start of a compound, or None."""
    if text in _PREFIXES:
        return None
    for ending in ("", "s", "en", "e"):
        bare = text.removesuffix(ending)
        if text.endswith(ending) and (bare in _SHORT_HEADS or _is_part(bare, known)) and bare not in _PREFIXES:
            return bare
    return None


def _is_tail(text: str, known: Known) -> bool:
    return text in _SHORT_TAILS or (text not in _SUFFIXES and text not in _TOWNS and _is_part(text, known))


def _is_part(text: str, known: Known) -> bool:
    if text in _NOT_VERBAL:
        return True
    if len(text) < _SHORTEST or _VERBAL.fullmatch(text):
        return False
    return known(text) or _is_made_of(text, known)


def _is_made_of(text: str, known: Known) -> bool:
    """Whether it is a derivation of a word that is known."""
    verb = _DERIVED.sub("en", text)
    if verb != text and len(verb) >= _LONG_ENOUGH and known(verb):
        return True
    noun = _ABLE.sub("", text)
    if noun != text and len(noun) >= _SHORTEST and known(noun):
        return True
    particle = _PARTICLE.match(text)
    return particle is not None and known(text[particle.end() :])
