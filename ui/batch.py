"""Reads questions from JSON lines and answers them one by one, in order.

It does not know how a question is answered.
"""

import json
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from index import EngineUnavailable
from qa import Answer, Turn
from ui import texts
from ui.render import Documents, as_contract, failed_contract

Ask = Callable[[str, Sequence[Turn]], Answer]
_PAUSES = (1, 2, 4, 8, 15, 30)  # seconds
ROLES = ("user", "assistant")

log = logging.getLogger(__name__)


class BadHistory(ValueError):
    """No list of turns; `str(error)` says in Dutch what is expected."""


class BadBatch(Exception):
    """A file of questions that cannot be used; `str(error)` names the file, the line and the remedy."""


@dataclass(frozen=True, slots=True)
class Request:
    id: str
    question: str
    history: tuple[Turn, ...]


def read_requests(file: Path) -> tuple[Request, ...]:
    """Every question of the file, empty lines skipped; raises BadBatch before anything has been answered."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadBatch(texts.file_unreadable(file, texts.NOT_UTF8)) from error
    except OSError as error:
        raise BadBatch(texts.file_unreadable(file, texts.system_reason(error))) from error
    return tuple(_request(file, number, line) for number, line in enumerate(lines, start=1) if line.strip())


def answer_one(request: Request, ask: Ask, documents: Documents) -> dict[str, Any]:
    """The contract object, with the seconds that this question took."""
    started = time.perf_counter()
    answer = ask(request.question, request.history)
    return as_contract(answer, documents, id=request.id, seconds=time.perf_counter() - started)


def answer_all(requests: Sequence[Request], ask: Ask, documents: Documents) -> Iterator[dict[str, Any]]:
    """One object for every request, in the same order, whatever happens to one of them."""
    for request in requests:
        started = time.perf_counter()
        try:
            yield _waiting(partial(answer_one, request, ask, documents))
        except EngineUnavailable as error:
            log.error("%s %s", texts.question_failed(request.id), error)
            yield failed_contract(request.question, id=request.id, seconds=time.perf_counter() - started)
        except Exception:
            log.exception(texts.question_failed(request.id))
            yield failed_contract(request.question, id=request.id, seconds=time.perf_counter() - started)


def _waiting(answer: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Nobody looks on while a file is answered: a database that comes back within a minute costs no question."""
    for pause in _PAUSES:
        try:
            return answer()
        except EngineUnavailable as error:
            if not error.retry:
                raise
            time.sleep(pause)
    return answer()


def turns(history: object) -> tuple[Turn, ...]:
    """Turns from JSON; raises BadHistory when it is no list of {"role", "content"}."""
    if history is None:
        return ()
    if not isinstance(history, list):
        raise BadHistory(texts.BAD_HISTORY)
    return tuple(_turn(turn) for turn in history)


def _turn(turn: object) -> Turn:
    match turn:
        case {"role": str(role), "content": str(content)} if role in ROLES:
            return Turn(role, content)
    raise BadHistory(texts.BAD_HISTORY)


def _request(file: Path, number: int, line: str) -> Request:
    try:
        return _parsed(line, number)
    except json.JSONDecodeError as error:
        raise BadBatch(texts.bad_line(file, number, texts.NOT_JSON)) from error
    except ValueError as error:
        raise BadBatch(texts.bad_line(file, number, str(error))) from error


def _parsed(line: str, number: int) -> Request:
    given = json.loads(line)
    if not isinstance(given, dict):
        raise ValueError(texts.NOT_AN_OBJECT)
    if not isinstance(given.get("question"), str):
        raise ValueError(texts.NO_QUESTION)
    id = given.get("id", number)
    if isinstance(id, bool) or not isinstance(id, str | int):
        raise ValueError(texts.BAD_ID)
    return Request(str(id), given["question"], turns(given.get("history")))
