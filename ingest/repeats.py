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


Edges = tuple[str, ...]


@dataclass(slots=True)
class Said:
    """The sentences so far and the block that each first stood in, found by how they begin or end."""

    blocks: dict[str, Block] = field(default_factory=dict)
    by_edge: dict[Edges, list[str]] = field(default_factory=dict)

    def add(self, sentence: str, block: Block) -> None:
        if sentence not in self.blocks:
            self.blocks[sentence] = block
            for edge in _edges(sentence):
                self.by_edge.setdefault(edge, []).append(sentence)

    def origin(self, sentence: str) -> Block | None:
        """The block that said nearly this before; figures have to be the same."""
        if sentence in self.blocks:
            return self.blocks[sentence]
        for edge in _edges(sentence):
            for earlier in self.by_edge.get(edge, ()):
                near = fuzz.ratio(sentence, earlier, score_cutoff=SAME) > 0
                if near and _figures(sentence) == _figures(earlier):
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


def _edges(sentence: str) -> tuple[Edges, Edges]:
    words = sentence.split()
    return ("first", *words[:2]), ("last", *words[-2:])


def _figures(sentence: str) -> list[str]:
    return re.findall(r"\d+", sentence)


def _share(origins: dict[str, Block | None]) -> float:
    total = sum(map(len, origins))
    return sum(len(sentence) for sentence, origin in origins.items() if origin) / total if total else 0.0
