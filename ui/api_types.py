"""What the API and the MCP server take and give, as strict models: OpenAPI document and schemas follow from these.

It knows no server and answers nothing. Descriptions are Dutch: people read them on the page of the API, and other
assistants in the schemas of the tools.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest import Kind
from ui import texts_serving as texts
from ui.conversation import LONGEST_QUESTION

LONGEST_HISTORY = 100  # turns of a conversation that the API takes
LONGEST_ID = 1_000
MOST_CHOSEN = 100  # values of one group of a filter
MOST_LISTED = 200  # documents on one page of the catalogue
MOST_FOUND = 50  # passages of one search
MOST_TEXT = 100_000  # characters of a document in one answer
MOST_OFFSET = 10**9

Value = Annotated[str, Field(min_length=1, max_length=300)]
Group = Annotated[list[Value], Field(max_length=MOST_CHOSEN)]
Words = Annotated[str, Field(max_length=LONGEST_QUESTION)]
Path = Annotated[list[str], Field(description=texts.API_HEADING)]
Page = Annotated[int | None, Field(description=texts.API_PAGE_NUMBER)]
Start = Annotated[int, Field(ge=0, description=texts.API_START)]
End = Annotated[int, Field(ge=0, description=texts.API_END)]


class Taken(BaseModel):
    """What comes in: exactly these fields, of exactly these types."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Given(BaseModel):
    """What goes out."""

    model_config = ConfigDict(extra="forbid")


class Turn(BaseModel):
    """A turn of the conversation so far; what else a client keeps with it is not looked at."""

    model_config = ConfigDict(strict=True, json_schema_extra={"description": texts.API_TURN})

    role: Literal["user", "assistant"]
    content: str


class Filter(Taken):
    model_config = ConfigDict(json_schema_extra={"description": texts.API_FILTER})

    publisher: Group = Field(default=[], description=texts.API_PUBLISHER)
    kind: Group = Field(default=[], description=texts.API_KIND)
    period: Group = Field(default=[], description=texts.API_PERIOD)


class Question(Taken):
    model_config = ConfigDict(json_schema_extra={"description": texts.API_QUESTION_BODY})

    question: Words = Field(description=texts.API_QUESTION)
    history: Annotated[list[Turn], Field(max_length=LONGEST_HISTORY)] | None = Field(None, description=texts.API_TURNS)
    filter: Filter | None = Field(None, description=texts.API_FILTER)
    id: Annotated[str, Field(max_length=LONGEST_ID)] = Field("", description=texts.API_ID)


class Search(Taken):
    model_config = ConfigDict(json_schema_extra={"description": texts.API_SEARCH_BODY})

    question: Annotated[Words, Field(min_length=1)] = Field(description=texts.API_SOUGHT)
    filter: Filter | None = Field(None, description=texts.API_FILTER)
    limit: int = Field(10, ge=1, le=MOST_FOUND, description=texts.API_MOST_FOUND)


class Wanted(BaseModel):
    """The query of the catalogue: values are texts there, so numbers are read from them."""

    model_config = ConfigDict(extra="forbid")

    publisher: Group = Field(default=[], description=texts.API_PUBLISHER)
    kind: Group = Field(default=[], description=texts.API_KIND)
    period: Group = Field(default=[], description=texts.API_PERIOD)
    source: str = Field("", max_length=1_000, description=texts.API_BY_FILE)
    limit: int = Field(50, ge=1, le=MOST_LISTED, description=texts.API_MOST_LISTED)
    offset: int = Field(0, ge=0, le=MOST_OFFSET, description=texts.API_OFFSET)


class Part(BaseModel):
    """The query of a document."""

    model_config = ConfigDict(extra="forbid")

    start: int = Field(0, ge=0, le=MOST_OFFSET, description=texts.API_START)
    end: int | None = Field(None, ge=0, le=MOST_OFFSET, description=texts.API_END)


class Refusal(Given):
    model_config = ConfigDict(json_schema_extra={"description": texts.API_ERROR})

    error: str = Field(description=texts.API_ERROR_WORDS)


class Reference(Given):
    """What the source itself refers to there."""

    number: int
    date: str
    title: str
    clear: bool = Field(description=texts.API_CLEAR)
    missing: bool = Field(description=texts.API_MISSING)


class Cited(Given):
    model_config = ConfigDict(json_schema_extra={"description": texts.API_CITATION})

    n: int = Field(description=texts.API_N)
    source: str = Field(description=texts.API_FILE)
    document: str = Field(description=texts.API_TITLE)
    publisher: str = Field(description=texts.API_PUBLISHED_BY)
    heading: Path
    page: Page
    quote: str = Field(description=texts.API_QUOTE)
    start: Start
    end: End
    sha256: str = Field(description=texts.API_SHA)
    references: list[Reference] = Field(description=texts.API_REFERENCES)


class Place(Given):
    source: str = Field(description=texts.API_FILE)
    heading: Path
    page: Page


class Ranked(Given):
    """A passage as the contract of `ask --json` gives it."""

    source: str = Field(description=texts.API_FILE)
    heading: Path
    text: str
    score: float
    also: list[Place] = Field(description=texts.API_ALSO)


class Replied(Given):
    """An answer; what is there only where it says something stays away otherwise."""

    model_config = ConfigDict(json_schema_extra={"description": texts.API_ANSWER_BODY})

    id: str = Field(description=texts.API_ID)
    question: str
    answer: str = Field(description=texts.API_ANSWER)
    abstained: bool = Field(description=texts.API_ABSTAINED)
    reason: str | None = Field(description=texts.API_REASON)
    citations: list[Cited]
    writer: str = Field(description=texts.API_WRITER)
    seconds: float
    without: str | None = Field(None, description=texts.API_WITHOUT)
    within: list[str] | None = Field(None, description=texts.API_WITHIN)


class Answered(Replied):
    """The object of `ask --json`."""

    passages: list[Ranked] = Field(description=texts.API_PASSAGES)


class Listing(Given):
    id: str = Field(description=texts.API_DOCUMENT_ID)
    title: str
    publisher: str = Field(description=texts.API_PUBLISHED_BY)
    kind: Kind
    date: str = Field(description=texts.API_DATE)
    source: str = Field(description=texts.API_FILE)
    passages: int = Field(description=texts.API_PASSAGE_COUNT)


class Catalogue(Given):
    model_config = ConfigDict(json_schema_extra={"description": texts.API_CATALOGUE})

    total: int = Field(description=texts.API_TOTAL)
    offset: int
    next: int | None = Field(description=texts.API_NEXT_PAGE)
    sources: list[Listing]


class Spoken(Given):
    """A section of a document, and who speaks there."""

    heading: Path
    page: Page
    start: Start
    end: End
    speaker: str = Field(description=texts.API_SPEAKER)
    kind: Kind


class Text(Given):
    model_config = ConfigDict(json_schema_extra={"description": texts.API_DOCUMENT})

    id: str = Field(description=texts.API_DOCUMENT_ID)
    source: str = Field(description=texts.API_FILE)
    sha256: str = Field(description=texts.API_SHA)
    title: str
    publisher: str = Field(description=texts.API_PUBLISHED_BY)
    speaker: str = Field(description=texts.API_SPEAKER)
    kind: Kind
    date: str = Field(description=texts.API_DATE)
    language: str
    notice: str = Field(description=texts.API_NOTICE)
    unchecked: list[str] = Field(description=texts.API_UNCHECKED)
    remarks: list[str] = Field(description=texts.API_REMARKS)
    length: int = Field(description=texts.API_LENGTH)
    start: Start
    end: End
    next: int | None = Field(description=texts.API_NEXT_PART)
    text: str = Field(description=texts.API_TEXT)
    sections: list[Spoken] = Field(description=texts.API_SECTIONS)


class Found(Given):
    """A passage, with what one needs to say whose word it is."""

    id: str = Field(description=texts.API_DOCUMENT_ID)
    source: str = Field(description=texts.API_FILE)
    document: str = Field(description=texts.API_TITLE)
    publisher: str = Field(description=texts.API_PUBLISHED_BY)
    speaker: str = Field(description=texts.API_SPEAKER)
    kind: str = Field(description=texts.API_KIND_THERE)
    notice: str = Field(description=texts.API_NOTICE)
    heading: Path
    page: Page
    start: Start
    end: End
    text: str
    score: float


class Finding(Given):
    model_config = ConfigDict(json_schema_extra={"description": texts.API_FINDING})

    question: str
    passages: list[Found]


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """Any: JSON schema."""
    return model.model_json_schema()
