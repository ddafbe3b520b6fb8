from decimal import Decimal

import pytest
from byhand import LOAD, RATE, SHARE, STOCK, YEAR, figure
from hypothesis import given
from hypothesis import strategies as st

from iru.reporting.compare import meets_target, movement, newcombe, position

BEFORE = YEAR.back()


def test_newcombe_gives_the_published_example():
    # Newcombe 1998, table II: 56/70 against 48/80, method 10: 0.0524 to 0.3339.
    lower, upper = newcombe(56, 70, 48, 80)
    assert (round(lower, 4), round(upper, 4)) == (0.0524, 0.3339)


@given(st.integers(1, 500), st.integers(1, 500), st.data())
def test_the_interval_holds_the_difference_it_is_of(of_1, of_2, data):
    hits_1 = data.draw(st.integers(0, of_1))
    hits_2 = data.draw(st.integers(0, of_2))
    lower, upper = newcombe(hits_1, of_1, hits_2, of_2)
    assert -1 - 1e-9 <= lower <= hits_1 / of_1 - hits_2 / of_2 + 1e-9
    assert hits_1 / of_1 - hits_2 / of_2 - 1e-9 <= upper <= 1 + 1e-9


@pytest.mark.parametrize(
    ("indicator", "now", "before", "verb"),
    [
        (STOCK, 682, 708, "fell"),
        (STOCK, 682, 682, "unchanged"),
        (STOCK, 682, 687, "similar"),  # 0.7%
        (STOCK, 596, 470, "rose"),
        (STOCK, 5, 0, "rose"),
        (RATE, "48.04", "47.96", "unchanged"),  # both print 48.0
        (LOAD, "69.6", "67.0", "rose"),
        (STOCK, 682, None, "none"),
        (STOCK, None, 682, "none"),
    ],
)
def test_counts_rates_and_means(indicator, now, before, verb):
    earlier = figure(indicator, before, period=BEFORE)
    assert movement(figure(indicator, now), earlier, indicator) == verb


@pytest.mark.parametrize(
    ("now", "before", "verb"),
    [
        ((453, 682), (422, 708), "rose"),  # 66.4% against 59.6%: chance would not
        ((409, 682), (407, 708), "similar"),  # 60.0% against 57.5%: chance could
        ((95, 100), (93, 99), "similar"),
        ((9, 12), (6, 10), "small"),
        ((66, 100), (132, 200), "unchanged"),
    ],
)
def test_percentages_ask_whether_chance_explains_it(now, before, verb):
    earlier = figure(SHARE, over=before, period=BEFORE)
    assert movement(figure(SHARE, over=now), earlier, SHARE) == verb


def test_there_is_no_movement_without_an_earlier_figure():
    assert movement(figure(STOCK, 682), None, STOCK) == "none"


def test_position_is_the_same_when_it_prints_the_same():
    own = figure(RATE, "48.04")
    assert position(own, figure(RATE, "60.3", area="England")) == "below"
    assert position(own, figure(RATE, "38.0", area="England")) == "above"
    assert position(own, figure(RATE, "48.01", area="England")) == "the same as"


def test_position_knows_no_more_than_a_rounded_comparator_says():
    england = figure(RATE, "62", area="England", decimals=0)
    assert england.shown == "62"
    assert position(figure(RATE, "62.4"), england) == "the same as"
    assert position(figure(RATE, "62.5"), england) == "above"
    assert position(figure(RATE, "61.4"), england) == "below"
    share = figure(SHARE, "95", area="England", decimals=1)
    assert (share.shown, position(figure(SHARE, "95.3"), share)) == ("95%", "the same as")


def test_targets_know_which_way_is_better():
    assert meets_target(figure(SHARE, over=(100, 100)), SHARE) is True
    assert meets_target(figure(SHARE, over=(999, 1000)), SHARE) is False
    assert meets_target(figure(LOAD, 60), LOAD) is True
    assert meets_target(figure(LOAD, Decimal("60.1")), LOAD) is False
    assert meets_target(figure(STOCK, 682), STOCK) is None
