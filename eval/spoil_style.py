"""A question in another hand: bare, as keywords, in hurried Flemish; the words of its subject stay as they are.

It does not know what the question asks, or whether it can be answered.
"""

import re

from eval.question import GoldQuestion
from eval.spoil_typing import is_content
from eval.words import fold

_MARKS = re.compile(r"(?<!\d)[.,]|[.,](?!\d)|[^\w\s.,%€§+/-]|(?<!\w)[-/]|[-/](?!\w)")
_TOKEN = re.compile(r"[\w%€§][\w%€§.,/-]*[\w%€§]|[\w%€§]")
# What a searcher types although it is a small word: it says what is asked for, or turns the meaning round.
_KEPT = frozenset("niet geen zonder tegen hoeveel wanneer waarom wie waar".split())
# Verbs and nouns of asking, which say nothing about the subject.
_ASKING = frozenset(
    """
    geef noem som zeg vertel leg toon beschrijf vergelijk vraag vraagt vragen stelt stellen zegt zeggen vindt vinden
    denkt denken pleit pleiten noemt noemen staat staan schrijft schrijven bestaat graag alstublieft aub precies juist
    eigenlijk eigen zoal allemaal concreet komt komen krijgt krijgen geeft geven doet doen gaat gaan heet heten
    """.split()
)

# Small words, polite forms and fixed turns as they are typed in a chat; longer ones first, no word of a subject.
_HURRIED = (
    (r"in verband met", "ivm"), (r"met betrekking tot", "mbt"), (r"in plaats van", "ipv"),
    (r"ten opzichte van", "tov"), (r"onder andere", "oa"), (r"zo snel mogelijk", "zsm"),
    (r"op basis van", "obv"), (r"naar aanleiding van", "nav"), (r"wat is het", "wa is't"), (r"wat is", "wa is"),
    (r"van de", "vd"), (r"van het", "vh"), (r"van een", "ve"), (r"is het", "is't"),
    (r"hebt u|heb je|heeft u", "ebde"), (r"kunt u|kan je|kan u", "kunde"), (r"bent u|ben je", "zijde"),
    (r"moet je|moet u", "moede"), (r"wilt u|wil je", "wilde"), (r"ziet u|zie je", "ziede"),
    (r"weet u|weet je", "wete"), (r"ik heb", "k heb"), (r"ik wil", "kwil"), (r"ik moet", "kmoet"), (r"ik", "k"),
    (r"u|je|jij", "ge"), (r"jouw", "uw"), (r"wat", "wa"), (r"dat", "da"), (r"niet", "ni"), (r"het", "t"),
    (r"een", "n"), (r"er", "dr"), (r"hoeveel", "hvl"), (r"wanneer", "wnr"), (r"waarom", "wrm"),
    (r"misschien", "mss"), (r"volgens", "vlgs"), (r"tussen", "tss"), (r"met", "me"), (r"bijvoorbeeld", "bv"),
    (r"voor", "vr"), (r"moeten", "moete"), (r"kunnen", "kunne"), (r"worden", "worre"), (r"hebben", "hebbe"),
    (r"willen", "wille"), (r"mogen", "moge"), (r"vinden", "vinde"), (r"zeggen", "zegge"), (r"vragen", "vrage"),
    (r"krijgen", "krijge"), (r"eigenlijk", "eigk"), (r"natuurlijk", "ntrlk"), (r"iemand", "iem"),
    (r"altijd", "altij"), (r"alstublieft|alsjeblieft", "aub"),
)  # fmt: skip
_TURNS = re.compile("|".join(rf"(?P<t{n}>\b(?:{said})\b)" for n, (said, _) in enumerate(_HURRIED)))


def bare(gold: GoldQuestion) -> str | None:
    """Without capitals, accents and marks; a figure keeps its point or comma. None where there is nothing to lose."""
    return _changed(_unmarked(fold(gold.question)), gold)


def keywords(gold: GoldQuestion) -> str | None:
    """The words of its subject in their order, as in a search box; None where fewer than two are left."""
    tokens = _TOKEN.findall(gold.question)
    kept = [token for token in tokens if _is_keyword(token)]
    return _changed(" ".join(kept), gold) if len([word for word in kept if word.lower() not in _KEPT]) > 1 else None


def hurried(gold: GoldQuestion) -> str | None:
    """As it is typed to a colleague in Flanders: small words as they are spoken or cut short, no capitals, no marks."""
    said = _unmarked(gold.question.lower())
    return _changed(_TURNS.sub(lambda found: _HURRIED[int((found.lastgroup or "t0")[1:])][1], said), gold)


def _is_keyword(token: str) -> bool:
    small = token.lower()
    if small in _KEPT or any(letter.isdigit() for letter in token):
        return True
    return small not in _ASKING and is_content(token)


def _unmarked(text: str) -> str:
    return " ".join(_MARKS.sub(" ", text.replace("’", "'").replace("'", "")).split())


def _changed(text: str, gold: GoldQuestion) -> str | None:
    return text if text and text != gold.question else None
