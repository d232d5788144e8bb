"""What stands before the application: names, lengths, methods, and what breaks there."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from index import Index
from tests.browsing import Stage
from ui import build_app, texts
from ui.access_settings import Access
from ui.choice import NoSuchChoice, chosen_by
from ui.desk import Desk, House, at_once
from ui.entrance import hosts_of
from ui.peer import host_name
from ui.processes import resident as held


@pytest.fixture
def desk(tiny_index: Index) -> Desk:
    ask = Stage(tiny_index).ask
    return Desk(tiny_index, ask, at_once(ask))


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(build_app(lambda: desk), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def stage(tiny_index: Index) -> Iterator[Stage]:
    stage = Stage(tiny_index)
    stage.start()
    yield stage
    stage.stop()


def test_a_body_that_says_two_lengths_is_refused_unread(stage: Stage) -> None:
    with socket.create_connection(("127.0.0.1", stage.port), timeout=30) as line:
        line.sendall(
            b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5\r\n"
            b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n1000\r\n"
        )
        assert line.recv(100).split(b"\r\n")[0].split()[1] in (b"400", b"411")


def test_many_who_wait_for_first_questions_stop_nobody_else(stage: Stage) -> None:
    """More of them than the server has threads."""
    stage.gate.clear()
    with ThreadPoolExecutor(60) as people:
        asked = [people.submit(httpx.get, f"{stage.address}deel/voorbeelden", timeout=60) for _ in range(60)]
        try:
            time.sleep(1)
            assert httpx.get(f"{stage.address}deel/keuze", timeout=10).status_code == 200
            assert not any(one.done() for one in asked)
        finally:
            stage.gate.set()
        assert {one.result().status_code for one in asked} == {200}


def test_a_length_and_pieces_together_are_refused(client: TestClient) -> None:
    both = {"Content-Length": "5", "Transfer-Encoding": "chunked"}
    reply = client.post("/api/ask", content=b'{"question": "Wat?"}', headers=both)
    assert (reply.status_code, reply.json()) == (411, {"error": texts.LENGTH_REQUIRED})


def test_a_page_that_calls_this_computer_by_a_name_of_its_own_reads_nothing(desk: Desk) -> None:
    house = House(hosts=hosts_of(Access(), "127.0.0.1"))
    with TestClient(build_app(lambda: desk, house)) as client:
        for path in ("/", "/healthz", "/deel/bladeren"):
            reply = client.get(path, headers={"Host": "kwaad.example:7860"})
            assert (reply.status_code, reply.json()) == (421, {"error": texts.UNKNOWN_HOST})
        for name in ("localhost:7860", "127.0.0.1", "[::1]:7860", "LocalHost."):
            assert client.get("/healthz", headers={"Host": name}).status_code == 200


@pytest.mark.parametrize(
    ("access", "host", "known"),
    [
        (Access(), "127.0.0.1", {"localhost", "127.0.0.1", "::1"}),
        (Access(), "localhost", {"localhost", "127.0.0.1", "::1"}),
        (Access(), "0.0.0.0", set()),
        (Access(users=Path("users")), "127.0.0.1", set()),  # a cookie is for one name
        (Access(hosts=("Chat.Gemeente.be",)), "::1", {"localhost", "127.0.0.1", "::1", "chat.gemeente.be"}),
    ],
)
def test_names_are_asked_for_where_nobody_logs_in_on_this_computer_or_where_they_are_set(
    access: Access, host: str, known: set[str]
) -> None:
    assert hosts_of(access, host) == known


@pytest.mark.parametrize("host", ["", "[", "[::1", ":80", "@", "localhost.kwaad.example"])
def test_what_is_no_name_of_ours_is_none(host: str) -> None:
    assert host_name(host) not in hosts_of(Access(), "127.0.0.1")


@pytest.mark.parametrize("path", ["/bron/a/b", "/deel/niets", "/bestand/a/b/c", "/web/niets.css"])
def test_what_does_not_exist_is_told_in_dutch(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert (reply.status_code, reply.json()) == (404, {"error": texts.NOT_FOUND})


@pytest.mark.parametrize("path", ["/deel/bladeren", "/healthz", "/deel/keuze"])
def test_who_asks_for_the_head_alone_gets_it(client: TestClient, path: str) -> None:
    assert client.head(path).status_code == client.get(path).status_code == 200


def test_what_breaks_in_a_layer_around_the_page_is_told_in_dutch(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise RuntimeError("geheim")

    monkeypatch.setattr("ui.shell.around", broken)
    with TestClient(build_app(lambda: desk), raise_server_exceptions=False) as client:
        reply = client.get("/")
        assert (reply.status_code, reply.json()) == (500, {"error": texts.FAILED})


def test_where_there_are_no_documents_none_can_be_chosen() -> None:
    with pytest.raises(NoSuchChoice, match="Niemand"):
        chosen_by({"publisher": ["Niemand"]}, {})


def test_the_memory_of_a_process_counts_that_of_its_children() -> None:
    """A parent that does little, and a child that holds 200 MB."""
    child = "import time; held = b'x' * 200_000_000; print('there', flush=True); time.sleep(60)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"there\n"
        assert held(process.pid) > 200
        os.killpg(process.pid, signal.SIGKILL)
