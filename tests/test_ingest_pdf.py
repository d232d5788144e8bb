"""PDF files made here, and the real ones: what is read, what is refused, and what is said of the rest."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import fpdf
import pypdfium2 as pdfium
import pytest

from ingest import ocr
from ingest.content import Content, PartKind, Unreadable
from ingest.formats import format_of
from ingest.join import join_lines
from ingest.lexicon import lexicon
from ingest.pdf import BROKEN, PASSWORD, SCANNED, read_pdf

SHARED = Path(__file__).parent.parent.parent / "shared" / "parser"
PROSE = (
    "De gemeente helpt alle inwoners die hulp nodig hebben en werkt daarvoor samen met het OCMW en met de scholen in"
    " de buurt zodat niemand tussen de mazen van het net valt. "
)
needs_ocr = pytest.mark.skipif(not ocr.can_read(), reason="tesseract with Dutch (tesseract-ocr-nld) is not installed")


def real(name: str) -> bytes:
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside this repository: it is never copied into it")
    return path.read_bytes()


@pytest.fixture(scope="module")
def coalition() -> Content:
    return read_pdf(real("regeerakkoord-2019-2024.pdf"))


def new() -> fpdf.FPDF:
    file = fpdf.FPDF(format="A4")
    file.set_font("Helvetica", size=10)
    file.set_auto_page_break(True, 25)
    return file


def made(write: Callable[[fpdf.FPDF], object]) -> bytes:
    file = new()
    file.add_page()
    write(file)
    return bytes(file.output())


def report(file: fpdf.FPDF) -> None:
    file.set_font(size=20)
    file.cell(text="Een warme stad", new_x="LMARGIN", new_y="NEXT")
    file.set_font(size=10)
    file.multi_cell(0, 5, PROSE * 3, new_x="LMARGIN", new_y="NEXT")
    file.ln(6)
    file.multi_cell(0, 5, "Daarom vragen wij meer geld.", new_x="LMARGIN", new_y="NEXT")


def scan(data: bytes, page: int = 0) -> bytes:
    """A page of a PDF as a PDF that holds nothing but its picture."""
    with pdfium.PdfDocument(data) as document:
        picture = document[page].render(scale=300 / 72, grayscale=True).to_pil()
    file = new()
    file.add_page()
    file.image(picture, x=0, y=0, w=210, h=297)
    return bytes(file.output())


def texts(content: Content) -> list[str]:
    known = lexicon(line for part in content.parts for line in part.lines)
    return [join_lines(part.lines, known) for part in content.parts]


def test_a_pdf_is_known_by_what_it_holds_whatever_it_is_called() -> None:
    data = made(report)
    for suffix in (".pdf", ".txt", ""):
        form = format_of(data, suffix)
        assert form is not None
        assert form.name == "pdf"


def test_a_report_comes_as_headings_and_paragraphs_with_their_page() -> None:
    content = read_pdf(made(report))
    assert [part.kind for part in content.parts] == [PartKind.HEADING, PartKind.PARAGRAPH, PartKind.PARAGRAPH]
    assert texts(content) == ["Een warme stad", (PROSE * 3).strip(), "Daarom vragen wij meer geld."]
    assert {part.page for part in content.parts} == {1}
    assert content.found.title == "Een warme stad"
    assert content.found.language == "nl"
    assert content.remarks == ()


def test_columns_made_by_a_program_are_read_one_after_the_other() -> None:
    def write(file: fpdf.FPDF) -> None:
        with file.text_columns(ncols=2, gutter=8) as columns:
            columns.write(PROSE * 25)

    assert " ".join(texts(read_pdf(made(write)))) == (PROSE * 25).strip()


def test_the_properties_of_the_file_are_found() -> None:
    def write(file: fpdf.FPDF) -> None:
        report(file)
        file.set_title("Memorandum 2024")
        file.set_author("Gemeente Aalst")
        file.set_creation_date(datetime(2024, 3, 5, tzinfo=UTC))

    found = read_pdf(made(write)).found
    assert (found.title, found.publisher, found.date) == ("Memorandum 2024", "Gemeente Aalst", "2024-03-05")


def test_a_title_that_a_program_put_there_is_no_title_and_a_person_is_no_publisher() -> None:
    def write(file: fpdf.FPDF) -> None:
        report(file)
        file.set_title("Microsoft Word - nota_def2.docx")
        file.set_author("Jan Peeters")

    found = read_pdf(made(write)).found
    assert (found.title, found.publisher) == ("Een warme stad", "")


def test_a_pdf_with_a_password_is_refused_in_one_line() -> None:
    def write(file: fpdf.FPDF) -> None:
        report(file)
        file.set_encryption("eigenaar", "geheim")

    with pytest.raises(Unreadable, match="wachtwoord") as raised:
        read_pdf(made(write))
    assert str(raised.value) == PASSWORD


@pytest.mark.parametrize("keep", [0, 20, 400])
def test_a_pdf_that_was_cut_off_is_refused_or_read_as_far_as_it_goes(keep: int) -> None:
    with pytest.raises(Unreadable) as raised:
        read_pdf(made(report)[:keep])
    assert "{name}" in str(raised.value)


def test_what_only_begins_like_a_pdf_is_refused() -> None:
    with pytest.raises(Unreadable) as raised:
        read_pdf(b"%PDF-1.7\n" + b"abc" * 1000)
    assert str(raised.value) == BROKEN


def test_an_empty_page_is_no_scan() -> None:
    content = read_pdf(made(fpdf.FPDF.get_x))
    assert content == Content(found=content.found)


def test_a_scan_is_refused_where_nothing_can_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = scan(made(report))
    monkeypatch.setattr(ocr, "can_read", lambda: False)
    with pytest.raises(Unreadable) as raised:
        read_pdf(data)
    assert str(raised.value) == SCANNED


def test_scanned_pages_among_others_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pdfium.PdfDocument(scan(made(report))) as pictures:
        picture = pictures[0].render(scale=1, grayscale=True).to_pil()
    file = new()
    for page in range(1, 7):
        file.add_page()
        if page in (2, 4, 5):
            file.image(picture, x=0, y=0, w=210, h=297)
        else:
            report(file)
    monkeypatch.setattr(ocr, "can_read", lambda: False)
    content = read_pdf(bytes(file.output()))
    assert content.remarks == ("Pagina's 2, 4-5 van de 6 zijn gescand: er staat geen tekst in.",)
    assert {part.page for part in content.parts} == {1, 3, 6}


@needs_ocr
def test_a_scan_is_read_with_tesseract_and_says_so() -> None:
    content = read_pdf(scan(made(report)))
    assert content.remarks == (
        "Pagina 1 van de 1 is gescand en met tekstherkenning (OCR) gelezen: er kunnen leesfouten in staan.",
    )
    assert texts(content) == ["Een warme stad", (PROSE * 3).strip(), "Daarom vragen wij meer geld."]
    assert content.parts[0].kind is PartKind.HEADING


@needs_ocr
def test_a_picture_without_letters_is_refused() -> None:
    with pytest.raises(Unreadable, match="gescand"):
        read_pdf(scan(made(lambda file: file.rect(20, 20, 100, 100, "F"))))


def test_the_time_for_recognising_is_bounded() -> None:
    blank = ocr.Picture(1, 10, 10, bytes(100))
    assert ocr.read_pictures([blank] * 50, seconds=0.0) == {}


def test_the_same_bytes_give_the_same_content() -> None:
    data = made(report)
    first = read_pdf(data)
    assert all(read_pdf(data) == first for _ in range(3))


def test_the_coalition_agreement_has_its_headings_notes_and_no_running_heads(coalition: Content) -> None:
    headings = {" ".join(part.lines): part for part in coalition.parts if part.kind is PartKind.HEADING}
    chapter, section = headings["2 Armoedebestrijding"], headings["2.2 Concrete maatregelen"]
    below = headings["2.2.2 De regiefunctie van de lokale besturen"]
    assert chapter.level < section.level < below.level
    assert (chapter.page, below.page) == (88, 89)
    notes = [part for part in coalition.parts if part.kind is PartKind.NOTE]
    assert [note.number for note in notes] == [1, 2, 3, 4, 5, 6, 7]
    assert any("innovatie-ecosysteem¹" in line for part in coalition.parts for line in part.lines)
    assert not any("Inhoudstafel" in text for text in headings)
    assert "Economie en innovatie" not in [
        line for part in coalition.parts if part.kind is not PartKind.HEADING for line in part.lines
    ]
    assert coalition.found.title == "Vlaamse regering 2019-2024, regeerakkoord"


def test_a_paragraph_of_the_coalition_agreement_runs_over_both_columns(coalition: Content) -> None:
    own = next(text for text in texts(coalition) if text.startswith("We maken van VLAIO een data-gedreven agentschap"))
    assert own.endswith("naar innovatiepartners teneinde ze via samenwerking dieper te verankeren.")


def test_a_report_in_two_languages_keeps_its_columns_apart() -> None:
    found = texts(read_pdf(real("ip291.pdf")))
    assert (
        "De vergadering wordt geopend om 20.43 uur en voorgezeten door mevrouw Eliane Tillieux, voorzitster." in found
    )
    assert not any("PLEN 291" in text for text in found[30:])


def test_every_word_of_a_short_report_is_there_once() -> None:
    data = real("acceptatiecriteria.pdf")
    with pdfium.PdfDocument(io.BytesIO(data)) as document:
        plain = " ".join(page.get_textpage().get_text_range() for page in document)
    read = [word for part in read_pdf(data).parts for line in part.lines for word in line.split()]
    assert sorted(read) == sorted(plain.split())
