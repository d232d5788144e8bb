"""What can be set about who may come in; read by ui/settings.py together with the rest.

It does not know how people prove who they are.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

from ui import texts

Network = IPv4Network | IPv6Network

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_WITH_PROXY = ("proxy_roles", "managers")
_MOST = {"session_minutes": 24 * 60, "session_hours": 24 * 7}


@dataclass(frozen=True, slots=True)
class Access:
    users: Path | None = None  # the users file; set: people log in here
    tokens: Path | None = None  # the tokens file; None: beside the users file, if there is one
    session_minutes: int = 60  # without use
    session_hours: int = 10  # at most
    https: bool = False  # browsers come by https, also where no proxy says so
    proxy_user: str = ""  # header with the name; set: people log in at a proxy
    proxy_roles: str = ""  # header with groups
    managers: tuple[str, ...] = ()  # groups that make a beheerder; names where there is no header with groups
    hosts: tuple[str, ...] = ()  # names in the addresses by which browsers reach us; () and open to all: see hosts_of
    trusted_proxies: tuple[str, ...] = ("127.0.0.1",)  # addresses and networks whose headers count

    @property
    def is_open(self) -> bool:
        """Whether everybody may come in."""
        return not (self.users or self.proxy_user)

    @property
    def tokens_file(self) -> Path | None:
        return self.tokens or (self.users.with_name(f"{self.users.name}.tokens") if self.users else None)

    @property
    def proxies(self) -> tuple[Network, ...]:
        return tuple(ip_network(name, strict=False) for name in self.trusted_proxies)


def access_of(values: Mapping[str, Any]) -> Access:
    """Any: what a person wrote. Raises ValueError with a Dutch sentence."""
    given = {name: value for name, value in values.items() if value not in ("", [])}
    for name in ("proxy_user", "proxy_roles"):
        if name in given:
            given[name] = _header(name, given[name])
    for name in ("managers", "trusted_proxies", "hosts"):
        if name in given:
            given[name] = _listed(name, given[name])
    for name, most in _MOST.items():
        if name in given:
            given[name] = _number(name, given[name], most)
    given["https"] = truth(given.get("https", ""))
    return _checked(Access(**given))


def truth(value: object) -> bool:
    return str(value).strip().lower() in {"1", "true", "ja", "yes", "on"}


def _checked(access: Access) -> Access:
    if access.users and access.proxy_user:
        raise ValueError(texts.TWO_WAYS_IN)
    lonely = [f"BRONWIJZER_{name.upper()}" for name in _WITH_PROXY if getattr(access, name)]
    if lonely and not access.proxy_user:
        raise ValueError(texts.proxy_lacks(lonely))
    if access.session_minutes > access.session_hours * 60:
        raise ValueError(texts.session_upside_down(access.session_minutes, access.session_hours))
    for proxy in access.trusted_proxies:
        try:
            ip_network(proxy, strict=False)
        except ValueError as error:
            raise ValueError(texts.bad_network(proxy)) from error
    return access


def _header(name: str, value: object) -> str:
    if not (isinstance(value, str) and _HEADER.fullmatch(value)):
        raise ValueError(texts.bad_header(name, str(value)))
    return value


def _listed(name: str, value: object) -> tuple[str, ...]:
    """A list, or a text with commas."""
    parts = value.split(",") if isinstance(value, str) else value
    if not (isinstance(parts, list) and all(isinstance(part, str) for part in parts)):
        raise ValueError(texts.not_a_text(name))
    return tuple(part.strip() for part in parts if part.strip())


def _number(name: str, value: object, most: int) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= most):
        raise ValueError(texts.bad_session(name, text, most))
    return int(text)
