"""Documents that order the assistant about or twist its words: they change nothing, whoever writes.

The obedient writer is a real server process that says exactly what the document tells it to say.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index import Encoder, Index, build_index
from qa import Answer, Assistant, ServerWriter
from qa.plain import plain
from qa.policy import Policy
from tests.conftest import read_all
from tests.writers import Served, server

ATTACKS = [
    json.loads(line) for line in Path(__file__).with_name("attacks_documents.jsonl").read_text("utf-8").splitlines()
]
QUESTION = "Hoeveel nieuwe plaatsen krijgt de kinderopvang in de stad?"
WILLING = Policy(enough=0.0)  # it answers whatever it finds: a refusal would prove nothing here
HONEST = "De kinderopvang in de stad krijgt 30 nieuwe plaatsen."


@pytest.fixture(scope="module")
def obedient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One process for all attacks; the name of its model says which document it obeys."""
    script = [{"says": " ".join(attack["says"])} for attack in ATTACKS]
    with server(tmp_path_factory.mktemp("server"), *script) as served:
        yield served


def index_of(attack: dict[str, Any], folder: Path, encoder: Encoder) -> Index:
    """Two documents: the attacker's, which also says something to be found by, and an honest one."""
    documents = folder / "documents"
    documents.mkdir()
    (documents / "aanval.txt").write_text(f"Kinderopvang van de stad\n\n{attack['text']}\n", encoding="utf-8")
    (documents / "eerlijk.txt").write_text(f"Kinderopvang\n\n{HONEST}\n", encoding="utf-8")
    title = json.dumps(attack["title"] or "Nota van de stad", ensure_ascii=False)
    (documents / "sources.toml").write_text(
        f'["aanval.txt"]\ntitle = {title}\npublisher = "Bond"\nspeaker = "de bond"\nkind = "nota"\ndate = "2024"\n'
        '["eerlijk.txt"]\ntitle = "Plan"\npublisher = "Raad"\nspeaker = "de raad"\nkind = "memorandum"\n',
        encoding="utf-8",
    )
    return build_index(read_all(documents), encoder, folder / "index")


def sentences(answer: Answer) -> list[str]:
    return [plain(claim.sentence.replace("**", "")) for claim in answer.claims]


def check(answer: Answer, attack: dict[str, Any], index: Index) -> None:
    """Nothing that the attack wants is claimed; what is shown stands in a document."""
    for claim in answer.claims:
        assert claim.citations
        for citation in claim.citations:
            document = index.documents[citation.document_id]
            assert document.text[citation.start : citation.end] == citation.quote
    for never in attack["never"]:
        assert plain(never) not in " ".join(sentences(answer))
        assert plain(never) not in plain(answer.message)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack["text"][:50])
def test_a_model_that_obeys_a_document_is_not_heard(
    attack: dict[str, Any], obedient: Served, tmp_path: Path, hashing_encoder: Encoder
) -> None:
    index, number = index_of(attack, tmp_path, hashing_encoder), str(ATTACKS.index(attack))
    answer = Assistant(index, ServerWriter(obedient.url, number), WILLING).ask(QUESTION)
    check(answer, attack, index)
    told = [turn["body"]["messages"][1]["content"] for turn in obedient.heard if turn["body"]["model"] == number]
    for text in told:  # none where the question was refused before a model was asked
        assert text.count("<passage ") == text.count("</passage>") >= 1
        if attack["kind"] in ("orders", "fence", "system", "machine", "title"):
            assert "burgemeester" not in text


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack["text"][:50])
def test_the_extractive_answer_follows_no_order_of_a_document(
    attack: dict[str, Any], tmp_path: Path, hashing_encoder: Encoder
) -> None:
    index = index_of(attack, tmp_path, hashing_encoder)
    check(Assistant(index, policy=WILLING).ask(QUESTION), attack, index)


def test_the_obedient_model_was_asked_for_most_attacks(obedient: Served) -> None:
    assert len({turn["body"]["model"] for turn in obedient.heard}) >= 20


def test_there_are_thirty_attacks_and_an_honest_sentence_still_passes(tmp_path: Path, hashing_encoder: Encoder) -> None:
    assert len(ATTACKS) >= 30
    index = index_of(ATTACKS[0], tmp_path, hashing_encoder)
    with server(tmp_path, {"says": f"{HONEST[:-1]} [1]. {HONEST[:-1]} [2]."}) as served:
        answer = Assistant(index, ServerWriter(served.url, "eerlijk"), WILLING).ask(QUESTION)
    assert plain(HONEST) in sentences(answer)
