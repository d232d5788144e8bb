"""What comes out of OpenDocument files: plain ones made with odfdo, the rest written out in XML."""

import io
import zipfile

import odfdo
import pytest

from ingest.content import Content, PartKind, Unreadable
from ingest.make import make_document
from ingest.manifest import Source
from ingest.opendocument import read_opendocument

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"),
    )
)  # fmt: skip


def with_body(body: str, styles: str = "", **members: str) -> bytes:
    """An OpenDocument text with this body and these automatic styles."""
    content = (
        f'<?xml version="1.0"?><office:document-content {SPACES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    held = {"content.xml": content, "META-INF/manifest.xml": "<manifest/>", **members}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, text in held.items():
            archive.writestr(name, text)
    return file.getvalue()


def said(content: Content) -> list[str]:
    return [" ".join(part.lines) for part in content.parts]


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_a_file_that_odfdo_writes_comes_out_in_order() -> None:
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(2, "Wonen"))
    sentence = odfdo.Paragraph("De wachtlijst groeit snel.")
    sentence.insert_note(after="wachtlijst", note_id="n1", citation="1", body="Cijfers van 2023.")
    document.body.append(sentence)
    document.body.append(odfdo.List(["Meer huizen.", "Lagere huur."]))
    table = odfdo.Table("Cijfers")
    table.set_values([["Jaar", "Gezinnen"], ["2022", 170000], ["2023", 176000]])
    document.body.append(table)
    document.meta.title = "Plan wonen"
    file = io.BytesIO()
    document.save(file)
    content = read_opendocument(file.getvalue())
    assert [(part.kind, " ".join(part.lines)) for part in content.parts] == [
        (PartKind.HEADING, "Wonen"),
        (PartKind.PARAGRAPH, "De wachtlijst¹ groeit snel."),
        (PartKind.NOTE, "Cijfers van 2023."),
        (PartKind.ITEM, "Meer huizen."),
        (PartKind.ITEM, "Lagere huur."),
        (PartKind.ROW, "Jaar: 2022; Gezinnen: 170000"),
        (PartKind.ROW, "Jaar: 2023; Gezinnen: 176000"),
    ]
    assert content.parts[0].level == 2
    assert content.found.title == "Plan wonen"


NUMBERED = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>'
)


def test_lists_count_go_on_and_hold_lists_and_paragraphs() -> None:
    def points(*texts: str, more: str = "") -> str:
        return f'<text:list text:style-name="L1" {more}>{"".join(texts)}</text:list>'

    def item(text: str) -> str:
        return f"<text:list-item>{text}</text:list-item>"

    inner = points(item(p("klein")), item(p("groot")))
    body = (
        points(item(p("Bouw.") + p("Vanaf 2025.")), item(p("Verhuur:") + inner))
        + p("Daarna komt dit.")
        + points(item(p("Verkoop.")), more='text:continue-numbering="true"')
    )
    parts = read_opendocument(with_body(body, NUMBERED)).parts
    assert [(part.mark, part.depth) for part in parts if part.kind is PartKind.ITEM] == [
        ("1.", 0),
        ("2.", 0),
        ("a)", 1),
        ("b)", 1),
        ("3.", 0),
    ]
    assert [part.inside for part in parts] == [False, True, False, False, False, False, False]


def test_spaces_breaks_and_soft_hyphens_are_read_as_they_print() -> None:
    body = p('Een<text:s text:c="2"/>zin\n  met<text:tab/>wit<text:line-break/>en maat\u00adschappelijk werk.')
    document = make_document(read_opendocument(with_body(body)), "nota.odt", "0", Source())
    assert document.text == "Een zin met wit en maatschappelijk werk."


def test_deleted_and_hidden_text_comments_and_the_contents_are_left_out() -> None:
    hidden = (
        '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    comment = "<office:annotation><text:p>NEE</text:p></office:annotation>"
    unseen = '<text:span text:style-name="H">10</text:span>'
    body = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{p('WEG')}</text:deletion></text:changed-region>"
        f"</text:tracked-changes><text:table-of-content><text:index-body>{p('Wonen 3')}</text:index-body>"
        "</text:table-of-content>"
        f"{p(f'De steun{comment} is {unseen}20 euro.')}"
    )
    assert said(read_opendocument(with_body(body, hidden))) == ["De steun is 20 euro."]


def test_bold_lines_are_headings_where_no_heading_is_a_heading() -> None:
    bold = (
        '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    title = p('<text:span text:style-name="B">{}</text:span>')
    plain = p("Hier staat gewone tekst over het beleid.")
    body = title.format("Wonen") + plain * 2 + title.format("Zorg") + plain * 2
    parts = read_opendocument(with_body(body, bold)).parts
    assert [part.lines[0] for part in parts if part.kind is PartKind.HEADING] == ["Wonen", "Zorg"]


def test_header_rows_spans_and_repeated_cells_make_whole_rows() -> None:
    def cell(text: str, attribute: str = "name", value: int = 0) -> str:
        return f'<table:table-cell table:{attribute}="{value}">{p(text) if text else ""}</table:table-cell>'

    repeated, down = "number-columns-repeated", "number-rows-spanned"
    lines = (
        f"{cell('Wonen', down, 2)}{cell('2023')}{cell('meer')}",
        f"<table:covered-table-cell/>{cell('2024')}{cell('nog meer')}",
        cell("ja", repeated, 3),
        cell("", repeated, 1_000_000),
    )
    head = f"<table:table-row>{cell('Thema')}{cell('Jaar')}{cell('Doel')}</table:table-row>"
    rows = f"<table:table-header-rows>{head}</table:table-header-rows>" + "".join(
        f"<table:table-row>{line}</table:table-row>" for line in lines
    )
    assert said(read_opendocument(with_body(f"<table:table>{rows}</table:table>"))) == [
        "Thema: Wonen; Jaar: 2023; Doel: meer",
        "Thema: Wonen; Jaar: 2024; Doel: nog meer",
        "Thema: ja; Jaar: ja; Doel: ja",
    ]


def test_sections_and_frames_keep_their_text() -> None:
    frame = f"<draw:frame><draw:text-box>{p('In het kader.')}</draw:text-box></draw:frame>"
    body = f"<text:section>{p('In de sectie.')}</text:section>{p('Ernaast.' + frame)}"
    assert said(read_opendocument(with_body(body))) == ["In de sectie.", "Ernaast.", "In het kader."]


LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("member", ["content.xml", "styles.xml", "meta.xml"])
def test_entities_are_refused(member: str) -> None:
    with pytest.raises(Unreadable, match=r"\(DTD\)"):
        read_opendocument(with_body(p("Tekst."), **{member: f"{LAUGHS}<x>&b;</x>"}))


def test_a_zip_bomb_is_refused_in_one_line() -> None:
    with pytest.raises(Unreadable, match="te groot om veilig te lezen"):
        read_opendocument(with_body(p("Tekst."), **{"Pictures/x": "0" * 30_000_000}))


def test_a_file_with_a_password_says_so() -> None:
    manifest = {"META-INF/manifest.xml": "<manifest:encryption-data xmlns:manifest='x'/>"}
    with pytest.raises(Unreadable, match="met een wachtwoord beveiligd"):
        read_opendocument(with_body(p("Tekst."), **manifest))


@pytest.mark.parametrize("content", ["", "<x/>", "<office:text", '<?xml version="1.0"?>' + "<a>" * 5000])
def test_a_damaged_file_is_one_line(content: str) -> None:
    with pytest.raises(Unreadable, match="beschadigd"):
        read_opendocument(with_body("", **{"content.xml": content}))
