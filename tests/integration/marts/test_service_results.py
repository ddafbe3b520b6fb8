"""Results on allegations, caseloads, the action plan and advocacy, counted from the case files."""

from __future__ import annotations

import pytest

ALL = ("all", "all")
# 2013-14 belongs to one case of allegations.yml, 2014-15 to advocacy.yml; plans: service.yml.
# indicator, kind of period, period, (breakdown, member), numerator, denominator, value
WORKED = [
    ("lado_referral_month_count", "month", "2013-06", ALL, 4, None, 4),
    ("lado_referral_month_count", "month", "2014-03", ALL, 1, None, 1),
    ("lado_referral_count", "year", "2013-14", ("allegation_type", "PHYSICAL"), 2, None, 2),
    ("lado_allegation_type_pct", "year", "2013-14", ALL, 4, 4, 100),
    ("lado_allegation_type_pct", "year", "2013-14", ("allegation_type", "PHYSICAL"), 2, 4, 50),
    ("lado_allegation_type_pct", "year", "2013-14", ("allegation_type", "ONLINE"), 0, 4, 0),
    ("lado_allegation_type_pct", "quarter", "2013-14-Q4", ("allegation_type", "SEXUAL"), 1, 1, 100),
    ("lado_source_count", "year", "2013-14", ("source_sector", "POLICE"), 3, None, 3),
    ("lado_source_count", "year", "2013-14", ("source_sector", "EDUCATION"), 2, None, 2),
    ("lado_source_count", "year", "2013-14", ("source_sector", "HEALTH"), 0, None, 0),
    ("lado_subject_pct", "year", "2013-14", ("subject_sector", "EDUCATION"), 2, 5, 40),
    ("lado_subject_pct", "year", "2013-14", ("subject_sector", "unknown"), 1, 5, 20),
    ("lado_subject_pct", "year", "2013-14", ("subject_role", "TEACHER"), 1, 5, 20),
    ("lado_subject_pct", "year", "2013-14", ("volunteer", "true"), 1, 5, 20),
    ("lado_subject_pct", "year", "2013-14", ("volunteer", "unknown"), 2, 5, 40),
    ("lado_subject_pct", "year", "2013-14", ("agency_worker", "true"), 1, 5, 20),
    ("lado_subject_pct", "year", "2013-14", ("foster_carer", "false"), 2, 5, 40),
    ("lado_final_outcome_pct", "year", "2013-14", ALL, 2, 2, 100),
    ("lado_final_outcome_pct", "year", "2013-14", ("final_outcome", "SUBSTANTIATED"), 1, 2, 50),
    ("lado_final_outcome_pct", "year", "2013-14", ("final_outcome", "unknown"), 1, 2, 50),
    ("lado_final_outcome_pct", "year", "2013-14", ("final_outcome", "UNFOUNDED"), 0, 2, 0),
    ("lado_final_outcome_pct", "year", "2014-15", ("final_outcome", "FALSE"), 1, 1, 100),
    # Of the four meetings, those of 10 June and 31 March were in time.
    ("lado_mas_5wd_pct", "year", "2013-14", ALL, 2, 4, 50),
    ("lado_mas_late_count", "year", "2013-14", ALL, 2, None, 2),
    ("lado_mas_late_count", "year", "2013-14", ("meeting_late_reason", "POLICE"), 1, None, 1),
    ("lado_mas_late_count", "year", "2013-14", ("meeting_late_reason", "unknown"), 1, None, 1),
    ("iru_caseload_over_target_pct", "month", "2015-01", ALL, 1, 2, 50),
    ("iru_caseload_over_target_pct", "month", "2015-01", ("role", "IRO"), 1, 2, 50),
    ("iru_caseload_over_target_pct", "month", "2015-01", ("role", "ISRO"), 0, 0, None),
    ("iru_caseload_over_target_pct", "month", "2015-01", ("locality", "NORTH"), 1, 1, 100),
    ("iru_caseload_over_target_pct", "month", "2015-01", ("locality", "EXETER"), 0, 1, 0),
    ("iru_action_rag", "year", "2011-12", ALL, 0, None, 0),
    ("iru_action_rag", "quarter", "2012-13-Q3", ("rag", "G"), 1, None, 1),
    ("iru_action_rag", "quarter", "2012-13-Q3", ("rag", "not_rated"), 2, None, 2),
    ("iru_action_rag", "year", "2012-13", ("rag", "G"), 2, None, 2),
    ("iru_action_rag", "year", "2013-14", ALL, 3, None, 3),
    ("iru_action_rag", "year", "2013-14", ("rag", "G"), 2, None, 2),
    ("iru_action_rag", "year", "2013-14", ("rag", "A"), 1, None, 1),
    ("iru_action_rag", "year", "2013-14", ("rag", "R"), 0, None, 0),
    ("iru_action_rag", "year", "2013-14", ("objective_group", "care_leavers"), 1, None, 1),
    ("iru_action_rag", "year", "2013-14", ("objective_group", "no_group"), 2, None, 2),
    ("iru_action_rag", "year", "2013-14", ("lead_role", "operations_manager"), 1, None, 1),
    ("iru_action_rag", "year", "2013-14", ("lead_role", "other_or_none"), 1, None, 1),
    ("iru_action_rag", "year", "2014-15", ("rag", "not_rated"), 1, None, 1),
    ("adv_purpose_pct", "year", "2014-15", ALL, 2, 2, 100),
    ("adv_purpose_pct", "year", "2014-15", ("advocacy_purpose", "CP_CONF"), 1, 2, 50),
    ("adv_purpose_pct", "year", "2014-15", ("advocacy_purpose", "COMPLAINT"), 1, 2, 50),
    ("adv_purpose_pct", "year", "2014-15", ("advocacy_purpose", "LAC_REVIEW"), 0, 2, 0),
    ("adv_purpose_pct", "year", "2015-16", ("advocacy_purpose", "CP_CONF"), 1, 1, 100),
    ("adv_referral_month_count", "month", "2014-06", ALL, 1, None, 1),
    ("adv_referral_month_count", "month", "2014-07", ALL, 2, None, 2),
    ("adv_referral_month_count", "month", "2014-07", ("advocacy_purpose", "CP_CONF"), 1, None, 1),
    ("adv_referral_month_count", "month", "2014-07", ("locality", "EXETER"), 2, None, 2),
    ("adv_referral_month_count", "year", "2014-15", ("age_band", "10_to_15"), 3, None, 3),
]


@pytest.mark.parametrize(
    ("indicator", "kind", "key", "part", "numerator", "denominator", "value"),
    WORKED,
    ids=[f"{row[0]} {row[2]} {row[3][1]}" for row in WORKED],
)
def test_results(figure, indicator, kind, key, part, numerator, denominator, value):
    found = figure(indicator, kind, key, part)
    assert found == [pytest.approx(number) for number in (numerator, denominator, value)]


def test_what_is_left_out_and_what_is_missing_are_said(ask):
    rows = ask(
        "select indicator_id, excluded, round(completeness_pct, 1)::float"
        " from fct_indicator_results where breakdown = 'all' and (indicator_id, period_key) in"
        " (('lado_allegation_type_pct', '2013-14'), ('lado_final_outcome_pct', '2013-14'),"
        " ('lado_subject_pct', '2013-14'), ('iru_caseload_over_target_pct', '2015-01'),"
        " ('iru_action_rag', '2013-14'), ('adv_purpose_pct', '2014-15'),"
        " ('adv_referral_month_count', '2014-06')) order by 1"
    )
    assert rows == [
        ("adv_purpose_pct", 1, 100.0),
        ("adv_referral_month_count", 1, 100.0),
        ("iru_action_rag", 0, 100.0),
        ("iru_caseload_over_target_pct", 3, 100.0),
        ("lado_allegation_type_pct", 1, 80.0),
        ("lado_final_outcome_pct", 0, 50.0),
        ("lado_subject_pct", 0, 80.0),
    ]


def test_no_result_is_about_one_person(ask):
    # Caseloads of one person and single allegations stay in their facts.
    breakdowns = {row[0] for row in ask("select distinct breakdown from fct_indicator_results")}
    assert not [name for name in breakdowns if "staff" in name or "subject_id" in name]
