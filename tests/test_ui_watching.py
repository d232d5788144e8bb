"""What is counted of a running server, and whether it is ready: told without what was asked, and bounded."""

import re
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from index import RETRY, EngineUnavailable, Index, Stages, stage
from qa import Answer, Citation, Claim, Reason, Turn
from ui import build_app, texts_serving
from ui.desk import Desk, House, at_once
from ui.seen import HEADER
from ui.watching import ROUTES, By, Outcome, Trouble, Watch

TOKEN = "een-lang-token-voor-prometheus"
ASKED = {"Authorization": f"Bearer {TOKEN}"}
CANARY = "zwartekanarie"


class Full(Exception):
    outcome = "busy"


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def client(watch: Watch, tiny_index: Index) -> Iterator[TestClient]:
    def ask(question: str, _history: Sequence[Turn] = ()) -> Answer:
        with stage("encode"):
            if "struikel" in question:
                raise RuntimeError(question)
            if "druk" in question:
                raise Full
            if "weg" in question:
                with stage(RETRY):
                    raise EngineUnavailable("De databank is weg.", kind="refused", retry=True)
        if "woningen" not in question:
            return Answer(question, (), Reason.NOT_FOUND, "Dat staat niet in de documenten.", (), "extractive")
        claim = Claim("Zo is het.", (Citation(next(iter(tiny_index.documents)), "p", "", 0, 0),))
        return Answer(question, (claim,), None, "", (), "extractive")

    desk = Desk(tiny_index, ask, at_once(ask))
    house = House(watch=watch, metrics_token=TOKEN)
    with TestClient(build_app(lambda: desk, house), raise_server_exceptions=False) as client:
        yield client


def read(client: TestClient) -> dict[str, float]:
    """Every series and its value: 'bronwijzer_x_total{by=api}' -> 1.0."""
    text = client.get("/metrics", headers=ASKED).text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {f"{s.name}{{{','.join(f'{k}={v}' for k, v in sorted(s.labels.items()))}}}": s.value for s in samples}


def ask(client: TestClient, question: str) -> Any:
    return client.post("/api/ask", json={"question": question})


def test_alive_says_how_many_documents_and_ready_says_so(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "documents": 2}
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json()) == (200, {"status": "ready"})


@pytest.mark.parametrize("trouble", [Trouble.ENGINE, Trouble.PROCESSES, Trouble.INDEX])
def test_what_is_not_sound_makes_it_unready_and_is_told_without_places(
    client: TestClient, watch: Watch, trouble: Trouble
) -> None:
    watch.check(trouble, lambda: False)
    reply = client.get("/readyz")
    told = {"status": "not ready", "reason": trouble.value, "error": texts_serving.NOT_READY[trouble]}
    assert (reply.status_code, reply.json()) == (503, told)
    assert client.get("/healthz").status_code == 200


def test_a_check_that_breaks_or_hangs_is_not_sound(
    client: TestClient, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = threading.Event()
    monkeypatch.setattr("ui.vitals._PATIENCE", 0.05)
    monkeypatch.setattr("ui.vitals._FRESH", 0.0)
    watch.check(Trouble.PROCESSES, lambda: 1 / 0 > 0)
    assert client.get("/readyz").json()["reason"] == "processes"
    watch.check(Trouble.PROCESSES, lambda: held.wait(5))
    assert client.get("/readyz").json()["reason"] == "engine"
    held.set()


def test_a_server_that_stops_says_so_at_once(client: TestClient, watch: Watch) -> None:
    assert client.get("/readyz").status_code == 200
    watch.stopping = True
    assert client.get("/readyz").json()["reason"] == "stopping"


def test_a_thousand_looks_ask_the_engine_once(client: TestClient, watch: Watch) -> None:
    looked: list[int] = []
    watch.check(Trouble.ENGINE, lambda: not looked.append(1))
    for _ in range(50):
        assert client.get("/readyz").status_code == 200
    assert 1 <= len(looked) <= 3  # a second passed at most twice


def test_questions_are_counted_by_how_they_ended(client: TestClient) -> None:
    for question in ("Hoeveel woningen?", "Wat met fietsen?", "struikel", "druk"):
        ask(client, question)
    counted = read(client)
    for outcome, reason in (("answered", ""), ("refused", "not_found"), ("failed", ""), ("busy", "")):
        assert counted[f"bronwijzer_questions_total{{by=api,outcome={outcome},reason={reason}}}"] == 1
    assert counted["bronwijzer_question_seconds_count{by=api}"] == 2
    assert counted["bronwijzer_stage_seconds_count{stage=encode}"] == 4
    assert counted["bronwijzer_requests_total{route=/api/ask,status=200}"] == 2
    assert counted["bronwijzer_index_documents{}"] == 2
    assert counted["process_resident_memory_bytes{}"] > 0


def test_a_question_for_which_the_engine_is_away_counts_as_that(client: TestClient) -> None:
    assert ask(client, "Is hij weg?").status_code == 503
    counted = read(client)
    assert counted["bronwijzer_questions_total{by=api,outcome=engine,reason=}"] == 1
    assert counted["bronwijzer_engine_errors_total{kind=refused}"] == 1
    assert counted["bronwijzer_engine_retries_total{}"] == 1


def test_who_asks_too_often_is_counted_by_how_they_came(tiny_index: Index) -> None:
    def silent(question: str, _history: Sequence[Turn] = ()) -> Answer:
        return Answer(question, (), Reason.EMPTY, "", (), "extractive")

    desk = Desk(tiny_index, silent, at_once(silent))
    client = TestClient(build_app(lambda: desk, House(per_minute=1, metrics_token=TOKEN)))
    for path, times in (("/api/ask", 2), ("/mcp", 1), ("/gradio_api/queue/join", 22)):
        for _ in range(times):
            client.post(path, json={"question": "Wat?"})
    counted = read(client)
    assert counted["bronwijzer_throttled_total{by=api}"] == counted["bronwijzer_throttled_total{by=mcp}"] == 1
    assert counted["bronwijzer_throttled_total{by=page}"] == 2


def test_a_question_that_is_broken_off_counts_as_that(watch: Watch) -> None:
    growing = iter([Answer("", (), Reason.EMPTY, "", (), "extractive")] * 3)
    following = watch.followed(By.CHAT, growing)
    next(following)
    following.close()  # type: ignore[attr-defined]
    stopped = {"by": "chat", "outcome": "stopped", "reason": ""}
    assert watch.registry.get_sample_value("bronwijzer_questions_total", stopped) == 1


def test_a_thousand_strange_requests_make_no_new_series_and_leave_no_word(client: TestClient) -> None:
    def strange(number: int) -> None:
        for method, path in (
            ("GET", f"/{CANARY}{number}"),
            (f"{CANARY}{number}", "/"),
            ("GET", f"/bron/{CANARY}{number}"),
        ):
            client.request(method, path, headers={"X-Request-Id": f"{CANARY}{number}", "User-Agent": CANARY})
        ask(client, f"{CANARY} {number}")

    strange(0)
    read(client)
    before = read(client)
    for number in range(1, 250):
        strange(number)
    after = read(client)
    assert set(after) == set(before)
    assert CANARY not in str(after)


def test_words_that_others_bring_along_do_not_become_labels(watch: Watch) -> None:
    for number in range(2 * ROUTES):
        watch.requested(f"/{number}", 200)
        watch.login(CANARY)
        watch.engine_failed(CANARY)
        watch.throttled(CANARY)
        watch.reindexed(CANARY)
    watch.asked(By.API, Outcome.ANSWERED, 0.1, stages=_noted(CANARY))
    text = watch.text().decode()
    assert CANARY not in text
    assert text.count("bronwijzer_requests_total{") <= ROUTES + 1


def test_metrics_are_not_there_unless_asked_for_and_then_for_who_has_the_token(
    client: TestClient, tiny_index: Index
) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": f"Basic {TOKEN}"}):
        reply = client.get("/metrics", headers=headers)
        assert (reply.status_code, reply.json()) == (401, {"error": texts_serving.METRICS_TOKEN_WANTED})

    def silent(question: str, _history: Sequence[Turn] = ()) -> Answer:
        return Answer(question, (), Reason.EMPTY, "", (), "extractive")

    with TestClient(build_app(lambda: Desk(tiny_index, silent, at_once(silent)))) as closed:
        assert closed.get("/metrics", headers=ASKED | {"Authorization": "Bearer "}).status_code == 404


def test_what_others_let_look_at_is_read_and_what_breaks_is_left_out(watch: Watch) -> None:
    watch.gauge("queue_waiting", lambda: 3)
    watch.gauge("processes_restarted", lambda: 2)
    watch.gauge("engine_up", lambda: 1 / 0)
    text = watch.text().decode()
    assert re.search(r"^bronwijzer_queue_waiting 3", text, re.M)
    assert re.search(r"^bronwijzer_processes_restarted_total 2", text, re.M)
    assert "engine_up 1" not in text
    with pytest.raises(KeyError):
        watch.gauge("verzonnen", lambda: 1)


def test_every_answer_carries_a_number_that_only_a_proxy_of_ours_may_choose(client: TestClient) -> None:
    numbers = {client.get("/healthz", headers={HEADER: "van-de-browser-zelf"}).headers[HEADER] for _ in range(3)}
    assert len(numbers) == 3
    assert all(re.fullmatch("[0-9a-f]{16}", number) for number in numbers)


def test_stages_are_noted_for_who_listens_and_for_nobody_else() -> None:
    stages = Stages()
    with stage("search"):
        pass
    with stages.listening(), stage("search"), stage("encode"):
        pass
    assert [one.name for one in stages.noted] == ["encode", "search"]


def _noted(name: str) -> Sequence[Any]:
    stages = Stages()
    with stages.listening(), stage(name):
        pass
    return stages.noted
