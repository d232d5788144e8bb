"""Joins the ranking by meaning and the ranking by words; it does not know where the scores come from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import fmean, pstdev

Scores = Mapping[int, float]  # passage number -> score


@dataclass(frozen=True, slots=True)
class Fusion:
    """How much each ranking counts; `prefer` is in the same z-units."""

    meaning: float = 0.5  # even weights do best on questions that chose nothing here
    words: float = 0.5
    head: int = 100  # how many of each list are looked at
    prefer: float = 1.5  # added to passages of the preferred documents


def fuse(meaning: Scores, words: Scores, fusion: Fusion, preferred: Collection[int] = ()) -> dict[int, float]:
    """Weighted sum of z-scores over the head of each list; who is missing from a list gets its minimum.

    A list of words that is shorter than the other one goes on with zeros: that is what BM25 gives to the rest,
    and it lets a word that stands in one passage only count for that passage.
    """
    by_meaning, least_meaning = _standardise(meaning, len(meaning))
    by_words, least_words = _standardise(words, max(len(words), len(meaning)))
    return {
        passage: fusion.meaning * by_meaning.get(passage, least_meaning)
        + fusion.words * by_words.get(passage, least_words)
        + (fusion.prefer if passage in preferred else 0.0)
        for passage in by_meaning.keys() | by_words.keys()
    }


def _standardise(scores: Scores, length: int) -> tuple[dict[int, float], float]:
    """z-scores of a list that goes on with zeros up to `length`, and the lowest of them."""
    every = [*scores.values(), *[0.0] * (length - len(scores))]
    if not every:
        return {}, 0.0
    middle, spread = fmean(every), pstdev(every) or 1.0
    return {passage: (score - middle) / spread for passage, score in scores.items()}, (min(every) - middle) / spread
