"""Writes a follow-up out in full with the words of the question before it: "En in de steden?", "En het ABVV?".

Only what can be said in good Dutch; "" where it cannot, and then both questions are read together. It does not know
what was answered.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest import MONTHS
from qa import patterns, phrases
from qa.plain import plain

_ABOUT = "over rond inzake omtrent".split()
_PLACE = "in op te binnen buiten".split()
_GROUP = "bij voor van onder".split()
_TIME = "tussen sinds na vanaf tijdens tot".split()
_PREPOSITIONS = [*_ABOUT, *_PLACE, *_GROUP, *_TIME, *"met tegen aan uit per door zonder naar".split()]
_PREPOSITION = "|".join(_PREPOSITIONS)
_VERBS = (
    "is|zijn|was|waren|kan|kunnen|kon|mag|mogen|moet|moeten|wil|willen|zal|zou|zouden|heeft|hebben|had|hadden|krijgt|krijgen|kregen|"
    "wordt|worden|werd|werden|doet|doen|deed|staat|staan|gaat|gaan|komt|komen|vindt|vinden|zegt|zeggen|vraagt|vragen|stelt|stellen|"
    "geeft|geven|leeft|leven|woont|wonen|betaalt|betalen|kost|kosten|bestaat|bestaan|geldt|gelden|gebeurt|gebeuren|loopt|lopen"
)
_ASKS = r"wat|hoe\w*|waarom|wie|welke?|wanneer|waar\w*"
_PHRASE = re.compile(
    rf"\b(?P<by>{_PREPOSITION})\s+(?P<what>(?:(?!\b(?:{_PREPOSITION}|{_VERBS}|volgens|die|dat|om|zelf)\b)[^,?:;()])+)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"^(?:(?:en|maar|of|ook|dus)\b,?\s*)+(?:dan |ook |nu |eens )?", re.IGNORECASE)
_SPOT = (
    r"\b(?:steden|stad|gemeenten?|platteland|dorp(?:en)?|land(?:en)?|provincies?|regio'?s?|grootsteden|centrumsteden|vlaanderen|belgie|"
    r"buitenland|wijk(?:en)?|buurt(?:en)?|scholen|school|randgemeenten|kust|grote steden|kempen|westhoek|"
    r"hageland|waasland)\b"
)
_YEAR = r"\b(?:19|20)\d{2}\b"
_WHOLE_TIME = re.compile(
    rf"\b(?:in|op|uit|van|{'|'.join(_TIME)}) (?:\d{{1,2}} )?(?:(?:{'|'.join(MONTHS)}) )?{_YEAR}", re.IGNORECASE
)
_MONTHED = re.compile(rf"\b(?:{'|'.join(MONTHS)}) {_YEAR}", re.IGNORECASE)
_SAYS = {
    "vinden": "vindt", "zeggen": "zegt", "willen": "wil", "vragen": "vraagt", "stellen": "stelt", "eisen": "eist",
    "pleiten": "pleit", "denken": "denkt", "bieden": "biedt", "verwachten": "verwacht", "zien": "ziet", "doen": "doet",
    "schrijven": "schrijft", "hopen": "hoopt", "noemen": "noemt", "bepleiten": "bepleit", "voorzien": "voorziet",
    "beloven": "belooft", "moeten": "moet",
}  # fmt: skip
_POINTERS = {"mee": "met", "toe": "tot"} | {
    p: p for p in "over van voor bij tegen in op aan rond uit onder naar".split()
}
_POINTER = re.compile(rf"\b(?:daar|er)(?P<by>{'|'.join(_POINTERS)})\b", re.IGNORECASE)
_VERB_THEY = re.compile(rf"\b(?P<verb>{'|'.join(_SAYS)}) (?:zij|ze)\b", re.IGNORECASE)
_THEY_VERB = re.compile(rf"\b(?:zij|ze) (?P<verb>{'|'.join(_SAYS)})\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?P<head>hoeveel (?:(?:procent|percent) van )?(?:de |het |alle )?)"
    r"(?!procent|geld|euro|jaar|keer|kost)[a-z][\w'-]+"
    rf"(?:(?P<rest> (?:{_VERBS}|er|daar|in|van)\b.*)|.*)$",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"(?P<head>wat (?:is|zijn|betekent|doet) |(?:waarvoor|waar) staat )(?:de |het |een )?[\w-]+(?P<rest> voor)?$",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b((?:procent|percentage|percent|aandeel|deel|hoeveel) van )(?:(?:de|het|alle) )?[\w-]+(?: [\w-]+){0,2}?"
    rf"(?= (?:{_VERBS})\b)",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r",? volgens (?:de |het )?[A-Z][\w-]*(?: [A-Z][\w-]*)*$")
_NAME = re.compile(r"(?:de |het )?[A-Z]")
_CALLED = r"(?:(?i:de|het) )?[A-Z][\w-]*(?: [A-Z][\w-]*)*"
_NO_SPEAKER = re.compile(r"(?:(?:de|het) )?(?:OCMW|CAW|CLB|GBO)\b")  # what the documents are about
_WORD_OF = "vindt|zegt|wil|vraagt|stelt|eist|pleit|denkt|verwacht|schrijft|hoopt|noemt|bepleit"
_SAID_BY = re.compile(rf"\b(?:{_WORD_OF}) (?P<who>(?:de|het) [A-Z][\w-]*(?: [A-Z][\w-]*)*)")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A preposition and what stands behind it in a question."""

    start: int
    end: int
    by: str
    what: str


def ellipsis(said: str, before: str) -> str:
    """'En in de steden?' after a whole question: that question with the new place, group, year or theme."""
    rest = _JOINED.sub("", said.strip()).strip(" ?!.,")
    if not rest or (rest == said.strip(" ?!.,") and not re.match(rf"(?:{_PREPOSITION})\b", rest, re.IGNORECASE)):
        return ""
    found = re.fullmatch(rf"(?P<by>{_PREPOSITION})\s+(?P<what>.+)", rest, re.IGNORECASE)
    if _is_a_sentence(found["what"] if found else rest):
        return ""
    body = before.strip().rstrip("?!. ")
    new = _with_phrase(body, found["by"].lower(), found["what"]) if found else _with_noun(body, rest)
    return f"{new}?" if new else ""


def _is_a_sentence(words: str) -> bool:
    """More than a few words, a verb among them ("over wonen" has none), or nothing that could be a theme."""
    folded = plain(words)
    said = folded.split()
    if len(said) > 8 or all(word in patterns.EMPTY_WORDS for word in said):
        return True
    return len(said) > 1 and re.search(rf"\b(?:{_VERBS}|{_ASKS})\b", folded) is not None


def other_speaker(before: str, names: Sequence[str], speaker: str) -> str:
    """The question before, asked of somebody else; `names` are patterns of whom it was asked of."""
    body = before.strip().rstrip("?!. ")
    if not names:
        return phrases.ASKED_OF.format(question=body, speaker=speaker)
    if len(names) == 1:
        new = _replaced(rf"\b(?:(?:de|het) )?{names[0]}", speaker, body)
        return f"{phrases.capital(new)}?" if new else ""
    theme = theme_of(before)
    return phrases.SAYS_ABOUT.format(speaker=speaker, theme=theme) if theme else ""


def _replaced(pattern: str, speaker: str, body: str) -> str:
    """What a plain pattern meets in words with capitals and accents, replaced; "" where it meets nothing."""
    folded = "".join(unicodedata.normalize("NFD", letter.lower())[0] for letter in body.replace("’", "'"))
    places = [found.span() for found in re.finditer(pattern, folded)]
    for start, end in reversed(places):
        body = body[:start] + speaker + body[end:]
    return body if places else ""


def stranger(said: str, *, spoken: bool) -> str:
    """'En volgens het ACV?', and 'En het ACV?' where the question before was somebody's word (`spoken`): het ACV."""
    rest = _JOINED.sub("", said.strip()).strip(" ?!.,")
    if found := re.fullmatch(rf"(?i:volgens) (?P<who>{_CALLED})", rest):
        return found["who"]
    named = re.fullmatch(rf"(?:de|het) {_CALLED}|[A-Z]{{2,}}", rest) is not None
    return rest if spoken and named and not _NO_SPEAKER.match(rest) and _sort(rest) == "thing" else ""


def said_by(question: str) -> list[str]:
    """A pattern of whom a question asks of, where no document is theirs."""
    found = _SAID_BY.search(question)
    return [re.escape(plain(found["who"]).split(maxsplit=1)[1])] if found else []


def why(before: str) -> str:
    """'Waarom?' after a whole question; "" where the two cannot be one."""
    body = before.strip().rstrip("?!. ")
    if re.match(rf"(?:{_VERBS})\b", plain(body)):
        return f"Waarom {body[0].lower()}{body[1:]}?"
    asks = re.match(r"(?i:wat) (?P<verb>\w+) (?P<who>(?:de|het) [A-Z][\w-]*(?: [A-Z][\w-]*)*)(?P<rest>.*)$", body)
    if asks and asks["verb"] not in ("is", "zijn", "was", "waren"):
        return f"Waarom {asks['verb']} {asks['who']} dat{asks['rest']}?"
    return ""


def pointed_out(said: str, before: str, speaker: str) -> str:
    """'Wat vinden zij daarvan?' with the theme and the speaker of the question before; "" where nothing fits."""
    new, theme = said.strip(), theme_of(before)
    if theme:
        new = _POINTER.sub(lambda found: f"{_POINTERS[found['by'].lower()]} {theme}", new, count=1)
    if speaker:
        new = _VERB_THEY.sub(lambda found: f"{_singular(found['verb'])} {speaker}", new)
        new = _THEY_VERB.sub(lambda found: f"{speaker} {_singular(found['verb'])}", new)
    if new == said.strip():
        return ""
    return f"{phrases.capital(_JOINED.sub('', new)).rstrip('?!. ')}?"


def theme_of(question: str) -> str:
    """What a question says that it is about: what stands behind 'over', else behind 'met' of 'wat wil X met Y'."""
    body = question.strip().rstrip("?!. ")
    about = _theme_slot(body)
    return (*body[about.start : about.end].split(maxsplit=1), "", "")[1] if about else ""  # "… er over en hoe …"


def _singular(verb: str) -> str:
    one = _SAYS[verb.lower()]
    return phrases.capital(one) if verb[0].isupper() else one


def _with_phrase(body: str, by: str, what: str) -> str:
    """A question with a new phrase in the place of the one that it answers to, else at its end."""
    new = f"{by} {what}"
    if by in _ABOUT:
        slot = _theme_slot(body)
        return body[: slot.start] + f"{by if slot.by in _ABOUT else slot.by} {what}" + body[slot.end :] if slot else ""
    if (len(re.findall(_YEAR, what)) > 1 or _MONTHED.search(what)) and (time := _WHOLE_TIME.search(body)):
        return body[: time.start()] + new + body[time.end() :]
    if re.search(_YEAR, what) and (year := re.search(_YEAR, body)) and (given := re.search(_YEAR, what)):
        return body[: year.start()] + given[0] + body[year.end() :]
    for old in reversed(list(_phrases(body))):
        if _answers_to(by, what, old):
            return body[: old.start] + new + body[old.end :]
    if by in _GROUP and (share := _SHARE.search(body)):
        return body[: share.start()] + share[1] + what + body[share.end() :]
    if by not in (*_PLACE, *_GROUP, *_TIME):
        return ""
    according = _ACCORDING.search(body)
    at = according.start() if according else len(body)
    return f"{body[:at]} {new}{body[at:]}"


def _with_noun(body: str, what: str) -> str:
    """A question with another thing counted, defined or spoken of; "" for what brings a theme of its own."""
    if re.search(rf"\b(?:{'|'.join(_ABOUT)})\b", what):
        return ""
    if re.fullmatch(_YEAR, what) or _sort(what) == "place":
        return _with_phrase(body, "in", what)
    if counted := _COUNTED.match(body):
        fits = counted["rest"] or re.fullmatch(r"[a-z][\w-]+(?:en|s)", what)
        return f"{counted['head']}{_bare(what)}{counted['rest'] or ''}" if fits else ""
    if defined := _DEFINED.match(body):
        return f"{defined['head']}{what}{defined['rest'] or ''}"
    slot = _theme_slot(body)
    return body[: slot.start] + f"{slot.by} {what}" + body[slot.end :] if slot else ""


def _bare(what: str) -> str:
    return re.sub(r"^(?:de|het|een) ", "", what)


def _phrases(body: str) -> Iterator[_Phrase]:
    for found in _PHRASE.finditer(body):
        what = found["what"].rstrip()
        yield _Phrase(found.start(), found.start("what") + len(what), found["by"].lower(), what)


def _theme_slot(body: str) -> _Phrase | None:
    """From 'over' to the end, or to who says it; of 'wat wil X met Y' the last phrase."""
    every = list(_phrases(body))
    about = next((p for p in every if p.by in _ABOUT), None)
    if about is None and re.match(r"wat (?:wil|wilt|doet|vindt|moet)\b", body, re.IGNORECASE):
        about = next((p for p in every if p.by in ("met", "van", "tegen")), None)
    if about is None:
        return None
    tail = re.search(r",? volgens .+$|, .+$| (?:volgens|en wat|en hoe)\b.*$", body[about.start :])
    end = about.start + tail.start() if tail else len(body)
    return _Phrase(about.start, end, about.by, body[about.start : end].split(maxsplit=1)[-1])


def _answers_to(by: str, what: str, old: _Phrase) -> bool:
    """May the new phrase stand where the old one stands?"""
    if by in _PLACE and old.by in _PLACE:
        return _sort(what) == _sort(old.what) != "thing"
    return by == old.by and (_NAME.match(old.what) is None or _NAME.match(what) is not None)


def _sort(what: str) -> str:
    """A year, a place, or anything else."""
    if re.search(_YEAR, what):
        return "year"
    return "place" if re.search(_SPOT, plain(what)) or re.match(r"[A-Z][a-z]", what) else "thing"
