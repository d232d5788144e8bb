"""Finds blocks that say again what an earlier block of the same document said; it knows nothing of other documents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from ingest.document import Block, BlockKind
from ingest.sentence import sentence_spans

SAME = 92  # per cent: two printings of one sentence differ by a hyphen or a bullet, not by a word
SHORTEST = 25  # characters: shorter sentences alone ("Dat moet anders.") may well come twice
SHARE = 0.9  # of a block that has to stand earlier
MOST = 200  # sentences with the same first words that one is compared to, so that a list of 10^5 alike stays quick


Edge = tuple[str, ...]


@dataclass(slots=True)
class Said:
    """The sentences so far and the block that each first stood in, found by their figures and how they begin or end."""

    blocks: dict[str, Block] = field(default_factory=dict)
    by_edge: dict[Edge, list[str]] = field(default_factory=dict)

    def add(self, sentence: str, block: Block) -> None:
        if sentence not in self.blocks:
            self.blocks[sentence] = block
            for edge in _edges(sentence):
                alike = self.by_edge.setdefault(edge, [])
                if len(alike) < MOST:
                    alike.append(sentence)

    def origin(self, sentence: str) -> Block | None:
        """The block that said nearly this before; figures have to be the same."""
        if sentence in self.blocks:
            return self.blocks[sentence]
        for edge in _edges(sentence):
            for earlier in self.by_edge.get(edge, ()):
                if fuzz.ratio(sentence, earlier, score_cutoff=SAME) > 0:
                    return self.blocks[earlier]
        return None


def mark_repeats(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks, those that stand earlier marked and put under the heading of their first printing.

    References never repeat one another: decisions of other days may have the same title.
    """
    marked: list[Block] = []
    said = Said()
    for block in blocks:
        here = _sentences(text, block) if block.kind is not BlockKind.REFERENCE else ()
        origins = {sentence: said.origin(sentence) for sentence in here}
        first = next((origin for text_, origin in origins.items() if origin and len(text_) >= SHORTEST), None)
        if first and _share(origins) >= SHARE:
            marked.append(replace(block, repeats=True, heading=first.heading))
            continue
        marked.append(block)
        for sentence in here:
            said.add(sentence, block)
    return tuple(marked)


def _sentences(text: str, block: Block) -> tuple[str, ...]:
    own = text[block.start : block.end]
    return tuple(normalise(own[start:end]) for start, end in sentence_spans(own))


def normalise(sentence: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", sentence.casefold()))


def _edges(sentence: str) -> tuple[Edge, Edge]:
    words, figures = sentence.split(), _figures(sentence)
    return ("first", *words[:2], *figures), ("last", *words[-2:], *figures)


def _figures(sentence: str) -> list[str]:
    return re.findall(r"\d+", sentence)


def _share(origins: dict[str, Block | None]) -> float:
    total = sum(map(len, origins))
    return sum(len(sentence) for sentence, origin in origins.items() if origin) / total if total else 0.0
