"""What is said to the assistant itself: thanks, a greeting, "wie ben jij?", "klopt dat wel?". It needs no documents.

Only whole questions count: who asks "wie ben jij volgens de VVSG" gets an ordinary search.
"""

import re

from qa import phrases
from qa.plain import plain

_YOU = r"(?:je|jij|u)"
_SOON = r"(?:(?:en|maar|ok|oke|goed|ja|nee|super|top|prima|heel|erg|hartelijk)[ ,!.]*)*"
_WHO = (
    r"(?:wie|wat) (?:ben (?:je|jij)|bent u|is (?:dit|bronwijzer))|"
    r"wat is dit (?:voor een )?(?:programma|tool|toepassing|website)|"
    r"ben (?:je|jij) (?:een )?(?:mens|robot|computer|bot|ai|echt)|"
    rf"(?:wat|waarmee|hoe) (?:kan|kun|kunt) {_YOU}(?: (?:mij|me|ons|hier))?"
    r"(?: (?:voor (?:mij|me|ons)|doen|helpen|vertellen|opzoeken|allemaal|mee))*|"
    rf"wat (?:doe|doet|weet|ken) {_YOU}(?: (?:allemaal|hier|zoal))*|"
    rf"hoe werk(?:t|en)? (?:{_YOU}|dit|bronwijzer|deze tool)|waarvoor dien(?:t|en) (?:{_YOU}|dit)"
)
_DOUBT = (
    r"(?:klopt|is) (?:dat|dit|het)(?: antwoord)?(?: (?:wel|echt|zeker|allemaal|waar|juist|correct|betrouwbaar))+|"
    rf"klopt (?:dat|dit)|(?:ben|bent) {_YOU} (?:daar |er )?(?:wel )?zeker(?: van)?|"
    r"(?:kan|mag) ik (?:dat|je|u|dit) (?:wel )?(?:geloven|vertrouwen)|"
    r"hoe (?:weet je|weet u|ben je|bent u) (?:dat|daar)(?: zeker| zo zeker van)?"
)
_THANKS = r"(?:be)?dank(?:t|u|je)?(?: (?:je|u|jou))?(?: ?wel)?(?: hoor)?(?: voor .{1,40})?|merci|thanks|thx"
_GREETING = (
    r"(?:hallo|hoi|hey|hei|dag|goe(?:de|ie)[a-z]*(?: ?(?:morgen|middag|avond|dag))?)(?: bronwijzer)?|"
    r"hoe gaat het(?: met (?:je|u|jou))?"
)
_GOODBYE = r"tot (?:ziens|later|straks|morgen)|doei|salut|bye"

_SAID = (
    (_DOUBT, phrases.DOUBTED),
    (_WHO, phrases.ABOUT_ME),
    (_THANKS, phrases.THANKED),
    (_GREETING, phrases.GREETED),
    (_GOODBYE, phrases.FAREWELL),
)


def reply(text: str) -> str:
    """What to say to what is no question for documents; "" where it may be one."""
    folded = plain(text)
    return next((said for pattern, said in _SAID if re.fullmatch(rf"{_SOON}(?:{pattern})\W*", folded)), "")
