"""eval judges.

load_gold(path=GOLD, documents={}) -> tuple[GoldQuestion, ...]     a .jsonl file or a folder of them; raises GoldError
run(gold, ask, documents, progress=None) -> tuple[Outcome, ...]    ask(question, history) -> Answer; history: Sequence[Turn]
report(outcomes) -> str                                            a plain-text table for the terminal
save_run(outcomes, settings={}, folder=RUNS) -> Path               eval/runs/<time>-<commit>.json
to_json(outcomes, about) -> dict                                   what save_run writes
check_file(path, documents) -> tuple[str, ...]                     every fault of a gold file at once; () if sound
check_gold(gold, documents) -> tuple[str, ...]                     the same for loaded gold
compare(path_a, path_b) -> str                                     two saved runs, question by question; raises RunError

`documents` is Index.documents everywhere (Document by Document.id); `progress` is the index door's Progress.
GoldError and RunError are ValueErrors whose str() names the file and the remedy.
"""

from eval.question import Evidence, GoldQuestion

__all__ = ["Evidence", "GoldQuestion"]
