"""What can be set about watching a server; read by ui/settings.py together with the rest.

It does not know what is counted or logged.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ui import texts_serving as texts

LOGS = ("plain", "json")
SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class Watching:
    log: str = "plain"  # or json: an object on each line, requests too
    metrics_port: int = 0  # of this computer alone, on which the metrics may be read; 0: none
    metrics_token: str = field(default="", repr=False)  # who has it may read them at /metrics; "": nobody
    telemetry: str = ""  # an OTLP/HTTP address to which the course of questions is sent; "": none


def watching_of(values: Mapping[str, Any]) -> Watching:
    """Any: what a person wrote. Raises ValueError with a Dutch sentence."""
    given = {name: value for name, value in values.items() if value not in ("", [])}
    for name in given.keys() & {"log", "metrics_token", "telemetry"}:
        if not isinstance(given[name], str):
            raise ValueError(texts.watch_not_a_text(name))
    if given.get("log", "plain") not in LOGS:
        raise ValueError(texts.bad_log(given["log"]))
    if "metrics_port" in given:
        given["metrics_port"] = _port(given["metrics_port"])
    token = given.get("metrics_token", "")
    if token and not (len(token) >= SHORTEST_TOKEN and token.isascii() and token.isprintable() and " " not in token):
        raise ValueError(texts.bad_metrics_token(SHORTEST_TOKEN))
    if "telemetry" in given:
        _check_address(given["telemetry"])
    return Watching(**given)


def _port(value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise ValueError(texts.bad_metrics_port(text))
    return int(text)


def _check_address(address: str) -> None:
    """To another network only encrypted: when somebody asks what is theirs, also without the words."""
    from qa import outside  # slow, and needed by few

    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or parts.username or parts.query:  # a password in an address ends up in logs
        raise ValueError(texts.BAD_TELEMETRY)
    if parts.scheme == "http" and outside(address):
        raise ValueError(texts.telemetry_not_encrypted(parts.hostname or ""))
