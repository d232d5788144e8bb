"""Says "ja" or "nee" to a question only where one sentence of the source says so; precision before recall.

A sentence says so when it holds every word that carries the question's claim, in one clause, with the same modality
(what must, what may, what is), and without a condition. The negations then decide. Synonyms are not tried: a wrong
"ja" is worse than none. It does not find sentences.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index import content_words
from qa import polarity
from qa.mood import Mood
from qa.plain import plain
from qa.stance import Stance, stance

_NEAR = 5  # words


class Verdict(StrEnum):
    YES = "ja"
    NO = "nee"
    FOR = "voor"
    AGAINST = "tegen"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that wants a yes or a no, beside the sentence that is to say it."""

    claim: str  # the question in plain text, without the names of publishers
    attributed: bool  # it asks what a publisher wants or says
    sentence: str  # letter for letter, as in the source
    mood: Mood  # what that sentence does


def verdict(asked: Asked) -> Verdict | None:
    """Yes or no, if the sentence says so."""
    sentence = plain(asked.sentence)
    sides = asked.attributed and any(re.search(pattern, asked.claim) for pattern, _ in polarity.SIDES)
    return _by_stance(asked, sentence) if sides else _by_words(asked, sentence)


def _by_stance(asked: Asked, sentence: str) -> Verdict | None:
    """'Is het ABVV voor of tegen X?', 'Steunt de VVSG X?', 'Wil de VVSG X afschaffen?': by the side it takes."""
    if asked.mood not in (Mood.PROPOSAL, Mood.REQUEST, Mood.OPINION, Mood.ADVICE):
        return None
    for pattern, side in polarity.SIDES:
        hit = re.search(pattern, asked.claim)
        if hit is None or not (theme := hit["theme"].strip(" ?.")):
            continue
        taken = stance(sentence, theme)
        unsure = taken is None or taken is not stance(_around(theme, sentence), theme)  # 'met de afschaffing van X … Y'
        if unsure or not _covers(theme, sentence) or _hedged(sentence, asked.claim):
            return None
        if side is None:
            return Verdict.FOR if taken is Stance.FOR else Verdict.AGAINST
        return Verdict.YES if taken is side else Verdict.NO
    return None


def _around(theme: str, sentence: str) -> str:
    """The few words on both sides of a theme."""
    wanted = _stems(theme)
    words = max(sentence.split(" of "), key=lambda part: len(_stems(part) & wanted)).split()
    places = [at for at, word in enumerate(words) if _stems(word) & wanted]
    return " ".join(words[max(0, places[0] - _NEAR) : places[-1] + _NEAR + 1]) if places else ""


def _by_words(asked: Asked, sentence: str) -> Verdict | None:
    """By the words of the claim: all in one clause of the sentence, the negations on both sides counted."""
    claim = re.split(polarity.PURPOSE, asked.claim, maxsplit=1)[0]
    if only := _only(claim, sentence):
        return only
    if not _same_modality(asked, sentence) or _hedged(sentence, claim) or not _enough(claim):
        return None
    clause = next((part for part in re.split(polarity.CLAUSES, sentence) if _covers(claim, part)), None)
    if clause is None or not _in_order(claim, clause):
        return None
    turned = len(re.findall(polarity.NEGATIONS, claim)) + len(re.findall(polarity.NEGATIONS, clause))
    said = Verdict.NO if turned % 2 else Verdict.YES
    elsewhere = len(re.findall(polarity.NEGATIONS, sentence)) > len(re.findall(polarity.NEGATIONS, clause))
    return None if elsewhere else said


def _only(claim: str, sentence: str) -> Verdict | None:
    """'Moet enkel de overheid …?' against 'Het is niet enkel aan de overheid': no."""
    hit = re.search(r"\b(?:enkel|alleen|uitsluitend)\b (?P<rest>.*)", claim)
    told = re.search(r"\bniet (?:enkel|alleen|uitsluitend|louter)\b (?P<rest>[^,.;:]*)", sentence)
    if hit is None or told is None or re.search(polarity.NEGATIONS, claim):
        return None
    first = next((word for word in re.findall(r"[\w-]+", hit["rest"]) if _carrying(word)), "")
    return Verdict.NO if first and _covers(first, told["rest"]) else None


def _same_modality(asked: Asked, sentence: str) -> bool:
    """What must is no answer to what is, what may none to what must; a wish needs somebody who was asked for it."""
    wished = asked.mood.wishes or asked.mood is Mood.OPINION
    if re.search(polarity.ASKED_MUST, asked.claim):
        return wished and asked.attributed and (asked.mood.wishes or re.search(polarity.MUST, sentence) is not None)
    if re.search(polarity.ASKED_MAY, asked.claim):
        return re.search(polarity.MAY, sentence) is not None and not wished
    if re.search(polarity.ASKED_WISH, asked.claim):
        return wished and asked.attributed
    return not wished and not re.search(rf"{polarity.MUST}|{polarity.MAY}", sentence)


def _hedged(sentence: str, claim: str) -> bool:
    """Is there a condition or a limit in the sentence, or a reach in the claim that the sentence does not have?"""
    if re.search(polarity.CONDITIONS, sentence):
        return True
    reach = re.findall(polarity.REACH, claim)
    limits = re.findall(polarity.LIMITS, sentence)
    return any(word not in sentence for word in reach) or any(word not in claim for word in limits)


def _enough(claim: str) -> bool:
    """A claim of one word is in every sentence of a theme."""
    return len(_carrying(claim)) >= 2


def _covers(claim: str, text: str) -> bool:
    """Do all the words that carry the claim stand in the text? A number counts as a word."""
    wanted, there = _carrying(claim), _stems(text)
    numbers = set(re.findall(r"\d+(?:[.,]\d+)*", claim))
    return wanted <= there and all(re.search(rf"(?<![\d.,]){re.escape(n)}(?![\d])", text) for n in numbers)


def _in_order(claim: str, clause: str) -> bool:
    """Who does what to whom: the words stand in the clause as in the claim; its first and last may be its verb."""
    words = re.sub(polarity.ASKING_WORDS, " ", claim).split()[1:-1]
    places = [_place(word, clause) for word in words if _stems(word)]
    return places == sorted(places)


def _place(word: str, clause: str) -> int:
    return next((at for at, other in enumerate(clause.split()) if _stems(word) & _stems(other)), -1)


def _carrying(claim: str) -> frozenset[str]:
    return _stems(re.sub(polarity.ASKING_WORDS, " ", claim))


def _stems(text: str) -> frozenset[str]:
    return frozenset(polarity.PLACES.get(stem, stem) for stem in content_words(text)[0])


def claimed(question: str, names: Sequence[str]) -> str:
    """What a question claims, in plain text; `names`: those of the publishers that it names."""
    claim = plain(question)
    for name in sorted(map(plain, names), key=len, reverse=True):
        claim = re.sub(rf"(?:\b(?:volgens|voor|van|bij) )?\b(?:(?:de|het) )?{re.escape(name)}(?![\w-])", " ", claim)
    return re.sub(r"\s+", " ", claim).strip()
