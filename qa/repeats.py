"""Nothing is said twice in one answer: a claim in nearly the words of an earlier one only leaves the name of its place.

Decisions of two days, or sentences with other figures, never say the same. It does not choose or check.
"""

from collections.abc import Sequence

from qa.answer import Claim
from qa.nuances import denials
from qa.plain import long_words
from qa.values import find_values

_SAME = 0.85  # share of the words of both


def told_once(claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """The claims that say something new, and the other documents in which the dropped ones stand."""
    kept: list[Claim] = []
    places: dict[str, None] = {}
    for claim in claims:
        before = next((other for other in kept if _same(other.sentence, claim.sentence)), None)
        if before is None:
            kept.append(claim)
        elif (place := claim.citations[0].document_id) != before.citations[0].document_id:
            places[place] = None
    return tuple(kept), tuple(places)


def _same(one: str, other: str) -> bool:
    """Nearly the same words, as often denied, and the same figures, dates and names of laws."""
    a, b = long_words(one), long_words(other)
    alike = len(a & b) >= _SAME * max(1, len(a), len(b)) and denials(one) == denials(other)
    return alike and {v.canonical for v in find_values(one)} == {v.canonical for v in find_values(other)}
