"""The page's HTML from answers and documents: pure, and every word of a question or document escaped.

Each function gives HTML on one line, because it passes through a Markdown component, to which one line is one block of
HTML; its sanitiser keeps id, class, href, title and tabindex and no other attribute. So what ui/chat.js needs stands in
elements of class "off", which the style sheet hides. It does not know Gradio, the server or the style sheet.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from ingest import Document
from qa import BRACKETED, Answer, Citation, Claim, Reason, shown_marks
from ui import texts
from ui.render import (
    Documents,
    Source,
    also_text,
    bold_pieces,
    citation_numbers,
    cited_sources,
    claim_numbers,
    claim_runs,
    copy_text,
    grouped,
    name,
    near_sources,
    one_line,
    quote_text,
    referral_text,
)

_REMEMBERED = 10  # questions that a page which is loaded anew asks again
_LONG = 2_000  # characters: such a question is not asked again
_QUESTION_SHOWN = 400  # characters of a question that the page repeats
_BREAK = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")  # what splitlines breaks at
_FOLDED = 4  # what a source refers to is folded above this
_FINGERPRINT = 12  # characters of a sha256 that the page shows


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it; no answer: something broke on our side."""

    number: int  # 1 for the first of a conversation
    question: str
    answer: Answer | None


Conversation = tuple[Exchange, ...]


def header() -> str:
    return (
        f'<div class="bw-header"><a class="skip" href="#vraag">{texts.SKIP}</a>'
        f"<h1>{texts.NAME}</h1><p>{escape(texts.TAGLINE)}</p>"
        f'<p class="standing"><strong>{texts.NOTICE_LABEL}</strong> {escape(texts.NOTICE)}</p>'
        f'<p class="lost">{escape(texts.LOST)}</p></div>'
    )


def consent(host: str, chosen: bool | None) -> str:
    """What is asked before a question goes to another computer, and what was chosen."""
    said = "" if chosen is None else texts.consent_given(host) if chosen else texts.consent_refused(host)
    return (
        f'<div class="consent"><p><strong>{texts.CONSENT_LABEL}.</strong> {escape(texts.consent_question(host))}</p>'
        f"{_tagged('p', 'choice', escape(said))}</div>"
    )


def transcript(
    conversation: Conversation, documents: Documents, asking: str | None = None, *, growing: bool = False
) -> str:
    """Every question with its answer, or the welcome while there is none.

    `asking` is what is being looked up now; `growing`: the last answer is not whole yet.
    """
    turns = [_turn(exchange, documents) for exchange in conversation[: -1 if growing else None]]
    if growing:
        turns.append(_unfinished(conversation[-1], documents))
    questions = [exchange.question for exchange in conversation if not _private(exchange)]
    if asking is not None:
        turns.append(_pending(next_number(conversation), asking, len(documents)))
        questions.append(asking)
    if not turns:
        return _welcome(documents)
    jump = f'<a class="skip" href="#beurt-{next_number(conversation) - 1}">{texts.LAST_ANSWER}</a>'
    return _transcript((jump if len(conversation) > 1 else "") + "".join(turns), questions)


def _private(exchange: Exchange) -> bool:
    """The browser is not to remember personal data."""
    return exchange.answer is not None and exchange.answer.reason is Reason.PERSONAL_DATA


def restoring(questions: Sequence[str]) -> str:
    """What stands there while the questions of a page that was loaded anew are asked again."""
    return _transcript(_article(1, f'<p class="said">{texts.RESTORING}</p>', " pending"), questions)


def _transcript(turns: str, questions: Sequence[str]) -> str:
    """The turns, and the questions for the browser's own memory (ui/chat.js)."""
    kept = [question for question in questions if len(question) <= _LONG][-_REMEMBERED:]
    memory = f'<span class="off memory">{escape(json.dumps(kept))}</span>'
    return f'<div class="bw-transcript"><h2 class="sr">{texts.CONVERSATION}</h2>{memory}{turns}</div>'


def panel(conversation: Conversation, documents: Documents) -> str:
    """The sources of every answer, the last one showing; before the first question only the documents."""
    last = next_number(conversation) - 1
    parts = [_sources(exchange, documents, shown=exchange.number == last) for exchange in conversation]
    return f'<div class="bw-panel">{"".join(parts)}{_documents(documents, folded=bool(conversation))}</div>'


def next_number(conversation: Conversation) -> int:
    return conversation[-1].number + 1 if conversation else 1


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
    return f'<button type="button" class="ask example">{escape(question)}</button>'


def _documents(documents: Documents, *, folded: bool) -> str:
    items = "".join(_document(d) for d in sorted(documents.values(), key=lambda d: (d.publisher, d.title)))
    heading, body = escape(texts.documents_heading(len(documents))), f'<ul class="documents">{items}</ul>'
    if folded:
        return f'<details class="all-documents"><summary>{heading}</summary>{body}</details>'
    return f'<section class="all-documents"><h2>{heading}</h2>{body}</section>'


def _document(document: Document) -> str:
    kind = "" if document.kind.value == document.notice else document.kind.value
    facts = " · ".join(escape(fact) for fact in (kind, document.date or texts.NO_DATE) if fact)
    return (
        f'<li><p class="publisher">{escape(name(document))}</p>{_title(document)}'
        f"{_tagged('p', 'facts', facts)}{_notice(document)}</li>"
    )


def _turn(exchange: Exchange, documents: Documents) -> str:
    answer = exchange.answer
    if answer is None:
        return _framed(exchange.number, exchange.question, _broken(exchange.question))
    body = _silence(exchange.number, answer) if answer.reason else _answer(exchange.number, answer, documents)
    searched = f"{texts.SEARCHED_AS} {escape(answer.standalone)}" if answer.standalone else ""
    return _framed(exchange.number, exchange.question, _tagged("p", "searched", searched) + body)


def _pending(number: int, question: str, documents: int) -> str:
    return _framed(number, question, f'<p class="said">{escape(texts.searching(documents))}</p>', " pending")


def _unfinished(exchange: Exchange, documents: Documents) -> str:
    """The checked sentences so far, marked as not whole: the browser announces an answer once, when it is whole."""
    answer = exchange.answer
    if answer is None or not answer.claims:
        return _pending(exchange.number, exchange.question, len(documents))
    sources = {source.number: source for source in cited_sources(answer, documents)}
    body = _tagged("p", "opening", _bold(answer.message)) + _claims(exchange.number, answer, sources)
    more = f'<p class="more">{escape(texts.MORE_COMING)}</p>'
    return _framed(exchange.number, exchange.question, f'<div class="said">{body}{more}</div>', " pending written")


def _broken(question: str) -> str:
    again = f'{texts.TRY_AGAIN}<span class="off">{_kept(question)}</span>'
    button = f'<button type="button" class="ask">{again}</button>'
    return f'{_said(f"<p>{escape(texts.FAILED)}</p>", texts.NO_ANSWER)}<div class="actions">{button}</div>'


def _framed(number: int, question: str, body: str, state: str = "") -> str:
    heading = f'<h3 class="question"><span class="sr">{texts.YOUR_QUESTION} </span>{_shown(question)}</h3>'
    return _article(number, heading + f'<div class="answer">{body}</div>', state)


def _article(number: int, body: str, state: str) -> str:
    return f'<article class="turn{state}" id="beurt-{number}" tabindex="-1">{body}</article>'


def _said(body: str, label: str) -> str:
    """What a screen reader hears once, its label first."""
    silent = " silent" if label == texts.NO_ANSWER else ""
    return f'<div class="said{silent}"><span class="sr">{label} </span>{body}</div>'


def _shown(question: str) -> str:
    kept = question.strip()
    if not kept:
        return f"<em>{texts.EMPTY_QUESTION}</em>"
    return _inline(kept if len(kept) <= _QUESTION_SHOWN else kept[:_QUESTION_SHOWN] + " …")


def _answer(number: int, answer: Answer, documents: Documents) -> str:
    sources = {source.number: source for source in cited_sources(answer, documents)}
    message, closing = (_bold(words) for words in (answer.message, answer.closing))
    body = _tagged("p", "opening", message) + _claims(number, answer, sources) + _tagged("p", "closing", closing)
    link = f'<a class="to-sources" href="#bronnen-{number}">{escape(texts.show_sources(len(sources)))}</a>'
    actions = f'<div class="actions">{_copy(copy_text(answer, documents), texts.COPY_ANSWER)}{link}</div>'
    return f'{_said(body, texts.ANSWER)}{actions}<p class="composed">{escape(texts.COMPOSED)}</p>'


def _silence(number: int, answer: Answer) -> str:
    link = f'<a class="to-sources" href="#bronnen-{number}">{escape(texts.SHOW_NEAREST)}</a>' if answer.hits else ""
    said = _said(f"<p>{_bold(answer.message)}</p>", texts.NO_ANSWER)
    return said + _without(answer.without) + _tagged("div", "actions", link)


def _without(question: str) -> str:
    """The question without personal data, and the button that asks it."""
    if not question:
        return ""
    button = f'{texts.ASK_WITHOUT_DATA}<span class="off">{_kept(question)}</span>'
    shown = f'<p class="searched">{texts.WITHOUT_DATA} {_shown(question)}</p>'
    return f'{shown}<div class="actions"><button type="button" class="ask">{button}</button></div>'


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
    part = shown_marks(source.heading[-1]) if source.heading else ""
    label = escape(texts.cite_label(name(source.document), part))
    number = f'<span class="sr">{texts.SOURCE} </span>[{source.number}]<span class="sr"> {label}</span>'
    return f'<a class="cite" href="#bron-{n}-{source.number}" title="{label}">{number}</a>'


def _sources(exchange: Exchange, documents: Documents, *, shown: bool) -> str:
    """What stands behind one answer: the cited places, or the nearest passages when there is no answer."""
    if exchange.answer is None or not (exchange.answer.claims or exchange.answer.hits):
        return ""
    n, cited = exchange.number, cited_sources(exchange.answer, documents)
    cards = [_card(n, source, len(cited), documents) for source in cited]
    if not cited:
        near = enumerate(near_sources(exchange.answer, documents), 1)
        cards = [_near_card(n, i, source, documents) for i, source in near]
    title = f'<h2 id="bronnen-{n}-kop">{texts.SOURCES if cited else texts.MAYBE_MEANT}</h2>'
    asked = f'<p class="asked">{texts.FOR_QUESTION} {_shown(exchange.question)}</p>'
    hint = _tagged("p", "hint", "" if cited else escape(texts.MAYBE_HINT))
    state = "" if shown else " old"
    return (
        f'<section class="sources{state}" id="bronnen-{n}" tabindex="-1">{title}{asked}{hint}{"".join(cards)}</section>'
    )


def _card(n: int, source: Source, count: int, documents: Documents) -> str:
    id = f"bron-{n}-{source.number}"
    passage = (
        f'<span class="around">{_quoted(source.before)}</span><span class="sr"> {texts.QUOTE_START} </span>'
        f'<mark id="{id}-citaat">{_quoted(source.quote)}</mark>'
        f'<span class="sr"> {texts.QUOTE_END} </span><span class="around">{_quoted(source.after)}</span>'
    )
    back = f'<a class="back" href="#beurt-{n}">{texts.BACK_TO_ANSWER}</a>'
    steps = _step(n, source.number - 1, count, "prev") + _step(n, source.number + 1, count, "next")
    actions = f'<div class="actions">{_copy(quote_text(source), texts.COPY_QUOTE)}{steps}{back}</div>'
    keys = f'<p class="keys">{texts.KEYS if steps else texts.KEYS_ALONE}</p>'
    place = f'<span class="sr">{texts.source_of(source.number, count)} </span>'
    return _framed_card(id, source, passage, _also(source, documents), actions + keys, place)


def _step(n: int, number: int, count: int, way: str) -> str:
    """A link to the source before or after; nothing where there is none."""
    label = texts.PREVIOUS_SOURCE if way == "prev" else texts.NEXT_SOURCE
    return f'<a class="step {way}" href="#bron-{n}-{number}">{label}</a>' if 0 < number <= count else ""


def _near_card(n: int, position: int, source: Source, documents: Documents) -> str:
    return _framed_card(f"nabij-{n}-{position}", source, _quoted(source.quote), _also(source, documents), "")


def _also(source: Source, documents: Documents) -> str:
    """Where else the passage stands."""
    places = escape(also_text(source, documents))
    return _tagged("p", "also", f"<strong>{texts.ALSO_IN}</strong> {places}" if places else "")


def _referrals(source: Source) -> str:
    """What the source refers to at this place; a long list is folded."""
    named = ((_source_mark(str(one.number)), escape(referral_text(one))) for one in source.references)
    items = "".join(f"<li>{mark} {text}</li>" for mark, text in named)
    if len(source.references) > _FOLDED:
        summary = escape(texts.refers_to(len(source.references)))
        return f'<details class="referrals"><summary>{summary}</summary><ul>{items}</ul></details>'
    return _tagged("div", "referrals", f"<p>{texts.REFERS_TO}</p><ul>{items}</ul>" if items else "")


def _framed_card(id: str, source: Source, passage: str, also: str, actions: str, place: str = "") -> str:
    document = source.document
    number = _tagged("span", "number", f"[{source.number}]" if source.number else "")
    path = "".join(f"<span>{escape(shown_marks(part))}</span>" for part in source.heading)
    return (
        f'<article class="card" id="{id}" tabindex="-1"><h3 id="{id}-kop">{place}{number} {escape(name(document))}</h3>'
        f"{_title(document)}{_notice(document)}{_tagged('p', 'path', path)}"
        f"<blockquote>{passage}</blockquote>{also}{_referrals(source)}{_facts(source)}{actions}</article>"
    )


def _facts(source: Source) -> str:
    sha = source.document.sha256
    code = f'<code title="{escape(sha)}">{escape(sha[:_FINGERPRINT])}…</code>'
    facts = [(texts.KIND, escape(source.kind)), (texts.DATE, escape(source.document.date or texts.NO_DATE))]
    facts += [(texts.PAGE, str(source.page))] if source.page is not None else []
    facts += [(texts.FILE, escape(source.document.source)), (texts.FINGERPRINT, code)]
    rows = "".join(f"<div><dt>{term}</dt><dd>{value}</dd></div>" for term, value in facts if value)
    return f'<dl class="facts">{rows}</dl>'


def _title(document: Document) -> str:
    return _tagged("p", "title", escape(shown_marks(document.title)) if document.publisher else "")


def _notice(document: Document) -> str:
    return _tagged("p", "badge", escape(document.notice))


def _copy(text: str, label: str) -> str:
    hidden = f'<span class="off text">{_kept(text)}</span>'
    said = f'<span class="off done">{texts.COPIED}</span><span class="off failed">{escape(texts.NOT_COPIED)}</span>'
    return f'<button type="button" class="copy"><span class="label">{label}</span>{hidden}{said}</button>'


def _kept(text: str) -> str:
    """Text that a script reads back: line breaks as references, so that the HTML stays on one line."""
    return escape("\n".join(text.splitlines())).replace("\n", "&#10;")


def _tagged(tag: str, kind: str, body: str) -> str:
    """An element of that class, or nothing where there is nothing to say."""
    return f'<{tag} class="{kind}">{body}</{tag}>' if body else ""


def _inline(text: str) -> str:
    """Text for the page: escaped, every line break a <br>."""
    return _BREAK.sub("<br>", escape(text))


def _quoted(text: str) -> str:
    """Text of a source: its own [12] raised and named, so that nobody takes it for one of our numbers."""
    pieces = BRACKETED.split(text)
    return "".join(_source_mark(piece) if i % 2 else _inline(piece) for i, piece in enumerate(pieces))


def _source_mark(number: str) -> str:
    before, after = (f'<span class="sr">{words}</span>' for words in (f" {texts.MARK} ", f" {texts.IN_SOURCE} "))
    return f'<span class="ref">{before}({escape(one_line(number))}){after}</span>'


def _bold(text: str) -> str:
    return "".join(f"<strong>{_inline(p)}</strong>" if bold else _inline(p) for p, bold in bold_pieces(text))
