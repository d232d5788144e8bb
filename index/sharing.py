"""One model for all who ask at the same time; it does not know who they are.

Whoever finds the model free goes at once; what waits when it comes free goes together, and nobody waits for others to
come. What goes together is what costs less together. Models of torch work on one text or on a batch, one at a time: a
batch of 16 short questions. Of the built-in model each text goes through alone (index/graph.py), on as many cores as
there are. Measured on two cores, one in use, questions of 20 tokens: alone 6.9 ms each, in a graph that takes a batch
7.6 ms (of 2), 6.3 (4), 5.9 (8) and 4.8 (16) where all are of one length, and padding them to one length costs more than
that; with the text of others beside it a vector would no longer be the one in the index. So there nothing is joined:
as many go through as there are cores, the first that came first.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Condition

import numpy as np

from index.builtin import BuiltinEncoder, cores
from index.hit import Encoder, Vectors

TOGETHER = 16  # texts of those who wait; more in one call come from one who indexes, and go as they are


@dataclass(slots=True, eq=False)
class _Call:
    """What somebody wants to have encoded, and what came of it."""

    texts: Sequence[str]
    query: bool
    vectors: Vectors | None = None
    error: BaseException | None = None

    @property
    def done(self) -> bool:
        return self.vectors is not None or self.error is not None


@dataclass(slots=True)
class SharedEncoder:
    """An `Encoder` in front of another one; threads may share it."""

    encoder: Encoder
    at_once: int = 1  # calls of the encoder side by side
    together: int = TOGETHER  # texts in one call
    calls: int = 0  # that were made
    texts: int = 0  # that went through them
    told: Callable[[int], None] | None = None  # of each call: how many texts
    _free: int = 0
    _waiting: deque[_Call] = field(default_factory=deque)
    _change: Condition = field(default_factory=Condition)

    def __post_init__(self) -> None:
        self._free = self.at_once

    @property
    def name(self) -> str:
        return self.encoder.name

    @property
    def dimension(self) -> int:
        return self.encoder.dimension

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        if not texts or len(texts) > TOGETHER:
            return self.encoder.encode(texts, query=query)
        mine = _Call(texts, query)
        with self._change:
            self._waiting.append(mine)
            while not mine.done:
                if not self._free or not self._waiting:  # the latter: somebody has mine in hand
                    self._change.wait()
                    continue
                self._work(self._next())
        if mine.vectors is None:
            raise mine.error or RuntimeError("a call without a result")
        return mine.vectors

    def _next(self) -> list[_Call]:
        """The first that waits, and what may go with it."""
        chosen = [self._waiting.popleft()]
        count = len(chosen[0].texts)
        for call in tuple(self._waiting):
            if call.query is chosen[0].query and count + len(call.texts) <= self.together:
                self._waiting.remove(call)
                chosen.append(call)
                count += len(call.texts)
        return chosen

    def _work(self, calls: list[_Call]) -> None:
        """Encodes what was chosen, with the lock let go meanwhile."""
        self._free -= 1
        self.calls, self.texts = self.calls + 1, self.texts + sum(len(call.texts) for call in calls)
        self._change.release()
        try:
            if self.told is not None:
                self.told(sum(len(call.texts) for call in calls))
            self._encode(calls)
        finally:
            self._change.acquire()
            self._free += 1
            self._change.notify_all()

    def _encode(self, calls: list[_Call]) -> None:
        try:
            texts = [text for call in calls for text in call.texts]
            vectors = self.encoder.encode(texts, query=calls[0].query)
        except BaseException as error:  # noqa: BLE001 - raised where the call came from
            if len(calls) > 1:  # whose text it was is not known: each on its own
                for call in calls:
                    self._encode([call])
            else:
                calls[0].error = error
            return
        ends = np.cumsum([len(call.texts) for call in calls])
        for call, rows in zip(calls, np.split(vectors, ends[:-1]), strict=True):
            call.vectors = rows


def shared(encoder: Encoder) -> SharedEncoder:
    """The encoder for all who ask at the same time, as it goes fastest."""
    if isinstance(encoder, SharedEncoder):
        return encoder
    if isinstance(encoder, BuiltinEncoder):
        return SharedEncoder(encoder, at_once=cores(), together=1)
    return SharedEncoder(encoder)
