"""Which side one sentence takes towards one thing, for a "voor", a "tegen", a "ja" or a "nee": strict, or nothing.

The word that takes the side opens its clause and stands right at the thing itself ("schaf X af", "geen plaats voor X",
"X is onmisbaar"), not at something about it ("beperk het aantal X", "verhoog de bijdrage voor X"), and the thing is
meant whole, not a part of it. `qa.stance` reads sides more freely, to rank; it does not bear a verdict. This module
does not read questions.
"""

import re
from collections.abc import Iterator, Sequence

from index import content_words
from qa import polarity
from qa.nuances import denials
from qa.plain import plain
from qa.stance import Stance, sideless

_ADJECTIVE = r"(?:(?!de |het |een |deze |alle |onze )[a-z-]{3,}e )"


def taken(sentence: str, theme: str, headings: Sequence[str] = ()) -> Stance | None:
    """The side; None where it is not plain, or where only a part of the thing is meant."""
    core = re.sub(polarity.LEADING, "", plain(theme))
    if re.search(polarity.NEITHER, sentence) or re.sub(polarity.LEADING, "", sideless(core)) != core:
        return None
    if side := _side(core, sentence, adjective=False):
        return side
    side = _side(core, sentence, adjective=True)  # 'schaf de verplichte X af' below 'Schaf X af': the whole is meant
    return side if any(side and _side(core, plain(h), adjective=False) is side for h in headings) else None


def _side(core: str, sentence: str, *, adjective: bool) -> Stance | None:
    """The one side of all the words that stand right at the thing."""
    sides = {sign for clause in re.split(polarity.BREAKS, sentence) for sign in _signs(core, clause, adjective)}
    if len(sides) != 1 or 0 in sides:
        return None
    return Stance.FOR if sides.pop() > 0 else Stance.AGAINST


def _signs(core: str, clause: str, adjective: bool) -> Iterator[int]:
    """1 for, -1 against, 0 unclear: for each place where a clause takes a side towards the thing."""
    head, rest = _split(core)
    thing = rf"{polarity.ARTICLE}{_ADJECTIVE if adjective else ''}(?P<thing>{head})\b"
    for away, sign in ((polarity.AWAY, -1), (polarity.MORE, 1)):
        for hit in re.finditer(rf"(?P<mark>\b(?:{away})) {thing}", clause):
            behind = clause[hit.end("thing") :]
            before = _opening(clause[: hit.start()])
            yield sign * before * _turned(behind) if _whole(behind, rest) and _closed(hit["mark"], behind) else 0
    for held, sign in ((polarity.BAD, -1), (polarity.GOOD, 1)):
        for hit in re.finditer(rf"^ ?{thing}(?: {rest})? {polarity.IS_HELD}{held}\b", clause):
            yield sign * _turned(hit[0])


def _opening(before: str) -> int:
    """What stands before the word that takes a side: nothing or 'we' (1), 'stop de' (-1), anything else unclear (0)."""
    words = re.findall(r"[\w-]+", re.sub(r"\b(?:in|binnen) de [\w-]+", "", before))
    if any(not re.fullmatch(polarity.OWN, word) for word in words):
        return 0
    return -1 if any(re.fullmatch(polarity.AWAY_FROM, word) for word in words) else 1


def _closed(mark: str, behind: str) -> bool:
    """Has a verb its other half: 'schaf … af', not 'bouw huizen'?"""
    half = next((half for verb, half in polarity.HALVES if re.match(verb, mark)), "")
    return not half or re.search(rf"\b{half}\b", behind) is not None


def _turned(behind: str) -> int:
    """-1 for one 'niet'; 0 for 'niet alleen' and the like."""
    if re.search(r"\bniet (?:alleen|enkel|zomaar|altijd|overal|volledig)\b", behind):
        return 0
    return -1 if denials(behind) % 2 else 1


def _split(core: str) -> tuple[str, str]:
    """'regierol van lokale besturen' -> a pattern for 'regierol' and one for 'van … besturen'."""
    words = [word for word in re.findall(r"[\w-]+", core) if word not in ("de", "het", "een", "en")]
    cut = next((at for at, word in enumerate(words) if re.fullmatch(polarity.BINDS, word)), len(words))
    return (
        r" (?:en )?".join(_form(word) for word in words[:cut]) or r"(?!)",
        r" (?:de |het |een )?".join(_form(word) for word in words[cut:]),
    )


def _form(word: str) -> str:
    """A word as it may be written, with another ending."""
    return rf"{re.escape(re.sub(r'(?:en|e|s)$', '', word) if len(word) > 5 else word)}(?:en|e|s|n)?"


def _whole(behind: str, rest: str) -> bool:
    """Nothing behind it that makes it a part, but for what was asked ('X van besturen'); no noun of its own."""
    own = re.match(rf" {rest}\b", behind) if rest else None
    behind = behind[own.end() :] if own else behind
    after = re.match(r" ([\w-]+)", behind)
    noun = after is not None and after[1] not in dict(polarity.HALVES).values() and content_words(after[1])[0]
    return not noun and re.match(polarity.PART, behind) is None
