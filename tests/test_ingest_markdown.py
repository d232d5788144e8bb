"""What comes out of Markdown: its marks gone, its structure kept."""

from ingest import BlockKind, Document
from ingest.make import make_document
from ingest.manifest import Source
from ingest.markdown import read_markdown


def read(text: str) -> Document:
    return make_document(read_markdown(text.encode()), "nota.md", "0", Source())


def said(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def test_markdown_loses_its_marks_and_keeps_its_levels() -> None:
    document = read("# Nota\n\n## Wonen\nEen **vette** [link](http://x.be) met `code`.\n\nDetail\n------\n- *punt*\n")
    assert said(document) == ["Een vette link met code.", "punt"]
    assert [block.heading for block in document.blocks] == [("Nota", "Wonen"), ("Nota", "Detail")]
    assert document.title == "Nota"


def test_points_keep_their_depth_their_number_and_their_paragraphs() -> None:
    document = read("Wij vragen:\n\n3. Meer geld.\n\n   Elk jaar.\n4. Meer tijd:\n   - overdag\n   - 's avonds\n")
    assert said(document) == ["Wij vragen:", "Meer geld.\nElk jaar.", "Meer tijd:", "overdag", "'s avonds"]
    assert [block.depth for block in document.blocks] == [0, 0, 0, 1, 1]
    assert "3. Meer geld." in document.text
    leads = [document.text[b.lead[0] : b.lead[1]] if b.lead else "" for b in document.blocks]
    assert leads == ["", "Wij vragen:", "Wij vragen:", "Meer tijd:", "Meer tijd:"]


def test_a_table_comes_row_by_row_under_its_heads() -> None:
    document = read("| Jaar | Bedrag |\n|---|---:|\n| 2023 | € 12 |\n| 2024 | € 15 |\n")
    assert said(document) == ["Jaar: 2023; Bedrag: € 12", "Jaar: 2024; Bedrag: € 15"]
    assert {block.kind for block in document.blocks} == {BlockKind.ROW}


def test_a_note_is_kept_apart_with_its_number() -> None:
    document = read(
        "Er zijn 12 zones.[^zone] En ook steden.[^a]\n\n[^zone]: Decreet van 2021,\n    artikel 4.\n[^a]: Gent.\n"
    )
    assert said(document) == ["Er zijn 12 zones.¹ En ook steden.²", "Decreet van 2021, artikel 4.", "Gent."]
    assert [(block.kind, block.number) for block in document.blocks[1:]] == [(BlockKind.NOTE, 1), (BlockKind.NOTE, 2)]


def test_a_list_of_references_is_no_list_of_link_definitions() -> None:
    document = read("Er kwam een plan [1].\n\n[1]: (2021-07-16) Plan Vlaamse Veerkracht\n[2] : (2022-01-01) Contract\n")
    references = [block for block in document.blocks if block.kind is BlockKind.REFERENCE]
    assert [(b.number, document.text[b.start : b.end]) for b in references] == [
        (1, "(2021-07-16) Plan Vlaamse Veerkracht"),
        (2, "(2022-01-01) Contract"),
    ]


def test_front_matter_says_what_the_file_is_and_is_no_text() -> None:
    content = read_markdown(
        b'---\ntitle: "Plan wonen"\ndate: 2024-03-05\nuitgever: Stad Gent\ntags: [a, b]\n---\n# Wonen\n\nEen zin.\n'
    )
    assert (content.found.title, content.found.date, content.found.publisher) == (
        "Plan wonen",
        "2024-03-05",
        "Stad Gent",
    )
    assert [part.lines for part in content.parts] == [("Wonen",), ("Een zin.",)]


def test_wrapped_lines_are_one_paragraph_and_broken_words_are_joined() -> None:
    document = read("Een persoonlijke dienst-\nverlening helpt wie\ngeen werk heeft.\n\n> Een citaat.\n")
    assert said(document) == ["Een persoonlijke dienstverlening helpt wie geen werk heeft.", "Een citaat."]


def test_html_inside_loses_its_tags_and_keeps_its_text() -> None:
    document = read("<!-- weg -->\n<div>Een <b>blok</b> &amp; meer.</div>\n\nRegel<br>twee en <i>drie</i>.\n")
    assert said(document) == ["Een blok & meer.", "Regel twee en drie."]


def test_an_empty_file_and_one_with_titles_only_are_what_they_are() -> None:
    assert read("").text == ""
    assert said(read("# Een\n\n## Twee\n")) == ["Een", "Twee"]
