"""A run as a table for Excel as it is set up in Belgium: semicolons, decimal commas, one row a question.

A cell that begins like a formula gets an apostrophe in front, for Excel runs formulas of files that it opens
(owasp.org/www-community/attacks/CSV_Injection). Questions of the untouched part
have no row: nobody reads those one by one.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ui import texts_eval as texts

if TYPE_CHECKING:
    from eval import GoldQuestion, Outcome, Run, Told
    from ingest import Document

MARK = "\ufeff"  # without it Excel reads UTF-8 as the code page of Windows
LONGEST = 32_000  # characters; Excel keeps 32,767 in a cell
FORMULA = ("=", "+", "-", "@", "\t", "\r")
UNTOUCHED = "untouched"
SEARCH = "zoekvraag"  # judged by what is found alone

Cell = str | int | float | bool | None


def spreadsheet(run: "Run", documents: Mapping[str, "Document"]) -> Iterator[str]:
    """The lines, with their ends; Document by Document.id."""
    yield MARK + _line([*texts.SHEET_COLUMNS])
    for outcome, told in zip(run.outcomes, run.told, strict=True):
        if outcome.gold.split != UNTOUCHED:
            yield _line(_row(outcome, told, documents))


def left_out(run: "Run") -> int:
    """How many questions have no row."""
    return sum(outcome.gold.split == UNTOUCHED for outcome in run.outcomes)


def cell(value: Cell) -> str:
    """One value as Excel reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return texts.SHEET_YES if value else texts.SHEET_NO
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    text = str(value)
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    return f"'{text}" if text.startswith(FORMULA) else text


def _line(values: list[Cell]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerow([cell(value) for value in values])
    return file.getvalue()


def _row(outcome: "Outcome", told: "Told | None", documents: Mapping[str, "Document"]) -> list[Cell]:
    scores, gold = outcome.scores, outcome.gold
    required = [evidence for evidence in gold.evidence if not evidence.alternative]
    cited = told.cited if told else ()
    sources = dict.fromkeys(documents[one.document].source for one in cited if one.document in documents)
    return [
        *_asked(gold),
        ", ".join(dict.fromkeys(evidence.document for evidence in required)),
        None if gold.type == SEARCH else scores.verified,
        None if gold.type == SEARCH else scores.correct,
        scores.key_facts,
        scores.abstained,
        told.reason if told else "",
        told.text if told else "",
        gold.reference_answer,
        " + ".join(" / ".join(group) for group in gold.key_facts),
        "\n".join(evidence.quote for evidence in required),
        ", ".join(sources),
        "\n".join(one.quote for one in cited),
        scores.citations,
        scores.verbatim,
        scores.citation_precision,
        scores.citation_recall,
        scores.recall_1,
        scores.recall_3,
        scores.recall_5,
        scores.recall_10,
        scores.reciprocal_rank,
        scores.words,
        told.chance if told else None,
        outcome.seconds,
        texts.trouble(outcome.error, outcome.timed_out, outcome.seconds),
    ]


def _asked(gold: "GoldQuestion") -> list[Cell]:
    before = "\n".join(f"{role}: {content}" for role, content in gold.history)
    return [gold.id, gold.question, before, gold.type, gold.split, gold.answerable, gold.near_miss]
