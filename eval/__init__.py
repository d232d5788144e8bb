"""eval judges.

load_gold(path=GOLD, documents={}) -> tuple[GoldQuestion, ...]     a .jsonl file or a folder of them; raises GoldError
read_gold(path, documents) -> tuple[Placed, ...], tuple[Flaw, ...]    each question with its line, and the bad lines
run(gold, ask, documents, progress=None) -> tuple[Outcome, ...]    ask(question, history: Sequence[Turn]) -> Answer
report(outcomes) -> str                                            a plain-text table for the terminal
failures(outcomes) -> str                                          one line for every question that was not verified
save_run(outcomes, settings={}, to=RUNS) -> Path                   a .json file, or <time>-<commit>.json in a folder;
                                                                   adds versions, machine and commit to the settings
read_run(path) -> Run                                              name, about, outcomes, told: tuple[Told | None];
                                                                   raises RunError
to_json(outcomes, about) -> dict                                   the figures and answers alone, about what you say
check_file(path, documents) -> tuple[Flaw, ...]                   every fault of a gold file at once; () if sound
check_gold(gold, documents) -> tuple[Flaw, ...]                   the same for loaded gold
check_new(question, gold, documents) -> tuple[Flaw, ...]          the same for one question that is about to join gold
keep_opinion(opinion, folder)                                      adds what a user thought of an answer
load_opinions(folder) -> tuple[Opinion, ...]                       all of them, oldest first
candidates(opinions, known, documents) -> tuple[dict, ...]         kept questions as lines of gold to complete
questions_in(path) -> tuple[str, ...]                              the questions of such a file
compare(path_a, path_b) -> str                                     two saved runs, question by question; raises RunError
export(run, form, passages, documents) -> dict[str, Iterator[str]]   lines by file name; form: one of FORMS
strange_passages(run, passages) -> int                             passages of the run that the index does not have

`documents` is Index.documents everywhere (Document by Document.id); `progress` is the index door's Progress.
GoldError holds `faults`, RunError a `file`, a `trouble` and an `errno`: ui.flaws has the Dutch words.
"""

from eval.candidates import candidates, questions_in
from eval.check import SPLITS, TYPES, check_file, check_gold, check_new
from eval.difference import compare
from eval.export import FORMS, export, strange_passages
from eval.flaws import Flaw, FlawKind, GoldError, RunError, Trouble
from eval.judge import Ask, Outcome, run
from eval.load import GOLD, Placed, load_gold, read_gold
from eval.opinion import REASONS, Cited, Opinion, keep_opinion, load_opinions
from eval.question import Evidence, GoldQuestion
from eval.record import RUNS, Quoted, Run, Told, read_run, save_run, to_json
from eval.table import failures, report

__all__ = [
    "FORMS",
    "GOLD",
    "REASONS",
    "RUNS",
    "SPLITS",
    "TYPES",
    "Ask",
    "Cited",
    "Evidence",
    "Flaw",
    "FlawKind",
    "GoldError",
    "GoldQuestion",
    "Opinion",
    "Outcome",
    "Placed",
    "Quoted",
    "Run",
    "RunError",
    "Told",
    "Trouble",
    "candidates",
    "check_file",
    "check_gold",
    "check_new",
    "compare",
    "export",
    "failures",
    "keep_opinion",
    "load_gold",
    "load_opinions",
    "questions_in",
    "read_gold",
    "read_run",
    "report",
    "run",
    "save_run",
    "strange_passages",
    "to_json",
]
