"""The text of a document as HTML to read: headings, paragraphs, lists, tables, and one place highlighted. Pure.

Everything that stands in the text stands on the page, each word escaped. It does not know what is said about a
document (ui/reader.py) nor where its file is.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from itertools import groupby, pairwise

from ingest import Block, BlockKind, Document, Kind
from qa import shown_marks
from ui import texts
from ui.html import inline, quoted, tagged
from ui.render import PLACE, one_line

_CHUNK = 30  # blocks that a browser lays out together, once they come near the screen
_LINE = 75  # characters, about, to guess how high a chunk is
_OPEN, _CLOSE = "<mark>", "</mark>"  # no word of a document can be taken for these: all are escaped
_DEEPEST = 6  # there is no h7
_BULLET = re.compile(r"[-–—•‣◦▪●○*·+]\s*")
_CELL = re.compile(r"(?P<head>[^:;]+): (?P<value>[^;]*)(?:; |$)")
_ROW = re.compile(r"(?P<label>.+?) – ")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Heading:
    start: int
    end: int
    depth: int  # 1 for a chapter


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block with what stands in front of it on its line: a bullet, a number."""

    block: Block
    start: int

    @property
    def end(self) -> int:
        return self.block.end


Piece = Heading | Leaf


def pieces(document: Document) -> tuple[Piece, ...]:
    """Everything that stands in the text, in order: headings stand between the blocks."""
    found: list[Piece] = []
    at = 0
    for block in document.blocks:
        own = document.text.rfind("\n", at, block.start) + 1 or at
        found += [*_headings(document.text, at, own, block.heading), Leaf(block, own)]
        at = block.end
    return (*found, *_headings(document.text, at, len(document.text), ()))


def _headings(text: str, start: int, end: int, path: Sequence[str]) -> list[Heading]:
    """The lines between two blocks, each as deep as it stands in the path of the block below."""
    lines = [match.span() for match in re.finditer(r"\S[^\n]*", text[start:end])]
    found: list[Heading] = []
    depth = len(path) or 1
    for a, b in reversed(lines):
        depth = _depth(text[start + a : start + b], path, depth)
        found.insert(0, Heading(start + a, start + b, depth))
        depth = max(1, depth - 1)
    return found


def _depth(line: str, path: Sequence[str], otherwise: int) -> int:
    deep = (i for i in range(len(path), 0, -1) if _same(path[i - 1]) == _same(line))
    return next(deep, otherwise)


def _same(heading: str) -> str:
    return one_line(heading).rstrip(" :.").casefold()


def narrowed(document: Document, span: Span) -> Span | None:
    """A span without what is nobody's text at its ends; None where nothing stands in it."""
    text, (start, end) = document.text, span
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    return (start, end) if start < end else None


def contents(document: Document, span: Span | None, top: int) -> str:
    """The headings as links to where they stand, the one above the span marked; nothing where there are hardly any."""
    laid = _laid(document, top)
    headings = [piece for chunk in laid.chunks for piece in chunk if isinstance(piece, Heading)]
    if len(headings) < 2:
        return ""
    here = bisect_right([heading.start for heading in headings], span[0]) - 1 if span else -1
    items = (_entry(document, one, laid.view.levels[one.start] - top, i == here) for i, one in enumerate(headings))
    listed = f'<nav aria-label="{texts.CONTENTS_OF}"><ol>{"".join(items)}</ol></nav>'
    return f'<details class="inhoud"><summary>{texts.CONTENTS}</summary>{listed}</details>'


def _entry(document: Document, heading: Heading, depth: int, here: bool) -> str:
    words = escape(shown_marks(document.text[heading.start : heading.end]))
    state = ' aria-current="location"' if here else ""
    mark = f' <span class="hier">{texts.QUOTE_HERE}</span>' if here else ""
    return f'<li class="diepte-{depth}"><a href="#{_anchor(heading)}"{state}>{words}</a>{mark}</li>'


def _anchor(heading: Heading) -> str:
    return f"lees-{heading.start}"


def _levels(headings: Sequence[Heading], top: int) -> dict[int, int]:
    """The level of every heading on the page: none is skipped on the way down."""
    levels: dict[int, int] = {}
    before = top - 1
    for heading in headings:
        before = min(before + 1, top - 1 + heading.depth, _DEEPEST)
        levels[heading.start] = before
    return levels


def leaves(document: Document, span: Span | None, top: int) -> str:
    """The whole text; `top` is the level of its first headings."""
    laid = _laid(document, top)
    shown = laid.html
    if span is not None:
        view, (start, end) = replace(laid.view, span=span), span
        touched = [i for i, chunk in enumerate(laid.chunks) if chunk[0].start < end and start < chunk[-1].end]
        fresh = {i: _chunk(view, laid.chunks[i]) for i in touched}
        shown = tuple(fresh.get(i, one) for i, one in enumerate(shown))
    paged = " met-bladzijden" if any(block.page is not None for block in document.blocks) else ""
    return f'<div class="leestekst{paged}" lang="{escape(document.language or "nl")}">{_named("".join(shown))}</div>'


@dataclass(frozen=True, slots=True)
class _View:
    document: Document
    span: Span | None
    levels: Mapping[int, int]
    voices: Mapping[int, Kind]  # where another kind of text begins


@dataclass(frozen=True, slots=True)
class _Laid:
    """A document as it looks without a highlighted place."""

    view: _View
    chunks: tuple[tuple[Piece, ...], ...]
    html: tuple[str, ...]  # of every chunk


@lru_cache(maxsize=8)  # who checks one source checks the next one: an agreement of 200 pages takes 0.2 s each time
def _laid(document: Document, top: int) -> _Laid:
    found = pieces(document)
    view = _View(document, None, _levels([one for one in found if isinstance(one, Heading)], top), _voices(document))
    chunks = tuple(found[a:b] for a, b in pairwise([*_cuts(found), len(found)]))
    return _Laid(view, chunks, tuple(_chunk(view, chunk) for chunk in chunks))


def _voices(document: Document) -> dict[int, Kind]:
    """Where a text that is of more than one kind goes over into another one."""
    sections = document.sections
    if len({section.kind for section in sections}) < 2:
        return {}
    return {
        section.start: section.kind
        for i, section in enumerate(sections)
        if i == 0 or section.kind is not sections[i - 1].kind
    }


def _cuts(found: Sequence[Piece]) -> list[int]:
    """Where chunks begin: at a heading below a block, and in long runs without one."""
    cuts = [0] if found else []
    for i, piece in enumerate(found[1:], 1):
        fresh = isinstance(piece, Heading) and isinstance(found[i - 1], Leaf)
        if fresh or (i - cuts[-1] >= _CHUNK and isinstance(piece, Leaf) and piece.block.kind is BlockKind.PARAGRAPH):
            cuts.append(i)
    return cuts


def _chunk(view: _View, found: Sequence[Piece]) -> str:
    lines = sum(2 + (piece.end - piece.start) // _LINE for piece in found)
    body = "".join(_run(view, kind, list(run)) for kind, run in groupby(found, key=_kind))
    return f'<div class="vel" style="--regels:{lines}">{body}</div>'


def _kind(piece: Piece) -> BlockKind | None:
    return piece.block.kind if isinstance(piece, Leaf) else None


def _run(view: _View, kind: BlockKind | None, run: Sequence[Piece]) -> str:
    """Neighbours of one kind."""
    owned = [piece for piece in run if isinstance(piece, Leaf)]
    if not owned:
        return "".join(_heading(view, piece) for piece in run if isinstance(piece, Heading))
    before = _voice(view, owned[0])
    if kind is BlockKind.ITEM:
        return before + _list(view, owned)
    if kind is BlockKind.ROW:
        return before + _table(view, owned)
    if kind is BlockKind.PARAGRAPH:
        return "".join(_voice(view, one) + f"<p>{_page(view, one)}{_words(view, one)}</p>" for one in owned)
    items = "".join(f"<li>{_page(view, one)}{_words(view, one)}</li>" for one in owned)
    return f'{before}<ul class="verwijzingen">{items}</ul>'


def _heading(view: _View, heading: Heading) -> str:
    level, words = view.levels[heading.start], marked(view, heading.start, heading.end)
    return f'<h{level} id="{_anchor(heading)}" tabindex="-1">{words}</h{level}>'


def _voice(view: _View, leaf: Leaf) -> str:
    """Says from where on it is another kind of text, such as a summary by a program below an agreement."""
    kind = view.voices.get(leaf.block.start)
    return tagged("p", "soort", f"<span>{texts.THIS_PART}</span> {escape(kind.value)}" if kind else "")


def _page(view: _View, leaf: Leaf) -> str:
    """The number of a page, where the text goes over to it."""
    blocks, page = view.document.blocks, leaf.block.page
    i = bisect_right(blocks, leaf.block.start, key=lambda block: block.start) - 1
    if page is None or (i > 0 and blocks[i - 1].page == page):
        return ""
    return f'<span class="blz" id="blz-{page}">{texts.page_number(page)}</span> '


def _list(view: _View, items: Sequence[Leaf]) -> str:
    """A list; what is deeper is a list within the point above it."""
    parts: list[str] = []
    least, at = min(item.block.depth for item in items), 0
    while at < len(items):
        below = at + 1
        while below < len(items) and items[below].block.depth > least:
            below += 1
        own = f"{_page(view, items[at])}{_words(view, items[at])}" if items[at].block.depth == least else ""
        inner = items[at + 1 : below] if own else items[at:below]
        plain = ' class="genummerd"' if own and not _is_bullet(view, items[at]) else ""
        parts.append(f"<li{plain}>{own}{_list(view, inner) if inner else ''}</li>")
        at = below
    return f"<ul>{''.join(parts)}</ul>"


def _is_bullet(view: _View, leaf: Leaf) -> bool:
    sign = view.document.text[leaf.start : leaf.block.start].strip()
    return not sign or _BULLET.fullmatch(sign) is not None


def _words(view: _View, leaf: Leaf) -> str:
    """What a block says, with its number if it has one; its bullet is drawn by the list that it stands in."""
    words = marked(view, leaf.block.start, leaf.end)
    if leaf.block.kind is BlockKind.ITEM and _is_bullet(view, leaf):
        return words
    number = tagged("span", "teken", quoted(view.document.text[leaf.start : leaf.block.start].strip()))
    return f"{number} {words}" if number else words


def _table(view: _View, rows: Sequence[Leaf]) -> str:
    """Rows that name the same columns as a table, others one below the other as they were read."""
    cells = [_cells(view.document.text, row) for row in rows]
    heads = [[view.document.text[a:b] for a, b in one[1::2]] for one in cells]
    if len(rows) < 2 or not heads[0] or any(head != heads[0] for head in heads):
        items = "".join(f"<li>{_page(view, row)}{_words(view, row)}</li>" for row in rows)
        return f'<ul class="rijen">{items}</ul>'
    top = "".join(f'<th scope="col">{inline(head)}</th>' for head in heads[0])
    body = "".join(_row(view, row, one) for row, one in zip(rows, cells, strict=True))
    return (
        f'<div class="tabel" role="region" tabindex="0" aria-label="{texts.TABLE}"><table><thead><tr>'
        f"<td></td>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(view: _View, row: Leaf, cells: Sequence[Span]) -> str:
    label, values = cells[0], cells[2::2]
    shown = "".join(f"<td>{marked(view, a, b)}</td>" for a, b in values)
    return f'<tr><th scope="row">{_page(view, row)}{marked(view, *label)}</th>{shown}</tr>'


def _cells(text: str, row: Leaf) -> list[Span]:
    """The label of a row, then the name and the value of every column; only the label where it is told otherwise."""
    start, end = row.block.start, row.end
    label = _ROW.match(text, start, end)
    if label is None:
        return [(start, end)]
    found, at = [label.span("label")], label.end()
    while at < end:
        cell = _CELL.match(text, at, end)
        if cell is None:
            return [(start, end)]
        found += [cell.span("head"), cell.span("value")]
        at = cell.end()
    return found


def marked(view: _View, start: int, end: int) -> str:
    """A stretch of the text, with what of it is the place that was asked for."""
    text, span = view.document.text, view.span
    if span is None or not (start < span[1] and span[0] < end):
        return quoted(text[start:end])
    a, b = max(start, span[0]), min(end, span[1])
    return f"{quoted(text[start:a])}{_OPEN}{quoted(text[a:b])}{_CLOSE}{quoted(text[b:end])}"


def _named(html: str) -> str:
    """The first mark gets the name of the place and says that a quote begins, the last one that it ends."""
    if _OPEN not in html:
        return html
    begin = f'<mark id="{PLACE}" tabindex="-1"><span class="label">{texts.QUOTE_LABEL}</span> '
    before, _, last = html.replace(_OPEN, begin, 1).rpartition(_CLOSE)
    return f'{before}{_CLOSE}<span class="sr"> {texts.QUOTE_END} </span>{last}'
