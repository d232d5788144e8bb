"""The two ways to know who is looking: our own login with a users file, or headers of a proxy where people log in.

It does not know pages, nor what somebody may see.
"""

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers

from ui import texts
from ui.access import Role, Visitor
from ui.access_settings import Access, Network
from ui.peer import Peer, is_local
from ui.sessions import Session, Sessions, beside, key_beside
from ui.throttle import Throttle
from ui.users import LONGEST, Users, UsersError, plain

_AT_ONCE = 2  # passwords looked at: 19 MiB and one core each
_WAITING = 20
_BUSY = 5  # seconds

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Admission:
    """Who somebody is, or why that is not known."""

    visitor: Visitor | None
    status: int = 401
    sentence: str = texts.LOGIN_FIRST
    cookie: str = ""  # to be set anew
    token: str = ""  # the name of the token that somebody showed
    wait: int = 0  # seconds before the next attempt


class Way(Protocol):
    proxies: tuple[Network, ...]

    def admit(self, headers: Headers, peer: Peer) -> Admission: ...


@dataclass(frozen=True, slots=True)
class Tried:
    session: Session | None
    wait: int = 0  # seconds before the next attempt is looked at


class Login:
    """Our own: a users file, a cookie."""

    def __init__(
        self,
        users: Users,
        sessions: Sessions,
        proxies: tuple[Network, ...] = (),
        *,
        secure: bool = False,
        throttle: Throttle | None = None,
    ) -> None:
        """`secure`: browsers come by https, also where no proxy says so."""
        self.users, self.sessions, self.proxies, self.secure = users, sessions, proxies, secure
        self.throttle = throttle or Throttle()
        self._limit = CapacityLimiter(_AT_ONCE)

    def admit(self, headers: Headers, peer: Peer) -> Admission:
        try:
            session = self.session(headers, peer)
            user = session and self._owner(session)
        except UsersError as error:
            log.error("%s", error)
            return Admission(None, 503, texts.LOGIN_BROKEN)
        if not session or not user:
            return Admission(None)
        renewed = self.sessions.used(session)
        return Admission(user, cookie=self.cookie(renewed, peer) if renewed else "")

    def session(self, headers: Headers, peer: Peer) -> Session | None:
        """What the browser's cookie says, true or no longer."""
        wanted = f"{self._cookie_name(peer)}="
        cookies = [part.strip() for line in headers.getlist("cookie") for part in line.split(";")]
        values = [cookie.removeprefix(wanted) for cookie in cookies if cookie.startswith(wanted)]
        return self.sessions.read(values[0]) if values else None

    async def enter(self, name: str, password: str, peer: Peer) -> Tried:
        """Looks at a name and a password, if it is their turn; raises UsersError."""
        name = plain(name)[: LONGEST + 1]
        if self._limit.statistics().tasks_waiting >= _WAITING:  # before anything is counted: nobody was wrong
            return Tried(None, _BUSY)
        if wait := self.throttle.attempt(name, peer.address):
            return Tried(None, int(wait) + 1)
        user = await to_thread.run_sync(self.users.check, name, password, limiter=self._limit)
        if user is None:
            if self.throttle.wait(name, peer.address):  # told once, however often somebody knocks
                _note(texts.LOG_SLOWED, peer.address)
            return Tried(None)
        self.throttle.passed(name, peer.address)
        _note(texts.LOG_IN, user.name)
        return Tried(self.sessions.begin(user))

    def leave(self, headers: Headers, peer: Peer) -> bool:
        """Whether somebody was logged in; raises UsersError."""
        if session := self.session(headers, peer):
            self.sessions.end(session)
            _note(texts.LOG_OUT, session.name)
        return session is not None

    def cookie(self, session: Session | None, peer: Peer) -> str:
        """Lax and not strict: a link to a source in an e-mail has to open; what changes anything asks for more."""
        kept = f"{self._cookie_name(peer)}={self.sessions.signed(session) if session else ''}"
        ended = "" if session else "; Max-Age=0"
        return f"{kept}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if self._is_secure(peer) else ''}{ended}"

    def _owner(self, session: Session) -> Visitor | None:
        user = self.users.get(session.name)
        if user is None or user.stamp != session.stamp or not self.sessions.holds(session):
            return None
        return Visitor(user.name, user.role)

    def _is_secure(self, peer: Peer) -> bool:
        return self.secure or peer.secure

    def _cookie_name(self, peer: Peer) -> str:
        """Under __Host- no other site of the same domain can set it."""
        return "__Host-bronwijzer" if self._is_secure(peer) else "bronwijzer"


class Proxy:
    """People log in at a proxy, which says in headers who they are."""

    def __init__(self, user: str, roles: str, managers: Iterable[str], proxies: tuple[Network, ...]) -> None:
        """`managers`: groups where the proxy sends groups (`roles`), names where it does not."""
        self.user, self.roles, self.managers, self.proxies = user, roles, frozenset(managers), proxies

    def admit(self, headers: Headers, peer: Peer) -> Admission:
        names = [_utf8(name) for name in headers.getlist(self.user)]
        groups = [_utf8(line) for line in headers.getlist(self.roles)] if self.roles else []
        if (names or groups) and not peer.proxied:
            return Admission(None, 403, texts.NOT_OUR_PROXY)
        if len(names) > 1:  # one of them is not the proxy's
            return Admission(None, 403, texts.NOT_OUR_PROXY)
        if not names or not names[0]:
            return Admission(None, 401, texts.NO_NAME_FROM_PROXY)
        held = {group.strip() for line in groups for group in line.replace(";", ",").split(",")}
        manages = bool(self.managers & (held if self.roles else set(names)))
        return Admission(Visitor(names[0], Role.MANAGER if manages else Role.READER))


def open_way(access: Access) -> Way | None:
    """None: everybody may come in. Raises UsersError where the users file or its key cannot be used."""
    if access.proxy_user:
        return Proxy(access.proxy_user, access.proxy_roles, access.managers, access.proxies)
    if access.users is None:
        return None
    users = Users(access.users)
    users.all()
    idle, longest = access.session_minutes * 60, access.session_hours * 3600
    sessions = Sessions(key_beside(access.users), beside(access.users, "ended"), idle, longest)
    return Login(users, sessions, access.proxies, secure=access.https)


def remarks(access: Access, host: str) -> Iterator[str]:
    """What somebody who starts a server should know."""
    if access.is_open and not is_local(host):
        yield texts.open_to_all(host)
    if access.users:
        for file in (access.users, beside(access.users, "key")):
            if file.exists() and file.stat().st_mode & 0o077:
                yield texts.readable_by_others(file)
        if not Users(access.users).all():
            yield texts.NO_USERS


def hosts_of(access: Access, host: str) -> frozenset[str]:
    """The names in the addresses by which browsers may reach a server that listens at `host`; none: any.

    Without a login a page elsewhere could call this computer by a name of its own and read all of it (DNS rebinding).
    Where people log in it could not: their browser sends the cookie to our name alone.
    """
    if access.hosts or (access.is_open and is_local(host)):
        return frozenset(name.lower() for name in ("localhost", "127.0.0.1", "::1", host, *access.hosts))
    return frozenset()


def _note(words: str, who: str) -> None:
    """When, what, and who or from where; never a name that somebody only typed: it may be a password.

    A log that is gathered (`event`) does not tell who.
    """
    log.info("%s %s: %s", time.strftime("%Y-%m-%d %H:%M:%S"), words, who, extra={"event": words})


def _utf8(value: str) -> str:
    """Headers come as if they were Latin-1."""
    return value.encode("latin-1").decode("utf-8", errors="replace").strip()
