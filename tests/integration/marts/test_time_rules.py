"""The SQL rules of time: the catalogue's worked dates, and properties against slow Python.

The macros are rendered as dbt renders them and run by PostgreSQL on the build's calendar.
"""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from iru.settings import PROJECT
from tests.integration.marts import slow_dates as slow

D = date.fromisoformat
DATES = st.dates(min_value=D("1995-01-01"), max_value=D("2029-06-30"))
QUICK = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


# The first value of each band, and its name (catalogue, section 2).
AGES = {0: "under_1", 1: "1_to_4", 5: "5_to_9", 10: "10_to_15", 16: "16_and_over"}
MONTHS = {
    0: "0_to_2_months",
    3: "3_to_5_months",
    6: "6_to_11_months",
    12: "12_to_23_months",
    24: "24_to_35_months",
    36: "36_months_and_over",
}


@pytest.fixture(scope="module")
def macros():
    """The macros as dbt renders them: macros.add_months("date '2016-11-30'", 3)."""
    folder = PROJECT / "dbt_project" / "macros"
    texts = [(folder / name).read_text() for name in ("time_rules.sql", "bands.sql")]
    template = Environment(loader=FileSystemLoader([]), autoescape=False).from_string(
        "\n".join(texts)
    )
    return template.make_module({"ref": lambda model: model})


@pytest.fixture(scope="module")
def rule(macros, ask):
    """Calls a macro on values: rule("add_months", D("2016-11-30"), 3)."""

    def call(name: str, *values):
        shown = [f"date '{value}'" if isinstance(value, date) else value for value in values]
        return ask(f"select {getattr(macros, name)(*shown)}")[0][0]

    return call


@pytest.mark.parametrize(
    ("name", "values", "answer"),
    [
        ("working_days_between", (D("2017-03-27"), D("2017-04-18")), 14),
        ("add_working_days", (D("2017-03-27"), 15), D("2017-04-19")),
        ("add_working_days", (D("2016-12-09"), 20), D("2017-01-11")),
        ("add_working_days", (D("2016-12-10"), 20), D("2017-01-11")),
        ("add_working_days", (D("2016-12-20"), 20), D("2017-01-20")),
        ("working_days_between", (D("2017-04-07"), D("2017-04-18")), 5),
        ("working_days_between", (D("2017-04-07"), D("2017-04-07")), 0),
        ("add_months", (D("2016-11-30"), 3), D("2017-02-28")),
        ("add_months", (D("2017-01-06"), 3), D("2017-04-06")),
        ("add_months", (D("2016-08-31"), 6), D("2017-02-28")),
        ("add_months", (D("2016-06-15"), 3), D("2016-09-15")),
        ("add_months", (D("2016-01-31"), 3), D("2016-04-30")),
        ("add_months", (D("2015-11-30"), 3), D("2016-02-29")),
        ("whole_months", (D("2016-12-31"), D("2017-03-31")), 3),
        ("whole_months", (D("2017-01-01"), D("2017-03-31")), 2),
        ("whole_months", (D("2014-03-31"), D("2017-03-31")), 36),
        ("whole_months", (D("2014-04-01"), D("2017-03-31")), 35),
        ("age_in_years", (D("2004-02-29"), D("2005-02-28")), 0),
        ("age_in_years", (D("2004-02-29"), D("2005-03-01")), 1),
        ("age_in_years", (D("2004-02-29"), D("2008-02-29")), 4),
        ("age_in_years", (D("1999-03-31"), D("2017-03-31")), 18),
        ("age_in_years", (D("1999-04-01"), D("2017-03-31")), 17),
    ],
)
def test_worked_dates(rule, name, values, answer):
    assert rule(name, *values) == answer


@pytest.mark.parametrize(
    ("start", "end", "is_open"),
    [
        ("2017-03-31", None, True),
        ("2017-03-31", "2017-04-01", True),
        ("2017-03-01", "2017-03-31", False),
        ("2017-04-01", None, False),
    ],
)
def test_a_spell_that_ends_on_the_day_is_not_open(rule, ask, start, end, is_open):
    condition = rule_text("spell", "date '2017-03-31'")
    end_date = f"date '{end}'" if end else "null::date"
    spell = f"(select date '{start}' as start_date, {end_date} as end_date) as spell"
    assert ask(f"select {condition} from {spell}") == [(is_open,)]


def rule_text(spell: str, day: str) -> str:
    text = (PROJECT / "dbt_project" / "macros" / "time_rules.sql").read_text()
    module = Environment(autoescape=False).from_string(text).make_module(SimpleNamespace().__dict__)
    return str(module.is_open_at(spell, day))


# Each example is hundreds of dates, which the database answers in one round trip.
def with_dates(numbers: st.SearchStrategy[int]) -> st.SearchStrategy[list[tuple[date, int]]]:
    return st.lists(st.tuples(DATES, numbers), min_size=100, max_size=200)


def answers(ask, values: list[tuple], *expressions: str) -> list[tuple]:
    """What the expressions on x and y come to, pair by pair."""
    texts = ["date" if isinstance(value, date) else "integer" for value in values[0]]
    x, y = ([str(pair[place]) for pair in values] for place in (0, 1))
    return ask(
        f"select {', '.join(expressions)} from unnest(%s::text[], %s::text[]) with ordinality"
        f" as given(left_text, right_text, place) cross join lateral (select"
        f" left_text::{texts[0]} as x, right_text::{texts[1]} as y) as pair order by place",
        x,
        y,
    )


@QUICK
@given(spans=with_dates(st.integers(-400, 400)))
def test_working_days_agree_with_counting_them(macros, ask, spans):
    pairs = [(start, start + timedelta(days)) for start, days in spans]
    between = macros.working_days_between("x", "y")
    assert answers(ask, pairs, between) == [(slow.working_days(x, y),) for x, y in pairs]


@QUICK
@given(pairs=with_dates(st.integers(1, 60)))
def test_adding_working_days_and_months_agrees(macros, ask, pairs):
    found = answers(ask, pairs, macros.add_working_days("x", "y"), macros.add_months("x", "y"))
    assert found == [(slow.add_working_days(x, n), slow.add_months(x, n)) for x, n in pairs]


@QUICK
@given(spans=with_dates(st.integers(0, 7500)))
def test_whole_months_ages_and_their_bands_agree(macros, ask, spans):
    pairs = [(start, start + timedelta(days)) for start, days in spans]
    found = answers(
        ask,
        pairs,
        macros.whole_months("x", "y"),
        macros.age_in_years("x", "y"),
        macros.age_band(macros.age_in_years("x", "y")),
        macros.plan_duration_band(macros.whole_months("x", "y")),
        macros.plan_duration_band_dfe("x", "y"),
    )
    assert found == [
        (
            months := slow.whole_months(x, y),
            years := slow.age(x, y),
            slow.band(years, AGES),
            slow.band(months, MONTHS),
            dfe_band(x, y),
        )
        for x, y in pairs
    ]


@QUICK
@given(days=st.lists(st.integers(1, 1500), min_size=100, max_size=300))
def test_born_on_29_february(macros, ask, days):
    pairs = [(D("2004-02-29"), D("2004-02-29") + timedelta(n)) for n in days]
    found = answers(ask, pairs, macros.age_in_years("x", "y"))
    assert found == [(slow.age(x, y),) for x, y in pairs]


def dfe_band(start: date, end: date) -> str:
    """CIN tables D5 and D7: three and six months inclusive, a year and two exclusive."""
    if end <= slow.add_months(start, 3):
        return "to_3_months"
    if end <= slow.add_months(start, 6):
        return "over_3_to_6_months"
    if end < slow.add_months(start, 12):
        return "over_6_months_to_1_year"
    return "1_to_2_years" if end < slow.add_months(start, 24) else "2_years_and_over"
