"""The conversation as HTML, from answers and documents: pure, and every word of a question or document escaped.

Each function gives HTML on one line, because it passes through a Markdown component, to which one line is one block of
HTML; its sanitiser keeps id, class, href, title and tabindex and no other attribute. So what ui/web/chat.js needs
stands in elements of class "off", which the style sheet hides. It does not know Gradio, the server or the style sheet.
"""

import json
from collections.abc import Mapping, Sequence
from html import escape

from qa import Answer, Citation, Claim, Reason, shown_marks
from ui import texts
from ui.asking import EXAMPLES, example, fitting
from ui.choice import Choice, among, as_groups
from ui.conversation import Conversation, Exchange, next_number, shown_question
from ui.html import bold, copy_button, keep_button, kept, tagged
from ui.listed import Entries, whose
from ui.opinions import asking as asking_opinion
from ui.render import (
    Source,
    citation_numbers,
    cited_sources,
    claim_numbers,
    claim_runs,
    copy_text,
    grouped,
    looked_in,
)
from ui.why import why as explained

Asked = tuple[str, Choice]  # a question and what was looked in

_REMEMBERED = 10  # questions that a page which is loaded anew asks again
_EXPLAINED = 8  # answers that keep their account
_LONG = 2_000  # characters: a longer question is not asked again
_KEPT_SILENCES = (Reason.NOT_FOUND, Reason.ADJACENT_ONLY, Reason.UNKNOWN_NAME)  # that tell something of the documents
_HEADING = 300  # characters of a question that stand above its answer


def consent(host: str, chosen: bool | None) -> str:
    """What is asked before a question goes to another computer, and what was chosen."""
    said = "" if chosen is None else texts.consent_given(host) if chosen else texts.consent_refused(host)
    return (
        f'<div class="consent"><p><strong>{texts.CONSENT_LABEL}.</strong> {escape(texts.consent_question(host))}</p>'
        f"{tagged('p', 'choice', escape(said))}</div>"
    )


def transcript(
    conversation: Conversation,
    entries: Entries,
    asking: str | None = None,
    *,
    growing: bool = False,
    choice: Choice = Choice(),  # noqa: B008 - frozen
) -> str:
    """Every question with its answer, or the welcome while there is none.

    `asking` is what is being looked up now, within a `choice`; `growing`: the last answer is not whole yet.
    """
    newest = next_number(conversation) - _EXPLAINED
    turns = [_turn(exchange, why=exchange.number >= newest) for exchange in conversation[: -1 if growing else None]]
    if growing:
        turns.append(_unfinished(conversation[-1], entries))
    questions = [(exchange.question, exchange.choice) for exchange in conversation if not _private(exchange)]
    if asking is not None:
        turns.append(_pending(next_number(conversation), asking, entries, choice))
        questions.append((asking, choice))
    if not turns:
        return _welcome(entries)
    jump = f'<a class="skip" href="#beurt-{next_number(conversation) - 1}">{texts.LAST_ANSWER}</a>'
    return _transcript((jump if len(conversation) > 1 else "") + "".join(turns), questions)


def _private(exchange: Exchange) -> bool:
    """The browser is not to remember personal data."""
    return exchange.answer is not None and exchange.answer.reason is Reason.PERSONAL_DATA


def restoring(questions: Sequence[Asked]) -> str:
    """What stands there while the questions of a page that was loaded anew are asked again."""
    return _transcript(_article(1, f'<p class="said">{texts.RESTORING}</p>', " pending"), questions)


def _transcript(turns: str, questions: Sequence[Asked]) -> str:
    """The turns, and the questions for the browser's own memory (ui/web/chat.js)."""
    short = [[question, as_groups(choice)] for question, choice in questions if len(question) <= _LONG][-_REMEMBERED:]
    memory = f'<span class="off memory">{escape(json.dumps(short))}</span>'
    return f'<div class="bw-transcript"><h2 class="sr">{texts.CONVERSATION}</h2>{memory}{turns}</div>'


def _welcome(entries: Entries) -> str:
    """First questions; where none were written for these documents, ui/web/asking.js asks the server for some."""
    buttons = "".join(f"<li>{example(question)}</li>" for question in fitting(entries)[:EXAMPLES])
    return (
        f'<div class="bw-welcome"><h2>{texts.EXAMPLES_HEADING}</h2><p>{escape(texts.EXAMPLES_INTRO)}</p>'
        f'<ul class="examples">{buttons}</ul></div>'
    )


def following(number: int, questions: Sequence[str]) -> str:
    """Buttons below the last answer, with questions that have an answer too."""
    if not questions:
        return ""
    items = f'<ul class="examples">{"".join(f"<li>{example(question)}</li>" for question in questions)}</ul>'
    return f'<div class="following" id="vervolg-{number}"><h3>{texts.NEXT_QUESTIONS}</h3>{items}</div>'


def _turn(exchange: Exchange, *, why: bool = True) -> str:
    """A question with its answer; `why`: with the account of it, which is as long as the answer."""
    answer = exchange.answer
    if answer is None:
        return _framed(exchange.number, exchange.question, _broken(exchange))
    body = _silence(exchange, answer) if answer.reason else _answer(exchange, answer)
    searched = f"{texts.SEARCHED_AS} {escape(answer.standalone)}" if answer.standalone else ""
    within = escape(looked_in(answer))
    above = tagged("p", "searched", searched) + tagged("p", "searched", within)
    judged = asking_opinion(exchange.number, answer)
    account = explained(answer, exchange.documents) if why else f'<p class="composed">{texts.WHY_OLD}</p>'
    return _framed(exchange.number, exchange.question, above + body + account + judged)


def _pending(number: int, question: str, entries: Entries, choice: Choice) -> str:
    chosen = among(choice, entries)
    searching = texts.searching(len(entries), None if chosen is None else len(chosen))
    stopped = f'<span class="off stopped">{escape(texts.STOPPED_ASKING)}</span>'
    return _framed(number, question, f'<p class="said">{escape(searching)}</p>{stopped}', " pending")


def _unfinished(exchange: Exchange, every: Entries) -> str:
    """The checked sentences so far, marked as not whole: the browser announces an answer once, when it is whole."""
    answer, documents = exchange.answer, exchange.documents
    if answer is None or not answer.claims:
        return _pending(exchange.number, exchange.question, every, exchange.choice)
    sources = {source.number: source for source in cited_sources(answer, documents)}
    body = tagged("p", "opening", bold(answer.message)) + _claims(exchange.number, answer, sources)
    more = f'<p class="more">{escape(texts.MORE_COMING)}</p>'
    return _framed(exchange.number, exchange.question, f'<div class="said">{body}{more}</div>', " pending written")


def _broken(exchange: Exchange) -> str:
    said = exchange.trouble or texts.FAILED
    again = f'{texts.TRY_AGAIN}<span class="off">{kept(exchange.question)}</span>'
    button = f'<button type="button" class="ask">{again}</button>'
    return f'{_said(f"<p>{escape(said)}</p>", texts.NO_ANSWER)}<div class="actions">{button}</div>'


def _framed(number: int, question: str, body: str, state: str = "") -> str:
    short = question if len(question) <= _HEADING else question[:_HEADING].rstrip() + "…"
    heading = f'<h3 class="question"><span class="sr">{texts.YOUR_QUESTION} </span>{shown_question(short)}</h3>'
    whole = f"<summary>{texts.WHOLE_QUESTION}</summary><p>{shown_question(question)}</p>"
    rest = f'<details class="whole">{whole}</details>' if short != question else ""
    return _article(number, heading + rest + f'<div class="answer">{body}</div>', state)


def _article(number: int, body: str, state: str) -> str:
    return f'<article class="turn{state}" id="beurt-{number}" tabindex="-1">{body}</article>'


def _said(body: str, label: str) -> str:
    """What a screen reader hears once, its label first."""
    silent = " silent" if label == texts.NO_ANSWER else ""
    return f'<div class="said{silent}"><span class="sr">{label} </span>{body}</div>'


def _answer(exchange: Exchange, answer: Answer) -> str:
    number, documents = exchange.number, exchange.documents
    sources = {source.number: source for source in cited_sources(answer, documents)}
    message, closing = (bold(words) for words in (answer.message, answer.closing))
    body = tagged("p", "opening", message) + _claims(number, answer, sources) + tagged("p", "closing", closing)
    link = f'<a class="to-sources" href="#bronnen-{number}">{escape(texts.show_sources(len(sources)))}</a>'
    buttons = copy_button(copy_text(answer, documents), texts.COPY_ANSWER) + keep_button(
        kept_answer(answer, exchange.choice)
    )
    actions = f'<div class="actions">{buttons}{link}</div>'
    return f'{_said(body, texts.ANSWER)}{actions}<p class="composed">{escape(texts.COMPOSED)}</p>'


def kept_answer(answer: Answer, choice: Choice = Choice()) -> dict[str, object]:  # noqa: B008 - frozen
    """An answer as a dossier remembers it: what was said, where each sentence stands, what was looked in."""
    return {
        "kind": "answer",
        "question": answer.standalone or answer.question,
        "message": answer.message,
        "closing": answer.closing,
        "claims": [_kept_claim(claim) for claim in answer.claims],
        "writer": answer.writer,
        **({"within": as_groups(choice)} if choice else {}),
    }


def _kept_claim(claim: Claim) -> dict[str, object]:
    citations = [
        {"document": citation.document_id, "start": citation.start, "end": citation.end} for citation in claim.citations
    ]
    return {"sentence": claim.sentence, "group": claim.group, "item": claim.item, "citations": citations}


def _silence(exchange: Exchange, answer: Answer) -> str:
    shown = f'<a class="to-sources" href="#bronnen-{exchange.number}">{escape(texts.SHOW_NEAREST)}</a>'
    link = shown if answer.hits else ""
    telling = answer.reason in _KEPT_SILENCES and len(answer.question) <= _LONG
    keep = keep_button(kept_answer(answer, exchange.choice)) if telling else ""
    said = _said(f"<p>{bold(answer.message)}</p>", texts.NO_ANSWER)
    return said + _without(answer.without) + tagged("div", "actions", keep + link + _everywhere(answer))


def _everywhere(answer: Answer) -> str:
    """Where only some documents were looked in: the button that asks all of them."""
    if answer.among is None:
        return ""
    question = f'{texts.SEARCH_EVERYTHING}<span class="off">{kept(answer.question)}</span>'
    return f'<button type="button" class="ask everywhere">{question}</button>'


def _without(question: str) -> str:
    """The question without personal data, and the button that asks it."""
    if not question:
        return ""
    button = f'{texts.ASK_WITHOUT_DATA}<span class="off">{kept(question)}</span>'
    shown = f'<p class="searched">{texts.WITHOUT_DATA} {shown_question(question)}</p>'
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
    return f'{bold(claim.sentence)}<span class="cites"> {"".join(_link(n, s) for s in cited)}</span>{badges}'


def _link(n: int, source: Source) -> str:
    part = shown_marks(source.heading[-1]) if source.heading else ""
    label = escape(texts.cite_label(whose(source.document), part))
    number = f'<span class="sr">{texts.SOURCE} </span>[{source.number}]<span class="sr"> {label}</span>'
    return f'<a class="cite" href="#bron-{n}-{source.number}" title="{label}">{number}</a>'
