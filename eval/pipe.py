"""A process in an environment of its own, spoken to over a pipe in lines of JSON; it does not know what about."""

import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any  # Any: JSON


class PeersUnavailable(RuntimeError):
    """The environment cannot be made, or the process in it ended; `str(error)` is the last thing it said."""


@dataclass(frozen=True, slots=True)
class Pipe:
    process: "subprocess.Popen[str]"
    complaints: IO[bytes]  # what the process writes beside its answers

    def send(self, message: Mapping[str, Any]) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(message) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise self._gone() from None

    def hear(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise self._gone()
        return json.loads(line)

    def _gone(self) -> PeersUnavailable:
        self.process.wait()
        self.complaints.seek(0)
        return PeersUnavailable(last_line(self.complaints.read().decode(errors="replace")))


@contextmanager
def piped(python: Path, script: Path, variables: Mapping[str, str]) -> Iterator[Pipe]:
    """The script in a process with these variables alone; it ends with the block."""
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            [str(python), str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            encoding="utf-8",
            env=dict(variables),
        )
        with process:
            try:
                yield Pipe(process, complaints)
            finally:
                process.kill()


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason was given"
