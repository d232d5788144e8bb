"""The only maker of citations: a claim stands on the exact characters of the source, or it does not stand.

It does not choose or phrase anything; whether quotes bear a freely phrased sentence is for qa/support.py.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ingest import Document, Passage, passage_id
from qa import phrases
from qa.answer import Citation, Claim
from qa.entailment import Entailment
from qa.nuances import NEGATION
from qa.orders import gives_orders
from qa.plain import plain
from qa.references import bare, referrals
from qa.support import Fault, Grounds, fault, figures_stand
from qa.verdict import Asked, Verdict, verdict

_VERDICT = re.compile(rf"\W*({'|'.join(Verdict)})[,.:]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Support:
    """Where a writer says that a sentence stands."""

    passage: Passage
    quote: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Who is speaking in the quotes of a freely phrased sentence, and whether what he says is a proposal."""

    speakers: tuple[str, ...] = ()
    wish: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence of a writer, not yet checked."""

    sentence: str
    support: tuple[Support, ...]
    group: str = ""
    item: bool = False
    frame: Frame | None = None  # phrased by a model; None: made of the quote's own words and fixed phrases
    instead: tuple["Draft", ...] = ()  # what is said where this one does not stand
    asked: Asked | None = None  # the question and the sentence that a yes or no in front of it rests on


@dataclass(frozen=True, slots=True)
class Judge:
    """What a freely phrased sentence is held against besides its words."""

    meaning: Callable[[str, Support], float]  # cosine of a sentence and the quote
    alike: float  # from which on they may mean the same
    entailment: Entailment | None = None
    entailed: float = 0.5


def verify(draft: Draft, documents: Mapping[str, Document], judge: Judge | None = None) -> Claim | None:
    """The claim with its citations; None if a quote is not in its source or does not bear the sentence."""
    if find_fault(draft, documents, judge) is not None:
        return None
    citations = tuple(c for c in (cite(s, documents) for s in draft.support) if c is not None)
    return Claim(draft.sentence, citations, draft.group, draft.item)


def find_fault(draft: Draft, documents: Mapping[str, Document], judge: Judge | None = None) -> Fault | None:
    """Why a draft does not stand; None if it does."""
    if not draft.support:
        return Fault.NO_CITATION
    for support in draft.support:
        if wrong := _wrong_source(support, documents):
            return wrong
    cited = [(s, cite(s, documents)) for s in draft.support]
    # [12] is no figure of a quote
    quotes = [bare(documents[c.document_id], c.start, c.end) for _, c in cited if c is not None]
    if len(quotes) < len(cited):
        return Fault.NOT_VERBATIM
    if not verdict_stands(draft, [citation.quote for _, citation in cited if citation is not None]):
        return Fault.VERDICT
    return _wrong_words(draft, quotes) if draft.frame is None else _wrong_meaning(draft, draft.frame, quotes, judge)


def verdict_stands(draft: Draft, quotes: Sequence[str]) -> bool:
    """A yes or no in front of a claim: does a sentence of its quotes say so, by its polarity?"""
    said = _VERDICT.match(_of_ours(draft)) or _VERDICT.match(draft.sentence if draft.frame else "")
    if said is None:
        return True
    asked = draft.asked
    if asked is None or not any(asked.sentence in quote for quote in quotes):
        return False
    return verdict(asked) is Verdict(said[1].lower())


def _of_ours(draft: Draft) -> str:
    """The words in front of a claim without the name of its chapter, which is the source's."""
    return draft.group if draft.asked else draft.group.rpartition(phrases.BEHIND_CHAPTER)[2]


def _wrong_source(support: Support, documents: Mapping[str, Document]) -> Fault | None:
    """A passage is what was indexed of that file, or it bears nothing; so does a paragraph that orders a machine."""
    passage = support.passage
    document = documents.get(passage.document_id)
    if document is None or document.id != passage.document_id:
        return Fault.CHANGED
    known = passage_id(document.id, passage.start, passage.end, passage.text)
    if passage.id != known or document.text[passage.start : passage.end] != passage.text:
        return Fault.CHANGED
    at = document.text.find(support.quote, passage.start, passage.end)
    return Fault.ORDER if at >= 0 and gives_orders(_paragraph(document.text, at, support.quote)) else None


def _paragraph(text: str, at: int, quote: str) -> str:
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at + len(quote))
    return text[start : end if end >= 0 else len(text)]


def _wrong_words(draft: Draft, quotes: Sequence[str]) -> Fault | None:
    """Of a sentence in the quote's own words: a figure or a negation of its own."""
    if not figures_stand(draft.sentence, quotes):
        return Fault.FIGURE
    said, there = (set(NEGATION.findall(plain(text))) for text in (draft.sentence, " ".join(quotes)))
    return None if said <= there else Fault.NEGATION


def _wrong_meaning(draft: Draft, frame: Frame, quotes: Sequence[str], judge: Judge | None) -> Fault | None:
    """Of a freely phrased sentence: whatever its quotes do not bear, by its words, its meaning and a model."""
    entailment = judge.entailment if judge else None
    grounds = Grounds(tuple(quotes), frame.speakers, frame.wish, judged=entailment is not None)
    if wrong := fault(draft.sentence, grounds):
        return wrong
    if judge and max(judge.meaning(draft.sentence, support) for support in draft.support) < judge.alike:
        return Fault.MEANING
    said = re.sub(r"\*\*", "", draft.sentence)
    if judge and entailment and entailment.probability(" ".join(quotes), said) < judge.entailed:
        return Fault.ENTAILMENT
    return None


def cite(support: Support, documents: Mapping[str, Document]) -> Citation | None:
    """A citation if the quote stands, letter for letter, in its passage of its document."""
    passage, document = support.passage, documents.get(support.passage.document_id)
    at = passage.text.find(support.quote) if support.quote.strip() else -1
    if document is None or at < 0:
        return None
    start = passage.start + at
    end = start + len(support.quote)
    if document.text[start:end] != support.quote:
        return None
    return Citation(document.id, passage.id, support.quote, start, end, referrals(document, start, end))
