"""The promise of the registry: a new indicator of a known kind is one row, and nothing else."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from iru import dbt_environment
from iru.settings import PROJECT

ROW = """
- id: lac_started_boys_pct
  title: Boys among the children who started
  kind: percentage
  fact: fct_periods_of_care
  date: start_date
  numerator: is_first_start_in_{period} and sex = 'M'
  denominator: is_first_start_in_{period}
  numerator_label: boys
  denominator_label: children starting
  breakdowns: {ethnic_group: ethnic_group}
  unit: "%"
  polarity: context
  definition: It isn't in the catalogue.
  official_basis: none
"""
MODELS = (
    "int_indicators dim_indicators int_indicator_frame int_results_fct_periods_of_care"
    " int_indicator_counts fct_indicator_results"
)


@pytest.fixture
def project(built, tmp_path):
    """Adds a row to a copy of the list; returns how to run dbt on that copy and build 1."""
    copied = tmp_path / "dbt_project"
    shutil.copytree(PROJECT / "dbt_project", copied)
    settings = built.with_(project=tmp_path)
    environment = {**dbt_environment.environment(settings), "IRU_DBT_SCHEMA": "b000001"}
    environment["DBT_TARGET_PATH"] = str(tmp_path / "target")

    def run(row: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        path = copied / "macros" / "indicator_registry" / "looked_after_flows.sql"
        text = path.read_text()
        assert "  {% endset %}" in text
        path.write_text(text.replace("  {% endset %}", row + "  {% endset %}"))
        return subprocess.run(
            dbt_environment.command(settings, *arguments),
            env=environment,
            cwd=copied,
            capture_output=True,
            text=True,
        )

    return run


def test_a_new_row_is_a_new_indicator(project, ask):
    before = ask("select count(*) from fct_indicator_results")[0][0]
    done = project(ROW, "run", "--select", MODELS)
    assert done.returncode == 0, done.stdout[-3000:]
    new = "indicator_id = 'lac_started_boys_pct'"
    assert ask(f"select definition from dim_indicators where {new}") == [
        ("It isn't in the catalogue.",)
    ]
    # In 2011-12 the boys A and D started, and the girl B.
    assert ask(
        "select numerator::int, denominator::int, round(value, 1)::float from fct_indicator_results"
        f" where {new} and period_type = 'year' and period_key = '2011-12' and breakdown = 'all'"
    ) == [(2, 3, 66.7)]
    # All 103 complete periods, for all and for six ethnic groups; the others are as they were.
    added = ask(f"select count(*) from fct_indicator_results where {new}")[0][0]
    assert added == 103 * 7
    assert ask("select count(*) from fct_indicator_results")[0][0] == before + added


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("kind: percentage", "kind: proportion"), "lac_started_boys_pct: no kind proportion"),
        (("  unit:", " unit:"), "looked_after_flows.sql: the list is not valid YAML"),
    ],
)
def test_a_wrong_row_stops_dbt_and_is_named(project, change, says):
    done = project(ROW.replace(*change), "parse")
    assert done.returncode != 0
    assert says in done.stdout
