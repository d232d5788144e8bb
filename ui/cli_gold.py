"""`bronwijzer eval check` and `eval add`: is the gold sound, and a new question for it.

It does not know what makes a question sound.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import texts
from ui import texts_eval as words
from ui.cli_eval import evaluation
from ui.settings import data_folder, load_settings, open_documents, open_to_read
from ui.terminal import COULD_NOT, CouldNot, DutchCommand, say

if TYPE_CHECKING:
    from eval import Placed
    from ingest import Document

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


@evaluation.command(name="add", cls=DutchCommand, help=words.HELP_EVAL_ADD)
def eval_add(to: Annotated[Path | None, typer.Argument(metavar="PAD", help=words.HELP_EVAL_ADD_TO)] = None) -> None:
    import eval as judge
    from ui.adding import Around, Stop, Talk, add_line, lead

    index = open_to_read(load_settings())
    file, draft = _gold_file(to, judge.GOLD), data_folder() / "goudvraag.json"
    around = Around(index, _known(judge.GOLD, file, index.documents))
    print(words.ADD_INTRO)
    try:
        question = lead(Talk(input, print), around, draft)
        add_line(question, file)
    except Stop:
        print()
        say(words.ADD_STOPPED)
        raise typer.Exit(COULD_NOT) from None
    except KeyboardInterrupt:
        print()
        say(words.ADD_KEPT)  # "Gestopt." follows, as of every command
        raise
    except OSError as error:
        raise CouldNot(texts.file_unwritable(file, texts.system_reason(error))) from error
    draft.unlink(missing_ok=True)
    print(words.added(file, question.split))


def _gold_file(to: Path | None, gold: Path) -> Path:
    """The file that is named, or one of the evaluator's own in the folder; where the package may not be written, in
    the user's own data."""
    folder = to or (gold if os.access(gold, os.W_OK) else data_folder() / "goud")
    return folder if folder.suffix == ".jsonl" else folder / words.ADD_FILE


def _known(gold: Path, file: Path, documents: "Mapping[str, Document]") -> "Sequence[Placed]":
    """All gold that a new question may not repeat; raises GoldError."""
    from eval import read_gold

    paths = [gold, *([file] if file.exists() and file.stat().st_size and file.parent.resolve() != gold else [])]
    return [one for path in paths for one in read_gold(path, documents)[0]]
