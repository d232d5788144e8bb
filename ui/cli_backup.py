"""`bronwijzer backup` and `bronwijzer restore`; they do not know what a part is made of."""

from pathlib import Path
from typing import Annotated

import typer

from ui import texts
from ui import texts_serving as serving
from ui.settings import Settings, load_settings
from ui.terminal import CouldNot, say

Archive = Annotated[Path, typer.Argument(metavar="BESTAND", help=serving.HELP_BACKUP_FILE)]


def backup(
    archive: Archive,
    measurements: Annotated[bool, typer.Option("--runs", help=serving.HELP_BACKUP_RUNS)] = False,
    documents: Annotated[bool, typer.Option("--documents", help=serving.HELP_BACKUP_DOCUMENTS)] = False,
) -> None:
    from ui.backup import write_backup
    from ui.parts import parts_of

    settings = load_settings()
    if archive.exists():
        raise CouldNot(serving.BACKUP_EXISTS.format(archive))
    parts = parts_of(settings, measurements=measurements, documents=documents)
    try:
        made = write_backup(archive, parts, _index(settings))
    except OSError as error:
        raise CouldNot(serving.backup_unwritable(archive, error)) from error
    print(serving.backed_up(made.files, archive, made.size))
    if settings.engine:
        say(serving.BACKUP_ENGINE)


def restore(
    archive: Archive,
    to: Annotated[Path | None, typer.Option("--to", metavar="MAP", help=serving.HELP_RESTORE_TO)] = None,
) -> None:
    from ui.parts import parts_of
    from ui.restoring import restore, unpack
    from ui.unpacking import NotRestored

    try:
        if to:
            unpack(archive, to)
            print(serving.unpacked(to))
            return
        settings = load_settings()
        done = restore(archive, parts_of(settings), _index(settings))
    except NotRestored as error:
        raise CouldNot(str(error)) from error
    except OSError as error:
        raise CouldNot(serving.RESTORE_STOPPED.format(texts.system_reason(error))) from error
    print(serving.restored(done.files, done.former))
    for sentence in serving.not_restored(done.left, done.stale):
        say(sentence)


def _index(settings: Settings) -> Path | None:
    """Its folder; where databases hold it, they have backups of their own."""
    return None if settings.engine else settings.index
