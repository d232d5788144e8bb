"""What a question asks: its shape, whose word it wants, the kind of value it expects. No model, only patterns.

It does not know the answers; publishers come from the documents that are in the index.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ingest import Document, Kind
from qa import patterns
from qa.values import WRITTEN, ValueKind, years

NOTHING = r"(?!)"  # a pattern that fits nowhere


class Shape(StrEnum):
    FACT = "feit"
    PROPOSAL = "voorstel"
    WHO = "wie vindt dat"
    LIST = "lijst"
    COMPARISON = "vergelijking"
    DEFINITION = "definitie"
    REFERENCE = "referentie"
    YES_NO = "ja of nee"
    WHY = "waarom"


@dataclass(frozen=True, slots=True)
class Question:
    text: str  # stands alone
    topic: str  # the same without the names of publishers and the words that only ask
    shape: Shape
    expects: ValueKind | None
    voices: tuple[str, ...]  # ids of the documents whose publisher has to be speaking
    named: tuple[str, ...]  # ids of the documents whose publisher is named at all
    years: frozenset[str]
    count: int | None = None  # "welke drie": how many items
    focus: str = ""  # "hoeveel verenigingen": what is counted or measured
    names_asked: bool = False  # "welke steden", "welke instanties"
    abbreviations: tuple[str, ...] = ()  # "waar staat BBC voor": what is to be spelled out
    places_asked: bool = False  # "welke gemeenten": only names will do
    stance_asked: bool = False  # "voor of tegen", "staat achter"
    due: bool = False  # "tegen wanneer", "vanaf welk jaar"
    wants_proposal: bool = False  # asks what should be done
    wants_present: bool = False  # asks how things stand today
    reference: int | None = None  # "referentie [12]"
    own: str = ""  # in a conversation: the question as it was typed
    answered: str = ""  # in a conversation: the answer before this question
    earlier: str = ""  # in a conversation: the question and answer that this one leans on


@lru_cache(maxsize=20_000)  # the same sentences are read for many questions
def plain(text: str) -> str:
    """Lower case, no accents, hurried spellings written out, one space between words."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[\w']+", lambda w: patterns.TYPED.get(w[0], w[0]), re.sub(r"\s+", " ", bare)).strip()


def understand(text: str, documents: Iterable[Document]) -> Question:
    """Reads a question that stands alone."""
    documents = tuple(documents)
    folded = plain(text)
    named = _named(folded, documents)
    voices = _voices(folded, named, documents)
    shape = _shape(folded, len(_publishers(named, documents)))
    return Question(
        text=text,
        topic=_topic(text, documents),
        shape=shape,
        expects=_expects(folded, shape),
        voices=voices,
        named=named,
        years=years(folded),
        count=_count(folded),
        focus=_focus(folded),
        abbreviations=tuple(re.findall(r"\b[A-Z]{2,}\b", text)) if shape is Shape.DEFINITION else (),
        places_asked=re.search(r"\b(?:welke|som de|noem de) (?:steden|gemeenten|landen)\b.*", folded) is not None,
        stance_asked=re.search(patterns.STANCE, folded) is not None,
        due=re.search(r"\b(?:tegen|vanaf|tot) (?:wanneer|welke?)\b", folded) is not None,
        reference=_reference(folded),
        wants_proposal=re.search(patterns.PROPOSE, folded) is not None,
        wants_present=re.search(patterns.PRESENT, folded) is not None,
        names_asked=re.search(patterns.NAMES_ASKED, folded) is not None,
    )


def _shape(folded: str, publishers: int) -> Shape:
    """The first pattern that fits; their order is what makes 'wie wil dat …' no proposal."""
    if publishers >= 2 or (publishers != 1 and re.search(patterns.COMPARE, folded) and _several(folded)):
        return Shape.COMPARISON
    if not publishers and re.search(patterns.WHO, folded):
        return Shape.WHO
    if re.search(patterns.REFERENCE, folded) or (
        re.search(patterns.DATE, folded) and re.search(patterns.DECIDES, folded) and not _due(folded)
    ):
        return Shape.REFERENCE
    if re.search(patterns.MEASURED, folded) and not re.search(r"\bwelke\b.*\bmeest", folded):
        return Shape.FACT
    for shape, pattern in (
        (Shape.WHY, patterns.WHY),
        (Shape.YES_NO, patterns.YES_NO),
        (Shape.LIST, patterns.LIST),
        (Shape.PROPOSAL, patterns.PROPOSE),
        (Shape.DEFINITION, patterns.DEFINE),
    ):
        if re.search(pattern, folded):
            return shape
    return Shape.FACT


def _due(folded: str) -> bool:
    """'Tegen wanneer moet …' asks for a deadline, not for the day of a decision."""
    return bool(re.search(r"\b(?:tegen|vanaf|tot) (?:wanneer|welk)\b|\bmoet(?:en)?\b", folded))


def _several(folded: str) -> bool:
    return bool(re.search(r"\borganisaties\b|\bdocumenten\b|\bpartijen\b|\bkoepels\b|\bmemoranda\b", folded))


def _expects(folded: str, shape: Shape) -> ValueKind | None:
    if shape is Shape.REFERENCE:
        return ValueKind.DATE
    if shape not in (Shape.FACT, Shape.LIST, Shape.DEFINITION, Shape.PROPOSAL):
        return None
    if re.search(rf"\bhoeveel (?!{patterns.COUNTING_VERBS}\b|{patterns.UNITS}\b|%)\w", folded):
        return ValueKind.PERCENT if re.search(r"\bpercentage|\bprocent", folded) else ValueKind.COUNT
    measured = re.search(patterns.MEASURED + r"|percentages?\b|\bprocent\b|\bbedrag(?:en)?\b", folded) is not None
    for kind, pattern in patterns.EXPECTS:
        if re.search(pattern, folded) and (measured or kind not in patterns.MEASURES):
            return kind
    return None


def _count(folded: str) -> int | None:
    """'welke drie principes' -> 3."""
    hit = re.search(rf"\b(?:welke|noem|de) (\d|{'|'.join(WRITTEN)})\b", folded)
    return int(WRITTEN.get(hit[1], hit[1])) if hit else None


def _reference(folded: str) -> int | None:
    """'referentie [12]' or 'referentie nr. 12' -> 12."""
    hit = re.search(
        r"\b(?:referentie|beslissing)(?:nummer)?s?(?: nr\.?| nummer)? ?\[?(\d{1,3})\]?|\[(\d{1,3})\]", folded
    )
    return int(hit[1] or hit[2]) if hit else None


def _focus(folded: str) -> str:
    """'hoeveel verenigingen krijgen …' -> 'verenigingen krijgen': the noun and its neighbour; "" for a verb."""
    hit = re.search(
        r"\b(?:hoeveel|hoe groot is het|aandeel|aantal|percentage)"
        r"(?: (?:procent|percent|%|van|de|het|een|er|die|alle|onze|deel))*"
        rf" (?!{patterns.COUNTING_VERBS}\b)([\w-]+(?: (?!{patterns.AFTER_NOUN}\b)[\w-]+)?)",
        folded,
    )
    return hit[1] if hit else ""


def _called(document: Document) -> tuple[str, ...]:
    """Every way to name the publisher, longest first."""
    names = {plain(name) for name in (document.publisher, *document.aliases)} - {""}
    return tuple(sorted(names, key=len, reverse=True))


def _pattern(document: Document) -> str:
    """Of the names of a publisher; of nothing where nobody says who published a document."""
    if not _called(document):
        return NOTHING
    return rf"(?<![\w-])(?:{'|'.join(re.escape(name) for name in _called(document))})(?:'s)?(?![\w-])"


def _named(folded: str, documents: tuple[Document, ...]) -> tuple[str, ...]:
    """In the order in which the question names them."""
    found = ((hit.start(), d.id) for d in documents if (hit := re.search(_pattern(d), folded)))
    return tuple(document_id for _, document_id in sorted(found))


def _publishers(ids: tuple[str, ...], documents: tuple[Document, ...]) -> frozenset[str]:
    return frozenset(d.publisher for d in documents if d.id in ids)


def _voices(folded: str, named: tuple[str, ...], documents: tuple[Document, ...]) -> tuple[str, ...]:
    """The named publishers whose word is asked for, not those that are only talked about.

    'Welke steun geeft de VVSG volgens het Departement Zorg?' wants the Departement alone.
    """
    said = tuple(d.id for d in documents if d.id in named and _speaks(folded, d))
    after = tuple(d.id for d in documents if d.id in said and re.search(rf"\bvolgens (?:\w+ )?{_pattern(d)}", folded))
    return after if len(after) == 1 and len(said) == 2 and "verschil" not in folded else said


_MORE_VERBS = "schuift|zien|hoopt|doen|is|omschrijft|noemen"


def _speaks(folded: str, document: Document) -> bool:
    name = _pattern(document)
    verb = rf"(?:{patterns.OPINIONS}|staat|doet|formuleert|geeft|kijkt|heeft|denken|{_MORE_VERBS})"
    return bool(
        re.search(rf"\b(?:volgens|bij|van|voor|door|in|aan)\b(?: \w+)?? ?{name}", folded)
        or re.search(rf"\b{verb}\b(?: \w+){{0,2}} {name}|{name}(?: \w+)? {verb}\b", folded)
        or re.search(rf"\({name}\)|{name}\s*[:?]|^(?:en )?(?:de |het )?{name}|{name}$", folded)
        or document.kind in (Kind.AI_SUMMARY, Kind.AGREEMENT)
    )


def _topic(text: str, documents: tuple[Document, ...]) -> str:
    """What the question is about; the whole question where nothing would be left."""
    bare = plain(text)
    for pattern in dict.fromkeys(map(_pattern, documents)):
        bare = re.sub(pattern, " ", bare)
    bare = re.sub(patterns.SCAFFOLD, " ", bare)
    words = re.findall(r"[\w'%/-]+", bare)
    return " ".join(words) if len(words) >= 2 else text
