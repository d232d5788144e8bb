"""Titles of government decisions as questions over their bodies: thousands of questions that nobody wrote for a search.

No part of the gold. Not untouched either: weights of `Fusion` were tried, and one rule for expressions of several words
was chosen, on some of these titles. The right answer is the decision itself, so a passage of another one that says as
much counts for nothing, and the figures are lower than a reader would find them.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.intervals import bootstrap
from eval.ranking import DEPTH, RANK, Values, difference, mean, measure_ranks
from eval.scale import SOURCES
from eval.searches import Remembering
from eval.standings import changed, span
from eval.table import number, table
from eval.words import stands_in, words
from index import Encoder, Fusion, Hit, Index, indexing, load_index
from ingest import Document, read_documents

CACHE = Path(__file__).resolve().parent.parent / ".cache" / "bench"
SHOWN = ("recall@1", "recall@10", RANK)
BOTH = "both (Bronwijzer)"
FUSIONS = {
    BOTH: Fusion(),
    "words alone (BM25)": Fusion(meaning=0.0, words=1.0),
    "meaning alone (vectors)": Fusion(meaning=1.0, words=0.0),
    "both by reciprocal ranks": Fusion(method="rrf"),
}


@dataclass(frozen=True, slots=True)
class Decision:
    title: str
    body: str


def known_items(file: Path, encoder: Encoder, cache: Path) -> str:
    """The table of words, meaning and both; the first time the bodies are indexed, which takes minutes."""
    decisions = read_decisions(file)
    asked = questions(decisions)
    encoder = Remembering(encoder)
    folder = cache / "decisions"
    index_bodies(decisions, folder, encoder)
    values: dict[str, Values] = {}
    for name, fusion in FUSIONS.items():
        index = load_index(folder / "index", encoder, fusion=fusion)
        values[name] = measure_ranks([_rank(index, decisions[at].title, file_name(at)) for at in asked])
    about = (
        f"{len(asked)} titles of {len(decisions)} decisions; the others stand in their own body, or stand there twice."
    )
    return f"{about}\n\n{show(values)}"


def read_decisions(file: Path) -> list[Decision]:
    """One JSON object a line, with a title and a body."""
    with file.open(encoding="utf-8") as lines:
        return [Decision(row["title"], row["body"]) for row in map(json.loads, lines)]


def questions(decisions: Sequence[Decision]) -> list[int]:
    """Decisions to ask for: not those whose title or body another one has, nor those whose body holds the title."""
    titles, bodies = (Counter(words(text) for text in texts) for texts in zip(*map(_texts, decisions), strict=True))
    return [
        at
        for at, one in enumerate(decisions)
        if titles[words(one.title)] == bodies[words(one.body)] == 1
        and words(one.title)
        and not stands_in(one.title, one.body)
    ]


def index_bodies(decisions: Sequence[Decision], folder: Path, encoder: Encoder) -> None:
    """Every body as a text file of its own, then the index of them; what is there stays."""
    files = folder / "files"
    files.mkdir(parents=True, exist_ok=True)
    (files / "sources.toml").write_text(SOURCES, encoding="utf-8")
    for at, one in enumerate(decisions):
        path, text = files / file_name(at), f"{one.body}\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    with indexing(folder / "index", encoder) as run:
        run.build([one for one in read_documents(files, run.known) if isinstance(one, Document)])


def file_name(at: int) -> str:
    return f"beslissing-{at:05}.txt"


def show(values: Mapping[str, Values]) -> str:
    """Figures with their intervals, and the difference to both question by question at MRR."""
    rows = []
    for name, one in values.items():
        cells = [f"{number(mean(one[measure]))} ({span(bootstrap(one[measure]))})" for measure in SHOWN]
        lead = ("", "") if name == BOTH else changed(difference(one[RANK], values[BOTH][RANK]))
        rows.append([name, *cells, *lead])
    return table(("search", *SHOWN, f"{RANK}, difference", "95% interval"), rows)


def _texts(decision: Decision) -> tuple[str, str]:
    return decision.title, decision.body


def _rank(index: Index, title: str, source: str) -> int | None:
    """Where the decision stands; also behind a passage of another one that says the same."""
    hits = enumerate(index.search(title, DEPTH), 1)
    return next((rank for rank, hit in hits if source in _sources(index, hit)), None)


def _sources(index: Index, hit: Hit) -> Iterator[str]:
    for passage in (hit.passage, *hit.also):
        yield index.documents[passage.document_id].source
