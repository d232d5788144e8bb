"""What comes out of Word files, made here with python-docx, and by hand where that cannot make them."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.content import Content, Part, PartKind, Unreadable
from ingest.make import make_document
from ingest.manifest import Source
from ingest.word import read_word

REAL = Path("../shared/parser")


def saved(word: object) -> bytes:
    file = io.BytesIO()
    word.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def with_body(*xml: str) -> bytes:
    """A Word file with these elements in its body."""
    word = docx.Document()
    for element in xml:
        word.element.body.insert(len(word.element.body) - 1, parse_xml(_named(element)))
    return saved(word)


def _named(xml: str) -> str:
    return re.sub(r"^<(w:\w+)", rf"<\1 {nsdecls('w', 'r')}", xml)


def changed(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The same container with one member rewritten, or made."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        before = old.read(name).decode() if name in old.namelist() else ""
        new.writestr(name, change(before))
    return file.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def said(content: Content) -> list[str]:
    return [" ".join(part.lines) for part in content.parts]


def kinds(content: Content) -> list[tuple[PartKind, int]]:
    return [(part.kind, part.level if part.kind is PartKind.HEADING else part.depth) for part in content.parts]


def test_headings_lists_and_paragraphs_come_in_order_with_their_levels() -> None:
    word = docx.Document()
    word.add_heading("Plan wonen", 0)
    word.add_heading("Wat wij vragen", 1)
    word.add_paragraph("Wij vragen dit:")
    word.add_paragraph("Meer woningen.", style="List Bullet")
    word.add_paragraph("Ook kleine.", style="List Bullet 2")
    word.add_paragraph("Eerst bouwen.", style="List Number")
    word.add_paragraph("Dan huren.", style="List Number")
    content = read_word(saved(word))
    assert said(content) == [
        "Plan wonen",
        "Wat wij vragen",
        "Wij vragen dit:",
        "Meer woningen.",
        "Ook kleine.",
        "Eerst bouwen.",
        "Dan huren.",
    ]
    assert kinds(content)[:3] == [(PartKind.HEADING, 1), (PartKind.HEADING, 1), (PartKind.PARAGRAPH, 0)]
    assert [part.mark for part in content.parts[3:]] == ["•", "•", "1.", "2."]


def test_a_heading_style_is_known_in_dutch_by_its_base_and_by_its_outline_level() -> None:
    word = docx.Document()
    for name, base, outline in (("Kop 2", None, None), ("Huisstijl titel", "Heading 3", None), ("Deel", None, 1)):
        style = word.styles.add_style(name, 1)
        style.base_style = word.styles[base] if base else None
        if outline is not None:
            style.element.get_or_add_pPr().append(parse_xml(_named(f'<w:outlineLvl w:val="{outline}"/>')))
        word.add_paragraph(f"In {name}", style=name)
    word.add_paragraph("Gewone tekst staat hieronder.")
    assert kinds(read_word(saved(word)))[:3] == [(PartKind.HEADING, 2), (PartKind.HEADING, 3), (PartKind.HEADING, 2)]


def test_short_bold_and_underlined_lines_are_headings_and_bold_sentences_and_captions_are_not() -> None:
    def bold(text: str) -> str:
        return paragraph(run(text, "<w:b/>"))

    def underlined(text: str) -> str:
        return paragraph(run(text, '<w:u w:val="single"/>'))

    plain = paragraph(run("Hier staat gewone tekst over het beleid van de gemeente."))
    content = read_word(
        with_body(
            underlined("Deel 1: wonen"), plain, bold("Sociale huur"), plain, bold("Tabel: huurprijzen"), plain,
            paragraph(run("Let op: ", "<w:b/>"), run("dit geldt niet voor kamers.")), plain,
            bold("Dit is een heel belangrijke zin. En dit is er nog een."), plain, bold("Tabel 2. Cijfers"), plain,
            underlined("Deel 2: zorg"), plain, plain, plain,
        )
    )  # fmt: skip
    headings = [(part.lines[0], part.level) for part in content.parts if part.kind is PartKind.HEADING]
    assert headings == [("Deel 1: wonen", 1), ("Sociale huur", 2), ("Deel 2: zorg", 1)]


def test_numbers_are_counted_over_levels_and_go_on_behind_a_paragraph() -> None:
    level = '<w:lvl w:ilvl="{0}"><w:start w:val="{1}"/><w:numFmt w:val="{2}"/><w:lvlText w:val="{3}"/></w:lvl>'
    formats = ((0, 1, "decimal", "%1."), (1, 1, "decimal", "%1.%2"), (2, 3, "lowerLetter", "%3)"))
    levels = "".join(level.format(*one) for one in formats)
    word = docx.Document()
    numbering = word.part.numbering_part.element
    numbering.insert(0, parse_xml(_named(f'<w:abstractNum w:abstractNumId="77">{levels}</w:abstractNum>')))
    numbering.append(parse_xml(_named('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>')))
    for text, depth in (("a", 0), ("b", 1), ("c", 1), ("d", 2), ("tussen", None), ("e", 0), ("f", 1)):
        numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>' if depth is not None else ""
        word.element.body.insert(-1, parse_xml(_named(paragraph(run(text), properties=numbered))))
    parts = read_word(saved(word)).parts
    assert [part.mark for part in parts if part.kind is PartKind.ITEM] == ["1.", "1.1", "1.2", "c)", "2.", "2.1"]
    assert [part.depth for part in parts if part.kind is PartKind.ITEM] == [0, 1, 1, 2, 0, 1]


def test_an_indented_paragraph_below_a_point_belongs_to_it_and_the_list_keeps_its_lead() -> None:
    word = docx.Document()
    word.add_paragraph("Wij vragen:")
    word.add_paragraph("Meer geld.", style="List Bullet")
    word.add_paragraph("Elk jaar opnieuw.", style="List Continue")
    word.add_paragraph("Meer tijd.", style="List Bullet")
    document = make_document(read_word(saved(word)), "nota.docx", "0", Source())
    assert [document.text[b.start : b.end] for b in document.blocks] == [
        "Wij vragen:",
        "Meer geld.\nElk jaar opnieuw.",
        "Meer tijd.",
    ]
    assert [document.text[b.lead[0] : b.lead[1]] for b in document.blocks[1:] if b.lead] == ["Wij vragen:"] * 2


def test_deleted_and_hidden_text_is_left_out_and_inserted_and_moved_text_kept() -> None:
    content = read_word(
        with_body(
            paragraph(
                run("De steun is "),
                '<w:del w:id="1"><w:r><w:delText>10</w:delText></w:r></w:del>',
                f'<w:ins w:id="2">{run("20")}</w:ins>',
                run(" euro", ""),
                run(" GEHEIM", "<w:vanish/>"),
                f'<w:moveFrom w:id="3">{run(" WEG")}</w:moveFrom><w:moveTo w:id="4">{run(" per dag")}</w:moveTo>',
                run("."),
            )
        )
    )
    assert said(content) == ["De steun is 20 euro per dag."]


def test_special_characters_breaks_links_fields_and_controls_keep_their_text() -> None:
    content = read_word(
        with_body(
            paragraph(
                "<w:r><w:t>Het OCMW</w:t><w:noBreakHyphen/><w:t>huis maat</w:t></w:r>",
                "<w:r><w:softHyphen/><w:t>schappelijk</w:t></w:r>",
                f'<w:hyperlink w:anchor="x">{run(" werk")}</w:hyperlink>',
                f"<w:sdt><w:sdtContent>{run(' doet')}</w:sdtContent></w:sdt>",
                f'<w:fldSimple w:instr="DATE">{run(" veel")}</w:fldSimple>',
                "<w:r><w:br/><w:t>voor</w:t><w:tab/><w:t>iedereen.</w:t></w:r>",
            ),
            f"<w:sdt><w:sdtContent>{paragraph(run('In een veld.'))}</w:sdtContent></w:sdt>",
        )
    )
    document = make_document(content, "nota.docx", "0", Source())
    assert document.text == "Het OCMW-huis maatschappelijk werk doet veel voor iedereen.\n\nIn een veld."


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_the_table_of_contents_is_left_out_and_an_endless_field_swallows_nothing() -> None:
    contents = paragraph(
        field("begin"), "<w:r><w:instrText>TOC \\o</w:instrText></w:r>", field("separate"), run("Wonen 3"), field("end")
    )
    endless = paragraph(field("begin"), "<w:r><w:instrText>TOC</w:instrText></w:r>", run("Zorg 4"))
    assert said(read_word(with_body(contents, paragraph(run("Tekst."))))) == ["Tekst."]
    assert said(read_word(with_body(endless, paragraph(run("Tekst."))))) == ["Zorg 4", "Tekst."]


NOTES = (
    '<?xml version="1.0"?><w:{0}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:{0} w:id="-1" w:type="separator"><w:p><w:r><w:t>STREEP</w:t></w:r></w:p></w:{0}>{1}</w:{0}s>'
)


def with_notes(body: bytes, kind: str, notes: dict[int, str]) -> bytes:
    """The same file with a part of footnotes or endnotes."""
    xml = "".join(f'<w:{kind} w:id="{i}">{paragraph(run(text))}</w:{kind}>' for i, text in notes.items())
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    relation = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s"
    body = changed(body, f"word/{kind}s.xml", lambda _: NOTES.format(kind, xml))
    override = f'<Override PartName="/word/{kind}s.xml" ContentType="{types}.{kind}s+xml"/></Types>'
    body = changed(body, "[Content_Types].xml", lambda text: text.replace("</Types>", override))
    related = f'<Relationship Id="rN{kind}" Type="{relation}" Target="{kind}s.xml"/></Relationships>'
    return changed(body, "word/_rels/document.xml.rels", lambda text: text.replace("</Relationships>", related))


def test_footnotes_and_endnotes_are_kept_apart_and_numbered_as_they_come() -> None:
    foot, end = '<w:r><w:footnoteReference w:id="{}"/></w:r>', '<w:r><w:endnoteReference w:id="2"/></w:r>'
    body = with_body(
        paragraph(run("Armoede"), foot.format(7), run(" stijgt.")),
        paragraph(run("Werk"), end, run(" ook"), foot.format(5)),
    )
    data = with_notes(with_notes(body, "footnote", {5: "Noot B.", 7: "Noot A."}), "endnote", {2: "Eindnoot."})
    content = read_word(data)
    assert said(content) == ["Armoede¹ stijgt.", "Noot A.", "Werk³ ook²", "Eindnoot.", "Noot B."]
    assert [part.number for part in content.parts if part.kind is PartKind.NOTE] == [1, 3, 2]
    document = make_document(content, "nota.docx", "0", Source())
    assert document.text.endswith("Werk³ ook²\n\n¹ Noot A.\n³ Eindnoot.\n² Noot B.")


def test_a_page_is_known_only_where_word_wrote_down_its_breaks() -> None:
    rendered = "<w:r><w:lastRenderedPageBreak/><w:t>Twee.</w:t></w:r>"
    middle = paragraph(run("Begint op twee "), "<w:r><w:lastRenderedPageBreak/><w:t>en eindigt op drie.</w:t></w:r>")
    pages = read_word(with_body(paragraph(run("Een.")), paragraph(rendered), middle, paragraph(run("Drie."))))
    assert [part.page for part in pages.parts] == [1, 2, 2, 3]
    typed = read_word(with_body(paragraph(run("Een."), '<w:r><w:br w:type="page"/></w:r>'), paragraph(run("Twee."))))
    assert [part.page for part in typed.parts] == [None, None]


def rows(word: object) -> list[str]:
    content = read_word(saved(word))
    return [part.lines[0] for part in content.parts if part.kind is PartKind.ROW]


def table(*lines: str) -> object:
    word = docx.Document()
    made = word.add_table(rows=len(lines), cols=len(lines[0].split("|")))
    for row, line in zip(made.rows, lines, strict=True):
        for cell, text in zip(row.cells, line.split("|"), strict=True):
            cell.text = text.strip()
    return word


def test_a_row_of_a_table_makes_sense_alone() -> None:
    assert rows(table("Gemeente|Inwoners|Leefloners", "Gent|265.000|6.100", "Aalst|89.000|")) == [
        "Gemeente: Gent; Inwoners: 265.000; Leefloners: 6.100",
        "Gemeente: Aalst; Inwoners: 89.000",
    ]
    assert rows(table("|2023|2024", "Huurpremies|12|15", "Leningen|3|4"))[0] == "Huurpremies – 2023: 12; 2024: 15"
    assert rows(table("Huurpremies|12|15", "Leningen|3|4"))[0] == "Huurpremies – 12; 15"


def test_a_bold_first_row_heads_the_columns() -> None:
    word = table("Steun in 2023|Wie", "Huurpremies|huurders", "Leningen|kopers")
    for cell in word.tables[0].rows[0].cells:  # type: ignore[attr-defined]
        for piece in cell.paragraphs[0].runs:
            piece.bold = True
    assert rows(word) == ["Steun in 2023: Huurpremies; Wie: huurders", "Steun in 2023: Leningen; Wie: kopers"]


def test_merged_cells_are_repeated_down_and_told_once_across() -> None:
    word = table("Thema|Jaar|Bedrag", "Wonen|2023|12", "|2024|15", "Werk||", "Totaal||27")
    made = word.tables[0]  # type: ignore[attr-defined]
    made.cell(1, 0).merge(made.cell(2, 0))
    made.cell(3, 0).merge(made.cell(3, 2))
    made.cell(4, 0).merge(made.cell(4, 1))
    assert rows(word) == [
        "Thema: Wonen; Jaar: 2023; Bedrag: 12",
        "Thema: Wonen; Jaar: 2024; Bedrag: 15",
        "Werk – Thema: Totaal; Bedrag: 27",
    ]


def test_a_cell_over_the_whole_width_heads_the_rows_below_it_and_is_never_lost() -> None:
    word = table("Thema|Bedrag", "Wonen|", "Huur|12", "Werk|", "Slot|")
    for i in (1, 3, 4):
        word.tables[0].cell(i, 0).merge(word.tables[0].cell(i, 1))  # type: ignore[attr-defined]
    assert said(read_word(saved(word))) == ["Wonen – Thema: Huur; Bedrag: 12", "Werk", "Slot"]


def test_a_table_of_one_column_and_a_table_that_only_places_text_are_paragraphs() -> None:
    frame = read_word(saved(table("Een kader met tekst.", "Nog een regel.")))
    assert [part.kind for part in frame.parts] == [PartKind.PARAGRAPH] * 2
    long = "Dit is lopende tekst die in een kader naast een andere staat, zoals in een folder. " * 4
    side = read_word(saved(table(f"{long}|{long}", f"{long}|{long}")))
    assert {part.kind for part in side.parts} == {PartKind.PARAGRAPH}


def test_a_table_inside_a_table_keeps_all_its_text() -> None:
    word = docx.Document()
    outer = word.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "Links."
    inner = outer.cell(0, 1).add_table(rows=2, cols=2)
    for i, text in enumerate(("Jaar", "Bedrag", "2023", "€ 12")):
        inner.cell(i // 2, i % 2).text = text
    assert said(read_word(saved(word))) == ["Links.", "Jaar: 2023; Bedrag: € 12"]


def test_of_parallel_columns_the_dutch_one_is_kept() -> None:
    french = "La séance est ouverte par la présidente et les membres du conseil sont dans la salle."
    dutch = "De vergadering wordt geopend door de voorzitster en de leden van de raad zijn in de zaal."
    content = read_word(saved(table(f"{french}|{dutch}", f"{french}|{dutch}")))
    assert said(content) == [dutch, dutch]


def test_the_text_of_a_box_comes_behind_its_paragraph_and_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('In het kader.'))}</w:txbxContent>"
    drawn = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert said(read_word(with_body(paragraph(run("Ernaast."), drawn)))) == ["Ernaast.", "In het kader."]


def test_points_that_somebody_typed_are_points() -> None:
    typed = ("Wij vragen:", "- geld", "- tijd", "• rust", "– Nee, zei hij.")
    content = read_word(with_body(*(paragraph(run(text)) for text in typed)))
    assert [(part.kind, part.lines[0]) for part in content.parts] == [
        (PartKind.PARAGRAPH, "Wij vragen:"),
        (PartKind.ITEM, "geld"),
        (PartKind.ITEM, "tijd"),
        (PartKind.ITEM, "rust"),
        (PartKind.PARAGRAPH, "– Nee, zei hij."),
    ]


def test_the_properties_say_the_title_and_the_date_and_a_person_is_no_publisher() -> None:
    word = docx.Document()
    word.add_paragraph("Tekst.")
    properties = word.core_properties
    properties.title, properties.author, properties.language = "Plan wonen", "Jan Peeters", "nl-BE"
    found = read_word(saved(word)).found
    assert (found.title, found.publisher, found.language) == ("Plan wonen", "", "nl-BE")
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", found.date)
    properties.author = "Stad Gent, dienst Wonen"
    assert read_word(saved(word)).found.publisher == "Stad Gent, dienst Wonen"


def test_a_relationship_to_a_part_that_is_not_there_is_forgiven() -> None:
    dead = '<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="NULL"/></Relationships>'  # noqa: E501
    data = changed(
        with_body(paragraph(run("Tekst."))),
        "word/_rels/document.xml.rels",
        lambda text: text.replace("</Relationships>", dead),
    )
    assert said(read_word(data)) == ["Tekst."]


@pytest.mark.parametrize("kind", ["document.macroEnabled.main+xml", "template.macroEnabledTemplate.main+xml"])
def test_files_with_macros_and_templates_are_read_as_any_other(kind: str) -> None:
    usual = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    data = changed(
        with_body(paragraph(run("Tekst."))),
        "[Content_Types].xml",
        lambda text: text.replace(usual, f"application/vnd.ms-word.{kind}"),
    )
    assert said(read_word(data)) == ["Tekst."]


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{0}]><w:document xmlns:w="x"><w:body>&h;</w:body></w:document>'  # noqa: E501
LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefg", "bcdefgh", strict=True))
OUTSIDE = '<!ENTITY h SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("entities", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize(
    "member", ["word/document.xml", "word/styles.xml", "docProps/core.xml", "word/_rels/document.xml.rels"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_whatever_part_they_stand(entities: str, member: str, encoding: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(with_body())) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            bomb = BOMB.format(entities).replace("?>", f' encoding="{encoding}"?>', 1).encode(encoding)
            new.writestr(name, bomb if name == member else old.read(name))
    with pytest.raises(Unreadable, match=r"\(DTD\)"):
        read_word(file.getvalue())


def test_a_zip_bomb_is_refused_in_one_line() -> None:
    bomb = changed(with_body(), "word/media/beeld.bin", lambda _: "0" * 30_000_000)
    assert len(bomb) < 200_000
    with pytest.raises(Unreadable, match="te groot om veilig te lezen"):
        read_word(bomb)


def test_a_member_that_is_larger_than_the_zip_says_is_damaged_and_not_unpacked() -> None:
    data = changed(with_body(paragraph(run("Tekst."))), "word/document.xml", lambda text: text + " " * 1_000_000)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (50).to_bytes(4, "little"))
    with pytest.raises(Unreadable, match="beschadigd"):
        read_word(lying)


def test_a_zip_of_very_many_files_is_refused() -> None:
    file = io.BytesIO(with_body())
    with zipfile.ZipFile(file, "a") as archive:
        for i in range(5_001):
            archive.writestr(f"word/media/{i}", b"")
    with pytest.raises(Unreadable, match="te groot"):
        read_word(file.getvalue())


def test_tables_in_tables_without_end_are_one_line_and_no_crash() -> None:
    def nested(times: int) -> bytes:
        deep = "<w:tbl><w:tr><w:tc>" * times + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * times
        body = with_body(paragraph(run("Tekst.")))
        return changed(body, "word/document.xml", lambda text: text.replace("<w:sectPr", deep + "<w:sectPr", 1))

    assert said(read_word(nested(80))) == ["Tekst."]
    with pytest.raises(Unreadable):
        read_word(nested(3000))


def parts_of(name: str) -> tuple[Part, ...]:
    if not (REAL / name).is_file():
        pytest.skip(f"{REAL / name} staat niet op deze machine")
    return read_word((REAL / name).read_bytes()).parts


def test_the_real_comparison_has_its_headings_its_table_and_its_list() -> None:
    parts = parts_of("vergelijking-met-tabellen.docx")
    assert [part.lines[0] for part in parts if part.kind is PartKind.HEADING] == [
        "Vergelijking open source modellen",
        "Introductie",
        "Foundational models: LLama en Mistral.",
        "Je laten trainen door GPT 4: Orca.",
        "Fine-tunen voor RAG",
        "Trainen in het Nederlands: in gesprek met Bram Vanroy",
        "Conclusie",
    ]
    rows = [part.lines[0] for part in parts if part.kind is PartKind.ROW]
    assert len(rows) == 7
    assert rows[0] == (
        "Getraind door – Yi: 01-AI; Llama 2: Meta (facebook); Falcon: TII; Qwen: Alibaba Cloud; MPT: Mosaic; "
        "Mistral: Mistral AI"
    )
    assert [part.mark for part in parts if part.kind is PartKind.ITEM] == ["•"] * 5


def test_the_real_essay_has_its_two_levels_of_headings_and_its_32_notes() -> None:
    parts = parts_of("kabinetsvisie.docx")
    headings = [(part.level, part.lines[0].strip()) for part in parts if part.kind is PartKind.HEADING]
    assert headings[4:7] == [
        (2, "Ambtenaren beter hun werk laten doen"),
        (2, "Het belang van experimenteren"),
        (2, "De maatschappelijke potentie van RAG"),
    ]
    assert [part.number for part in parts if part.kind is PartKind.NOTE] == list(range(1, 33))
    assert [part.mark for part in parts if part.kind is PartKind.ITEM][:5] == ["1.", "2.", "3.", "4.", "5."]
