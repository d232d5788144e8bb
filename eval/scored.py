"""What two runs are compared by: of each question the figures alone; a run gives it, and so does the baseline.

The baseline is small enough to stand among the code: it holds no question, no answer and no time. Nobody reads in it,
nor in a difference between two of it, how a question of the untouched split went: those stand last, by a digest.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any  # JSON, before it is a type

from eval.flaws import RunError, Trouble
from eval.guard import COMPARED
from eval.judge import Outcome
from eval.load import gold_line
from eval.question import UNTOUCHED
from eval.record import Run, digest, plain_json, run_of
from eval.summary import Measure, applies

BASELINE = Path(__file__).parent / "baseline.json"
OWN_GOLD = "eval/gold"  # as a run names it
_VEIL = "#"
_DIGITS = 4  # of a run too: else what the baseline rounded would differ everywhere, a little and in one direction


@dataclass(frozen=True, slots=True)
class Scored:
    """One question; `mark` is that of its words, key facts, forbidden strings and evidence."""

    id: str  # a digest of it where a baseline holds a question of the untouched split
    type: str  # "" there
    split: str
    mark: str
    values: Mapping[str, float]  # by measure, where it applies
    question: str = ""  # not in a baseline

    @property
    def key(self) -> str:
        """Of id and mark, the same for a question and for its digest."""
        return f"{veiled(self.id)} {self.mark}"


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    about: Mapping[str, Any]
    questions: tuple[Scored, ...]


def read_sheet(path: Path) -> Sheet:
    """Of a saved run, or of a baseline; raises RunError."""
    try:
        whole = plain_json(path.read_text(encoding="utf-8"))
        return _from_baseline(whole, path.name) if "measures" in whole else sheet_of(run_of(whole, path.name))
    except OSError as error:
        raise RunError(str(path), Trouble.UNREADABLE, error.errno or 0) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RunError(str(path), Trouble.NO_RUN) from error


def sheet_of(run: Run) -> Sheet:
    return Sheet(run.name, run.about, tuple(map(scored, run.outcomes)))


def scored(outcome: Outcome) -> Scored:
    gold = outcome.gold
    judged_by = {name: value for name, value in gold_line(gold).items() if name not in ("split", "reference_answer")}
    values = {m.name: round(value, _DIGITS) for m in COMPARED if (value := _value(m, outcome)) is not None}
    return Scored(gold.id, gold.type, gold.split, digest(judged_by)[:10], values, gold.question)


def veiled(id: str) -> str:
    """A digest of an id, which tells a reader nothing; that of a digest is itself."""
    return id if id.startswith(_VEIL) else _VEIL + digest(id)[:16]


def save_baseline(run: Run, to: Path = BASELINE) -> Path:
    """The figures of a run of all the gold; raises RunError of any other, and where it cannot be written."""
    settings = run.about.get("settings", {})
    if settings.get("types") or settings.get("split") or settings.get("gold") != OWN_GOLD:
        raise RunError(run.name, Trouble.PARTIAL)
    try:
        to.write_text("".join(_lines(sheet_of(run))), encoding="utf-8")
    except OSError as error:
        raise RunError(str(to), Trouble.UNWRITABLE, error.errno or 0) from error
    return to


def _lines(sheet: Sheet) -> Iterator[str]:
    """JSON with a question a line, so that a change of one is a change of a line."""
    names = [measure.name for measure in COMPARED]
    about = {name: sheet.about.get(name) for name in _ABOUT}
    about["index"] = {n: v for n, v in (sheet.about.get("index") or {}).items() if n in ("encoder", "fingerprint")}
    yield f'{{"about": {_json(about)},\n"figures": {_json(_means(sheet.questions, names))},\n'
    yield f'"measures": {_json(names)},\n"questions": [\n'
    shown = [one for one in sheet.questions if one.split != UNTOUCHED]
    hidden = [replace(one, id=veiled(one.id), type="") for one in sheet.questions if one.split == UNTOUCHED]
    for at, one in enumerate([*shown, *sorted(hidden, key=lambda one: one.id)], 1):
        row = [one.id, one.type, one.split, one.mark, *(_short(one.values.get(name)) for name in names)]
        yield f"{_json(row)}{',' if at < len(sheet.questions) else ''}\n"
    yield "]}\n"


_ABOUT = ("made_on", "commit", "code", "python", "packages", "machine", "settings", "gold", "seconds")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _short(value: float | None) -> float | None:
    """A whole number without its point: most are 0 or 1."""
    return value if value is None else int(value) if value in (0, 1) else value


def _means(questions: Sequence[Scored], names: Sequence[str]) -> dict[str, float]:
    found = {name: [one.values[name] for one in questions if name in one.values] for name in names}
    return {name: round(sum(values) / len(values), _DIGITS) for name, values in found.items() if values}


def _from_baseline(whole: Mapping[str, Any], name: str) -> Sheet:
    names = whole["measures"]
    return Sheet(name, whole["about"], tuple(_row(row, names) for row in whole["questions"]))


def _row(row: Sequence[Any], names: Sequence[str]) -> Scored:
    id, type, split, mark, *values = row
    by_name = {name: float(value) for name, value in zip(names, values, strict=True) if value is not None}
    return Scored(str(id), str(type), str(split), str(mark), by_name)


def _value(measure: Measure, outcome: Outcome) -> float | None:
    """One value a question, so that questions can be paired: of several citations their mean."""
    observed = measure.observe(outcome) if applies(measure, outcome) else ()
    return sum(observed) / len(observed) if observed else None
