"""A LAIT file in the database: means of neighbours, releases, refusals, and the next build.

The file is made by hand; its numbers are invented.
"""

import subprocess
from decimal import Decimal

import pytest
from click.testing import CliRunner

from iru import dbt_environment as dbt
from iru import ops
from iru.commands import indicators
from iru.comparators.arrivals import newest_arrival
from iru.comparators.beside import areas
from iru.comparators.lait import COLUMNS
from iru.comparators.load import load_comparators
from iru.db import connect
from iru.errors import IruError
from iru.warehouse import nothing_to_do

NEIGHBOURS = {
    year: [each.la_code for each in areas() if each.model_year == year] for year in (2021, 2025)
}
# Tests of the models above would ask for facts that this warehouse does not have.
NO_TESTS = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
# Of the list of 2021 in 2017: one suppressed, one not there at all, eight with 10, 20 … 80.
OF_2017 = dict(zip(NEIGHBOURS[2021][:9], ["c", *range(10, 90, 10)], strict=True))
OF_2025 = dict.fromkeys(NEIGHBOURS[2025], "5") | {NEIGHBOURS[2025][0]: "15"}


def line(measure, year, code, value, year_type="Annual"):
    return f"Topic,{measure},A measure,Low,{year_type},{year},{code},An area,A region,{value}"


LINES = [
    line("CPP_rate", 2017, "970", "43.5"),
    line("CPP_rate", 2017, "990", "x"),
    line("CPP_rate", 2017, "878", "99"),
    *(line("CPP_rate", 2017, code, value) for code, value in OF_2017.items()),
    *(line("CPP_rate", 2025, code, value) for code, value in OF_2025.items()),
    line("CPP_rate", 2025, "893", "7"),
    line("CPP_Abuse_Rate", 2025, "970", "55", "Financial Year"),
    line("CPP_rate", "2016-17 (OT)", "970", "1"),
    line("Unmapped", 2017, "970", "1"),
]


def written(folder, lines):
    path = folder / "lait.csv"
    path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    return path


def ask(settings, query, *values):
    with connect("pipeline", settings=settings) as warehouse:
        return warehouse.execute(query, values).fetchall()


def test_a_file_becomes_comparators(fresh, tmp_path):
    done = load_comparators(written(tmp_path, LINES), None, fresh)
    assert (done.vintage, done.values, done.comparators, done.indicators) == (2025, 26, 4, 2)
    found = ask(
        fresh,
        "select indicator_id, area, period_key, value, areas_used, areas_listed, model_year"
        " from reference.comparators order by indicator_id, period_key, area",
    )
    assert found == [
        ("cp_rate_10k", "England", "2016-17", 43.5, 1, 1, None),
        # 10, 20 … 80: the mean of the eight that are published is 45
        ("cp_rate_10k", "Statistical neighbours", "2016-17", 45, 8, 10, 2021),
        # nine at 5, one at 15: 6; the list of 2025 by now
        ("cp_rate_10k", "Statistical neighbours", "2024-25", 6, 10, 10, 2025),
        ("cp_started_rate_10k", "England", "2024-25", 55, 1, 1, None),
    ]


def test_a_release_is_replaced_whole_and_an_older_one_does_not_speak(fresh, tmp_path):
    load_comparators(written(tmp_path, LINES), 2020, fresh)
    first = newest_arrival(fresh)
    load_comparators(written(tmp_path, LINES[:1]), 2020, fresh)
    load_comparators(written(tmp_path, [line("CPP_rate", 2017, "970", "44")]), 2021, fresh)
    kept = "select vintage, count(*) from reference.lait_values group by vintage order by vintage"
    assert ask(fresh, kept) == [(2020, 1), (2021, 1)]
    assert ask(fresh, "select value, vintage from reference.comparators") == [(44, 2021)]
    assert newest_arrival(fresh) > first


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ([*LINES, LINES[0]], "The file holds a value twice"),
        ([*LINES, line("CPP_rate", 2018, "970", "many")], "Line 28 has a value"),
        ([line("CPP_rate", "long ago", "970", "1")], "names no year"),
    ],
)
def test_a_refused_file_leaves_what_was_there(fresh, tmp_path, broken, said):
    load_comparators(written(tmp_path, LINES[:1]), None, fresh)
    with pytest.raises(IruError, match=said):
        load_comparators(written(tmp_path, broken), None, fresh)
    assert ask(fresh, "select vintage, value from reference.lait_values") == [(2017, 43.5)]
    assert ask(fresh, "select count(*) from reference.lait_measures")[0][0] > 20


def test_nothing_loaded_has_no_moment(fresh):
    assert newest_arrival(fresh) is None


def test_the_command_says_what_it_loaded(fresh, tmp_path, monkeypatch):
    monkeypatch.setattr(indicators, "settings", lambda: fresh)
    path = str(written(tmp_path, LINES))
    ran = CliRunner().invoke(indicators.commands, ["load-comparators", path, "--vintage", "2024"])
    assert ran.exit_code == 0
    said = "26 values of the 2024 release; 4 comparators of 2 indicators"
    assert ran.output.splitlines()[-1] == said


def test_a_night_without_changes_is_built_all_the_same_after_a_load(fresh, tmp_path, monkeypatch):
    monkeypatch.setattr("iru.warehouse.code_fingerprint", lambda settings: "of the code")
    with connect("pipeline", settings=fresh) as warehouse:
        ops.create(warehouse)
        warehouse.execute(
            "insert into ops.loads (as_at, source, status) values (now(), 'test', 'loaded')"
        )
        build = ops.open_build(warehouse, 1, None, "of the code")
        ops.close_build(warehouse, build.build_id, "published")
    assert nothing_to_do(fresh, 1) is True
    load_comparators(written(tmp_path, LINES), None, fresh)
    assert nothing_to_do(fresh, 1) is False


def test_the_next_build_adds_them_to_the_projects_own(fresh, tmp_path):
    other = line("CPP_rate", 2025, "970", "40.6")
    load_comparators(written(tmp_path, [*LINES, other]), None, fresh)
    subprocess.run(
        dbt.command(fresh, "build", "--select", "+fct_comparators", *NO_TESTS),
        env=dbt.environment(fresh),
        cwd=dbt.project(fresh),
        check=True,
        capture_output=True,
    )
    found = ask(
        fresh,
        "select area, period_key, value, vintage, source, decimals"
        f" from {dbt.BUILDING}_indicators.fct_comparators where indicator_id = 'cp_rate_10k'"
        " and period_key >= '2016-17' order by period_key, area",
    )
    by_name = {row[:2]: row[2:] for row in found}
    # The project's own fact about England in 2016-17 stands; the file adds years and neighbours.
    assert by_name["England", "2016-17"][0] != 43.5
    assert by_name["England", "2024-25"][:2] == (Decimal("40.6"), 2025)
    # The file gives this measure with one place; so it has, even where a value has a nought there.
    assert {row[-1] for row in found} == {1}
    assert by_name["Statistical neighbours", "2016-17"] == (
        45,
        2025,
        "DfE LAIT, measure CPP_rate, mean of 8 of 10 authorities, list of 2021",
        1,
    )
