"""Says what is not written down of the documents, and how to write it in sources.toml: pure.

It does not know whether what was found in a file is right.
"""

import json
from collections.abc import Sequence

from ingest import Document, Kind, missing
from ui import texts


def incomplete(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents of which the manifest leaves something out."""
    return tuple(document for document in documents if missing(document))


def check(documents: Sequence[Document]) -> str:
    """What is missing of each document, then the entries to put into sources.toml."""
    lacking = incomplete(documents)
    if not lacking:
        return texts.SOURCES_COMPLETE
    return "\n\n".join(["\n".join(map(_what, lacking)), texts.SOURCES_HOW, *_beside(lacking), *map(entry, lacking)])


def entry(document: Document) -> str:
    """The entry for one document, with what is known filled in; strings of JSON are strings of TOML."""
    return "\n".join([f"[{_quoted(document.source)}]", *(_line(document, field) for field in missing(document))])


def _beside(documents: Sequence[Document]) -> tuple[str, ...]:
    """How to shorten a name with a folder in it: a document does not tell which of its folders was given."""
    for document in documents:
        if "/" in document.source:
            short = document.source.rpartition("/")[2]
            return (texts.SOURCES_BESIDE.format(name=_quoted(document.source), short=_quoted(short)),)
    return ()


def _line(document: Document, field: str) -> str:
    value = _value(document, field)
    return f"{field} = {_quoted(value)}  # {texts.SOURCES_CHECK_THIS if value else texts.SOURCES_FILL[field]}"


def _what(document: Document) -> str:
    fields = missing(document)
    empty = [texts.FIELDS[field] for field in fields if not _value(document, field)]
    found = [texts.FIELDS[field] for field in fields if _value(document, field)]
    lines = [(texts.SOURCES_LACK, empty), (texts.SOURCES_FOUND, found)]
    return "\n".join([document.source, *(f"    {label}: {', '.join(names)}" for label, names in lines if names)])


def _value(document: Document, field: str) -> str:
    """What is known; "document" is no kind that anybody chose."""
    value = str(getattr(document, field))
    return "" if value == Kind.UNKNOWN else value


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
