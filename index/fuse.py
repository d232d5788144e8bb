"""Joins the ranking by meaning and the ranking by words; it does not know where the scores come from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import fmean, pstdev

Scores = Mapping[int, float]  # passage number -> score


@dataclass(frozen=True, slots=True)
class Fusion:
    """How much each ranking counts; `prefer` is in the same z-units."""

    meaning: float = 0.4
    words: float = 0.6
    head: int = 50  # how many of each list are looked at
    prefer: float = 1.5  # added to passages of the preferred documents


def fuse(meaning: Scores, words: Scores, fusion: Fusion, preferred: Collection[int] = ()) -> dict[int, float]:
    """Weighted sum of z-scores over the head of each list; who is missing from a list gets its minimum."""
    by_meaning, by_words = _standardise(meaning), _standardise(words)
    least_meaning = min(by_meaning.values(), default=0.0)
    least_words = min(by_words.values(), default=0.0)
    return {
        passage: fusion.meaning * by_meaning.get(passage, least_meaning)
        + fusion.words * by_words.get(passage, least_words)
        + (fusion.prefer if passage in preferred else 0.0)
        for passage in by_meaning.keys() | by_words.keys()
    }


def _standardise(scores: Scores) -> dict[int, float]:
    if not scores:
        return {}
    middle, spread = fmean(scores.values()), pstdev(scores.values())
    return {passage: (score - middle) / (spread or 1.0) for passage, score in scores.items()}
