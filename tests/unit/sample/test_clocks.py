"""The county's clocks: reviews, review conferences, lengths of plans, posts, mean durations."""

from datetime import date
from random import Random

import pytest

from iru.errors import IruError
from iru.sample.conference_rows import review_dates as conference_dates
from iru.sample.escalations import Issue, make_mean
from iru.sample.people import Child
from iru.sample.plan_lengths import band_span, quarter_spans
from iru.sample.protection import Plan
from iru.sample.reviews import review_dates
from iru.sample.staff import cut_posts
from iru.working_days import add_months, add_wd

HORIZON = date(2017, 3, 31)


def test_reviews_follow_the_law_when_all_are_on_time():
    start = date(2015, 5, 20)
    dates = review_dates(Random("x"), start, None, None, 1.0, HORIZON)
    assert dates[0][0] == add_wd(start, 20)
    for place, (due, held, kind) in enumerate(dates[:-1]):
        assert held <= due and kind == "STANDARD"
        assert dates[place + 1][0] == add_months(held, 3 if place == 0 else 6)
    assert dates[-1][1] is None and dates[-1][0] > HORIZON


def test_all_are_late_when_none_is_on_time():
    dates = review_dates(Random("x"), date(2015, 5, 20), None, None, 0.0, HORIZON)
    assert all(held > due for due, held, _ in dates if held)


def test_care_that_ends_before_the_first_review_has_none():
    assert review_dates(Random("x"), date(2016, 5, 20), date(2016, 6, 20), None, 1.0, HORIZON) == []


def test_placed_for_adoption_the_clock_starts_anew():
    placed = date(2016, 3, 1)
    dates = review_dates(Random("x"), date(2015, 5, 20), None, placed, 1.0, HORIZON)
    adoption = [line for line in dates if line[2] == "ADOPTION"]
    assert adoption[0][0] == date(2016, 3, 29)
    assert adoption[1][0] == add_months(adoption[0][1], 3)
    assert adoption[2][0] == add_months(adoption[1][1], 6)


def plan(start, end=None, late=()):
    ended = end and end.year + (end.month > 3)
    return Plan(Child(2010), 2016, start, 1, end=end, end_year=ended, late_years=set(late))


def test_a_plan_that_ends_within_three_months_ends_at_its_only_conference():
    dates = conference_dates(Random("x"), plan(date(2016, 1, 5), date(2016, 3, 1)), HORIZON)
    assert dates == [(date(2016, 4, 5), date(2016, 3, 1))]


def test_an_open_plan_is_reviewed_after_three_months_then_after_six():
    dates = conference_dates(Random("x"), plan(date(2016, 1, 5)), HORIZON)
    assert dates[0][0] == date(2016, 4, 5)
    assert all(held is None or held <= due for due, held in dates)
    assert dates[1][0] == add_months(dates[0][1], 6)


def test_a_plan_marked_late_is_late_once_in_that_year():
    dates = conference_dates(Random("x"), plan(date(2015, 10, 5), late=[2017]), HORIZON)
    late = [due for due, held in dates if held and held > due]
    assert len(late) == 1 and date(2016, 4, 1) <= late[0] <= date(2017, 3, 31)


def test_quarters_and_lengths_meet_without_overlap():
    spans = quarter_spans(2017)
    assert spans["to_3"][0] == date(2017, 1, 1)
    assert add_months(spans["to_6"][0], 6) >= HORIZON > add_months(spans["under_12"][1], 6)
    start = date(2016, 1, 5)
    for band in range(4):
        assert (band_span(start, band + 1)[0] - band_span(start, band)[1]).days == 1
    assert band_span(start, 2) == (date(2016, 7, 6), date(2017, 1, 4))


def test_nineteen_people_share_nineteen_posts():
    people = cut_posts({"IRO": 9.8, "ISRO": 6.6, "LADO": 2.6}, 19)
    assert people[9] == [("IRO", 0.8), ("ISRO", 0.2)]
    assert people[16] == [("ISRO", 0.4), ("LADO", 0.6)]
    assert [sum(fte for _, fte in roles) for roles in people] == pytest.approx([1.0] * 19)


def test_closing_days_are_moved_until_the_mean_is_exact():
    child = Child(2010)
    issues = [
        Issue(child, n, date(2016, 6, 1), closed)
        for n, closed in enumerate((date(2016, 6, 10), date(2016, 7, 29), date(2016, 9, 1)))
    ]
    make_mean(issues, 42, HORIZON)
    assert sum((issue.closed - issue.raised).days for issue in issues) == 126
    assert all(issue.closed.weekday() < 5 for issue in issues)


def test_a_mean_out_of_reach_is_refused():
    issue = Issue(Child(2010), 1, date(2017, 3, 20), date(2017, 3, 24))
    with pytest.raises(IruError, match="mean of 42 days"):
        make_mean([issue], 42, HORIZON)
