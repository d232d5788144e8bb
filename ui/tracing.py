"""The course of each question as spans of OpenTelemetry, sent to one address that was set; never its words.

Nothing of OpenTelemetry is loaded without that address. Spans are made when a question has ended, out of the stages
that were noted: nothing of it is in the way of an answer. It does not know what was asked.
"""

import logging
import threading
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

from index import Stage
from ui import texts_serving as texts
from ui.seen import request_id
from ui.watching import By, Outcome

_SECONDS = 5  # to hand over spans; who takes them not is told, and forgotten
_LAST = 2.0  # seconds for the last ones
_EVERY = 2_000  # milliseconds between two parcels
_KEPT = 2_048  # spans that wait for the next one: what comes on top is dropped


class TracingUnavailable(Exception):
    """The packages for it are not there; `str(error)` says how to get them."""


class Spans:
    """ui.watching.Traces by OpenTelemetry. Raises TracingUnavailable."""

    def __init__(self, address: str, version: str = "") -> None:
        try:
            import requests
            from opentelemetry import trace
            from opentelemetry.context import Context
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
            from opentelemetry.sdk.resources import Resource
            from opentelemetry.sdk.trace import TracerProvider
            from opentelemetry.sdk.trace.export import BatchSpanProcessor
            from opentelemetry.sdk.trace.sampling import ALWAYS_ON
        except ImportError as error:
            raise TracingUnavailable(texts.TELEMETRY_MISSING) from error
        session = requests.Session()
        session.trust_env = False  # no proxy: it goes where it was said to go, and nowhere else
        exporter = OTLPSpanExporter(endpoint=address, timeout=_SECONDS, session=session)
        # Written out, so that no OTEL_* variable adds the name of this computer or of who runs it.
        resource = Resource({"service.name": "bronwijzer", "service.version": version})
        self._provider = TracerProvider(sampler=ALWAYS_ON, resource=resource, shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(exporter, _KEPT, _EVERY, 512, _SECONDS * 1000))
        self._tracer = self._provider.get_tracer("bronwijzer")
        self._trace, self._nothing = trace, Context()
        logging.getLogger("opentelemetry").setLevel(logging.ERROR)

    def told(self, by: By, outcome: Outcome, reason: str, seconds: float, stages: Sequence[Stage]) -> None:
        begun = time.time_ns() - round(seconds * 1e9)
        attributes = {"bronwijzer.by": str(by), "bronwijzer.outcome": str(outcome), "bronwijzer.reason": reason}
        if number := request_id.get():
            attributes["bronwijzer.request"] = number
        whole = self._tracer.start_span("question", self._nothing, attributes=attributes, start_time=begun)
        inside = self._trace.set_span_in_context(whole, self._nothing)
        for stage in sorted(stages, key=lambda stage: stage.begun):
            since = begun + round(stage.begun * 1e9)
            self._tracer.start_span(stage.name, inside, start_time=since).end(since + round(stage.seconds * 1e9))
        if outcome in (Outcome.FAILED, Outcome.TIMEOUT, Outcome.ENGINE):
            whole.set_status(self._trace.StatusCode.ERROR)
        whole.end(begun + round(seconds * 1e9))

    def close(self) -> None:
        """Sends what is left; who does not take it in time goes without: the server ends."""
        ending = threading.Thread(target=self._provider.shutdown, name="traces", daemon=True)
        ending.start()
        ending.join(_LAST)


def destination(address: str) -> str:
    """The host of an address, for people to read."""
    return urlsplit(address).hostname or ""
