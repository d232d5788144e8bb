"""Ways of searching as plain functions: a gold question in, ten passages and the seconds they took out.

It does not know what is relevant.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from eval.peers import Ask, Reply
from eval.question import GoldQuestion
from eval.ranking import DEPTH
from index import Encoder, Index
from qa import Assistant, Turn

Search = Callable[[GoldQuestion], Reply]


@dataclass(frozen=True, slots=True)
class Deaf:
    """Stands for an encoder where only words count, so that their time is not that of the encoder."""

    name: str
    dimension: int

    def encode(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:  # noqa: ARG002 - the seam has it
        return np.zeros((len(texts), self.dimension), np.float32)


@dataclass(frozen=True, slots=True)
class Remembering:
    """Encodes a question once, however many indexes ask for it: where nothing is timed."""

    encoder: Encoder
    known: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.encoder.name

    @property
    def dimension(self) -> int:
        return self.encoder.dimension

    def encode(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        if not query:
            return self.encoder.encode(texts)
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        self.known.update(zip(new, self.encoder.encode(new, query=True), strict=True))
        return np.stack([self.known[text] for text in texts])


def asked(question: GoldQuestion) -> str:
    """What a search without a conversation gets: a follow-up behind the question before it."""
    before = [content for role, content in question.history if role == "user"][-1:]
    return " ".join([*before, question.question])


def searching(index: Index, clock: Callable[[], float] = time.perf_counter) -> Search:
    def search(question: GoldQuestion) -> Reply:
        start = clock()
        hits = index.search(asked(question), DEPTH)
        return Reply(tuple(hit.passage.text for hit in hits), clock() - start)

    return search


def answering(assistant: Assistant, clock: Callable[[], float] = time.perf_counter) -> Search:
    """The passages on which a whole answer rests, with the time of all of it."""

    def search(question: GoldQuestion) -> Reply:
        start = clock()
        hits = assistant.ask(question.question, tuple(Turn(role, text) for role, text in question.history)).hits
        return Reply(tuple(hit.passage.text for hit in hits[:DEPTH]), clock() - start)

    return search


def asking(ask: Ask) -> Search:
    return lambda question: ask(asked(question))
