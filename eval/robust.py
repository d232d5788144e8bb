"""The same questions spoilt, beside themselves unspoilt: what is lost; it does not know who answers."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any  # JSON

from eval.difference import Difference
from eval.intervals import bootstrap, wilson
from eval.judge import Ask, Outcome, run
from eval.measures import Scores, answer_text
from eval.premise import FIGURE, PUBLISHER, STANCE, Premise, premises, resists
from eval.question import UNTOUCHED, GoldQuestion
from eval.record import RUNS, surroundings
from eval.spoil_style import bare, hurried, keywords
from eval.spoil_typing import with_slips
from eval.summary import RECALL_5, VERIFIED, WRONGLY_REFUSED, Figure, Measure, by_type
from index import Progress
from ingest import Document

SPOILING: Mapping[str, Callable[[GoldQuestion], str | None]] = {
    "slip": partial(with_slips, count=1),
    "slips": partial(with_slips, count=2),
    "bare": bare,
    "keywords": keywords,
    "hurried": hurried,
}
PREMISES = {f"premise-{kind}": kind for kind in (PUBLISHER, FIGURE, STANCE)}
KINDS = (*SPOILING, *PREMISES)


@dataclass(frozen=True, slots=True)
class Spoilt:
    kind: str  # one of KINDS
    gold: GoldQuestion  # as it was
    question: str  # as it is asked instead
    premise: Premise | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    spoilt: Spoilt
    before: Outcome
    after: Outcome  # of a false premise: right, and so verified, when the answer does not take it for granted


@dataclass(frozen=True, slots=True)
class Drop:
    """One kind of spoiling over all its questions; a fall is negative.

    Of false premises only `resisted` is known: refusing or putting right is another task than the plain question is,
    so there is nothing to fall from.
    """

    kind: str
    verified: Difference | None = None
    recall_5: Difference | None = None
    wrongly_refused: Difference | None = None  # answerable ones alone
    types: Mapping[str, Difference] = field(default_factory=dict)  # verified, by type of question
    resisted: Figure | None = None  # share of the gold questions; of several premises to one question their mean


def spoil(
    gold: Sequence[GoldQuestion], documents: Mapping[str, Document], kinds: Sequence[str] = KINDS, sample: int = 0
) -> tuple[Spoilt, ...]:
    """Every question in every kind that fits it; of each kind at most `sample`, the same ones each time (0: all)."""
    false = premises(gold, documents) if any(kind in PREMISES for kind in kinds) else ()
    made = []
    for kind in kinds:
        if kind in PREMISES:
            of_kind = [Spoilt(kind, p.gold, p.question, p) for p in false if p.kind == PREMISES[kind]]
        else:
            of_kind = [Spoilt(kind, one, text) for one in gold if (text := SPOILING[kind](one))]
        made += _drawn(of_kind, sample)
    return tuple(made)


def run_spoilt(
    spoilt: Sequence[Spoilt], ask: Ask, documents: Mapping[str, Document], progress: Progress | None = None
) -> tuple[Pair, ...]:
    """Asks each question as it was, once, and each of its spoilt forms."""
    plain = list({one.gold.id: one.gold for one in spoilt}.values())
    asked = [replace(one.gold, question=one.question) for one in spoilt]
    outcomes = run([*plain, *asked], ask, documents, progress)
    before = {outcome.gold.id: outcome for outcome in outcomes[: len(plain)]}
    after = outcomes[len(plain) :]
    return tuple(
        Pair(one, before[one.gold.id], _judged(one, outcome, documents))
        for one, outcome in zip(spoilt, after, strict=True)
    )


def drops(pairs: Sequence[Pair]) -> tuple[Drop, ...]:
    """What each kind costs, in the order in which they were asked."""
    kinds = dict.fromkeys(pair.spoilt.kind for pair in pairs)
    return tuple(drop for kind in kinds if (drop := _drop(kind, [p for p in pairs if p.spoilt.kind == kind])))


def save_robustness(pairs: Sequence[Pair], settings: Mapping[str, Any] | None = None, to: Path = RUNS) -> Path:
    """Write drops and questions to a .json file, or to robust/<time>-<commit>.json in a folder; the path says where."""
    about = {**surroundings(), "settings": dict(settings or {})}
    stamp = about["made_on"].translate({ord(":"): None, ord("-"): None})[:15]
    file = to if to.suffix == ".json" else to / "robust" / f"{stamp}-{about['commit'][:8]}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(robustness_json(pairs, about), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return file


def robustness_json(pairs: Sequence[Pair], about: Mapping[str, Any]) -> dict[str, Any]:
    """{"about", "kinds": [{"name", "n", "before", "after", "low", "high", ...}], "questions": those of develop}.

    Of a false premise a kind is {"name", "resisted": {"value", "low", "high", "n"}}.
    """
    return {
        "about": dict(about),
        "kinds": [_kind(drop) for drop in drops(pairs)],
        "questions": [_question(pair) for pair in pairs if pair.spoilt.gold.split != UNTOUCHED],
    }


def _drawn(spoilt: Sequence[Spoilt], sample: int) -> list[Spoilt]:
    """The ones whose id has the lowest hash, in the order of the gold: another question added moves few of them."""
    ranked = sorted(spoilt, key=lambda one: hashlib.blake2b(one.gold.id.encode()).digest())
    kept = {one.gold.id for one in (ranked[:sample] if sample else ranked)}
    return [one for one in spoilt if one.gold.id in kept]


def _judged(spoilt: Spoilt, outcome: Outcome, documents: Mapping[str, Document]) -> Outcome:
    """As the gold has it; of a false premise as that asks."""
    if spoilt.premise is None:
        return outcome
    right = outcome.answer is not None and resists(spoilt.premise, outcome.answer, documents)
    return replace(outcome, scores=Scores(outcome.scores.abstained, right, right))


def _drop(kind: str, pairs: Sequence[Pair]) -> Drop | None:
    if kind in PREMISES:
        return Drop(kind, resisted=_resisted(pairs))
    both = [(pair.before, pair.after) for pair in pairs]
    verified = _difference(VERIFIED, both)
    if verified is None:
        return None
    groups = by_type(before for before, _after in both)
    types = {name: _difference(VERIFIED, [two for two in both if two[0].gold.type == name]) for name in groups}
    told = {name: found for name, found in types.items() if found}
    return Drop(kind, verified, _difference(RECALL_5, both), _difference(WRONGLY_REFUSED, both), told)


def _resisted(pairs: Sequence[Pair]) -> Figure:
    """With Wilson's interval over the gold questions: what one question brings several of is not independent."""
    by_question: dict[str, list[bool]] = {}
    for pair in pairs:
        by_question.setdefault(pair.spoilt.gold.id, []).append(pair.after.scores.verified)
    right, n = sum(sum(some) / len(some) for some in by_question.values()), len(by_question)
    return Figure("resisted", right / n, *wilson(right, n), n)


def _difference(measure: Measure, pairs: Sequence[tuple[Outcome, Outcome]]) -> Difference | None:
    """None where the measure applies to no pair; the bootstrap draws questions, so it is paired (Koehn, EMNLP 2004)."""
    seen = [(x, y) for a, b in pairs for x, y in zip(measure.observe(a), measure.observe(b), strict=False)]
    if not seen:
        return None
    low, high = bootstrap([y - x for x, y in seen])
    n = len(seen)
    return Difference(sum(x for x, _ in seen) / n, sum(y for _, y in seen) / n, low, high, n)


def _kind(drop: Drop) -> dict[str, Any]:
    if drop.resisted:
        return {"name": drop.kind, "resisted": asdict(drop.resisted)}
    return {
        "name": drop.kind,
        **(asdict(drop.verified) if drop.verified else {}),
        "recall_5": asdict(drop.recall_5) if drop.recall_5 else None,
        "wrongly_refused": asdict(drop.wrongly_refused) if drop.wrongly_refused else None,
        "types": [{"name": name, **asdict(found)} for name, found in drop.types.items()],
    }


def _question(pair: Pair) -> dict[str, Any]:
    answer = pair.after.answer
    return {
        "id": pair.spoilt.gold.id,
        "type": pair.spoilt.gold.type,
        "kind": pair.spoilt.kind,
        "question": pair.spoilt.gold.question,
        "asked": pair.spoilt.question,
        "before": pair.before.scores.verified,
        "after": pair.after.scores.verified,
        "recall_5": [pair.before.scores.recall_5, pair.after.scores.recall_5],
        "refused": [pair.before.scores.abstained, pair.after.scores.abstained],
        "answer": answer_text(answer) if answer else pair.after.error,
    }
