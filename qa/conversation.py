"""Makes a follow-up question stand alone, without a language model: ellipsis, pronouns, "waarom?", "en het ABVV?".

It does not know the documents' content, only the names of their publishers.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest import Document
from qa import patterns
from qa.question import Question, Shape, plain, understand


@dataclass(frozen=True, slots=True)
class Turn:
    role: str  # "user" or "assistant"
    content: str


def stand_alone(text: str, history: Sequence[Turn], documents: Iterable[Document]) -> Question:
    """The question as it would be asked by someone who walks in now."""
    documents = tuple(documents)
    asked = understand(text, documents)
    earlier = [turn.content for turn in history if turn.role == "user" and turn.content.strip()]
    if not earlier or not _leans_back(text, asked):
        return asked
    before = stand_alone(earlier[-1], _turns_before(history, earlier[-1]), documents)
    if _only_another_publisher(text, asked):
        return replace(before, text=_with_text(text, before), voices=asked.named, named=asked.named, own=text)
    return _merged(asked, before, _last_answer(history))


def _leans_back(text: str, asked: Question) -> bool:
    folded = plain(text)
    bare = len(_own_words(asked.topic)) < patterns.BARE and not asked.named
    return bare or re.search(patterns.POINTS_BACK, folded) is not None


def _own_words(text: str) -> list[str]:
    return [word for word in re.findall(r"[\w'-]+", plain(text)) if word not in patterns.EMPTY_WORDS]


def _only_another_publisher(text: str, asked: Question) -> bool:
    """'En het ABVV?': names a publisher and next to nothing else."""
    return bool(asked.named) and len(_own_words(text)) <= 2 + len(asked.named)


def _merged(asked: Question, before: Question, answer: str) -> Question:
    short = re.search(patterns.ELLIPSIS, plain(asked.text)) is not None
    return replace(
        asked,
        text=f"{asked.text.strip()} ({before.text.strip()})",
        topic=f"{asked.topic} {before.topic}" if short or len(_own_words(asked.topic)) < patterns.BARE else asked.topic,
        shape=before.shape if short and asked.shape in (Shape.FACT, Shape.PROPOSAL) else asked.shape,
        expects=asked.expects or (before.expects if short or plain(asked.text).startswith("en ") else None),
        voices=asked.voices or before.voices,
        named=asked.named or before.named,
        years=asked.years,
        own=asked.text,
        answered=answer,
        earlier=f"{before.text} {answer}".strip(),
    )


def _with_text(text: str, before: Question) -> str:
    return f"{before.text.strip()} ({text.strip()})"


def _turns_before(history: Sequence[Turn], content: str) -> Sequence[Turn]:
    last = max(n for n, turn in enumerate(history) if turn.role == "user" and turn.content == content)
    return history[:last]


def _last_answer(history: Sequence[Turn]) -> str:
    return next((turn.content for turn in reversed(history) if turn.role == "assistant"), "")
