"""Reads Dutch text as words and numbers and reduces them to tokens; it does not know any document.

Every store takes the same tokens from here: folded to lower case without accents, numbers in one spelling,
stems by Snowball's `dutch_porter` (its `dutch` strips "ge-", which turns gezinscoach into zinscoach).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, wraps
from threading import local
from typing import Any, TypeVar, cast

import Stemmer

from ingest import MONTHS

LONGEST = 60  # letters of a word; what is longer is a fault of a file, and is neither taken apart nor remembered

_ACCENTS = re.compile(r"[\u0300-\u036f]")
_RAISED = dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", " ")  # the mark of a footnote is no part of the word before it
_SIGNS_ALIKE = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": " ", "—": " ", "‑": "-"} | _RAISED)

_SCALES = {"duizend": 3, "miljoen": 6, "mln": 6, "mio": 6, "miljard": 9, "mld": 9}
_UNITS = "twee drie vier vijf zes zeven acht negen".split()
_TEENS = "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split()
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()


def _number_words() -> dict[str, str]:
    """The numbers that are written in one word: drie, zeventien, vijfentwintig, tweehonderd, duizend; not "een"."""
    units = {word: n for n, word in enumerate(_UNITS, start=2)}
    tens = {word: 10 * n for n, word in enumerate(_TENS, start=2)}
    joined = {
        f"{unit}{'ën' if unit.endswith('e') else 'en'}{ten}": n + m
        for unit, n in {"een": 1, "één": 1, **units}.items()
        for ten, m in tens.items()
    }
    hundreds = {f"{unit}honderd": 100 * n for unit, n in units.items()}
    teens = {word: n for n, word in enumerate(_TEENS, start=10)}
    every = units | teens | tens | joined | hundreds | {"honderd": 100, "duizend": 1000}
    return {word: str(n) for word, n in every.items()}


_NUMBER_WORDS = _number_words()
_ORDINALS = {
    word: f"{n}e"
    for n, word in enumerate(
        "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde".split(), start=1
    )
}
_ORDINAL = re.compile(r"(\d+)(?:e|de|ste)")

_TOKEN = re.compile(
    rf"""
      (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
    | (?P<date>(?P<day>[0-3]?\d)\s+(?P<month>{"|".join(MONTHS)})\s+(?P<year>\d{{4}}))
    | (?<!\w)(?P<written>(?P<count>een|één|{"|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))})
        \s+(?P<power>duizend|miljoen|miljard))\b
    | (?P<number>
        (?<![\w/])
        (?P<digits>\d{{1,3}}(?:[.\u00a0]\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?)
        (?![\w/]|-\w)
        (?:\s*(?P<percent>%|procent\b|percent\b|pct\b)|\s+(?P<scale>{"|".join(_SCALES)})\b)?
      )
    | (?P<word>
        (?:\(\w+-?\))?                       # (kinder)armoede
        \w+(?:[-'/&.]\w+)*                   # co-housing, wvg100/12, ocmw's, a.b.v.v
        (?:\(-?\w+\))?                       # leerling(en)
      )
    | (?P<sign>[%€])
    """,
    re.VERBOSE,
)
_SPLIT = re.compile(r"[-'/&.()]+|(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")
_OPTIONAL = re.compile(r"\(-?(\w+?)-?\)")
_POSSESSIVE = re.compile(r"'(?:s|tje|tjes|er|ers)$")
_SOFT_END = re.compile(r"[aeioulrn][vz]$")
_SIGNS = {"%": "%", "€": "euro"}

STOP_WORDS = frozenset(
    """
    aan af al alle alleen allemaal als alsook alvorens ander andere anders behalve beide bij binnen bovendien
    bv bijv ca circa daar daarbij daarbuiten daardoor daarin daarna daarnaast daarom daaronder daarop daarover
    daartoe daarvan daarvoor dan dat de der des deze dezelfde die dien dient dienen diens dikwijls dit doch doen doe
    doet door dus echter een eens eerder eigen elk elke en enige enkel enkele enz er erbij erg ermee erop
    ertoe erover ervan ervoor etc even evenals eveneens evenwel ge gaan gaat geen gedurende
    had hadden heb hebben hebt heel heen heeft hem hen het hetgeen hetzelfde hier hierbij hierdoor hierin
    hiermee hiervan hiervoor hij hoe hoeveel hoewel hoezeer hun ie iedere ieder iemand iets ik immers in
    indien inzake is ja je jij jou jouw jullie kan kon konden kun kunnen kunt laat laten maar mag me mee meer
    meest meeste men met middels mij mijn moest moesten moet moeten mogen na naar naargelang naast
    namelijk net niet niets nl noch nog nogal nu of ofwel om omdat omtrent onder ondanks ons onze ooit ook op
    opdat over per pas reeds rond s samen sinds soms sommige steeds t tal te tegen ten ter tevens tijdens toch
    toe toen tot totdat tussen u uit uw vaak van vanaf vanuit vanwege veel via vindt vinden volgens voor
    vooral voordat waar waaraan waarbij waardoor waarin waarmee waarom waarop waarover waartoe waaruit
    waarvan waarvoor wanneer want waren was wat we weer wel welk welke wellicht werd werden wie wiens wij wil
    willen wilt word worden wordt zal ze zeer zelf zelfs zich zichzelf zij zijn zo zo'n zoals zodat zonder
    zou zouden zowel zullen zult
    """.split()
)

# Words by which people ask: they stand in a question and say nothing about what it is about.
QUESTION_WORDS = frozenset(
    """
    aub asjeblieft alstublieft antwoord bedankt bepleit bepleiten beschrijf betekent bestaat bestaan
    document documenten bron bronnen eis eisen eist geef geeft geldt gevraagd goed graag hallo heet idee juist kent
    komt krijg krijgen krijgt leg liefst lijst ligt manier manieren mening moeite
    noem noemen noemt nodig opsomming pleit pleiten precies stel stellen stelt som staan staat standpunt
    standpunten tekst teksten vertel vind vraag vraagt vragen voorstel voorstellen wou weet weten
    vergelijk vergelijken vergelijking zeg zeggen zegt zien ziet zit zitten uitleg uitleggen memorandum
    allebei bedoeld bedoelen bedoelt beiden daarnaar denken denkt haar hierover kijken kijkt lijken verschilt
    verschillen vermeld vermelden vermeldt
    """.split()
)

OfWord = TypeVar("OfWord", bound=Callable[..., Any])  # its first argument is the word

_stemmers = local()  # a PyStemmer object may not be used by two threads at once


@dataclass(frozen=True, slots=True)
class Word:
    """A word or number of a text: as written, and the forms by which it can be found."""

    surface: str
    start: int
    end: int
    forms: tuple[str, ...]  # lower case, accents kept: first the whole, then its visible parts
    number: bool = False


def remembered(size: int) -> Callable[[OfWord], OfWord]:
    """Like `lru_cache`, of words only: what is longer would fill the memory and does not come again."""

    def remember(make: OfWord) -> OfWord:
        kept = lru_cache(maxsize=size)(make)

        @wraps(make)
        def found(form: str, *more: Any) -> Any:
            return (kept if len(form) <= LONGEST else make)(form, *more)

        return cast(OfWord, found)

    return remember


@remembered(100_000)
def fold(form: str) -> str:
    """Lower case without accents: "Geïntegreerd" and "geintegreerd" are the same word."""
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", form))).lower()


class _Lower(dict[int, str]):
    """Lower case with straight quotes, filled as characters come; "İ" alone would grow, so it is kept."""

    def __missing__(self, code: int) -> str:
        lower = chr(code).translate(_SIGNS_ALIKE).lower()
        self[code] = lower if len(lower) == 1 else chr(code)
        return self[code]


_LOWER = _Lower()


def _lower(text: str) -> str:
    """Every position stays."""
    return text.translate(_LOWER)


def words(text: str) -> Iterator[Word]:
    """The words and numbers of a text in order, stop words included."""
    text = unicodedata.normalize("NFC", text)
    for match in _TOKEN.finditer(_lower(text)):
        start, end = match.span()
        forms, number = _forms(match)
        if forms:
            yield Word(text[start:end], start, end, forms, number)


def word_forms(text: str) -> Iterator[tuple[str, ...]]:
    """Only the forms of the words of a text, in half the time."""
    for match in _TOKEN.finditer(_lower(unicodedata.normalize("NFC", text))):
        forms, _number = _forms(match)
        if forms:
            yield forms


def _forms(match: re.Match[str]) -> tuple[tuple[str, ...], bool]:
    match match.lastgroup:
        case "iso":
            return _date_forms(*match["iso"].split("-")), True
        case "date":
            month = MONTHS.index(match["month"]) + 1
            return _date_forms(match["year"], f"{month:02}", f"{int(match['day']):02}"), True
        case "written":
            count = _NUMBER_WORDS.get(match["count"], "1")
            return _number_forms(count, match["power"], percent=False), True
        case "number":
            return _number_forms(match["digits"], match["scale"], bool(match["percent"])), True
        case "sign":
            return (_SIGNS[match["sign"]],), False
        case _:
            return _word_forms(match["word"]), False


def _date_forms(year: str, month: str, day: str) -> tuple[str, ...]:
    return f"{year}-{month}-{day}", f"{year}-{month}", year


def _number_forms(digits: str, scale: str | None, percent: bool) -> tuple[str, ...]:
    """One spelling for "18,4 %", "18.4%" and "18,4 procent", for "1.000" and "1000", "5 miljoen" and "5.000.000"."""
    whole = re.sub(r"[.\u00a0](?=\d{3}(?!\d))", "", digits)
    if "," in whole:
        whole = whole.rstrip("0").rstrip(",").replace(",", ".")  # 1,30 euro is 1,3 euro
    if percent:
        return f"{whole}%", "%"
    if scale:
        scaled = f"{float(whole) * 10 ** _SCALES[scale]:.0f}"
        return scaled, scale
    return (whole,)


@remembered(200_000)  # a corpus uses the same words again and again: 3,165 files are read in a third of the time
def _word_forms(raw: str) -> tuple[str, ...]:
    whole = _OPTIONAL.sub(r"\1", raw)
    bare = _OPTIONAL.sub("", raw)
    whole, bare = _POSSESSIVE.sub("", whole), _POSSESSIVE.sub("", bare)
    if whole in ("procent", "percent", "percentage", "percentages", "pct"):
        return ("%",)
    if whole in _NUMBER_WORDS:
        return (_NUMBER_WORDS[whole],)
    if whole in _ORDINALS:
        return whole, _ORDINALS[whole]
    if ordinal := _ORDINAL.fullmatch(whole):
        return f"{ordinal[1]}e", ordinal[1]
    if whole == "eur":
        return ("euro",)
    joined = re.sub(r"[-'&.]", "", whole)
    parts = [part for part in _SPLIT.split(whole) if _usable(part)]
    return tuple(dict.fromkeys(form for form in (joined, bare if bare != whole else "", *parts) if form))


def _usable(part: str) -> bool:
    return len(part) > 1 or part.isdigit()


@remembered(100_000)
def stem(form: str) -> str:
    """The folded stem of a word; numbers, codes and very short words stay as they are."""
    form = fold(form)
    if len(form) < 4 or not form.isalpha():
        return form
    stemmer = getattr(_stemmers, "dutch", None)
    if stemmer is None:
        stemmer = _stemmers.dutch = Stemmer.Stemmer("dutch_porter")
    return _even_out(str(stemmer.stemWord(form)))


def _even_out(stemmed: str) -> str:
    """What the stemmer leaves apart: bedrijv(en) and bedrijf, huiz(en) and huis, coaches and coach."""
    if stemmed.endswith("ches"):
        return stemmed[:-2]
    if _SOFT_END.search(stemmed):
        return stemmed[:-1] + {"v": "f", "z": "s"}[stemmed[-1]]
    return stemmed
