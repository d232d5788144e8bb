"""The panel beside the conversation: the sources of each answer as cards, and the documents. Pure.

It does not know Gradio, the server or the style sheet.
"""

from html import escape

from ingest import Document
from qa import shown_marks
from ui import texts
from ui.conversation import Conversation, Exchange, next_number, shown_question
from ui.html import copy_button, facts, keep_place, path, quoted, read_link, source_mark, tagged
from ui.listed import whose
from ui.render import (
    Documents,
    Source,
    also_text,
    cited_sources,
    near_sources,
    quote_text,
    referral_text,
    shown_date,
)

_FOLDED = 4  # what a source refers to is folded above this
_FINGERPRINT = 12  # characters of a sha256 that the page shows


def panel(conversation: Conversation, named: Documents, every: int | None = None) -> str:
    """The sources of every answer, the last one showing; before the first question only the documents.

    `named`: those that it names, of how many there are.
    """
    last = next_number(conversation) - 1
    parts = [_sources(exchange, shown=exchange.number == last) for exchange in conversation]
    listed = _documents(named, every or len(named), folded=bool(conversation))
    return f'<div class="bw-panel">{"".join(parts)}{listed}</div>'


def _documents(documents: Documents, every: int, *, folded: bool) -> str:
    items = "".join(_document(d) for d in sorted(documents.values(), key=lambda d: (d.publisher, d.title)))
    link = f'<a href="#bladeren">{escape(texts.all_documents(every))}</a>'
    more = tagged("p", "rest", link if every > len(documents) else "")
    heading, body = escape(texts.documents_heading(every)), f'<ul class="documents">{items}</ul>{more}'
    if folded:
        return f'<details class="all-documents"><summary>{heading}</summary>{body}</details>'
    return f'<section class="all-documents"><h2>{heading}</h2>{body}</section>'


def _document(document: Document) -> str:
    return (
        f'<li><p class="publisher">{escape(whose(document))}</p>{_title(document)}'
        f"{tagged('p', 'facts', facts(document))}{_notice(document)}</li>"
    )


def _sources(exchange: Exchange, *, shown: bool) -> str:
    """What stands behind one answer: the cited places, or the nearest passages when there is no answer."""
    if exchange.answer is None or not (exchange.answer.claims or exchange.answer.hits):
        return ""
    n, documents = exchange.number, exchange.documents
    cited = cited_sources(exchange.answer, documents)
    cards = [_card(n, source, len(cited), documents) for source in cited]
    if not cited:
        near = enumerate(near_sources(exchange.answer, documents), 1)
        cards = [_near_card(n, i, source, documents) for i, source in near]
    title = f'<h2 id="bronnen-{n}-kop">{texts.SOURCES if cited else texts.MAYBE_MEANT}</h2>'
    asked = f'<p class="asked">{texts.FOR_QUESTION} {shown_question(exchange.question)}</p>'
    hint = tagged("p", "hint", "" if cited else escape(texts.MAYBE_HINT))
    state = "" if shown else " old"
    return (
        f'<section class="sources{state}" id="bronnen-{n}" tabindex="-1">{title}{asked}{hint}{"".join(cards)}</section>'
    )


def _card(n: int, source: Source, count: int, documents: Documents) -> str:
    id = f"bron-{n}-{source.number}"
    passage = (
        f'<span class="around">{quoted(source.before)}</span><span class="sr"> {texts.QUOTE_START} </span>'
        f'<mark id="{id}-citaat">{quoted(source.quote)}</mark>'
        f'<span class="sr"> {texts.QUOTE_END} </span><span class="around">{quoted(source.after)}</span>'
    )
    back = f'<a class="back" href="#beurt-{n}">{texts.BACK_TO_ANSWER}</a>'
    steps = _step(n, source.number - 1, count, "prev") + _step(n, source.number + 1, count, "next")
    keep = keep_place(source)
    copy = copy_button(quote_text(source), texts.COPY_QUOTE)
    actions = f'<div class="actions">{_read(source)}{copy}{keep}{steps}{back}</div>'
    keys = f'<p class="keys">{texts.KEYS if steps else texts.KEYS_ALONE}</p>'
    place = f'<span class="sr">{texts.source_of(source.number, count)} </span>'
    return _framed_card(id, source, passage, _also(source, documents), actions + keys, place)


def _read(source: Source) -> str:
    """Opens the document there (ui/web/reader.js)."""
    return read_link(source.document.id, source.start, source.end, texts.READ_IN_DOCUMENT)


def _step(n: int, number: int, count: int, way: str) -> str:
    """A link to the source before or after; nothing where there is none."""
    label = texts.PREVIOUS_SOURCE if way == "prev" else texts.NEXT_SOURCE
    return f'<a class="step {way}" href="#bron-{n}-{number}">{label}</a>' if 0 < number <= count else ""


def _near_card(n: int, position: int, source: Source, documents: Documents) -> str:
    actions = f'<div class="actions">{_read(source)}</div>'
    return _framed_card(f"nabij-{n}-{position}", source, quoted(source.quote), _also(source, documents), actions)


def _also(source: Source, documents: Documents) -> str:
    """Where else the passage stands."""
    places = escape(also_text(source, documents))
    return tagged("p", "also", f"<strong>{texts.ALSO_IN}</strong> {places}" if places else "")


def _referrals(source: Source) -> str:
    """What the source refers to at this place; a long list is folded."""
    named = ((source_mark(str(one.number)), escape(referral_text(one))) for one in source.references)
    items = "".join(f"<li>{mark} {text}</li>" for mark, text in named)
    if len(source.references) > _FOLDED:
        summary = escape(texts.refers_to(len(source.references)))
        return f'<details class="referrals"><summary>{summary}</summary><ul>{items}</ul></details>'
    return tagged("div", "referrals", f"<p>{texts.REFERS_TO}</p><ul>{items}</ul>" if items else "")


def _framed_card(id: str, source: Source, passage: str, also: str, actions: str, place: str = "") -> str:
    document = source.document
    number = tagged("span", "number", f"[{source.number}]" if source.number else "")
    head = f'<h3 id="{id}-kop">{place}{number} {escape(whose(document))}</h3>'
    return (
        f'<article class="card" id="{id}" tabindex="-1">{head}'
        f"{_title(document)}{_notice(document)}{path(source.heading)}"
        f"<blockquote>{passage}</blockquote>{also}{_referrals(source)}{_facts(source)}{actions}</article>"
    )


def _facts(source: Source) -> str:
    sha = source.document.sha256
    code = f'<code title="{escape(sha)}">{escape(sha[:_FINGERPRINT])}…</code>'
    known = [(texts.KIND, escape(source.kind)), (texts.DATE, escape(shown_date(source.document.date)))]
    known += [(texts.PAGE, str(source.page))] if source.page is not None else []
    known += [(texts.FILE, escape(source.document.source)), (texts.FINGERPRINT, code)]
    rows = "".join(f"<div><dt>{term}</dt><dd>{value}</dd></div>" for term, value in known if value)
    return f'<dl class="facts">{rows}</dl>'


def _title(document: Document) -> str:
    return tagged("p", "title", escape(shown_marks(document.title)) if document.publisher else "")


def _notice(document: Document) -> str:
    return tagged("p", "badge", escape(document.notice))
