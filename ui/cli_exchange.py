"""`bronwijzer eval export` and `bronwijzer eval import`: runs for other tools, and sets from elsewhere.

It writes what the doors give; it does not know any format.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import runs, texts
from ui import texts_eval as words
from ui.cli_eval import evaluation
from ui.settings import load_settings, open_to_read
from ui.terminal import USAGE, CouldNot, DutchCommand, say

if TYPE_CHECKING:
    from eval import Run
    from index import Index

CSV = "csv"


@evaluation.command(name="export", cls=DutchCommand, help=words.HELP_EXPORT)
def eval_export(
    run: Annotated[Path, typer.Argument(metavar="METING", help=words.HELP_EXPORT_RUN)],
    to: Annotated[str, typer.Option("--to", metavar="VORM", help=words.HELP_EXPORT_TO)],
    out: Annotated[Path, typer.Option("--out", metavar="PAD", help=words.HELP_EXPORT_OUT)],
    untouched: Annotated[bool, typer.Option("--untouched", help=words.HELP_EXPORT_UNTOUCHED)] = False,
) -> None:
    import eval as judge

    if to not in (*judge.FORMS, CSV):
        say(words.unknown_form(to, (*judge.FORMS, CSV)))
        raise typer.Exit(USAGE)
    read = judge.read_run(runs.named(run))
    index = open_to_read(load_settings())
    if to == CSV:
        _export_table(read, index, out)
        return
    if strange := judge.strange_passages(read, index.passages):
        raise CouldNot(words.other_index(read.name, strange))
    taken = read if untouched else judge.shown(read)
    files = judge.export(taken, to, index.passages, index.documents)
    for name, lines in files.items():
        _write(out / name if name else out, (f"{line}\n" for line in lines))
    say(words.exported(to, out, tuple(name for name in files if name)))
    _tell_of_untouched(len(read.outcomes) - len(judge.shown(read).outcomes), inside=untouched)


@evaluation.command(name="import", cls=DutchCommand, help=words.HELP_IMPORT)
def eval_import(
    given: Annotated[Path, typer.Argument(metavar="PAD", help=words.HELP_IMPORT_SET)],
    out: Annotated[Path, typer.Option("--out", metavar="MAP", help=words.HELP_IMPORT_OUT)],
) -> None:
    import eval as judge

    try:
        taken = judge.bring(given, out)
    except judge.SetError as error:
        told = [words.set_fault(fault.where, fault.kind, fault.about) for fault in error.faults]
        raise CouldNot("\n".join([*told, words.more_faults(len(told))] if error.more else told)) from error
    except OSError as error:
        raise CouldNot(texts.file_unwritable(out, texts.system_reason(error))) from error
    for sentence in words.set_left_out(taken.empty, taken.unfounded):
        say(sentence)
    say(words.set_taken(taken.documents, taken.questions, out))
    if taken.searches:
        say(words.SET_SEARCHES)
    say(words.set_next(out / judge.DOCUMENTS, out / "index", out / judge.GOLD_FILE))


def _export_table(run: "Run", index: "Index", out: Path) -> None:
    from ui.spreadsheet import left_out, spreadsheet

    _write(out, spreadsheet(run, index.documents))
    say(words.exported(CSV, out, ()))
    _tell_of_untouched(left_out(run), inside=False)


def _tell_of_untouched(count: int, *, inside: bool) -> None:
    if count:
        say(words.untouched_inside(count) if inside else words.rows_left_out(count))


def _write(file: Path, pieces: Iterable[str]) -> None:
    """As they are, line ends included."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8", newline="") as opened:
            opened.writelines(pieces)
    except OSError as error:
        raise CouldNot(texts.file_unwritable(file, texts.system_reason(error))) from error
