"""Gold questions: what was asked and what a right answer must hold; it does not know any answer."""

from collections.abc import Iterable
from dataclasses import dataclass

DEVELOP, UNTOUCHED = "develop", "untouched"  # the second is never used to choose a setting, nor read one by one
FEWEST_UNTOUCHED = 5  # whose figure is shown
SEARCH = (
    "zoekvraag"  # of a set without answers: judged by the documents that are found, of which evidence is the opening
)


@dataclass(frozen=True, slots=True)
class Evidence:
    document: str  # file name in the corpus
    quote: str  # verbatim, white space folded, broken words joined
    alternative: bool = False  # also good


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    id: str
    question: str
    history: tuple[tuple[str, str], ...]  # (role, content)
    type: str
    answerable: bool
    key_facts: tuple[tuple[str, ...], ...]  # the answer holds one string of every group
    forbidden: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    reference_answer: str
    split: str = DEVELOP
    near_miss: bool = False  # unanswerable, yet its subject is in the documents: another year, town, body or figure


def enough_to_show(splits: Iterable[str]) -> bool:
    """Whether a figure of questions of these splits may be shown: that of a few untouched ones tells of each."""
    named = list(splits)
    return len(named) >= FEWEST_UNTOUCHED or any(split != UNTOUCHED for split in named)
