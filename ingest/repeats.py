"""Finds blocks that say again what an earlier block of the same document said; it knows nothing of other documents."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from ingest.document import Block, BlockKind
from ingest.sentence import sentence_spans

SAME = 92  # per cent: two printings of one sentence differ by a hyphen or a bullet, not by a word
SHORTEST = 25  # characters: shorter sentences ("Dat moet anders.") may well come twice
SHARE = 0.9  # of a block that has to stand earlier


def mark_repeats(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks, those that stand earlier marked and put under the heading of their first printing."""
    marked: list[Block] = []
    earlier: dict[str, Block] = {}  # normalised sentence -> the block that it first stood in
    for block in blocks:
        said = [
            normalise(text[block.start + a : block.start + b]) for a, b in sentence_spans(text[block.start : block.end])
        ]
        origins = {sentence: _origin(sentence, earlier) for sentence in said if len(sentence) >= SHORTEST}
        first = next((origin for origin in origins.values() if origin), None)
        if first and block.kind is not BlockKind.REFERENCE and _share(origins) >= SHARE:
            marked.append(replace(block, repeats=True, heading=first.heading))
            continue
        marked.append(block)
        earlier.update((sentence, block) for sentence in origins if sentence not in earlier)
    return tuple(marked)


def normalise(sentence: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", sentence.casefold()))


def _origin(sentence: str, earlier: dict[str, Block]) -> Block | None:
    if sentence in earlier:
        return earlier[sentence]
    near = process.extractOne(sentence, earlier.keys(), scorer=fuzz.ratio, score_cutoff=SAME)
    same_figures = near is not None and re.findall(r"\d+", near[0]) == re.findall(r"\d+", sentence)
    return earlier[near[0]] if near and same_figures else None


def _share(origins: dict[str, Block | None]) -> float:
    total = sum(map(len, origins))
    return sum(len(sentence) for sentence, origin in origins.items() if origin) / total if total else 0.0
