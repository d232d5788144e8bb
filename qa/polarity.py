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
        rf"^(?:en |maar )?(?:wil|willen|vraagt|moet|moeten|mag)\b (?P<theme>.+?) (?:worden )?{_AWAY}(?: worden)?\b",
        Stance.AGAINST,
    ),
    (
        rf"^(?:en |maar )?(?:wil|willen|vraagt|moet|moeten|mag)\b (?P<theme>.+?) (?:worden )?{_MORE_OF}(?: worden)?\b",
        Stance.FOR,
    ),
)
PURPOSE = r" (?:om|opdat|zodat|omdat)\b"  # what comes behind it explains the claim
CLAUSES = r"[,;:–] ?| (?:omdat|zodat|waardoor|waarbij|maar|terwijl|dat|die|waar\w*)\b"
NEGATIONS = r"\b(?:niet|geen|nooit|noch|nergens|niemand|niets|zonder|evenmin)\b"
ASKED_MUST = r"\b(?:moet|moeten|dient|dienen|hoeft|hoeven)\b"
ASKED_MAY = r"\b(?:mag|mogen|kan|kunnen)\b"
ASKED_WISH = r"\b(?:wil|willen|vraagt|vragen|pleit|pleiten|eist|eisen|verwacht|wenst|stelt .*\bvoor|vindt|gelooft)\b"
MUST = r"\b(?:moet|moeten|dient|dienen|verplicht\w*)\b"
MAY = r"\b(?:mag|mogen|kan|kunnen)\b"
CONDITIONS = r"\b(?:als|indien|wanneer|zolang|tenzij|behalve|op voorwaarde|mits|hoewel|voor zover|zou|zouden|misschien|mogelijk)\b"
REACH = r"\b(?:alle|elke?|iedereen|ieder|altijd|overal|enkel|alleen|uitsluitend|volledig|genoeg|voldoende|evenveel|meer|minder|meeste|nu|al|nog|zelf|gratis|verplicht\w*)\b"
LIMITS = r"\b(?:strev\w*|streeft|trachten|proberen|in de mate van|enkel|alleen|uitsluitend|slechts|soms|vaak|meestal|gedeeltelijk|deels|sommige|bijna|nauwelijks|minder)\b"
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
