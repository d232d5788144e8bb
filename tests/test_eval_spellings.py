"""Other spellings of what a key fact often is."""

import pytest

from eval import figures_in, spellings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("15%", ("15%", "15 %", "15 procent")),
        ("7,8 procent", ("7,8 procent", "7,8%", "7,8 %", "7.8%", "7.8 %", "7.8 procent")),
        ("175.000", ("175.000", "175 000", "175000")),
        ("175000", ("175000", "175.000", "175 000")),
        ("€ 260 miljoen", ("€ 260 miljoen", "260 miljoen euro", "€260 miljoen")),
        ("3", ("3", "drie")),
        ("Twee", ("Twee", "2")),
        ("2024", ("2024",)),  # a year is written in one way
        ("sociale  woning", ("sociale woning",)),
        ("31/13/2024", ("31/13/2024",)),  # no date
        (" ", ()),
    ],
)
def test_every_spelling_of_a_figure_is_given_and_nothing_else(text: str, found: tuple[str, ...]) -> None:
    assert spellings(text) == found


def test_a_date_is_written_out_and_in_figures() -> None:
    assert set(spellings("1 februari 2025")) == set(spellings("01/02/2025"))
    assert {"1 februari 2025", "1/2/2025", "01-02-2025"} <= set(spellings("1 februari 2025"))


def test_the_figures_of_a_text_are_found_whole() -> None:
    text = "In 2023 leefde 7,8% van 175.000 gezinnen. Sinds 1 januari 2025 kost dat 260 miljoen euro."
    assert figures_in(text) == ("2023", "7,8%", "175.000", "1 januari 2025", "260 miljoen euro")
