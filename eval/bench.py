"""`python -m eval.bench`: the same questions through several ways of searching, side by side in one run.

Beside Bronwijzer stand its own parts alone, and LangChain, LlamaIndex and Haystack as their quick starts set them up,
over the files as they are and with the same encoder (`eval.peers`). Every way gets a question in turn, so that a busy
machine slows them all. Then each part of Bronwijzer is switched off (`eval.ablation`). It knows nothing of answers
but the passages that they rest on.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any  # JSON

from eval.ablation import ablation
from eval.decisions import CACHE, known_items
from eval.flaws import GoldError
from eval.load import GOLD, load_gold
from eval.peers import Reply, environment, peers
from eval.pipe import PeersUnavailable
from eval.question import GoldQuestion
from eval.record import surroundings
from eval.searches import Deaf, Search, answering, asking, searching
from eval.standings import (
    Standing,
    figures_table,
    intervals_table,
    lead_table,
    parts_table,
    split_table,
    stand,
    to_json,
)
from index import Encoder, Fusion, IndexMismatch, ModelUnavailable, load_index, open_encoder
from qa import Assistant

ROOT = Path(__file__).resolve().parent.parent
STORE, CORPUS = ROOT / "index" / "store", ROOT / "ingest" / "corpus"
OURS = "Bronwijzer"
PARTS = ("race", "ablation")
LEGEND = """\
ms: median a question; of the other frameworks their own time and the encoder's, without the way between the processes.
words: in the ten passages of a question together: who returns more text covers more evidence with it.
95% interval: bootstrap over the questions, 2,000 resamples; a difference is taken question by question; *: not zero.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    try:
        encoder = open_encoder(options.encoder)
        if options.decisions:
            print(known_items(options.decisions, encoder, options.cache))
        else:
            _bench(options, encoder)
    except (GoldError, IndexMismatch, ModelUnavailable, PeersUnavailable) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _bench(options: argparse.Namespace, encoder: Encoder) -> None:
    """Print every table as soon as it is there; the figures of all of them go to one file."""
    whole = load_index(options.index, encoder)
    gold = [question for question in load_gold(options.gold, whole.documents) if question.answerable]
    splits = positions(gold)
    sizes = {split: len(at) for split, at in splits.items()}
    saved: dict[str, Any] = {"about": surroundings(), "encoder": encoder.name, "questions": sizes}
    print(f"{len(gold)} answerable questions: {', '.join(f'{n} {split}' for split, n in sizes.items())}.")
    print(f"Encoder {encoder.name}; {os.cpu_count()} cores, load {load()} at the start.\n", flush=True)
    if "race" in options.only:
        with _searches(options, encoder) as searches:
            standings = race(gold, searches)
        print(show(standings, splits), flush=True)
        saved["ways"] = to_json(standings, splits, OURS)
    if "ablation" in options.only:
        complete, without = ablation(gold, options.index, encoder, options.cache)
        print("\n".join([parts_table(complete, without), *_by_split([complete, *without], splits)]), flush=True)
        saved["ablation"] = to_json([complete, *without], splits, complete.name)
    print(f"{LEGEND}Load {load()} at the end.")
    if options.json:
        options.json.write_text(json.dumps(saved, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@contextmanager
def _searches(options: argparse.Namespace, encoder: Encoder) -> Iterator[dict[str, Search]]:
    """Bronwijzer and its parts, and the peers where they can be had."""
    found = ours(options.index, encoder)
    with ExitStack() as stack:
        if not options.no_peers:
            try:
                files = sorted(options.corpus.glob("*.txt"))
                asks = stack.enter_context(peers(environment(), files, encoder))
                found = {name: asking(ask) for name, ask in asks.items()} | found
            except PeersUnavailable as error:
                print(f"Without LangChain, LlamaIndex and Haystack: {error}\n", flush=True)
        yield found


def ours(store: Path, encoder: Encoder) -> dict[str, Search]:
    """Each has an index of its own, because an index remembers its questions."""
    deaf = Deaf(encoder.name, encoder.dimension)
    return {
        "words alone (BM25)": searching(load_index(store, deaf, fusion=Fusion(meaning=0.0, words=1.0))),
        "meaning alone (vectors)": searching(load_index(store, encoder, fusion=Fusion(meaning=1.0, words=0.0))),
        OURS: searching(load_index(store, encoder)),
        f"{OURS}, a whole answer": answering(Assistant(load_index(store, encoder))),
    }


def race(gold: Sequence[GoldQuestion], searches: Mapping[str, Search]) -> list[Standing]:
    """Every question through every way in turn; the first one goes once before, to warm up."""
    for search in searches.values():
        search(gold[0])
    replies: dict[str, list[Reply]] = {name: [] for name in searches}
    for question in [*gold[1:], gold[0]]:  # indexes still know the first one
        for name, search in searches.items():
            replies[name].append(search(question))
    return [stand(name, gold, [*replies[name][-1:], *replies[name][:-1]]) for name in searches]


def positions(gold: Sequence[GoldQuestion]) -> dict[str, list[int]]:
    """Where the questions of each split stand."""
    found: dict[str, list[int]] = {}
    for at, question in enumerate(gold):
        found.setdefault(question.split, []).append(at)
    return dict(sorted(found.items()))


def show(standings: Sequence[Standing], splits: Mapping[str, Sequence[int]]) -> str:
    tables = [figures_table(standings), intervals_table(standings), lead_table(standings, OURS)]
    return "\n".join([*tables, *_by_split(standings, splits)])


def _by_split(standings: Sequence[Standing], splits: Mapping[str, Sequence[int]]) -> list[str]:
    """What was learnt by heart does well on the questions that were looked at only."""
    return [split_table(standings, splits)] if len(splits) > 1 else []


def load() -> str:
    """How many processes wanted a core, on average over the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--gold", type=Path, default=GOLD, help="a .jsonl file or a folder of them")
    parser.add_argument("--index", type=Path, default=STORE, help="folder of the index")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of the text files it was made of")
    parser.add_argument("--encoder", default="builtin", help="the encoder that the index was made with")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="one part alone")
    parser.add_argument("--no-peers", action="store_true", help="without the other frameworks; installs nothing")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to this file")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where indexes of the bench are kept")
    parser.add_argument(
        "--decisions",
        type=Path,
        metavar="FILE",
        help="instead: the titles of decisions (JSON lines with title and body) as questions over their bodies; "
        "no part of the gold, and not untouched: weights and a rule for words were tried on some of them",
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
