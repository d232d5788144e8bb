"""What is searched of a passage or sentence: its text with who says it and under which heading in front."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from index.dutch import fold, words
from ingest import Block, Document, Passage, Sentence

_SHINGLE = 4  # words
_SAME = 0.8  # share of the shingles that makes a passage a repetition


def passage_text(document: Document, passage: Passage) -> str:
    """Publisher, title, heading path and the sentence that introduces its list, then the passage itself."""
    above = (
        f"{document.publisher}: {document.title}",
        " > ".join(passage.heading),
        _introduction(document, _block_at(document.blocks, passage.start), passage.start),
    )
    return "\n".join([*filter(None, above), passage.text])


def _introduction(document: Document, block: Block | None, start: int) -> str:
    """The lead sentence that stands before the passage, or the number that a reference goes by."""
    if block is not None and block.number is not None:
        return f"referentie [{block.number}]"
    if block is None or block.lead is None or block.lead[0] >= start:
        return ""
    return document.text[slice(*block.lead)]


def _block_at(blocks: Sequence[Block], position: int) -> Block | None:
    at = bisect_right([block.start for block in blocks], position) - 1
    return blocks[at] if at >= 0 else None


def sentence_text(document: Document, sentence: Sentence) -> str:
    """The nearest heading, then the sentence; 'Onze voorstellen concreet' tells a proposal from an observation."""
    heading = sentence.block.heading[-1] if sentence.block.heading else document.title
    return f"{heading}: {sentence.text}"


def repetitions(passages: Sequence[Passage]) -> tuple[int, ...]:
    """For each passage the earlier one of the same document that says (nearly) the same, or -1.

    Other figures make another passage: two decisions may differ in nothing but their date.
    """
    owner: dict[tuple[str, ...], int] = {}
    found = []
    for number, passage in enumerate(passages):
        shingles = {(passage.document_id, *shingle) for shingle in _shingles(passage.text)}
        twin = _commonest(owner[shingle] for shingle in shingles if shingle in owner)
        share = sum(owner.get(shingle) == twin for shingle in shingles) / len(shingles) if shingles else 0.0
        same = share >= _SAME and _figures(passages[twin].text) == _figures(passage.text)
        found.append(twin if same else -1)
        for shingle in shingles:
            owner.setdefault(shingle, number)
    return tuple(found)


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _shingles(text: str) -> Iterable[tuple[str, ...]]:
    tokens = [fold(word.forms[0]) for word in words(text)]
    return (tuple(tokens[at : at + _SHINGLE]) for at in range(max(1, len(tokens) - _SHINGLE + 1)))


def _commonest(numbers: Iterable[int]) -> int:
    counts: dict[int, int] = {}
    for number in numbers:
        counts[number] = counts.get(number, 0) + 1
    return max(counts, key=lambda number: (counts[number], -number), default=-1)
