"""What somebody thinks of an answer: what is asked, what is taken in, and what is kept of it."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from eval import Opinion, load_opinions
from index import Index
from ingest import Document
from qa import Answer, Citation, Claim, Reason, Turn
from ui import build_app, texts
from ui.desk import Desk, House, at_once
from ui.opinions import asking, overview

QUOTE = "Elke gemeente streeft naar minstens 15% sociale woningen."
QUESTION = "Hoeveel sociale woningen moeten er zijn?"
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def union(tiny_index: Index) -> Document:
    return next(d for d in tiny_index.documents.values() if d.source == "vakbond.txt")


@pytest.fixture(scope="module")
def answer(tiny_index: Index, union: Document) -> Answer:
    start = union.text.index(QUOTE)
    passage = tiny_index.passages_of(union.id)[0]
    citation = Citation(union.id, passage.id, QUOTE, start, start + len(QUOTE))
    return Answer(QUESTION, (Claim(QUOTE, (citation,)),), None, "", (), "extractive")


@pytest.fixture
def client(tiny_index: Index, answer: Answer, tmp_path: Path) -> Iterator[TestClient]:
    def ask(question: str, history: Sequence[Turn] = ()) -> Answer:
        return replace(answer, question=question + "?" * len(history))

    app = build_app(lambda: Desk(tiny_index, ask, at_once(ask)), House(feedback=tmp_path / "oordelen"))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def about(answer: Answer) -> dict[str, Any]:
    """What the page hands to the browser about an answer."""
    found = re.search(r'<span class="off about">(.*?)</span>', asking(1, answer))
    assert found
    said: dict[str, Any] = json.loads(unescape(found[1]))
    return said


def judge(client: TestClient, answer: Answer, headers: dict[str, str] = HERE, **said: Any) -> Any:
    return client.post("/api/oordeel", json=about(answer) | {"good": False} | said, headers=headers)


def kept(tmp_path: Path) -> tuple[Opinion, ...]:
    return load_opinions(tmp_path / "oordelen")


def test_without_a_tick_no_word_of_question_answer_or_explanation_is_kept(
    client: TestClient, answer: Answer, union: Document, tmp_path: Path
) -> None:
    assert judge(client, answer, reason="onjuist", words="Het is 20%.").status_code == 200
    line = (tmp_path / "oordelen" / "oordelen.jsonl").read_text(encoding="utf-8")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", json.loads(line)["day"])
    assert not any(words in line for words in ("woningen", "20%", union.source))
    passage = answer.claims[0].citations[0].passage_id
    assert [(one.document, one.passage) for one in kept(tmp_path)[0].cited] == [(union.id, passage)]
    assert (kept(tmp_path)[0].reason, kept(tmp_path)[0].writer) == ("onjuist", "extractive")


def test_with_a_tick_the_question_and_the_quotes_of_the_document_itself_are_kept(
    client: TestClient, answer: Answer, union: Document, tmp_path: Path
) -> None:
    judge(client, answer, reason="onjuist", words="Het is 20%.", keep=True)
    (opinion,) = kept(tmp_path)
    assert (opinion.question, opinion.words) == (QUESTION, "Het is 20%.")
    assert [(one.source, one.quote) for one in opinion.cited] == [(union.source, QUOTE)]


def test_the_file_can_be_read_by_its_owner_alone(client: TestClient, answer: Answer, tmp_path: Path) -> None:
    judge(client, answer)
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "oordelen").iterdir()} == {0}


def test_an_explanation_with_personal_data_is_refused_with_a_hint(
    client: TestClient, answer: Answer, tmp_path: Path
) -> None:
    reply = judge(client, answer, words="Bel Jan op 0475 12 34 56", keep=True)
    assert reply.status_code == 422
    assert reply.json()["error"] == "In uw uitleg staat een telefoonnummer. Haal dat weg en verstuur opnieuw."
    assert kept(tmp_path) == ()


def test_a_question_with_personal_data_is_not_even_kept_with_a_tick(
    client: TestClient, answer: Answer, tmp_path: Path
) -> None:
    judge(client, answer, question="Krijgt jan@telenet.be een woning?", keep=True)
    (opinion,) = kept(tmp_path)
    assert (opinion.question, opinion.words, opinion.cited[0].quote) == ("", "", "")
    private = Answer("Wat wil jan@telenet.be?", (), Reason.PERSONAL_DATA, "Er staat een adres in.", (), "")
    assert about(private)["question"] == ""
    assert texts.OPINION_MORE not in asking(1, private)


def test_nobody_is_asked_whether_a_greeting_was_answered_well() -> None:
    assert asking(1, Answer("dank u", (), Reason.SMALL_TALK, "Graag gedaan.", (), "")) == ""


def test_a_place_that_is_not_in_the_index_is_not_kept(client: TestClient, answer: Answer, tmp_path: Path) -> None:
    place = {"document": "weg", "passage": "p", "start": 0, "end": 9}
    elsewhere = about(answer)["cited"][0] | {"passage": "een verzonnen plaats"}
    judge(client, answer, cited=[place, elsewhere], keep=True)
    assert [one.passage for one in kept(tmp_path)[0].cited] == [""]


@pytest.mark.parametrize(
    "wrong",
    [
        {"good": "ja"}, {"reason": "zomaar"}, {"extra": 1}, {"cited": [{"document": "x"}]}, {"writer": "een zin"},
        {"words": "x" * 1001}, {"question": "x" * 2001}, {"writer": None}, {"keep": 1},
    ],
)  # fmt: skip
def test_what_the_page_would_not_send_is_refused(
    client: TestClient, answer: Answer, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    reply = judge(client, answer, **wrong)
    assert (reply.status_code, reply.json()) == (422, {"error": texts.BAD_FIELDS})
    assert kept(tmp_path) == ()


@pytest.mark.parametrize(("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200)])
def test_another_site_cannot_judge(client: TestClient, answer: Answer, site: str, status: int) -> None:
    assert judge(client, answer, {"Sec-Fetch-Site": site}).status_code == status


def test_a_folder_that_cannot_be_written_is_told(client: TestClient, answer: Answer, tmp_path: Path) -> None:
    (tmp_path / "oordelen").write_text("geen map")
    reply = judge(client, answer)
    assert (reply.status_code, reply.json()) == (503, {"error": texts.OPINION_FAILED})


def test_where_nothing_is_kept_nothing_is_asked(tiny_index: Index, answer: Answer) -> None:
    def ask(question: str, history: Sequence[Turn] = ()) -> Answer:
        return replace(answer, question=question + "?" * len(history))

    with TestClient(build_app(lambda: Desk(tiny_index, ask, at_once(ask)))) as client:
        assert 'id="oordeel"' not in client.get("/").text
        assert judge(client, answer).status_code == 404


def test_opinions_are_counted_by_reason_and_week_and_each_once() -> None:
    said = Opinion("2026-11-22", False, "onjuist", "extractive", False, "1")
    good = replace(said, good=True, reason="", day="2026-11-23")
    assert overview([said, said, good, replace(good, adds=True)]) == (
        "3 oordelen: 1 goed, 2 niet goed.\n\n     2  onjuist\n\nweek         goed  niet goed\n"
        "2026-48         1          0\n2026-47         0          2"
    )
    assert overview([]) == texts.NO_OPINIONS
