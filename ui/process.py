"""What runs in an answering process: it opens the index, answers one question after another, and ends with its front.

It has no model of its own: what has to be encoded it asks of the front, over the pipe by which the question came. It
does not know who asks, and says nothing but over that pipe.
"""

import logging
import multiprocessing
import os
import pickle
import signal
import threading
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.connection import Connection
from typing import Any, Protocol

import numpy as np

from index import Encoder, Reranker, Stages
from ui.settings import debugging

READY, ANSWER, ERROR, ENCODE, SCORE = "ready", "answer", "error", "encode", "score"  # the messages


class Refusal(Exception):
    """Stands for an error that cannot be sent; says of which kind it was and where, never its words."""


class Office(Protocol):
    """What a process opens."""

    @property
    def state(self) -> str:
        """Which state of which index: the front compares it with its own."""
        ...

    def __call__(self, question: Any) -> Any: ...


class Opening(Protocol):
    """Goes to the process: a function of a module, or a frozen thing with a call."""

    def __call__(self, encoder: Encoder, reranker: Reranker | None) -> Office: ...


@dataclass(frozen=True, slots=True)
class Borrowed:
    """The front's encoder."""

    pipe: Connection
    name: str
    dimension: int

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Any:
        return np.asarray(_lent(self.pipe, ENCODE, (list(texts), query)), np.float32)


@dataclass(frozen=True, slots=True)
class BorrowedReranker:
    pipe: Connection
    name: str
    depth: int

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        return tuple(_lent(self.pipe, SCORE, (question, list(texts))))


def _lent(pipe: Connection, kind: str, given: tuple[Any, ...]) -> Any:
    """Without the front there is nothing left to do."""
    try:
        pipe.send((kind, given))
        kind, said = pipe.recv()
    except (OSError, EOFError):
        os._exit(0)
    if kind == ERROR:
        raise said
    return said


def work(pipe: Connection, opening: Opening, card: tuple[tuple[str, int], tuple[str, int] | None]) -> None:
    """The life of the process: until the pipe closes."""
    _settle()
    encoder, reranker = card
    borrowed = BorrowedReranker(pipe, *reranker) if reranker else None
    try:
        office = opening(Borrowed(pipe, *encoder), borrowed)
        pipe.send((READY, office.state))
        while True:
            pipe.send(_answered(office, pipe.recv()))
    except (OSError, EOFError):
        pass  # the front is done with it, or gone
    except Exception as error:  # noqa: BLE001 - told to the front
        pipe.send((ERROR, sendable(error)))


def _answered(office: Callable[[Any], Any], question: Any) -> tuple[str, Any]:
    """With the answer goes how long its parts took."""
    stages = Stages()
    try:
        with stages.listening():
            answer = office(question)
        return ANSWER, (answer, tuple(stages.noted))
    except Exception as error:  # noqa: BLE001 - the same
        return ERROR, sendable(error)


def sendable(error: Exception) -> Exception:
    """What another process can take out of its wrapping; a sentence of ours as it is."""
    error.__traceback__ = error.__cause__ = error.__context__ = None
    try:
        if isinstance(pickle.loads(pickle.dumps(error)), type(error)):
            return error
    except Exception:  # noqa: BLE001 - whatever its own way of being wrapped raises
        pass
    return Refusal(type(error).__name__)


def _settle() -> None:
    """Signals are the front's business: it lets its questions be answered first, and then closes the pipe."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    logging.disable(logging.CRITICAL)  # what goes wrong is told to the front, which tells it
    warnings.simplefilter("ignore")
    if not debugging():
        _silence()
    threading.Thread(target=_end_with_front, daemon=True).start()


def _silence() -> None:
    """What Python or a library prints of an error may quote the question."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _end_with_front() -> None:
    front = multiprocessing.parent_process()
    if front is not None:
        connection.wait([front.sentinel])
        os._exit(0)
