"""index finds passages."""

from index.hit import Encoder, Hit, IndexMismatch, Match, Term

__all__ = ["Encoder", "Hit", "IndexMismatch", "Match", "Term"]
