"""Says "ja" or "nee" to a question only where one sentence of the source says so; precision before recall.

A main clause says so when it holds the words that carry the question's claim and no other, in the same order, with the
same verb, quantity and modality (what must, what may, what is), and without a condition, a limit or an aim. So an
adjective of another noun, another subject or a part of it never answers. The negations then decide. Which side a
publisher takes is read in `qa.siding`. Synonyms are not tried: a wrong "ja" is worse than none. It does not find
sentences.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index import content_words
from qa import polarity
from qa.mood import Mood
from qa.nuances import denials
from qa.plain import plain
from qa.siding import taken
from qa.stance import Stance


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
    headings: tuple[str, ...] = ()  # above that sentence
    speaker: str = ""  # whose words it is, as its own sentences name it
    opens: bool = True  # its paragraph or bullet; what stands before it may speak of a part only


def verdict(asked: Asked) -> Verdict | None:
    """Yes or no, if the sentence says so."""
    sentence = plain(asked.sentence)
    sides = asked.attributed and any(re.search(pattern, asked.claim) for pattern, _ in polarity.SIDES)
    return _by_stance(asked, sentence) if sides else _by_words(asked, sentence)


def _by_stance(asked: Asked, sentence: str) -> Verdict | None:
    """'Is het ABVV voor of tegen X?', 'Steunt de VVSG X?', 'Wil de VVSG X afschaffen?': by the side it takes."""
    if asked.mood not in (Mood.PROPOSAL, Mood.REQUEST, Mood.OPINION, Mood.ADVICE):
        return None
    own = sentence.replace(plain(asked.speaker), "wij") if asked.speaker else sentence
    for pattern, side in polarity.SIDES:
        hit = re.search(pattern, asked.claim)
        if hit is None or not (theme := hit["theme"].strip(" ?.")):
            continue
        found = taken(own, theme, asked.headings)
        loose = found is None or not _covers(theme, sentence) or _hedged(sentence, asked.claim)
        if found is None or loose or denials(asked.claim):
            return None
        if side is None:
            return Verdict.FOR if found is Stance.FOR else Verdict.AGAINST
        if found is not side:
            return Verdict.NO
        return Verdict.YES if _same_deed(hit.groupdict().get("deed"), sentence) else None
    return None


def _same_deed(deed: str | None, sentence: str) -> bool:
    """Who wants a thing kept does not want it raised: the verb that is asked for is the verb that is said."""
    if deed is None:
        return True
    return any(re.match(asked, deed) and re.search(rf"\b(?:{said})", sentence) for asked, said in polarity.DEEDS)


def _by_words(asked: Asked, sentence: str) -> Verdict | None:
    """By the words of the claim: these and no others in one clause, the negations on both sides counted."""
    if asked.mood is Mood.REPORTED or "?" in sentence:
        return None
    claim = re.split(polarity.PURPOSE, asked.claim, maxsplit=1)[0].strip(" ?.!")
    if only := _only(claim, sentence):
        return only
    if not _same_modality(asked, sentence) or _hedged(sentence, claim) or not _enough(claim):
        return None
    clause = next((part for part in _main_clauses(sentence) if _claims(part, claim, asked.mood.wishes)), None)
    if clause is None or (asked.mood.wishes and not asked.opens):
        return None
    turned = denials(claim) + denials(clause)
    said = Verdict.NO if turned % 2 else Verdict.YES
    elsewhere = denials(sentence) > denials(clause)
    return None if elsewhere else said


def _main_clauses(sentence: str) -> list[str]:
    """The clauses that nothing stands above: what follows 'dat', 'die' or 'omdat' is no claim of its own."""
    parts = [part for part in re.split(r"[,;:–](?: |$)", sentence.strip(" .!")) if part.strip()]
    return [part.strip() for part in parts if not re.search(polarity.BELOW, part)]


def _claims(clause: str, claim: str, wishes: bool) -> bool:
    """Is this clause the claim, neither more nor less: subject, verb, number and direction?"""
    same = _carrying(clause) == _carrying(claim) and _quantities(clause) == _quantities(claim)
    helpers = wishes or _kept(polarity.HELPERS, clause) == _kept(polarity.HELPERS, claim)
    return (
        same
        and helpers
        and _kept(polarity.WHERE_TO, clause) == _kept(polarity.WHERE_TO, claim)
        and _in_order(claim, clause)
    )


def _kept(pattern: str, text: str) -> set[str]:
    """The small words of one kind, singular and plural as one."""
    return {polarity.SINGULAR.get(word, word) for word in re.findall(pattern, text)}


def _quantities(text: str) -> set[tuple[str, ...]]:
    """Each figure with 'meer dan' before it and the noun behind it."""
    return {tuple(hit.groups()) for hit in re.finditer(polarity.QUANTITY, text)}


def _only(claim: str, sentence: str) -> Verdict | None:
    """'Moet enkel de overheid …?' against 'Het is niet enkel aan de overheid': no."""
    hit = re.search(r"\b(?:enkel|alleen|uitsluitend)\b (?P<rest>.*)", claim)
    told = re.search(r"\bniet (?:enkel|alleen|uitsluitend|louter)\b (?P<rest>[^,.;:]*)", sentence)
    if hit is None or told is None or denials(claim):
        return None
    first = next((word for word in re.findall(r"[\w-]+", hit["rest"]) if _carrying(word)), "")
    return Verdict.NO if first and _covers(first, told["rest"]) and _covers(claim, sentence) else None


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
    limits = re.findall(rf"{polarity.LIMITS}|{polarity.AIMS}", sentence)
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
    """Who does what to whom: the words stand in the clause as in the claim; only a verb may move.

    A question begins with its verb; behind 'klopt het dat' the verb comes last.
    """
    words = [word for word in re.sub(polarity.ASKING_WORDS, " ", claim).split() if _stems(word)]
    moved = words[:-1] if re.match(r"klopt|is het (?:waar|zo|juist)", claim) else words
    asks = re.match(rf"(?:en |maar )?(?:{polarity.ASKING_WORDS}|{polarity.HELPERS})", claim)
    places = [_place(word, clause) for word in (moved if asks else words[1:])]
    return places == sorted(places)


def _place(word: str, clause: str) -> int:
    return next((at for at, other in enumerate(clause.split()) if _stems(word) & _stems(other)), -1)


def _carrying(claim: str) -> frozenset[str]:
    return _stems(re.sub(rf"{polarity.ASKING_WORDS}|{polarity.GOVERNMENT}", " ", claim))


def _stems(text: str) -> frozenset[str]:
    return frozenset(polarity.PLACES.get(stem, stem) for stem in content_words(text)[0])


def claimed(question: str, names: Sequence[str]) -> str:
    """What a question claims, in plain text, without 'volgens' a publisher or a publisher who is to want something.

    `names`: those of the publishers that it names. A publisher who is to do or be something stays: that is the subject.
    """
    claim = plain(question)
    for name in sorted(map(plain, names), key=len, reverse=True):
        own = rf"(?:(?:de|het) )?{re.escape(name)}(?![\w-])"
        claim = re.sub(rf",? ?\b(?:volgens|zegt|vindt|als je) {own}(?: vraagt| zegt)?", " ", claim)
        claim = re.sub(rf"^((?:en |maar )?{polarity.TAKES}) {own}(?= {polarity.SIDE_OF})", r"\1", claim)
        claim = re.sub(rf"^((?:en |maar )?{polarity.WISHES}) {own}", r"\1", claim)
    return re.sub(r"\s+", " ", claim).strip()
