"""Answer + documents -> the contract object, plain text, and the sources behind it: pure.

It does not know HTML, files or models.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, Protocol, TypeVar

from ingest import Block, Document, Kind, Passage, Section, missing, written_date
from qa import Answer, Citation, Claim, Referral, Turn, number_citations, same_words, shown_marks
from ui import texts

Documents = Mapping[str, Document]
S = TypeVar("S", Block, Section)


class Spoken(Protocol):
    """A sentence of an answer: under which heading it stands, and whether it is a bullet."""

    @property
    def group(self) -> str: ...
    @property
    def item(self) -> bool: ...


C = TypeVar("C", bound=Spoken)

PLACE = "citaat"  # the id of the place that was asked for, on the page of its document
NEAREST = 3  # passages under "Misschien bedoelde u"
PASSAGES = 10
_AROUND = 450  # characters of the document on each side of a quote
_MARKER = 8  # characters of a bullet or number in front of a block
_LITTLE = 80  # characters: a section that holds hardly more than the quote shows nothing around it
_EXCERPT = 420  # characters of a passage that is shown without a quote
_PLACES = 3  # other places of a passage that are named
_TITLE = 220  # characters of what a source refers to; some footnotes are half a page
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")  # not a period: 2024-2030
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """One numbered citation with everything that a reader needs to judge it."""

    number: int  # 0: not cited, only near
    document: Document
    heading: tuple[str, ...]
    page: int | None
    kind: str
    start: int
    end: int
    before: str  # the document just before the quote
    quote: str
    after: str
    references: tuple[Referral, ...] = ()  # what the source itself refers to here
    also: tuple[Passage, ...] = ()  # where the quote stands too; if not cited, where (nearly) the passage does
    voice: str = ""  # who says it, and what it is there: told where no answer around it does


def as_contract(answer: Answer, documents: Documents, *, id: str = "", seconds: float = 0.0) -> dict[str, Any]:
    """The object that `ask --json`, `ask --batch` and `POST /api/ask` all give."""
    return {
        "id": id,
        "question": answer.question,
        "answer": answer_text(answer),
        "abstained": answer.reason is not None,
        "reason": answer.reason.value if answer.reason else None,
        "citations": [_citation_object(source) for source in cited_sources(answer, documents)],
        "passages": [
            {
                "source": documents[hit.passage.document_id].source,
                "heading": list(hit.passage.heading),
                "text": hit.passage.text,
                "score": float(hit.score),
                "also": [_place_object(passage, documents) for passage in hit.also],
            }
            for hit in answer.hits[:PASSAGES]
        ],
        "writer": answer.writer,
        "seconds": round(seconds, 4),
    } | _beside_contract(answer, documents)


def _beside_contract(answer: Answer, documents: Documents) -> dict[str, Any]:
    """What is there only where it says something: the question without personal data, the files that were chosen."""
    within = None if answer.among is None else sorted(documents[id].source for id in answer.among)
    return ({"without": answer.without} if answer.without else {}) | ({} if within is None else {"within": within})


def failed_contract(question: str, *, id: str, seconds: float) -> dict[str, Any]:
    """What a batch writes for a question that crashed: an object like any other, so that no line is missing."""
    return {
        "id": id,
        "question": question,
        "answer": texts.FAILED,
        "abstained": True,
        "reason": "fout",
        "citations": [],
        "passages": [],
        "writer": "",
        "seconds": round(seconds, 4),
    }


def answer_text(answer: Answer) -> str:
    """The answer in plain words: [n] behind every sentence, "Uitgever:" above a group, "- " before a bullet."""
    numbers = citation_numbers(answer)
    lines = [answer.message] if answer.message else []
    for group, claims in grouped(answer.claims):
        lines += [f"{group}:"] if group else []
        for item, run in claim_runs(claims):
            sentences = [f"{claim.sentence} {markers(claim, numbers)}" for claim in run]
            lines += [f"- {sentence}" for sentence in sentences] if item else [" ".join(sentences)]
    lines += [answer.closing] if answer.closing else []
    return without_bold("\n".join(lines))


def terminal_text(answer: Answer, documents: Documents) -> str:
    """The answer and its sources as `bronwijzer ask` prints them."""
    parts = [f"{texts.SEARCHED_AS} {answer.standalone}"] if answer.standalone else []
    parts += [looked_in(answer)] if answer.among is not None else []
    parts.append(answer_text(answer))
    parts += [f"{texts.WITHOUT_DATA}\n{answer.without}"] if answer.without else []
    sources = cited_sources(answer, documents)
    if sources:
        parts.append("\n".join([f"{texts.SOURCES}:", *(_terminal_source(s, documents) for s in sources)]))
    elif answer.hits:
        parts.append("\n".join([f"{texts.MAYBE_MEANT}:", *map(_terminal_near, near_sources(answer, documents))]))
    return "\n\n".join(parts)


def looked_in(answer: Answer) -> str:
    """'Gezocht in 2 van 5 documenten.', "" where all of them were looked in."""
    return "" if answer.among is None else texts.looked_in(len(answer.among), len(answer.among) + answer.beside)


def copy_text(answer: Answer, documents: Documents) -> str:
    """What "kopieer antwoord" puts on the clipboard: question, answer, sources, and how it was made."""
    return f"{texts.YOUR_QUESTION} {answer.question}\n\n{terminal_text(answer, documents)}\n\n{texts.COMPOSED}"


def quote_text(source: Source) -> str:
    """A quote with a proper reference, for a note or a report."""
    return f"“{shown_marks(one_line(source.quote))}”\n{reference(source)} (sha256 {source.document.sha256})"


def place_address(document_id: str, start: int, end: int) -> str:
    """Where a place in a document can be read, from the root of the server (see ui/web/reader.js)."""
    return f"bron/{document_id}?van={start}&tot={end}#{PLACE}"


def as_turns(answers: Sequence[Answer]) -> tuple[Turn, ...]:
    """A conversation as the assistant wants it."""
    return tuple(turn for a in answers for turn in (Turn("user", a.question), Turn("assistant", answer_text(a))))


def cited_sources(answer: Answer, documents: Documents) -> tuple[Source, ...]:
    """One source for every number, in order of first use."""
    return tuple(_cited(n, c, answer, documents) for n, c in enumerate(number_citations(answer), start=1))


def near_sources(answer: Answer, documents: Documents) -> tuple[Source, ...]:
    """The passages that came nearest, for an answer that abstains."""
    found = []
    for hit in answer.hits[:NEAREST]:
        passage, document = hit.passage, documents[hit.passage.document_id]
        kind = _kind_at(document, passage.start)
        text = _cut_right(passage.text, _EXCERPT)
        place = (passage.heading, passage.page, kind, passage.start, passage.end)
        found.append(Source(0, document, *place, "", text, "", also=hit.also))
    return tuple(found)


def citation_numbers(answer: Answer) -> dict[Citation, int]:
    """The n of [n] for every citation."""
    return {citation: n for n, citation in enumerate(number_citations(answer), start=1)}


def markers(claim: Claim, numbers: Mapping[Citation, int]) -> str:
    return "".join(f"[{n}]" for n in claim_numbers(claim, numbers))


def claim_numbers(claim: Claim, numbers: Mapping[Citation, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers[citation] for citation in claim.citations))


def grouped(claims: Sequence[C]) -> tuple[tuple[str, tuple[C, ...]], ...]:
    """Neighbours under the same heading, in order."""
    return tuple((capital(name), tuple(members)) for name, members in groupby(claims, key=lambda c: c.group))


def claim_runs(claims: Sequence[C]) -> tuple[tuple[bool, tuple[C, ...]], ...]:
    """Neighbours that are all bullets, or all sentences of one paragraph."""
    return tuple((item, tuple(members)) for item, members in groupby(claims, key=lambda c: c.item))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def without_bold(text: str) -> str:
    return _BOLD.sub(r"\1", text)


def bold_pieces(text: str) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each bold or not; a lone ** stays as it is."""
    pieces = _BOLD.split(text)
    return tuple((piece, i % 2 == 1) for i, piece in enumerate(pieces) if piece)


def cited_title(document: Document) -> str:
    """The title, with the notice that must stand with every citation of this document."""
    silent = not document.notice or document.notice.lower() in document.title.lower()
    return document.title if silent else f"{document.title} ({document.notice})"


def shown_date(date: str, missing: str = texts.NO_DATE) -> str:
    """As people write it: "1 juni 2024", "juni 2024", "2024-2030"."""
    return (written_date(date) if _DAY.fullmatch(date) else date) or missing


def cited_date(document: Document, missing: str = "") -> str:
    """The date behind a title: "Memorandum 2024, 2024" says it twice."""
    twice = document.date and document.title.endswith(document.date)
    return "" if twice else shown_date(document.date, missing)


def cited_document(document: Document) -> tuple[str, ...]:
    """What a reference to it begins with: publisher, title, date."""
    return (document.publisher, cited_title(document), cited_date(document))


def reference(source: Source) -> str:
    """Publisher, title, date, part and page: how one would name the place in a note."""
    parts = [*cited_document(source.document), " > ".join(source.heading)]
    if source.page is not None:
        parts.append(texts.page_number(source.page))
    return shown_marks(", ".join(dict.fromkeys(part for part in parts if part)))


def referral_text(referral: Referral) -> str:
    """What a source refers to: "16 juli 2021: Plan …", and where that is doubtful, that it is."""
    if referral.missing:
        return texts.NOT_LISTED
    dated = [written_date(referral.date), _cut_right(shown_marks(referral.title), _TITLE)]
    doubt = "" if referral.clear else f" ({texts.UNCLEAR})"
    return ": ".join(part for part in dated if part) + doubt


def also_text(source: Source, documents: Documents) -> str:
    """Where else the passage stands: title, publisher and page of some places, and how many more there are."""
    named = tuple(dict.fromkeys(_place_text(passage, documents) for passage in source.also))
    more = [texts.more_places(len(named) - _PLACES)] if len(named) > _PLACES else []
    return "; ".join([*named[:_PLACES], *more])


def _place_text(passage: Passage, documents: Documents) -> str:
    document = documents[passage.document_id]
    title = shown_marks(cited_title(document) + (f" ({document.publisher})" if document.publisher else ""))
    return title if passage.page is None else f"{title}, {texts.page_number(passage.page)}"


def _place_object(passage: Passage, documents: Documents) -> dict[str, Any]:
    source = documents[passage.document_id].source
    return {"source": source, "heading": list(passage.heading), "page": passage.page}


def source_lines(document: Document) -> str:
    """A document in a list: file name, then what it is, and which of that nobody has checked."""
    guessed = {field for field in missing(document) if field != "kind" or document.kind is not Kind.UNKNOWN}
    facts: dict[str, str] = {}
    for field in ("publisher", "title", "kind", "date", "notice"):
        if fact := str(getattr(document, field)):
            facts.setdefault(fact, f"{fact} ({texts.FROM_FILE})" if field in guessed else fact)
    return f"{document.source}\n    " + " | ".join(facts.values())


def overview(document: Document) -> str:
    """A document and its sections, indented by depth, each with its place in the text."""
    facts = [source_lines(document), f"    sha256 {document.sha256}", ""]
    return "\n".join(facts + [_section_line(section) for section in document.sections])


def _section_line(section: Section) -> str:
    indent = "  " * max(0, len(section.heading) - 1)
    name = section.heading[-1] if section.heading else texts.NO_HEADING
    page = f", {texts.page_number(section.page)}" if section.page is not None else ""
    return f"{indent}{name}  ({section.start}-{section.end}{page})"


def one_line(text: str) -> str:
    return " ".join(text.split())


def _citation_object(source: Source) -> dict[str, Any]:
    return {
        "n": source.number,
        "source": source.document.source,
        "document": cited_title(source.document),
        "publisher": source.document.publisher,
        "heading": list(source.heading),
        "page": source.page,
        "quote": source.quote,
        "start": source.start,
        "end": source.end,
        "sha256": source.document.sha256,
        "references": [asdict(referral) for referral in source.references],
    }


def _terminal_source(source: Source, documents: Documents) -> str:
    lines = [f"[{source.number}] {reference(source)}", f"    “{shown_marks(one_line(source.quote))}”"]
    lines += [f"    {texts.ALSO_IN} {also_text(source, documents)}"] if source.also else []
    lines += [f"    {texts.REFERS_TO}"] if source.references else []
    return "\n".join([*lines, *map(_terminal_referral, source.references)])


def _terminal_referral(referral: Referral) -> str:
    return f"    - {shown_marks(f'[{referral.number}]')} {referral_text(referral)}"


def _terminal_near(source: Source) -> str:
    return f"- {reference(source)}\n    {shown_marks(one_line(source.quote))}"


def source_at(document: Document, start: int, end: int, number: int = 0) -> Source:
    """A place of a document, whatever pointed at it, without what stands around it."""
    where: Block | Section | None = _around(document.blocks, start) or _around(document.sections, start)
    heading, page = (where.heading, where.page) if where else ((), None)
    kind = _kind_at(document, start)
    return Source(number, document, heading, page, kind, start, end, "", document.text[start:end], "")


def _cited(number: int, citation: Citation, answer: Answer, documents: Documents) -> Source:
    document = documents[citation.document_id]
    heading, page = _place(citation, document, answer)
    before, after = _surroundings(document, citation.start, citation.end)
    kind = _kind_at(document, citation.start)
    place = (heading, page, kind, citation.start, citation.end)
    near = next((hit.also for hit in answer.hits if hit.passage.id == citation.passage_id), ())
    also = tuple(passage for passage in near if same_words(citation.quote, passage.text))
    return Source(number, document, *place, before, citation.quote, after, citation.references, also)


def _place(citation: Citation, document: Document, answer: Answer) -> tuple[tuple[str, ...], int | None]:
    """Heading path and page of a quote: of its block, else of its section, else of the passage found."""
    where: Block | Section | None = _around(document.blocks, citation.start)
    where = where or _around(document.sections, citation.start)
    if where is not None:
        return where.heading, where.page
    passages = (hit.passage for hit in answer.hits if hit.passage.id == citation.passage_id)
    found = next(passages, None)
    return (found.heading, found.page) if found else ((), None)


def _around(spans: Sequence[S], place: int) -> S | None:
    """The last span that holds the place: of nested ones the innermost comes last."""
    return next((span for span in reversed(spans) if span.start <= place < span.end), None)


def _kind_at(document: Document, place: int) -> str:
    section = _around(document.sections, place)
    return (section.kind if section else document.kind).value


def _surroundings(document: Document, start: int, end: int) -> tuple[str, str]:
    """The text on both sides of a quote within its section, from and to the edge of a block where one is near."""
    first, last = _section_bounds(document, start, end)
    left, right = max(first, start - _AROUND), min(last, end + _AROUND)
    starts = [b.start for b in document.blocks if left <= b.start <= start]
    ends = [b.end for b in document.blocks if end <= b.end <= right]
    before = (
        document.text[_line_start(document, starts[0]) : start]
        if starts
        else _cut_left(document.text[first:start], _AROUND)
    )
    after = document.text[end : ends[-1]] if ends else _cut_right(document.text[end:last], _AROUND)
    return before, after


def _line_start(document: Document, start: int) -> int:
    """Where the bullet or number of a block begins; the block itself where it has none."""
    line = document.text.rfind("\n", 0, start) + 1
    return line if start - line <= _MARKER else start


def _section_bounds(document: Document, start: int, end: int) -> tuple[int, int]:
    """Where the section of a quote begins and ends; the whole document where the quote fills its section."""
    section = _around(document.sections, start)
    if section is None or section.end - section.start < end - start + _LITTLE:
        return 0, len(document.text)
    return section.start, max(end, section.end)


def _cut_left(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return "… " + text[-length:].partition(" ")[2]


def _cut_right(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return text[:length].rpartition(" ")[0] + " …"
