"""Bytes as text, whatever encoding a Dutch file was written in."""

from charset_normalizer import from_bytes

from ingest.content import Unreadable

BINARY = "{name} bevat geen leesbare tekst. Bewaar het opnieuw als tekst (UTF-8)."
ENCODINGS = ["utf_8", "utf_16", "cp1252", "iso8859_15", "mac_roman"]  # what Dutch files are written in


def decode(data: bytes) -> str:
    """UTF-8 where that holds, else the likeliest of the encodings of Dutch files; raises Unreadable."""
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(BINARY)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=ENCODINGS).best()
    if best is None:
        raise Unreadable(BINARY)
    return str(best)
