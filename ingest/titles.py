"""Headings that are only printed as headings, and points that are only typed as points; it knows no format.

Neither of the two real Word files that this was judged on has a single heading style: their headings are short
underlined or bold lines, as in most notes that people write. Underlined titles over bold ones, or bold over
italic: the look that comes first is the highest.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.content import Part, PartKind
from ingest.lines import goes_on, reads_like_title

CAPTION = re.compile(
    r"^(?:tabel|figuur|grafiek|afbeelding|foto|kaart|schema|bron|noot|opgelet|let op|n\.?b\.?|p\.?s\.?)\b[^?]*[:.\d]",
    re.IGNORECASE,
)
OPENS = re.compile(r"[^\W\d_]|\d")
POINT = re.compile(r"^([•●○◦▪■‣·►➢✓✔–—-]|\uf0a7|\uf0b7)\s+(?=\S)")
SURE = "•●○◦▪■‣►➢✓✔\uf0a7\uf0b7"
MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Piece:
    """A part and how all of it looks: "b", "u", "bu" ..., "" where it looks like any other text."""

    part: Part
    look: str = ""


def promote(pieces: Sequence[Piece]) -> tuple[Part, ...]:
    """The parts, with headings and points made of what only looks like them."""
    pieces = [piece for piece in pieces if any(line.strip() for line in piece.part.lines)]
    marked = _points(pieces)
    looks = _looks(marked)
    parts = tuple(_leveled(marked, looks))
    return _with_first_title(parts) if looks and not _styled(marked) else parts


def _styled(pieces: Sequence[Piece]) -> bool:
    return any(piece.part.kind is PartKind.HEADING for piece in pieces)


def _points(pieces: Sequence[Piece]) -> list[Piece]:
    """Paragraphs that begin with a typed bullet are points; one dash alone may be a dialogue or an aside."""
    marks = [_typed(piece.part) for piece in pieces]
    found: list[Piece] = []
    for i, (piece, mark) in enumerate(zip(pieces, marks, strict=True)):
        beside = mark and (mark in marks[max(0, i - 1) : i] or mark in marks[i + 1 : i + 2])
        if mark and (mark in SURE or beside):
            first = POINT.sub("", piece.part.lines[0].lstrip())
            point = replace(piece.part, kind=PartKind.ITEM, mark="•", lines=(first, *piece.part.lines[1:]))
            found.append(Piece(point))
        else:
            found.append(piece)
    return found


def _typed(part: Part) -> str:
    match = POINT.match(part.lines[0].lstrip()) if part.kind is PartKind.PARAGRAPH else None
    return match[1] if match else ""


def _looks(pieces: Sequence[Piece]) -> list[str]:
    """The looks of titles, the highest first; none where most of the text looks like that."""
    titles = _titles(pieces)
    sure = {pieces[i].look for i in titles if not _ends(pieces[i].part)}
    body = sum(piece.part.kind is not PartKind.NOTE for piece in pieces)
    if len(titles) > 0.5 * body:
        return []
    return list(dict.fromkeys(pieces[i].look for i in titles if pieces[i].look in sure))


def _ends(part: Part) -> bool:
    return part.lines[-1].rstrip().endswith(".")


def _titles(pieces: Sequence[Piece]) -> tuple[int, ...]:
    """The short lines of a look of their own, with text below them."""
    last = max((i for i, piece in enumerate(pieces) if piece.part.kind is not PartKind.NOTE), default=0)
    return tuple(i for i in range(last) if _is_title(pieces[i]))


def _is_title(piece: Piece) -> bool:
    text = " ".join(piece.part.lines).strip()
    if not piece.look or piece.part.kind is not PartKind.PARAGRAPH or len(piece.part.lines) > 2 or piece.part.inside:
        return False
    first = OPENS.search(text)
    if first is None or first[0].islower() or len(text.split()) > MOST_WORDS or CAPTION.match(text):
        return False
    return not (text[-1] in ",;:…-" or goes_on(text) or re.search(r"[^\W\d_]{2}[.!?] [A-ZÀ-Þ]", text))


def _leveled(pieces: Sequence[Piece], looks: Sequence[str]) -> Iterator[Part]:
    titles = frozenset(_titles(pieces))
    above = 0  # the level of the last heading that the format itself gives
    for i, piece in enumerate(pieces):
        part = piece.part
        if part.kind is PartKind.HEADING:
            above = part.level
        elif i in titles and piece.look in looks:
            part = replace(part, kind=PartKind.HEADING, level=above + 1 + looks.index(piece.look))
        yield part


def _with_first_title(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The very first line is the title of a document whose other headings are printed as headings."""
    first = parts[0]
    if first.kind is PartKind.PARAGRAPH and len(first.lines) == 1 and reads_like_title(first.lines[0].strip()):
        return (replace(first, kind=PartKind.HEADING, level=1), *parts[1:])
    return tuple(parts)
