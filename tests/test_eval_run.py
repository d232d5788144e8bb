"""A run from gold to report, with a scripted assistant."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from eval import (
    Evidence,
    GoldQuestion,
    Outcome,
    Quoted,
    RunError,
    Told,
    failures,
    read_run,
    report,
    run,
    save_run,
    to_json,
)
from eval.summary import ALL, by_document, figures
from index import Hit
from ingest import Document, Passage
from ingest import Kind as DocumentKind
from qa import Answer, Citation, Claim, Reason, Turn
from ui.results import in_dutch
from ui.texts_eval import trouble

TEXT = "Elke gemeente moet streven naar minstens 15% sociale woningen."
DOCUMENT = Document(
    "d1", "abvv.txt", "0" * 64, "Memorandum", "ABVV", "het ABVV", (), DocumentKind.MEMORANDUM, "2024", "nl", "",
    TEXT, (), (),
)  # fmt: skip
DOCUMENTS = {"d1": DOCUMENT}
HIT = Hit(Passage("p1", "d1", (), None, 0, len(TEXT), TEXT), 1.0, 1, 1, 0.9)
FACT = GoldQuestion(
    "q1", "Hoeveel huizen?", (), "feit", True, (("15%",),), (), (Evidence("abvv.txt", TEXT),), "Minstens 15%."
)
FOLLOW_UP = replace(FACT, id="q2", question="En waar?", type="vervolg", history=(("user", "Hoeveel huizen?"),))
NOWHERE = replace(
    FACT, id="q3", question="Wie wint de koers?", type="onbeantwoordbaar", answerable=False, key_facts=(), evidence=(),
    split="untouched",
)  # fmt: skip
GOLD = (FACT, FOLLOW_UP, NOWHERE)


def right(question: str, _history: Sequence[Turn]) -> Answer:
    if question == NOWHERE.question:
        return Answer(question, (), Reason.NOT_FOUND, "Dat staat er niet in.", (HIT,), "scripted")
    citation = Citation("d1", "p1", TEXT, 0, len(TEXT))
    return Answer(question, (Claim("Minstens **15%**.", (citation,)),), None, "", (HIT,), "scripted")


def stubborn(question: str, _history: Sequence[Turn]) -> Answer:
    return Answer(question, (), Reason.NOT_FOUND, "Dat staat er niet in.", (), "scripted")


def broken(question: str, history: Sequence[Turn]) -> Answer:
    if question == FACT.question:
        raise RuntimeError("de index is weg")
    return right(question, history)


def half_seconds() -> Callable[[], float]:
    ticks = count()
    return lambda: next(ticks) / 2


def judged(ask: Callable[[str, Sequence[Turn]], Answer]) -> tuple[Outcome, ...]:
    return run(GOLD, ask, DOCUMENTS, clock=half_seconds())


def values(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    return {figure.name: figure.value for figure in figures(outcomes)}


def test_every_question_gets_an_outcome_in_order() -> None:
    outcomes = judged(right)
    assert [outcome.gold for outcome in outcomes] == list(GOLD)
    assert [outcome.seconds for outcome in outcomes] == [0.5, 0.5, 0.5]
    assert all(outcome.scores.verified for outcome in outcomes)


def test_the_history_reaches_the_assistant_as_turns() -> None:
    heard: list[Sequence[Turn]] = []

    def listen(question: str, history: Sequence[Turn]) -> Answer:
        heard.append(history)
        return right(question, history)

    judged(listen)
    assert heard == [(), (Turn("user", "Hoeveel huizen?"),), ()]


def test_a_question_that_crashes_scores_zero_and_the_run_goes_on() -> None:
    crashed, *others = judged(broken)
    assert (crashed.answer, crashed.error) == (None, "RuntimeError: de index is weg")
    assert not crashed.scores.correct
    assert all(outcome.scores.verified for outcome in others)


def test_no_line_of_the_table_is_wider_than_a_terminal() -> None:
    outcomes = [
        replace(one, gold=replace(one.gold, evidence=(Evidence(f"{'memorandum-' * 6}.txt", TEXT),)))
        for one in judged(right)
    ]
    shown = report(outcomes, in_dutch)
    assert max(map(len, shown.splitlines())) <= 80
    assert "memorandum-memorandum-mem…" in shown


def test_progress_is_told_after_every_question() -> None:
    told: list[tuple[int, int]] = []
    run(GOLD, right, DOCUMENTS, progress=lambda _step, done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_figures_of_a_perfect_run() -> None:
    found = values(judged(right))
    assert found["verified"] == found["recall@1"] == found["citations verbatim"] == 1.0
    assert (found["refused when it should"], found["refused when it should not"]) == (1.0, 0.0)
    assert (found["words, median"], found["seconds, median"], found["seconds, p95"]) == (2, 0.5, 0.5)


def test_figures_of_an_assistant_that_always_refuses() -> None:
    found = values(judged(stubborn))
    assert found["verified"] == pytest.approx(1 / 3)
    assert (found["refused when it should"], found["refused when it should not"]) == (1.0, 1.0)
    assert (found["recall@5"], found["citation precision"], found["words, median"]) == (0.0, None, None)


def test_near_misses_have_a_figure_of_their_own() -> None:
    near, answered = replace(NOWHERE, near_miss=True), replace(NOWHERE, question="Hoeveel kost dat?", near_miss=True)
    found = {figure.name: figure for figure in figures(run((*GOLD, near, answered), right, DOCUMENTS))}
    assert (found["near misses refused"].value, found["near misses refused"].n) == (0.5, 2)
    assert (found["refused when it should"].value, found["refused when it should"].n) == (2 / 3, 3)


def refusals(*kinds: str) -> tuple[Outcome, ...]:
    """A right refusal (hit), one of a question with an answer (alarm), an answer to one without (miss), or neither."""
    asks = {"hit": (NOWHERE, stubborn), "alarm": (FACT, stubborn), "miss": (NOWHERE, answers), "neither": (FACT, right)}
    return tuple(run([asks[kind][0]], asks[kind][1], DOCUMENTS)[0] for kind in kinds)


def answers(_question: str, history: Sequence[Turn]) -> Answer:
    return right(FACT.question, history)


@pytest.mark.parametrize(
    ("kinds", "precision", "recall", "f1", "wrongly"),
    [
        (("hit", "hit", "alarm", "miss", "neither"), 2 / 3, 2 / 3, 2 / 3, 1 / 2),
        (("hit", "alarm", "alarm", "alarm"), 1 / 4, 1.0, 2 / 5, 1.0),
        (("miss", "neither"), None, 0.0, 0.0, 0.0),
        (("alarm", "neither"), 0.0, None, 0.0, 1 / 2),
        (("neither",), None, None, None, 0.0),
    ],
)
def test_refusals_counted_by_hand(
    kinds: tuple[str, ...], precision: float | None, recall: float | None, f1: float | None, wrongly: float
) -> None:
    found = values(refusals(*kinds))
    names = ("refusals right", "refused when it should", "refusals F1", "refused when it should not")
    assert [found[name] for name in names] == pytest.approx([precision, recall, f1, wrongly])


def test_a_question_past_its_limit_scores_zero_even_when_it_is_answered() -> None:
    late, *_ = run(GOLD[:1], right, DOCUMENTS, clock=half_seconds(), limit=0.4)
    assert (late.timed_out, late.answer, late.seconds) == (True, None, 0.5)
    assert "te laat: 0,5 s" in report((late,), in_dutch).lower()
    assert trouble(late.error, late.timed_out, late.seconds) == "Te laat: na 0,5 s was er geen antwoord."
    assert trouble("KeyError: 'x'", False, 1.0) == "Vastgelopen: KeyError: 'x'"
    assert late.error == "answered after 0.5 s, the limit is 0.4 s"
    assert (late.scores.verified, late.scores.recall_10, late.scores.ndcg) == (False, 0.0, 0.0)


def test_a_question_that_never_ends_is_stopped_and_the_run_goes_on() -> None:
    def endless(question: str, history: Sequence[Turn]) -> Answer:
        while question == FACT.question:
            pass
        return right(question, history)

    stopped, *others = run(GOLD, endless, DOCUMENTS, limit=0.2)
    assert (stopped.timed_out, stopped.error) == (True, "stopped after 0.2 s")
    assert all(outcome.scores.verified for outcome in others)
    found = values((stopped, *others))
    assert (found["too late"], found["crashed"]) == (pytest.approx(1 / 3), 0.0)


def test_what_crashed_or_came_too_late_is_the_worst_in_every_measure() -> None:
    gold = replace(FACT, forbidden=("parijs",))
    good = run([gold, NOWHERE], right, DOCUMENTS)
    bad = run([gold, NOWHERE], right, DOCUMENTS, clock=half_seconds(), limit=0.1)
    cost = {"words, median", "seconds, median", "seconds, p95", "crashed", "Brier score", "ECE", "citations verbatim"}
    before, after = values(good), values(bad)
    lower_is_better = {"refused when it should not", "AURC", "too late"}
    for name in set(before) - cost - {"refusals right", "refused"}:
        if before[name] is None and after[name] is None:
            continue  # judged by a model
        assert after[name] == float(name in lower_is_better), name


def test_a_saved_time_limit_and_faults_are_read_back(tmp_path: Path) -> None:
    outcomes = run([replace(FACT, forbidden=("15%",)), FOLLOW_UP], right, {}, clock=half_seconds(), limit=0.6)
    late = run([NOWHERE], right, DOCUMENTS, clock=half_seconds(), limit=0.1)
    assert [len(outcome.scores.faults) for outcome in outcomes] == [2, 1]
    saved = read_run(save_run((*outcomes, *late), to=tmp_path))
    assert saved.outcomes == tuple(replace(outcome, answer=None) for outcome in (*outcomes, *late))


def test_the_chance_of_an_old_run_is_found_in_its_answers(tmp_path: Path) -> None:
    chances = run([FACT], lambda q, h: replace(right(q, h), chance=0.8), DOCUMENTS)
    file = save_run(chances, to=tmp_path / "old.json")
    saved = json.loads(file.read_text(encoding="utf-8"))
    del saved["questions"][0]["scores"]["chance"]
    file.write_text(json.dumps(saved), encoding="utf-8")
    assert read_run(file).outcomes[0].scores.chance == 0.8
    assert values(read_run(file).outcomes)["Brier score"] == pytest.approx(0.04)


def test_the_report_names_every_group_that_was_measured_and_no_other() -> None:
    lines = report(judged(right)).splitlines()
    for group in ("answers", "refusals", "finding", "citing", "attribution", "length and time"):
        assert group in lines
    assert "language model" not in lines


def test_p95_is_the_observation_that_95_percent_do_not_exceed() -> None:
    outcomes = [replace(judged(right)[0], seconds=float(second)) for second in range(1, 101)]
    assert values(outcomes)["seconds, p95"] == 95.0


def test_every_figure_that_was_measured_has_an_interval_around_it() -> None:
    found = figures((*judged(broken), *run((replace(NOWHERE, near_miss=True),), broken, DOCUMENTS)))
    assert {figure.name for figure in found} == {measure.name for measure in ALL}
    for figure in found:
        if figure.n:
            assert figure.low is not None
            assert figure.high is not None
            assert figure.value is not None
            assert figure.low - 1e-9 <= figure.value <= figure.high + 1e-9


def test_an_unanswerable_question_counts_under_no_document() -> None:
    assert {name: len(group) for name, group in by_document(judged(right)).items()} == {"abvv.txt": 2}


def test_the_report_shows_figures_groups_and_crashes() -> None:
    text = report(judged(broken))
    for part in ("questions: 3", "recall@5", "MRR@10", "vervolg", "abvv.txt", "untouched", "de index is weg"):
        assert part in text


def test_the_columns_of_a_report_stand_in_line() -> None:
    head, rule, *rows = report(judged(right)).split("\n\n")[0].splitlines()
    assert len(rule) == len(head) == max(map(len, rows))


def test_a_report_without_questions_says_so() -> None:
    assert "no questions" in report(())


def test_failures_name_what_was_wrong() -> None:
    assert "crashed" in failures(judged(broken))
    assert failures(judged(stubborn)).count("refused, evidence not found") == 2
    assert "every question is verified" in failures(judged(right))


def test_failures_of_the_untouched_split_are_counted_and_not_shown() -> None:
    outcomes = [replace(o, gold=replace(o.gold, split="untouched")) for o in judged(stubborn)]
    text = failures(outcomes)
    assert "of the untouched split, not shown: 2" in text
    assert FOLLOW_UP.question not in text


def test_a_crash_in_the_untouched_split_is_counted_and_not_named() -> None:
    crashed = [replace(o, gold=replace(o.gold, split="untouched", id="geheim")) for o in judged(broken)]
    assert "geheim" not in report(crashed)
    assert "of the untouched split, not shown" in report(crashed)


def test_every_label_of_the_tables_has_dutch_words() -> None:
    called: list[str] = []

    def call(label: str) -> str:
        called.append(label)
        return label

    for ask in (broken, stubborn, right):
        report([*judged(ask), replace(judged(ask)[0], gold=replace(FACT, split="untouched"))], call)
        failures(judged(ask), call)
    same = {"id", "n", "document"}
    assert {label for label in called if in_dutch(label) == label} <= same
    assert in_dutch(".") == ","


def test_json_holds_settings_figures_and_every_answer() -> None:
    saved = json.loads(json.dumps(to_json(judged(broken), {"settings": {"k": 10}})))
    assert saved["about"] == {"settings": {"k": 10}}
    assert saved["figures"]["verified"]["n"] == 3
    assert set(saved["by_type"]) == {"feit", "vervolg", "onbeantwoordbaar"}
    assert [question["answer"] is None for question in saved["questions"]] == [True, False, False]
    assert saved["questions"][1]["answer"]["text"] == "Minstens 15%."


def test_a_saved_run_is_read_back_as_it_was_but_for_its_answers(tmp_path: Path) -> None:
    outcomes = judged(broken)
    saved = read_run(save_run(outcomes, {"k": 10}, tmp_path))
    assert saved.outcomes == tuple(replace(outcome, answer=None) for outcome in outcomes)
    assert saved.about["settings"] == {"k": 10}
    assert {"commit", "packages", "machine", "python", "made_on"} <= set(saved.about)


def test_a_saved_run_tells_what_was_answered_and_cited(tmp_path: Path) -> None:
    crashed, answered, refused = read_run(save_run(judged(broken), to=tmp_path)).told
    assert crashed is None
    assert answered == Told(
        "Minstens 15%.", "", None, (Quoted("d1", TEXT, 0, len(TEXT)),), "scripted", passages=("p1",)
    )
    assert refused is not None
    assert (refused.reason, refused.text) == (Reason.NOT_FOUND.value, "Dat staat er niet in.")


def test_a_run_of_before_a_measure_existed_is_still_read(tmp_path: Path) -> None:
    file = save_run(judged(right), to=tmp_path / "old.json")
    saved = json.loads(file.read_text(encoding="utf-8"))
    for question in saved["questions"]:
        del question["timed_out"], question["scores"]["ndcg"], question["scores"]["faults"]
    file.write_text(json.dumps(saved), encoding="utf-8")
    scores = [outcome.scores for outcome in read_run(file).outcomes]
    assert [(one.verified, one.ndcg, one.faults) for one in scores] == [(True, None, ())] * 3


def test_a_run_goes_to_the_file_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "new" / "before.json"
    assert save_run(judged(right), to=file) == file
    assert read_run(file).name == "before.json"


@pytest.mark.parametrize("content", ["not json", "[]", '{"about": {}}'])
def test_a_file_that_is_no_run_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "odd.json").write_text(content, encoding="utf-8")
    with pytest.raises(RunError, match=r"odd\.json"):
        read_run(tmp_path / "odd.json")


def test_a_run_that_does_not_exist_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"gone\.json"):
        read_run(tmp_path / "gone.json")
