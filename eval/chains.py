"""`python -m eval.chains --model URL#NAME`: one language model behind Bronwijzer, LangChain and LlamaIndex.

The chains answer and cite as their own documentation sets them up (`eval.frameworks`), over the same files and encoder.
What they cite is looked up in the documents, whatever its punctuation and breaks: where its letters and figures stand
there in this order it becomes those characters, and elsewhere it is not verbatim. All are judged by the same scores.
"""

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.bench import CORPUS, STORE
from eval.judge import Ask, Outcome, run
from eval.load import GOLD, load_gold
from eval.peers import Ask as AskPeer
from eval.peers import Reply, environment, peers
from eval.pipe import PeersUnavailable
from eval.question import DEVELOP, GoldQuestion
from eval.summary import ALL, figures
from eval.table import number, table
from index import Hit, IndexMismatch, ModelUnavailable, load_index, open_encoder
from ingest import Document, Passage
from qa import Answer, Assistant, Citation, Claim, Reason, ServerWriter, Turn

SHOWN = (
    "verified", "key facts found", "citations verbatim", "citation precision", "citation recall",
    "refused when it should", "refused when it should not", "seconds, median",
)  # fmt: skip
# A refusal is looked for in the first sentence only: "... Dat staat niet in de bronnen" may end an answer.
REFUSAL = re.compile(
    r"^[^.!?]*(?:staa[tn] (?:er )?niet|niet (?:vermeld|genoemd|gevonden|te vinden)|geen (?:informatie|antwoord)"
    r"|weet (?:ik )?(?:het )?niet|do(?:es)?(?: not|n't) (?:know|contain|mention|provide)|not (?:mentioned|provided)"
    r"|no information|none of the sources|empty response)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters and figures of a document, each with the place where it stands."""

    document: Document
    kept: str
    places: tuple[int, ...]

    def find(self, quote: str) -> Citation | None:
        wanted = "".join(filter(str.isalnum, quote))
        at = self.kept.find(wanted) if wanted else -1
        if at < 0:
            return None
        start, end = self.places[at], self.places[at + len(wanted) - 1] + 1
        return Citation(self.document.id, "", self.document.text[start:end], start, end)


def letters(document: Document) -> Letters:
    places = tuple(at for at, character in enumerate(document.text) if character.isalnum())
    return Letters(document, "".join(document.text[at] for at in places), places)


def as_answer(question: str, reply: Reply, documents: Sequence[Letters]) -> Answer:
    """What a chain said, as an answer; a quote that stands nowhere keeps its words and has no place."""
    passages = (Passage("", "", (), None, 0, 0, text) for text in reply.texts)
    hits = tuple(Hit(passage, 0.0, rank, None, 0.0) for rank, passage in enumerate(passages, 1))
    text = reply.answer.strip()
    if not text or REFUSAL.search(text):
        return Answer(question, (), Reason.NOT_FOUND, text, hits, "peer")
    claim = Claim(text, tuple(_cited(quote, documents) for quote in reply.cited))
    return Answer(question, (claim,), None, "", hits, "peer")


def _cited(quote: str, documents: Sequence[Letters]) -> Citation:
    found = (document.find(quote) for document in documents)
    return next((citation for citation in found if citation), Citation("", "", quote, 0, 0))


def answering(ask: AskPeer, documents: Mapping[str, Document]) -> Ask:
    """A chain as `eval.judge` asks it; raises RuntimeError where it failed."""
    known = [letters(document) for document in documents.values()]

    def answer(question: str, history: Sequence[Turn]) -> Answer:
        before = [turn.content for turn in history if turn.role == "user"][-1:]
        reply = ask(" ".join([*before, question]))
        if reply.error:
            raise RuntimeError(reply.error)
        return as_answer(question, reply, known)

    return answer


def comparison(ways: Mapping[str, Sequence[Outcome]]) -> str:
    """One row a way; how often it failed altogether behind the figures."""
    shown = [measure for measure in ALL if measure.name in SHOWN]
    rows = [
        [
            name,
            *(number(figure.value, 2) for figure in figures(outcomes, shown)),
            str(sum(bool(o.error) for o in outcomes)),
        ]
        for name, outcomes in ways.items()
    ]
    return table(("answers", *(measure.name for measure in shown), "failed"), rows)


def sample(gold: Sequence[GoldQuestion], size: int) -> list[GoldQuestion]:
    """So many questions of the develop part, evenly over it."""
    chosen = [question for question in gold if question.split == DEVELOP]
    return [chosen[at * len(chosen) // size] for at in range(min(size, len(chosen)))]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    url, _, name = options.model.rpartition("#")
    key = options.key_file.read_text(encoding="utf-8").strip() if options.key_file else ""
    try:
        encoder = open_encoder(options.encoder)
        index = load_index(options.index, encoder)
        gold = sample(load_gold(options.gold, index.documents), options.sample)
        writer = ServerWriter(url, name, key)
        ours: dict[str, Ask] = {
            "Bronwijzer, no model": Assistant(index).ask,
            "Bronwijzer, this model": Assistant(index, writer, consent=writer.outside).ask,
        }
        ways = {way: run(gold, ask, index.documents) for way, ask in ours.items()}
        files = sorted(options.corpus.glob("*.txt"))
        with peers(environment(), files, encoder, model={"url": url, "name": name, "key": key}) as asks:
            for way, ask in asks.items():
                ways[way] = run(gold, answering(ask, index.documents), index.documents)
    except (IndexMismatch, ModelUnavailable, PeersUnavailable) as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"{len(gold)} questions of the develop part, {sum(not one.answerable for one in gold)} unanswerable; {name}.\n"
    )
    print(comparison(ways))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.chains", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--model", required=True, metavar="URL#NAME", help="an OpenAI-compatible server, up to /v1")
    parser.add_argument("--key-file", type=Path, metavar="FILE", help="the key of that server, where it wants one")
    parser.add_argument("--sample", type=int, default=20, help="how many questions of the develop part")
    parser.add_argument("--gold", type=Path, default=GOLD, help="a .jsonl file or a folder of them")
    parser.add_argument("--index", type=Path, default=STORE, help="folder of the index")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of the text files it was made of")
    parser.add_argument("--encoder", default="builtin", help="the encoder that the index was made with")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
