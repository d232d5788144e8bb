"""What was asked and answered on one page, and how a question is shown again."""

from collections.abc import Callable
from dataclasses import dataclass, field

from qa import Answer
from ui import texts
from ui.choice import Choice
from ui.html import inline
from ui.render import Documents

LONGEST_QUESTION = 20_000  # characters
_QUESTION_SHOWN = 400  # characters of a question that the page repeats


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it; no answer: something broke on our side, or there was none to be had."""

    number: int  # 1 for the first of a conversation
    question: str
    answer: Answer | None
    documents: Documents  # that the answer names: a newer index may lack them, and theirs is closed
    choice: Choice = field(default=Choice())  # what was looked in
    trouble: str = ""  # why there is no answer, where nothing broke: the server is busy, or its database away


Conversation = tuple[Exchange, ...]


@dataclass(slots=True)
class Sitting:
    """How often somebody broke off on one page: what was asked before must not show up in a conversation that began
    after it. Gradio's own cancelling comes too late for an answer that is ready by then, and closes the stream in
    which the next one comes when a run has no number yet."""

    broken_off: int = 0

    @property
    def name(self) -> str:
        """Tells one page from another while both are open."""
        return f"page {id(self)}"

    def still(self) -> Callable[[], bool]:
        """Tells whether what is asked now is still wanted."""
        now = self.broken_off
        return lambda: self.broken_off == now


def named_in(answer: Answer, documents: Documents) -> Documents:
    """The documents that an answer cites or found: a page that stays open does not keep a whole index open."""
    cited = (citation.document_id for claim in answer.claims for citation in claim.citations)
    found = (passage.document_id for hit in answer.hits for passage in (hit.passage, *hit.also))
    return {id: documents[id] for id in dict.fromkeys((*cited, *found))}


def next_number(conversation: Conversation) -> int:
    return conversation[-1].number + 1 if conversation else 1


def shown_question(question: str) -> str:
    kept = question.strip()
    if not kept:
        return f"<em>{texts.EMPTY_QUESTION}</em>"
    return inline(kept if len(kept) <= _QUESTION_SHOWN else kept[:_QUESTION_SHOWN] + " …")
