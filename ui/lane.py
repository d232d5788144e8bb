"""One answering process as the front sees it: a pipe for questions and answers, over which it lends its models.

The thread that asks waits at the pipe, and encodes meanwhile what the process wants to have encoded: so no model is
loaded twice, nothing listens anywhere, and who asks at the same time meets at the one model. It does not know what a
question is.
"""

import multiprocessing
import pickle
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from time import monotonic, perf_counter
from typing import Any

from index import Encoder, Reranker, note_elsewhere
from ui.process import ANSWER, ERROR, READY, SCORE, Opening, Refusal, sendable, work

Told = tuple[str, Any]  # what kind of message, and what it says


class Ended(Exception):
    """The process is gone; what it was asked may be asked of another."""


class Overdue(Exception):
    """It was ended because it took too long, or because nobody waits any more."""


class NotOpened(Exception):
    """The process could not begin; the cause says why."""


@dataclass(frozen=True, slots=True)
class Lent:
    """The models that a process works with and does not have."""

    encoder: Encoder
    reranker: Reranker | None = None

    def __call__(self, kind: str, given: Sequence[Any]) -> Any:
        if kind == SCORE and self.reranker is not None:
            return self.reranker.scores(*given)
        texts, query = given
        return self.encoder.encode(texts, query=query)

    def card(self) -> tuple[tuple[str, int], tuple[str, int] | None]:
        """What a process knows of them."""
        reranker = None if self.reranker is None else (self.reranker.name, self.reranker.depth)
        return (self.encoder.name, self.encoder.dimension), reranker


class Lane:
    """Starts at once; `open` waits until it can answer. One thread at a time, but anybody may `end` it."""

    def __init__(self, opening: Opening, lent: Lent) -> None:
        self._lent = lent
        self._pipe, theirs = _context().Pipe()
        self._process = _context().Process(  # type: ignore[attr-defined]  # each kind of context has its own
            target=work, args=(theirs, opening, lent.card()), name="bronwijzer-antwoord", daemon=True
        )
        self._until, self._wanted = 0.0, _always
        self._overdue = False
        try:
            self._process.start()
        except BaseException:
            self._pipe.close()
            raise
        finally:
            theirs.close()

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    @property
    def alive(self) -> bool:
        """By its pipe: of a process that another one started for us the end is not always told."""
        try:
            return not self._pipe.closed and not self._pipe.poll()
        except (OSError, ValueError):
            return False

    def open(self, seconds: float) -> str:
        """What it opened, in its own words; raises NotOpened."""
        try:
            return str(self._told(READY, seconds, _always))
        except (Ended, Overdue, Refusal) as error:
            raise NotOpened from error

    def ask(self, question: Any, seconds: float, wanted: Callable[[], bool]) -> Any:
        """Its answer; raises what it raised, Ended or Overdue."""
        begun = perf_counter()
        answer, stages = self._told(ANSWER, seconds, wanted, question)
        note_elsewhere(stages, begun)
        return answer

    def look(self) -> None:
        """Ends what takes too long, and what nobody waits for; from a thread that does nothing else."""
        until = self._until
        if until and (monotonic() > until or not self._wanted()):
            self._overdue = True
            self.end()

    def end(self) -> None:
        self._process.kill()

    def close(self) -> None:
        """To a process that does nothing: it ends by itself when its pipe closes."""
        self._pipe.close()

    def join(self, seconds: float) -> None:
        self._process.join(seconds)
        if self._process.is_alive():
            self.end()
            self._process.join(1)

    def _told(self, expected: str, seconds: float, wanted: Callable[[], bool], question: Any = None) -> Any:
        """Sending takes time too: a process that stands still takes nothing in."""
        self._wanted, self._until = wanted, monotonic() + seconds
        try:
            if question is not None:
                self._pipe.send(question)
            kind, said = self._heard(expected)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.end()
            raise (Overdue if self._overdue else Ended) from error
        finally:
            self._until = 0.0
        if kind == ERROR:
            raise said
        return said

    def _heard(self, expected: str) -> Told:
        """What it says at last; until then it is lent what it asks for."""
        while True:
            kind, said = self._pipe.recv()
            if kind in (expected, ERROR):
                return kind, said
            try:
                made = kind, self._lent(kind, said)
            except Exception as error:  # noqa: BLE001 - the process is waiting, and tells it as its own
                made = ERROR, sendable(error)
            self._pipe.send(made)


def _always() -> bool:
    return True


_CONTEXT: list[BaseContext] = []


def _context() -> BaseContext:
    """Never a copy of this process: it has threads. One that has loaded the modules is copied, where there is that."""
    if not _CONTEXT:
        kind = "spawn" if sys.platform == "win32" else "forkserver"
        context = multiprocessing.get_context(kind)
        if kind == "forkserver":
            context.set_forkserver_preload(["ui.ahead"])
        _CONTEXT.append(context)
    return _CONTEXT[0]
