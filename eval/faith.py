"""A saved run with RAGAS' two figures for some of its answers; it does not know how RAGAS comes to them."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any  # JSON

from eval.faithful import Faith, Sample
from eval.record import Run, read_run, whole_run
from eval.samples import sample_lines
from index import Progress
from ingest import Passage


def believe(
    run: Path,
    passages: Sequence[Passage],
    judge: Callable[[Sample], Faith],
    most: int,
    progress: Progress | None = None,
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The whole run with these scores in, and what went wrong; refusals are not asked. Raises RunError.

    Where there are more answers than `most`, as many are taken at equal distances.
    """
    read = read_run(run)
    saved = json.loads(run.read_text(encoding="utf-8"))
    samples, chosen = list(sample_lines(read, passages)), _spread(_answered(read), most)
    faults = []
    for done, at in enumerate(chosen, 1):
        found = judge(json.loads(samples[at]))
        scores = {"faithfulness": found.faithfulness, "relevancy": found.relevancy}
        saved["questions"][at]["scores"].update(scores)
        faults += [found.error] if found.error else []
        if progress:
            progress("ragas", done, len(chosen))
    return whole_run(saved["questions"], saved["about"]), tuple(faults)


def _answered(run: Run) -> list[int]:
    return [at for at, told in enumerate(run.told) if told and told.passages and not told.reason]


def _spread(places: Sequence[int], most: int) -> list[int]:
    count = min(most, len(places))
    return [places[at * len(places) // count] for at in range(count)]
