"""The log as JSON: what happened and where, and never what was asked or who did it."""

import io
import json
import logging
import re
import socket
import subprocess
import sys
import warnings
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient

from index.trouble import TROUBLES
from ui import texts_serving
from ui.entrance import _note
from ui.hushed import hush_gradio
from ui.logs import Told, log_as_json
from ui.lookout import lookout
from ui.seen import Seen
from ui.settings import SettingsError, load_settings
from ui.stray import told_of
from ui.terminal import CouldNot
from ui.watch_settings import Watching
from ui.watching import ENGINE_KINDS, Outcome, Watch, metric_names

CANARY = "zwartekanarie"
DEPLOY = Path(__file__).parent.parent / ".deploy"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Reads what was logged since, each line an object."""
    root, level = logging.getLogger(), logging.getLogger().level
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    with warnings.catch_warnings():
        log_as_json(written)
        yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.handlers[:] = [one for one in root.handlers if not isinstance(one.formatter, Told)]
    logging.raiseExceptions = True
    root.setLevel(level)
    logging.captureWarnings(False)


def test_an_error_is_told_by_kind_and_place(said: Any) -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("ui.app").exception("Een vraag liep fout.")
    (line,) = said()
    assert (line["level"], line["event"], line["error"]) == ("error", "Een vraag liep fout.", "ValueError")
    assert line["at"][0].startswith("test_ui_logs.py:")
    assert CANARY not in str(line)


def test_of_a_library_its_template_is_told_and_no_sentence_that_it_made(said: Any) -> None:
    logging.getLogger("elders").warning("kon %s niet lezen", CANARY)
    logging.getLogger("elders").warning(f"kon {CANARY} niet lezen")
    logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
    first, second, third = said()
    assert first["event"] == "kon %s niet lezen"
    assert second["event"].startswith("test_ui_logs.py:")
    assert third["event"] == "Invalid HTTP request received."


def test_a_warning_is_told_by_kind_and_place(said: Any) -> None:
    warnings.warn(f"te weinig velden: {CANARY}", UserWarning, stacklevel=1)
    (line,) = said()
    assert line["event"].startswith("UserWarning (test_ui_logs.py:")


def test_what_is_written_past_the_log_is_told_by_length_and_place_alone() -> None:
    assert told_of(f"onnx: {CANARY}") == {"characters": 6 + len(CANARY)}
    assert told_of('  File "/srv/x/qa/answer.py", line 12 in answer')["at"] == ["answer.py:12"]
    assert told_of("Fatal Python error: Segmentation fault")["error"] == "Segmentation fault"
    assert told_of(f"Fatal Python error: {CANARY}").keys() == {"characters"}


def test_every_line_that_a_process_writes_becomes_json_whoever_writes_it() -> None:
    run = f"""
import os, subprocess, sys, threading, warnings
from ui.logs import open_log
from ui.terminal import say

def broken():
    raise ValueError("{CANARY}")

class Held:
    def __del__(self):
        broken()

tell, _ = open_log("json")
tell("Klaar.")
say("Er gaat iets mis.")
print("{CANARY}")
os.write(2, b"in C: {CANARY}\\n" * 3)
subprocess.run([sys.executable, "-c", "import faulthandler, os; faulthandler.enable(); os.abort()"])
thread = threading.Thread(target=broken)
thread.start(); thread.join()
Held()
warnings.warn("{CANARY}")
sys.exit(4)
"""
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=False, timeout=60)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert (done.returncode, done.stdout) == (4, "")
    assert CANARY not in done.stderr
    events = [line["event"] for line in lines]
    assert {"Klaar.", "Er gaat iets mis.", texts_serving.STRAY, texts_serving.UNCAUGHT} <= {*events}
    assert sum(line.get("characters") == 6 + len(CANARY) for line in lines) == 3
    assert {line["error"] for line in lines if "error" in line} == {"ValueError", "Aborted"}
    assert any(event.startswith("UserWarning") for event in events)


def test_who_logged_in_is_not_in_a_log_that_is_gathered(said: Any) -> None:
    _note("Ingelogd", CANARY)
    (line,) = said()
    assert line["event"] == "Ingelogd"


def test_a_request_is_told_without_its_address_and_what_it_holds(said: Any) -> None:
    async def app(scope: Any, _receive: Any, send: Any) -> None:
        scope["bronwijzer.note"].route = "/bron/{id}"
        logging.getLogger("ui.app").error("Er ging iets mis.")
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    headers = {"Cookie": CANARY, "User-Agent": CANARY, "X-Forwarded-For": "203.0.113.9"}
    client = TestClient(Seen(app, Watch()), client=("203.0.113.7", 5))
    number = client.get(f"/bron/{CANARY}?van={CANARY}", headers=headers).headers["X-Request-Id"]
    inside, line = said()
    assert (line["event"], line["route"], line["status"]) == ("request", "/bron/{id}", 200)
    assert inside["request"] == line["request"] == number
    assert set(line) == {"time", "level", "event", "logger", "process", "request", "route", "status", "ms"}


def test_a_proxy_of_ours_may_number_requests_and_nobody_else() -> None:
    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def numbered(address: str, number: str) -> str:
        client = TestClient(Seen(app, Watch(), [ip_network("10.0.0.0/8")]), client=(address, 5))
        return str(client.get("/", headers={"X-Request-Id": number}).headers["X-Request-Id"])

    assert numbered("10.1.2.3", "proxy-0123456789") == "proxy-0123456789"
    for address, number in (("192.0.2.1", "proxy-0123456789"), ("10.1.2.3", "kort"), ("10.1.2.3", "x y" * 5)):
        assert numbered(address, number) != number


def test_gradio_tells_of_an_error_without_its_words(said: Any) -> None:
    from gradio import queueing  # slow

    hush_gradio()
    try:
        raise ValueError(CANARY)
    except ValueError:
        queueing.traceback.print_exc()
    (line,) = said()
    assert (line["logger"], line["error"]) == ("ui.hushed", "ValueError")
    assert CANARY not in str(line)
    assert queueing.traceback.format_exc().strip() == "NoneType: None"  # the rest of the module is as it was


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"LOG": "xml"}, "plain of json"),
        ({"METRICS_PORT": "70000"}, "1 tot 65535"),
        ({"METRICS_TOKEN": "kort"}, "16 tekens"),
        ({"METRICS_TOKEN": "een token met spaties erin"}, "zonder spaties"),
        ({"TELEMETRY": "collector:4318"}, "volledig adres"),
        ({"TELEMETRY": "http://jan:geheim@127.0.0.1:4318/v1/traces"}, "zonder wachtwoord"),
        ({"TELEMETRY": "http://collector.example:4318/v1/traces"}, "https"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_with_the_remedy(
    given: dict[str, str], word: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=word) as told:
        load_settings({f"BRONWIJZER_{name}": value for name, value in given.items()}, tmp_path)
    assert "geheim" not in str(told.value)


def test_what_can_be_set_is_taken_over(tmp_path: Path) -> None:
    given = {
        "LOG": "json",
        "METRICS_PORT": "9464",
        "METRICS_TOKEN": "x" * 16,
        "TELEMETRY": "https://otel.example/v1/traces",
    }
    settings = load_settings({f"BRONWIJZER_{name}": value for name, value in given.items()}, tmp_path)
    assert settings.watching == Watching("json", 9464, "x" * 16, "https://otel.example/v1/traces")
    assert "x" * 16 not in repr(settings)


def test_without_the_packages_for_traces_it_is_told_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    settings = Watching(telemetry="http://127.0.0.1:4318/v1/traces")
    with pytest.raises(CouldNot, match="pip install"), lookout(settings, print):
        pass


def test_a_port_for_metrics_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Watching(metrics_port=taken.getsockname()[1])
        with pytest.raises(CouldNot, match="bezet"), lookout(settings, print):
            pass


def test_the_rules_to_be_woken_by_name_metrics_that_are_there() -> None:
    rules = yaml.safe_load((DEPLOY / "alerts.yaml").read_text())["groups"][0]["rules"]
    named = {name for rule in rules for name in re.findall(r"bronwijzer_\w+", rule["expr"])}
    assert len(rules) == 4
    assert len(named) >= 4
    assert named <= metric_names()
    outcomes = {
        word
        for rule in rules
        for words in re.findall(r'outcome=~?"([^"]+)"', rule["expr"])
        for word in words.split("|")
    }
    assert outcomes <= set(Outcome)
    assert yaml.safe_load((DEPLOY / "prometheus.yml").read_text())["rule_files"] == ["alerts.yaml"]


def test_every_trouble_of_the_engine_has_a_label() -> None:
    assert set(TROUBLES) <= set(ENGINE_KINDS)
