"""The same model behind other frameworks: what they cite, mapped to characters, and the real chains before a server."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval import Evidence, GoldQuestion, Outcome, run
from eval.chains import REFUSAL, answering, as_answer, comparison, letters, sample
from eval.peers import Reply, environment, is_made, peers
from index import Encoder
from ingest import Document
from qa import Reason
from tests.conftest import read_all
from tests.writers import server

HOUSING = "Elke gemeente streeft naar minstens 15% sociale woningen. Dat is een samen-\nwerking van\n  velen."
MEALS = "Een gratis maaltijd kost ongeveer 260 miljoen euro."
SAID = "Minstens 15% sociale woningen."
GOLD = GoldQuestion(
    "q1", "Hoeveel sociale woningen?", (), "feit", True, (("15%",),), (), (Evidence("a.txt", HOUSING[:57]),), SAID
)
NOWHERE = replace(GOLD, id="q2", type="onbeantwoordbaar", answerable=False, key_facts=(), evidence=())


@pytest.fixture
def documents(tmp_path: Path) -> dict[str, Document]:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text(HOUSING, encoding="utf-8")
    (folder / "b.txt").write_text(MEALS, encoding="utf-8")
    return {document.id: document for document in read_all(folder)}


def one(reply: Reply, documents: dict[str, Document], gold: GoldQuestion = GOLD) -> Outcome:
    return run([gold], answering(lambda _question: reply, documents), documents)[0]


def test_a_quote_of_the_source_becomes_its_characters_whatever_its_breaks(documents: dict[str, Document]) -> None:
    quote = "“Elke gemeente streeft\nnaar minstens 15% sociale woningen”"
    outcome = one(Reply((HOUSING,), 0.1, SAID, (quote, "een samen-\nwerking van velen")), documents)
    assert (outcome.scores.citations, outcome.scores.verbatim) == (2, 2)
    assert outcome.scores.verified


def test_a_quote_in_other_words_is_not_verbatim(documents: dict[str, Document]) -> None:
    outcome = one(Reply((HOUSING,), 0.1, SAID, ("Elke gemeente streeft naar 15% sociale woningen.",)), documents)
    assert (outcome.scores.citations, outcome.scores.verbatim) == (1, 0)
    assert outcome.scores.correct
    assert not outcome.scores.verified


@pytest.mark.parametrize("quote", ["", "...", "[7]"])
def test_what_points_at_nothing_is_not_verbatim(quote: str, documents: dict[str, Document]) -> None:
    answer = as_answer("?", Reply((), 0.1, SAID, (quote,)), [letters(one) for one in documents.values()])
    [citation] = answer.claims[0].citations
    assert citation.document_id == ""


@pytest.mark.parametrize(
    "said",
    ["Dat staat niet in de documenten.", "Ik weet het niet.", "I don't know.", "The sources do not mention it.", "",
     "Empty Response", "Er is geen informatie over woningen."],
)  # fmt: skip
def test_a_refusal_is_one_in_both_languages(said: str, documents: dict[str, Document]) -> None:
    answer = as_answer("?", Reply((MEALS,), 0.1, said), [])
    assert answer.reason is Reason.NOT_FOUND
    assert one(Reply((MEALS,), 0.1, said), documents, NOWHERE).scores.correct


@pytest.mark.parametrize("said", ["Minstens 15%. Meer staat niet in de documenten.", "Niet elke gemeente doet dat."])
def test_an_answer_is_no_refusal_for_a_word_in_it(said: str) -> None:
    assert not REFUSAL.search(said)


def test_a_chain_that_failed_scores_zero(documents: dict[str, Document]) -> None:
    outcome = one(Reply((), 0.1, error="OutputParserException: niets"), documents)
    assert outcome.error == "RuntimeError: OutputParserException: niets"
    assert not outcome.scores.correct
    last = comparison({"keten": [outcome]}).splitlines()[-1].split()
    assert (last[0], last[-1]) == ("keten", "1")


def test_a_sample_lies_evenly_over_the_develop_part() -> None:
    gold = [replace(GOLD, id=str(at), split="develop" if at % 2 else "untouched") for at in range(20)]
    assert [question.id for question in sample(gold, 5)] == ["1", "5", "9", "13", "17"]
    assert len(sample(gold, 99)) == 10


def asked(name: str, turn: dict[str, Any], folder: Path, encoder: Encoder) -> tuple[Reply, list[Any]]:
    """One question to a real chain, and what the server heard."""
    files = sorted((folder / "documents").iterdir())
    with server(folder, turn) as served:
        model = {"url": served.url, "name": "klein", "key": "geheim"}
        with peers(environment(), files, encoder, model=model) as asks:
            return asks[name]("Hoeveel sociale woningen?"), list(served.heard)


INSTALLED = pytest.mark.skipif(not is_made(), reason="the peers are not installed; `make bench` installs them")
Asked = Callable[..., tuple[Reply, list[Any]]]


@INSTALLED
@pytest.mark.usefixtures("documents")
def test_langchain_sends_its_sources_and_gives_its_quotes(tmp_path: Path, hashing_encoder: Encoder) -> None:
    says = json.dumps({"answer": SAID, "citations": [{"source_id": 0, "quote": "minstens 15% sociale woningen"}]})
    reply, [heard] = asked("LangChain, answers with quotes", {"says": says, "whole": True}, tmp_path, hashing_encoder)
    assert (reply.answer, reply.cited, reply.error) == (SAID, ("minstens 15% sociale woningen",), "")
    assert "Source ID: 0" in str(heard["body"]["messages"])
    assert heard["body"]["response_format"]["type"] == "json_schema"
    assert heard["key"] == "Bearer geheim"


@INSTALLED
@pytest.mark.usefixtures("documents")
def test_langchain_says_that_a_model_cannot_hold_to_the_schema(tmp_path: Path, hashing_encoder: Encoder) -> None:
    turn = {"says": "Vijftien procent, denk ik", "whole": True}
    reply, _ = asked("LangChain, answers with quotes", turn, tmp_path, hashing_encoder)
    assert reply.error
    assert len(reply.texts) == 2


@INSTALLED
@pytest.mark.usefixtures("documents")
def test_llamaindex_cites_the_source_behind_the_number(tmp_path: Path, hashing_encoder: Encoder) -> None:
    turn = {"says": f"{SAID} [1] En meer [9].", "whole": True}
    reply, [heard] = asked("LlamaIndex, CitationQueryEngine", turn, tmp_path, hashing_encoder)
    assert reply.answer == f"{SAID} En meer."
    assert "streeft naar minstens 15%" in reply.cited[0]
    assert reply.cited[1] == "[9]"
    assert "Source 1:" in str(heard["body"]["messages"])
