"""A run as a report shows it: what became of each question, where it went wrong, curves, bins, what to read first."""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from eval import Run, Stage, Verdict, compare, read_run, review, run, save_run
from eval.question import SEARCH
from eval.reliability import answered, curve
from eval.review import histogram, risk_curve
from eval.verdict import severity, verdict
from index import Hit
from ingest import Passage
from qa import Answer, Citation, Claim, Reason, Turn
from tests.test_eval_run import DOCUMENTS, FACT, HIT, NOWHERE, TEXT, right

ASIDE = "Elke gemeente moet streven"
OTHER_HIT = Hit(Passage("p2", "d1", (), None, 0, len(ASIDE), ASIDE), 1.0, 1, 1, 0.9)
LATER = replace(FACT, id="q5", question="Hoeveel huizen later?")
LIST = replace(FACT, id="q6", question="Welke huizen?", type="lijst", key_facts=(("15%",), ("koopwoningen",)))
HIDDEN = replace(FACT, id="q7", question="Hoeveel verborgen huizen?", split="untouched")
NEAR = replace(NOWHERE, id="q8", question="Hoeveel kost dat?", split="develop", near_miss=True)


def mixed(question: str, history: Sequence[Turn]) -> Answer:
    """Refuses one, misses another, invents a third; the rest is right."""
    citation = Citation("d1", "p1", ASIDE, 0, len(ASIDE))
    if question == LATER.question:
        return Answer(question, (), Reason.NOT_FOUND, "Dat staat er niet in.", (HIT,), "scripted", chance=0.2)
    if question in (HIDDEN.question, NEAR.question):
        return Answer(question, (Claim("Van alles.", (citation,)),), None, "", (OTHER_HIT,), "scripted", chance=0.8)
    return replace(right(question, history), chance=0.9)


def saved(tmp_path: Path, ask: object = mixed, name: str = "run.json") -> Run:
    gold = (FACT, LATER, LIST, HIDDEN, NEAR, NOWHERE)
    return read_run(save_run(run(gold, ask, DOCUMENTS), to=tmp_path / name))  # type: ignore[arg-type]


def test_every_question_gets_one_verdict(tmp_path: Path) -> None:
    made = saved(tmp_path)
    found = [verdict(*one) for one in zip(made.outcomes, made.told, strict=True)]
    assert found == [
        Verdict.VERIFIED, Verdict.REFUSED, Verdict.PARTLY, Verdict.WRONG, Verdict.INVENTED, Verdict.SILENT,
    ]  # fmt: skip


def test_a_forbidden_string_weighs_more_than_a_missing_fact(tmp_path: Path) -> None:
    strict = replace(FACT, forbidden=("minstens",))
    made = read_run(save_run(run([strict], right, DOCUMENTS), to=tmp_path / "f.json"))
    seen = review(made)
    assert seen.worst[0].verdict is Verdict.FORBIDDEN
    assert seen.worst[0].forbidden == ("minstens",)


def test_it_is_told_at_which_step_it_went_wrong(tmp_path: Path) -> None:
    stages = {failure.gold.id: failure.stage for failure in review(saved(tmp_path)).worst}
    assert stages == {"q8": Stage.SILENCE, "q6": Stage.WORDING, "q5": Stage.REFUSAL}
    (hidden,) = [part for part in review(saved(tmp_path)).splits if part.name == "untouched"]
    assert hidden.stages == {Stage.SEARCH: 1}


def test_a_claim_too_many_comes_first_and_a_refusal_last(tmp_path: Path) -> None:
    assert [failure.gold.id for failure in review(saved(tmp_path)).worst] == ["q8", "q6", "q5"]


def test_of_two_equal_faults_the_surer_is_worse(tmp_path: Path) -> None:
    made = saved(tmp_path)
    outcome, told = made.outcomes[4], made.told[4]
    assert told is not None
    assert severity(outcome, told) < severity(outcome, replace(told, chance=0.3))


def test_no_untouched_question_is_named(tmp_path: Path) -> None:
    seen = review(saved(tmp_path), saved(tmp_path, right, "other.json"))
    assert seen.failed == 3
    assert seen.change is not None
    assert (seen.change.gained, seen.change.hidden) == ((), (0, 1))
    assert HIDDEN not in [failure.gold for failure in seen.worst]
    assert HIDDEN not in seen.change.lost
    assert [gold.id for gold in seen.change.lost] == ["q5"]


def test_a_failure_says_what_is_missing_and_which_evidence_was_cited(tmp_path: Path) -> None:
    found = {failure.gold.id: failure for failure in review(saved(tmp_path)).worst}
    assert found["q6"].missing == (("koopwoningen",),)
    assert [touched for _, touched in found["q6"].evidence] == [True]
    assert [touched for _, touched in found["q5"].evidence] == [False]


def test_shares_count_only_the_questions_that_they_are_about(tmp_path: Path) -> None:
    whole = review(saved(tmp_path)).whole
    assert (whole.share(Verdict.VERIFIED).value, whole.share(Verdict.VERIFIED).n) == (1 / 4, 4)
    assert (whole.share(Verdict.SILENT).value, whole.share(Verdict.SILENT).n) == (1 / 2, 2)
    assert (whole.given, whole.precision.value) == (4, 1 / 4)


def test_the_risk_curve_ends_where_the_assistant_stops(tmp_path: Path) -> None:
    made = saved(tmp_path)
    points = risk_curve(made.outcomes)
    assert points[-1].coverage == 1.0  # of the answers that were given: two questions were refused
    assert points[-1].risk == 3 / 4
    assert points[-1].bar == 0.8
    assert all(point.low <= point.risk <= point.high for point in points)


def test_the_report_draws_the_curve_of_which_the_table_has_the_area() -> None:
    def ask(question: str, history: Sequence[Turn]) -> Answer:
        made = right(question, history) if question.endswith("juist?") else mixed(HIDDEN.question, history)
        return replace(made, chance=0.5 if int(question.split()[1]) > 10 else 0.9)

    said = [f"Vraag {n} {'juist' if n % 2 else 'fout'}?" for n in range(60)]
    outcomes = run([replace(FACT, id=text, question=text) for text in said], ask, DOCUMENTS)
    points = risk_curve(outcomes)
    assert [(point.coverage, point.risk) for point in points] == [(1.0, 0.5)]  # no point inside equal chances
    assert curve(*answered(outcomes))[-1] == (1.0, 0.5)


def test_an_answer_with_a_number_inside_another_lacks_the_fact_as_the_score_has_it(tmp_path: Path) -> None:
    tenth = replace(FACT, key_facts=(("5%",), ("minstens",)), forbidden=("5%",))
    found = review(read_run(save_run(run([tenth], right, DOCUMENTS), to=tmp_path / "h.json")))
    assert found.worst[0].verdict is Verdict.PARTLY
    assert (found.worst[0].missing, found.worst[0].forbidden) == ((("5%",),), ())


def test_of_a_search_no_answer_is_judged(tmp_path: Path) -> None:
    search = replace(FACT, id="z1", question="huizen", type=SEARCH, key_facts=(), reference_answer="")
    file = save_run(run([search], right, DOCUMENTS), to=tmp_path / "z.json")
    seen = review(read_run(file), read_run(file))
    assert (seen.failed, seen.worst, dict(seen.whole.verdicts), dict(seen.whole.stages)) == (0, (), {}, {})
    assert (seen.whole.n, seen.whole.answerable, seen.whole.unanswerable) == (1, 0, 0)
    assert (seen.whole.risk, seen.whole.bins, seen.whole.figure("AURC").n) == ((), (), 0)
    assert seen.change is not None
    assert (seen.change.gained, seen.change.lost) == ((), ())
    assert "citation precision" not in dict(seen.change.differences)
    compared = compare(file, file)
    assert [row.name for row in compared.rows if row.found] == ["recall@5", "MRR@10"]


def test_the_risk_curve_is_in_the_order_of_how_sure_the_answers_are_to_be_right(tmp_path: Path) -> None:
    sure = saved(tmp_path, lambda q, h: replace(mixed(q, h), sure=0.6 if q == FACT.question else 0.3), "sure.json")
    assert risk_curve(saved(tmp_path).outcomes)[-1].bar == 0.8
    assert risk_curve(sure.outcomes)[-1].bar == 0.3


def test_a_run_whose_answers_were_not_kept_still_has_its_figures(tmp_path: Path) -> None:
    seen = review(replace(saved(tmp_path), told=()))
    assert seen.whole.risk[-1].risk == 3 / 4
    assert seen.whole.share(Verdict.VERIFIED).value == 1 / 4
    assert seen.worst[0].told is None


def test_a_histogram_counts_every_value_once_in_round_bars() -> None:
    values = [0.01 * i for i in range(100)] + [9.0]
    bars = histogram(values)
    assert sum(bar.n for bar in bars) == 101
    assert bars[0].high == 0.1
    assert (bars[-1].n, math.isinf(bars[-1].high)) == (1, True)
    assert histogram([]) == ()
    assert sum(bar.n for bar in histogram([0.0, 0.0])) == 2


def test_the_weakest_type_comes_first(tmp_path: Path) -> None:
    assert [part.name for part, _ in review(saved(tmp_path)).types] == ["lijst", "feit", "onbeantwoordbaar"]


def test_the_grid_holds_type_and_document_together(tmp_path: Path) -> None:
    grid = review(saved(tmp_path)).grid
    assert {key: one.n for key, one in grid.items()} == {("feit", "abvv.txt"): 2, ("lijst", "abvv.txt"): 1}
    assert TEXT not in str(grid)


def test_a_few_untouched_questions_have_no_cell_of_their_own(tmp_path: Path) -> None:
    def cells(few: int) -> tuple[bool, int]:
        hidden = [replace(HIDDEN, id=f"h{n}", question=f"Hoeveel huizen {n}?") for n in range(few)]
        seen = review(read_run(save_run(run((FACT, *hidden), mixed, DOCUMENTS), to=tmp_path / f"{few}.json")))
        return "untouched" in seen.types[0][1], seen.grid["feit", "abvv.txt"].n

    assert (cells(4), cells(5)) == ((False, 1), (True, 6))
