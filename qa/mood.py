"""Tells what a sentence of a source does: propose, ask, expect, find, hold, report, or only state.

It does not say whose word it is and does not word anything. Where nothing shows a wish it is a statement: calling a
statement a proposal is as wrong as the other way round.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from ingest import Kind
from qa import moods


class Mood(StrEnum):
    PROPOSAL = "voorstel"
    ADVICE = "aanbeveling"
    REQUEST = "vraag"
    EXPECTATION = "verwachting"
    OPINION = "standpunt"
    FINDING = "vaststelling"
    REPORTED = "van een ander"
    STATEMENT = "vermelding"

    @property
    def wishes(self) -> bool:
        """Says what should be, not what is."""
        return self in (Mood.PROPOSAL, Mood.ADVICE, Mood.REQUEST, Mood.EXPECTATION)


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a sentence and tells how it is meant."""

    headings: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()  # the sentences that introduce its list, the nearest first
    kind: Kind = Kind.UNKNOWN
    speaker: str = ""
    opens: bool = True  # the first sentence of its bullet or paragraph
    item: bool = False  # it stands in a bullet


SETTLED = (Kind.AI_SUMMARY, Kind.DECISIONS, Kind.DECISION, Kind.LEGISLATION, Kind.AGREEMENT)  # no wish of anybody
_LEADING = (Mood.PROPOSAL, Mood.ADVICE, Mood.REQUEST, Mood.EXPECTATION, Mood.OPINION)
WISHING = (Kind.MEMORANDUM, Kind.PROPOSALS)  # written to change what is


def mood(text: str, setting: Setting) -> Mood:
    """What this sentence does in this place; a bullet opens as the lead of its list says, its rest does not."""
    if setting.kind in SETTLED:
        return Mood.STATEMENT
    if own := _by_own_words(text, setting):
        return own
    if setting.item and setting.opens and (led := _by_leads(text, setting)):
        return led
    return _by_heading(text, setting) or Mood.STATEMENT


def _by_own_words(text: str, setting: Setting) -> Mood | None:
    """What the sentence says of itself: 'we vragen', 'wij verwachten', 'uit onderzoek blijkt'."""
    own = _own(setting.speaker)
    for found, pattern in (
        (Mood.REQUEST, moods.ASKS),
        (Mood.EXPECTATION, moods.EXPECTS),
        (Mood.PROPOSAL, moods.PLEADS),
        (Mood.FINDING, moods.FINDS),
    ):
        if pattern.search(text):
            return found
    if own and re.search(rf"\b{own} (?:[\w-]+ ){{0,2}}?{moods.WISHES_OF}", text, re.IGNORECASE):
        return Mood.PROPOSAL
    if moods.REPORTS.search(text) and not (own and re.match(rf"\W*volgens (?:de |het )?{own}", text, re.IGNORECASE)):
        return Mood.REPORTED
    if moods.HOLDS.search(text) or (
        own and re.search(rf"\bvoor (?:de |het )?{own}\b|\b{own} (?:vindt|gelooft|meent)\b", text, re.IGNORECASE)
    ):
        return Mood.OPINION
    return None


@lru_cache(maxsize=256)
def _own(speaker: str) -> str:
    """The speaker as it may stand in its own sentences, without the article: a pattern."""
    return re.escape(re.sub(r"^(?:de|het|een) ", "", speaker.strip(), flags=re.IGNORECASE))


def _by_leads(text: str, setting: Setting) -> Mood | None:
    """What the sentences that lead up to a list make of its bullets; the nearest that says so counts."""
    found = next((m for m in (_by_own_words(lead, setting) for lead in setting.leads) if m in _LEADING), None)
    if found is Mood.OPINION and _states(text):  # a whole sentence says for itself what it is
        return None
    told = setting.leads and not _under_proposals(setting) and not commands(text)
    return found or (Mood.STATEMENT if told else None)


def _under_proposals(setting: Setting) -> bool:
    return any(moods.HEADINGS.search(h) or moods.ADVISING.search(h) for h in setting.headings)


def _by_heading(text: str, setting: Setting) -> Mood | None:
    """By the heading above it and by the mood of its verb."""
    proposals, wishing = _under_proposals(setting), setting.kind in WISHING
    wish = Mood.ADVICE if any(moods.ADVISING.search(h) for h in setting.headings) else Mood.PROPOSAL
    if (proposals or wishing) and commands(text):
        return wish
    if (proposals or wishing) and _obliges(text):
        return wish if proposals else Mood.OPINION
    if wishing and moods.WEIGHS.search(_main(text)):
        return Mood.OPINION
    if not proposals or moods.NO_IMPERATIVE.match(text):
        return None
    return wish if _suggests(text, setting) else None


def _suggests(text: str, setting: Setting) -> bool:
    """Under 'Onze voorstellen': what somebody may do, and a bullet that states nothing."""
    may = moods.MAY.search(_main(text))
    if moods.CONDITION.match(text):
        return True
    if may and not moods.LEANS.match(text) and not _states(text[: may.start("verb")]):
        return (setting.opens and setting.item) or moods.ACTORS.search(text) is not None
    return setting.opens and setting.item and not _states(text)


def commands(text: str) -> bool:
    """Does it begin with a verb in the imperative ('Maak …'), and not with its twin, the noun ('Werk is …')?"""
    words = [word.lower() for word in re.findall(r"[\w’'-]+", text)[:7]]
    if not words or moods.NO_IMPERATIVE.match(text):
        return False
    verb = words[0] in moods.IMPERATIVES or moods.LOANED.match(words[0]) is not None
    behind = words[1:] if words[0] in moods.ALSO_ADJECTIVES else words[1:2]
    return verb and not moods.BEHIND_A_NOUN.intersection(behind)


def _obliges(text: str) -> bool:
    """Says its main clause what must be done, as a wish: not what the law or the day already asks?"""
    return bool(moods.OBLIGES.search(_main(text))) and not moods.BOUND.search(text)


def _main(text: str) -> str:
    """What a sentence asserts: up to its first clause, or behind the clause that opens it ('Zolang …, …')."""
    opening = moods.OPENING.match(text)
    rest = text[opening.end() :] if opening else text
    return moods.CLAUSE.split(rest, maxsplit=1)[0] or rest


def _states(text: str) -> bool:
    """Has it a finite verb that says how things are? A clause with 'dat' in front has none of its own."""
    if moods.THAT.match(text):
        return False
    words = re.findall(r"[\w’'-]+", f". {_main(text)}".lower())
    return any(word in moods.STATES and before != "te" for before, word in pairwise(["", *words]))
