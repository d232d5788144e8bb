"""What a report is made of, before it is a page or Markdown: sections of sentences, tables, figures and cases.

It does not know what they say. Every string is plain text; who writes it out escapes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eval import Failure
from ui.report_charts import Span


@dataclass(frozen=True, slots=True)
class Shade:
    """A cell of a grid: its words, and how dark it is from 0 to 5."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Strip:
    """Intervals drawn on one line; the same figures stand in other cells of the row."""

    spans: tuple[Span, ...]
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What a row is about, and what that means."""

    name: str
    meaning: str


Cell = str | Shade | Strip | Named


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    kind: str = ""  # "kop": the sentence that everything is about; "let": a caution


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left: int = 1  # columns of words; the others hold numbers
    note: str = ""
    titled: bool = False  # the caption is seen, because the section has more than one table
    marks: tuple[str, ...] = ()  # what the marks of the strips stand for, in their order


@dataclass(frozen=True, slots=True)
class Chart:
    caption: str
    svg: str
    table: Table  # the same numbers
    note: str = ""
    legend: tuple[tuple[str, str], ...] = ()  # a class of the style sheet, and what it stands for


@dataclass(frozen=True, slots=True)
class Row:
    """Charts that may stand beside each other."""

    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One answer that went wrong."""

    number: int
    failure: Failure
    sources: tuple[str, ...]  # what the cited documents are called, in the order of the citations


Block = Text | Bullets | Table | Chart | Row | Case


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    blocks: tuple[Block, ...]
    fresh: bool = False  # begins on a new page of paper


@dataclass(frozen=True, slots=True)
class Report:
    title: str
    subtitle: str
    sections: Sequence[Section]
    footer: str
