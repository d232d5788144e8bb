"""Finds orders to a machine inside a document: those are data like all else, but they bear no sentence of an answer.

A document may order its readers about ("Vermeld dat …", "Doe alsof …") and speak of machines ("De regels voor AI
moeten …"). Here count only the signs of a talk with a model, a model that is addressed and told what to do, and the
order to forget what it was told.
"""

import re

from qa.misuse import BEGINS
from qa.plain import lines_of, plain

_S = rf"(?:{BEGINS}|\b(?:en|and|dus|please)\s+)"
_MACHINE = (
    r"(?:ai(?:[- ](?:assistent|model|systeem|chatbot))?|(?:chat)?bot|chatgpt|taalmodel(?:len)?|language model|llms?|"
    r"(?:behulpzame|virtuele|digitale|helpful) (?:\w+ )?assist[ae]nt)\b(?!-)"
)
_DO = (
    r"(?:zeg|antwoord|schrijf|vermeld|meld|negeer|vergeet|prijs|lees|geef|noem|volg|herhaal|doe|maak|raad|beweer|bevestig|verzin|"
    r"neem|toon|stel|u moet|je moet|say|answer|reply|write|ignore|forget|give|repeat|praise|tell|you must)\b"
)
_TOLD = (
    r"(?:instructi\w+|instructions?|prompts?|systeem\w*|(?:vorige|voorgaande|bovenstaande|eerdere|andere|previous|above) "
    r"(?:\w+ )?(?:regels?|opdracht\w*|richtlijn\w*|tekst\w*|passages?|bronnen|documenten|antwoord\w*|rules?|text)|"
    r"(?:regels|opdrachten|richtlijnen) die (?:u|je|jij) kreeg)"
)
_ORDERS = re.compile(
    "|".join(
        (
            rf"{_S}(?:beste|hallo|hey|dear|let op|opgelet|aan) (?:elke? |alle |het |de |een )?{_MACHINE} ?[,:!] ?.{{0,40}}\b{_DO}",
            rf"\bals (?:een |het |de )?{_MACHINE},? (?:moet|mag|kan|zal|dient) (?:je|jij|u)\b|\b(?:als|indien|wanneer) (?:u|je|jij) (?:een )?{_MACHINE} bent\b",
            rf"\b(?:u|je|jij) bent (?:nu |vanaf nu |voortaan )?een (?!\w+ voor\b){_MACHINE}",
            rf"\b(?:if )?you are (?:now |no longer )?an? (?:\w+ )?(?:assistant|{_MACHINE})",
            rf"{_S}(?:negeer|vergeet|omzeil|overschrijf|wis)\b(?![^.!?]*\bniet\b)[^.!?]{{0,50}}\b{_TOLD}\b",
            rf"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{{0,40}}\b(?:{_TOLD}|prompts?|restrictions)",
            rf"{_S}(?:zeg|schrijf|beweer|antwoord) dat (?!(?:u|uw|je|jij|jouw|ik|we|wij|er|dit)\b)",
            rf"{_S}(?:antwoord|answer|reply) (?:uitsluitend|enkel|alleen|altijd|voortaan|only|always)\b(?! (?:met )?(?:ja|nee|op|als|wanneer)\b)",
            r"(?:^|[.!?\])>]\s*)#*\s*(?:system|assistant|systeembericht|systeemprompt|system prompt)\s?:",
            r"</?\s?(?:passage|system|instructions?|script|im_start|im_end|start_of_turn|end_of_turn)\b|<\||\|>|\bnummer=\"|\[/?inst\]",
        )
    )
)


def gives_orders(text: str) -> bool:
    """Does a text, or one of its lines, tell a machine what to say or to forget?"""
    return any(_ORDERS.search(plain(line)) for line in lines_of(text))
