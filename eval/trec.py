"""A run in the two formats of trec_eval, which every tool for retrieval reads; it does not know who reads them.

Two pairs of a run (question Q0 thing rank score tag) and its qrels (question 0 thing relevance):

- run.txt and qrels.txt: passages. Relevant is a passage that covers any evidence by itself, so MRR@10 is the very one
  of `bronwijzer eval`. Recall and nDCG count passages, of which two may hold one piece of evidence and none all of a
  quote that was cut in two; `bronwijzer eval` counts pieces of evidence. Other systems can be put beside this run.
- evidence-run.txt and evidence-qrels.txt: pieces of evidence, each at the rank from which it is covered, as
  `eval.ranking` gives them to trec_eval: nDCG@10 is the very one of `bronwijzer eval`. So is
  recall, but that of two pieces which one passage brings the second stands a place further down (a rank holds one).

A question that got no passages has one that is in no document (`nothing`), and one whose evidence no single passage
holds has a passage of relevance 0: else a tool would leave them out of its means instead of counting zero.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from eval.coverage import Coverage
from eval.question import SEARCH, GoldQuestion
from eval.ranking import DEPTH, Found, locate, locate_documents, placed
from eval.record import Run
from ingest import Document, Passage

NOTHING = "nothing"


def trec_files(run: Run, passages: Sequence[Passage], documents: Mapping[str, Document]) -> dict[str, Iterator[str]]:
    """The lines of each file by its name; `passages` are all that the index has."""
    known = {passage.id: passage for passage in passages}
    coverage = Coverage(passages, documents)
    return {
        "run.txt": _run_lines(run),
        "qrels.txt": _qrels_lines(run, coverage),
        "evidence-run.txt": _evidence_run_lines(run, known, documents),
        "evidence-qrels.txt": _evidence_qrels_lines(run),
    }


def judged_passages(gold: GoldQuestion, coverage: Coverage) -> dict[str, int]:
    """Passage.id -> relevance of what has to be found; one of relevance 0 where no single passage will do."""
    relevant = {passage.id: 1 for passage in coverage.relevant(gold)}
    if relevant:
        return relevant
    near = (coverage.nearest(evidence.quote) for evidence in gold.evidence)
    return next(({passage.id: 0} for passage in near if passage), {NOTHING: 0})


def plain_id(given: str) -> str:
    """An id without white space, which ends a column there; two that differ stay different."""
    return re.sub(r"[\s%]", lambda found: quote(found[0]), given) or "%"


def _run_lines(run: Run) -> Iterator[str]:
    """The score is that of the place, for trec_eval sorts by score, and an answer may change the order."""
    tag = _tag(run)
    for gold, ids in _ranked(run):
        for rank, id in enumerate(ids or (NOTHING,), 1):
            yield f"{plain_id(gold.id)} Q0 {plain_id(id)} {rank} {DEPTH + 1 - rank} {tag}"


def _qrels_lines(run: Run, coverage: Coverage) -> Iterator[str]:
    for gold, _ in _ranked(run):
        for id, relevance in judged_passages(gold, coverage).items():
            yield f"{plain_id(gold.id)} 0 {plain_id(id)} {relevance}"


def _evidence_run_lines(run: Run, known: Mapping[str, Passage], documents: Mapping[str, Document]) -> Iterator[str]:
    tag = _tag(run)
    for gold, ids in _ranked(run):
        found = _found(gold, [known[id] for id in ids], documents)
        places = placed(found.items) or {NOTHING: -1.0}
        for rank, (thing, score) in enumerate(sorted(places.items(), key=lambda place: -place[1]), 1):
            name = f"evidence-{int(thing) + 1}" if thing.isdigit() else NOTHING + f"-{rank}"
            yield f"{plain_id(gold.id)} Q0 {name} {rank} {score:g} {tag}"


def _found(gold: GoldQuestion, passages: Sequence[Passage], documents: Mapping[str, Document]) -> Found:
    if gold.type == SEARCH:
        return locate_documents(gold, [documents[passage.document_id].source for passage in passages])
    return locate(gold, [passage.text for passage in passages])


def _evidence_qrels_lines(run: Run) -> Iterator[str]:
    for gold, _ in _ranked(run):
        for item in range(len(_found(gold, (), {}).items)):
            yield f"{plain_id(gold.id)} 0 evidence-{item + 1} 1"


def _ranked(run: Run) -> Iterator[tuple[GoldQuestion, tuple[str, ...]]]:
    """Each question that has evidence, with the ids of its passages."""
    for outcome, told in zip(run.outcomes, run.told, strict=True):
        if outcome.gold.answerable:
            yield outcome.gold, told.passages[:DEPTH] if told else ()


def _tag(run: Run) -> str:
    return plain_id(f"bronwijzer-{str(run.about.get('commit', 'unknown'))[:8]}")
