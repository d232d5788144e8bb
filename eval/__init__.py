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
judging(gold, ask, documents) -> Iterator[Outcome]                 as run does, one at a time; outcome_line(outcome) is
                                                                   its line, whole_run(lines, about) as to_json
save_whole(whole, to=RUNS) -> Path, run_of(whole, name) -> Run     of what to_json or whole_run made
part(file, made_of, anew=False) -> Part                            a context: what an earlier go judged, keep(line),
                                                                   finished(); part_file(to, asked) names its file
gold_mark(gold), index_mark(documents, manifest), models_mark(names), surroundings()   what a run was made of, where
check_file(path, documents) -> tuple[Flaw, ...]                   every fault of a gold file at once; () if sound
check_gold(gold, documents) -> tuple[Flaw, ...]                   the same for loaded gold
check_new(question, gold, documents) -> tuple[Flaw, ...]          the same for one question that is about to join gold
drawn_split(question), spellings(text), figures_in(text)           for a new question: its split, its key facts
keep_opinion(opinion, folder)                                      adds what a user thought of an answer
load_opinions(folder) -> tuple[Opinion, ...]                       all of them, oldest first
candidates(opinions, known, documents) -> tuple[dict, ...]         kept questions as lines of gold to complete
questions_in(path) -> tuple[str, ...]                              the questions of such a file
review(run, before=None) -> Review                                 a run as a report shows it, held against another
compare(path_a, path_b) -> Comparison                              two saved runs, or a baseline and a run, question by
                                                                   question; `fallen` names guarded figures that fell,
                                                                   `unpaired` those that were not measured in both
save_baseline(run, to=BASELINE) -> Path                            the figures of a run, small; raises RunError
export(run, form, passages, documents) -> dict[str, Iterator[str]]   lines by file name; form: one of FORMS
shown(run) -> Run                                                  without the questions of the untouched split
bring(path, out) -> Taken                                          a BEIR folder or a SQuAD file as corpus and gold;
                                                                   raises SetError, OSError
ragas(ragas_python(), say, encoder) -> a context: judge(sample)    RAGAS in an environment of its own; `say` asks a
                                                                   language model; raises PeersUnavailable
believe(run, passages, judge, most) -> dict, tuple[str, ...]       that run with RAGAS' figures; what went wrong
strange_passages(run, passages) -> int                             passages of the run that the index does not have
spoil(gold, documents, kinds=KINDS, sample=0) -> tuple[Spoilt, ...]  the same questions in other forms, made by rules
run_spoilt(spoilt, ask, documents, progress=None) -> tuple[Pair, ...]  each beside its question as it was
drops(pairs) -> tuple[Drop, ...]                                   what each form costs, paired, with intervals
save_robustness(pairs, settings={}, to=RUNS) -> Path               a .json file, or robust/<time>-<commit>.json

`documents` is Index.documents everywhere (Document by Document.id); `progress` is the index door's Progress.
GoldError holds `flaws`, RunError a `file`, a `trouble` and an `errno`: ui.flaws has the Dutch words.
"""

from eval.bringing import bring
from eval.candidates import candidates, questions_in
from eval.check import SPLITS, TYPES, check_file, check_gold, check_new, drawn_split
from eval.difference import Comparison, Difference, Moved, Row, compare
from eval.export import FORMS, export, shown, strange_passages
from eval.faith import believe
from eval.faithful import ragas, ragas_python
from eval.flaws import Flaw, FlawKind, GoldError, RunError, Trouble
from eval.incoming import DOCUMENTS, GOLD_FILE, SetError, SetFault, Taken
from eval.judge import Ask, Outcome, judging, run
from eval.load import GOLD, Placed, gold_line, load_gold, read_gold, read_question
from eval.opinion import REASONS, Cited, Opinion, keep_opinion, load_opinions
from eval.pipe import PeersUnavailable
from eval.question import Evidence, GoldQuestion
from eval.record import (
    RUNS,
    Quoted,
    Run,
    Told,
    gold_mark,
    index_mark,
    models_mark,
    outcome_line,
    read_run,
    run_of,
    save_run,
    save_whole,
    surroundings,
    to_json,
    whole_run,
)
from eval.review import Bar, Change, Point, Portion, Review, review
from eval.robust import KINDS, Drop, Pair, Spoilt, drops, run_spoilt, save_robustness, spoil
from eval.scored import BASELINE, save_baseline
from eval.spellings import figures_in, spellings
from eval.summary import Figure
from eval.table import failures, report, table
from eval.unfinished import Part, part, part_file
from eval.verdict import Failure, Stage, Verdict

__all__ = [
    "BASELINE",
    "DOCUMENTS",
    "FORMS",
    "GOLD",
    "GOLD_FILE",
    "KINDS",
    "REASONS",
    "RUNS",
    "SPLITS",
    "TYPES",
    "Ask",
    "Bar",
    "Change",
    "Cited",
    "Comparison",
    "Difference",
    "Drop",
    "Evidence",
    "Failure",
    "Figure",
    "Flaw",
    "FlawKind",
    "GoldError",
    "GoldQuestion",
    "Moved",
    "Opinion",
    "Outcome",
    "Pair",
    "Part",
    "PeersUnavailable",
    "Placed",
    "Point",
    "Portion",
    "Quoted",
    "Review",
    "Row",
    "Run",
    "RunError",
    "SetError",
    "SetFault",
    "Spoilt",
    "Stage",
    "Taken",
    "Told",
    "Trouble",
    "Verdict",
    "believe",
    "bring",
    "candidates",
    "check_file",
    "check_gold",
    "check_new",
    "compare",
    "drawn_split",
    "drops",
    "export",
    "failures",
    "figures_in",
    "gold_line",
    "gold_mark",
    "index_mark",
    "judging",
    "keep_opinion",
    "load_gold",
    "load_opinions",
    "models_mark",
    "outcome_line",
    "part",
    "part_file",
    "questions_in",
    "ragas",
    "ragas_python",
    "read_gold",
    "read_question",
    "read_run",
    "report",
    "review",
    "run",
    "run_of",
    "run_spoilt",
    "save_baseline",
    "save_robustness",
    "save_run",
    "save_whole",
    "shown",
    "spellings",
    "spoil",
    "strange_passages",
    "surroundings",
    "table",
    "to_json",
    "whole_run",
]
