"""The tab of a beheerder as HTML: what was read, what was added, how a run goes. Pure; every word of a file escaped.

It does not know the server, nor where files are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from ingest import Kind
from ui import texts
from ui.entries import LONGEST
from ui.holdings import ORDERS, Row, ordered
from ui.html import inline, tagged
from ui.indexing import Reading
from ui.reindexing import Run, Stage
from ui.render import shown_date

PER_PAGE = 50
_LISTED = 200  # files that could not be read, named one by one


@dataclass(frozen=True, slots=True)
class Upload:
    """A document that was added, and what is known of it."""

    name: str
    title: str
    publisher: str
    date: str
    kind: str
    by_ai: bool
    state: str  # a sentence: whether the index knows it as it is now


@dataclass(frozen=True, slots=True)
class State:
    """How it stands with the index."""

    run: Run | None
    taking_up: bool  # a run has ended, and the server is opening what it made
    reading: Reading
    waiting: int  # documents that the index does not know as they are now
    refused: bool = False  # a run has ended, and the server could not open what it made


def whole(state: State, uploads: Sequence[Upload], rows: Sequence[Row], order: str, page: int, most: int) -> str:
    return (
        f"<h2>{texts.TAB_MANAGE}</h2>{indexing(state)}{_adding(most)}"
        f'<div id="toegevoegd">{added(uploads)}</div>{_unread(state.reading)}{_table(rows, order, page)}'
    )


def indexing(state: State) -> str:
    """How the index is, what may be done with it, and how a run goes; `data-bezig`: ask again in a moment."""
    running = state.taking_up or (state.run is not None and state.run.stage is Stage.RUNNING)
    busy = " data-bezig" if running else ""
    heading = f'<h3 id="indexeren-kop" tabindex="-1">{texts.INDEX_HEADING}</h3>'
    return (
        f'<section id="indexeren" aria-labelledby="indexeren-kop"{busy}>{heading}'
        f"{_standing(state)}{_progress(state) if running else _outcome(state)}{_buttons(state, running)}</section>"
    )


def added(uploads: Sequence[Upload]) -> str:
    heading = f'<h3 id="toegevoegd-kop" tabindex="-1">{texts.uploads_heading(len(uploads))}</h3>'
    if not uploads:
        return f"{heading}<p>{texts.UPLOADS_NONE}</p>"
    return f'{heading}<ul class="stukken">{"".join(f"<li>{item(one)}</li>" for one in uploads)}</ul>'


def item(one: Upload, said: str = "", *, opened: bool = False) -> str:
    """One document that was added: what is known of it as a form, and a way to remove it."""
    name = escape(one.name)
    return (
        f'<details class="stuk"{" open" if opened else ""}><summary><span class="naam">{name}</span> '
        f'<span class="stand">{escape(one.state)}</span></summary>{_form(one, said)}{_removal(one)}</details>'
    )


def accepted(name: str, replaced: bool, remarks: Sequence[str]) -> str:
    words = texts.upload_replaced(name) if replaced else texts.upload_added(name)
    return f'<li class="goed">{escape(" ".join((words, *remarks)))}</li>'


def removed(name: str) -> str:
    return f'<li class="goed">{escape(texts.removed(name))}</li>'


def refused(sentence: str) -> str:
    return f'<li class="fout">{escape(sentence)}</li>'


def _standing(state: State) -> str:
    made = texts.index_made(state.reading.made) if state.reading.made else ""
    waiting = texts.uploads_waiting(state.waiting) if state.waiting else ""
    return "".join(tagged("p", "", escape(line)).replace(' class=""', "") for line in (made, waiting))


def _progress(state: State) -> str:
    """`data-stap`: what changed is said aloud, not every number."""
    run = state.run
    if run is None or state.taking_up:
        return f'<p class="bezig" data-stap="{texts.TAKING_UP}">{texts.TAKING_UP}</p>'
    step = texts.STEPS.get(run.step, texts.STEP_STARTING)
    numbers = texts.of_total(run.done, run.total) if run.total > 1 else ""
    value = f' value="{run.done}" max="{run.total}"' if run.total > 1 else ""
    return (
        f'<div class="voortgang"><label for="voortgang">{texts.step_of(step)}</label>'
        f'<progress id="voortgang"{value}></progress><span>{numbers}</span></div>'
        f'<p class="off" data-stap="{step}"></p><p class="hint">{texts.REINDEX_MEANWHILE}</p>'
    )


def _outcome(state: State) -> str:
    run = state.run
    if run is None:
        return ""
    if run.stage is Stage.FAILED:
        return f'<p class="fout" data-stap="">{escape(texts.reindex_failed(run.trouble))}</p>'
    if run.stage is Stage.STOPPED:
        return f'<p class="bericht" data-stap="">{escape(texts.REINDEX_STOPPED)}</p>'
    if state.refused:
        return f'<p class="fout" data-stap="">{escape(texts.REINDEX_REFUSED)}</p>'
    counts = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{texts.number(count)}</dd></div>"
        for name, count in state.reading.counts
        if count
    )
    done = texts.reindex_done(run.seconds, len(state.reading.unread))
    return f'<p class="bericht" data-stap="">{escape(done)}</p><dl class="telling">{counts}</dl>'


def _buttons(state: State, running: bool) -> str:
    if not running:
        return f'<button type="button" class="knop eerste" data-stuur="beheer/indexeren">{texts.REINDEX}</button>'
    if state.taking_up:
        return ""
    return f'<button type="button" class="knop" data-stuur="beheer/stoppen">{texts.REINDEX_STOP}</button>'


def _adding(most: int) -> str:
    hint = escape(texts.upload_hint(most))
    words = (
        ("sturen", texts.UPLOAD_SENDING),
        ("lezen", texts.UPLOAD_READING),
        ("mislukt", texts.UPLOAD_FAILED),
        ("te-groot", texts.UPLOAD_TOO_LARGE),
        ("grootste", str(most)),
    )
    data = " ".join(f'data-{name}="{escape(said)}"' for name, said in words)
    return (
        f'<section aria-labelledby="toevoegen-kop"><h3 id="toevoegen-kop">{texts.UPLOAD_HEADING}</h3>'
        f'<p id="toevoegen-uitleg" class="hint">{hint}</p>'
        f'<div class="kiezen">'
        f'<input type="file" id="bestanden" class="sr" multiple aria-describedby="toevoegen-uitleg" {data}>'
        f'<label for="bestanden" class="knop">{texts.UPLOAD_CHOOSE}</label>'
        f'<label class="vink"><input type="checkbox" id="vervangen"> {texts.UPLOAD_REPLACE}</label></div>'
        f'<div class="voortgang" id="versturen" hidden><label for="verstuurd"></label>'
        f'<progress id="verstuurd" max="100"></progress></div><ul id="ontvangen" class="meldingen"></ul></section>'
    )


def _form(one: Upload, said: str) -> str:
    name = escape(one.name)
    kinds = "".join(_option(kind, kind, chosen=kind == one.kind) for kind in Kind)
    checked = " checked" if one.by_ai else ""
    return (
        f'<form class="gegevens" aria-label="{texts.ENTRY_LABEL} {name}">'
        f'<input type="hidden" name="naam" value="{name}">'
        f"{_field('title', texts.FIELD_TITLE, one.title)}{_field('publisher', texts.FIELD_PUBLISHER, one.publisher)}"
        f"{_field('date', texts.FIELD_DATE, one.date)}"
        f'<label class="veld">{texts.FIELD_KIND}<select name="kind">{kinds}</select></label>'
        f'<label class="vink"><input type="checkbox" name="ai" value="ja"{checked}> {texts.FIELD_AI}</label>'
        f'<p class="bericht" role="status">{escape(said)}</p>'
        f'<button type="submit" class="knop">{texts.ENTRY_SAVE}</button></form>'
    )


def _field(field: str, label: str, value: str) -> str:
    typed = f'<input name="{field}" value="{escape(value)}" maxlength="{LONGEST}" autocomplete="off">'
    return f'<label class="veld">{label}{typed}</label>'


def _option(value: str, label: str, *, chosen: bool) -> str:
    return f'<option value="{escape(value)}"{" selected" if chosen else ""}>{escape(label)}</option>'


def _removal(one: Upload) -> str:
    name = escape(one.name)
    return (
        f'<details class="verwijderen"><summary class="knop">{texts.REMOVE_FILE}<span class="sr"> {name}</span>'
        "</summary>"
        f"<p>{escape(texts.remove_sure(one.name))}</p>"
        f'<button type="button" class="knop" data-verwijder="{name}">{texts.REMOVE_YES}</button></details>'
    )


def _unread(reading: Reading) -> str:
    if not reading.unread:
        return '<div id="ongelezen"></div>'
    lines = "".join(f"<li>{inline(why)}</li>" for _name, why in reading.unread[:_LISTED])
    more = len(reading.unread) - _LISTED
    rest = f"<p>{texts.more_unread(more)}</p>" if more > 0 else ""
    return (
        f'<section id="ongelezen" aria-labelledby="ongelezen-kop">'
        f'<h3 id="ongelezen-kop">{texts.unread_heading(len(reading.unread))}</h3>'
        f'<ul class="ongelezen">{lines}</ul>{rest}</section>'
    )


def _table(rows: Sequence[Row], order: str, page: int) -> str:
    pages = max(1, -(-len(rows) // PER_PAGE))
    page = min(max(page, 1), pages)
    shown = ordered(rows, order)[(page - 1) * PER_PAGE : page * PER_PAGE]
    heads = "".join(f'<th scope="col">{head}</th>' for head in texts.HOLDINGS_COLUMNS)
    body = "".join(map(_tr, shown))
    told = escape(texts.holdings_shown(len(rows), page, pages, sum(1 for row in rows if row.remarkable)))
    return (
        f'<section id="gelezen" aria-labelledby="gelezen-kop"><h3 id="gelezen-kop">{texts.HOLDINGS_HEADING}</h3>'
        f'<p class="uitslag">{told}</p>{_orders(order)}'
        f'<div class="tabel" role="region" aria-label="{texts.HOLDINGS_TABLE}" tabindex="0">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
        f"{_pages(order, page, pages)}</section>"
    )


def _orders(order: str) -> str:
    options = "".join(_option(name, texts.HOLDINGS_ORDERS[name], chosen=name == order) for name in ORDERS)
    return (
        f'<form class="deel volgorde" name="beheer"><label class="veld">{texts.ORDER}<select name="volgorde">{options}'
        f'</select></label><button type="submit" class="knop">{texts.ORDER_GO}</button></form>'
    )


def _pages(order: str, page: int, pages: int) -> str:
    links = [(page - 1, texts.PREVIOUS_PAGE), (page + 1, texts.NEXT_PAGE)]
    shown = "".join(
        f'<a class="knop" href="#beheer?{escape(urlencode({"volgorde": order, "blad": to}))}">{label}</a>'
        for to, label in links
        if 1 <= to <= pages
    )
    nav = f'<nav aria-label="{texts.PAGES_LABEL}">{shown}</nav>' if shown else ""
    return f'<div class="bladen">{nav}</div>'


def _tr(row: Row) -> str:
    cells = (
        inline(row.title),
        inline(row.publisher or "–"),
        escape(row.kind),
        escape(shown_date(row.date, "–")),
        texts.number(row.pages) if row.pages else "–",
        texts.number(row.passages),
        _attention(row),
    )
    source = f'<a href="bron/{row.id}">{inline(row.source)}</a>'
    return f'<tr><th scope="row">{source}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _attention(row: Row) -> str:
    lines = [texts.lacking(row.lacking)] if row.lacking else []
    lines += [*row.remarks, *([texts.twins(row.twins)] if row.twins else [])]
    return "".join(f"<p>{inline(line)}</p>" for line in lines) or texts.NOTHING
