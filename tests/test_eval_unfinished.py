"""A run that is killed goes on where it stopped, with a real process that is really killed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eval import (
    GoldQuestion,
    RunError,
    Trouble,
    judging,
    models_mark,
    outcome_line,
    part,
    part_file,
    run_of,
    to_json,
    whole_run,
)
from qa import Answer, Reason

ROOT = Path(__file__).parent.parent
MADE_OF = {"gold": "1", "commit": "abc"}
GOLD = tuple(
    GoldQuestion(f"q{n}", f"Wat is {n}?", (), "onbeantwoordbaar", False, (), (), (), "Nergens.") for n in range(12)
)
SLOW = """
import sys, time
from pathlib import Path
sys.path[:0] = sys.argv[1:3]
from test_eval_unfinished import MADE_OF, judge_all, refuse

def slowly(question, history):
    time.sleep(0.05)
    return refuse(question, history)

judge_all(Path(sys.argv[3]), slowly)
"""


def refuse(question: str, _history: object) -> Answer:
    return Answer(question, (), Reason.NOT_FOUND, f"{question} Dat staat er niet in.", (), "scripted", chance=0.25)


def judge_all(file: Path, ask=refuse, made_of=MADE_OF, *, anew: bool = False) -> tuple[int, tuple[str, ...], list[str]]:  # type: ignore[no-untyped-def]
    """What was left, why it was not used, and the ids that were asked now."""
    with part(file, made_of, anew=anew) as under_way:
        left = [one for one in GOLD if not under_way.judged(one)]
        for outcome in judging(left, ask, {}):
            under_way.keep(outcome_line(outcome))
        return under_way.before, under_way.differs, [one.id for one in left]


def lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="only Unix kills like this")
def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    file = tmp_path / "x.part.jsonl"
    command = [sys.executable, "-c", SLOW, str(ROOT), str(ROOT / "tests"), str(file)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        while process.poll() is None and (not file.exists() or len(lines(file)) < 4):
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
    kept = len(lines(file)) - 1
    assert 3 <= kept < len(GOLD)
    before, differs, asked = judge_all(file)
    assert (differs, asked) == ((), [one.id for one in GOLD[before:]])
    assert before in (kept, kept - 1)  # the kill may have torn the last line
    assert judge_all(file)[0] == len(GOLD)


def test_a_torn_last_line_is_asked_again(tmp_path: Path) -> None:
    file = tmp_path / "x.part.jsonl"
    judge_all(file)
    file.write_text(file.read_text(encoding="utf-8")[:-200], encoding="utf-8")
    assert judge_all(file) == (len(GOLD) - 1, (), ["q11"])
    assert len(lines(file)) == len(GOLD) + 1


@pytest.mark.parametrize("content", ["", "[]", "{}", "niets\n", '{"made_of": 3}\n', "\xff"])
def test_an_odd_file_is_begun_anew(content: str, tmp_path: Path) -> None:
    file = tmp_path / "x.part.jsonl"
    file.write_text(content, encoding="latin-1")
    assert judge_all(file)[0] == 0
    assert judge_all(file)[0] == len(GOLD)


def test_what_was_made_of_anything_else_is_not_used_and_what_differs_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x.part.jsonl"
    judge_all(file)
    assert judge_all(file, made_of={"gold": "2", "commit": "abc"})[:2] == (0, ("gold",))
    assert judge_all(file, anew=True, made_of={"gold": "2", "commit": "abc"})[:2] == (0, ())


def test_two_runs_do_not_write_in_one_file(tmp_path: Path) -> None:
    file = tmp_path / "x.part.jsonl"
    with part(file, MADE_OF), pytest.raises(RunError) as caught, part(file, MADE_OF):
        pass
    assert caught.value.trouble is Trouble.BUSY


def test_a_finished_run_leaves_nothing_behind(tmp_path: Path) -> None:
    with part(tmp_path / "x.part.jsonl", MADE_OF) as under_way:
        under_way.finished()
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    with pytest.raises(RunError) as caught, part(tmp_path / "bestand" / "x.part.jsonl", MADE_OF):
        pass
    assert (caught.value.trouble, bool(caught.value.errno)) == (Trouble.UNWRITABLE, True)


def test_seconds_of_earlier_goes_count(tmp_path: Path) -> None:
    file = tmp_path / "x.part.jsonl"
    judge_all(file)
    first, *others = lines(file)
    longer = [json.dumps(json.loads(one) | {"elapsed": 100.0 + at}) for at, one in enumerate(others)]
    file.write_text("\n".join([first, *longer]) + "\n", encoding="utf-8")
    with part(file, MADE_OF) as under_way:
        assert 111 <= under_way.elapsed < 120


def test_the_same_command_finds_its_own_file() -> None:
    folder = Path("runs")
    names = {part_file(folder, {"gold": "g", "types": types}).name for types in ("", "", "feit")}
    assert len(names) == 2
    assert part_file(folder / "voor.json", {"gold": "g"}) == folder / "voor.part.jsonl"


def test_a_run_put_together_from_lines_is_the_run_itself() -> None:
    outcomes = tuple(judging(GOLD, refuse, {}, clock=lambda: 1.0))
    whole = whole_run([json.loads(json.dumps(outcome_line(one))) for one in outcomes], {"settings": {}})
    assert whole == json.loads(json.dumps(to_json(outcomes, {"settings": {}})))
    told = run_of(whole).told
    assert told[0] is not None
    assert (told[0].text, told[0].chance) == ("Wat is 0? Dat staat er niet in.", 0.25)


def test_what_is_old_is_removed_where_a_run_left_it_and_no_other_file(tmp_path: Path) -> None:
    left, own = tmp_path / "oud.part.jsonl", tmp_path / "eigen.part.jsonl"
    judge_all(left)
    own.write_text('{"van": "iemand anders"}\n', encoding="utf-8")
    for file in (left, own):
        os.utime(file, (time.time() - 31 * 24 * 3600,) * 2)
    judge_all(tmp_path / "nieuw.part.jsonl")
    assert (left.exists(), own.exists()) == (False, True)


def test_another_model_in_the_same_folder_has_another_mark(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text("{}", encoding="utf-8")
    names = ["builtin", "", f"transformers:{tmp_path / 'model'}"]
    before = models_mark(names)
    assert models_mark(names) == before
    (tmp_path / "model" / "config.json").write_text('{"a": 1}', encoding="utf-8")
    assert models_mark(names) != before
    assert models_mark(["builtin", "openai:http://127.0.0.1:9/v1#M"]) == models_mark([])
