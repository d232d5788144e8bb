"""How the command line speaks: Dutch help pages, sentences on stderr, progress bars, files that can be written.

It does not know any command.
"""

import asyncio
import json
import logging
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
)
from rich.text import Text
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from ui import texts
from ui.settings import debugging

OK, COULD_NOT, USAGE, INTERRUPTED = 0, 1, 2, 130  # exit codes
_ORDER = (
    "index",
    "ask",
    "eval",
    "serve",
    "show",
    "sources",
    "users",
    "feedback",
    "backup",
    "restore",
)  # as one meets them


_PACE = 0.2  # seconds

Step = Callable[[str, int, int], None]  # name, done, total


class CouldNot(Exception):
    """The command could not do what it was asked; `str(error)` says why and what to do."""


class Brief(logging.Formatter):
    """One line for what went wrong; the error's own words and the traceback only under BRONWIJZER_DEBUG=1."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        if debugging():
            return super().format(record)
        first = record.getMessage().strip().partition("\n")[0]  # asyncio writes the error itself on the lines below
        return f"{first} ({named(error)})" if error else first


class DutchCommand(TyperCommand):
    """A command whose help page is Dutch to the last word."""

    def get_help(self, ctx: Any) -> str:  # Any: typer keeps the type of its context private
        return _dutch(super().get_help(ctx))


class DutchGroup(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return _dutch(super().get_help(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        names = super().list_commands(ctx)
        return sorted(names, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))


def log_briefly() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(Brief())
    handler.addFilter(is_news)
    logging.basicConfig(level=logging.ERROR, handlers=[handler])
    logging.getLogger("ui.entrance").setLevel(logging.INFO)  # who logged in and out
    for name in ("ui.away", "ui.crew", "ui.late", "ui.live"):  # a database or a process that is away, or back
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # tells of every attempt, in English


def _print(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


_SAYING: list[Callable[[str], None]] = [_print]


def say(sentence: str) -> None:
    _SAYING[-1](sentence)


def say_by(saying: Callable[[str], None]) -> None:
    """From now on sentences go there."""
    _SAYING.append(saying)


def named(error: BaseException) -> str:
    """What kind of error, and where: its own words may hold a question, which no log is to keep."""
    frames = [f"{Path(frame.f_code.co_filename).name}:{line}" for frame, line in walk_tb(error.__traceback__)]
    return " ".join([type(error).__name__, *frames[-1:]])


class Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(texts.pace(speed) if speed else "", style="progress.data.speed")


class Left(ProgressColumn):
    """How long it still takes, in words."""

    max_refresh = 0.5

    def render(self, task: Task) -> Text:
        left = task.time_remaining
        return Text(texts.time_left(left) if left else "", style="progress.remaining")


@contextmanager
def bars() -> Iterator[Step]:
    """Shows every step that reports itself on stderr; nothing at all where none does.

    A terminal gets bars with count, rate and time left; a file or a pipe gets a line now and then.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), Left())
    shown = Progress(*columns, console=console)
    tasks: dict[str, TaskID] = {}

    def show_step(step: str, done: int, total: int) -> None:
        shown.start()
        if step not in tasks:
            tasks[step] = shown.add_task(step, total=total, completed=done)
        shown.update(tasks[step], completed=done, total=total)

    try:
        yield show_step
    finally:
        if tasks:
            shown.stop()


def growing(shown: Iterable[str]) -> str:
    """The last of these texts; a terminal sees the ones before it, each in the place of the one before."""
    console, last = Console(highlight=False, markup=False), ""
    with Live(console=console, transient=True, refresh_per_second=10, vertical_overflow="visible") as live:
        for last in shown:
            if console.is_terminal:
                live.update(Text(last))
    return last


class Steps:
    """Every step as an object of JSON on a line of its own, for the program that reads it; five a second at most."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._told = clock, ("", 0.0)

    def __call__(self, step: str, done: int, total: int) -> None:
        now = self._clock()
        if step == self._told[0] and done < total and now - self._told[1] < _PACE:
            return
        self._told = (step, now)
        print(json.dumps({"step": step, "done": done, "total": total}, ensure_ascii=False), flush=True)


class Lines:
    """A line for a step that takes longer than `every` seconds, as often as that."""

    def __init__(
        self, write: Callable[[str], None] = say, clock: Callable[[], float] = time.monotonic, every: float = 10
    ) -> None:
        self._write, self._clock, self._every = write, clock, every
        self._begun: dict[str, tuple[float, int]] = {}  # step -> when, and what was done then
        self._told = clock()

    def __call__(self, step: str, done: int, total: int) -> None:
        now = self._clock()
        begun, before = self._begun.setdefault(step, (now, done))
        if done == before or now - max(self._told, begun) < self._every:
            return
        self._told = now
        rate = (done - before) / (now - begun)
        self._write(texts.progress_line(step, done, total, rate, (total - done) / rate))


@contextmanager
def opened(file: Path) -> Iterator[Any]:
    """A file to write to; raises CouldNot."""
    try:
        handle = file.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise CouldNot(texts.file_unwritable(file, texts.system_reason(error))) from error
    with handle:
        yield handle


def usage_sentence(error: TyperException) -> str:
    """The library's English complaint in Dutch; its own words are only used to find what it is about."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "bronwijzer"
    message = str(getattr(error, "message", ""))
    parameter = getattr(error, "param", None)
    kind = "NoSuchCommand" if message.startswith("No such command") else type(error).__name__
    quoted = re.search(r"'([^']*)'", message)
    name = getattr(error, "option_name", None) or (parameter and _parameter_name(parameter)) or (quoted and quoted[1])
    return texts.usage_error(kind, str(name or ""), command)


def is_news(record: logging.LogRecord) -> bool:
    """Not what the server says of pages that were still open when it stopped."""
    cut = bool(record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))
    return not cut and "graceful shutdown exceeded" not in record.getMessage()


def _parameter_name(parameter: Any) -> str:
    shown = parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar
    return str(shown).strip("[]{}")


def _dutch(page: str) -> str:
    for english, dutch in texts.HELP_WORDS:
        page = page.replace(english, dutch)
    page = re.sub(r"\[default:\s+([^;\]]+)(;[^\]]*)?\]", r"[standaard: \1]", page)
    page = re.sub(r"\{([A-Z]+)\}", r"\1", page)
    return re.sub(r" <(?:str|path|list\[Path\])>|  \[\d+<=x<=\d+\]", "", page)  # the words beside it say it better
