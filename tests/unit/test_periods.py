from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iru.periods import LONDON, REPORTS, draft_times, just_ended, latest_full
from iru.reporting.when import LENGTH, parse
from iru.working_days import is_working_day, wd

KINDS = st.sampled_from(sorted(LENGTH))
DAYS = st.dates(date(2011, 4, 1), date(2039, 12, 31))


@pytest.mark.parametrize(
    ("kind", "last_full_day", "key"),
    [
        # The sample county's first day: records up to 14 May 2017.
        ("quarter", date(2017, 5, 14), "2016-17-Q4"),
        ("year", date(2017, 5, 14), "2016-17"),
        ("month", date(2017, 5, 14), "2017-04"),
        # A period's own last day makes it full; the day before does not.
        ("quarter", date(2017, 6, 30), "2017-18-Q1"),
        ("quarter", date(2017, 6, 29), "2016-17-Q4"),
        ("year", date(2017, 3, 31), "2016-17"),
        ("year", date(2017, 3, 30), "2015-16"),
        ("quarter", date(2016, 12, 31), "2016-17-Q3"),
        ("month", date(2016, 2, 29), "2016-02"),
        ("month", date(2016, 2, 28), "2016-01"),
        ("year", date(2099, 4, 1), "2098-99"),
        ("year", date(2100, 4, 1), "2099-00"),
    ],
)
def test_the_latest_full_period(kind, last_full_day, key):
    assert latest_full(kind, last_full_day).key == key


def test_on_the_day_after_its_end_a_quarter_has_just_ended():
    assert just_ended("quarter", date(2017, 4, 1)).key == "2016-17-Q4"
    assert just_ended("quarter", date(2017, 3, 31)).key == "2016-17-Q3"


@given(kind=KINDS, day=DAYS)
def test_it_is_over_and_the_next_is_not(kind, day):
    period = latest_full(kind, day)
    assert period.end <= day < period.back(-1).end
    assert period.back(-1).start == period.end + timedelta(days=1)


@given(kind=st.sampled_from(["quarter", "year"]), day=DAYS)
def test_a_key_names_its_period(kind, day):
    period = latest_full(kind, day)
    assert parse(period.key, kind) == period


def test_drafts_of_2017_by_hand():
    assert draft_times("quarter", 2017, 2017) == [
        # Q4: 31 March 2017 is a Friday: 3, 4, 5, 6, 7 April.
        datetime(2017, 4, 7, 7, tzinfo=LONDON),
        # Q1: 30 June is a Friday: 3 to 7 July.
        datetime(2017, 7, 7, 7, tzinfo=LONDON),
        # Q2: 30 September is a Saturday: 2 to 6 October.
        datetime(2017, 10, 6, 7, tzinfo=LONDON),
        # Q3: 31 December is a Sunday, 1 January a bank holiday: 2, 3, 4, 5, 8 January.
        datetime(2018, 1, 8, 7, tzinfo=LONDON),
    ]
    # Good Friday 14 April and Easter Monday 17 April do not count:
    # 3, 4, 5, 6, 7, 10, 11, 12, 13, 18 April.
    assert draft_times("year", 2017, 2017) == [datetime(2017, 4, 18, 7, tzinfo=LONDON)]


def test_a_draft_is_made_on_a_working_day_well_before_its_report_is_due():
    for moment in draft_times("quarter", 2017, 2040):
        day = moment.date()
        ended = just_ended("quarter", day).end
        assert is_working_day(day)
        assert wd(ended, day) == 5  # issued within 20
    for moment in draft_times("year", 2017, 2040):
        assert wd(just_ended("year", moment.date()).end, moment.date()) == 10


def test_drafts_are_made_at_seven_by_the_clock_on_the_wall():
    assert {moment.hour for moment in draft_times("quarter", 2017, 2040)} == {7}
    assert {moment.utcoffset() for moment in draft_times("quarter", 2017, 2017)} == {
        timedelta(0),
        timedelta(hours=1),
    }


def test_every_report_has_its_kind_of_period():
    assert REPORTS == {"quarterly": "quarter", "annual": "year"}
