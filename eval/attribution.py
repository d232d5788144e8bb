"""Is what is said under a name cited from that name's document? By characters alone: no language model judges.

It does not know the question or its gold, and reports only what can be told for certain. Not seen are: a publisher
under another name than those of the manifest, and a wish that `qa.mood_of` does not recognise (it is the same reading
as the answers are made with, so what it misses goes unseen in both).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from eval.words import stands_in, words
from ingest import AI_NOTICE, Document, Kind, sentences_within
from qa import Answer, Citation, Claim, mood_of, number_citations

_BY_AI = re.compile(r"\bAI\b")
_ARTICLE = re.compile(r"^(?:de|het|een) ")  # of a speaker: the name is what stands behind it
_BRACKETS = re.compile(r"[()]")  # 'Vereniging van … (VVSG)' is two names


class FaultKind(StrEnum):
    OTHER_PUBLISHER = "cited from another publisher's document"
    NOT_VERBATIM = "quote does not stand in its document"
    AI_UNMARKED = "AI-written source not marked as such"
    WISH_AS_FACT = "proposal shown without whose it is"
    FORBIDDEN = "forbidden string"


@dataclass(frozen=True, slots=True)
class Fault:
    kind: FaultKind
    what: str  # the words at fault


def faults(answer: Answer, documents: Mapping[str, Document]) -> tuple[Fault, ...]:
    """Every error of attribution in an answer; () for a refusal."""
    inexact = (
        Fault(FaultKind.NOT_VERBATIM, citation.quote)
        for citation in number_citations(answer)
        if not is_verbatim(citation, documents)
    )
    return (*inexact, *(fault for claim in answer.claims for fault in _claim_faults(answer, claim, documents)))


def is_verbatim(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Does the quote stand in its document, letter for letter, at the very place that is named?"""
    document = documents.get(citation.document_id)
    return (
        bool(citation.quote)
        and document is not None
        and (document.text[citation.start : citation.end] == citation.quote)
    )


def _claim_faults(answer: Answer, claim: Claim, documents: Mapping[str, Document]) -> Iterator[Fault]:
    lead, said = claim.group or answer.message, claim.sentence.replace("**", "")
    cited = [citation for citation in claim.citations if is_verbatim(citation, documents)]
    named = _owners(lead, documents) | _owners(said, documents, " ".join(citation.quote for citation in cited))
    if named and any(citation.document_id not in named for citation in cited):
        yield Fault(FaultKind.OTHER_PUBLISHER, f"{lead} {said}".strip())
    homes = [documents[citation.document_id] for citation in cited]
    if any(map(_is_by_ai, homes)) and not _BY_AI.search(f"{answer.message} {lead} {said}"):
        yield Fault(FaultKind.AI_UNMARKED, said)
    if not named and not _owners(said, documents) and any(map(_wishes, homes, cited)):
        yield Fault(FaultKind.WISH_AS_FACT, said)


def _owners(text: str, documents: Mapping[str, Document], quoted: str = "") -> frozenset[str]:
    """The documents of whose publisher, speakers or title a text speaks, unless those are words of the quote."""
    return frozenset(
        key
        for key, document in documents.items()
        if any(stands_in(name, text) and not stands_in(name, quoted) for name in _names(document))
    )


def _names(document: Document) -> tuple[str, ...]:
    """What it goes by: not the aliases of the manifest, for 'vakbond' and 'regeerakkoord' are also plain words."""
    speakers = {document.speaker, *(section.speaker for section in document.sections)}
    names = {document.title, document.publisher, *_BRACKETS.split(document.publisher)}
    names |= {_ARTICLE.sub("", speaker) for speaker in speakers}
    return tuple(sorted(name for name in names if words(name)))


def _is_by_ai(document: Document) -> bool:
    return document.kind is Kind.AI_SUMMARY or AI_NOTICE in document.notice


def _wishes(document: Document, citation: Citation) -> bool:
    """Says the quote, from its first sentence on, what should be and not what is?"""
    inside = sentences_within(document, citation.start, citation.end)
    return bool(inside) and mood_of(inside[0], document).wishes
