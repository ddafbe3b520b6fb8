"""One year's children from its published counts, worked by hand."""

import pytest

from iru.errors import IruError
from iru.sample.demography import movements, single_years
from iru.sample.targets import Targets
from iru.sample.year_counts import YearCounts, year_counts


def targets(started, ceased):
    values = {"lac_started": {"2016-17": started}, "lac_ceased": {"2016-17": ceased}}
    return Targets(values, {"lac_left_in_year": 0.25}, {})


def test_children_and_periods_of_care_both_hold():
    """40 children start 44 periods, 46 children end 48 periods, 100 looked after become 96.

    Two more ends than children, four more starts: two children start and end twice, two start
    twice and stay. Of 40 who start a quarter, ten, do not stay: these two and eight others. 30
    join, so 34 of the 100 leave.
    """
    year = targets({"children": 40, "periods": 44}, {"children": 46, "periods": 48})
    counts = year_counts(year, 2017, before=100, after=96)
    assert counts == YearCounts(joined=30, gone=8, twice=2, back=2, again=0, left=34)
    periods_started = counts.joined + counts.gone + 2 * counts.twice + counts.back + counts.again
    periods_ended = counts.left + counts.gone + 2 * counts.twice + counts.back + counts.again
    assert (periods_started, periods_ended) == (44, 48)


def test_periods_that_break_the_flow_identity_are_refused():
    year = targets({"children": 40, "periods": 44}, {"children": 46, "periods": 47})
    with pytest.raises(IruError, match="do not make 96"):
        year_counts(year, 2017, before=100, after=96)


def test_single_years_keep_their_bands_sums():
    years = single_years([4, 9, 5, 13, 8], [1] * 18, over_18=1)
    assert sum(years[0:1]) == 4
    assert sum(years[1:5]) == 9
    assert sum(years[5:10]) == 5
    assert sum(years[10:16]) == 13
    assert sum(years[16:]) == 8
    assert years[18] == 1


def test_movements_join_the_stocks_age_by_age():
    old = [2] * 18 + [0]
    new = [3] * 18 + [0]
    moves = movements(old, new, joining=22, caps=[5, 8, 8, 9, 6])
    assert sum(moves.join) == 22
    assert moves.join[0] == 3
    for age in range(18):
        assert old[age] - moves.leave[age] + moves.join[age + 1] == new[age + 1]
    assert all(s <= c for s, c in zip(moves.starts(), [5, 8, 8, 9, 6], strict=True))


def test_a_band_with_too_few_starts_is_refused():
    with pytest.raises(IruError, match="too few children start"):
        movements([2] * 18 + [0], [3] * 18 + [0], joining=21, caps=[3, 0, 0, 18, 0])
