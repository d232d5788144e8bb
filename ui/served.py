"""A real `bronwijzer serve` in a process of its own, for who measures it; it does not know who asks what.

Always on 127.0.0.1, on a port that is free; ended with its context, by the signal that a person sends with Ctrl-C.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 180.0  # seconds until it must answer
_GOODBYE = 60.0  # seconds until it must have ended


class NotServed(Exception):
    """The server did not start, or ended by itself; `str(error)` holds what it said."""


@dataclass(frozen=True, slots=True)
class Served:
    address: str
    process: subprocess.Popen[bytes]
    said: Path  # what it wrote on stderr
    seconds: float  # from its start to its first answer

    @property
    def id(self) -> int:
        return self.process.pid


@contextmanager
def served(settings: Mapping[str, str] | None = None, before: Sequence[str] = ()) -> Iterator[Served]:
    """`settings`: variables of the environment on top of those of now; `before`: a program that starts it."""
    with tempfile.TemporaryDirectory() as folder:
        one = begin(Path(folder) / "said", settings or {}, free_port(), before)
        try:
            yield one
        finally:
            end(one)


def begin(said: Path, settings: Mapping[str, str], port: int, before: Sequence[str] = ()) -> Served:
    command = [*before, sys.executable, "-m", "ui.cli", "serve", "--host", "127.0.0.1", "--port", str(port)]
    start, address = time.perf_counter(), f"http://127.0.0.1:{port}/"
    with said.open("ab") as stderr:
        process = subprocess.Popen(command, env=os.environ | dict(settings), stderr=stderr, stdout=subprocess.DEVNULL)
    try:
        while not answers_at(address):
            if process.poll() is not None or time.perf_counter() - start > _PATIENCE:
                raise NotServed(f"The server did not start: try `bronwijzer serve`.\n{_tail(said)}")
            time.sleep(0.1)
    except BaseException:
        process.kill()
        process.wait()
        raise
    return Served(address, process, said, time.perf_counter() - start)


def end(one: Served) -> None:
    """By Ctrl-C; one that does not listen to that is killed."""
    if one.process.poll() is not None:
        return
    one.process.send_signal(signal.SIGINT)
    try:
        one.process.wait(_GOODBYE)
    except subprocess.TimeoutExpired:
        one.process.kill()
        one.process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def answers_at(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}healthz", timeout=2):
            return True
    except OSError:
        return False


def _tail(said: Path) -> str:
    return said.read_text(encoding="utf-8", errors="replace")[-2000:]
