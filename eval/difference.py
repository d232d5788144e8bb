"""Two runs beside each other: what was gained, what was lost; it does not know which of them is right."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.intervals import bootstrap
from eval.judge import Outcome
from eval.record import Run, read_run
from eval.summary import BRIEF, RECALL_5, VERIFIED, Measure
from eval.table import Row, table

Pair = tuple[Outcome, Outcome]
Observed = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure over the questions that two runs share and to which it applies."""

    before: float
    after: float
    low: float  # 95% interval of after - before, questions drawn in pairs
    high: float
    n: int


def compare(before: Path, after: Path) -> str:
    """Two saved runs, overall, by type and by question; raises RunError where a file is no run."""
    return compare_runs(read_run(before), read_run(after))


def compare_runs(before: Run, after: Run) -> str:
    pairs = _pairs(before.outcomes, after.outcomes)
    if not pairs:
        return "These two runs share no question: there is nothing to compare.\n"
    types = {o.gold.type: [p for p in pairs if p[0].gold.type == o.gold.type] for o, _ in pairs}
    overall = [_row(measure.name, difference(measure, pairs)) for measure in BRIEF]
    parts = [
        f"A: {before.name}\nB: {after.name}\n{_only(before, after)}",
        table(_head(f"{len(pairs)} questions"), overall),
        *(
            table(_head(f"{measure.name} by type"), [_row(name, difference(measure, of)) for name, of in types.items()])
            for measure in (VERIFIED, RECALL_5)
        ),
        *(_changes(measure, pairs) for measure in (VERIFIED, RECALL_5)),
    ]
    return "\n".join(parts)


def difference(measure: Measure, pairs: Sequence[Pair]) -> Difference | None:
    """None where the measure applies to no pair. The bootstrap draws questions, not answers, so it is paired."""
    seen = [(x, y) for a, b in pairs for x, y in zip(measure.observe(a), measure.observe(b), strict=False)]
    if not seen:
        return None
    low, high = bootstrap([y - x for x, y in seen])
    n = len(seen)
    return Difference(sum(x for x, _ in seen) / n, sum(y for _, y in seen) / n, low, high, n)


def _pairs(before: Iterable[Outcome], after: Iterable[Outcome]) -> tuple[Pair, ...]:
    """The same question twice: same id, same words."""
    later = {_identity(outcome): outcome for outcome in after}
    return tuple((o, later[_identity(o)]) for o in before if _identity(o) in later)


def _identity(outcome: Outcome) -> tuple[str, str]:
    return outcome.gold.id, outcome.gold.question


def _only(before: Run, after: Run) -> str:
    a, b = ({_identity(o) for o in run.outcomes} for run in (before, after))
    return f"Questions only in A: {len(a - b)}; only in B: {len(b - a)}.\n" if a ^ b else ""


def _head(title: str) -> Row:
    return title, "A", "B", "B - A", "95% interval", "n"


def _row(name: str, found: Difference | None) -> Row:
    if found is None:
        return name, "-", "-", "-", "", "0"
    gain = found.after - found.before
    interval = f"{found.low:+.3f} to {found.high:+.3f}"
    return name, f"{found.before:.3f}", f"{found.after:.3f}", f"{gain:+.3f}", interval, str(found.n)


def _changes(measure: Measure, pairs: Sequence[Pair]) -> str:
    """The questions on which a measure rose, then those on which it fell."""
    gained = _listed(measure, pairs, lambda a, b: b > a)
    lost = _listed(measure, pairs, lambda a, b: b < a)
    return f"{measure.name}: {len(gained)} gained, {len(lost)} lost\n" + "".join(
        f"  {sign} {line}\n" for sign, lines in (("+", gained), ("-", lost)) for line in lines
    )


def _listed(measure: Measure, pairs: Sequence[Pair], moved: Callable[[Observed, Observed], bool]) -> list[str]:
    return [
        f"{a.gold.id} ({a.gold.type}) {a.gold.question}"
        for a, b in pairs
        if moved(measure.observe(a), measure.observe(b))
    ]
