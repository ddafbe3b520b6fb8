"""Results on what IROs record of their reviews, counted by hand from monitoring.yml.

No other case file holds a form; reviews.yml holds one review of 2014-15, of a child of ten.
"""

from __future__ import annotations

import pytest

ALL = ("all", "all")
SECOND = "lac_permanence_2nd_review_type_pct"

# indicator, period, (breakdown, member), numerator, denominator, value
WORKED = [
    # A's three reviews, B's second and C's third are answered; contact bears out two of A's.
    ("lac_prereview_consult_pct", "2014-15", ALL, 2, 5, 40),
    ("lac_prereview_consult_pct", "2014-15-Q1", ALL, 1, 1, 100),
    ("lac_prereview_consult_pct", "2014-15", ("placement_distance", "to_20_miles"), 1, 1, 100),
    ("lac_prereview_consult_pct", "2014-15", ("placement_distance", "over_20_miles"), 1, 2, 50),
    ("lac_prereview_consult_pct", "2014-15", ("placement_distance", "unknown"), 0, 2, 0),
    ("lac_prereview_consult_pct", "2014-15", ("locality", "UNKNOWN"), 2, 5, 40),
    ("lac_prereview_consult_pct", "2013-14", ALL, 0, 0, None),
    ("lac_prereview_result_pct", "2014-15", ("consultation_result", "face_to_face"), 1, 5, 20),
    ("lac_prereview_result_pct", "2014-15", ("consultation_result", "another_way"), 1, 5, 20),
    ("lac_prereview_result_pct", "2014-15", ("consultation_result", "refused"), 1, 5, 20),
    ("lac_prereview_result_pct", "2014-15", ("consultation_result", "not_consulted"), 2, 5, 40),
    ("lac_parent_consulted_pct", "2014-15", ALL, 3, 5, 60),
    ("lac_parent_consulted_pct", "2014-15-Q1", ALL, 2, 3, 200 / 3),
    ("lac_parent_consulted_pct", "2014-15-Q4", ALL, 0, 0, None),
    # M's first two, N's last two and both of Q's.
    ("lac_midpoint_check_pct", "2013-14", ALL, 3, 6, 50),
    ("lac_midpoint_check_pct", "2013-14-Q1", ALL, 1, 2, 50),
    ("lac_midpoint_check_pct", "2013-14", ("age_band", "1_to_4"), 0, 2, 0),
    (
        "lac_midpoint_check_result_pct",
        "2013-14",
        ("midpoint_check_result", "midway"),
        2,
        6,
        100 / 3,
    ),
    (
        "lac_midpoint_check_result_pct",
        "2013-14",
        ("midpoint_check_result", "not_midway"),
        1,
        6,
        50 / 3,
    ),
    ("lac_midpoint_check_result_pct", "2013-14", ("midpoint_check_result", "not_made"), 3, 6, 50),
    # Second reviews of A to G; B, D and G have a plan.
    ("lac_permanence_2nd_review_pct", "2014-15", ALL, 3, 7, 300 / 7),
    ("lac_permanence_2nd_review_pct", "2014-15", ("age_band", "1_to_4"), 3, 5, 60),
    (SECOND, "2014-15", ("permanence_plan_type", "none"), 4, 7, 400 / 7),
    (SECOND, "2014-15", ("permanence_plan_type", "SGO"), 1, 7, 100 / 7),
    (SECOND, "2014-15", ("permanence_plan_type", "ADOPTION"), 0, 7, 0),
]


@pytest.mark.parametrize(
    ("indicator", "period", "part", "numerator", "denominator", "value"),
    WORKED,
    ids=[f"{row[0]} {row[1]} {row[2][1]}" for row in WORKED],
)
def test_results(ask, indicator, period, part, numerator, denominator, value):
    rows = ask(
        "select numerator::float, denominator::float, value::float from fct_indicator_results"
        " where indicator_id = %s and period_key = %s and breakdown = %s and member = %s",
        indicator, period, *part,
    )  # fmt: skip
    assert rows == [(numerator, denominator, value if value is None else pytest.approx(value))]


# indicator, answers given of those expected, reviews or mid-points left out
GIVEN = [
    # Nine reviews of children of four and over: b3, c2 and the one without a form have no answer;
    # c1's does not apply.
    ("lac_prereview_consult_pct", "2014-15", 600 / 9, 4),
    # Eighteen reviews: six have an answer, one of them "not applicable"; D to G have no forms.
    ("lac_parent_consulted_pct", "2014-15", 600 / 18, 13),
    # N's first interval was cut short.
    ("lac_midpoint_check_pct", "2013-14", 100, 1),
    ("lac_permanence_2nd_review_pct", "2014-15", 100, 0),
]


@pytest.mark.parametrize(("indicator", "period", "completeness", "excluded"), GIVEN)
def test_what_is_missing_is_counted_and_is_no_answer(
    ask, indicator, period, completeness, excluded
):
    assert ask(
        "select completeness_pct::float, excluded from fct_indicator_results"
        " where indicator_id = %s and period_key = %s and breakdown = 'all'",
        indicator, period,
    ) == [(pytest.approx(completeness), excluded)]  # fmt: skip
