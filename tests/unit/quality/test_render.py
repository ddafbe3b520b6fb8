"""From a check's query to the one that is run."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iru.errors import IruError
from iru.quality.render import raw_relations, render, working_days_ago
from iru.working_days import wd

SUNDAY = date(2017, 5, 14)
DAYS = st.dates(date(2011, 4, 1), date(2030, 12, 31))


def test_placeholders_become_current_rows_and_dates():
    query = render(
        "X",
        "select 1 from {ssd_person} as c, {iru_lado_meetings} as m where d < {data_as_at}",
        raw_relations(),
        SUNDAY,
    )
    assert "(select * from raw.ssd_person where _valid_to is null) as c" in query
    assert "(select * from raw_lado.iru_lado_meetings where _valid_to is null) as m" in query
    assert "d < date '2017-05-14'" in query


def test_a_name_that_is_not_there_is_an_error_of_the_check():
    with pytest.raises(IruError, match=r"what is not there: fct_nothing[\s\S]*check X"):
        render("X", "select 1 from {fct_nothing} as f", raw_relations(), SUNDAY)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        # The last working day up to Sunday 14 May 2017 is Friday 12 May.
        (1, date(2017, 5, 11)),
        (5, date(2017, 5, 5)),
        # 1 May and Easter Monday, 17 April, are bank holidays, and Good Friday, 14 April.
        (10, date(2017, 4, 27)),
        (20, date(2017, 4, 11)),
    ],
)
def test_working_days_ago_by_hand(number, expected):
    assert working_days_ago(SUNDAY, number) == expected


@given(day=DAYS, number=st.integers(1, 60))
def test_before_that_day_lie_more_working_days(day, number):
    cutoff = working_days_ago(day, number)
    assert wd(cutoff, day) == number
    assert wd(cutoff - timedelta(days=1), day) > number
