"""What the people of a load test ask, and what an assistant in a process of its own answers to it.

Every answer that the server gives is held against these. They come from the develop part of the gold, with and without
slips of the fingers. It does not know the server.
"""

import hashlib
import inspect
import json
import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LONGEST = 3  # questions of one conversation
SLIPS = 0.4  # share of the questions that are typed with a slip

Marks = frozenset[str]  # digests of what may come back: more than one where the index is replaced meanwhile


@dataclass(frozen=True, slots=True)
class Talk:
    questions: tuple[str, ...]
    shown: tuple[Marks, ...]  # the conversation on the page, after each question
    object: Marks  # what the API says of the first question
    places: Mapping[str, Marks]  # addresses of sources that may be opened, and what is read there


class Untrue(Exception):
    """No answer, or a citation that is not what its document says: nothing can be measured against that."""


def mark(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=8).hexdigest()


def mark_of_object(contract: Mapping[str, Any]) -> str:
    """Of an answer of the API, without what may differ: how long it took, and the digits of scores."""
    passages = [{k: v for k, v in one.items() if k != "score"} for one in contract.get("passages", ())]
    kept = {k: v for k, v in contract.items() if k != "seconds"} | {"passages": passages}
    return mark(json.dumps(kept, sort_keys=True, ensure_ascii=False))


def either(talks: Sequence[Talk], others: Sequence[Talk]) -> tuple[Talk, ...]:
    """The same talks, where both answers are right; what can be opened is what both have."""
    return tuple(_either(one, other) for one, other in zip(talks, others, strict=True))


def _either(one: Talk, other: Talk) -> Talk:
    assert one.questions == other.questions
    shown = tuple(a | b for a, b in zip(one.shown, other.shown, strict=True))
    places = {place: marks | other.places[place] for place, marks in one.places.items() if place in other.places}
    return Talk(one.questions, shown, one.object | other.object, places)


def answered_in(
    settings: Mapping[str, str], count: int, longest: int, seed: int, asked: Sequence[tuple[str, ...]] = ()
) -> tuple[Talk, ...]:
    """Run in a process of its own: the models stay there. `settings` as in the environment; `asked`: these instead."""
    from ui.live import desk_of
    from ui.settings import load_settings, open_assistant

    kept = load_settings({**os.environ, **settings})
    desk = desk_of(open_assistant(kept), kept.consent)
    asked = asked or _asked(desk.documents, count, longest, seed)
    return tuple(answered(questions, desk) for questions in asked)


def _asked(documents: Any, count: int, longest: int, seed: int) -> list[tuple[str, ...]]:
    """Conversations of one to `longest` questions, the same ones each time; follow-ups behind what they follow."""
    from eval import GOLD, load_gold, spoil

    chance = random.Random(seed)
    gold = [one for one in load_gold(GOLD, documents) if one.split == "develop"]
    alone = [one for one in gold if not one.history]
    slipped = {one.gold.id: one.question for one in spoil(alone, documents, ("slip",))}
    typed = [
        slipped[one.id] if one.id in slipped and chance.random() < SLIPS else one.question
        for one in chance.sample(alone, len(alone))
    ]
    after = [(*(text for role, text in one.history if role == "user"), one.question) for one in gold if one.history]
    follow = chance.sample(after, len(after)) if longest > 1 else []
    talks: list[tuple[str, ...]] = []
    while typed and len(talks) < count:
        if follow and chance.random() < 0.2:
            talks.append(follow.pop()[:longest])
        else:
            length = chance.randint(1, longest)
            talks.append(tuple(typed.pop() for _ in range(min(length, len(typed)))))
    return talks


def answered(questions: tuple[str, ...], desk: Any, *, original: bool = True) -> Talk:
    """As the page shows it and the API tells it, by the very functions that the server uses; Any: Desk, which loads
    slowly. `original`: whether the server has the files that the documents were read from."""
    from ui.batch import Request, answer_one
    from ui.gradio_page import drawn, exchanges_of

    conversation: Any = ()
    shown: list[Marks] = []
    places: dict[str, Marks] = {}
    for question in questions:
        *_, exchange = exchanges_of(question, conversation, desk, consent=False)
        conversation = (*conversation, exchange)
        if exchange.answer is None:
            raise Untrue(f"no answer to {question}")
        shown.append(frozenset({mark(inspect.cleandoc(drawn(conversation, desk)[1]))}))  # Gradio folds it so
        places |= _places(exchange.answer, desk.documents, original)
    contract = answer_one(Request("", questions[0], ()), desk.ask, desk.documents)
    return Talk(questions, tuple(shown), frozenset({mark_of_object(contract)}), places)


def _places(answer: Any, documents: Any, original: bool) -> dict[str, Marks]:
    from ui.reader import fragment
    from ui.reading import reading

    found = {}
    for citation in (citation for claim in answer.claims for citation in claim.citations):
        document, start, end = documents[citation.document_id], citation.start, citation.end
        if document.text[start:end] != citation.quote:
            raise Untrue(f"{document.source} [{start}:{end}] is not what is cited")
        there = reading(documents, document.id, str(start), str(end))
        text = fragment(there.document, there.place, original=original)
        found[f"deel/bron/{document.id}?van={start}&tot={end}"] = frozenset({mark(text)})
    return found
