"""RAGAS' faithfulness and answer relevancy of answers: starts its library in an environment of its own.

(Es, James, Espinosa-Anke and Schockaert, EACL 2024.) RAGAS wants an older `rich` than Bronwijzer, so it cannot stand
beside it. Its process reaches nobody: it asks for the words of a language model and for vectors over a pipe, and
whoever starts it decides where those come from. It does not know that model, nor what a run is.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # JSON

from eval.peers import FOLDER as PEERS
from eval.peers import environment, is_made
from eval.pipe import piped
from index import Encoder

FOLDER = PEERS.with_name("ragas-venv")
PACKAGES = ("langchain-community==0.3.31", "ragas==0.4.3")  # ragas 0.4.3 imports what 0.4 of the first no longer has
SCRIPT = Path(__file__).with_name("faithful_ragas.py")
_PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT")  # no key, no proxy, no setting of ours

Say = Callable[[str], str]  # a prompt, and what a language model says to it
Sample = Mapping[str, Any]  # user_input, response, retrieved_contexts


@dataclass(frozen=True, slots=True)
class Faith:
    """What RAGAS says of one answer; None where it could not tell, with why."""

    faithfulness: float | None
    relevancy: float | None
    error: str = ""


def has_ragas(folder: Path = FOLDER) -> bool:
    return is_made(folder, PACKAGES)


def ragas_python(folder: Path = FOLDER) -> Path:
    """The Python of RAGAS' environment, made on first use; raises PeersUnavailable."""
    return environment(folder, PACKAGES)


@contextmanager
def ragas(python: Path, say: Say, encoder: Encoder, script: Path = SCRIPT) -> Iterator[Callable[[Sample], Faith]]:
    """A judge of samples; its process ends with the block. Raises PeersUnavailable when it ends before."""
    with piped(python, script, _variables()) as pipe:
        pipe.hear()

        def judge(sample: Sample) -> Faith:
            pipe.send({"sample": dict(sample)})
            while "judged" not in (message := pipe.hear()):
                pipe.send(_reply(message, say, encoder))
            found = message["judged"]
            errors = dict.fromkeys(one["error"] for one in found.values() if one["error"])
            return Faith(found["faithfulness"]["value"], found["relevancy"]["value"], "; ".join(errors))

        yield judge


def _reply(message: Mapping[str, Any], say: Say, encoder: Encoder) -> dict[str, Any]:
    if "prompt" in message:
        return {"said": say(message["prompt"])}
    return {"vectors": encoder.encode(message["encode"], query=True).tolist()}


def _variables() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name in _PASSED_ON} | {"PYTHONIOENCODING": "utf-8"}
