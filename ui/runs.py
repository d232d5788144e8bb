"""Where saved runs stand, which is the newest, and which one is meant; it does not know what a run holds."""

import errno
from pathlib import Path

from ui import texts_eval as texts
from ui.settings import runs_folder


def folder() -> Path:
    """In the project, or among the user's own data."""
    from eval import RUNS

    return runs_folder(RUNS)


def by_age(where: Path) -> list[Path]:
    """The runs of a folder, the newest first: by when they were written, for a file may have any name."""
    found = where.glob("*.json") if where.is_dir() else ()
    return sorted(found, key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True)


def newest() -> Path | None:
    return next(iter(by_age(folder())), None)


def named(given: Path) -> Path:
    """A file, the baseline by its name, or the name of a run in the folder of runs; raises RunError."""
    from eval import BASELINE, RunError, Trouble

    near = folder() / given
    known = BASELINE if str(given) == texts.BASELINE_NAME else None
    found = known or next((p for p in (given, near, near.with_name(f"{near.name}.json")) if p.is_file()), given)
    if not found.is_file():
        raise RunError(str(found), Trouble.UNREADABLE, errno.ENOENT)
    return found
