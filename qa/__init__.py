"""qa answers with checked citations, or says why not."""

from qa.answer import Answer, Citation, Claim, Reason

__all__ = ["Answer", "Citation", "Claim", "Reason"]
