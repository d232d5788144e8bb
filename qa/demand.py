"""What kind of answer a question demands (a price, a form, a court, a cause, a name), and whether a text holds it.

The right theme is not enough: "welke boete" is not answered by what is forbidden, "hoe vraag ik het aan" not by what it
is for. Values (amounts, dates, codes) are told apart in `qa.values`; this module knows no theme and no document.
The patterns for questions meet `plain` text, those for sources the text as it stands.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Wanted(StrEnum):
    """What an answer has to hold besides the theme."""

    APPLYING = "aanvragen"
    PAPERS = "stukken"
    COURT = "rechtbank"
    PENALTY = "sanctie"
    OFFICE = "naam"
    CONTACT = "contact"
    HOURS = "uren"
    AGE = "leeftijd"
    DEADLINE = "termijn"
    CHANGE = "verandering"
    ARTICLE = "artikel"
    DISTANCE = "afstand"
    EXAMPLES = "voorbeelden"
    REACTION = "reactie"
    CONDITIONS = "voorwaarden"
    CAUSE = "oorzaak"


@dataclass(frozen=True, slots=True)
class Demand:
    wanted: Wanted
    asked: str  # pattern of the question
    held: str  # pattern of a text that can answer


_ASKER = r"(?:ik|je|jij|u|we|wij|men|iemand|(?:mijn|mn|m'n) [\w-]+)"
_OFFICES = (
    r"(?:burgemeester|schepen|minister(?:-president)?|directeur|directrice|voorzitter|voorzitster|ceo|baas|topman|topvrouw|gouverneur|"
    r"secretaris(?:-generaal)?|woordvoerder|woordvoerster|hoofd|leider|auteur|schrijver|coordinator|contactpersoon|diensthoofd|"
    r"administrateur(?:-generaal)?|staatssecretaris|oprichter|onderzoeker|professor)"
)
_WORTH = (
    r"\b(?:moet\w*|mag|mogen|zou\w*|wil\w*|nodig|nood\w*|belang\w*|nut|nuttig\w*|zinvol\w*|zin|goede?|beter|best|slechte?r?|"
    r"waardevol\w*|kiest|kiezen|pleit\w*|vind\w*|vra(?:ag|agt|gen) (?=de|het|we)|erg|proble\w+|gevaar\w*|onrecht\w*|oneerlijk\w*)\b"
)
UNIT = (
    r"\bper (?P<unit>inwoner|kind|persoon|gezin|gemeente|leerling|huishouden|werknemer|medewerker|klant|client|hoofd|maaltijd|woning|"
    r"plaats|m2|vierkante meter|kilometer|uur|dag|week|maand|jaar|provincie|deelnemer|bezoek|rit|vrijwilliger|werkdag)\b"
)
EXAMPLES = (
    r"\b(?:geef|noem|som|welke|wat zijn|heb je|zijn er)\b.*\bvoorbeelden\b|\b(?:geef|noem)\b.*\b(?:een|n) voorbeeld\b"
)
ENUMERATION = re.compile(
    r"(?:,[^,;]+){2}|;.*;|\b(?:zoals|bijvoorbeeld|bv\.|onder meer|o\.a\.|denk aan)\b", re.IGNORECASE | re.DOTALL
)
PEOPLE = frozenset(  # "hoeveel mensen" counts whoever the rest of the question is about
    "mensen mense personen volwassenen volwassen inwoners vlamingen vlaamse gezinnen huishoudens burgers daarvan ervan mannen vrouwen procent "
    "percent meer minder hoger lager keer die dat het er zijn".split()
)

DEMANDS: tuple[Demand, ...] = (
    Demand(
        Wanted.PAPERS,
        r"\bwelke (?:documenten|papieren|stukken|bewijzen|bewijsstukken|attesten|formulieren)\b.*"
        r"\b(?:nodig|binnenbreng\w*|meebreng\w*|meenemen|indienen|invullen|voorleggen|bezorgen)\b|\bwelk (?:formulier|attest|bewijs)\b",
        r"\battest|\bbewijs(?!last)|\bformulier|\bdocumenten\b|\bpapieren\b|identiteitskaart|loonfiche|uittreksel",
    ),
    Demand(
        Wanted.APPLYING,
        r"\b(?:hoe|waar|wanneer|bij wie|bij welke? \w+)\b.*\b(?:vra(?:ag|gen)\b.*\baan(?= (?:bij|voor|en)\b|\W*$)|schrijf\b.*\bin\b|"
        rf"dien {_ASKER}\b.*\bin\b|meld {_ASKER}\b.*\baan\b|aan te vragen|aanvragen|indienen|inschrijven|aanmelden)|"
        rf"\b(?:hoe|waar) (?:bestel|koop|huur|leen|reserveer|boek|bekom)(?:en)? {_ASKER}\b|\bhoe (?:geraak|kom) {_ASKER} aan\b|"
        rf"\bwaar kan .*\bklacht\b|\b(?:hoe|waar) (?:kan|kun|moet|mag) {_ASKER}\b.*\b(?:terecht|krijgen|bekomen|verkrijgen|huren|reserveren|kopen|bestellen)\b",
        r"aanvra[ag]|aangevraagd|indien(?:en|t)|ingediend|inschrijv|ingeschreven|aanmeld|aangemeld|formulier|\bloket|\bterecht\b|"
        r"aankloppen|\bklacht|bestel|huren|reserve|\bOCMW|sociaal huis|\bdienst",
    ),
    Demand(
        Wanted.COURT,
        r"\b(?:welke?|bij de|naar de) (?:\w+ )?(?:rechtbank\w*|rechter|hof|vrederechter)\b|\bin beroep (?:gaan|tegen)\b",
        r"\brechtba|\brechter|\bhof\b|\bberoep (?:aan|in)|arbeidshof",
    ),
    Demand(
        Wanted.PENALTY,
        r"\b(?:welke?|wat is de|wat zijn de|hoeveel|hoe hoog is de|krijg\w*|riske\w+|zijn er) (?:\w+ )?\w*(?:boete|straf|straffen|sanctie|gevangenisstraf)\w*\b",
        r"boete|\bstraf|sanctie|schors|uitsluit|geldstraf",
    ),
    Demand(
        Wanted.OFFICE,
        rf"\b(?:wie is|hoe heet|wie was|wat is de naam van|wie wordt)\b(?: \w+){{0,4}} {_OFFICES}\b",
        r"\b[A-Z][a-zà-ÿ]+ (?:(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er) )*[A-Z][a-zà-ÿ]+",
    ),
    Demand(
        Wanted.CONTACT,
        r"\b(?:telefoonnummer|telnr|gsm-?nummer|e-?mailadres|mailadres|webadres|url)\b|\bop welke website\b|"
        r"\b(?:adres|straatnaam|postcode|huisnummer|rekeningnummer|ondernemingsnummer)\b|\bin welke straat\b|\bwaar bevindt zich\b",
        r"@|https?://|www\.|\b\w+\.be\b|\b0\d{1,3}[ /-]\d|\+32|\b(?:straat|laan|plein|steenweg|kaai|lei)\b|(?:straat|laan|plein|steenweg|kaai|lei) \d|"
        r"\b\d{4} [A-Z]",
    ),
    Demand(
        Wanted.HOURS,
        r"\bopeningsu\w+\b|\bhoe laat\b|\b(?:wanneer|welke dagen) (?:is|zijn)\b.*\bopen\b|\bspreekuren\b|\bzitdag\w*\b",
        r"\b\d{1,2} ?(?:u|uur|h)(?:\d{2})?\b|\b(?:maan|dins|woens|donder|vrij|zater|zon)dag",
    ),
    Demand(
        Wanted.AGE,
        r"\b(?:welke|minimum|maximum|vanaf welke) ?leeftijd\w*\b|\bhoe oud\b",
        r"\b\d{1,3}\s?(?:-?jarig\w*|jaar|\+|plussers|-plussers)|\bleeftijd|\b(?:min|plus)\s?\d\d|\b\d\d-",
    ),
    Demand(
        Wanted.DEADLINE,
        r"\btot (?:wanneer|welke (?:dag|datum))\b|"
        r"\btegen (?:wanneer|welke (?:dag|datum))\b.*\b(?:aanvra\w+|aan te vragen|indienen|inschrijven|aanmelden)\b|"
        r"\buiterste (?:datum|dag)\b|\bdeadline\b",
        r"\b(?:tot|tegen|voor|einde?|t/m)\b[^.;]{0,25}\d{4}|\b\d{4} ?[-–] ?\d{4}\b|\buiterlijk\b|\bdeadline\b",
    ),
    Demand(
        Wanted.CHANGE,
        r"\b(?:met hoeveel|hoeveel (?:procent|%)?) ?(?:is|zijn)?\b.*\b(?:gestegen|gedaald|steeg|daalde|toegenomen|afgenomen|gegroeid|"
        r"veranderd)\b|\bhoe sterk\b.*\b(?:steeg|daalde|gestegen|gedaald)\b",
        r"\bsti?j?[eg]+|gestegen|\bdaal|gedaald|toenam|toegenomen|toename|afnam|afname|afgenomen|groei|ten opzichte|meer dan in|minder dan in",
    ),
    Demand(
        Wanted.ARTICLE,
        r"\b(?:welke?|in welk) (?:wets)?artikel\w*\b",
        r"\bart(?:ikel|ikels|ikelen|\.)?\s*\d",
    ),
    Demand(
        Wanted.REACTION,
        r"\bhoe (?:reageer|antwoord)\w*\b|\b(?:wat is|wat was|is er) (?:de|een|al een) (?:reactie|antwoord)\b|\bwat antwoord(?:de|t)\b",
        r"\breage|\breactie|\bantwoord",
    ),
    Demand(
        Wanted.DISTANCE,
        r"\bhoe ver (?:ligt|liggen|rijd\w*)\b|\bhoeveel (?:km|kilometer|meter)\b",
        r"\d\s?(?:km|kilometer|meter|m)\b",
    ),
    Demand(  # who is entitled to something, and when: that somebody wants it to be so does not tell
        Wanted.CONDITIONS,
        r"\b\w*voorwaarden?\b.*\b(?:voldoe\w*|krijg\w*|om\b.*\bte)\b|\bwat zijn de \w*voorwaarden\b|"
        rf"\b(?:wie|wanneer|of|wnr) (?:heeft|heb|hebben|komt|kom|krijgt)(?: {_ASKER}| er)?\b.*\b(?:recht op|in aanmerking)\b|"
        rf"^(?:heeft|heb|komt|kom) {_ASKER}\b.*\b(?:recht op|in aanmerking)\b",
        r"\bvoorwaarden?\b|\bin aanmerking\b|\brecht(?:en)? (?:op|hebben|heeft)\b|\b(?:heeft|hebben) (?:\w+ ){0,3}recht\b|"
        r"\brechthebbend|\bmits\b|\b(?:alleen|enkel|pas) (?:wie|als|wanneer)\b|\b(?:iedereen|wie|al wie|mensen) die\b",
    ),
    Demand(  # that something is so, is a reason for nothing; nor does "om ... te" say how a fact came about
        Wanted.CAUSE,  # why a thing is good or needed is told without such words too: "het versterkt het beleid"
        rf"^(?!.*{_WORTH}).*(?:\b(?:waarom|hoezo|hoe komt? (?:het|t|da\w*)|waaraan ligt|waar ligt .* aan|om welke reden\w*|door welke oorza\w*)\b|"
        r"(?:(?<=^)|(?<=en ))waardoor\b|\bwat (?:is|zijn) (?:de|het) (?:\w+ )?(?:oorza\w+|redenen?)\b)",
        r"\b(?:want|omdat|doordat|daardoor|hierdoor|waardoor|zodat|aangezien|immers|daarom|vandaar|dankzij|wegens|vanwege|namelijk|dus|"
        r"anders|gevolg\w*|redene?n?|(?:ver)?oorza\w+|leidt?|leiden|leidden?|leidde|geleid|zorg(?:t|en|de|den) (?:er )?voor|"
        r"bijdra(?:gen?|agt)|bijgedragen|dra(?:gen|agt) (?:\w+ ){0,2}bij|te (?:wijten|danken|maken met)|verkla(?:art|ren)|"
        r"(?<=[.;:] )door|door (?:de|het|een|hun|die|deze|dit|dat|te|gebrek)|gebrek aan|tekort aan)\b|^\W*door\b",
    ),
)


_COUNTED = re.compile(
    r"\b(?:hoeveel|hvl|aantal|percentage|procent|aandeel)(?: (?:van|de|het|een|er|die|alle|onze|andere|verschillende))* (?P<noun>[a-z-]{3,}(?:en|s))\b"
)


def counted(folded: str, *, people: bool = False) -> str:
    """The things behind "hoeveel" where they are no mere people: "platformen", not "mensen" or "rijksten"."""
    hit = _COUNTED.search(folded)
    mere = hit is None or (hit["noun"] in PEOPLE and not people) or hit["noun"].endswith("sten")
    return "" if hit is None or mere else hit["noun"]


def demands(folded: str) -> tuple[Demand, ...]:
    """What plain text asks for."""
    return tuple(demand for demand in DEMANDS if re.search(demand.asked, folded))


def met(demand: Demand, text: str) -> bool:
    """Does a text hold what is demanded?"""
    return re.search(demand.held, text, re.IGNORECASE if demand.wanted is not Wanted.OFFICE else 0) is not None
