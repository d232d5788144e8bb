"""Reads Word files (.docx, .docm, .dotx): headings, lists, tables and notes, in the order of the text.

python-docx opens the package and finds its parts. Its own text is not used: `paragraph.text` leaves out what was
inserted with tracked changes, what stands in content controls and text boxes, notes, and the numbers of lists. So are
mammoth (no heading without a style: none in either of the two real files) and docx2txt (no structure at all) not
enough.

Left out: deleted and hidden text, headers and footers, comments, the table of contents. A page is known only where
Word wrote down where it broke the pages; a break that somebody typed says nothing of those in between.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import PartFactory
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree  # type: ignore[import-untyped]

from ingest.archive import (
    DAMAGED,
    MOST_XML,
    SPOILED,
    TOO_BIG,
    Element,
    looks_like_xml,
    open_archive,
    parse_xml,
    read_member,
    read_xml,
    refuse_dtd,
)
from ingest.content import SUPERSCRIPT, Content, Found, Part, PartKind, Unreadable, day, organisation
from ingest.numbering import Numbering, W, read_numbering, value, whole
from ingest.table import Cell, table_parts
from ingest.titles import Piece, promote
from ingest.word_styles import CONTENTS, LISTED, OFF, Style, Styles, read_styles

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Templates and files with macros are read as any other; python-docx refuses them out of the box.
for _kind in (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
):
    PartFactory.part_type_for[_kind] = DocumentPart

# What holds text that counts, to be looked into; what is not named here (w:del, w:moveFrom, comments) is left out.
HOLDERS = frozenset(
    W + name
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "bdo", "dir", "sdtContent")
)
SKIPPED_FIELDS = ("TOC", "INDEX", "PAGE", "NUMPAGES")
MARGIN = 200  # twentieths of a point: what is indented more stands below the item above it


def read_word(data: bytes) -> Content:
    """A Word file as parts; raises Unreadable."""
    try:
        with open_archive(data) as archive:
            _refuse_bad_xml(archive)
            found = _found(archive)
            main = _open(archive, data)
        body = main.element.find(W + "body")
        if body is None:
            raise Unreadable(DAMAGED)
        return Content(parts=promote(_walk(main, body)), found=found)
    except RecursionError as error:  # tables in tables in tables, or parts that refer to parts without end
        raise Unreadable(DAMAGED) from error


def _refuse_bad_xml(archive: zipfile.ZipFile) -> None:
    """python-docx parses what the package calls XML, whatever its name: none of it may have a DTD or be huge."""
    for member in archive.infolist():
        if looks_like_xml(archive, member):
            if member.file_size > MOST_XML:
                raise Unreadable(TOO_BIG)
            refuse_dtd(read_member(archive, member.filename))


def _open(archive: zipfile.ZipFile, data: bytes) -> DocumentPart:
    try:
        try:
            package = Package.open(io.BytesIO(data))
        except (KeyError, *SPOILED):  # a relationship points at a part that is not there, or a picture is damaged
            package = Package.open(_without_dead_ends(archive))
        main = package.main_document_part
    except (OpcError, LookupError, SyntaxError, AttributeError, TypeError, *SPOILED) as error:
        raise Unreadable(DAMAGED) from error
    if not isinstance(main, DocumentPart):
        raise Unreadable(DAMAGED)
    return main


def _without_dead_ends(archive: zipfile.ZipFile) -> io.BytesIO:
    """The package without pictures and without relationships to parts that it then does not hold.

    Word forgives "word/NULL" (which programs write for a picture that was lost) and a picture that cannot be unpacked;
    python-docx gives up on both.
    """
    kept = frozenset(name for name in archive.namelist() if name.endswith((".xml", ".rels")))
    slim = io.BytesIO()
    with zipfile.ZipFile(slim, "w") as copy:
        for name in kept:
            data = read_member(archive, name)
            copy.writestr(name, _relations(data, name, kept) if name.endswith(".rels") else data)
    slim.seek(0)
    return slim


def _relations(data: bytes, name: str, kept: frozenset[str]) -> bytes:
    root = parse_xml(data)
    folder = name.split("_rels/")[0]
    for relation in list(root):
        target = str(relation.get("Target", ""))
        path = target.lstrip("/") if target.startswith("/") else folder + target
        if relation.get("TargetMode") != "External" and _plain(path) not in kept:
            root.remove(relation)
    return bytes(etree.tostring(root))


def _plain(path: str) -> str:
    """ "word/../docProps/app.xml" -> "docProps/app.xml"."""
    return re.sub(r"[^/]+/\.\./", "", path)


def _found(archive: zipfile.ZipFile) -> Found:
    """What the properties say; the company is the publisher, a person is not."""
    core = _texts(archive, "docProps/core.xml")
    app = _texts(archive, "docProps/app.xml")
    publisher = app.get("Company", "") or organisation(core.get("creator", ""))
    date = day(core.get("modified", "")) or day(core.get("created", ""))
    return Found(core.get("title", ""), publisher, date, core.get("language", ""))


def _texts(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    try:
        root = read_xml(archive, name)
    except KeyError:
        return {}
    return {str(child.tag).rpartition("}")[2]: " ".join((child.text or "").split()) for child in root}


def _walk(main: DocumentPart, body: Element) -> list[Piece]:
    walk = _walker(main)
    pieces = list(walk.blocks(body))
    if walk.fields:  # a field that never ends would swallow the rest of the document
        walk = _walker(main, heed_fields=False)
        pieces = list(walk.blocks(body))
    return pieces


def _walker(main: DocumentPart, heed_fields: bool = True) -> "_Walk":
    parts = {relation.reltype: relation for relation in main.rels.values() if not relation.is_external}

    def root(kind: str) -> Element:
        return parse_xml(parts[kind].target_part.blob) if kind in parts else None

    notes = {
        "footnote": _notes(root(RELATIONSHIP_TYPE.FOOTNOTES), "footnote"),
        "endnote": _notes(root(RELATIONSHIP_TYPE.ENDNOTES), "endnote"),
    }
    has_pages = next(main.element.iter(W + "lastRenderedPageBreak"), None) is not None
    return _Walk(
        read_styles(root(RELATIONSHIP_TYPE.STYLES)),
        read_numbering(root(RELATIONSHIP_TYPE.NUMBERING)),
        notes,
        1 if has_pages else None,
        _first_endnote(main.element),
        heed_fields,
    )


def _notes(root: Element, tag: str) -> dict[str, Element]:
    own = root.iterchildren(W + tag) if root is not None else ()
    return {str(note.get(W + "id")): note for note in own if note.get(W + "type", "normal") == "normal"}


def _first_endnote(root: Element) -> int:
    """Endnotes are numbered behind the footnotes: in print those have "i, ii", and both would be 1."""
    return sum(1 for _ in root.iter(W + "footnoteReference"))


@dataclass(slots=True)
class _Run:
    """A stretch of a paragraph that looks the same."""

    text: str
    look: str


@dataclass(slots=True)
class _Walk:
    """What is counted while the text goes by."""

    styles: Styles
    numbering: Numbering
    notes: dict[str, dict[str, Element]]
    page: int | None
    endnotes_from: int
    heed_fields: bool
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)  # of the notes that were referred to
    fields: list[str] = field(default_factory=list)  # the instructions of the open fields
    pending: list[Part] = field(default_factory=list)  # notes and text boxes of the paragraph that is being read
    after_item: bool = False
    style: Style = field(default_factory=Style)  # of the paragraph that is being read

    def blocks(self, parent: Element) -> Iterator[Piece]:
        """The paragraphs and tables below an element."""
        for element in parent:
            if element.tag == W + "p":
                yield from self._paragraph(element)
            elif element.tag == W + "tbl":
                yield from map(Piece, self._table(element))
            elif element.tag == W + "sdt":
                if "contents" not in value(element, "sdtPr/docPartObj/docPartGallery").lower():
                    yield from self.blocks(_content(element))
            elif element.tag in HOLDERS:
                yield from self.blocks(element)
            elif element.tag == MC + "AlternateContent":
                yield from self.blocks(_choice(element))

    def _paragraph(self, paragraph: Element) -> Iterator[Piece]:
        style = self.styles.paragraph(paragraph)
        page = self._page_of(paragraph)
        runs = self._styled_runs(paragraph, style)
        lines = tuple("".join(run.text for run in runs).split("\n"))
        pending, self.pending = self.pending, []
        if any(line.strip() for line in lines) and not style.matches(CONTENTS):
            yield Piece(self._part(paragraph, style, lines, page), _look(runs))
        yield from map(Piece, pending)

    def _styled_runs(self, paragraph: Element, style: Style) -> list[_Run]:
        """The runs with text; the style is kept at hand, for looking it up takes longer the more runs there are."""
        outer, self.style = self.style, style
        runs = [run for run in self._runs(paragraph) if run.text]
        self.style = outer
        return runs

    def _page_of(self, paragraph: Element) -> int | None:
        """The page that the text of a paragraph begins on."""
        first = next(paragraph.iter(W + "lastRenderedPageBreak", W + "t"), None)
        return self.page + 1 if self.page and first is not None and first.tag != W + "t" else self.page

    def _part(self, paragraph: Element, style: Style, lines: tuple[str, ...], page: int | None) -> Part:
        label, depth = self._label(paragraph, style)
        outline = value(paragraph, "pPr/outlineLvl")
        level = whole(outline) + 1 if outline.isdecimal() and int(outline) < 9 else style.level()
        if level is not None:
            self.after_item = False
            named = label if label != "•" else ""
            return Part(
                PartKind.HEADING, (f"{named} {lines[0].lstrip()}" if named else lines[0], *lines[1:]), page, level
            )
        if label:
            self.after_item = True
            return Part(PartKind.ITEM, lines, page, depth=depth, mark=label)
        indent = max(value_of(paragraph, "left"), value_of(paragraph, "start"))
        inside = self.after_item and (indent >= MARGIN or style.matches(LISTED))
        self.after_item = inside
        return Part(PartKind.PARAGRAPH, lines, page, inside=inside)

    def _label(self, paragraph: Element, style: Style) -> tuple[str, int]:
        """The mark of a list item and its depth; "" for what is no item."""
        number = value(paragraph, "pPr/numPr/numId") or style.first("pPr/numPr/numId")
        depth = value(paragraph, "pPr/numPr/ilvl") or style.first("pPr/numPr/ilvl")
        if not self.numbering.knows(number):
            return "", 0
        level = min(8, max(0, whole(depth)))
        return self.numbering.label(number, level), level

    def _runs(self, parent: Element) -> Iterator[_Run]:
        """The runs of a paragraph that are to be read."""
        for element in parent:
            if element.tag == W + "r":
                yield self._run(element)
            elif element.tag in HOLDERS:
                yield from self._runs(element)
            elif element.tag == W + "sdt":
                yield from self._runs(_content(element))
            elif element.tag == MC + "AlternateContent":
                yield from self._runs(_choice(element))
            elif element.tag in (M + "oMath", M + "oMathPara"):
                yield _Run("".join(text.text or "" for text in element.iter(M + "t")), "")

    def _run(self, run: Element) -> _Run:
        text = "".join(self._pieces(run))
        if self._is_on(run, "vanish"):
            return _Run("", "")
        if value(run, "rPr/vertAlign") == "superscript" and text.strip().isdecimal():
            text = text.translate(SUPERSCRIPT)
        bold, underlined = self._is_on(run, "b"), self._is_on(run, "u")
        return _Run(text, "b" * bold + "u" * underlined)

    def _is_on(self, run: Element, what: str) -> bool:
        own = run.find(f"{W}rPr/{W}{what}")
        if own is not None:
            return own.get(W + "val", "1") not in OFF
        if value(run, "rPr/rStyle") and self.styles.run(run).is_on(f"rPr/{what}"):
            return True
        return self.style.is_on(f"rPr/{what}")

    def _pieces(self, run: Element) -> Iterator[str]:
        for element in run:
            name = str(element.tag).rpartition("}")[2]
            if name == "fldChar":
                self._field(str(element.get(W + "fldCharType")))
            elif name == "instrText" and self.fields:
                self.fields[-1] += element.text or ""
            elif name == "lastRenderedPageBreak" and self.page is not None:
                self.page += 1
            elif not self._in_skipped_field():
                yield self._piece(element, name)

    def _piece(self, element: Element, name: str) -> str:
        plain: dict[str, Callable[[], str]] = {
            "t": lambda: element.text or "",
            "tab": lambda: "\t",
            "ptab": lambda: "\t",
            "br": lambda: "\n" if element.get(W + "type", "textWrapping") == "textWrapping" else "",
            "cr": lambda: "\n",
            "noBreakHyphen": lambda: "-",
            "footnoteReference": lambda: self._note(element, "footnote"),
            "endnoteReference": lambda: self._note(element, "endnote"),
            "AlternateContent": lambda: self._boxes(_choice(element)),
            "drawing": lambda: self._boxes(element),
            "pict": lambda: self._boxes(element),
        }
        return plain[name]() if name in plain else ""

    def _field(self, kind: str) -> None:
        if not self.heed_fields:
            return
        if kind == "begin":
            self.fields.append("")
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _in_skipped_field(self) -> bool:
        return any((said.split() or [""])[0].upper() in SKIPPED_FIELDS for said in self.fields)

    def _note(self, reference: Element, kind: str) -> str:
        """The raised number of a note; the note itself comes behind the paragraph."""
        key = kind, str(reference.get(W + "id"))
        note = self.notes[kind].get(key[1])
        if note is None:
            return ""
        if key not in self.numbers:
            before = sum(known == kind for known, _ in self.numbers)
            self.numbers[key] = before + 1 + (self.endnotes_from if kind == "endnote" else 0)
            lines = tuple(line.strip() for line in self._note_lines(note))
            self.pending.append(Part(PartKind.NOTE, lines, self.page, number=self.numbers[key]))
        return str(self.numbers[key]).translate(SUPERSCRIPT)

    def _note_lines(self, note: Element) -> Iterator[str]:
        for paragraph in note.iter(W + "p"):
            text = "".join(run.text for run in self._styled_runs(paragraph, self.styles.paragraph(paragraph)))
            yield from (line for line in text.split("\n") if line.strip())

    def _boxes(self, element: Element) -> str:
        """Takes the text boxes out of a drawing; they come behind the paragraph."""
        for box in element.iter(W + "txbxContent"):
            held, self.pending = self.pending, []
            parts = [piece.part for piece in self.blocks(box)]
            self.pending = [*held, *parts]
        return ""

    def _table(self, table: Element) -> tuple[Part, ...]:
        self.after_item = False
        rows = [list(self._cells(row)) for row in _rows(table)]
        self.after_item = False
        return table_parts(_merged(rows))

    def _cells(self, row: Element) -> Iterator[tuple[Cell, str]]:
        """The cells of a row, each with how it hangs together with those above: "restart", "continue" or ""."""
        is_head = row.find(f"{W}trPr/{W}tblHeader")
        head = is_head is not None and is_head.get(W + "val", "1") not in OFF
        skipped = whole(value(row, "trPr/gridBefore", "0"))
        if skipped:
            yield Cell(across=skipped), ""
        for cell in _below(row, "tc"):
            pieces = list(self.blocks(cell))
            looked = [piece for piece in pieces if piece.part.kind is not PartKind.NOTE]
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            yield (
                Cell(
                    tuple(piece.part for piece in pieces),
                    head,
                    bool(looked) and all("b" in piece.look for piece in looked),
                    max(1, whole(value(cell, "tcPr/gridSpan", "1"), 1)),
                ),
                "" if merge is None else str(merge.get(W + "val", "continue")),
            )


def value_of(paragraph: Element, side: str) -> int:
    indent = paragraph.find(f"{W}pPr/{W}ind")
    return whole(str(indent.get(W + side, "0"))) if indent is not None else 0


def _look(runs: Iterable[_Run]) -> str:
    """How all of a paragraph looks; "" where its runs differ."""
    looks = {run.look for run in runs if run.text.strip()}
    return looks.pop() if len(looks) == 1 else ""


def _content(control: Element) -> Element:
    found = control.find(W + "sdtContent")
    return found if found is not None else ()


def _choice(alternatives: Element) -> Element:
    """One of the ways in which a thing is told; the others say the same for other programs."""
    for tag in ("Choice", "Fallback"):
        found = alternatives.find(MC + tag)
        if found is not None:
            return found
    return ()


def _rows(table: Element) -> Iterator[Element]:
    """The rows that were not deleted."""
    return (row for row in _below(table, "tr") if row.find(f"{W}trPr/{W}del") is None)


def _below(parent: Element, tag: str) -> Iterator[Element]:
    for element in parent:
        if element.tag == W + tag:
            yield element
        elif element.tag == W + "sdt":
            yield from _below(_content(element), tag)
        elif element.tag in HOLDERS:
            yield from _below(element, tag)


def _merged(rows: list[list[tuple[Cell, str]]]) -> list[list[Cell]]:
    """The cells of every row without those that go on from above; the one above runs down over them."""
    merged: list[list[Cell]] = [[] for _ in rows]
    open_cells: dict[int, tuple[int, int]] = {}  # column -> where the cell that runs down from there stands
    for r, row in enumerate(rows):
        column = 0
        for cell, merge in row:
            if merge == "continue" and column in open_cells:
                above, place = open_cells[column]
                merged[above][place] = replace(merged[above][place], down=r - above + 1)
            else:
                open_cells.pop(column, None)
                if merge:
                    open_cells[column] = (r, len(merged[r]))
                merged[r].append(cell)
            column += cell.across
    return merged
