"""Servers of an index that are away: what people read, what the log says, and that it goes on by itself."""

import logging
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from threading import Thread
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from index import RETRY, EngineSign, EngineUnavailable, Index, IndexMismatch, Stages, engine_manifest
from index.connection import open_engine
from index.schema import HOME
from qa import Assistant
from tests.postgres import Server, Started
from ui import away, batch, build_app
from ui import texts_serving as serving
from ui.batch import Request, answer_all
from ui.desk import Desk, House
from ui.gradio_page import drawn, exchanges_of
from ui.late import patiently
from ui.live import Live, desk_of, watched

SCHOOLS = "Welke voorstellen zijn er over zomerscholen?"
GONE = EngineUnavailable("De databank db/bw antwoordt niet.", kind="refused", retry=True)
SHUT = EngineUnavailable("De databank db/bw weigert het wachtwoord.", kind="password")


@dataclass(slots=True)
class Tap:
    """A desk that answers as long as no trouble is set."""

    desk: Desk
    trouble: EngineUnavailable | None = None
    turns: list[EngineUnavailable] = field(default_factory=list)  # each met once, before an answer

    def __call__(self) -> Desk:
        return replace(self.desk, ask=self.ask, answering=self.answering, extractive=None)

    def answering(self, *given: Any, **more: Any) -> Iterator[Any]:
        if self.turns:
            raise self.turns.pop(0)
        if self.trouble:
            raise self.trouble
        yield from self.desk.answering(*given, **more)

    def ask(self, *given: Any) -> Any:
        *_, answer = self.answering(*given, consent=False)
        return answer


@pytest.fixture
def tap(tiny_index: Index) -> Tap:
    away._said.clear()
    return Tap(desk_of(Assistant(tiny_index), ""))


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.WARNING)
    return caplog


@pytest.mark.parametrize(
    ("trouble", "sentence"), [(GONE, serving.NO_ANSWER_NOW), (SHUT, serving.NO_ANSWER_UNTIL_MENDED)]
)
def test_a_question_that_cannot_be_looked_up_is_told_calmly_and_can_be_asked_again(
    tap: Tap, trouble: EngineUnavailable, sentence: str, told: pytest.LogCaptureFixture
) -> None:
    tap.trouble = trouble
    (broken,) = exchanges_of(SCHOOLS, (), tap(), consent=False)
    _conversation, turns, _sources = drawn((broken,), tap())
    assert sentence in turns
    assert SCHOOLS in turns
    assert str(trouble) not in turns
    tap.trouble = None
    *_, answered = exchanges_of(SCHOOLS, (broken,), tap(), consent=False)
    assert answered.answer
    assert told.messages == [str(trouble)]


def test_the_log_does_not_tell_the_same_for_every_question(tap: Tap, told: pytest.LogCaptureFixture) -> None:
    tap.trouble = GONE
    for _ in range(5):
        list(exchanges_of(SCHOOLS, (), tap(), consent=False))
    tap.trouble = SHUT
    list(exchanges_of(SCHOOLS, (), tap(), consent=False))
    assert told.messages == [str(GONE), str(SHUT)]
    assert SCHOOLS not in told.text


def test_the_api_says_503_and_when_to_ask_again(tap: Tap) -> None:
    with TestClient(build_app(tap)) as client:
        tap.trouble = GONE
        refused = client.post("/api/ask", json={"question": SCHOOLS})
        assert (refused.status_code, refused.headers["retry-after"]) == (503, str(away.AGAIN))
        assert refused.json() == {"error": serving.NOT_READ_NOW}
        tap.trouble = SHUT
        assert client.post("/api/ask", json={"question": SCHOOLS}).json() == {"error": serving.NOT_READ_UNTIL_MENDED}
        tap.trouble = None
        assert client.post("/api/ask", json={"question": SCHOOLS}).status_code == 200


def test_a_file_of_questions_waits_for_a_database_that_comes_back(tap: Tap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_PAUSES", (0.01, 0.01))
    requests = [Request(str(number), SCHOOLS, ()) for number in range(3)]
    tap.turns = [GONE, GONE]
    first, *_ = answer_all(requests, tap.ask, tap.desk.documents)
    assert first["reason"] != "fout"
    tap.turns = [SHUT, GONE, GONE, GONE]
    assert [one["reason"] == "fout" for one in answer_all(requests, tap.ask, tap.desk.documents)] == [True, True, False]


# --- with a real server ---


def put(url: str, generation: str, revision: int, made: str = "nu") -> None:
    """A manifest, as a run leaves it at its end."""
    columns = "format, encoder, dimension, splitting, analysis, code, made, generation, revision, shards"
    values = "1, 'hash', 256, '{}', '{}', 'x', %s, %s, %s, 1, 2, 3, 1.0"
    with open_engine(url).home.writing() as connection:
        connection.execute(HOME)
        connection.execute("DELETE FROM bronwijzer.manifest")
        statement = f"INSERT INTO bronwijzer.manifest ({columns}, documents, passages, length) VALUES ({values})"
        connection.execute(statement, (made, generation, revision))
        connection.commit()


@pytest.fixture
def own(start_postgres: Started) -> Server:
    return start_postgres()


def test_a_new_revision_is_taken_up_and_a_server_that_is_away_is_told_once(
    own: Server, tiny_index: Index, told: pytest.LogCaptureFixture
) -> None:
    place, opened = (own.url(),), []
    put(own.url(), "a", 1)

    def desk() -> Desk:
        opened.append(EngineSign(place)())
        return desk_of(Assistant(tiny_index), "")

    live, house = Live(place, desk), House()
    watched(live, house.watch)
    assert not live.look()
    put(own.url(), "a", 2)
    assert live.look()
    put(own.url(), "b", 1)
    assert live.look()
    assert opened == [("a", 1, "nu"), ("a", 2, "nu"), ("b", 1, "nu")]
    before = live()
    own.crash()
    assert [live.look(), live.look(), live.look()] == [False] * 3
    assert (live() is before, bool(live.trouble), len(house.watch.troubles())) == (True, True, 1)
    told_of = house.watch.text().decode()
    assert 'bronwijzer_engine_errors_total{kind="refused"} 3.0' in told_of
    assert "bronwijzer_engine_up 0.0" in told_of
    assert "bronwijzer_engine_connections_used 0.0" in told_of
    own.start()
    assert not live.look()
    assert (live() is before, live.trouble, house.watch.troubles()) == (True, "", ())
    put(own.url(), "b", 1, "later")  # by a server that took over: what was revision 1 was lost with the other
    assert live.look()
    assert len(told.messages) == 2
    assert told.messages[0].endswith("nieuwe vragen krijgen geen antwoord.")
    assert told.messages[1] == serving.ENGINE_IS_BACK


def test_what_is_tried_again_and_what_is_in_use_is_noted(own: Server) -> None:
    shard, stages = open_engine(own.url(), patience=0.2).home, Stages()
    assert (shard.read(lambda _connection: shard.used), shard.used) == (1, 0)
    own.crash()
    with stages.listening(), pytest.raises(EngineUnavailable):
        shard.rows("SELECT 1")
    assert {one.name for one in stages.noted} == {RETRY}
    assert shard.used == 0


def test_a_database_without_an_index_says_how_to_make_one(database: str) -> None:
    with pytest.raises(IndexMismatch, match="bronwijzer index"):
        engine_manifest((database,))
    put(database, "a", 7)
    row = engine_manifest((database,))
    assert (row["generation"], row["revision"], row["analysis"]) == ("a", 7, {})


def test_a_server_that_starts_before_its_database_waits_and_says_so(
    own: Server, told: pytest.LogCaptureFixture
) -> None:
    put(own.url(), "a", 1)
    own.stop()
    found: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        at = f"http://127.0.0.1:{listener.getsockname()[1]}"
        sign = EngineSign((own.url(),))
        waiting = Thread(target=lambda: found.append(patiently(sign, listener)))
        waiting.start()
        assert httpx.get(f"{at}/healthz", timeout=10).status_code == 200
        not_ready = {"status": "not ready", "reason": "engine", "error": serving.NOT_READY["engine"]}
        page, ready = httpx.get(f"{at}/", timeout=10), httpx.get(f"{at}/readyz", timeout=10)
        assert (page.status_code, serving.STARTING in page.text) == (503, True)
        assert (ready.status_code, ready.json()) == (503, not_ready)
        own.start()
        waiting.join(20)
        assert listener.fileno() >= 0  # still ours: who connected meanwhile is answered by what comes after
    assert found == [("a", 1, "nu")]
    assert told.messages[-1] == serving.ENGINE_IS_BACK
    assert "schrijf" not in told.text


def test_a_wrong_password_at_the_start_is_told_at_once_and_not_waited_for(postgres: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.raises(EngineUnavailable) as caught:
        patiently(EngineSign((postgres.url(password="fout"),)), listener)
    assert caught.value.kind == "password"
