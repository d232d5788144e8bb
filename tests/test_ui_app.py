"""The server without a browser: the API, what is let through, the headers, the page as it leaves."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from index import Index
from qa import Answer, Citation, Claim, Reason, Turn
from ui import build_app, texts
from ui.choice import Choice
from ui.conversation import LONGEST_QUESTION, Conversation, Exchange
from ui.desk import Desk, at_once
from ui.gradio_page import _paced, drawn, exchanges_of, questions_of
from ui.guard import LARGEST_BODY, mended
from ui.terminal import Brief

QUOTE = "Elke gemeente streeft naar minstens 15% sociale woningen."


class Scripted:
    def __init__(self, index: Index) -> None:
        self.desk = Desk(index, self.ask, at_once(self.ask))
        self.union = next(d for d in index.documents.values() if d.source == "vakbond.txt")
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        self.asked.append((question, tuple(history)))
        if "struikel" in question:
            raise RuntimeError("geheim pad /root/x")
        if "woningen" not in question:
            return Answer(question, (), Reason.NOT_FOUND, "Dat staat niet in de documenten.", (), "extractive")
        start = self.union.text.index(QUOTE)
        citation = Citation(self.union.id, "p", QUOTE, start, start + len(QUOTE))
        return Answer(question, (Claim(QUOTE, (citation,)),), None, "", (), "extractive")


@pytest.fixture(scope="module")
def scripted(tiny_index: Index) -> Scripted:
    return Scripted(tiny_index)


@pytest.fixture(scope="module")
def client(scripted: Scripted) -> Iterator[TestClient]:
    with TestClient(build_app(lambda: scripted.desk), raise_server_exceptions=False) as client:
        yield client


def ask(client: TestClient, **given: Any) -> Any:
    return client.post("/api/ask", json=given)


def exchange_of(message: str, conversation: Conversation, desk: Desk) -> Exchange:
    (exchange,) = exchanges_of(message, conversation, desk, consent=False)
    return exchange


def test_a_sign_of_life_says_how_many_documents(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "documents": 2}


def test_the_api_gives_the_contract_object(client: TestClient, scripted: Scripted) -> None:
    given = ask(client, question="Hoeveel woningen?", id="v1").json()
    assert (given["id"], given["answer"], given["abstained"]) == ("v1", f"{QUOTE} [1]", False)
    citation = given["citations"][0]
    assert scripted.union.text[citation["start"] : citation["end"]] == citation["quote"] == QUOTE


def test_the_api_passes_the_conversation_on(client: TestClient, scripted: Scripted) -> None:
    history = [{"role": "user", "content": "Hoeveel woningen?"}, {"role": "assistant", "content": "15%"}]
    assert ask(client, question="Waarom?", history=history).status_code == 200
    assert scripted.asked[-1] == ("Waarom?", (Turn("user", "Hoeveel woningen?"), Turn("assistant", "15%")))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, texts.BAD_REQUEST),
        ({"question": 5}, texts.BAD_REQUEST),
        ({"question": "x", "vraag": "y"}, texts.BAD_REQUEST),
        ({"question": "x", "history": "y"}, texts.BAD_REQUEST),
        ({"question": "x", "history": [{"role": "system", "content": "y"}]}, texts.BAD_HISTORY),
        ({"question": "x", "history": [{"role": "user", "content": "y"}] * 101}, texts.conversation_too_long(100)),
        (
            {"question": "x" * (LONGEST_QUESTION + 1)},
            "De vraag is te lang: stel een vraag van hoogstens 20.000 tekens.",
        ),
    ],
)
def test_a_wrong_request_gets_one_dutch_sentence(client: TestClient, given: dict[str, Any], sentence: str) -> None:
    answer = ask(client, **given)
    assert (answer.status_code, answer.json()) == (422, {"error": sentence})


def test_what_is_not_json_gets_the_same_sentence(client: TestClient) -> None:
    for kind in ("application/json", "text/plain"):
        answer = client.post("/api/ask", content=b"{", headers={"content-type": kind})
        assert (answer.status_code, answer.json()) == (422, {"error": texts.BAD_REQUEST})


def test_a_crash_apologises_and_tells_nothing_of_the_inside(client: TestClient) -> None:
    answer = ask(client, question="struikel")
    assert (answer.status_code, answer.json()) == (500, {"error": texts.FAILED})


def test_a_body_that_is_too_large_is_refused_unread(client: TestClient) -> None:
    for path in ("/api/ask", "/gradio_api/queue/join"):
        answer = client.post(path, content=b" " * (LARGEST_BODY + 1))
        assert (answer.status_code, answer.json()) == (413, {"error": texts.TOO_LARGE})


def test_a_body_of_unknown_length_is_refused(client: TestClient) -> None:
    assert client.post("/api/ask", content=iter([b"{}"])).status_code == 411


@pytest.mark.parametrize(
    ("given", "status", "sentence"),
    [
        ({"data": ["geheim"], "fn_index": 999, "session_hash": "geheim"}, 500, texts.FAILED),
        ({"data": "geheim", "fn_index": "geheim"}, 422, texts.BAD_FIELDS),
        (["geheim"], 422, texts.BAD_FIELDS),
    ],
)
def test_a_call_that_no_page_makes_is_answered_in_dutch_and_not_repeated(
    client: TestClient, given: Any, status: int, sentence: str
) -> None:
    answer = client.post("/gradio_api/queue/join", json=given)
    assert (answer.status_code, answer.json()) == (status, {"error": sentence})


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"), ("POST", "/gradio_api/upload/"), ("POST", "/upload"),
        ("GET", "/gradio_api/file=/etc/passwd"), ("GET", "/gradio_api/file/etc/passwd"), ("GET", "/file=README.md"),
        ("GET", "/gradio_api/proxy=http://example.org/"), ("GET", "/gradio_api/runs"), ("GET", "/monitoring"),
        ("GET", "/gradio_api/run-history/buckets"), ("POST", "/gradio_api/component_server"), ("GET", "/docs"),
        ("POST", "/gradio_api/call/reply"), ("POST", "/gradio_api/run/reply"), ("POST", "/login"),
        ("GET", "/gradio_api/openapi.json"), ("GET", "/assets/../../routes.py"), ("GET", "/x"),
    ],
)  # fmt: skip
def test_what_the_page_does_not_need_is_not_there(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()) == (404, {"error": texts.NOT_FOUND})


def test_the_page_is_dutch_and_names_nobody_else(client: TestClient) -> None:
    page = client.get("/").text
    assert re.search(r"<html\s+lang=\"nl\"", page)
    assert "<title>Bronwijzer</title>" in page
    assert not re.findall(r"<meta[^>]*(?:og:|twitter:)", page)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert texts.NO_SCRIPT in page


def test_every_script_of_the_page_carries_the_nonce_of_its_policy(client: TestClient) -> None:
    answer = client.get("/", headers={"accept-encoding": "gzip, br"})
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["content-security-policy"])
    assert nonce
    opened = re.findall(r"<script([^>]*)>", answer.text)
    assert opened
    assert all(f'nonce="{nonce[1]}"' in attributes for attributes in opened)
    assert nonce[1] not in client.get("/").text


@pytest.mark.parametrize("path", ["/", "/healthz", "/web/chat.css", "/theme.css", "/nergens"])
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


def test_the_policy_lets_no_other_host_and_no_evaluated_script_in(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    directives = {d.split()[0]: d.split()[1:] for d in policy.split("; ")}
    assert directives["default-src"] == ["'none'"]
    assert "'unsafe-inline'" not in directives["script-src"]
    assert "unsafe-eval" not in policy
    assert "//" not in policy
    assert directives["connect-src"] == ["'self'"]


def test_an_address_with_a_question_mark_leads_back_to_the_plain_page(client: TestClient) -> None:
    """Gradio opens its own English pages at ?view=api and ?view=settings."""
    answer = client.get("/?view=api", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "./")


def test_our_own_files_are_kept_by_a_browser_that_asks_whether_they_still_hold(client: TestClient) -> None:
    page = client.get("/").text
    for name in ("web/base.css", "web/chat.js"):
        assert f'"{name}"' in page
        answer = client.get(f"/{name}")
        assert answer.headers["cache-control"] == "no-cache"
        assert client.get(f"/{name}", headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def test_gradio_offers_no_function_by_name(client: TestClient) -> None:
    assert client.get("/gradio_api/info").json() == {"named_endpoints": {}, "unnamed_endpoints": {}}


def test_the_settings_of_gradio_keep_it_quiet(client: TestClient) -> None:
    config = client.get("/config").json()
    assert not config["analytics_enabled"]
    assert config["footer_links"] == []
    assert config["run_history"] is False


def test_a_page_without_scripts_is_mended_all_the_same() -> None:
    page = mended('<html lang="en"><head></head><body></body></html>', "<link>", "n")
    assert page.startswith('<html lang="nl"><head><title>Bronwijzer</title><link></head>')


def test_a_follow_up_gets_the_whole_conversation(scripted: Scripted) -> None:
    first = exchange_of("Hoeveel woningen?", (), scripted.desk)
    broken = exchange_of("struikel", (first,), scripted.desk)
    last = exchange_of("Waarom?", (first, broken), scripted.desk)
    assert broken.answer is None
    assert [e.number for e in (first, broken, last)] == [1, 2, 3]
    assert scripted.asked[-1][1] == (Turn("user", "Hoeveel woningen?"), Turn("assistant", f"{QUOTE} [1]"))


def test_an_answer_that_cannot_be_shown_is_told_to_be_broken(scripted: Scripted) -> None:
    first, last = exchange_of("Hoe?", (), scripted.desk), exchange_of("Hoeveel woningen?", (), scripted.desk)
    last = replace(last, documents={})  # a document that is cited is gone
    conversation, turns, _ = drawn((first, last), scripted.desk)
    assert [one.answer is None for one in conversation] == [False, True]
    assert texts.FAILED in turns


def test_the_log_names_an_error_and_its_place_and_never_its_words(
    caplog: pytest.LogCaptureFixture, tiny_index: Index
) -> None:
    def crash(question: str, _history: Sequence[Turn] = ()) -> Answer:
        raise RuntimeError(question)

    exchange_of("Krijgt Jan een woning?", (), Desk(tiny_index, crash, at_once(crash)))
    said = Brief().format(caplog.records[0])
    assert re.fullmatch(r"Een vraag liep fout\. \(RuntimeError test_ui_app\.py:\d+\)", said)


@pytest.mark.parametrize(
    ("remembered", "questions"),
    [
        ('[["Wat?", {}], ["Waar?", {"soort": ["nota"]}]]', (("Wat?", Choice()), ("Waar?", Choice(kinds=("nota",))))),
        (str(list(range(3))), ()),
        ('[["Wat?", {"soort": [5], "kleur": "x"}], 5, null, {"vraag": "x"}, ["x"]]', (("Wat?", Choice()),)),
        ('{"vraag": "Wat?"}', ()),
        ("geen json", ()),
        ("", ()),
    ],
)
def test_what_a_browser_remembers_is_only_ever_a_list_of_questions_with_what_was_looked_in(
    remembered: str, questions: tuple[tuple[str, Choice], ...]
) -> None:
    assert questions_of(remembered) == questions


def test_of_what_a_browser_remembers_the_last_ten_short_enough_questions_count() -> None:
    many = [[str(n), {}] for n in range(15)] + [["x" * (LONGEST_QUESTION + 1), {}]]
    assert questions_of(json.dumps(many)) == tuple((str(n), Choice()) for n in range(5, 15))


def test_an_answer_that_comes_at_once_is_not_first_drawn_as_growing() -> None:
    one, two = Exchange(1, "a", None, {}), Exchange(2, "b", None, {})
    assert list(_paced([one])) == [(one, True)]
    assert list(_paced([one, two], every=0.0)) == [(one, False), (two, True)]
    assert list(_paced([])) == []
