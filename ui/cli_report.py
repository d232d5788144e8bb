"""`bronwijzer eval report`: a saved run as a page or as Markdown. It does not know what a report says."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from ui import runs, texts
from ui import texts_eval as words
from ui.cli_eval import evaluation
from ui.settings import load_settings, open_documents
from ui.terminal import CouldNot, DutchCommand, say


@evaluation.command(name="report", cls=DutchCommand, help=words.HELP_REPORT)
def eval_report(
    run: Annotated[Path | None, typer.Argument(metavar="METING", help=words.HELP_REPORT_RUN)] = None,
    before: Annotated[Path | None, typer.Option("--with", metavar="METING", help=words.HELP_REPORT_WITH)] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="PAD", help=words.HELP_REPORT_OUT)] = None,
) -> None:
    from ui.reports import NoReport, written

    try:
        path = runs.named(run) if run else runs.newest()
        if path is None:
            raise CouldNot(words.REPORT_NO_RUN.format(runs.folder()))
        to = out or path.with_suffix(".html")
        if to.suffix not in (".html", ".md"):
            raise CouldNot(words.REPORT_BAD_OUT.format(to))
        page = written(path, _names(), markdown=to.suffix == ".md", before=runs.named(before) if before else None)
    except NoReport as error:
        raise CouldNot(str(error)) from error
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(page, encoding="utf-8")
    except OSError as error:
        raise CouldNot(texts.file_unwritable(to, texts.system_reason(error))) from error
    say(words.report_saved(to))


def _names() -> Mapping[str, str]:
    """What documents are called; a report can do without, so without an index too."""
    from index import IndexMismatch
    from ui.reports import names_of

    try:
        return names_of(open_documents(load_settings()))
    except (IndexMismatch, OSError):
        return {}
