"""`bronwijzer eval` and `bronwijzer feedback`: asks the gold questions, and what users thought of answers.

It does not know how a run is judged or an opinion is kept; the doors load slowly, so each command imports its own.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import runs, texts
from ui import texts_eval as words
from ui.settings import (
    Settings,
    index_beside,
    load_settings,
    open_assistant,
    open_documents,
    settings_with,
)
from ui.terminal import USAGE, CouldNot, DutchCommand, DutchGroup, bars, say

if TYPE_CHECKING:
    from eval import GoldQuestion, Part

evaluation = typer.Typer(cls=DutchGroup, rich_markup_mode=None)


@evaluation.callback(invoke_without_command=True)
def eval_command(
    context: typer.Context,
    gold: Annotated[Path | None, typer.Option("--gold", metavar="PAD", help=texts.HELP_EVAL_GOLD)] = None,
    writer: Annotated[str, typer.Option("--writer", metavar="SCHRIJVER", help=words.HELP_EVAL_WRITER)] = "",
    encoder: Annotated[str, typer.Option("--encoder", metavar="MODEL", help=words.HELP_EVAL_ENCODER)] = "",
    types: Annotated[str | None, typer.Option("--types", metavar="SOORTEN", help=texts.HELP_EVAL_TYPES)] = None,
    split: Annotated[str | None, typer.Option("--split", metavar="DEEL", help=texts.HELP_EVAL_SPLIT)] = None,
    show_failures: Annotated[bool, typer.Option("--failures", help=texts.HELP_EVAL_FAILURES)] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="PAD", help=texts.HELP_EVAL_OUT)] = None,
    against: Annotated[Path | None, typer.Option("--against", metavar="METING", help=words.HELP_EVAL_AGAINST)] = None,
    anew: Annotated[bool, typer.Option("--anew", help=words.HELP_EVAL_ANEW)] = False,
) -> None:
    if context.invoked_subcommand is None:
        before = runs.named(against) if against else None
        refuse_empty(types, split)
        settings = settings_with(writer=writer, encoder=encoder)
        made = _evaluate(gold, settings, types or "", split or "", show_failures, out, anew)
        if before:
            lay_beside(before, made)
    elif any((gold, writer, encoder, types, split, show_failures, out, against, anew)):
        say(texts.eval_options_misplaced(context.invoked_subcommand))
        raise typer.Exit(USAGE)


@evaluation.command(name="candidates", cls=DutchCommand, help=texts.HELP_EVAL_CANDIDATES)
def eval_candidates(
    out: Annotated[Path | None, typer.Option("--out", metavar="BESTAND", help=texts.HELP_EVAL_CANDIDATES_OUT)] = None,
) -> None:
    import eval as judge

    settings = load_settings()
    documents = {document.id: document for document in open_documents(settings)}
    opinions = judge.load_opinions(settings.feedback)
    known = [question.question for question in judge.load_gold(judge.GOLD, documents)]
    known += judge.questions_in(out) if out else []
    found = judge.candidates(opinions, known, documents)
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in found)
    if out is None:
        sys.stdout.write(lines)
    elif lines:
        _add_lines(out, lines)
    say(texts.candidates_found(len(found), sum(bool(opinion.question) for opinion in opinions)))


def feedback() -> None:
    from eval import load_opinions
    from ui.opinions import overview

    print(overview(load_opinions(load_settings().feedback)))


def _evaluate(
    gold: Path | None, settings: Settings, types: str, split: str, show_failures: bool, out: Path | None, anew: bool
) -> Path:
    """Asks every gold question, prints the table, keeps the run; gives its file."""
    import eval as judge
    from ui.evaluating import Evaluation, ask_all, opened
    from ui.results import in_dutch

    with bars() as progress, _told_when_stopped(None, 0):
        if settings.encoder != load_settings().encoder:
            settings = index_beside(settings, progress)
        assistant = open_assistant(settings, progress)
        documents, path = assistant.index.documents, gold or judge.GOLD
        questions = chosen(judge.load_gold(path, documents), types, split)
        one = Evaluation(questions, path, types, split, settings, out or runs.folder())
        with opened(one, documents, anew=anew) as part, _told_when_stopped(part, len(questions)):
            if part.before:
                say(words.goes_on(part.before, len(questions)))
            elif part.differs:
                say(words.begins_anew(part.differs))
            whole = ask_all(one, assistant, part, progress)
            file = judge.save_whole(whole, one.to)
            part.finished()
    outcomes = judge.run_of(whole, file.name).outcomes
    print(judge.report(outcomes, in_dutch))
    if show_failures:
        print(judge.failures(outcomes, in_dutch))
    say(texts.saved(file))
    return file


def lay_beside(before: Path, after: Path) -> None:
    """Prints the comparison; raises CouldNot where a guarded figure fell, and where nothing can be said of it."""
    import eval as judge
    from ui.comparison import shown, unguarded, verdict

    found = judge.compare(runs.named(before), runs.named(after))
    print(shown(found), end="")
    if trouble := unguarded(found):
        raise CouldNot(trouble)
    if found.fallen:
        raise CouldNot(verdict(found))
    if found.few:
        say(words.compared_few(found.shared, found.shared + found.edited + found.only_before))
    print(f"\n{verdict(found)}")


@contextmanager
def _told_when_stopped(part: "Part | None", total: int) -> Iterator[None]:
    """Once: what is around another one says nothing more."""
    try:
        yield
    except KeyboardInterrupt as stop:
        if not stop.args:
            say(words.stopped(len(part.lines), total) if part and part.lines else words.STOPPED_EARLY)
            stop.args = ("told",)
        raise


def refuse_empty(types: str | None, split: str | None) -> None:
    """Named and left empty, as by a variable that is not set, is not the same as not named: all the gold."""
    for option, given in (("--types", types), ("--split", split)):
        if given is not None and not given.replace(",", " ").split():
            say(words.empty_option(option))
            raise typer.Exit(USAGE)


def chosen(gold: "Sequence[GoldQuestion]", types: str, split: str) -> "list[GoldQuestion]":
    """Those of these types and this split; raises CouldNot where a type or split has none."""
    wanted = set(types.replace(",", " ").split())
    known, splits = {q.type for q in gold}, {q.split for q in gold}
    if strange := sorted(wanted - known):
        raise CouldNot(words.nothing_of("--types", strange, sorted(known)))
    if split and split not in splits:
        raise CouldNot(words.nothing_of("--split", [split], sorted(splits)))
    found = [q for q in gold if (not wanted or q.type in wanted) and (not split or q.split == split)]
    if not found:
        raise CouldNot(texts.no_gold(types, split))
    return found


def _add_lines(file: Path, lines: str) -> None:
    """Behind what stands there: an evaluator may have completed it."""
    try:
        with file.open("a", encoding="utf-8") as opened:
            opened.write(lines)
    except OSError as error:
        raise CouldNot(texts.file_unwritable(file, texts.system_reason(error))) from error
