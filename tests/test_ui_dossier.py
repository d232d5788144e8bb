"""The dossier: nothing that a browser kept is believed where the documents can tell it, on the page and in files."""

import io
import json
import socket
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from markdown_it import MarkdownIt
from starlette.testclient import TestClient

from index import Index
from ingest import Document
from qa import Answer, Citation, Claim, Reason, Turn, attributes, repeats
from ui import build_app, texts
from ui.choice import Choice
from ui.desk import Desk, at_once
from ui.dossier import Dossier, Quote, Reply, check, same
from ui.dossier_given import MOST_ITEMS, GivenDossier
from ui.dossier_html import pieces
from ui.dossier_part import file_name
from ui.export_docx import to_docx
from ui.export_markdown import escaped, to_markdown
from ui.export_pdf import to_pdf
from ui.guard import LARGEST_BODY, LARGEST_DOSSIER
from ui.html import keep_button, kept_quote
from ui.layout import Style, layout
from ui.page import kept_answer

DAY = date(2026, 11, 22)
HOMES = "Elke gemeente streeft naar minstens 15% sociale woningen."
CARE = "Schaf de onderhoudsplicht af."
HOSTILE = "<script>alert(1)</script> **x** [a](http://b.be) #let a = 1 $x$ \\ `c` {{d}} | e & f @g 1. h [7]"


def never(question: str) -> Answer:
    raise AssertionError(f"asked again: {question}")


@pytest.fixture(scope="module")
def union(tiny_documents: Sequence[Document]) -> Document:
    return next(d for d in tiny_documents if d.source == "vakbond.txt")


def quote(document: Document, words: str, **more: Any) -> dict[str, Any]:
    start = document.text.index(words)
    return {"kind": "quote", "document": document.id, "start": start, "end": start + len(words), **more}


def answer_of(document: Document, words: str, **more: Any) -> Answer:
    start = document.text.index(words)
    citation = Citation(document.id, "p", words, start, start + len(words))
    claim = Claim(more.pop("sentence", words), (citation,), more.pop("group", ""))
    return replace(Answer("Wat over wonen?", (claim,), None, "De vakbond vindt:", (), "extractive"), **more)


def reply(document: Document, words: str, **more: Any) -> dict[str, Any]:
    note = more.pop("note", "")
    return {**kept_answer(answer_of(document, words, **more)), "note": note}


def checked(documents: Sequence[Document], *items: dict[str, Any], title: str = "Wonen", again: Any = never) -> Dossier:
    given = GivenDossier.model_validate({"title": title, "items": list(items)})
    return check(given, {d.id: d for d in documents}, DAY, lambda item: same(item, again(item.question)))


# --- what is believed ---


def test_each_place_is_numbered_once_in_the_order_of_first_use(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    dossier = checked(tiny_documents, quote(union, CARE), reply(union, HOMES), quote(union, HOMES), quote(union, CARE))
    assert [(source.number, source.quote) for source in dossier.sources] == [(1, CARE), (2, HOMES)]
    assert dossier.shown == {1, 2}


def test_the_words_of_a_quote_come_from_the_document_and_not_from_the_browser(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    (part,) = checked(tiny_documents, quote(union, CARE, quote="Verhoog de onderhoudsplicht.")).parts
    assert isinstance(part, Quote)
    assert part.source is not None
    assert part.source.quote == CARE


@pytest.mark.parametrize(("start", "end"), [(-3, 5), (5, 5), (9, 5), (0, 10**9)])
def test_a_place_outside_the_document_is_no_quote(
    union: Document, tiny_documents: Sequence[Document], start: int, end: int
) -> None:
    place = {"kind": "quote", "document": union.id, "start": start, "end": end}
    assert checked(tiny_documents, place).parts == (Quote(None, "", ""),)


def test_a_quote_of_a_document_that_left_is_kept_and_told_to_be_unchecked(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    others = [d for d in tiny_documents if d is not union]
    dossier = checked(others, quote(union, CARE, label="Vakbond, Memorandum", note="van mij"), reply(union, HOMES))
    html, file = pieces(dossier), to_markdown(dossier).decode()
    for shown in (html, file):
        assert CARE not in shown
        assert texts.GONE_SOURCE in shown
        assert "Vakbond, Memorandum" in shown
        assert "van mij" in shown


def test_a_sentence_of_an_answer_that_is_its_quote_is_checked_without_asking_again(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    bold = HOMES.replace("15%", "**15%**")
    (part,) = checked(tiny_documents, reply(union, HOMES, sentence=f"**15%**. {bold}")).parts
    assert isinstance(part, Reply)
    assert part.checked
    assert all(said.checked for said in part.said)


@pytest.mark.parametrize(
    "changed",
    [
        {"sentence": HOMES.replace("minstens", "hoogstens")},
        {"sentence": "Elke gemeente streeft naar minstens 15%."},
        {"sentence": f"**99%**. {HOMES}"},
        {"sentence": f"De Vereniging van Gemeenten vindt: {HOMES}"},
        {"group": "De Vereniging van Gemeenten stelt voor"},
        {"group": "Ja, volgens de vakbond"},
        {"message": "De regering besliste:"},
        {"closing": "Geen standpunt gevonden in de documenten: de vakbond."},
    ],
)
def test_words_that_are_not_the_sources_are_marked_as_unchecked(
    union: Document, tiny_documents: Sequence[Document], changed: dict[str, str]
) -> None:
    said = answer_of(union, HOMES)
    dossier = checked(tiny_documents, reply(union, HOMES, **changed), again=lambda _question: said)
    for shown in (pieces(dossier), to_markdown(dossier).decode()):
        assert texts.UNCHECKED in shown


def test_a_number_in_a_sentence_cannot_be_taken_for_a_source(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    said = answer_of(union, HOMES)
    dossier = checked(tiny_documents, reply(union, HOMES, sentence="Dat klopt [9]."), again=lambda _question: said)
    for shown in (pieces(dossier), to_markdown(dossier).decode()):
        assert "[9" not in shown
        assert "⁽⁹⁾" in shown


def test_a_source_that_a_machine_wrote_says_so_wherever_it_is_quoted(union: Document) -> None:
    written = replace(union, notice="door AI opgestelde samenvatting")
    made = to_markdown(checked([written], quote(written, CARE), reply(written, HOMES))).decode()
    assert made.count("oor AI opgestelde samenvatting") >= 5  # at the quote, the sentence, both sources, the document
    assert "(door AI opgestelde samenvatting)" in pieces(checked([written], quote(written, CARE)))


def test_what_cannot_be_judged_by_its_words_is_asked_again_and_believed_when_it_is_said_again(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    said = answer_of(union, HOMES, group="Ja, volgens de vakbond")
    dossier = checked(tiny_documents, dict(kept_answer(said)), again=lambda _question: said)
    assert texts.UNCHECKED not in pieces(dossier)


def test_that_the_documents_do_not_say_it_is_believed_only_when_that_is_answered_again(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    silent = Answer("Hoeveel fietsen?", (), Reason.NOT_FOUND, "Dit staat niet in de documenten.", (), "extractive")
    item = dict(kept_answer(silent))
    assert texts.UNCHECKED not in pieces(checked(tiny_documents, item, again=lambda _question: silent))
    said = answer_of(union, HOMES)
    assert texts.UNCHECKED in pieces(checked(tiny_documents, item, again=lambda _question: said))


def test_a_repeated_sentence_has_all_words_of_its_place_and_only_turns_of_ours_besides(union: Document) -> None:
    words = f"{HOMES} Er staan 175.000 gezinnen op een wachtlijst."
    place = (union, union.text.index(words), union.text.index(words) + len(words))
    assert repeats(f"{HOMES} De vakbond stelt vast: Er staan 175.000 gezinnen op een wachtlijst.", *place)
    assert not repeats(f"{HOMES} De regering stelt vast: Er staan 175.000 gezinnen op een wachtlijst.", *place)
    assert not repeats(HOMES, *place)
    assert attributes("Volgens de vakbond:", (union,))
    assert not attributes("Volgens de regering:", (union,))


def test_something_that_nobody_can_read_keeps_its_place_so_that_it_can_be_taken_out(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    html = pieces(checked(tiny_documents, {"kind": "virus"}, quote(union, CARE)))
    assert html.count("<li") == 2
    assert texts.BROKEN_ITEM in html


# --- the page ---


def test_nothing_in_a_dossier_becomes_html(union: Document, tiny_documents: Sequence[Document]) -> None:
    items = ({"kind": "note", "text": HOSTILE}, {"kind": "heading", "text": HOSTILE}, quote(union, CARE, note=HOSTILE))
    html = pieces(
        checked(
            tiny_documents,
            *items,
            reply(union, HOMES, sentence=HOSTILE, message=HOSTILE),
            again=lambda _question: answer_of(union, HOMES),
        )
    )
    assert "<script" not in html
    assert "<a " not in html


def test_a_button_holds_what_is_kept_as_json_on_one_line(union: Document) -> None:
    button = keep_button(kept_quote(union.id, 3, 9, "regel\u2028een\ntwee"))
    assert len(button.splitlines()) == 1
    assert "&quot;start&quot;: 3" in button


# --- files ---


def full(documents: Sequence[Document], union: Document) -> Dossier:
    other = next(d for d in documents if d is not union)
    return checked(
        documents,
        {"kind": "heading", "text": "Wonen"},
        reply(union, HOMES, note="Zo stond het er."),
        quote(union, CARE),
        {"kind": "note", "text": "Nog na te gaan."},
        quote(other, "Lokale besturen vangen verzoekers om internationale bescherming op."),
        title="Wonen & zorg",
    )


def test_markdown_has_the_notice_the_numbers_and_the_sources(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    golden = Path(__file__).parent / "golden_dossier.md"
    made = to_markdown(full(tiny_documents, union)).decode()
    assert made == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", [HOSTILE, "- a", "1. b", "> c", "# d", "a\n===", "---", "www.x.be", "| a | b |", "![x](y)"]
)
def test_no_word_becomes_markup_in_markdown(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(escaped(text))
    kinds = {t.type for t in tokens} | {child.type for t in tokens for child in t.children or ()}
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "softbreak", "text_special"}
    shown = "".join(child.content or "\n" for t in tokens for child in t.children or ())
    assert shown == text


def test_a_word_file_has_real_styles_a_language_and_links_to_its_sources(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    made = to_docx(full(tiny_documents, union))
    word = docx.Document(io.BytesIO(made))
    styled = [(p.style.name if p.style else "", p.text) for p in word.paragraphs]
    assert styled[0] == ("Title", "Wonen & zorg")
    assert ("Heading 1", "Wonen") in styled
    assert ("Heading 2", "Wat over wonen?") in styled
    assert ("Quote", f"“{CARE}”") in styled
    assert ("Eigen woorden", f"{texts.OWN_NOTE}: Zo stond het er.") in styled
    follow = {p.text for p in word.paragraphs if p.style and p.style.paragraph_format.keep_with_next}
    assert {"Wat over wonen?", texts.DOSSIER_ANSWERED, "De vakbond stelt voor:", f"“{CARE}”"} <= follow
    assert (word.core_properties.title, word.core_properties.author) == ("Wonen & zorg", texts.NAME)
    assert texts.DOSSIER_FOOTER in word.sections[0].footer.paragraphs[0].text
    parts = zipfile.ZipFile(io.BytesIO(made))
    assert b'w:val="nl-BE"' in parts.read("word/styles.xml")
    body = parts.read("word/document.xml").decode()
    assert 'w:anchor="bron_1"' in body
    assert 'w:name="bron_1"' in body
    assert union.sha256 in body


def pdf_text(made: bytes) -> str:
    file = pypdfium2.PdfDocument(made)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in file)


def test_a_pdf_is_tagged_dutch_and_says_what_stands_in_the_dossier(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    made = to_pdf(full(tiny_documents, union))
    assert b"/Lang(nl-BE)" in made
    assert b"/MarkInfo" in made
    assert b"pdfuaid:part" in made
    assert pypdfium2.PdfDocument(made).get_metadata_dict()["Title"] == "Wonen & zorg"
    text = pdf_text(made)
    for words in (texts.DOSSIER_NOTICE, HOMES, CARE, "[1]", union.sha256, "Zo stond het er.", texts.DOSSIER_FOOTER):
        assert words in text


def test_a_document_or_user_cannot_write_code_for_the_pdf_or_break_a_file(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    words = '#read("/etc/passwd") ' + HOSTILE + " 😀 漢 \x07 \u202egfed ﷽"
    dossier = checked(tiny_documents, {"kind": "note", "text": words}, quote(union, CARE), title=words[:120])
    text = pdf_text(to_pdf(dossier))
    assert '#read("/etc/passwd")' in text
    assert "#let a = 1 $x$" in text
    assert "root:" not in text
    word = docx.Document(io.BytesIO(to_docx(dossier)))
    assert any("#let a = 1" in p.text and "\x07" not in p.text and "\u202e" not in p.text for p in word.paragraphs)


def test_files_are_made_without_any_network(
    union: Document, tiny_documents: Sequence[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.typesetting import typeset

    def refused(*_: Any, **__: Any) -> Any:
        raise AssertionError("a socket")

    monkeypatch.setattr(socket, "socket", refused)
    template = b'#import "@preview/cetz:0.3.4"\n#set document(title: "x")\nx'
    with pytest.raises(RuntimeError):  # a package is not fetched: there is none to have
        typeset(template, {"title": "", "lines": []})
    assert to_docx(full(tiny_documents, union))


def test_a_file_is_named_in_plain_letters_with_its_day(tiny_documents: Sequence[Document]) -> None:
    names = [
        file_name(checked(tiny_documents, title=t), "docx") for t in ("Zorg: één/../“loket”\r\nX", "", "Dossier opvang")
    ]
    assert names == [
        "dossier-zorg-een-loket-x-2026-11-22.docx",
        "dossier-2026-11-22.docx",
        "dossier-opvang-2026-11-22.docx",
    ]


# --- the server ---


@pytest.fixture(scope="module")
def client(tiny_index: Index) -> Iterator[TestClient]:
    def ask(question: str, history: Sequence[Turn] = ()) -> Answer:
        raise AssertionError(question, history)

    desk = Desk(tiny_index, ask, at_once(ask))
    with TestClient(build_app(lambda: desk), raise_server_exceptions=False) as client:
        yield client


def test_what_is_asked_again_is_asked_once_in_what_was_chosen_and_never_of_a_model(
    tiny_index: Index, union: Document
) -> None:
    asked: list[frozenset[str] | None] = []
    said = answer_of(union, HOMES, group="Ja, volgens de vakbond")

    def never_asked(*_: Any, **__: Any) -> Answer:
        raise AssertionError("the writer that is set")

    def extractive(*_: Any, within: frozenset[str] | None = None, **__: Any) -> Iterator[Answer]:
        asked.append(within)
        yield said

    desk = Desk(tiny_index, never_asked, at_once(never_asked), extractive=extractive)
    item = kept_answer(said, Choice(publishers=(union.publisher,)))
    with TestClient(build_app(lambda: desk)) as client:
        for note in ("", "een nota", "nog een"):
            assert texts.UNCHECKED not in client.post("/deel/dossier", json={"items": [{**item, "note": note}]}).text
    assert asked == [frozenset({union.id})]


def test_only_a_dossier_that_is_too_long_is_told_to_be(
    client: TestClient, union: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = {"items": [quote(union, CARE)]}
    monkeypatch.setattr("ui.dossier.LONGEST_DOSSIER", 3)
    assert client.post("/deel/dossier", json=items).json() == {"error": texts.DOSSIER_TOO_LONG}

    def broken(*_: Any) -> Dossier:
        raise ValueError("zip() argument 2 is shorter than argument 1")

    monkeypatch.setattr("ui.dossier_part.check", broken)
    reply = client.post("/deel/dossier", json=items)
    assert (reply.status_code, reply.json()) == (500, {"error": texts.FAILED})


@pytest.mark.parametrize(("kind", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("md", b"# Wonen")])
def test_a_file_comes_as_an_attachment_that_nobody_keeps(
    client: TestClient, union: Document, kind: str, begins: bytes
) -> None:
    reply = client.post(f"/dossier/{kind}", json={"title": "Wonen", "items": [quote(union, CARE)]})
    assert reply.status_code == 200
    assert reply.content.startswith(begins)
    assert reply.headers["content-disposition"].endswith(f'-{date.today().isoformat()}.{kind}"')
    assert reply.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in reply.headers["content-security-policy"]


@pytest.mark.parametrize(
    "body", [{"title": "x"}, {"items": [{}] * (MOST_ITEMS + 1)}, {"items": {}}, [], {"title": "x" * 500, "items": []}]
)
def test_what_is_no_dossier_is_refused_in_dutch(client: TestClient, body: Any) -> None:
    reply = client.post("/dossier/md", json=body)
    assert (reply.status_code, reply.json()) == (422, {"error": texts.BAD_FIELDS})


def test_a_dossier_may_be_longer_than_a_question_but_is_bounded(client: TestClient) -> None:
    items = [{"kind": "note", "text": "x" * 4_000}] * 100
    assert len(json.dumps(items)) > LARGEST_BODY
    assert client.post("/deel/dossier", json={"items": items}).status_code == 200
    reply = client.post("/dossier/md", content=b"x" * (LARGEST_DOSSIER + 1))
    assert (reply.status_code, reply.json()) == (413, {"error": texts.TOO_LARGE})


# --- whose word a quote is, and where it stands in a file ---


def headings(dossier: Dossier) -> list[tuple[int, str]]:
    return [(line.level, line.text) for line in layout(dossier) if line.style is Style.HEADING]


def test_a_quote_says_whose_word_it_is_and_what_it_does_on_the_page_and_in_every_file(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    dossier = checked(tiny_documents, quote(union, CARE))
    assert "De vakbond stelt voor:" in pieces(dossier)
    assert f"**De vakbond stelt voor:**\n\n> “{CARE}”" in to_markdown(dossier).decode()
    said = [p.text for p in docx.Document(io.BytesIO(to_docx(dossier))).paragraphs]
    assert said[said.index(f"“{CARE}”") - 1] == "De vakbond stelt voor:"
    assert f"De vakbond stelt voor: “{CARE}”" in pdf_text(to_pdf(dossier))


def test_a_source_that_only_an_answer_names_says_whose_word_it_is_too(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    said = reply(union, CARE, group="De vakbond stelt voor", message="")
    assert f"> De vakbond stelt voor: “{CARE}”" in to_markdown(checked(tiny_documents, said)).decode()


def test_what_a_browser_says_of_a_voice_is_not_believed(union: Document, tiny_documents: Sequence[Document]) -> None:
    html = pieces(checked(tiny_documents, quote(union, CARE, voice="De regering besliste")))
    assert "De regering" not in html


def test_quotes_behind_an_answer_do_not_stand_under_its_question(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    answer, kept, heading = reply(union, HOMES), quote(union, CARE), {"kind": "heading", "text": "Zorg"}
    dossier = checked(tiny_documents, answer, kept, quote(union, HOMES), heading, kept, answer, kept)
    assert headings(dossier)[:6] == [
        (1, "Wat over wonen?"),
        (1, texts.QUOTES_FROM),
        (1, "Zorg"),
        (2, "Wat over wonen?"),
        (2, texts.QUOTE_FROM),
        (1, texts.SOURCES),
    ]


def test_an_empty_heading_is_left_out_of_a_file(union: Document, tiny_documents: Sequence[Document]) -> None:
    dossier = checked(tiny_documents, {"kind": "heading", "text": " "}, reply(union, HOMES))
    assert headings(dossier)[0] == (1, "Wat over wonen?")


def test_a_dossier_without_a_title_is_called_by_its_day(union: Document, tiny_documents: Sequence[Document]) -> None:
    dossier = checked(tiny_documents, quote(union, CARE), title=" ")
    word = docx.Document(io.BytesIO(to_docx(dossier)))
    assert word.core_properties.title == word.paragraphs[0].text == "Dossier van 22 november 2026"
    assert pypdfium2.PdfDocument(to_pdf(dossier)).get_metadata_dict()["Title"] == "Dossier van 22 november 2026"
    assert file_name(dossier, "pdf") == "dossier-2026-11-22.pdf"


def test_an_answer_from_chosen_documents_says_so_where_the_file_tells_how_many_there_are(
    union: Document, tiny_documents: Sequence[Document]
) -> None:
    whole, some = reply(union, HOMES), {**reply(union, HOMES), "within": {"wie": ["Vakbond"]}}
    for item, told in ((whole, False), (some, True)):
        dossier = checked(tiny_documents, item)
        assert (texts.DOSSIER_LIMITED in pieces(dossier)) is told
        assert (texts.DOSSIER_LIMITED in to_markdown(dossier).decode()) is told
