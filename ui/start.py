"""The two ways in, each loading what it needs only when it is called; it knows nothing else."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.app import Answering
    from ui.batch import Ask
    from ui.guard import Guard
    from ui.render import Documents


def main() -> None:
    """The command line, as the console script runs it."""
    from ui.cli import main as command_line

    command_line()


def build_app(ask: "Ask", documents: "Documents", answering: "Answering | None" = None, outside: str = "") -> "Guard":
    """The chat page and the API as one ASGI application; `ask` is Assistant.ask, `documents` Index.documents.

    `answering` (Assistant.answering) lets the page show an answer while it grows; `outside` is the host to which it
    sends a question once somebody has agreed to that.
    """
    from ui.app import build_app as build

    return build(ask, documents, answering, outside)
