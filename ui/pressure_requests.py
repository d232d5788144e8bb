"""Malformed and well-formed requests to the API, by schemathesis from its own description; and bytes that are no HTTP.

Whatever comes: no status of 500 or more but 503 with its sentence, no traceback, and an answer of the shape that
/api/openapi.json promises. It does not know what a right answer says.
"""

import socket
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import hypothesis.strategies as st
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ui.pressure_page import Trouble, looked_through

_CONTRACT = [
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
_PATIENCE = 30.0  # seconds
_LINE = 5.0  # seconds that a line of raw bytes stays open
_TOLD = 20  # troubles that are told whole


@dataclass(slots=True)
class Tried:
    """How many requests there were, by operation and status, and what was wrong with an answer."""

    statuses: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.statuses.total()

    def trouble(self, sentence: str) -> None:
        if len(self.troubles) < _TOLD:
            self.troubles.append(sentence)


def described(address: str) -> Mapping[str, Any]:
    reply = requests.get(f"{address}api/openapi.json", timeout=_PATIENCE)
    reply.raise_for_status()
    found: Mapping[str, Any] = reply.json()
    return found


def by_description(address: str, count: int, first: int = 1, headers: Mapping[str, str] | None = None) -> Tried:
    """About `count` requests over all operations, half of them such as the description forbids."""
    schema = schemathesis.openapi.from_dict(dict(described(address)))
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    tried, modes = Tried(), (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    each = max(1, count // (len(operations) * len(modes)))
    with requests.Session() as session:
        session.headers.update(headers or {})
        known = _known(address, session) if any("{id}" in one.path for one in operations) else ""
        for operation in operations:
            for mode in modes:
                with suppress(schemathesis.errors.InvalidSchema, Unsatisfiable):  # it takes nothing that can be wrong
                    _many(operation.as_strategy(mode), each, first, lambda case: _ask(case, address, session, tried))
            if known and "{id}" in operation.path:  # nobody guesses one
                there = operation.as_strategy(path_parameters={"id": known})
                _many(there, each, first, lambda case: _ask(case, address, session, tried))
    return tried


def _known(address: str, session: requests.Session) -> str:
    """A document that is there; "" where none is told."""
    reply = session.get(f"{address}api/sources", timeout=_PATIENCE)
    found = reply.json()["sources"] if reply.ok else []
    return str(found[0]["id"]) if found else ""


def raw(address: str, count: int, first: int = 1) -> Tried:
    """Bytes that only begin as HTTP does, or not even that; each on a line of its own."""
    where, tried = urlsplit(address), Tried()
    assert where.hostname
    place = (where.hostname, where.port or 80)
    _many(malformed(), count, first, lambda sent: _send(place, sent, tried))
    return tried


def malformed() -> st.SearchStrategy[bytes]:
    """Mostly pieces that a parser knows, in an order or of a size that it should not like."""
    method = _mostly([b"GET", b"POST", b"POST", b"HEAD", b"PUT", b"\x00", b"get", b"PRI"], 8)
    path = _mostly([b"/api/ask", b"/api/search", b"/", b"/healthz", b"/api/documents/%00", b"//", b"*", b"/../x"], 60)
    version = _mostly([b"HTTP/1.1", b"HTTP/1.1", b"HTTP/1.0", b"HTTP/9.9", b""], 10)
    lengths = [b"-1", b"0", b"5", b"12", b"262145", b"99999999999999999999", b"0x5", b"5, 5", b"\xff"]
    headers = [b"Host: 127.0.0.1"] * 8 + [b"Host:", b"Transfer-Encoding: chunked", b"Expect: 100-continue"]
    headers += [b"Connection: close", b"Content-Type: application/json", b"Upgrade: websocket", b"Cookie: \xff=;"]
    headers += [
        b"Authorization: Bearer \xff",
        b"X-Forwarded-For: ::::",
        *(b"Content-Length: " + one for one in lengths),
    ]
    bodies = [b"", b"{", b'{"question": ', b'{"question": "Wat?"}', b"zz\r\n", b"0\r\n\r\n", b'"\\ud800"', b"[" * 2000]
    parts = st.tuples(method, path, version, st.lists(_mostly(headers, 80), max_size=6), _mostly(bodies, 300))
    return parts.map(_joined)


def _mostly(known: list[bytes], longest: int) -> st.SearchStrategy[bytes]:
    """One of these in three of four, any bytes else."""
    chosen = st.sampled_from(known)
    return st.one_of(chosen, chosen, chosen, st.binary(max_size=longest))


def _joined(parts: tuple[bytes, bytes, bytes, list[bytes], bytes]) -> bytes:
    method, path, version, headers, body = parts
    return b" ".join((method, path, version)) + b"\r\n" + b"".join(h + b"\r\n" for h in headers) + b"\r\n" + body


def _many(strategy: Any, count: int, first: int, do: Callable[[Any], None]) -> None:
    """Any: schemathesis' cases and bytes alike. The same ones each time."""

    @seed(first)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def each(one: Any) -> None:
        do(one)

    each()


def _ask(case: Any, address: str, session: requests.Session, tried: Tried) -> None:
    named = f"{case.method} {case.operation.path}"
    try:
        reply = case.call(base_url=address.rstrip("/"), session=session, timeout=_PATIENCE)
    except requests.RequestException as error:
        tried.statuses[f"{named} {type(error).__name__}"] += 1
        tried.trouble(f"{named}: {type(error).__name__}")
        return
    tried.statuses[f"{named} {reply.status_code}"] += 1
    checks = _CONTRACT if reply.status_code == 503 else [*_CONTRACT, not_a_server_error]
    try:
        looked_through(200, reply.content)
        case.validate_response(reply, checks=checks)
    except* (Trouble, AssertionError) as errors:
        tried.trouble(f"{named} {reply.status_code}: {errors.exceptions[0]}")


def _send(place: tuple[str, int], sent: bytes, tried: Tried) -> None:
    """What is answered is HTTP, in this or no words; a line that is closed without a word is an answer too."""
    got = b""
    try:
        with socket.create_connection(place, timeout=_LINE) as line:
            line.sendall(sent)
            with suppress(OSError):
                line.shutdown(socket.SHUT_WR)
            while piece := line.recv(65536):
                got += piece
    except TimeoutError:
        tried.statuses["raw open"] += 1
        tried.trouble(f"{sent[:80]!r}: the line stays open")
        return
    except ConnectionError:
        pass
    status = got.split(b" ", 2)[1].decode("ascii", "replace") if got.startswith(b"HTTP/1.1 ") else "closed"
    tried.statuses[f"raw {status}"] += 1
    if status.startswith("5") and status != "503":
        tried.trouble(f"{sent[:200]!r}: {status}")
    try:
        looked_through(200, got)
    except Trouble:
        tried.trouble(f"{sent[:200]!r}: a traceback")
