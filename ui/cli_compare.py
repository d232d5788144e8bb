"""`bronwijzer eval compare` and `eval baseline`: two saved runs side by side, and the one that others are held against.

It does not know how they are compared.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import runs
from ui import texts_eval as texts
from ui.cli_eval import evaluation, lay_beside
from ui.terminal import CouldNot, DutchCommand, say

if TYPE_CHECKING:
    from eval import Run


@evaluation.command(name="compare", cls=DutchCommand, help=texts.HELP_EVAL_COMPARE)
def eval_compare(
    before: Annotated[Path, typer.Argument(metavar="A", help=texts.HELP_EVAL_BEFORE)],
    after: Annotated[Path, typer.Argument(metavar="B", help=texts.HELP_EVAL_AFTER)],
) -> None:
    lay_beside(before, after)


@evaluation.command(name="baseline", cls=DutchCommand, help=texts.HELP_EVAL_BASELINE)
def eval_baseline(
    run: Annotated[Path | None, typer.Argument(metavar="METING", help=texts.HELP_EVAL_RUN)] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="BESTAND", help=texts.HELP_EVAL_BASELINE_TO)] = None,
) -> None:
    import eval as judge

    chosen = judge.read_run(runs.named(run) if run else _newest())
    file = judge.save_baseline(chosen, to or judge.BASELINE)
    _warn_of_changes(chosen)
    print(texts.baseline_made(file, len(chosen.outcomes)))


def _warn_of_changes(run: "Run") -> None:
    if run.about.get("changed_since_commit"):
        say(texts.changed_tree(str(run.about.get("commit", ""))))


def _newest() -> Path:
    if found := runs.newest():
        return found
    raise CouldNot(texts.NO_RUNS)
