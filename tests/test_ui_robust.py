"""`bronwijzer eval robust`: a table in Dutch of what spoiling costs."""

import pytest

from eval import KINDS, Difference, Drop, Figure
from ui import texts_eval
from ui.cli_robust import _kinds, table_of
from ui.terminal import CouldNot

FALL = Difference(0.9, 0.75, -0.2, -0.1, 40)


def test_every_kind_has_a_dutch_name() -> None:
    assert set(texts_eval.ROBUST_KINDS) == set(KINDS)


def test_the_table_shows_each_drop_with_its_interval() -> None:
    table = table_of([Drop("slip", FALL, FALL, None, {"feit": FALL})])
    row = next(line for line in table.splitlines() if line.startswith("één tikfout"))
    assert row.split()[-7:] == ["40", "0,90", "0,75", "-0,15", "-0,20", "tot", "-0,10"]
    assert texts_eval.ROBUST_REFUSED not in table
    assert "-0,15 (40)" in table


def test_false_premises_have_a_share_and_no_fall() -> None:
    table = table_of([Drop("premise-figure", resisted=Figure("resisted", 0.75, 0.5, 0.9, 12))])
    assert table.splitlines()[0] == texts_eval.ROBUST_RESISTED
    assert table.splitlines()[-1].split()[-5:] == ["12", "0,75", "0,50", "tot", "0,90"]
    assert texts_eval.ROBUST_VERIFIED not in table.splitlines()


def test_an_unknown_kind_is_named_with_those_that_there_are() -> None:
    with pytest.raises(CouldNot, match=r"gedicht.*keywords"):
        _kinds("slip gedicht")
