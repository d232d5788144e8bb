"""index finds passages."""

from index.analyser import Analysis
from index.build import Indexing, build_index, indexing, load_index
from index.content import content_words
from index.context import points_back
from index.e5 import ModelUnavailable
from index.encoder import Progress, give_back_memory, open_encoder, open_encoder_late
from index.find import Finding, Fit, Found
from index.fuse import Fusion
from index.hit import Encoder, Entry, Hit, IndexMismatch, Match, Reranker, Term
from index.lock import IndexBusy
from index.question import Ways
from index.rerank import open_reranker
from index.search import Index
from index.store import DiskFull
from index.themes import Theme, ThemeReader, drawn_themes, read_themes
from index.thesaurus import UnreadableWords, learn_abbreviations

__all__ = [
    "Analysis",
    "DiskFull",
    "Encoder",
    "Entry",
    "Finding",
    "Fit",
    "Found",
    "Fusion",
    "Hit",
    "Index",
    "IndexBusy",
    "IndexMismatch",
    "Indexing",
    "Match",
    "ModelUnavailable",
    "Progress",
    "Reranker",
    "Term",
    "Theme",
    "ThemeReader",
    "UnreadableWords",
    "Ways",
    "build_index",
    "content_words",
    "drawn_themes",
    "give_back_memory",
    "indexing",
    "learn_abbreviations",
    "load_index",
    "open_encoder",
    "open_encoder_late",
    "open_reranker",
    "points_back",
    "read_themes",
]
