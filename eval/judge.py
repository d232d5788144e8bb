"""Asks every gold question and judges what comes back; it does not know who answers: `ask` is a function."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.limit import TimeUp, stopped_after
from eval.measures import Scores, score, score_crash
from eval.question import GoldQuestion
from index import Progress
from ingest import Document
from qa import Answer, Entailment, Turn

Ask = Callable[[str, Sequence[Turn]], Answer]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One for every gold question, answered or not."""

    gold: GoldQuestion
    answer: Answer | None  # None when asking failed, and in a run that was read back from its file
    seconds: float
    scores: Scores
    error: str = ""
    timed_out: bool = False


def run(
    gold: Sequence[GoldQuestion],
    ask: Ask,
    documents: Mapping[str, Document],
    progress: Progress | None = None,
    clock: Callable[[], float] = time.perf_counter,
    *,
    limit: float | None = None,
    entailment: Entailment | None = None,
) -> tuple[Outcome, ...]:
    """Ask and judge every question, in order; `documents` by Document.id, `clock` and `limit` in seconds.

    A question that is not answered within the limit is stopped where that is possible (`eval.limit`); it scores zero
    in any case, as one that crashes does.
    """
    outcomes = []
    for done, outcome in enumerate(judging(gold, ask, documents, clock, limit=limit, entailment=entailment), 1):
        outcomes.append(outcome)
        if progress:
            progress("questions", done, len(gold))
    return tuple(outcomes)


def judging(
    gold: Iterable[GoldQuestion],
    ask: Ask,
    documents: Mapping[str, Document],
    clock: Callable[[], float] = time.perf_counter,
    *,
    limit: float | None = None,
    entailment: Entailment | None = None,
) -> Iterator[Outcome]:
    """The same, one outcome at a time: whoever keeps each of them loses none when it stops."""
    return (_judge(question, ask, documents, clock, limit, entailment) for question in gold)


def _judge(
    gold: GoldQuestion,
    ask: Ask,
    documents: Mapping[str, Document],
    clock: Callable[[], float],
    limit: float | None,
    entailment: Entailment | None,
) -> Outcome:
    history = tuple(Turn(role, content) for role, content in gold.history)
    zero = score_crash(gold, entailment)
    start = clock()
    try:
        with stopped_after(limit):
            answer = ask(gold.question, history)
    except TimeUp:
        return Outcome(gold, None, clock() - start, zero, f"stopped after {limit:g} s", timed_out=True)
    except Exception as error:  # noqa: BLE001 - one question that fails scores zero and stops no run
        return Outcome(gold, None, clock() - start, zero, f"{type(error).__name__}: {error}")
    seconds = clock() - start
    if limit is not None and seconds > limit:
        return Outcome(gold, None, seconds, zero, f"answered after {seconds:.1f} s, the limit is {limit:g} s", True)
    return Outcome(gold, answer, seconds, score(gold, answer, documents, entailment))
