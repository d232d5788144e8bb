"""What is searched of a passage or sentence: its text with who says it and under which heading in front."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from ingest import Block, Document, Passage, Sentence

_LEANS = re.compile(  # what it is about stands in the sentence before it
    r"^(?:(?:dit|dat|deze|die|dergelijke|zulke|samen|maw|denk|zo|zij|ze|hij|alsook|tevens|ook|kortom|dus|anders|"
    r"hier\w+|daar\w*|op die manier|met andere woorden|in dit kader|het gaat|het is immers|er zijn|bijvoorbeeld)\b|"
    r"[^.;:]{0,40}\b(?:immers|namelijk|daarbij|hierbij|hiervoor|daarvoor|hierdoor|deze)\b)",
    re.IGNORECASE,
)


def passage_text(document: Document, passage: Passage, header: bool = True) -> str:
    """Publisher, title, heading path and the sentence that introduces its list, then the passage itself.

    Without `header` the passage alone: what the rest is worth can be measured.
    """
    if not header:
        return passage.text
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
    """The nearest heading, then the sentence; 'Onze voorstellen concreet' tells a proposal from an observation.

    One that points back ("Hiervoor krijgen zij de regie") comes with the sentence before it.
    """
    heading = sentence.block.heading[-1] if sentence.block.heading else document.title
    before = _sentence_before(document, sentence) if points_back(sentence.text) else ""
    return f"{heading}: {before}{sentence.text}"


def points_back(text: str) -> bool:
    """Does a sentence lean on the one before it: "Hiervoor krijgen zij de regie"?"""
    return _LEANS.match(text) is not None


def _sentence_before(document: Document, sentence: Sentence) -> str:
    """Of the same block, with the space behind it; "" for the first one."""
    earlier = document.text[sentence.block.start : sentence.start]
    return re.split(r"(?<=[.!?])\s+(?=\S)", earlier)[-1]
