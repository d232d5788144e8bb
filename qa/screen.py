"""Looks at a question before anything is searched: empty, endless, another language, orders instead of questions.

It does not know the documents; whether they hold an answer is decided later.
"""

import re

from qa.answer import Reason
from qa.question import plain

LONGEST = 2_000  # characters; a question is not a document

_FOREIGN = {
    "en": "the is are was were what which who how why where when does do did and of to for with from my your you i it this that "
    "have has can could should would please tell me about there their they many much".split(),
    "fr": "le la les des du un une est sont que quoi qui comment pourquoi quand ou et pour avec dans sur vous je mon ma mes votre "
    "combien quel quelle quels quelles il elle ils nous pas ce cette ces au aux par puis-je".split(),
    "de": "der die das ist sind was wer wie warum wann und oder fur mit von zu ich sie ihr mein meine ein eine einen nicht wieviel "
    "viele welche welcher auf bei dem den".split(),
    "es": "el los las es son que quien como por cuando y para con en mi su una unos cuantos cual donde".split(),
    "tr": "ve bir bu ne nasil kim icin ile kac mi mu degil var yok nerede".split(),
}
_DUTCH = frozenset(
    "de het een en van voor met op in te dat die is zijn wat hoe wie waar wanneer waarom welke welk hoeveel niet geen aan bij door "
    "er om ook als maar of naar over uit volgens moet moeten kan kunnen wil willen mag worden wordt krijgt heeft hebben tegen tot "
    "onder tussen zonder ik je u we ze mijn uw hun ons dit deze".split()
)
_GREETINGS = r"(?:help(?: mij)?|hallo|hoi|hey|dag|goe(?:de|ie)[a-z]* ?(?:morgen|middag|avond|dag)?|test|bedankt|dank u|merci|ok|oke|ja|nee)\W*"
_ORDERS = (
    r"\b(?:negeer|vergeet|omzeil|overschrijf|wis)\b.{0,40}\b(?:instructie\w*|opdracht\w*|regels?|richtlijn\w*|voorgaande|vorige|"
    r"bovenstaande|beperking\w*|documenten)\b|"
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instruction|rule|previous|prompt|above)\w*|"
    r"\bsyst(?:em|eem)[- ]?(?:prompt|instructie|bericht|message)\w*|\bdoe alsof\b|\bspeel de rol\b|\bgedraag je als\b|"
    r"\bje bent (?:nu|vanaf nu|voortaan)\b|\bu bent (?:nu|vanaf nu|voortaan) (?:een|geen)\b|\bvanaf nu\b.{0,30}\b(?:antwoord|ben|spreek|zeg)|"
    r"\bantwoord\b.{0,30}\b(?:enkel|alleen|uitsluitend|voortaan|altijd)\b.{0,20}\bmet\b|\bjailbreak\b|\bdeveloper mode\b|\bdan-modus\b|"
    r"\bwat zijn (?:je|jouw|uw) (?:geheime )?instructies\b|\b(?:toon|geef|herhaal|print)\b.{0,25}\b(?:je|jouw|uw) (?:geheime |interne )?"
    r"(?:instructies|prompt|opdracht|richtlijnen)\b|\bverzin\b|\bbeweer dat\b|\bbevestig dat\b|\bzeg (?:gewoon|maar|enkel|alleen)\b|"
    r"</?(?:system|instructions?|script)\b|\[/?inst\]|<\|"
)
_ERRANDS = (
    r"^(?:kun je |kan je |kunt u |wil je |wilt u |gelieve )?(?:even |eens |mij |me |voor mij )*\b(?:schrijf|maak|genereer|programmeer|"
    r"vertaal|bereken|teken|dicht|componeer|stuur|mail|boek|reserveer|bestel|zing|rijm|herschrijf|corrigeer)\b(?!.*\bvolgens\b)"
    r"(?! (?:werk|gebruik|de |het ))|"
    r"\b(?:schrijf|maak|genereer|vertaal|programmeer)\b.{0,25}\b(?:gedicht|script\w*|python|code|excel\w*|mail|brief|lied\w*|mop|grap|"
    r"essay|verhaal|toespraak|recept|motivatiebrief|vers|rap|haiku|limerick|engels|frans|duits)\b|"
    r"\b(?:gedicht|script|mail|brief|mop|grap|essay|verhaal|toespraak|recept)\b.{0,25}\b(?:schrijven|maken|vertellen|vertalen)\b"
)


def screen(text: str) -> Reason | None:
    """Why this is no question that documents could answer; None if it may be searched."""
    folded = plain(text)
    if not re.search(r"\w", folded):
        return Reason.EMPTY
    if re.fullmatch(_GREETINGS, folded):
        return Reason.TOO_VAGUE
    if len(text) > LONGEST:
        return Reason.TOO_LONG
    if re.search(_ORDERS, folded):
        return Reason.INSTRUCTION
    if re.search(_ERRANDS, folded):
        return Reason.OFF_TOPIC
    if foreign(folded):
        return Reason.OTHER_LANGUAGE
    return None


def foreign(folded: str) -> bool:
    """Do the small words of another language clearly outnumber the Dutch ones?"""
    words = re.findall(r"[a-z']+", folded)
    return any(_outnumbered(words, frozenset(own)) for own in _FOREIGN.values())


def _outnumbered(words: list[str], own: frozenset[str]) -> bool:
    """Words that both languages have ('is', 'in', 'die') say nothing."""
    theirs = sum(word in own and word not in _DUTCH for word in words)
    ours = sum(word in _DUTCH and word not in own for word in words)
    return theirs >= 2 and theirs > ours
