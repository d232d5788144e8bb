from itertools import pairwise

import pytest

from ingest import written_date
from qa.values import ValueKind, find_values, years


def canonical(text: str) -> list[str]:
    return [value.canonical for value in find_values(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("18,4%", "18,4 procent"),
        ("18,4 %", "18.4%"),
        ("1.000 woningen", "1000 woningen"),
        ("260 miljoen euro", "€ 260 miljoen"),
        ("260 miljoen euro", "260.000.000 euro"),
        ("2021-02-26", "26 februari 2021"),
        ("26/02/2021", "26 februari 2021"),
        ("twee jaar", "2 jaar"),
        ("een op de tien", "één op tien"),
    ],
)
def test_two_spellings_of_one_value_are_equal(one: str, other: str) -> None:
    assert [c.replace("de ", "").replace("één", "een") for c in canonical(one)] == [
        c.replace("de ", "").replace("één", "een") for c in canonical(other)
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dat is 12,2% van de inwoners.", ValueKind.PERCENT),
        ("Het kost ongeveer 260 miljoen euro.", ValueKind.MONEY),
        ("Op 1 januari 2023 begon het.", ValueKind.DATE),
        ("Al langer dan twee jaar.", ValueKind.DURATION),
        ("Meer dan 800 voorzieningen.", ValueKind.COUNT),
        ("Rapporteer onder WVG100/12.", ValueKind.CODE),
        ("Bijna 7 op de 10 personen.", ValueKind.PERCENT),
    ],
)
def test_the_kind_of_a_value_is_recognised(text: str, kind: ValueKind) -> None:
    assert [value.kind for value in find_values(text)] == [kind]


def test_different_figures_stay_different() -> None:
    assert canonical("12,2%") != canonical("12,6%")
    assert canonical("52 verenigingen") != canonical("23 verenigingen")


def test_values_never_overlap_and_point_into_the_text() -> None:
    text = "In 2023 was 48% (in 2005: 19%) van de 810.000 mensen 25-64 jaar, voor 1,3 euro per uur op 2021-02-26."
    values = find_values(text)
    assert all(text[v.start : v.end] == v.text for v in values)
    assert all(a.end <= b.start for a, b in pairwise(values))


def test_a_decision_date_is_written_as_people_say_it() -> None:
    assert written_date("2021-02-26") == "26 februari 2021"


def test_years_are_found_inside_dates_and_periods() -> None:
    assert years("van 2024-2030, beslist op 2021-02-26") == {"2024", "2030", "2021"}
