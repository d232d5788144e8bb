"""Writers that phrase freely: a local transformers model, or any server that speaks the OpenAI protocol.

They see passages as data and draft sentences; nothing they write is shown before `verify` has passed it.
"""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from index import Hit
from ingest import Document
from qa import phrases
from qa.best import Evidence
from qa.errors import WriterUnavailable
from qa.references import bare
from qa.verify import Draft, Support, supporting_quote

_MARKED = re.compile(r"\[(\d+)\]")
_SENTENCE = re.compile(r"(?<=[.!?\]])\s+(?=[A-ZÀ-Ý\"'(])|\n+")
SHOWN = 5  # passages in the prompt: more of them cost a small model its way
LENGTH = 220  # tokens of an answer


class ServerWriter:
    """Any OpenAI-compatible server (llama.cpp, Ollama, vLLM); `url` ends in /v1."""

    def __init__(self, url: str, model: str, key: str = "", timeout: float = 30.0) -> None:
        self.url, self.model, self.timeout = url.rstrip("/"), model, timeout
        self._key = key
        self.name = f"openai:{self.url}#{model}"

    def write(self, evidence: Evidence) -> tuple[Draft, ...]:
        hits = _shown(evidence)
        return drafts(self._complete(messages(evidence, hits)), hits)

    def _complete(self, talk: list[dict[str, str]]) -> str:
        body = {"model": self.model, "messages": talk, "temperature": 0, "max_tokens": LENGTH}
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self._key}"} if self._key else {})
        request = urllib.request.Request(f"{self.url}/chat/completions", json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as reply:
                return str(json.load(reply)["choices"][0]["message"]["content"])
        except (urllib.error.URLError, TimeoutError, OSError, ValueError, LookupError, TypeError) as error:
            raise WriterUnavailable(f"De server {self.url} gaf geen bruikbaar antwoord: {error}") from error


class LocalWriter:
    """A causal model of `transformers`, from a local folder or a hub name."""

    def __init__(self, model: str) -> None:
        self.model = model
        self.name = f"transformers:{model}"

    def write(self, evidence: Evidence) -> tuple[Draft, ...]:
        hits = _shown(evidence)
        prompt = messages(evidence, hits)
        try:
            reply = self._pipeline(prompt, max_new_tokens=LENGTH, do_sample=False, return_full_text=False)
        except (OSError, RuntimeError, ValueError, ImportError) as error:
            raise WriterUnavailable(f"Het taalmodel {self.model} kon niet antwoorden: {error}") from error
        return drafts(str(reply[0]["generated_text"]), hits)

    @cached_property
    def _pipeline(self) -> Any:  # transformers' pipelines are typed by task name only
        from transformers import pipeline

        return pipeline("text-generation", model=self.model, device="cpu")


def messages(evidence: Evidence, hits: tuple[Hit, ...]) -> list[dict[str, str]]:
    """The talk for the model: the rules, then the passages fenced as data, then the question."""
    passages = "\n".join(_passage(n, hit, evidence.documents) for n, hit in enumerate(hits, 1))
    user = phrases.PROMPT_USER.format(passages=passages, question=evidence.question.text)
    return [{"role": "system", "content": phrases.PROMPT_SYSTEM}, {"role": "user", "content": user}]


def _passage(n: int, hit: Hit, documents: Mapping[str, Document]) -> str:
    document = documents[hit.passage.document_id]
    text = bare(document, hit.passage.start, hit.passage.end)  # its own [12] would read as the number of a passage
    text = text.replace("</passage", "< /passage")  # a document cannot close its own fence
    return phrases.PROMPT_PASSAGE.format(n=n, publisher=document.publisher, title=document.title, text=text)


def _shown(evidence: Evidence) -> tuple[Hit, ...]:
    """The passages of the best candidates, each once."""
    return tuple(dict.fromkeys(c.hit for c in evidence.candidates))[:SHOWN]


def drafts(reply: str, hits: tuple[Hit, ...]) -> tuple[Draft, ...]:
    """The model's sentences with the quotes they lean on; a sentence without a passage number has none."""
    if phrases.NO_ANSWER in reply.upper():
        return ()
    return tuple(_draft(part.strip(), hits) for part in _SENTENCE.split(reply) if part and part.strip())


def _draft(sentence: str, hits: tuple[Hit, ...]) -> Draft:
    numbers = [int(n) for n in _MARKED.findall(sentence) if 0 < int(n) <= len(hits)]
    bare = _MARKED.sub("", sentence).replace(" .", ".").strip()
    quoted = ((hits[n - 1].passage, supporting_quote(bare, hits[n - 1].passage.text)) for n in dict.fromkeys(numbers))
    return Draft(bare, tuple(Support(p, q) for p, q in quoted if q), verbatim=False)
