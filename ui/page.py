"""The page's HTML from answers and documents: pure, and every word of a question or document escaped.

Each function gives HTML on one line: what stands in the page passes through a Markdown component, and one line without
a break is one block of HTML to it. It does not know Gradio, the server or the style sheet.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from ingest import Document
from qa import Answer, Citation, Claim
from ui import texts
from ui.render import (
    Documents,
    Source,
    bold_pieces,
    citation_numbers,
    cited_sources,
    claim_numbers,
    claim_runs,
    copy_text,
    grouped,
    near_sources,
    quote_text,
)

_QUESTION_SHOWN = 400  # characters of a question that the page repeats
_BREAK = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")  # what splitlines breaks at
_FINGERPRINT = 12  # characters of a sha256 that the page shows


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it; no answer: something broke on our side."""

    question: str
    answer: Answer | None


Conversation = tuple[Exchange, ...]


def header() -> str:
    return (
        f'<div class="bw-header"><a class="skip" href="#vraag" data-skip>{texts.SKIP}</a>'
        f"<h1>{texts.NAME}</h1><p>{escape(texts.TAGLINE)}</p>"
        f'<p class="standing"><strong>{texts.NOTICE_LABEL}</strong> {escape(texts.NOTICE)}</p></div>'
    )


def transcript(conversation: Conversation, documents: Documents, asking: str | None = None) -> str:
    """Every question with its answer, or the welcome while there is none; `asking` is what is being looked up now."""
    turns = [_turn(n, exchange, documents) for n, exchange in enumerate(conversation, start=1)]
    if asking is not None:
        turns.append(_pending(len(turns) + 1, asking, len(documents)))
    if not turns:
        return _welcome(documents)
    return f'<div class="bw-transcript"><h2 class="sr">{texts.CONVERSATION}</h2>{"".join(turns)}</div>'


def panel(conversation: Conversation, documents: Documents) -> str:
    """The sources of every answer, the last one showing; before the first question only the documents."""
    parts = [_sources(n, exchange, documents, len(conversation)) for n, exchange in enumerate(conversation, start=1)]
    return f'<div class="bw-panel">{"".join(parts)}{_documents(documents, folded=bool(parts))}</div>'


def _welcome(documents: Documents) -> str:
    files = {document.source for document in documents.values()}
    fitting = [example for example in texts.EXAMPLES if files.issuperset(example.sources)]
    buttons = "".join(f"<li>{_example(example.question)}</li>" for example in fitting)
    if not buttons:
        return '<div class="bw-welcome"></div>'
    return (
        f'<div class="bw-welcome"><h2>{texts.EXAMPLES_HEADING}</h2><p>{escape(texts.EXAMPLES_INTRO)}</p>'
        f'<ul class="examples">{buttons}</ul></div>'
    )


def _example(question: str) -> str:
    text = escape(question)
    return f'<button type="button" class="example" data-question="{text}">{text}</button>'


def _documents(documents: Documents, *, folded: bool) -> str:
    items = "".join(_document(d) for d in sorted(documents.values(), key=lambda d: (d.publisher, d.title)))
    heading, body = escape(texts.documents_heading(len(documents))), f'<ul class="documents">{items}</ul>'
    if folded:
        return f'<details class="all-documents"><summary>{heading}</summary>{body}</details>'
    return f'<section class="all-documents"><h2>{heading}</h2>{body}</section>'


def _document(document: Document) -> str:
    facts = " · ".join(escape(fact) for fact in (document.kind.value, document.date) if fact)
    return (
        f'<li><span class="publisher">{escape(document.publisher)}</span>'
        f'<span class="title">{escape(document.title)}</span><span class="facts">{facts}</span>{_notice(document)}</li>'
    )


def _turn(n: int, exchange: Exchange, documents: Documents) -> str:
    if exchange.answer is None:
        body = f'<p>{escape(texts.FAILED)}</p><div class="actions">{_again(exchange.question)}</div>'
        return _framed(n, exchange.question, body, texts.NO_ANSWER)
    answer = exchange.answer
    said = texts.NO_ANSWER if answer.reason else texts.ANSWER
    searched = f'<p class="searched">{texts.SEARCHED_AS} {escape(answer.standalone)}</p>' if answer.standalone else ""
    return _framed(n, exchange.question, searched + _body(n, answer, documents), said)


def _pending(n: int, question: str, documents: int) -> str:
    return _framed(n, question, f"<p>{escape(texts.searching(documents))}</p>", "", "pending")


def _framed(n: int, question: str, body: str, said: str, state: str = "") -> str:
    """One turn; `data-said` is what a screen reader hears before the answer, once."""
    return (
        f'<article class="turn {state}" id="beurt-{n}" data-turn="{n}" data-said="{said}">'
        f'<h3 class="question"><span class="sr">{texts.YOUR_QUESTION} </span>{_shown(question)}</h3>'
        f'<div class="answer">{body}</div></article>'
    )


def _shown(question: str) -> str:
    kept = question.strip()
    if not kept:
        return f"<em>{texts.EMPTY_QUESTION}</em>"
    return _inline(kept if len(kept) <= _QUESTION_SHOWN else kept[:_QUESTION_SHOWN] + " …")


def _body(n: int, answer: Answer, documents: Documents) -> str:
    if answer.reason:
        return f'<div class="said silent"><p>{_bold(answer.message)}</p></div>{_silent_actions(n, answer)}'
    sources = {source.number: source for source in cited_sources(answer, documents)}
    said = _message(answer) + _claims(n, answer, sources)
    closing = f'<p class="closing">{_bold(answer.closing)}</p>' if answer.closing else ""
    return f'<div class="said">{said}{closing}</div>{_actions(n, answer, documents, len(sources))}'


def _message(answer: Answer) -> str:
    return f"<p>{_bold(answer.message)}</p>" if answer.message else ""


def _claims(n: int, answer: Answer, sources: Mapping[int, Source]) -> str:
    numbers, parts = citation_numbers(answer), []
    for group, claims in grouped(answer.claims):
        parts += [f"<h4>{escape(group)}</h4>"] if group else []
        for item, run in claim_runs(claims):
            said = [_claim(n, claim, numbers, sources) for claim in run]
            parts.append(f"<ul>{''.join(f'<li>{s}</li>' for s in said)}</ul>" if item else f"<p>{' '.join(said)}</p>")
    return "".join(parts)


def _claim(n: int, claim: Claim, numbers: Mapping[Citation, int], sources: Mapping[int, Source]) -> str:
    cited = [sources[number] for number in claim_numbers(claim, numbers)]
    notices = dict.fromkeys(source.document.notice for source in cited if source.document.notice)
    badges = "".join(f' <span class="badge">{escape(notice)}</span>' for notice in notices)
    return f'{_bold(claim.sentence)}<span class="cites"> {"".join(_link(n, s) for s in cited)}</span>{badges}'


def _link(n: int, source: Source) -> str:
    part = source.heading[-1] if source.heading else ""
    label = escape(texts.cite_label(source.number, source.document.publisher, part))
    return f'<a class="cite" href="#bron-{n}-{source.number}" aria-label="{label}">[{source.number}]</a>'


def _actions(n: int, answer: Answer, documents: Documents, sources: int) -> str:
    return (
        f'<div class="actions">{_copy(copy_text(answer, documents), texts.COPY_ANSWER)}'
        f'<a class="to-sources" href="#bronnen-{n}">{escape(texts.show_sources(sources))}</a></div>'
        f'<p class="composed">{escape(texts.COMPOSED)}</p>'
    )


def _silent_actions(n: int, answer: Answer) -> str:
    if not answer.hits:
        return ""
    link = f'<a class="to-sources" href="#bronnen-{n}">{escape(texts.SHOW_NEAREST)}</a>'
    return f'<div class="actions">{link}</div>'


def _sources(n: int, exchange: Exchange, documents: Documents, last: int) -> str:
    """What stands behind one answer: the cited places, or the nearest passages when there is no answer."""
    if exchange.answer is None:
        return ""
    cited = cited_sources(exchange.answer, documents)
    near = () if cited else near_sources(exchange.answer, documents)
    if not cited and not near:
        return ""
    title = texts.SOURCES if cited else texts.MAYBE_MEANT
    hint = "" if cited else f'<p class="hint">{escape(texts.MAYBE_HINT)}</p>'
    cards = "".join([_card(n, source) for source in cited] + [_near_card(n, i, s) for i, s in enumerate(near, start=1)])
    return (
        f'<section class="sources{" old" if n != last else ""}" id="bronnen-{n}" data-turn="{n}" tabindex="-1" '
        f'aria-labelledby="bronnen-{n}-titel"><h2 id="bronnen-{n}-titel">{title}</h2>'
        f'<p class="asked"><span>{texts.FOR_QUESTION}</span> {_shown(exchange.question)}</p>{hint}{cards}</section>'
    )


def _card(n: int, source: Source) -> str:
    name = f"bron-{n}-{source.number}"
    passage = (
        f'<span class="around">{_inline(source.before)}</span><span class="sr"> {texts.QUOTE_START} </span>'
        f"<mark>{_inline(source.quote)}</mark>"
        f'<span class="sr"> {texts.QUOTE_END} </span><span class="around">{_inline(source.after)}</span>'
    )
    back = f'<a class="back" href="#beurt-{n}" data-cited="{name}">{texts.BACK_TO_ANSWER}</a>'
    actions = f'<div class="actions">{_copy(quote_text(source), texts.COPY_QUOTE)}{back}</div>'
    return _framed_card(name, f"[{source.number}]", source, passage, actions)


def _near_card(n: int, position: int, source: Source) -> str:
    return _framed_card(f"nabij-{n}-{position}", "", source, _inline(source.quote), "")


def _framed_card(name: str, number: str, source: Source, passage: str, actions: str) -> str:
    document = source.document
    parts = ' <span aria-hidden="true">›</span> '.join(escape(part) for part in source.heading)
    path = f'<p class="path">{parts}</p>' if parts else ""
    badge = f'<span class="number">{number}</span> ' if number else ""
    return (
        f'<article class="card" id="{name}" tabindex="-1" aria-labelledby="{name}-titel">'
        f'<h3 id="{name}-titel">{badge}{escape(document.publisher)}</h3>'
        f'<p class="title">{escape(document.title)}</p>{_notice(document)}'
        f"{f'<p class={chr(34)}path{chr(34)}>{path}</p>' if path else ''}"
        f"<blockquote>{passage}</blockquote>{_facts(source)}{actions}</article>"
    )


def _facts(source: Source) -> str:
    sha = source.document.sha256
    code = f'<code title="{escape(sha)}">{escape(sha[:_FINGERPRINT])}…</code>'
    facts = [(texts.KIND, escape(source.kind)), (texts.DATE, escape(source.document.date))]
    facts += [(texts.PAGE, str(source.page))] if source.page is not None else []
    facts += [(texts.FILE, escape(source.document.source)), (texts.FINGERPRINT, code)]
    rows = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts if value)
    return f'<dl class="facts">{rows}</dl>'


def _notice(document: Document) -> str:
    return f'<p class="badge">{escape(document.notice)}</p>' if document.notice else ""


def _copy(text: str, label: str) -> str:
    return f'<button type="button" class="copy" data-copy="{_attribute(text)}">{label}</button>'


def _again(question: str) -> str:
    text = _attribute(question)
    return f'<button type="button" class="copy" data-question="{text}">{texts.TRY_AGAIN}</button>'


def _attribute(text: str) -> str:
    """Text for an attribute, its line breaks kept as references so that the HTML stays on one line."""
    return escape("\n".join(text.splitlines())).replace("\n", "&#10;")


def _inline(text: str) -> str:
    """Text for the page: escaped, every line break a <br>."""
    return _BREAK.sub("<br>", escape(text))


def _bold(text: str) -> str:
    return "".join(f"<strong>{_inline(p)}</strong>" if bold else _inline(p) for p, bold in bold_pieces(text))
