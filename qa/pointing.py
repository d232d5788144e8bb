"""Whether a question points at something that was said before: "wie betaalt dat?", "wat vinden ze daarvan?".

A pointer that stands for words of its own question ("Tolken: wie betaalt die?", "gemeenten en hun inwoners") does not.
It knows no grammar but that of clauses, and not what was said before beyond its words.
"""

import re
from collections.abc import Iterator

from qa import patterns
from qa.plain import plain

_QUESTION = r"(?:wat|wie|wiens|hoe\w*|waar\w*|wanneer|welke?|hvl|hoevl)"
_VERB = "|".join(dict.fromkeys([*patterns.VERBS.split(), "gaat", "gaan", "kregen", "hadden", "willen", "kost", "doe"]))
_NOT_BEHIND = "".join(
    rf"(?<!\b{word})" for word in "en of maar op in bij met van aan voor over uit naar tot per".split()
)
_CLAUSE = re.compile(  # where a new part of the sentence begins
    rf"[,:;?!.]\s+|\s(?=(?:en|of|maar) (?:{_QUESTION}|{_VERB})\b)|"
    r"\s(?=(?:als|omdat|zodat|terwijl|wanneer|waar(?:om|voor)?)\b)|"
    rf"{_NOT_BEHIND}\s(?={_QUESTION}\b)"
)
_RELATIVE = r"(?P<noun>[\w'-]{4,}),? (?:die|dat)\b"
_OF_ITS_OWN = r"\b(?:hun|hen|hem|haar)\b"  # whose they are stands often in the same clause: "gemeenten hun inwoners"
_POINTER = re.compile(
    r"\b(?:daar(?!om\b|door\b)\w*|hier(?:voor|van|over|mee|bij|aan|in|op)?|"
    r"er(?:van|voor|over(?! (?:doen|doet|gedaan))|mee|bij|aan|in|op|tegen|naast)|ze|zij|hij|zoiets|zulke?|die|deze|"
    r"nog (?:meer|iets|andere?))\b|"
    rf"^(?:{_QUESTION}|{_VERB})(?: \w+)? (?:dat|dit)\b|\b(?:dat|dit)\W*$|"
    rf"\b(?:{_VERB}|daarvan|van|met|in|voor|over|bij|om) (?:dat|dit) (?!(?:de|het|een|er|je|ze|u|we)\b)|"
    r"\ber\b.* (?:voor|van|over|mee|aan|bij|tegen|op)\W*$|\ber een te\b|^daarom\b"
)
_OPENS = re.compile(r"^(?:wat|hoe|waarom|waar\w*|wie|wanneer) \w+ ?")  # the word behind it is a verb
_SAYS_THAT = rf"\b{patterns.OPINION} (?:\w+ ){{0,3}}?dat (?=\w+ \w)"  # "wie vindt dat gemeenten …"
_AHEAD = rf"^{_QUESTION} (?:is|betekent|houdt|zijn) (?:dat|dit|die)[^,:]*[,:] [\w-]{{4,}}"  # "wat is dat, een X?"


def points_back(text: str) -> bool:
    """Does a pronoun or the like in it stand for something outside of it?"""
    folded = plain(text)
    if re.search(_AHEAD, folded):
        return False
    bound = False
    for clause in _clauses(folded):
        bare = re.sub(_SAYS_THAT, "zegt ", clause)
        if not bound and _POINTER.search(bare):
            return True
        own = re.search(_OF_ITS_OWN, bare)
        if not bound and own and not things(_OPENS.sub("", bare[: own.start()])):
            return True
        bound = bound or bool(things(clause))
    return False


def things(text: str) -> list[str]:
    """The words of plain text that may be what it is about: no verb, no number, no word that any question has."""
    words = re.findall(r"[a-z][\w'-]{2,}", text)
    return [word for word in words if word not in _ANY and not re.fullmatch(patterns.NO_NOUN, word)]


def _clauses(folded: str) -> Iterator[str]:
    """The parts of a sentence; a clause behind its noun ("mensen die …") is a part of its own."""
    for part in _CLAUSE.split(folded):
        start = 0
        for found in re.finditer(_RELATIVE, part):
            if things(found["noun"]):
                yield part[start : found.end("noun")]
                start = found.end()
        yield part[start:].strip()


_ANY = (
    patterns.EMPTY_WORDS
    | patterns.LIGHT
    | patterns.MORE
    | patterns.AROUND_MORE
    | frozenset(patterns.VERBS.split())
    | frozenset(patterns.OPINIONS.split("|"))
    | frozenset(
        (
            "hun hen hem haar zij wij uw jullie mijn ons onze dus want toch weer reeds wel niet geen veel weinig "
            "genoeg enkel alleen per uit naar tot over rond tegen onder tussen sinds vanaf tijdens zonder door "
            "inzake omtrent later nadien vroeger intussen zoveel hoeveel hoelang hoevaak waarvoor waarmee waarin "
            "waaraan waarover waartoe waardoor welke welk niemand iedereen iets niets alles samen zelf even ok "
            "oke sorry zeg hey nee euh dank bedankt totaal lang hoog groot kost kosten betalen denkt denken zoals "
            "zulke zulk zo'n die dat deze dit jaren euro procent percent exact momenteel vandaag ondertussen doe "
            "zie uiteindelijk goed hierin hieraan er"
        ).split()
    )
)
