"""Two runs beside each other: what was gained, what was lost; it does not know which of them is right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.intervals import bootstrap
from eval.judge import Outcome
from eval.question import UNTOUCHED
from eval.record import Run, read_run
from eval.summary import BRIEF, RECALL_5, VERIFIED, Measure
from eval.table import Row, table

Pair = tuple[Outcome, Outcome]


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
    pairs = pairs_of(before.outcomes, after.outcomes)
    if not pairs:
        return "These two runs share no question: there is nothing to compare.\n"
    parts = [
        f"A: {before.name}\nB: {after.name}\n{_only(before, after)}",
        table(_head(f"{len(pairs)} questions"), [_row(m.name, difference(m, pairs)) for m in BRIEF]),
        *(_by_type(measure, pairs) for measure in (VERIFIED, RECALL_5)),
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


def pairs_of(before: Iterable[Outcome], after: Iterable[Outcome]) -> tuple[Pair, ...]:
    """The same question twice: same id, same words."""
    later = {_identity(outcome): outcome for outcome in after}
    return tuple((o, later[_identity(o)]) for o in before if _identity(o) in later)


def _identity(outcome: Outcome) -> tuple[str, str]:
    return outcome.gold.id, outcome.gold.question


def _only(before: Run, after: Run) -> str:
    a, b = ({_identity(o) for o in run.outcomes} for run in (before, after))
    return f"Questions only in A: {len(a - b)}; only in B: {len(b - a)}.\n" if a ^ b else ""


def _by_type(measure: Measure, pairs: Sequence[Pair]) -> str:
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(pair[0].gold.type, []).append(pair)
    rows = [_row(name, difference(measure, group)) for name, group in groups.items()]
    return table(_head(f"{measure.name} by type"), rows)


def _head(title: str) -> Row:
    return title, "A", "B", "B - A", "95% interval", "n"


def _row(name: str, found: Difference | None) -> Row:
    if found is None:
        return name, "-", "-", "-", "", "0"
    gain = found.after - found.before
    interval = f"{found.low:+.3f} to {found.high:+.3f}"
    return name, f"{found.before:.3f}", f"{found.after:.3f}", f"{gain:+.3f}", interval, str(found.n)


def _changes(measure: Measure, pairs: Sequence[Pair]) -> str:
    """The questions on which a measure rose, then those on which it fell; the untouched ones are only counted."""
    gained = [pair for pair in pairs if measure.observe(pair[1]) > measure.observe(pair[0])]
    lost = [pair for pair in pairs if measure.observe(pair[1]) < measure.observe(pair[0])]
    lines = [f"  {sign} {line}" for sign, moved in (("+", gained), ("-", lost)) for line in _listed(moved)]
    return "\n".join([f"{measure.name}: {len(gained)} gained, {len(lost)} lost", *lines, ""])


def _listed(pairs: Sequence[Pair]) -> list[str]:
    shown = [before.gold for before, _ in pairs if before.gold.split != UNTOUCHED]
    hidden = len(pairs) - len(shown)
    lines = [f"{gold.id} ({gold.type}) {gold.question}" for gold in shown]
    return [*lines, f"{hidden} of the untouched split, not shown"] if hidden else lines
