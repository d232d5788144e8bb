"""`python -m eval.engine_bench URL`: an index in PostgreSQL beside the same one in a folder, in one run.

Both are there already (`bronwijzer index`, with and without an engine). Each question goes to both in turn, so that a
busy machine slows both: the gold as it is, and through filters that keep some of the documents. Of an index with
made-up passages (`eval.scale --synthetic`) the questions are made up too. It knows nothing of how an engine searches.
"""

import argparse
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.load import GOLD, load_gold
from eval.ranking import mean
from eval.searches import Remembering, Search, answering, searching
from eval.standings import stand
from eval.synthetic import synthetic, word_vectors
from eval.table import table
from index import Encoder, Fusion, Index, load_index, open_encoder
from qa import Assistant

STORE = Path(__file__).resolve().parent.parent / "index" / "store"
BEST = 10
SHARES = (1.0, 0.5, 0.1, 0.01)  # of the documents that a filter leaves
QUESTIONS = 100
WAYS = {"": Fusion(), "meaning alone": Fusion(meaning=1, words=0), "words alone": Fusion(meaning=0, words=1)}
HEAD = ("search", "folder ms", "engine ms", "ratio", "of the same ten", "recall folder", "recall engine")


@dataclass(slots=True)
class Found:
    """What one of both found, and in how many seconds."""

    passages: list[frozenset[str]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.engine_bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("engine", nargs="+", metavar="URL", help="of the database; several: shards")
    parser.add_argument("--index", type=Path, default=STORE, help="folder of the same index")
    parser.add_argument("--gold", type=Path, default=GOLD, help="a .jsonl file or a folder of them")
    parser.add_argument("--synthetic", type=int, metavar="COUNT", help="about so many made-up passages are in both")
    parser.add_argument("--decisions", type=Path, help="of which they are made: JSON lines with title and body")
    options = parser.parse_args(arguments)
    for row in _made_up(options) if options.synthetic else _gold(options):
        print(table(HEAD, [row]), flush=True)


def _gold(options: argparse.Namespace) -> Iterator[list[str]]:
    encoder, gold = Remembering(open_encoder()), load_gold(options.gold)
    first, folder, engine = (load_index(place, encoder) for place in (options.index, options.index, options.engine))
    ways: dict[str, tuple[Search, Search, Search]] = {
        "ten passages": (searching(first), searching(folder), searching(engine)),
        "a whole answer": (answering(Assistant(first)), answering(Assistant(folder)), answering(Assistant(engine))),
    }
    for name, searches in ways.items():  # the first one has the questions encoded, and is not looked at
        for search in searches:
            search(gold[-1])
        replies = zip(*([search(question) for search in searches] for question in gold), strict=True)
        _encoded, ours, theirs = (stand(name, gold, one) for one in replies)
        recalls = [f"{mean(one.values['recall@10']):.4f}" for one in (ours, theirs)]
        yield [name, *_times(ours.milliseconds, theirs.milliseconds), "", *recalls]


def _made_up(options: argparse.Namespace) -> Iterator[list[str]]:
    """Recall of the nearest ten by meaning is measured against an exact search in the folder."""
    documents = synthetic(options.decisions, options.synthetic)
    encoder, questions = Remembering(word_vectors(documents)), documents.questions(QUESTIONS)
    encoder.encode(questions, query=True)
    ids = [one.id for one in load_index(options.index, encoder).catalogue]
    for share in SHARES:
        within = None if share == 1 else frozenset(ids[:: round(1 / share)])
        for name, fusion in WAYS.items():
            yield _compared(f"{share:.0%} {name}".strip(), options, encoder, fusion, questions, within)


def _compared(
    name: str,
    options: argparse.Namespace,
    encoder: Encoder,
    fusion: Fusion,
    questions: Sequence[str],
    within: frozenset[str] | None,
) -> list[str]:
    indexes = [load_index(place, encoder, fusion=fusion) for place in (options.index, options.engine)]
    found = [Found(), Found()]
    for question in [questions[-1], *questions]:
        for one, into in zip(indexes, found, strict=True):
            _ask(one, question, within, into)
    folder, engine = (Found(one.passages[1:], one.seconds[1:]) for one in found)
    times = _times(*(1000 * statistics.median(one.seconds) for one in (folder, engine)))
    recalls = ["", ""]
    if not fusion.words:
        exact, best = load_index(options.index, encoder, fusion=fusion, exact=True), Found()
        for question in questions:
            _ask(exact, question, within, best)
        recalls = [f"{_same(one, best):.4f}" for one in (folder, engine)]
    return [name, *times, f"{_same(engine, folder):.4f}", *recalls]


def _ask(one: Index, question: str, within: frozenset[str] | None, into: Found) -> None:
    begun = time.perf_counter()
    hits = one.search(question, BEST, within=within)
    into.seconds.append(time.perf_counter() - begun)
    into.passages.append(frozenset(hit.passage.id for hit in hits))


def _same(ours: Found, theirs: Found) -> float:
    """How many of their passages ours are."""
    pairs = [(one, other) for one, other in zip(ours.passages, theirs.passages, strict=True) if other]
    return statistics.fmean(len(one & other) / len(other) for one, other in pairs)


def _times(folder: float, engine: float) -> list[str]:
    return [f"{folder:.1f}", f"{engine:.1f}", f"{engine / folder:.2f}"]


if __name__ == "__main__":
    main()
