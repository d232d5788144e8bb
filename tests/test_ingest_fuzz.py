"""Readers on text that nobody writes and on files with bytes flipped, cut and put in: nothing stops the run.

BRONWIJZER_FUZZ=2000 takes so many broken files instead of 300, and breaks the real ones in ../shared/parser too.
"""

import io
import os
import random
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import docx
import odfdo
import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import Document, UnreadableDocument, read_documents, sentences, split
from ingest.content import Content, Part, PartKind, Unreadable
from ingest.formats import FORMATS
from ingest.make import make_document
from ingest.manifest import Source
from ingest.worker import CRASHED, FAILED, TOO_MUCH, TOO_SLOW, Limits

CASES = int(os.environ.get("BRONWIJZER_FUZZ", "300"))
REAL = Path(__file__).parent.parent.parent / "shared" / "parser"
LARGE = 1_000_000  # bytes: such a file takes seconds, and comes in one case of fifty
LIMITS = Limits(seconds=60.0)

# Text -------------------------------------------------------------------------------------------------------------

SNIPPETS = (
    *("# ", "## ", "- ", "  - ", "• ", "o ", "1. ", "2) ", "1.2 ", "[1] : ", "[12]", "¹²", "-\n", "\u00ad\n"),
    *(
        "\n",
        "\n\n",
        "\f",
        "\t",
        "    ",
        ": ",
        ". ",
        "… ",
        "?",
        "’",
        "(",
        ")",
        "**",
        "_",
        "`",
        "```\n",
        "---\n",
        "===\n",
    ),
    *("| a | b |\n|---|---|\n", "<p>", "</p>", "<li>", "<h2>", "<table><tr><td>", "&amp;", "<!--", "-->"),
    *("Concrete voorstellen\n", "Wij vragen ", "de gemeente ", "OCMW-", "2024-03-05", "bijv. ", "enz. "),
    *("(Technische fiche: ", "Daarom wordt "),
)
odd_text = st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=12)), max_size=60).map("".join)
odd_part = st.builds(
    Part,
    kind=st.sampled_from(PartKind),
    lines=st.lists(odd_text.map(lambda text: text.replace("\n", " ")), max_size=4).map(tuple),
    page=st.none() | st.integers(1, 9),
    level=st.integers(-1, 9),
    depth=st.integers(0, 5),
    number=st.none() | st.integers(0, 40),
)
often = settings(
    max_examples=max(100, CASES // 4),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def check(document: Document) -> None:
    """What is true of every document, whatever it was made of."""
    text = document.text
    said = (document.title, document.publisher, document.speaker, document.date, document.language)
    for words in (text.replace("\n", " "), *said, *document.remarks):
        assert not [c for c in words if unicodedata.category(c) in ("Cc", "Cs")]
    assert all(0 <= block.start < block.end <= len(text) for block in document.blocks)
    assert all(a.end <= b.start for a, b in pairwise(document.blocks))
    assert all(block.lead is None or 0 <= block.lead[0] < block.lead[1] <= len(text) for block in document.blocks)
    assert all(0 <= section.start < section.end <= len(text) for section in document.sections)
    for one in (*split(document), *sentences(document)):
        assert one.text == text[one.start : one.end]
        assert one.text
    assert all(0 <= mark.start < mark.end <= len(text) for mark in document.marks)
    assert all(0 <= entry.start <= entry.end <= len(text) for entry in document.references)


@often
@given(odd_text)
def test_any_text_becomes_a_document_whose_spans_hold(text: str) -> None:
    check(make_document(Content(text=text), "nota.txt", "0", Source()))


@often
@given(st.lists(odd_part, max_size=12))
def test_any_parts_become_a_document_whose_spans_hold(parts: list[Part]) -> None:
    check(make_document(Content(parts=tuple(parts)), "nota.docx", "0", Source()))


@often
@given(odd_text)
@pytest.mark.parametrize("name", ["Markdown", "webpagina"])
def test_any_marked_up_text_is_read(name: str, text: str) -> None:
    reader = next(one.read for one in FORMATS if one.name == name)
    data = f"<html><body><p>Een zin.</p>{text}</body></html>" if name == "webpagina" else text
    with suppress(Unreadable):  # a control character says that it is no text
        check(make_document(reader(data.encode()), "pagina", "0", Source()))


# Files ------------------------------------------------------------------------------------------------------------

TITLE = "Memorandum over wonen"
POINTS = ("Bouw 15% sociale woningen.", "Maak de wachtlijst korter.", "Geef het OCMW een grotere rol.")
BODY = "De gemeente zorgt voor betaalbare woningen. Er staan 175.000 gezinnen op een wachtlijst [1]. " * 4


def made_files() -> dict[str, bytes]:
    """A small file of every kind."""
    points = "\n- ".join(POINTS)
    return {
        "nota.txt": f"{TITLE}\n\n{BODY}\n\n- {points}\n".encode(),
        "nota.md": f"# {TITLE}\n\n{BODY}\n\n- {points}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode(),
        "nota.html": _web_page(),
        "nota.docx": _word(),
        "nota.odt": _opendocument(),
        "nota.pdf": _pdf(compressed=True),
        "bloot.pdf": _pdf(compressed=False),
    }


def _web_page() -> bytes:
    points = "".join(f"<li>{point}</li>" for point in POINTS)
    table = "<table><tr><th>Jaar</th><th>Aantal</th></tr><tr><td>2024</td><td>12</td></tr></table>"
    head = f"<head><meta charset='utf-8'><title>{TITLE}</title></head>"
    body = f"<nav><a href='/'>Start</a></nav><main><h1>{TITLE}</h1><p>{BODY}</p><ul>{points}</ul>{table}</main>"
    return f"<!DOCTYPE html><html lang='nl'>{head}<body>{body}</body></html>".encode()


def _word() -> bytes:
    made = docx.Document()
    made.add_heading(TITLE, 1)
    made.add_paragraph(BODY)
    for point in POINTS:
        made.add_paragraph(point, style="List Bullet")
    made.add_table(rows=2, cols=2).cell(0, 0).text = "Jaar"
    return _saved(made)


def _opendocument() -> bytes:
    made = odfdo.Document("text")
    made.body.append(odfdo.Header(1, TITLE))
    made.body.append(odfdo.Paragraph(BODY))
    made.body.append(odfdo.List(list(POINTS)))
    return _saved(made)


def _saved(made: object) -> bytes:
    stream = io.BytesIO()
    made.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def _pdf(compressed: bool) -> bytes:
    made = FPDF()
    made.set_compression(compressed)
    for _ in range(2):
        made.add_page()
        made.set_font("helvetica", "B", 18)
        made.multi_cell(0, 10, TITLE, new_x="LMARGIN", new_y="NEXT")
        made.set_font("helvetica", size=11)
        made.multi_cell(0, 6, BODY)
    return bytes(made.output())


def broken(data: bytes, chance: random.Random) -> bytes:
    """The same file with one to eight wounds; of an archive, half the time in what is packed in it."""
    if data.startswith(b"PK") and chance.random() < 0.5:
        return _broken_inside(data, chance)
    wounded = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(wounded) + 1)
        length = chance.choice((1, 4, 64, 1024))
        match chance.randrange(6):
            case 0:
                wounded[place : place + length] = chance.randbytes(min(length, len(wounded) - place))
            case 1:
                wounded[place:place] = chance.randbytes(length)
            case 2:
                del wounded[place : place + length]
            case 3:
                wounded[place:place] = wounded[place : place + length] * chance.choice((1, 50))
            case 4 if place < len(wounded):
                wounded[place] ^= 1 << chance.randrange(8)
            case 5 if chance.random() < 0.3:
                del wounded[place:]
    return bytes(wounded)


def _broken_inside(data: bytes, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if name.endswith(".xml")]
        hit = chance.choice(names)
        for info in old.infolist():
            inside = old.read(info)
            new.writestr(info, _broken_xml(inside, chance) if info.filename == hit else inside)
    return stream.getvalue()


def _broken_xml(data: bytes, chance: random.Random) -> bytes:
    """XML that stays well formed: elements taken out, said twice or renamed, figures changed."""
    tags = list(re.finditer(rb"<([\w:-]+)[^<>]*/>|(?<=\")-?\d+(?=\")|<([\w:-]+)(?:\s[^<>]*)?>[^<>]*</\2>", data))
    for tag in sorted(chance.sample(tags, min(len(tags), chance.randint(1, 6))), key=lambda t: -t.start()):
        if tag[0].startswith(b"<"):
            new = chance.choice((b"", tag[0] * 2, tag[0] * 200, b"<x/>"))
        else:
            new = chance.choice((b"-1", b"0", b"99999999999", b"x", b""))
        data = data[: tag.start()] + new + data[tag.end() :]
    return data


def _cases(files: Mapping[str, bytes], count: int) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(20240305)
    small = [name for name, data in files.items() if len(data) < LARGE]
    large = [name for name in files if name not in small]
    for number in range(count):
        name = large[number % len(large)] if large and number % 50 == 0 else small[number % len(small)]
        yield f"{number:04}-{name}", broken(files[name], chance)


def _outcome(one: Document | UnreadableDocument) -> str:
    if isinstance(one, Document):
        return "read"
    for word, message in {"too slow": TOO_SLOW, "too much": TOO_MUCH, "crashed": CRASHED, "failed": FAILED}.items():
        if message.split("overgeslagen")[1][:30] in str(one):
            return f"{word} {re.findall(r'[(](.*)[)]', str(one))[:1]}" if word == "failed" else word
    return "refused"


def test_broken_files_never_stop_the_run(tmp_path: Path) -> None:
    files = made_files()
    if CASES > 300 and REAL.is_dir():
        files |= {path.name: path.read_bytes() for path in sorted(REAL.iterdir()) if path.is_file()}
    cases = dict(_cases(files, CASES))
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
    tally: Counter[tuple[str, str]] = Counter()
    for one in read_documents(tmp_path, limits=LIMITS):
        assert one.source in cases
        del cases[one.source]
        tally[Path(one.source).suffix, _outcome(one)] += 1
        if isinstance(one, Document):
            check(one)
        else:
            assert str(one).startswith(one.source)
    assert not cases  # every file came out, once
    for (suffix, outcome), count in sorted(tally.items()):
        print(f"{suffix:6} {outcome:40} {count:5}")
    assert sum(count for (_, outcome), count in tally.items() if outcome == "read") > CASES / 10
