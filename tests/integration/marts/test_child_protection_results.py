"""Indicator results on child protection, counted by hand from the case file of 2011-12.

E was on a plan from June to mid-November 2011, for neglect with domestic abuse, and again from
February 2012; F, unborn and without a sex, from 20 January 2012. Both plans ended in 2012-13.
"""

from __future__ import annotations

import pytest

YEAR, NEXT = "2011-12", "2012-13"
ALL = ("all", "all")
BANDS, DFE = "duration_band", "duration_band_dfe"

# indicator, period type, period, (breakdown, member), numerator, denominator, excluded
WORKED = [
    ("cp_age_pct", "year", YEAR, ("age_band", "unborn"), 1, 2, 0),
    ("cp_age_pct", "year", YEAR, ("age_band", "1_to_4"), 1, 2, 0),
    ("cp_age_pct", "year", YEAR, ("age_band", "16_and_over"), 0, 2, 0),
    ("cp_sex_pct", "year", YEAR, ALL, 1, 1, 1),
    ("cp_sex_pct", "year", YEAR, ("sex", "F"), 1, 1, 0),
    ("cp_sex_pct", "year", YEAR, ("sex", "M"), 0, 1, 1),
    # F is born in May 2012, a boy.
    ("cp_sex_pct", "month", "2012-05", ("sex", "M"), 1, 2, 0),
    ("cp_count", "year", YEAR, ("looked_after", "false"), 2, None, 0),
    ("cp_count", "year", YEAR, (DFE, "to_3_months"), 2, None, 0),
    (
        "cp_category_month_count",
        "month",
        "2011-06",
        ("category_domestic_abuse", "NEG_DOMESTIC_ABUSE"),
        1,
        None,
        0,
    ),
    ("cp_category_month_count", "month", "2011-06", ("category_domestic_abuse", "NEG"), 0, None, 0),
    ("cp_category_month_count", "month", "2012-03", ("category_domestic_abuse", "PHY"), 1, None, 0),
    ("cp_category_month_count", "month", "2012-03", ALL, 2, None, 0),
    # 1 June to 15 November: five months; F's six, E's second seven.
    ("cp_duration_ended_band", "year", YEAR, (BANDS, "3_to_5_months"), 1, 1, 0),
    ("cp_duration_ended_band", "year", YEAR, (DFE, "over_3_to_6_months"), 1, 1, 0),
    ("cp_duration_ended_band", "month", "2012-09", (BANDS, "6_to_11_months"), 1, 1, 0),
    ("cp_duration_ended_band", "month", "2012-08", (DFE, "over_6_months_to_1_year"), 1, 1, 0),
    ("cp_ended_count", "year", YEAR, ("end_reason", "unknown"), 1, None, 0),
    ("cp_started_count", "year", YEAR, ("counted", "children"), 2, None, 0),
    ("cp_started_count", "year", YEAR, ("counted", "again"), 1, None, 0),
    ("cp_started_count", "quarter", "2011-12-Q4", ("counted", "children"), 2, None, 0),
    ("cp_started_count", "year", YEAR, ("previous_plan", "within_2_years"), 1, None, 0),
    ("cp_started_count", "year", YEAR, ("previous_plan", "none"), 2, None, 0),
    ("cp_repeat_2y_pct", "year", YEAR, ALL, 1, 3, 0),
    ("cp_repeat_2y_pct", "year", YEAR, ("locality", "NORTH"), 1, 2, 0),
    ("cp_new_by_locality_month", "month", "2012-02", ("locality", "NORTH"), 1, None, 0),
    ("cp_icpc_count", "year", YEAR, ("counted", "children"), 2, None, 0),
    ("cp_icpc_count", "year", YEAR, ("counted", "again"), 1, None, 0),
    ("cp_icpc_plan_pct", "year", YEAR, ALL, 2, 2, 1),
    ("cp_icpc_plan_pct", "year", YEAR, ("locality", "NORTH"), 2, 2, 0),
    ("cp_icpc_plan_pct", "year", YEAR, ("sibling_group", "1_child"), 2, 2, 0),
    # At the end of September 2011 E is three months and more on the plan and nobody has met.
    ("cp_rcpc_on_time_pct", "month", "2011-08", ALL, 0, 0, 1),
    ("cp_rcpc_on_time_pct", "month", "2011-09", ALL, 0, 1, 0),
    ("cp_rcpc_on_time_pct", "year", YEAR, ALL, 0, 0, 2),
    # By the end of April 2012 F's was due on 20 April; E is not yet more than three months on it.
    ("cp_rcpc_on_time_pct", "month", "2012-04", ALL, 0, 1, 1),
    # E's was held on 4 May, three days late; F has had none.
    ("cp_rcpc_on_time_pct", "month", "2012-05", ALL, 0, 2, 0),
    # The mother came to one of two; the father could come to one, and did not.
    ("cp_parent_attended_pct", "year", YEAR, ALL, 1, 3, 3),
    ("cp_parent_attended_pct", "year", YEAR, ("conference_role", "MOTHER_PR"), 1, 2, 0),
    ("cp_parent_attended_pct", "year", YEAR, ("conference_role", "FATHER_NOPR"), 0, 1, 1),
    ("cp_parent_attended_pct", "year", YEAR, ("conference_role", "FATHER_PR"), 0, 0, 1),
    ("cp_parent_attended_pct", "year", YEAR, ("conference_type", "ICPC"), 1, 3, 3),
    ("cp_parent_attended_pct", "month", "2012-05", ("conference_type", "RCPC"), 1, 1, 0),
]


@pytest.mark.parametrize(
    ("indicator", "kind", "key", "part", "numerator", "denominator", "excluded"),
    WORKED,
    ids=[f"{row[0]} {row[2]} {row[3][1]}" for row in WORKED],
)
def test_results(ask, indicator, kind, key, part, numerator, denominator, excluded):
    rows = ask(
        "select numerator::int, denominator::int, excluded from fct_indicator_results"
        " where indicator_id = %s and period_type = %s and period_key = %s and breakdown = %s"
        " and member = %s",
        *(indicator, kind, key, *part),
    )
    assert rows == [(numerator, denominator, excluded)]


def test_category_by_domestic_abuse_is_told_by_month_only(ask):
    assert ask(
        "select distinct period_type from fct_indicator_results"
        " where indicator_id = 'cp_category_month_count'"
    ) == [("month",)]
