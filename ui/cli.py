"""The command line: `bronwijzer index | ask | eval | serve | show | sources`.

It reads arguments, calls the doors and prints; it does not know how anything is found or answered. The doors of index
and qa load slowly, so each command imports what it needs and `--help` answers at once.
"""

import asyncio
import errno
import json
import logging
import os
import re
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from ui import texts
from ui.settings import Settings, SettingsError, debugging, load_settings, open_assistant, open_encoder_for

if TYPE_CHECKING:
    from ingest import Document
    from qa import Assistant

T = TypeVar("T")
OK, COULD_NOT, USAGE, INTERRUPTED = 0, 1, 2, 130


class CouldNot(Exception):
    """The command could not do what it was asked; `str(error)` says why and what to do."""


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code; a traceback is shown only under BRONWIJZER_DEBUG=1."""
    _log_briefly()
    try:
        result = app(list(arguments), prog_name="bronwijzer", standalone_mode=False)
        sys.stdout.flush()
    except TyperException as error:
        return _failed(_usage_sentence(error), USAGE)
    except (BrokenPipeError, SystemExit):  # the reader of our output left: `bronwijzer show X --text | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        if debugging():
            raise
        return _failed(str(error) if _expected(error) else texts.CRASHED.format(_named(error)), COULD_NOT)
    if result == INTERRUPTED:  # what the library makes of Ctrl-C
        return _failed(texts.STOPPED, INTERRUPTED)
    return result if isinstance(result, int) else OK


class Brief(logging.Formatter):
    """One line for what went wrong; the traceback only under BRONWIJZER_DEBUG=1."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        if error is None or debugging():
            return super().format(record)
        return f"{record.getMessage()} ({_named(error)})"


def _log_briefly() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(Brief())
    handler.addFilter(_is_news)
    logging.basicConfig(level=logging.ERROR, handlers=[handler])


def _is_news(record: logging.LogRecord) -> bool:
    """Not what the server says of pages that were still open when it stopped."""
    cut = bool(record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))
    return not cut and "graceful shutdown exceeded" not in record.getMessage()


class DutchCommand(TyperCommand):
    """A command whose help page is Dutch to the last word."""

    def get_help(self, ctx: Any) -> str:  # Any: typer keeps the type of its context private
        return _dutch(super().get_help(ctx))


class DutchGroup(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return _dutch(super().get_help(ctx))


app = typer.Typer(
    cls=DutchGroup,
    help=texts.HELP,
    epilog=texts.HELP_EPILOG,
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command(name="index", cls=DutchCommand, help=texts.HELP_INDEX)
def index_command(
    folder: Annotated[Path | None, typer.Argument(metavar="MAP", help=texts.HELP_INDEX_FOLDER)] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="MAP", help=texts.HELP_INDEX_TO)] = None,
) -> None:
    from index import build_index

    settings = _settings(corpus=folder, index=to)
    with _bars() as progress:
        encoder = open_encoder_for(settings, progress)
        documents, unreadable = _read(settings, encoder)
        built = build_index(documents, encoder, settings.index, progress=progress)
    print(texts.indexed(len(built.documents), len(built.passages), settings.index))
    if unreadable:
        _say(texts.skipped(unreadable))


@app.command(cls=DutchCommand, help=texts.HELP_ASK)
def ask(
    question: Annotated[str | None, typer.Argument(metavar="VRAAG", help=texts.HELP_ASK_QUESTION)] = None,
    as_json: Annotated[bool, typer.Option("--json", help=texts.HELP_ASK_JSON)] = False,
    batch: Annotated[Path | None, typer.Option("--batch", metavar="VRAGEN", help=texts.HELP_ASK_BATCH)] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="ANTWOORDEN", help=texts.HELP_ASK_OUT)] = None,
) -> None:
    if question is not None and batch is None and out is None:
        _ask_one(question, as_json)
    elif question is None and batch is not None and out is not None:
        _ask_batch(batch, out)
    else:
        _say(texts.ASK_ONE_OR_BATCH)
        raise typer.Exit(USAGE)


@app.command(name="eval", cls=DutchCommand, help=texts.HELP_EVAL)
def eval_command(
    gold: Annotated[Path | None, typer.Option("--gold", metavar="PAD", help=texts.HELP_EVAL_GOLD)] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="BESTAND", help=texts.HELP_EVAL_OUT)] = None,
    types: Annotated[str, typer.Option("--types", metavar="SOORTEN", help=texts.HELP_EVAL_TYPES)] = "",
    split: Annotated[str, typer.Option("--split", metavar="DEEL", help=texts.HELP_EVAL_SPLIT)] = "",
    show_failures: Annotated[bool, typer.Option("--failures", help=texts.HELP_EVAL_FAILURES)] = False,
) -> None:
    import eval as judge

    settings = _settings()
    with _bars() as progress:
        assistant = open_assistant(settings, progress)
        documents = assistant.index.documents
        wanted = set(types.replace(",", " ").split())
        questions = [
            q
            for q in judge.load_gold(gold or judge.GOLD, documents)
            if (not wanted or q.type in wanted) and (not split or q.split == split)
        ]
        if not questions:
            raise CouldNot(texts.no_gold(types, split))
        outcomes = judge.run(questions, assistant.ask, documents, progress)
    print(judge.report(outcomes))
    if show_failures:
        print(judge.failures(outcomes))
    if out:
        about = {"encoder": settings.encoder, "writer": settings.writer, "gold": str(gold or judge.GOLD)}
        _write(out, json.dumps(judge.to_json(outcomes, about), ensure_ascii=False, indent=1) + "\n")
        _say(texts.saved(out))


@app.command(cls=DutchCommand, help=texts.HELP_SERVE)
def serve(
    host: Annotated[str | None, typer.Option("--host", metavar="ADRES", help=texts.HELP_SERVE_HOST)] = None,
    port: Annotated[
        int | None, typer.Option("--port", metavar="POORT", min=1, max=65535, help=texts.HELP_SERVE_PORT)
    ] = None,
) -> None:
    from ui.app import build_app, run_server

    settings = _settings(host=host, port=port)
    with _listen(settings.host, settings.port) as listener:
        with _bars() as progress:
            assistant = open_assistant(settings, progress)
        _say(texts.ready(f"http://{_in_address(settings.host)}:{settings.port}"))
        run_server(build_app(assistant.ask, assistant.index.documents), listener)


@app.command(cls=DutchCommand, help=texts.HELP_SHOW)
def show(
    source: Annotated[str, typer.Argument(metavar="BRON", help=texts.HELP_SHOW_SOURCE)],
    text: Annotated[bool, typer.Option("--text", help=texts.HELP_SHOW_TEXT)] = False,
) -> None:
    from ui.render import overview

    document = _find(source, _documents())
    if text:
        sys.stdout.write(document.text)
    else:
        print(overview(document))


@app.command(cls=DutchCommand, help=texts.HELP_SOURCES)
def sources() -> None:
    from ui.render import source_lines

    print("\n".join(source_lines(document) for document in _documents()))


def _ask_one(question: str, as_json: bool) -> None:
    from ui.batch import Request, answer_one
    from ui.render import terminal_text

    assistant = _open()
    documents = assistant.index.documents
    if as_json:
        print(json.dumps(answer_one(Request("", question, ()), assistant.ask, documents), ensure_ascii=False, indent=1))
    else:
        print(terminal_text(assistant.ask(question), documents))


def _ask_batch(batch: Path, out: Path) -> None:
    """Every line is on disk before the next question is asked: what is interrupted is not lost."""
    from ui.batch import BadBatch, answer_all, read_requests

    try:
        requests = read_requests(batch)
    except BadBatch as error:
        raise CouldNot(str(error)) from error
    failed = 0
    with _bars() as progress, _opened(out) as file:
        assistant = open_assistant(_settings(), progress)
        answers = answer_all(requests, assistant.ask, assistant.index.documents)
        for done, answer in enumerate(answers, start=1):
            file.write(json.dumps(answer, ensure_ascii=False) + "\n")
            file.flush()
            failed += answer["reason"] == "fout"
            progress(texts.ANSWERING, done, len(requests))
    _say(texts.answered(len(requests), out))
    if failed:
        raise CouldNot(texts.QUESTIONS_FAILED.format(failed, len(requests)))


def _read(settings: Settings, encoder: Any) -> "tuple[list[Document], int]":
    """The documents of the corpus and how many files could not be read; known ones are not read again."""
    from index import IndexMismatch, load_index
    from ingest import Document, read_documents

    try:
        known = dict(load_index(settings.index, encoder).documents)
    except IndexMismatch:
        known = {}
    documents, unreadable = [], 0
    for found in read_documents(settings.corpus, known):
        if isinstance(found, Document):
            documents.append(found)
        else:
            unreadable += 1
            _say(str(found))
    if not documents:
        raise CouldNot(texts.all_unreadable(settings.corpus))
    return documents, unreadable


def _open() -> "Assistant":
    with _bars() as progress:
        return open_assistant(_settings(), progress)


def _documents() -> "tuple[Document, ...]":
    """The documents of the index, by file name."""
    from index import load_index

    settings = _settings()
    with _bars() as progress:
        documents = load_index(settings.index, open_encoder_for(settings, progress)).documents
    return tuple(sorted(documents.values(), key=lambda d: d.source))


def _find(wanted: str, documents: "Sequence[Document]") -> "Document":
    found = [d for d in documents if d.source == wanted] or [d for d in documents if wanted.lower() in d.source.lower()]
    if not found:
        raise CouldNot(texts.no_such_source(wanted, [d.source for d in documents]))
    if len(found) > 1:
        raise CouldNot(texts.several_sources(wanted, [d.source for d in found]))
    return found[0]


def _settings(**given: object) -> Settings:
    """What is set, with what the command line gave on top."""
    return replace(load_settings(), **{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket before anything slow begins: a busy port is told at once."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family)
    except socket.gaierror as error:
        raise CouldNot(texts.host_unknown(host)) from error
    except PermissionError as error:
        raise CouldNot(texts.port_forbidden(port)) from error
    except OSError as error:
        busy = error.errno == errno.EADDRINUSE
        raise CouldNot(texts.port_busy(host, port) if busy else texts.host_unknown(host)) from error
    return listener


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextmanager
def _bars() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on stderr for every step that reports itself."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def show_step(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield show_step


@contextmanager
def _opened(file: Path) -> Iterator[Any]:
    try:
        handle = file.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise CouldNot(texts.file_unwritable(file, texts.system_reason(error))) from error
    with handle:
        yield handle


def _write(file: Path, text: str) -> None:
    with _opened(file) as handle:
        handle.write(text)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _failed(sentence: str, code: int) -> int:
    _say(sentence)
    return code


def _expected(error: Exception) -> bool:
    """Whether the error is one that says in plain words what to do."""
    if isinstance(error, CouldNot | SettingsError):
        return True
    from eval import GoldError, RunError
    from index import IndexMismatch, ModelUnavailable
    from ingest import UnreadableDocument
    from qa import WriterUnavailable

    return isinstance(
        error, GoldError | RunError | IndexMismatch | ModelUnavailable | UnreadableDocument | WriterUnavailable
    )


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _usage_sentence(error: TyperException) -> str:
    """The library's English complaint in Dutch; its own words are only used to find what it is about."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "bronwijzer"
    message = str(getattr(error, "message", ""))
    parameter = getattr(error, "param", None)
    kind = "NoSuchCommand" if message.startswith("No such command") else type(error).__name__
    quoted = re.search(r"'([^']*)'", message)
    name = getattr(error, "option_name", None) or (parameter and _parameter_name(parameter)) or (quoted and quoted[1])
    return texts.usage_error(kind, str(name or ""), command)


def _parameter_name(parameter: Any) -> str:
    named = parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar
    return str(named).strip("[]")


def _dutch(page: str) -> str:
    for english, dutch in texts.HELP_WORDS:
        page = page.replace(english, dutch)
    return re.sub(r" <(?:str|path)>|  \[\d+<=x<=\d+\]", "", page)  # the words beside it say it better


if __name__ == "__main__":
    main()
