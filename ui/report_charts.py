"""Charts of the report as SVG: curves, bars, stacked rows, intervals on one line. Pure; it does not know what it draws.

Colours are classes (ui/report.css), so a chart follows light and dark; text is text in the font of the page. Where
a colour tells something, a mark, a dash or a number tells the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ui import texts_eval as words

_WIDTH, _HEIGHT = 400, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 386, 44, 250
_STRIP = 160  # width of an interval on one line, in which 0 to 1 takes all but the rims
_RIM = 6
_ROW = 58  # of a stacked chart
_NARROW = 0.085  # of a row: a number does not fit in less


@dataclass(frozen=True, slots=True)
class Axis:
    label: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    points: tuple[tuple[float, float], ...]
    ranges: tuple[tuple[float, float], ...] = ()  # of every point, low and high
    band: bool = False  # the ranges as one area, else as a bar through every point


@dataclass(frozen=True, slots=True)
class Segment:
    share: float
    kind: str  # a class of the style sheet
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """A figure with its interval on a line from 0 to 1."""

    value: float
    low: float
    high: float


def curves(
    name: str, title: str, about: str, x: Axis, y: Axis, lines: Sequence[Line], *, diagonal: bool = False
) -> str:
    """`diagonal`: a line on which both axes are equal."""
    parts = [_grid(x, y)]
    if diagonal:
        (x1, y1), (x2, y2) = _at(x, y, (x.low, x.low)), _at(x, y, (x.high, x.high))
        parts.append(f'<line class="diagonaal" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>')
    parts += [_ranges(x, y, number, line) for number, line in enumerate(lines)]
    parts += [_line(x, y, number, line) for number, line in enumerate(lines)]
    return _svg(name, title, about, "".join([*parts, _legend(lines)]))


def bars(name: str, title: str, about: str, x: str, y: str, values: Sequence[tuple[str, int]]) -> str:
    """One bar for every (label, number); labels stand at the left edge of their bar."""
    most = max((value for _, value in values), default=1) or 1
    width = (_RIGHT - _LEFT) / max(1, len(values))
    every = 1 if len(values) <= 6 else 2 if len(values) <= 10 else 3
    drawn = []
    for i, (label, value) in enumerate(values):
        left, height = _LEFT + i * width, (_BOTTOM - _TOP) * value / most
        top = _BOTTOM - height
        drawn.append(
            f'<rect class="staaf" x="{left + 1:.1f}" y="{top:.1f}" width="{width - 2:.1f}" height="{height:.1f}"/>'
        )
        drawn.append(_text(left + width / 2, top - 5, str(value), "klein") if value else "")
        drawn.append(_text(left, _BOTTOM + 17, label, "klein") if i % every == 0 and i < len(values) - 1 else "")
    drawn.append(_text(_RIGHT - width / 2, _BOTTOM + 17, values[-1][0], "klein") if values else "")
    ground = f'<line class="as" x1="{_LEFT}" y1="{_BOTTOM}" x2="{_RIGHT}" y2="{_BOTTOM}"/>'
    labels = _text((_LEFT + _RIGHT) / 2, _HEIGHT - 10, x, "as-naam") + _text(_LEFT - 40, 16, y, "as-naam", "start")
    return _svg(name, title, about, "".join(drawn) + ground + labels)


def stacked(name: str, title: str, about: str, rows: Sequence[tuple[str, Sequence[Segment]]]) -> str:
    """Rows of segments that make a whole, each with its number where there is room; as wide as its place."""
    drawn = []
    for i, (label, segments) in enumerate(rows):
        top, left = i * _ROW, 0.0
        drawn.append(f'<text class="rij" x="0" y="{top + 16}">{escape(label)}</text>')
        for one in segments:
            width, middle = 100 * one.share, left + 50 * one.share
            box = f'x="{left:.2f}%" y="{top + 24}" width="{width:.2f}%" height="26"'
            drawn.append(f'<rect class="{one.kind}" {box}/>')
            if one.share >= _NARROW:
                place = f'x="{middle:.2f}%" y="{top + 42}" text-anchor="middle"'
                drawn.append(f'<text class="in {one.kind}-tekst" {place}>{escape(one.text)}</text>')
            left += width
    size = f'width="100%" height="{len(rows) * _ROW}"'
    return f'<svg class="breed" {size} {_told(name, title, about, "".join(drawn))}</svg>'


def strip(spans: Sequence[Span], mean: float | None = None) -> str:
    """Figures with their intervals, one below the other; the numbers stand beside it, so it is not read aloud."""
    height = 14 * len(spans) + 4
    drawn = [f'<line class="as" x1="{_RIM}" y1="{height - 1}" x2="{_STRIP - _RIM}" y2="{height - 1}"/>']
    if mean is not None:
        drawn.append(f'<line class="gemiddeld" x1="{_on(mean)}" y1="0" x2="{_on(mean)}" y2="{height}"/>')
    for number, one in enumerate(spans):
        y = 9 + 14 * number
        drawn.append(f'<line class="strook k{number}" x1="{_on(one.low)}" y1="{y}" x2="{_on(one.high)}" y2="{y}"/>')
        drawn.append(_mark(number, _on(one.value), y))
    size = f'viewBox="0 0 {_STRIP} {height}" width="{_STRIP}" height="{height}"'
    return f'<svg class="strip" {size} aria-hidden="true" focusable="false">{"".join(drawn)}</svg>'


def mark(number: int) -> str:
    """The mark of a line, for a legend in the text."""
    return (
        '<svg class="merkje" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" focusable="false">'
        f"{_mark(number, 7, 7)}</svg>"
    )


def _svg(name: str, title: str, about: str, drawn: str) -> str:
    return f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" {_told(name, title, about, drawn)}</svg>'


def _told(name: str, title: str, about: str, drawn: str) -> str:
    """A drawing that is read as one picture with a name and a description."""
    told = f'<title id="{name}-titel">{escape(title)}</title><desc id="{name}-uitleg">{escape(about)}</desc>'
    return f'role="img" aria-labelledby="{name}-titel {name}-uitleg">{told}{drawn}'


def _grid(x: Axis, y: Axis) -> str:
    drawn = []
    for value, label in y.ticks:
        _, at = _at(x, y, (x.low, value))
        drawn.append(f'<line class="raster" x1="{_LEFT}" y1="{at}" x2="{_RIGHT}" y2="{at}"/>')
        drawn.append(_text(_LEFT - 6, at + 4, label, "maat", "end"))
    for value, label in x.ticks:
        at, _ = _at(x, y, (value, y.low))
        drawn.append(f'<line class="as" x1="{at}" y1="{_BOTTOM}" x2="{at}" y2="{_BOTTOM + 4}"/>')
        drawn.append(_text(at, _BOTTOM + 18, label, "maat"))
    drawn.append(f'<line class="as" x1="{_LEFT}" y1="{_BOTTOM}" x2="{_RIGHT}" y2="{_BOTTOM}"/>')
    drawn.append(_text((_LEFT + _RIGHT) / 2, _HEIGHT - 10, x.label, "as-naam"))
    drawn.append(_text(_LEFT - 50, 16, y.label, "as-naam", "start"))
    return "".join(drawn)


def _line(x: Axis, y: Axis, number: int, line: Line) -> str:
    places = [_at(x, y, point) for point in line.points]
    path = " ".join(f"{a},{b}" for a, b in places)
    marked = places if len(places) <= 12 else places[:: max(1, len(places) // 8)]
    return f'<polyline class="lijn k{number}" points="{path}"/>{"".join(_mark(number, *place) for place in marked)}'


def _ranges(x: Axis, y: Axis, number: int, line: Line) -> str:
    low = [_at(x, y, (point[0], span[0])) for point, span in zip(line.points, line.ranges, strict=False)]
    high = [_at(x, y, (point[0], span[1])) for point, span in zip(line.points, line.ranges, strict=False)]
    if line.band:
        around = " ".join(f"{a},{b}" for a, b in [*low, *reversed(high)])
        return f'<polygon class="band k{number}" points="{around}"/>'
    return "".join(
        f'<line class="strook k{number}" x1="{a}" y1="{b}" x2="{a}" y2="{c}"/>'
        for (a, b), (_, c) in zip(low, high, strict=True)
    )


def _legend(lines: Sequence[Line]) -> str:
    drawn, left = [], _LEFT + 6
    for number, line in enumerate(lines):
        y = 32
        drawn.append(f'<line class="lijn k{number}" x1="{left}" y1="{y}" x2="{left + 26}" y2="{y}"/>')
        drawn.append(_mark(number, left + 13, y))
        drawn.append(_text(left + 32, y + 4, line.label, "maat", "start"))
        left += 150
    return "".join(drawn) if len(lines) > 1 else ""


def _mark(number: int, x: float, y: float) -> str:
    """A disc for the first line, a square for the second, a diamond for the third."""
    if number == 0:
        return f'<circle class="merk k0" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    turned = f' transform="rotate(45 {x:.1f} {y:.1f})"' if number > 1 else ""
    return f'<rect class="merk k{number}" x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7"{turned}/>'


def _text(x: float, y: float, text: str, kind: str, anchor: str = "middle") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _at(x: Axis, y: Axis, point: tuple[float, float]) -> tuple[float, float]:
    across = min(1.0, max(0.0, (point[0] - x.low) / (x.high - x.low)))
    up = min(1.0, max(0.0, (point[1] - y.low) / (y.high - y.low)))
    return round(_LEFT + across * (_RIGHT - _LEFT), 1), round(_BOTTOM - up * (_BOTTOM - _TOP), 1)


def _on(value: float) -> float:
    return round(_RIM + min(1.0, max(0.0, value)) * (_STRIP - 2 * _RIM), 1)


def shares(low: float = 0.0, high: float = 1.0, step: float = 0.2) -> tuple[tuple[float, str], ...]:
    """Ticks of an axis of shares, as percentages."""
    count = round((high - low) / step)
    return tuple((low + i * step, words.percent(low + i * step)) for i in range(count + 1))
