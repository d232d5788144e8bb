"""The tab Bladeren without a browser: documents, search, the map, and what is said of a wish that cannot be."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from html import unescape
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from index import Index, Theme
from qa import Answer, Turn, survey
from ui import texts
from ui.browse_parts import Wish, address, chosen, marked, sound, wish_of
from ui.browse_themes import as_csv
from ui.browsing import add_browsing
from ui.desk import Desk, House, at_once
from ui.listed import years


def never(question: str, history: Sequence[Turn] = ()) -> Answer:
    raise AssertionError(f"{question}{history}")


def client_of(index: Index) -> TestClient:
    app, desk = FastAPI(), Desk(index, never, at_once(never))
    add_browsing(app, lambda: desk, House())
    return TestClient(app)


@pytest.fixture(scope="module")
def tiny(tiny_index: Index) -> Iterator[TestClient]:
    with client_of(tiny_index) as client:
        yield client


@pytest.fixture(scope="module")
def corpus(corpus_index: Index) -> Iterator[TestClient]:
    with client_of(corpus_index) as client:
        yield client


def shown(client: TestClient, query: str = "") -> str:
    reply = client.get(f"/deel/bladeren?{query}")
    assert reply.status_code == 200
    return reply.text


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r'<span class="(?:off|sr)[^>]*>[^<]*</span>|<[^>]+>', " ", html)).split())


def test_every_document_is_listed_with_what_is_known_of_it(corpus: TestClient) -> None:
    page = shown(corpus)
    assert "5 documenten" in page
    assert page.count("<h2>") == 5
    assert "door AI opgestelde samenvatting" in page
    assert "memorandum · 2024-2030" in page
    assert re.search(r"15 onderdelen · \d\d voorstellen en standpunten", page)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("uitgever=Vakbond", ["Memorandum van de vakbond"]),
        ("soort=memorandum", ["Memorandum van de vakbond"]),
        ("van=2025", []),
        ("van=2020&tot=2024", ["Memorandum van de vakbond", "Voorstellen van de vereniging"]),
        ("volgorde=titel", ["Memorandum van de vakbond", "Voorstellen van de vereniging"]),
    ],
)
def test_documents_are_filtered_and_put_in_order(tiny: TestClient, query: str, titles: list[str]) -> None:
    page = shown(tiny, query)
    assert re.findall(r"<h2><a[^>]*>([^<]*)", page) == titles
    assert (texts.NO_DOCUMENTS_CHOSEN in page) == (not titles)


def test_a_document_shows_its_sections_and_its_proposals_with_the_place_to_read_them(
    tiny: TestClient, tiny_index: Index
) -> None:
    (document,) = (d for d in tiny_index.documents.values() if d.publisher == "Vereniging van Gemeenten")
    page = shown(tiny, f"document={document.id}")
    assert ">Kinderarmoede</a>" in page
    start = document.text.index("Maak van de zomerscholen")
    assert f"bron/{document.id}?van={start}&amp;tot=" in page
    assert "voorstel</span>" in page
    assert "De wachtlijst voor een plaats groeit." not in page


def test_sections_within_sections_are_folded(corpus: TestClient, corpus_index: Index) -> None:
    (document,) = (d for d in corpus_index.documents.values() if d.speaker == "de VVSG")
    page = shown(corpus, f"document={document.id}")
    assert "<details open><summary>Inclusieve samenleving</summary><ul>" in page
    assert page.count("<details>") > 5


def test_a_search_marks_the_words_in_the_form_in_which_they_stand(tiny: TestClient) -> None:
    page = shown(tiny, "zoek=woning")
    assert "<mark>woningen</mark>" in page
    assert "1 passage in 1 document voor “woning”." in page
    assert "Gevonden als: woningen (1)" in page


def test_a_search_that_finds_nothing_says_so_and_shows_what_is_near(tiny: TestClient) -> None:
    page = shown(tiny, "zoek=zomerscholen+raketten")
    assert "Niets gevonden voor “zomerscholen raketten”." in page
    assert "“raketten” staat in geen enkel document." in page
    assert texts.NEAR_SOME in page
    assert texts.NEAR_MEANING in shown(tiny, "zoek=parkeerplaats")
    assert texts.NEAR_HEADING not in shown(tiny, "zoek=xqzzywk")


def test_a_slip_of_the_pen_is_told(tiny: TestClient) -> None:
    assert texts.taken_for("onderhoudsplich", "onderhoudsplicht") in shown(tiny, "zoek=onderhoudsplich")


def test_every_word_of_a_search_is_escaped(tiny: TestClient) -> None:
    page = shown(tiny, f"zoek={quote('<img src=x onerror=alert(1)>')}&uitgever={quote('<b>')}&blad=x")
    assert "<img" not in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    "wrong", ["uitgever=Niemand", "soort=roman", "van=gisteren", "blad=-1", "blad=9x", "document=x"]
)
def test_a_wish_that_cannot_be_is_told_and_left_alone(tiny: TestClient, wrong: str) -> None:
    page = shown(tiny, wrong)
    assert "Die keuze telt niet mee." in page
    assert "2 documenten" in page


def test_a_theme_that_is_not_there_is_told_and_the_map_stays(tiny: TestClient) -> None:
    page = shown(tiny, "weergave=themas&thema=Raketten&uitgever=Vakbond")
    assert texts.unknown_choice("thema", "Raketten") in page
    assert "<table" in page


def test_a_page_too_far_is_the_last_one(tiny: TestClient) -> None:
    assert "2 documenten" in shown(tiny, "blad=500")
    assert "<mark>" in shown(tiny, "zoek=wachtlijst&blad=500")


def test_a_long_search_is_cut_and_that_is_told() -> None:
    wish, told = sound(Wish(zoek="wonen " * 50), ())
    assert len(wish.zoek) == 200
    assert told == (texts.query_too_long(200),)


def test_every_cell_opens_as_many_sentences_as_it_counts(corpus: TestClient) -> None:
    for query in ("weergave=themas", "weergave=themas&wat=voorstellen"):
        page = shown(corpus, query)
        cells = re.findall(r'<td class="tint-\d"><a href="#bladeren\?([^"]*)">(\d+)', page)
        assert len(cells) > 20
        for link, count in cells[::7]:
            opened = shown(corpus, unescape(link))
            assert re.search(rf'<h2 class="uitslag" tabindex="-1">{count} (?:zin|voorstel)', opened)
            assert opened.count("<blockquote>") == min(20, int(count))


def test_the_share_of_few_sentences_is_no_percentage(corpus: TestClient) -> None:
    page = plain(shown(corpus, "weergave=themas&toon=aandeel&wat=voorstellen"))
    assert re.search(r"\d,\d %", page)
    assert "2 van 4" in page


def test_an_ai_is_named_above_its_column(corpus: TestClient) -> None:
    heads = re.findall(r'<th scope="col">.*?</th>', shown(corpus, "weergave=themas"))
    marked_by = [head for head in heads if "door AI" in head]
    assert len(marked_by) == 1
    assert "Regeringsrobot" in marked_by[0]


def test_the_table_can_be_kept_with_semicolons_and_without_formulas(tiny: TestClient, tiny_index: Index) -> None:
    reply = tiny.get("/deel/bladeren/csv")
    assert reply.headers["content-disposition"] == f'attachment; filename="{texts.MAP_FILE}"'
    assert reply.content.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(reply.text.lstrip("\ufeff")), delimiter=";"))
    assert tuple(rows[0]) == texts.MAP_COLUMNS
    assert all(len(row) == len(texts.MAP_COLUMNS) for row in rows)
    assert all(row[-1].startswith(texts.MAP_MADE) for row in rows[1:])
    evil = survey(tiny_index, (Theme("=1+1", ("wachtlijst",)),), lambda d: f"@{d.publisher}")
    assert "'=1+1;'@Vakbond;1;4;" in as_csv(evil)


def test_a_link_keeps_what_was_chosen_and_leaves_out_what_was_not() -> None:
    wish = wish_of({"zoek": "sociale woning", "blad": "3", "onbekend": "x"})
    assert address(wish, uitgever="A & B") == "#bladeren?zoek=sociale+woning&amp;uitgever=A+%26+B"


def test_a_document_counts_for_every_year_of_its_period(corpus_index: Index) -> None:
    sources = [entry.source for entry in chosen(corpus_index.catalogue, Wish(van="2027", tot="2028"))]
    assert sources == ["vlaams-welzijnsverbond-memorandum-2024-2030.txt"]
    assert years("4 juni 2021") == (2021, 2021)
    assert years("") is None


def test_places_are_marked_where_they_stand() -> None:
    assert marked("Een <b> woning.", 100, [(108, 114)]) == "Een &lt;b&gt; <mark>woning</mark>."


def test_a_search_for_a_word_that_stands_everywhere_says_so(tiny: TestClient) -> None:
    page = shown(tiny, "zoek=de")
    assert "“de” is te algemeen" in page
    assert texts.NEAR_MEANING not in page
