"""What can be wrong with gold or with a saved run, as data; whoever shows it has the words (`ui.flaws`)."""

from dataclasses import dataclass
from enum import StrEnum


class FlawKind(StrEnum):
    """`about` in the comment: what `Flaw.about` holds."""

    # files and lines
    NO_FILE = "no such file"  # path
    UNREADABLE = "unreadable file"  # path, the system's number of the error; 0: it is no text in UTF-8
    NO_QUESTIONS = "no questions"  # path
    TOO_LARGE = "too large"  # path, megabytes at most
    NO_JSON = "not JSON"  # column
    NO_OBJECT = "not an object"
    FIELD_MISSING = "field missing"  # name
    FIELD_UNKNOWN = "unknown field"  # name, then the names there are
    FIELD_WRONG = "wrong kind of field"  # name, what it must be (one of SHAPES)
    # the form of a question
    TYPE = "unknown type"  # type
    SPLIT = "unknown split"  # split
    NO_ID = "no id"
    NO_QUESTION = "empty question"
    ANSWERABLE = "type and answerable contradict each other"
    HISTORY = "follow-up without a history, or a history without a follow-up"
    ROLE = "unknown role in the history"  # role
    NEAR_MISS = "near miss that can be answered"
    # what a right answer holds
    NO_KEY_FACTS = "no key facts, or an empty group"
    KEY_FACTS = "key facts of an unanswerable question"
    NO_REFERENCE = "no reference answer"
    REFERENCE_LACKS = "reference answer without a key fact"  # the strings of the group
    REFERENCE_FORBIDDEN = "reference answer with a forbidden string"  # string
    EVIDENCE_FORBIDDEN = "evidence with a forbidden string"  # string, quote
    ECHO = "key fact that stands in the question"  # string
    # evidence
    NO_EVIDENCE = "no required evidence"
    UNKNOWN_DOCUMENT = "unknown document"  # name, then the names there are
    NOT_IN_DOCUMENT = "quote that is not in its document"  # document, quote
    LONG_QUOTE = "long quote"  # words, quote
    COPIED = "question that copies its evidence"  # the shared words
    # beside other questions
    SAME_ID = "id used twice"  # where and which question had it first
    SAME_QUESTION = "same question twice"  # where, id
    ALIKE = "nearly the same question"  # where, id, its words


WARNINGS = frozenset({FlawKind.ECHO, FlawKind.LONG_QUOTE})  # may be right: somebody looks and decides
TEXT, FLAG, TEXTS, GROUPS, OBJECTS = SHAPES = ("text", "flag", "texts", "groups", "objects")  # of a wrong field


@dataclass(frozen=True, slots=True)
class Flaw:
    kind: FlawKind
    about: tuple[str, ...] = ()
    where: str = ""  # 'a.jsonl:3'; "" of a whole file, or of questions that came from no file
    id: str = ""

    @property
    def warning(self) -> bool:
        return self.kind in WARNINGS

    def __str__(self) -> str:
        """For developers; a user reads `ui.flaws`."""
        place = " ".join(part for part in (self.where, self.id) if part)
        return ": ".join(part for part in (place, self.kind.value, ", ".join(self.about)) if part)


class GoldError(ValueError):
    """Gold that cannot be used; `flaws` says all that is wrong with it."""

    def __init__(self, *flaws: Flaw) -> None:
        super().__init__("\n".join(map(str, flaws)))
        self.flaws = flaws


class Trouble(StrEnum):
    UNREADABLE = "cannot be read"
    NO_RUN = "no run of this version"
    UNWRITABLE = "cannot be written"
    BUSY = "in use by another run"
    BASELINE = "baseline, which has no answers"
    PARTIAL = "run of a part of the gold, or of other gold"


class RunError(ValueError):
    """A saved run that cannot be used: which file, what is wrong, and the system's number of the error or 0."""

    def __init__(self, file: str, trouble: Trouble, errno: int = 0) -> None:
        super().__init__(f"{file}: {trouble.value}")
        self.file, self.trouble, self.errno = file, trouble, errno
