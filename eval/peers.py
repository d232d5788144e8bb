"""Other frameworks on the same questions: makes their environment, starts `eval.frameworks`, lends it the encoder.

They get the files as they are and answer one question at a time. It does not know how they search.
"""

import base64
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # Any: JSON

import numpy as np

from eval.pipe import PeersUnavailable, Pipe, last_line, piped
from index import Encoder

FOLDER = Path(__file__).resolve().parent.parent / ".cache" / "peers-venv"
SCRIPT = Path(__file__).with_name("frameworks.py")
# Not in pyproject.toml: nothing of Bronwijzer needs them. haystack-ai 3.4.1 asks for a certifi that is not everywhere.
PACKAGES = (
    "faiss-cpu==1.15.1",
    "haystack-ai==3.4.0",
    "langchain-community==0.4.2",
    "langchain-openai==1.7.3",
    "langchain-text-splitters==1.1.3",
    "llama-index-core==0.14.25",
    "llama-index-llms-openai-like==0.8.1",
)
QUIET = {  # no word to anybody's servers, no model from anywhere
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "LANGSMITH_TRACING": "false",
    "PYTHONIOENCODING": "utf-8",
}

_MARK = "packages.txt"

Ask = Callable[[str], "Reply"]


@dataclass(frozen=True, slots=True)
class Reply:
    texts: tuple[str, ...]
    seconds: float  # in the framework and in the encoder, without the way between them
    answer: str = ""  # of a chain with a language model, as are the next two
    cited: tuple[str, ...] = ()  # quotes, or whole sources
    error: str = ""


def is_made(folder: Path = FOLDER, packages: Sequence[str] = PACKAGES) -> bool:
    """Whether the environment is there, with these very packages."""
    mark = folder / _MARK
    return mark.exists() and mark.read_text(encoding="utf-8") == "\n".join(packages)


def environment(folder: Path = FOLDER, packages: Sequence[str] = PACKAGES) -> Path:
    """The Python of an environment of its own, made on first use and again when the list of packages changes."""
    python = folder / "bin" / "python"
    if not is_made(folder, packages):
        print(f"Making an environment in {folder} (once, some minutes) ...", file=sys.stderr, flush=True)
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
        _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries=1", *packages])
        (folder / _MARK).write_text("\n".join(packages), encoding="utf-8")
    return python


@contextmanager
def peers(
    python: Path, files: Sequence[Path], encoder: Encoder, script: Path = SCRIPT, model: Mapping[str, str] | None = None
) -> Iterator[dict[str, Ask]]:
    """Every peer by name, over an index of these files; their process ends with the block.

    With a `model` (url, name, key) they are the chains that answer with it.
    Raises PeersUnavailable when it ends before.
    """
    with piped(python, script, os.environ | QUIET) as pipe:
        line = _Line(pipe, encoder)
        names = line.talk({"files": [str(file.resolve()) for file in files], "model": model})[0]["ready"]
        yield {name: line.asking(name) for name in names}


class _Line:
    """The near end of the pipe: one question at a time, and vectors whenever they are wanted."""

    def __init__(self, pipe: Pipe, encoder: Encoder) -> None:
        self.pipe, self.encoder = pipe, encoder

    def asking(self, name: str) -> Ask:
        def ask(question: str) -> Reply:
            answer, encoding = self.talk({"ask": name, "question": question})
            seconds, cited = answer["seconds"] + encoding, tuple(answer.get("cited", ()))
            return Reply(tuple(answer["texts"]), seconds, answer.get("answer", ""), cited, answer.get("error", ""))

        return ask

    def talk(self, message: dict[str, Any]) -> tuple[Any, float]:
        """The answer to a message, and the seconds that the encoder worked for it."""
        encoding = 0.0
        answer = self._exchange(message)
        while "encode" in answer:
            start = time.perf_counter()
            vectors = self.encoder.encode(answer["encode"], query=answer["query"])
            encoding += time.perf_counter() - start
            packed = [base64.b64encode(row.astype(np.float32).tobytes()).decode() for row in vectors]
            answer = self._exchange({"vectors": packed})
        return answer, encoding

    def _exchange(self, message: dict[str, Any]) -> Any:
        self.pipe.send(message)
        return self.pipe.hear()


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise PeersUnavailable(last_line(done.stderr or done.stdout))
