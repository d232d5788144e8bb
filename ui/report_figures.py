"""The charts of a report, each with its numbers as a table: a review in, blocks out. Pure."""

import math
from collections.abc import Sequence

from eval import Bar, Figure, Point, Portion, Review, Verdict
from ui import texts_eval as words
from ui.report_blocks import Block, Chart, Row, Table
from ui.report_charts import Axis, Line, Segment, bars, shares, stacked
from ui.report_charts import curves as drawn

_CUTOFFS = (1, 3, 5, 10)
_KINDS = {
    Verdict.VERIFIED: "goed", Verdict.SILENT: "goed", Verdict.UNCITED: "bijna", Verdict.PARTLY: "deels",
    Verdict.REFUSED: "stil", Verdict.WRONG: "fout", Verdict.FORBIDDEN: "erg", Verdict.INVENTED: "erg",
    Verdict.CRASHED: "kapot",
}  # fmt: skip
_WITH = (
    Verdict.VERIFIED, Verdict.UNCITED, Verdict.PARTLY, Verdict.REFUSED, Verdict.WRONG, Verdict.FORBIDDEN,
    Verdict.CRASHED,
)  # fmt: skip
_WITHOUT = (Verdict.SILENT, Verdict.INVENTED)


def outcomes(review: Review) -> Chart:
    """What became of every hundred questions, one row for each split, with and without an answer apart."""
    parts = review.splits if len(review.splits) > 1 else (review.whole,)
    rows = [
        (f"{title}: {words.REPORT_SPLITS.get(part.name, words.REPORT_ALL)}", part, kinds)
        for title, kinds in ((words.REPORT_WITH_ANSWER, _WITH), (words.REPORT_WITHOUT_ANSWER, _WITHOUT))
        for part in parts
        if part.share(*kinds).n
    ]
    about = words.report_chart(
        words.REPORT_STACKED_SHAPE, [f"{label}: {_spoken(part, kinds)}." for label, part, kinds in rows]
    )
    svg = stacked("uitkomst", words.REPORT_STACKED, about, [(label, _segments(p, kinds)) for label, p, kinds in rows])
    head = (words.REPORT_OUTCOME, *(label for label, _, _ in rows))
    told = tuple(
        (words.REPORT_VERDICTS[kind.name][0], *(_count(part, kind, kinds) for _, part, kinds in rows))
        for kind in (*_WITH, *_WITHOUT)
    )
    seen = [kind for kind in (*_WITH, *_WITHOUT) if any(part.verdicts.get(kind) for part in parts)]
    legend = tuple(
        (colour, words.report_or([words.REPORT_VERDICTS[kind.name][0] for kind in seen if _KINDS[kind] == colour]))
        for colour in dict.fromkeys(_KINDS[kind] for kind in seen)
    )
    return Chart(words.REPORT_STACKED, svg, Table(words.REPORT_STACKED, head, told), legend=legend)


def _segments(part: Portion, kinds: Sequence[Verdict]) -> list[Segment]:
    shares_of = [(kind, part.share(kind).value or 0.0) for kind in kinds]
    return [Segment(share, _KINDS[kind], words.percent(share)) for kind, share in shares_of if share]


def _spoken(part: Portion, kinds: Sequence[Verdict]) -> str:
    seen = [(words.REPORT_VERDICTS[kind.name][0], part.share(kind).value or 0.0) for kind in kinds]
    return ", ".join(f"{words.percent(share)} {name}" for name, share in seen if share)


def _count(part: Portion, kind: Verdict, kinds: Sequence[Verdict]) -> str:
    if kind not in kinds:
        return "–"
    return f"{part.verdicts.get(kind, 0)} ({words.percent(part.share(kind).value or 0.0)})"


def curves(review: Review) -> tuple[Block, ...]:
    made = (_recall(review), _risk(review), _reliability(review))
    found = tuple(chart for chart in made if chart)
    return (Row(found),) if found else ()


def _recall(review: Review) -> Chart | None:
    parts = [part for part in review.splits if part.figure("recall@1").value is not None]
    if not parts:
        return None
    seen = {part.name: [part.figure(f"recall@{k}") for k in _CUTOFFS] for part in parts}
    lines = [
        Line(
            _named(part),
            tuple((float(k), one.value or 0.0) for k, one in zip(_CUTOFFS, seen[part.name], strict=True)),
            tuple((one.low or 0.0, one.high or 1.0) for one in seen[part.name]),
        )
        for part in parts
    ]
    x = Axis(words.REPORT_AXIS_PASSAGES, 0, 10.5, tuple((float(k), str(k)) for k in _CUTOFFS))
    y = Axis(words.REPORT_AXIS_FOUND, 0.0, 1.0, shares())
    rows = tuple(
        (str(k), *(_with_range(one.value, one.low, one.high, one.n) for one in ones))
        for k, *ones in zip(_CUTOFFS, *(seen[part.name] for part in parts), strict=True)
    )
    about = words.report_chart(words.REPORT_RECALL_SHAPE, [_recall_told(_named(p), seen[p.name]) for p in parts])
    table = Table(words.REPORT_RECALL, (words.REPORT_AXIS_PASSAGES, *map(_named, parts)), rows)
    svg = drawn("gevonden", words.REPORT_RECALL, about, x, y, lines)
    return Chart(words.REPORT_RECALL, svg, table, words.REPORT_RECALL_NOTE)


def _recall_told(name: str, found: Sequence[Figure]) -> str:
    first, *_, last = (words.percent(one.value or 0.0) for one in found)
    return words.report_from_to(name, first, last)


def _risk(review: Review) -> Chart | None:
    parts = [part for part in review.splits if part.risk]
    if not parts:
        return None
    lines = [_risk_line(part) for part in parts]
    high = 0.5 if max(part.risk[-1].high for part in parts) <= 0.5 else 1.0
    x = Axis(words.REPORT_AXIS_COVERAGE, 0.0, 1.0, shares())
    y = Axis(words.REPORT_AXIS_RISK, 0.0, high, shares(0.0, high, high / 5))
    rows = tuple(_risk_row(part, point) for part in parts for point in _some(part.risk))
    head = (
        words.REPORT_QUESTIONS_KIND, words.REPORT_AXIS_COVERAGE, words.REPORT_AXIS_RISK, words.REPORT_INTERVAL,
        words.REPORT_LEAST_CHANCE,
    )  # fmt: skip
    about = words.report_chart(words.REPORT_RISK_SHAPE, [_risk_told(part) for part in parts])
    svg = drawn("risico", words.REPORT_RISK, about, x, y, lines)
    return Chart(words.REPORT_RISK, svg, Table(words.REPORT_RISK, head, rows), words.REPORT_RISK_NOTE)


def _risk_line(part: Portion) -> Line:
    places = tuple((point.coverage, point.risk) for point in part.risk)
    return Line(_named(part), places, tuple((point.low, point.high) for point in part.risk), band=True)


def _risk_row(part: Portion, point: Point) -> tuple[str, ...]:
    interval = words.report_range(point.low, point.high)
    return _named(part), words.percent(point.coverage), words.percent(point.risk), interval, words.decimal(point.bar)


def _risk_told(part: Portion) -> str:
    first, last = ((words.percent(one.coverage), words.percent(one.risk)) for one in (part.risk[0], part.risk[-1]))
    return words.report_risk_told(_named(part), first, last)


def _reliability(review: Review) -> Chart | None:
    parts = [part for part in review.splits if part.bins]
    if not parts:
        return None
    lines = [
        Line(_named(p), tuple((b.chance, b.right) for b, _ in p.bins), tuple(span for _, span in p.bins)) for p in parts
    ]
    x = Axis(words.REPORT_AXIS_CHANCE, 0.0, 1.0, shares())
    y = Axis(words.REPORT_AXIS_ANSWERABLE, 0.0, 1.0, shares())
    rows = tuple(
        (_named(p), words.percent(b.chance), words.percent(b.right), words.report_range(*span), str(b.n))
        for p in parts
        for b, span in p.bins
    )
    head = (
        words.REPORT_QUESTIONS_KIND, words.REPORT_AXIS_CHANCE, words.REPORT_AXIS_ANSWERABLE, words.REPORT_INTERVAL,
        words.REPORT_QUESTIONS,
    )  # fmt: skip
    scores = [words.report_brier(_named(p), words.decimal(p.brier or 0.0, 3)) for p in parts]
    about = words.report_chart(words.REPORT_RELIABILITY_SHAPE, scores)
    svg = drawn("kans", words.REPORT_RELIABILITY, about, x, y, lines, diagonal=True)
    return Chart(
        words.REPORT_RELIABILITY, svg, Table(words.REPORT_RELIABILITY, head, rows), words.REPORT_RELIABILITY_NOTE
    )


def histograms(review: Review) -> tuple[Block, ...]:
    whole = review.whole
    median = words.decimal(whole.figure("seconds, median").value or 0.0)
    slow = words.decimal(whole.figure("seconds, p95").value or 0.0)
    length = f"{whole.figure('words, median').value or 0:.0f}"
    made = (
        _histogram(
            "tijd-balken", words.REPORT_SECONDS, words.REPORT_SECONDS_NOTE, words.REPORT_AXIS_SECONDS, review.seconds,
            words.report_seconds(median, slow),
        ),
        _histogram(
            "lengte-balken", words.REPORT_LENGTH, words.REPORT_LENGTH_NOTE, words.REPORT_AXIS_WORDS, review.words,
            words.report_length(length),
        ),
    )  # fmt: skip
    found = tuple(chart for chart in made if chart)
    return (Row(found),) if found else ()


def _histogram(name: str, title: str, note: str, unit: str, values: Sequence[Bar], told: str) -> Chart | None:
    if not values:
        return None
    digits = 0 if all(bar.low == round(bar.low) for bar in values) else 2
    edges = [words.decimal(bar.low, digits) for bar in values]
    rows = tuple(
        (words.report_bin(low, "" if math.isinf(bar.high) else words.decimal(bar.high, digits)), str(bar.n))
        for low, bar in zip(edges, values, strict=True)
    )
    about = words.report_chart(words.REPORT_BARS_SHAPE, [told])
    labels = [(edge, bar.n) for edge, bar in zip(edges, values, strict=True)]
    if math.isinf(values[-1].high):
        labels[-1] = (words.report_more(edges[-1]), values[-1].n)
    svg = bars(name, title, about, unit, words.REPORT_AXIS_COUNT, labels)
    return Chart(title, svg, Table(title, (unit, words.REPORT_AXIS_COUNT), rows), f"{told} {note}")


def _named(part: Portion) -> str:
    return words.REPORT_SPLITS.get(part.name, part.name)


def _with_range(value: float | None, low: float | None, high: float | None, n: int) -> str:
    if value is None:
        return words.REPORT_NOT_MEASURED
    return f"{words.percent(value)} ({words.report_range(low, high)}; n={n})"


def _some(points: Sequence[Point], most: int = 12) -> Sequence[Point]:
    """About twelve of many, the last one among them."""
    step = max(1, math.ceil(len(points) / most))
    return points[::-1][::step][::-1]
