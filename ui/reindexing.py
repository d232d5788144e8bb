"""Makes the index anew while the server answers: `bronwijzer index` in a process of its own, at low priority.

One run at a time; its state stays here, so that a page that is loaded anew finds it. It does not know what is read,
nor that the server takes the new index up (ui/live.py).
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from typing import Any

from ui import texts

COMMAND = (sys.executable, "-m", "ui.cli", "index", "--steps")
_PATIENCE = 20.0  # seconds in which a run that is asked to stop should have stopped
_SHORT_PATIENCE = 3.0
_NICE = 10


class Stage(Enum):
    RUNNING = auto()
    DONE = auto()
    STOPPED = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """What is known of a run now."""

    who: str
    begun: datetime
    stage: Stage = Stage.RUNNING
    step: str = ""
    done: int = 0
    total: int = 0
    seconds: float = 0.0  # that it took
    ended: float = 0.0  # by the clock of time.monotonic
    trouble: str = ""  # why it failed


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is, as it says itself."""

    name: str
    done: int
    total: int


class Reindexing:
    """Starts and stops runs, and knows the last one."""

    def __init__(self, command: Sequence[str] = (), ended: Callable[[str], None] = lambda _how: None) -> None:
        """`ended`: is told how each run ended, in one word."""
        self._command, self._ended = command, ended
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._run: Run | None = None
        self._stopping = False

    @property
    def run(self) -> Run | None:
        return self._run

    def start(self, who: str) -> bool:
        """Whether a run was started: not while one goes on."""
        with self._lock:
            if self._run is not None and self._run.stage is Stage.RUNNING:
                return False
            self._run, self._stopping = Run(who, datetime.now().astimezone()), False
            try:
                self._process = _started(self._command or COMMAND)
            except OSError as error:
                trouble = texts.system_reason(error)
                self._run = replace(self._run, stage=Stage.FAILED, trouble=texts.reindex_not_started(trouble))
                return True
            threading.Thread(target=self._follow, args=(self._process,), name="reindex", daemon=True).start()
        return True

    def stop(self) -> None:
        """Asks the run to stop, as Ctrl-C would; what it computed is kept for the next one."""
        with self._lock:
            process = self._process
            if process is None or process.poll() is not None:
                return
            self._stopping = True
            process.send_signal(signal.SIGINT if sys.platform != "win32" else signal.SIGTERM)
        threading.Thread(target=_insist, args=(process,), daemon=True).start()

    def end(self) -> None:
        """Stops the run, and does not wait long for it: the server ends."""
        self.stop()
        if self._process is not None:
            _insist(self._process, _SHORT_PATIENCE)

    def _follow(self, process: subprocess.Popen[str]) -> None:
        begun, last, stage = time.monotonic(), "", Stage.FAILED
        assert process.stdout is not None
        try:
            for line in process.stdout:
                step = _step(line)
                if step:
                    self._set(step=step.name, done=step.done, total=step.total)
                elif line.strip():
                    last = line.strip()
            code = process.wait()
            stage = Stage.STOPPED if self._stopping and code else Stage.FAILED if code else Stage.DONE
        finally:  # whatever breaks here: the next run can begin
            now, trouble = time.monotonic(), last if stage is Stage.FAILED else ""
            self._set(stage=stage, seconds=now - begun, ended=now, trouble=trouble)
            self._ended(stage.name.lower())

    def _set(self, **known: Any) -> None:
        if self._run is not None:
            self._run = replace(self._run, **known)


def _started(command: Sequence[str]) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", errors="replace", env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )  # fmt: skip
    if hasattr(os, "setpriority"):  # before it has made any thread: they inherit it
        with suppress(OSError):  # it has ended already, or the system will not have it: then it runs as it is
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
    return process


def _insist(process: subprocess.Popen[str], patience: float = _PATIENCE) -> None:
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()  # the index that is there stays whole


def _step(line: str) -> Step | None:
    """None where a line tells something else."""
    if not line.startswith('{"step"'):
        return None
    try:
        told = json.loads(line)
        return Step(str(told["step"]), int(told["done"]), int(told["total"]))
    except (ValueError, TypeError, KeyError):
        return None
