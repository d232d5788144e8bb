"""Where a database server is, as libpq writes it: read and checked, never connected to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address

NO_DRIVER = "Voor een databank is psycopg nodig. Installeer het met `pip install 'bronwijzer[engine]'`."
NOT_READ = (
    "Het adres van de databank (nummer {number}) wordt niet begrepen. Schrijf het als "
    "postgresql://gebruiker@server/databank, en tekens als @ of / in een naam of wachtwoord als %40 of %2F."
)
TWICE = "De databank {place} staat twee keer in de instelling. Schrijf elk deel van de index één keer."
_SECRET = ("password", "sslpassword", "oauth_client_secret")
_BY_ENVIRONMENT = ("host", "hostaddr", "sslmode")  # PGHOST and so on
_SAFE_MODES = frozenset({"require", "verify-ca", "verify-full"})


class BadAddress(ValueError):
    """What is no address of a server; `str(error)` says so without showing it, for it may hold a password."""


@dataclass(frozen=True, slots=True)
class Address:
    conninfo: str = field(repr=False)  # may hold a password
    place: str  # server and database, for people
    hosts: tuple[str, ...]  # none: the socket of this computer, or what a service file says
    mode: str  # sslmode, "" where nobody set it
    secret: bool  # whether it holds a password


def addresses(given: str | Sequence[str]) -> tuple[Address, ...]:
    """Of one text with white space between the URLs, or of a list; raises BadAddress. Nothing is connected to."""
    urls = given.split() if isinstance(given, str) else [url.strip() for url in given if url.strip()]
    found = tuple(_address(number, url) for number, url in enumerate(urls, start=1))
    for number, one in enumerate(found):
        if any(one.conninfo == other.conninfo for other in found[:number]):
            raise BadAddress(TWICE.format(place=one.place))
    return found


def open_hosts(address: Address) -> tuple[str, ...]:
    """The other machines to which passages and questions would go unencrypted, or encrypted only where they like."""
    return () if address.mode in _SAFE_MODES else tuple(host for host in address.hosts if not _is_here(host))


def _address(number: int, url: str) -> Address:
    parts = _parts(number, url)
    hosts = tuple(host for host in (parts.get("host") or parts.get("hostaddr") or "").split(",") if host)
    return Address(
        url,
        _place(parts, hosts),
        hosts,
        parts.get("sslmode", ""),
        any(parts.get(name) for name in _SECRET),
    )


def _parts(number: int, url: str) -> Mapping[str, str]:
    """What libpq reads in it, and in its environment variables."""
    try:
        from psycopg import Error, pq
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise BadAddress(NO_DRIVER) from None
    wrong = not re.match(r"postgres(ql)?://", url)  # else a typing error in the scheme is a name of a database
    if not wrong:
        try:
            defaults = {one.keyword.decode(): one.val.decode() for one in pq.Conninfo.get_defaults() if one.val}
            here = {name: defaults[name] for name in _BY_ENVIRONMENT if name in defaults}
            given = {name: str(value) for name, value in conninfo_to_dict(url).items()}
        except Error:
            wrong = True
        else:
            return given if "service" in given else here | given
    raise BadAddress(NOT_READ.format(number=number))  # outside: psycopg's words show what was written


def _place(parts: Mapping[str, str], hosts: Sequence[str]) -> str:
    """server:port/database, without user and password."""
    if "service" in parts:
        return f"service={parts['service']}"
    ports = (parts.get("port") or "5432").split(",")
    ports = ports if len(ports) == len(hosts) else ports[:1] * max(1, len(hosts))
    servers = [host if port in ("", "5432") else f"{host}:{port}" for host, port in zip(hosts, ports, strict=False)]
    name = parts.get("dbname") or parts.get("user") or ""
    return f"{','.join(servers) or 'localhost'}/{name}"


def _is_here(host: str) -> bool:
    """A socket, or an address of this computer."""
    if host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
