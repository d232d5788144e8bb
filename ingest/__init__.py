"""ingest reads documents and cuts them into passages."""

from ingest.document import Block, BlockKind, Document, Kind, Passage, Section, Sentence, UnreadableDocument

__all__ = ["Block", "BlockKind", "Document", "Kind", "Passage", "Section", "Sentence", "UnreadableDocument"]
