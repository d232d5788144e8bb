"""Opens the zip containers of Word and OpenDocument and their XML; it does not know what stands in them.

Everything is refused before it is unpacked: sizes are read in the directory of the zip, and Python's zipfile never
gives more of a member than that directory declares. Nothing is written to disk, so the paths inside do no harm.
"""

import io
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any
from xml.parsers import expat

from lxml import etree  # type: ignore[import-untyped]

from ingest.content import Unreadable

MEGABYTE = 1_000_000
MOST_BYTES = 200 * MEGABYTE  # unpacked, photographs included; the largest office files of a town hall hold 50 to 100
MOST_RATIO = 100  # Word's XML shrinks 10 to 30 times, repetitive tables 60; a bomb a thousand times
SMALL = 20 * MEGABYTE  # below this a strange ratio is harmless
MOST_MEMBERS = 5_000  # a document with 1,000 pictures has some 2,000
LONGEST_DIRECTORY = 2 * MEGABYTE  # of the names, some 100 bytes each
MOST_XML = 50 * MEGABYTE  # of one XML file: 2,500 pages of Word; its tree takes some ten times that in memory
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # all that the two standards allow

# What zipfile raises of a file that is cut off, overwritten, or never was a zip.
SPOILED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)  # NotImplementedError as well

DAMAGED = "{name} is beschadigd en kan niet worden geopend. Open het in Word of LibreOffice en bewaar het opnieuw."
TOO_BIG = "{name} is overgeslagen: uitgepakt is dit bestand te groot om veilig te lezen. Splits het in kleinere delen."
ENTITIES = (
    "{name} is overgeslagen: het bevat definities (DTD) die in een document niet thuishoren en gevaarlijk kunnen zijn. "
    "Open het in Word of LibreOffice en bewaar het opnieuw."
)
PASSWORD = "{name} is met een wachtwoord beveiligd. Bewaar het zonder wachtwoord."

Element = Any  # lxml has no types


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The container, when it is safe to read; raises Unreadable."""
    if _directory(data) > LONGEST_DIRECTORY:
        raise Unreadable(TOO_BIG)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except SPOILED as error:
        raise Unreadable(DAMAGED) from error
    _check(archive.infolist(), len(data))
    return archive


def _check(members: Sequence[zipfile.ZipInfo], packed: int) -> None:
    total = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or total > MOST_BYTES or (total > SMALL and total > MOST_RATIO * packed):
        raise Unreadable(TOO_BIG)
    if any(member.flag_bits & 0x1 for member in members):
        raise Unreadable(PASSWORD)
    if any(member.compress_type not in METHODS for member in members):
        raise Unreadable(DAMAGED)


def _directory(data: bytes) -> int:
    """How many bytes the directory of a zip takes, by its last record; a directory of a million names takes minutes."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    return int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0


def names(data: bytes) -> frozenset[str]:
    """What a zip container says it holds; nothing where it is no zip."""
    if not data.startswith(b"PK") or _directory(data) > LONGEST_DIRECTORY:
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except SPOILED:
        return frozenset()


def mimetype(data: bytes) -> bytes:
    """What an OpenDocument container says it is, b"" for any other file."""
    return _start_of(data, "mimetype").strip() if "mimetype" in names(data) else b""


def holds_word(data: bytes) -> bool:
    """Whether a container holds a Word document; a few writers give its main part another name than Word does."""
    held = names(data)
    if "word/document.xml" in held or "[Content_Types].xml" not in held:
        return "word/document.xml" in held
    return b"wordprocessingml" in _start_of(data, "[Content_Types].xml")


def _start_of(data: bytes, name: str) -> bytes:
    """What a member begins with, also where its reader will find the container too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as member:
            return member.read(MEGABYTE)
    except SPOILED:
        return b""


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a member; raises Unreadable where it is damaged, KeyError where it is not there."""
    info = archive.getinfo(name)
    try:
        with archive.open(info) as member:
            return member.read(info.file_size)
    except SPOILED as error:
        raise Unreadable(DAMAGED) from error


def looks_like_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a member begins as XML does, in UTF-8 or UTF-16."""
    try:
        with archive.open(member) as opened:
            head = opened.read(64)
    except SPOILED:
        return False  # a damaged picture is no reason to leave the text unread
    return head.lstrip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n").startswith(b"<")


def read_xml(archive: zipfile.ZipFile, name: str) -> Element:
    """The root of an XML member; raises Unreadable, KeyError where it is not there."""
    if archive.getinfo(name).file_size > MOST_XML:
        raise Unreadable(TOO_BIG)
    return parse_xml(read_member(archive, name))


def parse_xml(data: bytes) -> Element:
    """The root of an XML text without a DTD: no entity is ever expanded and nothing is fetched; raises Unreadable."""
    refuse_dtd(data)
    # huge_tree stays off: it keeps libxml2's own limits on depth (256) and on the length of a text (10 MB)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise Unreadable(DAMAGED) from error


class _Begun(Exception):
    """The first element has come: no DTD can follow."""


def refuse_dtd(data: bytes) -> None:
    """Raises Unreadable where an XML text has a DTD; reads no further than its first element."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _doctype
    parser.StartElementHandler = _begun
    try:
        parser.Parse(data, True)
    except _Begun:
        return
    except (expat.ExpatError, LookupError, ValueError) as error:  # an encoding that does not exist is a LookupError
        raise Unreadable(DAMAGED) from error


def _doctype(*_: object) -> None:
    raise Unreadable(ENTITIES)


def _begun(*_: object) -> None:
    raise _Begun
