"""Reads pictures of pages with tesseract, where that is installed with Dutch; it does not know a PDF.

tesseract gives every word its place, so that columns, headings and running headers are told the same way as on a page
with text. What it gives as the size of letters jumps from line to line: a line counts as running text unless it is
clearly larger than most.
"""

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from statistics import median
from time import monotonic

from ingest.printed import Page, Word

DPI = 300
SURE = 30  # per cent: below it tesseract reads letters into stains and photos
LARGE = 1.4  # times the height of most lines: a heading
PAGE_SECONDS = 45
SECONDS = 90  # for a file: its worker gets 120
DESCENT = 0.22  # em that such letters reach below the line that they stand on
LOW = re.compile(r"[gjpqyQ,;()\[\]]")
LANGUAGE = "nld"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in grey, one byte a point, rows from top to bottom."""

    number: int
    width: int
    height: int
    grey: bytes
    dpi: float = DPI


@cache
def can_read() -> bool:
    """Whether tesseract is there, and knows Dutch."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return LANGUAGE.encode() in (done.stdout + done.stderr).split()


def read_pictures(pictures: Iterable[Picture], seconds: float = SECONDS) -> dict[int, Page]:
    """The pages that could be read within the time, by number; a page without words is not among them.

    Pictures are taken a few at a time, for one of A4 has 9 MB.
    """
    until, pages = monotonic() + seconds, iter(pictures)
    beside = os.cpu_count() or 1
    found: dict[int, Page] = {}
    with ThreadPoolExecutor(beside) as pool:
        while monotonic() < until and (some := list(islice(pages, beside))):
            read = pool.map(partial(_read, until=until), some)
            found |= {page.number: page for page in read if page and page.words}
    return found


def _read(picture: Picture, until: float) -> Page | None:
    left = min(PAGE_SECONDS, until - monotonic())
    if left <= 0:
        return None
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(round(picture.dpi)), "--psm", "3", "tsv"]
    header = f"P5 {picture.width} {picture.height} 255\n".encode()
    try:
        done = subprocess.run(
            command,
            input=header + picture.grey,
            capture_output=True,
            timeout=left,
            check=True,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},  # pages are read side by side instead
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return page_of(done.stdout.decode("utf-8", "replace"), picture)


def page_of(table: str, picture: Picture) -> Page:
    """The words in what tesseract prints as tsv."""
    rows = list(csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    scale = 72 / picture.dpi
    heights = {_line(row): int(row["height"]) * scale for row in rows if row["level"] == "4"}
    usual = median(heights.values()) if heights else 0.0
    sizes = {line: round(height if height > LARGE * usual else usual, 1) for line, height in heights.items()}
    lines: dict[tuple[str, str, str], list[Word]] = {}
    for row in rows:
        if row["level"] == "5" and float(row["conf"]) >= SURE and row["text"].strip():
            lines.setdefault(_line(row), []).append(_word(row, scale, sizes[_line(row)]))
    words = tuple(replace(word, y=median(one.y for one in line)) for line in lines.values() for word in line)
    return Page(picture.number, picture.width * scale, picture.height * scale, words)


def _word(row: dict[str, str], scale: float, size: float) -> Word:
    """A word; the foot of its box is that of its lowest letter."""
    left, foot = int(row["left"]) * scale, (int(row["top"]) + int(row["height"])) * scale
    y = foot - (DESCENT * size if LOW.search(row["text"]) else 0)
    return Word(row["text"].strip(), left, left + int(row["width"]) * scale, y, size)


def _line(row: dict[str, str]) -> tuple[str, str, str]:
    return row["block_num"], row["par_num"], row["line_num"]
