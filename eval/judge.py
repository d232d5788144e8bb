"""Asks every gold question and judges what comes back; it does not know who answers: `ask` is a function."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.measures import Scores, score, score_crash
from eval.question import GoldQuestion
from index import Progress
from ingest import Document
from qa import Answer, Turn

Ask = Callable[[str, Sequence[Turn]], Answer]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One for every gold question, answered or not."""

    gold: GoldQuestion
    answer: Answer | None  # None when asking failed, and in a run that was read back from its file
    seconds: float
    scores: Scores
    error: str = ""


def run(
    gold: Sequence[GoldQuestion],
    ask: Ask,
    documents: Mapping[str, Document],
    progress: Progress | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[Outcome, ...]:
    """Ask and judge every question, in order; `documents` by Document.id, `clock` in seconds."""
    outcomes = []
    for done, question in enumerate(gold, 1):
        outcomes.append(_judge(question, ask, documents, clock))
        if progress:
            progress("vragen", done, len(gold))
    return tuple(outcomes)


def _judge(gold: GoldQuestion, ask: Ask, documents: Mapping[str, Document], clock: Callable[[], float]) -> Outcome:
    history = tuple(Turn(role, content) for role, content in gold.history)
    start = clock()
    try:
        answer = ask(gold.question, history)
    except Exception as error:  # noqa: BLE001 - one question that fails scores zero and stops no run
        return Outcome(gold, None, clock() - start, score_crash(gold), f"{type(error).__name__}: {error}")
    return Outcome(gold, answer, clock() - start, score(gold, answer, documents))
