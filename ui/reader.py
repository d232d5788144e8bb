"""A document as one reads it: what it is, one place in it highlighted, and what one can do from there. Pure.

It does not know the server, nor the file that the document was read from.
"""

import re
from collections.abc import Sequence
from html import escape

from ingest import Document, Kind, missing
from qa import shown_marks
from ui import texts
from ui.html import copy_button, facts, keep_place, path, quoted, tagged
from ui.leaves import contents, leaves
from ui.listed import whose
from ui.render import Source, cited_title, place_address, quote_text, reference, shown_date

_LONGEST_COPY = 5_000  # characters: what is longer is no quote
_PAGED = ".pdf"  # files that open at a page
_ABBREVIATED = re.compile(r"\((?P<short>[A-Z][\w-]{1,11})\)$")  # behind its own long name


def frame() -> str:
    """The dialog that documents are read in; ui/web/reader.js fills it."""
    buttons = _step("vorige", texts.PREVIOUS_SOURCE) + _step("volgende", texts.NEXT_SOURCE)
    words = (("bron", texts.READ_STATE), ("nabij", texts.READ_STATE_NEAR), ("weg", texts.READER_LOST))
    kept = "".join(f'<span class="off {kind}">{escape(said)}</span>' for kind, said in words)
    close = (
        f'<button type="button" class="knop sluit"><span class="woord naar-antwoord">{texts.BACK_TO_ANSWER}'
        f'</span><span class="woord gewoon">{texts.CLOSE}</span></button>'
    )
    return (
        f'<dialog id="lezer" aria-labelledby="lezer-titel"><div class="balk"><p class="stand"></p>{buttons}{close}'
        f'<p class="herkomst"></p>'
        f'</div>{kept}<p class="sr melding" role="status"></p><div class="rol"><p>{texts.LOADING}</p></div></dialog>'
    )


def _step(way: str, label: str) -> str:
    """A button with an arrow (the style sheet draws it), and that alone where a screen is small."""
    return f'<button type="button" class="knop {way}"><span class="woord">{label}</span></button>'


def fragment(document: Document, place: Source | None, *, original: bool) -> str:
    """What is read within the page; without a place the document from its beginning."""
    head = f'<h2 id="lezer-titel">{_title(document)}</h2>'
    return _who(document) + _whole(document, place, head, top=3, root="", original=original)


def page(document: Document, place: Source | None, *, original: bool) -> str:
    """The same as a page of its own, with the reference in words: nothing on it needs a script."""
    head = f"<h1>{_title(document)}</h1>"
    return _whole(document, place, head, top=2, root="../", original=original, said=_reference(place))


def _who(document: Document) -> str:
    """Whose words these are, for the bar that stays in sight."""
    notice = tagged("span", "badge", escape(document.notice))
    brief = _ABBREVIATED.search(whose(document))
    who = brief["short"] if brief else whose(document)
    return f'<p class="off herkomst"><strong>{escape(who)}</strong> {notice} {_title(document)}</p>'


def trouble(sentence: str) -> str:
    """What is shown where there is nothing to read."""
    return f'<p class="fout" id="lezer-titel">{escape(sentence)}</p>'


def _whole(
    document: Document, place: Source | None, title: str, *, top: int, root: str, original: bool, said: str = ""
) -> str:
    span = (place.start, place.end) if place else None
    warning = tagged("p", "let-op", escape(texts.AI_WARNING) if _by_ai(document) else "")
    return (
        f'<article class="lezing"><header class="lezing-kop">{tagged("p", "publisher", escape(document.publisher))}'
        f"{title}{tagged('p', 'badge', escape(document.notice))}{_facts(document, place)}{warning}{said}"
        f"{_about(document, by_hand=bool(root))}</header>"
        f'<div class="bij-lezen">{contents(document, span, top)}{_actions(document, place, root, original)}</div>'
        f"{leaves(document, span, top)}</article>"
    )


def _title(document: Document) -> str:
    return escape(shown_marks(document.title))


def _by_ai(document: Document) -> bool:
    return bool(document.notice) or any(section.kind is Kind.AI_SUMMARY for section in document.sections)


def _facts(document: Document, place: Source | None) -> str:
    """Kind, date and page in one line, and under which headings the place stands."""
    page = texts.page_number(place.page) if place and place.page is not None else ""
    return tagged("p", "feiten", facts(document, page)) + path(place.heading if place else ())


def _about(document: Document, *, by_hand: bool) -> str:
    """Everything known of the document and its file, folded."""
    copy = "" if by_hand else copy_button(document.sha256, texts.COPY_FINGERPRINT)
    sha = f"<code>{escape(document.sha256)}</code> {copy}"
    known = [
        (texts.PUBLISHER, escape(document.publisher)),
        (texts.TITLE, _title(document)),
        (texts.KIND, escape(document.kind.value)),
        (texts.DATE, escape(shown_date(document.date))),
        (texts.FILE, escape(document.source)),
        (texts.FINGERPRINT, sha),
        (texts.UNCHECKED_FACTS, escape(_unchecked(document))),
        (texts.NOT_READ, "<br>".join(map(escape, document.remarks))),
    ]
    rows = "".join(f"<div><dt>{term}</dt><dd>{value}</dd></div>" for term, value in known if value)
    return f'<details class="gegevens"><summary>{texts.ABOUT_DOCUMENT}</summary><dl>{rows}</dl></details>'


def _unchecked(document: Document) -> str:
    known: Sequence[str] = [field for field in missing(document) if str(getattr(document, field))]
    return ", ".join(texts.FIELDS[field] for field in known)


def _actions(document: Document, place: Source | None, root: str, original: bool) -> str:
    """What one can do from here; on a page of its own only what needs no script."""
    file = _outward(f"{root}bestand/{document.id}{_at_page(document, place)}", texts.OPEN_ORIGINAL) if original else ""
    if root:
        return tagged("div", "actions", file)
    copied = place is not None and place.end - place.start <= _LONGEST_COPY
    quote = copy_button(quote_text(place), texts.COPY_QUOTE) if place and copied else ""
    address = place_address(document.id, place.start, place.end) if place else f"bron/{document.id}"
    label = texts.COPY_LINK if place else texts.COPY_DOCUMENT_LINK
    link = f'<span class="adres">{copy_button(address, label)}</span>'
    kept = keep_place(place) if place and copied else ""
    actions = f'<div class="actions">{quote}{kept}{file}{link}{_outward(address, texts.OWN_PAGE)}</div>'
    return f'<details class="doen" open><summary>{texts.DO_WITH_IT}</summary>{actions}</details>'


def _outward(address: str, label: str) -> str:
    said = f'<span class="sr"> {texts.NEW_WINDOW}</span>'
    return f'<a class="uit" href="{escape(address)}" target="_blank" rel="noopener">{label}{said}</a>'


def _at_page(document: Document, place: Source | None) -> str:
    paged = place is not None and place.page is not None and document.source.lower().endswith(_PAGED)
    return f"#page={place.page}" if place and paged else ""


def _reference(place: Source | None) -> str:
    """The quote and where it stands, to take over by hand."""
    if place is None or place.end - place.start > _LONGEST_COPY:
        return ""
    words = f"<blockquote><p>{quoted(place.quote)}</p></blockquote><p>{escape(reference(place))}</p>"
    sha = f'<p class="sha">{texts.FINGERPRINT}: <code>{escape(place.document.sha256)}</code></p>'
    return f'<section class="overnemen"><h2>{texts.REFERENCE}</h2>{words}{sha}</section>'


def heading_of(document: Document) -> str:
    """What the page of a document is called."""
    return ", ".join(part for part in dict.fromkeys((whose(document), cited_title(document))) if part)
