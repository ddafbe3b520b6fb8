"""Results on health and leaving care, counted by hand from health.yml and care_leavers.yml.

No other case file holds an answer of a health return, or a 19th to 21st birthday before 2013-14.
"""

from __future__ import annotations

import pytest

ALL = ("all", "all")

# indicator, year, (breakdown, member), numerator, denominator, value
WORKED = [
    ("lac_immunisation_pct", "2016-17", ALL, 1, 2, 50),
    ("lac_immunisation_pct", "2016-17", ("age_band", "5_to_9"), 1, 2, 50),
    ("lac_dental_pct", "2016-17", ALL, 2, 4, 50),
    ("lac_dental_pct", "2016-17", ("age_band", "1_to_4"), 1, 1, 100),
    ("lac_dental_pct", "2016-17", ("locality", "UNKNOWN"), 2, 4, 50),
    ("lac_dental_pct", "2012-13", ALL, 0, 0, None),
    ("lac_sdq_band_pct", "2016-17", ALL, 3, 3, 100),
    ("lac_sdq_band_pct", "2016-17", ("sdq_band", "normal"), 1, 3, 100 / 3),
    ("lac_sdq_band_pct", "2016-17", ("sdq_band", "concerning"), 1, 3, 100 / 3),
    ("leaver_eet_pct", "2011-12", ALL, 5, 19, 500 / 19),
    ("leaver_eet_pct", "2011-12", ("age_point", "20"), 1, 1, 100),
    ("leaver_eet_pct", "2011-12", ("age_point", "21"), 4, 18, 400 / 18),
    ("leaver_eet_pct", "2011-12", ("sex", "F"), 1, 1, 100),
    ("leaver_neet_pct", "2011-12", ALL, 5, 19, 500 / 19),
    ("leaver_neet_pct", "2012-13", ALL, 1, 1, 100),
    ("leaver_nodata_pct", "2011-12", ALL, 9, 19, 900 / 19),
    ("leaver_nodata_pct", "2011-12", ("age_point", "19"), 0, 0, None),
]


@pytest.mark.parametrize(
    ("indicator", "year", "part", "numerator", "denominator", "value"),
    WORKED,
    ids=[f"{row[0]} {row[1]} {row[2][1]}" for row in WORKED],
)
def test_results(figure, indicator, year, part, numerator, denominator, value):
    found = figure(indicator, "year", year, part)
    assert found == [pytest.approx(number) for number in (numerator, denominator, value)]


def test_who_is_left_out_is_counted(ask):
    assert ask(
        "select excluded, round(completeness_pct, 1)::float from fct_indicator_results"
        " where indicator_id = 'leaver_eet_pct' and period_key = '2011-12' and breakdown = 'all'"
    ) == [(5, 52.6)]


def test_no_birthday_is_published(ask):
    # A care leaver's birthday would be a date of birth; only its month leaves the intermediate.
    assert ask(
        "select count(*) from fct_care_leavers where extract(day from birthday_month) <> 1"
    ) == [(0,)]
