"""index finds passages."""

from index.build import build_index, load_index
from index.e5 import ModelUnavailable
from index.encoder import Progress, open_encoder
from index.fuse import Fusion
from index.hit import Encoder, Hit, IndexMismatch, Match, Term
from index.search import Index

__all__ = [
    "Encoder",
    "Fusion",
    "Hit",
    "Index",
    "IndexMismatch",
    "Match",
    "ModelUnavailable",
    "Progress",
    "Term",
    "build_index",
    "load_index",
    "open_encoder",
]
