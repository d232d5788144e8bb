"""How Dutch sentences wish, find and report: the patterns that `qa.mood` reads them with.

They meet the source's own text. A verb in the imperative is told by a list: Dutch spells it like a noun ("Werk", "Zorg").
"""

import re

_OURS = r"(?:wij|we)"
_FEW = r"(?:[^\s.;:]+ ){0,6}?"  # words between a verb and what belongs to it, within one clause

HEADINGS = re.compile(
    r"voorstel(?:len)?\b|\beisen\b|\bvragen (?:wij|we)\b|\b(?:wij|we) vragen\b|\bwensen\b", re.IGNORECASE
)
ADVISING = re.compile(r"aanbeveling(?:en)?\b|\badvie(?:s|zen)\b", re.IGNORECASE)

ASKS = re.compile(
    rf"\b{_OURS} {_FEW}(?:vragen|roepen {_FEW}op|dringen {_FEW}aan)\b|\b(?:vragen|roepen|dringen) (?:wij|we)\b|"
    r"\b(?:blijft|is|luidt) (?:\w+ )?(?:de|onze) vraag (?:aan|om)\b|\bde vraag aan\b|"
    rf"^(?:wij|we) {_FEW}oproepen\b",
    re.IGNORECASE,
)
EXPECTS = re.compile(
    rf"\b{_OURS} (?:[^\s,.;:]+ ){{0,2}}?(?:verwachten|rekenen (?:er)?op)\b|\b(?:verwachten|rekenen) (?:wij|we)\b",
    re.IGNORECASE,
)
PLEADS = re.compile(
    rf"\b{_OURS} {_FEW}(?:pleiten|bepleiten|eisen|bevelen|stellen (?:[^.;]{{0,60}} )?voor)\b|"
    r"\b(?:pleiten|bepleiten|eisen|bevelen) (?:wij|we)\b|\bstellen (?:wij|we) (?:[^.;]{0,80} )?voor\b|"
    rf"\b{_OURS} willen (?:graag )?(?:dat|een|meer|minder|geen|erover waken|erop toezien)\b|\bwillen (?:wij|we) (?:dat|een|meer|minder|geen)\b",
    re.IGNORECASE,
)
WISHES_OF = r"(?:pleit|bepleit|eist|wil (?:dat|een|meer|minder|geen)|stelt (?:[^.;]{0,60} )?voor\b|vraagt|dringt|roept)"  # behind a speaker
FINDS = re.compile(
    rf"\b{_OURS} {_FEW}(?:stellen {_FEW}vast|merken (?:dat|op)|zien (?:dat|een|ook))\b|\bstellen (?:wij|we) {_FEW}vast\b|"
    r"\b(?:merken|zien) (?:wij|we) (?:dat|een|ook|terugkeren)\b|\bzien (?:wij|we) (?:[\w-]+ ){0,4}(?:dat|terugkeren|opduiken)\b",
    re.IGNORECASE,
)
HOLDS = re.compile(
    r"\b(?:volgens|voor) ons\b|\b(?:vinden|geloven|menen) (?:wij|we)\b|\b(?:wij|we) (?:vinden|geloven|menen)\b|"
    r"\b(?:zijn|zijn wij|zijn we) (?:\w+ )?(?:er ?van )?overtuigd\b|\bscharen? (?:wij |we )?ons\b|\bstaan (?:wij|we) achter\b|"
    r"\b(?:ons inziens|wat ons betreft)\b|\bgeen plaats voor\b|\bhet is aan (?:de|het)\b|\bonaanvaardbaar\b|\bnefast\b|"
    r"\bis het (?:de|het) [^.;]{1,60}\b(?:die|dat) [^.;]{1,60}\bmoet|\bzou(?:den)? (?:dan ook )?een (?:grote )?stap vooruit\b|\bzou(?:den)? (?:dan ook )?een (?:grote )?stap voorwaarts\b",
    re.IGNORECASE,
)
WEIGHS = re.compile(  # a judgement of its own: "is belangrijk", "zijn daarbij cruciale partners"
    r"\b(?:is|zijn|blijft|blijven|lijkt|lijken)\b(?: (?!en\b)[\w-]+,?){0,8}? "
    r"(?:belangrijke?|crucia(?:al|le)|noodzakelijke?|nodig|onontbeerlijke?|onmisba(?:ar|re)|essentiële?|essentieel|"
    r"fundamente(?:el|le)|wenselijke?|primordia(?:al|le)|van (?:\w+ )?belang)\b",
    re.IGNORECASE,
)
REPORTS = re.compile(
    r"^\W*(?:(?:ook|zo|maar|en|bovendien) )?(?:uit (?!ons|onze|eigen)[^.;,]{0,90}?\b(?:blijkt|bleek|blijken)\b|"
    r"uit (?!ons|onze|eigen)[^.;,]{0,40}(?:berekening|onderzoek|cijfers|rondvraag|studie|enquête|bevraging|rapport)|"
    r"blijkt uit (?!ons|onze|eigen)|volgens (?!ons\b|onze\b|eigen\b)(?:de|het|een|professor|onderzoekers?|recent\w*|[A-Z]))|"
    r"\bblijkt uit (?!ons|onze|eigen)|\b(?:wijst|toont|vond|bevestigt) (?:\w+ )?onderzoek\b|\bonderzoek (?:wijst|toont|vond|bevestigt)\b|"
    r"\b(?:de )?onderzoekers (?:besl(?:oten|uiten)|stellen|stelden|vonden|vinden|concluderen|concludeerden)\b|"
    r"\bvolgens (?:(?:de|het) )?(?:professor|prof\.|onderzoek|studie|planbureau|enquête|cijfers|rapport)\b",
    re.IGNORECASE,
)
OBLIGES = re.compile(
    r"\b(?:moet|moeten|dient|dienen|hoort|horen|verdien(?:t|en)|kan best|kunnen best|mag (?:niet|geen|nooit)|mogen (?:niet|geen|nooit))\b|"
    r"\b(?:is|zijn) (?:er )?(?:\w+ )?nood aan\b|\bzou(?:den)? (?:[\w-]+ ){0,4}moeten\b",
    re.IGNORECASE,
)
BOUND = re.compile(  # what has to be by law, by habit or by fate is no wish of whoever writes it down
    r"\b(?:verplicht\w*|wettelijk\w*|volgens het decreet|vaak|meestal|soms|vandaag|momenteel|nu al|moeten (?:\w+en)\b[,.]?$|"
    r"(?:heeft|hebben) [^.;:]{0,80}\bmoeten|^\W*het (?:nieuwe )?(?:decreet|besluit|wet)\b|moest(?:en)?|moet worden\b.*\bdat bepaalt|zegt dat)\b",
    re.IGNORECASE,
)
LEANS = re.compile(
    r"^\W*(?:dit|dat|deze|die|ze|zij|zo|daar(?:door|bij|mee|naast)?|hier(?:door|bij|mee)?|op (?:die|deze) manier|hetzelfde|want|maw|"
    r"met andere woorden)\b",
    re.IGNORECASE,
)
MAY = re.compile(r"^(?!.*\bzal\b).*?\b(?P<verb>kan|kunnen)\b", re.IGNORECASE)
CLAUSE = re.compile(  # where a clause of its own begins: what is asserted stands before it
    r",? ?\b(?:waar(?:in|bij|door|op|mee|van|aan|uit|voor)?|die|zodat|omdat|indien|wanneer|wat|hoeveel|wie|om te|tot|zolang)\b",
    re.IGNORECASE,
)
OPENING = re.compile(r"^\W*(?:als|indien|wanneer|zolang|omdat|hoewel|nu|zodra|tot) [^,]*?(?:, | dan )", re.IGNORECASE)
THAT = re.compile(
    r"^\W*dat (?!(?:is|was|kan|staat|komt|zou|betekent|gaat|geldt|heeft|voorkomt|zijn|moet|doet|brengt|wordt)\b)",
    re.IGNORECASE,
)
NO_IMPERATIVE = re.compile(
    r"^\W*(?:denk (?:maar |daarbij |hierbij |bijvoorbeeld |ook )*aan|zie\b|kijk\b|klik\b|vergelijk (?:met|bv))",
    re.IGNORECASE,
)
LOANED = re.compile(
    r"^(?!.*(?:verkeer|beheer|weer|zeer|wanneer|meer|heer|sfeer|veer)$)\w{3,}eer$"
)  # Investeer, Organiseer
ACTORS = re.compile(
    r"\b(?:gemeenten?|\w*besturen|\w*bestuur|overhe(?:id|den)|regering|stad|steden|OCMW\W?s?|scho(?:ol|len)|werkgevers?|bedrijven|"
    r"organisaties|in samenwerking met|samen met)\b",
    re.IGNORECASE,
)
GOES_ON = re.compile(r"^\W*(?:hetzelfde|idem|dat) geldt\b", re.IGNORECASE)  # does what the sentence before does
CONDITION = re.compile(r"^\W*indien\b", re.IGNORECASE)
ALSO_ADJECTIVES = frozenset({"verplicht", "open"})
IMPERATIVES = frozenset(
    "aanvaard bied bedenk beperk behandel behoed behoud bekijk beloon benoem benut bepaal bereid beschouw bescherm bespreek besteed betaal "
    "betrek bevorder bewaak bezorg bind blijf bouw breid breng bundel combineer compenseer creëer daag deel denk doe doorbreek draag "
    "dring erken ga geef gebruik gun haal handhaaf help herbekijk herdenk herover herstel herwaardeer herzie hou houd huur informeer "
    "kies ken koppel laat leg lever let leid lok luister maak maximaliseer meet moedig neem nodig ondersteun onderzoek ontlast "
    "ontwikkel open overleg overweeg pak pas plaats plan promoot raadpleeg red reik richt rol roep schaf schakel schenk schep schrap "
    "schuif sluit span spoor spreek stap start stel stem steun stimuleer stop streef stuur toon treed trek vang veranker verbeter "
    "verbied verbind verbreed verdeel verduidelijk vereenvoudig vergemakkelijk vergroot verhinder verhoog verken verklein verlaag "
    "verleen verleng verlicht verlos vermijd verminder vernieuw verplicht verruim verscherp versnel versoepel versterk vertaal vertrek vertrouw "
    "vervang vervolg verwerk verwijder verzamel verzeker vestig volg voeg voer voorkom voorzie vorm vraag vrijwaar vul waak waarborg "
    "waardeer wacht weer wees werf werk wijs wijzig win zet zoek zorg".split()
)
STATES = frozenset(  # finite verbs that say how things are; the list tells a statement from a heading-like wish
    "is zijn was waren heeft hebben had hadden wordt worden werd werden blijft blijven bleef bleven bestaat bestaan bestond biedt "
    "bieden bood staat staan stond komt komen kwam gaat gaan ging ligt liggen lag zit zitten leeft leven leefde bedraagt bedragen "
    "bedroeg telt tellen groeit groeien steeg stijgt stijgen daalt dalen daalde krijgt krijgen kreeg geeft geven gaf doet doen deed "
    "maakt maken maakte leidt leiden leidde zorgt zorgen zorgde betekent betekenen beantwoordt beantwoorden vormt vormen speelt spelen "
    "toont tonen blijkt blijken bleek lijkt lijken heet heten geldt gelden gold draagt dragen droeg kent kennen kende ervaart ervaren "
    "betaalt betalen betaalde vraagt vragen vereist vereisen kost kosten werkt werken werkte woont wonen loopt lopen liep vindt vinden "
    "vond versterkt verbetert bevordert voorkomt zet houdt houden hield neemt nemen nam brengt brengen bracht ontvangt ontvangen ontving "
    "verleent verlenen volgt volgen ontbreekt ontbreken mist missen dreigt dreigen verdwijnt verdwijnen".split()
)  # fmt: skip
BEHIND_A_NOUN = frozenset(
    "is zijn was waren wordt worden werd werden blijft blijven heeft hebben had hadden kan kunnen mag mogen moet moeten zal zou gaat "
    "komt staat biedt betekent kost vraagt leidt zorgt vormt hoort lijkt blijkt loont".split()
)
