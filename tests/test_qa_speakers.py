"""Who wants or opposes something: nobody who is against a thing is given as its defender."""

import pytest

from index import Encoder, build_index
from ingest import Document, read_documents
from qa import Assistant

AGAINST = """Stop gratis werken, schaf de gemeenschapsdienst af

Gemeenschapsdienst zegt dat je gratis moet werken om een uitkering te behouden.

Onze voorstellen

- Schaf de verplichte gemeenschapsdienst af in elke gemeente van het land.
"""
FOR = """Poetscheques

Onze voorstellen

- Verhoog elk jaar de bijdrage van de gebruiker voor poetscheques in de stad.

Buurthuizen

Onze voorstellen

- Investeer elk jaar in meer buurthuizen voor alle wijken van de stad.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> Assistant:
    folder = tmp_path_factory.mktemp("sides")
    stated = []
    for name, text in (("Bond", AGAINST), ("Koepel", FOR)):
        (folder / f"{name.lower()}.txt").write_text(text, encoding="utf-8")
        who = f'title = "Memorandum van de {name}"\npublisher = "{name}"\nspeaker = "de {name}"'
        stated.append(f'["{name.lower()}.txt"]\n{who}\nkind = "memorandum"\ndate = "2024"\n')
    (folder / "sources.toml").write_text("\n".join(stated), encoding="utf-8")
    documents = [d for d in read_documents(folder) if isinstance(d, Document)]
    return Assistant(build_index(documents, hashing_encoder, tmp_path_factory.mktemp("index") / "index"))


@pytest.mark.parametrize(
    "question", ["Wie is tegen de gemeenschapsdienst?", "Wie wil de gemeenschapsdienst afschaffen?"]
)
def test_who_is_against_is_named_with_the_sentence_that_shows_it(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.message == "Dat stelt de Bond voor:"
    assert [claim.sentence[:40] for claim in answer.claims] == ["Schaf de verplichte gemeenschapsdienst a"]


@pytest.mark.parametrize("question", ["Wie is voor de gemeenschapsdienst?", "Wie wil de gemeenschapsdienst behouden?"])
def test_whoever_is_against_is_not_given_as_a_defender(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.message == "Wie daarvoor is, staat niet in de documenten. De Bond is ertegen:"


def test_who_is_for_is_named(assistant: Assistant) -> None:
    assert assistant.ask("Wie pleit voor meer buurthuizen?").message == "Dat stelt de Koepel voor:"


@pytest.mark.parametrize(
    ("question", "nobody"), [("Wie is tegen poetscheques?", "daartegen"), ("Wie is voor poetscheques?", "daarvoor")]
)
def test_whoever_only_wants_another_price_is_neither_for_nor_against(
    assistant: Assistant, question: str, nobody: str
) -> None:
    assert assistant.ask(question).message == f"Wie {nobody} is, staat niet in de documenten. De Koepel stelt voor:"
