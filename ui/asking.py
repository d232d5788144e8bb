"""What stands around the box to ask in, besides what Gradio draws: what is looked in, what was asked, first questions.

Fragments of HTML that ui/web/asking.js puts in their place. It does not answer and does not know the conversation.
"""

import threading
from collections.abc import Callable
from html import escape
from weakref import ref

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse

from index import Index
from qa import answered, first_ideas
from ui import texts
from ui.choice import GROUPS, Choice, among, in_words, left_out, of_groups, values
from ui.desk import Current, Desk, House, untold
from ui.listed import Entries
from ui.shell import part

EXAMPLES = 6
_TRIES = 30  # questions that are asked to find that many
_MOST_CHOSEN = 100  # values in an address


def add_asking(app: FastAPI, current: Current, house: House) -> None:
    """GET /deel/keuze: the choice of documents; /deel/voorbeelden: first questions, each really answered."""
    del house
    examples, room = _kept(_examples), CapacityLimiter(1)  # who waits holds no thread that others need

    @app.get("/deel/keuze")
    def choice(request: Request) -> HTMLResponse:
        pairs = request.query_params.multi_items()[:_MOST_CHOSEN]
        given = of_groups({group: [value for name, value in pairs if name == group] for group in GROUPS})
        return part(around_box(given, current().entries))

    @app.get("/deel/voorbeelden")
    async def first() -> HTMLResponse:
        questions = await to_thread.run_sync(examples, current(), limiter=room)
        return part("".join(f"<li>{example(question)}</li>" for question in questions))


def example(question: str) -> str:
    return f'<button type="button" class="ask example">{escape(question)}</button>'


def fitting(entries: Entries) -> tuple[str, ...]:
    """The examples that were written for these documents."""
    files = {entry.source for entry in entries.values()}
    return tuple(one.question for one in texts.EXAMPLES if files.issuperset(one.sources))


def _examples(desk: Desk) -> tuple[str, ...]:
    """Those that were written for the documents, else questions made from their headings that have an answer."""
    written = fitting(desk.entries)[:EXAMPLES]
    if len(written) == EXAMPLES:
        return written
    wanted = EXAMPLES - len(written)
    ask = untold(desk)
    made = answered(first_ideas(desk.index), lambda question: ask(question, ()), desk.index, (), wanted, _TRIES)
    return (*written, *made)


def _kept(make: Callable[[Desk], tuple[str, ...]]) -> Callable[[Desk], tuple[str, ...]]:
    """Made once for each index, however many ask at the same time."""
    lock = threading.Lock()
    held: tuple[ref[Index], tuple[str, ...]] | None = None  # an index that was replaced need not stay open for this

    def get(desk: Desk) -> tuple[str, ...]:
        nonlocal held
        with lock:
            if held is None or held[0]() is not desk.index:
                held = (ref(desk.index), make(desk))
            return held[1]

    return get


def around_box(choice: Choice, entries: Entries) -> str:
    return f'<div id="om-vraag">{_filters(choice, entries)}{_history()}</div>'


def _filters(choice: Choice, entries: Entries) -> str:
    """A line that says what is looked in; folded below it the groups to choose from."""
    offered, more = values(entries.values()), left_out(entries.values())
    groups = zip(GROUPS, texts.CHOICE_GROUPS, offered, more, choice.groups, strict=bool(entries))
    fields = "".join(_group(*group) for group in groups)
    every = f'<button type="button" class="knop alles">{texts.SEARCH_EVERYTHING}</button>'
    return (
        f'<details id="keuzes"><summary><span class="wat">{escape(said(choice, entries))}</span></summary>'
        f'<div class="open"><p class="uitleg">{escape(texts.CHOICE_HINT)}</p>{fields}{every}</div></details>'
    )


def said(choice: Choice, entries: Entries) -> str:
    """'Zoekt in 2 van 5 documenten: Vlaams ABVV'."""
    found = among(choice, entries)
    return texts.looks_in(None if found is None else len(found), len(entries), in_words(choice))


def _group(name: str, label: str, offered: tuple[tuple[str, int], ...], more: int, chosen: tuple[str, ...]) -> str:
    boxes = "".join(_box(name, value, count, value in chosen) for value, count in offered)
    rest = f'<p class="uitleg">{escape(texts.more_values(more))}</p>' if more else ""
    return f'<fieldset class="keuzes"><legend>{label}</legend>{boxes}{rest}</fieldset>'


def _box(name: str, value: str, count: int, checked: bool) -> str:
    on = " checked" if checked else ""
    many = f'<span class="aantal">({count})</span>' if count > 1 else ""
    return f'<label><input type="checkbox" name="{name}" value="{escape(value)}"{on}> {escape(value)} {many}</label>'


def _history() -> str:
    """What the browser itself keeps, and only where somebody wants it; the list is made there."""
    return (
        f'<details id="eerder"><summary>{texts.HISTORY}</summary><div class="open">'
        f'<label class="bewaren"><input type="checkbox" name="bewaren"> {texts.HISTORY_KEEP}</label>'
        f'<p class="uitleg">{escape(texts.HISTORY_HINT)}</p><p class="leeg">{escape(texts.HISTORY_EMPTY)}</p>'
        f'<ul class="vragen"></ul><button type="button" class="knop wissen" hidden>{texts.HISTORY_CLEAR}</button>'
        f'<span class="off gewist">{escape(texts.HISTORY_CLEARED)}</span>'
        f'<span class="off aan">{escape(texts.HISTORY_ON)}</span></div></details>'
    )
