"""`bronwijzer eval` and `bronwijzer feedback`: asks the gold questions, and what users thought of answers.

It does not know how a run is judged or an opinion is kept; the doors load slowly, so each command imports its own.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import texts
from ui.settings import load_settings, open_assistant, open_documents
from ui.terminal import USAGE, CouldNot, DutchCommand, DutchGroup, bars, say

if TYPE_CHECKING:
    from eval import GoldQuestion

evaluation = typer.Typer(cls=DutchGroup, rich_markup_mode=None)


@evaluation.callback(invoke_without_command=True)
def eval_command(
    context: typer.Context,
    gold: Annotated[Path | None, typer.Option("--gold", metavar="PAD", help=texts.HELP_EVAL_GOLD)] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="PAD", help=texts.HELP_EVAL_OUT)] = None,
    types: Annotated[str, typer.Option("--types", metavar="SOORTEN", help=texts.HELP_EVAL_TYPES)] = "",
    split: Annotated[str, typer.Option("--split", metavar="DEEL", help=texts.HELP_EVAL_SPLIT)] = "",
    show_failures: Annotated[bool, typer.Option("--failures", help=texts.HELP_EVAL_FAILURES)] = False,
) -> None:
    if context.invoked_subcommand is None:
        _evaluate(gold, out, types, split, show_failures)
    elif gold or out or types or split or show_failures:
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


def _evaluate(gold: Path | None, out: Path | None, types: str, split: str, show_failures: bool) -> None:
    """Asks every gold question, prints the table, keeps the run."""
    import eval as judge

    settings = load_settings()
    with bars() as progress:
        assistant = open_assistant(settings, progress)
        documents = assistant.index.documents
        questions = _chosen(judge.load_gold(gold or judge.GOLD, documents), types, split)
        outcomes = judge.run(questions, assistant.ask, documents, progress)
    print(judge.report(outcomes))
    if show_failures:
        print(judge.failures(outcomes))
    about = {"encoder": settings.encoder, "reranker": settings.reranker, "writer": settings.writer}
    about |= {"words": str(settings.words or ""), "gold": str(gold or judge.GOLD)}
    to = out or judge.RUNS
    try:
        say(texts.saved(judge.save_run(outcomes, about | {"types": types, "split": split}, to)))
    except OSError as error:
        raise CouldNot(texts.file_unwritable(to, texts.system_reason(error))) from error


def _chosen(gold: "Sequence[GoldQuestion]", types: str, split: str) -> "list[GoldQuestion]":
    wanted = set(types.replace(",", " ").split())
    chosen = [q for q in gold if (not wanted or q.type in wanted) and (not split or q.split == split)]
    if not chosen:
        raise CouldNot(texts.no_gold(types, split))
    return chosen


def _add_lines(file: Path, lines: str) -> None:
    """Behind what stands there: an evaluator may have completed it."""
    try:
        with file.open("a", encoding="utf-8") as opened:
            opened.write(lines)
    except OSError as error:
        raise CouldNot(texts.file_unwritable(file, texts.system_reason(error))) from error
