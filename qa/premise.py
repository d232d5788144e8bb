"""What a question takes for granted: 'Waarom is X voor Y?' takes it that X is for Y. It does not find or judge.

Whoever asks why should first hear that it is not so. The question is read as one for a yes or a no; only where the
source then says no (`qa.verdict`) is that the answer, and else the question stays what it was.
"""

import re
from dataclasses import replace

from qa.catalogue import Catalogue
from qa.question import Question, Shape, understand

_ASKS = re.compile(
    r"^(?:en |maar )?(?:waarom|wrm|hoezo|hoe|wanneer|vanaf wanneer|om welke reden) (?=(?:is|zijn|wil|willen|moet|"
    r"moeten|mag|mogen|steunt|bepleit|pleit|verdedigt|verzet|kant|vraagt|vindt|vinden)\b)",
    re.IGNORECASE,
)


def taken_for_granted(question: Question, catalogue: Catalogue) -> Question | None:
    """The question whether it is so at all; None where nothing is taken for granted, or in a conversation."""
    text = question.text.strip()
    if question.earlier or question.shape is Shape.COMPARISON or not _ASKS.match(text):
        return None
    whether = understand(_ASKS.sub("", text), catalogue)
    if whether.shape is not Shape.YES_NO or whether.named != question.named:
        return None
    return replace(whether, scope=question.scope)
