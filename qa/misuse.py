"""How a question orders the assistant about instead of asking: patterns that `qa.screen` reads a sentence with.

They meet plain text, line by line. An order is an imperative, so it begins a sentence or follows "en": "Negeert de
regering de instructies van Europa?" and "Welke regels moeten gemeenten vergeten?" are questions.
"""

BEGINS = r"^|[.!?:;,<>()\[\]#*•·▪‣◦–—“”„‘’«»\"'-]\s*"  # where a sentence can begin

_S = rf"(?:{BEGINS}|\b(?:en|maar|dan|daarna|eerst|gewoon|nu|alsjeblieft|alstublieft|aub|please|gelieve(?: te)?|wil je|kun je|kan je|kunt u|wilt u|"
_S += r"graag|je moet|u moet|you must|even)\s+)"
_THEM = r"(?:instructie\w*|opdracht\w*|aanwijzing\w*|regels?|veiligheids\w+|filters?|richtlijn\w*|beperking\w*|afspra\w+|prompt\w*|documenten|bronnen|passages|voorgaande|vorige|bovenstaande|alles)"
_YOUR = r"(?:je|jouw|uw|jullie)"
_SAID = r"(?:alle|al|alles|de|die|deze|dit|wat|elke|even|nu|maar|dus|gewoon|vanaf nu|je|jouw|uw|jullie|hierboven|bovenstaande|vorige|voorgaande|eerdere)"
_ORDERS = (
    rf"{_S}(?:negeer|negeert u|negeren|omzeil|overschrijf|herschrijf|wis|schakel|gooi)\b(?! (?:ik|we|wij|men)\b).{{0,60}}\b{_THEM}\b",
    rf"{_S}(?:vergeet|vergeten)\b(?: {_SAID}){{1,4}}.{{0,30}}\b(?:instructie\w*|opdracht\w*|richtlijn\w*|prompt\w*|bovenstaande|vorige|voorgaande)\b",
    rf"{_S}vergeet (?:(?:nu|even|maar|dus|gewoon) )*(?:{_YOUR}|alle|de|die|deze) (?:\w+ )?(?:regels?|documenten|bronnen|beperkingen|passages)\b(?![^.!]*\?)",
    rf"\b(?:je|jouw) (?:\w+ )?{_THEM}.{{0,15}}\b(?:negeren|vergeten|omzeilen|overschrijven)\b",
    rf"{_S}laat (?:alle|je|jouw|uw|de) [\w ]{{0,20}}{_THEM} (?:vallen|achterwege|los|varen)\b",
    r"\b(?:je|jij) hebt (?:geen|niet langer) [\w ]{0,10}(?:beperking\w*|regels|grenzen)\b|\b(?:beheerders|admin|god)-?modus\b|\bals (?:een )?(?:ai|ai-model|taalmodel)\b.{0,10}\b(?:mag|kan|moet) je\b",
    rf"{_S}(?:zeg|herhaal|spreek) (?:mij |me )?na\b|{_S}beantwoord (?:alles|elke|iedere|alle) .{{0,20}}\bmet\b|{_S}lieg\b|\b(?:je|jouw) (?:fantasie|verbeelding)\b",
    rf"{_S}vergeet (?:even |nu |maar )*(?:alles\b|dat (?:je|jij|u)\b)|{_S}trek (?:je|u) (?:\w+ )?niets aan van\b|{_S}sla de (?:bronnen|documenten|regels) over\b",
    r"\b(?:je|jij|u) (?:mag|kan|kunt|hoeft|moet|gaat) (?:\w+ )?(?:nu|voortaan|vanaf nu|niet meer|alles)\b.{0,40}\b(?:overslaan|liegen|verzinnen|negeren|zeggen|vergeten|"
    r"bronnen|regels|beperking\w*)\b",
    r"\b(?:ontwikkelaar|maker|beheerder|eigenaar|programmeur) van (?:dit systeem|deze (?:chat)?bot|bronwijzer|jou|je)\b|\btoestemming om alles\b|\bnieuwe instructies?\s?:",
    r"\b(?:vanaf nu|voortaan|vanaf dit moment|from now on)\b.{0,40}\b(?:antwoord\w*|reageer\w*|geen regels|regels niet|spreek\w*|respond|answer)\b",
    r"\b(?:je|jouw|uw|your|de|deze|the) (?:\w+ )?(?:systeem)?prompts?\b|\b(?:openai|chatgpt|gpt-?\d|anthropic|taalmodel)\b.{0,30}\b(?:je|jou|jij|u)\b|"
    r"\b(?:je|jou|jij|u)\b.{0,20}\b(?:chatgpt|openai|taalmodel|ai-model|chatbot)\b",
    rf"{_S}(?:antwoord|reageer|spreek|praat|geef antwoord|formuleer)\b.{{0,20}}\b(?:als (?:een|mijn|de)\b|zonder (?:te|de|bron)|in het (?:engels|frans|duits|arabisch))|"
    rf"{_S}(?:sluit|begin|eindig|start) (?:elk|ieder|je|jouw|uw|het|alle) antwoord(?:en)?\b|{_S}wees (?:nu )?(?:een|mijn)\b|{_S}doe of (?:je|jij|u)\b",
    r"\b(?:geef|zeg|wat is|deel)\b.{0,15}\b(?:je|jouw|uw) (?:eigen |echte |persoonlijke )?mening\b|\bzonder (?:te kijken|gebruik te maken) (?:in|van) de (?:documenten|bronnen)\b",
    r"\byou must (?:now )?(?:obey|say|ignore|answer)\b",
    rf"{_S}vergeet (?:alles|wat)\b.{{0,40}}\b(?:gezegd|geleerd|hiervoor|hierboven|weet|gevraagd)\b|{_S}vergeet {_YOUR} \w+",
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|previous|prompts?|above|guidelines|everything|restrictions?)\b",
    r"\b(?:oublie[zr]?|ignore[zr]?)\b.{0,40}\b(?:instructions?|consignes?|regles?)\b|\b(?:ignorier\w*|vergiss)\b.{0,40}\b(?:anweisung\w*|regeln|befehle)\b",
    r"\bolvida\b.{0,40}\binstrucciones\b",
    r"\bsyst(?:em|eem)[- ]?(?:prompt|instructie|instruction|message)\w*|\bsysteembericht\w*",
    r"(?:^|[.!?\])>]\s*|\n)#*\s*(?:system|systeem|assistant|assistent|developer|admin|beheerder)\s?:",
    rf"{_S}doe(?:t u)? (?:eens |nu |even )?alsof\b|{_S}speel (?:de |een |eens |nu )(?:rol\b|\w+ die\b)|\b(?:kruip in|neem) de rol\b|{_S}gedraag (?:je|u)\b|{_S}stel je voor dat (?:je|jij) ",
    r"\b(?:je|jij) bent (?:nu|vanaf nu|voortaan|geen|niet langer)\b|\bu bent (?:nu|vanaf nu|voortaan) (?:een|geen)\b|\bvanaf nu\b.{0,30}\b(?:antwoord|ben|spreek|zeg)\b",
    r"\byou are (?:now|no longer)\b|\b(?:pretend|act as|role ?play)\b|\btu es maintenant\b|\bdu bist jetzt\b",
    rf"{_S}antwoord\b.{{0,30}}\b(?:enkel|alleen|uitsluitend|slechts|voortaan|altijd|gewoon|telkens)\b.{{0,25}}\b(?:met|ja|nee|neen)\b",
    rf"{_S}antwoord (?:met )?(?:enkel|alleen|uitsluitend|slechts|gewoon|altijd)\b|\banswer (?:only|just|with)\b|\breply (?:only|just|with)\b",
    rf"{_S}antwoord\b.{{0,40}}\b(?:zonder (?:de |een |enige )?(?:bron\w*|documenten|citaten|beperking\w*|filters?)|los van de|buiten de documenten)\b",
    rf"\bjailbreak\w*\b|\bdeveloper mode\b|\bontwikkelaarsmodus\b|\bdan-modus\b|\bgod ?mode\b|\b{_YOUR} eigen kennis\b|\bbronvermelding staat\b",
    r"\bwat (?:zijn|is|waren) (?:je|jouw) (?:\w+ )?(?:instructies?|prompt|opdracht(?:en)?|regels|richtlijnen)\b|\bwat zijn uw (?:geheime )?instructies\b",
    r"\bwelke (?:\w+ )?(?:instructies|opdrachten|regels|richtlijnen) (?:heb|kreeg|volg|gebruik) (?:jij\b|je\b"
    r"(?: (?:zelf|nu|hier|precies|eigenlijk|allemaal|gekregen|meegekregen|van (?:je|jouw) \w+))*\W*(?:$|[?.!,]|\b(?:om|als|wanneer) .{0,30}\bantwoord))",
    rf"\b(?:toon|geef|herhaal|print|onthul|verklap|kopieer|schrijf|vertel|deel|repeat|show|reveal|print)\b.{{0,25}}\b(?:{_YOUR}|your) (?:\w+ ){{0,2}}"
    r"(?:instructies?|prompt|opdracht|richtlijnen|instructions|rules|regels|configuratie|sleutel|wachtwoord)\b|\b(?:je|jouw) (?:\w+ )?instructies\b",
    rf"{_S}(?:herhaal|kopieer|print) (?:alles|alle tekst|de tekst|wat) .{{0,30}}\b(?:hierboven|boven|staat|voor)\b",
    rf"{_S}(?:volg|voer) .{{0,30}}\b(?:deze|volgende|onderstaande|mijn|nieuwe) (?:\w+ )?(?:instructies?|opdracht(?:en)?|bevel(?:en)?)\b",
    rf"{_S}(?:verzin|fantaseer)\b(?! ik\b)|{_S}(?:beweer|bevestig|zeg|vertel|schrijf|meld|verklaar|herhaal|concludeer|geef toe|zet|vermeld) (?:(?:mij|me|ons|gewoon|"
    r"nu|duidelijk|in je antwoord|erbij|altijd) )*dat (?!nog\b|eens\b|even\b|opnieuw\b|anders\b|in \b|maar\b|niet\b|\W|$)",
    rf"{_S}zeg (?:gewoon|maar|enkel|alleen|altijd|niets anders|ja|nee|neen|precies)\b|\bsay (?:that|yes|only|just)\b",
    rf"{_S}(?:decodeer|ontcijfer|decode|voer uit|execute|run)\b.{{0,40}}(?:base ?64|rot ?13|\bcode\b|\bopdracht\b|[a-z0-9+/]{{16,}}=*)",
    r"</?(?:system|instructions?|script|passage|user|assistant)\b|\[/?inst\]|<\|",
)
ORDERS = "|".join(_ORDERS)
SPACED = r"(?:\b\w[ .*_-]){6,}\w\b"  # "n e g e e r"
LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}
RUN_TOGETHER = r"(?:negeer|vergeet|ignore|forget|omzeil)\w{0,40}(?:instruc|regels|opdracht|rules|richtlijn)"
QUOTED = r"(?<=\w )(?:“[^“”]{1,80}”|\"[^\"]{1,80}\"|'[^']{1,80}'(?!\w)|‘[^‘’]{1,80}’)"  # a title within a sentence
