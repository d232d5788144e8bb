"""A report as Markdown, in which no word of a question, answer or document is markup. Pure.

It does not know what a report says. Of a chart it gives the numbers.
"""

from collections.abc import Sequence

from ui import texts_eval as words
from ui.export_markdown import escaped
from ui.report_blocks import Block, Bullets, Case, Cell, Chart, Named, Report, Row, Shade, Strip, Table, Text
from ui.report_html import reasons


def to_markdown(report: Report) -> str:
    parts = [f"# {_line(report.title)}", _line(report.subtitle)]
    for section in report.sections:
        parts += [f"## {_line(section.title)}", *map(_block, section.blocks)]
    return "\n\n".join(part for part in [*parts, "---", _line(report.footer)] if part) + "\n"


def _block(block: Block) -> str:
    match block:
        case Text(text, "code"):
            return "\n".join(f"    {line}" for line in text.splitlines())
        case Text(text, kind):
            return f"**{_line(text)}**" if kind and text else _line(text)
        case Bullets(items):
            return "\n".join(f"- {_line(item)}" for item in items)
        case Table():
            return _table(block)
        case Chart(caption, _, table, note):
            return "\n\n".join(part for part in (f"### {_line(caption)}", _line(note), _table(table)) if part)
        case Row(charts):
            return "\n\n".join(map(_block, charts))
        case Case():
            return _case(block)


def _table(one: Table) -> str:
    """Without its drawings, which repeat what stands in other cells."""
    drawn = {i for row in one.rows for i, cell in enumerate(row) if isinstance(cell, Strip)}
    lines = [_row(one.head, drawn)]
    lines.append("|" + "".join("---|" if i < one.left else "---:|" for i in range(len(one.head)) if i not in drawn))
    lines += [_row(row, drawn) for row in one.rows]
    note = f"\n\n{_line(one.note)}" if one.note else ""
    return (f"### {_line(one.caption)}\n\n" if one.titled else "") + "\n".join(lines) + note


def _row(cells: Sequence[Cell], drawn: set[int]) -> str:
    said = [_said(cell) for i, cell in enumerate(cells) if i not in drawn]
    return f"| {' | '.join(map(_line, said))} |"


def _said(cell: Cell) -> str:
    match cell:
        case Named(name, meaning):
            return f"{name} ({meaning})" if meaning else name
        case Shade(text, _):
            return text
        case Strip():
            return ""
        case str():
            return cell


def _case(one: Case) -> str:
    failure, told = one.failure, one.failure.told
    title = words.report_case(
        one.number, failure.gold.id, failure.gold.type, words.REPORT_VERDICTS[failure.verdict.name][0]
    )
    before = [f"- {_line(content)}" for _, content in failure.gold.history]
    quotes = [
        _quote(cited.quote, source) for cited, source in zip(told.cited if told else (), one.sources, strict=True)
    ]
    proof = [
        _quote(e.quote, f"{e.document}, {words.REPORT_TOUCHED if on else words.REPORT_UNTOUCHED_EVIDENCE}")
        for e, on in failure.evidence
    ]
    answered = (
        told.text
        if told
        else words.trouble(failure.error, failure.timed_out, failure.seconds) or words.REPORT_NO_ANSWER
    )
    parts = [
        f"### {_line(title)}",
        "\n".join([f"**{words.REPORT_BEFORE_IT}**", "", *before]) if before else "",
        f"**{words.REPORT_ASKED}**: {_line(failure.gold.question)}",
        f"**{words.REPORT_ANSWERED}**: {_line(answered)}",
        *quotes,
        f"**{words.REPORT_EXPECTED}**: {_line(failure.gold.reference_answer)}",
        *proof,
        f"**{words.REPORT_WHY}**",
        "\n".join(f"- {_line(reason)}" for reason in reasons(failure)),
    ]
    return "\n\n".join(part for part in parts if part)


def _quote(quote: str, source: str) -> str:
    return f"> {_line(quote)}  \n> ({_line(source or words.REPORT_UNKNOWN_DOCUMENT)})"


def _line(text: str) -> str:
    return escaped(" ".join(text.split()))
