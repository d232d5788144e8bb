"""ingest reads documents and cuts them into passages."""

from ingest.dates import MONTHS, written_date
from ingest.document import (
    Block,
    BlockKind,
    Document,
    Kind,
    Mark,
    Passage,
    Reference,
    Section,
    Sentence,
    UnreadableDocument,
)
from ingest.folder import File, find_files
from ingest.formats import format_of
from ingest.metadata import missing, shortened
from ingest.passage import Splitting, passage_id, split
from ingest.read import read_documents
from ingest.references import marks_within, unmarked
from ingest.sentence import sentences

__all__ = [
    "MONTHS",
    "Block",
    "BlockKind",
    "Document",
    "File",
    "Kind",
    "Mark",
    "Passage",
    "Reference",
    "Section",
    "Sentence",
    "Splitting",
    "UnreadableDocument",
    "find_files",
    "format_of",
    "marks_within",
    "missing",
    "passage_id",
    "read_documents",
    "sentences",
    "shortened",
    "split",
    "unmarked",
    "written_date",
]
