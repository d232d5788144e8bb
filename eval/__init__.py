"""eval judges."""

from eval.gold import Evidence, GoldQuestion

__all__ = ["Evidence", "GoldQuestion"]
