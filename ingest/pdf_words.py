"""Takes the words, the drawn boxes and the pictures of a PDF page from PDFium; it does not know a line or a column.

PDFium tells where words end, so that only the first and the last letter of a word are asked for their place: asking
each letter for its place, size and font made reading three times as slow.

A hyphen at a line's end comes from PDFium as U+0002, whatever it was. Where the file itself says that it is a soft
hyphen (/ActualText U+00AD, as InDesign writes), the word ends in U+00AD: a certain join. Else it ends in "-".
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as c  # type: ignore[import-untyped]

from ingest.printed import SOFT, Box, Page, Word

HYPHENS = "\x02\ufffe"
BOLD = 500  # weight of a font: 400 is regular, 300 light; where running text is medium, nothing is told by it
NO_LETTERS = 0.5  # of the characters of a page without a meaning: its text is rubbish
PICTURE = 0.4  # of a page that is a picture: it may be a scan
OUTLINES = 300  # drawn shapes on a page without a letter: text that was made into drawings


@dataclass(frozen=True, slots=True)
class Look:
    """How the letters of one text object look."""

    size: float
    turn: int  # quarters, clockwise
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that belong together, as PDFium numbers them: from `first` up to and with `last`."""

    first: int
    last: int
    text: str


@dataclass(slots=True)
class _Place:
    """Where PDFium writes its answers; made once, for speed."""

    box: c.FS_RECTF = field(default_factory=c.FS_RECTF)
    matrix: c.FS_MATRIX = field(default_factory=c.FS_MATRIX)
    x: ctypes.c_double = field(default_factory=ctypes.c_double)
    y: ctypes.c_double = field(default_factory=ctypes.c_double)


@dataclass(frozen=True, slots=True)
class Printed:
    """A page, and whether it should have had more text than it has."""

    page: Page
    unread: bool = False  # a picture or drawings of text, or text of which the letters cannot be known


def read_page(document: pdfium.PdfDocument, number: int) -> Printed:
    """The words of a page (1 is the first); raises PdfiumError where the page is damaged."""
    page = document[number - 1]
    try:
        left, bottom, right, top = page.get_bbox()
        frame = _Frame(left, top, right - left, top - bottom)
        boxes, picture, drawn = _drawings(page, frame)
        text_page = page.get_textpage()
        try:
            letters = _letters(text_page)
            words = [] if _is_rubbish(text_page, letters) else list(_words(text_page, letters, frame))
            rubbish = bool(letters.strip()) and not words
        finally:
            text_page.close()
    finally:
        page.close()
    few = sum(len(word.text) for word, _ in words) < 20
    unread = rubbish or (few and (picture > PICTURE or drawn > OUTLINES))
    turned = _upright(words, frame)
    return Printed(Page(number, *turned[0], tuple(turned[1]), tuple(boxes)), unread)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the page that shows."""

    left: float
    top: float
    width: float
    height: float


def _letters(text_page: pdfium.PdfTextPage) -> str:
    """One character for each that PDFium numbers."""
    count = text_page.count_chars()
    text: str = text_page.get_text_range() if count else ""
    if len(text) == count:
        return text
    return "".join(chr(c.FPDFText_GetUnicode(text_page.raw, i)) for i in range(count))


def _is_rubbish(text_page: pdfium.PdfTextPage, letters: str) -> bool:
    """Whether most characters have no meaning; a page is judged by some 200 of them."""
    step = max(1, len(letters) // 200)
    asked = [i for i in range(0, len(letters), step) if not letters[i].isspace()]
    bad = sum(_is_unknown(text_page, i, letters[i]) for i in asked)
    return bad > NO_LETTERS * len(asked)


def _is_unknown(text_page: pdfium.PdfTextPage, index: int, letter: str) -> bool:
    if letter in HYPHENS:
        return False
    code = ord(letter)
    return (
        code < 32
        or 0xE000 <= code <= 0xF8FF
        or code in (0xFFFD, 0xFFFF)
        or c.FPDFText_HasUnicodeMapError(text_page.raw, index) == 1
    )


def _words(text_page: pdfium.PdfTextPage, letters: str, frame: _Frame) -> Iterator[tuple[Word, int]]:
    """Every word that shows, and by how many quarters it is turned."""
    place, looks = _Place(), dict[int, Look]()
    for run in _runs(letters):
        for piece in _pieces(text_page, run, letters, looks, place):
            word = _word(text_page, piece, frame, looks, place)
            if word is not None:
                spaced = piece.text[-1] == "-" and letters[piece.last + 1 : piece.last + 2] == " "
                yield (replace(word[0], spaced=True), word[1]) if spaced else word


def _runs(letters: str) -> Iterator[Run]:
    """What stands between white space, also where a word ends in a hyphen and the next line follows."""
    start = 0
    for i, letter in enumerate(letters):
        if letter.isspace() or letter == "\x00":
            if i > start:
                yield Run(start, i - 1, letters[start:i])
            start = i + 1
        elif letter in HYPHENS:
            yield Run(start, i, letters[start : i + 1])
            start = i + 1
    if len(letters) > start:
        yield Run(start, len(letters) - 1, letters[start:])


def _pieces(
    text_page: pdfium.PdfTextPage, run: Run, letters: str, looks: dict[int, Look], place: _Place
) -> Iterator[Run]:
    """A run cut where figures are set smaller or begin behind a letter: the mark of a note is a word of its own."""
    start = run.first
    for i in range(run.first + 1, run.last + 1):
        if letters[i].isdigit() == letters[i - 1].isdigit():
            continue
        if _look(text_page, i - 1, looks, place).size != _look(text_page, i, looks, place).size:
            yield Run(start, i - 1, letters[start:i])
            start = i
    yield Run(start, run.last, letters[start : run.last + 1])


def _look(text_page: pdfium.PdfTextPage, index: int, looks: dict[int, Look], place: _Place) -> Look:
    """How a letter looks; all of one text object look alike, so that PDFium is asked once for each."""
    thing = c.FPDFText_GetTextObject(text_page.raw, index)
    key = ctypes.cast(thing, ctypes.c_void_p).value or 0
    if key not in looks:
        looks[key] = _measure(text_page, index, thing, place)
    return looks[key]


def _measure(text_page: pdfium.PdfTextPage, index: int, thing: c.FPDF_PAGEOBJECT, place: _Place) -> Look:
    c.FPDFText_GetMatrix(text_page.raw, index, place.matrix)
    scale = math.hypot(place.matrix.c, place.matrix.d)
    size = c.FPDFText_GetFontSize(text_page.raw, index) * scale
    turn = round(-math.degrees(math.atan2(place.matrix.b, place.matrix.a)) / 90) % 4
    name = _font_name(thing) if thing else ""
    bold = c.FPDFText_GetFontWeight(text_page.raw, index) >= BOLD or any(word in name for word in ("bold", "black"))
    return Look(round(size, 1), turn, bold, "italic" in name or "oblique" in name)


def _font_name(thing: c.FPDF_PAGEOBJECT) -> str:
    buffer = ctypes.create_string_buffer(128)
    c.FPDFFont_GetBaseFontName(c.FPDFTextObj_GetFont(thing), buffer, 128)
    return buffer.value.decode("utf-8", "replace").lower()


def _word(
    text_page: pdfium.PdfTextPage, run: Run, frame: _Frame, looks: dict[int, Look], place: _Place
) -> tuple[Word, int] | None:
    raw = text_page.raw
    look = _look(text_page, run.first, looks, place)
    last = run.last - 1 if run.text[-1] in HYPHENS and run.last > run.first else run.last
    c.FPDFText_GetLooseCharBox(raw, run.first, place.box)
    first = (place.box.left, place.box.right, place.box.bottom, place.box.top)
    c.FPDFText_GetLooseCharBox(raw, last, place.box)
    left, right = min(first[0], place.box.left), max(first[1], place.box.right)
    c.FPDFText_GetCharOrigin(raw, run.first, place.x, place.y)
    y = frame.top - place.y.value
    if look.turn:
        bottom, top = min(first[2], place.box.bottom), max(first[3], place.box.top)
        left, right, y = _turned(left, right, frame.top - top, frame.top - bottom, place.x.value, look.turn)
    elif not (-2 <= y <= frame.height + 2 and right > frame.left - 2 and left < frame.left + frame.width + 2):
        return None  # outside of what shows: marks for the printer
    if not all(map(math.isfinite, (left, right, y))):
        return None
    text = _with_hyphen(text_page, run)
    return Word(text, left - frame.left, right - frame.left, y, look.size, look.bold, look.italic), look.turn


def _turned(left: float, right: float, top: float, bottom: float, x: float, turn: int) -> tuple[float, float, float]:
    """Where a turned word stands once the page is turned so that it can be read."""
    if turn == 1:
        return top, bottom, -x
    if turn == 3:
        return -bottom, -top, x
    return -right, -left, -bottom


def _with_hyphen(text_page: pdfium.PdfTextPage, run: Run) -> str:
    if run.text[-1] not in HYPHENS:
        return run.text
    return run.text[:-1] + (SOFT if _is_soft(text_page, run.last) else "-")


def _is_soft(text_page: pdfium.PdfTextPage, index: int) -> bool:
    """Whether the file says that what looks like a hyphen is a soft one."""
    thing = c.FPDFText_GetTextObject(text_page.raw, index)
    if not thing:
        return False
    buffer, length = (ctypes.c_ubyte * 8)(), ctypes.c_ulong()
    for i in range(c.FPDFPageObj_CountMarks(thing)):
        mark = c.FPDFPageObj_GetMark(thing, i)
        # As a string PDFium gives a soft hyphen as nothing; as bytes it is there.
        if c.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", buffer, 8, length):
            return bytes(buffer[: min(8, length.value)]) in (b"\xad", b"\xfe\xff\x00\xad")
    return False


def _upright(words: list[tuple[Word, int]], frame: _Frame) -> tuple[tuple[float, float], list[Word]]:
    """The words as most of them are read; others (a label along a margin) come last, each on a line of its own."""
    turns = [turn for _, turn in words]
    main = max(set(turns), key=turns.count, default=0)
    own = [word for word, turn in words if turn == main]
    others = [word for word, turn in words if turn != main]
    width, height = (frame.height, frame.width) if main % 2 else (frame.width, frame.height)
    if main:
        own = _shifted(own)
    foot = max((word.y for word in own), default=0.0)
    below = [
        Word(word.text, 0, word.right - word.left, foot + (i + 2) * 2 * word.size, word.size)
        for i, word in enumerate(others)
    ]
    return (width, height), own + below


def _shifted(words: list[Word]) -> list[Word]:
    left, top = min(word.left for word in words), min(word.y - word.size for word in words)
    return [replace(one, left=one.left - left, right=one.right - left, y=one.y - top) for one in words]


def _drawings(page: pdfium.PdfPage, frame: _Frame) -> tuple[list[Box], float, int]:
    """Small and thin drawn shapes, how much of the page is a picture, and how many shapes there are."""
    boxes: list[Box] = []
    picture, drawn = 0.0, 0
    for thing in page.get_objects(filter=[c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = thing.get_bounds()
        if thing.type == c.FPDF_PAGEOBJ_IMAGE:
            picture += (right - left) * (top - bottom) / (frame.width * frame.height or 1)
        else:
            drawn += 1
        boxes.append(Box(left - frame.left, frame.top - top, right - frame.left, frame.top - bottom))
    return boxes, picture, drawn
