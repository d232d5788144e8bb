"""ingest reads documents and cuts them into passages."""

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
from ingest.passage import Splitting, split
from ingest.read import read_documents
from ingest.sentence import sentences

__all__ = [
    "Block",
    "BlockKind",
    "Document",
    "Kind",
    "Mark",
    "Passage",
    "Reference",
    "Section",
    "Sentence",
    "Splitting",
    "UnreadableDocument",
    "read_documents",
    "sentences",
    "split",
]
