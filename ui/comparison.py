"""Two runs side by side, in Dutch, for the terminal; it does not know how they were compared."""

from collections.abc import Iterator, Sequence

from eval import Comparison, Moved, Row, table
from ui import texts_eval as texts


def shown(found: Comparison) -> str:
    """Figures, by type, question by question, and what else differed."""
    head = texts.compared(found.before, found.after, found.shared)
    beside = texts.not_compared(found.edited, found.only_before, found.only_after)
    if not found.shared:
        return "\n".join(filter(None, [head, beside, texts.COMPARE_NOTHING, ""]))
    parts = [
        "\n".join(filter(None, [head, beside, ""])),
        _rows("", [(_name(row.name) + " *" * row.guarded, row) for row in found.rows]) + texts.COMPARE_GUARDED + "\n",
        *(_by_type(name, rows) for name, rows in found.by_type),
        *map(_moved, found.moved),
        "\n".join([*_differing(found), ""]),
    ]
    return "\n".join(parts)


def verdict(found: Comparison) -> str:
    if found.fallen:
        return texts.fallen(map(_name, found.fallen))
    return texts.none_fell(sum(row.guarded for row in found.rows))


def unguarded(found: Comparison) -> str:
    """Why nothing can be said of what is guarded; "" where something can."""
    if not found.shared:
        return texts.COMPARE_NO_GUARD
    if not found.unpaired:
        return ""
    silent = texts.unpaired(map(_name, found.unpaired))
    return f"{verdict(found)} {silent}" if found.fallen else silent


def decimal(value: float, *, signed: bool = False) -> str:
    return f"{value:{'+' if signed else ''}.3f}".replace(".", ",")


def _name(measure: str) -> str:
    return texts.COMPARED_MEASURES.get(measure, measure)


def _by_type(measure: str, rows: Sequence[Row]) -> str:
    return _rows(texts.COMPARE_BY_TYPE.format(_name(measure)), [(row.name, row) for row in rows])


def _rows(title: str, rows: Sequence[tuple[str, Row]]) -> str:
    return table((title, *texts.COMPARE_HEAD), [_cells(name, row) for name, row in rows])


def _cells(name: str, row: Row) -> tuple[str, ...]:
    found = row.found
    if found is None:
        return name, "-", "-", "-", "", "0", ""
    interval = f"{decimal(found.low, signed=True)} {texts.COMPARE_TO} {decimal(found.high, signed=True)}"
    gain = decimal(found.after - found.before, signed=True)
    return name, decimal(found.before), decimal(found.after), gain, interval, str(found.n), texts.FALLEN_MARK * row.fell


def _moved(one: Moved) -> str:
    gained, lost = len(one.gained) + one.gained_untouched, len(one.lost) + one.lost_untouched
    sides = (("+", one.gained, one.gained_untouched), ("-", one.lost, one.lost_untouched))
    lines = [
        f"  {sign} {question.id} ({question.type}) {question.question}".rstrip()
        for sign, side, _ in sides
        for question in side
    ]
    hidden = [f"  {sign} {texts.untouched_moved(count)}" for sign, _, count in sides if count]
    return "\n".join([texts.moved(_name(one.name), gained, lost), *lines, *hidden, ""])


def _differing(found: Comparison) -> Iterator[str]:
    if not found.settings:
        yield texts.DIFFERED_NOTHING
        return
    yield texts.DIFFERED
    for name, before, after in found.settings:
        group, _, rest = name.partition(".")
        told = f"{texts.DIFFERED_GROUPS[group]} {rest}" if rest else texts.DIFFERED_WORDS.get(name, name)
        yield f"  {told}: {before or '-'} -> {after or '-'}"
