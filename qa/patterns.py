"""How Dutch questions are worded, hurried Flemish included: the patterns that `qa.question` reads them with.

Those for questions meet `plain` text: lower case, no accents.
"""

import re

from ingest import Kind
from qa.values import ValueKind

TYPED = {  # hurried spelling -> the word; only what the patterns below need
    "wa": "wat", "da": "dat", "nie": "niet", "ni": "niet", "tgn": "tegen", "tegn": "tegen", "vr": "voor", "vlgns": "volgens",
    "vlg": "volgens", "moete": "moeten", "gebeure": "gebeuren", "hoevl": "hoeveel", "hvl": "hoeveel",
    "oeveel": "hoeveel", "wnr": "wanneer", "wrm": "waarom", "wrom": "waarom", "waaro": "waarom",
    "wlke": "welke", "kunne": "kunnen", "wille": "willen", "zegge": "zeggen",
    "ist": "is het", "vint": "vindt", "vind": "vindt", "wilt": "wil", "hoevel": "hoeveel", "watis": "wat is",
}  # fmt: skip

DATE = (
    r"\bwanneer (?:werd|is|was|keurde|besliste|beslist|begon|start|voerde|kwam|ging|nam|konden|kon|moet|nog|zijn|ondertekende|vond)\w*\b|"
    r"\bsinds wanneer\b|\b(?:op )?welke (?:\w+ )?(?:dag|datum|data|dagen|datums)\b|\bdatums?\b|"
    r"\bwelke? (?:jaar|maand)\b|\bdeadline\b|\btegen wanneer\b|\bvanaf wanneer\b"
)
DECIDES = (
    r"\b(?:goed ?ge?keur\w*|keurd?e?n?|beslis\w*|besluit\w*|regering\w*|decre\w+|oproep\w*|subsidie\w*|bekrachtig\w*|"
    r"gelanceerd|wijzig\w*|hervorm\w*|afgekondigd|toegekend|verlengd?)\b"
)
REFERENCE = (
    r"\breferentie\w*\b|\bregeringsbeslissing\w*\b|\bwelke beslissing\w*\b|\bwelk besluit\b|\b(?:lijst|overzicht) (?:met|van) (?:de |alle )?beslissingen\b|\bbeslissing van\b|"
    r"\bbeslissing over\b|\bbesliste\b|\b(?:nog (?:een|andere)|latere?|nieuwe) (?:\w+ )?beslissing\w*\b"
)
COMPARE = (
    r"\bvergelijk\w*|\bverschil\w*|\bovereenkom\w*|\braakvlak\w*|\bgelijkenis\w*|\bhetzelfde\b|\bgemeenschappelijk\w*\b|"
    r"\bgemeen hebben\b|\ballebei\b|\bbeiden?\b|\bvinden? .*elkaar\b|\btegenover elkaar\b|\beens\b|\bwelke organisaties\b|"
    r"\b(?:de|alle|verschillende) (?:andere )?(?:organisaties|partijen|bronnen|koepels)\b|\bdezelfde (?:mening|lijn|standpunten?)\b|\bten opzichte van\b|\bzowel\b|\bversus\b|\bvs\.?\b"
)
OPINIONS = (
    r"wil|willen|vind|vindt|vinden|vraagt|vragen|pleit|bepleit|pleiten|eist|eisen|stelt|stellen|zegt|zeggen|noemt|"
    r"steunt|schrijft|beweert|klaagt|waarschuwt|denkt|meent|hamert|verzet|ijvert|is (?:voor|tegen|van mening)|"
    r"dringt|roept|hekelt|bekritiseert|verdedigt|ziet|gelooft|wenst|raadt|adviseert|betreurt|rekent|verwacht|spreekt|maakt|"
    r"keert|kant|heeft het|staat achter|komt op"
)
OPINION = rf"(?:{OPINIONS})"
ORGANISATION = r"(?:organisatie|vakbond|document|vereniging|koepel|partij|instantie|publicatie|memorandum|bron)"
DOES = r"(?:kan|kunnen|mag|krijg\w*|bepaal\w*|organise\w*|beta(?:al|l)\w*|leid\w*|overkoepel\w*|beslis\w*|heeft|hebben|moet\w*|doe\w*|geef\w*|werk\w*|is dat|zijn)"
WHO = (
    rf"^(?:en )?wie (?!{DOES}\b)\w+|\bwie {OPINION}\b|^(?:en )?welke? {ORGANISATION}\b|^van wie (?:komt|is)|"
    rf"^(?:in|uit) welke? {ORGANISATION}\b|^bij wie (?:staat|lees)"
)
DEFINE = (
    r"^(?:en )?wat (?:is|zijn|was)(?: nu| eigenlijk| juist| precies)* (?:een |het |de )?(?!er\b|volgens\b)\w|"
    r"\bwat betekent\b|\bwat wordt (?:er )?bedoeld\b|"
    r"\bwaar(?:voor)? staat .*\bvoor\b|\bwaarvoor staat\b|\bafkorting\b|\bwat houdt .* in\b|\bwat verstaa\w*\b|\bwat bedoel\w*\b|\bdefinitie\b|"
    r"\bidee achter\b|\bleg(?:t)? .* uit\b|\bwat wil .* zeggen\b|\bhoe (?:omschrijft|definieert|werkt)\b|\buitleg\b"
)
LIST = (
    r"\bwelke\b(?! (?:rol|plaats|plek|taak|eis|datum|dag|data|organisatie|instantie|beslissing|mate|periode|maand|functie|richting|"
    r"prijs|kostprijs|doelstelling|wet|werkgelegenheidsgraad|tewerkstellingsgraad)\b)|\bsom\b.*\bop\b|\bnoem\b|"
    r"\bgeef\b.*\b(?:lijst|overzicht|voorbeelden|alle)\b|\boverzicht\b|\bopsomming\b|\blijst(?:je)? (?:van|met)\b|\bvoorbeelden\b|"
    r"\bwaar(?:aan|uit|mee|op) (?:allemaal)\b|\ballemaal\b"
)
WHY = r"\bwaarom\b|\bhoezo\b|\breden(?:en)?\b|\bhoe komt het\b|\bwaaraan ligt\b|\bwaar ligt .* aan\b|\boorza\w*\b"
PROPOSE = (
    r"\b(?:is|zijn) (?:voor|tegen)\b|\bvoor of tegen\b|"
    r"\bvoorste(?:l|llen)\b|\bstel(?:t|len)?\b.*\bvoor\b|\bvraa?g(?:t|en)\b|\bbepleit\w*\b|\bpleit\w*\b|\beis(?:t|en)?\b|"
    r"\bwil(?:len)?\b|\bmoet(?:en)?\b|\baanbeve\w*\b|\bverwacht\w*\b|\boplossing\w*\b|\bverlang\w*\b|\bdringt?\b|\bhoopt\b|\bwens\w*\b|"
    r"\bgebeuren\b|\bdoen\b|\baanpak\w*\b|\bhoe kan\b|\bhoe kunnen\b"
)
VERBS = (
    "is zijn was waren kan kunnen mag mogen moet moeten wil willen zal zou zouden heeft hebben had krijgt krijgen wordt worden "
    "werd vindt vinden ziet zien steunt steunen vraagt vragen pleit bepleit bestaat bestaan komt komen weegt gelooft staat staan "
    "geeft geven doet doen gaat gaan biedt hoort levert werkt werken geldt gelden klopt zegt zeggen volstaat neemt legt stelt zit "
    "zitten draagt telt maakt verwacht verplicht wijst betaalt betalen hoeft hoeven mogen bevat noemt subsidieert subsidieren ondersteunt ondersteunen "
    "organiseert organiseren helpt helpen bepaalt bepalen beslist beslissen financiert financieren verbiedt verbieden loopt daalt stijgt "
    "leidt leiden kent spreekt verdient"
)
YES_NO = rf"^(?:en |maar |dus )?(?:{'|'.join(dict.fromkeys(VERBS.split()))})\b|\bof niet\b|\bja of nee\b"
EXPECTS: tuple[tuple[ValueKind, str], ...] = (
    (ValueKind.EMAIL, r"\be?-?mailadres\w*\b|\b(?:welke?|wat is (?:de|het)|hun|naar welke?) e?-?mail\b(?=\W*$| van\b)"),
    (ValueKind.PHONE, r"\btelefoon\w*\b|\btel\b|\bgsm\b|\bbel(?:len)?\b.*\bnummer\b"),
    (ValueKind.CODE, r"\bcode\b|\bdeelrapportage\w*\b|\bbbc-?code\b|\brapporteer\w*\b"),
    (ValueKind.PERCENT, r"\bpercent\w*\b|\bprocent\w*\b|%|\baandeel\b|\bminimumaandeel\b|\bwelk deel\b|\bgraad\b|\bhoe groot is de (?:groep|kans)\b|"
        r"\w+graad\b|\bop de tien\b|\bop de 10\b|\barmoedecijfer\w*\b|\bkansarmoede-?index\b|\barmoederisico\b"),
    (ValueKind.MONEY, r"\bkost(?:en|te|prijs|enplaatje)?\b|\beuros?\b|\bbedrag\b|\bbudget\b|\bprijs(?:kaartje)?\b|\bbeta(?:al|l)\w*\b|\bvergoeding\b|"
        r"\w*tarie(?:f|ven)\b|\bhoeveel (?:subsidies?|premie|budget|steun|toelage|loon|inkomen|huur|vergoeding|belasting)\b|"
        r"\bbedraa?g(?:t|en)\b.*(?:drempel|uitkering|leefloon|toelage|premie|inkomen|huur|loon)|\w+(?:taks|tarief|premie) (?:betal|voor)\w*|\bhoeveel geld\b|\bhoe duur\b|\bwaard\b|\bverdien\w*\b|\bper uur\b"),
    (ValueKind.DATE, DATE),
    (ValueKind.DURATION, r"\bhoe ?lang\b|\bhoeveel (?:jaar|jaren|maanden|weken|dagen|uur|uren|keer)\b|\bhoe vaak\b|\baantal uren\b"),
    (ValueKind.COUNT, r"\bhoeveel\b|\baantal(?:len)?\b|\bhoe groot\b|\bhoe hoog\b|\bhoe oud\b|\bcijfers?\b|\bbedraa?g(?:t|en)\b|"
        r"\bwat is (?:.* )?(?:het|de) (?:laagste|hoogste|gemiddelde|minimum|maximum|maximale|minimale)\b|\bwelke hoogte\b|\bhoe hoog\b"),
)  # fmt: skip
MEASURED = (
    r"\bhoeveel\b|\bhoelang\b|^(?:wat )?kost(?:en)?\b|\bhoe (?:groot|hoog|lang|vaak|duur|veel|oud|ver)\b|%|-code\b|\bbedraa?g(?:t|en)\b|\b(?:wat|oeveel)\b.*\bkost(?:en|te)?\b|"
    r"\bwat moet(?:en)?(?: \w+){1,3} betal\w*|\bwat betaalt\b|\bwat (?:is|zijn)\b.*\bwaard\b|"
    r"\b(?:welk|wat is het|wat is de) (?:\w+ )?(?:aandeel|percentage|aantal|bedrag|deel|kostprijs|budget|hoogte|tarief)\b|"
    r"\bwelke? \w*(?:graad|aandeel|percentage|code|hoogte|tarief)\b|"
    r"\bwat (?:is|was) (?:de|het) [\w-]*(?:index|graad|cijfer|risico)\b(?=.* (?:in|bij) )|"
    r"\b(?:laagste|hoogste|gemiddelde?) \w*(?:tarief|bedrag|prijs|loon|premie|inkomen|leeftijd)\b"
)
MEASURES = (
    ValueKind.MONEY,
    ValueKind.PERCENT,
    ValueKind.COUNT,
    ValueKind.DURATION,
)  # 'de prijs van zorg' asks for words
NAMES_ASKED = (
    r"\bwelke? (?:\w+ ){0,2}(?:steden|stad|gemeenten?|landen|land|organisaties?|instanties?|partners?|partijen|actoren|bedrijven|"
    r"verenigingen|diensten|instrument(?:en)?|tool|professor|onderzoeker)\b|\bwie\b|\bmet welke instanties\b"
)
PRESENT = (
    r"\b(?:nu|vandaag|momenteel|op dit moment|reeds|zelf al)\b|\bal\b.*\b(?:opgezet|bestaa\w*|gestart|opgestart|actief)\b|"
    r"\bbestaan\b|\bloopt .* mis\b|\b(?:hebben|heeft|is|zijn) (?:er )?(?:nu )?(?:zelf )?al\b"
)
STANCE = (
    r"\bvoor of tegen\b|\bachter\b|\beens\b|\bsteunt?\b|\bvoorstander\b|\btegenstander\b|\bheil\b|\bstandpunt\b|\bvind(?:t|en)?\b|"
    r"\btegen\b|\bgelooft\b|\bmoet(?:en)?\b"
)
SIDE = (
    r"^(?:en )?(?:wie|welke? \w+) (?:is|zijn|staat|staan|kant|verzet|verzetten|pleit|pleiten|steunt|steunen|verdedigt|keert)\b.*"
    r"\b(?:voor|tegen|achter|voorstander|tegenstander|steunt|steunen|verdedigt)\b|"
    r"^(?:en )?(?:wie|welke? \w+) (?:wil|willen|vraagt|vragen|eist)\b.*\b(?:afschaffen|behouden|invoeren|stoppen|schrappen|"
    r"verbieden|afbouwen|uitbreiden|versterken)\b"
)
SIDE_FOR = r"\b(?:is|zijn|pleit|pleiten) (?:er )?(?:allemaal |nog )?voor\b(?! of tegen)|\bachter\b|\bvoorstander\b"
EVERYBODY = r"\b(?:de|alle|welke|verschillende|andere)(?: (?:verschillende|andere))? (?:organisaties|partijen|bronnen|koepels|documenten)\b"
SCAFFOLD = (
    r"\b(?:volgens|wat|welke?|wie|waar|wanneer|waarom|hoe|hoeveel|zegt|zeggen|vindt|vinden|vraagt|vragen|stelt|stellen|voorstellen|"
    r"voorstel|voor|bepleit|pleit|eist|standpunt|mening|document|memorandum|vergelijk|vergelijken|vergelijking)\b"
)

COMPARED = (  # what only says that publishers are held beside each other, or that they say something
    rf"\b(?:{OPINIONS})\b|"
    r"\b(?:denk(?:t|en)|kijk(?:t|en)|leg(?:t|gen)?|zet(?:ten)?|schuif(?:t|ven)?|schuiven|meld(?:t|en)|bied(?:t|en)|mis(?:t|sen)|"
    r"noem(?:t|en)|vermeld(?:t|en)?|kom(?:t|en)|ga(?:at|an)|doet|deed|doen|deden|klaag(?:t|en)|klagen|lijk(?:t|en)|"
    r"dien(?:t|en)|heeft|hebben|beschrij(?:ft|ven)|verwach(?:t|ten)|ziet|zien|staa?t?n?|lever(?:t|en)|opleveren|verdedigen|"
    r"steunen|dringen|schrijven|pleiten|bepleiten|spre(?:ekt|ken)|verschil(?:t|len)?|delen|deelt|zijn|is|wordt|worden|moet|moeten|"
    r"vragen|geeft|geven|neemt|nemen|haalt|halen|maken|verzetten|verstaan|verstaat)\b|"
    r"\b(?:eens|elkaar|allebei|alle(?:bei|drie)|beiden?|zowel|als|nadruk|aandacht|naast|naar voren|bezorgdhe(?:id|den)|tegenover|"
    r"verschil\w*|gelijkenis\w*|overeenkomst\w*|gemeen|gemeenschappelijk\w*|raakvlak\w*|hetzelfde|vergelijk\w*|ten opzichte|"
    r"mening\w*|visies?|houding|kijk|versus|vs|inleiding|elk|ieder|apart|respectievelijk|enerzijds|anderzijds|"
    r"waar(?:om|in|op|over|voor|mee|van|aan|bij|toe|tegen)?|daar(?:over|van|voor|bij|mee|in|aan|tegen|toe)?|"
    r"er(?:over|van|voor|bij|mee|in|aan|tegen|toe)?|eens|nog|ook|wel|zelf|juist|precies|eigenlijk|rond|inzake|over)\b"
)
_DID = r"(?:deed|nam|hielp|gaf|kwam|ging|bracht|trok|koos|begon|besloot|schreef|heeft|\w{3,}(?:[dt]e))"
GOVERNMENT_DID = (  # with what somebody says of it: 'wat deed de Vlaamse regering, en waarover klaagt de bond?'
    rf"\b{_DID} (?:de )?vlaamse regering\b(?=.*(?:[,;]| en )\W*(?:wa|wat|hoe|waar\w*|welke?) )"
)
GOVERNMENT_ASKED = rf"\b{_DID} (?:er van )?(?:de )?(?:vlaamse )?regering\b"
GOVERNMENT_TOO = rf"\b(?:wat|hoe|welke?|waar\w*|wanneer)\b[^,;?]*?{GOVERNMENT_ASKED}"
BESIDE_THEME = frozenset(
    "de het een die dat dit deze en of in om aan bij door naar te haar hun zijn er als zo op".split()
)


# Which documents a question is about. People call the proposals of one organisation what the other calls its memorandum.
_WISHES = r"memorand(?:um|a|ums)|beleidsvoorstellen|verkiezingsvoorstellen"
_PAPERS = r"(?:beleids|concept|visie)?nota'?s?|(?:jaar)?verslag(?:en)?|rapport(?:en)?|onderzoeksrapport(?:en)?"
_DECISIONS = r"(?:regerings)?beslissing(?:en)?|besluit(?:en)?"
_AGREEMENTS = r"(?:regeer|coalitie|bestuurs)akkoord(?:en)?"
KINDS: tuple[tuple[str, frozenset[Kind]], ...] = (
    (_WISHES, frozenset({Kind.MEMORANDUM, Kind.PROPOSALS})),
    (_AGREEMENTS, frozenset({Kind.AGREEMENT})),
    (r"wetgeving|decreet|decreten|regelgeving|wetteksten?|wetten", frozenset({Kind.LEGISLATION})),
    (_DECISIONS, frozenset({Kind.DECISION, Kind.DECISIONS})),
    (r"(?:beleids|concept|visie)?nota'?s?", frozenset({Kind.NOTE})),
    (r"(?:jaar)?verslag(?:en)?|rapport(?:en)?|onderzoeksrapport(?:en)?", frozenset({Kind.REPORT, Kind.RESEARCH})),
    (r"onderzoek(?:en)?|studies?", frozenset({Kind.RESEARCH})),
    (r"webpagina'?s?|website", frozenset({Kind.WEBPAGE})),
)
_ARTICLE = r"(?:het|de|dat|die|dit|deze|haar|zijn|hun|alle)"  # "een nota" may be any
IN_KIND = rf"\b(?:volgens|in|uit) (?:{_ARTICLE} )?(?:{_WISHES}|{_AGREEMENTS}|{_PAPERS}|{_DECISIONS})\b"
DATED_KIND = (
    rf"\b(?:{_WISHES}|{_AGREEMENTS}|{_PAPERS}|{_DECISIONS}|voorstellen) "
    r"(?:van voor |van |uit |voor |sinds |sedert |vanaf |na |tussen |tot |tot en met |in )?(?:het jaar |de jaren )?"
    r"(?:\d{1,2} )?(?:januari |februari |maart |april |mei |juni |juli |augustus |september |oktober |november |december )?"
    r"(?:19|20)\d{2}\b"
)
FOR_A_YEAR = r" voor (?:het jaar |de jaren )?(?:19|20)\d{2}$"  # made before it began, as often as in it
OTHER_GOVERNMENT = (  # "de federale regering besliste": whose decisions need not be those that are listed
    r"(?P<article>\b(?:de|het) )?\b(?P<whose>(?:federale?|belgische|waalse|brusselse|franse|nederlandse|duitse|europese|provinciale) "
    r"(?:regering|overheid|parlement|commissie|raad|unie|minister))\b"
)
DECISIONS_ASKED = rf"\b(?:welke|wat voor|alle|de|die|noem|geef) (?:\w+ )?{_DECISIONS}\b|\bbesliste\w*\b"
DECISIONS_LISTED = rf"\b(?:{_DECISIONS}|beslist|besliste[nd]?|besloten|besloot|goedgekeurd|keurde .*\bgoed)\b"
DATED_DECISIONS = (  # what a question about decisions of a day may say besides that day
    rf"\b(?:{_DECISIONS})\b|\b(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    r"referenties?|referentielijst|beslissingenlijst|lijst|overzicht|dateren|dateert|gedateerd|genomen|gemaakt|nam|namen|besliste[nd]?|beslist|"
    r"besloten|besloot|keurden?|goed|uit|viel|vielen|gevallen|gebeurde|werd|"
    r"vlaamse?|regering|jaar|maand|dag|datum|allemaal|alle|geef|noem|som|lijst|toon|mij|me|eens|graag|hebben|dragen|draagt|staan|staat|zijn|vallen|"
    r"werden|sinds|vanaf|tot|tussen|na|tijdens|welke|wat|voor|goedgekeurd|er)\b"
)
MADE_WHEN = (
    r"\b(?:in|op|uit|van|van voor|sinds|sedert|vanaf|na|tot|tot en met|tussen|tijdens|voor) (?:het jaar |de jaren )?"
    r"(?:\d{1,2} )?(?:januari |februari |maart |april |mei |juni |juli |augustus |september |oktober |november |december )?"
    r"(?:19|20)\d{2}\b"
)
IN_TITLE = re.compile(
    r"\b(?:in|uit|volgens|document|tekst|nota|memorandum|rapport|verslag|brochure|bestand|pagina)\s+(?:(?:de|het|document|tekst|nota|"
    r"memorandum|rapport|verslag|brochure|pagina)\s+){0,2}(?:“|‘|\"|'|«)(?P<title>[^“”‘’\"'«»]{4,90})(?:”|’|\"|'|»)",
    re.IGNORECASE,
)
FILE = r"\b[\w-]+\.(?:pdf|docx?|odt|html?|xhtml|md|txt)\b|\b\w+(?:[-_]\w+){2,}\b"  # with its ending, or long enough to be one
_TEXT = r"(?:document|tekst|nota|memorandum|rapport|verslag|brochure|akkoord)"
PAPER = re.compile(rf"{_WISHES}|{_PAPERS}|{_TEXT}|voorstel(?:len)?|standpunt(?:en)?")  # what a publisher writes
DOCUMENT_ABOUT = (
    rf"\b(?P<tied>[a-z]{{4,}})-{_TEXT}\b|\b(?:{_TEXT}|pagina|bestand) (?:over|rond) (?:de |het )?(?P<about>[\w-]{{4,}})"
)
LATEST = (
    r"\b(?:laatste|recentste|meest recente|nieuwste|jongste) (?:\w+ )?(?:\w*beslissing(?:en)?|besluit(?:en)?|nota|versie|memorandum|"
    r"document|decreet|verslag|rapport|subsidie|oproep)\b"
)

_POLITE = r"(?:(?:kun|kan|wil) (?:je|jij) |(?:kunt|wilt) u |graag |ik wil (?:graag )?|gelieve )?"
_GIVE = r"(?:geef|maak|schrijf|toon)?(?: me| mij| ons)?(?: eens)?(?: graag)? ?(?:een |de )?"
_WHOLE = rf"(?:{_WISHES}|{_PAPERS}|{_AGREEMENTS}|document|tekst|brochure|webpagina|pagina|beleidsvoorstellen)"
CHAPTER = r"(?:hoofdstuk|deel|sectie|paragraaf|rubriek)"
SUMMARY = (
    rf"\bvat\b.*\bsamen\b|\bsamenvatten\b|^{_POLITE}{_GIVE}(?:korte |beknopte |bondige )?samenvatting\b(?! \w+t\b)|"
    r"\b(?:hoofdpunten|kernpunten|krachtlijnen|hoofdlijnen|grote lijnen)\b|"
    r"\boverzicht van (?:de |alle )?(?:voorstellen|inhoud|hoofdstukken|eisen|standpunten)\b|"
    rf"\bwaarover (?:gaat|gaan|handelt) (?:het|de|dat|dit|deze|die) (?:\w+ )?{_WHOLE}\b|"
    rf"\bwa(?:t|ar)? staat er (?:allemaal |precies )?in (?:het|de|dat|dit|die|deze) (?:{CHAPTER}\b|{_WHOLE}(?: van (?!.*\bover\b)(?:\w+ ?)+)?\W*$)"
)
SUMMED_THEME = (
    rf"\b{CHAPTER}(?: over| rond)? \W?(?:de |het )?(?P<chapter>[\w'& -]+?)\W?(?= (?:van|in|uit|bij|volgens|samen\w*)\b|\W*$)|"
    r"(?<!\w)(?:over|rond|inzake) (?:de |het )?(?P<about>[\w'& -]+?)(?= (?:van|uit|bij|volgens|samen\w*)\b|\W*$)"
)

COUNTING_VERBS = (
    r"(?:kost(?:te)?|moet(?:en)?|mag|mogen|bedraa?gt|krijg\w*|verdien\w*|betaal\w*|zou(?:den)?|is|zijn|wordt|worden|kan|kunnen|heeft|"
    r"geld|euro|keer|meer|minder|procent|zitten|volgens)"
)
UNITS = (
    r"(?:jaar|jaren|maand|maanden|weken|dagen|uur|uren|percent|subsidies?|premie|budget|steun|toelage|loon|inkomen|huur|opzeg|"
    r"vergoeding|belasting)"
)
AFTER_NOUN = (
    r"(?:in|van|op|voor|met|is|zijn|worden|werden|kregen|krijgen|staan|hebben|er|die|dat|waar|volgens|om|tot|en)"
)

# What is no question for documents.
FOREIGN = {
    "en": "the is are was were what which who how why where when does do did and of to for with from my your you i it this that "
    "have has can could should would please tell me about there their they many much".split(),
    "fr": "le la les des du un une est sont que quoi qui comment pourquoi quand ou et pour avec dans sur vous je mon ma mes votre "
    "combien quel quelle quels quelles il elle ils nous pas ce cette ces au aux par puis-je".split(),
    "de": "der die das ist sind was wer wie warum wann und oder fur mit von zu ich sie ihr mein meine ein eine einen nicht wieviel "
    "viele welche welcher auf bei dem den sagt gibt es uber wo bekomme kann wann haben hat zum zur im hoch hilfe".split(),
    "es": "el los las es son que quien como por cuando y para con en mi su una unos cuantos cual donde cuantas hay puedo pedir ayuda una sobre hace".split(),
    "tr": "ve bir bu ne nasil kim icin ile kac mi mu degil var yok nerede diyor hakkinda bekliyor hangi neden".split(),
    "it": "il gli che della con come quanto quante quanti dove chi quale posso sono una ottenere aspettano".split(),
    "pl": "jak moge dostac gdzie ile kto czy jest dla nie sie czeka".split(),
    "ro": "unde pot cum cine este pentru si ce cat cate primi".split(),
}
OPENING = frozenset(  # words that begin a question in another language only
    "who what which how why where when whose combien quel quelle quels quelles comment pourquoi qui quoi wer warum wann welcher wieviel wo "
    "cuanto cuanta cuantos cuantas quien donde nasil kac nerede hangi jak gdzie ile kto czy quanto quante quanti dove chi quale unde cum cine".split()
)
DUTCH = frozenset(
    "de het een en van voor met op in te dat die is zijn wat hoe wie waar wanneer waarom welke welk hoeveel niet geen aan bij door "
    "er om ook als maar of naar over uit volgens moet moeten kan kunnen wil willen mag worden wordt krijgt heeft hebben tegen tot "
    "onder tussen zonder ik je u we ze mijn uw hun ons dit deze was waren doet zegt vindt krijgen wa da nie t".split()
)
ADVICE = (  # what nobody but the asker can decide
    r"\bwelke (?:partij|lijst|kandidaat)\b.*\b(?:stem\w*|kies|kiest|kiezen)\b|"
    r"\b(?:op|voor) wie\b.*\b(?:stem ik|stem je|stemmen we|moet ik\b.*\b(?:stemmen|kiezen))\b|"
    r"\bwat raa?d(?:t)? (?:je|jij|u) (?:mij|me|ons)?\b.*\baan\b|"
    r"\b(?:moet|zou|zal) ik\b.*\b(?:weggaan|scheiden|trouwen|stemmen|verhuizen)\b"
)
GREETINGS = r"(?:help(?: mij)?|hallo|hoi|hey|dag|goe(?:de|ie)[a-z]* ?(?:morgen|middag|avond|dag)?|test|bedankt|dank u|merci|ok|oke|ja|nee)\W*"
ERRANDS = (
    r"^(?:kun je |kan je |kunt u |wil je |wilt u |gelieve )?(?:even |eens |mij |me |voor mij )*\b(?:schrijf|maak|genereer|programmeer|"
    r"vertaal|bereken|teken|dicht|componeer|stuur|mail|boek|reserveer|bestel|zing|rijm|herschrijf|corrigeer)\b(?!.*\bvolgens\b)"
    r"(?! (?:werk|gebruik|de |het |(?:mij |me )?(?:een |eens )*(?:\w+ )?(?:lijst\w*|overzicht|opsomming|vergelijking|tabel|samenvatting)\b))|"
    r"^(?:\w+ ){0,3}(?:reken uit\b|vertel (?:(?:me|mij|ons|eens) )*een (?:mop|grap|verhaal|sprookje)\b|speel (?:muziek|een )|zet (?:een|de|mijn) (?:herinnering|"
    r"wekker|alarm|afspraak)\b|bel (?:het|de|een|mijn|naar)\b|geef (?:(?:me|mij|ons|eens) )*een recept\b|stel (?:een|mijn) [\w ]{0,30}(?:brief|mail|tekst|contract) )|"
    r"\bhoeveel is \d+ ?(?:maal|keer|plus|min|x|\*|[+/-]|gedeeld door) ?\d|\bhoe laat is het\b|\bwat (?:wordt|is|voor) (?:het )?weer\b|\bwelk weer\b|"
    r"\bwie (?:wint|won|speelt) (?:de |het )?(?:\w+ )?(?:match|wedstrijd|finale|koers|voetbal\w*)\b|"
    r"\b(?:schrijf|maak|genereer|vertaal|programmeer)\b.{0,25}\b(?:gedicht|script\w*|python|code|excel\w*|mail|brief|lied\w*|mop|grap|"
    r"essay|verhaal|toespraak|recept|motivatiebrief|vers|rap|haiku|limerick|engels|frans|duits)\b|"
    r"\b(?:gedicht|script|mail|brief|mop|grap|essay|verhaal|toespraak|recept)\b.{0,25}\b(?:schrijven|maken|vertellen|vertalen)\b"
)

# What kind of sentence could answer; these meet the source's own text.
PROPOSAL_HEADING = re.compile(r"voorstel|aanbeveling|eisen|vragen wij", re.IGNORECASE)
ASKING = re.compile(
    r"\b(?:vragen|pleiten|moet(?:en)?|dien(?:t|en)|verwachten we|wil(?:len)?|nodig|noodzakelijk|belangrijk|cruciaal)\b", re.IGNORECASE
)  # fmt: skip
DEFINING = re.compile(
    r"^(?:een |het |de )?[\w' -]{3,60}? (?:is|zijn|betekent|omvat|fungeren) |^via (?:een|het)|\bis een\b|\bgaat het om\b|\bbetekent dat\b|"
    r"\bverstaan\b|\boftewel\b|\bof gemeenschappelijk\b",
    re.IGNORECASE,
)
TAKES_SIDES = re.compile(
    r"\b(?:pleit|vind(?:t|en)|voor ons|volgens ons|achter|tegen|geen (?:plaats|decentralisatie)|stop|schaf|afschaf\w*|moet(?:en)?|"
    r"dien(?:t|en)|onaanvaardbaar|cruciaal|terug te dringen|valt .* onder|niet)\b",
    re.IGNORECASE,
)
HOLDS_FIRMLY = re.compile(
    r"\b(?:achter|overtuigd|voorstander\w*|tegenstander\w*|pleit\w*|stel(?:t|len) (?:we|wij) .*\bvoor|(?:we|wij) vragen|geen plaats|"
    r"nefast|onaanvaardbaar|afschaf\w*|schaf|stop|recht|cruciaal|essentieel|noodzakelijk|noodzaak|nood aan|verzet\w*|weiger\w*|"
    r"belangrijk|prioriteit|terug te dringen|voor ons|volgens ons|valt .* onder|hoort|dien(?:t|en)|mis(?:t|sen))\b",
    re.IGNORECASE,
)
ONLY_ASKED = r"\b(?:enkel|alleen|louter|uitsluitend|slechts|genoeg|voldoende|volstaat|volstaan)\b"
ONLY_SAID = re.compile(
    r"\b(?:enkel|alleen|louter|uitsluitend|slechts|zowel|volstaat|onvoldoende|te weinig|genoeg|samen)\b", re.IGNORECASE
)
CLAUSE_ENDS = re.compile(r"[,;:()]\s|\)|\b(?:maar|terwijl|waarvan|waar|en)\b", re.IGNORECASE)
NAME_INSIDE = re.compile(r"(?<![.!?:] )(?<!^)(?<!\n)\b[A-Z][\w’-]+")
REASONS = re.compile(
    r"\b(?:want|omdat|doordat|daardoor|hierdoor|zodat|aangezien|immers|daarom|leidt|leiden|zorgt voor|gevolg|reden|anders|waardoor|om zo)\b",
    re.IGNORECASE,
)

# What leans on the question before.
POINTS_FIRMLY = (
    r"^(?:waarom|hoezo|hoe dan|wat nog|nog|en dan|sinds wanneer|vanaf wanneer)\b|"
    r"\b(?:daar(?!om\b)\w*|hier(?:voor|van|over|mee|bij|aan|in|op)|er(?:van|voor|over|mee|bij|aan|in|op|tegen|naast)|"
    r"hun|hen|ze|zij|hij|hem|zo'n|zoiets|zulke?|nog (?:meer|iets|andere?))\b|\b(?:dat|dit|deze|die)\??$|"
    r"\b(?:is|zijn|was|wordt|kan|moet|doet|kost|betekent|geldt|zegt|wil|vindt|betaalt) (?:dat|dit)\b"
)
POINTS_BACK = (
    r"^(?:en|maar|of|ook|dus)\b|"
    r"\b(?:dat|dit|die|deze|er|hetzelfde|meer|verder|laatste|vorige|eerste|toch|dan|anders|ook|zelf|welke nog)\b"
)
# A question of such words alone names no theme: 'wa kost t', 'wie betaalt dat?'
THEMELESS = (
    r"(?:(?:en|maar|dus|wat|wa|hoe|hoeveel|wie|wanneer|waar|waarom|veel|lang|hoog|groot|duur|vaak|"
    r"kost|kosten|kostprijs|prijs|geld|betaalt|betalen|duurt|duren|gebeurt|geldt|mag|moet|kan|is|zijn|wordt|"
    r"dat|da|dit|die|deze|het|t|er|ze|hij|zij|we|wij|u|je|ik|nu|dan|eigenlijk|precies|ongeveer|juist|nog|allemaal|in|totaal)\W*)+"
)
OWN_THEME = r"\b(?:over|rond|inzake|omtrent|volgens|voor|van|met|tegen) (?:de |het |een )?[\w-]{4,}|\w{13,}"
WITHIN = r"\b(?:voor|van|bij|aan|met|over|de|het|een|aan) (?:\w+ )?\w{4,} (?:die|dat|als) [^,?]*"  # points at its own sentence
GOES_ON = r"^(?:en|maar|of|ook|dus)\b"
LIGHT = frozenset(
    "nemen krijgen kiezen vragen moeten kunnen willen hebben worden gebeuren zitten staan houdt betekent werkt gegeven betaald precies eigenlijk".split()
)
WHY_ALONE = r"(?:en |maar )?(?:waarom|hoezo|waarom dan|hoezo dan|waarom is dat|en waarom)(?: dat)?\W*"
ASKS_ELSE = r"\b(?:waarom|hoezo|wanneer|hoeveel|hoe (?:lang|vaak|groot|hoog|duur)|wie|waar|welke?)\b"
ANEW = re.compile(
    r"(?:(?:en|oke?|goed|dan|nu|nog)\b[ ,]*)*(?:iets (?:heel |helemaal )?anders|(?:een )?(?:andere|nieuwe) vraag|"
    r"(?:een )?(?:ander|nieuw) onderwerp)\s*[:;,.–-]\s*(?=\w)",
    re.IGNORECASE,
)
NEW_NOUN = (  # a question word, a verb, and a thing that nobody has spoken of
    r"(?:(?:wat|wie|hoeveel|hoe|waar|wanneer) \w+ een (?P<one>[\w-]+)|"
    r"wat (?:is|zijn|betekent|betekenen|doet) (?:een |de |het )?(?P<thing>[\w-]+))\W*"
)
NO_NOUN = (
    r"dat|dit|die|deze|het|ze|zij|hij|er|zoiets|(?:daar|hier|er)\w+|ge\w+[dt]|ver\w+[dt]|be\w+[dt]|nodig|belangrijk\w*|nieuw\w*|anders?|"
    r"mogelijk|gratis|beter|goed|slecht|duur|waar|juist|fout|haalbaar|concreet|dringend|nu|dan|eigenlijk|precies|zelf|"
    r"voorbeeld\w*|verschil\w*|reden\w*|gevolg\w*|doel\w*|oplossing\w*|probleem|problemen|voorwaarde\w*|voordel\w*|nadel\w*|cijfers?|"
    r"kostprijs|bedrag|budget|aanpak|voorstel\w*|standpunt\w*|mening\w*|plaats|keer|jaar|uur|maand|week|dag|persoon|gezin"
)
THE_OTHERS = (
    r"(?:(?:en|maar|ook) )?(?:(?:wat )?(?:zeggen|vinden|willen|vragen) )?"
    r"(?:de |alle )?(?:anderen|andere (?:organisaties|partijen|bronnen|koepels))(?: (?:daarvan|daarover|dan))?\W*"
)
MORE = frozenset(
    "nog meer verder andere anderen overige rest volgende details detail uitleg uitleggen toelichten toelichting verduidelijken "
    "concreter uitgebreider bedoel bedoelt verdere vervolg".split()
)
AROUND_MORE = frozenset(
    "en geef er voorbeelden voorbeeld een paar enkele zijn is welke wat dan de het toon noem me mij eens kan kun kunt je jij u ook iets "
    "heb hebt heeft ga gaan door alle van die dat dit alstublieft aub graag daarover hierover daarvan hiervan over eentje mag ik zie "
    "wil info informatie nader leg uit daarmee hiermee punten voorstellen zaken dingen opsommen lijst staan staat vertel bestaan hier "
    "daar wel maar zo concrete bijkomende ideeen maatregelen".split()
)
DETAIL = r"\b(?:details?|uitleg\w*|toelicht\w*|verduidelijk\w*|concreter|uitgebreider|bedoelt?|info\w*)\b"
ELLIPSIS = r"^(?:en|maar|ook|of)\b(?!.*\b(?:is|zijn|kan|kunnen|moet|moeten|wil|willen|wat|hoe|waarom|wie|welke?|heeft|krijgt|krijgen|wordt|doet|staat)\b)"
BARE = 3  # words that carry meaning; fewer than this cannot be a question of their own
EMPTY_WORDS = frozenset(
    "de het een en of in op van voor met bij te is zijn was wat hoe waarom wie welke welk er dat die dit dan ook nog maar "
    "volgens daar om aan als kan moet wil ja nee hoezo waar wanneer".split()
)
