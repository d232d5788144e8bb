"""The gold of a run over the passages of the index as a BEIR folder; it does not know what was answered.

corpus.jsonl, queries.jsonl and qrels/test.tsv (Thakur et al. 2021, github.com/beir-cellar/beir).
A document is a passage: whole documents are no task where there are five of them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any  # JSON

from eval.coverage import Coverage
from eval.question import GoldQuestion
from eval.record import Run
from eval.searches import asked
from eval.trec import judged_passages
from ingest import Document, Passage

CORPUS, QUERIES, QRELS = "corpus.jsonl", "queries.jsonl", "qrels/test.tsv"
HEAD = ("query-id", "corpus-id", "score")


def beir_files(run: Run, passages: Sequence[Passage], documents: Mapping[str, Document]) -> dict[str, Iterator[str]]:
    """The lines of each file by its name; `passages` are all that the index has."""
    gold = [outcome.gold for outcome in run.outcomes]
    coverage = Coverage(passages, documents)
    return {
        CORPUS: (_json(_passage(passage, documents[passage.document_id])) for passage in passages),
        QUERIES: (_json(_query(question)) for question in gold),
        QRELS: _qrels([question for question in gold if question.answerable], coverage),
    }


def _passage(passage: Passage, document: Document) -> dict[str, Any]:
    place = {"source": document.source, "publisher": document.publisher, "start": passage.start, "end": passage.end}
    title = " > ".join([document.title, *passage.heading])
    return {"_id": passage.id, "title": title, "text": passage.text, "metadata": place}


def _query(gold: GoldQuestion) -> dict[str, Any]:
    about = {"type": gold.type, "split": gold.split, "answerable": gold.answerable}
    return {"_id": gold.id, "text": asked(gold), "metadata": about}


def _qrels(gold: Sequence[GoldQuestion], coverage: Coverage) -> Iterator[str]:
    yield "\t".join(HEAD)
    for question in gold:
        for id, relevance in judged_passages(question, coverage).items():
            yield f"{question.id}\t{id}\t{relevance}"


def _json(line: dict[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False)
