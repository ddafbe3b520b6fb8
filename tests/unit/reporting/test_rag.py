from dataclasses import replace
from decimal import Decimal

import pytest
from byhand import LOAD, SHARE, STOCK, figure

from iru.reporting.rag import rating


@pytest.mark.parametrize(
    ("over", "word"),
    [
        ((200, 200), "Green"),
        ((180, 200), "Amber"),  # 90 against 100: just within a tenth
        ((179, 200), "Red"),
        ((9, 9), "Grey"),
        ((0, 0), ""),
    ],
)
def test_a_share_with_a_target_of_100(over, word):
    assert rating(figure(SHARE, over=over), SHARE) == word


@pytest.mark.parametrize(("value", "word"), [(60, "Green"), (66, "Amber"), ("66.1", "Red")])
def test_a_caseload_with_a_ceiling_of_60(value, word):
    assert rating(figure(LOAD, value), LOAD) == word


def test_incomplete_records_are_grey_however_good_the_figure():
    full = figure(SHARE, over=(200, 200))
    assert rating(replace(full, completeness=Decimal("69.9")), SHARE) == "Grey"
    assert rating(replace(full, completeness=Decimal("70")), SHARE) == "Green"


def test_what_is_neither_good_nor_bad_is_not_rated():
    assert rating(figure(STOCK, 682), STOCK) == ""
    assert rating(None, SHARE) == ""
