"""Splits Dutch text into sentences; it does not know what they are about."""

import re
from collections.abc import Iterator

from ingest.document import Block, BlockKind, Document, Section, Sentence

# Marks are taken whole and never given back (++): ten thousand dots in a row are looked at once.
END = re.compile(
    r"(?:(?<![.!?])[.!?]++(?:\s\.++)*|…\.*+)(?:[’'\"”»)\]⁰¹²³⁴⁵⁶⁷⁸⁹]|\[\d{1,3}\])*+(?=\s)"
    r"|\n"
    # a full stop that was forgotten: "te bestrijden Daarom wordt"
    r"|(?<=[a-zà-ÿ]{2})(?=\s(?:Bovendien|Daarbij|Daardoor|Daarnaast|Daarom|Hierbij|Hierdoor|Kortom|Toch)\s[a-zà-ÿ])"
)
# Abbreviations behind which a sentence goes on whatever follows; those that may end one (enz., etc.) are not here.
ABBREVIATIONS = frozenset(
    "a.d.h.v. aant. afb. afd. al. art. b.v. bijv. blz. bv. ca. cf. cfr. d.d. d.i. d.m.v. d.w.z. dd. dhr. dr. drs. e.g."
    " evt. excl. fig. gem. i.c. i.f.v. i.h.b. i.k.v. i.p.v. i.s.m. i.v.m. incl. ing. ir. jl. jr. m.a.w. m.b.t. m.b.v."
    " m.i.v. m.n. m.u.v. max. mevr. min. mr. mw. n.a.v. nl. nr. nrs. o.a. o.b.v. o.g.v. o.l.v. o.m. o.v.v. p. par. pct."
    " pp. prof. r. resp. sr. st. t.a.v. t.b.v. t.e.m. t.g.v. t.o.v. t.w.v. tel. v. v.a. vb. vgl. vs. w.o. z.g."
    " zgn.".split()
)
FICHE = r"\(\s*[Tt]ech?n\w*\s+fiches?\s*:[^()]*(?:\([^()]*\)[^()]*)*\)"
LINK_NAMES = re.compile(rf"(?:\s*(?:(?<=\s)en\s+)?{FICHE}\.?)+")
OPENS = re.compile(r"\s*[‘'\"“«(\[]*(?=[A-ZÀ-ÖØ-Þ0-9])")
NEAR = 200  # characters around the end of a sentence that tell whether it is one
ATTRIBUTION = re.compile(r"\s*(?:Volgens|Aldus|Zegt|Stelt)\b")


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of every block that does not repeat an earlier one, in order."""
    return tuple(
        Sentence(document.id, start, end, document.text[start:end], block, section.speaker, section.kind)
        for section, block in _blocks_of_sections(document)
        if not block.repeats
        for start, end in _block_spans(document.text, block)
    )


def sentences_within(document: Document, start: int, end: int) -> tuple[Sentence, ...]:
    """The sentences of which something stands there, also in a block that repeats an earlier one."""
    return tuple(
        Sentence(document.id, first, last, document.text[first:last], block, section.speaker, section.kind)
        for section, block in _blocks_of_sections(document)
        if block.start < end and start < block.end
        for first, last in _block_spans(document.text, block)
        if document.text[max(first, start) : min(last, end)].strip()
    )


def _blocks_of_sections(document: Document) -> Iterator[tuple[Section, Block]]:
    sections = iter(document.sections)
    section = next(sections, None)
    for block in document.blocks:
        while section is not None and section.end <= block.start:
            section = next(sections, None)
        if section is not None:
            yield section, block


def _block_spans(text: str, block: Block) -> Iterator[tuple[int, int]]:
    if block.kind is BlockKind.REFERENCE:
        yield block.start, block.end
        return
    for start, end in sentence_spans(text[block.start : block.end]):
        yield block.start + start, block.start + end


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a block stand, the names of technical files behind them left out."""
    spans: list[tuple[int, int]] = []
    start = 0
    for names in LINK_NAMES.finditer(text):
        if not _goes_on(text[names.end() : names.end() + NEAR]):
            spans.extend(_sentences_between(text, start, names.start()))
            start = names.end()
    spans.extend(_sentences_between(text, start, len(text)))
    return tuple(spans)


def _goes_on(after: str) -> bool:
    return after.lstrip(" ,;")[:1].islower()


def _sentences_between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in END.finditer(text, start, end):
        if _is_end(text, begin, match, end):
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    start, end = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
    if any(c.isalnum() for c in text[start:end]):
        yield start, end


def _is_end(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    if match[0] in ("\n", ""):
        return True
    before = text[max(begin, match.start() - NEAR) : match.start()]
    after = text[match.end() : min(end, match.end() + NEAR)]
    line = after.lstrip(" ")
    if not line or line[0] == "\n":
        return True
    opens = OPENS.match(after)
    if opens is None:
        return False
    if match[0][0] in ".…":
        return not (_is_abbreviation(before, after[opens.end() :]) or _is_pause(match[0], line))
    quoted = line[0] in "‘'\"“«"
    return not (match[0][0] == "?" and quoted and len(before.split()) <= 4)  # "De conclusie? ‘Het concept …"


def _is_abbreviation(before: str, after: str) -> bool:
    words = before.split()
    word = (words[-1].lstrip("(‘'\"“[") if words else "") + "."
    figure = after[:1].isdigit()
    initial = re.fullmatch(r"[A-Z](?:\.[A-Z])*\.", word) is not None
    return word.lower() in ABBREVIATIONS or initial or (figure and re.fullmatch(r"\d+\.", word) is not None)


def _is_pause(mark: str, after: str) -> bool:
    """ "ongeveer …. 175.000" pauses; ".’ Volgens professor" says who spoke."""
    pause = mark[0] == "…" and after[0].isdigit()
    return pause or (mark[-1] in "’'\"”»" and ATTRIBUTION.match(after) is not None)
