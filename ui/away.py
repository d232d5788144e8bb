"""What people read, and the log says, where the servers of an index cannot be asked; it asks nothing itself."""

import logging
import time
from collections.abc import Callable

from index import EngineUnavailable
from ui import texts_serving as serving

AGAIN = 10  # seconds after which asking again may help
_QUIET = 60.0  # seconds in which the log does not say the same again: every question meets the same trouble

log = logging.getLogger(__name__)
_said: dict[str, float] = {}  # a sentence -> when it was logged last; as many as there are kinds of trouble


def unanswered(error: EngineUnavailable) -> str:
    """For who asked: his question stands in the box again. What is wrong with a server is not his to mend."""
    _log(error)
    return serving.NO_ANSWER_NOW if error.retry else serving.NO_ANSWER_UNTIL_MENDED


def unread(error: EngineUnavailable) -> str:
    """For who wanted to look at something."""
    _log(error)
    return serving.NOT_READ_NOW if error.retry else serving.NOT_READ_UNTIL_MENDED


def _log(error: EngineUnavailable, clock: Callable[[], float] = time.monotonic) -> None:
    now = clock()
    if now - _said.get(str(error), -_QUIET) >= _QUIET:
        _said[str(error)] = now
        log.warning("%s", error)
