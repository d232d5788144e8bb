"""Faults of gold, and of files of runs, in Dutch; it does not know how they are found."""

from collections.abc import Sequence

from eval import SPLITS, TYPES, Flaw, FlawKind, GoldError, RunError
from ui import texts_eval as texts
from ui.texts import system_reason


def sentence(flaw: Flaw) -> str:
    """What is wrong and what to do, behind the place where it stands."""
    place = " ".join(part for part in (flaw.where, flaw.id) if part)
    return f"{place}: {_words(flaw)}" if place else _words(flaw)


def listed(flaws: Sequence[Flaw]) -> str:
    """The errors, then the warnings, each under a heading where there are both."""
    errors, warnings = ([one for one in flaws if one.warning is kind] for kind in (False, True))
    parts = [(texts.ERRORS_FOUND, errors), (texts.WARNINGS_FOUND, warnings)]
    shown = [[heading, *map(sentence, found)] for heading, found in parts if found]
    return "\n\n".join("\n".join(lines) for lines in shown)


def gold_trouble(error: GoldError) -> str:
    return "\n".join(map(sentence, error.flaws))


def run_trouble(error: RunError) -> str:
    reason = f": {system_reason(OSError(error.errno, ''))}" if error.errno else "."
    return texts.RUN_TROUBLE[error.trouble].format(error.file, reason)


def _about(flaw: Flaw) -> tuple[str, ...]:
    """What it is about, codes as words."""
    if flaw.kind is FlawKind.FIELD_WRONG:
        return flaw.about[0], texts.SHAPES[flaw.about[1]]
    if flaw.kind is FlawKind.UNREADABLE:
        number = int(flaw.about[1])
        return flaw.about[0], system_reason(OSError(number, "")) if number else texts.NO_TEXT
    return flaw.about


def _words(flaw: Flaw) -> str:
    about = _about(flaw)
    return texts.FLAWS[flaw.kind].format(
        *about,
        all=", ".join(flaw.about),
        rest=", ".join(flaw.about[1:]),
        at=f" ({about[0]})" if about and about[0] else "",
        types=", ".join(TYPES),
        splits=", ".join(SPLITS),
    )
