"""Two runs beside each other: what was gained, what was lost; it does not know which of them is right."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.guard import COMPARED, GUARDED, MOVED, Guard
from eval.intervals import bootstrap
from eval.question import UNTOUCHED, enough_to_show
from eval.scored import Scored, Sheet, read_sheet, veiled

_MOST = 0.8  # of the first run

Pair = tuple[Scored, Scored]


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure over the questions that two runs share and to which it applies in both."""

    before: float
    after: float
    low: float  # 95% interval of after - before, questions drawn in pairs
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    found: Difference | None  # None: nothing to measure
    guarded: bool = False
    fell: bool = False  # a guarded figure that fell by more than its interval
    unpaired: bool = False  # a guarded figure that one of the runs has of these questions, and the other of none


@dataclass(frozen=True, slots=True)
class Moved:
    """Questions on which a measure rose or fell; those of the untouched split are only counted."""

    name: str
    gained: tuple[Scored, ...]
    lost: tuple[Scored, ...]
    gained_untouched: int
    lost_untouched: int


@dataclass(frozen=True, slots=True)
class Comparison:
    before: str  # names
    after: str
    shared: int  # questions with the same id, words, key facts and evidence
    edited: int  # the same id, anything else: not compared
    only_before: int
    only_after: int
    settings: tuple[tuple[str, str, str], ...]  # name, before, after: where they differ
    rows: tuple[Row, ...]
    by_type: tuple[tuple[str, tuple[Row, ...]], ...]  # of each measure that is told by type
    moved: tuple[Moved, ...]

    @property
    def fallen(self) -> tuple[str, ...]:
        return tuple(row.name for row in self.rows if row.fell)

    @property
    def few(self) -> bool:
        """Whether much of the first run was left out: the rest says less of the whole."""
        return self.shared < _MOST * (self.shared + self.edited + self.only_before)

    @property
    def unpaired(self) -> tuple[str, ...]:
        """Guarded figures of which nothing is known while something should be: a silent guard guards nothing."""
        return tuple(row.name for row in self.rows if row.unpaired)


def compare(before: Path, after: Path) -> Comparison:
    """Two saved runs, or a baseline and a run; raises RunError where a file is neither."""
    return compare_sheets(read_sheet(before), read_sheet(after))


def compare_sheets(before: Sheet, after: Sheet) -> Comparison:
    pairs = tuple(pairs_of(before.questions, after.questions))
    a, b = ({veiled(one.id) for one in sheet.questions} for sheet in (before, after))
    return Comparison(
        before.name,
        after.name,
        len(pairs),
        len(a & b) - len(pairs),
        len(a - b),
        len(b - a),
        tuple(_differing(before.about, after.about)),
        tuple(_row(measure.name, pairs) for measure in COMPARED),
        tuple((measure.name, tuple(_type_rows(measure.name, pairs))) for measure in MOVED),
        tuple(_moved(measure.name, pairs) for measure in MOVED),
    )


def difference(name: str, pairs: Sequence[Pair]) -> Difference | None:
    """None where the measure applies to no pair. The bootstrap draws questions, so it is paired (Koehn, EMNLP 2004)."""
    seen = [(a.values[name], b.values[name]) for a, b in pairs if name in a.values and name in b.values]
    if not seen:
        return None
    low, high = bootstrap([y - x for x, y in seen])
    n = len(seen)
    return Difference(sum(x for x, _ in seen) / n, sum(y for _, y in seen) / n, low, high, n)


def fell(guard: Guard, found: Difference) -> bool:
    """The whole interval lies on the wrong side of zero; of a promise, any fall. What is no number fell."""
    gain = found.before - found.after if guard.lower_is_better else found.after - found.before
    most = -found.low if guard.lower_is_better else found.high
    decides = gain if guard.promise else most
    return math.isnan(decides) or decides < 0


def pairs_of(before: Iterable[Scored], after: Iterable[Scored]) -> Iterator[Pair]:
    """The same question twice: the same id, words, key facts and evidence."""
    earlier = {one.key: one for one in before}
    return ((earlier[one.key], one) for one in after if one.key in earlier)


def _row(name: str, pairs: Sequence[Pair]) -> Row:
    found = difference(name, pairs)
    guard = next((one for one in GUARDED if one.measure.name == name), None)
    known = any(name in one.values for pair in pairs for one in pair)
    unpaired = guard is not None and found is None and known
    return Row(name, found, guard is not None, bool(guard and found and fell(guard, found)), unpaired)


def _type_rows(name: str, pairs: Sequence[Pair]) -> Iterator[Row]:
    """Not of a type that only some questions of the untouched split have: that would tell how these went."""
    groups: dict[str, list[Pair]] = {}
    for a, b in pairs:
        groups.setdefault(a.type or b.type, []).append((a, b))
    shown = ((type, group) for type, group in groups.items() if type and enough_to_show(b.split for _, b in group))
    return (Row(type, difference(name, group)) for type, group in shown)


def _moved(name: str, pairs: Sequence[Pair]) -> Moved:
    both = [(a, b) for a, b in pairs if name in a.values and name in b.values]
    gained = _those(name, both, lambda x, y: y > x)
    lost = _those(name, both, lambda x, y: y < x)
    shown = [tuple(one for one in side if one.split != UNTOUCHED) for side in (gained, lost)]
    return Moved(name, shown[0], shown[1], len(gained) - len(shown[0]), len(lost) - len(shown[1]))


def _those(name: str, pairs: Sequence[Pair], chosen: Callable[[float, float], bool]) -> tuple[Scored, ...]:
    """As the later run has them, or the earlier one where only that holds their words."""
    return tuple(b if b.question else a for a, b in pairs if chosen(a.values[name], b.values[name]))


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What could explain a difference, where both runs tell it."""
    a, b = dict(_told(before)), dict(_told(after))
    return ((name, a[name], b[name]) for name in a if name in b and a[name] != b[name])


def _told(about: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("commit", "code"):
        if about.get(name):
            yield name, str(about[name])[:10]
    for part in ("gold", "index"):
        if mark := (about.get(part) or {}).get("fingerprint"):
            yield part, str(mark)[:10]
    for group in ("settings", "packages"):
        yield from ((f"{group}.{name}", str(value)) for name, value in (about.get(group) or {}).items())
    if about.get("python"):
        yield "python", str(about["python"])
