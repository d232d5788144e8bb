"""Groups printed lines into chunks: a paragraph, a bullet, a heading to be; it does not know which heading is which."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.join import fold, join_lines
from ingest.lexicon import Known

BULLET = re.compile(r"^([•●○◦▪■‣·►➢✓✔*>–—\uf0a7\uf0b7-]|o(?=\s))\s+(?=\S)")
SURE_BULLET = "•●○◦▪■‣►➢✓✔\uf0a7\uf0b7"
NUMBERED = re.compile(r"^(\d{1,2})[.)](?!\d)\s*(?=[^\W\d_(‘'\"“])")
MULTILEVEL = re.compile(r"^(\d{1,2}(?:\.\d{1,2})+)\.?\s+(?=[^\W\d_])")
REFERENCE = re.compile(r"^\[(\d{1,3})\]\s*:?\s*(?=\S)")
REFERENCE_AFTER_TITLE = re.compile(r"^([^\W\d_][^\[\]:.]{2,40}?)\s+(\[\d{1,3}\]\s*:\s*\S.*)$")
MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
LONE_NUMBER = re.compile(r"^(?:\d{1,3}|\d{1,2}(?:\.\d{1,2})+)\.?$")
RULE = re.compile(r"^[-_=*~·–—\s]{2,}$")
CONTENTS = re.compile(r"(?:\.\s?){4}\s?\d{1,4}$")  # "Inleiding ........ 3"
CONTENTS_END = 16  # characters that it takes to see so
COMPLETE = re.compile(r"[.!?:;…][’'\"”»)\]]*$")
ENDS_SENTENCE = re.compile(r"[.!?:…][’'\"”»)\]]*$")
# A line that ends in one of these goes on below it.
GOES_ON = re.compile(
    r"(?:[,(/‘“]|[^\W_][-\u00ad]|\b(?:de|het|een|van|in|op|aan|voor|met|en|of|door|naar|bij|uit|over|tot|te|om|dat|die|als|ook|onze|hun|haar))$"
)
LONGEST = 500  # lines in a paragraph: whatever a file holds, joining its lines stays quick
SENTENCE_OPENERS = frozenset(
    "aan als bij binnen daarom dat de deze die dit door een elk elke er het hiermee hierdoor hun ieder iedere"
    " iedereen ik in maar met na naast niet om omdat onder ons onze op ook sinds tegen ten tijdens uit van vandaag"
    " veel voor vooral wanneer wat we wij ze zij zo".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: `text` without what stands around it, and what stood around it."""

    text: str
    indent: int
    gap: bool  # a blank line, a page end or a lone number before it
    spaced: bool  # a space behind it
    page: int | None

    @property
    def printed(self) -> str:
        return self.text + " " * self.spaced


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that belong together, with the bullet, number or reference mark that stood before them."""

    lines: tuple[Line, ...]
    mark: str = ""
    number: int | None = None  # of "3. Title", "[3] : title"
    is_reference: bool = False
    level: int | None = None  # of "## Title", "2.2.2 Title"
    paragraphs: tuple["Chunk", ...] = field(default=())  # that belong to a bullet, behind its first one
    hard: bool = False  # its line ends are meant

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return (self.paragraphs[-1] if self.paragraphs else self).lines[-1]

    @property
    def is_plain(self) -> bool:
        return not self.mark and self.number is None and self.level is None

    @property
    def frame(self) -> bool:
        """A text frame that starts right under another: these exports leave one space at the head of a frame."""
        return 1 <= self.first.indent <= 3

    def text(self, known: Known) -> str:
        paragraphs = [[line] for line in self.lines] if self.hard else [self.lines]
        own = (join_lines([line.printed for line in lines], known) for lines in paragraphs)
        return "\n".join(filter(None, [*own, *(part.text(known) for part in self.paragraphs)]))


def read_lines(text: str) -> tuple[Line, ...]:
    """Every line with letters in it; a form feed turns the page."""
    pages = text.split("\f")
    if pages and not pages[-1].strip():
        pages = pages[:-1]
    rows = [page.split("\n") for page in pages]
    furniture = running_lines(rows)
    found: list[Line] = []
    for number, page in enumerate(rows, start=1):
        gap = True
        for raw in page:
            line = _line(raw, gap, number if len(rows) > 1 else None)
            gap = line is None or _shape(raw) in furniture or _is_ornament(line.text)
            if line is not None and not gap:
                found.append(line)
    return tuple(found)


def _is_ornament(text: str) -> bool:
    return bool(LONE_NUMBER.match(text) or RULE.match(text) or CONTENTS.search(text[-CONTENTS_END:]))


def running_lines(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Headers and footers: first or last lines that stand, figures aside, on most of at least three pages."""
    if len(pages) < 3:
        return frozenset()
    edges: Counter[str] = Counter()
    for page in pages:
        shapes = [_shape(row) for row in page if row.strip()]
        edges.update({*shapes[:2], *shapes[-2:]})
    return frozenset(shape for shape, count in edges.items() if count > max(2, len(pages) / 2))


def _shape(row: str) -> str:
    return re.sub(r"\d+", "#", fold(row))


def _line(raw: str, gap: bool, page: int | None) -> Line | None:
    expanded = raw.expandtabs(4)
    text = fold(raw)
    if not text:
        return None
    return Line(text, len(expanded) - len(expanded.lstrip()), gap, raw != raw.rstrip(), page)


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether paragraphs run over several lines: then many lines go on in lower case below one another."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if not b.gap and not _bullet(b.text)]
    going = sum(starts_low(b.text) and not ENDS_SENTENCE.search(a.text) for a, b in pairs)
    return going > 0.25 * len(pairs)


def starts_low(text: str) -> bool:
    letter = re.search(r"[^\W_]", text)
    return letter is not None and letter[0].islower()


def starts_high(text: str) -> bool:
    letter = re.search(r"[^\W_]", text)
    return letter is not None and not letter[0].islower()


def is_complete(text: str) -> bool:
    return COMPLETE.search(text) is not None


def goes_on(text: str) -> bool:
    return GOES_ON.search(text) is not None


def column_width(lines: Sequence[Line]) -> float:
    """Characters of a full line: nine in ten lines are no longer."""
    lengths = sorted(len(line.text) for line in lines)
    return float(lengths[int(0.9 * (len(lengths) - 1))]) if lengths else 0.0


def chunk_lines(lines: Sequence[Line]) -> tuple[Chunk, ...]:
    """Lines in chunks, in their order; marks taken off."""
    labels = recurring_labels(lines)
    wrapped = is_wrapped(lines)
    width = column_width(lines)
    spaced = _parts_with_blank_lines(lines)
    groups: list[list[Line]] = []
    for line in _titles_apart(lines):
        group = groups[-1] if groups else []
        if not group or len(group) == LONGEST or _starts_chunk(group, line, labels, wrapped, width, spaced):
            groups.append([line])
        else:
            group.append(line)
    chunks = [_chunk(group, hard=not wrapped) for group in groups]
    return tuple(piece for chunk in chunks for piece in (_peel(chunk, width) if wrapped else (chunk,)))


def recurring_labels(lines: Sequence[Line]) -> frozenset[str]:
    """Short lines that stand on their own at least twice, such as "Concrete voorstellen" or "Onze voorstellen:"."""
    alone: Counter[str] = Counter()
    around = zip((None, *lines), lines, (*lines[1:], None), strict=False)
    for before, line, after in around:
        begins = line.gap or before is None or is_complete(before.text)
        ends = after is None or after.gap or not starts_low(after.text) or _bullet(after.text)
        if begins and ends and _is_label(line.text):
            alone[label(line.text)] += 1
    return frozenset(text for text, count in alone.items() if count > 1)


def label(text: str) -> str:
    return fold(text).rstrip(": ").casefold()


def _is_label(text: str) -> bool:
    bare = text.rstrip(": ")
    marked = _bullet(text) or NUMBERED.match(text) or REFERENCE.match(text)
    return len(bare.split()) <= 5 and not marked and reads_like_title(bare)


def _bullet(text: str) -> re.Match[str] | None:
    return BULLET.match(text)


def _parts_with_blank_lines(lines: Sequence[Line]) -> bool:
    return sum(line.gap for line in lines) >= 0.5 * len(lines)


def _titles_apart(lines: Iterable[Line]) -> Iterator[Line]:
    """Splits titles that share a line with what they head: "Referenties [0] : …", "2.2.2 De regie We maken …"."""
    for line in lines:
        cut = _title_end(line.text)
        if cut:
            yield replace(line, text=line.text[:cut].strip())
            yield replace(line, text=line.text[cut:].strip(), gap=True)
        else:
            yield line


def _title_end(text: str) -> int:
    before_reference = REFERENCE_AFTER_TITLE.match(text)
    if before_reference:
        return before_reference.start(2)
    number = MULTILEVEL.match(text)
    if number is None or len(text.split()) <= 12:
        return 0
    words = list(re.finditer(r"\S+", text[number.end() :]))[:16]
    for before, word in itertools.pairwise(words):
        opener = word[0][0].isupper() and word[0].casefold() in SENTENCE_OPENERS
        if opener and before[0][-1].isalnum():
            return number.end() + word.start()
    return 0


def _starts_chunk(
    group: Sequence[Line], line: Line, labels: frozenset[str], wrapped: bool, width: float, spaced: bool
) -> bool:
    before = group[-1]
    heading = MARKDOWN_HEADING.match(before.text) or MARKDOWN_HEADING.match(line.text)
    if line.gap or heading or REFERENCE.match(line.text):
        return True
    if label(line.text) in labels and is_complete(before.text):
        return True
    if label(before.text) in labels and len(group) == 1:
        return True
    if _bullet(line.text) or NUMBERED.match(line.text):
        return not wrapped or line.text[0] in SURE_BULLET or is_complete(before.text)
    if not wrapped:
        return not (spaced and line.indent == before.indent and len(before.text) < 60)
    if line.indent and not before.indent and _may_be_frame(group, line):
        return True
    return _is_hard_break(before, line, width)


def _may_be_frame(group: Sequence[Line], line: Line) -> bool:
    """Below a bullet an indent may be the bullet's own, unless its other lines have none."""
    if not _bullet(group[0].text):
        return True
    return len(group) > 1 and is_complete(group[-1].text) and starts_high(line.text)


def _is_hard_break(before: Line, line: Line, width: float) -> bool:
    """A sentence ended although the next word would have fitted on its line by far."""
    room = len(before.text) + 1 + len(line.text.split()[0])
    return bool(ENDS_SENTENCE.search(before.text)) and starts_high(line.text) and room < 0.8 * width


def _chunk(group: Sequence[Line], hard: bool) -> Chunk:
    first, rest = group[0], group[1:]
    hashes = MARKDOWN_HEADING.match(first.text)
    if hashes:
        title = hashes[2].rstrip("#").rstrip() or " "
        return Chunk((replace(first, text=title), *rest), level=len(hashes[1]), hard=hard)
    for pattern in (REFERENCE, NUMBERED):
        number = pattern.match(first.text)
        if number:
            lines = (replace(first, text=first.text[number.end() :]), *rest)
            mark = first.text[: number.end()].strip()
            return Chunk(lines, mark, int(number[1]), is_reference=pattern is REFERENCE, hard=hard)
    bullet = _bullet(first.text)
    if bullet:
        return Chunk((replace(first, text=first.text[bullet.end() :]), *rest), mark=bullet[1], hard=hard)
    if MULTILEVEL.match(first.text) and len(first.text.split()) <= 16 and not is_complete(first.text):
        return Chunk(tuple(group), level=2, hard=hard)
    return Chunk(tuple(group), hard=hard and len(group) > 1)


def _peel(chunk: Chunk, width: float) -> tuple[Chunk, ...]:
    """Takes a title off the paragraph right below it: up to four short lines, then a full one with a capital."""
    if not chunk.is_plain:
        return (chunk,)
    for count in range(min(4, len(chunk.lines) - 1), 0, -1):
        title, rest = chunk.lines[:count], chunk.lines[count:]
        if _heads(title, rest, width):
            return (replace(chunk, lines=title), replace(chunk, lines=rest))
    return (chunk,)


def _heads(title: Sequence[Line], rest: Sequence[Line], width: float) -> bool:
    short = all(len(line.text) <= 0.72 * width for line in title)
    full = len(rest[0].text) > 0.72 * width and starts_high(rest[0].text)
    return short and full and reads_like_title(" ".join(line.text for line in title))


def reads_like_title(text: str) -> bool:
    """Short, with a capital, no end of a sentence (a question mark may), and nothing left hanging."""
    words = text.split()
    sentence = re.search(r"[.!:;,…-]$|[^\W\d_]{2}[.!?] [A-ZÀ-Þ]", text) is not None
    return 0 < len(words) <= 14 and starts_high(text) and not sentence and not goes_on(text)
