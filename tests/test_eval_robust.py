"""False premises made from gold, and what spoiling costs."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval import KINDS, Evidence, GoldQuestion, drops, run_spoilt, save_robustness, spoil
from eval.intervals import wilson
from eval.premise import Premise, premises, resists
from ingest import Block, BlockKind, Document
from ingest import Kind as DocumentKind
from qa import Answer, Citation, Claim, Reason, Turn

UNION = "In 2022 kregen 25.000 gezinnen een huursubsidie. De bond wil de onderhoudsplicht voor kinderen afschaffen."
TOWNS = "De steden vragen meer plaatsen in de opvang van baby's."


def document(id: str, text: str, publisher: str, speaker: str, alias: str) -> Document:
    return Document(
        id, f"{id}.txt", "0" * 64, "Memorandum", publisher, speaker, (alias,), DocumentKind.MEMORANDUM, "2024", "nl",
        "", text, (), (Block(BlockKind.PARAGRAPH, (), None, 0, len(text)),),
    )  # fmt: skip


DOCUMENTS = {
    "bond": document("bond", UNION, "Bond", "de Bond", "bond"),
    "steden": document("steden", TOWNS, "Steden", "de Steden", "steden"),
}
SUBSIDY = GoldQuestion(
    "q1", "Hoeveel gezinnen kregen in 2022 huursubsidie volgens de Bond?", (), "feit", True, (("25.000",),), (),
    (Evidence("bond.txt", "In 2022 kregen 25.000 gezinnen een huursubsidie."),), "25.000 gezinnen.",
)  # fmt: skip
WISH = replace(
    SUBSIDY, id="q2", question="Wat wil de Bond met de onderhoudsplicht voor kinderen doen?", type="voorstel",
    key_facts=(("afschaffen",),),
    evidence=(Evidence("bond.txt", "De bond wil de onderhoudsplicht voor kinderen afschaffen."),),
)  # fmt: skip
DENIED = replace(
    WISH, id="q3", question="Moet de onderhoudsplicht volgens de Bond blijven?", type="standpunt",
    key_facts=(("nee,", "afschaffen"),), forbidden=("ja,",),
)  # fmt: skip


def premise(gold: GoldQuestion, kind: str) -> Premise:
    return next(found for found in premises([gold], DOCUMENTS) if found.kind == kind)


def said(id: str, sentence: str, group: str = "") -> Answer:
    text = DOCUMENTS[id].text
    citation = Citation(id, "p1", text, 0, len(text))
    return Answer("?", (Claim(sentence, (citation,), group),), None, "", (), "scripted")


SILENT = Answer("?", (), Reason.NOT_FOUND, "Dat staat niet in de documenten.", (), "scripted")


def test_a_publisher_who_says_nothing_on_it_takes_the_place_of_the_one_who_does() -> None:
    assert premise(WISH, "publisher").question == "Wat wil de Steden met de onderhoudsplicht voor kinderen doen?"


def test_no_premise_is_made_where_the_other_one_may_speak_of_it() -> None:
    speaking = document(
        "steden", f"{TOWNS} Schaf de onderhoudsplicht voor kinderen af.", "Steden", "de Steden", "steden"
    )
    assert not [p for p in premises([WISH], DOCUMENTS | {"steden": speaking}) if p.kind == "publisher"]


def test_a_question_for_a_yes_or_a_no_takes_nothing_for_granted_of_another_publisher() -> None:
    assert [p.kind for p in premises([DENIED], DOCUMENTS)] == ["stance"]


def test_a_year_that_no_document_speaks_of_takes_the_place_of_the_right_one() -> None:
    found = premise(SUBSIDY, "figure")
    assert found.question == "Hoeveel gezinnen kregen in 2021 huursubsidie volgens de Bond?"
    assert (found.true, found.asked) == ("2022", "2021")


def test_a_year_inside_a_span_that_a_document_speaks_of_is_not_unheard_of() -> None:
    spanned = replace(DOCUMENTS["bond"], text=f"{UNION} In de periode 2015-2024 steeg dat.")
    found = next(p for p in premises([SUBSIDY], DOCUMENTS | {"bond": spanned}) if p.kind == "figure")
    assert found.asked == "2014"


def test_what_a_source_denies_is_asked_as_if_it_were_so() -> None:
    assert premise(DENIED, "stance").question == "Waarom moet de onderhoudsplicht volgens de Bond blijven?"


def test_what_is_neither_denied_nor_forbidden_gives_no_opposite() -> None:
    open_question = replace(DENIED, key_facts=(("ja,", "nee,"),), forbidden=())
    assert not [p for p in premises([open_question], DOCUMENTS) if p.kind == "stance"]


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (SILENT, True),
        (said("steden", "Meer plaatsen.", "De Steden vragen"), False),
        (said("bond", "De onderhoudsplicht afschaffen.", "De Bond wil"), True),
        (said("bond", "De onderhoudsplicht afschaffen.", "Dat willen ze"), False),
    ],
)
def test_only_a_refusal_or_the_right_name_is_right_under_the_wrong_name(answer: Answer, right: bool) -> None:
    assert resists(premise(WISH, "publisher"), answer, DOCUMENTS) is right


def test_the_true_year_has_to_stand_in_the_answer_and_the_false_one_not() -> None:
    found = premise(SUBSIDY, "figure")
    assert resists(found, said("bond", "In 2022 kregen 25.000 gezinnen een huursubsidie."), DOCUMENTS)
    assert not resists(found, said("bond", "25.000 gezinnen kregen een huursubsidie."), DOCUMENTS)
    assert not resists(found, said("bond", "In 2021, en niet in 2022, waren het er 25.000."), DOCUMENTS)


def test_the_opposite_has_to_be_put_right() -> None:
    found = premise(DENIED, "stance")
    assert resists(found, said("bond", "De bond wil die plicht afschaffen."), DOCUMENTS)
    assert not resists(found, said("bond", "Gezinnen kregen een huursubsidie."), DOCUMENTS)
    assert not resists(found, said("bond", "Ja, niet afschaffen."), DOCUMENTS)


def test_what_spoiling_costs_is_measured_on_the_same_questions() -> None:
    def only_neat(question: str, _history: Sequence[Turn]) -> Answer:
        return said("bond", "In 2022 kregen **25.000** gezinnen dat.") if "Bond" in question else SILENT

    spoilt = spoil([SUBSIDY], DOCUMENTS, ["bare", "premise-figure"])
    bare, figure = drops(run_spoilt(spoilt, only_neat, DOCUMENTS))
    assert (bare.verified.before, bare.verified.after, bare.verified.n) == (1.0, 0.0, 1)
    assert bare.wrongly_refused is not None
    assert bare.wrongly_refused.after == 1.0
    assert bare.types["feit"].after == 0.0
    assert (figure.verified, figure.recall_5, figure.wrongly_refused) == (None, None, None)
    assert figure.resisted is not None
    assert (figure.resisted.value, figure.resisted.n) == (1.0, 1)


def test_several_premises_to_one_question_count_as_one_question() -> None:
    spoilt = spoil([WISH], DOCUMENTS, ["premise-publisher"])
    (pair,) = run_spoilt(spoilt, lambda _q, _h: SILENT, DOCUMENTS)
    taken = replace(pair, after=replace(pair.after, scores=replace(pair.after.scores, verified=False)))
    other = replace(pair, spoilt=replace(pair.spoilt, gold=replace(WISH, id="q9")))
    (drop,) = drops([pair, taken, taken, taken, other])
    assert drop.resisted is not None
    assert (drop.resisted.value, drop.resisted.n) == ((1 / 4 + 1) / 2, 2)
    assert (drop.resisted.low, drop.resisted.high) == wilson(1.25, 2)


def test_a_spoilt_question_that_crashes_got_no_answer_as_the_table_has_it() -> None:
    def fragile(question: str, _history: Sequence[Turn]) -> Answer:
        if question != SUBSIDY.question:
            raise RuntimeError("weg")
        return said("bond", "In 2022 kregen **25.000** gezinnen dat.")

    (drop,) = drops(run_spoilt(spoil([SUBSIDY], DOCUMENTS, ["bare"]), fragile, DOCUMENTS))
    assert drop.wrongly_refused is not None
    assert (drop.wrongly_refused.before, drop.wrongly_refused.after) == (0.0, 1.0)


def test_a_sample_is_the_same_each_time_and_grows_without_changing() -> None:
    many = [replace(SUBSIDY, id=f"q{n}") for n in range(30)]
    small, large = ({s.gold.id for s in spoil(many, DOCUMENTS, ["bare"], size)} for size in (5, 10))
    assert len(small) == 5
    assert small < large
    assert len(spoil(many, DOCUMENTS, ["bare"])) == 30


def test_the_file_holds_the_drops_and_no_untouched_question(tmp_path: Path) -> None:
    gold = [SUBSIDY, replace(SUBSIDY, id="q9", split="untouched")]
    pairs = run_spoilt(spoil(gold, DOCUMENTS, ["hurried"]), lambda _q, _h: SILENT, DOCUMENTS)
    saved = json.loads(save_robustness(pairs, {}, tmp_path / "robust.json").read_text(encoding="utf-8"))
    (kind,) = saved["kinds"]
    assert (kind["name"], kind["n"], kind["before"], kind["after"]) == ("hurried", 2, 0.0, 0.0)
    assert {"low", "high"} <= set(kind)
    assert [q["id"] for q in saved["questions"]] == ["q1"]
    assert "robust" in save_robustness(pairs, {}, tmp_path).parts


def test_every_kind_spoils_something() -> None:
    assert {one.kind for one in spoil([SUBSIDY, WISH, DENIED], DOCUMENTS)} == set(KINDS)
