"""qa answers with checked citations, or says why not."""

from qa.account import Fate, fate, used_in
from qa.answer import Account, Answer, Citation, Claim, Look, Reason, Referral
from qa.assistant import Assistant, number_citations
from qa.attribution import mood_of
from qa.best import Evidence
from qa.columns import (
    LONGEST_THEME,
    MOST_COLUMNS,
    Column,
    Comparison,
    Obstacle,
    Saying,
    Sort,
    compare,
)
from qa.conversation import Turn
from qa.entailment import Entailment, open_entailment
from qa.errors import WriterUnavailable
from qa.kept import attributes, repeats
from qa.local import LocalWriter
from qa.mood import Mood
from qa.personal import kinds as personal_data
from qa.policy import Policy
from qa.references import BRACKETED, same_words, shown_marks
from qa.server import ServerWriter, outside
from qa.silence import Signals
from qa.stance import Stance
from qa.suggestions import answered, first_ideas, next_ideas
from qa.survey import Line, Standpoint, Survey, standpoints, survey
from qa.verify import Draft
from qa.voice import voice
from qa.writing import Writer

__all__ = [
    "BRACKETED",
    "LONGEST_THEME",
    "MOST_COLUMNS",
    "Account",
    "Answer",
    "Assistant",
    "Citation",
    "Claim",
    "Column",
    "Comparison",
    "Draft",
    "Entailment",
    "Evidence",
    "Fate",
    "Line",
    "LocalWriter",
    "Look",
    "Mood",
    "Obstacle",
    "Policy",
    "Reason",
    "Referral",
    "Saying",
    "ServerWriter",
    "Signals",
    "Sort",
    "Stance",
    "Standpoint",
    "Survey",
    "Turn",
    "Writer",
    "WriterUnavailable",
    "answered",
    "attributes",
    "compare",
    "fate",
    "first_ideas",
    "mood_of",
    "next_ideas",
    "number_citations",
    "open_entailment",
    "outside",
    "personal_data",
    "repeats",
    "same_words",
    "shown_marks",
    "standpoints",
    "survey",
    "used_in",
    "voice",
]
