"""What became of one question, and where it went wrong; it does not know other questions, or how to say it."""

from dataclasses import dataclass
from enum import Enum

from eval.judge import Outcome
from eval.measures import forbidden_in
from eval.question import Evidence, GoldQuestion
from eval.record import Told
from eval.words import holds, touches


class Verdict(Enum):
    """Of a question with an answer in the documents the first six, of one without the last two, of any the crash."""

    VERIFIED = "right, cited on the evidence"
    UNCITED = "right, cited elsewhere"
    PARTLY = "some key facts are missing"
    WRONG = "no key fact at all"
    FORBIDDEN = "holds what a right answer does not hold"
    REFUSED = "refused, and the answer is there"
    SILENT = "refused, and there is no answer"
    INVENTED = "answered, and there is no answer"  # or it refused in words that are forbidden
    CRASHED = "no answer at all"


class Stage(Enum):
    """The first step at which it went wrong."""

    SEARCH = "not all of the evidence is among ten passages"
    REFUSAL = "found, and refused"
    CHOICE = "found, and other sentences were chosen"
    WORDING = "cited, and yet not right: cut too short, or the gold is too narrow"
    SILENCE = "there is no answer, and it gave one"
    CRASH = "the program failed"


GOOD = (Verdict.VERIFIED, Verdict.SILENT)
_WORST_FIRST = (
    Verdict.INVENTED, Verdict.FORBIDDEN, Verdict.CRASHED, Verdict.WRONG, Verdict.PARTLY, Verdict.UNCITED,
    Verdict.REFUSED, Verdict.VERIFIED, Verdict.SILENT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that went wrong, beside what was expected."""

    gold: GoldQuestion
    told: Told | None
    verdict: Verdict
    stage: Stage
    missing: tuple[tuple[str, ...], ...]  # groups of key facts of which the answer holds no string
    forbidden: tuple[str, ...]  # what it holds and should not
    evidence: tuple[tuple[Evidence, bool], ...]  # and whether a citation touches it
    error: str = ""
    timed_out: bool = False
    seconds: float = 0.0


def verdict(outcome: Outcome, told: Told | None) -> Verdict:
    scores = outcome.scores
    if outcome.error:
        return Verdict.CRASHED
    if not outcome.gold.answerable:
        return Verdict.SILENT if scores.correct else Verdict.INVENTED
    if scores.abstained:
        return Verdict.REFUSED
    if scores.correct:
        return Verdict.VERIFIED if scores.verified else Verdict.UNCITED
    if scores.key_facts == 1.0 or (told and forbidden_in(outcome.gold, told.text)):
        return Verdict.FORBIDDEN
    return Verdict.PARTLY if scores.key_facts else Verdict.WRONG


def stage(outcome: Outcome) -> Stage:
    """Of an outcome that is not good."""
    scores = outcome.scores
    if outcome.error:
        return Stage.CRASH
    if not outcome.gold.answerable:
        return Stage.SILENCE
    if scores.recall_10 is not None and scores.recall_10 < 1.0:
        return Stage.SEARCH
    if scores.abstained:
        return Stage.REFUSAL
    return Stage.WORDING if scores.citation_recall == 1.0 else Stage.CHOICE


def failure(outcome: Outcome, told: Told | None) -> Failure:
    gold, text = outcome.gold, told.text if told else ""
    quotes = [one.quote for one in told.cited] if told else []
    return Failure(
        gold,
        told,
        verdict(outcome, told),
        stage(outcome),
        tuple(group for group in gold.key_facts if not any(holds(text, string) for string in group)),
        forbidden_in(gold, text),
        tuple((one, any(touches(quote, one.quote) for quote in quotes)) for one in gold.evidence),
        outcome.error,
        outcome.timed_out,
        outcome.seconds,
    )


def severity(outcome: Outcome, told: Told | None) -> tuple[int, float, float]:
    """A claim too many is worse than a fact too few, and that worse than a refusal; then the surer, the worse."""
    chance = told.chance if told and told.chance is not None else 0.0
    return _WORST_FIRST.index(verdict(outcome, told)), outcome.scores.key_facts or 0.0, -chance
