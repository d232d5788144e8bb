"""A dossier as a Word file: real styles, a language, links from a number to its source.

It does not know what stands in a dossier.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import partial
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from ui import texts
from ui.dossier import Dossier
from ui.layout import Line, Run, Style, layout

_INK, _SOFT, _ACCENT, _ALERT = (RGBColor.from_string(c) for c in ("1A2027", "4B5763", "0B5D6E", "7A4A00"))
_FONT = "Calibri"
_LANGUAGE = "nl-BE"
_NAMES = {  # what Word calls them; the last ones are made here
    Style.TITLE: "Title",
    Style.PARAGRAPH: "Normal",
    Style.ITEM: "List Bullet",
    Style.QUOTE: "Quote",
    Style.SOURCE_QUOTE: "Quote",
    Style.MADE: "Gegevens",
    Style.FACTS: "Gegevens",
    Style.REFERENCE: "Gegevens",
    Style.NOTICE: "Mededeling",
    Style.WARNING: "Waarschuwing",
    Style.LABEL: "Soort",
    Style.GROUP: "Spreker",
    Style.OWN: "Eigen woorden",
    Style.SOURCE: "Bron",
}


def to_docx(dossier: Dossier) -> bytes:
    word = docx.Document()
    _set_up(word, dossier)
    ids = {style.name: style.style_id for style in word.styles}  # once: the library looks through all of them each time
    for line in layout(dossier):
        _add(word, line, ids)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _set_up(word: Word, dossier: Dossier) -> None:
    facts = word.core_properties
    facts.title, facts.author, facts.language = dossier.name, texts.NAME, _LANGUAGE
    facts.comments, facts.subject = texts.DOSSIER_FOOTER, texts.DOSSIER_UNTITLED
    facts.created = facts.modified = datetime.combine(dossier.made, time(), UTC)
    facts.last_modified_by = texts.NAME
    _styles(word)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    _footer(section.footer.paragraphs[0])
    _head(section.header.paragraphs[0], dossier.name)


def _styles(word: Word) -> None:
    """The template's own styles in one letter and few colours, and ours beside them."""
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    for which in ("w:val", "w:eastAsia"):
        language.set(qn(which), _LANGUAGE)
    style = partial(_style, word)
    style("Normal", 11, _INK, after=6)
    style("Title", 24, _INK, bold=True, after=4)
    style("Heading 1", 16, _ACCENT, bold=True, before=18, after=6)
    style("Heading 2", 13, _ACCENT, bold=True, before=14, after=4)
    style("List Bullet", 11, _INK, after=3)
    style("Quote", 11, _INK, after=4, left=0.6, follow=True)
    style("Gegevens", 9.5, _SOFT, after=6)
    style("Soort", 9.5, _SOFT, after=6, follow=True)
    style("Mededeling", 10, _INK, after=14)
    style("Waarschuwing", 9.5, _ALERT, bold=True, after=4)
    style("Spreker", 11, _INK, bold=True, before=6, after=2, follow=True)
    style("Eigen woorden", 11, _INK, before=4, after=8, left=0.6)
    style("Bron", 11, _INK, before=8, after=3, left=0.9, hanging=0.9, follow=True)
    _ruled(word.styles["Quote"], "left", "0B5D6E")
    _ruled(word.styles["Eigen woorden"], "left", "C99A3A")
    for side in ("top", "bottom"):
        _ruled(word.styles["Mededeling"], side, "9A6A00")
    _plain(word.styles["Title"])


def _style(
    word: Word,
    name: str,
    size: float,
    colour: RGBColor,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    left: float = 0,
    hanging: float = 0,
    follow: bool = False,
) -> None:
    known = [style.name for style in word.styles]
    style: Any = word.styles[name] if name in known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name not in known:
        style.base_style = word.styles["Normal"]
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), colour
    style.font.bold, style.font.italic = bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)  # else the letter of the template's theme wins
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.keep_with_next = follow or name.startswith("Heading")
    if left:
        form.left_indent, form.first_line_indent = Cm(left), Cm(-hanging)


def _ruled(style: Any, side: str, colour: str) -> None:
    """A line along a paragraph."""
    properties = style.element.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders,
            *("w:shd w:tabs w:suppressAutoHyphens w:spacing w:ind w:contextualSpacing w:jc w:outlineLvl".split()),
        )
    line = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", "8"), ("space", "6"), ("color", colour)):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)


def _plain(style: Any) -> None:
    """Without the line that the template draws under a title."""
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)


def _head(paragraph: Paragraph, title: str) -> None:
    paragraph.text, paragraph.style = title, "Gegevens"


def _footer(paragraph: Paragraph) -> None:
    """The notice on every page, and its number."""
    paragraph.style = "Gegevens"
    paragraph.add_run(f"{texts.DOSSIER_FOOTER}  ·  {texts.PAGE} ")
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()._r
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run.append(element)


def _add(word: Word, line: Line, ids: Mapping[str | None, str]) -> None:
    name = f"Heading {line.level}" if line.style is Style.HEADING else _NAMES[line.style]
    paragraph = word.add_paragraph()
    paragraph._p.style = ids[name]
    if line.source:
        _bookmark(paragraph, line.source)
        paragraph.add_run(f"[{line.source}]\t")
    for run in line.runs:
        _say(paragraph, run)


def _say(paragraph: Paragraph, run: Run) -> None:
    if run.source:
        return _point(paragraph, run)
    added = paragraph.add_run(run.text)  # a line break of the text becomes one of Word
    added.bold, added.italic = run.bold or None, run.doubted or None
    return None


def _point(paragraph: Paragraph, run: Run) -> None:
    """A number that leads to its source."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), _anchor(run.source))
    link.set(qn("w:history"), "1")
    added = paragraph.add_run(run.text)
    added.font.color.rgb = _ACCENT
    link.append(added._r)
    paragraph._p.append(link)


def _bookmark(paragraph: Paragraph, number: int) -> None:
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag.endswith("Start"):
            mark.set(qn("w:name"), _anchor(number))
        paragraph._p.append(mark)


def _anchor(number: int) -> str:
    return f"bron_{number}"
