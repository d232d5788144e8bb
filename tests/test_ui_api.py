"""The API: the catalogue, documents, passages, what describes them, and what is refused."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from index import Index
from qa import Assistant
from ui import build_app, texts
from ui import texts_serving as serving
from ui.api_types import MOST_TEXT
from ui.guard import LARGEST_BODY
from ui.live import desk_of


@pytest.fixture(scope="module")
def client(tiny_index: Index) -> Iterator[TestClient]:
    desk = desk_of(Assistant(tiny_index), "")
    with TestClient(build_app(lambda: desk), raise_server_exceptions=False) as client:
        yield client


def sources(client: TestClient, **query: Any) -> Any:
    return client.get("/api/sources", params=query).json()


def test_the_catalogue_names_every_document_and_whose_it_is(client: TestClient, tiny_index: Index) -> None:
    given = sources(client)
    assert (given["total"], given["next"]) == (2, None)
    assert {one["id"] for one in given["sources"]} == set(tiny_index.documents)
    for one in given["sources"]:
        document = tiny_index.documents[one["id"]]
        assert (one["source"], one["publisher"], one["kind"]) == (document.source, document.publisher, document.kind)
        assert one["passages"] == len(tiny_index.passages_of(one["id"]))


def test_the_catalogue_comes_in_pages(client: TestClient) -> None:
    first = sources(client, limit=1)
    second = sources(client, limit=1, offset=first["next"])
    assert (first["next"], second["next"]) == (1, None)
    assert first["sources"][0] != second["sources"][0]
    assert sources(client, offset=7) == {"total": 2, "offset": 7, "next": None, "sources": []}


def test_the_catalogue_is_filtered_as_on_the_page(client: TestClient) -> None:
    one = sources(client)["sources"][0]
    assert sources(client, publisher=one["publisher"].lower())["sources"] == [one]
    assert sources(client, source=one["source"])["sources"] == [one]
    unknown = client.get("/api/sources", params={"publisher": "de bakker"})
    assert unknown.status_code == 422
    assert "de bakker" in unknown.json()["error"]


def test_a_citation_can_be_checked_by_its_characters(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "Naar hoeveel sociale woningen streeft elke gemeente?"}).json()
    citation = answer["citations"][0]
    (listed,) = sources(client, source=citation["source"])["sources"]
    place = {"start": citation["start"], "end": citation["end"]}
    part = client.get(f"/api/documents/{listed['id']}", params=place).json()
    assert part["text"] == citation["quote"]
    assert part["sha256"] == citation["sha256"]
    assert [one["heading"] for one in part["sections"]][-1:] == [citation["heading"]]


def test_a_document_comes_whole_or_in_parts_that_fit_together(client: TestClient, tiny_index: Index) -> None:
    for id, document in tiny_index.documents.items():
        whole = client.get(f"/api/documents/{id}").json()
        assert whole["text"] == document.text[:MOST_TEXT]
        assert len(whole["sections"]) == len(document.sections)
        part = client.get(f"/api/documents/{id}", params={"end": 20}).json()
        rest = client.get(f"/api/documents/{id}", params={"start": part["next"]}).json()
        assert part["text"] + rest["text"] == document.text
        assert (rest["next"], rest["length"]) == (None, len(document.text))


@pytest.mark.parametrize("query", ["start=5&end=4", "end=99999999", "start=99999999"])
def test_a_place_that_is_not_there_is_refused(client: TestClient, tiny_index: Index, query: str) -> None:
    id, document = next(iter(tiny_index.documents.items()))
    answer = client.get(f"/api/documents/{id}?{query}")
    assert (answer.status_code, answer.json()) == (422, {"error": serving.api_no_place(len(document.text))})


def test_a_document_that_is_not_there_is_not_found(client: TestClient) -> None:
    answer = client.get("/api/documents/nergens")
    assert (answer.status_code, answer.json()) == (404, {"error": serving.API_NO_DOCUMENT})


def test_passages_say_whose_they_are(client: TestClient, tiny_index: Index) -> None:
    given = client.post("/api/search", json={"question": "sociale woningen", "limit": 1}).json()
    (passage,) = given["passages"]
    document = tiny_index.documents[passage["id"]]
    assert document.text[passage["start"] : passage["end"]] == passage["text"]
    assert (passage["publisher"], passage["speaker"]) == (document.publisher, document.sections[-1].speaker)


def test_passages_are_looked_for_in_the_chosen_documents_alone(client: TestClient) -> None:
    for one in sources(client)["sources"]:
        wanted = {"question": "woningen", "filter": {"publisher": [one["publisher"]]}}
        found = client.post("/api/search", json=wanted).json()["passages"]
        assert {passage["id"] for passage in found} <= {one["id"]}


def test_nothing_is_looked_for_with_personal_data(client: TestClient) -> None:
    answer = client.post("/api/search", json={"question": "Krijgt jan@voorbeeld.be een woning?"})
    assert answer.status_code == 422
    assert "e-mailadres" in answer.json()["error"]
    assert "voorbeeld.be" not in answer.text


BROKEN = {
    "not utf-8": b'{"question": "\xff"}',
    "deep": b'{"question": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "a huge number": b'{"question": "x", "limit": ' + b"9" * 5_000 + b"}",
    "no number": b'{"question": NaN}',
    "half a character": b'{"question": "\\ud800"}',
    "a list": b"[]",
    "nothing": b"",
    "null": b"null",
    "cut off": b'{"question": "x"',
    "another field": b'{"question": "x", "vraag": "y"}',
    "a field of a field": b'{"question": "x", "filter": {"kleur": ["rood"]}}',
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("path", ["/api/ask", "/api/search"])
def test_what_cannot_be_read_gets_a_dutch_sentence(client: TestClient, path: str, body: bytes) -> None:
    for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
        answer = client.post(path, content=body, headers={"content-type": kind})
        assert answer.status_code == 422
        expected = serving.API_BAD_SEARCH if path == "/api/search" else (texts.BAD_REQUEST, texts.BAD_CHOICE)
        assert answer.json()["error"] in expected


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "offset=-1", "kleur=rood", "limit=1e400"])
def test_a_query_that_cannot_be_is_refused(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/sources?{query}")
    assert (answer.status_code, answer.json()) == (422, {"error": serving.API_BAD_QUERY})


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/ask", "POST"),
        ("DELETE", "/api/ask", "POST"),
        ("OPTIONS", "/api/search", "POST"),
        ("POST", "/api/sources", "GET, HEAD"),
        ("PUT", "/api/documents/x", "GET, HEAD"),
    ],
)
def test_a_method_that_an_address_does_not_take_is_told_with_those_it_does(
    client: TestClient, method: str, path: str, allowed: str
) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert answer.json() == {"error": serving.API_NO_METHOD}


def test_the_head_of_an_answer_is_given_where_its_body_is(client: TestClient) -> None:
    assert client.head("/api/sources").status_code == 200
    assert client.head("/api/ask").status_code == 405


def test_the_description_names_every_call_and_all_that_it_can_answer(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert set(described["paths"]) == {"/api/ask", "/api/search", "/api/sources", "/api/documents/{id}"}
    assert "security" not in described  # nobody logs in here
    for methods in described["paths"].values():
        for method, call in methods.items():
            statuses = {"200", "401", "403", "404", "405", "421", "422", "429", "500", "503"}
            assert set(call["responses"]) == statuses | ({"411", "413"} if method == "post" else set())
            for status in ("429", "503"):
                assert "Retry-After" in call["responses"][status]["headers"]
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_the_page_of_the_api_shows_every_call_and_field_and_needs_no_script(client: TestClient) -> None:
    described, page = client.get("/api/openapi.json").json(), client.get("/api/").text
    assert "<script" not in page
    assert "curl http://testserver/api/ask -H 'Content-Type: application/json'" in page
    for path in described["paths"]:
        assert path in page
    for name, schema in described["components"]["schemas"].items():
        assert f'id="{name}"' in page
        for field in schema.get("properties", {}):
            assert f"<code>{field}</code>" in page


def test_the_page_of_the_api_shows_no_name_of_a_server_that_is_none(client: TestClient) -> None:
    page = client.get("/api/", headers={"host": "x';rm -rf ~;'"}).text
    assert "rm -rf" not in page
    assert "curl http://localhost/api/ask" in page


def test_an_answer_of_the_api_is_not_kept_by_anybody_between(client: TestClient) -> None:
    for path in ("/api/sources", "/api/documents/x"):
        assert client.get(path).headers["cache-control"] == "no-store"


def test_a_body_of_the_largest_size_is_read(client: TestClient) -> None:
    history = [{"role": "user", "content": "x" * 2_000}] * 100
    body = json.dumps({"question": "Hoeveel woningen?", "history": history})
    assert len(body) < LARGEST_BODY
    assert client.post("/api/ask", content=body, headers={"content-type": "application/json"}).status_code == 200
