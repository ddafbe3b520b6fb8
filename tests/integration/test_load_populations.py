"""ONS's estimates in the database: vintages, the one a night speaks with, refusals.

The files are made by hand; their numbers are invented. The project's own estimates for Devon are
those of 2024: 142,159 in mid-2016.
"""

import subprocess
from datetime import date

import pytest
from case_records import run
from click.testing import CliRunner

from iru import dbt_environment as dbt
from iru import ops
from iru.commands import indicators
from iru.comparators.arrivals import newest_arrival
from iru.comparators.populations import load_populations
from iru.db import connect
from iru.errors import IruError
from tests.population_files import PLYMOUTH, devon, rows, written

NO_TESTS = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
OWN = ("142159", "revised, in the DfE CIN release of 2024")


def load(settings, folder, vintage, number, released=None):
    path = devon(folder / "myeb1.csv", {2016: number})
    return load_populations(path, vintage, released and date.fromisoformat(released), settings)


def night(settings, day):
    with connect("pipeline", settings=settings) as warehouse:
        ops.create(warehouse)
        warehouse.execute(
            "insert into ops.loads (as_at, source, status) values (%s, 'test', 'loaded')",
            [f"{day} 02:00+00"],
        )


def spoken(settings, known_at):
    """What dim_populations says of Devon in mid-2016 when built as known at a moment."""
    subprocess.run(
        dbt.command(settings, "build", "--select", "+dim_populations", *NO_TESTS),
        env={**dbt.environment(settings), "IRU_KNOWN_AT": known_at},
        cwd=dbt.project(settings),
        check=True,
        capture_output=True,
    )
    with connect("pipeline", settings=settings) as warehouse:
        found = warehouse.execute(
            f"select population::text, vintage from {dbt.BUILDING}_indicators.dim_populations"
            " where area_code = 'E10000008' and mid_year = 2016"
        ).fetchall()
    assert len(found) == 1  # however many vintages there are
    return found[0]


def test_a_night_speaks_with_the_newest_vintage_held_and_out_by_then(fresh, tmp_path):
    night(fresh, "2025-01-10")
    assert spoken(fresh, "2025-01-10 02:00+00") == OWN
    load(fresh, tmp_path, "mid-2016, first estimate", 142500, "2017-06-22")
    assert spoken(fresh, "2025-01-10 02:00+00") == OWN  # older than the project's own
    night(fresh, "2026-01-10")
    load(fresh, tmp_path, "mid-2024", 142900, "2025-07-30")
    load(fresh, tmp_path, "mid-2025", 143100, "2026-07-29")
    assert spoken(fresh, "2026-01-10 02:00+00") == ("142900", "mid-2024")
    # As known a year before, that vintage had not come; and the next one waits for its release.
    assert spoken(fresh, "2025-01-10 02:00+00") == OWN
    assert spoken(fresh, "2026-07-30 02:00+00") == ("143100", "mid-2025")
    # Before any was out, the one that came out first; it was not held yet in 2017.
    assert spoken(fresh, "2017-05-15 02:00+00") == OWN


def test_without_a_day_of_release_a_vintage_is_out_the_night_it_comes(fresh, tmp_path):
    night(fresh, "2017-05-15")
    done = load(fresh, tmp_path, "mid-2016", 142500)
    assert (done.vintage, done.areas, done.own) == ("mid-2016", 9, {2016: 142500})
    assert done.out_by == date(2017, 5, 15)
    assert spoken(fresh, "2017-05-15 02:00+00") == ("142500", "mid-2016")


def test_a_vintage_is_replaced_whole(fresh, tmp_path):
    load(fresh, tmp_path, "mid-2016", 142500)
    first = newest_arrival(fresh)
    lines = rows({PLYMOUTH: [50], "E10000008": [60]})
    load_populations(written(tmp_path / "b.csv", lines, (2015,)), "mid-2016", None, fresh)
    kept = run(
        fresh, "select area_code, population from reference.population_estimates", "pipeline"
    )
    assert sorted(kept) == [(PLYMOUTH, 50), ("E10000008", 60)]
    assert newest_arrival(fresh) > first


def test_a_file_without_our_own_authority_is_refused(fresh, tmp_path):
    path = written(tmp_path / "myeb1.csv", rows({PLYMOUTH: [50]}), (2015,))
    with pytest.raises(IruError, match="lacks districts of Devon"):
        load_populations(path, "mid-2015", None, fresh)
    assert newest_arrival(fresh) is None


def test_the_command_says_what_it_loaded(fresh, tmp_path, monkeypatch):
    monkeypatch.setattr(indicators, "settings", lambda: fresh)
    path = str(devon(tmp_path / "myeb1.csv", {2015: 141000, 2016: 142500}))
    arguments = ["load-populations", path, "--vintage", "mid-2016", "--released", "2017-06-22"]
    ran = CliRunner().invoke(indicators.commands, arguments, catch_exceptions=False)
    assert ran.output.splitlines()[-1] == (
        "9 areas from mid-2015 to mid-2016, vintage mid-2016, out by 22 June 2017;"
        " Devon had 142,500 residents aged 0 to 17 in mid-2016"
    )
