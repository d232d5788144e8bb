"""Who is logged in, by a signed cookie: whose it is, since when, and when it was last used.

Several servers that share the folder of the users file share sessions too: the key that signs and the list of those
that were ended stand there. It does not know passwords or addresses.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from ui import texts
from ui.kept import PRIVATE, Kept, Unkept
from ui.users import User, UsersError

_OFTEN = 60  # seconds after which a use is noted: not with every file of a page


@dataclass(frozen=True, slots=True)
class Session:
    id: str
    name: str
    stamp: str  # of the user at that time
    begun: int  # seconds since 1970
    seen: int


class Sessions:
    def __init__(self, key: str, ended: Path, idle: int, longest: int, clock: Callable[[], float] = time.time) -> None:
        """`idle` and `longest`: seconds without use, and at most."""
        signing = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
        self._serializer = URLSafeSerializer(key, salt="bronwijzer.sessie", signer_kwargs=signing)
        self._ended, self._idle, self._longest, self._clock = Kept(ended), idle, longest, clock

    def begin(self, user: User) -> Session:
        now = int(self._clock())
        return Session(secrets.token_urlsafe(12), user.name, user.stamp, now, now)

    def signed(self, session: Session) -> str:
        return str(self._serializer.dumps(astuple(session)))

    def read(self, cookie: str) -> Session | None:
        """What was signed here, however old; None for anything else."""
        try:
            given: Any = self._serializer.loads(cookie)
            return Session(*given)
        except (BadData, TypeError):
            return None

    def holds(self, session: Session) -> bool:
        """Whether it was used lately, did not last too long and was not ended; raises UsersError."""
        now = self._clock()
        lately = now - session.seen < self._idle and now - session.begun < self._longest
        return lately and session.id not in self._ended_ids()

    def used(self, session: Session) -> Session | None:
        """The session with this use noted, where that is worth a new cookie."""
        now = int(self._clock())
        return replace(session, seen=now) if now - session.seen >= min(_OFTEN, self._idle // 2) else None

    def end(self, session: Session) -> None:
        """A copy of the cookie is worth nothing from now on; raises UsersError."""
        now, until = self._clock(), session.begun + self._longest

        def ending(ended: dict[str, Any]) -> None:
            for old in [id for id, end in ended.items() if end < now]:
                del ended[old]
            ended[session.id] = until

        try:
            self._ended.change(ending)
        except Unkept as error:
            raise UsersError(texts.users_unwritable(self._ended.path, str(error))) from error

    def _ended_ids(self) -> Any:
        try:
            return self._ended.read()
        except Unkept as error:
            raise UsersError(texts.users_unreadable(self._ended.path, str(error))) from error


def key_beside(users: Path) -> str:
    """The key that signs, made once, of whoever comes first; raises UsersError."""
    file = beside(users, "key")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
        if not file.exists():
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w") as made:
                made.write(secrets.token_hex(32))
            with suppress(FileExistsError):
                os.link(fresh, file)  # whole at once, and only for the first
            fresh.unlink()
        key = file.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise UsersError(texts.users_unreadable(file, str(error))) from error
    if len(key) < 64:
        raise UsersError(texts.key_damaged(file))
    return key


def beside(users: Path, kind: str) -> Path:
    return users.with_name(f"{users.name}.{kind}")
