"""What a yes or a no rests on: the patterns that `qa.verdict` reads questions and sentences with; both in plain text."""

from qa.stance import Stance

_AWAY = r"(?:afschaf\w*|schrapp\w*|stopzet\w*|stoppen|afbouw\w*|verbied\w*|terugdring\w*|terug te dringen|weg)"
_MORE_OF = r"(?:behoud\w*|invoer\w*|versterk\w*|uitbreid\w*|verhog\w*)"
SIDES: tuple[tuple[str, Stance | None], ...] = (  # a theme, and the side that a yes would mean; None: asked itself
    (r"\b(?:voor of tegen|tegen of voor)\b (?P<theme>.+)", None),
    (r"^(?:en |maar )?(?:is|zijn)\b ?(?:een )?(?:tegen|tegenstander van|gekant tegen)\b (?P<theme>.+)", Stance.AGAINST),
    (r"^(?:en |maar )?(?:verzet|kant) (?:zich )?tegen\b (?P<theme>.+)", Stance.AGAINST),
    (r"^(?:en |maar )?(?:is|zijn)\b ?(?:een )?(?:voor|voorstander van)\b (?P<theme>.+)", Stance.FOR),
    (r"^(?:en |maar )?(?:steunt|bepleit|pleit voor|staat achter|verdedigt)\b (?P<theme>.+)", Stance.FOR),
    (
        rf"^(?:en |maar )?(?:wil|willen|vraagt|moet|moeten|mag)\b (?P<theme>.+?) (?:worden )?(?P<deed>{_AWAY})(?: worden)?\b",
        Stance.AGAINST,
    ),
    (
        rf"^(?:en |maar )?(?:wil|willen|vraagt|moet|moeten|mag)\b (?P<theme>.+?) (?:worden )?(?P<deed>{_MORE_OF})(?: worden)?\b",
        Stance.FOR,
    ),
)
DEEDS = (  # the verb that is asked for, and what says the same
    (
        r"afschaf|schrap|stop|afbouw|weg",
        r"schaf\w*|afschaf\w*|afgeschaft|schrap\w*|geschrapt|stop\w*|afbouw\w*|uitdoof\w*|uitdoven|weg met",
    ),
    (r"verbied", r"verbied\w*|verbod\w*|verboden"),
    (r"terug", r"terug\w*|schaf\w*|afschaf\w*"),
    (r"behoud", r"behoud\w*|versterk\w*|uitbreid\w*"),
    (r"invoer", r"voer\w*|invoer\w*|ingevoerd"),
    (r"versterk", r"versterk\w*"),
    (r"uitbreid", r"uitbreid\w*|uitgebreid|breid\w*"),
    (r"verhog", r"verho\w*"),
)
PURPOSE = r" (?:om|opdat|zodat|omdat)\b"  # what comes behind it explains the claim
BELOW = r"\b(?:omdat|zodat|waardoor|waarbij|terwijl|dat|die|waar\w*|of|doordat|nadat|voordat|om)\b"  # a clause that hangs on another
ASKED_MUST = r"\b(?:moet|moeten|dient|dienen|hoeft|hoeven)\b"
ASKED_MAY = r"\b(?:mag|mogen|kan|kunnen)\b"
ASKED_WISH = r"\b(?:wil|willen|vraagt|vragen|pleit|pleiten|eist|eisen|verwacht|wenst|stelt .*\bvoor|vindt|gelooft)\b"
MUST = r"\b(?:moet|moeten|dient|dienen|verplicht\w*)\b"
MAY = r"\b(?:mag|mogen|kan|kunnen)\b"
CONDITIONS = r"\b(?:als|indien|wanneer|zolang|tenzij|behalve|op voorwaarde|mits|hoewel|voor zover|zou|zouden|misschien|mogelijk)\b"
REACH = r"\b(?:alle|elke?|iedereen|ieder|altijd|overal|enkel|alleen|uitsluitend|volledig|genoeg|voldoende|evenveel|meer|minder|meeste|nu|al|nog|zelf|gratis|verplicht\w*)\b"
LIMITS = r"\b(?:strev\w*|streeft|trachten|proberen|in de mate van|enkel|alleen|uitsluitend|slechts|soms|vaak|meestal|gedeeltelijk|deels|sommige|bijna|nauwelijks|minder)\b"
AIMS = r"\b(?:doel|doelen|doelstelling\w*|ambitie\w*|streef\w*|target\w*|plan om|tegen (?:eind |begin )?20\d\d)\b"
HELPERS = r"\b(?:is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben|had|hadden|krijgt|krijgen)\b"
SINGULAR = {
    "zijn": "is", "waren": "was", "worden": "wordt", "werden": "werd",
    "hebben": "heeft", "hadden": "had", "krijgen": "krijgt",
}  # fmt: skip
WHERE_TO = r"\b(?:tegen|met|naar|na|tot|door|binnen|buiten|tussen|dan|te|altijd|volledig|voldoende|genoeg|weinig|meer|minder)\b"
QUANTITY = (
    r"(?:\b(meer|minder|hoger|lager|groter|kleiner) dan |\b(minstens|minimaal|hoogstens|maximaal|ongeveer|ruim|bijna|tot) )?"
    r"(?<![\d.,])(\d+(?:[.,]\d+)*(?: ?%)?)(?: ([a-z-]+))?"
)
GOVERNMENT = r"(?:(?<=vlaamse)|(?<=waalse)|(?<=belgische)) overheid\b"  # "de Vlaamse overheid" is Vlaanderen
WISHES = r"(?:wil|willen|vraagt|vragen|vindt|vinden|gelooft|verwacht|eist|eisen|bepleit|pleit|steunt|verdedigt|verzet|kant|staat|wenst)"
TAKES = r"(?:is|zijn)"
SIDE_OF = r"(?:een )?(?:voor|tegen|voorstander|tegenstander|gekant)\b"
ASKING_WORDS = (
    r"\b(?:klopt|klopte|het dat|is het (?:waar|zo|juist) dat|waar dat|wil|willen|vraagt|vragen|pleit|pleiten|eist|eisen|verwacht|wenst|"
    r"vindt|vinden|gelooft|stelt|voor|moet|moeten|mag|mogen|kan|kunnen|dient|dienen|hoeft|hoeven|volgens|eigenlijk|ook|dan|"
    r"echt|daar|er|worden|wordt|zijn|hebben|heeft|krijgt|een|de|het|ja|nee|of)\b"
)
PLACES = {
    "vlaander": "vlam",
    "vlaming": "vlam",
    "brussel": "brussels",
    "walloni": "waals",
    "belgi": "belgisch",
}  # stems

# For `qa.siding`: what stands right before a thing and takes a side towards it, and what is said of it.
ARTICLE = r"(?:(?:de|het|een|deze|dit|die|onze|hun|alle|elke|verdere) )?"
LEADING = r"^(?:(?:de|het|een|deze|dit|die|van) )+"
BINDS = r"van|voor|in|op|aan|bij|door|met|tussen|over|naar|uit|binnen|tegen|onder"
BREAKS = r"[.,;:!?–] ?| (?:maar|want|omdat|terwijl|hoewel|of|zodat)(?= )| en (?=zorg|zet|geef|maak|ondersteun|laat|bouw|schaf|stop)"
NEITHER = r"\b(?:beperk\w*|verminder\w*|hervorm\w*|evolue\w*|herzie\w*|bijstur\w*|aanpas\w*|pas(?=.* aan\b))\b"
AWAY = (
    r"schaft?|schaffen|bouwt?|dringt?|stop|stopt|stoppen|stop met|schrapt?|schrappen|verbiedt?|verbieden|vermijdt?|"
    r"voorkomt?|bestrijdt?|verwerpt?|veroordeelt?|(?:afschaffing|afschaffen|stopzetting|stopzetten|afbouw|afbouwen) van|"
    r"verbod op|uitdoofscenario voor|einde aan|geen plaats voor|weg met|"
    r"(?:pleit|pleiten|verzet|verzetten|kant|kanten|gekant|protesteert|protesteren|strijdt)(?: \w+)? tegen"
)
MORE = (
    r"breidt?|voert?|behoudt?|behoudt? en versterkt?|versterkt?|behouden|versterken|erkent?|erkennen|garandeert?|"
    r"garanderen|waarborgt?|waarborgen|verankert?|verankeren|steunt?|steunen|bepleit|bepleiten|"
    r"(?:pleit|pleiten|kies|kiest|kiezen)(?: ook)? voor|voorstander van|(?:zet|zetten)(?: ook| volop| meer)? in op|"
    r"investeert?(?: ook| meer)? in|investeren(?: ook| meer)? in|maakt? werk van|stimuleert?|bevordert?|realiseert?|"
    r"(?:schaart|scharen) zich(?: \w+)? achter|staa[tn](?: \w+)? achter|nood aan|(?:behoud|invoering|versterking|uitbreiding) van"
)
HALVES = ((r"schaf", "af"), (r"bouw", "af"), (r"dring", "terug"), (r"breid", "uit"), (r"voer", "in"))
AWAY_FROM = r"stop|tegen|verbied|vermijd|voorkom|schrap"  # 'stop de afbouw van'
OWN = (  # what may stand before it: nobody but the publisher itself
    rf"{AWAY_FROM}|we|wij|ons|je|u|daarom|dus|ook|er|is|zijn|willen|vragen|vraag|pleit|pleiten|voor|voorstander|steun|"
    r"steunen|bepleit|bepleiten|verzet|verzetten|kant|kanten|maak|maken|werk|van|de|het|een|elke|alle|verdere"
)
IS_HELD = (
    r"(?:is|zijn|blijft|blijven|moet|moeten|dient|dienen|mag|mogen|vinden we|vindt) "
    r"(?:niet |nooit |wel |ook |heel |zeer |dan ook |voor ons |van )*(?:worden )?"
)
BAD = r"(?:onaanvaardbaar|nefast|inhumaan|zinloos|ongewenst|onwenselijk|afgeschaft|geschrapt|gestopt|verboden|stoppen|verdwijnen)"
GOOD = (
    r"(?:cruciaal|cruciaal belang|groot belang|onmisbaar|essentieel|noodzakelijk|behouden|versterkt|ingevoerd|blijven)"
)
PART = (  # what makes of a thing a part of it
    r" (?:van|voor|over|aan|naar|rond|om|onder|die|dat|bij|tussen|op|uit|door|met|zonder|binnen|waar\w*|als|zoals|"
    r"in (?!(?:de strijd|jouw|uw|die|alle|elke|in|het kader)\b)\w+)\b"
)
