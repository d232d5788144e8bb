"""The tab "Vergelijken": a theme and the organisations, and what each of them says of it, in columns. Pure but for its
address.

It does not know how a saying is found (qa does) or how a column looks (web/compare.css). A wide screen shows a table, a
narrow one a block for each organisation; the style sheet hides the other one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import islice
from typing import Annotated
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse

from index import Index
from ingest import Document
from qa import (
    LONGEST_THEME,
    MOST_COLUMNS,
    Answer,
    Claim,
    Column,
    Comparison,
    Saying,
    Sort,
    Stance,
    compare,
    shown_marks,
)
from ui import shell, texts
from ui.desk import Current, Desk, House
from ui.html import bold, copy_button, keep_place, notice_of, path, quoted, read_link, tagged
from ui.render import Documents, Source, capital, cited_sources, cited_title, reference, shown_date, without_bold

_LISTED = 40  # organisations that can be chosen from
_SUGGESTED = 150  # headings that the field for the theme suggests
_LOOKED_AT = 100  # documents whose headings are looked at for that
_HEADING = 50  # characters of such a heading
_PATH = 2  # headings that are shown above a saying

Sources = Mapping[tuple[str, int, int], Source]  # by document, start and end


def add_comparing(app: FastAPI, current: Current, house: House) -> None:
    """GET /deel/vergelijken: the form, and the comparison where a theme is given."""
    del house
    suggested: WeakKeyDictionary[Index, tuple[str, ...]] = WeakKeyDictionary()  # reading headings takes long

    @app.get("/deel/vergelijken")
    def comparing(thema: str = "", wie: Annotated[list[str] | None, Query()] = None, keuze: str = "") -> HTMLResponse:
        desk = current()
        index = desk.index
        every = organisations(index)
        chosen = [name for name in wie or () if name in every]
        if not chosen and not keuze:  # a link to a theme alone asks for everybody, a form without a tick does not
            chosen = list(every[:MOST_COLUMNS])
        found = _compared(desk, thema, chosen) if thema.strip() and chosen else None
        theme = thema.strip()[:LONGEST_THEME]
        if index not in suggested:
            suggested[index] = suggestions(index.documents)
        form = _form(theme, every, chosen, suggested[index])
        nobody = "" if chosen else _told(texts.COMPARE_NOBODY)
        return shell.part(form + (result(found, index.documents, len(chosen)) if found else nobody))


def _compared(desk: Desk, theme: str, publishers: Sequence[str]) -> Comparison:
    return desk.comparing(theme, publishers) if desk.comparing else compare(desk.index, theme, publishers)


def organisations(index: Index) -> tuple[str, ...]:
    """Who published the documents, in the order of the alphabet."""
    return tuple(sorted({entry.publisher for entry in index.catalogue if entry.publisher}, key=str.casefold))


def suggestions(documents: Documents) -> tuple[str, ...]:
    """Short headings of the documents, those that many of them have first."""
    found: Counter[str] = Counter()
    for document in islice(documents.values(), _LOOKED_AT):
        ends = (section.heading[-1].strip() for section in document.sections if section.heading)
        found.update({end for end in ends if 2 < len(end) <= _HEADING})
    most = sorted(found, key=lambda end: (-found[end], len(end), end))[:_SUGGESTED]
    return tuple(sorted(most, key=str.casefold))


def result(found: Comparison, documents: Documents, asked: int) -> str:
    """The table, or the sentence that says why there is none."""
    found = replace(found, columns=tuple(sorted(found.columns, key=_silent_last)))
    if found.obstacle:
        said = texts.compare_obstacle(found.obstacle.value, LONGEST_THEME, found.unknown)
        return _told(said)
    sources = _sources(found, documents)
    surely = sum(any(saying.sure for saying in column.sayings) for column in found.columns)
    perhaps = sum(bool(column.sayings) for column in found.columns) - surely
    summary = texts.compare_summary(found.theme, surely, perhaps, len(found.columns))
    notes = [texts.compare_unknown(found.unknown)] if found.unknown else []
    notes += [texts.compare_most(MOST_COLUMNS)] if asked > len(found.columns) else []
    lines = "".join(f"<p>{escape(line)}</p>" for line in (*notes, *agreements(found)))
    copied = copy_button(plain_table(found, documents, sources), texts.COPY_TABLE)
    link = f'<a href="#vergelijken?{_query(found)}">{texts.LINK_TO_COMPARISON}</a>'
    return (
        f'<section class="vergelijking"><h2>{escape(texts.compare_heading(found.theme))}</h2>'
        f'<p class="uitslag" tabindex="-1">{escape(summary)}</p>{tagged("div", "samen", lines)}'
        f'<div class="actions">{copied}{link}</div>{_table(found, documents, sources)}'
        f"{_blocks(found, documents, sources)}"
        f'<p class="composed">{escape(texts.COMPARE_COMPOSED)}</p></section>'
    )


def _told(said: str) -> str:
    return f'<section class="vergelijking"><p class="uitslag leeg" tabindex="-1">{escape(said)}</p></section>'


def _silent_last(column: Column) -> int:
    """Who surely says something comes first, who says nothing last."""
    return 2 if not column.sayings else int(not any(saying.sure for saying in column.sayings))


def agreements(found: Comparison) -> list[str]:
    """Where organisations plainly take a side, and where they use the same words; nothing else is concluded."""
    sides = {side: [c.speaker for c in found.columns if c.side is side] for side in Stance}
    told = [texts.compare_side(side.value, names, found.theme) for side, names in sides.items() if names]
    told = told if sum(map(len, sides.values())) > 1 else []
    speakers = {column.publisher: column.speaker for column in found.columns}
    shared = {
        frozenset((column.publisher, other))
        for column in found.columns
        for saying in column.sayings
        for other in saying.also
        if other in speakers
    }
    pairs = sorted(sorted(speakers[name] for name in pair) for pair in shared)
    return [*told, *(texts.compare_same_words(pair) for pair in pairs)]


def plain_table(found: Comparison, documents: Documents, sources: Sources) -> str:
    """The comparison as plain text: who says what, each with its number, and the references below."""
    lines = [texts.compare_heading(found.theme), ""]
    for column in found.columns:
        lines += [column.publisher, *(f"  {_documented(documents[i])}" for i in column.documents)]
        lines += [f"- {_silence(column)}"] if not column.sayings else []
        for saying in column.sayings:
            doubt = "" if saying.sure else f" ({texts.LESS_SURE})"
            said = " ".join(f"{without_bold(c.sentence)} {_numbers(c, sources)}" for c in saying.claims)
            lines.append(f"- {texts.COMPARE_LABELS[saying.sort.value]}: {said}{doubt}")
        lines.append("")
    every = {source.number: source for source in sources.values()}
    lines += [f"{texts.SOURCES}:"] if every else []
    lines += [f"[{number}] {reference(source)}" for number, source in sorted(every.items())]
    return "\n".join([*lines, "", texts.COMPARE_COMPOSED])


def _form(theme: str, every: Sequence[str], chosen: Sequence[str], suggested: Sequence[str]) -> str:
    options = "".join(f'<option value="{escape(heading)}"></option>' for heading in suggested)
    shown = [*chosen, *(name for name in every[:_LISTED] if name not in chosen)]
    boxes = "".join(_box(name, name in chosen) for name in sorted(shown, key=str.casefold))
    more = tagged("p", "hint", escape(texts.compare_most(MOST_COLUMNS)) if len(every) > MOST_COLUMNS else "")
    return (
        f'<h2>{texts.COMPARE_TITLE}</h2><p class="intro">{escape(texts.COMPARE_INTRO)}</p>'
        f'<form class="deel vergelijk" name="vergelijken"><input type="hidden" name="keuze" value="1">'
        f'<label class="veld"><span>{texts.THEME}</span>'
        f'<input name="thema" list="themas" value="{escape(theme)}" maxlength="{LONGEST_THEME}" autocomplete="off" '
        f'required></label><datalist id="themas">{options}</datalist>'
        f'<fieldset class="keuzes"><legend>{texts.ORGANISATIONS}</legend>{more}<div>{boxes}</div></fieldset>'
        f'<button class="knop eerste">{texts.COMPARE}</button></form>'
    )


def _box(name: str, chosen: bool) -> str:
    checked = " checked" if chosen else ""
    return f'<label><input type="checkbox" name="wie" value="{escape(name)}"{checked}> {escape(name)}</label>'


def _query(found: Comparison) -> str:
    """The address of this comparison, to be kept or passed on."""
    return escape(urlencode([("thema", found.theme), *(("wie", column.publisher) for column in found.columns)]))


def _table(found: Comparison, documents: Documents, sources: Sources) -> str:
    heads = "".join(_headed(column, found.theme, documents) for column in found.columns)
    rows = "".join(_rows(sort, found, sources) for sort in _sorts(found))
    caption = f'<caption class="sr">{escape(texts.compare_heading(found.theme))}</caption>'
    return (
        f'<div class="tabel" role="region" tabindex="0" aria-label="{texts.COMPARE_TABLE}"><table>{caption}'
        f"<thead><tr>{heads}</tr></thead>{rows}</table></div>"
    )


def _headed(column: Column, theme: str, documents: Documents) -> str:
    silent = "" if column.sayings else f'<span class="niets">{escape(_silence(column))}</span>'
    inside = f"{_head(column, documents)}{silent}{_more(column, theme)}"
    return f'<th scope="col"{" class=stil" * (not column.sayings)}>{inside}</th>'


def _sorts(found: Comparison) -> list[Sort]:
    """The rows: what nobody says has none."""
    said = {saying.sort for column in found.columns for saying in column.sayings}
    return [sort for sort in Sort if sort in said]


def _rows(sort: Sort, found: Comparison, sources: Sources) -> str:
    name = f'<th scope="rowgroup" colspan="{len(found.columns)}">{texts.COMPARE_ROWS[sort.value]}</th>'
    cells = "".join(f"<td>{_cell(column, sort, sources)}</td>" for column in found.columns)
    return f"<tbody><tr>{name}</tr><tr>{cells}</tr></tbody>"


def _cell(column: Column, sort: Sort, sources: Sources) -> str:
    own = "".join(_saying(saying, sources) for saying in column.sayings if saying.sort is sort)
    return own or f'<span class="niets">{texts.COMPARE_NONE[sort.value]}</span>'


def _blocks(found: Comparison, documents: Documents, sources: Sources) -> str:
    """The same, one organisation below the other."""
    every = "".join(_block(column, found.theme, documents, sources) for column in found.columns)
    return f'<div class="blokken">{every}</div>'


def _block(column: Column, theme: str, documents: Documents, sources: Sources) -> str:
    parts = [] if column.sayings else [f'<p class="niets">{escape(_silence(column))}</p>']
    for sort in Sort:
        if own := [saying for saying in column.sayings if saying.sort is sort]:
            parts.append(f"<h4>{texts.COMPARE_ROWS[sort.value]}</h4>" + "".join(_saying(s, sources) for s in own))
    return f"<section><h3>{_head(column, documents)}</h3>{''.join(parts)}{_more(column, theme)}</section>"


def _more(column: Column, theme: str) -> str:
    """The way to everything else that a publisher says with these words: a cell holds only the best."""
    asked = escape(urlencode({"weergave": "zoeken", "zoek": theme, "uitgever": column.publisher}))
    whose = f'<span class="sr">: {escape(column.publisher)}</span>'
    return f'<a class="meer" href="#bladeren?{asked}">{texts.COMPARE_MORE}{whose}</a>' if column.named else ""


def _head(column: Column, documents: Documents) -> str:
    shown = (documents[i] for i in column.documents)
    return f'<span class="spreker">{escape(column.publisher)}</span>{"".join(map(_document, shown))}'


def _document(document: Document) -> str:
    return f'<span class="titel">{escape(_documented(document))}</span>{notice_of(document)}'


def _documented(document: Document) -> str:
    """What kind of document it is and of when: "memorandum, 2024"."""
    kind = "" if document.kind.value == document.notice else document.kind.value
    return ", ".join(part for part in (shown_marks(cited_title(document)), kind, shown_date(document.date)) if part)


def _saying(saying: Saying, sources: Sources) -> str:
    """The words with where they stand; what is doubtful says so."""
    cited = [sources[c.document_id, c.start, c.end] for claim in saying.claims for c in claim.citations]
    who = f"{capital(saying.claims[0].group)}:" if saying.claims[0].group else ""
    words = " ".join(bold(claim.sentence) for claim in saying.claims)
    doubt = "" if saying.sure else f' <span class="badge">{texts.LESS_SURE}</span>'
    return (
        f'<div class="uitspraak">{tagged("p", "voorop", escape(who))}<p class="zin">{words}{doubt}</p>'
        f'{path(saying.heading[-_PATH:])}<div class="actions">{"".join(map(_place, cited))}</div></div>'
    )


def _place(source: Source) -> str:
    """The link that opens the source at the quote, and the button that keeps the quote."""
    page = f", {texts.page_number(source.page)}" if source.page is not None else ""
    label = f'<span class="sr">: {quoted(source.document.publisher)}</span>'
    words = f"{texts.READ_SOURCE} [{source.number}]{page}{label}"
    return read_link(source.document.id, source.start, source.end, words) + keep_place(source)


def _silence(column: Column) -> str:
    return texts.NO_POSITION if column.named else texts.NOT_NAMED


def _sources(found: Comparison, documents: Documents) -> Sources:
    """Every place that is quoted, numbered through the whole table."""
    claims = tuple(claim for column in found.columns for saying in column.sayings for claim in saying.claims)
    if not claims:
        return {}
    answer = Answer(found.theme, claims, None, "", (), "")
    return {(s.document.id, s.start, s.end): s for s in cited_sources(answer, documents)}


def _numbers(claim: Claim, sources: Sources) -> str:
    return "".join(f"[{sources[c.document_id, c.start, c.end].number}]" for c in claim.citations)
