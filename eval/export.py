"""A saved run as lines of files that other tools read; it does not write them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from eval.question import UNTOUCHED
from eval.record import Run
from ingest import Document, Passage

FOLDERS = ("trec", "beir")  # what takes several files
FORMS = ("trec", "ragas", "beir")


def export(
    run: Run, form: str, passages: Sequence[Passage], documents: Mapping[str, Document]
) -> dict[str, Iterator[str]]:
    """The lines of each file by its name, which is "" where one file holds all; `form` is one of FORMS.

    Every passage of the run stands among `passages` (see `strange_passages`).
    """
    if form == "ragas":
        from eval.samples import sample_lines

        return {"": sample_lines(run, passages)}
    if form == "beir":
        from eval.beir import beir_files

        return beir_files(run, passages, documents)
    from eval.trec import trec_files  # ir-measures takes a second to load

    return trec_files(run, passages, documents)


def shown(run: Run) -> Run:
    """Without the questions of the untouched split, which nobody reads one by one."""
    kept = [(o, told) for o, told in zip(run.outcomes, run.told, strict=True) if o.gold.split != UNTOUCHED]
    return replace(run, outcomes=tuple(o for o, _ in kept), told=tuple(told for _, told in kept))


def strange_passages(run: Run, passages: Sequence[Passage]) -> int:
    """How many passages of the run are not among these: then it was made with another index."""
    return len({id for told in run.told if told for id in told.passages} - {passage.id for passage in passages})
