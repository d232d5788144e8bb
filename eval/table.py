"""A plain-text report for the terminal; it does not know how the figures came about."""

from collections.abc import Mapping, Sequence

from eval.judge import Outcome
from eval.question import SEARCH, UNTOUCHED
from eval.reliability import brier, predicted, reliability
from eval.summary import BRIEF, GROUPS, Figure, by_document, by_split, by_type, figures

Row = Sequence[str]


def report(outcomes: Sequence[Outcome]) -> str:
    """Every figure with its 95% interval; the brief ones by split, type and document; chances; then what crashed."""
    if not outcomes:
        return "No questions were asked.\n"
    splits = by_split(outcomes)
    parts = [_overall(outcomes), _groups("type", by_type(outcomes)), _groups("document", by_document(outcomes))]
    if len(splits) > 1:
        parts.insert(1, _groups("split", splits))
    return "\n".join([*parts, *_chances(outcomes), *_crashes(outcomes)])


def failures(outcomes: Sequence[Outcome]) -> str:
    """One line for every question that was not verified, with what was wrong; the untouched ones are only counted."""
    failed = [outcome for outcome in outcomes if not (outcome.scores.verified or outcome.gold.type == SEARCH)]
    shown = [outcome for outcome in failed if outcome.gold.split != UNTOUCHED]
    rows = [(o.gold.id, o.gold.type, _fault(o), o.gold.question) for o in shown]
    hidden = f"{len(failed) - len(shown)} of the untouched split failed; they are not shown.\n"
    if not failed:
        return "Every question is verified.\n"
    return table(("id", "type", "fault", "question"), rows, left=4) + (hidden if len(shown) < len(failed) else "")


def table(head: Row, rows: Sequence[Row], left: int = 1) -> str:
    """Aligned columns under a ruled head: the first `left` to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [_aligned(row, widths, left) for row in (head, ["-" * width for width in widths], *rows)]
    return "\n".join(lines) + "\n"


def number(value: float | None, digits: int = 3) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _aligned(row: Row, widths: Sequence[int], left: int) -> str:
    cells = [
        cell.ljust(width) if column < left else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _overall(outcomes: Sequence[Outcome]) -> str:
    """Group by group; what was not measured at all is left out."""
    head = (f"{len(outcomes)} questions", "figure", "95% interval", "n")
    rows: list[Row] = []
    for group, measures in GROUPS.items():
        found = [_figure_row(figure) for figure in figures(outcomes, measures) if figure.n]
        rows += [(group, "", "", ""), *found] if found else []
    return table(head, rows)


def _figure_row(figure: Figure) -> Row:
    interval = "" if figure.low is None else f"{number(figure.low)} to {number(figure.high)}"
    return f"  {figure.name}", number(figure.value), interval, str(figure.n)


def _groups(title: str, groups: Mapping[str, Sequence[Outcome]]) -> str:
    head = (title, "n", *(measure.name for measure in BRIEF))
    rows = [
        (name, str(len(group)), *(number(figure.value, 2) for figure in figures(group, BRIEF)))
        for name, group in groups.items()
    ]
    return table(head, rows)


def _chances(outcomes: Sequence[Outcome]) -> list[str]:
    """Chance of an answer beside the share that has one, of the questions that no rule refused."""
    chances, right = predicted(outcomes)
    head = (f"chance (Brier score {number(brier(chances, right))})", "share answerable", "n")
    rows = [(number(b.chance, 2), number(b.right, 2), str(b.n)) for b in reliability(chances, right)]
    return [table(head, rows)] if rows else []


def _crashes(outcomes: Sequence[Outcome]) -> list[str]:
    rows = [(outcome.gold.id, outcome.error) for outcome in outcomes if outcome.error]
    return [table(("crashed, scored zero", "error"), rows, left=2)] if rows else []


def _fault(outcome: Outcome) -> str:
    scores = outcome.scores
    if outcome.error:
        return "crashed"
    if not outcome.gold.answerable:
        return "forbidden words" if scores.abstained else "not refused"
    if scores.abstained:
        return "refused" if scores.recall_5 else "refused, evidence not found"
    if not scores.recall_10:
        return "evidence not found"
    return _answer_fault(outcome)


def _answer_fault(outcome: Outcome) -> str:
    scores = outcome.scores
    if scores.correct:
        return "right, not cited on the evidence"
    if scores.key_facts == 1.0:
        return "forbidden words"
    return f"key facts {number(scores.key_facts, 2)}"
