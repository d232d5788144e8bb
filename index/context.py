"""What is searched of a passage or sentence: its text with who says it and under which heading in front."""

from bisect import bisect_right
from collections.abc import Sequence

from ingest import Block, Document, Passage, Sentence


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
    """The nearest heading, then the sentence; 'Onze voorstellen concreet' tells a proposal from an observation."""
    heading = sentence.block.heading[-1] if sentence.block.heading else document.title
    return f"{heading}: {sentence.text}"
