"""Joins the ranking by meaning and the ranking by words; it does not know where the scores come from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Literal

_RANKS = 60  # as its authors have it

Scores = Mapping[int, float]  # passage number -> score


@dataclass(frozen=True, slots=True)
class Fusion:
    """How much each ranking counts; `prefer` is in the same z-units."""

    meaning: float = 0.5  # 0.4 gains 0.006 MRR on titles of decisions, and on the gold nothing beyond noise
    words: float = 0.5
    head: int = 100  # how many of each list are looked at
    prefer: float = 1.5  # added to passages of the preferred documents
    method: Literal["z", "rrf"] = "z"  # ranks alone lose 0.03 MRR on both


def fuse(meaning: Scores, words: Scores, fusion: Fusion, preferred: Collection[int] = ()) -> dict[int, float]:
    """Weighted sum of z-scores over the head of each list; who is missing from a list gets its minimum.

    A list of words that is shorter than the other one goes on with zeros: that is what BM25 gives to the rest,
    and it lets a word that stands in one passage only count for that passage.

    With "rrf" the ranks count instead of the scores: the weighted sum of 1 / (60 + rank), who is missing gets nothing
    (Cormack, Clarke and Buettcher 2009), brought to the same spread, so that `prefer` weighs as much.
    """
    if fusion.method == "rrf":
        return _by_rank(meaning, words, fusion, preferred)
    by_meaning, least_meaning = _standardise(meaning, len(meaning))
    by_words, least_words = _standardise(words, max(len(words), len(meaning)))
    return {
        passage: fusion.meaning * by_meaning.get(passage, least_meaning)
        + fusion.words * by_words.get(passage, least_words)
        + (fusion.prefer if passage in preferred else 0.0)
        for passage in by_meaning.keys() | by_words.keys()
    }


def _by_rank(meaning: Scores, words: Scores, fusion: Fusion, preferred: Collection[int]) -> dict[int, float]:
    lists = ((fusion.meaning, _reciprocal(meaning)), (fusion.words, _reciprocal(words)))
    joined = {
        one: sum(weight * ranks.get(one, 0.0) for weight, ranks in lists) for one in meaning.keys() | words.keys()
    }
    scores, _least = _standardise(joined, len(joined))
    return {one: score + (fusion.prefer if one in preferred else 0.0) for one, score in scores.items()}


def _reciprocal(scores: Scores) -> dict[int, float]:
    ranked = sorted(scores, key=lambda passage: -scores[passage])
    return {passage: 1 / (_RANKS + rank) for rank, passage in enumerate(ranked, start=1)}


def _standardise(scores: Scores, length: int) -> tuple[dict[int, float], float]:
    """z-scores of a list that goes on with zeros up to `length`, and the lowest of them."""
    every = [*scores.values(), *[0.0] * (length - len(scores))]
    if not every:
        return {}, 0.0
    middle, spread = fmean(every), pstdev(every) or 1.0
    return {passage: (score - middle) / spread for passage, score in scores.items()}, (min(every) - middle) / spread
