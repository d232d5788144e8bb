"""Rows of a table that make sense alone, whatever the format."""

import pytest

from ingest.content import Part, PartKind
from ingest.publishers import find_publisher
from ingest.table import Cell, table_parts


def told(*rows: str) -> list[str]:
    grid = [[Cell((Part(PartKind.PARAGRAPH, (text,)),)) for text in row.split(" | ")] for row in rows]
    return [line for part in table_parts(grid) for line in part.lines]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Maatregel | 2025 | 2026", "Maatregel: Noodfonds; 2025: 25.000 euro; 2026: 30.000 euro"),
        (
            "Maatregel | Budget 2025 | Budget 2026",
            "Maatregel: Noodfonds; Budget 2025: 25.000 euro; Budget 2026: 30.000 euro",
        ),
    ],
)
def test_years_may_head_the_columns_of_a_budget(head: str, row: str) -> None:
    assert told(head, "Noodfonds | 25.000 euro | 30.000 euro", "Kamp | 100 euro | 200 euro")[0] == row


def test_towns_with_their_years_have_no_heads() -> None:
    assert "Gent" in told("Gent | 2024", "Aalst | 2023", "Brugge | 2022")[0]


def test_a_gemeente_without_a_name_is_no_publisher() -> None:
    assert find_publisher("", "Besluit van de gemeente", ("Gemeente", "Stad Gent")) == "Stad Gent"
