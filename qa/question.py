"""What a question asks: its shape, whose word it wants, the kind of value it expects. No model, only patterns.

It does not know the answers; publishers come from the documents that are in the index.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ingest import Document, Kind
from qa.values import WRITTEN, ValueKind, years


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


_TYPED = {  # hurried spelling -> the word; only what the patterns below need
    "wa": "wat", "da": "dat", "nie": "niet", "ni": "niet", "tgn": "tegen", "vr": "voor", "vlgns": "volgens",
    "vlg": "volgens", "moete": "moeten", "gebeure": "gebeuren", "hoevl": "hoeveel", "hvl": "hoeveel",
    "oeveel": "hoeveel", "wnr": "wanneer", "wrm": "waarom", "wrom": "waarom", "waaro": "waarom",
    "welk": "welk", "wlke": "welke", "welke": "welke", "kunne": "kunnen", "wille": "willen", "zegge": "zeggen",
    "ist": "is het", "vint": "vindt", "vind": "vindt", "wilt": "wil", "hoevel": "hoeveel", "watis": "wat is",
}  # fmt: skip

_DATE = (
    r"\bwanneer (?:werd|is|was|keurde|besliste|beslist|begon|start|voerde|kwam|ging|nam|konden|kon|moet|nog|zijn|ondertekende|vond)\w*\b|"
    r"\bsinds wanneer\b|\b(?:op )?welke (?:\w+ )?(?:dag|datum|data|dagen|datums)\b|\bdatums?\b|"
    r"\bwelke? (?:jaar|maand)\b|\bdeadline\b|\btegen wanneer\b|\bvanaf wanneer\b"
)
_DECIDES = (
    r"\b(?:goed ?ge?keur\w*|keurd?e?n?|beslis\w*|besluit\w*|regering\w*|decre\w+|oproep\w*|subsidie\w*|bekrachtig\w*|"
    r"gelanceerd|wijzig\w*|hervorm\w*|afgekondigd|toegekend|verlengd?)\b"
)
_REFERENCE = (
    r"\breferentie\w*\b|\bregeringsbeslissing\w*\b|\bwelke beslissing\w*\b|\bwelk besluit\b|\bbeslissing van\b|"
    r"\bbeslissing over\b|\bbesliste\b"
)
_COMPARE = (
    r"\bvergelijk\w*|\bverschil\w*|\bovereenkom\w*|\braakvlak\w*|\bgelijkenis\w*|\bhetzelfde\b|\bgemeenschappelijk\w*\b|"
    r"\bgemeen hebben\b|\ballebei\b|\bbeiden?\b|\bvinden? .*elkaar\b|\btegenover elkaar\b|\beens\b|\bwelke organisaties\b|"
    r"\bdezelfde (?:mening|lijn|standpunten?)\b|\bten opzichte van\b|\bzowel\b|\bversus\b|\bvs\.?\b"
)
_OPINIONS = (
    r"wil|willen|vind|vindt|vinden|vraagt|vragen|pleit|bepleit|pleiten|eist|eisen|stelt|stellen|zegt|zeggen|noemt|"
    r"steunt|schrijft|beweert|klaagt|waarschuwt|denkt|meent|hamert|verzet|ijvert|is (?:voor|tegen|van mening)|"
    r"dringt|roept|hekelt|bekritiseert|verdedigt|ziet|gelooft|wenst|raadt|adviseert|betreurt|rekent|verwacht|spreekt|maakt|"
    r"keert|kant|heeft het|staat achter|komt op"
)
_OPINION = rf"(?:{_OPINIONS})"
_ORGANISATION = r"(?:organisatie|vakbond|document|vereniging|koepel|partij|instantie|publicatie|memorandum|bron)"
_DOES = r"(?:kan|kunnen|mag|krijg\w*|bepaal\w*|organise\w*|beta(?:al|l)\w*|leid\w*|overkoepel\w*|beslis\w*|heeft|hebben|moet\w*|doe\w*|geef\w*|werk\w*|is dat|zijn)"
_WHO = (
    rf"^(?:en )?wie (?!{_DOES}\b)\w+|\bwie {_OPINION}\b|^(?:en )?welke? {_ORGANISATION}\b|^van wie (?:komt|is)|"
    rf"^(?:in|uit) welke? {_ORGANISATION}\b|^bij wie (?:staat|lees)"
)
_DEFINE = (
    r"^(?:en )?wat (?:is|zijn|was)(?: nu| eigenlijk| juist| precies)* (?:een |het |de )?(?!er\b|volgens\b)\w|"
    r"\bwat betekent\b|\bwat wordt (?:er )?bedoeld\b|"
    r"\bwaar(?:voor)? staat .*\bvoor\b|\bwaarvoor staat\b|\bafkorting\b|\bwat houdt .* in\b|\bwat verstaa\w*\b|\bwat bedoel\w*\b|\bdefinitie\b|"
    r"\bidee achter\b|\bleg(?:t)? .* uit\b|\bwat wil .* zeggen\b|\bhoe (?:omschrijft|definieert|werkt)\b|\buitleg\b"
)
_LIST = (
    r"\bwelke\b(?! (?:rol|plaats|plek|taak|eis|datum|dag|data|organisatie|instantie|beslissing|mate|periode|maand|functie|richting|"
    r"prijs|kostprijs|doelstelling|wet|werkgelegenheidsgraad|tewerkstellingsgraad)\b)|\bsom\b.*\bop\b|\bnoem\b|"
    r"\bgeef\b.*\b(?:lijst|overzicht|voorbeelden|alle)\b|\boverzicht\b|\bopsomming\b|\blijst(?:je)? (?:van|met)\b|\bvoorbeelden\b|"
    r"\bwaar(?:aan|uit|mee|op) (?:allemaal)\b|\ballemaal\b"
)
_WHY = r"\bwaarom\b|\bhoezo\b|\breden(?:en)?\b|\bhoe komt het\b|\bwaaraan ligt\b|\bwaar ligt .* aan\b|\boorza\w*\b"
_PROPOSE = (
    r"\bvoorste(?:l|llen)\b|\bstel(?:t|len)?\b.*\bvoor\b|\bvraa?g(?:t|en)\b|\bbepleit\w*\b|\bpleit\w*\b|\beis(?:t|en)?\b|"
    r"\bwil(?:len)?\b|\bmoet(?:en)?\b|\baanbeve\w*\b|\bverwacht\w*\b|\boplossing\w*\b|\bverlang\w*\b|\bdringt?\b|\bhoopt\b|\bwens\w*\b|"
    r"\bgebeuren\b|\bdoen\b|\baanpak\w*\b|\bhoe kan\b|\bhoe kunnen\b"
)
_VERBS = (
    "is zijn was waren kan kunnen mag mogen moet moeten wil willen zal zou zouden heeft hebben had krijgt krijgen wordt worden "
    "werd vindt vinden ziet zien steunt steunen vraagt vragen pleit bepleit bestaat bestaan komt komen weegt gelooft staat staan "
    "geeft geven doet doen gaat gaan biedt hoort levert werkt werken geldt gelden klopt zegt zeggen volstaat neemt legt stelt zit "
    "zitten draagt telt maakt verwacht verplicht wijst betaalt betalen hoeft hoeven mogen bevat noemt"
)
_YES_NO = rf"^(?:en |maar |dus )?(?:{'|'.join(dict.fromkeys(_VERBS.split()))})\b|\bof niet\b|\bja of nee\b"
_EXPECTS: tuple[tuple[ValueKind, str], ...] = (
    (ValueKind.EMAIL, r"\be?-?mail(?:adres)?\b"),
    (ValueKind.PHONE, r"\btelefoon\w*\b|\btel\b|\bgsm\b|\bbel(?:len)?\b.*\bnummer\b"),
    (ValueKind.CODE, r"\bcode\b|\bdeelrapportage\w*\b|\bbbc-?code\b|\brapporteer\w*\b"),
    (ValueKind.PERCENT, r"\bpercent\w*\b|\bprocent\w*\b|%|\baandeel\b|\bminimumaandeel\b|\bwelk deel\b|\bgraad\b|\bhoe groot is de (?:groep|kans)\b|"
        r"\w+graad\b|\bop de tien\b|\bop de 10\b|\barmoedecijfer\w*\b|\bkansarmoede-?index\b|\barmoederisico\b"),
    (ValueKind.MONEY, r"\bkost(?:en|te|prijs|enplaatje)?\b|\beuros?\b|\bbedrag\b|\bbudget\b|\bprijs(?:kaartje)?\b|\bbeta(?:al|l)\w*\b|\bvergoeding\b|"
        r"\w*tarie(?:f|ven)\b|\bhoeveel (?:subsidies?|premie|budget|steun|toelage|loon|inkomen|huur|vergoeding|belasting)\b|"
        r"\bbedraa?g(?:t|en)\b.*(?:drempel|uitkering|leefloon|toelage|premie|inkomen|huur|loon)|\w+(?:taks|tarief|premie) (?:betal|voor)\w*|\bhoeveel geld\b|\bhoe duur\b|\bverdien\w*\b|\bper uur\b"),
    (ValueKind.DATE, _DATE),
    (ValueKind.DURATION, r"\bhoe ?lang\b|\bhoeveel (?:jaar|jaren|maanden|weken|dagen|uur|uren|keer)\b|\bhoe vaak\b|\baantal uren\b"),
    (ValueKind.COUNT, r"\bhoeveel\b|\baantal(?:len)?\b|\bhoe groot\b|\bhoe hoog\b|\bhoe oud\b|\bcijfers?\b|\bbedraa?g(?:t|en)\b|"
        r"\bwat is (?:.* )?(?:het|de) (?:laagste|hoogste|gemiddelde|minimum|maximum|maximale|minimale)\b|\bwelke hoogte\b|\bhoe hoog\b"),
)  # fmt: skip
_MEASURED = (
    r"\bhoeveel\b|\bhoe (?:groot|hoog|lang|vaak|duur|veel|oud|ver)\b|%|-code\b|\bbedraa?g(?:t|en)\b|\b(?:wat|oeveel)\b.*\bkost(?:en|te)?\b|"
    r"\bwat moet(?:en)?(?: \w+){1,3} betal\w*|\bwat betaalt\b|"
    r"\b(?:welk|wat is het|wat is de) (?:\w+ )?(?:aandeel|percentage|aantal|bedrag|deel|kostprijs|budget|hoogte|tarief)\b|"
    r"\bwelke? \w*(?:graad|aandeel|percentage|code|hoogte|tarief)\b|"
    r"\b(?:laagste|hoogste|gemiddelde?) \w*(?:tarief|bedrag|prijs|loon|premie|inkomen|leeftijd)\b"
)
_MEASURES = (
    ValueKind.MONEY,
    ValueKind.PERCENT,
    ValueKind.COUNT,
    ValueKind.DURATION,
)  # 'de prijs van zorg' asks for words
_NAMES_ASKED = (
    r"\bwelke? (?:\w+ ){0,2}(?:steden|stad|gemeenten?|landen|land|organisaties?|instanties?|partners?|partijen|actoren|bedrijven|"
    r"verenigingen|diensten|instrument(?:en)?|tool|professor|onderzoeker)\b|\bwie\b|\bmet welke instanties\b"
)
_PRESENT = (
    r"\b(?:nu|vandaag|momenteel|op dit moment|reeds|zelf al)\b|\bal\b.*\b(?:opgezet|bestaa\w*|gestart|opgestart|actief)\b|"
    r"\bbestaan\b|\bloopt .* mis\b|\b(?:hebben|heeft|is|zijn) (?:er )?(?:nu )?(?:zelf )?al\b"
)
_STANCE = (
    r"\bvoor of tegen\b|\bachter\b|\beens\b|\bsteunt?\b|\bvoorstander\b|\btegenstander\b|\bheil\b|\bstandpunt\b|\bvind(?:t|en)?\b|"
    r"\btegen\b|\bgelooft\b|\bmoet(?:en)?\b"
)
_SCAFFOLD = (
    r"\b(?:volgens|wat|welke?|wie|waar|wanneer|waarom|hoe|hoeveel|zegt|zeggen|vindt|vinden|vraagt|vragen|stelt|stellen|voorstellen|"
    r"voorstel|voor|bepleit|pleit|eist|standpunt|mening|document|memorandum)\b"
)


_COUNTING_VERBS = (
    r"(?:kost(?:te)?|moet(?:en)?|mag|mogen|bedraa?gt|krijg\w*|verdien\w*|betaal\w*|zou(?:den)?|is|zijn|wordt|worden|kan|kunnen|heeft|"
    r"geld|euro|keer|meer|minder|procent|zitten|volgens)"
)
_UNITS = (
    r"(?:jaar|jaren|maand|maanden|weken|dagen|uur|uren|percent|subsidies?|premie|budget|steun|toelage|loon|inkomen|huur|opzeg|"
    r"vergoeding|belasting)"
)
_AFTER_NOUN = (
    r"(?:in|van|op|voor|met|is|zijn|worden|werden|kregen|krijgen|staan|hebben|er|die|dat|waar|volgens|om|tot|en)"
)


def plain(text: str) -> str:
    """Lower case, no accents, hurried spellings written out, one space between words."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[\w']+", lambda w: _TYPED.get(w[0], w[0]), re.sub(r"\s+", " ", bare)).strip()


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
        stance_asked=re.search(_STANCE, folded) is not None,
        due=re.search(r"\b(?:tegen|vanaf|tot) (?:wanneer|welke?)\b", folded) is not None,
        reference=_reference(folded),
        wants_proposal=re.search(_PROPOSE, folded) is not None,
        wants_present=re.search(_PRESENT, folded) is not None,
        names_asked=re.search(_NAMES_ASKED, folded) is not None,
    )


def _shape(folded: str, publishers: int) -> Shape:
    """The first pattern that fits; their order is what makes 'wie wil dat …' no proposal."""
    if publishers >= 2 or (publishers != 1 and re.search(_COMPARE, folded) and _several(folded)):
        return Shape.COMPARISON
    if not publishers and re.search(_WHO, folded):
        return Shape.WHO
    if re.search(_REFERENCE, folded) or (re.search(_DATE, folded) and re.search(_DECIDES, folded) and not _due(folded)):
        return Shape.REFERENCE
    if re.search(_MEASURED, folded) and not re.search(r"\bwelke\b.*\bmeest", folded):
        return Shape.FACT
    for shape, pattern in (
        (Shape.WHY, _WHY),
        (Shape.YES_NO, _YES_NO),
        (Shape.LIST, _LIST),
        (Shape.PROPOSAL, _PROPOSE),
        (Shape.DEFINITION, _DEFINE),
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
    if re.search(rf"\bhoeveel (?!{_COUNTING_VERBS}\b|{_UNITS}\b|%)\w", folded):
        return ValueKind.PERCENT if re.search(r"\bpercentage|\bprocent", folded) else ValueKind.COUNT
    measured = re.search(_MEASURED + r"|percentages?\b|\bprocent\b|\bbedrag(?:en)?\b", folded) is not None
    for kind, pattern in _EXPECTS:
        if re.search(pattern, folded) and (measured or kind not in _MEASURES):
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
    """'hoeveel verenigingen krijgen …' -> 'verenigingen krijgen': the noun and its neighbour; "" where a verb follows."""
    hit = re.search(
        r"\b(?:hoeveel|hoe groot is het|aandeel|aantal|percentage)(?: (?:procent|percent|%|van|de|het|een|er|die|alle|onze|deel))*"
        rf" (?!{_COUNTING_VERBS}\b)([\w-]+(?: (?!{_AFTER_NOUN}\b)[\w-]+)?)",
        folded,
    )
    return hit[1] if hit else ""


def _called(document: Document) -> tuple[str, ...]:
    """Every way to name the publisher, longest first."""
    names = {plain(name) for name in (document.publisher, *document.aliases)}
    return tuple(sorted(names, key=len, reverse=True))


def _pattern(document: Document) -> str:
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


def _speaks(folded: str, document: Document) -> bool:
    name = _pattern(document)
    verb = (
        rf"(?:{_OPINIONS}|staat|doet|formuleert|geeft|kijkt|heeft|denken|schuift|zien|hoopt|doen|is|omschrijft|noemen)"
    )
    return bool(
        re.search(rf"\b(?:volgens|bij|van|voor|door|in|aan)\b(?: \w+)?? ?{name}", folded)
        or re.search(rf"\b{verb}\b(?: \w+){{0,2}} {name}|{name}(?: \w+)? {verb}\b", folded)
        or re.search(rf"\({name}\)|{name}\s*[:?]|^(?:en )?(?:de |het )?{name}|{name}$", folded)
        or document.kind in (Kind.AI_SUMMARY, Kind.AGREEMENT)
    )


def _topic(text: str, documents: tuple[Document, ...]) -> str:
    """What the question is about; the whole question where nothing would be left."""
    bare = plain(text)
    for document in documents:
        bare = re.sub(_pattern(document), " ", bare)
    bare = re.sub(_SCAFFOLD, " ", bare)
    words = re.findall(r"[\w'%/-]+", bare)
    return " ".join(words) if len(words) >= 2 else text
