"""The command line: `bronwijzer index | ask | eval | serve | show | sources | users`.

It reads arguments, calls the doors and prints; it does not know how anything is found or answered. The doors of index
and qa load slowly, so each command imports what it needs and `--help` answers at once.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

from ui import (
    cli_compare,  # noqa: F401 - adds its commands to `eval`
    cli_exchange,  # noqa: F401 - the same
    cli_gold,  # noqa: F401 - the same
    cli_ragas,  # noqa: F401 - the same
    cli_report,  # noqa: F401 - the same
    cli_robust,  # noqa: F401 - adds its command to `eval`
    texts,
    texts_serving,
)
from ui.cli_backup import backup, restore
from ui.cli_eval import evaluation, feedback
from ui.listen import in_address, listen
from ui.settings import (
    Settings,
    SettingsError,
    assistants,
    debugging,
    folders_of,
    in_the_open,
    is_foreign,
    load_settings,
    open_assistant,
    open_documents,
    open_encoder_for,
    open_models,
    place_of,
    uploads_of,
)
from ui.terminal import (
    COULD_NOT,
    INTERRUPTED,
    OK,
    USAGE,
    CouldNot,
    DutchCommand,
    DutchGroup,
    Steps,
    bars,
    log_briefly,
    named,
    opened,
    say,
    usage_sentence,
)
from ui.tokens import TokensError
from ui.tokens_cli import tokens
from ui.users import UsersError
from ui.users_cli import users

if TYPE_CHECKING:
    from ingest import Document
    from qa import Assistant
    from ui.desk import House
    from ui.entrance import Way
    from ui.watching import Watch

_OF_MODELS = ("torch", "transformers", "sentence_transformers")  # a small image goes without (.deploy/Dockerfile)


def main() -> None:
    """The console script."""
    # Threads that wait must not spin: beside other programs that made an answer take 1.3 s instead of 0.15 s.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # nothing leaves the machine, nor is a model fetched, unasked
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code; a traceback is shown only under BRONWIJZER_DEBUG=1."""
    log_briefly()
    try:
        result = app(list(arguments), prog_name="bronwijzer", standalone_mode=False)
        sys.stdout.flush()
    except TyperException as error:
        return _failed(usage_sentence(error), USAGE)
    except (BrokenPipeError, SystemExit):  # the reader of our output left: `bronwijzer show X --text | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        if debugging():
            raise
        return _failed(_told(error) or texts.CRASHED.format(named(error)), COULD_NOT)
    if result == INTERRUPTED:  # what the library makes of Ctrl-C
        return _failed(texts.STOPPED, INTERRUPTED)
    return result if isinstance(result, int) else OK


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
app.add_typer(evaluation, name="eval", help=texts.HELP_EVAL)
listing = typer.Typer(cls=DutchGroup, rich_markup_mode=None)
app.add_typer(listing, name="sources", help=texts.HELP_SOURCES)
app.add_typer(users, name="users", help=texts.HELP_USERS)
app.add_typer(tokens, name="tokens", help=texts_serving.HELP_TOKENS)


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command(name="index", cls=DutchCommand, help=texts.HELP_INDEX, epilog=texts.HELP_INDEX_EPILOG)
def index_command(
    folders: Annotated[list[Path] | None, typer.Argument(metavar="MAP", help=texts.HELP_INDEX_FOLDER)] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="MAP", help=texts.HELP_INDEX_TO)] = None,
    steps: Annotated[bool, typer.Option("--steps", hidden=True)] = False,  # for who watches: ui/reindexing.py
) -> None:
    from index import indexing
    from ui.indexing import report, save_reading, take_in

    settings = _settings(corpus=tuple(folders) if folders else None, index=to, engine=None if to is None else ())
    _keep_apart(settings)
    _make_folder(settings.index)
    with nullcontext(Steps()) if steps else bars() as progress, _told_when_stopped():
        encoder = open_encoder_for(settings, progress, late=True)
        with indexing(settings.place, encoder) as run:
            intake = take_in(folders_of(settings), run.known, progress)
            built = run.build(intake.documents, progress=progress) if intake.read else None
            save_reading(intake, settings.index)
    print(report(intake))
    if built is None:
        raise CouldNot(texts.all_unreadable(settings.corpus))
    print(f"\n{texts.indexed(*built.size, place_of(settings))}")


@app.command(cls=DutchCommand, help=texts.HELP_ASK)
def ask(
    question: Annotated[str | None, typer.Argument(metavar="VRAAG", help=texts.HELP_ASK_QUESTION)] = None,
    as_json: Annotated[bool, typer.Option("--json", help=texts.HELP_ASK_JSON)] = False,
    batch: Annotated[Path | None, typer.Option("--batch", metavar="VRAGEN", help=texts.HELP_ASK_BATCH)] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="ANTWOORDEN", help=texts.HELP_ASK_OUT)] = None,
    consent: Annotated[bool, typer.Option("--consent", help=texts.HELP_ASK_CONSENT)] = False,
    publisher: Annotated[
        list[str] | None, typer.Option("--publisher", metavar="NAAM", help=texts.HELP_ASK_PUBLISHER)
    ] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", metavar="SOORT", help=texts.HELP_ASK_KIND)] = None,
    period: Annotated[list[str] | None, typer.Option("--period", metavar="JAREN", help=texts.HELP_ASK_PERIOD)] = None,
) -> None:
    chosen = {"publisher": publisher or [], "kind": kind or [], "period": period or []}
    if question is not None and batch is None and out is None:
        _ask_one(question, as_json, consent, chosen)
    elif question is None and batch is not None and out is not None:
        _ask_batch(batch, out, consent, chosen)
    else:
        say(texts.ASK_ONE_OR_BATCH)
        raise typer.Exit(USAGE)


@app.command(cls=DutchCommand, help=texts.HELP_SERVE)
def serve(
    host: Annotated[str | None, typer.Option("--host", metavar="ADRES", help=texts.HELP_SERVE_HOST)] = None,
    port: Annotated[
        int | None, typer.Option("--port", metavar="POORT", min=1, max=65535, help=texts.HELP_SERVE_PORT)
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="AANTAL", min=0, max=64, help=texts_serving.HELP_SERVE_WORKERS)
    ] = None,
) -> None:
    from ui.app import build_app, run_server
    from ui.entrance import open_way, remarks
    from ui.late import patiently
    from ui.live import Live, watched
    from ui.logs import open_log
    from ui.lookout import lookout
    from ui.serving import Serving

    settings = _settings(host=host, port=port, workers=workers)
    _keep_apart(settings)
    tell, shown = open_log(settings.watching.log)
    way = open_way(settings.access)
    for sentence in (*remarks(settings.access, settings.host), *filter(None, [in_the_open(settings)])):
        tell(sentence)
    with listen(settings.host, settings.port) as listener, lookout(settings.watching, tell) as watch:
        with shown() as progress:
            models = open_models(settings, progress)
            opened = assistants(settings, progress, models)
        with closing(Serving(settings, models, opened)) as serving:
            live = patiently(lambda: Live(settings.place, serving.desk), listener)
            live.watch()
            tell(texts.ready(f"http://{in_address(settings.host)}:{settings.port}"))
            house = _house(settings, way, watch)
            if settings.engine:
                house = replace(house, sign=lambda: live.sign)
                watched(live, house.watch)
            serving.told(house.watch)
            served = build_app(live, replace(house, threads=serving.threads))
            run_server(served, listener, partial(serving.finish, settings.stop_seconds), serving.threads)


@app.command(cls=DutchCommand, help=texts_serving.HELP_MCP)
def mcp() -> None:
    """For an assistant on this computer, which starts this command; stdout is for the protocol alone."""
    from ui.live import Live, desk_of
    from ui.mcp_server import run_over_stdio

    settings = _settings()
    opened = assistants(settings)
    live = Live(settings.place, lambda: desk_of(opened(), settings.consent))
    live.watch()
    run_over_stdio(live)


app.command(cls=DutchCommand, help=texts.HELP_FEEDBACK)(feedback)
app.command(cls=DutchCommand, help=texts_serving.HELP_BACKUP, epilog=texts_serving.HELP_BACKUP_EPILOG)(backup)
app.command(cls=DutchCommand, help=texts_serving.HELP_RESTORE, epilog=texts_serving.HELP_RESTORE_EPILOG)(restore)


@app.command(cls=DutchCommand, help=texts.HELP_SHOW)
def show(
    source: Annotated[str, typer.Argument(metavar="BRON", help=texts.HELP_SHOW_SOURCE)],
    text: Annotated[bool, typer.Option("--text", help=texts.HELP_SHOW_TEXT)] = False,
) -> None:
    from ui.render import overview

    document = _find(source, open_documents(_settings()))
    if text:
        sys.stdout.write(document.text)
    else:
        print(overview(document))


@listing.callback(invoke_without_command=True)
def sources(context: typer.Context) -> None:
    from ui.render import source_lines

    if context.invoked_subcommand is None:
        print("\n".join(source_lines(document) for document in open_documents(_settings())))


@listing.command(name="check", cls=DutchCommand, help=texts.HELP_SOURCES_CHECK)
def sources_check() -> None:
    from ui.sources import check, incomplete

    documents = open_documents(_settings())
    print(check(documents))
    if lacking := incomplete(documents):
        raise CouldNot(texts.sources_incomplete(len(lacking)))


def _within(chosen: Mapping[str, Sequence[str]], assistant: "Assistant") -> frozenset[str] | None:
    """The documents that were chosen; told what can be chosen where a value is none of that."""
    from ui.choice import NoSuchChoice, among, chosen_by
    from ui.listed import by_id

    try:
        entries = by_id(assistant.index.catalogue)
        return among(chosen_by(chosen, entries), entries)
    except NoSuchChoice as error:
        raise CouldNot(str(error)) from error


def _ask_one(question: str, as_json: bool, consent: bool, chosen: Mapping[str, Sequence[str]]) -> None:
    from ui.batch import Request, answer_one
    from ui.render import terminal_text
    from ui.terminal import growing

    assistant = _open()
    documents, within = assistant.index.documents, _within(chosen, assistant)
    if as_json:
        ask = partial(assistant.ask, consent=consent, within=within)
        print(json.dumps(answer_one(Request("", question, ()), ask, documents), ensure_ascii=False, indent=1))
    else:
        answers = assistant.answering(question, consent=consent, within=within)
        print(growing(terminal_text(answer, documents) for answer in answers))


def _ask_batch(batch: Path, out: Path, consent: bool, chosen: Mapping[str, Sequence[str]]) -> None:
    """Every line is on disk before the next question is asked: what is interrupted is not lost."""
    from ui.batch import BadBatch, answer_all, read_requests

    try:
        requests = read_requests(batch)
    except BadBatch as error:
        raise CouldNot(str(error)) from error
    if out.exists() and out.samefile(batch):
        raise CouldNot(texts.OUT_IS_BATCH)
    failed = 0
    with bars() as progress, opened(out) as file:
        assistant = open_assistant(_settings(), progress)
        ask = partial(assistant.ask, consent=consent, within=_within(chosen, assistant))
        answers = answer_all(requests, ask, assistant.index.documents)
        for done, answer in enumerate(answers, start=1):
            file.write(json.dumps(answer, ensure_ascii=False) + "\n")
            file.flush()
            failed += answer["reason"] == "fout"
            progress(texts.ANSWERING, done, len(requests))
    say(texts.answered(len(requests), out))
    if failed:
        raise CouldNot(texts.QUESTIONS_FAILED.format(failed, len(requests)))


@contextmanager
def _told_when_stopped() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        say(texts.INDEX_STOPPED)
        raise


def _keep_apart(settings: Settings) -> None:
    """An index among the documents would be read as documents, and documents among an index are in its way."""
    place, added = settings.index.resolve(), uploads_of(settings).resolve()
    for folder in (*settings.corpus, added):
        if place.is_relative_to(folder.resolve()):
            raise CouldNot(texts.index_among_documents(settings.index, folder))
    for folder in (*settings.corpus, settings.index):
        if added.is_relative_to(folder.resolve()) or folder.resolve().is_relative_to(added):
            raise CouldNot(texts.uploads_in_the_way(added, folder))
    if is_foreign(settings.index):
        raise CouldNot(texts.index_of_another(settings.index))


def _make_folder(folder: Path) -> None:
    """Before a minute of encoding, not after it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CouldNot(texts.folder_unwritable(folder, texts.system_reason(error))) from error
    if not os.access(folder, os.W_OK):
        raise CouldNot(texts.folder_unwritable(folder, texts.system_reason(PermissionError())))


def _open() -> "Assistant":
    with bars() as progress:
        return open_assistant(_settings(), progress)


def _house(settings: Settings, way: "Way | None", watch: "Watch") -> "House":
    from ui import runs
    from ui.desk import House
    from ui.entrance import hosts_of
    from ui.tokens import Tokens
    from ui.uploads import MB, Uploads

    tokens_file = settings.access.tokens_file
    return House(
        folders_of(settings),
        way,
        hosts_of(settings.access, settings.host),
        feedback=settings.feedback,
        organisation=settings.organisation,
        contact=settings.contact,
        themes=settings.themes,
        sends_to=settings.consent,
        store=settings.index,
        uploads=Uploads(uploads_of(settings), settings.upload_mb * MB),
        runs=runs.folder(),
        proxies=settings.access.proxies,
        tokens=Tokens(tokens_file) if tokens_file else None,
        per_minute=settings.api_per_minute,
        mcp=settings.mcp,
        watch=watch,
        metrics_token=settings.watching.metrics_token,
    )


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


def _failed(sentence: str, code: int) -> int:
    say(sentence)
    return code


def _told(error: Exception) -> str:
    """The plain words of an error that says what to do; "" of any other."""
    if isinstance(error, ModuleNotFoundError) and error.name in _OF_MODELS:
        return texts_serving.WITHOUT_MODELS.format(error.name)
    if isinstance(error, CouldNot | SettingsError | TokensError | UsersError):
        return str(error)
    from eval import GoldError, RunError
    from index import DiskFull, EngineUnavailable, IndexBusy, IndexMismatch, ModelUnavailable, UnreadableWords
    from ingest import UnreadableDocument
    from qa import WriterUnavailable
    from ui.flaws import gold_trouble, run_trouble

    if isinstance(error, GoldError):
        return gold_trouble(error)
    if isinstance(error, RunError):
        return run_trouble(error)
    from_index = DiskFull | EngineUnavailable | IndexBusy | IndexMismatch | ModelUnavailable | UnreadableWords
    return str(error) if isinstance(error, from_index | UnreadableDocument | WriterUnavailable) else ""


if __name__ == "__main__":
    main()
