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
from ingest.folder import File, Root, find_files
from ingest.formats import format_of
from ingest.manifest import MANIFEST, Source, read_manifest
from ingest.metadata import AI_NOTICE, missing, shortened
from ingest.passage import Splitting, passage_id, split
from ingest.read import read_documents
from ingest.references import marks_within, unmarked
from ingest.sentence import sentence_spans, sentences, sentences_within

__all__ = [
    "AI_NOTICE",
    "MANIFEST",
    "MONTHS",
    "Block",
    "BlockKind",
    "Document",
    "File",
    "Kind",
    "Mark",
    "Passage",
    "Reference",
    "Root",
    "Section",
    "Sentence",
    "Source",
    "Splitting",
    "UnreadableDocument",
    "find_files",
    "format_of",
    "marks_within",
    "missing",
    "passage_id",
    "read_documents",
    "read_manifest",
    "sentence_spans",
    "sentences",
    "sentences_within",
    "shortened",
    "split",
    "unmarked",
    "written_date",
]
