"""Indicator results of 2011-12, counted by hand from the case file of that year."""

from __future__ import annotations

import pytest

YEAR, Q1, Q2, Q3, Q4 = "2011-12", "2011-12-Q1", "2011-12-Q2", "2011-12-Q3", "2011-12-Q4"
ALL = ("all", "all")


def period(key: str) -> tuple[str, str]:
    """("month", "2011-12") for "month 2011-12": as a key, 2011-12 is also a year."""
    kind, _, month = key.rpartition(" ")
    return (kind, month) if kind else ("quarter" if "Q" in key else "year", key)


# indicator, period, (breakdown, member), numerator, denominator, value
WORKED = [
    ("lac_count", "month 2011-05", ALL, 1, None, 1),
    ("lac_count", "month 2011-10", ALL, 3, None, 3),
    ("lac_count", "month 2011-12", ALL, 2, None, 2),
    ("lac_count", Q1, ALL, 1, None, 1),
    ("lac_count", Q2, ALL, 2, None, 2),
    ("lac_count", YEAR, ALL, 1, None, 1),
    ("lac_count", Q2, ("sex", "M"), 1, None, 1),
    ("lac_count", Q2, ("sex", "U"), 0, None, 0),
    ("lac_count", Q2, ("locality", "UNKNOWN"), 2, None, 2),
    ("lac_rate_10k", YEAR, ALL, 1, None, None),  # no estimate for mid-2011 is loaded
    ("lac_rate_10k", "2012-13", ALL, 0, 140647, 0),
    # The three of the case of the eighteenth birthday, and five of the late reviews.
    ("lac_rate_10k", "2015-16", ALL, 8, 141359, 80000 / 141359),
    ("lac_legal_status_pct", "month 2011-10", ALL, 3, 3, 100),
    ("lac_legal_status_pct", "month 2011-10", ("legal_status_group", "section_20"), 1, 3, 100 / 3),
    ("lac_legal_status_pct", "month 2011-10", ("legal_status_group", "placement_order"), 0, 3, 0),
    ("lac_legal_status_pct", "month 2011-10", ("legal_status", "J1"), 1, 3, 100 / 3),
    ("lac_age_pct", Q2, ("age_band", "10_to_15"), 1, 2, 50),
    ("lac_age_pct", Q2, ("age_band", "under_1"), 1, 2, 50),
    ("lac_ethnicity_pct", Q3, ("ethnic_group", "not_obtained"), 1, 2, 50),
    ("lac_started_count", "month 2011-06", ALL, 1, None, 1),
    ("lac_started_count", Q1, ALL, 1, None, 1),
    ("lac_started_count", Q4, ALL, 0, None, 0),
    ("lac_started_count", YEAR, ALL, 3, None, 3),
    ("lac_started_count", YEAR, ("age_band", "16_and_over"), 1, None, 1),
    ("lac_ceased_count", "month 2011-06", ALL, 1, None, 1),
    ("lac_ceased_count", Q4, ALL, 1, None, 1),
    ("lac_ceased_count", YEAR, ALL, 2, None, 2),
    ("lac_ceased_reason_pct", Q1, ("ceased_reason_group", "returned_home_planned"), 1, 1, 100),
    ("lac_ceased_reason_pct", YEAR, ("ceased_reason_group", "returned_home_planned"), 0, 2, 0),
    ("lac_ceased_reason_pct", YEAR, ("ceased_reason_group", "adopted"), 1, 2, 50),
    ("lac_ceased_reason_pct", YEAR, ("ceased_reason_group", "custody"), 1, 2, 50),
    ("lac_review_on_time_pct", YEAR, ALL, 2, 4, 50),
    ("lac_review_on_time_pct", Q1, ALL, 0, 1, 0),
    ("lac_review_on_time_pct", Q2, ALL, 0, 0, None),
    ("lac_review_on_time_pct", Q3, ALL, 2, 2, 100),
    ("lac_review_on_time_pct", YEAR, ("review_number", "1"), 2, 3, 200 / 3),
    ("lac_review_on_time_pct", YEAR, ("review_number", "2"), 0, 1, 0),
    ("lac_participation_review_pct", YEAR, ALL, 1, 2, 50),
    ("lac_escalation_count", YEAR, ("escalation_reason", "ASSESSMENT"), 1, None, 1),
    ("lac_escalation_days_mean", YEAR, ALL, 29, 1, 29),
    ("lac_escalation_working_days_mean", YEAR, ALL, 21, 1, 21),
    ("lac_escalation_days_mean", Q4, ALL, 0, 0, None),
    ("lac_count", Q2, ("uasc", "false"), 2, None, 2),
    ("lac_count", Q2, ("placement_type", "unknown"), 2, None, 2),
    ("lac_uasc_count", "month 2015-05", ALL, 1, None, 1),
    ("lac_uasc_count", "month 2015-06", ALL, 0, None, 0),
    ("lac_uasc_count", "month 2016-12", ("age_band", "16_and_over"), 1, None, 1),
    ("lac_uasc_count", "month 2017-01", ALL, 0, None, 0),
    ("lac_started_age_pct", YEAR, ("age_band", "16_and_over"), 1, 3, 100 / 3),
    ("lac_started_age_pct", Q1, ("age_band", "10_to_15"), 1, 1, 100),
    ("lac_started_age_pct", Q1, ("age_band", "under_1"), 0, 1, 0),
    ("lac_started_count", YEAR, ("earlier_plan", "false"), 3, None, 3),
    ("lac_started_count", YEAR, ("need", "unknown"), 3, None, 3),
    ("lac_ceased_count", YEAR, ("duration_band", "3_to_5_months"), 2, None, 2),
    ("lac_ceased_count", YEAR, ("ceased_reason_group", "custody"), 1, None, 1),
    ("lac_ceased_reason_pct", YEAR, ("ceased_reason", "E11"), 1, 2, 50),
    ("lac_returned_home_pct", Q1, ALL, 1, 1, 100),
    ("lac_returned_home_pct", YEAR, ALL, 0, 2, 0),
    # Unplanned is beside the headline, of the same whole; E13 is no return home.
    ("lac_returned_home_pct", "month 2015-10", ALL, 0, 1, 0),
    ("lac_returned_home_pct", "month 2015-10", ("returned_home", "unplanned"), 1, 1, 100),
    ("lac_returned_home_pct", "month 2016-02", ("returned_home", "unplanned"), 0, 1, 0),
    ("lac_returned_home_pct", Q4, ("returned_home", "planned"), 0, 1, 0),
    # A on 16 May, due on the 13th; B on 4 January, due on the 3rd.
    ("lac_review_out_of_time_count", YEAR, ALL, 2, None, 2),
    ("lac_review_out_of_time_count", YEAR, ("late_band", "to_5_working_days"), 2, None, 2),
    ("lac_review_out_of_time_count", YEAR, ("late_reason", "UNKNOWN"), 2, None, 2),
    # A's second period from 22 July to its end on 1 December; D from 20 January to 31 March.
    ("lac_review_overdue_count", Q2, ALL, 1, None, 1),
    ("lac_review_overdue_count", Q2, ("late_band", "over_20_working_days"), 1, None, 1),
    ("lac_review_overdue_count", Q3, ALL, 0, None, 0),
    ("lac_review_overdue_count", "month 2012-01", ALL, 1, None, 1),
    ("lac_review_overdue_count", YEAR, ALL, 0, None, 0),
    ("lac_participation_code_pct", YEAR, ("participation_code", "PN0"), 2, 4, 50),
    ("lac_participation_code_pct", YEAR, ("participation_code", "PN7"), 1, 4, 25),
    ("lac_escalation_reason_pct", YEAR, ("escalation_reason", "ASSESSMENT"), 1, 1, 100),
    ("lac_escalation_count", YEAR, ("escalation_stage", "1"), 1, None, 1),
    # Raised on 1 November, closed on the 30th: the twentieth working day was the 29th.
    ("lac_escalation_20wd_pct", "month 2011-11", ALL, 0, 1, 0),
    # Two raised on 20 December 2016, one closed on 20 January, one after.
    ("lac_escalation_20wd_pct", "month 2017-01", ALL, 1, 2, 50),
    ("lac_escalation_20wd_pct", "month 2017-01", ("exceptional_agreed", "true"), 0, 1, 0),
    ("cp_count", YEAR, ALL, 2, None, 2),
    ("cp_count", YEAR, ("age_band", "unborn"), 1, None, 1),
    ("cp_count", Q2, ("locality", "NORTH"), 1, None, 1),
    ("cp_category_pct", YEAR, ("category", "NEG"), 1, 2, 50),
    ("cp_category_pct", YEAR, ("initial_category", "PHY"), 1, 2, 50),
    ("cp_category_pct", YEAR, ("initial_category", "unknown"), 1, 2, 50),
    ("cp_duration_open_band", YEAR, ("duration_band", "0_to_2_months"), 2, 2, 100),
    ("cp_started_count", Q1, ALL, 1, None, 1),
    ("cp_started_count", Q4, ALL, 2, None, 2),
    ("cp_started_count", YEAR, ALL, 3, None, 3),
    ("cp_started_count", YEAR, ("locality", "NORTH"), 2, None, 2),
    ("cp_new_by_locality_month", "month 2011-06", ("locality", "NORTH"), 1, None, 1),
    ("cp_ended_count", Q3, ALL, 1, None, 1),
    ("cp_repeat_ever_pct", YEAR, ALL, 1, 3, 100 / 3),
    ("cp_repeat_ever_pct", Q4, ALL, 1, 2, 50),
    ("cp_icpc_count", YEAR, ALL, 3, None, 3),
    ("cp_icpc_15wd_pct", YEAR, ALL, 1, 2, 50),
    ("lado_referral_count", YEAR, ALL, 2, None, 2),
    ("lado_front_door_outcome_pct", YEAR, ("front_door_outcome", "NFA"), 1, 2, 50),
    ("lado_front_door_outcome_pct", YEAR, ("front_door_outcome", "WIP"), 0, 2, 0),
    ("lado_mas_5wd_pct", YEAR, ALL, 0, 0, None),
    ("lado_mas_5wd_pct", "month 2012-04", ALL, 1, 1, 100),
    ("iru_staff_fte", YEAR, ALL, 1.5, None, 1.5),
    ("iru_staff_fte", YEAR, ("role", "ISRO"), 0.5, None, 0.5),
    ("iru_staff_fte", YEAR, ("employment_type", "AGENCY"), 0.5, None, 0.5),
    ("iru_manager_fte", YEAR, ALL, 1, None, 1),
    ("iru_caseload_mean_iro", "month 2011-10", ALL, 2, 1, 2),
    ("iru_caseload_mean_iro", Q2, ALL, 1, 3, 1 / 3),
    ("iru_caseload_mean_iro", YEAR, ALL, 12, 12, 1),
    ("iru_caseload_mean_iro", YEAR, ("locality", "NORTH"), 12, 12, 1),
    ("iru_caseload_mean_iro", YEAR, ("locality", "SOUTH"), 0, 0, None),
    ("iru_caseload_mean_isro", "month 2011-10", ALL, 0, 0.5, 0),
    ("iru_caseload_mean_iro", "2012-13", ALL, 0, 0, None),
]


@pytest.mark.parametrize(
    ("indicator", "key", "part", "numerator", "denominator", "value"),
    WORKED,
    ids=[f"{row[0]} {row[1]} {row[2][1]}" for row in WORKED],
)
def test_results(figure, indicator, key, part, numerator, denominator, value):
    found = figure(indicator, *period(key), part)
    assert found == [pytest.approx(number) for number in (numerator, denominator, value)]


def test_what_is_left_out_is_counted_and_completeness_said(ask):
    rows = ask(
        "select indicator_id, excluded, round(completeness_pct, 1)::float"
        " from fct_indicator_results where period_type = 'year' and period_key = '2011-12'"
        " and breakdown = 'all' and indicator_id in ('lac_started_count',"
        " 'lac_participation_review_pct', 'cp_icpc_15wd_pct', 'cp_category_pct',"
        " 'lac_ceased_count', 'lac_ethnicity_pct') order by 1"
    )
    assert rows == [
        ("cp_category_pct", 0, 100.0),
        ("cp_icpc_15wd_pct", 1, 66.7),
        ("lac_ceased_count", 1, 100.0),
        ("lac_ethnicity_pct", 0, 100.0),
        ("lac_participation_review_pct", 2, 100.0),
        ("lac_started_count", 1, 100.0),
    ]


def test_every_indicator_has_all_complete_periods_and_no_other(ask):
    # April 2011 to April 2017: 73 months, 24 quarters, 6 years; May 2017 is not complete.
    counts = ask(
        "select indicator_id, count(*) filter (where period_type = 'month'),"
        " count(*) filter (where period_type = 'quarter'),"
        " count(*) filter (where period_type = 'year'), max(period_end)::text"
        " from fct_indicator_results where breakdown = 'all' group by 1"
    )
    kinds = ask("select indicator_id, period_types from int_indicators")
    complete = {"month": 73, "quarter": 24, "year": 6}
    expected = {
        name: tuple(number if kind in types else 0 for kind, number in complete.items())
        for name, types in kinds
    }
    assert expected["cp_new_by_locality_month"] == (73, 0, 0)
    assert expected["leaver_eet_pct"] == (0, 0, 6)
    assert {row[0]: row[1:4] for row in counts} == expected
    ends = {row[0]: row[4] for row in counts}
    assert {ends["lac_count"], ends["leaver_eet_pct"]} == {"2017-04-30", "2017-03-31"}
    assert max(ends.values()) == "2017-04-30"


def test_the_build_says_what_it_is_made_of(ask):
    assert ask("select build_schema, load_id, source_system, data_as_at::text from dim_build") == [
        ("b000001", 1, "cases", "2017-05-14")
    ]
    assert ask(
        "select distinct data_as_at::text, known_at = '2017-05-15 01:00+00' from"
        " fct_indicator_results"
    ) == [("2017-05-14", True)]


def test_comparators_are_never_our_own(ask):
    areas = ask("select distinct area from fct_comparators order by 1")
    assert areas == [("England",), ("South West",)]
    assert ask(
        "select value::float, numerator::int, denominator::int, source from fct_comparators"
        " where indicator_id = 'lac_sex_pct' and area = 'England' and period_key = '2015-16'"
        " and member = 'M'"
    ) == [(pytest.approx(100 * 39670 / 70440), 39670, 70440, "DfE SFR41 2016 (SFR41_CLA2016.csv)")]
