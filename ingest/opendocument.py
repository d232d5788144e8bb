"""Reads OpenDocument text (.odt): headings, lists, tables and notes, in the order of the text.

With lxml on the container and not with odfdo, which was tried: its text loses spaces ("Een<text:s/>zin" becomes
"Eenzin"), puts notes into the sentence, and its parser resolves entities. odfdo writes the files of the tests.

Left out: deleted and hidden text, headers and footers, comments, indexes. Pages are not in the file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from zipfile import ZipFile

from ingest.archive import DAMAGED, PASSWORD, Element, open_archive, read_member, read_xml
from ingest.content import SUPERSCRIPT, Content, Found, Part, PartKind, Unreadable, day, organisation
from ingest.numbering import whole, written
from ingest.table import Cell, table_parts
from ingest.titles import Piece, promote

OFFICE, TEXT, TABLE, STYLE, FO, DRAW = (
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}",
)
SKIPPED = frozenset(
    TEXT + name
    for name in (
        "tracked-changes",
        "table-of-content",
        "alphabetical-index",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "bibliography",
        "hidden-text",
        "hidden-paragraph",
        "page-number",
        "page-count",
        "ruby-text",
        "soft-page-break",
        "sequence-decls",
        "variable-decls",
    )
) | {OFFICE + "annotation", OFFICE + "forms", STYLE + "script", OFFICE + "event-listeners"}
FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
MOST_REPEATS = 100  # of a space, a cell or a row: a file may ask for a million
LONGEST_CHAIN = 20


def read_opendocument(data: bytes) -> Content:
    """An OpenDocument text as parts; raises Unreadable."""
    with open_archive(data) as archive:
        try:
            if b"encryption-data" in read_member(archive, "META-INF/manifest.xml"):
                raise Unreadable(PASSWORD)
            content = read_xml(archive, "content.xml")
        except KeyError as error:
            raise Unreadable(DAMAGED) from error
        styles = _styles(archive, content)
        found = _found(archive)
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Unreadable(DAMAGED)
    return Content(parts=promote(list(_Walk(styles).blocks(body))), found=found)


def _found(archive: ZipFile) -> Found:
    try:
        meta = read_xml(archive, "meta.xml").find(OFFICE + "meta")
    except KeyError:
        meta = None
    if meta is None:
        return Found()
    said = {str(child.tag).rpartition("}")[2]: " ".join((child.text or "").split()) for child in meta}
    author = said.get("creator", "") or said.get("initial-creator", "")
    date = day(said.get("date", "")) or day(said.get("creation-date", ""))
    return Found(said.get("title", ""), organisation(author), date, said.get("language", ""))


@dataclass(frozen=True, slots=True)
class _Styles:
    """The styles by family and name, and the lists by name."""

    known: Mapping[tuple[str, str], Element]
    lists: Mapping[str, Element]

    def chain(self, family: str, name: str) -> Iterator[Element]:
        for _ in range(LONGEST_CHAIN):
            style = self.known.get((family, name))
            if style is None:
                return
            yield style
            name = str(style.get(STYLE + "parent-style-name", ""))

    def said(self, family: str, name: str, attribute: str) -> str:
        """What the nearest style says of the look of its text."""
        for style in self.chain(family, name):
            properties = style.find(STYLE + "text-properties")
            if properties is not None and properties.get(attribute):
                return str(properties.get(attribute))
        return ""

    def look(self, family: str, name: str) -> str:
        bold = self.said(family, name, FO + "font-weight") in ("bold", "700", "800", "900")
        underlined = self.said(family, name, STYLE + "text-underline-style") not in ("", "none")
        return "b" * bold + "u" * underlined

    def is_hidden(self, family: str, name: str) -> bool:
        return self.said(family, name, TEXT + "display") == "none"

    def level(self, name: str) -> int | None:
        """The heading level that a paragraph style has, None for other text."""
        for style in self.chain("paragraph", name):
            if style.get(STYLE + "default-outline-level"):
                return whole(str(style.get(STYLE + "default-outline-level"))) or None
            if style.get(STYLE + "name") in ("Title", "Titel"):
                return 1
        return None

    def list_of(self, name: str) -> str:
        """The list style that a paragraph style brings with it."""
        return next(
            (
                str(s.get(STYLE + "list-style-name"))
                for s in self.chain("paragraph", name)
                if s.get(STYLE + "list-style-name")
            ),
            "",
        )


def _styles(archive: ZipFile, content: Element) -> _Styles:
    roots = [content]
    if "styles.xml" in archive.namelist():
        roots.insert(0, read_xml(archive, "styles.xml"))
    known: dict[tuple[str, str], Element] = {}
    lists: dict[str, Element] = {}
    for root in roots:
        for style in root.iter(STYLE + "style"):
            known[str(style.get(STYLE + "family")), str(style.get(STYLE + "name"))] = style
        for style in root.iter(TEXT + "list-style"):
            lists[str(style.get(STYLE + "name"))] = style
    return _Styles(known, lists)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the lists a paragraph stands."""

    mark: str = ""
    depth: int = 0
    inside: bool = False


@dataclass(slots=True)
class _Walk:
    """What is counted while the text goes by."""

    styles: _Styles
    counts: dict[str, int] = field(default_factory=dict)  # of a list that a later one may go on with
    pending: list[Part] = field(default_factory=list)  # notes and frames of the paragraph that is being read
    numbers: int = 0  # notes so far
    looks: list[tuple[str, str]] = field(default_factory=list)  # text and look of the stretches of the paragraph

    def blocks(self, parent: Element) -> Iterator[Piece]:
        """What stands below an element: paragraphs, lists, tables, and sections of them."""
        for element in parent:
            if element.tag in SKIPPED or not isinstance(element.tag, str):
                continue
            if element.tag in (TEXT + "p", TEXT + "h"):
                yield from self._paragraph(element, _Place())
            elif element.tag == TEXT + "list":
                yield from self._list(element, "", 0)
            elif element.tag == TABLE + "table":
                yield from map(Piece, self._table(element))
            elif element.get(TEXT + "display") != "none":
                yield from self.blocks(element)

    def _paragraph(self, element: Element, place: _Place) -> Iterator[Piece]:
        name = str(element.get(TEXT + "style-name", ""))
        self.looks = []
        text = "".join(self._text(element, self.styles.look("paragraph", name)))
        looks = {look for said, look in self.looks if said.strip()}
        pending, self.pending = self.pending, []
        if text.strip() and not self.styles.is_hidden("paragraph", name):
            part = self._part(element, tuple(text.split("\n")), name, place)
            yield Piece(part, looks.pop() if len(looks) == 1 else "")
        yield from map(Piece, pending)

    def _part(self, element: Element, lines: tuple[str, ...], name: str, place: _Place) -> Part:
        level = self.styles.level(name)
        if element.tag == TEXT + "h":
            level = max(1, whole(str(element.get(TEXT + "outline-level", "1")), 1))
        if level is not None:
            return Part(PartKind.HEADING, lines, level=level)
        if place.mark:
            return Part(PartKind.ITEM, lines, depth=place.depth, mark=place.mark)
        return Part(PartKind.PARAGRAPH, lines, inside=place.inside)

    def _text(self, element: Element, look: str) -> Iterator[str]:
        """The text of a paragraph; a line break is a line end."""
        yield self._said(element.text, look)
        for child in element:
            yield from self._inline(child, look)
            yield self._said(child.tail, look)

    def _said(self, text: str | None, look: str) -> str:
        """White space of the XML itself is one space."""
        folded = re.sub(r"[ \t\r\n]+", " ", text or "")
        self.looks.append((folded, look))
        return folded

    def _inline(self, child: Element, look: str) -> Iterator[str]:
        if not isinstance(child.tag, str) or child.tag in SKIPPED:
            return
        if child.tag == TEXT + "s":
            yield " " * min(MOST_REPEATS, max(1, whole(str(child.get(TEXT + "c", "1")), 1)))
        elif child.tag == TEXT + "tab":
            yield "\t"
        elif child.tag == TEXT + "line-break":
            yield "\n"
        elif child.tag == TEXT + "note":
            yield self._note(child)
        elif child.tag in (DRAW + "frame", DRAW + "custom-shape", DRAW + "g", DRAW + "a"):
            self._frame(child)
        elif child.tag == TEXT + "span":
            name = str(child.get(TEXT + "style-name", ""))
            if not self.styles.is_hidden("text", name):
                yield from self._text(child, "".join(sorted({*look, *self.styles.look("text", name)})))
        else:
            yield from self._text(child, look)

    def _note(self, note: Element) -> str:
        """The raised number of a note; the note itself comes behind the paragraph."""
        self.numbers += 1
        looks, number = self.looks, self.numbers
        body = note.find(TEXT + "note-body")
        lines = [line for p in (body if body is not None else ()) for line in "".join(self._text(p, "")).split("\n")]
        self.looks = looks
        self.pending.append(Part(PartKind.NOTE, tuple(line for line in lines if line.strip()), number=number))
        return str(number).translate(SUPERSCRIPT)

    def _frame(self, frame: Element) -> None:
        """Takes the text boxes out of a frame; they come behind the paragraph."""
        looks = self.looks
        for box in frame.iter(DRAW + "text-box"):
            held, self.pending = self.pending, []
            parts = [piece.part for piece in self.blocks(box)]
            self.pending = [*held, *parts]
        self.looks = looks

    def _list(self, element: Element, style: str, depth: int) -> Iterator[Piece]:
        style = str(element.get(TEXT + "style-name", "")) or style or self._style_inside(element)
        count = self._begin(element, style, depth)
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            if item.tag == TEXT + "list-item":
                count = whole(str(item.get(TEXT + "start-value", "")), count + 1)
            mark = self._mark(style, depth, count) if item.tag == TEXT + "list-item" else ""
            yield from self._item(item, style, depth, mark)
        self.counts[f"{style}/{depth}"] = count
        if element.get("{http://www.w3.org/XML/1998/namespace}id"):
            self.counts[str(element.get("{http://www.w3.org/XML/1998/namespace}id"))] = count

    def _begin(self, element: Element, style: str, depth: int) -> int:
        """How many items of this list have come before: it may go on with an earlier one."""
        earlier = element.get(TEXT + "continue-list")
        if earlier in self.counts:
            return self.counts[str(earlier)]
        if element.get(TEXT + "continue-numbering") == "true":
            return self.counts.get(f"{style}/{depth}", 0)
        level = self._level(style, depth)
        return whole(str(level.get(TEXT + "start-value", "1")), 1) - 1 if level is not None else 0

    def _style_inside(self, element: Element) -> str:
        first = next(element.iter(TEXT + "p"), None)
        return self.styles.list_of(str(first.get(TEXT + "style-name", ""))) if first is not None else ""

    def _item(self, item: Element, style: str, depth: int, mark: str) -> Iterator[Piece]:
        """An item, with its further paragraphs, and the lists inside it."""
        for element in item:
            if element.tag in (TEXT + "p", TEXT + "h"):
                pieces = list(self._paragraph(element, _Place(mark, depth, inside=not mark)))
                mark = "" if pieces else mark
                yield from pieces
            elif element.tag == TEXT + "list":
                yield from self._list(element, style, depth + 1)
            elif element.tag not in SKIPPED:
                yield from self.blocks([element])

    def _level(self, style: str, depth: int) -> Element:
        own = self.styles.lists.get(style)
        levels = own if own is not None else ()
        return next((level for level in levels if level.get(TEXT + "level") == str(depth + 1)), None)

    def _mark(self, style: str, depth: int, count: int) -> str:
        level = self._level(style, depth)
        if level is None or level.tag != TEXT + "list-level-style-number":
            return "•"
        form = FORMATS.get(str(level.get(STYLE + "num-format", "")))
        if form is None:
            return "•"
        before, after = str(level.get(STYLE + "num-prefix", "")), str(level.get(STYLE + "num-suffix", ""))
        return f"{before}{written(count, form)}{after}".strip()

    def _table(self, table: Element) -> tuple[Part, ...]:
        return table_parts([list(self._cells(row, head)) for row, head in _rows(table, False)])

    def _cells(self, row: Element, head: bool) -> Iterator[Cell]:
        for cell in row:
            if cell.tag != TABLE + "table-cell":
                continue  # a covered cell: one above it or before it runs over it
            pieces = list(self.blocks(cell))
            looked = [piece for piece in pieces if piece.part.kind is not PartKind.NOTE]
            made = Cell(
                tuple(piece.part for piece in pieces),
                head,
                bool(looked) and all("b" in piece.look for piece in looked),
                whole(str(cell.get(TABLE + "number-columns-spanned", "1")), 1),
                whole(str(cell.get(TABLE + "number-rows-spanned", "1")), 1),
            )
            repeats = whole(str(cell.get(TABLE + "number-columns-repeated", "1")), 1)
            yield from (replace(made) for _ in range(min(MOST_REPEATS, max(1, repeats))))


def _rows(parent: Element, head: bool) -> Iterator[tuple[Element, bool]]:
    for element in parent:
        if element.tag == TABLE + "table-row":
            repeats = whole(str(element.get(TABLE + "number-rows-repeated", "1")), 1)
            yield from [(element, head)] * min(MOST_REPEATS, max(1, repeats))
        elif element.tag in (TABLE + "table-rows", TABLE + "table-row-group"):
            yield from _rows(element, head)
        elif element.tag == TABLE + "table-header-rows":
            yield from _rows(element, True)
