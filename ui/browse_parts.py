"""What the views under "Bladeren" share: what was asked for, addresses, pages, one place of a document. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from html import escape
from urllib.parse import urlencode

from index import Entry
from ingest import Document
from qa import shown_marks
from ui import html, texts
from ui.html import keep_button, kept_quote, quoted, read_link
from ui.listed import fits, overlaps, whose
from ui.render import cited_document

TAB = "bladeren"
DOCUMENTS, SEARCH, THEMES = "documenten", "zoeken", "themas"
VIEWS = {DOCUMENTS: texts.BROWSE_DOCUMENTS, SEARCH: texts.BROWSE_SEARCH, THEMES: texts.BROWSE_THEMES}
LONGEST_QUERY = 200  # characters
_LONGEST = 500  # characters of any other field
_NAMED = 60  # characters by which a link says where it leads, for who does not see the text


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see, by the names that stand in the address."""

    weergave: str = ""
    zoek: str = ""
    uitgever: str = ""
    soort: str = ""
    van: str = ""
    tot: str = ""
    volgorde: str = ""
    document: str = ""
    thema: str = ""
    toon: str = ""
    wat: str = ""
    blad: str = ""

    @property
    def view(self) -> str:
        if self.weergave in VIEWS:
            return self.weergave
        return SEARCH if self.zoek else THEMES if self.thema else DOCUMENTS

    @property
    def page(self) -> int:
        return int(self.blad) if self.blad else 1


def wish_of(given: Mapping[str, str]) -> Wish:
    """What is not known is left alone."""
    names = [field.name for field in fields(Wish)]
    return Wish(**{name: given[name][:_LONGEST].strip() for name in names if name in given})


def sound(wish: Wish, entries: Sequence[Entry]) -> tuple[Wish, tuple[str, ...]]:
    """The wish without what cannot be, and a sentence on each thing that was left out."""
    known = {
        "weergave": VIEWS.keys(),
        "uitgever": {whose(entry) for entry in entries},
        "soort": {entry.kind.value for entry in entries},
        "volgorde": texts.ORDERS.keys(),
        "toon": texts.MEASURES.keys(),
        "wat": texts.COUNTED.keys(),
        "document": {entry.id for entry in entries},
    }
    faults = [name for name, values in known.items() if getattr(wish, name) and getattr(wish, name) not in values]
    faults += [name for name in ("van", "tot") if not re.fullmatch(r"(?:\d{4})?", getattr(wish, name), re.ASCII)]
    faults += [] if re.fullmatch(r"(?:[1-9]\d{0,4})?", wish.blad, re.ASCII) else ["blad"]
    told = [texts.unknown_choice(texts.CHOICES[name], getattr(wish, name)) for name in faults]
    if len(wish.zoek) > LONGEST_QUERY:
        told.append(texts.query_too_long(LONGEST_QUERY))
    kept = dict.fromkeys(faults, "") | {"zoek": wish.zoek[:LONGEST_QUERY]}
    return replace(wish, **kept), tuple(told)


def chosen(entries: Iterable[Entry], wish: Wish) -> tuple[Entry, ...]:
    """The documents that the filters leave; one without a date stays where no period is asked for."""
    return tuple(
        entry
        for entry in entries
        if fits(entry, _given(wish.uitgever), _given(wish.soort))
        and wish.document in ("", entry.id)
        and overlaps(entry, wish.van, wish.tot)
    )


def _given(value: str) -> tuple[str, ...]:
    """A field that was left empty chooses nothing."""
    return (value,) if value else ()


def address(wish: Wish, **other: str) -> str:
    """Where this is shown, as a link; what is empty does not stand in it."""
    there = replace(wish, **{"blad": "", **other})
    given = [(field.name, getattr(there, field.name)) for field in fields(Wish)]
    return escape(f"#{TAB}?{urlencode([(name, value) for name, value in given if value])}")


def views(wish: Wish) -> str:
    """Links to the three views."""
    links = "".join(
        f'<li><a href="{address(Wish(weergave=name))}"{current(name == wish.view)}>{escape(label)}</a></li>'
        for name, label in VIEWS.items()
    )
    return f'<nav class="weergaven" aria-label="{texts.BROWSE_VIEWS}"><ul>{links}</ul></nav>'


def current(here: bool, what: str = "page") -> str:
    return f' aria-current="{what}"' if here else ""


def told(sentences: Sequence[str]) -> str:
    return "".join(f'<p class="melding">{escape(sentence)}</p>' for sentence in sentences)


def result(sentence: str) -> str:
    """What a screen reader hears when the view has come."""
    return f'<p class="uitslag" tabindex="-1">{sentence}</p>'


def hidden(**values: str) -> str:
    return "".join(f'<input type="hidden" name="{n}" value="{escape(v)}">' for n, v in values.items() if v)


def picked(name: str, label: str, options: Mapping[str, str], value: str) -> str:
    items = "".join(
        f'<option value="{escape(key)}"{" selected" if key == value else ""}>{escape(words)}</option>'
        for key, words in options.items()
    )
    return f'<label class="veld">{escape(label)}<select name="{name}">{items}</select></label>'


def publishers(entries: Iterable[Entry]) -> dict[str, str]:
    names = sorted({whose(entry) for entry in entries}, key=str.casefold)
    return {"": texts.ALL_PUBLISHERS} | {name: name for name in names}


def kinds(entries: Iterable[Entry]) -> dict[str, str]:
    names = sorted({entry.kind.value for entry in entries})
    return {"": texts.ALL_KINDS} | {name: name for name in names}


def pages(wish: Wish, last: int) -> str:
    """Links to the page before and after; nothing where there is one page."""
    if last < 2:
        return ""
    here = min(wish.page, last)
    before = _page_link(wish, here - 1, texts.PREVIOUS_PAGE) if here > 1 else ""
    after = _page_link(wish, here + 1, texts.NEXT_PAGE) if here < last else ""
    at = f"<span>{escape(texts.page_of(here, last))}</span>"
    return f'<nav class="bladzijden" aria-label="{texts.PAGES_NAV}">{before}{at}{after}</nav>'


def _page_link(wish: Wish, number: int, label: str) -> str:
    return f'<a class="knop" href="{address(wish, blad=str(number))}">{label}</a>'


def facts(document: Document) -> str:
    """Kind and date, and that an AI wrote it where it did."""
    return f'<p class="facts">{f"{html.facts(document)} {html.notice_of(document)}".strip()}</p>'


def marked(text: str, start: int, places: Sequence[tuple[int, int]]) -> str:
    """Text of a document that begins at `start`, with these places of the document marked."""
    end, at, pieces = start + len(text), start, []
    for first, last in places:
        if at <= first < last <= end:
            pieces += [
                quoted(text[at - start : first - start]),
                f"<mark>{quoted(text[first - start : last - start])}</mark>",
            ]
            at = last
    return "".join([*pieces, quoted(text[at - start :])])


def actions(document: Document, start: int, end: int) -> str:
    """The way to this place in the document, and into the dossier."""
    what = escape(document.text[start : min(end, start + _NAMED)].strip())
    link = read_link(document.id, start, end, f'{texts.READ_IN_DOCUMENT}<span class="sr">: {what}</span>')
    label = ", ".join(part for part in cited_document(document) if part)
    return f'<p class="actions">{link}{keep_button(kept_quote(document.id, start, end, shown_marks(label)))}</p>'
