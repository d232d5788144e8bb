"""Many outcomes in a few figures, each with its interval; it does not know how they are shown.

A measure is a value: a name, what it observes of one outcome (nothing where it does not apply, several where it
counts citations), how observations become one figure, and what it means with the source of its definition. Measures of
chances need all questions at once (`Joint`, `eval.reliability`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from eval.attribution import FaultKind
from eval.intervals import Interval, Rows, bootstrap, clustered, wilson
from eval.judge import Outcome
from eval.question import SEARCH
from eval.reliability import answered, aurc_of, brier_of, coverage_of, ece_of, predicted


class Kind(Enum):
    PROPORTION = "share of yes among yes and no"  # with Wilson's interval; all others a bootstrap
    CLUSTERED = "share of yes where a question brings several"  # with a bootstrap over the questions
    MEAN = "mean"
    MEDIAN = "median"
    P95 = "95th percentile"
    F1 = "harmonic mean of precision and recall"  # a hit is 1, a miss or a false alarm 0


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    kind: Kind
    observe: Callable[[Outcome], tuple[float, ...]]
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Joint:
    """A measure of all questions together: of how likely an answer was said to be, and whether it was right."""

    name: str
    observe: Callable[[Iterable[Outcome]], tuple[list[float], list[bool]]]  # chances, and right or wrong
    value: Callable[[Rows], Rows]  # of many such samples: (samples, questions, 2) -> (samples,)
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: float | None  # None: nothing to measure
    low: float | None  # 95% interval
    high: float | None
    n: int  # observations


def _when(answerable: bool, observe: Callable[[Outcome], float]) -> Callable[[Outcome], tuple[float, ...]]:
    return lambda outcome: (observe(outcome),) if outcome.gold.answerable is answerable else ()


def _given(field: str) -> Callable[[Outcome], tuple[float, ...]]:
    """The score of that name, where it applies."""

    def observe(outcome: Outcome) -> tuple[float, ...]:
        value = getattr(outcome.scores, field)
        return () if value is None else (float(value),)

    return observe


def _each_citation(outcome: Outcome) -> tuple[float, ...]:
    exact = outcome.scores.verbatim
    return (1.0,) * exact + (0.0,) * (outcome.scores.citations - exact)


def _near_miss(outcome: Outcome) -> tuple[float, ...]:
    return (float(outcome.scores.correct),) if outcome.gold.near_miss else ()


def _seconds(outcome: Outcome) -> tuple[float, ...]:
    return (outcome.seconds,)


def _refusal(outcome: Outcome) -> tuple[float, ...]:
    """Of a refusal: was it right?"""
    return (float(_refused_rightly(outcome)),) if outcome.scores.abstained else ()


def _refusal_or_miss(outcome: Outcome) -> tuple[float, ...]:
    """Of a refusal or a question that wanted one: a hit, or else a false alarm or a miss."""
    involved = outcome.scores.abstained or not outcome.gold.answerable
    return (float(_refused_rightly(outcome)),) if involved else ()


def _refused_rightly(outcome: Outcome) -> bool:
    return not outcome.gold.answerable and outcome.scores.correct


def _free_of(*kinds: FaultKind) -> Callable[[Outcome], tuple[float, ...]]:
    """Of an answer (no refusal): has it no such fault? What crashed is no answer without faults."""

    def observe(outcome: Outcome) -> tuple[float, ...]:
        found = any(fault.kind in kinds for fault in outcome.scores.faults)
        return () if outcome.scores.abstained else (float(not found and not outcome.error),)

    return observe


def _nothing_forbidden(outcome: Outcome) -> tuple[float, ...]:
    """Of a question with forbidden strings."""
    found = any(fault.kind is FaultKind.FORBIDDEN for fault in outcome.scores.faults)
    return (float(not found and not outcome.error),) if outcome.gold.forbidden else ()


ATTRIBUTION_FAULTS = tuple(kind for kind in FaultKind if kind is not FaultKind.FORBIDDEN)

VERIFIED = Measure(
    "verified",
    Kind.PROPORTION,
    _given("verified"),
    "every key fact, nothing forbidden, and a verbatim citation on the evidence; unanswerable: refused. Our own; the "
    "idea is attribution (Rashkin et al., Computational Linguistics 49, 2023)",
)
CORRECT = Measure(
    "correct", Kind.PROPORTION, _given("correct"), "as verified, wherever it is cited (nuggets: Voorhees, TREC 2003)"
)
RECALL_5 = Measure("recall@5", Kind.MEAN, _given("recall_5"), "evidence that the first 5 passages cover")
MRR = Measure(
    "MRR@10",
    Kind.MEAN,
    _given("reciprocal_rank"),
    "1 / rank of the first passage with evidence (Voorhees, TREC-8, 1999)",
)
CITATION_PRECISION = Measure(
    "citation precision", Kind.MEAN, _given("citation_precision"), "distinct citations of an answer that touch evidence"
)
CITATION_RECALL = Measure(
    "citation recall", Kind.MEAN, _given("citation_recall"), "required evidence that a citation touches; our own"
)
WRONGLY_REFUSED = Measure(
    "refused when it should not",
    Kind.PROPORTION,
    _when(True, lambda o: o.scores.abstained or bool(o.error)),
    "false-refusal rate: answerable questions without an answer; what crashed has none",
)
REFUSED = Measure("refused", Kind.PROPORTION, _given("abstained"), "questions that got a refusal")

_ANSWERS = (
    VERIFIED,
    Measure("verified, answerable", Kind.PROPORTION, _when(True, lambda o: o.scores.verified), "answerable ones alone"),
    Measure("key facts correct", Kind.PROPORTION, _when(True, lambda o: o.scores.correct), "answerable ones alone"),
    Measure("key facts found", Kind.MEAN, _given("key_facts"), "nugget recall (Voorhees, TREC 2003)"),
    Measure(
        "claims needed",
        Kind.MEAN,
        _given("fact_precision"),
        "nugget precision: claims that hold a key fact or cite evidence (Voorhees, TREC 2003; claims are counted as "
        "in FActScore, Min et al., EMNLP 2023)",
    ),
    Measure("key facts F1", Kind.MEAN, _given("fact_f1"), "of the two above (van Rijsbergen 1979)"),
    Measure(
        "key facts F3", Kind.MEAN, _given("fact_f3"), "the same, recall three times as heavy (Voorhees, TREC 2004)"
    ),
    Measure("facts in first 60 words", Kind.PROPORTION, _given("early"), "every key fact before one has to scroll"),
    Measure("feit in first 25 words", Kind.PROPORTION, _given("at_once"), "of a question for a fact: at once"),
)
_REFUSALS = (
    Measure(
        "refused when it should",
        Kind.PROPORTION,
        _when(False, lambda o: o.scores.correct),
        "recall of refusals: unanswerable questions refused (Rajpurkar, Jia and Liang, ACL 2018)",
    ),
    Measure("near misses refused", Kind.PROPORTION, _near_miss, "those of which the subject is in the documents"),
    Measure("refusals right", Kind.PROPORTION, _refusal, "precision of refusals: refused questions without an answer"),
    Measure(
        "refusals F1",
        Kind.F1,
        _refusal_or_miss,
        "of recall and precision of refusals (van Rijsbergen 1979); a refusal in forbidden words is one fault, not two",
    ),
    WRONGLY_REFUSED,
)
_FINDING = (
    Measure("recall@1", Kind.MEAN, _given("recall_1"), "evidence that the first passage covers (`eval.ranking`)"),
    Measure("recall@3", Kind.MEAN, _given("recall_3"), "the first 3"),
    RECALL_5,
    Measure("recall@10", Kind.MEAN, _given("recall_10"), "the first 10 (Manning, Raghavan and Schütze 2008, §8.4)"),
    MRR,
    Measure("nDCG@10", Kind.MEAN, _given("ndcg"), "the same by place (Järvelin and Kekäläinen, ACM TOIS 20, 2002)"),
)
_CITING = (
    CITATION_PRECISION,
    CITATION_RECALL,
    Measure(
        "ALCE citation precision",
        Kind.MEAN,
        _given("alce_precision"),
        "citations, claim by claim, that support and are not irrelevant, gold evidence as the judge (Gao et al., "
        "EMNLP 2023; `eval.citing`)",
    ),
    Measure(
        "ALCE citation recall",
        Kind.MEAN,
        _given("alce_recall"),
        "claims that their citations support, gold evidence as the judge (Gao et al., EMNLP 2023)",
    ),
    Measure("ALCE precision, model", Kind.MEAN, _given("nli_precision"), "the same by an entailment model"),
    Measure("ALCE recall, model", Kind.MEAN, _given("nli_recall"), "the same by an entailment model"),
    Measure("citations verbatim", Kind.CLUSTERED, _each_citation, "letter for letter at their place in the document"),
)
_FAULTS = (
    Measure(
        "without attribution error",
        Kind.PROPORTION,
        _free_of(*ATTRIBUTION_FAULTS),
        "answers with none of the four errors below (`eval.attribution`)",
    ),
    Measure(
        "cited from who is named",
        Kind.PROPORTION,
        _free_of(FaultKind.OTHER_PUBLISHER),
        "no claim under a name is cited from another's document",
    ),
    Measure(
        "quotes exact", Kind.PROPORTION, _free_of(FaultKind.NOT_VERBATIM), "no quote that differs from its document"
    ),
    Measure(
        "AI marked", Kind.PROPORTION, _free_of(FaultKind.AI_UNMARKED), "no AI-written source that is not called one"
    ),
    Measure(
        "wishes under a name", Kind.PROPORTION, _free_of(FaultKind.WISH_AS_FACT), "no proposal without whose it is"
    ),
    Measure("nothing forbidden", Kind.PROPORTION, _nothing_forbidden, "of questions with forbidden strings"),
)
_MODELS = (
    Measure(
        "RAGAS faithfulness", Kind.MEAN, _given("faithfulness"), "by a language model (Es et al., EACL 2024; ragas)"
    ),
    Measure(
        "RAGAS answer relevancy", Kind.MEAN, _given("relevancy"), "by a language model (Es et al., EACL 2024; ragas)"
    ),
)
_COST = (
    Measure("words, median", Kind.MEDIAN, _given("words"), "of an answer to an answerable question"),
    Measure("seconds, median", Kind.MEDIAN, _seconds, "a question, from asking to answer, refusals too"),
    Measure("seconds, p95", Kind.P95, _seconds, "95 in 100 questions take no longer"),
    Measure("crashed", Kind.PROPORTION, lambda o: (float(bool(o.error) and not o.timed_out),), "scored zero"),
    Measure("too late", Kind.PROPORTION, lambda o: (float(o.timed_out),), "stopped or past the limit; scored zero"),
)
_CHANCES = (
    Joint("Brier score", predicted, brier_of, "mean squared distance of chance and answerable (Brier 1950)"),
    Joint(
        "ECE",
        predicted,
        ece_of,
        "mean distance of chance and share answerable over 5 bins of equal size (Nguyen and O'Connor, EMNLP 2015; of "
        "equal width in Naeini et al., AAAI 2015); samples drawn again have more of it, so the interval lies high",
    ),
    Joint(
        "AURC",
        answered,
        aurc_of,
        "area under the risk-coverage curve of the answers given: share not verified, the likeliest first (Geifman "
        "and El-Yaniv, NeurIPS 2017)",
    ),
    Joint(
        "coverage at 5% risk",
        answered,
        coverage_of,
        "of the answers given, the most with at most 5% not verified; it jumps, so the interval is rough",
    ),
)

GROUPS: dict[str, tuple[Measure | Joint, ...]] = {
    "answers": _ANSWERS,
    "refusals": _REFUSALS,
    "finding": _FINDING,
    "citing": _CITING,
    "attribution": _FAULTS,
    "language model": _MODELS,
    "chances": _CHANCES,
    "length and time": _COST,
}
ALL = tuple(measure for group in GROUPS.values() for measure in group)
MEASURES = tuple(measure for measure in ALL if isinstance(measure, Measure))
BRIEF = (VERIFIED, CORRECT, RECALL_5, MRR, CITATION_PRECISION, CITATION_RECALL, REFUSED)


def figure(measure: Measure | Joint, outcomes: Iterable[Outcome]) -> Figure:
    if isinstance(measure, Joint):
        return _joint(measure, outcomes)
    groups = [seen for outcome in outcomes if applies(measure, outcome) and (seen := measure.observe(outcome))]
    observed = [value for group in groups for value in group]
    if not observed:
        return Figure(measure.name, None, None, None, 0)
    value = float(_VALUE[measure.kind](np.array([observed]))[0])
    return Figure(measure.name, value, *_interval(measure.kind, groups, observed), len(observed))


def _interval(kind: Kind, groups: Sequence[Sequence[float]], observed: Sequence[float]) -> Interval:
    if kind is Kind.CLUSTERED:
        return clustered(groups)
    return wilson(sum(observed), len(observed)) if kind is Kind.PROPORTION else bootstrap(observed, _VALUE[kind])


def applies(measure: Measure, outcome: Outcome) -> bool:
    """Of a set without answers only what was found is judged, and how long it took."""
    return outcome.gold.type != SEARCH or measure in _FINDING or measure in _COST


def figures(outcomes: Sequence[Outcome], measures: Sequence[Measure | Joint] = ALL) -> tuple[Figure, ...]:
    return tuple(figure(measure, outcomes) for measure in measures)


def by_type(outcomes: Iterable[Outcome]) -> dict[str, tuple[Outcome, ...]]:
    return _grouped(outcomes, lambda outcome: (outcome.gold.type,))


def by_document(outcomes: Iterable[Outcome]) -> dict[str, tuple[Outcome, ...]]:
    """An outcome counts under every document that holds required evidence; an unanswerable question under none."""
    return _grouped(outcomes, lambda o: sorted({e.document for e in o.gold.evidence if not e.alternative}))


def by_split(outcomes: Iterable[Outcome]) -> dict[str, tuple[Outcome, ...]]:
    return _grouped(outcomes, lambda outcome: (outcome.gold.split,))


def _joint(measure: Joint, outcomes: Iterable[Outcome]) -> Figure:
    pairs = np.array(list(zip(*measure.observe(outcomes), strict=True)), dtype=float)
    if not len(pairs):
        return Figure(measure.name, None, None, None, 0)
    value = float(measure.value(pairs[np.newaxis])[0])
    return Figure(measure.name, value, *bootstrap(pairs, measure.value), len(pairs))


def _grouped(outcomes: Iterable[Outcome], keys: Callable[[Outcome], Iterable[str]]) -> dict[str, tuple[Outcome, ...]]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        for key in keys(outcome):
            groups.setdefault(key, []).append(outcome)
    return {key: tuple(group) for key, group in groups.items()}


def _mean(samples: Rows) -> Rows:
    found: Rows = samples.mean(axis=1)
    return found


def _median(samples: Rows) -> Rows:
    return np.median(samples, axis=1)


def _p95(samples: Rows) -> Rows:
    """The smallest observation that at least 95% do not exceed (nearest rank)."""
    rank = -(-samples.shape[1] * 95 // 100) - 1
    return np.partition(samples, rank, axis=1)[:, rank]


def _f1(samples: Rows) -> Rows:
    """2 hits / (2 hits + misses + false alarms)."""
    hits = samples.sum(axis=1)
    found: Rows = 2 * hits / (hits + samples.shape[1])
    return found


_VALUE: dict[Kind, Callable[[Rows], Rows]] = {
    Kind.PROPORTION: _mean,
    Kind.CLUSTERED: _mean,
    Kind.MEAN: _mean,
    Kind.MEDIAN: _median,
    Kind.P95: _p95,
    Kind.F1: _f1,
}
