"""The readers behind one table: a file is what its first bytes say, else what its suffix says.

Every reader is imported when the first file of its kind comes: a question does not wait for a PDF library. Kinds that
are known and not read stand in a table of their own: their reader says what to do instead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from ingest.archive import DAMAGED, PASSWORD, mimetype, names
from ingest.content import Content, Reader, Unreadable
from ingest.decode import decode

OLD_WORD = "{name} is een oud Word-bestand (.doc). Open het in Word of LibreOffice en bewaar het als .docx."
OLD_OFFICE = "{name} is een bestand van een oud Office-programma. Bewaar wat u wilt doorzoeken als pdf."
MAIL = "{name} is een bericht van Outlook. Bewaar het als pdf."
RTF = "{name} is een RTF-bestand. Open het in Word of LibreOffice en bewaar het als .docx."
SHEET = "{name} is een rekenblad. Bewaar wat u wilt doorzoeken als pdf."
SLIDES = "{name} is een presentatie. Bewaar ze als pdf."
NO_TEXT = "{name} is een OpenDocument-bestand zonder lopende tekst. Bewaar het als pdf."
PICTURE = "{name} is een afbeelding. Maak er een pdf van, of zet de tekst in een Word-bestand."
ARCHIVE = "{name} is een archief met andere bestanden. Pak het uit en zet de bestanden zelf in de map."
WEB_ARCHIVE = "{name} is een webarchief (.mht). Open het in uw browser en bewaar het als .html."

PDF = b"%PDF-"
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b\x08", b"\xfd7zXZ\x00")
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class Format:
    name: str  # as people call it
    suffixes: tuple[str, ...]
    read: Reader
    holds: Callable[[bytes], bool] | None = None  # whether bytes are certainly of this format
    binary: bool = False  # never text: a file with this suffix that does not hold it is damaged, or text after all


def _text(data: bytes) -> Content:
    return Content(text=decode(data))


def _markdown(data: bytes) -> Content:
    from ingest.markdown import read_markdown

    return read_markdown(data)


def _pdf(data: bytes) -> Content:
    from ingest.pdf import read_pdf

    return read_pdf(data)


def _is_word(data: bytes) -> bool:
    if not data.startswith(ZIP):
        return False
    from ingest.archive import holds_word

    return holds_word(data)


def _word(data: bytes) -> Content:
    from ingest.word import read_word

    return read_word(data)


def _is_opendocument(data: bytes) -> bool:
    return mimetype(data).startswith(OPEN_DOCUMENT + b"text")


def _opendocument(data: bytes) -> Content:
    from ingest.opendocument import read_opendocument

    return read_opendocument(data)


def _is_web_page(data: bytes) -> bool:
    from ingest.decode import begins_as_web_page

    return begins_as_web_page(data)


def _web_page(data: bytes) -> Content:
    from ingest.web import read_web_page

    return read_web_page(data)


FORMATS = (
    Format("pdf", (".pdf",), _pdf, lambda data: PDF in data[:1024], binary=True),
    Format("Word", (".docx", ".docm", ".dotx"), _word, _is_word, binary=True),
    Format("OpenDocument", (".odt", ".ott"), _opendocument, _is_opendocument, binary=True),
    Format("webpagina", (".html", ".htm", ".xhtml"), _web_page, _is_web_page),
    Format("tekst", (".txt",), _text),
    Format("Markdown", (".md", ".markdown"), _markdown),
)


def _refuse(reason: str) -> Reader:
    def read(_: bytes) -> NoReturn:
        raise Unreadable(reason)

    return read


def _holds_member(start: str) -> Callable[[bytes], bool]:
    return lambda data: any(name.startswith(start) for name in names(data))


def _holds_stream(name: str) -> Callable[[bytes], bool]:
    """Streams of the old container have their names in UTF-16."""
    return lambda data: data.startswith(OLE) and name.encode("utf-16-le") in data


def _is_web_archive(data: bytes) -> bool:
    head = data[:4096].lower()
    return b"mime-version:" in head and b"multipart/related" in head


# Looked at from top to bottom: what holds the most particular thing comes first.
REFUSED = (
    Format("bestand met wachtwoord", (), _refuse(PASSWORD), _holds_stream("EncryptedPackage")),
    Format("oud Word-bestand", (), _refuse(OLD_WORD), _holds_stream("WordDocument")),
    Format("bericht", (), _refuse(MAIL), _holds_stream("__substg1.0_")),
    Format("oud Office-bestand", (), _refuse(OLD_OFFICE), lambda data: data.startswith(OLE)),
    Format("RTF", (), _refuse(RTF), lambda data: data.startswith(b"{\\rtf")),
    Format("rekenblad", (), _refuse(SHEET), _holds_member("xl/workbook")),
    Format("presentatie", (), _refuse(SLIDES), _holds_member("ppt/presentation")),
    Format("OpenDocument", (), _refuse(NO_TEXT), lambda data: mimetype(data).startswith(OPEN_DOCUMENT)),
    Format("beschadigd bestand", (), _refuse(DAMAGED), lambda data: data.startswith(ZIP) and not names(data)),
    Format("archief", (), _refuse(ARCHIVE), lambda data: data.startswith((ZIP, *ARCHIVES))),
    Format("afbeelding", (), _refuse(PICTURE), lambda data: data.startswith(PICTURES)),
    Format("webarchief", (), _refuse(WEB_ARCHIVE), _is_web_archive),
)
SPOILED = Format("beschadigd bestand", (), _refuse(DAMAGED))


def suffixes() -> tuple[str, ...]:
    return tuple(suffix for one in FORMATS for suffix in one.suffixes)


def format_of(data: bytes, suffix: str) -> Format | None:
    """What these bytes are: by what they hold, else by the suffix of the file; None if no reader takes it."""
    certain = next((one for one in (*FORMATS, *REFUSED) if one.holds and one.holds(data)), None)
    named = next((one for one in FORMATS if suffix.lower() in one.suffixes), None)
    if certain or named is None or not named.binary:
        return certain or named
    return SPOILED if b"\x00" in data[:4096] else next(one for one in FORMATS if one.read is _text)
