"""Two figures for the same thing are both shown; what a year, a place or a group explains is no contradiction."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index import Encoder, build_index
from qa import Answer, Assistant
from qa.contradiction import agree
from qa.values import find_values
from tests.conftest import read_all

SOURCES = """
["een.md"]
title = "Memorandum"
publisher = "Koepel"
speaker = "de koepel"
aliases = ["koepel"]
kind = "memorandum"
date = "2024"
language = "nl"

["twee.md"]
title = "Voorstellen"
publisher = "Vakbond"
speaker = "de vakbond"
aliases = ["vakbond"]
kind = "memorandum"
date = "2024"
language = "nl"
"""
Said = Callable[..., Answer]
QUESTION = "Hoeveel procent van de gezinnen wacht op een sociale woning?"


@pytest.fixture
def said(tmp_path: Path, hashing_encoder: Encoder) -> Said:
    def ask(one: str, other: str, question: str = QUESTION) -> Answer:
        (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
        (tmp_path / "een.md").write_text(f"# Wonen\n\n{one}\n\n# Zorg\n\nDe zorg is duur.\n", encoding="utf-8")
        (tmp_path / "twee.md").write_text(f"# Wonen\n\n{other}\n\n# Werk\n\nEr is werk.\n", encoding="utf-8")
        return Assistant(build_index(read_all(tmp_path), hashing_encoder, tmp_path / "index")).ask(question)

    return ask


def quoted(answer: Answer) -> str:
    return " ".join(claim.sentence for claim in answer.claims).replace("**", "")


def test_two_sources_with_different_figures_are_both_shown_with_a_line_that_says_so(said: Said) -> None:
    answer = said(
        "In Vlaanderen wacht 12% van de gezinnen op een sociale woning.",
        "Van de gezinnen wacht 19% op een sociale woning.",
    )
    assert "12%" in quoted(answer)
    assert "19%" in quoted(answer)
    assert "de bronnen geven hier niet hetzelfde cijfer" in answer.closing
    assert {claim.group for claim in answer.claims} == {"Volgens de koepel (2024)", "Volgens de vakbond (2024)"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("In 2019 wachtte 12% van de gezinnen op een sociale woning.", "In 2023 wachtte 19% van de gezinnen op een sociale woning."),
        ("Van de gezinnen in Gent wacht 12% op een sociale woning.", "Van de gezinnen in Aalst wacht 19% op een sociale woning."),
        ("Van de jonge gezinnen wacht 12% op een sociale woning.", "Van de gezinnen wacht 19% op een sociale woning."),
        ("Van de gezinnen wacht ongeveer 12% op een sociale woning.", "Van de gezinnen wacht 12,4% op een sociale woning."),
        ("Van de gezinnen wacht meer dan 12% op een sociale woning.", "Van de gezinnen wacht 19% op een sociale woning."),
        ("Van de gezinnen wacht 12% op een sociale woning.", "Van de scholen wacht 19% op een nieuwe turnzaal."),
        ("Van de gezinnen wacht 12% op een sociale woning.", "Van de gezinnen wacht 12 procent op een sociale woning."),
    ],
    ids=["year", "place", "group", "roughly", "more than", "another thing", "another spelling"],
)  # fmt: skip
def test_what_can_be_explained_is_not_called_a_difference(said: Said, one: str, other: str) -> None:
    assert "cijfer" not in said(one, other).closing


def test_where_one_publisher_was_asked_the_figure_of_another_is_not_shown(said: Said) -> None:
    question = "Hoeveel procent van de gezinnen wacht volgens de vakbond op een sociale woning?"
    pair = ("Van de gezinnen wacht 12% op een sociale woning.", "Van de gezinnen wacht 19% op een sociale woning.")
    answer = said(*pair, question)
    assert "12%" not in quoted(answer)
    assert "cijfer" not in answer.closing


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("7,8% van de mensen", "één op tien mensen", False),
        ("meer dan één op tien mensen", "12,2% van de mensen", True),
        ("bijna 50%", "één op twee", True),
        ("minder dan 20%", "25%", False),
        ("175.000 gezinnen", "meer dan 170.000 gezinnen", True),
    ],
)
def test_figures_agree_as_far_as_their_words_let_them(one: str, other: str, both: bool) -> None:
    assert agree(one, find_values(one)[0], other, find_values(other)[0]) is both
