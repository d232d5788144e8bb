"""Finds orders to a machine inside a document: those are data like all else, but they bear no sentence of an answer.

The imperatives are those of a question that orders the assistant about (qa/misuse.py); a document may also address a
model by name, or imitate the signs of a conversation with one.
"""

import re

from qa import misuse
from qa.plain import plain

_MACHINE = r"(?:ai|chatbot|taalmodel|taalmodellen|language model|ai-assistent|assistent|llm)"
_ADDRESSED = (
    rf"\b(?:beste|hallo|let op|opgelet|aan (?:de|het|elke?)|dear|hey) {_MACHINE}s?\b|"
    rf"\b(?:als|voor) (?:een |elke? |het |de )?{_MACHINE}s?\b.{{0,40}}\b(?:moet|mag|antwoord|zeg|volg|lees)\w*|"
    rf"\b(?:u|je|jij) bent (?:een |de )?(?:\w+ )?{_MACHINE}\b|\byou are an? \w+ ?\w*\b|"
    r"</?\s?(?:passage|system|instructions?|script|im_start|start_of_turn)\b|<\||\|>|\bnummer="
)
_ORDERS = re.compile(f"{misuse.ORDERS}|{_ADDRESSED}")


def gives_orders(text: str) -> bool:
    """Does a text tell a machine what to say or to forget?"""
    return _ORDERS.search(plain(text)) is not None
