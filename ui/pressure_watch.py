"""What a server and the load maker take while something is measured; it does not know what that is."""

import asyncio
import resource
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from ui.pressure_record import Load
from ui.processes import Taken, taken

EVERY = 2.0  # seconds between two looks: one takes some milliseconds for each process


@dataclass(slots=True)
class Watch:
    """Looks at the family of a process now and then."""

    process: Callable[[], int]  # another one after a restart
    looks: list[tuple[float, Taken]] = field(default_factory=list)
    _mine: float = field(default_factory=lambda: _own_seconds())

    async def on(self) -> None:
        while True:
            self.look()
            await asyncio.sleep(EVERY)

    def look(self) -> None:
        self.looks.append((time.perf_counter(), taken(self.process())))

    def load(self) -> Load:
        (begun, first), (ended, last) = self.looks[0], self.looks[-1]
        seconds = max(ended - begun, 1e-9)
        most = max(one.memory for _, one in self.looks)
        server = (last.seconds - first.seconds) / seconds
        maker = (_own_seconds() - self._mine) / seconds
        memory = (round(most, 1), round(first.memory, 1), round(last.memory, 1))
        shares = (round(server, 2), round(maker, 2))
        return Load(round(seconds, 1), *memory, *shares, _counts(first), _counts(last))

    def slope(self) -> float:
        """MB a minute, by least squares over the looks of the second half: the first half fills caches."""
        half = self.looks[len(self.looks) // 2 :]
        times, held = [at for at, _ in half], [one.memory for _, one in half]
        middle, mean = sum(times) / len(times), sum(held) / len(held)
        spread = sum((at - middle) ** 2 for at in times)
        rise = sum((at - middle) * (one - mean) for at, one in zip(times, held, strict=True))
        return 60 * rise / spread if spread else 0.0


async def watched(process: Callable[[], int], doing: Coroutine[Any, Any, None]) -> Watch:
    watch = Watch(process)
    looking = asyncio.create_task(watch.on())
    try:
        await doing
    finally:
        looking.cancel()
    watch.look()
    return watch


def _own_seconds() -> float:
    mine = resource.getrusage(resource.RUSAGE_SELF)
    return mine.ru_utime + mine.ru_stime


def _counts(one: Taken) -> dict[str, int]:
    return {"processes": one.processes, "threads": one.threads, "files": one.files}
