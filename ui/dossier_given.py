"""What a browser sends of its dossier: bounded, and believed in nothing that the documents say themselves.

It does not know whether a quote or a sentence stands: that is for ui/dossier.py.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

MOST_ITEMS = 200
LONGEST_NOTE = 4_000  # characters
LONGEST_TITLE = 200
_Id = Annotated[str, Field(max_length=128)]
_Words = Annotated[str, Field(max_length=4_000)]
_Name = Annotated[str, Field(max_length=400)]


class Given(BaseModel):
    """Other fields than these are left out: a newer page may send more."""

    model_config = ConfigDict(strict=True, frozen=True)


class Place(Given):
    document: _Id
    start: int
    end: int


class GivenClaim(Given):
    sentence: _Words
    group: _Name = ""
    item: bool = False
    citations: list[Place] = Field(default_factory=list, max_length=40)


class GivenQuote(Place):
    kind: Literal["quote"]
    label: _Name = ""
    note: str = Field("", max_length=LONGEST_NOTE)


class GivenAnswer(Given):
    kind: Literal["answer"]
    question: str = Field(max_length=20_000)
    message: _Words = ""
    closing: _Words = ""
    claims: list[GivenClaim] = Field(max_length=100)
    writer: _Name = ""
    within: dict[_Name, list[_Name]] = Field(
        default_factory=dict, max_length=10
    )  # what was looked in: see ui/choice.py
    note: str = Field("", max_length=LONGEST_NOTE)


class GivenText(Given):
    kind: Literal["note", "heading"]
    text: str = Field("", max_length=LONGEST_NOTE)


class Unreadable(Given):
    """What is none of these: it keeps its place, so that it can be taken out."""

    kind: Literal["unreadable"] = "unreadable"


Item = GivenQuote | GivenAnswer | GivenText | Unreadable
_ITEM: TypeAdapter[Item] = TypeAdapter(Annotated[GivenQuote | GivenAnswer | GivenText, Field(discriminator="kind")])


class GivenDossier(Given):
    """What POST /deel/dossier and POST /dossier/… take."""

    title: str = Field("", max_length=LONGEST_TITLE)
    items: list[Item] = Field(max_length=MOST_ITEMS)

    @field_validator("items", mode="before")
    @classmethod
    def _each(cls, items: Any) -> Any:
        return [_item(one) for one in items] if isinstance(items, list) and len(items) <= MOST_ITEMS else None


def _item(given: Any) -> Item:
    try:
        return _ITEM.validate_python(given)
    except ValidationError:
        return Unreadable()
