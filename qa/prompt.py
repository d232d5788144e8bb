"""What a language model is told: the rules, passages fenced as data, the question.

It does not know which model listens, and trusts no character of a document: nothing in a fence can close it, number a
passage or speak as somebody else.
"""

from collections.abc import Mapping, Sequence

from index import Hit
from ingest import Document
from qa import phrases
from qa.best import Evidence
from qa.orders import gives_orders
from qa.references import bare

SHOWN = 5  # passages: more of them cost a small model its way
_SIGNS = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "{": "(", "}": ")"})
_QUOTES = str.maketrans({'"': "'", "“": "'", "”": "'", "=": "-"})

Talk = list[dict[str, str]]


def shown_hits(evidence: Evidence) -> tuple[Hit, ...]:
    """The passages of the best candidates, each once; none that tells a machine what to do."""
    hits = dict.fromkeys(c.hit for c in evidence.candidates)
    return tuple(hit for hit in hits if not _suspect(hit, evidence.documents))[:SHOWN]


def _suspect(hit: Hit, documents: Mapping[str, Document]) -> bool:
    document = documents[hit.passage.document_id]
    return any(map(gives_orders, (hit.passage.text, document.title, document.publisher, *hit.passage.heading)))


def messages(evidence: Evidence, hits: Sequence[Hit]) -> Talk:
    """The talk for a model that was taught to talk."""
    passages = "\n".join(_passage(n, hit, evidence) for n, hit in enumerate(hits, 1))
    user = phrases.PROMPT_USER.format(passages=passages, question=_harmless(evidence.question.text))
    return [{"role": "system", "content": phrases.PROMPT_SYSTEM}, {"role": "user", "content": user}]


def as_text(talk: Talk) -> str:
    """The same for a model that only goes on with a text: it has no template."""
    rules, asked = (turn["content"] for turn in talk)
    return "\n\n".join([rules, phrases.PROMPT_EXAMPLE, asked, phrases.PROMPT_CUE])


def _passage(n: int, hit: Hit, evidence: Evidence) -> str:
    document = evidence.documents[hit.passage.document_id]
    text = bare(document, hit.passage.start, hit.passage.end)  # its own [12] would read as the number of a passage
    speaker = next((c.first.speaker for c in evidence.candidates if c.hit == hit), document.speaker)
    about = (speaker or document.publisher, document.title, document.date or phrases.NO_DATE)
    who, title, date = (_attribute(one) for one in about)
    return phrases.PROMPT_PASSAGE.format(n=n, who=who, date=date, title=title, text=_harmless(text))


def _harmless(text: str) -> str:
    """Text in which no sign opens or closes a fence, numbers a passage or begins a turn."""
    return text.translate(_SIGNS)


def _attribute(text: str) -> str:
    return " ".join(_harmless(text).translate(_QUOTES).split())
