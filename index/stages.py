"""How long the parts of a question took: noted where they happen, for whoever listens; nothing where nobody does.

It does not know what is asked, nor who looks at the times.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import TracebackType

RETRY = "engine_retry"  # an engine is waited for and asked once more
MOST = 64  # of one question: a bound for what travels and is kept


@dataclass(frozen=True, slots=True)
class Stage:
    name: str  # of the code, never of what is asked
    begun: float  # seconds after the question was taken up
    seconds: float


@dataclass(slots=True)
class Stages:
    """What was noted of one question."""

    begun: float = field(default_factory=time.perf_counter)
    noted: list[Stage] = field(default_factory=list)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Around the work itself and around each step of a generator: a generator has no context of its own."""
        token = _LISTENING.set(self)
        try:
            yield
        finally:
            _LISTENING.reset(token)


def note_elsewhere(stages: Iterable[Stage], begun: float) -> None:
    """Notes what another process noted of this question, which it took up at `begun` (time.perf_counter, here)."""
    told = _LISTENING.get()
    if told is not None:
        later = begun - told.begun
        noted = [Stage(one.name, one.begun + later, one.seconds) for one in stages]
        told.noted.extend(noted[: MOST - len(told.noted)])


_LISTENING: ContextVar[Stages | None] = ContextVar("stages", default=None)


class stage:  # noqa: N801 - it reads as what it is used for: `with stage("encode"):`
    """Notes how long a block takes, also one that breaks off; without a listener it costs a look."""

    __slots__ = ("_begun", "_name", "_stages")

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        self._stages = _LISTENING.get()
        self._begun = time.perf_counter() if self._stages else 0.0

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        told = self._stages
        if told is not None and len(told.noted) < MOST:
            told.noted.append(Stage(self._name, self._begun - told.begun, time.perf_counter() - self._begun))
