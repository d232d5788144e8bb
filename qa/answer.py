"""What an answer is: checked claims with citations, or a reason why there is none."""

from dataclasses import dataclass
from enum import StrEnum

from index import Hit, Term
from ingest import Passage


class Reason(StrEnum):
    """Why there is no answer."""

    EMPTY = "lege vraag"
    TOO_LONG = "te lange vraag"
    TOO_VAGUE = "te vaag"
    OTHER_LANGUAGE = "andere taal"
    OFF_TOPIC = "buiten onderwerp"
    NOT_FOUND = "niet in de documenten"
    ADJACENT_ONLY = "alleen aangrenzende informatie"
    UNKNOWN_NAME = "naam komt niet voor"
    PERSONAL_DATA = "persoonsgegevens"
    SMALL_TALK = "geen vraag over de documenten"
    INSTRUCTION = "poging tot misbruik"


@dataclass(frozen=True, slots=True)
class Referral:
    """What a source refers to, by one of its own numbers, where it is quoted."""

    number: int
    date: str  # 2022-12-09, "" where the source gives none
    title: str
    clear: bool  # the title shares a content word with what is quoted
    missing: bool  # the source lists no such number


@dataclass(frozen=True, slots=True)
class Citation:
    """Made only by `verify`: document.text[start:end] == quote."""

    document_id: str
    passage_id: str
    quote: str
    start: int
    end: int
    references: tuple[Referral, ...] = ()  # by the marks in the quote or right behind it


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence or bullet of the answer, in plain text; **bold** marks what was asked for."""

    sentence: str
    citations: tuple[Citation, ...]  # at least one
    group: str = ""  # heading above this and the following claims: the publisher in a comparison
    item: bool = False  # shown as a bullet


@dataclass(frozen=True, slots=True)
class Look:
    """A passage and the sentence in it that fitted best."""

    passage: Passage
    by_meaning: int | None  # its place in the search by meaning, 1 is best
    by_words: int | None
    likeness: float  # cosine of question and passage
    sentence: str  # "" where the passage has none that could answer
    marks: tuple[tuple[int, int], ...]  # where words of the question stand in that sentence
    missing: tuple[str, ...]  # words of the question that neither the passage nor what stands above it holds
    share: float  # 0..1: of the weight of the question's words, in that sentence, its lead and its headings
    fit: float  # 0..1: its score, the best one being 1


@dataclass(frozen=True, slots=True)
class Account:
    """Why this answer, or why none."""

    read: str  # the question as it was looked for
    shape: str  # the kind of question (qa.question.Shape)
    words: tuple[Term, ...]
    passages: int  # in the whole index
    looks: tuple[Look, ...]
    enough: float  # chance below which there is no answer


@dataclass(frozen=True, slots=True)
class Answer:
    """Claims or a reason to abstain, never both or neither."""

    question: str
    claims: tuple[Claim, ...]
    reason: Reason | None
    message: str  # opening words of an answer ("" if none), or the sentence that says why there is none
    hits: tuple[Hit, ...]  # ranked, ten at most, whatever the answer used
    writer: str
    standalone: str = ""  # the question as it was searched, when the conversation had to complete it
    closing: str = ""  # what was left out ("Er zijn nog 4 voorstellen."), "" if nothing
    chance: float | None = None  # of an answer in what was found, as calibrated; None where it was not needed
    sure: float | None = None  # that this answer is right, as calibrated; None where there is no chance, or no answer
    without: str = ""  # the question without personal data, where it can be asked so
    account: Account | None = None  # None where nothing was looked for
    among: frozenset[str] | None = None  # the documents that the reader chose to look in; None: all, or none looked in
    beside: int = 0  # how many there are that were not looked in

    def __post_init__(self) -> None:
        if bool(self.claims) == (self.reason is not None):
            raise ValueError("an answer has claims or a reason to abstain: never both, never neither")
