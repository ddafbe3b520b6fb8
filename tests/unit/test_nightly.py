"""The choice of a report's period, from what the published warehouse holds."""

from __future__ import annotations

from datetime import date

import pytest

from iru import ops
from iru.db import connect
from iru.errors import IruError
from iru.nightly import choose_period, data_as_at, is_new
from iru.settings import Settings


def publish(settings: Settings, extracted_at: str) -> int:
    """Records of one load and of the published build made from it; returns the load's number."""
    with connect("pipeline", settings=settings) as warehouse:
        ops.create(warehouse)
        (load_id,) = warehouse.execute(
            "insert into ops.loads (as_at, extracted_at, source, status)"
            " values (%s, %s, 'test', 'loaded') returning load_id",
            [extracted_at, extracted_at],
        ).fetchone()
        build = ops.open_build(warehouse, load_id, None, "of some code")
        warehouse.execute(
            "update ops.builds set status = 'published', published_at = now() where build_id = %s",
            [build.build_id],
        )
    return load_id


@pytest.fixture(scope="module")
def may(fresh_module: Settings) -> Settings:
    """A warehouse published from the extract of 15 May 2017, two in the morning in London."""
    publish(fresh_module, "2017-05-15 02:00 Europe/London")
    return fresh_module


def test_the_last_full_day_is_the_day_before_the_extract(may):
    assert data_as_at(may) == date(2017, 5, 14)


def test_nothing_asked_means_the_latest_full_period(may):
    assert choose_period("quarterly", settings=may) == "2016-17-Q4"
    assert choose_period("annual", settings=may) == "2016-17"


def test_a_period_asked_for_is_taken(may):
    assert choose_period("quarterly", "2014-15-Q1", settings=may) == "2014-15-Q1"
    assert choose_period("annual", "2012-13", date(2017, 5, 8), settings=may) == "2012-13"


def test_a_scheduled_run_takes_the_period_just_ended(may):
    assert choose_period("quarterly", None, date(2017, 4, 7), settings=may) == "2016-17-Q4"
    assert choose_period("annual", None, date(2017, 4, 18), settings=may) == "2016-17"


@pytest.mark.parametrize(
    ("report_type", "asked", "scheduled_on"),
    [
        ("quarterly", None, date(2017, 7, 7)),  # the quarter to 30 June: not refreshed since
        ("annual", None, date(2018, 4, 16)),
        ("quarterly", "2017-18-Q1", None),  # asked for while it is still running
    ],
)
def test_a_warehouse_not_refreshed_since_the_period_ended(may, report_type, asked, scheduled_on):
    with pytest.raises(IruError, match="records up to 14 May 2017") as caught:
        choose_period(report_type, asked, scheduled_on, may)
    assert "nightly_refresh" in caught.value.mend


@pytest.mark.parametrize("asked", ["2016-17", "2016-18-Q1", "last quarter"])
def test_a_quarter_that_is_none(may, asked):
    with pytest.raises(IruError, match="not a reporting quarter"):
        choose_period("quarterly", asked, settings=may)


def test_with_nothing_published_there_is_no_report(fresh):
    with pytest.raises(IruError, match="Nothing has been published"):
        choose_period("annual", settings=fresh)


def test_a_build_by_other_code_is_not_the_newest(fresh):
    assert is_new(publish(fresh, "2017-05-15 02:00 Europe/London"), fresh)
