"""What one answer is worth beside its gold question; it does not know who answered, or how fast.

Evidence is compared by runs of words (`eval.words`), so the figures do not depend on how documents are cut.
A measure that does not apply to a question is None: an unanswerable one has no evidence to find.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.question import GoldQuestion
from eval.words import covers, fold, touches, words
from ingest import Document
from qa import Answer, Citation, number_citations

CUTOFFS = (1, 3, 5, 10)
EARLY = 60  # words; what a reader sees without scrolling
AT_ONCE = 25  # words within which a question for a fact has its answer
FACT = "feit"  # the type of such a question


@dataclass(frozen=True, slots=True)
class Scores:
    abstained: bool
    correct: bool  # every key fact, nothing forbidden, no refusal; of an unanswerable question: refused
    verified: bool  # correct, and a verbatim citation lies on the evidence
    citations: int = 0
    verbatim: int = 0  # citations that stand letter for letter in their document
    key_facts: float | None = None  # share of the groups of which the answer holds a string
    early: bool | None = None  # every key fact within the first 60 words
    at_once: bool | None = None  # of a question for a fact: every key fact within the first 25 words
    recall_1: float | None = None  # share of the evidence in the first passage, the first 3, ...
    recall_3: float | None = None
    recall_5: float | None = None
    recall_10: float | None = None
    reciprocal_rank: float | None = None  # of the first of ten passages that covers any evidence
    citation_precision: float | None = None  # citations that touch evidence; None without citations
    citation_recall: float | None = None  # required evidence that a citation touches
    words: int | None = None  # of an answer to an answerable question


def score(gold: GoldQuestion, answer: Answer, documents: Mapping[str, Document]) -> Scores:
    return _score_answerable(gold, answer, documents) if gold.answerable else _score_refusal(gold, answer, documents)


def score_crash(gold: GoldQuestion) -> Scores:
    """A question that got no answer at all: zero wherever something could be earned."""
    if not gold.answerable:
        return Scores(abstained=False, correct=False, verified=False)
    return Scores(
        abstained=False, correct=False, verified=False, key_facts=0.0, early=False,
        at_once=False if gold.type == FACT else None,
        recall_1=0.0, recall_3=0.0, recall_5=0.0, recall_10=0.0, reciprocal_rank=0.0,
        citation_precision=0.0, citation_recall=0.0,
    )  # fmt: skip


def _score_refusal(gold: GoldQuestion, answer: Answer, documents: Mapping[str, Document]) -> Scores:
    refused = answer.reason is not None
    right = refused and not _holds_any(answer_text(answer), gold.forbidden)
    citations = number_citations(answer)
    verbatim = sum(is_verbatim(citation, documents) for citation in citations)
    return Scores(refused, right, right, citations=len(citations), verbatim=verbatim)


def _score_answerable(gold: GoldQuestion, answer: Answer, documents: Mapping[str, Document]) -> Scores:
    text, refused = answer_text(answer), answer.reason is not None
    facts = key_facts_found(gold, text)
    correct = facts == 1.0 and not refused and not _holds_any(text, gold.forbidden)
    citations = number_citations(answer)
    verbatim = [is_verbatim(citation, documents) for citation in citations]
    on_evidence = [any(touches(c.quote, e.quote) for e in gold.evidence) for c in citations]
    passages = [hit.passage.text for hit in answer.hits]
    recall = [evidence_recall(gold, passages, k) for k in CUTOFFS]
    return Scores(
        abstained=refused,
        correct=correct,
        verified=correct and any(on and exact for on, exact in zip(on_evidence, verbatim, strict=True)),
        citations=len(citations),
        verbatim=sum(verbatim),
        key_facts=facts,
        early=_given_within(EARLY, gold, text),
        at_once=_given_within(AT_ONCE, gold, text) if gold.type == FACT else None,
        recall_1=recall[0],
        recall_3=recall[1],
        recall_5=recall[2],
        recall_10=recall[3],
        reciprocal_rank=reciprocal_rank(gold, passages),
        citation_precision=_share(on_evidence) if citations else None,
        citation_recall=citation_recall(gold, [citation.quote for citation in citations]),
        words=None if refused else len(words(text)),
    )


def answer_text(answer: Answer) -> str:
    """What a reader reads, group headings included, without the [n] and ** marks."""
    lines, group = [answer.message], ""
    for claim in answer.claims:
        lines += [claim.group] if claim.group != group else []
        group = claim.group
        lines.append(claim.sentence)
    return "\n".join(line for line in [*lines, answer.closing] if line).replace("**", "")


def key_facts_found(gold: GoldQuestion, text: str) -> float:
    """Share of the groups of key facts of which the text holds a string, whatever its case and accents."""
    return _share(_holds_any(text, group) for group in gold.key_facts)


def _given_within(count: int, gold: GoldQuestion, text: str) -> bool:
    """Does the answer hold every key fact within its first words?"""
    return key_facts_found(gold, " ".join(text.split()[:count])) == 1.0


def evidence_recall(gold: GoldQuestion, passages: Sequence[str], k: int) -> float:
    """Recall@k over evidence: share of the required quotes that the first k passages cover together.

    (Manning, Raghavan and Schütze 2008, §8.4, with quotes in the place of relevant documents.) Where one quote is
    required, an alternative may stand in for it.
    """
    return _recall(gold, lambda quote: covers(passages[:k], quote))


def citation_recall(gold: GoldQuestion, quotes: Sequence[str]) -> float:
    """Share of the required evidence that a cited quote touches; an alternative may stand in for a single one."""
    return _recall(gold, lambda evidence: any(touches(quote, evidence) for quote in quotes))


def reciprocal_rank(gold: GoldQuestion, passages: Sequence[str]) -> float:
    """1 / the rank of the first of ten passages that covers any evidence (MRR@10: Voorhees, TREC-8, 1999)."""
    for rank, passage in enumerate(passages[:10], 1):
        if any(covers([passage], evidence.quote) for evidence in gold.evidence):
            return 1 / rank
    return 0.0


def is_verbatim(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Does the quote stand in its document, letter for letter, at the very place that is named?"""
    document = documents.get(citation.document_id)
    return (
        bool(citation.quote)
        and document is not None
        and (document.text[citation.start : citation.end] == citation.quote)
    )


def _recall(gold: GoldQuestion, found: Callable[[str], bool]) -> float:
    required = [evidence.quote for evidence in gold.evidence if not evidence.alternative]
    alternatives = [evidence.quote for evidence in gold.evidence if evidence.alternative]
    if len(required) == 1 and any(map(found, alternatives)):
        return 1.0
    return _share(map(found, required))


def _holds_any(text: str, strings: Iterable[str]) -> bool:
    return any(fold(string) in fold(text) for string in strings)


def _share(found: Iterable[bool]) -> float:
    results = list(found)
    return sum(results) / len(results) if results else 0.0
