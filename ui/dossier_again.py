"""Asks kept answers again, to see whether the same is answered now: in the words of the sources, never by a model.

It keeps what it found for one index, as yes or no and without any words.
"""

from hashlib import sha256
from threading import BoundedSemaphore
from weakref import ref

from index import Index
from ui.choice import among, of_groups
from ui.desk import Desk, untold
from ui.dossier import same
from ui.dossier_given import GivenAnswer
from ui.line import Unanswered

_AT_ONCE = 2  # asked side by side: they use what answering uses
_PATIENCE = 5.0  # seconds to wait for that
_REMEMBERED = 2_000  # answers


class Again:
    """Whether a kept answer still is the answer."""

    def __init__(self) -> None:
        self._room = BoundedSemaphore(_AT_ONCE)
        self._index: ref[Index] | None = None  # an index that was replaced need not stay open for this
        self._known: dict[bytes, bool] = {}

    def confirm(self, desk: Desk, item: GivenAnswer) -> bool:
        """No, too, where nobody has time to ask."""
        key, known = _key(item), self._of(desk.index)
        if key not in known:
            if not self._room.acquire(timeout=_PATIENCE):
                return False
            try:
                known[key] = _confirmed(desk, item)
            except Unanswered:
                return False
            finally:
                self._room.release()
        return known[key]

    def _of(self, index: Index) -> dict[bytes, bool]:
        if self._index is None or self._index() is not index or len(self._known) >= _REMEMBERED:
            self._index, self._known = ref(index), {}
        return self._known


def _key(item: GivenAnswer) -> bytes:
    return sha256(repr(item.model_copy(update={"note": ""})).encode(errors="backslashreplace")).digest()


def _confirmed(desk: Desk, item: GivenAnswer) -> bool:
    within = among(of_groups(item.within), desk.entries)
    return same(item, untold(desk, within)(item.question, ()))
