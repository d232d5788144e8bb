"""`python -m eval.reading [FOLDER]`: how fast files are read, and how well PDF files, beside other extractors.

Every extractor reads the same files in one run, in turn. Where a PDF has a twin in HTML beside it (`ip291.pdf` and
`ip291x.html`), the text that each extractor gives is compared with the twin's, white space folded and nothing else:

- *alike*: 1 - Indel distance / (both lengths), over characters in reading order, with the whole twin. What the PDF has
  and the twin has not (cover, table of contents, running heads) counts against it.
- *in order*: the longest common subsequence with the Dutch part of the twin, as a share of that part. What is missing,
  mangled or out of order counts; what is there besides does not.
- *sentences*: the share of the sentences of the Dutch part (40 characters and more) that are found letter for letter,
  wherever they stand.

The Dutch part is the paragraphs whose style is named so ("NormalNL"), or everything where no style is. It does not
know whether headings, lists and notes were told apart.
"""

import io
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import copyfile
from statistics import median
from typing import TypeVar

import lxml.html  # type: ignore[import-untyped]
import pypdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pdfminer.high_level import extract_text
from rapidfuzz.distance import Indel, LCSseq

from eval.table import number, table
from ingest import Document, format_of, read_documents

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "parser"
READER, WHOLE = "Bronwijzer, its reader", "Bronwijzer, up to a document"
BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“])")
SHORTEST = 40  # characters of a sentence that is looked for
QUICK = 3.0  # seconds: what takes less is read three times, and the median counts

Extractor = Callable[[Path], str]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Twin:
    """The reference text of a PDF: all of it, and the Dutch part."""

    text: str
    dutch: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    alike: float
    in_order: float
    sentences: float


@dataclass(frozen=True, slots=True)
class Reading:
    """How one way of reading did on one file."""

    file: str
    extractor: str
    pages: int | None  # None where the format knows none
    seconds: float  # per file
    agreement: Agreement | None = None


def main(arguments: Sequence[str] = ()) -> int:
    folder = Path(arguments[0]) if arguments else FOLDER
    if not folder.is_dir():
        print(f"There is no folder {folder}: name one with PDF, Word or HTML files.", file=sys.stderr)
        return 1
    print(show(list(read_all(folder))))
    return 0


def read_all(folder: Path) -> Iterator[Reading]:
    """Every PDF with every extractor, every other file with Bronwijzer."""
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        if path.suffix.lower() == ".pdf":
            yield from read_pdf_file(path)
        else:
            data = path.read_bytes()
            form = format_of(data, path.suffix)
            if form is not None:
                _, seconds = timed(partial(form.read, data))
                yield Reading(path.name, READER, None, seconds)


def read_pdf_file(path: Path) -> Iterator[Reading]:
    pages, twin = page_count(path), twin_of(path)
    for name, extract in EXTRACTORS.items():
        text, seconds = timed(partial(extract, path))
        yield Reading(path.name, name, pages, seconds, agreement(text, twin) if twin and text else None)


def reader(path: Path) -> str:
    """Our reader alone; its parts are no text yet."""
    data = path.read_bytes()
    form = format_of(data, path.suffix)
    if form is not None:
        form.read(data)
    return ""


def bronwijzer(path: Path) -> str:
    """The text of the document that a file becomes, with all that comes to it: a worker process, joining, blocks."""
    with tempfile.TemporaryDirectory() as folder:
        copyfile(path, Path(folder) / path.name)
        read = list(read_documents(Path(folder)))
    return read[0].text if isinstance(read[0], Document) else ""


def plain_pdfium(path: Path) -> str:
    with pdfium.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def plain_pypdf(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages)


def plain_pdfminer(path: Path) -> str:
    return extract_text(path)


EXTRACTORS: dict[str, Extractor] = {
    READER: reader,
    WHOLE: bronwijzer,
    "pypdfium2, plain": plain_pdfium,
    "pdfminer.six": plain_pdfminer,
    "pypdf": plain_pypdf,
}


def page_count(path: Path) -> int:
    with pdfium.PdfDocument(path) as document:
        return len(document)


def twin_of(path: Path) -> Twin | None:
    """The HTML file beside a PDF that says the same: its name, or its name and an x."""
    for name in (f"{path.stem}.html", f"{path.stem}x.html"):
        if (path.parent / name).is_file():
            return read_twin((path.parent / name).read_bytes())
    return None


def read_twin(data: bytes) -> Twin:
    """Every paragraph and heading once, and of them those whose style is named Dutch."""
    blocks = [
        one for one in lxml.html.fromstring(data).iter(*BLOCKS) if next(one.iterdescendants(*BLOCKS), None) is None
    ]
    texts = [(one.get("class") or "", fold(one.text_content())) for one in blocks]
    dutch = [text for style, text in texts if style.endswith("NL")] or [text for _, text in texts]
    found = [sentence for text in dutch for sentence in SENTENCE_END.split(text)]
    sentences = tuple(sentence for sentence in found if len(sentence) >= SHORTEST)
    return Twin(fold(" ".join(text for _, text in texts)), fold(" ".join(dutch)), sentences)


def fold(text: str) -> str:
    return " ".join(text.split())


def agreement(text: str, twin: Twin) -> Agreement:
    """How well a text agrees with a twin: see the top of this file."""
    own = fold(text)
    return Agreement(
        Indel.normalized_similarity(own, twin.text),
        LCSseq.similarity(own, twin.dutch) / max(1, len(twin.dutch)),
        sum(sentence in own for sentence in twin.sentences) / max(1, len(twin.sentences)),
    )


def show(readings: Sequence[Reading]) -> str:
    """One table; what has no pages is counted in files."""
    head = ("file", "extractor", "pages/s", "files/s", "time", "alike", "in order", "sentences")
    ours = {one.file: one.seconds for one in readings if one.extractor == READER}
    return table(head, [_row(one, ours[one.file]) for one in readings], left=2)


def _row(one: Reading, ours: float) -> tuple[str, ...]:
    found = one.agreement
    return (
        one.file,
        one.extractor,
        number(one.pages / one.seconds, 1) if one.pages else "",
        "" if one.pages else number(1 / one.seconds, 1),
        f"{one.seconds / ours:.2f}x",
        *((number(found.alike), number(found.in_order), number(found.sentences)) if found else ("", "", "")),
    )


def timed(read: Callable[[], Result]) -> tuple[Result, float]:
    """What a function gives, and the seconds that it took: the median of three where it is quick."""
    spans: list[float] = []
    while not spans or (len(spans) < 3 and max(spans) < QUICK):
        begun = time.perf_counter()
        result = read()
        spans.append(time.perf_counter() - begun)
    return result, median(spans)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
