"""Cuts a document into passages along its blocks; it does not know how passages are searched."""

import hashlib
import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ingest.document import Block, BlockKind, Document, Passage
from ingest.references import marks_within
from ingest.sentence import sentence_spans

SENTENCE_MARK = "\x1f"  # stands between sentences while an overlong block is cut; no text has it
FEW = 40  # blocks at most in a passage


@dataclass(frozen=True, slots=True)
class Splitting:
    """How passages are cut, in words."""

    words: int = 105  # that a passage should have
    most: int = 170  # a block is cut only above this
    torn_list: float = 0.5  # what it costs to part a list from the sentence that introduces it


@dataclass(frozen=True, slots=True)
class Unit:
    """A block, or a piece of an overlong one."""

    start: int
    end: int
    words: int
    introduces: bool  # the next unit is the first point of the list that this one introduces


def split(document: Document, splitting: Splitting = Splitting()) -> tuple[Passage, ...]:
    """Passages of about `splitting.words` words, in order; blocks that repeat an earlier one make none."""
    passages: list[Passage] = []
    for _, group in groupby(_numbered(document.blocks), key=lambda numbered: _run(*numbered)):
        blocks = [block for _, block in group if not block.repeats]
        units = [unit for i in range(len(blocks)) for unit in _units(document.text, blocks, i, splitting)]
        for piece in best_cut(units, splitting):
            passages.append(_passage(document, blocks[0], piece[0].start, piece[-1].end))
    return tuple(passages)


def _numbered(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    return enumerate(blocks)


def _run(i: int, block: Block) -> tuple[tuple[str, ...], bool, int]:
    """Blocks with the same key may share a passage; a reference stands alone, for it is asked for by its subject."""
    return block.heading, block.repeats, i if block.kind is BlockKind.REFERENCE else -1


def best_cut(units: Sequence[Unit], splitting: Splitting) -> tuple[tuple[Unit, ...], ...]:
    """The parts of a run whose lengths lie nearest to the wish, by dynamic programming over where to cut."""
    cost = [0.0] + [math.inf] * len(units)
    start = [0] * (len(units) + 1)
    for end in range(1, len(units) + 1):
        for begin in range(end - 1, max(-1, end - 1 - FEW), -1):
            whole = cost[begin] + _cost(units[begin:end], splitting, end == len(units))
            if whole < cost[end]:
                cost[end], start[end] = whole, begin
    parts: list[tuple[Unit, ...]] = []
    end = len(units)
    while end:
        parts.append(tuple(units[start[end] : end]))
        end = start[end]
    return tuple(reversed(parts))


def _cost(part: Sequence[Unit], splitting: Splitting, is_last: bool) -> float:
    words = sum(unit.words for unit in part)
    off = ((words - splitting.words) / splitting.words) ** 2
    over = 10.0 if words > splitting.most and len(part) > 1 else 0.0
    torn = splitting.torn_list if part[-1].introduces and not is_last else 0.0
    return off + over + torn


def _units(text: str, blocks: Sequence[Block], i: int, splitting: Splitting) -> Iterator[Unit]:
    block = blocks[i]
    following = blocks[i + 1] if i + 1 < len(blocks) else None
    introduces = following is not None and following.lead is not None and following.lead[1] == block.end
    pieces = list(cut(text, block.start, block.end, splitting))
    for n, (start, end) in enumerate(pieces):
        yield Unit(start, end, count(text[start:end]), introduces and n + 1 == len(pieces))


def count(text: str) -> int:
    return len(text.split())


def cut(text: str, start: int, end: int, splitting: Splitting) -> Iterator[tuple[int, int]]:
    """Cuts an overlong stretch at sentence ends into even pieces; a sentence that is too long itself, at spaces."""
    words = count(text[start:end])
    if words <= splitting.most:
        yield start, end
        return
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # half a second that only cutting needs

    size = math.ceil(words / max(2, round(words / splitting.words)) * 1.15)
    splitter = RecursiveCharacterTextSplitter(
        separators=[SENTENCE_MARK, " "],
        keep_separator="end",
        is_separator_regex=False,
        strip_whitespace=False,
        chunk_size=min(size, splitting.most),
        chunk_overlap=0,
        length_function=count,
    )
    position = start
    for piece in splitter.split_text(_marked(text[start:end])):
        plain = piece.replace(SENTENCE_MARK, "")
        left = position + len(plain) - len(plain.lstrip())
        yield left, position + len(plain.rstrip())
        position += len(plain)


def _marked(text: str) -> str:
    starts = [start for start, _ in sentence_spans(text)][1:]
    edges = [0, *starts, len(text)]
    return SENTENCE_MARK.join(text[a:b] for a, b in pairwise(edges))


def passage_id(document_id: str, start: int, end: int, text: str) -> str:
    """A digest of the characters and of where they stand: the id of their document holds the sha256 of its file."""
    return hashlib.blake2b(f"{document_id} {start} {end} {text}".encode(), digest_size=8).hexdigest()


def _passage(document: Document, block: Block, start: int, end: int) -> Passage:
    page = document.blocks[bisect_right(document.blocks, start, key=lambda one: one.start) - 1].page
    text = document.text[start:end]
    carried = (mark.reference for mark in marks_within(document, start, end) if mark.reference is not None)
    references = tuple(dict.fromkeys(carried))
    id = passage_id(document.id, start, end, text)
    return Passage(id, document.id, block.heading, page, start, end, text, references)
