"""`bronwijzer eval compare`: two saved runs side by side; it does not know how they are compared."""

from pathlib import Path
from typing import Annotated

import typer

from ui import texts
from ui.cli_eval import evaluation
from ui.terminal import DutchCommand


@evaluation.command(name="compare", cls=DutchCommand, help=texts.HELP_EVAL_COMPARE)
def eval_compare(
    before: Annotated[Path, typer.Argument(metavar="A", help=texts.HELP_EVAL_BEFORE)],
    after: Annotated[Path, typer.Argument(metavar="B", help=texts.HELP_EVAL_AFTER)],
) -> None:
    import eval as judge

    print(judge.compare(before, after), end="")
