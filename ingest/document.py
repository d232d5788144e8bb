"""What a document, a section, a block, a sentence and a passage are; it does not know how files are read."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kind of document (or section): it steers how an answer attributes what it quotes."""

    MEMORANDUM = "memorandum"
    PROPOSALS = "beleidsvoorstellen"
    AGREEMENT = "regeerakkoord"
    LEGISLATION = "wetgeving"
    DECISION = "beslissing"
    DECISIONS = "beslissingen"  # a list of them
    NOTE = "nota"
    REPORT = "verslag"
    RESEARCH = "onderzoek"
    WEBPAGE = "webpagina"
    AI_SUMMARY = "door AI opgestelde samenvatting"
    UNKNOWN = "document"


class BlockKind(StrEnum):
    PARAGRAPH = "alinea"
    ITEM = "punt"
    REFERENCE = "referentie"
    ROW = "tabelrij"
    NOTE = "voetnoot"


class UnreadableDocument(Exception):
    """A file that could not be read; `str(error)` names the file, the reason and the remedy."""

    def __init__(self, message: str, source: str = "", *, empty: bool = False) -> None:
        super().__init__(message)
        self.empty = empty  # read well, but nothing stands in it: whoever blanks a file withdraws it
        self.source = source  # the file, as documents name theirs; "" where it is about a whole folder


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text under one heading, and who speaks there."""

    heading: tuple[str, ...]
    page: int | None
    start: int
    end: int
    speaker: str  # "de VVSG", "het Vlaams ABVV": as it reads in the middle of a sentence
    kind: Kind


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, bullet or reference: the unit that is not cut where it need not be."""

    kind: BlockKind
    heading: tuple[str, ...]
    page: int | None
    start: int
    end: int
    lead: tuple[int, int] | None = None  # for a bullet: the span of the sentence that introduces its list
    depth: int = 0  # bullets below bullets: 1, 2 ...
    number: int | None = None  # for a reference or a note: its number in the source
    repeats: bool = False  # stands (nearly) the same earlier in this document


@dataclass(frozen=True, slots=True)
class Reference:
    """What a number in the text of a document refers to: an entry of its list of references, or a footnote."""

    number: int  # numbers may start at 0, leave gaps, and start again on another page
    start: int  # of the entry in the text, without its number
    end: int
    date: str = ""  # 2022-12-09, "" where the entry gives none
    title: str = ""  # the entry without its date


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the text of a document refers to one of its references: "[12]" or a raised 12."""

    start: int
    end: int
    number: int
    reference: int | None  # which of `Document.references`; None where the document lists no such number


@dataclass(frozen=True, slots=True)
class Document:
    id: str  # content hash
    source: str  # file name
    sha256: str  # of the file
    title: str
    publisher: str
    speaker: str
    aliases: tuple[str, ...]  # how people call the publisher
    kind: Kind
    date: str  # date or period, as people write it
    language: str
    notice: str  # what every citation of this document must say; "" if nothing
    text: str
    sections: tuple[Section, ...]  # in order, covering every block
    blocks: tuple[Block, ...]  # in order, never overlapping; headings are not blocks
    references: tuple[Reference, ...] = ()  # in the order of the text
    marks: tuple[Mark, ...] = ()  # in the order of the text
    remarks: tuple[str, ...] = ()  # Dutch sentences on what could not be read of the file
    unchecked: tuple[str, ...] = ()  # of title, publisher, date and kind: what the manifest does not give


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest thing that is quoted: a sentence of a block, without the link names behind it."""

    document_id: str
    start: int
    end: int
    text: str  # document.text[start:end]
    block: Block
    speaker: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Passage:
    id: str
    document_id: str
    heading: tuple[str, ...]
    page: int | None
    start: int
    end: int
    text: str  # document.text[start:end]
    references: tuple[int, ...] = ()  # which of the document's references its marks point at
