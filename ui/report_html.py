"""A report as one page that needs nothing else: no script, no other file, no internet. Pure; every word is escaped.

It does not know what a report says. The page forbids itself everything but its own style sheet.
"""

import base64
import hashlib
from html import escape
from pathlib import Path

from eval import Evidence, Failure, Stage
from ui import texts_eval as words
from ui.html import inline, tagged
from ui.report_blocks import Block, Bullets, Case, Cell, Chart, Named, Report, Row, Section, Shade, Strip, Table, Text
from ui.report_charts import mark, strip

STYLE = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
_ENDS = 70  # characters of a quote
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src data:; base-uri 'none'; form-action 'none'"


def to_html(report: Report) -> str:
    sections = "".join(map(_section, report.sections))
    items = "".join(f'<li><a href="#{one.id}">{escape(one.title)}</a></li>' for one in report.sections)
    return (
        f'<!doctype html>\n<html lang="nl"><head><meta charset="utf-8"><title>{escape(report.title)}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">'
        f"<style>{STYLE}</style></head><body>"
        f'<a class="skip" href="#verslag">{words.REPORT_SKIP}</a>'
        f'<header><h1>{escape(report.title)}</h1><p class="onder">{escape(report.subtitle)}</p></header>'
        f'<nav aria-label="{words.REPORT_CONTENTS}"><ol>{items}</ol></nav>'
        f'<main id="verslag" tabindex="-1">{sections}</main>'
        f"<footer><p>{escape(report.footer)}</p></footer></body></html>\n"
    )


def _section(one: Section) -> str:
    kind = ' class="nieuw"' if one.fresh else ""
    body = "".join(map(_block, one.blocks))
    title = f'<h2 id="{one.id}-kop">{escape(one.title)}</h2>'
    return f'<section id="{one.id}" aria-labelledby="{one.id}-kop"{kind}>{title}{body}</section>'


def _block(block: Block) -> str:
    match block:
        case Text(text, "code"):
            return f'<pre tabindex="0"><code>{escape(text)}</code></pre>'
        case Text(text, kind):
            return tagged("p", kind or "lees", inline(text))
        case Bullets(items):
            return f"<ul>{''.join(f'<li>{inline(item)}</li>' for item in items)}</ul>"
        case Table():
            return _table(block)
        case Chart():
            return _chart(block)
        case Row(charts):
            return f'<div class="rij">{"".join(map(_chart, charts))}</div>'
        case Case():
            return _case(block)


def _table(one: Table) -> str:
    head = "".join(f'<th scope="col"{_right(i >= one.left)}>{escape(name)}</th>' for i, name in enumerate(one.head))
    rows = "".join(f"<tr>{''.join(_cell(cell, i, one.left) for i, cell in enumerate(row))}</tr>" for row in one.rows)
    marks = "".join(f"<li>{mark(i)} {escape(name)}</li>" for i, name in enumerate(one.marks))
    legend = f'<ul class="legende">{marks}</ul>' if marks else ""
    note = tagged("p", "noot", escape(one.note))
    title = f"<h3>{escape(one.caption)}</h3>" if one.titled else ""
    return (
        f'{title}{legend}<div class="rol" role="group" tabindex="0" aria-label="{escape(one.caption)}"><table>'
        f"<caption>{escape(one.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{note}"
    )


def _cell(cell: Cell, column: int, left: int) -> str:
    match cell:
        case Shade(text, level):
            return f'<td class="vak v{level}">{escape(text)}</td>'
        case Strip(spans, mean):
            return f'<td class="tekening">{strip(spans, mean)}</td>'
        case Named(name, meaning):
            return f'<th scope="row">{escape(name)}{tagged("span", "uitleg", escape(meaning))}</th>'
        case str() if column == 0:
            return f'<th scope="row">{escape(cell)}</th>'
        case str():
            return f"<td{_right(column >= left)}>{escape(cell)}</td>"


def _right(number: bool) -> str:
    return ' class="n"' if number else ""


def _chart(one: Chart) -> str:
    items = "".join(f'<li><span class="staal {kind}"></span>{escape(name)}</li>' for kind, name in one.legend)
    legend = f'<ul class="legende">{items}</ul>' if items else ""
    numbers = f"<details><summary>{words.REPORT_NUMBERS}</summary>{_table(one.table)}</details>"
    return (
        f"<figure><figcaption>{escape(one.caption)}</figcaption>{one.svg}{legend}"
        f"{tagged('p', 'noot', escape(one.note))}{numbers}</figure>"
    )


def _case(one: Case) -> str:
    failure = one.failure
    verdict, _ = words.REPORT_VERDICTS[failure.verdict.name]
    why = "".join(f"<li>{inline(line)}</li>" for line in reasons(failure))
    title = words.report_case(one.number, failure.gold.id, failure.gold.type, verdict)
    return (
        f'<article class="geval" aria-labelledby="geval-{one.number}"><h3 id="geval-{one.number}">{escape(title)}</h3>'
        f'{_asked(failure)}<div class="naast">{_answered(one)}{_expected(failure)}</div>'
        f'<div class="waarom"><h4>{words.REPORT_WHY}</h4><ul>{why}</ul></div></article>'
    )


def _asked(failure: Failure) -> str:
    turns = "".join(f"<li>{inline(content)}</li>" for _, content in failure.gold.history)
    before = f'<p class="label">{words.REPORT_BEFORE_IT}</p><ul class="eerder">{turns}</ul>' if turns else ""
    told = failure.told
    read = told.standalone if told and told.standalone not in ("", failure.gold.question) else ""
    line = f'<p class="noot">{words.REPORT_READ_AS}: {inline(read)}</p>' if read else ""
    return (
        f'{before}<p class="label">{words.REPORT_ASKED}</p><p class="vraag">{inline(failure.gold.question)}</p>{line}'
    )


def _answered(one: Case) -> str:
    told = one.failure.told
    text = told.text if told else words.trouble(one.failure.error, one.failure.timed_out, one.failure.seconds)
    text = text or words.REPORT_NO_ANSWER
    quotes = [
        _quote(shortened(cited.quote, told.text if told else ""), source or words.REPORT_UNKNOWN_DOCUMENT)
        for cited, source in zip(told.cited if told else (), one.sources, strict=True)
    ]
    cited = (
        f"<h5>{words.REPORT_CITED}</h5>{''.join(quotes)}" if quotes else tagged("p", "noot", words.REPORT_NO_CITATION)
    )
    return f'<div><h4>{words.REPORT_ANSWERED}</h4><p class="tekst">{inline(text)}</p>{cited}</div>'


def shortened(quote: str, answer: str) -> str:
    """A quote that stands in the answer is named by its first and last words: nobody reads it twice."""
    if len(quote) <= 2 * _ENDS or quote not in answer:
        return quote
    return f"{quote[:_ENDS].rsplit(' ', 1)[0]} … {quote[-_ENDS:].split(' ', 1)[-1]}"


def _expected(failure: Failure) -> str:
    quotes = "".join(_evidence(one, touched) for one, touched in failure.evidence)
    proof = f"<h5>{words.REPORT_EVIDENCE}</h5>{quotes}" if quotes else tagged("p", "noot", words.REPORT_NO_EVIDENCE)
    answer = f'<p class="tekst">{inline(failure.gold.reference_answer)}</p>'
    return f"<div><h4>{words.REPORT_EXPECTED}</h4>{answer}{proof}</div>"


def _evidence(one: Evidence, touched: bool) -> str:
    said = words.REPORT_TOUCHED if touched else words.REPORT_UNTOUCHED_EVIDENCE
    also = f"{words.REPORT_ALTERNATIVE}, " if one.alternative else ""
    return _quote(one.quote, f"{one.document} ({also}{said})", "raak" if touched else "")


def _quote(quote: str, source: str, kind: str = "") -> str:
    return (
        f'<blockquote class="{kind or "los"}"><p>{inline(quote)}</p><p class="bron">{escape(source)}</p></blockquote>'
    )


def reasons(failure: Failure) -> tuple[str, ...]:
    """Why a question counts as wrong, in sentences."""
    told = failure.told
    lines = [words.REPORT_VERDICTS[failure.verdict.name][1]]
    lines += [words.report_missing(failure.missing)] if failure.missing else []
    lines += [words.report_forbidden(failure.forbidden)] if failure.forbidden else []
    if failure.stage not in (Stage.SILENCE, Stage.CRASH):
        lines.append(words.report_stage(*words.REPORT_STAGE_WORDS[failure.stage.name]))
    if told and told.chance is not None:
        lines.append(f"{words.REPORT_SEEN_CHANCE}: {words.percent(told.chance)}.")
    return tuple(lines)
