"""Words broken over lines, against decisions taken by hand; see `joins.jsonl`.

Each line is a join in a real document and how it should read, decided by reading it. "random" was drawn from all 2,298
line ends with a hyphen in the coalition agreement, "hard" from those with a sign of something else than a broken word
(and 60 words that no lexicon has), "whole" is every join of two of the five documents, and "held out" was drawn with
"random" but decided after the rules were finished. `written` is how the document writes the word elsewhere, where
that matters. Four come out wrong: there only the author knew whether there was a hyphen.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

import ingest
from ingest.join import join_lines
from ingest.lexicon import Known, lexicon

HERE = Path(__file__).parent
AGREEMENT = HERE.parent.parent / "shared" / "parser" / "regeerakkoord-2019-2024.pdf"
AGREED = {"random": 0.99, "hard": 0.97, "held out": 0.99, "whole": 0.99}
FILES = {
    "welzijnsverbond": "vlaams-welzijnsverbond-memorandum-2024-2030.txt",
    "abvv": "vlaams-abvv-memorandum-2024.txt",
}


@dataclass(frozen=True, slots=True)
class Join:
    head: str
    tail: str
    right: str
    origin: str
    sample: str
    written: tuple[str, ...]


@cache
def joins() -> tuple[Join, ...]:
    rows = (json.loads(line) for line in (HERE / "joins.jsonl").read_text(encoding="utf-8").splitlines())
    return tuple(Join(**{**row, "written": tuple(row["written"])}) for row in rows)


def sampled(sample: str) -> list[Join]:
    return [join for join in joins() if join.sample == sample]


def test_the_samples_are_as_large_as_they_were_drawn() -> None:
    sizes = Counter((join.sample, join.origin) for join in joins())
    assert sizes == {
        ("random", "regeerakkoord"): 220,
        ("hard", "regeerakkoord"): 154,
        ("held out", "regeerakkoord"): 180,
        ("whole", "welzijnsverbond"): 88,
        ("whole", "abvv"): 99,
    }


@pytest.mark.parametrize(("sample", "share"), AGREED.items())
def test_joins_come_out_as_decided_by_hand(sample: str, share: float) -> None:
    rows = sampled(sample)
    wrong = [
        (row.right, found)
        for row in rows
        if (found := join_lines([row.head, row.tail], lexicon(row.written))) != row.right
    ]
    print(f"{sample}: {len(rows) - len(wrong)} of {len(rows)} right; wrong: {wrong}")
    assert len(wrong) <= (1 - share) * len(rows), wrong


@cache
def printed_lines() -> tuple[str, ...]:
    """The lines of the agreement; pdfium gives a hyphen at a line's end, soft or not, as U+FFFE without a line end."""
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(AGREEMENT))
    text = "\n".join(re.sub("\ufffe(?:\r?\n)?", "-\n", page) for page in pages).replace("\u00ad", "")
    return tuple(line.strip() for line in text.splitlines())


def broken(lines: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    filled = [line for line in lines if line.strip()]
    return ((a, b) for a, b in pairwise(filled) if re.search(r"\S-\s*$", a))


def wrong_in_context(rows: list[Join], lines: tuple[str, ...], known: Known) -> list[tuple[str, str]]:
    """Every place of these joins in the lines where they do not come out right."""
    breaks = [(a.split()[-1], a[len(a.rstrip()) :], b.strip()) for a, b in broken(lines)]
    wrong = []
    for row in rows:
        places = [(h + space, b) for h, space, b in breaks if h == row.head.strip() and b.startswith(row.tail)]
        assert places, row
        found = (join_lines(place, known) for place in places)
        wrong += [(row.right, text) for text in found if not text.startswith(row.right)]
    return wrong


@pytest.mark.skipif(not AGREEMENT.exists(), reason="het regeerakkoord (../shared/parser) staat niet op deze machine")
@pytest.mark.parametrize("sample", ["random", "hard", "held out"])
def test_joins_come_out_right_in_the_agreement_itself(sample: str) -> None:
    lines, rows = printed_lines(), sampled(sample)
    wrong = wrong_in_context(rows, lines, lexicon(lines))
    print(f"{sample}: wrong in the agreement: {wrong}")
    assert len(wrong) <= (1 - AGREED[sample]) * len(rows), wrong


@pytest.mark.parametrize("origin", FILES)
def test_joins_come_out_right_in_the_documents_themselves(origin: str) -> None:
    text = (Path(ingest.__file__).parent / "corpus" / FILES[origin]).read_text(encoding="utf-8")
    lines = tuple(text.replace("\f", "\n").split("\n"))
    rows = [join for join in joins() if join.origin == origin]
    wrong = wrong_in_context(rows, lines, lexicon(lines))
    assert [right for right, _ in wrong] == (["lokaal-belangrijk"] if origin == "abvv" else [])


@pytest.mark.skipif(not AGREEMENT.exists(), reason="het regeerakkoord (../shared/parser) staat niet op deze machine")
def test_hyphens_that_are_no_breaks_are_found_among_thousands_that_are() -> None:
    lines = printed_lines()
    known = lexicon(lines)
    kinds = Counter(_kind(head, join_lines([head, tail], known)) for head, tail in broken(lines))
    assert sum(kinds.values()) > 2_200
    assert 25 <= kinds["hyphen"] <= 45
    assert 15 <= kinds["rest"] <= 25


def _kind(head: str, text: str) -> str:
    bare = re.sub(r"\s+", " ", head)
    if text.startswith(bare + " "):
        return "rest"
    return "hyphen" if text.startswith(bare) else "joined"
