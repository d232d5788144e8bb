"""Two runs side by side, and the baseline, with runs that were made up."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval import (
    Comparison,
    Evidence,
    GoldQuestion,
    Outcome,
    RunError,
    Trouble,
    compare,
    read_run,
    save_baseline,
    save_run,
)
from eval.difference import Difference, fell
from eval.guard import GUARDED
from eval.measures import Scores
from ui.comparison import shown, unguarded, verdict

GOLD = tuple(
    GoldQuestion(
        f"q{n}", f"Hoeveel is {n}?", (), "feit" if n % 2 else "lijst", n % 4 != 0, (("15%",),) if n % 4 else (), (),
        (Evidence("a.txt", "Het is 15%."),) if n % 4 else (), "15%.", "untouched" if n % 3 == 0 else "develop",
    )
    for n in range(1, 41)
)  # fmt: skip
RIGHT = Scores(False, True, True, 2, 2, recall_5=1.0, reciprocal_rank=1.0, citation_precision=1.0, citation_recall=1.0)
REFUSED = Scores(True, True, True)


def scores(gold: GoldQuestion) -> Scores:
    return RIGHT if gold.answerable else REFUSED


def outcomes(spoil: Callable[[GoldQuestion, Scores], Scores] = lambda _, s: s) -> list[Outcome]:
    return [Outcome(gold, None, 0.1, spoil(gold, scores(gold))) for gold in GOLD]


def saved(file: Path, judged: Sequence[Outcome], **settings: str) -> Path:
    return save_run(judged, {"gold": "eval/gold", "types": "", "split": "", **settings}, file)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return saved(tmp_path / "goed.json", outcomes())


def fallen(good: Path, spoil: Callable[[GoldQuestion, Scores], Scores]) -> tuple[str, ...]:
    return compare(good, saved(good.with_name("b.json"), outcomes(spoil))).fallen


def unverified(ids: Sequence[int]) -> Callable[[GoldQuestion, Scores], Scores]:
    names = {f"q{n}" for n in ids}
    return lambda gold, s: replace(s, verified=False) if gold.id in names else s


def test_the_same_run_twice_has_no_difference(good: Path) -> None:
    found = compare(good, good)
    assert (found.shared, found.edited, found.fallen, found.settings) == (40, 0, (), ())
    assert [row.found.after - row.found.before for row in found.rows if row.found] == [0.0] * len(found.rows)


def test_a_figure_falls_only_where_its_whole_interval_is_below_zero(good: Path) -> None:
    assert fallen(good, unverified([1])) == ()
    assert fallen(good, unverified(range(1, 9))) == ("verified",)


def test_of_false_refusals_more_is_worse(good: Path) -> None:
    def refuse(gold: GoldQuestion, s: Scores) -> Scores:
        return replace(s, abstained=True) if gold.answerable and int(gold.id[1:]) < 20 else s

    assert fallen(good, refuse) == ("refused when it should not",)
    worse = saved(good.with_name("w.json"), outcomes(refuse))
    assert compare(worse, good).fallen == ()


def test_one_quote_that_is_not_verbatim_is_a_fall(good: Path) -> None:
    assert fallen(good, lambda gold, s: replace(s, verbatim=1) if gold.id == "q1" else s) == ("citations verbatim",)


def test_every_guarded_figure_can_fall(good: Path) -> None:
    bad = Scores(False, False, False, 2, 1, recall_5=0.0, citation_precision=0.0, citation_recall=0.0)
    told = fallen(good, lambda gold, _: replace(bad, abstained=gold.answerable))
    assert set(told) == {guard.measure.name for guard in GUARDED}


def test_what_moved_is_named_and_the_untouched_only_counted(good: Path) -> None:
    found = compare(good, saved(good.with_name("b.json"), outcomes(unverified([1, 3, 5]))))
    moved = found.moved[0]
    assert (moved.name, [one.id for one in moved.lost], moved.lost_untouched) == ("verified", ["q1", "q5"], 1)
    text = shown(found)
    assert "volledig juist: 0 gewonnen, 3 verloren" in text
    assert "  - q1 (feit) Hoeveel is 1?" in text
    assert "Hoeveel is 3?" not in text
    assert "  - 1 vraag van het deel untouched" in text


def test_an_edited_question_is_not_compared_and_counted(good: Path) -> None:
    first, second, *rest = outcomes()
    edited = replace(first, gold=replace(first.gold, key_facts=(("15%", "15 procent"),)))
    again = replace(second, gold=replace(second.gold, reference_answer="Vijftien procent: 15%."))
    new = replace(first, gold=replace(first.gold, id="q99"))
    found = compare(good, saved(good.with_name("b.json"), [edited, again, new, *rest[1:]]))
    assert (found.shared, found.edited, found.only_before, found.only_after) == (38, 1, 1, 1)
    assert "Niet vergeleken: 1 gewijzigd sinds A" in shown(found)


def test_what_else_differed_is_told(good: Path) -> None:
    found = compare(good, saved(good.with_name("b.json"), outcomes(), writer="transformers:x"))
    assert found.settings == ()  # the first run does not tell its writer
    first = saved(good.with_name("a.json"), outcomes(), writer="extractive")
    found = compare(first, good.with_name("b.json"))
    assert found.settings == (("settings.writer", "extractive", "transformers:x"),)
    assert "instelling writer: extractive -> transformers:x" in shown(found)


def test_runs_without_a_common_question_say_so(good: Path) -> None:
    other = [replace(one, gold=replace(one.gold, id=f"z{one.gold.id}")) for one in outcomes()]
    found = compare(good, saved(good.with_name("b.json"), other))
    assert "geen enkele vraag gemeen" in shown(found)
    assert found.fallen == ()
    assert unguarded(found).startswith("Zonder gemeenschappelijke vragen is geen enkel cijfer bewaakt.")


def test_a_guarded_figure_that_one_run_lacks_is_no_figure_that_stood(good: Path) -> None:
    older = json.loads(good.read_text(encoding="utf-8"))
    for line in older["questions"]:
        line["scores"]["recall_5"] = None
    older_file = good.with_name("ouder.json")
    older_file.write_text(json.dumps(older), encoding="utf-8")
    for pair in ((good, older_file), (older_file, good)):
        found = compare(*pair)
        assert (found.fallen, found.unpaired) == ((), ("recall@5",))
        assert unguarded(found).startswith("Niet bewaakt, want maar een van de twee metingen heeft dit cijfer: bewijs")
    assert compare(older_file, older_file).unpaired == ()
    assert unguarded(compare(good, good)) == ""


@pytest.mark.parametrize("field", ["recall_5", "citation_precision"])
def test_a_figure_that_is_no_number_is_refused(field: str, good: Path) -> None:
    bad = json.loads(good.read_text(encoding="utf-8"))
    bad["questions"][0]["scores"][field] = float("nan")
    file = good.with_name("geen-getal.json")
    file.write_text(json.dumps(bad), encoding="utf-8")
    for read in (read_run, lambda one: compare(good, one)):
        with pytest.raises(RunError) as caught:
            read(file)
        assert caught.value.trouble is Trouble.NO_RUN


def test_what_is_no_number_is_a_fall() -> None:
    nan = float("nan")
    assert all(fell(guard, Difference(nan, nan, nan, nan, 3)) for guard in GUARDED)


def test_of_a_part_of_the_first_run_it_is_told(good: Path) -> None:
    assert not compare(good, saved(good.with_name("b.json"), outcomes()[:32])).few
    assert compare(good, saved(good.with_name("b.json"), outcomes()[:31])).few


def test_a_baseline_does_not_tell_how_an_untouched_question_went(good: Path, tmp_path: Path) -> None:
    text = save_baseline(read_run(good), tmp_path / "ijk.json").read_text(encoding="utf-8")
    rows = json.loads(text)["questions"]
    hidden = [row for row in rows if row[2] == "untouched"]
    assert {row[0] for row in rows if row not in hidden} == {gold.id for gold in GOLD if gold.split == "develop"}
    assert len(hidden) == sum(gold.split == "untouched" for gold in GOLD)
    assert {row[1] for row in hidden} == {""}
    assert not {row[0] for row in hidden} & {gold.id for gold in GOLD}
    assert rows[-len(hidden) :] == sorted(hidden)


def test_a_question_that_changed_splits_is_still_compared(good: Path, tmp_path: Path) -> None:
    baseline = save_baseline(read_run(good), tmp_path / "ijk.json")
    moved = [replace(one, gold=replace(one.gold, split="develop")) for one in outcomes()]
    assert compare(baseline, saved(tmp_path / "b.json", moved)).shared == len(GOLD)


def test_a_type_of_a_few_untouched_questions_has_no_row(good: Path) -> None:
    def typed(few: int) -> list[Outcome]:
        named = {gold.id for gold in [one for one in GOLD if one.split == "untouched"][:few]}
        return [
            replace(one, gold=replace(one.gold, type="positie")) if one.gold.id in named else one for one in outcomes()
        ]

    def types(few: int) -> set[str]:
        run = saved(good.with_name("b.json"), typed(few))
        return {row.name for row in compare(run, run).by_type[0][1]}

    assert (types(4), types(5)) == ({"feit", "lijst"}, {"feit", "lijst", "positie"})


def test_a_baseline_is_compared_as_its_run_is(good: Path, tmp_path: Path) -> None:
    baseline = save_baseline(read_run(good), tmp_path / "ijk.json")
    worse = saved(tmp_path / "b.json", outcomes(unverified(range(1, 9))))
    by_run, by_baseline = compare(good, worse), compare(baseline, worse)
    assert replace(by_baseline, before="", settings=()) == replace(by_run, before="", settings=())
    assert by_baseline.moved[0].lost[0].question == "Hoeveel is 1?"  # the words are the run's


def test_a_figure_that_cannot_be_written_whole_is_no_difference(tmp_path: Path) -> None:
    thirds = outcomes(lambda _, s: replace(s, citation_recall=2 / 3, recall_5=2 / 3) if s.citation_recall else s)
    run = saved(tmp_path / "derden.json", thirds)
    found = compare(save_baseline(read_run(run), tmp_path / "ijk.json"), run)
    assert found.fallen == ()
    assert [row.found.low for row in found.rows if row.found] == [0.0] * len(found.rows)


def test_a_baseline_holds_no_words_and_is_small(good: Path, tmp_path: Path) -> None:
    text = save_baseline(read_run(good), tmp_path / "ijk.json").read_text(encoding="utf-8")
    assert "Hoeveel" not in text
    assert len(text) < 1500 + 100 * len(GOLD)
    assert json.loads(text)["figures"]["verified"] == 1.0


@pytest.mark.parametrize("settings", [{"types": "feit"}, {"split": "develop"}, {"gold": "andere.jsonl"}])
def test_a_run_of_a_part_is_no_baseline(settings: dict[str, str], tmp_path: Path) -> None:
    part = read_run(saved(tmp_path / "deel.json", outcomes(), **settings))
    with pytest.raises(RunError) as caught:
        save_baseline(part, tmp_path / "ijk.json")
    assert caught.value.trouble is Trouble.PARTIAL


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"measures": [], "about": {}, "questions": [[1]]}'])
def test_a_file_that_is_neither_run_nor_baseline_is_refused(content: str, good: Path, tmp_path: Path) -> None:
    (tmp_path / "vreemd.json").write_text(content, encoding="utf-8")
    with pytest.raises(RunError, match=r"vreemd\.json"):
        compare(good, tmp_path / "vreemd.json")


def test_the_verdict_names_what_fell(good: Path) -> None:
    found: Comparison = compare(good, saved(good.with_name("b.json"), outcomes(unverified(range(1, 9)))))
    assert verdict(found) == "Gedaald buiten het interval: volledig juist."
    assert "GEDAALD" in shown(found)
    assert verdict(compare(good, good)).startswith("Geen van de 7 bewaakte cijfers is gedaald")
