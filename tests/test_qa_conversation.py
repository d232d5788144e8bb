from ingest import Document, Kind
from qa.catalogue import Catalogue
from qa.conversation import Turn, stand_alone
from qa.question import Shape


def document(name: str) -> Document:
    return Document(
        id=name, source=f"{name}.txt", sha256="", title="Memorandum", publisher=name, speaker=f"de {name}", aliases=(),
        kind=Kind.MEMORANDUM, date="2024", language="nl", notice="", text="", sections=(), blocks=(),
    )  # fmt: skip


DOCUMENTS = Catalogue((document("VVSG"), document("ABVV")))
HOUSING = (
    Turn("user", "Wat vraagt de VVSG over sociale woningen?"),
    Turn("assistant", "De VVSG stelt voor: bouw er meer."),
)


def test_without_a_conversation_the_question_stands_as_it_is() -> None:
    assert stand_alone("Wat vraagt de VVSG?", (), DOCUMENTS).text == "Wat vraagt de VVSG?"


def test_only_another_publisher_asks_the_same_of_that_publisher() -> None:
    asked = stand_alone("En het ABVV?", HOUSING, DOCUMENTS)
    assert asked.voices == ("ABVV",)
    assert "sociale woningen" in asked.topic


def test_an_ellipsis_keeps_the_shape_and_topic_of_the_question_before() -> None:
    asked = stand_alone("En in de steden?", HOUSING, DOCUMENTS)
    assert asked.shape is Shape.PROPOSAL
    assert "woningen" in asked.topic
    assert "steden" in asked.topic
    assert asked.voices == ("VVSG",)


def test_a_pronoun_leans_on_the_question_before() -> None:
    asked = stand_alone("Kan de gemeente daar zelf geld voor geven?", HOUSING, DOCUMENTS)
    assert "sociale woningen" in asked.earlier
    assert asked.shape is Shape.YES_NO


def test_why_asks_for_the_reason_of_what_was_said() -> None:
    asked = stand_alone("Waarom?", HOUSING, DOCUMENTS)
    assert asked.shape is Shape.WHY
    assert "bouw er meer" in asked.earlier


def test_a_question_with_its_own_subject_starts_anew() -> None:
    asked = stand_alone("Welke steun krijgen mantelzorgers volgens het ABVV?", HOUSING, DOCUMENTS)
    assert asked.earlier == ""
    assert asked.voices == ("ABVV",)


def test_a_chain_of_follow_ups_keeps_its_subject() -> None:
    chain = (*HOUSING, Turn("user", "En het ABVV?"), Turn("assistant", "Het ABVV vraagt 15%."))
    asked = stand_alone("En in de steden?", chain, DOCUMENTS)
    assert asked.voices == ("ABVV",)
    assert "woningen" in asked.topic
