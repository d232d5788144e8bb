"""What personal data look like in a Belgian question: the patterns that `qa.personal` reads with.

They meet the text as it was typed, capitals and all. Check digits are not looked at here.
"""

import re

_BEFORE, _AFTER = r"(?<![\w.,/-])", r"(?![\w]|[.,/-]\d)"

REGISTER = re.compile(rf"{_BEFORE}\d{{2}}[ ./-]?\d{{2}}[ ./-]?\d{{2}}[ .–-]{{0,3}}\d{{3}}[ .–-]{{0,3}}\d{{2}}{_AFTER}")
REGISTER_WRITTEN = re.compile(
    r"\d{2}\.\d{2}\.\d{2}[ ]?[–-][ ]?\d{3}\.\d{2}"
)  # as on an identity card; nothing else looks so
REGISTER_NAMED = re.compile(
    r"\b(?:rijks\w*register\w*|rijksnummer|rijksreg\w*\.?|rrn?|insz|bis-?nummer|nationaal nummer|niss)\b(?:[- ]?(?:nummer|nr\.?))?"
    r"\W{0,3}(?:is |van \w+ is )?$",
    re.IGNORECASE,
)
ACCOUNT = re.compile(
    rf"{_BEFORE}[A-Z]{{2}}\d{{2}}(?:[ .-]?[A-Z0-9]{{4}}){{2,7}}(?:[ .-]?[A-Z0-9]{{1,3}})?\b", re.IGNORECASE
)
ACCOUNT_NAMED = re.compile(r"\b(?:iban|rekening\w*|bankrekening\w*)\b\W{0,3}(?:nr\.? |is )?$", re.IGNORECASE)
BELGIAN_ACCOUNT = re.compile(r"BE\d{2}(?:[ .-]?\d{4}){3}", re.IGNORECASE)
EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?: ?@ ?| ?[(\[](?:at|apenstaartje)[)\]] ?)(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12}\b",
    re.IGNORECASE,
)
DESKS = re.compile(  # an address of a desk is nobody's own
    r"(?:info|contact|onthaal|secretariaat|hallo|hello|mail|post|vragen|help|helpdesk|algemeen|bestuur|noreply|no-reply|pers|"
    r"communicatie|redactie|privacy|dpo|gdpr|ocmw|gemeente|stad|sociaalhuis|socialedienst|welzijn|zorg|jobs|vacatures|"
    r"[\w.-]*(?:dienst|beleid|huis|balie|loket|team|zorg|bestuur))(?:[._-][\w-]+)?$",
    re.IGNORECASE,
)
# An area code and what stands behind it, in the groups that people write; 0800, 070 and 078 are desks.
_COUNTRY = r"(?:(?:\+|00)32[ .-]?(?:\(0\)[ .-]?|0)?|\(?0)"
_GAP = r"[ ./-]{0,2}"
_SPLIT = r"\)?[ ]?[/. -][ ]?"
_SIX = r"(?:\d{2}[ ./-]?\d{2}[ ./-]?\d{2}|\d{3}[ ./-]?\d{3})"
_SEVEN = r"(?:\d{3}[ ./-]?\d{2}[ ./-]?\d{2}|\d{3}[ ./-]?\d{4}|\d{2}[ .]\d{2}[ .]\d{3})"
_ABROAD = r"(?:\+|00)(?!32)[1-9]\d{0,2}(?:[ ./-]?\(0\))?(?:[ ./-]?\d{1,4}){3,6}"
PHONE = re.compile(
    rf"(?<![\w.,/+-])(?:{_COUNTRY}4[5-9]\d{_GAP}{_SIX}|{_COUNTRY}(?:[2349]{_SPLIT}{_SEVEN}|(?:1\d|5\d|6\d|7[1-79]|8[1-9]){_SPLIT}{_SIX})"
    rf"|(?:\+|00)32[ .-]?(?:\(0\))?[ .-]?[1-9]\d{{7}}|{_ABROAD}){_AFTER}"
)
PHONE_CLOSED = re.compile(
    rf"{_BEFORE}0[1-9]\d{{7}}{_AFTER}"
)  # 092345678: any number, unless it is called a telephone's
PHONE_NAMED = re.compile(
    r"\b(?:tel|telefoon\w*|gsm\w*|mobiel\w*|bel|belt|bellen|bereikbaar|whatsapp)\b\W{0,3}(?:nr\.? |nummer |naar |op |is |met |via )*$",
    re.IGNORECASE,
)

_WORD = r"[A-ZÀ-Þ][\w'’-]{0,30}"
_PARTICLE = r"(?:[Vv]an|[Dd]e[nr]?|[Tt]e[rn]?|[Ee]l|[Aa]l|[Bb]en|[Ll][ea]|[Dd]u|['’]t)"
TITLE = r"(?:[Mm]evrouw|[Mm]evr\.?|[Mm]w\.?|[Mm]eneer|[Mm]ijnheer|[Dd]e heer|[Dd]hr\.?|[Jj]uffrouw|[Dd]okter|[Dd]r\.|(?:[Dd]e )?[Ff]amilie|(?:[Hh]et )?[Gg]ezin)"
_FULL = rf"{_WORD}(?: {_PARTICLE}){{0,3}} {_WORD}(?: {_WORD}){{0,2}}"
_INITIALS = r"(?:[A-Z]\.[ -]?){1,3}"
NAME = rf"(?<!\w)(?:{TITLE} (?:{_INITIALS})?(?:{_PARTICLE} ){{0,3}}{_WORD}(?: {_WORD}){{0,2}}|{_INITIALS}(?:{_PARTICLE} ){{0,3}}{_WORD}|{_FULL})"
TYPED_NAME = r"\b[a-zà-ÿ][a-zà-ÿ'’-]{1,30} (?:(?:van|de|den|der) ){0,2}[a-zà-ÿ][a-zà-ÿ'’-]{1,30}"  # nobody types capitals in a hurry
PERSON = (
    r"(?:cli[eë]nte?|klant|buur(?:man|vrouw|jongen|meisje)|moeder|vader|ouders?|zoon|dochter|(?:klein|stief|pleeg)?kind|zus|broer|oma|opa|"
    r"grootouder|man|vrouw|echtgeno(?:o|)te?|partner|vriend(?:in)?|bewoner|bewoonster|huurder|huurster|pati[eë]nte?|leerling|collega|"
    r"dame|heer|persoon|gezin|familie|jongen|meisje|kandidaat|ik|hij|zij|ze)"
)
ONE_PERSON = re.compile(
    rf"\b(?i:mijn|men|m['’]n|onzen?|ons|een|de|het|deze|dit|haar|zijn|jouw|uw) {PERSON}\b|\b(?i:ik|hij|zij|ze)\b"
)

_STREETS = r"(?:straat|str\.|laan|weg|plein|lei|dreef|steenweg|stwg\.?|baan|kaai|dijk|markt|hof|pad|berg|vest|plaats|park|singel|wijk|veld|lane|rue)"
_HOUSE = r",? (?:nr\.? ?|nummer )?(?!(?:19|20)\d\d\b)\d{1,4}(?: ?[a-zA-Z])?\b(?: ?(?:/|bus|b\.?|bte) ?\w{1,4}\b)?"
_TOWN_NAME = rf"{_WORD}(?:[ -]{_WORD})?"
_POSTAL = rf"[\s,–-]{{1,3}}(?:(?:in|te) )?(?:B-?)?[1-9]\d{{3}} (?:{_TOWN_NAME}|[a-z][\w-]+)"
STREET = re.compile(
    rf"\b(?:{_WORD} ){{0,3}}(?:{_WORD}{_STREETS}|{_STREETS.title()})\b{_HOUSE}(?:{_POSTAL}|,? (?:in |te )?{_TOWN_NAME}\b)?"
    rf"|\b{_WORD}(?: {_WORD}){{0,3}}{_HOUSE}{_POSTAL}"
    rf"|\b[Rr]ue (?:d[eu]s? |la |l['’]){{0,3}}{_WORD}(?: {_WORD}){{0,2}}{_HOUSE}(?:{_POSTAL})?"
    rf"|\b[a-zà-ÿ'’-]{{2,30}}{_STREETS}\b{_HOUSE}{_POSTAL}"
)
TYPED_STREET = re.compile(
    rf"\b[a-zà-ÿ'’-]{{2,30}}(?:straat|laan|steenweg|stwg\.?|dreef|plein)\b{_HOUSE}(?: (?:in|te) [\w-]+)?"
)
LIVES = (
    rf"(?: (?:uit|van|in|te) {_WORD})?"
    r"[\s,(;:–-]{0,3}(?:(?:die|dat|en) )?(?:(?:woont|woon|wonend|wonende|gedomicilieerd|verblijft|verblijvend|verblijvende|woonachtig|uit|van|adres|met"
    r"(?: als)? adres|op het adres|thuis) ?:? ?)?(?:(?:in|op|te|aan) )?(?:(?:de|het|een) )?"
)
LIVES_TYPED = r"(?: ?[,(] ?| (?:uit|wonende|(?:die )?woont)(?: (?:in|te|op))?(?: (?:de|het))? )"
LIVES_THERE = re.compile(
    r"\b(?:woon|woont|wonende?|gedomicilieerd|verblijft?|verblijvende?|woonachtig|adres)\b", re.IGNORECASE
)

_MONTH = r"(?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?"
_DAY = rf"(?:\d{{1,2}}[ ./-]{{1,2}}(?:\d{{1,2}}|{_MONTH})[ ./-]{{1,2}}(?:19|20)?\d{{2}}\b|(?:19|20)\d{{2}}-\d{{2}}-\d{{2}}\b)"
_BORN = r"\d{1,2}[ ./-]\d{1,2}[ ./-](?:19[2-9]\d|200\d)\b"  # beside a name; decisions are younger
BIRTH = re.compile(
    rf"(?P<said>\bgeboortedatum(?: is| was)?\W{{1,3}}|°\s?)(?:op )?{_DAY}|\b(?:geboren|geb\.?)(?: is| werd)?\W{{1,2}}(?:op |te \w+ op )?{_DAY}|(?<=, ){_BORN}|(?<= \(){_BORN}",
    re.IGNORECASE,
)

# What stands between two such things, or in front of one, and goes with them. No alternative begins as another ends.
_NOUN = (
    r"(?:rijks\w{0,4}registernummer|rijksregister|rrn|insz|bis-?nummer|iban|(?:bank)?rekening(?:nummer|nr)?|e-?mail(?:adres)?|mailadres|"
    r"telefoon(?:nummer)?|tel|gsm(?:-?nummer)?|nummer|nr|adres|geboortedatum)"
)
NOUN = re.compile(
    rf"(?:\b(?:met|via|op|naar|en|(?:zijn|haar|mijn|diens|het|de|een|als))[ ])*\b{_NOUN}\b[ .:=-]*(?:is )?$|\b(?:op|naar|via|met) $",
    re.IGNORECASE,
)
PLACE = re.compile(rf"{LIVES}$", re.IGNORECASE)
BETWEEN = rf"(?:[\s,;:.()/–-]|\b(?:met|en|via|op|naar|is|als|zijn|haar|mijn|diens|het|de|een|heeft|bereikbaar|geboren|woont|wonende?|te|in|{_NOUN})\b){{0,40}}"

GREETING = re.compile(
    r"(?<=[?.!])\s*(?:met (?:vriendelijke|hartelijke|beste|sociale) groet\w*|vriendelijke groet\w*|mvg|groet(?:en|jes)?|hartelijk dank|alvast bedankt)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
PARTICLES = frozenset("van de den der te ten ter el al ben le la du 't".split())

# A capital that is no part of somebody's name.
STARTERS = frozenset(
    "krijgt heeft kan kunnen mag moet is zijn was wat waar woont wil wie hoe welke welk voor aan van als mijn onze beste dag hallo "
    "wordt werd doet geldt ontvangt betaalt komt gaat zou heb wanneer waarom help helpt waarop mogen moeten in op bij met over "
    "ben heet volgens dat de het een ik wij u jullie hij zij ze en of maar want goeiedag goedendag hoi naam vraag cliënt cliënte client "
    "betreft beoordeel schrijf mail bel stuur geef zoek verdient behoudt verliest hoeveel kent steunt dossier".split()
)
ORGANISATIONS = re.compile(
    r"(?:ocmw|caw|cpas|stad|gemeente|vzw|nv|bv|vdab|vvsg|abvv|acv|vlaams|vlaamse|departement|agentschap|regering|minister|sociale?|openbaar|"
    r"welzijn|artikel|project|campus|residentie|loket|koning\w*|federale?|provincie|politie|school|basisschool|bibliotheek|brede|de|het|wzc|"
    r"woonzorg\w*|sint|unie|kruispuntbank|fonds|ons|lokaal|kind|team|groep|"
    r"\w*(?:huis|huizen|centrum|dienst|diensten|bestuur|verbond|vereniging|organisatie|maatschappij|bond|raad|kantoor|zorg|werk|hulp|opvang))$",
    re.IGNORECASE,
)
FUNCTION_WORDS = frozenset(
    "de het een en of in op aan van voor bij met te tot naar over uit om door wat waar wie hoe welke welk hoeveel wanneer waarom is zijn was "
    "heeft krijgt kan mag moet wil woont wonend wonende mijn onze deze dit dat die er hier daar ik hij zij ze wij u je sociaal lokaal "
    "loket dienst nieuwe oude".split()
)  # fmt: skip
