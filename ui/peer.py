"""Who is at the other end of a request: the browser itself, or a proxy of ours that speaks for it.

What a proxy writes in headers counts only when it comes from an address that was named as a proxy's; everybody can
write such headers. It does not know users.
"""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from ui.access_settings import Network


@dataclass(frozen=True, slots=True)
class Peer:
    address: str  # of the browser
    proxied: bool  # one of our proxies sent this
    secure: bool  # the browser sees https
    hosts: frozenset[str]  # by which the browser may know us


def peer_of(scope: MutableMapping[str, Any], proxies: Iterable[Network]) -> Peer:
    headers, sender = Headers(scope=scope), (scope.get("client") or ("",))[0]
    proxied = _within(sender, proxies)
    hosts = {headers.get("host", "")} | ({headers.get("x-forwarded-host", "")} if proxied else set())
    forwarded = _last(headers.get("x-forwarded-proto", "")) if proxied else ""
    return Peer(
        address=_browser(headers.getlist("x-forwarded-for"), sender, proxies) if proxied else sender,
        proxied=proxied,
        secure=(forwarded or scope.get("scheme", "http")) == "https",
        hosts=frozenset(host.strip().lower() for host in hosts if host.strip()),
    )


def host_name(host: str) -> str:
    """Of a Host header the name alone: 'localhost', '::1'."""
    try:
        return (urlsplit(f"//{host.strip()}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_foreign(headers: Headers, peer: Peer, *, strict: bool) -> bool:
    """Whether another site made the browser send this; `strict`: also where it does not say where it comes from.

    Sec-Fetch-Site cannot be set by a page, and browsers send it over https and to this computer; Origin comes always,
    but behind a proxy that changes the Host it can only be judged by X-Forwarded-Host.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site not in ("same-origin", "none")
    if not strict:
        return False
    return origin is None or urlsplit(origin).netloc.lower() not in peer.hosts


def _browser(forwarded: list[str], sender: str, proxies: Iterable[Network]) -> str:
    """From the right: the first address that is no proxy of ours; what stands left of it anybody may have written."""
    hops = [hop.strip() for line in forwarded for hop in line.split(",")]
    for hop in reversed(hops):
        if not _within(hop, proxies):
            return hop if _is_address(hop) else sender
    return sender


def _within(address: str, proxies: Iterable[Network]) -> bool:
    if not _is_address(address):
        return False
    found = ip_address(address)
    plain = (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
    return any(plain in network for network in proxies)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _last(values: str) -> str:
    return values.rpartition(",")[2].strip().lower()


def is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
