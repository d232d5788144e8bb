"""A writer on a server that speaks the OpenAI protocol: llama.cpp, Ollama, vLLM, a cloud.

It sends the question and the passages to one address and nowhere else; it does not know what becomes of the words.
"""

import ipaddress
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx

from qa import phrases
from qa.best import Evidence
from qa.drafting import drafts
from qa.errors import WriterUnavailable
from qa.prompt import Talk, messages, shown_hits
from qa.verify import Draft

LENGTH = 300  # tokens of an answer
SECONDS = 60.0  # for a whole answer, attempts that failed counted in
_CONNECTING = 5.0
_PAUSES = (0.5, 1.0, 2.0)  # seconds before each new attempt
_PASSING = frozenset({408, 429, 500, 502, 503, 504})  # what a moment later may be over
_LONGEST_LINE = 200_000  # characters of one event


def outside(url: str) -> str:
    """The host of an address that is not on this computer or in its own network; "" if it is.

    A name other than localhost counts as outside: nobody can tell from it where it leads.
    """
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host or url
    return "" if address.is_loopback or address.is_private or address.is_link_local else host


class ServerWriter:
    """Sentences from `url` (it ends in /v1), as they come. Raises WriterUnavailable, also halfway."""

    def __init__(self, url: str, model: str, key: str = "", seconds: float = SECONDS) -> None:
        self.url, self.model, self.seconds = url.rstrip("/"), model, seconds
        self._key = key
        self.name = f"openai:{self.url}#{model}"
        self.outside = outside(url)

    def write(self, evidence: Evidence) -> Iterator[Draft]:
        hits = shown_hits(evidence)
        return drafts(self.said(messages(evidence, hits)), evidence, hits) if hits else iter(())

    def said(self, talk: Talk, length: int = LENGTH) -> Iterator[str]:
        """What the model says, piece by piece."""
        body = {"model": self.model, "messages": talk, "temperature": 0, "max_tokens": length, "stream": True}
        deadline = time.monotonic() + self.seconds
        try:
            with self._client() as client, self._answer(client, body, deadline) as reply:
                yield from _pieces(reply, deadline)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, LookupError, TypeError, AttributeError) as error:
            raise WriterUnavailable(
                phrases.SERVER_UNUSABLE.format(url=self.url, reason=_told(error)), _kind(error)
            ) from error

    def _client(self) -> httpx.Client:
        """No redirects: an address that was agreed to cannot send the question on. No proxy to a near one."""
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        wait = httpx.Timeout(self.seconds, connect=min(_CONNECTING, self.seconds))
        return httpx.Client(headers=headers, timeout=wait, follow_redirects=False, trust_env=bool(self.outside))

    @contextmanager
    def _answer(self, client: httpx.Client, body: dict[str, Any], deadline: float) -> Iterator[httpx.Response]:
        """The first answer that is one; a server that is busy or away is asked again a little later."""
        reply = self._insisted(client, body, deadline)
        try:
            yield reply
        finally:
            reply.close()

    def _insisted(self, client: httpx.Client, body: dict[str, Any], deadline: float) -> httpx.Response:
        for pause in (*_PAUSES, None):
            wait = pause
            try:
                request = client.build_request("POST", f"{self.url}/chat/completions", json=body)
                reply = client.send(request, stream=True)
                if reply.is_success:
                    return reply
                wait = max(pause or 0.0, _asked_to_wait(reply))
                reply.close()
                failure: httpx.HTTPError = httpx.HTTPStatusError(
                    f"status {reply.status_code}", request=request, response=reply
                )
                if reply.status_code not in _PASSING:
                    raise failure
            except httpx.ConnectError as error:
                failure = error
            if pause is None or wait is None or time.monotonic() + wait >= deadline:
                raise failure
            time.sleep(wait)
        raise AssertionError("the last attempt returns or raises")


def _asked_to_wait(reply: httpx.Response) -> float:
    """Seconds that the server asks for; 0 where it does not, or names a date."""
    given = reply.headers.get("Retry-After", "")
    return float(given) if given.isdigit() else 0.0


def _pieces(reply: httpx.Response, deadline: float) -> Iterator[str]:
    """The words of an answer, in events or whole."""
    if "event-stream" not in reply.headers.get("Content-Type", ""):
        reply.read()
        yield str(reply.json()["choices"][0]["message"]["content"] or "")
        return
    finished = False
    for line in _lines(reply, deadline):
        if not line.startswith("data:"):
            continue
        given = line[5:].strip()
        if given == "[DONE]":
            return
        event = json.loads(given)
        if "error" in event:
            raise ValueError(phrases.SERVER_ERROR)
        for choice in event["choices"][:1]:
            yield str((choice.get("delta") or {}).get("content") or "")
            finished = finished or bool(choice.get("finish_reason"))
    if not finished:
        raise ValueError(phrases.ANSWER_BROKE)


def _lines(reply: httpx.Response, deadline: float) -> Iterator[str]:
    kept = ""
    for text in reply.iter_text():
        if time.monotonic() > deadline:
            raise ValueError(phrases.ANSWER_LATE)
        *lines, kept = (kept + text).replace("\r\n", "\n").split("\n")
        if len(kept) > _LONGEST_LINE:
            raise ValueError(phrases.ANSWER_ENDLESS)
        yield from lines
    yield kept


def _told(error: Exception) -> str:
    """Why, without a word of what the server sent: it may hold the question."""
    return str(error) if isinstance(error, httpx.HTTPError) or type(error) is ValueError else type(error).__name__


def _kind(error: Exception) -> str:
    """What a log may say of it."""
    status = f" {error.response.status_code}" if isinstance(error, httpx.HTTPStatusError) else ""
    return type(error).__name__ + status
