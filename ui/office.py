"""What an answering process of the server opens: the index that is set, and an assistant without a language model.

It does not know who asks, nor that it is one of several processes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from index import Encoder, Index, Reranker
from qa import Answer, Assistant, Comparison, Turn, compare
from ui.settings import Settings, opened_index


@dataclass(frozen=True, slots=True)
class Question:
    """What goes to a process."""

    text: str
    history: Sequence[Turn] = ()
    within: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """So does this: what does each of these publishers say of it?"""

    name: str
    publishers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Assisted:
    assistant: Assistant
    state: str

    def __call__(self, question: Question | Theme) -> Answer | Comparison:
        if isinstance(question, Theme):
            return compare(self.assistant.index, question.name, question.publishers)
        return self.assistant.ask(question.text, question.history, within=question.within)


@dataclass(frozen=True, slots=True)
class OpenedBySettings:
    """As the settings say, over the models of the front."""

    settings: Settings

    def __call__(self, encoder: Encoder, reranker: Reranker | None) -> Assisted:
        index = opened_index(self.settings, encoder, reranker)
        warm(index)
        return Assisted(Assistant(index), state_of(index))


def state_of(index: Index) -> str:
    """Tells one state of an index from another: of the same documents (an id is a digest), called by the same names."""
    seen = blake2b(str(len(index.passages)).encode(), digest_size=16)
    for entry in index.catalogue:
        seen.update(f"{entry.id} {entry.title} {entry.publisher} {entry.date}\n".encode(errors="replace"))
    return seen.hexdigest()


def warm(index: Index) -> None:
    """The first question reads dictionary and words from disk: not the first person's."""
    first = next(iter(index.catalogue), None)
    if first is not None:
        index.search(first.title)
