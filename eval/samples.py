"""A run as the JSON lines that `ragas.EvaluationDataset.from_jsonl` reads; it does not know RAGAS' measures.

One `SingleTurnSample` a line (docs.ragas.io). A follow-up is asked as it was read: written out in full, or behind the
question before it.
"""

import json
from collections.abc import Iterator, Sequence

from eval.record import Run
from eval.searches import asked
from ingest import Passage


def sample_lines(run: Run, passages: Sequence[Passage]) -> Iterator[str]:
    known = {passage.id: passage.text for passage in passages}
    for outcome, told in zip(run.outcomes, run.told, strict=True):
        gold = outcome.gold
        sample = {
            "user_input": (told.standalone if told else "") or asked(gold),
            "retrieved_contexts": [known[id] for id in told.passages] if told else [],
            "reference_contexts": [evidence.quote for evidence in gold.evidence],
            "response": told.text if told else "",
            "reference": gold.reference_answer,
        }
        yield json.dumps(sample, ensure_ascii=False)
