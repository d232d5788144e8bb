"""The map of who says how much on which theme: a table whose cells open the sentences behind them. Pure."""

import csv
import io
from collections.abc import Mapping, Sequence
from html import escape

from index import ThemeReader
from ingest import Document
from qa import Line, Survey
from ui import texts
from ui.browse_parts import THEMES, Wish, actions, address, current, marked, pages, result
from ui.html import notice_of, path, tagged
from ui.render import capital

COLUMNS = 12  # publishers that are shown
EACH = 20  # sentences on a page
_SHADES = 5
_SHARED = 20  # sentences of a publisher below which a percentage says nothing
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would reckon with

Documents = Mapping[str, Document]


def heat_map(wish: Wish, survey: Survey) -> str:
    """The table with its switches and what it counts, in words."""
    if not survey.themes:
        return result(texts.MAP_EMPTY)
    names = shown_publishers(survey)
    notes = [texts.MAP_CORPUS] if survey.drawn else []
    notes += [texts.map_sampled(survey.read, survey.documents)] if survey.sampled else []
    notes += [texts.map_cut(len(names), len(survey.sentences))] if len(names) < len(survey.sentences) else []
    said = "".join(f'<p class="melding">{escape(note)}</p>' for note in notes)
    how = "".join(f"<li>{escape(line)}</li>" for line in texts.map_how(survey.drawn))
    export = f'<a class="knop" href="deel/bladeren/csv" download="{texts.MAP_FILE}">{texts.MAP_EXPORT}</a>'
    return (
        f"{_switches(wish)}{said}{_table(wish, survey, names)}<p>{export}</p>"
        f'<details class="uitleg"><summary>{texts.MAP_HOW}</summary><ul>{how}</ul></details>'
    )


def shown_publishers(survey: Survey) -> list[str]:
    """By name; of very many those that say most."""
    most = sorted(survey.sentences, key=lambda name: -survey.sentences[name])[:COLUMNS]
    return sorted(most, key=str.casefold)


def _wishes_only(wish: Wish) -> bool:
    return wish.wat == "voorstellen"


def lines_of(wish: Wish, survey: Survey, publisher: str, theme: str) -> tuple[Line, ...]:
    every = survey.said.get((publisher, theme), ())
    return tuple(line for line in every if line.wishes) if _wishes_only(wish) else every


def _switches(wish: Wish) -> str:
    measure = _switch(wish, "toon", texts.MAP_MEASURE, texts.MEASURES, wish.toon or "aantal")
    which = _switch(wish, "wat", texts.MAP_COUNTED, texts.COUNTED, wish.wat or "alles")
    return f'<div class="schakelaars">{measure}{which}</div>'


def _switch(wish: Wish, name: str, label: str, options: Mapping[str, str], value: str) -> str:
    links = "".join(
        f'<li><a href="{address(wish, **{"weergave": THEMES, name: key})}"{current(key == value, "true")}>'
        f"{escape(words)}</a></li>"
        for key, words in options.items()
    )
    return (
        f'<nav class="schakelaar" aria-label="{label}"><span aria-hidden="true">{label}:</span><ul>{links}</ul></nav>'
    )


def _table(wish: Wish, survey: Survey, names: Sequence[str]) -> str:
    counts = {(p, t.name): len(lines_of(wish, survey, p, t.name)) for p in names for t in survey.themes}
    wholes = survey.wishes if _wishes_only(wish) else survey.sentences
    values = {key: _value(wish, count, wholes.get(key[0], 0)) for key, count in counts.items()}
    top = max(values.values(), default=0) or 1
    totals = {t.name: sum(counts[p, t.name] for p in names) for t in survey.themes}
    themes = sorted(totals, key=lambda name: -totals[name])
    head = "".join(
        f'<th scope="col">{escape(name)} {tagged("span", "badge", escape(survey.notices.get(name, "")))}</th>'
        for name in names
    )
    rows = []
    for theme in themes:
        cells = "".join(
            _cell(wish, p, theme, counts[p, theme], wholes.get(p, 0), values[p, theme] / top) for p in names
        )
        rows.append(
            f'<tr><th scope="row">{escape(theme)}</th>{cells}<td class="som">{texts.number(totals[theme])}</td></tr>'
        )
    every = "".join(f"<td>{texts.number(wholes.get(p, 0))}</td>" for p in names)
    label = texts.MAP_ALL_WISHES if _wishes_only(wish) else texts.MAP_ALL
    whole = texts.number(sum(wholes.get(p, 0) for p in names))
    foot = f'<tr><th scope="row">{label}</th>{every}<td class="som">{whole}</td></tr>'
    caption = escape(texts.map_caption(wish.toon or "aantal", wish.wat or "alles"))
    return (
        f'<div class="schuif" role="region" tabindex="0" aria-label="{escape(texts.MAP_REGION)}">'
        f'<table class="kaart"><caption><span>{caption}</span></caption>'
        f'<thead><tr><th scope="col">{texts.MAP_THEME}</th>{head}<th scope="col">{texts.MAP_TOTAL}</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody><tfoot>{foot}</tfoot></table></div>"
    )


def _value(wish: Wish, count: int, whole: int) -> float:
    if wish.toon != "aandeel":
        return float(count)
    return count / whole if whole >= _SHARED else 0.0


def _words(wish: Wish, count: int, whole: int) -> str:
    if wish.toon != "aandeel":
        return texts.number(count)
    return texts.percent(count, whole) if whole >= _SHARED else texts.of_few(count, whole)


def _cell(wish: Wish, publisher: str, theme: str, count: int, whole: int, part: float) -> str:
    """A number, a link to what is behind it, and a shade that says no more than the number."""
    words = _words(wish, count, whole)
    if not count:
        return f'<td class="niets">{words}</td>'
    shade = min(_SHADES, 1 + int(part**0.5 * _SHADES))
    here = current(wish.uitgever == publisher and wish.thema == theme, "true")
    link = address(wish, weergave=THEMES, uitgever=publisher, thema=theme)
    about = escape(texts.cell_said(publisher, theme, count, _wishes_only(wish)))
    hidden = f'<span class="sr">: {about}</span>'
    return f'<td class="tint-{shade}"><a href="{link}"{here}>{words}{hidden}</a></td>'


def cell_lines(wish: Wish, lines: Sequence[Line], reader: ThemeReader, documents: Documents) -> str:
    """The sentences behind a cell, the words of the theme marked."""
    last = max(1, -(-len(lines) // EACH))
    first = (min(wish.page, last) - 1) * EACH
    items = "".join(_line(line, reader, documents[line.document]) for line in lines[first : first + EACH])
    about = escape(texts.cell_said(wish.uitgever, wish.thema, len(lines), _wishes_only(wish)))
    close = f'<a href="{address(wish, uitgever="", thema="")}">{texts.MAP_CLOSE}</a>'
    return (
        f'<section class="cel"><h2 class="uitslag" tabindex="-1">{about}</h2><p>{close}</p>'
        f'<ul class="plaatsen">{items}</ul>{pages(wish, last)}</section>'
    )


def _line(line: Line, reader: ThemeReader, document: Document) -> str:
    text = document.text[line.start : line.end]
    places = [(line.start + start, line.start + end) for start, end in reader.places(text)]
    badge = f' <span class="soort">{texts.WISH_BADGE}</span>' if line.wishes else ""
    block = next((b for b in document.blocks if b.start <= line.start < b.end), None)
    notice = notice_of(document)
    return (
        f"<li>{path(block.heading) if block else ''}<blockquote>{marked(text, line.start, places)}{badge}</blockquote>"
        f"{notice}{actions(document, line.start, line.end)}</li>"
    )


def as_csv(survey: Survey) -> str:
    """A row for every theme and publisher, for a spreadsheet in Dutch: semicolons, and a mark that says UTF-8."""
    file = io.StringIO()
    rows = csv.writer(file, delimiter=";", lineterminator="\r\n")
    rows.writerow(texts.MAP_COLUMNS)
    for theme in survey.themes:
        for name in sorted(survey.sentences, key=str.casefold):
            every = survey.said.get((name, theme.name), ())
            wishes, whole = sum(line.wishes for line in every), survey.sentences[name]
            proposed = survey.wishes.get(name, 0)
            counts = [len(every), whole, texts.percent(len(every), whole), wishes, proposed]
            share, remark = texts.percent(wishes, proposed), _plain(_remark(survey, name))
            rows.writerow([_plain(theme.name), _plain(name), *counts, share, remark])
    return "\ufeff" + file.getvalue()


def _remark(survey: Survey, publisher: str) -> str:
    """In every row: it stays where rows are sorted or copied, and no line of its own breaks the table."""
    notice = survey.notices.get(publisher, "")
    part = [texts.map_sampled(survey.read, survey.documents)] if survey.sampled else []
    return " ".join([texts.MAP_MADE, *([f"{capital(notice)}."] if notice else []), *part])


def _plain(text: str) -> str:
    """A name that a spreadsheet takes for a formula is text."""
    return f"'{text}" if text.startswith(_FORMULA) else text
