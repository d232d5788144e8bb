"""Which reader takes a file, what is said of files that none takes, and text in every encoding."""

import contextlib
import io
import zipfile

import docx
import odfdo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.archive import parse_xml
from ingest.content import Content, Unreadable, day, organisation
from ingest.decode import decode
from ingest.formats import FORMATS, format_of, suffixes

TEXT = "De cliënt krijgt één begeleider; de coördinatie van geïntegreerde hulp vraagt financiële steun."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def word() -> bytes:
    file = io.BytesIO()
    made = docx.Document()
    made.add_paragraph(TEXT)
    made.save(file)
    return file.getvalue()


def opendocument() -> bytes:
    file = io.BytesIO()
    made = odfdo.Document("text")
    made.body.clear()
    made.body.append(odfdo.Paragraph(TEXT))
    made.save(file)
    return file.getvalue()


def zipped(**members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return file.getvalue()


def read(data: bytes, suffix: str) -> Content:
    form = format_of(data, suffix)
    assert form is not None
    return form.read(data)


def refusal(data: bytes, suffix: str) -> str:
    with pytest.raises(Unreadable) as error:
        read(data, suffix)
    return str(error.value)


PAGE = f"<!-- bewaard --><html><body><p>{TEXT}</p></body></html>"


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".odt", ".html", ".pdf", ".xyz"])
@pytest.mark.parametrize(
    ("data", "name"),
    [
        (word(), "Word"),
        (opendocument(), "OpenDocument"),
        (PAGE.encode(), "webpagina"),
        (PAGE.encode("utf-16"), "webpagina"),
        (b'\n<?xml version="1.0"?>\n<!DOCTYPE HTML PUBLIC "x">' + PAGE.encode(), "webpagina"),
    ],
)
def test_a_file_is_read_as_what_it_is_whatever_its_suffix(data: bytes, name: str, suffix: str) -> None:
    form = format_of(data, suffix)
    assert form is not None
    assert form.name == name
    assert [" ".join(part.lines) for part in form.read(data).parts] == [TEXT]


def test_text_is_read_by_its_suffix_also_where_that_names_another_kind() -> None:
    assert read(TEXT.encode(), ".txt").text == TEXT
    assert read(TEXT.encode(), ".docx").text == TEXT
    assert read(f"# Kop\n\n{TEXT}".encode(), ".md").parts[0].lines == ("Kop",)
    assert read(f"<p>{TEXT}".encode(), ".HTM").parts[0].lines == (TEXT,)
    assert format_of(TEXT.encode(), ".xyz") is None


@pytest.mark.parametrize(
    ("data", "suffix", "message"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), ".docx", "Bewaar het als .docx|bewaar het als .docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ".docx", "met een wachtwoord beveiligd"),
        (OLE + "Workbook".encode("utf-16-le"), ".doc", "oud Office-programma"),
        (OLE + "__substg1.0_0037".encode("utf-16-le"), ".msg", "bericht van Outlook"),
        (b"{\\rtf1 tekst}", ".doc", "RTF-bestand"),
        (zipped(xl__workbook="x"), ".docx", "rekenblad"),
        (zipped(ppt__presentation="x"), ".pptx", "presentatie"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), ".odt", "zonder lopende tekst"),
        (zipped(nota="x"), ".docx", "archief met andere bestanden"),
        (b"7z\xbc\xaf\x27\x1c", ".7z", "archief met andere bestanden"),
        (b"\x89PNG\r\n\x1a\n", ".txt", "afbeelding"),
        (b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related", ".html", "webarchief"),
        (b"PK\x03\x04" + bytes(100), ".docx", "beschadigd"),
        (bytes(100), ".odt", "beschadigd"),
        (bytes(100), ".txt", "geen leesbare tekst"),
    ],
)
def test_what_is_not_read_says_why_and_what_to_do(data: bytes, suffix: str, message: str) -> None:
    said = refusal(data, suffix)
    assert any(one in said for one in message.split("|"))
    assert said.startswith("{name} is") or said.startswith("{name} bevat")
    assert said.count("\n") == 0


def test_every_suffix_belongs_to_one_reader() -> None:
    assert len(set(suffixes())) == len(suffixes())
    assert {".docx", ".odt", ".html", ".htm", ".md", ".txt"} <= set(suffixes())
    assert all(form.suffixes for form in FORMATS)


ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"),
    *("cp1252", "iso8859_15", "mac_roman", "cp850", "cp437"),
)
SAMPLES = (
    TEXT,
    "Het OCMW helpt cliënten.",
    "Eén zin.\r\nTwee zinnen, à la carte.",
    "Patiënten en cliënten, reünie, crèche, café. De kost bedraagt 30 euro per uur.",
)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", SAMPLES)
def test_dutch_is_read_in_every_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_typography_is_read_where_the_encoding_has_it() -> None:
    text = "– zo’n keuze kost € 25, zei de “coördinator” …"
    for encoding in ("utf-8", "utf-16-le", "cp1252", "mac_roman"):
        assert decode(text.encode(encoding)) == text


def test_text_that_was_spoiled_before_is_left_as_it_is() -> None:
    assert decode("De cliÃ«nt krijgt Ã©Ã©n begeleider.".encode()) == "De cliÃ«nt krijgt Ã©Ã©n begeleider."


def test_a_long_file_with_one_wrong_byte_is_still_read() -> None:
    for wrong in (b"\x81", b"\x00"):
        data = (TEXT * 50).encode("cp1252") + wrong + TEXT.encode("cp1252")
        assert decode(data).startswith(TEXT)
        assert decode(data).endswith(TEXT)


def test_xml_with_a_dtd_is_refused_and_plain_xml_is_read() -> None:
    assert parse_xml(b"<x>tekst</x>").text == "tekst"
    for data in (b"<!DOCTYPE x><x/>", '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16")):
        with pytest.raises(Unreadable, match="DTD"):
            parse_xml(data)
    for data in (b"", b"geen xml", b"<x>" * 300 + b"</x>" * 300, b"<x>\x00</x>"):
        with pytest.raises(Unreadable, match="beschadigd"):
            parse_xml(data)


def test_a_day_is_read_and_only_an_organisation_is_a_publisher() -> None:
    assert [day(text) for text in ("2024-03-05T10:00:00Z", "2024-03-05", "2024-13-05", "5 maart 2024", "")] == [
        "2024-03-05",
        "2024-03-05",
        "",
        "",
        "",
    ]
    assert [organisation(name) for name in ("Jan Peeters", "Stad Gent", " VVSG ", "")] == ["", "Stad Gent", "VVSG", ""]


WHOLE = {".docx": word(), ".odt": opendocument(), ".html": PAGE.encode()}


def check_that_it_is_read_or_refused(data: bytes, suffix: str) -> None:
    form = format_of(data, suffix)
    if form is not None:
        with contextlib.suppress(Unreadable):
            assert isinstance(form.read(data), Content)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(suffixes()))
def test_no_bytes_break_a_reader(data: bytes, suffix: str) -> None:
    check_that_it_is_read_or_refused(data, suffix)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_bytes_that_flip_in_a_container_or_a_page_break_no_reader(draw: st.DataObject) -> None:
    suffix = draw.draw(st.sampled_from(list(WHOLE)))
    data = WHOLE[suffix]
    spoiled = bytearray(data)
    for place in draw.draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=8)):
        spoiled[place] = draw.draw(st.integers(0, 255))
    check_that_it_is_read_or_refused(bytes(spoiled), suffix)
