"""Nothing leaves the machine: the real server under a watch that stops and notes every connection to elsewhere.

What a real browser asks of other hosts is judged in every browser test (tests/browsing.py).
"""

import json
import urllib.request

import pytest

from index import Index
from tests.test_ui_canary import Room, on_the_page, post, room, serving

__all__ = ["room"]
WATCH = """
import sys
from pathlib import Path
def watch(event, details, noted=Path({noted!r})):
    if event == "socket.connect":
        address = details[1]
        home = not isinstance(address, tuple) or address[0] in ("127.0.0.1", "::1", "localhost")
    elif event == "socket.getaddrinfo":
        home = details[0] in (None, "", "127.0.0.1", "::1", "localhost", b"127.0.0.1", b"localhost")
    elif event == "socket.sendto":
        home = not isinstance(details[1], tuple) or details[1][0] in ("127.0.0.1", "::1")
    else:
        return
    if not home:
        with noted.open("a") as file:
            print(event, details[1:] if event != "socket.getaddrinfo" else details, file=file)
        raise OSError("no connection to elsewhere")
sys.addaudithook(watch)
"""

pytestmark = pytest.mark.encoder


def fetched(address: str, path: str) -> str:
    with urllib.request.urlopen(f"{address}{path}", timeout=60) as reply:
        return str(reply.read().decode("utf-8", errors="replace"))


def test_a_server_that_is_used_in_every_way_calls_nobody(room: Room, real_index: Index) -> None:
    noted = room.home / "cwd" / "noted"
    with serving(room, WATCH.format(noted=str(noted))) as address:
        asked = {"question": "Wat stelt de VVSG voor over zomerscholen?"}
        status, body = post(address, "/api/ask", asked)
        citation = json.loads(body)["citations"][0]
        assert status == 200
        assert "structureel aanbod" in on_the_page(address, asked["question"], "tab")
        assert "Bronwijzer" in fetched(address, "/")
        for part in (
            "vergelijken?thema=wonen",
            "bladeren?zoek=wonen",
            "bladeren?weergave=themas",
            "keuze",
            "voorbeelden",
        ):
            assert fetched(address, f"/deel/{part}")
        id = next(d.id for d in real_index.documents.values() if d.source == citation["source"])
        quoted = {"kind": "quote", "document": id, "start": citation["start"], "end": citation["end"]}
        for kind in ("docx", "md", "pdf"):
            assert export(address, kind, quoted)
        for page in ("toegankelijkheid", "privacy", f"bron/{id}?van=0&tot=9"):
            assert 'lang="nl"' in fetched(address, f"/{page}")
        assert fetched(address, f"/bestand/{id}")
    assert not noted.exists(), noted.read_text()


def test_the_watch_stops_and_notes_who_calls_elsewhere(room: Room) -> None:
    noted = room.home / "cwd" / "noted"
    calling = "import socket\ntry:\n    socket.create_connection(('192.0.2.1', 80), 1)\nexcept OSError:\n    pass\n"
    with serving(room, WATCH.format(noted=str(noted)) + calling):
        pass
    assert "192.0.2.1" in noted.read_text()


def export(address: str, kind: str, item: dict[str, object]) -> bytes:
    body = json.dumps({"title": "Proef", "items": [item]}).encode()
    request = urllib.request.Request(f"{address}/dossier/{kind}", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        return bytes(reply.read())
