"""What one answer is worth beside its gold question; it does not know who answered, or how fast.

Evidence is compared by runs of words (`eval.words`), so the figures do not depend on how documents are cut.
A measure that does not apply to a question is None: an unanswerable one has no evidence to find. Where each measure
is from stands beside its name in `eval.summary`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.attribution import Fault, FaultKind, faults, is_verbatim
from eval.citing import alce, entailed, on_evidence
from eval.question import SEARCH, GoldQuestion
from eval.ranking import GAIN, RANK, RECALL, locate, locate_documents, measure
from eval.words import holds, touches, words
from ingest import Document
from qa import Answer, Entailment, number_citations

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
    citation_precision: float | None = None  # distinct citations that touch evidence; None without citations
    citation_recall: float | None = None  # required evidence that a citation touches
    words: int | None = None  # of an answer to an answerable question
    ndcg: float | None = None  # nDCG@10 of the evidence
    fact_precision: float | None = None  # claims that hold a key fact or cite evidence; None without claims
    fact_f1: float | None = None  # of fact_precision and key_facts; 0 for a refusal
    fact_f3: float | None = None
    alce_recall: float | None = None  # claims that their citations support; None without claims
    alce_precision: float | None = None  # citations, claim by claim, that support and are not irrelevant
    nli_recall: float | None = None  # the same two by an entailment model, where one judged
    nli_precision: float | None = None
    faithfulness: float | None = None  # by RAGAS and a language model, where one judged
    relevancy: float | None = None
    chance: float | None = None  # of an answer in what was found, as the assistant gave it
    sure: float | None = None  # that its answer is right, as it gave that
    faults: tuple[Fault, ...] = ()  # errors of attribution, and forbidden strings


def score(
    gold: GoldQuestion, answer: Answer, documents: Mapping[str, Document], entailment: Entailment | None = None
) -> Scores:
    if gold.type == SEARCH:
        return _score_search(gold, answer, documents)
    return (
        _score_answerable(gold, answer, documents, entailment)
        if gold.answerable
        else _score_unanswerable(gold, answer, documents, entailment)
    )


def score_crash(gold: GoldQuestion, entailment: Entailment | None = None) -> Scores:
    """A question that got no answer at all: zero wherever something could be earned."""
    entails = 0.0 if entailment else None
    if not gold.answerable:
        return Scores(abstained=False, correct=False, verified=False, nli_recall=entails, nli_precision=entails)
    return Scores(
        abstained=False, correct=False, verified=False, key_facts=0.0, early=False,
        at_once=False if gold.type == FACT else None,
        recall_1=0.0, recall_3=0.0, recall_5=0.0, recall_10=0.0, reciprocal_rank=0.0, ndcg=0.0,
        citation_precision=0.0, citation_recall=0.0, alce_recall=0.0, alce_precision=0.0,
        fact_precision=0.0, fact_f1=0.0, fact_f3=0.0, nli_recall=entails, nli_precision=entails,
    )  # fmt: skip


def _score_search(gold: GoldQuestion, answer: Answer, documents: Mapping[str, Document]) -> Scores:
    """Only what was found: nobody wrote what a right answer holds, and `eval.summary` leaves it out of the rest."""
    sources = [documents[hit.passage.document_id].source for hit in answer.hits]
    found = {name: values[0] for name, values in measure([locate_documents(gold, sources)]).items()}
    recall = [found[name] for name in RECALL]
    return Scores(
        abstained=answer.reason is not None, correct=False, verified=False,
        recall_1=recall[0], recall_3=recall[1], recall_5=recall[2], recall_10=recall[3],
        reciprocal_rank=found[RANK], ndcg=found[GAIN],
    )  # fmt: skip


def _score_unanswerable(
    gold: GoldQuestion, answer: Answer, documents: Mapping[str, Document], entailment: Entailment | None
) -> Scores:
    refused = answer.reason is not None
    right = refused and not forbidden_in(gold, answer_text(answer))
    citations = number_citations(answer)
    verbatim = sum(is_verbatim(citation, documents) for citation in citations)
    entails = entailed(answer, entailment)
    return Scores(
        refused, right, right, citations=len(citations), verbatim=verbatim,
        nli_recall=entails.recall, nli_precision=entails.precision, chance=answer.chance, sure=answer.sure,
        faults=_faults(gold, answer, documents),
    )  # fmt: skip


def _score_answerable(
    gold: GoldQuestion, answer: Answer, documents: Mapping[str, Document], entailment: Entailment | None
) -> Scores:
    text, refused = answer_text(answer), answer.reason is not None
    facts = key_facts_found(gold, text)
    correct = facts == 1.0 and not refused and not forbidden_in(gold, text)
    citations = number_citations(answer)
    verbatim = [is_verbatim(citation, documents) for citation in citations]
    touching = [on_evidence(gold, citation) for citation in citations]
    found = {name: values[0] for name, values in measure([locate(gold, [h.passage.text for h in answer.hits])]).items()}
    recall = [found[name] for name in RECALL]
    precision = fact_precision(gold, answer)
    supported = alce(answer, lambda _claim, cited: any(on_evidence(gold, one) for one in cited))
    entails = entailed(answer, entailment)
    return Scores(
        abstained=refused,
        correct=correct,
        verified=correct and any(on and exact for on, exact in zip(touching, verbatim, strict=True)),
        citations=len(citations),
        verbatim=sum(verbatim),
        key_facts=facts,
        early=_given_within(EARLY, gold, text),
        at_once=_given_within(AT_ONCE, gold, text) if gold.type == FACT else None,
        recall_1=recall[0],
        recall_3=recall[1],
        recall_5=recall[2],
        recall_10=recall[3],
        reciprocal_rank=found[RANK],
        ndcg=found[GAIN],
        citation_precision=_share(touching) if citations else None,
        citation_recall=citation_recall(gold, [citation.quote for citation in citations]),
        words=None if refused else len(words(text)),
        fact_precision=precision,
        fact_f1=f_measure(precision, facts),
        fact_f3=f_measure(precision, facts, beta=3),
        alce_recall=supported.recall,
        alce_precision=supported.precision,
        nli_recall=entails.recall,
        nli_precision=entails.precision,
        chance=answer.chance,
        sure=answer.sure,
        faults=_faults(gold, answer, documents),
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


def forbidden_in(gold: GoldQuestion, text: str) -> tuple[str, ...]:
    """The forbidden strings that a text holds, whatever its case and accents."""
    return tuple(string for string in gold.forbidden if holds(text, string))


def fact_precision(gold: GoldQuestion, answer: Answer) -> float | None:
    """Share of the claims that are needed: that hold a key fact or cite evidence. None without claims.

    Nugget precision (Voorhees, TREC 2003, QA track) had to guess by length what an answer said too much; here every
    claim stands apart and can be counted, as FActScore counts atomic facts (Min et al., EMNLP 2023).
    """
    facts = [fact for group in gold.key_facts for fact in group]
    needed = [
        _holds_any(claim.sentence.replace("**", ""), facts) or any(on_evidence(gold, one) for one in claim.citations)
        for claim in answer.claims
    ]
    return _share(needed) if needed else None


def f_measure(precision: float | None, recall: float, beta: float = 1) -> float:
    """The weighted harmonic mean (van Rijsbergen 1979, ch. 7); no precision is none at all.

    Of beta 3, recall counts three times as much: what TREC's QA track reports of nuggets (Voorhees, TREC 2004).
    """
    if not precision or not recall:
        return 0.0
    return (1 + beta**2) * precision * recall / (beta**2 * precision + recall)


def citation_recall(gold: GoldQuestion, quotes: Sequence[str]) -> float:
    """Share of the required evidence that a cited quote touches; an alternative may stand in for a single one."""
    return _recall(gold, lambda evidence: any(touches(quote, evidence) for quote in quotes))


def _faults(gold: GoldQuestion, answer: Answer, documents: Mapping[str, Document]) -> tuple[Fault, ...]:
    present = forbidden_in(gold, answer_text(answer))
    return (*faults(answer, documents), *(Fault(FaultKind.FORBIDDEN, string) for string in present))


def _recall(gold: GoldQuestion, found: Callable[[str], bool]) -> float:
    required = [evidence.quote for evidence in gold.evidence if not evidence.alternative]
    alternatives = [evidence.quote for evidence in gold.evidence if evidence.alternative]
    if len(required) == 1 and any(map(found, alternatives)):
        return 1.0
    return _share(map(found, required))


def _holds_any(text: str, strings: Iterable[str]) -> bool:
    return any(holds(text, string) for string in strings)


def _share(found: Iterable[bool]) -> float:
    results = list(found)
    return sum(results) / len(results) if results else 0.0
