from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iru.reporting import format as fmt


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("2.5", 0, "3"),  # Python's own round() would say 2
        ("-2.5", 0, "−3"),
        ("66.45", 1, "66.5"),
        ("66.449", 1, "66.4"),
        ("1234567", 0, "1,234,567"),
        ("-0.4", 0, "0"),
        ("69.5918", 1, "69.6"),
        ("9.8", 1, "9.8"),
    ],
)
def test_halves_go_away_from_zero_and_thousands_are_separated(value, decimals, shown):
    assert fmt.number(Decimal(value), decimals) == shown


@pytest.mark.parametrize(
    ("value", "denominator", "decimals", "unit", "shown", "marker"),
    [
        ("66.42", "682", 0, "%", "66%", ""),
        ("0", "682", 0, "%", "0%", ""),
        ("0.15", "682", 0, "%", "k", "k"),  # one child of 682
        ("0.5", "200", 0, "%", "1%", ""),
        (None, "0", 0, "%", "z", "z"),
        (None, None, 0, "%", ":", ":"),
        ("48.0", "142159", 1, "per 10,000", "48.0", ""),
        ("682", None, 0, "children", "682", ""),
    ],
)
def test_symbols(value, denominator, decimals, unit, shown, marker):
    given_value = None if value is None else Decimal(value)
    given_denominator = None if denominator is None else Decimal(denominator)
    assert fmt.marked(given_value, given_denominator, decimals, unit) == (shown, marker)


def test_each_symbol_printed_is_explained():
    assert set(fmt.SYMBOLS) == {"k", "z", ":"}


def test_dates_and_moments_in_words_and_local_time():
    assert fmt.day(date(2017, 3, 31)) == "31 March 2017"
    assert fmt.moment(datetime(2017, 5, 15, 1, 0, tzinfo=UTC)) == "15 May 2017 at 02:00"


def test_quantities_keep_a_place_only_where_they_have_one():
    assert fmt.quantity(Decimal("9.80")) == "9.8"
    assert fmt.quantity(Decimal("682.0")) == "682"
    assert fmt.quantity(None) == ""


def test_lists_read_as_one_speaks():
    assert fmt.listed([]) == ""
    assert fmt.listed(["a"]) == "a"
    assert fmt.listed(["a", "b", "c"]) == "a, b and c"


@given(st.decimals(-1000000, 1000000, places=4), st.integers(0, 2))
def test_rounding_never_moves_a_value_by_more_than_half_a_step(value, decimals):
    step = Decimal(1).scaleb(-decimals)
    assert abs(fmt.rounded(value, decimals) - value) <= step / 2


@pytest.mark.parametrize(
    ("decimals", "printed", "shown"), [(1, 0, 0), (1, 1, 1), (0, 1, 0), (1, None, 1)]
)
def test_a_value_shows_no_more_places_than_its_source_printed(decimals, printed, shown):
    assert fmt.places(decimals, printed) == shown
