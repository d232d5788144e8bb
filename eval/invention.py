"""How much a language model invents, and what of it passes: `python -m eval.invention MODEL [QUESTIONS]`.

Prints every raw sentence with its fate, then the counts. Whether a sentence is false is for a reader to judge. MODEL
is a folder, hub name or GGUF file; questions are answerable ones of the develop part, drawn by seed.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from eval.load import GOLD, load_gold
from index import load_index, open_encoder
from qa import Assistant, Draft, Evidence, LocalWriter, Writer

SEED, QUESTIONS = 7, 60


class Overheard:
    """A writer that keeps what another one drafts."""

    def __init__(self, writer: Writer) -> None:
        self.inner, self.name, self.outside = writer, writer.name, writer.outside
        self.drafts: list[Draft] = []

    def write(self, evidence: Evidence) -> Iterator[Draft]:
        for draft in self.inner.write(evidence):
            self.drafts.append(draft)
            yield draft


def main(assistant: Assistant, count: int) -> str:
    """The fates of the raw sentences, counted; each is printed as it comes."""
    gold = load_gold(GOLD, assistant.index.documents)
    asked = [q for q in gold if q.split == "develop" and q.answerable and not q.history]
    random.Random(SEED).shuffle(asked)
    fates: Counter[str] = Counter()
    for question in asked[:count]:
        assistant.writing.writer = overheard = Overheard(assistant.writer)
        assistant.ask(question.question)
        assistant.writing.writer = overheard.inner
        for draft in overheard.drafts:
            fault = assistant.writing.fault(draft)
            fates[fault.value if fault else "stands"] += 1
            print(f"{question.id}  {fault.value if fault else 'STANDS'}  {draft.sentence}", flush=True)
    return "\n".join(f"{number:5}  {fate}" for fate, number in fates.most_common())


if __name__ == "__main__":
    model, *count = sys.argv[1:]
    index = load_index(Path("index/store"), open_encoder())
    print(main(Assistant(index, LocalWriter(model)), int(count[0]) if count else QUESTIONS))
