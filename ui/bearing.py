"""Who comes with a token: the few addresses that one opens, and who has to wait after wrong ones.

It does not know sessions, nor what is behind the addresses.
"""

import logging
import re
from datetime import date

from anyio import to_thread
from starlette.datastructures import Headers

from ui import texts_serving as texts
from ui.access import Role, Visitor
from ui.entrance import Admission
from ui.peer import Peer
from ui.throttle import Throttle
from ui.tokens import Token, Tokens, TokensError

# The page and Beheer are for people: a token opens neither.
OPENS = re.compile(r"/api/(?:ask|search|sources|documents/[\w-]+|openapi\.json)?|/mcp")
_SHORT = 16  # characters of a wrong token's hash: how often the same one was tried

log = logging.getLogger(__name__)


class Bearing:
    def __init__(self, tokens: Tokens, throttle: Throttle | None = None) -> None:
        self.tokens, self.throttle = tokens, throttle or Throttle()
        self._noted: dict[str, date] = {}  # by name: the day of which the use was noted

    async def admit(self, given: str, peer: Peer) -> Admission:
        """A good token is never held up, whoever else guesses from its address: it cannot be guessed."""
        try:
            token = self.tokens.check(given)
        except TokensError as error:
            log.error("%s", error)
            return Admission(None, 503, texts.TOKENS_BROKEN)
        if token is None:
            wait = self.throttle.attempt(f"{hash(given):x}"[:_SHORT], peer.address)
            return Admission(None, 429, texts.api_too_often(int(wait) + 1), wait=int(wait) + 1) if wait else WRONG
        await self._note(token)
        return Admission(Visitor(token.name, Role.READER), token=token.name)

    async def _note(self, token: Token) -> None:
        """Once a day, and not where the server may not write there."""
        today = self.tokens.today()
        if token.seen == today or self._noted.get(token.name) == today:
            return
        self._noted[token.name] = today
        try:
            await to_thread.run_sync(self.tokens.use, token)
        except TokensError as error:
            log.error("%s", error)


WRONG = Admission(None, 401, texts.TOKEN_WRONG)


def token_of(headers: Headers, path: str) -> str | None:
    """What a program shows at an address that a token opens; None where it shows none."""
    scheme, _, given = headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" and OPENS.fullmatch(path) else None
