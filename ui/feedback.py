"""Takes in what somebody thinks of an answer: POST /api/oordeel.

What it keeps, it reads from the index itself: of the browser's word it takes a yes or no, a reason, and places; the
question and the explanation only with a yes, and never with personal data. It does not know how it is asked.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from eval import REASONS, Cited, Opinion, keep_opinion
from qa import personal_data
from ui import texts
from ui.desk import Current, Desk, House
from ui.opinions import LONGEST_QUESTION, LONGEST_WORDS, MOST_CITED

_LONGEST_QUOTE = 3_000

log = logging.getLogger(__name__)


def _known(reason: str) -> str:
    if reason and reason not in REASONS:
        raise ValueError(reason)
    return reason


class Place(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    document: str = Field(max_length=100)
    passage: str = Field(max_length=100)
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Given(BaseModel):
    """What the page sends."""

    model_config = ConfigDict(extra="forbid", strict=True)

    good: bool
    reason: Annotated[str, AfterValidator(_known)] = ""
    adds: bool = False
    abstained: bool
    writer: str = Field(max_length=120, pattern=r"^[\w:./#@+-]*$")
    cited: list[Place] = Field(max_length=MOST_CITED)
    keep: bool = False
    question: str = Field("", max_length=LONGEST_QUESTION)
    words: str = Field("", max_length=LONGEST_WORDS)


def add_feedback(app: FastAPI, current: Current, house: House, today: Callable[[], str] | None = None) -> None:
    """Only where there is a folder to keep opinions in."""
    folder = house.feedback
    if folder is None:
        return

    @app.post("/api/oordeel")
    def judge(given: Given) -> JSONResponse:
        if kinds := personal_data(given.words):
            return _reply(422, texts.words_hold(list(kinds)))
        try:
            keep_opinion(opinion_of(given, current(), (today or _today)()), folder)
        except (OSError, TimeoutError) as error:
            log.error("%s", texts.opinion_not_kept(folder, type(error).__name__))
            return _reply(503, texts.OPINION_FAILED)
        return JSONResponse({}, headers={"Cache-Control": "no-store"})


def opinion_of(given: Given, desk: Desk, day: str) -> Opinion:
    """What may be kept of it."""
    keep = given.keep and bool(given.question.strip()) and not personal_data(given.question)
    cited = tuple(found for place in given.cited if (found := _cited(place, desk, with_words=keep)))
    words = {"question": given.question.strip(), "words": given.words.strip()} if keep else {}
    writer = given.writer
    return Opinion(day, given.good, given.reason, writer, given.abstained, _version(), cited, given.adds, **words)


def _cited(place: Place, desk: Desk, *, with_words: bool) -> Cited | None:
    """The place, if it is one of this index; its words from the document itself."""
    document = desk.documents.get(place.document)
    if document is None:
        return None
    known = any(passage.id == place.passage for passage in desk.index.passages_of(document.id))
    passage = place.passage if known else ""
    quote = document.text[place.start : min(place.end, place.start + _LONGEST_QUOTE)] if with_words else ""
    return Cited(document.id, passage, document.source if with_words else "", quote)


def _reply(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status, headers={"Cache-Control": "no-store"})


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _version() -> str:
    try:
        return version("bronwijzer")
    except PackageNotFoundError:
        return ""
