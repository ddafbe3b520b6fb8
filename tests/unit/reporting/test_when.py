from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iru.errors import IruError
from iru.reporting.when import Period, parse

YEAR = parse("2016-17", "year")
QUARTER = parse("2016-17-Q4", "quarter")
keys = st.integers(2000, 2098).map(lambda year: f"{year}-{(year + 1) % 100:02d}")


def test_a_reporting_year_runs_from_april_to_march():
    assert (YEAR.start, YEAR.end) == (date(2016, 4, 1), date(2017, 3, 31))
    assert YEAR.during == "the year to 31 March 2017"
    assert YEAR.back() == parse("2015-16", "year")


@pytest.mark.parametrize(
    ("key", "start", "end", "during"),
    [
        ("2016-17-Q1", date(2016, 4, 1), date(2016, 6, 30), "April to June 2016"),
        ("2016-17-Q3", date(2016, 10, 1), date(2016, 12, 31), "October to December 2016"),
        ("2016-17-Q4", date(2017, 1, 1), date(2017, 3, 31), "January to March 2017"),
    ],
)
def test_quarters(key, start, end, during):
    period = parse(key, "quarter")
    assert (period.start, period.end, period.during, period.key) == (start, end, during, key)


def test_five_quarters_end_with_the_same_quarter_a_year_later():
    run = QUARTER.run(5)
    assert run[0] == QUARTER.year_before == parse("2015-16-Q4", "quarter")
    assert [period.short for period in run[-2:]] == ["Q3 2016-17", "Q4 2016-17"]


def test_months_of_a_year_and_of_a_quarter():
    assert [month.month_name for month in YEAR.months][:3] == ["Apr", "May", "Jun"]
    assert len(YEAR.months) == 12
    assert [month.key for month in QUARTER.months] == ["2017-01", "2017-02", "2017-03"]


@pytest.mark.parametrize("key", ["2016", "2016-18", "2016-17-Q4", "2016-17-Q5", "last year"])
def test_a_key_that_is_no_year_is_refused_with_an_example(key):
    with pytest.raises(IruError, match="2016-17"):
        parse(key, "year")


@given(keys, st.sampled_from(["year", "quarter", "month"]), st.integers(0, 60))
def test_going_back_leaves_no_gap(key, kind, count):
    period = Period(parse(key, "year").end, kind).back(count)
    assert period.back().end + timedelta(days=1) == period.start


@given(keys, st.integers(1, 4))
def test_a_key_names_its_own_period(key, quarter):
    assert parse(key, "year").key == key
    assert parse(f"{key}-Q{quarter}", "quarter").key == f"{key}-Q{quarter}"
