"""What is counted of a running server, and whether it is ready to answer; one `Watch` for each server, given along.

No label holds anything that a person typed or who they are: every label is one of a few words that stand in the code.
It does not know pages, engines or processes: those tell it, or let it look (`gauge`, `check`).
"""

import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from index import RETRY, EngineUnavailable, Stage, Stages
from qa import Answer

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each one, which nobody looks at

OTHER = "other"  # for a label that is none of those it may be
_SECONDS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
_SHORT = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
_BATCHES = (1, 2, 4, 8, 16, 32, 64)
STAGES = ("encode", "search", "judge", "write", "verify", "statement", RETRY)
ROUTES = 200  # more templates than the application has

# What others let us look at; the name without `bronwijzer_`.
GAUGES: Mapping[str, str] = {
    "queue_waiting": "Questions that wait for their turn",
    "queue_limit": "Questions that may wait; the next one is told that it is busy",
    "processes_alive": "Answering processes that are alive",
    "processes_wanted": "Answering processes that there should be",
    "engine_connections_used": "Connections to the engine that are in use",
    "engine_connections_limit": "Connections to the engine that there may be",
    "engine_up": "1 where the engine answered last time, else 0",
    "index_documents": "Documents in the index of now",
    "index_passages": "Passages in the index of now",
    "index_taken_up_timestamp_seconds": "When the index of now was taken up, in Unix time",
    "index_made_timestamp_seconds": "When the index of now was made, in Unix time",
    "index_revision": "Revision of the engine at which is read",
}
COUNTERS: Mapping[str, str] = {  # the same, for what only grows
    "processes_restarted": "Answering processes that were started anew",
}


class By(StrEnum):
    """How a question came in."""

    CHAT = "chat"
    API = "api"
    MCP = "mcp"


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    REFUSED = "refused"  # with a reason
    BUSY = "busy"  # the queue was full
    TIMEOUT = "timeout"
    ENGINE = "engine"  # the engine was away
    FAILED = "failed"
    STOPPED = "stopped"  # by who asked


class Trouble(StrEnum):
    """Why a server is not ready."""

    STOPPING = "stopping"
    INDEX = "index"
    ENCODER = "encoder"
    PROCESSES = "processes"
    ENGINE = "engine"


class Traces(Protocol):
    """What wants to know of every question how it went, part by part (ui/tracing.py)."""

    def told(self, by: By, outcome: Outcome, reason: str, seconds: float, stages: Sequence[Stage]) -> None: ...


class Watch:
    """Counts; threads may share it."""

    def __init__(self, traces: Traces | None = None) -> None:
        self.traces = traces
        self.stopping = False  # set by who stops the server, before the first connection is closed
        self.registry = registry = CollectorRegistry()
        self._gauges: dict[str, Callable[[], float]] = {}
        self._checks: dict[Trouble, Callable[[], bool]] = {}
        self._routes: set[str] = set()

        def counter(name: str, told: str, *labels: str) -> Counter:
            return Counter(f"bronwijzer_{name}", told, labels, registry=registry)

        def histogram(name: str, told: str, buckets: Sequence[float], *labels: str) -> Histogram:
            return Histogram(f"bronwijzer_{name}", told, labels, registry=registry, buckets=buckets)

        self._questions = counter("questions", "Questions, by how they came and ended", "by", "outcome", "reason")
        self._seconds = histogram("question_seconds", "Time until an answer was whole", _SECONDS, "by")
        self._stages = histogram("stage_seconds", "Time in a part of a question", _SHORT, "stage")
        self._requests = counter("requests", "Requests, by the address as the code writes it", "route", "status")
        self._logins = counter("logins", "Attempts to log in", "outcome")
        self._throttled = counter("throttled", "Requests that had to wait or were refused for their number", "by")
        self._batches = histogram("encoder_batch", "Questions encoded at once", _BATCHES)
        self._engine = counter("engine_errors", "What went wrong with the engine", "kind")
        self._retries = counter("engine_retries", "Attempts after the first to ask the engine")
        self._runs = counter("reindex_runs", "Runs that made the index anew, started on the page", "outcome")
        for by in By:  # there from the start: of a series that begins at 1 Prometheus sees no increase
            for outcome in set(Outcome) - {Outcome.REFUSED}:
                self._questions.labels(by, outcome, "")
        Info("bronwijzer_build", "Which version answers", registry=registry).info(_build())
        ProcessCollector(registry=registry)  # memory, processor time, files of the process that listens
        registry.register(_Looked(self._gauges))

    # --- questions ---

    def asked(self, by: By, outcome: Outcome, seconds: float, reason: str = "", stages: Sequence[Stage] = ()) -> None:
        """`reason`: the name of a qa.Reason, where the outcome is a refusal."""
        self._questions.labels(by, outcome, reason.lower()).inc()
        if outcome in (Outcome.ANSWERED, Outcome.REFUSED):
            self._seconds.labels(by).observe(seconds)
        for one in stages:
            if one.name == RETRY:
                self.engine_retried()
            self._stages.labels(one.name if one.name in STAGES else OTHER).observe(one.seconds)
        if self.traces:
            self.traces.told(by, outcome, reason.lower(), seconds, stages)

    def followed(self, by: By, answers: Iterator[Answer]) -> Iterator[Answer]:
        """The same answers while they grow; when they end it is counted how. Answers may bring stages of their own."""
        stages, last, outcome = Stages(), None, Outcome.STOPPED
        try:
            while True:
                with stages.listening():
                    answer = next(answers, None)
                if answer is None:
                    break
                last = answer
                yield answer
            outcome = Outcome.FAILED if last is None else Outcome.REFUSED if last.reason else Outcome.ANSWERED
        except Exception as error:
            outcome = outcome_of(error)
            if isinstance(error, EngineUnavailable):
                self.engine_failed(error.kind)
            raise
        finally:
            reason = last.reason.name if last and last.reason and outcome is Outcome.REFUSED else ""
            self.asked(by, outcome, time.perf_counter() - stages.begun, reason, stages.noted)

    # --- the rest of what is told ---

    def requested(self, route: str, status: int) -> None:
        """`route`: as the application writes it, with {id} and not an id; "" for an address that is none of ours."""
        if route not in self._routes:
            if len(self._routes) >= ROUTES:
                route = OTHER
            self._routes.add(route)
        self._requests.labels(route or OTHER, str(status)).inc()

    def login(self, outcome: str) -> None:
        """ "in", "wrong", "wait" or "out"."""
        self._logins.labels(_one_of(outcome, ("in", "wrong", "wait", "out"))).inc()

    def throttled(self, by: str) -> None:
        """ "login", "api", "mcp" or "page"."""
        self._throttled.labels(_one_of(by, ("login", "api", "mcp", "page"))).inc()

    def encoded(self, questions: int) -> None:
        """So many questions were encoded at once."""
        self._batches.observe(questions)

    def engine_failed(self, kind: str) -> None:
        """`kind`: one of a few words that stand in the code, never a message of the server."""
        self._engine.labels(_one_of(kind, ENGINE_KINDS)).inc()

    def engine_retried(self) -> None:
        self._retries.inc()

    def reindexed(self, outcome: str) -> None:
        """ "done", "stopped" or "failed"."""
        self._runs.labels(_one_of(outcome, ("done", "stopped", "failed"))).inc()

    def gauge(self, name: str, look: Callable[[], float]) -> None:
        """Lets a value of GAUGES or COUNTERS be looked at whenever somebody reads the metrics: it must be quick."""
        if name not in GAUGES and name not in COUNTERS:
            raise KeyError(name)
        self._gauges[name] = look

    # --- ready ---

    def check(self, trouble: Trouble, sound: Callable[[], bool]) -> None:
        """What has to be so for this server to be ready; asked once a second at most, in a thread."""
        self._checks[trouble] = sound

    def troubles(self) -> tuple[Trouble, ...]:
        """What is wrong now, worst first; a check that breaks is not sound."""
        if self.stopping:
            return (Trouble.STOPPING,)
        return tuple(trouble for trouble in Trouble if trouble in self._checks and not _holds(self._checks[trouble]))

    # --- read ---

    def text(self) -> bytes:
        """Everything in the text format of Prometheus."""
        return generate_latest(self.registry)


ENGINE_KINDS = (  # index/trouble.py
    "password", "entry", "database", "rights", "service", "name", "refused", "away", "starting", "tls", "slow", "busy",
    "full", "memory", "read_only", "conflict", "missing", "extension", "old_extension", "old_server", "lagging",
    "damaged", "outside", "unknown",
)  # fmt: skip


def outcome_of(error: Exception) -> Outcome:
    """What kind of end an error is: those that are more than a fault say so themselves (`outcome`)."""
    told = "engine" if isinstance(error, EngineUnavailable) else getattr(error, "outcome", "")
    return Outcome(told) if told in set(Outcome) else Outcome.FAILED


def metric_names() -> frozenset[str]:
    """Every name of ours that can be read, as PromQL writes it."""
    watch = Watch()
    for name in (*GAUGES, *COUNTERS):
        watch.gauge(name, lambda: 0.0)
    names = set()
    for metric in watch.registry.collect():
        ends = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "info": ("_info",)}
        names |= {metric.name + end for end in ends.get(metric.type, ("",))}
    return frozenset(names)


class _Looked(Collector):
    """What others let us look at. A look that breaks leaves its value out: that is what it is to be unknown."""

    def __init__(self, looks: Mapping[str, Callable[[], float]]) -> None:
        self._looks = looks

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterator[Metric]:
        for name, look in list(self._looks.items()):
            with suppress(Exception):
                if name in COUNTERS:
                    yield CounterMetricFamily(f"bronwijzer_{name}", COUNTERS[name], value=look())
                else:
                    yield GaugeMetricFamily(f"bronwijzer_{name}", GAUGES[name], value=look())


def _holds(sound: Callable[[], bool]) -> bool:
    try:
        return sound()
    except Exception:  # noqa: BLE001 - whatever broke: it is not ready
        return False


def _one_of(word: str, known: Sequence[str]) -> str:
    return word if word in known else OTHER


def _build() -> dict[str, str]:
    return {"version": own_version(), "python": platform.python_version()}


def own_version() -> str:
    """ "" where it is run from its folder alone."""
    try:
        return version("bronwijzer")
    except PackageNotFoundError:
        return ""
