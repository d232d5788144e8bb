"""Opens what watches a server: the counts, a port for who gathers them, and traces where an address for them is set.

It does not know what is counted.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from prometheus_client import start_http_server

from ui import texts_serving as texts
from ui.terminal import CouldNot
from ui.tracing import Spans, TracingUnavailable, destination
from ui.watch_settings import Watching
from ui.watching import Watch, own_version

HERE = "127.0.0.1"

log = logging.getLogger(__name__)


@contextmanager
def lookout(settings: Watching, say: Callable[[str], None]) -> Iterator[Watch]:
    """Until the server ends; raises CouldNot. What leaves this process is said, and whereto."""
    with ExitStack() as open_now:
        spans = None
        if settings.telemetry:
            spans = _spans(settings.telemetry)
            open_now.callback(spans.close)
            say(texts.telemetry_goes_to(destination(settings.telemetry)))
        watch = Watch(spans)
        if settings.metrics_port:
            open_now.callback(_listening(watch, settings.metrics_port))
            say(texts.metrics_at(f"http://{HERE}:{settings.metrics_port}/metrics"))
        yield watch


def _spans(address: str) -> Spans:
    try:
        return Spans(address, own_version())
    except TracingUnavailable as error:
        raise CouldNot(str(error)) from error


def _listening(watch: Watch, port: int) -> Callable[[], None]:
    """A port of this computer alone: who is on it may read the counts. Gives what closes it."""
    try:
        server, thread = start_http_server(port, HERE, watch.registry)
    except OSError as error:
        raise CouldNot(texts.metrics_port_taken(port)) from error

    def close() -> None:
        server.shutdown()
        server.server_close()
        thread.join(1.0)

    return close
