"""Other frameworks on the same questions: makes their environment, starts `eval.frameworks`, lends it the encoder.

They get the files as they are and answer one question at a time. It does not know how they search.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any  # Any: JSON

import numpy as np

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


class PeersUnavailable(RuntimeError):
    """The peers cannot be asked; `str(error)` says why."""


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
    with tempfile.TemporaryFile() as complaints, _started(python, script, complaints) as process:
        line = _Line(process, encoder, complaints)
        names = line.talk({"files": [str(file.resolve()) for file in files], "model": model})[0]["ready"]
        yield {name: line.asking(name) for name in names}


class _Line:
    """The near end of the pipe: one question at a time, and vectors whenever they are wanted."""

    def __init__(self, process: "subprocess.Popen[str]", encoder: Encoder, complaints: IO[bytes]) -> None:
        self.process, self.encoder, self.complaints = process, encoder, complaints

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
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(json.dumps(message) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise self._gone() from None
        line = self.process.stdout.readline()
        if not line:
            raise self._gone()
        return json.loads(line)

    def _gone(self) -> PeersUnavailable:
        self.process.wait()
        self.complaints.seek(0)
        return PeersUnavailable(_last_line(self.complaints.read().decode(errors="replace")))


@contextmanager
def _started(python: Path, script: Path, complaints: IO[bytes]) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [str(python), str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        encoding="utf-8",
        env=os.environ | QUIET,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise PeersUnavailable(_last_line(done.stderr or done.stdout))


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason was given"
