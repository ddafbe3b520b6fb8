"""The SQL rules of time: the catalogue's worked dates, and properties against slow Python.

The macros are rendered as dbt renders them and run by PostgreSQL on the build's calendar.
"""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from iru import working_days as slow
from iru.settings import PROJECT

D = date.fromisoformat
DATES = st.dates(min_value=D("1995-01-01"), max_value=D("2029-06-30"))
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def rule(ask):
    """Calls a macro on values: rule("add_months", D("2016-11-30"), 3)."""
    folder = PROJECT / "dbt_project" / "macros"
    texts = [(folder / name).read_text() for name in ("time_rules.sql", "bands.sql")]
    template = Environment(loader=FileSystemLoader([]), autoescape=False).from_string(
        "\n".join(texts)
    )
    macros = template.make_module({"ref": lambda model: model})

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


@QUICK
@given(start=DATES, end=DATES)
def test_working_days_agree_with_counting_them(rule, start, end):
    assert rule("working_days_between", start, end) == slow.wd(start, end)


@QUICK
@given(start=DATES, days=st.integers(min_value=1, max_value=60))
def test_adding_working_days_is_the_inverse_of_counting_them(rule, start, days):
    reached = rule("add_working_days", start, days)
    assert reached == slow.add_wd(start, days)
    assert rule("working_days_between", start, reached) == days


@QUICK
@given(start=DATES, months=st.integers(min_value=0, max_value=240))
def test_months_agree_with_the_calendar(rule, start, months):
    assert rule("add_months", start, months) == slow.add_months(start, months)


@QUICK
@given(start=DATES, end=DATES)
def test_whole_months_and_ages_agree(rule, start, end):
    start, end = min(start, end), max(start, end)
    assert rule("whole_months", start, end) == slow.whole_months(start, end)
    assert rule("age_in_years", start, end) == slow.age(start, end)
