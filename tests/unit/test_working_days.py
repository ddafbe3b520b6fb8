"""Every worked date of the catalogue (section 8), and properties against a slow counting."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iru.errors import IruError
from iru.working_days import (
    add_months,
    add_wd,
    age,
    is_working_day,
    wd,
    whole_months,
    working_day_on_or_after,
    working_day_on_or_before,
)

CLOSED = holidays.country_holidays("GB", subdiv="ENG", years=range(2009, 2022))
DATES = st.dates(date(2010, 1, 1), date(2020, 12, 31))


def slowly_works(day: date) -> bool:
    return day.weekday() < 5 and day not in CLOSED


def test_easter_is_skipped():
    assert wd(date(2017, 3, 27), date(2017, 4, 18)) == 14
    assert add_wd(date(2017, 3, 27), 15) == date(2017, 4, 19)


def test_christmas_is_skipped_from_a_friday_and_from_the_saturday_after_it():
    assert add_wd(date(2016, 12, 9), 20) == date(2017, 1, 11)
    assert add_wd(date(2016, 12, 10), 20) == date(2017, 1, 11)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2016, 11, 30), 3, date(2017, 2, 28)),
        (date(2017, 1, 6), 3, date(2017, 4, 6)),
        (date(2016, 8, 31), 6, date(2017, 2, 28)),
        (date(2016, 6, 15), 3, date(2016, 9, 15)),
        (date(2017, 1, 31), 3, date(2017, 4, 30)),
        (date(2015, 11, 30), 3, date(2016, 2, 29)),
        (date(2017, 3, 31), -3, date(2016, 12, 31)),
        (date(2017, 3, 31), -12, date(2016, 3, 31)),
    ],
)
def test_calendar_months(start, months, expected):
    assert add_months(start, months) == expected


def test_the_review_chain_of_the_catalogue():
    first_due = add_wd(date(2016, 5, 20), 20)
    assert first_due == date(2016, 6, 20)
    assert wd(first_due, date(2016, 6, 21)) == 1
    assert add_months(date(2016, 6, 21), 3) == date(2016, 9, 21)
    assert add_months(date(2016, 9, 21), 6) == date(2017, 3, 21)


def test_twenty_working_days_over_christmas_are_thirty_one_days():
    assert add_wd(date(2016, 12, 20), 20) == date(2017, 1, 20)
    assert (date(2017, 1, 20) - date(2016, 12, 20)).days == 31


def test_five_working_days_over_easter():
    assert wd(date(2017, 4, 7), date(2017, 4, 18)) == 5


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2016, 12, 31), date(2017, 3, 31), 3),
        (date(2017, 1, 1), date(2017, 3, 31), 2),
        (date(2014, 3, 31), date(2017, 3, 31), 36),
        (date(2014, 4, 1), date(2017, 3, 31), 35),
    ],
)
def test_whole_months(start, end, months):
    assert whole_months(start, end) == months


def test_a_leap_day_child_is_older_on_the_first_of_march():
    assert age(date(2012, 2, 29), date(2017, 2, 28)) == 4
    assert age(date(2012, 2, 29), date(2017, 3, 1)) == 5
    assert age(date(2012, 2, 29), date(2016, 2, 29)) == 4


def test_the_same_day_is_nought_and_the_days_before_are_negative():
    assert wd(date(2017, 3, 27), date(2017, 3, 27)) == 0
    assert wd(date(2017, 3, 28), date(2017, 3, 24)) == -2
    assert add_wd(date(2017, 3, 28), -2) == date(2017, 3, 24)


def test_a_year_without_known_bank_holidays_is_refused():
    with pytest.raises(IruError, match="2090"):
        wd(date(2017, 1, 1), date(2090, 1, 1))


@given(DATES, st.integers(0, 120))
def test_working_days_agree_with_counting_them_one_by_one(start, length):
    end = start + timedelta(days=length)
    days = [start + timedelta(days=n) for n in range(1, length + 1)]
    assert wd(start, end) == sum(slowly_works(day) for day in days)
    assert is_working_day(start) == slowly_works(start)


@given(DATES, st.integers(1, 60))
def test_adding_gives_the_earliest_day_with_that_count(start, number):
    end = add_wd(start, number)
    assert wd(start, end) == number
    assert slowly_works(end)
    back = add_wd(end, -number)
    assert slowly_works(back)
    assert wd(back, end) == number


@given(DATES)
def test_nearest_working_days(day):
    after, before = working_day_on_or_after(day), working_day_on_or_before(day)
    assert before <= day <= after
    assert slowly_works(after) and slowly_works(before)
    assert wd(before, after) == (0 if slowly_works(day) else 1)


@given(DATES, DATES)
def test_whole_months_are_the_largest_that_fit(first, second):
    start, end = sorted((first, second))
    months = whole_months(start, end)
    assert add_months(start, months) <= end < add_months(start, months + 1)
