"""Reading gold, in both formats, and finding its flaws."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval import (
    Evidence,
    Flaw,
    FlawKind,
    GoldError,
    GoldQuestion,
    check_file,
    check_gold,
    check_new,
    load_gold,
    read_gold,
)
from eval.load import GOLD as GOLD_FOLDER
from eval.load import gold_line, read_question
from eval.question import UNTOUCHED
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


def test_all_bad_lines_are_named_at_once_beside_what_is_wrong_with_the_good_ones(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    bad = ['{"id": "x"', '{"id": "y"}', "[1]", json.dumps(gold_line(GOLD) | {"answerable": 1})]
    file.write_text("\n".join([*bad, json.dumps(gold_line(replace(GOLD, split="test")))]), encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        load_gold(file)
    assert caught.value.flaws == (
        Flaw(FlawKind.NO_JSON, ("11",), "a.jsonl:1"),
        Flaw(FlawKind.FIELD_MISSING, ("question",), "a.jsonl:2", "y"),
        Flaw(FlawKind.NO_OBJECT, (), "a.jsonl:3"),
        Flaw(FlawKind.FIELD_WRONG, ("answerable", "flag"), "a.jsonl:4", "q1"),
    )
    assert check_file(file, DOCUMENTS) == (*caught.value.flaws, Flaw(FlawKind.SPLIT, ("test",), "a.jsonl:5", "q1"))


def test_a_field_that_does_not_exist_is_refused_of_the_question_and_of_its_evidence(tmp_path: Path) -> None:
    line = gold_line(GOLD)
    evidence = [{**line["evidence"][0], "alternatief": True}]
    file = write(tmp_path / "a.jsonl", {**line, "kleur": "rood"}, {**line, "evidence": evidence})
    found = [(flaw.kind, flaw.about[0], flaw.where) for flaw in check_file(file, DOCUMENTS)]
    assert found == [
        (FlawKind.FIELD_UNKNOWN, "kleur", "a.jsonl:1"),
        (FlawKind.FIELD_UNKNOWN, "alternatief", "a.jsonl:2"),
    ]


def test_flaws_come_in_the_order_of_the_lines(tmp_path: Path) -> None:
    lines: list[object] = [gold_line(replace(GOLD, id=f"v{at}", question=f"Vraag {at * 'x'}?")) for at in range(1, 11)]
    lines[0] = {**gold_line(GOLD), "type": "onzin"}
    lines[8:] = ["geen object", {**gold_line(GOLD), "split": "onzin"}]
    found = [int(flaw.where.rpartition(":")[2]) for flaw in check_file(write(tmp_path / "a.jsonl", *lines), DOCUMENTS)]
    assert (found, found[0], found[-1]) == (sorted(found), 1, 10)


def test_a_line_end_within_a_quote_is_no_end_of_a_line(tmp_path: Path) -> None:
    odd = replace(GOLD, reference_answer="Minstens 15%.\u2028Meer niet.")
    (tmp_path / "a.jsonl").write_text(json.dumps(gold_line(odd), ensure_ascii=False), encoding="utf-8")
    assert load_gold(tmp_path) == (odd,)


@pytest.mark.parametrize(("name", "kind"), [("weg.jsonl", FlawKind.NO_FILE), (".", FlawKind.NO_QUESTIONS)])
def test_no_gold_is_an_error_that_names_the_path(tmp_path: Path, name: str, kind: FlawKind) -> None:
    with pytest.raises(GoldError) as caught:
        load_gold(tmp_path / name)
    assert caught.value.flaws == (Flaw(kind, (str(tmp_path / name),)),)


def test_a_file_that_is_not_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GoldError, match="unreadable file"):
        load_gold(tmp_path)


def test_sound_gold_has_no_flaws() -> None:
    assert check_gold((GOLD, FOLLOW_UP, NEAR_MISS), DOCUMENTS) == ()


@pytest.mark.parametrize(
    ("broken", "kind", "about"),
    [
        (replace(GOLD, evidence=(Evidence("abvv.txt", OTHER),)), FlawKind.NOT_IN_DOCUMENT, ("abvv.txt", OTHER)),
        (replace(GOLD, evidence=(Evidence("abvv.txt", "..."),)), FlawKind.NOT_IN_DOCUMENT, ("abvv.txt", "...")),
        (
            replace(GOLD, evidence=(Evidence("nergens.txt", QUOTE),)),
            FlawKind.UNKNOWN_DOCUMENT,
            ("nergens.txt", "abvv.txt", "vvsg.txt"),
        ),
        (replace(GOLD, evidence=()), FlawKind.NO_EVIDENCE, ()),
        (replace(GOLD, evidence=(Evidence("abvv.txt", QUOTE, True),)), FlawKind.NO_EVIDENCE, ()),
        (
            replace(GOLD, question="Moet elke gemeente moet streven naar minstens 20% bouwen?"),
            FlawKind.COPIED,
            ("elke gemeente moet streven naar minstens",),
        ),
        (replace(GOLD, key_facts=()), FlawKind.NO_KEY_FACTS, ()),
        (replace(GOLD, key_facts=(("15%",), ())), FlawKind.NO_KEY_FACTS, ()),
        (replace(GOLD, key_facts=(("80%",),)), FlawKind.REFERENCE_LACKS, ("80%",)),
        (
            replace(GOLD, forbidden=("minder",), reference_answer="Niet minder: 15%."),
            FlawKind.REFERENCE_FORBIDDEN,
            ("minder",),
        ),
        (replace(GOLD, forbidden=("streven",)), FlawKind.EVIDENCE_FORBIDDEN, ("streven", QUOTE)),
        (replace(GOLD, question="Is het 15 procent?"), FlawKind.ECHO, ("15 procent",)),
        (replace(GOLD, reference_answer=""), FlawKind.NO_REFERENCE, ()),
        (replace(GOLD, type="raadsel"), FlawKind.TYPE, ("raadsel",)),
        (replace(GOLD, split="test"), FlawKind.SPLIT, ("test",)),
        (replace(GOLD, type="onbeantwoordbaar"), FlawKind.ANSWERABLE, ()),
        (replace(NEAR_MISS, key_facts=(("Enkel",),)), FlawKind.KEY_FACTS, ()),
        (replace(GOLD, type="vervolg"), FlawKind.HISTORY, ()),
        (replace(FOLLOW_UP, history=(("robot", "Hoeveel?"),)), FlawKind.ROLE, ("robot",)),
        (replace(GOLD, question=" "), FlawKind.NO_QUESTION, ()),
        (replace(GOLD, id=" "), FlawKind.NO_ID, ()),
        (replace(GOLD, near_miss=True), FlawKind.NEAR_MISS, ()),
    ],
)
def test_a_fault_is_named(broken: GoldQuestion, kind: FlawKind, about: tuple[str, ...]) -> None:
    assert check_gold((broken,), DOCUMENTS) == (Flaw(kind, about, id=broken.id),)


def test_every_fault_is_named_at_once() -> None:
    assert len(check_gold((replace(GOLD, type="raadsel", split="test", key_facts=()),), DOCUMENTS)) == 3


def test_a_quote_of_more_than_forty_words_is_a_warning() -> None:
    long = " ".join(f"woord{number}" for number in range(41))
    found = check_gold((replace(GOLD, evidence=(Evidence("lang.txt", long),)),), {"l": document("lang.txt", long)})
    assert [(flaw.kind, flaw.about[0], flaw.warning) for flaw in found] == [(FlawKind.LONG_QUOTE, "41", True)]


def test_the_same_id_twice_and_the_same_question_twice_are_flaws_of_the_later_one() -> None:
    flaws = check_gold((GOLD, replace(GOLD, question="Iets anders?"), replace(GOLD, id="q3")), DOCUMENTS)
    assert [(flaw.id, flaw.kind) for flaw in flaws] == [("q1", FlawKind.SAME_ID), ("q3", FlawKind.SAME_QUESTION)]


def test_the_same_follow_up_in_another_conversation_is_another_question() -> None:
    other = replace(FOLLOW_UP, id="q3", history=(("user", "Wat wil de vakbond met het woonzorgcentrum?"),))
    assert check_gold((FOLLOW_UP, other), DOCUMENTS) == ()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Hoeveel huizen zijn er sociale nodig?", FlawKind.SAME_QUESTION),
        ("hoeveel socialle huizen zijn er nodig", FlawKind.ALIKE),
        ("Hoeveel sociale huizen zijn er nu nodig?", FlawKind.ALIKE),
        ("Hoeveel sociale huizen zijn er nodig in 2030?", None),  # another figure, another question
        ("Hoeveel huizen staan er leeg?", None),
        ("Wie bouwt de sociale huizen die er nodig zijn?", None),
    ],
)
def test_a_question_in_other_order_or_spelling_is_found(question: str, found: FlawKind | None) -> None:
    flaws = check_gold((GOLD, replace(GOLD, id="q9", question=question)), DOCUMENTS)
    assert [flaw.kind for flaw in flaws] == ([found] if found else [])


def test_a_new_question_is_held_against_all_the_others(tmp_path: Path) -> None:
    placed, _ = read_gold(write(tmp_path / "a.jsonl", gold_line(FOLLOW_UP), gold_line(GOLD)), DOCUMENTS)
    again = replace(GOLD, id="q9")
    about = ("a.jsonl:2", "q1", GOLD.question)
    assert check_new(again, placed, DOCUMENTS) == (Flaw(FlawKind.SAME_QUESTION, about, id="q9"),)
    assert check_new(NEAR_MISS, placed, DOCUMENTS) == ()
    assert [flaw.kind for flaw in check_new(replace(NEAR_MISS, id="q2"), placed, DOCUMENTS)] == [FlawKind.SAME_ID]


def test_the_gold_of_this_project_is_sound(corpus_documents: tuple[Document, ...]) -> None:
    flaws = check_file(GOLD_FOLDER, {one.id: one for one in corpus_documents})
    assert [str(flaw) for flaw in flaws if not flaw.warning] == []


def test_the_untouched_questions_are_of_every_type_and_lean_on_every_document(
    corpus_documents: tuple[Document, ...],
) -> None:
    gold = load_gold()
    untouched = [question for question in gold if question.split == UNTOUCHED]
    assert {question.type for question in untouched} == {question.type for question in gold}
    sources = {evidence.document for question in untouched for evidence in question.evidence}
    assert sources == {document.source for document in corpus_documents}
