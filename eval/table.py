"""A plain-text report for the terminal; it does not know how the figures came about.

Its labels are codes: `call` gives the words for them, those of the codes themselves if nobody gives others.
"""

from collections.abc import Callable, Mapping, Sequence
from textwrap import fill

from eval.judge import Outcome
from eval.question import SEARCH, UNTOUCHED
from eval.reliability import brier, predicted, reliability
from eval.summary import BRIEF, GROUPS, Figure, by_document, by_split, by_type, figures

Row = Sequence[str]
LONGEST = 26  # letters of a name in the first column


Call = Callable[[str], str]  # how a label is called; "." is the mark before decimals


def _plainly(label: str) -> str:
    return label


def report(outcomes: Sequence[Outcome], call: Call = _plainly) -> str:
    """Every figure with its 95% interval; the brief ones by split, type and document; chances; then what crashed."""
    if not outcomes:
        return f"{call('no questions')}\n"
    splits = by_split(outcomes)
    groups = [("type", by_type(outcomes)), ("document", by_document(outcomes))]
    if len(splits) > 1:
        groups.insert(0, ("split", splits))
    parts = [_overall(outcomes, call), *(_groups(title, some, call) for title, some in groups)]
    return "\n".join([*parts, *_chances(outcomes, call), *_crashes(outcomes, call)])


def failures(outcomes: Sequence[Outcome], call: Call = _plainly) -> str:
    """One line for every question that was not verified, with what was wrong; the untouched ones are only counted."""
    failed = [outcome for outcome in outcomes if not (outcome.scores.verified or outcome.gold.type == SEARCH)]
    shown = [outcome for outcome in failed if outcome.gold.split != UNTOUCHED]
    rows = [(o.gold.id, o.gold.type, _fault(o, call), o.gold.question) for o in shown]
    hidden = f"{call('of the untouched split, not shown')}: {len(failed) - len(shown)}\n"
    if not failed:
        return f"{call('every question is verified')}\n"
    head = tuple(map(call, ("id", "type", "fault", "question")))
    return table(head, rows, left=4) + (hidden if len(shown) < len(failed) else "")


def table(head: Row, rows: Sequence[Row], left: int = 1) -> str:
    """Aligned columns under a ruled head: the first `left` to the left, the others to the right."""
    heads = _stacked(head)
    widths = [max(map(len, column)) for column in zip(*heads, *rows, strict=True)]
    lines = [_aligned(row, widths, left) for row in (*heads, ["-" * width for width in widths], *rows)]
    return "\n".join(lines) + "\n"


def number(value: float | None, digits: int = 3) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _stacked(head: Row) -> list[Row]:
    """A head whose cells hold line ends, as rows; its last lines stand on the rule."""
    cells = [cell.split("\n") for cell in head]
    deep = max(map(len, cells))
    return list(zip(*([""] * (deep - len(lines)) + lines for lines in cells), strict=True))


def _aligned(row: Row, widths: Sequence[int], left: int) -> str:
    cells = [
        cell.ljust(width) if column < left else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _overall(outcomes: Sequence[Outcome], call: Call) -> str:
    """Group by group; what was not measured at all is left out."""
    head = (f"{call('questions')}: {len(outcomes)}", call("figure"), call("95% interval"), "n")
    rows: list[Row] = []
    for group, measures in GROUPS.items():
        found = [_figure_row(figure, call) for figure in figures(outcomes, measures) if figure.n]
        rows += [(call(group), "", "", ""), *found] if found else []
    return table(head, rows)


def _figure_row(figure: Figure, call: Call) -> Row:
    low, high = (_number(edge, call) for edge in (figure.low, figure.high))
    interval = "" if figure.low is None else f"{low} {call('to')} {high}"
    return f"  {call(figure.name)}", _number(figure.value, call), interval, str(figure.n)


def _number(value: float | None, call: Call, digits: int = 3) -> str:
    return number(value, digits).replace(".", call("."))


def _groups(title: str, groups: Mapping[str, Sequence[Outcome]], call: Call) -> str:
    """In two parts, heads over some lines and long names cut short: a terminal is 80 wide."""
    parts = []
    for measures in (BRIEF[:4], BRIEF[4:]):
        named = (fill(call(f"{measure.name}, brief"), 10, break_long_words=False) for measure in measures)
        rows = [
            (_short(name), str(len(group)), *(_number(figure.value, call, 2) for figure in figures(group, measures)))
            for name, group in groups.items()
        ]
        parts.append(table((call(title), "n", *named), rows))
    return "\n".join(parts)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _chances(outcomes: Sequence[Outcome], call: Call) -> list[str]:
    """Chance of an answer beside the share that has one, of the questions that no rule refused."""
    chances, right = predicted(outcomes)
    head = (f"{call('chance, Brier score')} {_number(brier(chances, right), call)}", call("share answerable"), "n")
    rows = [(_number(b.chance, call, 2), _number(b.right, call, 2), str(b.n)) for b in reliability(chances, right)]
    return [table(head, rows)] if rows else []


def _crashes(outcomes: Sequence[Outcome], call: Call) -> list[str]:
    """What crashed scored zero; of the untouched split only how many."""
    crashed = [outcome for outcome in outcomes if outcome.error]
    rows = [(o.gold.id, _trouble(o, call)) for o in crashed if o.gold.split != UNTOUCHED]
    hidden = len(crashed) - len(rows)
    rows += [(str(hidden), call("of the untouched split, not shown"))] if hidden else []
    return [table((call("crashed"), call("error")), rows, left=2)] if rows else []


def _trouble(outcome: Outcome, call: Call) -> str:
    return f"{call('too late')}: {_number(outcome.seconds, call, 1)} s" if outcome.timed_out else outcome.error


def _fault(outcome: Outcome, call: Call) -> str:
    scores = outcome.scores
    if outcome.error:
        return call("crashed")
    if not outcome.gold.answerable:
        return call("forbidden words") if scores.abstained else call("not refused")
    if scores.abstained:
        return call("refused") if scores.recall_5 else call("refused, evidence not found")
    if not scores.recall_10:
        return call("evidence not found")
    return _answer_fault(outcome, call)


def _answer_fault(outcome: Outcome, call: Call) -> str:
    scores = outcome.scores
    if scores.correct:
        return call("right, not cited on the evidence")
    if scores.key_facts == 1.0:
        return call("forbidden words")
    return f"{call('key facts')} {_number(scores.key_facts, call, 2)}"
