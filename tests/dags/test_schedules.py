"""When DAGs run: across both changes of the clock, and on the days reports are drafted."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pendulum
import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.serialization.encoders import coerce_to_core_timetable
from airflow.timetables.base import DataInterval, TimeRestriction

from iru.settings import PROJECT

LONDON = ZoneInfo("Europe/London")


@pytest.fixture(scope="module")
def bag() -> DagBag:
    return DagBag(dag_folder=str(PROJECT / "dags"))


def runs(bag: DagBag, name: str, after: datetime, count: int) -> list[datetime]:
    """The next scheduled moments after `after`, London time, as the scheduler finds them."""
    timetable = coerce_to_core_timetable(bag.dags[name].timetable)
    restriction = TimeRestriction(pendulum.instance(after), None, catchup=True)
    found, last = [], None
    while len(found) < count:
        info = timetable.next_dagrun_info(
            last_automated_data_interval=last, restriction=restriction
        )
        found.append(info.run_after.astimezone(LONDON))
        last = DataInterval.exact(info.run_after)
    return found


@pytest.mark.parametrize(
    ("evening_before", "offsets"),
    [
        # 29 March 2026: 01:00 becomes 02:00; 25 October 2026: 02:00 becomes 01:00.
        (datetime(2026, 3, 27, 12, tzinfo=UTC), [0, 1, 1]),
        (datetime(2026, 10, 23, 12, tzinfo=UTC), [1, 0, 0]),
    ],
)
def test_every_night_at_two_once_also_when_the_clocks_change(bag, evening_before, offsets):
    nights = runs(bag, "nightly_refresh", evening_before, 3)
    assert [(night.hour, night.minute) for night in nights] == [(2, 0)] * 3
    days = [night.date().toordinal() for night in nights]
    assert days == [days[0], days[0] + 1, days[0] + 2]
    assert [night.utcoffset().total_seconds() / 3600 for night in nights] == offsets


def test_quarterly_drafts_of_2026_by_hand(bag):
    # Q3 ends 31 December: 2, 5, 6, 7, 8 January. Q4 ends 31 March, a Tuesday: 1 and 2 April, then
    # Good Friday 3 and Easter Monday 6 April do not count: 7, 8, 9. Q1: 1, 2, 3, 6, 7 July.
    # Q2: 1, 2, 5, 6, 7 October.
    drafts = runs(bag, "quarterly_report", datetime(2026, 1, 1, tzinfo=UTC), 4)
    assert [f"{draft:%d %b %H:%M}" for draft in drafts] == [
        "08 Jan 07:00",
        "09 Apr 07:00",
        "07 Jul 07:00",
        "07 Oct 07:00",
    ]


def test_annual_draft_of_2026_by_hand(bag):
    # 1, 2, 7, 8, 9, 10, 13, 14, 15, 16 April.
    (draft,) = runs(bag, "annual_report", datetime(2026, 1, 1, tzinfo=UTC), 1)
    assert f"{draft:%d %b %H:%M}" == "16 Apr 07:00"


@pytest.mark.parametrize("name", ["quarterly_report", "annual_report"])
def test_the_list_of_drafts_does_not_end_soon(bag, name):
    last = bag.dags[name].timetable.event_dates[-1]
    assert last > pendulum.now("UTC").add(years=5), "raise LAST_YEAR in dags/report_defaults.py"
