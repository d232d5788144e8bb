"""The tab "Vergelijken": the form, the table, the blocks for a narrow screen, and what is copied."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest
from starlette.testclient import TestClient

from index import Index
from qa import Assistant, compare
from ui import build_app, texts
from ui.comparing import agreements, organisations, result, suggestions
from ui.desk import Desk

BOTH = ("Vakbond", "Vereniging van Gemeenten")
PART = "/deel/vergelijken"


@pytest.fixture(scope="module")
def client(tiny_index: Index) -> TestClient:
    assistant = Assistant(tiny_index)
    desk = Desk(tiny_index, assistant.ask, assistant.answering)
    return TestClient(build_app(lambda: desk))


def shown(index: Index, theme: str) -> str:
    return result(compare(index, theme, BOTH), index.documents, len(BOTH))


def test_before_a_theme_is_given_everybody_is_chosen_and_nothing_is_compared(client: TestClient) -> None:
    page = client.get(PART)
    assert page.headers["cache-control"] == "no-store"
    assert len(re.findall(r'name="wie" value="[^"]+" checked', page.text)) == len(BOTH)
    assert "<table" not in page.text
    assert '<option value="Kinderarmoede">' in page.text


def test_a_theme_gives_a_column_each_and_keeps_the_choice(client: TestClient) -> None:
    page = client.get(PART, params={"thema": "zomerscholen", "wie": "Vakbond"}).text
    assert re.findall(r'value="([^"]+)" checked', page) == ["Vakbond"]
    assert page.count('<th scope="col"') == 1


def test_who_says_nothing_is_said_to_say_nothing(tiny_index: Index) -> None:
    html = shown(tiny_index, "onderhoudsplicht")
    assert texts.NOT_NAMED in html
    assert texts.COMPARE_NONE["voorstel"] in html
    assert texts.compare_summary("onderhoudsplicht", 1, 0, 2) in html


def test_who_says_something_stands_before_who_says_nothing(tiny_index: Index) -> None:
    html = shown(tiny_index, "zomerscholen")
    assert re.findall(r'<span class="spreker">(.*?)</span>', html)[:2] == [BOTH[1], BOTH[0]]


def test_every_saying_opens_its_source_at_the_very_words(tiny_index: Index) -> None:
    html = shown(tiny_index, "onderhoudsplicht")
    places = re.findall(r'href="bron/(\w+)\?van=(\d+)&amp;tot=(\d+)', html)
    quotes = [tiny_index.documents[id].text[int(start) : int(end)] for id, start, end in places]
    assert quotes
    assert "Schaf de onderhoudsplicht af." in " ".join(quotes)


def test_facts_stand_below_a_name_of_their_own(tiny_index: Index) -> None:
    html = shown(tiny_index, "kinderarmoede")
    rows = re.split(r'<th scope="rowgroup"[^>]*>', html.partition('<div class="blokken">')[0])[1:]
    fact = next(row for row in rows if "7,8%" in row)
    assert fact.startswith(texts.COMPARE_ROWS["vaststelling"])


def test_the_link_leads_back_to_the_same_comparison(tiny_index: Index) -> None:
    html = shown(tiny_index, "wonen & “zorg”")
    query = re.search(r'href="#vergelijken\?([^"]+)"', html)
    assert query
    assert parse_qs(unescape(query[1])) == {"thema": ["wonen & “zorg”"], "wie": list(BOTH)}


def test_what_is_copied_names_every_source(tiny_index: Index) -> None:
    html = shown(tiny_index, "onderhoudsplicht")
    copied = re.search(r'<span class="off text">(.*?)</span>', html)
    assert copied
    text = unescape(copied[1])
    assert "[1] Vakbond, Memorandum van de vakbond, 2024" in text
    assert texts.NOT_NAMED in text
    assert texts.COMPARE_COMPOSED in text


def test_no_side_is_concluded_from_one_organisation(tiny_index: Index) -> None:
    assert agreements(compare(tiny_index, "onderhoudsplicht", BOTH)) == []


@pytest.mark.parametrize("theme", ["<script>alert(1)</script>", "wonen" * 400, '"><img src=x>', "\x00", "maankolonies"])
def test_whatever_is_typed_is_answered_in_dutch_and_escaped(client: TestClient, theme: str) -> None:
    page = client.get(PART, params={"thema": theme})
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert 'class="uitslag' in page.text


def test_organisations_and_suggestions_come_from_the_documents(tiny_index: Index) -> None:
    assert organisations(tiny_index) == BOTH
    assert set(suggestions(tiny_index.documents)) >= {"Kinderarmoede", "Opvang", "Wonen", "Zorg"}


def test_a_form_without_a_tick_compares_nobody_and_says_so(client: TestClient) -> None:
    page = client.get(PART, params={"thema": "zomerscholen", "keuze": "1"}).text
    assert texts.COMPARE_NOBODY in page
    assert " checked" not in page
    assert "<table" not in page
