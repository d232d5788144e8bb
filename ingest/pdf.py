"""Reads a PDF: its text layer, or, where pages have none, their picture with OCR.

PDFium (pypdfium2) takes the letters off the pages; columns, headings, notes and tables are told by `page_parts`. Why
PDFium: on a parliamentary report of 29 pages in two columns, against its HTML twin (`python -m eval.reading`; the
Dutch sentences found letter for letter), and pages a second of processor time on it and on an agreement of 214 pages:

    what we make of it           0.998     45 and 61
    pypdfium2, plain text        0.975    283 and 481
    pypdf                        0.975     15 and 39
    pdftotext (poppler)          0.953
    pdfminer.six                 0.874      9 and 17

PyMuPDF does as well as plain PDFium (0.975; 275 and 401), but its licence (AGPL) is not ours. Plain text loses the
sentences that a page ends in the middle of, and tells no heading from a paragraph; PDFium gives each letter's place,
size and font quickly enough to do both.

Line ends stay as they are printed. A soft hyphen that the file marks as one stays at its line's end as U+00AD, for
`join_lines`, which joins there for certain; PDFium's own placeholder for a hyphen becomes "-", for it to decide.

It does not know forms, comments or attachments, and it does not look at the tags of a tagged PDF.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as c  # type: ignore[import-untyped]

from ingest import ocr
from ingest.content import Content, Found, Part, PartKind, Unreadable, day, organisation
from ingest.page_parts import parts_of
from ingest.pdf_words import read_page
from ingest.printed import Page
from ingest.table import is_dutch_text

PASSWORD = "{name} is beveiligd met een wachtwoord. Haal het wachtwoord eraf en probeer het opnieuw."
BROKEN = "{name} is geen geldige pdf of is beschadigd. Open het in een pdf-lezer en bewaar het opnieuw als pdf."
NO_PAGES = "{name} heeft geen pagina's die kunnen worden gelezen. Vraag de maker om een nieuwe pdf."
SCANNED = (
    "{name} is gescand: er staat geen tekst in. Installeer tesseract met Nederlands (tesseract-ocr-nld), of vraag de"
    " maker om een pdf met tekst."
)
ILLEGIBLE = "{name} is gescand en er kon geen tekst in worden herkend. Vraag de maker om een pdf met tekst."
SCANNED_PAGES = "{pages} van de {count} {are} gescand: er staat geen tekst in."
OCR_PAGES = "{pages} van de {count} {are} gescand en met tekstherkenning (OCR) gelezen: er kunnen leesfouten in staan."
UNRECOGNISED_PAGES = (
    "{pages} van de {count} {are} gescand en niet gelezen: er is geen tekst op herkend, of het duurde te lang."
)
DAMAGED_PAGES = "{pages} van de {count} {are} beschadigd en niet gelezen."

LANGUAGE_PARTS = 100
MOST_POINTS = 30_000_000  # of a picture of a page: A4 at 300 dpi has 9 million
_NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|naamloos.*|document ?\d*|presentatie ?\d*|scan\w*"
    r"|.*\.(?:docx?|odt|pdf|indd|pptx?|rtf|txt|html?))?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Read:
    """The pages so far, and what was the matter with the others."""

    pages: dict[int, Page] = field(default_factory=dict)
    unread: list[int] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)


def read_pdf(data: bytes) -> Content:
    """The parts of a PDF; raises Unreadable where nothing of it can be read."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Unreadable(PASSWORD if error.err_code == c.FPDF_ERR_PASSWORD else BROKEN) from error
    try:
        count = len(document)
        read = _pages(document, count)
        info = document.get_metadata_dict()
        language = _language(document)
    finally:
        document.close()
    _refuse_nothing(read, count)
    parts = parts_of([read.pages[number] for number in sorted(read.pages)])
    return Content(parts, found=_found(info, language, parts), remarks=tuple(_remarks(read, count)))


def _pages(document: pdfium.PdfDocument, count: int) -> _Read:
    read = _Read()
    for number in range(1, count + 1):
        try:
            printed = read_page(document, number)
        except (pdfium.PdfiumError, OSError):
            read.damaged.append(number)
            continue
        read.pages[number] = printed.page
        if printed.unread:
            read.unread.append(number)
    if read.unread and ocr.can_read():
        _recognise(document, read)
    return read


def _recognise(document: pdfium.PdfDocument, read: _Read) -> None:
    """Reads the pictures of pages without text; what little text they have (a stamp) stands in the picture too."""
    found = ocr.read_pictures(_picture(document, number) for number in read.unread)
    read.pages |= found
    read.recognised = sorted(found)
    read.unread = [number for number in read.unread if number not in found]


def _picture(document: pdfium.PdfDocument, number: int) -> ocr.Picture:
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(ocr.DPI / 72, (MOST_POINTS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        rows = memoryview(bitmap.buffer).cast("B")
        grey = b"".join(bytes(rows[i * bitmap.stride : i * bitmap.stride + bitmap.width]) for i in range(bitmap.height))
        picture = ocr.Picture(number, bitmap.width, bitmap.height, grey, 72 * scale)
        bitmap.close()
        return picture
    finally:
        page.close()


def _refuse_nothing(read: _Read, count: int) -> None:
    if any(page.words for page in read.pages.values()):
        return
    if read.unread:
        raise Unreadable(ILLEGIBLE if ocr.can_read() else SCANNED)
    if read.damaged or not count:
        raise Unreadable(NO_PAGES)


def _remarks(read: _Read, count: int) -> list[str]:
    without = UNRECOGNISED_PAGES if read.unread and ocr.can_read() else SCANNED_PAGES
    told = ((OCR_PAGES, read.recognised), (without, read.unread), (DAMAGED_PAGES, read.damaged))
    return [
        text.format(pages=_listed(numbers), count=count, are="is" if len(numbers) == 1 else "zijn")
        for text, numbers in told
        if numbers
    ]


def _listed(numbers: Sequence[int]) -> str:
    """ "Pagina 3", "Pagina's 3, 7-9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"Pagina {told}" if len(numbers) == 1 else f"Pagina's {told}"


def _language(document: pdfium.PdfDocument) -> str:
    buffer = (c.FPDF_WCHAR * 16)()
    length = c.FPDFCatalog_GetLanguage(document.raw, buffer, 32)
    text = "".join(chr(code) for code in buffer[: max(0, length // 2 - 1)])
    return text.lower() if re.fullmatch(r"[A-Za-z]{2}(?:-[A-Za-z]{2,4})?", text) else ""


def _found(info: dict[str, str], language: str, parts: Sequence[Part]) -> Found:
    made = re.match(r"D:(\d{4})(\d\d)(\d\d)", info.get("CreationDate", ""))
    title = " ".join(info.get("Title", "").split())
    return Found(
        title=_largest(parts) if _NO_TITLE.match(title) else title,
        publisher=organisation(info.get("Author", "")),
        date=day("-".join(made.groups())) if made else "",
        language="nl" if is_dutch_text(_beginning(parts)) else language,
    )


def _beginning(parts: Sequence[Part]) -> str:
    """What tells the language: Word gives many a Dutch file that of the machine it was typed on."""
    return " ".join(" ".join(part.lines) for part in parts[:LANGUAGE_PARTS])


def _largest(parts: Sequence[Part]) -> str:
    """The heading in the largest type on the first page that has text."""
    first = [part for part in parts if part.page == parts[0].page and part.kind is PartKind.HEADING]
    return " ".join(min(first, key=lambda part: part.level).lines) if first else ""
