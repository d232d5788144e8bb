"""Imported by the process from which answering processes are copied: what it has loaded, they share in memory.

It must start no thread, open nothing, and outlive the signals with which a service is stopped: its children are still
answering then, and it ends when the front does.
"""

import gc
import signal

import qa  # noqa: F401 - to have it loaded, with index and ingest
import ui.office  # noqa: F401 - the same

signal.signal(signal.SIGTERM, signal.SIG_IGN)
gc.collect()
gc.freeze()  # the collector writes in what it looks at, and then it is shared no more
