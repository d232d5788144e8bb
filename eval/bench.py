"""`python -m eval.bench`: the same questions through several ways of searching, side by side in one run.

Beside Bronwijzer stand its own parts alone and the recipe that most programs start from: LangChain's
RecursiveCharacterTextSplitter (1000 characters, 200 overlapping) over the files as they are, the same encoder, and
FAISS. Every way gets a question in turn, so that a busy machine slows them all. It does not know what an answer is.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
from langchain_text_splitters import RecursiveCharacterTextSplitter

from eval.load import GOLD, GoldError, load_gold
from eval.measures import CUTOFFS, evidence_recall, reciprocal_rank
from eval.question import GoldQuestion
from eval.table import table
from index import Encoder, Fusion, IndexMismatch, ModelUnavailable, load_index, open_encoder
from ingest import Document
from qa import Assistant, Turn

ROOT = Path(__file__).resolve().parent.parent
STORE, CORPUS = ROOT / "index" / "store", ROOT / "ingest" / "corpus"
PASSAGES = 10
OURS = "both (Bronwijzer)"

Search = Callable[[GoldQuestion], Sequence[str]]  # the texts of ten passages, best first


@dataclass(frozen=True, slots=True)
class Line:
    """How one way of searching did."""

    name: str
    recall: tuple[float, ...]  # at 1, 3, 5 and 10
    reciprocal_rank: float
    milliseconds: float  # median per question


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    try:
        encoder = open_encoder(options.encoder)
        searches, documents = ways(options.index, options.corpus, encoder)
        lines = bench(load_gold(options.gold, documents), searches)
    except (GoldError, IndexMismatch, ModelUnavailable) as error:
        print(error, file=sys.stderr)
        return 1
    print(show(lines))
    return 0


def ways(store: Path, corpus: Path, encoder: Encoder) -> tuple[dict[str, Search], Mapping[str, Document]]:
    """Every way of searching by name; each has an index of its own, because an index remembers its questions."""
    both = load_index(store, encoder)
    return {
        "words alone (BM25)": _ours(store, encoder, Fusion(meaning=0.0, words=1.0)),
        "meaning alone (vectors)": _ours(store, encoder, Fusion(meaning=1.0, words=0.0)),
        OURS: _ours(store, encoder, Fusion()),
        "a whole checked answer": _answering(Assistant(both)),
        "LangChain's usual recipe": langchain_recipe(sorted(corpus.glob("*.txt")), encoder),
    }, both.documents


def langchain_recipe(files: Iterable[Path], encoder: Encoder) -> Search:
    """Split the raw text, embed the pieces, take the nearest ten."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = [chunk for file in files for chunk in splitter.split_text(file.read_text(encoding="utf-8"))]
    nearest = faiss.IndexFlatL2(encoder.dimension)  # LangChain's default; on unit vectors the same order as cosine
    nearest.add(encoder.encode(chunks))

    def search(question: GoldQuestion) -> list[str]:
        _, found = nearest.search(encoder.encode([asked(question)], query=True), min(PASSAGES, len(chunks)))
        return [chunks[number] for number in found[0]]

    return search


def asked(question: GoldQuestion) -> str:
    """What a search without a conversation gets: a follow-up behind the question before it."""
    before = [content for role, content in question.history if role == "user"][-1:]
    return " ".join([*before, question.question])


def bench(
    gold: Sequence[GoldQuestion], searches: Mapping[str, Search], clock: Callable[[], float] = time.perf_counter
) -> tuple[Line, ...]:
    """Every answerable question through every way; the first question goes once unmeasured, to warm up."""
    answerable = [question for question in gold if question.answerable]
    found: dict[str, list[Sequence[str]]] = {name: [] for name in searches}
    seconds: dict[str, list[float]] = {name: [] for name in searches}
    for search in searches.values():
        search(answerable[0])
    for question in answerable[1:] + answerable[:1]:
        for name, search in searches.items():
            start = clock()
            found[name].append(search(question))
            seconds[name].append(clock() - start)
    return tuple(_line(name, answerable[1:] + answerable[:1], found[name], seconds[name]) for name in searches)


def show(lines: Sequence[Line]) -> str:
    """The table; the last column says how many times as long as Bronwijzer's search a way takes."""
    ours = next(line.milliseconds for line in lines if line.name == OURS)
    head = ("search", *(f"recall@{k}" for k in CUTOFFS), "MRR@10", "ms", "time")
    return table(head, [_row(line, ours) for line in lines])


def _row(line: Line, ours: float) -> list[str]:
    shares = [f"{share:.3f}" for share in (*line.recall, line.reciprocal_rank)]
    return [line.name, *shares, f"{line.milliseconds:.1f}", f"{line.milliseconds / ours:.2f}x"]


def _line(name: str, gold: Sequence[GoldQuestion], found: Sequence[Sequence[str]], seconds: Sequence[float]) -> Line:
    pairs = list(zip(gold, found, strict=True))
    recall = tuple(statistics.fmean(evidence_recall(q, texts, k) for q, texts in pairs) for k in CUTOFFS)
    rank = statistics.fmean(reciprocal_rank(q, texts) for q, texts in pairs)
    return Line(name, recall, rank, 1000 * statistics.median(seconds))


def _ours(store: Path, encoder: Encoder, fusion: Fusion) -> Search:
    index = load_index(store, encoder, fusion=fusion)
    return lambda question: [hit.passage.text for hit in index.search(asked(question), PASSAGES)]


def _answering(assistant: Assistant) -> Search:
    def search(question: GoldQuestion) -> list[str]:
        history = tuple(Turn(role, content) for role, content in question.history)
        return [hit.passage.text for hit in assistant.ask(question.question, history).hits]

    return search


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--gold", type=Path, default=GOLD, help="a .jsonl file or a folder of them")
    parser.add_argument("--index", type=Path, default=STORE, help="folder of the index")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of the text files it was made of")
    parser.add_argument("--encoder", default="builtin", help="the encoder that the index was made with")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
