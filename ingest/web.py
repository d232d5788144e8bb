"""Reads saved web pages: their own text without menus, cookie bars and footers; it fetches nothing.

The walk is over the page itself: trafilatura, the library for this, finds what the text is better than any list of
names, but its output lost every heading of Word's HTML (`ip291x.html`), the title of Drupal and WordPress pages, the
heads of accordions, captions, and which digits are footnotes. So a page that names its text (`main`, one `article`,
a known id) is believed, and for any other trafilatura says where in the page the text stands.
"""

import codecs
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import lxml.html  # type: ignore[import-untyped]
from lxml import etree

from ingest.archive import Element
from ingest.content import SUPERSCRIPT, Content, Found, Part, PartKind, Unreadable, day, organisation
from ingest.decode import MARKS, decode
from ingest.table import Cell, table_parts
from ingest.titles import Piece, promote

TANGLED = "{name} kan niet worden gelezen: de webpagina zit te ingewikkeld in elkaar. Bewaar ze als pdf of als tekst."
CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,100}encoding=["']([\w.:-]+)""",
    re.IGNORECASE,
)
DATA = re.compile(r"""data:[\w.+/-]{1,60}(?:;[\w=-]{1,40})*;base64,[A-Za-z0-9+/=\s%]*""")  # pictures in the page
NEVER = frozenset(
    "script style noscript template svg iframe object embed canvas audio video input select option textarea nav"
    " dialog head link meta math del map area applet xml".split()
)
ROLES = frozenset("navigation banner contentinfo search dialog alertdialog menu menubar tablist".split())
FURNITURE = re.compile(
    r"(?:cookies?|cookie[-_].*|.*[-_]cookies?|cookie(?:bar|banner|consent|notice)|consent|gdpr|cc-window"
    r"|breadcrumbs?|kruimelpad|breadcrumb[-_].*|.*[-_]breadcrumbs?"
    r"|social|social[-_](?:media|links|share|icons)|share|share[-_].*|sharedaddy|addtoany.*|sharing"
    r"|skip-?links?|skip-to-.*|sidebar|sidebar[-_].*|widget-area|(?:main|primary|site|secondary|top|footer)[-_]?menu|menu"
    r"|nav|navbar|navigation|(?:main|site|post)[-_]nav(?:igation)?|pager|pagination|related|related[-_].*"
    r"|comments|comments-area|comment-respond|respond|reacties|newsletter|nieuwsbrief|site-footer|site-header|masthead"
    r"|entry-meta|entry-footer|post-meta|sr-only|visually-?hidden|screen-reader-text|element-invisible|noprint|no-print"
    r"|vector-toc|toc|mw-editsection|navbox|mw-jump-link)",
    re.IGNORECASE,
)
HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
MAIN = (
    "//main | //*[@role='main']",
    "//article",
    "//*[contains(' content main main-content maincontent inhoud mw-content-text ', concat(' ', @id, ' ')) and @id]",
    "//*[contains(concat(' ', @class, ' '), ' entry-content ')]",
    "//*[contains(concat(' ', @class, ' '), ' region-content ')]",
)
OWN_SHARE = 0.25  # of the text of a page: what names itself the main text and holds less is a card or a teaser
NOISE = ("span", "font", "u", "ins", "small", "big", "tt", "nobr", "acronym", "abbr", "label", "center", "o:p", "wbr")
BLOCKS = frozenset(
    "p div section article main header footer aside h1 h2 h3 h4 h5 h6 ul ol dl dt dd li table blockquote pre figure"
    " figcaption details summary address form fieldset legend hr td th tr tbody thead tfoot caption body center hgroup"
    " menu button".split()
)
PIECES = frozenset("tr tbody thead tfoot table ul ol li dl dd dt p".split())  # say nothing without what they stand in
HEADING_CLASS = re.compile(r"(?:^|\s)(?:mso)?(?:heading|kop|titre|titel|title)[-_]?([1-6])(?![0-9])", re.IGNORECASE)
NOTE_LINK = re.compile(r"^\s*\[?\(?(\d{1,3})\)?\]?\s*$")
BACK = re.compile(r"^[\s\[\]()↩↑⤴^\ufe0e\ufe0f]*$")
SEPARATORS = re.compile(r"\s+[|–—·»:-]\s+")


def read_web_page(data: bytes) -> Content:
    """A web page as parts; raises Unreadable."""
    page = _parse(_decoded(data))
    found = _found(page)
    _drop_hidden(page)
    etree.strip_tags(page, *NOISE)
    try:
        for head in [*page.iter("head")]:
            _drop(head)
        root = _root(page)
        notes = _notes(page)
        pieces = [*_title_above(page, root), *_Walk(root, notes).all()]
    except RecursionError as error:
        raise Unreadable(TANGLED) from error
    return Content(parts=promote(pieces), found=found)


def _decoded(data: bytes) -> str:
    """By the mark at its beginning, else as the page says of itself, else as any text."""
    said = CHARSET.search(data[:4096])
    if any(data.startswith(mark) for mark, _ in MARKS) or said is None:
        return decode(data)
    try:
        name = codecs.lookup((said[1] or said[2]).decode("ascii")).name
        # what calls itself Latin-1 is Windows' set, as browsers know
        return data.decode("cp1252" if name in ("iso8859-1", "ascii") else name)
    except (LookupError, UnicodeError, ValueError):
        return decode(data)


def _parse(text: str) -> Element:
    """The page as a tree.

    huge_tree, for without it libxml2 drops without a word all text behind 256 unclosed tags, or of a text of 10 MB;
    with it the limit is 2,048, and the size of a file is limited elsewhere.
    """
    text = DATA.sub("", text).replace("\x00", "")
    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        page = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Unreadable(TANGLED) from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Unreadable(TANGLED)
    return page


def _found(page: Element) -> Found:
    """What the page says of itself in its head; a date only where it is called one."""
    said: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        said.setdefault(name.replace("dcterms.", "dc."), " ".join(str(meta.get("content", "")).split()))
    title = said.get("og:title") or said.get("dc.title") or _title(page)
    publisher = said.get("dc.publisher") or said.get("publisher") or said.get("og:site_name") or ""
    publisher = publisher or organisation(said.get("author", "") or said.get("dc.creator", ""))
    keys = (
        "article:modified_time article:published_time dc.modified dc.date.modified dc.date dc.issued dc.date.issued"
        " dc.created datemodified datepublished last-modified date og:updated_time"
    ).split()
    date = next((found for key in keys if (found := day(said.get(key, "")))), "") or _time(page)
    return Found(
        title, publisher, date, str(page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    )


def _title(page: Element) -> str:
    """The title in the head, without the name of the site behind it where the page's own heading has none."""
    title = next((_words(element) for element in page.iter("title")), "")
    heading = next((_words(element) for element in page.iter("h1")), "")
    begins = SEPARATORS.split(title)[0] if title else ""
    return begins if heading and begins == heading else title


def _time(page: Element) -> str:
    for element in page.xpath("(//article | //main | //header)//time[@datetime]"):
        if day(str(element.get("datetime"))):
            return day(str(element.get("datetime")))
    return ""


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _drop_hidden(page: Element) -> None:
    """Takes out what is no text, and what is not shown unless somebody opens it."""
    for element in [*page.iter(*NEVER)]:
        if element.tag != "head":
            _drop(element)
    for element in page.xpath("//*[@style or @hidden]"):
        hidden = element.get("hidden") is not None or HIDDEN.search(element.get("style", ""))
        if hidden and element.tag not in ("html", "body") and not _opens(element):
            _drop(element)


def _opens(element: Element) -> bool:
    """Whether something just above opens it: an accordion is closed in a saved page and still belongs to the text."""
    before = element.getprevious()
    if before is None and element.getparent() is not None:
        before = element.getparent().getprevious()
    if before is None:
        return False
    heads = before.tag in ("button", "summary", "h2", "h3", "h4", "h5", "h6", "dt")
    return heads or before.get("aria-expanded") is not None or bool(before.xpath(".//*[@aria-expanded] | .//button"))


def _drop(element: Element) -> None:
    """Takes an element out; the text behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def _root(page: Element) -> Element:
    """The element that the text of the page stands in, and nothing but the furniture of its edges besides."""
    body = page.find("body")
    body = body if body is not None else page
    total = len(_words(body))
    for path in MAIN:
        found = [element for element in page.xpath(path) if element.tag != "body"]
        best = max(found, key=lambda element: len(_words(element)), default=None)
        if best is not None and len(_words(best)) > OWN_SHARE * total:
            return best
    return _root_by_text(page, body)


def _root_by_text(page: Element, body: Element) -> Element:
    """The smallest element that holds nearly all that trafilatura takes for the text of the page."""
    import trafilatura  # half a second that most pages do without

    logging.getLogger("trafilatura").setLevel(
        logging.ERROR
    )  # it warns of every page without text; so do we, at the end
    source = etree.tostring(page, encoding="unicode")
    got = trafilatura.bare_extraction(source, favor_recall=True, include_comments=False)
    kept = "".join(str(getattr(got, "text", None) or "").split())
    if not kept:
        return body
    leaves = [
        e
        for e in body.iter("p", "li", "td", "h1", "h2", "h3", "h4", "dd")
        if (w := "".join(_words(e).split())) and w in kept
    ]
    sizes = {leaf: len(_words(leaf)) for leaf in leaves}
    held: dict[Element, int] = {}
    for leaf, size in sizes.items():
        for above in leaf.iterancestors():
            held[above] = held.get(above, 0) + size
    most = max(held.values(), default=0)
    deep = [element for element, size in held.items() if size >= 0.9 * most]
    root = max(deep, key=lambda element: sum(1 for _ in element.iterancestors()), default=body)
    while root.tag in PIECES:
        root = root.getparent()
    return root


def _title_above(page: Element, root: Element) -> Iterator[Piece]:
    """The heading of a page that stands above its text."""
    if next(root.iter("h1"), None) is not None:
        return
    above = [heading for heading in page.iter("h1") if _words(heading)]
    if len(above) == 1:
        yield Piece(Part(PartKind.HEADING, (_words(above[0]),)))


@dataclass(frozen=True, slots=True)
class _Notes:
    """The blocks that numbers in the text point at, with those numbers, and by the names that they are pointed at."""

    numbers: dict[Element, int]
    named: dict[str, Element]


def _notes(page: Element) -> _Notes:
    """A note stands behind its number: what stands before it is what the note leads back to."""
    places = {element: i for i, element in enumerate(page.iter())}
    targets = {str(e.get(key)): e for key in ("name", "id") for e in page.xpath(f"//*[@{key}]")}
    found = _Notes({}, {})
    for link in page.xpath("//a[starts-with(@href, '#')]"):
        number = NOTE_LINK.match("".join(link.itertext()))
        name = str(link.get("href"))[1:]
        if number and name in targets and places[targets[name]] > places[link]:
            block = _note_block(targets[name])
            found.named[name] = block
            found.numbers.setdefault(block, int(number[1]))
    return found


def _note_block(target: Element) -> Element:
    """The paragraph or list item that a name stands in."""
    for element in (target, *target.iterancestors()):
        if element.tag in ("li", "p", "div", "aside", "dd", "td", "tr"):
            return element
    return target


@dataclass(slots=True)
class _Buffer:
    """The text between two blocks."""

    text: str = ""
    looks: set[str] = field(default_factory=set)

    def add(self, text: str | None, look: str) -> None:
        if text:
            self.text += text
            if text.strip():
                self.looks.add(look)


@dataclass(slots=True)
class _Walk:
    root: Element
    notes: _Notes
    pending: list[Part] = field(default_factory=list)  # notes that the paragraph that is being read refers to
    told: set[Element] = field(default_factory=set)  # the notes that came
    size: int = 0  # characters of the text of the page

    def __post_init__(self) -> None:
        self.size = len(_words(self.root))

    def all(self) -> list[Piece]:
        return list(self._blocks(self.root, ""))

    def _blocks(self, parent: Element, look: str) -> Iterator[Piece]:
        """The blocks below an element, in order; text between them is a paragraph."""
        buffer = _Buffer()
        buffer.add(_folded(parent.text), look)
        for child in parent:
            if not isinstance(child.tag, str):
                buffer.add(_folded(child.tail), look)
            elif child.tag in BLOCKS or _holds_block(child):
                yield from self._flush(buffer)
                if not self._skips(child):
                    yield from self._block(child, look)
                buffer.add(_folded(child.tail), look)
            else:
                self._inline(child, buffer, look)
                buffer.add(_folded(child.tail), look)
        yield from self._flush(buffer)

    def _flush(self, buffer: _Buffer) -> Iterator[Piece]:
        lines = tuple(line.strip() for line in buffer.text.split("\n") if line.strip())
        pending, self.pending = self.pending, []
        if lines:
            yield Piece(Part(PartKind.PARAGRAPH, lines), next(iter(buffer.looks)) if len(buffer.looks) == 1 else "")
        yield from map(Piece, pending)
        buffer.text = ""
        buffer.looks = set()

    def _block(self, element: Element, look: str) -> Iterator[Piece]:
        if element in self.notes.numbers:  # it has come with its number, unless that stood outside the text
            self._tell(element)
            pending, self.pending = self.pending, []
            yield from map(Piece, pending)
            return
        tag = element.tag
        level = _level(element)
        if level is not None:
            yield from (_as_heading(piece, level) for piece in self._blocks(element, ""))
        elif tag in ("ul", "ol", "menu"):
            yield from self._list(element, 0)
        elif tag == "dl":
            yield from self._definitions(element)
        elif tag == "table":
            yield from self._table(element)
        elif tag == "pre":
            lines = tuple("".join(element.itertext()).strip("\n").split("\n"))
            yield Piece(Part(PartKind.PARAGRAPH, lines))
        elif tag in ("summary", "button", "legend"):
            opens = tag != "button" or element.get("aria-expanded") is not None
            yield from (replace(piece, look="head of a fold") for piece in self._blocks(element, "") if opens)
        else:
            yield from self._blocks(element, look + "b" if tag in ("b", "strong") and "b" not in look else look)

    def _inline(self, element: Element, buffer: _Buffer, look: str) -> None:
        tag = element.tag
        if tag == "br":
            buffer.add("\n", look)
            return
        if tag == "a" and self._is_mark(element, buffer):
            return
        if tag == "img":
            return
        if tag == "sup" and NOTE_LINK.match("".join(element.itertext())) and element.find(".//a") is None:
            buffer.add(_words(element).translate(SUPERSCRIPT), look)
            return
        if tag in ("b", "strong") and "b" not in look:
            look += "b"
        buffer.add(_folded(element.text), look)
        for child in element:
            if isinstance(child.tag, str):
                self._inline(child, buffer, look)
            buffer.add(_folded(child.tail), look)

    def _is_mark(self, link: Element, buffer: _Buffer) -> bool:
        """Whether a link is the number of a note (which is written raised) or leads back to one (which is left out)."""
        href = str(link.get("href", ""))
        text = "".join(link.itertext())
        if not href.startswith("#"):
            return False
        if href != "#" and BACK.match(text) and text.strip():
            return True
        number = NOTE_LINK.match(text)
        if number is None:
            return False
        note = self.notes.named.get(href[1:])
        if note is not None:
            buffer.add(number[1].translate(SUPERSCRIPT), next(iter(buffer.looks), ""))
            self._tell(note)
            return True
        return any(above in self.notes.numbers for above in link.iterancestors())

    def _tell(self, note: Element) -> None:
        """Takes the text of a note; it comes behind the paragraph that first refers to it."""
        if note in self.told:
            return
        self.told.add(note)
        held, self.pending = self.pending, []
        parts = [piece.part for piece in self._blocks(note, "")]
        lines = tuple(line for part in parts if part.kind is not PartKind.NOTE for line in part.lines)
        own = [Part(PartKind.NOTE, lines, number=self.notes.numbers[note])] if lines else []
        self.pending = [*held, *own, *(part for part in parts if part.kind is PartKind.NOTE)]

    def _list(self, element: Element, depth: int) -> Iterator[Piece]:
        start = str(element.get("start", "1"))
        count = int(start) if start.isdecimal() and len(start) < 5 else 1
        for item in element:
            if item.tag in ("ul", "ol"):
                yield from self._list(item, depth + 1)
            elif item in self.notes.numbers:
                yield from self._block(item, "")
            elif isinstance(item.tag, str) and not self._skips(item):
                yield from self._item(item, f"{count}." if element.tag == "ol" else "•", depth)
                count += item.tag == "li"

    def _item(self, item: Element, mark: str, depth: int) -> Iterator[Piece]:
        """A list item: its first text carries the mark, further paragraphs belong to it, lists in it are deeper."""
        for piece in self._blocks(item, ""):
            part = piece.part
            if part.kind is PartKind.PARAGRAPH and not part.inside and mark:
                yield Piece(replace(part, kind=PartKind.ITEM, mark=mark, depth=depth))
                mark = ""
            elif part.kind is PartKind.PARAGRAPH:
                yield Piece(replace(part, inside=True))
            elif part.kind is PartKind.ITEM:
                yield Piece(replace(part, depth=part.depth + depth + 1))
            else:
                yield piece

    def _definitions(self, element: Element) -> Iterator[Piece]:
        rows: list[list[Cell]] = []
        for child in element.iter("dt", "dd"):
            if child.tag == "dt" or not rows:
                rows.append([])
            rows[-1].append(self._cell(child))
        yield from map(Piece, table_parts([[row[0], _joined(row[1:])] for row in rows if row]))

    def _table(self, table: Element) -> Iterator[Piece]:
        for caption in table.iterchildren("caption"):
            yield from self._blocks(caption, "")
        rows = [[self._cell(cell) for cell in row.iterchildren("td", "th")] for row in _rows(table)]
        yield from map(Piece, table_parts(rows))

    def _cell(self, cell: Element) -> Cell:
        pieces = list(self._blocks(cell, ""))
        looked = [piece for piece in pieces if piece.part.kind is not PartKind.NOTE]
        return Cell(
            tuple(piece.part for piece in pieces),
            cell.tag == "th",
            bool(looked) and all("b" in piece.look for piece in looked),
            _span(cell, "colspan"),
            _span(cell, "rowspan"),
        )

    def _skips(self, element: Element) -> bool:
        """Whether an element is furniture of the page: by what it is, or by its name where it holds little."""
        if element.tag == "footer" or element.get("role") in ROLES:
            return not any(note in self.notes.numbers for note in element.iter())
        if element.tag in ("header", "aside"):
            return (
                self.root.tag == "body" and element.getparent() is self.root and next(element.iter("h1"), None) is None
            )
        tokens = f"{element.get('class', '')} {element.get('id', '')}".split()
        if not any(FURNITURE.fullmatch(token) for token in tokens):
            return False
        return len(_words(element)) < 0.5 * self.size


def _folded(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text) if text else ""


def _holds_block(element: Element) -> bool:
    return next(element.iter(*BLOCKS), None) is not None


def _level(element: Element) -> int | None:
    """The level of a heading: of its tag, its role, or the style that Word names in its class."""
    if re.fullmatch(r"h[1-6]", element.tag):
        return int(element.tag[1])
    if element.get("role") == "heading":
        level = str(element.get("aria-level", "2"))
        return int(level) if level in "123456" and level else 2
    named = HEADING_CLASS.search(str(element.get("class", ""))) if element.tag == "p" else None
    return int(named[1]) if named else None


def _as_heading(piece: Piece, level: int) -> Piece:
    if piece.part.kind is not PartKind.PARAGRAPH:
        return piece
    return Piece(replace(piece.part, kind=PartKind.HEADING, level=level))


def _joined(cells: Iterable[Cell]) -> Cell:
    return Cell(tuple(part for cell in cells for part in cell.parts))


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _span(cell: Element, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    return max(1, int(text)) if text.isdecimal() and len(text) < 5 else 1
