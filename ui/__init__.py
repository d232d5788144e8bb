"""ui shows: chat window, command line, API."""

from ui.start import build_app, main

__all__ = ["build_app", "main"]
