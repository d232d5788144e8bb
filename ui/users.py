"""The users file: names, roles, salted hashes of passwords. It does not know browsers or sessions.

Every change of a password or a role gives a user another stamp, and so does being added anew: what was handed out under
the old stamp is worth nothing from then on.
"""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ui import texts
from ui.access import Role
from ui.kept import Kept, Unkept

SHORTEST, LONGEST = 12, 256  # characters of a password
# OWASP asks for at least 19 MiB, two passes, one lane; a third pass keeps it below a tenth of a second on one core.
_HASHER = PasswordHasher(time_cost=3, memory_cost=19_456, parallelism=1)
_NOBODY = _HASHER.hash(secrets.token_hex())  # compared with where there is no such user, so that it takes as long
_NAME = re.compile(r"[\w.@+-]{1,64}")
_KNOWN = (  # what most guesses are made of, in the languages of the people here
    "wachtwoord password motdepasse passwort paswoord welkom welcome bienvenue qwertyuiop azertyuiop qwerty azerty "
    "asdfghjkl qsdfghjklm geheim secret admin beheerder administrator gebruiker letmein inloggen login iloveyou "
    "bronwijzer gemeente ocmw cpas stad vlaanderen belgie voetbal football zomer winter lente herfst summer "
    "januari februari maart april juni juli augustus september oktober november december maandag vrijdag"
).split()


class UsersError(Exception):
    """Something about users that cannot be; `str(error)` says what, and what to do."""


@dataclass(frozen=True, slots=True)
class User:
    name: str
    role: Role
    hash: str
    stamp: str


class Users:
    """All users of one file, read again whenever it changes."""

    def __init__(self, file: Path) -> None:
        self._kept = Kept(file)

    @property
    def file(self) -> Path:
        return self._kept.path

    def all(self) -> tuple[User, ...]:
        """By name; raises UsersError."""
        return tuple(_user(self.file, name, row) for name, row in sorted(self._read().items()))

    def get(self, name: str) -> User | None:
        row = self._read().get(plain(name))
        return _user(self.file, plain(name), row) if row is not None else None

    def check(self, name: str, password: str) -> User | None:
        """The user, if the password is right; a wrong name takes as long as a wrong password."""
        user = self.get(name)
        known = _is_right(user.hash if user else _NOBODY, password)
        if user is None or not known:
            return None
        if _HASHER.check_needs_rehash(user.hash):
            self._rehash(user, password)
        return user

    def add(self, name: str, password: str, role: Role) -> None:
        if not _NAME.fullmatch(plain(name)):
            raise UsersError(texts.bad_user_name(name))
        row = _row(role, _hashed(plain(name), password))

        def adding(users: dict[str, Any]) -> None:
            if plain(name) in users:
                raise UsersError(texts.user_exists(plain(name)))
            users[plain(name)] = row

        self._change(adding)

    def remove(self, name: str) -> None:
        self._change(lambda users: users.pop(self._known(users, name)))

    def give_password(self, name: str, password: str) -> None:
        fresh = _hashed(plain(name), password)

        def changing(users: dict[str, Any]) -> None:
            known = self._known(users, name)
            users[known] = _row(_user(self.file, known, users[known]).role, fresh)

        self._change(changing)

    def give_role(self, name: str, role: Role) -> None:
        def changing(users: dict[str, Any]) -> None:
            known = self._known(users, name)
            users[known] = _row(role, _user(self.file, known, users[known]).hash)

        self._change(changing)

    def _rehash(self, user: User, password: str) -> None:
        """With today's parameters, unless the password was changed in the meantime; the stamp stays."""
        fresh = asdict(replace(user, hash=_HASHER.hash(_normal(password))))
        fresh.pop("name")

        def changing(users: dict[str, Any]) -> None:
            if users.get(user.name, {}).get("hash") == user.hash:
                users[user.name] = fresh

        try:
            self._change(changing)
        except UsersError:
            return  # a server that may not write here lets people in all the same

    def _known(self, users: Mapping[str, Any], name: str) -> str:
        if plain(name) not in users:
            raise UsersError(texts.no_such_user(name, sorted(users)))
        return plain(name)

    def _read(self) -> Mapping[str, Any]:
        try:
            return self._kept.read()
        except Unkept as error:
            raise UsersError(texts.users_unreadable(self.file, str(error))) from error

    def _change(self, change: Any) -> None:
        try:
            self._kept.change(change)
        except Unkept as error:
            raise UsersError(texts.users_unwritable(self.file, str(error))) from error


def plain(name: str) -> str:
    """A name as it is kept and looked up: Anna is anna."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def fault_of(password: str, name: str) -> str:
    """Why this cannot be a password, in one sentence; "" where it can. Length counts, not which characters."""
    if len(password) < SHORTEST:
        return texts.password_too_short(SHORTEST)
    if len(password) > LONGEST:
        return texts.password_too_long(LONGEST)
    return texts.PASSWORD_EASY if _is_easy(_normal(password).casefold(), plain(name)) else ""


def _is_easy(password: str, name: str) -> bool:
    """Little else than the name or a word that is guessed first, one character after another, or few characters."""
    letters = rest = "".join(c for c in password if c.isalpha())
    for word in sorted({*_KNOWN, "".join(c for c in name if c.isalpha())} - {""}, key=len, reverse=True):
        rest = rest.replace(word, "")
    steps = sum(abs(ord(a) - ord(b)) <= 1 for a, b in pairwise(password))
    return (len(rest) < 4 and rest != letters) or len(set(password)) < 5 or steps > 0.7 * (len(password) - 1)


def _hashed(name: str, password: str) -> str:
    if fault := fault_of(password, name):
        raise UsersError(fault)
    return _HASHER.hash(_normal(password))


def _is_right(known: str, password: str) -> bool:
    try:
        return _HASHER.verify(known, _normal(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False


def _normal(password: str) -> str:
    """An é is an é, whichever way a keyboard makes it; halves of characters are none."""
    return unicodedata.normalize("NFKC", password.encode(errors="replace").decode())


def _row(role: Role, hashed: str) -> dict[str, str]:
    return {"role": role.value, "hash": hashed, "stamp": secrets.token_hex(8)}


def _user(file: Path, name: str, row: object) -> User:
    try:
        if isinstance(row, dict) and isinstance(row["hash"], str) and isinstance(row["stamp"], str):
            return User(name, Role(row["role"]), row["hash"], row["stamp"])
    except (KeyError, ValueError):
        pass
    raise UsersError(texts.users_unreadable(file, name))
