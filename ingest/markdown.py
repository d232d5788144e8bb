"""Reads Markdown: headings, lists, tables, notes and front matter, as CommonMark says (markdown-it-py).

Numbers in brackets at the head of a line stay as they are, for these are lists of references here and no link
definitions. Tags of HTML inside are left out, their text stays.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ingest.content import SUPERSCRIPT, Content, Found, Part, PartKind, day
from ingest.decode import decode
from ingest.table import Cell, table_parts
from ingest.titles import Piece, promote

FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
ENTRY = re.compile(r"^(\w+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
REFERENCE = re.compile(r"^([ ]{0,3})\[(\d{1,3})\](?=[ \t]*:)", re.MULTILINE)
NOTE = re.compile(r"^[ ]{0,3}\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?:[ ]{2,}|\t)\S.*)*)\n?", re.MULTILINE)
NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)


def read_markdown(data: bytes) -> Content:
    """Markdown as parts; raises Unreadable where it is no text."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    front = FRONT.match(text)
    found = _found(front[1]) if front else Found()
    text = text[front.end() :] if front else text
    walk = _Walk({match[1]: match[2] for match in NOTE.finditer(text)})
    text = REFERENCE.sub(r"\1\\[\2\\]", NOTE.sub("", text))
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))
    return Content(parts=promote(list(walk.blocks(tree))), found=found)


def _found(front: str) -> Found:
    """Title, date, publisher and language of the front matter; a list or a table in it says nothing."""
    said = {match[1].lower(): match[2].strip("\"'") for match in ENTRY.finditer(front)}
    publisher = said.get("publisher", "") or said.get("uitgever", "")
    return Found(
        said.get("title", "") or said.get("titel", ""),
        publisher,
        day(said.get("date", "") or said.get("datum", "")),
        said.get("lang", "") or said.get("language", "") or said.get("taal", ""),
    )


@dataclass(slots=True)
class _Walk:
    notes: dict[str, str]  # by their names in the text
    numbers: dict[str, int] = field(default_factory=dict)  # of the notes that were referred to
    pending: list[Part] = field(default_factory=list)

    def blocks(self, parent: SyntaxTreeNode) -> Iterator[Piece]:
        for node in parent.children:
            yield from self._block(node)

    def _block(self, node: SyntaxTreeNode) -> Iterator[Piece]:
        if node.type == "heading":
            yield from self._text(node, Part(PartKind.HEADING, (), level=int(node.tag[1])))
        elif node.type == "paragraph":
            yield from self._text(node, Part(PartKind.PARAGRAPH, ()))
        elif node.type in ("bullet_list", "ordered_list"):
            yield from self._list(node, 0)
        elif node.type in ("fence", "code_block"):
            yield Piece(Part(PartKind.PARAGRAPH, tuple(node.content.rstrip("\n").split("\n"))))
        elif node.type == "html_block":
            text = TAG.sub("", BREAK.sub("\n", _without_comments(node.content)))
            yield Piece(Part(PartKind.PARAGRAPH, tuple(html.unescape(text).strip().split("\n"))))
        elif node.type == "table":
            rows = [row for group in node.children for row in group.children]
            yield from map(Piece, table_parts([[self._cell(cell) for cell in row.children] for row in rows]))
        else:
            yield from self.blocks(node)

    def _text(self, node: SyntaxTreeNode, part: Part) -> Iterator[Piece]:
        lines = tuple(self._inline(node).split("\n"))
        pending, self.pending = self.pending, []
        yield Piece(replace(part, lines=lines), _look(node))
        yield from map(Piece, pending)

    def _list(self, node: SyntaxTreeNode, depth: int) -> Iterator[Piece]:
        start = int(node.attrs.get("start", 1))
        for i, item in enumerate(node.children):
            mark = f"{start + i}{item.markup or '.'}" if node.type == "ordered_list" else "•"
            for child in item.children:
                if child.type in ("bullet_list", "ordered_list"):
                    yield from self._list(child, depth + 1)
                elif child.type == "paragraph" and mark:
                    yield from self._text(child, Part(PartKind.ITEM, (), depth=depth, mark=mark))
                    mark = ""
                elif child.type == "paragraph":
                    yield from self._text(child, Part(PartKind.PARAGRAPH, (), inside=True))
                else:
                    yield from self._block(child)

    def _cell(self, node: SyntaxTreeNode) -> Cell:
        text = self._inline(node)
        pending, self.pending = self.pending, []
        parts = (Part(PartKind.PARAGRAPH, tuple(text.split("\n"))),) if text.strip() else ()
        return Cell((*parts, *pending), head=node.type == "th")

    def _inline(self, node: SyntaxTreeNode) -> str:
        return "".join(self._said(child) for child in node.children)

    def _said(self, node: SyntaxTreeNode) -> str:
        if node.type in ("softbreak", "hardbreak"):
            return "\n"
        if node.type == "html_inline":
            return "\n" if BREAK.match(node.content) else ""
        if node.type == "text":
            return NOTE_MARK.sub(self._mark, node.content)
        if node.type == "code_inline":
            return node.content
        return self._inline(node)

    def _mark(self, match: re.Match[str]) -> str:
        name = match[1]
        if name not in self.notes:
            return match[0]
        if name not in self.numbers:
            self.numbers[name] = len(self.numbers) + 1
            tree = SyntaxTreeNode(MarkdownIt("commonmark").parseInline(self.notes[name]))
            lines = tuple(line.strip() for line in self._inline(tree).split("\n"))
            self.pending.append(Part(PartKind.NOTE, lines, number=self.numbers[name]))
        return str(self.numbers[name]).translate(SUPERSCRIPT)


def _without_comments(text: str) -> str:
    """Split and not matched: a pattern looks for the end of every "<!--" anew, through the whole text."""
    first, *others = text.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)


def _look(node: SyntaxTreeNode) -> str:
    """ "b" where all of a paragraph is bold: a heading to people who do not know Markdown."""
    inline = (
        [child for child in node.children[0].children if child.content.strip() or child.children]
        if node.children
        else []
    )
    return "b" if inline and all(child.type == "strong" for child in inline) else ""
