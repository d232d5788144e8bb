"""qa answers with checked citations, or says why not."""

from qa.answer import Answer, Citation, Claim, Reason, Referral
from qa.assistant import Assistant, Writer, number_citations
from qa.conversation import Turn
from qa.errors import WriterUnavailable
from qa.models import LocalWriter, ServerWriter
from qa.policy import Policy
from qa.references import BRACKETED, same_words, shown_marks
from qa.silence import Signals

__all__ = [
    "BRACKETED",
    "Answer",
    "Assistant",
    "Citation",
    "Claim",
    "LocalWriter",
    "Policy",
    "Reason",
    "Referral",
    "ServerWriter",
    "Signals",
    "Turn",
    "Writer",
    "WriterUnavailable",
    "number_citations",
    "same_words",
    "shown_marks",
]
