"""Files that were made, or broken, to stop a reader: one clear line each, and the others are read."""

import io
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission

from ingest import Document, UnreadableDocument, read_documents
from ingest.worker import LIMITS, MB, Limits

QUICK = Limits(seconds=20.0, seconds_per_mb=0.0)
SLOW = "\u0301\u0323" * 1_000_000  # putting these accents in order takes an hour, in C
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other processes and names")

NOTA = b"Een goede zin over wonen."


def read(folder: Path, limits: Limits = QUICK) -> dict[str, Document | UnreadableDocument]:
    """What comes out of a folder by the name of its file; what comes out can always be printed and stored."""
    found = {one.source: one for one in read_documents(folder, limits=limits)}
    assert isinstance(json.dumps({name: str(one) for name, one in found.items()}, ensure_ascii=False).encode(), bytes)
    assert all(name.isprintable() for name in found)
    return found


def line_about(folder: Path, name: str, data: bytes = b"", limits: Limits = QUICK) -> str:
    """What is said of a file, which is one line, while the file beside it is read."""
    if data:
        (folder / name).write_bytes(data)
    (folder / "nota.txt").write_bytes(NOTA)
    found = read(folder, limits)
    line, nota = found[name], found["nota.txt"]
    assert isinstance(nota, Document)
    assert isinstance(line, UnreadableDocument), f"{name} was read: {line.text[:80]!r}"
    assert "\n" not in str(line)
    assert str(line).startswith(name)
    assert not multiprocessing.active_children()
    return str(line)


def text_of(folder: Path, name: str, data: bytes, limits: Limits = QUICK) -> str:
    (folder / name).write_bytes(data)
    document = read(folder, limits)[name]
    assert isinstance(document, Document), str(document)
    return document.text


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, data in members.items():
            made.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()


def pdf(text: str = "Een zin over wonen.", password: str = "") -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("helvetica", size=12)
    made.multi_cell(0, 6, text)
    if password:
        made.set_encryption("geheim", password, permissions=AccessPermission.none())
    return bytes(made.output())


# Word and OpenDocument --------------------------------------------------------------------------------------------

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
DOCTYPE = f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>'
RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target='
    b'"word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    b"</Relationships>"
)
TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType='
    b'"application/xml"/><Default Extension="rels" ContentType='
    b'"application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def word(document: bytes) -> bytes:
    members = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document}
    return archive(**members)


def opendocument(content: bytes) -> bytes:
    kind = b"application/vnd.oasis.opendocument.text"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{kind.decode()}"/></manifest:manifest>'
    ).encode()
    return archive(**{"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def word_body(text: str, doctype: str = "") -> bytes:
    paragraph = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    return f'{doctype}<w:document xmlns:w="{W}"><w:body>{paragraph}</w:body></w:document>'.encode()


def opendocument_body(text: str, doctype: str = "") -> bytes:
    names = f'xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0"'
    return (
        f"{doctype}<office:document-content {names}><office:body><office:text><text:p>{text}</text:p></office:text>"
        f"</office:body></office:document-content>"
    ).encode()


@pytest.mark.parametrize(
    ("name", "wrap", "body"),
    [("bom.docx", word, word_body), ("bom.odt", opendocument, opendocument_body)],
)
def test_a_zip_bomb_is_refused_in_one_line(
    tmp_path: Path, name: str, wrap: Callable[[bytes], bytes], body: Callable[[str], bytes]
) -> None:
    bomb = wrap(body("a" * (300 * MB)))
    assert len(bomb) < 3 * MB
    assert "overgeslagen" in line_about(tmp_path, name, bomb)


@pytest.mark.parametrize(
    ("name", "bomb"),
    [
        ("bom.docx", word(word_body("&l9;", DOCTYPE))),
        ("bom.odt", opendocument(opendocument_body("&l9;", DOCTYPE))),
    ],
)
def test_an_entity_bomb_is_refused_in_one_line(tmp_path: Path, name: str, bomb: bytes) -> None:
    assert "overgeslagen" in line_about(tmp_path, name, bomb)


def test_every_broken_archive_is_one_line(tmp_path: Path) -> None:
    broken = {
        "kop": b"PK\x03\x04",
        "einde": b"PK\x05\x06" + bytes(18),
        "ander": archive(**{"iets.txt": b"niets"}),
        "half": word(word_body("Een zin."))[:-40],
        "geen xml": word(b"<geen xml"),
        "geen tekst": opendocument(b"<geen xml"),
    }
    for name, data in broken.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
        (tmp_path / f"{name}.odt").write_bytes(data)
    found = read(tmp_path)
    assert len(found) == 2 * len(broken)
    for name, one in found.items():
        assert isinstance(one, UnreadableDocument)
        assert str(one).startswith(name)


# PDF --------------------------------------------------------------------------------------------------------------


def pdf_of(objects: list[bytes]) -> bytes:
    """A PDF of these objects; the first is its catalogue."""
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return bytes(data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
LOOP = pdf_of(
    [CATALOGUE, b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R 3 0 R] >>", b"<< /Type /Pages /Kids [2 0 R] >>"]
)
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"


def test_a_pdf_whose_pages_run_in_a_circle_is_one_line(tmp_path: Path) -> None:
    assert line_about(tmp_path, "rond.pdf", LOOP)


def test_a_pdf_that_promises_a_billion_pages_is_one_line(tmp_path: Path) -> None:
    promise = pdf_of([CATALOGUE, b"<< /Type /Pages /Count 1000000000 /Kids [3 0 R] >>", PAGE])
    assert line_about(tmp_path, "belofte.pdf", promise)


def test_a_pdf_of_a_million_objects_is_one_line(tmp_path: Path) -> None:
    many = pdf_of([CATALOGUE, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", PAGE, *([b"null"] * 1_000_000)])
    assert line_about(tmp_path, "veel.pdf", many)


def test_an_encrypted_pdf_is_one_line_that_says_so(tmp_path: Path) -> None:
    assert "wachtwoord" in line_about(tmp_path, "slot.pdf", pdf(password="open"))


def test_a_pdf_that_was_cut_off_is_one_line(tmp_path: Path) -> None:
    for size in (5, 200, 600):
        (tmp_path / f"{size}.pdf").write_bytes(pdf()[:size])
    found = read(tmp_path)
    assert len(found) == 3
    assert all(isinstance(one, UnreadableDocument) for one in found.values())


# Any file ---------------------------------------------------------------------------------------------------------


def test_a_file_is_what_it_holds_and_not_what_it_is_called(tmp_path: Path) -> None:
    page = b"<!DOCTYPE html><html lang='nl'><head><title>Zorg</title></head><body><h1>Zorg</h1><p>"
    page += b"De gemeente zorgt voor haar inwoners en doet dat samen met het OCMW.</p></body></html>"
    assert "Een zin over wonen." in text_of(tmp_path, "nota.txt", pdf())
    assert "De gemeente zorgt voor haar inwoners" in text_of(tmp_path, "nota.docx", page)
    assert "Een zin in Word." in text_of(tmp_path, "nota.pdf", word(word_body("Een zin in Word.")))


@posix
def test_a_file_of_two_gigabytes_is_refused_without_reading_it(tmp_path: Path) -> None:
    with (tmp_path / "groot.txt").open("wb") as stream:
        stream.truncate(2 << 30)  # a hole: it takes no room on the disk
    assert "groter dan 200 MB" in line_about(tmp_path, "groot.txt", limits=LIMITS)


def test_a_file_with_too_much_text_is_refused(tmp_path: Path) -> None:
    few = Limits(characters=2_000_000)
    assert "meer dan 2 miljoen tekens" in line_about(tmp_path, "lang.txt", b"woord " * 400_000, few)


def test_an_empty_file_is_one_line(tmp_path: Path) -> None:
    for name in ("leeg.txt", "leeg.pdf", "leeg.docx", "leeg.html", "leeg.odt"):
        (tmp_path / name).touch()
    found = read(tmp_path)
    assert len(found) == 5
    assert all(isinstance(one, UnreadableDocument) for one in found.values())


def test_a_line_of_a_million_characters_is_read(tmp_path: Path) -> None:
    assert len(text_of(tmp_path, "lang.txt", b"woord " * (MB // 6), LIMITS)) == MB - 5


@posix
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"een\nregel.txt", "een\\nregel.txt"),
        (b"rood\x1b[31m.txt", "rood\\x1b[31m.txt"),
        (b"oud\xe9.txt", "oud\\udce9.txt"),
        (b"{name} {0}.txt", "{name} {0}.txt"),
    ],
)
def test_a_file_with_a_strange_name_is_read_and_shown_safely(tmp_path: Path, name: bytes, shown: str) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(NOTA)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name.replace(b".txt", b".exe"))).write_bytes(NOTA)
    found = read(tmp_path)
    assert isinstance(found[shown], Document)
    assert str(found[shown.replace(".txt", ".exe")]).startswith(shown.replace(".txt", ".exe"))


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="the administrator may read every file")
def test_a_file_that_may_not_be_read_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "dicht.txt").write_bytes(NOTA)
    (tmp_path / "dicht.txt").chmod(0)
    assert "Kijk na of u het bestand mag lezen" in line_about(tmp_path, "dicht.txt")


# The worker -------------------------------------------------------------------------------------------------------


def test_a_file_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    short = Limits(seconds=1.0, seconds_per_mb=0.0)
    assert "duurde langer dan 1 seconden" in line_about(tmp_path, "traag.txt", SLOW.encode(), short)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of one process")
def test_a_file_that_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    little = Limits(memory=64 * MB)
    assert "te veel geheugen" in line_about(tmp_path, "breed.txt", b"een woord\n" * (4 * MB), little)


@posix
def test_a_worker_that_dies_takes_no_other_file_with_it(tmp_path: Path) -> None:
    (tmp_path / "stuk.txt").write_text(SLOW, encoding="utf-8")
    for number in range(5):
        (tmp_path / f"{number}.txt").write_bytes(NOTA)
    threading.Thread(target=_kill_the_busy_worker, daemon=True).start()
    found = read(tmp_path, Limits(here=0))
    assert "liep erop vast" in str(found.pop("stuk.txt"))
    assert len(found) == 5
    assert all(isinstance(one, Document) for one in found.values())


def _kill_the_busy_worker() -> None:
    """The one that used more than three seconds of the processor, as one that crashes would end."""
    while True:
        for child in multiprocessing.active_children():
            if child.pid and _seconds_used(child.pid) > 3:
                os.kill(child.pid, signal.SIGSEGV)
                return
        time.sleep(0.1)


def _seconds_used(pid: int) -> float:
    used = subprocess.run(["ps", "-o", "cputimes=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return float(used.stdout or 0)


def test_no_worker_is_started_where_everything_is_known(tmp_path: Path) -> None:
    (tmp_path / "nota.txt").write_bytes(NOTA)
    small = Limits(here=0)
    first = next(iter(read_documents(tmp_path, limits=small)))
    assert isinstance(first, Document)
    children: list[int] = []
    again = read_documents(
        tmp_path,
        {first.id: first},
        limits=small,
        progress=lambda *_: children.append(len(multiprocessing.active_children())),
    )
    assert list(again) == [first]
    assert children == [0]


def test_a_folder_can_be_read_from_a_thread(tmp_path: Path) -> None:
    (tmp_path / "nota.txt").write_bytes(NOTA)
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.extend(read_documents(tmp_path, limits=Limits(here=0))))
    thread.start()
    thread.join()
    assert [type(one) for one in found] == [Document]


PROGRAM = """
import multiprocessing, signal, sys, threading, time
from pathlib import Path
from ingest import read_documents
from ingest.worker import Limits

def tell():
    while not multiprocessing.active_children():
        time.sleep(0.05)
    time.sleep(float(sys.argv[2]))
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores it in what it starts in the background
    threading.Thread(target=tell, daemon=True).start()
    try:
        list(read_documents(Path(sys.argv[1]), limits=Limits(here=0)))
    except KeyboardInterrupt:
        print("gestopt", flush=True)
"""


def _program(folder: Path, wait: float) -> tuple["subprocess.Popen[str]", list[int]]:
    """A program that reads a file that takes an hour, and the processes of its workers."""
    (folder / "map").mkdir()
    (folder / "map" / "traag.txt").write_text(SLOW, encoding="utf-8")
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    root = Path(__file__).parent.parent
    program = subprocess.Popen(
        [sys.executable, folder / "program.py", folder / "map", str(wait)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert program.stdout is not None
    return program, [int(pid) for pid in program.stdout.readline().split()]


def _are_gone(pids: list[int]) -> bool:
    for _ in range(300):
        if not any(_is_alive(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def _is_alive(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")


@posix
@pytest.mark.parametrize("wait", [0.0, 3.0], ids=["while workers start", "while a worker reads"])
def test_ctrl_c_ends_everything_without_a_traceback(tmp_path: Path, wait: float) -> None:
    program, workers = _program(tmp_path, wait)
    assert workers
    os.killpg(program.pid, signal.SIGINT)
    out, err = program.communicate(timeout=60)
    assert (out, err) == ("gestopt\n", "")
    assert _are_gone(workers)


@posix
def test_workers_end_with_a_program_that_was_killed(tmp_path: Path) -> None:
    program, workers = _program(tmp_path, 3.0)
    program.kill()
    program.communicate(timeout=60)
    assert _are_gone(workers)
