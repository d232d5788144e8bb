"""A dossier as lines of text, in order, each with what it is: a kind of file only chooses how it looks.

Pure. It does not know DOCX, Markdown or PDF.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from ingest import Document, Kind, written_date
from qa import shown_marks
from ui import texts
from ui.dossier import Broken, Dossier, Heading, Part, Quote, Reply, Said, Text
from ui.render import Source, bold_pieces, capital, cited_date, cited_title, claim_runs, grouped, reference


class Style(StrEnum):
    TITLE = "title"
    MADE = "made"
    NOTICE = "notice"
    HEADING = "heading"
    LABEL = "label"  # what follows, in a few words: whose it is
    PARAGRAPH = "paragraph"
    GROUP = "group"  # who says the sentences or the quote that follow
    ITEM = "item"
    QUOTE = "quote"
    REFERENCE = "reference"
    OWN = "own"  # the user's own words
    WARNING = "warning"
    SOURCE = "source"
    SOURCE_QUOTE = "source_quote"
    FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    bold: bool = False
    doubted: bool = False
    source: int = 0  # the numbered source that it points at


@dataclass(frozen=True, slots=True)
class Line:
    style: Style
    runs: tuple[Run, ...]
    level: int = 0  # of a heading, from 1
    source: int = 0  # the number of a source that is told here

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def layout(dossier: Dossier) -> tuple[Line, ...]:
    """Title and notice in front, then every piece, then the sources and the documents."""
    made = texts.dossier_made(written_date(dossier.made.isoformat()), dossier.searched)
    front = (_line(Style.TITLE, dossier.name), _line(Style.MADE, made), _line(Style.NOTICE, texts.DOSSIER_NOTICE))
    return (*front, *_pieces(dossier), *_sources(dossier), *_documents(dossier))


def _pieces(dossier: Dossier) -> Iterator[Line]:
    level = 1  # of an answer: below a heading of the user's it is one deeper
    headed = False  # whether what comes now may stand under the heading above it; an answer's is its own
    for i, part in enumerate(dossier.parts):
        match part:
            case Heading():
                if part.text:
                    yield _line(Style.HEADING, part.text, level=1)
                    level, headed = 2, True
            case Text():
                yield from _own(texts.OWN_WORDS, part.text)
            case Quote():
                if not headed:
                    yield _line(Style.HEADING, _quotes_from(dossier.parts[i:]), level=level)
                    headed = True
                yield from _quote(part)
            case Reply():
                yield from _reply(part, level)
                headed = False
            case Broken():
                yield _line(Style.WARNING, texts.BROKEN_ITEM)


def _quotes_from(parts: Sequence[Part]) -> str:
    """What the quotes are called that stand together here."""
    together = takewhile(lambda part: not isinstance(part, Heading | Reply), parts)
    return texts.QUOTE_FROM if sum(isinstance(part, Quote) for part in together) == 1 else texts.QUOTES_FROM


def _own(label: str, words: str) -> tuple[Line, ...]:
    return (Line(Style.OWN, (Run(f"{label}: ", bold=True), Run(words))),) if words else ()


def _quote(part: Quote) -> Iterator[Line]:
    if part.source is None:
        yield _line(Style.WARNING, f"{texts.ITEM_QUOTE}. {texts.GONE_QUOTE}")
        if part.label:
            yield _line(Style.REFERENCE, f"{texts.KEPT_AS} {part.label}")
    else:
        if part.source.voice:
            yield _line(Style.GROUP, f"{part.source.voice}:")
        yield _line(Style.QUOTE, f"“{_quoted(part.source)}”")
        yield Line(Style.REFERENCE, (Run(f"{reference(part.source)} "), _number(part.source)))
        yield from _ai(part.source)
    yield from _own(texts.OWN_NOTE, part.note)


def _reply(part: Reply, level: int) -> Iterator[Line]:
    yield _line(Style.HEADING, capital(" ".join(part.question.split())), level=level)
    yield _line(
        Style.LABEL, f"{texts.DOSSIER_ANSWERED}. {texts.DOSSIER_LIMITED}" if part.limited else texts.DOSSIER_ANSWERED
    )
    if part.message:
        yield Line(Style.PARAGRAPH, _framed(part.message, part.checked))
    for group, said in grouped(part.said):
        if group:
            yield _line(Style.GROUP, group)
        for item, run in claim_runs(said):
            yield from _said(item, run)
    if part.closing:
        yield Line(Style.PARAGRAPH, _framed(part.closing, part.checked))
    yield from _own(texts.OWN_NOTE, part.note)


def _framed(words: str, checked: bool) -> tuple[Run, ...]:
    doubt = () if checked else (Run(f" ({texts.UNCHECKED})", bold=True),)
    return (*_runs(words, doubted=not checked), *doubt)


def _said(item: bool, said: Sequence[Said]) -> Iterator[Line]:
    """Bullets each on a line of their own, sentences in one paragraph."""
    if item:
        yield from (Line(Style.ITEM, _sentence(one)) for one in said)
    else:
        yield Line(Style.PARAGRAPH, tuple(run for i, one in enumerate(said) for run in _spaced(_sentence(one), i)))


def _spaced(runs: tuple[Run, ...], i: int) -> tuple[Run, ...]:
    return (Run(" "), *runs) if i else runs


def _sentence(one: Said) -> tuple[Run, ...]:
    notices = dict.fromkeys(source.document.notice for source in one.sources if _by_ai(source))
    doubt = f" ({texts.GONE_SOURCE if one.lost else f'{texts.UNCHECKED}: {texts.UNCHECKED_HINT}'})"
    return (
        *_runs(one.sentence, doubted=not one.checked),
        Run(" "),
        *map(_number, one.sources),
        *(Run(f" ({notice or texts.BY_AI})") for notice in notices),
        *(() if one.checked else (Run(doubt, bold=True),)),
    )


def _number(source: Source) -> Run:
    return Run(f"[{source.number}]", source=source.number)


def _sources(dossier: Dossier) -> Iterator[Line]:
    if dossier.sources:
        yield _line(Style.HEADING, texts.SOURCES, level=1)
    for source in dossier.sources:
        yield Line(Style.SOURCE, (Run(reference(source)),), source=source.number)
        above = source.number in dossier.shown
        if not above:
            voice = f"{source.voice}: " if source.voice else ""
            yield _line(Style.SOURCE_QUOTE, f"{voice}“{_quoted(source)}”")
        file = f"{texts.FILE}: {source.document.source}."
        made = [f"{line.text}." for line in _ai(source)]
        yield _line(Style.FACTS, " ".join([*made, *([texts.DOSSIER_QUOTE_ABOVE] if above else []), file]))


def _documents(dossier: Dossier) -> Iterator[Line]:
    if dossier.documents:
        yield _line(Style.HEADING, texts.DOSSIER_DOCUMENTS, level=1)
    for document in dossier.documents:
        date = cited_date(document, texts.NO_DATE)
        facts = (document.publisher, cited_title(document), date, _kind(document))
        yield _line(Style.PARAGRAPH, shown_marks(", ".join(dict.fromkeys(fact for fact in facts if fact))))
        yield _line(Style.FACTS, _file(document))


def _kind(document: Document) -> str:
    """What it is, unless the notice in its title says that already."""
    kind = document.kind.value
    return "" if kind.lower() in cited_title(document).lower() else kind


def _file(document: Document) -> str:
    return f"{texts.FILE}: {document.source}. {texts.FILE_SHA}: {document.sha256}"


def _ai(source: Source) -> tuple[Line, ...]:
    """A source that was written by a machine says so wherever it is quoted."""
    return (_line(Style.WARNING, capital(source.document.notice or texts.BY_AI)),) if _by_ai(source) else ()


def _by_ai(source: Source) -> bool:
    return bool(source.document.notice) or Kind.AI_SUMMARY.value in (source.kind, source.document.kind.value)


def _quoted(source: Source) -> str:
    """Every line of a quote as it is; a number of the source's own is no number of ours."""
    return "\n".join(line.strip() for line in shown_marks(source.quote.strip()).splitlines() if line.strip())


def _runs(words: str, *, doubted: bool) -> tuple[Run, ...]:
    """A number in brackets is ours only where it leads to a source."""
    return tuple(Run(piece, bold, doubted) for piece, bold in bold_pieces(shown_marks(words)))


def _line(style: Style, words: str, *, level: int = 0) -> Line:
    return Line(style, (Run(words),), level)
