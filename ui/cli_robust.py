"""`bronwijzer eval robust`: the gold questions spoilt by rules, beside themselves; it does not know the rules."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import runs, texts, texts_eval
from ui.cli_eval import chosen, evaluation, refuse_empty
from ui.settings import load_settings, open_assistant
from ui.terminal import CouldNot, DutchCommand, bars, say

if TYPE_CHECKING:
    from eval import Difference, Drop, Figure, Pair

SAMPLE = 200  # of each form: a few minutes, and intervals of about five points to either side
_KINDS = texts_eval.HELP_ROBUST_KINDS.format(kinds=", ".join(texts_eval.ROBUST_KINDS))


@evaluation.command(name="robust", cls=DutchCommand, help=texts_eval.HELP_ROBUST)
def eval_robust(
    gold: Annotated[Path | None, typer.Argument(metavar="PAD", help=texts.HELP_EVAL_GOLD)] = None,
    types: Annotated[str | None, typer.Option("--types", metavar="SOORTEN", help=texts.HELP_EVAL_TYPES)] = None,
    split: Annotated[str | None, typer.Option("--split", metavar="DEEL", help=texts.HELP_EVAL_SPLIT)] = None,
    kinds: Annotated[str, typer.Option("--kinds", metavar="VORMEN", help=_KINDS)] = "",
    sample: Annotated[
        int, typer.Option("--sample", metavar="AANTAL", min=0, help=texts_eval.HELP_ROBUST_SAMPLE)
    ] = SAMPLE,
    out: Annotated[Path | None, typer.Option("--out", metavar="PAD", help=texts_eval.HELP_ROBUST_OUT)] = None,
    show_failures: Annotated[bool, typer.Option("--failures", help=texts_eval.HELP_ROBUST_FAILURES)] = False,
) -> None:
    import eval as judge

    refuse_empty(types, split)
    settings = load_settings()
    named = _kinds(kinds)
    with bars() as progress:
        assistant = open_assistant(settings, progress)
        documents = assistant.index.documents
        questions = chosen(judge.load_gold(gold or judge.GOLD, documents), types or "", split or "")
        spoilt = judge.spoil(questions, documents, named, sample)
        if not spoilt:
            raise CouldNot(texts_eval.nothing_spoilt(named))
        pairs = judge.run_spoilt(spoilt, assistant.ask, documents, progress)
    print(table_of(judge.drops(pairs)), end="")
    if show_failures:
        print("\n".join(_failures(pairs)))
    about: dict[str, object] = {"gold": str(gold or judge.GOLD), "types": types or "", "split": split or ""}
    about |= {"kinds": named, "sample": sample}
    about |= {"encoder": settings.encoder, "reranker": settings.reranker, "writer": settings.writer}
    to = out or runs.folder()
    try:
        say(texts.saved(judge.save_robustness(pairs, about, to)))
    except OSError as error:
        raise CouldNot(texts.file_unwritable(to, texts.system_reason(error))) from error


def table_of(drops: "Sequence[Drop]") -> str:
    """What each form costs: verified, finding, refusing; false premises; then by type of question."""
    parts = [
        _measured(texts_eval.ROBUST_VERIFIED, [(d.kind, d.verified) for d in drops if d.verified]),
        _measured(texts_eval.ROBUST_RECALL, [(d.kind, d.recall_5) for d in drops if d.recall_5]),
        _measured(texts_eval.ROBUST_REFUSED, [(d.kind, d.wrongly_refused) for d in drops if d.wrongly_refused]),
        _premises([(d.kind, d.resisted) for d in drops if d.resisted]),
        _by_type([drop for drop in drops if drop.types]),
    ]
    return "\n".join(part for part in parts if part)


def _measured(title: str, rows: "Sequence[tuple[str, Difference]]") -> str:
    lines = [(texts_eval.ROBUST_KINDS[kind], *_cells(found)) for kind, found in rows]
    return f"{title}\n\n{_aligned([texts_eval.ROBUST_HEAD, *lines])}" if rows else ""


def _premises(rows: "Sequence[tuple[str, Figure]]") -> str:
    lines = [(texts_eval.ROBUST_KINDS[kind], str(one.n), _share(one.value or 0.0), _between(one)) for kind, one in rows]
    return f"{texts_eval.ROBUST_RESISTED}\n\n{_aligned([texts_eval.ROBUST_RESISTED_HEAD, *lines])}" if rows else ""


def _between(one: "Figure") -> str:
    return texts_eval.robust_interval(_share(one.low or 0.0), _share(1.0 if one.high is None else one.high))


def _cells(found: "Difference") -> tuple[str, ...]:
    interval = texts_eval.robust_interval(_signed(found.low), _signed(found.high))
    return str(found.n), _share(found.before), _share(found.after), _signed(found.after - found.before), interval


def _by_type(drops: "Sequence[Drop]") -> str:
    """A column for each form, by its number: their names are too long to stand above one."""
    types = list(dict.fromkeys(name for drop in drops for name in drop.types))
    names = [f"  {n} {texts_eval.ROBUST_KINDS[drop.kind]}" for n, drop in enumerate(drops, 1)]
    head = (texts_eval.ROBUST_TYPE, *(str(n) for n in range(1, len(drops) + 1)))
    rows = [(name, *(_of_type(drop, name) for drop in drops)) for name in types]
    return "\n".join([texts_eval.ROBUST_TYPES, *names, "", _aligned([head, *rows])]) if rows else ""


def _of_type(drop: "Drop", name: str) -> str:
    found = drop.types.get(name)
    return f"{_signed(found.after - found.before)} ({found.n})" if found else "-"


def _failures(pairs: "Sequence[Pair]") -> list[str]:
    """Questions that were right as they stood, and premises taken for granted; untouched ones are never shown."""
    lost = [p for p in pairs if (p.spoilt.premise or p.before.scores.verified) and not p.after.scores.verified]
    shown = [p.spoilt for p in lost if p.spoilt.gold.split != "untouched"]
    return [texts_eval.robust_failure(one.kind, one.gold.id, one.question) for one in shown]


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Columns under a ruled head, the first to the left."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    ruled = [rows[0], ["-" * width for width in widths], *rows[1:]]
    lines = (
        [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))] for row in ruled
    )
    return "\n".join("  ".join(line).rstrip() for line in lines) + "\n"


def _share(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace(".", ",") if round(value, 2) else "0,00"


def _kinds(wanted: str) -> list[str]:
    known = list(texts_eval.ROBUST_KINDS)
    chosen = wanted.replace(",", " ").split()
    if unknown := [kind for kind in chosen if kind not in known]:
        raise CouldNot(texts_eval.unknown_kinds(unknown, known))
    return chosen or known
