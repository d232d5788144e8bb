"""The two ways in, each loading what it needs only when it is called; it knows nothing else."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.desk import Current, House
    from ui.seen import Seen


def main() -> None:
    """The command line, as the console script runs it."""
    from ui.cli import main as command_line

    command_line()


def build_app(current: "Current", house: "House | None" = None) -> "Seen":
    """The chat page and the API as one ASGI application; `current` gives the desk where questions are asked now."""
    from ui.app import build_app as build

    return build(current, house)
