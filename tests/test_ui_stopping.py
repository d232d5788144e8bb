"""The web server as a program of its own: how it ends, what stays behind of it, and what it takes in."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.test_ui_crew import gone, until
from ui.server import Server, configured
from ui.terminal import INTERRUPTED

ROOT = Path(__file__).parent.parent

CREW = """
import multiprocessing.forkserver, sys, threading
from tests.conftest import HashingEncoder
from tests.slow_answers import acting
from ui.crew import Crew
from ui.lane import Lent

if __name__ == "__main__":
    crew = Crew(acting, Lent(HashingEncoder()), 2, str)
    crew.wait(60)
    threading.Thread(target=crew, args=("sleep 60",), daemon=True).start()
    while not crew.state().busy:
        pass
    print(*crew.state().pids, multiprocessing.forkserver._forkserver._forkserver_pid, flush=True)
    sys.stdin.read()
"""

WEB = """
import socket, sys, threading
from ui.server import Server, configured

asked = threading.Event()

async def app(scope, receive, send):
    if scope["type"] == "http":
        from anyio import sleep
        seconds = float(scope["path"][1:])
        if seconds:
            asked.set()
        await sleep(seconds)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"klaar"})

listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
finish = threading.Event()

def told():
    asked.wait(10)
    print("wacht", flush=True)
    finish.wait(float(sys.argv[1]))

Server(configured(app), told, 1).run(sockets=[listener])
"""


@contextmanager
def program(source: str, folder: Path, *given: str) -> Iterator["subprocess.Popen[str]"]:
    """Runs it, and ends it whatever comes."""
    file = folder / "program.py"
    file.write_text(source, encoding="utf-8")
    command, environment = [sys.executable, str(file), *given], os.environ | {"PYTHONPATH": str(ROOT)}
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, cwd=ROOT, **pipes) as running:
        try:
            yield running
        finally:
            running.kill()


def line_of(running: "subprocess.Popen[str]") -> str:
    assert running.stdout
    return running.stdout.readline().strip()


def asking(running: "subprocess.Popen[str]", path: str) -> HTTPConnection:
    """Asks of a server that has begun."""
    web = HTTPConnection("127.0.0.1", int(line_of(running)), timeout=30)
    web.request("GET", "/0")
    assert web.getresponse().read() == b"klaar"
    web.request("GET", path)
    return web


@pytest.mark.skipif(sys.platform == "win32", reason="no such process there")
def test_of_a_server_that_is_killed_nothing_stays_behind_whatever_it_was_doing(tmp_path: Path) -> None:
    with program(CREW, tmp_path) as running:
        pids = [int(pid) for pid in line_of(running).split()]
        assert len(pids) == 3
        os.kill(running.pid, signal.SIGKILL)
        until(lambda: all(map(gone, pids)))


def test_a_server_that_is_told_to_end_answers_what_was_asked_and_ends_without_a_failure(tmp_path: Path) -> None:
    with program(WEB, tmp_path, "1.5") as running:
        web = asking(running, "/1")
        running.terminate()
        assert line_of(running) == "wacht"
        assert web.getresponse().read() == b"klaar"
        assert running.wait(30) == 0


def test_a_second_signal_ends_it_at_once(tmp_path: Path) -> None:
    with program(WEB, tmp_path, "60") as running:
        web = asking(running, "/60")
        running.terminate()
        assert line_of(running) == "wacht"
        running.terminate()
        assert running.wait(20) == INTERRUPTED
        web.close()


# --- limits ---


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Of a server that takes four connections at once."""
    monkeypatch.setattr("ui.server.CONNECTIONS", 4)

    async def app(scope: Any, _receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
            await send({"type": "http.response.body", "body": b"klaar"})

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server(configured(app), lambda: None, 1)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join(20)


def status(port: int, **headers: str) -> int:
    web = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        web.request("GET", "/", headers=headers)
        return web.getresponse().status
    finally:
        web.close()


def test_a_request_with_a_header_without_end_is_refused_and_others_are_answered(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as web:
        web.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Lang: " + b"a" * 100_000)
        assert web.recv(1000).startswith(b"HTTP/1.1 4")
    assert status(port, **{"X-Lang": "a" * 30_000}) == 200


def test_who_sends_slowly_holds_up_nobody_and_who_comes_when_all_are_taken_is_told(port: int) -> None:
    slow = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(2)]
    for web in slow:
        web.sendall(b"GET / HTTP/1.1\r\nHo")
    assert status(port) == 200
    more = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(3)]
    for web in more:
        web.sendall(b"GET / HTTP/1.1\r\nHo")
    until(lambda: status(port) == 503)
    for web in (*slow, *more):
        web.close()
    until(lambda: status(port) == 200)
