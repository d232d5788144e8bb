"""What a reader takes out of a file: pieces of text in reading order, and what the file says of itself.

It does not know how a document is put together from them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
DAY = re.compile(r"^\s*((?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:$|[T\s])")
# An author is a publisher only where the name is that of an organisation: who typed a note does not speak in it.
ORGANISATION = re.compile(
    r"\b(?:gemeente|stad|ocmw|cpas|vzw|asbl|departement|agentschap|vereniging|provincie|ministerie|vlaamse?|dienst|kabinet"
    r"|raad|kamer|federatie|netwerk|universiteit|hogeschool|centrum|overheid|fod|pod|bestuur|unie|verbond|stichting|instituut"
    r"|comité|commissie|parlement|regering|statistiek|mutualiteit|ziekenfonds|vakbond|nv|bv|vvsg|abvv|acv|unia)\b",
    re.IGNORECASE,
)


class PartKind(StrEnum):
    HEADING = "kop"
    PARAGRAPH = "alinea"
    ITEM = "punt"
    ROW = "tabelrij"
    NOTE = "voetnoot"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a file of which the format tells what it is.

    `lines` are as printed: words that were broken over two of them are joined later, and a space at the end of a line
    counts. The mark of a footnote stands in a line as superscript digits right behind the word ("armoede¹²").
    """

    kind: PartKind
    lines: tuple[str, ...]
    page: int | None = None
    level: int = 1  # of a heading: 1 is the highest
    depth: int = 0  # of an item in a list in a list
    mark: str = "•"  # of an item: its bullet, or "2."
    number: int | None = None  # of a note
    inside: bool = False  # a paragraph that belongs to the item above it


@dataclass(frozen=True, slots=True)
class Found:
    """What a file says of itself, "" where it says nothing; nobody has checked it."""

    title: str = ""
    publisher: str = ""
    date: str = ""  # 2024-03-05, 2024-03 or 2024
    language: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A file as its reader leaves it: either parts, or running text where the format knows no parts."""

    parts: tuple[Part, ...] = ()
    text: str = ""  # a form feed between pages
    found: Found = field(default=Found())
    remarks: tuple[str, ...] = ()  # Dutch sentences on what could not be read ("2 van 12 pagina's ...")


class Unreadable(Exception):
    """Raised by a reader; `str(error)` is a Dutch sentence with {name} in it: the reason and the remedy."""


Reader = Callable[[bytes], Content]


def day(text: str) -> str:
    """The day in "2024-03-05T10:00:00Z" or "2024-03-05", "" where there is none."""
    match = DAY.match(text)
    return match[1] if match else ""


def organisation(author: str) -> str:
    """The author where that is an organisation, else ""."""
    return author.strip() if ORGANISATION.search(author) else ""
