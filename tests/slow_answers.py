"""What answering processes open in tests: answers that are slow, deadly or wrong on purpose. They load no index."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import Encoder, Reranker


@dataclass(frozen=True, slots=True)
class Acting:
    """Does what the question says."""

    encoder: Encoder
    state: str = "one"

    def __call__(self, question: str) -> Any:
        match question.split():
            case ["pid"]:
                return os.getpid()
            case ["sleep", seconds]:
                time.sleep(float(seconds))
            case ["die"]:
                os.kill(os.getpid(), signal.SIGKILL)
            case ["die-once", file]:
                if not Path(file).exists():
                    Path(file).touch()
                    os.kill(os.getpid(), signal.SIGKILL)
            case ["raise"]:
                raise ValueError("woorden van de vraag")
            case ["encode", *words]:
                return self.encoder.encode(words, query=True).tolist()
        return f"antwoord op {question}"


def acting(encoder: Encoder, reranker: Reranker | None) -> Acting:  # noqa: ARG001 - the seam has it
    return Acting(encoder)


@dataclass(frozen=True, slots=True)
class Opened:
    """Opens whatever state stands in a file by then; without a file nothing can be opened."""

    file: Path

    def __call__(self, encoder: Encoder, reranker: Reranker | None) -> Acting:  # noqa: ARG002 - the same
        return Acting(encoder, self.file.read_text(encoding="utf-8"))
