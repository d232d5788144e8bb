"""`bronwijzer eval check` and `eval add`: is the gold sound, and a new question for it.

It does not know what makes a question sound.
"""

from pathlib import Path
from typing import Annotated

import typer

from ui import texts
from ui import texts_eval as words
from ui.cli_eval import evaluation
from ui.settings import load_settings, open_documents
from ui.terminal import CouldNot, DutchCommand

GoldPath = Annotated[Path | None, typer.Argument(metavar="PAD", help=texts.HELP_EVAL_GOLD)]


@evaluation.command(name="check", cls=DutchCommand, help=words.HELP_EVAL_CHECK)
def eval_check(gold: GoldPath = None) -> None:
    import eval as judge
    from ui.flaws import listed

    path = gold or judge.GOLD
    documents = {document.id: document for document in open_documents(load_settings())}
    flaws = judge.check_file(path, documents)
    errors = sum(not flaw.warning for flaw in flaws)
    if flaws:
        print(listed(flaws))
    if errors:
        raise CouldNot(words.gold_flaws(errors, len(flaws) - errors))
    print(words.gold_sound(len(judge.load_gold(path, documents)), len(flaws)))
