"""The readers behind one table: a file is what its first bytes say, else what its suffix says.

Every reader is imported when the first file of its kind comes: a question does not wait for a PDF library.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ingest.content import Content, Reader
from ingest.decode import decode


def _text(data: bytes) -> Content:
    return Content(text=decode(data))


def _markdown(data: bytes) -> Content:
    from ingest.markdown import plain_markdown

    return Content(text=plain_markdown(decode(data)))


@dataclass(frozen=True, slots=True)
class Format:
    name: str  # as people call it
    suffixes: tuple[str, ...]
    read: Reader
    holds: Callable[[bytes], bool] | None = None  # whether bytes are certainly of this format


FORMATS = (
    Format("tekst", (".txt",), _text),
    Format("Markdown", (".md", ".markdown"), _markdown),
)


def suffixes() -> tuple[str, ...]:
    return tuple(suffix for one in FORMATS for suffix in one.suffixes)


def format_of(data: bytes, suffix: str) -> Format | None:
    """What these bytes are: by what they hold, else by the suffix of the file; None if no reader takes it."""
    certain = next((one for one in FORMATS if one.holds and one.holds(data)), None)
    return certain or next((one for one in FORMATS if suffix.lower() in one.suffixes and one.holds is None), None)
