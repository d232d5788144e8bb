"""Reading gold, in both formats, and finding its faults."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval import Evidence, GoldError, GoldQuestion, check_file, check_gold, load_gold
from eval.load import gold_line, read_question
from ingest import Document, Kind

QUOTE = "Elke gemeente moet streven naar minstens 15% sociale woningen."
OTHER = "Een gratis maaltijd voor elke leerling kost ongeveer 260 miljoen euro."


def document(source: str, text: str) -> Document:
    kind = Kind.MEMORANDUM
    return Document(source, source, "0" * 64, source, "ABVV", "het ABVV", (), kind, "2024", "nl", "", text, (), ())


DOCUMENTS = {name: document(name, text) for name, text in (("abvv.txt", QUOTE), ("vvsg.txt", OTHER))}
GOLD = GoldQuestion(
    id="q1",
    question="Hoeveel sociale huizen zijn er nodig?",
    history=(),
    type="feit",
    answerable=True,
    key_facts=(("15%", "15 procent"),),
    forbidden=("20%",),
    evidence=(Evidence("abvv.txt", QUOTE),),
    reference_answer="Minstens 15%.",
    split="untouched",
)
FOLLOW_UP = replace(
    GOLD, id="q2", question="En waarom?", type="vervolg", history=(("user", "Hoeveel?"), ("assistant", "15%."))
)
NEAR_MISS = GoldQuestion(
    "q4", "Hoeveel huizen in 2010?", (), "onbeantwoordbaar", False, (), (), (), "Enkel 2024.", near_miss=True
)
EXAMPLE = {
    "id": "V01",
    "question": "Wat kost dat?",
    "type": "feit",
    "answerable": True,
    "docs": ["000"],
    "evidence": [{"doc": "000", "quote": OTHER}, {"doc": "000", "quote": "Nergens te vinden woorden", "alt": True}],
    "must": [["260 miljoen"]],
    "must_not": ["gratis"],
    "reference_answer": "260 miljoen euro.",
}


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("question", [GOLD, FOLLOW_UP, NEAR_MISS])
def test_a_question_survives_its_line(question: GoldQuestion) -> None:
    assert read_question(json.loads(json.dumps(gold_line(question)))) == question


def test_a_folder_is_read_file_by_file_and_blank_lines_are_skipped(tmp_path: Path) -> None:
    write(tmp_path / "b.jsonl", gold_line(FOLLOW_UP))
    (tmp_path / "a.jsonl").write_text(json.dumps(gold_line(GOLD)) + "\n\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("how gold is made", encoding="utf-8")
    assert load_gold(tmp_path) == (GOLD, FOLLOW_UP)


def test_an_outside_file_finds_its_documents_by_their_quotes(tmp_path: Path) -> None:
    (question,) = load_gold(write(tmp_path / "examples.jsonl", EXAMPLE), DOCUMENTS)
    assert question.key_facts == (("260 miljoen",),)
    assert question.forbidden == ("gratis",)
    assert question.evidence == (Evidence("vvsg.txt", OTHER), Evidence("000", "Nergens te vinden woorden", True))
    assert question.split == "develop"


def test_all_bad_lines_are_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        '{"id": "x"\n{"id": "y"}\n[1]\n' + json.dumps(gold_line(GOLD) | {"answerable": 1}), encoding="utf-8"
    )
    with pytest.raises(GoldError) as caught:
        load_gold(file)
    message = str(caught.value)
    assert [f"a.jsonl:{line}" in message for line in (1, 2, 3, 4)] == [True] * 4
    assert check_file(file, DOCUMENTS) == tuple(message.splitlines())


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_no_gold_is_an_error_with_a_remedy(tmp_path: Path, name: str) -> None:
    with pytest.raises(GoldError, match=r"\.jsonl file"):
        load_gold(tmp_path / name)


def test_a_file_that_is_not_text_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GoldError, match="UTF-8"):
        load_gold(tmp_path)


def test_sound_gold_has_no_faults() -> None:
    assert check_gold((GOLD, FOLLOW_UP, NEAR_MISS), DOCUMENTS) == ()


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (replace(GOLD, evidence=(Evidence("abvv.txt", OTHER),)), "not in abvv.txt"),
        (replace(GOLD, evidence=(Evidence("abvv.txt", "..."),)), "not in abvv.txt"),
        (replace(GOLD, evidence=(Evidence("nergens.txt", QUOTE),)), "unknown document 'nergens.txt'"),
        (replace(GOLD, evidence=()), "no required evidence"),
        (replace(GOLD, evidence=(Evidence("abvv.txt", QUOTE, True),)), "no required evidence"),
        (replace(GOLD, question="Moet elke gemeente moet streven naar minstens 15% bouwen?"), "copies its evidence"),
        (replace(GOLD, key_facts=()), "no key facts"),
        (replace(GOLD, key_facts=((),)), "no key facts"),
        (replace(GOLD, key_facts=(("80%",),)), "holds none of 80%"),
        (replace(GOLD, forbidden=("15%",)), "the forbidden '15%'"),
        (replace(GOLD, reference_answer=""), "no reference answer"),
        (replace(GOLD, type="raadsel"), "unknown type 'raadsel'"),
        (replace(GOLD, split="test"), "unknown split 'test'"),
        (replace(GOLD, type="onbeantwoordbaar"), "contradict each other"),
        (replace(GOLD, answerable=False, type="onbeantwoordbaar"), "key facts of an unanswerable question"),
        (replace(GOLD, type="vervolg"), "a follow-up (vervolg) has a history"),
        (replace(FOLLOW_UP, history=(("robot", "Hoeveel?"),)), "'user' or 'assistant'"),
        (replace(GOLD, question=" "), "the question is empty"),
        (replace(GOLD, near_miss=True), "a near miss cannot be answered"),
    ],
)
def test_a_fault_is_named(broken: GoldQuestion, fault: str) -> None:
    assert any(fault in found for found in check_gold((broken,), DOCUMENTS))


def test_every_fault_is_named_at_once() -> None:
    assert len(check_gold((replace(GOLD, type="raadsel", split="test", key_facts=()),), DOCUMENTS)) == 3


def test_the_same_id_or_question_twice_is_a_fault() -> None:
    faults = check_gold((GOLD, replace(GOLD, question="Iets anders?"), replace(GOLD, id="q3")), DOCUMENTS)
    assert [fault.partition(",")[0] for fault in faults] == ["q1: the id is used twice", "q3: the same question as q1"]


def test_the_same_follow_up_in_another_conversation_is_another_question() -> None:
    assert check_gold((FOLLOW_UP, replace(FOLLOW_UP, id="q3", history=(("user", "Wat?"),))), DOCUMENTS) == ()
