"""Gradio prints the whole traceback of an error, words and all, and those may be what somebody asked: not here.

It does not know what went wrong. What a page sends is never wrong in form; what somebody makes by hand may be.
"""

import logging
import traceback
from importlib import import_module
from typing import Any

from ui import texts

_PRINTING = ("queueing", "routes", "route_utils", "utils")  # modules of Gradio that call traceback.print_exc

log = logging.getLogger(__name__)


def hush_gradio() -> None:
    """Lets Gradio's own way to tell of an error go through our log, which tells its kind and place alone."""
    for name in _PRINTING:
        setattr(import_module(f"gradio.{name}"), "traceback", _Hushed())  # noqa: B010 - a module's attribute


class _Hushed:
    """Stands for the module `traceback`."""

    def print_exc(self, *_given: object, **_named: object) -> None:
        log.error(texts.ONE_FAILED, exc_info=True)

    def __getattr__(self, name: str) -> Any:  # Any: the rest of that module as it is
        return getattr(traceback, name)
