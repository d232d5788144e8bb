"""Small pieces of HTML that every page is made of; every word of a question or document is escaped here.

It does not know what a page shows. Text comes out on one line, because in the conversation it passes through a Markdown
component, to which one line is one block of HTML.
"""

import json
import re
from collections.abc import Mapping, Sequence
from html import escape

from ingest import Document
from qa import BRACKETED, shown_marks
from ui import texts
from ui.render import Source, bold_pieces, one_line, place_address, reference, shown_date

_LABEL = 300  # characters of what a kept quote is called
_BREAKS = r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"  # what splitlines breaks at
_BREAK = re.compile(rf"\s*{_BREAKS}\s*")
_HAS_BREAK = re.compile(_BREAKS)  # most texts have none, and looking for this is ten times as fast


def tagged(tag: str, kind: str, body: str) -> str:
    """An element of that class, or nothing where there is nothing to say."""
    return f'<{tag} class="{kind}">{body}</{tag}>' if body else ""


def inline(text: str) -> str:
    """Text for the page: escaped, every line break a <br>."""
    escaped = escape(text)
    return _BREAK.sub("<br>", escaped) if _HAS_BREAK.search(escaped) else escaped


def quoted(text: str) -> str:
    """Text of a source: its own [12] raised and named, so that nobody takes it for one of our numbers."""
    pieces = BRACKETED.split(text)
    return "".join(source_mark(piece) if i % 2 else inline(piece) for i, piece in enumerate(pieces))


def source_mark(number: str) -> str:
    before, after = (f'<span class="sr">{words}</span>' for words in (f" {texts.MARK} ", f" {texts.IN_SOURCE} "))
    return f'<span class="ref">{before}({escape(one_line(number))}){after}</span>'


def bold(text: str) -> str:
    return "".join(f"<strong>{inline(p)}</strong>" if bold else inline(p) for p, bold in bold_pieces(text))


def kept(text: str) -> str:
    """Text that a script reads back: line breaks as references, so that the HTML stays on one line."""
    return escape("\n".join(text.splitlines())).replace("\n", "&#10;")


def copy_button(text: str, label: str) -> str:
    hidden = f'<span class="off text">{kept(text)}</span>'
    said = f'<span class="off done">{texts.COPIED}</span><span class="off failed">{escape(texts.NOT_COPIED)}</span>'
    return f'<button type="button" class="copy"><span class="label">{label}</span>{hidden}{said}</button>'


def keep_button(item: Mapping[str, object], label: str = texts.KEEP) -> str:
    """Puts an answer or a quote into the dossier of the browser (ui/web/dossier.js); see `kept_quote`."""
    hidden = f'<span class="off stuk">{escape(json.dumps(item))}</span>'  # ASCII: no line breaks of any kind
    done = f'<span class="off done">{texts.KEPT_SHORT}</span>'
    return f'<button type="button" class="bewaar"><span class="label">{escape(label)}</span>{hidden}{done}</button>'


def kept_quote(document: str, start: int, end: int, label: str = "") -> dict[str, object]:
    """A quote as a dossier remembers it: its place, not its words; the label is for when its document is gone."""
    return {"kind": "quote", "document": document, "start": start, "end": end, "label": label[:_LABEL]}


def keep_place(source: Source) -> str:
    """The button that keeps the quote of a source."""
    return keep_button(kept_quote(source.document.id, source.start, source.end, reference(source)))


def read_link(document: str, start: int, end: int, label: str) -> str:
    """Opens a document at a place (ui/web/reader.js); the label is HTML."""
    return f'<a class="lees" href="{escape(place_address(document, start, end))}">{label}</a>'


def path(heading: Sequence[str]) -> str:
    """The headings under which something stands."""
    return tagged("p", "path", "".join(f"<span>{escape(shown_marks(part))}</span>" for part in heading))


def facts(document: Document, *more: str) -> str:
    """Its kind and date in one line; not the kind where the notice beside it says the same."""
    kind = "" if document.kind.value == document.notice else document.kind.value
    return " · ".join(escape(fact) for fact in (kind, shown_date(document.date), *more) if fact)


def notice_of(document: Document) -> str:
    """What every citation of the document has to say."""
    return tagged("span", "badge", escape(document.notice))
