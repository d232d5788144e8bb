"""What Gradio draws: the conversation, the box to ask in and the panel beside it.

It does not know how a question is answered (it gets a desk), how an answer looks (ui/page.py, ui/cards.py) or what else
the server offers (ui/app.py).
"""

import json
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from index import EngineUnavailable
from qa import answered, next_ideas
from ui import page, texts
from ui.away import unanswered
from ui.cards import panel
from ui.choice import Choice, among, of_groups, read_choice
from ui.closed import open_since
from ui.conversation import LONGEST_QUESTION, Conversation, Exchange, Sitting, named_in, next_number
from ui.desk import Current, Desk, untold
from ui.fresh import Shown
from ui.guard import LARGEST_BODY
from ui.hushed import hush_gradio
from ui.line import Asker, Unanswered, asking_for, each_for
from ui.render import as_turns

_REMEMBERED = 10  # exchanges that a follow-up question can lean on
_SHOWN = 40  # exchanges that the page keeps showing
_PACE = 0.1  # seconds between two looks of an answer that grows
_NEXT, _TRIES = 3, 5  # questions that are offered below an answer, and that are asked to find them

log = logging.getLogger(__name__)


def load_gradio() -> Any:
    """Gradio, told before it wakes to call nobody; Any: it decorates its types away."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    import gradio

    hush_gradio()
    return gradio


def build_page(gradio: Any, current: Current) -> tuple[Any, Sequence[Shown]]:
    """The conversation, the box to ask in, and one side panel; and what of it tells of the documents.

    Markdown and not HTML: Gradio's HTML component evaluates a template, which the content security policy forbids, and
    Markdown passes what we wrote through a sanitiser once more. The box comes before the conversation, so that Tab
    leads from it to the answer; the style sheet shows it below.
    """

    def block(value: str, name: str) -> Any:
        return gradio.Markdown(value, elem_id=name, latex_delimiters=[], show_label=False)

    with gradio.Blocks(title=texts.NAME, analytics_enabled=False, fill_width=True) as blocks:
        conversation, sitting, desk = gradio.State(()), gradio.State(Sitting()), current()
        with gradio.Row(elem_id="werkblad"):
            with gradio.Column(elem_id="links"):
                consent, choice = _consent(gradio, block, desk.outside)
                with gradio.Column(elem_id="invoer"):
                    box = gradio.Textbox(
                        label=texts.QUESTION_LABEL,
                        placeholder=texts.QUESTION_HINT,
                        elem_id="vraag",
                        lines=1,
                        max_lines=8,
                        max_length=LONGEST_QUESTION,
                        html_attributes=gradio.InputHTMLAttributes(autocomplete="off", enterkeyhint="send"),
                    )
                    with gradio.Row(elem_id="knoppen"):
                        send = gradio.Button(texts.SEND, variant="primary", elem_id="verstuur")
                        stop = gradio.Button(texts.STOP, elem_id="stop")
                        anew = gradio.Button(texts.NEW_CONVERSATION, elem_id="nieuw")
                transcript = block(page.transcript((), desk.entries), "gesprek")
                following = block("", "vervolg")
                unseen = {"container": False, "max_length": LARGEST_BODY}
                memory = gradio.Textbox(label=texts.MEMORY_LABEL, elem_id="geheugen", **unseen)
                chosen = gradio.Textbox(label=texts.CHOICE_LABEL, elem_id="gekozen", **unseen)
            sources = block(panel((), desk.named, len(desk.entries)), "bronnen")
        reply, shown = _reply(gradio, current, blocks), [box, conversation, transcript, sources]
        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        working = quiet | {
            "concurrency_limit": None,
            "trigger_mode": "multiple",
        }  # ui/chat.js keeps the order
        asked = gradio.on(
            [box.submit, send.click], reply, [box, conversation, consent, chosen, sitting], shown, **working
        )
        again = memory.submit(_again(gradio, current, blocks), [memory, conversation, sitting], shown, **working)
        for event in (asked, again):  # no line of Gradio's own: filled with these it refused whoever asked something
            event.then(_following(current), conversation, following, **quiet)
        fresh = [*shown, following, consent, *([choice] if choice else [])]
        anew.click(lambda held: _empty(held, current(), bool(choice)), sitting, fresh, **quiet)
        stopped = [conversation, transcript, sources]
        stop.click(_stop(current), [conversation, sitting], stopped, **quiet)
    return blocks, (
        Shown(transcript, "value", lambda desk: page.transcript((), desk.entries)),
        Shown(sources, "value", lambda desk: panel((), desk.named, len(desk.entries))),
    )


def _empty(sitting: Sitting, desk: Desk, consent: bool) -> list[Any]:
    """What a new conversation begins with; a yes is for one conversation."""
    sitting.broken_off += 1
    asking = [page.consent(desk.outside, None)] if consent else []
    return ["", *drawn((), desk), "", False, *asking]


def _stop(current: Current) -> Callable[[Conversation, Sitting], tuple[Conversation, str, str]]:
    def stop(conversation: Conversation, sitting: Sitting) -> tuple[Conversation, str, str]:
        """The conversation without the question that was being answered."""
        sitting.broken_off += 1
        return drawn(conversation, current())

    return stop


def _consent(gradio: Any, block: Any, outside: str) -> tuple[Any, Any]:
    """What was chosen in this conversation about sending questions `outside`, and where that is shown.

    Nothing goes there before a yes; where no server is outside, nothing is shown.
    """
    chosen = gradio.State(False)
    if not outside:
        return chosen, None
    with gradio.Column(elem_id="toestemming"):
        shown = block(page.consent(outside, None), "keuze")
        with gradio.Row(elem_id="ja-nee"):
            for label, choice in ((texts.CONSENT_YES, True), (texts.CONSENT_NO, False)):
                button = gradio.Button(label)
                given = (choice, page.consent(outside, choice))
                button.click(
                    lambda given=given: given, None, [chosen, shown], show_progress="hidden", api_visibility="private"
                )
    return chosen, shown


def _wanted(blocks: Any, sitting: Sitting, request: Any) -> Callable[[], bool]:
    """Tells whether somebody still looks at the page on which this was asked, and did not break it off."""
    still, open_yet = sitting.still(), open_since(blocks, request.session_hash)
    return lambda: still() and open_yet()


def _told_who(gradio: Any, function: Any) -> Any:
    """Gradio gives the request to an argument that is said to be one; it is loaded too late to say so in words."""
    function.__annotations__["request"] = gradio.Request
    return function


def _reply(gradio: Any, current: Current, blocks: Any) -> Any:
    def reply(
        message: str, conversation: Conversation, consent: bool, chosen: str, sitting: Sitting, request: Any
    ) -> Iterator[tuple[Any, ...]]:
        """First what is being looked up, then the checked answer; the browser empties the box, so one can type on."""
        wanted = _wanted(blocks, sitting, request)
        message = message.encode(errors="ignore").decode()  # halves of characters cannot be sent back
        desk, choice = current(), read_choice(chosen)
        pending = page.transcript(conversation, desk.entries, asking=message, choice=choice)
        yield gradio.skip(), conversation, pending, gradio.skip()
        exchange = Exchange(next_number(conversation), message, None, {}, choice)
        asked = exchanges_of(message, conversation, desk, consent, choice)
        for exchange, whole in _paced(each_for(Asker(sitting.name, wanted), asked)):
            if not wanted():
                break
            if not whole and (growing := _glimpse((*conversation, exchange), desk)):
                yield gradio.skip(), conversation, growing, gradio.skip()
        shown = drawn((*conversation, exchange)[-_SHOWN:], desk)
        kept = gradio.skip() if shown[0][-1].answer else message
        yield (kept, *shown) if wanted() else _nothing(gradio)

    return _told_who(gradio, reply)


def _nothing(gradio: Any) -> tuple[Any, ...]:
    """For a question that is not wanted any more. It is said, for Gradio ends a run by showing its last words again."""
    return (gradio.skip(),) * 4


def _again(gradio: Any, current: Current, blocks: Any) -> Any:
    def again(remembered: str, conversation: Conversation, sitting: Sitting, request: Any) -> Iterator[tuple[Any, ...]]:
        """Asks anew what a page asked before it was loaded anew: nothing was kept here, a consent neither."""
        wanted, questions = _wanted(blocks, sitting, request), questions_of(remembered)
        if conversation or not questions:
            return
        yield gradio.skip(), conversation, page.restoring(questions), gradio.skip()
        desk = current()
        for question, choice in questions:
            asked = exchanges_of(question, conversation, desk, consent=False, choice=choice)
            *_, exchange = each_for(Asker(sitting.name, wanted), asked)
            conversation = (*conversation, exchange)
            if not wanted():
                break
        yield (gradio.skip(), *drawn(conversation, desk)) if wanted() else _nothing(gradio)

    return _told_who(gradio, again)


def _following(current: Current) -> Callable[[Conversation], str]:
    """What may be asked next, once the answer stands on the screen."""

    def following(conversation: Conversation) -> str:
        if not conversation or conversation[-1].answer is None:
            return ""
        try:
            with asking_for("", later=True):
                return page.following(conversation[-1].number, next_questions(conversation, current()))
        except (EngineUnavailable, Unanswered):  # the next question will tell
            return ""
        except Exception:
            log.exception(texts.ONE_FAILED)
            return ""

    return following


def next_questions(conversation: Conversation, desk: Desk) -> tuple[str, ...]:
    """A few that have an answer that was not on the page yet; in the documents that were chosen."""
    last = conversation[-1]
    answers = [e.answer for e in conversation if e.answer is not None]
    if last.answer is None or not last.documents.keys() <= desk.documents.keys():
        return ()
    ask, history = untold(desk, among(last.choice, desk.entries)), as_turns(answers[-_REMEMBERED:])
    ideas = next_ideas(last.answer, desk.index)
    return tuple(answered(ideas, lambda question: ask(question, history), desk.index, answers, _NEXT, _TRIES))


def _paced(exchanges: Iterable[Exchange], every: float = _PACE) -> Iterator[tuple[Exchange, bool]]:
    """Not more often than the eye follows, and whether it is whole: the newest waits until another one follows."""
    shown, held = 0.0, None
    for newest in exchanges:
        if held is not None and time.monotonic() - shown >= every:
            shown = time.monotonic()
            yield held, False
        held = newest
    if held is not None:
        yield held, True


def _glimpse(conversation: Conversation, desk: Desk) -> str:
    """An answer that is not whole yet; nothing where it cannot be shown (see `drawn`)."""
    try:
        return page.transcript(conversation, desk.entries, growing=True)
    except Exception:
        log.exception(texts.ONE_FAILED)
        return ""


def drawn(conversation: Conversation, desk: Desk) -> tuple[Conversation, str, str]:
    """The conversation, its turns and its sources; an answer that cannot be shown is told to be broken.

    Nothing may be raised from here: Gradio prints the words of an error, and those may be a question.
    """
    try:
        beside = panel(conversation, desk.named, len(desk.entries))
        return conversation, page.transcript(conversation, desk.entries), beside
    except Exception:
        log.exception(texts.ONE_FAILED)
        broken = replace(conversation[-1], answer=None)
        if conversation[-1].answer:
            return drawn((*conversation[:-1], broken), desk)
        return (broken,), page.transcript((broken,), desk.entries), ""


def questions_of(remembered: str) -> tuple[tuple[str, Choice], ...]:
    """The questions that a browser remembers, and what they were looked up in; none where that is no list of them."""
    try:
        given = json.loads(remembered)
    except ValueError:
        return ()
    found = []
    for one in given if isinstance(given, list) else []:
        match one:
            case [str(question), dict(groups)] if len(question) <= LONGEST_QUESTION:
                found.append((question, of_groups(groups)))
    return tuple(found[-_REMEMBERED:])


def exchanges_of(
    message: str,
    conversation: Conversation,
    desk: Desk,
    consent: bool,
    choice: Choice = Choice(),  # noqa: B008 - frozen
) -> Iterator[Exchange]:
    """The question with its answer while that grows, or without one when something broke."""
    history = as_turns([e.answer for e in conversation[-_REMEMBERED:] if e.answer is not None])
    number = next_number(conversation)
    try:
        within = among(choice, desk.entries)
        for answer in desk.answering(message, history, consent=consent, within=within):
            yield Exchange(number, message, answer, named_in(answer, desk.documents), choice)
    except EngineUnavailable as error:
        yield Exchange(number, message, None, {}, choice, unanswered(error))
    except Unanswered as trouble:
        yield Exchange(number, message, None, {}, choice, str(trouble))
    except Exception:
        log.exception(texts.ONE_FAILED)
        yield Exchange(number, message, None, {}, choice)
