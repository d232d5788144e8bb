"""The four calls that other programs make, as functions: an answer, the catalogue, a document, passages.

The API and the MCP server both give these. It knows no server and no protocol.
"""

from typing import Any

from index import Entry, Hit
from ingest import Document, Section, missing
from qa import Turn, personal_data
from ui import texts
from ui import texts_serving as serving
from ui.api_types import (
    LONGEST_HISTORY,
    MOST_TEXT,
    Catalogue,
    Filter,
    Finding,
    Found,
    Listing,
    Part,
    Question,
    Search,
    Spoken,
    Text,
    Wanted,
)
from ui.batch import Request, answer_one
from ui.choice import API_GROUPS, NoSuchChoice, among, chosen_by
from ui.conversation import LONGEST_QUESTION
from ui.desk import Desk, within_of
from ui.render import cited_title, source_at


class Refused(Exception):
    """What cannot be given; `str(error)` says why in Dutch, `status` is that of HTTP."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def answered(given: Question, desk: Desk) -> dict[str, Any]:
    """The object of `ask --json`. Nobody is asked for consent here, so no question is sent outside. Raises Refused."""
    asked = Request(given.id, given.question, tuple(Turn(one.role, one.content) for one in given.history or ()))
    return answer_one(asked, within_of(desk, _within(given.filter, desk)), desk.documents)


def catalogue(wanted: Wanted, desk: Desk) -> Catalogue:
    """A page of the documents, in the order of their publishers and titles. Raises Refused."""
    chosen = _within(Filter(publisher=wanted.publisher, kind=wanted.kind, period=wanted.period), desk)
    entries = [
        entry
        for entry in desk.index.catalogue
        if (chosen is None or entry.id in chosen) and wanted.source in ("", entry.source)
    ]
    entries.sort(key=lambda entry: (entry.publisher, entry.title, entry.source))
    end = wanted.offset + wanted.limit
    return Catalogue(
        total=len(entries),
        offset=wanted.offset,
        next=end if end < len(entries) else None,
        sources=[_listing(entry, desk) for entry in entries[wanted.offset : end]],
    )


def document(id: str, part: Part, desk: Desk) -> Text:
    """A document or a part of it, with the sections that lie in that. Raises Refused."""
    found = desk.documents.get(id)
    if found is None:
        raise Refused(404, serving.API_NO_DOCUMENT)
    start, end = _span(part, len(found.text))
    return Text(
        **{name: getattr(found, name) for name in ("id", "source", "sha256", "title", "publisher", "speaker")},
        **{name: getattr(found, name) for name in ("kind", "date", "language", "notice")},
        unchecked=list(missing(found)),
        remarks=list(found.remarks),
        length=len(found.text),
        start=start,
        end=end,
        next=end if end < len(found.text) else None,
        text=found.text[start:end],
        sections=[_spoken(one) for one in found.sections if one.start < end and one.end > start],
    )


def document_of(source: str, desk: Desk) -> str:
    """The id of a file name, as citations name it; an id stays an id. Raises Refused."""
    if source in desk.documents:
        return source
    for entry in desk.index.catalogue:
        if entry.source == source:
            return entry.id
    raise Refused(404, serving.API_NO_DOCUMENT)


def searched(given: Search, desk: Desk) -> Finding:
    """The passages that fit best; nothing is looked for with personal data. Raises Refused."""
    if kinds := personal_data(given.question):
        raise Refused(422, serving.api_personal(kinds))
    hits = desk.index.search(given.question, given.limit, within=_within(given.filter, desk))
    return Finding(
        question=given.question, passages=[_found(hit, desk.documents[hit.passage.document_id]) for hit in hits]
    )


def _within(chosen: Filter | None, desk: Desk) -> frozenset[str] | None:
    given = {group: getattr(chosen, group) for group in API_GROUPS} if chosen else {}
    try:
        return among(chosen_by(given, desk.entries), desk.entries)
    except NoSuchChoice as error:
        raise Refused(422, str(error)) from error


def _span(part: Part, length: int) -> tuple[int, int]:
    """What is given of a text: a part within it, and never more than one answer may hold. Raises Refused."""
    end = length if part.end is None else part.end
    if not part.start <= end <= length:
        raise Refused(422, serving.api_no_place(length))
    return part.start, min(end, part.start + MOST_TEXT)


def _listing(entry: Entry, desk: Desk) -> Listing:
    return Listing(
        id=entry.id,
        title=entry.title,
        publisher=entry.publisher,
        kind=entry.kind,
        date=entry.date,
        source=entry.source,
        passages=desk.index.passage_count(entry.id),
    )


def _spoken(section: Section) -> Spoken:
    return Spoken(
        heading=list(section.heading),
        page=section.page,
        start=section.start,
        end=section.end,
        speaker=section.speaker,
        kind=section.kind,
    )


def _found(hit: Hit, document: Document) -> Found:
    passage = hit.passage
    there = next((one for one in reversed(document.sections) if one.start <= passage.start < one.end), None)
    return Found(
        id=document.id,
        source=document.source,
        document=cited_title(document),
        publisher=document.publisher,
        speaker=there.speaker if there else document.speaker,
        kind=source_at(document, passage.start, passage.end).kind,
        notice=document.notice,
        heading=list(passage.heading),
        page=passage.page,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        score=float(hit.score),
    )


def sentence_of(kind: str, place: tuple[int | str, ...]) -> str:
    """What is wrong with a question, by the first fault that a model found and where that lies."""
    if place[:1] == ("question",) and kind == "string_too_long":
        return texts.question_too_long(LONGEST_QUESTION)
    if place[:1] == ("history",) and kind == "too_long":
        return texts.conversation_too_long(LONGEST_HISTORY)
    if place[:1] == ("history",) and len(place) > 1:
        return texts.BAD_HISTORY
    return texts.BAD_CHOICE if place[:1] == ("filter",) else texts.BAD_REQUEST
