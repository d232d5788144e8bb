"""Do citations support the claims they stand behind? As ALCE asks it; it does not know key facts, nor who wrote.

Citation recall and precision of ALCE (Gao, Yen, Yu and Chen, EMNLP 2023, §3), of one answer:

- recall: the share of its statements (here: claims) that all their citations together support;
- precision: the share of its citations that are not irrelevant, 0 without any (as in ALCE's own code). One is
  irrelevant where it does not support its statement alone while the others still do without it; all citations of an
  unsupported statement count as irrelevant.

What supports is a function. Gold evidence can take the place of ALCE's entailment model, and then knows less: a claim
is supported where one of its citations touches a quote that people chose as evidence of the question. A claim that is
true and well cited but that nobody asked for counts as unsupported, so both figures are a lower bound. By that rule a
citation that touches evidence supports alone, and one that does not is irrelevant or stands behind an unsupported
claim. So precision is then the share of citations that touch evidence: the project's older "citation precision"
wherever no quote stands behind two claims (`eval.measures` counts such a quote once, ALCE once for each claim).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.question import GoldQuestion
from eval.words import touches
from qa import Answer, Citation, Claim, Entailment

LIKELY = 0.5  # chance from which an entailment model says yes

Supports = Callable[[Claim, Sequence[Citation]], bool]


@dataclass(frozen=True, slots=True)
class Support:
    """Of one answer; None without claims."""

    recall: float | None = None
    precision: float | None = None


def alce(answer: Answer, supports: Supports) -> Support:
    """ALCE's citation recall and precision by this judgement of support."""
    if not answer.claims:
        return Support()
    supported = [bool(claim.citations) and supports(claim, claim.citations) for claim in answer.claims]
    precise = [
        one
        for claim, is_supported in zip(answer.claims, supported, strict=True)
        for one in (_relevant(claim, supports) if is_supported else [False] * len(claim.citations))
    ]
    return Support(sum(supported) / len(supported), sum(precise) / len(precise) if precise else 0.0)


def entailed(answer: Answer, model: Entailment | None) -> Support:
    """The same by an entailment model, which reads the quotes of a claim one behind the other, as ALCE does."""
    if model is None:
        return Support()
    return alce(answer, lambda claim, cited: _entails(model, claim, cited))


def on_evidence(gold: GoldQuestion, citation: Citation) -> bool:
    """Does the quote touch evidence of the question, required or not?"""
    return any(touches(citation.quote, evidence.quote) for evidence in gold.evidence)


def _relevant(claim: Claim, supports: Supports) -> list[bool]:
    """For each citation of a supported claim: does it support alone, or do the others need it?"""
    cited = claim.citations
    others = [[*cited[:at], *cited[at + 1 :]] for at in range(len(cited))]
    return [
        supports(claim, [one]) or not (bool(rest) and supports(claim, rest))
        for one, rest in zip(cited, others, strict=True)
    ]


def _entails(model: Entailment, claim: Claim, cited: Sequence[Citation]) -> bool:
    text = " ".join(citation.quote for citation in cited)
    return model.probability(text, claim.sentence.replace("**", "")) >= LIKELY
