"""Who is looking, and what they may do. It does not know how somebody proved who they are."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    READER = "lezer"  # asks, compares, reads
    MANAGER = "beheerder"  # also adds documents and makes the index


@dataclass(frozen=True, slots=True)
class Visitor:
    name: str  # "" where nobody has to log in
    role: Role

    @property
    def manages(self) -> bool:
        return self.role is Role.MANAGER


ANYBODY = Visitor("", Role.READER)


def visitor_of(scope: MutableMapping[str, Any]) -> Visitor:
    """Who sends a request: whoever checks that leaves it in the scope; without a check it is anybody."""
    visitor = scope.get("visitor", ANYBODY)
    return visitor if isinstance(visitor, Visitor) else ANYBODY
