"""Slows down whoever guesses passwords: after some wrong ones a wait, twice as long after each next one.

Counted by name and address together, by address, and by name over all addresses. Who once logged in from an address is
not held up there by what others do, so nobody locks a colleague out. It remembers in this process alone, and a bounded
number: with several processes somebody has as many attempts in each. It does not know passwords.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Any

_REMEMBERED = 10_000  # of each kind
_FORGOTTEN = 3600.0  # seconds after the end of a wait


@dataclass(frozen=True, slots=True)
class Limit:
    free: int  # wrong passwords without a wait
    first: float  # seconds
    most: float

    def wait(self, count: int) -> float:
        return min(self.most, self.first * 2.0 ** min(count - self.free, 30)) if count >= self.free else 0.0


_BOTH = Limit(5, 5, 900)
_ADDRESS = Limit(20, 5, 900)  # a whole office may share one
_NAME = Limit(100, 5, 30)  # a hundred addresses at once: never so long that its owner gives up


class Throttle:
    def __init__(self, clock: Callable[[], float] = time.monotonic, remembered: int = _REMEMBERED) -> None:
        self._clock, self._remembered = clock, remembered
        self._wrong: dict[Limit, OrderedDict[tuple[str, str], tuple[int, float]]] = {
            limit: OrderedDict() for limit in (_BOTH, _ADDRESS, _NAME)
        }
        self._welcome: OrderedDict[tuple[str, str], None] = OrderedDict()

    def attempt(self, name: str, address: str) -> float:
        """Seconds to wait; 0.0: go on, and this attempt counts as wrong until `passed`.

        Counted before the password is looked at, so that a thousand at the same time are not a thousand first ones.
        """
        name, address = name[:64], network(address)
        wait = self.wait(name, address)
        if not wait:
            for limit, key in self._counted(name, address):
                self._count(limit, key, 1)
        return wait

    def wait(self, name: str, address: str) -> float:
        """Seconds before the next attempt."""
        return max(self._left(limit, key) for limit, key in self._keys(name[:64], network(address)))

    def passed(self, name: str, address: str) -> None:
        """The password was right; an account of one's own does not wipe out guesses at those of others."""
        name, address = name[:64], network(address)
        self._wrong[_BOTH].pop((name, address), None)
        for limit, key in self._counted(name, address)[1:]:
            self._count(limit, key, -1)
        self._welcome[name, address] = None
        self._welcome.move_to_end((name, address))
        _shorten(self._welcome, self._remembered)

    def _keys(self, name: str, address: str) -> tuple[tuple[Limit, tuple[str, str]], ...]:
        counted = self._counted(name, address)
        return counted[:1] if (name, address) in self._welcome else counted

    def _counted(self, name: str, address: str) -> tuple[tuple[Limit, tuple[str, str]], ...]:
        return ((_BOTH, (name, address)), (_ADDRESS, ("", address)), (_NAME, (name, "")))

    def _left(self, limit: Limit, key: tuple[str, str]) -> float:
        count, last = self._wrong[limit].get(key, (0, 0.0))
        return max(0.0, last + limit.wait(count) - self._clock())

    def _count(self, limit: Limit, key: tuple[str, str], step: int) -> None:
        wrong, now = self._wrong[limit], self._clock()
        count, last = wrong.pop(key, (0, now))
        if now - last > _FORGOTTEN + limit.wait(count):
            count = 0
        if count + step > 0:
            wrong[key] = (count + step, now if step > 0 else last)
        _shorten(wrong, self._remembered)


def network(address: str) -> str:
    """Whoever has one IPv6 address has all of its /64."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return str(found)


def _shorten(remembered: OrderedDict[tuple[str, str], Any], most: int) -> None:
    while len(remembered) > most:
        remembered.popitem(last=False)
