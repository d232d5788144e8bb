import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from index import Encoder, Index, build_index
from ingest import Block, BlockKind, Document, Kind, Section
from tests.conftest import read_all
from ui import build_app, texts
from ui.desk import Desk, House, at_once
from ui.leaves import contents, leaves, narrowed
from ui.reader import fragment, page
from ui.reading import NothingToRead, reading
from ui.render import place_address, source_at

NASTY = '<script>alert(1)</script><img src=x onerror="alert(1)"> " \' & [12]'
LIST = """# Wonen

Elke gemeente streeft naar minstens 15% sociale woningen [1].

## Concrete voorstellen

- Bouw meer.
  - Begin bij de stations.
- Verhuur sneller.

# Zorg

Schaf de onderhoudsplicht af.
"""
LONG = "Elke gemeente krijgt middelen voor de opvang van kinderen in de zomer. " * 3


def place_of(document: Document, words: str) -> tuple[int, int]:
    start = document.text.index(words)
    return start, start + len(words)


def words_of(page: str) -> str:
    """What a person reads in the text, without what the page adds to it."""
    bare = re.sub(r'<p class="soort">.*?</p>|<span class="(?:sr|label|blz)"[^>]*>.*?</span>', "", page)
    bare = re.sub(r"</?(?:mark|span|br)\b[^>]*>", "", bare)
    return html.unescape(re.sub(r"<[^>]+>", "\n", bare))


def solid(text: str) -> str:
    """A text without white space, bullets and brackets: those are drawn otherwise."""
    return re.sub(r"[\s()\[\]•–◦▪-]", "", text)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("teksten")
    (folder / "onder").mkdir()
    (folder / "sources.toml").write_text('["lijst.md"]\npublisher = "Vakbond"\ntitle = "Eisen"\ndate = "2024"\n')
    (folder / "lijst.md").write_text(LIST, encoding="utf-8")
    (folder / "onder" / "blad.html").write_text(
        f"<html><body><h1>Opvang</h1><p>{LONG}</p><script>alert(1)</script></body></html>", encoding="utf-8"
    )
    (folder / "oud.txt").write_bytes(f"Cafés\n\nDe gemeente steunt cafés. {LONG}\n".encode("windows-1252"))
    return folder


@pytest.fixture(scope="module")
def index(folder: Path, hashing_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Index:
    return build_index(read_all(folder), hashing_encoder, tmp_path_factory.mktemp("reader") / "index")


@pytest.fixture
def client(index: Index, folder: Path) -> Iterator[TestClient]:
    desk = Desk(index, lambda *_: pytest.fail("nobody asks"), at_once(lambda *_: pytest.fail("nobody asks")))
    with TestClient(build_app(lambda: desk, House(corpus=(folder,))), raise_server_exceptions=False) as client:
        yield client


def named(index: Index, name: str) -> Document:
    return next(document for document in index.documents.values() if document.source == name)


@pytest.fixture
def listed(index: Index) -> Document:
    return named(index, "lijst.md")


def test_every_word_of_every_document_stands_on_its_page(corpus_documents: tuple[Document, ...]) -> None:
    for document in corpus_documents:
        assert solid(words_of(leaves(document, None, 2))) == solid(document.text)


def test_headings_are_headings_as_deep_as_they_stand_and_bullets_are_lists(listed: Document) -> None:
    shown = leaves(listed, None, 2)
    assert re.findall(r"<h(\d)[^>]*>(.*?)</h", shown) == [("2", "Wonen"), ("3", "Concrete voorstellen"), ("2", "Zorg")]
    assert "<ul><li>Bouw meer.<ul><li>Begin bij de stations.</li></ul></li><li>Verhuur sneller.</li></ul>" in shown


def test_no_level_of_heading_is_skipped_on_the_way_down(corpus_documents: tuple[Document, ...]) -> None:
    for document in corpus_documents:
        levels = [int(level) for level in re.findall(r"<h(\d)", leaves(document, None, 3))]
        assert all(after - before <= 1 for before, after in zip([2, *levels], levels, strict=False))


@pytest.mark.parametrize("words", ["minstens 15%", "Bouw meer.", "Zorg", "meer. - Begin bij de stations. - Verhuur"])
def test_exactly_the_place_that_was_asked_for_is_marked(listed: Document, words: str) -> None:
    first, last = words.split()[0], words.split()[-1]
    span = listed.text.index(first), listed.text.index(last) + len(last)
    shown = leaves(listed, span, 2)
    assert solid(words_of("".join(re.findall(r"<mark[^>]*>(.*?)</mark>", shown)))) == solid(listed.text[slice(*span)])
    assert shown.count('<mark id="citaat" tabindex="-1">') == 1
    assert shown.count(texts.QUOTE_END) == 1


def test_the_heading_above_the_quote_is_marked_in_the_contents(listed: Document) -> None:
    shown = contents(listed, place_of(listed, "Schaf de"), 2)
    current = re.findall(r'<a href="#(lees-\d+)" aria-current="location">(.*?)</a>', shown)
    assert [words for _, words in current] == ["Zorg"]
    assert f'id="{current[0][0]}"' in leaves(listed, None, 2)


def test_where_a_text_goes_over_into_another_kind_that_is_said(corpus_documents: tuple[Document, ...]) -> None:
    mixed = next(document for document in corpus_documents if document.notice)
    said = re.findall(r'<p class="soort"><span>Dit deel:</span> (.*?)</p>', leaves(mixed, None, 2))
    assert {"regeerakkoord", "door AI opgestelde samenvatting"} <= set(said)
    assert texts.AI_WARNING in html.unescape(fragment(mixed, None, original=False))
    plain = next(document for document in corpus_documents if not document.notice)
    assert texts.AI_WARNING not in html.unescape(fragment(plain, None, original=False))


def test_a_page_number_stands_where_its_page_begins() -> None:
    document = built([(words, number, BlockKind.PARAGRAPH) for words, number in (("Nu.", 1), ("Dan.", 1), ("Ook.", 2))])
    numbers = re.findall(r'<span class="blz" id="blz-[12]">(.*?)</span> (\w+)', leaves(document, None, 2))
    assert numbers == [("p. 1", "Nu"), ("p. 2", "Ook")]


def test_rows_that_name_the_same_columns_are_a_table_and_others_stay_as_they_were_read() -> None:
    same = ["Gent – Inwoners: 265.000; Leefloners: 6.100", "Aalst – Inwoners: 90.000; Leefloners: 1.200"]
    document = built([(row, None, BlockKind.ROW) for row in same])
    shown = leaves(document, place_of(document, "6.100"), 2)
    assert re.findall(r'<th scope="col">(.*?)</th>', shown) == ["Inwoners", "Leefloners"]
    assert re.findall(r'<th scope="row">(.*?)</th>', shown) == ["Gent", "Aalst"]
    assert re.search(r"<td><mark id=.citaat.[^>]*>.*?6\.100</mark>", shown)
    other = built([(row, None, BlockKind.ROW) for row in (same[0], "Brussel – Talen: twee")])
    assert "<table" not in leaves(other, None, 2)
    assert solid(words_of(leaves(other, None, 2))) == solid(other.text)


def built(blocks: list[tuple[str, int | None, BlockKind]], **fields: str) -> Document:
    text, found = "", []
    for words, number, kind in blocks:
        text += "\n" if text else ""
        found.append(Block(kind, (), number, len(text), len(text) + len(words)))
        text += words
    section = Section((), blocks[0][1], 0, len(text), "", Kind.UNKNOWN)
    given = {"id": "d1", "source": "d.pdf", "sha256": "ab" * 32, "title": "Titel", "publisher": "", "date": ""} | fields
    return Document(
        **given, speaker="", aliases=(), kind=Kind.UNKNOWN, language="nl", notice="", text=text,
        sections=(section,), blocks=tuple(found),
    )  # fmt: skip


def test_nothing_that_a_document_says_becomes_html() -> None:
    plain = built([(NASTY, 1, BlockKind.PARAGRAPH), (NASTY, 1, BlockKind.ITEM), (NASTY, 1, BlockKind.ROW)])
    further = len(NASTY) + 1
    blocks = tuple(replace(one, start=one.start + further, end=one.end + further) for one in plain.blocks)
    hostile = replace(
        plain, text=f"{NASTY}\n{plain.text}", blocks=blocks, title=NASTY, publisher=NASTY, date=NASTY, source=NASTY,
        notice=NASTY, sha256=NASTY, language='nl" onclick="x', remarks=(NASTY,), unchecked=("title",),
    )  # fmt: skip
    place = source_at(hostile, 0, len(hostile.text))
    for shown in (fragment(hostile, place, original=True), page(hostile, place, original=True)):
        assert not set(re.findall(r"<([a-z]+)", shown)) & {"script", "img", "iframe", "form", "style"}
        assert "[12]" not in shown.partition('<div class="leestekst')[2]
        assert not re.findall(r"<[a-z]+[^>]* on\w+=", re.sub(r'"[^"]*"', "", shown))


def test_a_place_keeps_to_what_stands_in_it(listed: Document) -> None:
    start, end = place_of(listed, "Bouw meer.")
    assert narrowed(listed, (start, end + 1)) == (start, end)
    assert narrowed(listed, place_of(listed, "\n\n")) is None


BAD_PLACES = [("5", ""), ("", "5"), ("9", "5"), ("5", "5"), ("-1", "5"), ("0", "9" * 40), ("0", "99999999"), ("a", "b"),
              ("1.5", "3"), ("٣", "٩"), ("5", "7;")]  # fmt: skip


@pytest.mark.parametrize(("start", "end"), BAD_PLACES)
def test_a_place_that_does_not_exist_gets_a_dutch_sentence(
    client: TestClient, listed: Document, start: str, end: str
) -> None:
    with pytest.raises(NothingToRead, match="Deze plaats bestaat niet"):
        reading({listed.id: listed}, listed.id, start, end)
    for address in (f"/deel/bron/{listed.id}", f"/bron/{listed.id}"):
        reply = client.get(address, params={"van": start, "tot": end})
        assert reply.status_code == 422
        assert texts.NO_PLACE in reply.text


@pytest.mark.parametrize("address", ["/deel/bron/{}", "/bron/{}", "/bestand/{}"])
def test_a_document_that_left_the_index_gets_a_dutch_sentence(client: TestClient, address: str) -> None:
    reply = client.get(address.format("0123456789abcdef"))
    assert reply.status_code == 404
    assert texts.NO_DOCUMENT in reply.text


def test_a_place_has_an_address_where_its_page_stands_with_the_reference(client: TestClient, listed: Document) -> None:
    address = place_address(listed.id, *place_of(listed, "Schaf de onderhoudsplicht af."))
    reply = client.get(f"/{address}")
    assert reply.status_code == 200
    assert "<title>Vakbond, Eisen - Bronwijzer</title>" in reply.text
    assert re.search(r'<mark id="citaat"[^>]*>.*?Schaf de onderhoudsplicht af\.</mark>', reply.text)
    assert "<p>Vakbond, Eisen, 2024, Zorg</p>" in reply.text
    assert listed.sha256 in reply.text
    assert "<button" not in reply.text


def test_within_the_page_one_can_copy_open_and_read_on(client: TestClient, listed: Document) -> None:
    start, end = place_of(listed, "Bouw meer.")
    part = client.get(f"/deel/bron/{listed.id}?van={start}&tot={end}").text
    assert f'href="bestand/{listed.id}"' in part
    assert "“Bouw meer.”&#10;Vakbond, Eisen, 2024, Wonen &gt; Concrete voorstellen (sha256" in part
    assert "<html" not in part


def test_an_original_opens_at_its_page() -> None:
    document = built([("Eerst.", 1, BlockKind.PARAGRAPH), ("Later.", 7, BlockKind.PARAGRAPH)])
    place = source_at(document, *place_of(document, "Later."))
    assert 'href="bestand/d1#page=7" target="_blank" rel="noopener"' in fragment(document, place, original=True)
    assert "bestand/" not in fragment(document, place, original=False)


@pytest.mark.parametrize(
    ("name", "media", "shown"),
    [
        ("lijst.md", "text/plain; charset=utf-8", "inline"),
        ("oud.txt", "text/plain; charset=windows-1252", "inline"),
        ("onder/blad.html", "text/plain; charset=utf-8", "inline"),  # never as a page: it could bring scripts along
    ],
)
def test_an_original_comes_as_it_is_and_never_as_a_page(
    client: TestClient, index: Index, folder: Path, name: str, media: str, shown: str
) -> None:
    reply = client.get(f"/bestand/{named(index, name).id}")
    assert reply.content == (folder / name).read_bytes()
    assert reply.headers["content-type"] == media
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["content-disposition"] == f"{shown}; filename*=UTF-8''{name.rpartition('/')[2]}"


def test_an_original_that_changed_or_is_away_is_not_sent(
    hashing_encoder: Encoder, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path / "nota.md"
    file.write_text(LIST, encoding="utf-8")
    index = build_index(read_all(tmp_path), hashing_encoder, tmp_path_factory.mktemp("away") / "index")
    desk = Desk(index, lambda *_: pytest.fail("nobody asks"), at_once(lambda *_: pytest.fail("nobody asks")))
    address = f"/bestand/{next(iter(index.documents))}"
    with TestClient(build_app(lambda: desk, House(corpus=(tmp_path,)))) as client:
        assert client.get(address).status_code == 200
        file.write_text(LIST + "Nieuw.", encoding="utf-8")
        assert client.get(address).status_code == 409
        assert texts.ORIGINAL_CHANGED in client.get(address).text
        file.unlink()
        assert texts.ORIGINAL_AWAY in client.get(address).text
        tmp_path.rmdir()
        assert client.get(address).status_code == 404
