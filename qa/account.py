"""What an answer rests on: the words that were looked for, and what was read of each passage that was found.

Made of what the assistant itself used, for a person who wants to know why; it decides nothing and phrases nothing.
"""

from collections.abc import Sequence
from enum import StrEnum

from index import Hit, Index
from qa.answer import Account, Answer, Look
from qa.evidence import Candidate
from qa.policy import Policy
from qa.question import Question
from qa.references import same_words

_LITTLE = 0.34  # share of the weight of the words of a question
_WEAK, _NEARLY = 0.6, 0.9  # of the score of the best sentence


class Fate(StrEnum):
    """What became of a passage."""

    USED = "gebruikt"
    SAME_WORDS = "zegt hetzelfde"
    OTHER_THEME = "ander thema"
    MUCH_WEAKER = "past veel minder"
    WEAKER = "past minder"
    NEARLY = "past bijna even goed"


def account(
    index: Index, asked: Question, sought: str, hits: Sequence[Hit], candidates: Sequence[Candidate], policy: Policy
) -> Account:
    """`sought`: the words that were searched with; `hits`: the passages that the answer gives."""
    best: dict[str, Candidate] = {}
    for candidate in candidates:  # best first
        best.setdefault(candidate.hit.passage.id, candidate)
    top = max((candidate.score for candidate in best.values()), default=0.0)
    looks = tuple(_look(index, sought, hit, best.get(hit.passage.id), top) for hit in hits)
    read = asked.shown or asked.text
    return Account(read, asked.shape.value, index.spoken(sought), len(index.passages), looks, policy.enough)


def _look(index: Index, sought: str, hit: Hit, best: Candidate | None, top: float) -> Look:
    sentence = best.quote if best else ""
    publisher = index.documents[hit.passage.document_id].publisher
    here = index.standing(sought, "\n".join((publisher, *hit.passage.heading, hit.passage.text)))
    words = (term.surface for term in index.terms(sought))
    return Look(
        passage=hit.passage,
        by_meaning=hit.dense_rank,
        by_words=hit.lexical_rank,
        likeness=hit.meaning,
        sentence=sentence,
        marks=_places(index, sought, sentence),
        missing=tuple(word for word, stands in zip(words, here, strict=True) if not stands),
        share=best.features.context if best else 0.0,
        fit=max(0.0, best.score / top) if best and top > 0 else 0.0,
    )


def _places(index: Index, sought: str, sentence: str) -> tuple[tuple[int, int], ...]:
    """Where any of the words stands."""
    return tuple(sorted({place for places in index.standing(sought, sentence) for place in places}))


def fate(look: Look, answer: Answer) -> Fate:
    """What became of a passage in an answer, as far as that can be told."""
    cited = [citation for claim in answer.claims for citation in claim.citations]
    if used_in(look, answer):
        return Fate.USED
    if any(same_words(citation.quote, look.passage.text) for citation in cited):
        return Fate.SAME_WORDS
    if look.share < _LITTLE:
        return Fate.OTHER_THEME
    return Fate.MUCH_WEAKER if look.fit < _WEAK else Fate.WEAKER if look.fit < _NEARLY else Fate.NEARLY


def used_in(look: Look, answer: Answer) -> tuple[int, ...]:
    """The numbers of the citations that stand in this passage."""
    cited = dict.fromkeys(citation for claim in answer.claims for citation in claim.citations)
    one = look.passage
    return tuple(
        number
        for number, citation in enumerate(cited, start=1)
        if citation.document_id == one.document_id and citation.start < one.end and one.start < citation.end
    )
