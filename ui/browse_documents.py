"""The view of the documents, and of one document with its sections and its proposals: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from index import Entry
from ingest import Document, Section
from qa import Standpoint, shown_marks
from ui import texts
from ui.browse_parts import (
    DOCUMENTS,
    SEARCH,
    TAB,
    Wish,
    actions,
    address,
    facts,
    hidden,
    kinds,
    pages,
    picked,
    publishers,
    result,
)
from ui.html import path, quoted, read_link, tagged
from ui.listed import whose, years

EACH = 20  # documents on a page
STANDPOINTS = 40  # proposals on a page


@dataclass(slots=True)
class _Branch:
    """A heading with what stands below it."""

    name: str
    section: Section | None = None
    below: dict[str, "_Branch"] = field(default_factory=dict)


def ordered(entries: Sequence[Entry], order: str) -> list[Entry]:
    """By publisher and title, by title, or by year; what has no date comes last."""
    every = sorted(entries, key=lambda entry: (whose(entry).casefold(), entry.title.casefold()))
    if order == "titel":
        return sorted(every, key=lambda entry: entry.title.casefold())
    if order in ("nieuwste", "oudste"):
        dated = [entry for entry in every if years(entry.date)]
        dated.sort(key=lambda entry: _sortable(entry.date), reverse=order == "nieuwste")
        return [*dated, *(entry for entry in every if not years(entry.date))]
    return every


def _sortable(date: str) -> tuple[int, str]:
    period = years(date)
    return (period[1] if period else 0), date


def document_list(
    wish: Wish, entries: Sequence[Entry], found: Sequence[Entry], shown: Sequence[tuple[Document, int]]
) -> str:
    """`shown`: the documents of this page, each with the number of its proposals."""
    if not found:
        body = result(escape(texts.NO_DOCUMENTS_CHOSEN))
    else:
        items = "".join(_item(document, count) for document, count in shown)
        last = -(-len(found) // EACH)
        body = f'{result(escape(texts.documents_chosen(len(found))))}<ul class="werken">{items}</ul>{pages(wish, last)}'
    return _filters(wish, entries) + body


def _filters(wish: Wish, entries: Sequence[Entry]) -> str:
    known = [period for entry in entries if (period := years(entry.date))]
    fields = [
        picked("uitgever", texts.PUBLISHER, publishers(entries), wish.uitgever),
        picked("soort", texts.KIND, kinds(entries), wish.soort),
    ]
    if known:
        span = range(min(first for first, _ in known), max(last for _, last in known) + 1)
        every = {"": texts.ANY_YEAR} | {str(year): str(year) for year in span}
        fields += [picked("van", texts.SINCE, every, wish.van), picked("tot", texts.UNTIL, every, wish.tot)]
    fields.append(picked("volgorde", texts.SORT, texts.ORDERS, wish.volgorde or "uitgever"))
    clear = Wish(weergave=DOCUMENTS)
    link = (
        f'<a class="knop" href="{address(clear)}">{texts.CLEAR_CHOICE}</a>' if wish != clear and _narrowed(wish) else ""
    )
    buttons = f'<p class="knoppen"><button class="knop eerste">{texts.SHOW_CHOICE}</button>{link}</p>'
    return f'<form class="deel kiezer" name="{TAB}">{hidden(weergave=DOCUMENTS)}{"".join(fields)}{buttons}</form>'


def _narrowed(wish: Wish) -> bool:
    return any((wish.uitgever, wish.soort, wish.van, wish.tot, wish.volgorde))


def _item(document: Document, standpoints: int) -> str:
    link = address(Wish(weergave=DOCUMENTS, document=document.id))
    counts = texts.document_counts(_sections(document), standpoints, _pages(document))
    return (
        f'<li><h2><a href="{link}">{escape(shown_marks(document.title))}</a></h2>'
        f"{tagged('p', 'publisher', escape(shown_marks(document.publisher)))}{facts(document)}"
        f'<p class="tellingen">{escape(counts)}</p></li>'
    )


def _sections(document: Document) -> int:
    return len({section.heading for section in document.sections if section.heading})


def _pages(document: Document) -> int:
    return max((section.page or 0 for section in document.sections), default=0)


def one_document(wish: Wish, document: Document, said: Sequence[Standpoint]) -> str:
    """What it is, its sections as a nested list, and its proposals."""
    back = f'<p><a href="{address(Wish(weergave=DOCUMENTS))}">← {texts.ALL_DOCUMENTS}</a></p>'
    counts = texts.document_counts(_sections(document), len(said), _pages(document))
    whole = f'<a class="knop eerste lees" href="bron/{escape(document.id)}">{texts.READ_WHOLE}</a>'
    seek = address(Wish(weergave=SEARCH, document=document.id))
    head = (
        f"{back}<header><h2>{escape(shown_marks(document.title))}</h2>"
        f"{tagged('p', 'publisher', escape(shown_marks(document.publisher)))}{facts(document)}{result(escape(counts))}"
        f'<p class="knoppen">{whole}<a class="knop" href="{seek}">{texts.SEARCH_IN_DOCUMENT}</a></p></header>'
    )
    return f'<article class="werk">{head}{_contents(document)}{_standpoints(wish, document, said)}</article>'


def _contents(document: Document) -> str:
    root = _Branch("")
    for section in document.sections:
        branch = root
        for part in section.heading:
            branch = branch.below.setdefault(part, _Branch(part))
        branch.section = branch.section or section
    items = _branches(document, root.below, opened=len(root.below) == 1)
    body = f"<ul>{items}</ul>"
    return f'<section class="onderdelen"><h3>{texts.SECTIONS}</h3>{body}</section>' if items else ""


def _branches(document: Document, below: Mapping[str, _Branch], *, opened: bool = False) -> str:
    return "".join(f"<li>{_branch(document, branch, opened=opened)}</li>" for branch in below.values())


def _branch(document: Document, branch: _Branch, *, opened: bool) -> str:
    """`opened`: unfolded, for what stands alone."""
    name = escape(shown_marks(branch.name))
    if not branch.below:
        return _section_link(document, branch, name)
    own = f"<li>{_section_link(document, branch, texts.SECTION_START)}</li>" if branch.section else ""
    state = " open" if opened else ""
    below = _branches(document, branch.below)
    return f"<details{state}><summary>{name}</summary><ul>{own}{below}</ul></details>"


def _section_link(document: Document, branch: _Branch, label: str) -> str:
    if branch.section is None:
        return label
    start, end = branch.section.start, branch.section.end
    return read_link(document.id, start, end, label)


def _standpoints(wish: Wish, document: Document, said: Sequence[Standpoint]) -> str:
    heading = f"<h3>{texts.STANDPOINTS}</h3>"
    if not said:
        return f'<section class="standpunten">{heading}<p>{texts.NO_STANDPOINTS}</p></section>'
    last = -(-len(said) // STANDPOINTS)
    first = (min(wish.page, last) - 1) * STANDPOINTS
    parts: list[str] = []
    above: tuple[str, ...] | None = None
    for one in said[first : first + STANDPOINTS]:
        if one.sentence.block.heading != above:
            above = one.sentence.block.heading
            parts += ["</ul>" if parts else "", path(above), "<ul>"]
        parts.append(_standpoint(document, one))
    body = "".join(parts) + "</ul>"
    how = f'<p class="hint">{escape(texts.STANDPOINTS_HOW)}</p>'
    return f'<section class="standpunten">{heading}{how}{body}{pages(wish, last)}</section>'


def _standpoint(document: Document, one: Standpoint) -> str:
    start, end = one.sentence.start, one.sentence.end
    badge = f'<span class="soort">{escape(one.mood.value)}</span>'
    words = quoted(one.sentence.text)
    return f"<li><p>{words} {badge}</p>{actions(document, start, end)}</li>"
