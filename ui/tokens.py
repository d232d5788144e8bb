"""The tokens with which other programs come in: a name, a hash, a last day. It does not know what they open.

Only a hash is kept. A plain SHA-256 is enough: a token is 256 bits from the system's own source, so there is nothing to
guess, however fast one guesses; slow hashes are for words that people think of. `bw_` in front lets scanners of source
code recognise one that leaked.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ui import texts_serving as texts
from ui.kept import Kept, Unkept
from ui.users import plain

PREFIX = "bw_"
DAYS, MOST_DAYS = 365, 3650
_NAME = re.compile(r"[\w.@+-]{1,64}")
_TOKEN = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")  # 256 bits


class TokensError(Exception):
    """Something about tokens that cannot be; `str(error)` says what, and what to do."""


@dataclass(frozen=True, slots=True)
class Token:
    name: str
    hash: str
    made: date
    until: date  # the last day on which it is good
    seen: date | None  # the last day on which it was used


class Tokens:
    """All tokens of one file, read again whenever it changes."""

    def __init__(self, file: Path, today: Callable[[], date] = date.today) -> None:
        self.file, self._kept, self.today = file, Kept(file), today

    def all(self) -> tuple[Token, ...]:
        """By name; raises TokensError."""
        return tuple(_token(self.file, name, row) for name, row in sorted(self._read().items()))

    def add(self, name: str, days: int = DAYS) -> tuple[str, Token]:
        """A new token, which is nowhere else; raises TokensError."""
        name = plain(name)
        if not _NAME.fullmatch(name):
            raise TokensError(texts.bad_token_name(name))
        secret = PREFIX + secrets.token_urlsafe(32)
        made = self.today()
        token = Token(name, _hashed(secret), made, made + timedelta(days=days), None)

        def adding(rows: dict[str, Any]) -> None:
            if name in rows:
                raise TokensError(texts.token_exists(name))
            rows[name] = _row(token)

        self._change(adding)
        return secret, token

    def remove(self, name: str) -> None:
        def removing(rows: dict[str, Any]) -> None:
            if rows.pop(plain(name), None) is None:
                raise TokensError(texts.no_such_token(name, sorted(rows)))

        self._change(removing)

    def check(self, given: str) -> Token | None:
        """The token, where this is one that is good today; raises TokensError."""
        if not _TOKEN.fullmatch(given):
            return None
        wanted = _hashed(given)
        found = next((one for one in self.all() if secrets.compare_digest(one.hash, wanted)), None)
        return found if found and self.today() <= found.until else None

    def use(self, token: Token) -> None:
        """Notes the day, once; raises TokensError."""

        def noting(rows: dict[str, Any]) -> None:
            if rows.get(token.name, {}).get("hash") == token.hash:
                rows[token.name]["seen"] = self.today().isoformat()

        self._change(noting)

    def _read(self) -> Mapping[str, Any]:
        try:
            return self._kept.read()
        except Unkept as error:
            raise TokensError(texts.tokens_unusable(self.file, str(error))) from error

    def _change(self, change: Callable[[dict[str, Any]], None]) -> None:
        try:
            self._kept.change(change)
        except Unkept as error:
            raise TokensError(texts.tokens_unusable(self.file, str(error))) from error


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode("ascii")).hexdigest()


def _row(token: Token) -> dict[str, str]:
    days = {"made": token.made.isoformat(), "until": token.until.isoformat()}
    return {"hash": token.hash, **days, "seen": token.seen.isoformat() if token.seen else ""}


def _token(file: Path, name: str, row: object) -> Token:
    try:
        if isinstance(row, dict) and isinstance(row["hash"], str):
            made, until = (date.fromisoformat(row[day]) for day in ("made", "until"))
            return Token(name, row["hash"], made, until, date.fromisoformat(row["seen"]) if row["seen"] else None)
    except (KeyError, TypeError, ValueError):
        pass
    raise TokensError(texts.tokens_unusable(file, name))
