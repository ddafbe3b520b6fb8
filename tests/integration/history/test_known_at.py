"""The warehouse as it was known on an earlier night comes back to the digit (D2)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from builds import build as fake_build
from builds import shown
from case_records import run
from click.testing import CliRunner

from iru import ops
from iru.commands import nightly
from iru.comparators.lait import COLUMNS
from iru.comparators.load import load_comparators
from iru.db import connect
from iru.errors import IruError
from iru.nights import load_known_at
from iru.settings import Settings
from iru.warehouse import publish, rollback
from tests.integration.history.nights import require_same

YEAR = """
    select numerator, denominator, data_as_at from {}_indicators.fct_indicator_results
    where indicator_id = %s and period_key = '2016-17' and breakdown = 'all'"""


@pytest.fixture(scope="module")
def rebuilt(nights: Settings) -> str:
    """Night 1, built as known then by the command on night 3; the prefix of its schemas."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nightly, "current_settings", lambda: nights)
        done = CliRunner().invoke(
            nightly.commands, ["build", "--known-at", "2017-05-15"], catch_exceptions=False
        )
    number = int(done.output.split("Build ")[1].split()[0])
    return f"b{number:06d}"


def ask(settings: Settings, query: str, *values: object) -> list[tuple]:
    with connect("pipeline", settings=settings) as warehouse:
        return warehouse.execute(query, values).fetchall()


def year(settings: Settings, prefix: str, indicator: str) -> tuple:
    return ask(settings, YEAR.format(prefix), indicator)[0]


def test_every_row_of_every_fact_and_result_comes_back(nights, rebuilt):
    tables = require_same(nights, "b000001", rebuilt)
    assert {"fct_indicator_results", "fct_allegations", "fct_looked_after_reviews"} <= tables
    assert ask(nights, "select count(*) > 1000 from b000001_indicators.fct_indicator_results") == [
        (True,)
    ]


def test_the_last_full_day_and_the_complete_periods_are_those_of_that_night(nights, rebuilt):
    for prefix, last_day, last_month in (
        (rebuilt, date(2017, 5, 14), "2017-04"),
        ("b000002", date(2017, 6, 1), "2017-05"),
    ):
        assert ask(
            nights,
            "select distinct data_as_at, max(period_key) filter (where period_type = 'month')"
            f" from {prefix}_indicators.fct_indicator_results group by data_as_at",
        ) == [(last_day, last_month)]


def test_the_nights_do_differ(nights, rebuilt):
    first, third = date(2017, 5, 14), date(2017, 6, 1)
    # Night 1: RA2 and RB1 of three on time. Night 3: RA2 and RA3 of four.
    assert year(nights, rebuilt, "lac_review_on_time_pct") == (2, 3, first)
    assert year(nights, "b000002", "lac_review_on_time_pct") == (2, 4, third)
    # Dee's month is gone, Fay's plan has come.
    assert year(nights, rebuilt, "lac_started_count") == (3, None, first)
    assert year(nights, "b000002", "lac_started_count") == (2, None, third)
    assert year(nights, rebuilt, "cp_started_count") == (1, None, first)
    assert year(nights, "b000002", "cp_started_count") == (2, None, third)
    # The meeting was on the 11th working day, not on the third.
    assert year(nights, rebuilt, "lado_mas_5wd_pct") == (1, 1, first)
    assert year(nights, "b000002", "lado_mas_5wd_pct") == (0, 1, third)


@pytest.mark.parametrize(
    ("night", "load_id"),
    [
        ("2017-05-15", 1),
        ("2017-05-16 01:59", 1),
        ("2017-05-16 02:00", 2),
        ("2017-05-16T01:00+00:00", 2),
        ("2017-06-01", 2),
        ("2017-06-02", 3),
        ("2030-01-01", 3),
    ],
)
def test_a_night_is_its_newest_load(nights, night, load_id):
    assert load_known_at(nights, night) == load_id


def test_before_the_first_load_nothing_was_known(nights):
    with pytest.raises(IruError, match=r"first load is of 2017-05-15 02:00"):
        load_known_at(nights, "2017-05-14")


def test_a_rebuilt_night_is_not_published_by_accident(nights, rebuilt):
    number = int(rebuilt[1:])
    with connect("pipeline", settings=nights) as warehouse:
        ops.close_build(warehouse, number, "audited")
    with pytest.raises(IruError, match="2017-05-15 02:00, and a later night is loaded"):
        publish(number, nights)
    assert ask(nights, "select data_as_at from indicators.dim_build") == [(date(2017, 6, 1),)]


def test_an_earlier_night_can_be_published_on_purpose(loaded):
    publish(fake_build(loaded), loaded)
    run(
        loaded,
        "insert into ops.loads (as_at, extracted_at, source, changed, status, finished_at)"
        " values ('2017-05-16 02:00+01', '2017-05-16 02:00+01', 'test', true, 'loaded',"
        " clock_timestamp())",
        "pipeline",
    )
    again = fake_build(loaded)
    with pytest.raises(IruError, match="--earlier-night"):
        publish(again, loaded)
    assert shown(loaded) == 1
    publish(again, loaded, earlier_night=True)
    assert shown(loaded) == again
    assert rollback(loaded)["build_id"] == 1


def test_a_load_that_came_while_the_build_was_made_does_not_stop_it(loaded):
    number = fake_build(loaded)
    run(
        loaded,
        "insert into ops.loads (as_at, extracted_at, source, changed, status, finished_at)"
        " values ('2017-05-16 02:00+01', '2017-05-16 02:00+01', 'test', true, 'loaded',"
        " clock_timestamp())",
        "pipeline",
    )
    publish(number, loaded)
    assert shown(loaded) == number


def test_comparators_are_known_from_the_night_they_came(fresh, tmp_path):
    def release(vintage: int, rate: str) -> None:
        path = tmp_path / f"{vintage}.csv"
        line = f"T,CPP_rate,M,Low,Annual,2017,970,England,R,{rate}"
        path.write_text(f"{','.join(COLUMNS)}\n{line}\n", encoding="utf-8")
        load_comparators(path, vintage, fresh)

    def night(day: str) -> None:
        run(
            fresh,
            "insert into ops.loads (as_at, source, status)"
            f" values ('{day} 02:00+01', 'test', 'loaded')",
            "pipeline",
        )

    def known(day: str) -> list[tuple]:
        query = f"select value, vintage from reference.comparators_as_known('{day} 12:00+01')"
        return run(fresh, query, "pipeline")

    release(2017, "43.3")  # before the first night: known on every one
    night("2017-05-15")
    night("2017-05-16")
    release(2018, "43.4")
    night("2017-05-17")
    release(2018, "43.5")  # corrected: it stands for its release, from the night that first came
    assert known("2017-05-15") == [(Decimal("43.3"), 2017)]
    assert known("2017-05-16") == [(Decimal("43.5"), 2018)]
    assert run(fresh, "select vintage from reference.comparators", "pipeline") == [(2018,)]
