"""What many passages need, as the README tells it."""

from pathlib import Path

import pytest

from eval.growth import EXACT, GRAPH, LISTS, SIZES, Machine, need, row, sharded, table, way_for

README = Path(__file__).parent.parent / "README.md"


def test_the_readme_holds_what_is_computed() -> None:
    assert table() in README.read_text(encoding="utf-8")


def test_each_step_is_taken_where_it_is_said_to_be() -> None:
    assert [way_for(n) for n in (100_000, 100_001, 10**7, 10**7 + 1)] == [EXACT, GRAPH, GRAPH, LISTS]


def test_what_was_measured_comes_out_again() -> None:
    million = need(1_007_341, GRAPH)
    assert million.milliseconds == pytest.approx(48)
    assert million.disk == pytest.approx(6.1e9)
    assert need(101_721, EXACT).milliseconds == pytest.approx(12)


def test_the_graph_took_twelve_milliseconds_at_a_tenth_of_that_by_the_power_that_is_used() -> None:
    assert need(101_721, GRAPH).milliseconds == pytest.approx(12, abs=0.5)


def test_what_goes_beyond_what_was_measured_is_marked() -> None:
    assert "~" not in "".join(row(need(10**6, GRAPH)))
    assert [cell[0] for cell in row(need(10**7, GRAPH))[2:4]] == ["~", "~"]
    assert all(one.stretched for one in map(sharded, SIZES))


def test_what_does_not_fit_in_one_machine_goes_over_several_and_costs_as_much() -> None:
    small = Machine(memory=16e9, euro=40)
    found = need(10**8, GRAPH, small)
    assert found.machines == 6  # 66 GB in four fifths of 16
    assert found.euro == 240
    assert found.milliseconds < need(10**8, GRAPH, Machine(memory=1e12)).milliseconds
    assert sharded(10**8).machines == 10
