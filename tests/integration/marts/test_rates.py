"""What rates divide by when several vintages of populations are held, and England's rates."""

from __future__ import annotations

OWN_VINTAGE = "revised, in the DfE CIN release of 2024"


def test_a_rate_has_one_population_however_many_vintages_there_are(ask):
    assert ask(
        "select period_key, denominator::int, denominator_source from fct_indicator_results"
        " where indicator_id = 'lac_rate_10k' and period_type = 'year' and breakdown = 'all'"
        " and period_key >= '2013-14' order by 1"
    ) == [
        # Of these two years a vintage was out by the night, 15 May 2017. Another of mid-2014 came
        # out on 22 June 2017, and the project's own in 2024.
        ("2013-14", 100000, "ONS mid-year estimates (myeb1.csv), mid-2013, vintage: mid-2014"),
        ("2014-15", 200000, "ONS mid-year estimates (myeb1.csv), mid-2014, vintage: mid-2014"),
        ("2015-16", 141359, f"ONS mid-year estimates, mid-2015, vintage: {OWN_VINTAGE}"),
        ("2016-17", 142159, f"ONS mid-year estimates, mid-2016, vintage: {OWN_VINTAGE}"),
    ]
    # Only a rate has one.
    assert ask(
        "select distinct kind from fct_indicator_results join dim_indicators using (indicator_id)"
        " where denominator_source is not null"
    ) == [("rate",)]


def test_england_has_a_rate_of_looked_after_children_in_every_year(ask):
    assert ask(
        "select period_key, round(value, 1)::float, decimals, vintage from fct_comparators"
        " where indicator_id = 'lac_rate_10k' and area = 'England' order by 1"
    ) == [
        # 68,110 of 11,403,970; 68,840 of 11,473,080; 69,540 of 11,535,489; then as DfE prints it
        ("2012-13", 59.7, None, 2024),
        ("2013-14", 60.0, None, 2024),
        ("2014-15", 60.3, None, 2024),
        ("2015-16", 60.0, 0, 2025),
        ("2016-17", 62.0, 0, 2025),
    ]
