"""A real server under watch: neither its log, its figures nor its traces hold a word of what was asked."""

import gzip
import json
import os
import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from index import Stages, stage
from tests.test_ui_canary import CANARY, QUESTIONS, Room, by_hand, on_the_page, post, room, serving, taken
from ui.tracing import Spans
from ui.watching import By, Outcome, Watch

__all__ = ["room"]
TOKEN = "een-lang-token-voor-prometheus"


class Receiver(ThreadingHTTPServer):
    """What speaks OTLP over HTTP, and keeps what it heard."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Heard)
        self.bodies: list[bytes] = []
        self.headers: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/v1/traces"

    def spans(self) -> list[Any]:
        found = []
        for body in self.bodies:
            told = ExportTraceServiceRequest.FromString(body)
            found += [span for one in told.resource_spans for scope in one.scope_spans for span in scope.spans]
        return found


class _Heard(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        packed = self.headers.get("content-encoding") == "gzip"
        self.server.bodies.append(gzip.decompress(body) if packed else body)
        self.server.headers.append(str(self.headers))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_question_is_a_span_with_its_stages_inside(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", f"host.name={CANARY}")
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:1")
    spans, stages = Spans(receiver.url), Stages()
    with stages.listening(), stage("search"), stage("encode"):
        pass
    Watch(spans).asked(By.API, Outcome.REFUSED, 0.25, "NOT_FOUND", stages.noted)
    spans.close()
    found = {span.name: span for span in receiver.spans()}
    assert set(found) == {"question", "search", "encode"}
    whole = found["question"]
    assert not whole.parent_span_id
    assert {found[name].parent_span_id for name in ("search", "encode")} == {whole.span_id}
    assert whole.end_time_unix_nano - whole.start_time_unix_nano == 250_000_000
    told = {one.key: one.value.string_value for one in whole.attributes}
    assert told == {"bronwijzer.by": "api", "bronwijzer.outcome": "refused", "bronwijzer.reason": "not_found"}
    assert CANARY.encode() not in b"".join(receiver.bodies)


def test_nobody_who_receives_traces_holds_up_an_answer() -> None:
    spans = Spans("http://127.0.0.1:9/v1/traces")  # nobody is there
    watch = Watch(spans)
    for _ in range(3_000):  # more than may wait
        watch.asked(By.API, Outcome.ANSWERED, 0.1)
    assert watch.registry.get_sample_value("bronwijzer_question_seconds_count", {"by": "api"}) == 3_000
    spans.close()


@pytest.mark.encoder
def test_what_watches_a_server_hears_no_question(room: Room, receiver: Receiver) -> None:
    set_to = {"LOG": "json", "METRICS_TOKEN": TOKEN, "TELEMETRY": receiver.url}
    room.environment.update({f"BRONWIJZER_{name}": value for name, value in set_to.items()})
    with serving(room) as address:
        for number, question in enumerate(QUESTIONS):
            assert post(address, "/api/ask", {"question": question})[0] == taken(question)
            on_the_page(address, question, f"tab{number}")
        post(address, f"/{CANARY}?{CANARY}", {})
        by_hand(address, "hand")
        asked = urllib.request.Request(f"{address}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        with urllib.request.urlopen(asked, timeout=60) as reply:
            figures = reply.read().decode()
    assert room.leaks() == []
    assert CANARY not in figures.lower()
    assert re.search(r'bronwijzer_questions_total{by="api",outcome="refused",reason="\w+"} [1-9]', figures)
    assert CANARY.encode() not in b"".join(receiver.bodies).lower()
    names = [span.name for span in receiver.spans()]
    assert names.count("question") >= 2 * len(QUESTIONS) - 1
    assert "search" in names
    assert "Traceback" not in room.said
    assert [line for line in room.said.splitlines() if not line.startswith("{")] == []
    lines = [json.loads(line) for line in room.said.splitlines()]
    assert {line["event"] for line in lines} >= {"request"}
    assert any(line.get("error") == "ValueError" for line in lines)  # Gradio's, without its words


def test_without_an_address_nothing_of_traces_is_loaded_whatever_the_environment_says() -> None:
    asked = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "OTEL_TRACES_EXPORTER": "otlp"}
    run = (
        "import sys\nfrom ui.lookout import lookout\nfrom ui.watch_settings import Watching\n"
        "with lookout(Watching(), print) as watch:\n    assert watch.traces is None\n"
        "print(sorted(name for name in sys.modules if name.startswith('opentelemetry')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", run], env=os.environ | asked, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
